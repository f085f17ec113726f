"""``repairboundaries`` through Processing."""

import pytest
import shapely
from coverage_validity import is_coverage
from qgis.core import QgsGeometry
from small_district import box, communities, make_layer, town


def shapes(layer):
    return [shapely.from_wkb(bytes(feature.geometry().asWkb())) for feature in layer.getFeatures()]


@pytest.mark.parametrize("crs", ["EPSG:4544", "EPSG:4490", "EPSG:4326", "EPSG:3857"])
def test_gap_is_closed_and_borders_are_shared_to_the_last_digit(run, crs):
    before = communities(crs, gap=0.5)
    found = run(
        "repairboundaries",
        AREAS=before,
        PARENT=town(crs),
        OUTPUT="TEMPORARY_OUTPUT",
        CHANGES="TEMPORARY_OUTPUT",
        REMAINING="TEMPORARY_OUTPUT",
    )
    assert found["IS_WHOLE"] is True
    assert found["BEFORE_COUNT"] > 0
    assert found["REMAINING_COUNT"] == 0
    assert found["CHANGES"].featureCount() == found["CHANGES_COUNT"] > 0
    after = found["OUTPUT"]
    assert after.crs().authid() == crs
    assert [f.attributes() for f in after.getFeatures()] == [f.attributes() for f in before.getFeatures()]
    parts = shapes(after)
    assert is_coverage(parts)
    # The border moved on one side only: the other area kept every coordinate.
    assert sum(a.equals_exact(b, 0) for a, b in zip(shapes(before), parts)) >= 1
    # The parent's own vertices are met to the last digit.
    corners = {tuple(xy) for xy in shapely.get_coordinates(shapes(town(crs)))}
    assert corners <= {tuple(xy) for xy in shapely.get_coordinates(parts)}


def test_sound_layer_comes_back_as_it_was(run):
    before = communities("EPSG:4490")
    found = run("repairboundaries", AREAS=before, OUTPUT="TEMPORARY_OUTPUT")
    assert found["CHANGES_COUNT"] == 0
    assert [f.geometry().asWkb() for f in found["OUTPUT"].getFeatures()] == [
        f.geometry().asWkb() for f in before.getFeatures()
    ]


def test_wide_gap_stays_and_is_listed(run):
    found = run(
        "repairboundaries",
        AREAS=communities(gap=20),
        PARENT=town(),
        MAX_GAP_WIDTH=5,
        OUTPUT="TEMPORARY_OUTPUT",
        REMAINING="TEMPORARY_OUTPUT",
    )
    assert found["IS_WHOLE"] is False
    assert found["REMAINING"].featureCount() >= 1
    assert "remain" in found["RESULT"]


def test_lower_level_follows_the_repaired_upper_one(run):
    upper = run("repairboundaries", AREAS=communities(gap=0.5), PARENT=town(), OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    rows = [
        (box(0, 0, 400, 200), "500116004007001", "500116004007"),
        (box(0, 200, 400, 200), "500116004007002", "500116004007"),
        (box(400.5, 0, 399.5, 400), "500116004008001", "500116004008"),
    ]
    grids = make_layer("Polygon", "code:string comm_code:string", rows, name="grids")
    found = run("repairboundaries", AREAS=grids, PARENT=upper, PARENT_FIELD="comm_code", OUTPUT="TEMPORARY_OUTPUT")
    assert found["IS_WHOLE"] is True
    for parent, children in zip(shapes(upper), ([0, 1], [2])):
        united = shapely.union_all([shapes(found["OUTPUT"])[number] for number in children])
        assert shapely.symmetric_difference(parent, united).area < 1e-6


@pytest.mark.parametrize(("rule", "keeper"), [(1, 0), (2, 1)])
def test_overlap_goes_to_the_one_that_the_rule_names(run, rule, keeper):
    rows = [(box(0, 0, 102, 100), "a", 2), (box(100, 0, 100, 100), "b", 1)]
    layer = make_layer("Polygon", "code:string rank:int", rows)
    found = run("repairboundaries", AREAS=layer, OVERLAP_RULE=rule, OVERLAP_FIELD="rank", OUTPUT="TEMPORARY_OUTPUT")
    areas = [shape.area for shape in shapes(found["OUTPUT"])]
    assert areas[keeper] == pytest.approx([10200, 10000][keeper], abs=0.01)
    assert sum(areas) == pytest.approx(20000, abs=0.01)


def test_rule_by_field_without_a_field(refused):
    text = refused("repairboundaries", AREAS=communities(), OVERLAP_RULE=2, OUTPUT="TEMPORARY_OUTPUT")
    assert "none is chosen" in text


def test_multi_layer_stays_multi(run):
    layer = communities()
    multi = make_layer("MultiPolygon", "code:string", [])
    for feature in layer.getFeatures():
        geometry = QgsGeometry(feature.geometry())
        geometry.convertToMultiType()
        feature.setGeometry(geometry)
        feature.setAttributes([feature["code"]])
        multi.dataProvider().addFeatures([feature])
    found = run("repairboundaries", AREAS=multi, OUTPUT="TEMPORARY_OUTPUT")
    assert found["OUTPUT"].wkbType() == multi.wkbType()
    assert found["OUTPUT"].featureCount() == 2
