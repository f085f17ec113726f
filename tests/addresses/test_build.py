"""From layers to the library of standard addresses."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import LineString, Point, box

from yibiao_qgis.addresses.build import build_library
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.matcher import Matcher
from yibiao_qgis.addresses.standard import AddressStyle
from yibiao_qgis.model.errors import Canceled, InputError
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Element, Level

CRS = "EPSG:4544"
TOWN = "500116004"
EAST, WEST = f"{TOWN}007", f"{TOWN}003"
PREFIX = "重庆市江津区双福街道"


def layer(level, rows, crs=CRS):
    fields = [*LAYERS[level].field_names]
    frame = pd.DataFrame([dict.fromkeys(fields) | row for row in rows])
    frame["uuid"] = [row.get("uuid") or f"{level.value}-{number}" for number, row in enumerate(rows)]
    if "geometry" not in frame:
        return frame
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=crs)


@pytest.fixture
def layers():
    """Return two communities, a street with shops, a compound with a gate, a group with farmhouses."""
    plate = {"street": "福星大道", "comm_code": EAST}
    return {
        Level.COUNTY: layer(Level.COUNTY, [{"code": "500116", "name": "江津区", "geometry": box(0, 0, 200, 100)}]),
        Level.TOWN: layer(Level.TOWN, [{"code": TOWN, "name": "双福街道", "geometry": box(0, 0, 200, 100)}]),
        Level.COMMUNITY: layer(
            Level.COMMUNITY,
            [
                {"code": WEST, "name": "阳坪村村民委员会", "town_code": TOWN, "geometry": box(0, 0, 100, 100)},
                {"code": EAST, "name": "怡云社区", "town_code": TOWN, "geometry": box(100, 0, 200, 100)},
            ],
        ),
        Level.GRID: layer(
            Level.GRID,
            [
                {"code": f"{WEST}001", "beat_code": "500116510001", "geometry": box(0, 0, 100, 100)},
                {"code": f"{EAST}001", "beat_code": "500116510002", "geometry": box(100, 0, 200, 100)},
            ],
        ),
        Level.STREET: layer(
            Level.STREET,
            [
                {
                    "name": "福星大道",
                    "town_code": TOWN,
                    "aliases": "老马路",
                    "geometry": LineString([(100, 50), (200, 50)]),
                }
            ],
        ),
        Level.COMPOUND: layer(
            Level.COMPOUND,
            [
                {"name": "怡云花园", "kind": "42", "comm_code": EAST, "geometry": box(120, 60, 160, 100)},
                {"name": "3组", "kind": "34", "comm_code": WEST, "geometry": box(10, 10, 90, 90)},
            ],
        ),
        Level.PLATE: layer(
            Level.PLATE,
            [
                plate | {"uuid": "shop", "door": "90", "bldg_uuid": "house", "geometry": Point(170, 55)},
                plate
                | {"uuid": "side", "door": "90", "sub_door": "5", "bldg_uuid": "house", "geometry": Point(175, 55)},
                plate | {"uuid": "gate", "door": "88", "compound": "怡云花园", "geometry": Point(140, 60)},
                plate | {"uuid": "back", "door": "92", "compound": "怡云花园", "geometry": Point(160, 60)},
                {"uuid": "farm", "compound": "3组", "door": "12", "bldg_uuid": "farmhouse", "geometry": Point(50, 50)},
                plate | {"uuid": "blank", "geometry": Point(180, 55)},
                {"uuid": "lost", "door": "7", "geometry": Point(180, 55)},
            ],
        ),
        Level.BUILDING: layer(
            Level.BUILDING,
            [
                {"uuid": "house", "street": "福星大道", "comm_code": EAST, "geometry": box(165, 55, 180, 65)},
                {"uuid": "tower", "name": "3栋", "compound": "怡云花园", "geometry": box(130, 70, 140, 80)},
                {"uuid": "farmhouse", "geometry": box(45, 50, 55, 60)},
                {"uuid": "bare", "comm_code": EAST, "geometry": box(190, 55, 195, 60)},
            ],
        ),
        Level.ROOM: layer(
            Level.ROOM,
            [
                {"uuid": "r1", "bldg_uuid": "tower", "unit": "2", "floor": "5", "room": "502"},
                {"uuid": "r2", "bldg_uuid": "house", "floor": "1", "room": "101"},
                {"uuid": "r3", "bldg_uuid": "farmhouse", "floor": "1", "room": "101"},
                {"uuid": "r4", "bldg_uuid": "bare", "floor": "1", "room": "101"},
                {"uuid": "r5", "bldg_uuid": "nowhere", "room": "101"},
                {"uuid": "r6", "bldg_uuid": "tower"},
            ],
        ),
    }


def by_uuid(result):
    return result.addresses.set_index("uuid")


def test_addresses_of_every_level(layers):
    rows = by_uuid(build_library(layers))
    assert rows["address"].to_dict() == {
        "community-0": f"{PREFIX}阳坪村",
        "community-1": f"{PREFIX}怡云社区",
        "street-0": f"{PREFIX}福星大道",
        "compound-0": f"{PREFIX}怡云社区福星大道88号怡云花园",
        "compound-1": f"{PREFIX}阳坪村3组",
        "shop": f"{PREFIX}怡云社区福星大道90号",
        "side": f"{PREFIX}怡云社区福星大道90号附5号",
        "gate": f"{PREFIX}怡云社区福星大道88号",
        "back": f"{PREFIX}怡云社区福星大道92号",
        "farm": f"{PREFIX}阳坪村3组12号",
        "tower": f"{PREFIX}怡云社区福星大道88号怡云花园3幢",
        "r1": f"{PREFIX}怡云社区福星大道88号怡云花园3幢2单元5层502室",
        "r2": f"{PREFIX}怡云社区福星大道90号1层101室",
        "r3": f"{PREFIX}阳坪村3组12号1层101室",
    }
    assert rows["element"].loc[["community-0", "community-1", "side", "tower", "r1"]].tolist() == [
        Element.VILLAGE_COMMITTEE.value,
        Element.COMMUNITY.value,
        Element.SUB_DOOR.value,
        Element.BUILDING.value,
        Element.ROOM.value,
    ]


def test_fields_points_and_grids(layers):
    result = build_library(layers)
    rows = by_uuid(result)
    assert list(result.addresses.columns) == [*LAYERS[Level.ADDRESS].field_names, "geometry"]
    assert result.addresses.crs == CRS
    assert rows.geometry["r2"] == Point(170, 55)
    assert rows.geometry["r1"].within(box(130, 70, 140, 80))
    assert rows.geometry["compound-0"] == Point(140, 60)
    assert rows["grid_code"]["r1"] == f"{EAST}001"
    assert rows["beat_code"]["r3"] == "500116510001"
    assert rows["comm_code"]["farm"] == WEST
    assert rows["aliases"]["street-0"] == "老马路"
    assert rows["sub_door"]["shop"] is None


def test_what_has_no_address_is_rejected_with_its_reason(layers):
    result = build_library(layers)
    reasons = result.rejected.set_index("uuid")["reason"].to_dict()
    assert reasons == {
        "blank": "no-number",
        "lost": "no-place",
        "bare": "no-plate",
        "r4": "building-rejected",
        "r5": "no-building",
        "r6": "no-room",
    }
    assert all(str(message) for message in result.rejected["message"])
    assert result.summary["rows"] == len(result.addresses)
    assert sum(result.summary["reasons"].values()) == result.summary["rejected"] == 6


def test_one_plate_taken_twice_is_one_address(layers):
    plates = layers[Level.PLATE]
    twice = plates[plates.uuid == "shop"].assign(uuid="again", geometry=[Point(172, 55)])
    layers[Level.PLATE] = pd.concat([plates, twice], ignore_index=True)
    result = build_library(layers)
    assert result.addresses["address"].is_unique
    assert result.rejected.set_index("uuid")["reason"]["shop"] == "taken-twice"


def test_one_number_at_two_places_is_left_to_a_person(layers):
    plates = layers[Level.PLATE]
    other = plates[plates.uuid == "gate"].assign(
        uuid="far", compound=None, bldg_uuid="tower", geometry=[Point(101, 55)]
    )
    layers[Level.PLATE] = pd.concat([plates, other], ignore_index=True)
    result = build_library(layers)
    reasons = result.rejected.set_index("uuid")["reason"]
    assert reasons["gate"] == reasons["far"] == "same-address"
    assert not result.addresses["uuid"].isin(["gate", "far"]).any()


def test_order_of_the_rows_changes_nothing(layers):
    expected = build_library(layers)
    shuffled = {level: frame.sample(frac=1, random_state=7) for level, frame in layers.items()}
    found = build_library(shuffled)
    pd.testing.assert_frame_equal(pd.DataFrame(expected.addresses), pd.DataFrame(found.addresses))
    assert set(expected.rejected["uuid"]) == set(found.rejected["uuid"])


def test_places_without_a_code_are_found_on_the_map(layers):
    layers[Level.PLATE]["comm_code"] = None
    layers[Level.COMPOUND]["comm_code"] = None
    assert by_uuid(build_library(layers))["community"]["r3"] == "阳坪村"


def test_a_row_outside_all_communities_is_rejected(layers):
    plates = layers[Level.PLATE]
    outside = plates[plates.uuid == "shop"].assign(uuid="out", door="1", comm_code=None, geometry=[Point(500, 500)])
    layers[Level.PLATE] = pd.concat([plates, outside], ignore_index=True)
    assert build_library(layers).rejected.set_index("uuid")["reason"]["out"] == "area-outside"


def test_style_city_and_county_are_given(layers):
    del layers[Level.COUNTY]
    found = by_uuid(build_library(layers, city="", county="江津区", style=AddressStyle(building="栋", floors=False)))
    assert found["address"]["r1"] == "江津区双福街道怡云社区福星大道88号怡云花园3栋2单元502室"


def test_degrees_work_as_metres_do(layers):
    degrees = {
        level: frame.to_crs("EPSG:4490") if isinstance(frame, gpd.GeoDataFrame) else frame
        for level, frame in layers.items()
    }
    metres = by_uuid(build_library(layers))
    found = by_uuid(build_library(degrees))
    assert found["address"].to_dict() == metres["address"].to_dict()
    assert found["grid_code"].to_dict() == metres["grid_code"].to_dict()


def test_needed_layers_and_one_crs(layers):
    with pytest.raises(InputError, match="plate"):
        build_library({Level.COMMUNITY: layers[Level.COMMUNITY]})
    with pytest.raises(InputError, match="CRS"):
        build_library(layers | {Level.GRID: layers[Level.GRID].to_crs("EPSG:4490")})


def test_cancel(layers):
    class Stop:
        def set_progress(self, percent):
            pass

        def is_canceled(self):
            return True

    with pytest.raises(Canceled):
        build_library(layers, feedback=Stop())


def test_input_is_not_changed(layers):
    before = {level: frame.copy() for level, frame in layers.items()}
    build_library(layers)
    for level, frame in layers.items():
        pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(before[level]))


def test_the_library_finds_what_was_built(layers):
    result = build_library(layers)
    matcher = Matcher(Library.from_frame(result.addresses))
    for _index, row in result.addresses.iterrows():
        assert matcher.match(row.address).uuid == row.uuid
    assert matcher.match("怡云花园3-2-5-2").uuid == "r1"
    assert matcher.match("福星大道92号怡云花园3幢2单元502").uuid == "r1"
    assert matcher.match("老马路90-5号").uuid == "side"


def test_the_true_library_of_a_district():
    from district.making import make_district

    district = make_district(11, 5000)
    levels = [level for level in Level if level not in (Level.ADDRESS, Level.STATION, Level.BEAT)]
    result = build_library({level: district.frame(level) for level in levels})
    truth = district.addresses().set_index("source")
    found = by_uuid(result)
    assert set(found.index) == set(truth.index)
    # A compound with several gates may be given another one of them.
    gates = district.plate[district.plate.is_gate].groupby("gate_uuid").size()
    several = set(district.compound.name[district.compound.uuid.isin(gates.index[gates > 1])])
    same = ~found["compound"].isin(several).to_numpy()
    assert (found["address"][same] == truth["address"].reindex(found.index)[same]).all()
    assert np.array_equal(found["grid_code"].fillna(""), truth["grid_code"].reindex(found.index).fillna(""))
    assert shapely.distance(found.geometry.to_numpy(), truth.geometry.reindex(found.index).to_numpy()).max() < 2000
