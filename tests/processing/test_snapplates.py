"""``snapplates`` through Processing."""

import json

import pytest
from small_district import box, make_layer

FIELDS = (
    "uuid:string code:string comm_code:string street:string compound:string door:string sub_door:string text:string"
)


def plates(crs="EPSG:4544", kind="Point"):
    rows = [
        ("Point(10 6)", "p1", None, None, "福星大道", None, "1", None, "1号"),
        ("Point(40 8)", "p3", None, None, "福星大道", None, "3", None, "3号"),
        ("Point(70 30)", "p5", None, None, "福星大道", None, "5", "2", "5号附2号"),
        ("Point(900 900)", "p9", None, None, "福星大道", None, "9", None, "9号"),
    ]
    return make_layer(kind, FIELDS, rows, crs=crs, name="plates")


def buildings(crs="EPSG:4544"):
    rows = [
        (box(0, 10, 20, 12), "b1", "福星大道"),
        (box(30, 10, 20, 12), "b3", "福星大道"),
        (box(60, 10, 20, 12), "b5", "福星大道"),
    ]
    return make_layer("Polygon", "uuid:string street:string", rows, crs=crs, name="buildings")


def streets(crs="EPSG:4544"):
    return make_layer("LineString", "name:string", [("LineString(-50 0,200 0)", "福星大道")], crs=crs, name="streets")


def by_uuid(layer):
    return {feature["uuid"]: feature for feature in layer.getFeatures()}


@pytest.mark.parametrize("crs", ["EPSG:4544", "EPSG:4490", "EPSG:4326", "EPSG:3857"])
def test_plates_come_onto_their_buildings_in_any_crs(run, crs):
    found = run(
        "snapplates", PLATE=plates(crs), BUILDING=buildings("EPSG:4490"), STREET=streets(), OUTPUT="TEMPORARY_OUTPUT"
    )
    rows = by_uuid(found["OUTPUT"])
    assert rows["p1"]["bldg_uuid"] == "b1"
    assert rows["p1"]["snap_status"] == "snapped"
    assert rows["p1"]["snap_dist"] == pytest.approx(4.0, abs=0.1)
    assert rows["p9"]["snap_status"] in ("too-far", "no-building")
    assert found["PLATES_COUNT"] == 4
    states = (found[f"{name}_COUNT"] for name in ("SNAPPED", "GATE", "REVIEW", "TOO_FAR", "NO_BUILDING"))
    assert sum(states) == 4
    assert found["OUTPUT"].crs().authid() == crs


def test_all_columns_pass_and_the_surveyed_point_is_kept(run):
    before = plates()
    found = run("snapplates", PLATE=before, BUILDING=buildings(), OUTPUT="TEMPORARY_OUTPUT")
    after = found["OUTPUT"]
    assert after.fields().names()[: before.fields().count()] == before.fields().names()
    for old, new in zip(before.getFeatures(), after.getFeatures()):
        assert new.attributes()[: len(old.attributes())] == old.attributes()
        point = old.geometry().asPoint()
        assert (new["survey_x"], new["survey_y"]) == (pytest.approx(point.x()), pytest.approx(point.y()))
        assert new["snap_text"]


def test_plates_that_were_not_moved_keep_their_coordinates_to_the_last_digit(run):
    before = plates("EPSG:4490")
    after = by_uuid(run("snapplates", PLATE=before, BUILDING=buildings(), OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"])
    assert after["p9"].geometry().asWkb() == by_uuid(before)["p9"].geometry().asWkb()


def test_second_run_starts_from_the_surveyed_points(run):
    first = run("snapplates", PLATE=plates(), BUILDING=buildings(), OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    second = run("snapplates", PLATE=first, BUILDING=buildings(), OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    assert second.fields().names() == first.fields().names()
    for one, other in zip(first.getFeatures(), second.getFeatures()):
        assert one.attributes() == other.attributes()
        assert one.geometry().asWkb() == other.geometry().asWkb()


def test_review_layer_holds_what_a_person_has_to_look_at(run, tmp_path):
    summary = tmp_path / "s.json"
    found = run(
        "snapplates",
        PLATE=plates(),
        BUILDING=buildings(),
        OUTPUT="TEMPORARY_OUTPUT",
        REVIEW="TEMPORARY_OUTPUT",
        SUMMARY=str(summary),
    )
    review = {feature["snap_status"] for feature in found["REVIEW"].getFeatures()}
    assert review <= {"review", "too-far", "no-building"}
    expected = found["REVIEW_COUNT"] + found["TOO_FAR_COUNT"] + found["NO_BUILDING_COUNT"]
    assert found["REVIEW"].featureCount() == expected
    groups = json.loads(summary.read_text(encoding="utf-8"))["groups"]
    assert sum(groups["status"].values()) == sum(groups["reason"].values()) == 4


def test_field_names_in_capitals_are_found(run):
    layer = make_layer(
        "Point", "UUID:string STREET:string DOOR:string", [("Point(10 6)", "p1", "福星大道", "1")], name="plates"
    )
    found = run("snapplates", PLATE=layer, BUILDING=buildings(), OUTPUT="TEMPORARY_OUTPUT")
    assert found["SNAPPED_COUNT"] == 1


def test_distances_that_contradict_are_refused(refused):
    text = refused(
        "snapplates",
        PLATE=plates(),
        BUILDING=buildings(),
        SILENT_DISTANCE=60,
        MAX_DISTANCE=50,
        OUTPUT="TEMPORARY_OUTPUT",
    )
    assert "60" in text
    assert "50" in text
