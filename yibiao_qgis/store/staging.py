"""Given rows in temporary tables, and the decision what each of them does to the store.

For each layer there are two: ``staged_*`` holds the given values, ``plan_*`` one
narrow row each for what will happen (insert, update, unchanged, retire) and
whether it is rejected. Both go with the connection.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from yibiao_qgis.model.layers import Layer
from yibiao_qgis.model.statuses import RowStatus
from yibiao_qgis.store.geometry import encode
from yibiao_qgis.store.interface import Operation
from yibiao_qgis.store.records import BASE, Fault, Records
from yibiao_qgis.store.schema import GEOMETRY, data_columns
from yibiao_qgis.store.sqltext import Sql, listed, places, statement

UNCHANGED = "unchanged"
"""What a plan says of a row that is in the store just so, beside the values of :class:`Operation`."""


@dataclass
class Batch:
    """The rows of one layer on their way into the store.

    Parameters
    ----------
    records : Records
        The given rows; row `position` is staged under the number position + 1.
    columns : tuple of str
        Columns that the caller gave, geometry included.
    faults : list of Fault
        All reasons found so far, the records' own included. A stored row that
        was to be retired has a negative position: minus its number in the table.
    """

    records: Records
    columns: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def layer(self) -> Layer:
        """The layer of the rows."""
        return self.records.layer

    @property
    def table(self) -> str:
        """Name of the layer's table."""
        return self.layer.level.value

    @property
    def staged(self) -> str:
        """Name of the temporary table of given values."""
        return "staged_" + self.table

    @property
    def plan(self) -> str:
        """Name of the temporary table of decisions."""
        return "plan_" + self.table

    def new_value(self, column: str) -> Sql:
        """Return the SQL of the value that a column gets, with s staged and t stored (or null) in scope.

        What was not given stays as it is.
        """
        given = listed([column], "s") if column in self.columns else Sql("NULL")
        stored = listed([column], "t")
        if column == "status":
            return Sql(f"coalesce({given}, {stored}, '{RowStatus.ACTIVE.value}')")
        if column == "valid_from":
            return Sql(f"coalesce({given}, {stored}, :today)")
        return given if column in self.columns else stored


def random_uuids() -> Iterator[str]:
    """Yield random UUIDs (RFC 4122, version 4), many times faster than one by one."""
    while True:
        block = bytearray(secrets.token_bytes(16 * 1024))
        block[6::16] = bytes((byte & 0x0F) | 0x40 for byte in block[6::16])
        block[8::16] = bytes((byte & 0x3F) | 0x80 for byte in block[8::16])
        text = block.hex()
        for start in range(0, len(text), 32):
            part = text[start : start + 32]
            yield f"{part[:8]}-{part[8:12]}-{part[12:16]}-{part[16:20]}-{part[20:]}"


def stage(connection: sqlite3.Connection, records: Records) -> Batch:
    """Copy the given rows into a temporary table."""
    batch = Batch(records, faults=list(records.faults))
    layer, values = batch.layer, records.cells
    batch.columns = tuple(name for name in data_columns(layer) if name in values or name == GEOMETRY)
    rejected = np.zeros(len(records), dtype=bool)
    rejected[[fault.position for fault in batch.faults]] = True
    columns: list[list[object]] = [list(range(1, len(records) + 1)), rejected.astype(int).tolist()]
    for name in batch.columns:
        if name != GEOMETRY:
            columns.append(values[name])
        elif records.shapes is not None:
            shapes = records.shapes.copy()
            shapes[[fault.position for fault in records.faults if fault.field == GEOMETRY]] = None
            columns.append(list(encode(shapes)))
    columns.append(values.get(BASE, [None] * len(records)))
    names = listed(batch.columns)
    connection.execute(
        statement(
            "CREATE TEMP TABLE {staged} (pos INTEGER PRIMARY KEY, rejected INTEGER NOT NULL, {names}, base INTEGER)",
            staged=batch.staged,
            names=names,
        )
    )
    connection.executemany(
        statement("INSERT INTO temp.{staged} VALUES ({places})", staged=batch.staged, places=places(len(columns))),
        zip(*columns),
    )
    return batch


