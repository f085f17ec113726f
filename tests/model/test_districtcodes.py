from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from yibiao_qgis.model.districtcodes import code_district, code_level, with_codes
from yibiao_qgis.model.errors import InputError, SchemeError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.schemes import choose_schemes
from yibiao_qgis.model.statuses import CodeStatus

KEPT, ASSIGNED, REJECTED = (status.value for status in CodeStatus)
TOWN = "500116004"
WEST, EAST = TOWN + "007", TOWN + "003"


def layer(rows, *columns):
    """Rows of geometry, uuid and columns; without a geometry a plain table."""
    frame = pd.DataFrame([row[1:] for row in rows], columns=["uuid", *columns])
    places = [row[0] for row in rows]
    return frame if places[0] is None else gpd.GeoDataFrame(frame, geometry=places, crs=4544)


def line(*coordinates):
    return shapely.LineString(coordinates)


def point(x, y):
    return shapely.Point(x, y)


def box(x, y, size=10):
    return shapely.box(x, y, x + size, y + size)


@pytest.fixture
def district():
    """Two communities of 1 km² side by side in one town."""
    west, east = shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)
    return {
        Level.COUNTY: layer([(shapely.box(0, 0, 2000, 1000), "c", "500116", "江津区")], "code", "name"),
        Level.TOWN: layer([(shapely.box(0, 0, 2000, 1000), "t", TOWN, "双福街道")], "code", "name"),
        Level.COMMUNITY: layer(
            [(west, "cw", WEST, "怡云社区", TOWN), (east, "ce", EAST, "阳坪村", None)], "code", "name", "town_code"
        ),
        Level.STATION: layer([(shapely.box(0, 0, 2000, 1000), "s", "500116510000")], "code"),
        Level.BEAT: layer(
            [(west, "b1", None, None), (east, "b2", "500116510004", "500116510000")], "code", "stat_code"
        ),
        Level.GRID: layer(
            [
                (shapely.box(500, 0, 1000, 500), "g1", None, None),
                (shapely.box(0, 500, 500, 1000), "g2", None, ""),
                (shapely.box(0, 0, 500, 500), "g3", None, WEST),
                (shapely.box(500, 500, 1000, 1000), "g4", None, None),
                (east, "g5", EAST + "004", EAST),
            ],
            "code",
            "comm_code",
        ),
        Level.STREET: layer(
            [
                (line((0, 900), (990, 900)), "s1", None, "福星大道", "双福大道#老福星路", TOWN),
                (line((300, 0), (300, 990)), "s2", None, "怡云路", None, None),
                (line((100, 100), (200, 100)), "s3", None, "无名巷", None, TOWN),
                (line((600, 100), (700, 100)), "s4", None, "无名巷", None, TOWN),
            ],
            "code",
            "name",
            "aliases",
            "town_code",
        ),
        Level.COMPOUND: layer(
            [
                (shapely.box(400, 400, 600, 600), "m1", None, "怡云花园", "42", WEST),
                (shapely.box(1100, 100, 1400, 400), "m2", None, "3组", "34", EAST),
                (shapely.box(100, 600, 200, 700), "m3", None, "3组", "34", None),
                (shapely.box(700, 700, 800, 800), "m4", None, "粮站宿舍", "43", None),
            ],
            "code",
            "name",
            "kind",
            "comm_code",
        ),
        Level.PLATE: layer(
            [
                (point(500, 890), "p1", None, None, "福星大道", None, "90", None, "h1"),
                (point(490, 890), "p2", None, WEST, "福星大道", None, "88", "5", "h1"),
                (point(495, 890), "p3", None, WEST, "福星大道", "怡云花园", "86", None, None),
                (point(1200, 200), "p4", None, None, None, "3组", "12", None, "h5"),
                (point(480, 890), "p5", None, WEST, "福星大道", None, "甲88", None, "h6"),
                (point(480, 890), "p6", None, WEST, "双福大道", None, "92", None, None),
                (point(150, 90), "p7", None, WEST, "无名巷", None, "1", None, None),
                (point(150, 90), "p8", None, WEST, "没有路", None, "1", None, None),
                (point(150, 90), "p9", None, WEST, None, None, "1", None, None),
                (point(5000, 90), "pa", None, None, "福星大道", None, "1", None, None),
                (point(150, 90), "pb", None, "500116004999", "福星大道", None, "1", None, None),
            ],
            "code",
            "comm_code",
            "street",
            "compound",
            "door",
            "sub_door",
            "bldg_uuid",
        ),
        Level.BUILDING: layer(
            [
                (box(500, 880), "h1", None, None, WEST, None),
                (box(500, 500), "h2", None, "3幢", None, "怡云花园"),
                (box(420, 420), "h3", None, "2幢", WEST, "怡云花园"),
                (box(750, 750), "h4", None, "1幢", WEST, "粮站宿舍"),
                (box(1200, 210), "h5", None, None, None, "3组"),
                (box(480, 880), "h6", None, None, WEST, None),
                (box(10, 10), "h7", None, None, WEST, None),
                (box(10, 10), "h8", None, None, WEST, "没有院"),
            ],
            "code",
            "name",
            "comm_code",
            "compound",
        ),
        Level.ROOM: layer(
            [
                (None, "r1", None, "h2", "2", "5", "502"),
                (None, "r2", None, "h2", None, "5", "502"),
                (None, "r3", None, "h7", None, "1", "101"),
                (None, "r4", None, "hx", None, "1", "101"),
                (None, "r5", None, "h3", None, "1", "101"),
                (None, "r6", None, "h3", None, "1", "0101室"),
            ],
            "code",
            "bldg_uuid",
            "unit",
            "floor",
            "room",
        ),
    }


