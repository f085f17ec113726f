"""Tables of a store: the numbered SQL files, GeoPackage's registers, and what each layer's table holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyproj import CRS

from yibiao_qgis.model.layers import LAYERS, Field, Geometry, Kind, Layer
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.store.geometry import BOX_WKB_AT, POINT_WKB_AT, SRS_ID
from yibiao_qgis.store.sqltext import Sql, listed, statement

SQL_FOLDER = Path(__file__).with_name("sql") / "geopackage"
GEOMETRY = "geom"
"""Name of the geometry column."""

ROW_FIELDS: tuple[Field, ...] = (
    Field("status", QT_TRANSLATE_NOOP("Yibiao", "Status"), width=10, required=True),
    Field("valid_from", QT_TRANSLATE_NOOP("Yibiao", "Valid from"), Kind.DATE, required=True),
    Field("valid_to", QT_TRANSLATE_NOOP("Yibiao", "Valid to"), Kind.DATE),
    Field("version", QT_TRANSLATE_NOOP("Yibiao", "Version"), Kind.INTEGER, required=True),
    Field("tx", QT_TRANSLATE_NOOP("Yibiao", "Transaction"), Kind.INTEGER, required=True),
)
"""Columns of a row's life, after the fields of its layer."""

LIFE_FIELDS = ROW_FIELDS[:3]
"""Those of :data:`ROW_FIELDS` that a caller may give; the store makes the others."""

SYSTEM_TABLES = (
    "yibiao_meta",
    "yibiao_transactions",
    "yibiao_changes",
    "yibiao_codes",
    "yibiao_batches",
    "yibiao_rejects",
)

_RTREE_DEFINITION = "http://www.geopackage.org/spec130/#extension_rtree"
_OWN_DEFINITION = "History of a Yibiao address store; software that does not know it must not write."

_RTREE_TRIGGERS: tuple[tuple[str, str], ...] = (
    (
        "insert",
        "AFTER INSERT ON {table} WHEN (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN "
        "INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), "
        "ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END",
    ),
    (
        "update1",
        "AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND "
        "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN "
        "INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), "
        "ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END",
    ),
    (
        "update2",
        "AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND "
        "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END",
    ),
    (
        "update3",
        "AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN "
        "DELETE FROM {tree} WHERE id = OLD.fid; "
        "INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), "
        "ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END",
    ),
    (
        "update4",
        "AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN "
        "DELETE FROM {tree} WHERE id IN (OLD.fid, NEW.fid); END",
    ),
    ("delete", "AFTER DELETE ON {table} WHEN OLD.geom NOTNULL BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END"),
)
"""GeoPackage 1.3, annex F.3."""


@dataclass(frozen=True)
class Reference:
    """A field whose values repeat a column of another layer."""

    child: Level
    field: str
    parent: Level
    column: str


def _references() -> tuple[Reference, ...]:
    found = []
    for level, layer in LAYERS.items():
        for field in layer.fields:
            if field.refers_to is not None:
                found.append(Reference(level, field.name, field.refers_to, "code"))
            elif field.name == "bldg_uuid":
                found.append(Reference(level, field.name, Level.BUILDING, "uuid"))
    return tuple(found)


REFERENCES = _references()
"""Every reference between layers, as the tables declare them."""


def is_spatial(layer: Layer) -> bool:
    """Tell whether the layer's table has geometry."""
    return layer.geometry is not Geometry.NONE


def data_columns(layer: Layer) -> tuple[str, ...]:
    """Columns that a caller may give, in the order of the table: geometry, fields, life."""
    shape = (GEOMETRY,) if is_spatial(layer) else ()
    return (*shape, *layer.field_names, *(field.name for field in LIFE_FIELDS))


def tree_name(layer: Layer) -> str:
    """Name of the layer's R-tree."""
    return f"rtree_{layer.level.value}_{GEOMETRY}"


def row_json(layer: Layer, alias: str) -> Sql:
    """Return the SQL of a stored row as JSON text, always the same for the same row.

    Reals go through ``yibiao_real``: SQLite's own rounds them to 15 digits.
    """
    reals = {field.name for field in layer.fields if field.kind is Kind.REAL}
    parts = []
    for name in (*layer.field_names, *(field.name for field in ROW_FIELDS)):
        value = listed([name], alias)
        parts.append(f"'{name}', " + (f"json(yibiao_real({value}))" if name in reals else value))
    if is_spatial(layer):
        start = POINT_WKB_AT if layer.geometry is Geometry.POINT else BOX_WKB_AT
        parts.append(f"'{GEOMETRY}', hex(substr({listed([GEOMETRY], alias)}, {start}))")
    return Sql(f"json_object({', '.join(parts)})")


def register_json(connection: sqlite3.Connection) -> None:
    """Give a connection the function that :func:`row_json` needs."""
    connection.create_function(
        "yibiao_real", 1, lambda value: "null" if value is None else repr(float(value)), deterministic=True
    )


def sql_files() -> list[tuple[int, Path]]:
    """Return the numbered SQL files in their order."""
    return sorted((int(path.name[:4]), path) for path in SQL_FOLDER.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def schema_version() -> int:
    """Return the version that this program writes: the number of the last SQL file."""
    return sql_files()[-1][0]


def build(connection: sqlite3.Connection, meta: Mapping[str, str]) -> None:
    """Make all tables of a new store in an empty database.

    Parameters
    ----------
    connection : Connection
        On the new file.
    meta : mapping of str to str
        What the store says of itself; the schema version is added.
    """
    for _, path in sql_files():
        connection.executescript("BEGIN;\n" + path.read_text(encoding="utf-8") + "\nCOMMIT;")
    connection.execute("BEGIN")
    _register(connection)
    connection.executemany(
        "INSERT INTO yibiao_meta VALUES (?, ?)", [*meta.items(), ("schema_version", str(schema_version()))]
    )
    connection.execute("COMMIT")


def _register(connection: sqlite3.Connection) -> None:
    systems = [
        ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ]
    for code in (4326, SRS_ID):
        crs = CRS.from_epsg(code)
        # GeoPackage 1.3 wants WKT 1 (OGC 01-009), which pyproj calls WKT1_GDAL
        systems.append((crs.name, code, "EPSG", code, crs.to_wkt("WKT1_GDAL"), "longitude, latitude in degrees"))
    connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", systems)
    for layer in LAYERS.values():
        name = layer.level.value
        kind, srs = ("features", SRS_ID) if is_spatial(layer) else ("attributes", None)
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?, ?, ?, ?, ?)",
            (name, kind, name, layer.label, srs),
        )
        if is_spatial(layer):
            connection.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
                (name, GEOMETRY, layer.geometry.value, SRS_ID),
            )
            connection.execute(
                "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', ?, 'write-only')",
                (name, GEOMETRY, _RTREE_DEFINITION),
            )
            connection.execute(
                statement("CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy)", tree=tree_name(layer))
            )
            _create_tree_triggers(connection, layer)
    connection.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, 'yibiao_store', ?, 'read-write')",
        [(name, _OWN_DEFINITION) for name in SYSTEM_TABLES],
    )


def _create_tree_triggers(connection: sqlite3.Connection, layer: Layer) -> None:
    for name, body in _RTREE_TRIGGERS:
        trigger = f"{tree_name(layer)}_{name}"
        connection.execute(
            statement(
                "CREATE TRIGGER {trigger} " + body, trigger=trigger, table=layer.level.value, tree=tree_name(layer)
            )
        )
