"""Writes frames as a GeoPackage 1.3 with nothing but sqlite3: no GDAL; the same frames give the same file."""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

_DATE = "2026-01-01T00:00:00.000Z"
"""Fixed, so that files can be compared."""

_SCHEMA = (
    """CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
    """CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
    """CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))""",
)

_WGS84 = CRS.from_epsg(4326).to_wkt("WKT1_GDAL")
_RTREE_SPEC = "http://www.geopackage.org/spec120/#extension_rtree"

# The triggers of the R-tree extension, GeoPackage 1.3 annex F.3; {t} is the table.
_TRIGGERS = """
CREATE TRIGGER "rtree_{t}_geom_insert" AFTER INSERT ON "{t}" WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN
 INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{t}_geom_update1" AFTER UPDATE OF "geom" ON "{t}" WHEN OLD."fid" = NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN
 INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{t}_geom_update2" AFTER UPDATE OF "geom" ON "{t}" WHEN OLD."fid" = NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN
 DELETE FROM "rtree_{t}_geom" WHERE id = OLD."fid"; END;
CREATE TRIGGER "rtree_{t}_geom_update3" AFTER UPDATE ON "{t}" WHEN OLD."fid" != NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN
 DELETE FROM "rtree_{t}_geom" WHERE id = OLD."fid";
 INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{t}_geom_update4" AFTER UPDATE ON "{t}" WHEN OLD."fid" != NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN
 DELETE FROM "rtree_{t}_geom" WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER "rtree_{t}_geom_delete" AFTER DELETE ON "{t}" WHEN old."geom" NOT NULL BEGIN
 DELETE FROM "rtree_{t}_geom" WHERE id = OLD."fid"; END;
"""  # noqa: E501 - one trigger a line, as the standard prints them


def write_gpkg(frames: Mapping[str, pd.DataFrame], path: str | os.PathLike[str], crs: str = "EPSG:4490") -> None:
    """Write frames as layers of one GeoPackage; a file of that name is replaced once the new one is whole.

    Parameters
    ----------
    frames : mapping of str to GeoDataFrame or DataFrame
        Layers by name; a frame without geometry becomes an attribute table.
    path : path
        File to write.
    crs : str
        Coordinate system of the file; GeoDataFrames are transformed vertex by vertex.
    """
    path = Path(path)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    target = CRS.from_user_input(crs)
    srs = target.to_epsg()
    if srs is None:
        raise ValueError(f"{crs} has no EPSG code; name one that has")
    base = sqlite3.connect(part, isolation_level=None)
    try:
        # 1196444487 is GPKG in ASCII, 10300 is version 1.3.
        for pragma in ("application_id=1196444487", "user_version=10300", "journal_mode=OFF", "synchronous=OFF"):
            base.execute(f"PRAGMA {pragma}")
        base.execute("BEGIN")
        for statement in _SCHEMA:
            base.execute(statement)
        known = [
            ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", None),
            ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
            ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, None),
        ]
        if srs != 4326:
            known.append((target.name, srs, "EPSG", srs, target.to_wkt("WKT1_GDAL"), None))
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", known)
        for name, frame in frames.items():
            _write_layer(base, name, frame, target, srs)
        base.execute("COMMIT")
    finally:
        base.close()
    part.replace(path)


def _write_layer(base: sqlite3.Connection, name: str, frame: pd.DataFrame, target: CRS, srs: int) -> None:
    has_shape = isinstance(frame, gpd.GeoDataFrame)
    columns = [c for c in frame.columns if not has_shape or c != frame.geometry.name]
    types = [_sql_type(frame[c]) for c in columns]
    shapes = bounds = None
    geometry_type = ""
    if has_shape:
        shapes = _transformed(frame, target)
        kinds = {shape.geom_type for shape in shapes if shape is not None}
        geometry_type = kinds.pop().upper() if len(kinds) == 1 else "GEOMETRY"
        bounds = shapely.bounds(shapes)
    declared = ['"fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL']
    declared += [f'"geom" {geometry_type}'] if has_shape else []
    declared += [f'"{c}" {t}' for c, t in zip(columns, types)]
    base.execute(f'CREATE TABLE "{name}" ({", ".join(declared)})')
    box = (None,) * 4
    if has_shape and len(frame):
        box = (*np.nanmin(bounds[:, :2], axis=0).tolist(), *np.nanmax(bounds[:, 2:], axis=0).tolist())
    kind = "features" if has_shape else "attributes"
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?,?,?,?,?,?,?,?,?,?)",
        (name, kind, name, "", _DATE, *box, srs if has_shape else None),
    )
    values: list[object] = [frame[c].to_numpy().tolist() for c in columns]
    if has_shape:
        values.insert(0, _blobs(shapes, bounds, srs))
    marks = ",".join("?" * (len(values) + 1))
    base.executemany(f'INSERT INTO "{name}" VALUES ({marks})', zip(range(1, len(frame) + 1), *values))
    if not has_shape:
        return
    base.execute("INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,0,0)", (name, "geom", geometry_type, srs))
    base.execute(
        "INSERT INTO gpkg_extensions VALUES (?,?,?,?,?)", (name, "geom", "gpkg_rtree_index", _RTREE_SPEC, "write-only")
    )
    base.execute(f'CREATE VIRTUAL TABLE "rtree_{name}_geom" USING rtree(id, minx, maxx, miny, maxy)')
    rows = zip(range(1, len(frame) + 1), *bounds[:, [0, 2, 1, 3]].T.tolist())
    base.executemany(f'INSERT INTO "rtree_{name}_geom" VALUES (?,?,?,?,?)', rows)
    for statement in _TRIGGERS.strip().split("END;\n"):
        base.execute(statement.replace("{t}", name).rstrip().removesuffix("END;") + " END")


def _sql_type(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "BOOLEAN"
    if pd.api.types.is_integer_dtype(column):
        return "INTEGER"
    return "REAL" if pd.api.types.is_float_dtype(column) else "TEXT"


def _transformed(frame: gpd.GeoDataFrame, target: CRS) -> NDArray[np.object_]:
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    if frame.crs is None or CRS.from_user_input(frame.crs) == target:
        return shapes
    change = Transformer.from_crs(frame.crs, target, always_xy=True)
    return shapely.transform(shapes, lambda xy: np.column_stack(change.transform(xy[:, 0], xy[:, 1])))


def _blobs(shapes: NDArray[np.object_], bounds: NDArray[np.float64], srs: int) -> Iterator[bytes | None]:
    """Return geometries as GeoPackage blobs: little endian, with an envelope except for points."""
    point_head = struct.pack("<2sBBi", b"GP", 0, 1, srs)
    head = struct.pack("<2sBBi", b"GP", 0, 3, srs)
    wkb = shapely.to_wkb(shapes, byte_order=1)
    is_point = shapely.get_type_id(shapes) == 0
    boxes = np.ascontiguousarray(bounds[:, [0, 2, 1, 3]], dtype="<f8")
    for blob, point, box in zip(wkb, is_point, boxes):
        yield None if blob is None else (point_head if point else head + box.tobytes()) + blob
