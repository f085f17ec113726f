"""Carry a plan out: rows, ledger, changes, spatial index, GeoPackage's register."""

from __future__ import annotations

import sqlite3
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.feedback import Feedback, check_canceled
from yibiao_qgis.store.schema import (
    data_columns,
    is_spatial,
    row_json,
    tree_name,
)
from yibiao_qgis.store.spatialindex import BULK_ROWS, build_tree
from yibiao_qgis.store.sqltext import Sql, listed, places, quote, statement
from yibiao_qgis.store.staging import Batch

_BULK_SHARE = 5  # building anew pays when at most so many times the new rows are there already


def apply(connection: sqlite3.Connection, batch: Batch, tx: int, today: str, feedback: Feedback) -> None:
    """Do what the plan says with all rows that are not rejected.

    Parameters
    ----------
    connection : Connection
        In the transaction.
    batch : Batch
        Decided and checked.
    tx : int
        Number of the transaction.
    today : str
        From when new rows are valid, YYYY-MM-DD.
    feedback : Feedback
        Cancel.
    """
    values = {"tx": tx, "today": today, "layer": batch.table}
    in_bulk = _is_bulk(connection, batch)
    aside = _set_aside(connection, (batch.table, "yibiao_changes")) if in_bulk else []
    _keep_before(connection, batch)
    for step in (_note_codes, _insert, _update, _retire, _note_changes):
        check_canceled(feedback)
        step(connection, batch, values)
    for sql in aside:
        check_canceled(feedback)
        connection.execute(sql)
    if is_spatial(batch.layer):
        fids, boxes = _new_boxes(connection, batch)
        if in_bulk:
            _rebuild(connection, batch, fids, boxes)
        _grow_extent(connection, batch, boxes)


Values = dict[str, object]


def _keep_before(connection: sqlite3.Connection, batch: Batch) -> None:
    connection.execute(
        statement("CREATE TEMP TABLE {before} (fid INTEGER PRIMARY KEY, before TEXT NOT NULL)", before=_before(batch))
    )
    connection.execute(
        statement(
            "INSERT INTO temp.{before} SELECT t.fid, {json} FROM temp.{plan} AS p JOIN {table} AS t ON t.fid = p.fid "
            "WHERE p.rejected = 0 AND p.op IN ('update', 'retire')",
            before=_before(batch),
            json=row_json(batch.layer, "t"),
            plan=batch.plan,
            table=batch.table,
        )
    )


def _note_codes(connection: sqlite3.Connection, batch: Batch, values: Values) -> None:
    # the old code first: a row may take back a code that it had before
    connection.execute(
        statement(
            "UPDATE yibiao_codes SET retired_tx = :tx WHERE layer = :layer AND code IN (SELECT t.code "
            "FROM temp.{plan} AS p JOIN {table} AS t ON t.fid = p.fid WHERE p.rejected = 0 "
            "AND (p.op = 'retire' OR p.op = 'update' AND p.code <> t.code))",
            plan=batch.plan,
            table=batch.table,
        ),
        values,
    )
    connection.execute(
        statement(
            "UPDATE yibiao_codes SET retired_tx = NULL WHERE layer = :layer AND retired_tx IS NOT NULL AND code IN "
            "(SELECT code FROM temp.{plan} WHERE rejected = 0 AND op = 'update')",
            plan=batch.plan,
        ),
        values,
    )
    connection.execute(
        statement(
            "INSERT INTO yibiao_codes (layer, code, uuid, first_tx) SELECT :layer, p.code, p.uuid, :tx "
            "FROM temp.{plan} AS p WHERE p.rejected = 0 AND p.op IN ('insert', 'update') AND NOT EXISTS (SELECT 1 "
            "FROM yibiao_codes AS c WHERE c.layer = :layer AND c.code = p.code AND c.uuid = p.uuid) ORDER BY p.code",
            plan=batch.plan,
        ),
        values,
    )


def _insert(connection: sqlite3.Connection, batch: Batch, values: Values) -> None:
    columns = data_columns(batch.layer)
    new = [Sql("p.uuid") if name == "uuid" else batch.new_value(name) for name in columns]
    connection.execute(
        statement(
            "INSERT INTO {table} (fid, {columns}, version, tx) SELECT p.fid, {new}, 1, :tx FROM temp.{plan} AS p "
            "JOIN temp.{staged} AS s ON s.pos = p.pos CROSS JOIN (SELECT {nothing}) AS t "
            "WHERE p.rejected = 0 AND p.op = 'insert' ORDER BY p.pos",
            table=batch.table,
            columns=listed(columns),
            new=Sql(", ".join(new)),
            nothing=Sql(", ".join("NULL AS " + quote(name) for name in columns)),
            plan=batch.plan,
            staged=batch.staged,
        ),
        values,
    )


