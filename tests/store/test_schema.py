"""The tables of a store: as the model declares them, valid for GeoPackage, closed to edits from outside."""

import sqlite3
from contextlib import closing

import pytest
from store_samples import communities, publish, towns, upper_levels

from yibiao_qgis.model.layers import LAYERS, Geometry, Kind
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store.geometry import register_functions
from yibiao_qgis.store.schema import REFERENCES, ROW_FIELDS, SYSTEM_TABLES, sql_files

TYPES = {Kind.TEXT: "TEXT({})", Kind.INTEGER: "INTEGER", Kind.REAL: "DOUBLE", Kind.DATE: "DATE"}


@pytest.fixture
def connection(store, store_path):
    with closing(sqlite3.connect(store_path, isolation_level=None)) as connection:
        register_functions(connection)
        yield connection


@pytest.mark.parametrize("layer", LAYERS.values(), ids=lambda layer: layer.level.value)
def test_a_layers_table_has_the_declared_fields(connection, layer):
    expected = [("fid", "INTEGER", True)]
    if layer.geometry is not Geometry.NONE:
        expected.append(("geom", layer.geometry.value, True))
    expected += [
        (field.name, TYPES[field.kind].format(field.width), field.required or field.name == "uuid")
        for field in (*layer.fields, *ROW_FIELDS)
    ]
    found = connection.execute(f"PRAGMA table_info({layer.level.value})").fetchall()
    assert [(name, kind, bool(not_null)) for _, name, kind, not_null, _, _ in found] == expected


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: f"{one.child.value}.{one.field}")
def test_a_reference_is_indexed(connection, reference):
    indexes = connection.execute(f"PRAGMA index_list({reference.child.value})").fetchall()
    firsts = [connection.execute(f"PRAGMA index_info({row[1]})").fetchone()[2] for row in indexes]
    assert reference.field in firsts


def test_every_declared_reference_is_known():
    declared = {(level, field.name) for level, layer in LAYERS.items() for field in layer.fields if field.refers_to}
    assert declared <= {(one.child, one.field) for one in REFERENCES}
    assert (Level.ROOM, "bldg_uuid") in {(one.child, one.field) for one in REFERENCES}


def test_sql_files_are_numbered_without_gaps():
    assert [number for number, _ in sql_files()] == list(range(1, len(sql_files()) + 1))


def test_the_file_says_that_it_is_a_geopackage(connection):
    assert connection.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"GPKG", "big")
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 10300
    systems = dict(connection.execute("SELECT srs_id, definition FROM gpkg_spatial_ref_sys"))
    assert set(systems) == {-1, 0, 4326, 4490}
    assert systems[4490].startswith('GEOGCS["China Geodetic Coordinate System 2000"')
    assert 'AUTHORITY["EPSG","4490"]' in systems[4490]


def test_every_layer_is_registered(connection):
    contents = dict(connection.execute("SELECT table_name, data_type FROM gpkg_contents"))
    spatial = {level.value for level, layer in LAYERS.items() if layer.geometry is not Geometry.NONE}
    assert {name for name, kind in contents.items() if kind == "features"} == spatial
    assert {name for name, kind in contents.items() if kind == "attributes"} == {"room"}
    columns = connection.execute("SELECT table_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns")
    assert set(columns) == {(name, LAYERS[Level(name)].geometry.value, 4490, 0, 0) for name in spatial}
    extensions = set(connection.execute("SELECT table_name, extension_name FROM gpkg_extensions"))
    assert {name for name, extension in extensions if extension == "gpkg_rtree_index"} == spatial
    assert {name for name, extension in extensions if extension == "yibiao_store"} == set(SYSTEM_TABLES)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_publish_brings_the_register_up_to_date(store, connection):
    before = connection.execute("SELECT last_change FROM gpkg_contents WHERE table_name = 'town'").fetchone()[0]
    publish(store, upper_levels(3))
    row = connection.execute(
        "SELECT min_x, min_y, max_x, max_y, last_change FROM gpkg_contents WHERE table_name = 'community'"
    ).fetchone()
    assert row[:4] == pytest.approx(communities(3).total_bounds)
    assert row[4] >= before


OUTSIDE_EDITS = (
    "UPDATE town SET name = '别名'",
    "UPDATE town SET uuid = 'x', version = version + 1",
    "DELETE FROM town",
    "UPDATE yibiao_changes SET after = '{}'",
    "DELETE FROM yibiao_changes",
    "UPDATE yibiao_transactions SET actor = 'other'",
    "DELETE FROM yibiao_transactions",
    "INSERT INTO yibiao_transactions VALUES (9, 't', 'a', 'r', 'q', 0, 0, 0, '', '', 'h')",
    "UPDATE yibiao_codes SET uuid = 'other'",
    "DELETE FROM yibiao_codes",
)


@pytest.mark.parametrize("sql", OUTSIDE_EDITS)
def test_an_edit_from_outside_is_refused(store, connection, sql):
    publish(store, {Level.TOWN: towns()})
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(sql)
    assert store.verify() == []


def test_a_bulk_publish_brings_all_indexes_and_triggers_back(store, connection, monkeypatch):
    from yibiao_qgis.store import applying

    def structure():
        return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))

    before = structure()
    monkeypatch.setattr(applying, "BULK_ROWS", 1)
    publish(store, upper_levels(5))
    assert structure() == before
    assert store.verify() == []
