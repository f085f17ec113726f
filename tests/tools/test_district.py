"""The made-up district is a believable town, tiles exactly, and its survey has the faults that it says."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from coverage_validity import is_coverage
from district import LAYER_NAMES, make_district, survey_of, write_gpkg
from district.divisions import community_name, read_towns
from district.identities import chinese_number, identities
from district.truth import AREAS_FILE, read_faults, read_plates
from osgeo import ogr

from yibiao_qgis.model.layers import LAYERS, Geometry
from yibiao_qgis.model.levels import Level

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample" / "survey.gpkg"
TRUTH = ROOT / "tests" / "truth"
ROOMS = 9000
AREA_CHILDREN = (
    ("community", "town", "town_code"),
    ("grid", "community", "comm_code"),
    ("grid", "beat", "beat_code"),
    ("beat", "station", "stat_code"),
)


@pytest.fixture(scope="session", params=[11, 12])
def district(request):
    return make_district(request.param, ROOMS)


@pytest.fixture(scope="session")
def survey(district):
    return survey_of(district, 5)


def geometry(frame):
    return frame.geometry.to_numpy()


# -- areas


@pytest.mark.parametrize("level", ["town", "community", "grid", "station", "beat"])
def test_true_areas_tile_the_county(district, level):
    areas = geometry(district.frame(level))
    assert is_coverage(areas)
    assert set(shapely.get_type_id(areas)) == {3}
    assert shapely.is_valid(areas).all()
    whole = geometry(district.county)[0]
    assert shapely.coverage_union_all(areas).equals(whole)
    assert abs(shapely.area(areas).sum() - whole.area) < 1e-4


@pytest.mark.parametrize(("child", "parent", "field"), AREA_CHILDREN)
def test_children_equal_their_parent(district, child, parent, field):
    children, parents = district.frame(child), district.frame(parent).set_index("code")
    assert set(children[field]) == set(parents.index)
    for code, group in children.groupby(field):
        union = shapely.coverage_union_all(geometry(group))
        assert union.equals(parents.geometry[code]), code
        assert union.geom_type == "Polygon"


def test_codes_of_areas_follow_their_parents(district):
    for level in ("town", "community", "grid", "station", "beat"):
        codes = district.frame(level).code
        assert codes.is_unique
        pattern = LAYERS[Level(level)].field("code").pattern
        assert codes.str.fullmatch(pattern).all() if pattern else codes.notna().all()
    assert (district.grid.code.str[:12] == district.grid.comm_code).all()
    assert (district.beat.code.str[:8] == district.beat.stat_code.str[:8]).all()
    assert (district.station.code.str[-4:] == "0000").all()
    assert not district.beat.code.isin(district.station.code).any()


def test_grids_are_numbered_from_the_west(district):
    centre = district.grid.geometry.centroid.x
    for _, group in district.grid.assign(x=centre).groupby("comm_code"):
        ordered = group.sort_values("code")
        assert (np.diff(ordered.x) > -55).all()
        assert [int(code[12:]) for code in ordered.code] == list(range(1, len(group) + 1))


def test_the_real_part_is_real(district):
    assert district.town.name.tolist() == ["双福街道"]
    assert district.town.aliases.tolist() == ["双福镇"]
    assert len(district.community) == 14
    suffixes = [int(code[-3:]) for code in district.community.code]
    assert suffixes == [3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15, 16, 17, 18]
    assert district.community.set_index("code").name["500116004007"] == "怡云社区"


def test_beats_are_a_hierarchy_of_their_own(district):
    per_beat = district.grid.groupby("beat_code").comm_code.nunique()
    assert (per_beat > 1).any()
    assert district.grid.groupby("beat_code").ngroups == len(district.beat)


def test_households_are_counted(district):
    counted = district.building.groupby("grid_uuid").rooms.sum().reindex(district.grid.uuid, fill_value=0)
    assert counted.to_numpy().tolist() == district.grid.households.tolist()
    assert district.grid.households.sum() == len(district.room)
    basic = district.grid[district.grid.kind == "basic"].households
    assert 200 <= basic.median() <= 400
    assert basic.between(40, 900).mean() > 0.8


# -- streets, compounds, buildings


def test_number_of_rooms(district):
    assert abs(len(district.room) - ROOMS) < 0.02 * ROOMS


def test_a_district_that_got_few_houses_gets_more_ground():
    """With this seed the usual ground holds only 6,300 rooms."""
    assert abs(len(make_district(7, 10_000).room) - 10_000) < 200


def test_names_are_unique_in_the_town(district):
    assert district.street.name.is_unique
    compounds = district.compound[district.compound.kind != "34"]
    assert compounds.name.is_unique
    assert not set(compounds.name) & set(district.street.name)
    groups = district.compound[district.compound.kind == "34"]
    assert not groups.duplicated(["comm_code", "name"]).any()
    aliases = pd.concat([district.street.aliases, compounds.aliases]).dropna()
    assert not set(aliases) & (set(compounds.name) | set(district.street.name))


def test_streets_that_mislead_parsers_are_there(district):
    assert {"福星大道", "双凤路", "三亚路", "五一路", "中山西路", "重庆路"} & set(district.street.name)
    assert "福星大道" in set(district.street.name)


def test_no_building_on_another(district):
    shapes = geometry(district.building)
    assert shapely.is_valid(shapes).all()
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    assert (a == b).all()


def test_no_building_in_the_river_or_on_a_street(district):
    tree = shapely.STRtree(geometry(district.building))
    for water in geometry(district.river):
        assert water.area > 30_000
        assert not tree.query(water, predicate="intersects").size
    road = shapely.buffer(geometry(district.street), district.street.width.to_numpy() / 2, cap_style="flat")
    assert not tree.query(road, predicate="intersects").size


def test_bridges_cross_the_river(district):
    crossing = shapely.intersects(geometry(district.street), shapely.union_all(geometry(district.river)))
    assert crossing.any()
    assert (district.street["rank"][crossing] <= 2).all()


def test_streets_bend(district):
    lines = geometry(district.street)
    ends = shapely.distance(shapely.get_point(lines, 0), shapely.get_point(lines, -1))
    long = shapely.length(lines) > 400
    assert (shapely.length(lines)[long] / ends[long] > 1.002).mean() > 0.6
    assert set(district.street["rank"]) == {1, 2, 3, 4}


def test_compounds_hold_their_buildings(district):
    compounds = district.compound.set_index("uuid")
    inside = district.building[district.building.name.notna()]
    shapes = compounds.geometry.reindex(inside.comp_uuid).to_numpy()
    assert shapely.covers(shapes, geometry(inside)).all()
    assert (inside.compound.to_numpy() == compounds.name.reindex(inside.comp_uuid).to_numpy()).all()
    for _, group in inside.groupby("comp_uuid"):
        assert sorted(int(name[:-1]) for name in group.name) == list(range(1, len(group) + 1))
    assert set(district.compound.kind) == {"34", "42", "43", "44"}


def test_elements_lie_in_their_community(district):
    communities = district.community.set_index("code").geometry
    for level in ("building", "plate"):
        rows = district.frame(level)
        own = communities.reindex(rows.comm_code).to_numpy()
        shapely.prepare(own)
        assert shapely.intersects(own, shapely.centroid(geometry(rows))).all()


def test_rooms_refer_to_buildings(district):
    assert set(district.room.bldg_uuid) <= set(district.building.uuid)
    counted = district.room.groupby("bldg_uuid").size().reindex(district.building.uuid, fill_value=0)
    assert (counted.to_numpy() == district.building.rooms.to_numpy()).all()
    assert not district.room.duplicated(["bldg_uuid", "unit", "room"]).any()
    assert (district.room.room.str[:-2] == district.room.floor).all()
    floors = district.building.set_index("uuid").floors.reindex(district.room.bldg_uuid).to_numpy()
    assert (district.room.floor.astype(int).to_numpy() <= floors).all()


# -- plates


def test_plates_hang_on_their_buildings(district):
    own = district.plate[~district.plate.is_gate]
    shapes = district.building.set_index("uuid").geometry.reindex(own.bldg_uuid).to_numpy()
    assert shapely.distance(shapely.boundary(shapes), geometry(own)).max() < 0.005


def test_gate_plates_stand_on_the_outline(district):
    gates = district.plate[district.plate.is_gate]
    assert gates.bldg_uuid.isna().all()
    assert gates.street.notna().all()
    shapes = district.compound.set_index("uuid").geometry.reindex(gates.gate_uuid).to_numpy()
    assert shapely.distance(shapely.boundary(shapes), geometry(gates)).max() < 0.005
    kinds = district.compound.set_index("uuid").kind.reindex(gates.gate_uuid)
    assert set(kinds) <= {"42", "43"}


def test_a_door_number_names_one_place(district):
    at_street = district.plate[district.plate.street.notna()]
    assert not at_street.duplicated(["street", "door", "sub_door"]).any()
    rest = district.plate[district.plate.street.isna()]
    assert not rest.duplicated(["comm_code", "compound", "door", "sub_door"]).any()


def test_right_is_odd_left_is_even_and_numbers_rise(district):
    """GB/T 35639 annex B, except on streets with houses on one side only."""
    streets = district.street.set_index("name").geometry
    main = district.plate[district.plate.street.notna() & district.plate.sub_door.isna()]
    for name, group in main.groupby("street"):
        line = streets[name]
        xy = shapely.get_coordinates(geometry(group))
        along = shapely.line_locate_point(line, geometry(group))
        foot = shapely.get_coordinates(shapely.line_interpolate_point(line, along))
        ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, np.minimum(along + 1, line.length)))
        back = shapely.get_coordinates(shapely.line_interpolate_point(line, np.maximum(along - 1, 0)))
        direction, out = ahead - back, xy - foot
        is_right = direction[:, 0] * out[:, 1] - direction[:, 1] * out[:, 0] < 0
        assert (is_right == (group.side == "right")).all(), name
        door = group.door.astype(int).to_numpy()
        if len(set(door % 2)) == 2 and group.side.nunique() == 2:
            assert ((door % 2 == 1) == is_right).all(), name
        for side in (True, False):
            rows = is_right == side
            order = np.argsort(door[rows])
            # A gate's plate may hang a little beside the gate's place on the street.
            assert (np.diff(along[rows][order]) > -15).all(), name


def test_streets_run_in_the_direction_of_numbering(district):
    for line in geometry(district.street)[(district.street["rank"] < 4).to_numpy()]:
        (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
        assert x0 > x1 if abs(x1 - x0) > abs(y1 - y0) else y0 > y1


def test_some_numbers_are_kept_for_vacant_plots(district):
    main = district.plate[district.plate.street.notna() & district.plate.sub_door.isna()]
    highest = main.door.astype(int).groupby(main.street).max()
    assert highest.sum() > len(main) * 1.02


# -- the library


def test_the_true_library_has_every_element_once(district):
    library = district.addresses()
    assert library.address.is_unique
    assert library.uuid.is_unique
    counts = library.element.value_counts()
    assert counts["62"] == len(district.room)
    assert counts["31"] == 14
    assert counts["45"] + counts["46"] == len(district.plate)
    assert set(LAYERS[Level.ADDRESS].field_names) < set(library.columns)
    assert library.address.str.startswith("重庆市江津区双福街道").all()
    rooms = library[library.element == "62"]
    assert rooms.grid_code.isin(district.grid.code).all()
    assert rooms.bldg_uuid.notna().all()
    assert library.address.str.fullmatch(r"重庆市江津区双福街道.+社区.+路\d+号附\d+号").any()
    assert library.address.str.fullmatch(r"重庆市江津区双福街道.+社区\d+组\d+号").any()
    assert library.address.str.fullmatch(r".+路\d+号[^\d]+\d+幢\d单元\d+层\d+室").any()


# -- the survey


def test_survey_layers_have_the_declared_fields(survey):
    assert set(survey.frames) == set(LAYER_NAMES)
    for name, frame in survey.frames.items():
        if name == "river":
            continue
        layer = LAYERS[Level(name)]
        fields = [column for column in frame.columns if column != "geometry"]
        assert fields == list(layer.field_names), name
        assert ("geometry" in frame) == (layer.geometry is not Geometry.NONE)
        assert frame.uuid.notna().all()
        assert frame.uuid.is_unique


def test_survey_codes_are_those_that_a_survey_has(district, survey):
    for name in ("town", "community", "station", "beat"):
        assert (survey.frames[name].code == district.frame(name).code).all()
    for name in ("street", "compound", "building", "plate", "room"):
        assert survey.frames[name].code.isna().all()
    known = survey.frames["grid"].code
    assert 0.4 < known.notna().mean() < 0.95
    assert (known.dropna() == district.grid.code[known.notna()]).all()


def test_border_faults_are_planted_where_it_says(district, survey):
    for level in ("community", "grid"):
        truth, spoiled = district.frame(level).set_index("uuid"), survey.frames[level].set_index("uuid")
        faults = survey.faults[survey.faults.level == level]
        assert {"gap", "overlap", "sliver", "mismatch"} <= set(faults.kind)
        assert {"outside-parent", "uncovered"} & set(faults.kind)
        assert not is_coverage(geometry(spoiled))
        assert spoiled.geometry.is_valid.all()
        changed = [uuid for uuid in truth.index if not truth.geometry[uuid].equals_exact(spoiled.geometry[uuid], 0)]
        assert set(changed) == set(faults.uuid)
        for fault in faults.itertuples():
            place = shapely.Point(fault.x, fault.y)
            assert shapely.distance(place, spoiled.geometry[fault.uuid].boundary) < 4
            assert 0 <= fault.size < 60
            if fault.kind in ("gap", "overlap"):
                own, other = spoiled.geometry[fault.uuid], spoiled.geometry[fault.other]
                shared = own.intersection(other).area
                lost = truth.geometry[fault.uuid].difference(own).area
                assert (shared if fault.kind == "overlap" else lost) > 0.05
    for level in ("town", "station", "beat"):
        assert is_coverage(geometry(survey.frames[level]))


def test_plates_are_displaced_as_surveyors_do(district, survey):
    truth = district.plate.set_index("uuid").geometry
    plates = survey.frames["plate"].set_index("uuid")
    own = plates[plates.index.isin(truth.index)]
    assert len(own) == len(truth)
    moved = shapely.distance(geometry(own), truth.reindex(own.index).to_numpy())
    assert moved.min() > 1.9
    assert moved.max() < 40.1
    assert 0.6 < (moved < 8.01).mean() < 0.9
    assert 0.01 < (moved > 20).mean() < 0.08
    assert plates.bldg_uuid.isna().all()


def test_plate_faults_are_planted_where_it_says(district, survey):
    faults = survey.faults[survey.faults.level == "plate"]
    plates = survey.frames["plate"].set_index("uuid")
    of_kind = dict(iter(faults.groupby("kind")))
    assert set(of_kind) == {"displaced", "wrong-side", "duplicate", "number-missing", "name-missing"}
    missing = set(of_kind["number-missing"].uuid)
    assert set(plates.index[plates.door.isna()]) == missing
    copies = of_kind["duplicate"].set_index("uuid")
    assert len(plates) == len(district.plate) + len(copies)
    assert (plates.door.reindex(copies.index).to_numpy() == plates.door.reindex(copies.other).to_numpy()).all()
    truth = district.plate.set_index("uuid")
    streets = district.street.set_index("name").geometry
    crossed = 0
    for fault in of_kind["wrong-side"].itertuples():
        path = shapely.LineString([truth.geometry[fault.uuid], plates.geometry[fault.uuid]])
        crossed += path.crosses(streets[truth.street[fault.uuid]])
    assert crossed >= 0.9 * len(of_kind["wrong-side"])


def test_sub_numbers_are_painted_in_several_forms(survey):
    plates = survey.frames["plate"]
    subs = plates[plates.sub_door.notna()]
    forms = {
        text.replace(sub, "s", 1) if door == "" else text.replace(door, "d", 1).replace(sub, "s", 1)
        for text, door, sub in zip(subs.text, subs.door, subs.sub_door)
    }
    assert {"d号附s号", "d附s号", "d-s号", "d号-s"} <= forms


def test_a_survey_without_faults_is_the_truth(district):
    clean = survey_of(district, 1, faults=False)
    assert not len(clean.faults)
    assert (geometry(clean.frames["plate"]) == geometry(district.plate)).all()
    assert is_coverage(geometry(clean.frames["grid"]))


def test_making_and_surveying_is_deterministic(tmp_path):
    one, two = make_district(21, 6000), make_district(21, 6000)
    for (name, a), (_, b) in zip(one.frames(), two.frames()):
        if isinstance(a, gpd.GeoDataFrame):
            assert (shapely.to_wkb(geometry(a)) == shapely.to_wkb(geometry(b))).all(), name
            a, b = a.drop(columns="geometry"), b.drop(columns="geometry")
        pd.testing.assert_frame_equal(pd.DataFrame(a), pd.DataFrame(b))
    surveys = survey_of(one, 4), survey_of(two, 4)
    pd.testing.assert_frame_equal(surveys[0].faults, surveys[1].faults)
    for number, survey in enumerate(surveys):
        write_gpkg(survey.frames, tmp_path / f"{number}.gpkg")
    assert (tmp_path / "0.gpkg").read_bytes() == (tmp_path / "1.gpkg").read_bytes()
    other = make_district(22, 6000)
    assert len(other.plate) != len(one.plate) or not (geometry(other.plate) == geometry(one.plate)).all()


def test_a_larger_district_has_more_towns():
    large = make_district(2, 95_000)
    assert len(large.town) == 2
    assert large.town.code.tolist()[0] == "500116004"
    assert abs(len(large.room) - 95_000) < 4000
    for level in ("town", "community", "grid", "station", "beat"):
        assert is_coverage(geometry(large.frame(level)))
        assert set(large.frame(level).geom_type) == {"Polygon"}
    assert not large.street.duplicated(["town_code", "name"]).any()
    assert large.street.groupby("town_code").size().max() < 1000
    assert large.compound.groupby(large.compound.comm_code.str[:9]).size().max() < 1000
    assert large.addresses().address.is_unique


# -- files


def test_geopackage_is_complete_and_indexed(survey, tmp_path):
    path = tmp_path / "survey.gpkg"
    write_gpkg(survey.frames, path)
    assert not list(tmp_path.glob("*.part"))
    with sqlite3.connect(path) as base:
        assert base.execute("PRAGMA user_version").fetchone() == (10300,)
        assert base.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        contents = dict(base.execute("SELECT table_name, data_type FROM gpkg_contents"))
        assert contents == {name: "attributes" if name == "room" else "features" for name in LAYER_NAMES}
        for name, frame in survey.frames.items():
            assert base.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (len(frame),)
            if name != "room":
                assert base.execute(f'SELECT count(*) FROM "rtree_{name}_geom"').fetchone() == (len(frame),)
                assert base.execute(f"SELECT srs_id FROM gpkg_contents WHERE table_name='{name}'").fetchone() == (4490,)
        box = base.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name='town'").fetchone()
    assert 106.2 < box[0] < 106.26 < box[2] < 106.32
    assert 29.25 < box[1] < 29.29 < box[3] < 29.33


def test_gdal_reads_the_geopackage(survey, tmp_path):
    path = tmp_path / "survey.gpkg"
    write_gpkg(survey.frames, path)
    source = ogr.Open(str(path))
    assert source.GetLayerCount() == len(LAYER_NAMES)
    layer = source.GetLayerByName("plate")
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "4490"
    assert layer.TestCapability(ogr.OLCFastSpatialFilter)
    rows = [(f["uuid"], f["door"], bytes(f.GetGeometryRef().ExportToWkb())) for f in layer]
    del layer, source
    frame = survey.frames["plate"]
    assert [row[:2] for row in rows] == list(zip(frame.uuid, frame.door))
    ground = frame.to_crs(4490).geometry.to_numpy()
    assert shapely.distance(shapely.from_wkb([row[2] for row in rows]), ground).max() < 1e-12


def test_command_writes_survey_and_truth(tmp_path):
    command = [sys.executable, str(ROOT / "tools" / "make_district.py"), "--seed", "5", "--rooms", "6000", "--out"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "survey.gpkg" in done.stdout
    assert (tmp_path / "survey.gpkg").exists()
    plates = read_plates(tmp_path / "truth")
    assert plates.bldg_uuid.isna().sum() == plates.is_gate.sum()
    refused = subprocess.run([*command, str(tmp_path), "--rooms", "12"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "5000" in refused.stderr


def test_the_shipped_sample_is_small_and_has_its_truth():
    assert SAMPLE.stat().st_size < 6_000_000
    assert sum(file.stat().st_size for file in TRUTH.glob("sample_*")) < 3_000_000
    with sqlite3.connect(SAMPLE) as base:
        uuids = {uuid for (uuid,) in base.execute("SELECT uuid FROM plate")}
        rooms = base.execute("SELECT count(*) FROM room").fetchone()[0]
        names = {name for (name,) in base.execute("SELECT name FROM street")}
    assert 10_000 <= rooms <= 20_000
    assert {"福星大道", "三亚路", "五一路", "中山西路", "双凤路", "重庆路"} <= names
    plates = read_plates(TRUTH)
    faults = read_faults(TRUTH)
    assert set(plates.uuid) <= uuids
    assert uuids - set(plates.uuid) == set(faults.uuid[faults.kind == "duplicate"])
    with sqlite3.connect(TRUTH / AREAS_FILE) as base:
        assert base.execute("SELECT count(*) FROM community").fetchone() == (14,)


# -- small parts


def test_community_names_as_addresses_write_them():
    assert community_name("怡云社区居民委员会") == "怡云社区"
    assert community_name("石墙村村民委员会") == "石墙村"
    assert community_name("双凤路社区居民委员会") == "双凤路社区"
    county, towns = read_towns()
    assert county == "江津区"
    assert len(towns) == 30
    assert towns[0].name == "双福街道"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (35, "三十五"),
        (101, "一百零一"),
        (110, "一百一十"),
        (999, "九百九十九"),
    ],
)
def test_chinese_numbers(number, text):
    assert chinese_number(number) == text


def test_identities_are_uuids_that_depend_on_seed_and_level():
    first = identities(1, "plate", 50)
    assert len(set(first)) == 50
    assert (identities(1, "plate", 20) == first[:20]).all()
    assert not set(identities(2, "plate", 50)) & set(first)
    assert not set(identities(1, "room", 50)) & set(first)
    for text in first:
        assert text[14] == "5"
        assert text[19] in "89ab"
        assert len(text) == 36