def _update(connection: sqlite3.Connection, batch: Batch, values: Values) -> None:
    columns = [name for name in batch.columns if name != "uuid"]
    settings = [Sql(f"{quote(name)} = {batch.new_value(name)}") for name in columns]
    connection.execute(
        statement(
            "UPDATE {table} AS t SET {settings}, version = t.version + 1, tx = :tx "
            "FROM temp.{plan} AS p JOIN temp.{staged} AS s ON s.pos = p.pos "
            "WHERE t.fid = p.fid AND p.rejected = 0 AND p.op = 'update'",
            table=batch.table,
            settings=Sql(", ".join(settings)),
            plan=batch.plan,
            staged=batch.staged,
        ),
        values,
    )


def _retire(connection: sqlite3.Connection, batch: Batch, values: Values) -> None:
    connection.execute(
        statement(
            "UPDATE {table} SET status = 'retired', valid_to = :today, version = version + 1, tx = :tx WHERE fid IN "
            "(SELECT fid FROM temp.{plan} WHERE rejected = 0 AND op = 'retire')",
            table=batch.table,
            plan=batch.plan,
        ),
        values,
    )


def _note_changes(connection: sqlite3.Connection, batch: Batch, values: Values) -> None:
    connection.execute(
        statement(
            "INSERT INTO yibiao_changes (tx, layer, uuid, op, before, after) "
            "SELECT :tx, :layer, t.uuid, p.op, b.before, {json} FROM temp.{plan} AS p JOIN {table} AS t "
            "ON t.fid = p.fid LEFT JOIN temp.{before} AS b ON b.fid = p.fid "
            "WHERE p.rejected = 0 AND p.op IN ('insert', 'update', 'retire') ORDER BY p.pos",
            json=row_json(batch.layer, "t"),
            plan=batch.plan,
            table=batch.table,
            before=_before(batch),
        ),
        values,
    )


def _before(batch: Batch) -> str:
    return "before_" + batch.table


def _is_bulk(connection: sqlite3.Connection, batch: Batch) -> bool:
    """Tell whether indexes are better built anew than kept row by row."""
    new = connection.execute(
        statement("SELECT count(*) FROM temp.{plan} WHERE rejected = 0 AND op IN ('insert', 'update')", plan=batch.plan)
    ).fetchone()[0]
    if new < BULK_ROWS:
        return False
    stored, changes = connection.execute(
        statement("SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM yibiao_changes)", table=batch.table)
    ).fetchone()
    return bool(max(stored, changes) <= new * _BULK_SHARE)


def _set_aside(connection: sqlite3.Connection, tables: tuple[str, ...]) -> list[str]:
    """Drop the indexes and triggers of tables, within the transaction, and return the SQL that brings them back."""
    found = connection.execute(
        statement(
            "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL "
            "AND tbl_name IN ({places}) ORDER BY type, name",
            places=places(len(tables)),
        ),
        tables,
    ).fetchall()
    for kind, name, _ in found:
        connection.execute(statement("DROP {kind} main.{name}", kind=Sql(kind), name=name))
    return [sql for _, _, sql in found]


def _rebuild(connection: sqlite3.Connection, batch: Batch, fids: NDArray[Any], boxes: NDArray[Any]) -> None:
    tree = tree_name(batch.layer)
    kept = connection.execute(
        statement(
            "SELECT id, minx, maxx, miny, maxy FROM {tree} WHERE id NOT IN "
            "(SELECT fid FROM temp.{plan} WHERE rejected = 0 AND op IN ('insert', 'update'))",
            tree=tree,
            plan=batch.plan,
        )
    ).fetchall()
    if kept:
        table = np.array(kept, dtype=np.float64)
        fids = np.concatenate([table[:, 0].astype(np.int64), fids])
        boxes = np.concatenate([table[:, 1:], boxes])
    build_tree(connection, tree, fids, boxes)


def _new_boxes(connection: sqlite3.Connection, batch: Batch) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return number and box (min x, max x, min y, max y) of the rows that go in."""
    rows = connection.execute(
        statement(
            "SELECT pos, fid FROM temp.{plan} WHERE rejected = 0 AND op IN ('insert', 'update') ORDER BY pos",
            plan=batch.plan,
        )
    ).fetchall()
    numbers = np.array(rows, dtype=np.int64).reshape(-1, 2)
    shapes = batch.records.shapes
    if shapes is None:
        return numbers[:, 1], np.empty((0, 4))
    return numbers[:, 1], shapely.bounds(shapes[numbers[:, 0] - 1])[:, [0, 2, 1, 3]]


def _grow_extent(connection: sqlite3.Connection, batch: Batch, boxes: NDArray[Any]) -> None:
    """Let the layer's extent in GeoPackage's register contain the boxes; it is informative and only grows."""
    if len(boxes):
        west, east, south, north = boxes[:, 0].min(), boxes[:, 1].max(), boxes[:, 2].min(), boxes[:, 3].max()
        connection.execute(
            "UPDATE gpkg_contents SET min_x = min(coalesce(min_x, :west), :west), "
            "min_y = min(coalesce(min_y, :south), :south), max_x = max(coalesce(max_x, :east), :east), "
            "max_y = max(coalesce(max_y, :north), :north) WHERE table_name = :layer",
            {"west": west, "east": east, "south": south, "north": north, "layer": batch.table},
        )