@pytest.fixture
def results(district, schemes):
    return code_district(district, schemes)


def codes(results, district, level):
    found = results[level].codes.where(results[level].status != REJECTED, None)
    return dict(zip(district[level]["uuid"], found))


def reasons(results, district, level):
    found = [reason and reason.code for reason in results[level].reasons]
    return {uuid: reason for uuid, reason in zip(district[level]["uuid"], found) if reason}


def test_areas(results, district):
    assert set(results[Level.COUNTY].status) == {KEPT}
    assert set(results[Level.TOWN].status) == {KEPT}
    assert set(results[Level.COMMUNITY].status) == {KEPT}
    assert codes(results, district, Level.BEAT) == {"b1": "500116510005", "b2": "500116510004"}
    assert codes(results, district, Level.GRID) == {
        "g2": WEST + "001",
        "g4": WEST + "002",
        "g3": WEST + "003",
        "g1": WEST + "004",
        "g5": EAST + "004",
    }


def test_streets_and_compounds(results, district):
    # From the southernmost row of starts to the northernmost, within a row from the east.
    assert codes(results, district, Level.STREET) == {
        "s4": TOWN + "1001",
        "s3": TOWN + "1002",
        "s1": TOWN + "1003",
        "s2": TOWN + "1004",
    }
    found = codes(results, district, Level.COMPOUND)
    assert {uuid: code[:10] for uuid, code in found.items()} == {
        "m1": TOWN + "2",
        "m4": TOWN + "2",
        "m2": TOWN + "0",
        "m3": TOWN + "0",
    }
    assert len(set(found.values())) == 4


def test_plates(results, district):
    found = codes(results, district, Level.PLATE)
    group = codes(results, district, Level.COMPOUND)["m2"]
    assert found["p1"] == WEST + "1003" + "00090" + "000"
    assert found["p2"] == WEST + "1003" + "00088" + "005"
    assert found["p3"] == WEST + "1003" + "00086" + "000"
    assert found["p4"] == EAST + group[-4:] + "00012" + "000"
    assert found["p6"] == WEST + "1003" + "00092" + "000"
    assert reasons(results, district, Level.PLATE) == {
        "p5": "value-not-codable",
        "p7": "place-ambiguous",
        "p8": "place-unknown",
        "p9": "place-missing",
        "pa": "area-outside",
        "pb": "area-unknown",
    }


def test_buildings(results, district):
    plates, found = codes(results, district, Level.PLATE), codes(results, district, Level.BUILDING)
    hostel = codes(results, district, Level.COMPOUND)["m4"]
    # The main plate is that with the lowest door, 88附5 before 90.
    assert found["h1"] == plates["p2"] + "001"
    # Inside a compound the gate plate counts, and the number of the name.
    assert found["h2"] == plates["p3"] + "003"
    assert found["h3"] == plates["p3"] + "002"
    # A compound without a gate plate has door 0.
    assert found["h4"] == WEST + hostel[-4:] + "00000" + "000" + "001"
    assert found["h5"] == plates["p4"] + "001"
    assert reasons(results, district, Level.BUILDING) == {
        "h6": "plate-uncoded",
        "h7": "building-unplated",
        "h8": "place-unknown",
    }


def test_rooms(results, district):
    buildings, found = codes(results, district, Level.BUILDING), codes(results, district, Level.ROOM)
    assert found["r1"] == buildings["h2"] + "02" + "005" + "0502"
    assert found["r2"] == buildings["h2"] + "00" + "005" + "0502"
    assert reasons(results, district, Level.ROOM) == {
        "r3": "parent-missing",
        "r4": "building-unknown",
        "r5": "code-duplicate",
        "r6": "code-duplicate",
    }


def coded(district, results):
    return {
        level: with_codes(frame, results[level]) if level in results else frame for level, frame in district.items()
    }


def test_a_second_run_keeps_everything(district, schemes, results):
    again = code_district(coded(district, results), schemes)
    for level, result in again.items():
        assert codes(again, district, level) == codes(results, district, level)
        assert ASSIGNED not in set(result.status)


def test_shuffled_rows_get_the_same_codes(district, schemes, results):
    random = np.random.default_rng(5)
    shuffled = {level: frame.iloc[random.permutation(len(frame))] for level, frame in district.items()}
    again = code_district(shuffled, schemes)
    for level in results:
        assert codes(again, shuffled, level) == codes(results, district, level)
        assert list(again[level].codes.index) == list(shuffled[level].index)


