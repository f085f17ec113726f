"""A repaired coverage tiles, keeps every code, moves nothing far and says what it did."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from partitions import CORNER, CRS, District, faults_of_tiling, moved_ground

from yibiao_qgis.boundaries.changes import TEXTS, change_message
from yibiao_qgis.boundaries.faces import is_narrow
from yibiao_qgis.boundaries.repair import repair_coverage
from yibiao_qgis.boundaries.settings import CoverageSettings, OverlapRule
from yibiao_qgis.model.errors import Canceled, InputError

SEEDS = st.integers(0, 2**32 - 1)
AMOUNTS = st.sampled_from([0.0006, 0.004, 0.05, 0.4, 2.0])
SHARES = st.sampled_from([0.02, 0.3, 1.0])
PROPERTY = settings(max_examples=40, deadline=None, derandomize=True)
LIMIT = 5.0
SLACK = 0.05
"""Vertices closer than a centimetre become one before anything else; rounding adds a little."""


def squares(*boxes, **columns) -> gpd.GeoDataFrame:
    shapes = [shapely.box(*(np.array(box, dtype=float) + np.tile(CORNER, 2))) for box in boxes]
    data = {"code": [f"{number:03d}" for number in range(len(boxes))], **columns}
    return gpd.GeoDataFrame(data, geometry=shapes, crs=CRS)


def array(frame: gpd.GeoDataFrame) -> np.ndarray:
    return np.array(frame.geometry.array, dtype=object)


def settles(seed: int, amount: float, share: float, with_parent: bool) -> None:
    """Disturb a district, repair it and look at everything that has to hold."""
    district = District(seed, 4, 3)
    areas = district.areas(district.disturbed(amount, share))
    parent = district.parent() if with_parent else None
    result = repair_coverage(areas, parent=parent, settings=CoverageSettings(max_gap_width=LIMIT))
    before, after = array(areas), array(result.areas)

    assert result.report.is_whole, result.report.findings.drop(columns="geometry")
    assert faults_of_tiling(after, district.outline if with_parent else None) == []
    # The same rows with the same columns.
    assert result.areas.crs == areas.crs
    pd.testing.assert_frame_equal(result.areas.drop(columns="geometry"), areas.drop(columns="geometry"))
    # No ground was lost, none was made.
    if with_parent:
        assert shapely.area(after).sum() == pytest.approx(district.outline.area, abs=district.outline.length * 0.001)
    else:
        closed = result.changes.query("reason == 'gap-closed'")["size"].sum()
        whole = shapely.union_all(before).area + closed
        assert shapely.area(after).sum() == pytest.approx(whole, abs=SLACK * shapely.length(before).sum() / 10)
    # Nothing moved farther than the limit.
    assert is_narrow(moved_ground(before, after), LIMIT + SLACK).all()
    for one, other in zip(before, after):
        assert shapely.distance(shapely.points(shapely.get_coordinates(other)), one).max() < LIMIT + SLACK
    # What an area gained and lost is what the changes say; centimetres of snapped vertices aside.
    gained = balance(result.changes, areas["code"])
    blur = shapely.length(before) * 0.011 + 0.01
    assert (np.abs(shapely.area(after) - shapely.area(before) - gained) < blur).all()


def balance(changes: gpd.GeoDataFrame, codes: pd.Series) -> np.ndarray:
    """Return what each area gained by the changes, in square metres."""
    total = dict.fromkeys(codes, 0.0)
    for change in changes.itertuples():
        if change.reason in ("gap-closed", "handed-over", "part-merged"):
            total[change.area] += change.size
        if change.reason == "clipped":
            total[change.area] -= change.size
        if change.reason in ("overlap-cut", "handed-over", "part-merged"):
            for loser in change.other.split("#"):
                total[loser] -= change.size
    return np.array([total[code] for code in codes])


@PROPERTY
@given(SEEDS, AMOUNTS, SHARES, st.booleans())
def test_a_disturbed_district_is_whole_again(seed, amount, share, with_parent):
    settles(seed, amount, share, with_parent)


@pytest.mark.soak
@settings(max_examples=2000, deadline=None)
@given(SEEDS, AMOUNTS, SHARES, st.booleans())
def test_many_disturbed_districts_are_whole_again(seed, amount, share, with_parent):
    settles(seed, amount, share, with_parent)


@PROPERTY
@given(SEEDS)
def test_a_sound_district_comes_back_untouched(seed):
    district = District(seed, 5, 4)
    for parent in (None, district.parent(), district.blocks()):
        result = repair_coverage(district.areas(), parent=parent)
        assert shapely.equals_exact(array(result.areas), district.shapes, 0).all()
        assert len(result.changes) == 0


@PROPERTY
@given(SEEDS, AMOUNTS)
def test_a_repaired_district_needs_no_second_repair(seed, amount):
    district = District(seed, 4, 3)
    once = repair_coverage(district.areas(district.disturbed(amount, 0.3)), parent=district.parent())
    twice = repair_coverage(once.areas, parent=district.parent())
    assert shapely.equals_exact(array(once.areas), array(twice.areas), 0).all()
    assert len(twice.changes) == 0


@PROPERTY
@given(SEEDS)
def test_areas_away_from_a_fault_keep_every_coordinate(seed):
    district = District(seed, 6, 6)
    shapes = district.shapes.copy()
    xy = shapely.get_coordinates(shapes[0])[:-1]
    xy[1] += [1.2345678, -0.7654321]
    shapes[0] = shapely.Polygon(xy)
    result = repair_coverage(district.areas(shapes))
    assert result.report.is_whole
    near = shapely.dwithin(district.shapes, district.shapes[0], 1)
    after = array(result.areas)
    assert shapely.equals_exact(after[~near], district.shapes[~near], 0).all()
    assert faults_of_tiling(after) == []


@PROPERTY
@given(SEEDS)
def test_of_two_duplicates_none_is_touched(seed):
    district = District(seed, 4, 3)
    areas = district.areas()
    row = seed % 12
    twice = areas.loc[[*areas.index, row]].reset_index(drop=True)
    twice.loc[12, "code"] = "copy"
    # Nearly the same is the same decision: moved by a hand's breadth it would leave slivers of one of them.
    nearly = array(twice)
    nearly[12] = shapely.transform(nearly[12], lambda xy: xy + np.array([0.11, -0.07]))
    exact = repair_coverage(twice, settings=CoverageSettings(max_gap_width=10_000))
    assert shapely.equals_exact(array(exact.areas), array(twice), 0).all()
    assert exact.report.findings["reason"].tolist() == ["overlap-half"]
    moved = repair_coverage(twice.set_geometry(list(nearly), crs=CRS), settings=CoverageSettings(max_gap_width=10_000))
    assert "overlap-half" in set(moved.report.findings["reason"])
    assert (shapely.area(array(moved.areas)) > 0.99 * shapely.area(nearly)).all()


def test_an_area_inside_another_is_not_swallowed():
    areas = squares((0, 0, 100, 100), (40, 40, 44, 44))
    result = repair_coverage(areas)
    assert shapely.area(array(result.areas)).tolist() == [10_000, 16]
    assert result.report.findings["reason"].tolist() == ["overlap-half"]


def around_a_wide_gap() -> gpd.GeoDataFrame:
    """Two areas, a missing square of 100 m between them, and a strip of 1 m from it to the south border."""
    left = shapely.Polygon([(0, 0), (200, 0), (200, 100), (150, 100), (150, 200), (200, 200), (200, 300), (0, 300)])
    right = shapely.Polygon(
        [(400, 0), (201, 0), (201, 100), (250, 100), (250, 200), (200, 200), (200, 300), (400, 300)]
    )
    areas = gpd.GeoDataFrame({"code": ["left", "right"]}, geometry=[left, right], crs=CRS)
    areas["geometry"] = areas.translate(*CORNER)
    return areas


def test_a_wide_gap_stays_while_the_strip_that_leads_to_it_is_closed():
    result = repair_coverage(around_a_wide_gap(), parent=squares((0, 0, 400, 300), code=[""]))
    (left_over,) = result.report.findings.query("severity == 'error'").to_dict("records")
    assert left_over["size"] == pytest.approx(100 * 100, rel=0.001)
    assert result.changes["size"].sum() == pytest.approx(100, rel=0.01)


def test_without_a_parent_what_is_open_to_the_outside_is_left_alone():
    areas = around_a_wide_gap()
    result = repair_coverage(areas)
    assert len(result.changes) == 0
    assert shapely.equals_exact(array(result.areas), array(areas), 0).all()


def test_a_long_gap_is_shared_among_those_along_it():
    south = [(100 * number, 0, 100 * number + 100, 99.7) for number in range(5)]
    north = [(-50 + 120 * number, 100, 70 + 120 * number, 200) for number in range(5)]
    areas = squares(*south, *north)
    inner = squares((0, 0, 500, 200), code=[""])
    clipped = areas.clip(inner).sort_index()
    result = repair_coverage(clipped, parent=inner, settings=CoverageSettings(max_gap_width=1.0))
    assert result.report.is_whole
    after = array(result.areas)
    assert faults_of_tiling(after, inner.geometry[0]) == []
    assert is_narrow(moved_ground(array(clipped), after), 0.31).all()


def test_a_gap_goes_to_the_neighbour_with_the_longest_border():
    # A triangle of 2 m between a large area (long side) and two others.
    long = shapely.Polygon([(0, 0), (100, 0), (100, 100), (60, 50), (40, 50), (0, 100)])
    left = shapely.Polygon([(0, 100), (40, 50), (50, 52), (50, 100)])
    right = shapely.Polygon([(100, 100), (50, 100), (50, 52), (60, 50)])
    areas = gpd.GeoDataFrame({"code": ["long", "left", "right"]}, geometry=[long, left, right], crs=CRS)
    areas["geometry"] = areas.translate(*CORNER)
    (change,) = repair_coverage(areas).changes.to_dict("records")
    assert (change["area"], change["kind"], change["reason"]) == ("long", "gap", "gap-closed")
    assert change["size"] == pytest.approx(20)
    assert "20.00 m²" in str(change_message(change))


def test_an_area_smaller_than_the_snapping_distance_is_not_deleted():
    areas = squares((0, 0, 100, 100), (100.5, 0, 200, 100), (50, 50, 50.005, 50.005), (0, 100, 200, 200))
    result = repair_coverage(areas, parent=squares((0, 0, 200, 200), code=[""]))
    assert "gap-closed" in set(result.changes["reason"])
    assert array(result.areas)[2].area == pytest.approx(0.005**2)


@pytest.mark.parametrize(
    ("rule", "column", "keeper"),
    [
        (OverlapRule.FIRST, "", "000"),
        (OverlapRule.COLUMN, "since", "001"),
        (OverlapRule.LONGEST_EDGE, "", "000"),
    ],
)
def test_an_overlap_goes_by_the_rule(rule, column, keeper):
    # The bulge of 000 into 001 is bounded by a long arc of 000's, beside 001, and a short chord beside 000.
    areas = squares((0, 0, 103, 100), (100, 0, 200, 100), since=["2020-01-01", "2011-05-05"])
    result = repair_coverage(areas, settings=CoverageSettings(overlap_rule=rule, overlap_column=column))
    (change,) = result.changes.query("reason == 'overlap-cut'").to_dict("records")
    assert change["area"] == keeper
    assert change["size"] == pytest.approx(300)
    assert result.report.is_whole


def test_a_bulge_goes_to_the_side_with_the_longer_border():
    bulge = shapely.Polygon([(0, 0), (100, 0), (100, 49), (104, 50), (100, 51), (100, 100), (0, 100)])
    areas = squares((0, 0, 1, 1), (100, 0, 200, 100))
    areas["geometry"] = [shapely.transform(bulge, lambda xy: xy + CORNER), areas.geometry[1]]
    (change,) = repair_coverage(areas).changes.query("reason == 'overlap-cut'").to_dict("records")
    assert (change["area"], change["other"]) == ("001", "000")


def test_a_missing_column_of_the_rule_is_refused():
    rule = CoverageSettings(overlap_rule=OverlapRule.COLUMN, overlap_column="since")
    with pytest.raises(InputError) as caught:
        repair_coverage(squares((0, 0, 9, 9)), settings=rule)
    assert caught.value.code == "no-column"


def test_slivers_of_an_area_go_to_a_neighbour_and_real_parts_stay():
    areas = squares((0, 0, 100, 100), (100, 0, 200, 100), (300, 0, 400, 100))
    splinter = shapely.box(50, 50, 50.5, 51)
    shapes = [shapely.transform(shape, lambda xy: xy - CORNER) for shape in array(areas)]
    shapes[0] = shapes[0].difference(splinter)
    shapes[1] = shapely.union_all([shapes[1], splinter])
    shapes[2] = shapely.union_all([shapes[2], shapely.box(500, 0, 600, 100)])
    areas["geometry"] = gpd.GeoSeries(shapes, crs=CRS).translate(*CORNER)
    result = repair_coverage(areas)
    assert result.changes[["area", "other", "reason"]].to_numpy().tolist() == [["000", "001", "part-merged"]]
    assert result.report.findings[["kind", "areas"]].to_numpy().tolist() == [["multipart", "002"]]
    assert result.areas.geom_type.tolist() == ["Polygon", "Polygon", "MultiPolygon"]


def test_areas_without_geometry_and_bow_ties_lose_nothing():
    areas = squares((0, 0, 100, 100), (0, 100, 100, 200), (0, 0, 1, 1), (0, 0, 1, 1))
    knot = [(50, 100), (50.5, 100.5), (50, 100.5), (50.5, 100)]
    bow_tie = shapely.Polygon([(0, 0), (100, 0), (100, 100), *knot[::-1], (0, 100)])
    shapes = array(areas)
    shapes[0] = shapely.transform(bow_tie, lambda xy: xy + CORNER)
    shapes[2], shapes[3] = None, shapely.Polygon()
    areas["geometry"] = gpd.GeoSeries(shapes, crs=CRS)
    result = repair_coverage(areas)
    assert result.areas.geometry.iloc[0].is_valid
    assert "outline-mended" in set(result.changes["reason"])
    assert result.areas.geometry.iloc[2] is None
    assert result.areas.geometry.iloc[3].is_empty
    assert result.report.findings["kind"].tolist() == ["empty", "empty"]


def test_strips_outside_the_parent_are_cut_and_wide_ones_stay():
    areas = squares((0, 0, 100, 102), (100, 0, 200, 130))
    result = repair_coverage(areas, parent=squares((0, 0, 200, 100), code=[""]))
    assert shapely.area(array(result.areas)).tolist() == [pytest.approx(10_000), pytest.approx(13_000)]
    (change,) = result.changes.query("reason == 'clipped'").to_dict("records")
    assert (change["area"], change["size"]) == ("000", pytest.approx(200))
    assert result.report.findings.query("severity == 'error'")["kind"].tolist() == ["outside-parent"]


def test_an_area_is_not_torn_apart_by_clipping():
    # Two rooms of the area are joined by a passage of 2 m that runs outside the parent.
    parent = squares((0, 0, 100, 100), (140, 0, 240, 100), code=["", ""]).dissolve().reset_index(drop=True)
    rooms = [shapely.box(0, 0, 100, 100), shapely.box(100, 40, 140, 42), shapely.box(140, 0, 240, 100)]
    area = gpd.GeoDataFrame({"code": ["001"]}, geometry=[shapely.union_all(rooms)], crs=CRS)
    area["geometry"] = area.translate(*CORNER)
    result = repair_coverage(area, parent=parent)
    assert result.areas.geom_type.tolist() == ["Polygon"]
    assert result.report.findings.query("severity == 'error'")["kind"].tolist() == ["outside-parent"]


@PROPERTY
@given(SEEDS)
def test_the_result_does_not_depend_on_the_order_of_rows(seed):
    district = District(seed, 4, 3)
    areas = district.areas(district.disturbed(1.5, 0.3))
    shuffled = areas.sample(frac=1, random_state=seed % 1000)
    one = repair_coverage(areas).areas
    other = repair_coverage(shuffled).areas.loc[areas.index]
    assert shapely.equals_exact(shapely.normalize(array(one)), shapely.normalize(array(other)), 0.002).all()


def test_every_reason_of_a_change_has_a_text():
    row = {"area": "001", "other": "002#003", "size": 1.5, "geometry": shapely.Point(0, 0)}
    for reason in TEXTS:
        message = change_message({**row, "reason": reason})
        assert message.code == reason
        assert "{" not in str(message)


class Listener:
    """Notes the progress and cancels at a given percentage."""

    def __init__(self, limit: float = 101) -> None:
        self.limit = limit
        self.seen = [0.0]

    def set_progress(self, percent: float) -> None:
        self.seen.append(percent)

    def is_canceled(self) -> bool:
        return self.seen[-1] >= self.limit


def test_progress_rises_and_cancel_is_heard_at_every_step():
    district = District(5, 4, 3)
    areas = district.areas(district.disturbed(1.0, 0.3))
    listener = Listener()
    repair_coverage(areas, parent=district.parent(), feedback=listener)
    assert listener.seen == sorted(listener.seen)
    assert listener.seen[-1] == 100
    for limit in (5, 20, 30):
        with pytest.raises(Canceled):
            repair_coverage(areas, parent=district.parent(), feedback=Listener(limit))