def decide(connection: sqlite3.Connection, batch: Batch, today: str, *, retire_missing: bool) -> None:
    """Find out what each staged row does: the plan.

    Parameters
    ----------
    connection : Connection
        In the transaction.
    batch : Batch
        Staged.
    today : str
        From when new rows are valid, YYYY-MM-DD.
    retire_missing : bool
        Whether stored rows that were not given are to be retired.
    """
    connection.execute(
        statement(
            "CREATE TEMP TABLE {plan} (pos INTEGER PRIMARY KEY, uuid TEXT, code TEXT, fid INTEGER, version INTEGER, "
            "op TEXT NOT NULL, was TEXT, base INTEGER, rejected INTEGER NOT NULL)",
            plan=batch.plan,
        )
    )
    new_uuids = random_uuids()
    connection.create_function("yibiao_uuid", 0, lambda: next(new_uuids))
    uuid = Sql("s.uuid") if "uuid" in batch.columns else Sql("NULL")
    next_fid, is_empty = connection.execute(
        statement("SELECT coalesce(max(fid), 0), count(fid) = 0 FROM {table}", table=batch.table)
    ).fetchone()
    if is_empty:
        stored = Sql("(SELECT NULL AS fid, NULL AS uuid, NULL AS version, NULL AS status) AS t")
        join, differs = Sql("1"), Sql("1")
    else:
        stored = statement("{table} AS t", table=batch.table)
        join = statement(
            "t.fid = coalesce((SELECT fid FROM {table} WHERE uuid = {uuid}), "
            "CASE WHEN {uuid} IS NULL THEN (SELECT fid FROM {table} WHERE code = s.code) END)",
            table=batch.table,
            uuid=uuid,
        )
        compared = [name for name in data_columns(batch.layer) if name != "uuid" and name in batch.columns]
        differs = Sql(" OR ".join(f"{listed([name], 't')} IS NOT {batch.new_value(name)}" for name in compared))
    connection.execute(
        statement(
            "INSERT INTO temp.{plan} SELECT s.pos, coalesce({uuid}, t.uuid, yibiao_uuid()), s.code, "
            "coalesce(t.fid, :next_fid + s.pos), t.version, "
            "CASE WHEN t.fid IS NULL THEN 'insert' WHEN {differs} THEN 'update' ELSE 'unchanged' END, "
            "t.status, s.base, s.rejected FROM temp.{staged} AS s LEFT JOIN {stored} ON {join} ORDER BY s.pos",
            plan=batch.plan,
            staged=batch.staged,
            uuid=uuid,
            stored=stored,
            join=join,
            differs=differs,
        ),
        {"next_fid": next_fid, "today": today},
    )
    for column in ("uuid", "code", "fid"):
        connection.execute(
            statement(
                "CREATE INDEX temp.{index} ON {plan} ({column})",
                index=f"{batch.plan}_{column}",
                plan=batch.plan,
                column=column,
            )
        )
    if retire_missing:
        connection.execute(
            statement(
                "INSERT INTO temp.{plan} SELECT -t.fid, t.uuid, t.code, t.fid, t.version, 'retire', t.status, NULL, 0 "
                "FROM {table} AS t WHERE t.status <> 'retired' "
                "AND NOT EXISTS (SELECT 1 FROM temp.{plan} AS p WHERE p.fid = t.fid) "
                "AND NOT EXISTS (SELECT 1 FROM temp.{plan} AS p WHERE p.code = t.code)",
                plan=batch.plan,
                table=batch.table,
            )
        )


def counts_of(connection: sqlite3.Connection, batch: Batch) -> dict[str, int]:
    """Return how many rows of the plan are not rejected, for each operation and unchanged."""
    found = dict(
        connection.execute(
            statement("SELECT op, count(*) FROM temp.{plan} WHERE rejected = 0 GROUP BY op", plan=batch.plan)
        ).fetchall()
    )
    return {name: found.get(name, 0) for name in (*(op.value for op in Operation), UNCHANGED)}