def test_a_building_keeps_its_code_when_its_plates_change(district, schemes, results):
    later = coded(district, results)
    plates = later[Level.PLATE]
    old = codes(results, district, Level.BUILDING)
    # A lower door is found on the building: it becomes the main plate, the code stays.
    more = plates[plates["uuid"] == "p2"].assign(uuid="pn", code=None, door="2", sub_door=None)
    later[Level.PLATE] = pd.concat([plates, more], ignore_index=True)
    again = code_district(later, schemes)
    assert codes(again, later, Level.BUILDING)["h1"] == old["h1"]
    # Its plate is taken down and retired: the code stays all the same.
    later[Level.PLATE] = later[Level.PLATE][later[Level.PLATE]["uuid"] != "p2"]
    retired = {Level.PLATE: {codes(results, district, Level.PLATE)["p2"]}}
    again = code_district(later, schemes, retired=retired)
    assert codes(again, later, Level.BUILDING)["h1"] == old["h1"]
    # Without the ledger nobody knows that plate.
    again = code_district(later, schemes)
    assert reasons(again, later, Level.BUILDING)["h1"] == "code-parent"


def test_a_rejected_code_is_nobody_s_parent(district, schemes):
    district[Level.COMPOUND].loc[0, "code"] = TOWN + "3001"
    again = code_district(district, schemes)
    assert reasons(again, district, Level.COMPOUND) == {"m1": "code-pattern"}
    assert reasons(again, district, Level.BUILDING)["h2"] == "place-uncoded"


def test_a_retired_grid_is_not_numbered_again(district, schemes):
    result = code_level(Level.GRID, district, schemes, retired={Level.GRID: [WEST + "002"]})
    assert sorted(result.codes)[-4:] == [WEST + f"{number:03d}" for number in (3, 4, 5, 6)]


def test_some_levels_only(district, schemes):
    found = code_district(district, schemes, levels=[Level.ROOM, Level.STREET])
    assert list(found) == [Level.STREET, Level.ROOM]
    assert set(found[Level.ROOM].status) == {REJECTED}


def test_a_check_character_on_every_level(district, shipped):
    changed = {
        name: replace(shipped[name], check="MOD 37,36", segments=shipped[name].segments)
        for name in ("grid15", "street")
    }
    schemes = {**choose_schemes(shipped), Level.GRID: changed["grid15"], Level.STREET: changed["street"]}
    found = code_district(district, schemes, levels=[Level.GRID, Level.STREET])
    assert all(changed["grid15"].faults(code) == [] for code in found[Level.GRID].codes if len(code) == 16)
    # The code that the layer came with has no check character: told, not changed.
    assert reasons(found, district, Level.GRID) == {"g5": "code-pattern"}


def test_schemes_that_do_not_fit_are_refused(district, shipped):
    schemes = choose_schemes(shipped)
    with pytest.raises(SchemeError, match="24 characters"):
        code_level(Level.BUILDING, district, {**schemes, Level.PLATE: replace(shipped["plate"], check="MOD 11,10")})
    with pytest.raises(SchemeError, match="grid17"):
        code_level(Level.GRID, district, choose_schemes(shipped, ["grid17"]))
    del schemes[Level.PLATE]
    with pytest.raises(SchemeError, match="plate"):
        code_level(Level.BUILDING, district, schemes)


def test_what_cannot_be_coded_is_told(district, schemes):
    with pytest.raises(InputError):
        code_level(Level.ADDRESS, district, schemes)
    with pytest.raises(InputError, match="bldg_uuid"):
        code_level(Level.ROOM, {**district, Level.ROOM: district[Level.ROOM].drop(columns="bldg_uuid")}, schemes)
    with pytest.raises(InputError, match="door"):
        code_level(Level.PLATE, {**district, Level.PLATE: district[Level.PLATE].drop(columns="door")}, schemes)
    with pytest.raises(InputError, match="4490"):
        code_level(Level.GRID, {**district, Level.COMMUNITY: district[Level.COMMUNITY].to_crs(4490)}, schemes)
    twice = pd.concat([district[Level.BUILDING]] * 2)
    with pytest.raises(InputError, match="h1"):
        code_level(Level.ROOM, {**district, Level.BUILDING: twice}, schemes)
    with pytest.raises(InputError):
        code_level(Level.ROOM, {Level.ROOM: district[Level.ROOM]}, schemes)


def test_without_the_parent_s_layer_the_field_counts(district, schemes):
    result = code_level(Level.GRID, {Level.GRID: district[Level.GRID]}, schemes)
    assert result.codes.tolist() == [None, None, WEST + "001", None, EAST + "004"]
    assert [reason and reason.code for reason in result.reasons] == [
        "area-missing",
        "area-missing",
        None,
        "area-missing",
        None,
    ]


def test_empty_layers(district, schemes):
    empty = {level: frame.iloc[:0] for level, frame in district.items()}
    found = code_district(empty, schemes)
    assert all(len(result.codes) == 0 for result in found.values())
