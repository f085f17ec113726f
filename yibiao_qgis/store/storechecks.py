"""Checks of staged rows against the store: identities, ledger of codes, references, versions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from yibiao_qgis.model.feedback import Feedback, check_canceled
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.store.records import Fault, shortened
from yibiao_qgis.store.schema import REFERENCES, Reference
from yibiao_qgis.store.sqltext import Sql, statement
from yibiao_qgis.store.staging import Batch

Batches = Mapping[Level, Batch]


def check_plans(connection: sqlite3.Connection, batches: Batches, feedback: Feedback) -> None:
    """Reject planned rows that the store cannot take, and add the reasons to the batches.

    Rejecting a parent may reject its children and the other way round, so the
    references are looked at until nothing more is found.

    Raises
    ------
    Canceled
        If the user asked to stop.
    """
    for batch in batches.values():
        check_canceled(feedback)
        _check_identities(connection, batch)
        _check_ledger(connection, batch)
        _check_versions(connection, batch)
    found = True
    while found:
        found = False
        for reference in REFERENCES:
            check_canceled(feedback)
            if reference.child in batches:
                found = _check_parents(connection, batches, reference) or found
            if reference.parent in batches:
                found = _check_children(connection, batches, reference) or found


def _reject(
    connection: sqlite3.Connection, batch: Batch, field: str, rule: str, text: str, rows: Iterable[Mapping[str, Any]]
) -> bool:
    """Reject rows; each mapping holds ``pos`` and what goes into the places of the text."""
    positions = []
    for row in rows:
        details = {key: shortened(row[key]) if isinstance(row[key], str) else row[key] for key in row if key != "pos"}
        number = row["pos"]
        position = number - 1 if number > 0 else number
        batch.faults.append(Fault(position, field, Message(rule, text, {"field": field, **details})))
        positions.append((number,))
    connection.executemany(statement("UPDATE temp.{plan} SET rejected = 1 WHERE pos = ?", plan=batch.plan), positions)
    return bool(positions)


def _rows(connection: sqlite3.Connection, sql: Sql, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, values or {})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor]


def _check_identities(connection: sqlite3.Connection, batch: Batch) -> None:
    # a row without identity may have found the stored row that another given row names; + keeps SQLite from walking
    # through the index of all rows, most of which are new
    twice = statement(
        "SELECT p.pos, p.uuid AS value, d.count FROM (SELECT uuid, count(*) AS count FROM temp.{plan} "
        "WHERE rejected = 0 AND op <> 'insert' GROUP BY +uuid HAVING count(*) > 1) AS d "
        "CROSS JOIN temp.{plan} AS p ON p.uuid = d.uuid WHERE p.rejected = 0 ORDER BY p.pos",
        plan=batch.plan,
    )
    text = QT_TRANSLATE_NOOP("Yibiao", 'The identity "{value}" is given to {count} rows of this layer. Keep one.')
    if None in batch.records.cells.get("uuid", [None]):
        _reject(connection, batch, "uuid", "duplicate-uuid", text, _rows(connection, twice))
    retired = statement(
        "SELECT p.pos, p.code FROM temp.{plan} AS p WHERE p.rejected = 0 AND p.op <> 'retire' "
        "AND p.was = 'retired' ORDER BY p.pos",
        plan=batch.plan,
    )
    text = QT_TRANSLATE_NOOP(
        "Yibiao", 'The row with the code "{code}" was retired. A new object needs a new identity and a new code.'
    )
    _reject(connection, batch, "status", "retired", text, _rows(connection, retired))


def _check_ledger(connection: sqlite3.Connection, batch: Batch) -> None:
    owned = statement(
        "SELECT p.pos, p.code AS value, c.uuid AS owner FROM temp.{plan} AS p "
        "JOIN yibiao_codes AS c ON c.layer = :layer AND c.code = p.code "
        "WHERE p.rejected = 0 AND c.uuid <> p.uuid ORDER BY p.pos",
        plan=batch.plan,
    )
    text = QT_TRANSLATE_NOOP(
        "Yibiao",
        'The code "{value}" belongs for good to another row ({owner}). Assign a new code, or give the row that '
        "identity.",
    )
    _reject(connection, batch, "code", "code-owned", text, _rows(connection, owned, {"layer": batch.table}))


def _check_versions(connection: sqlite3.Connection, batch: Batch) -> None:
    outdated = statement(
        "SELECT pos, base, version FROM temp.{plan} WHERE rejected = 0 AND op = 'update' "
        "AND base IS NOT NULL AND base <> version ORDER BY pos",
        plan=batch.plan,
    )
    text = QT_TRANSLATE_NOOP(
        "Yibiao",
        "The row was taken from the store as version {base} and is there in version {version} now. "
        "Take it again and repeat the change.",
    )
    _reject(connection, batch, "version", "outdated", text, _rows(connection, outdated))


def _is_alive(batches: Batches, reference: Reference, value: str) -> Sql:
    """Return the SQL that tells whether a live row has `value` once the plans are carried out."""
    parent = reference.parent
    stored = statement(
        "EXISTS (SELECT 1 FROM {table} AS t WHERE t.{column} = {value} AND t.status <> 'retired'",
        table=parent.value,
        column=reference.column,
        value=Sql(value),
    )
    if parent not in batches:
        return Sql(stored + ")")
    planned = statement(
        "EXISTS (SELECT 1 FROM temp.{plan} AS p WHERE p.{column} = {value} AND p.rejected = 0 AND p.op <> 'retire')",
        plan=batches[parent].plan,
        column=reference.column,
        value=Sql(value),
    )
    untouched = statement(
        " AND NOT EXISTS (SELECT 1 FROM temp.{plan} AS p WHERE p.fid = t.fid AND p.rejected = 0))",
        plan=batches[parent].plan,
    )
    return Sql(f"({planned} OR {stored}{untouched})")


def _check_parents(connection: sqlite3.Connection, batches: Batches, reference: Reference) -> bool:
    """Reject given rows whose parent is neither in the store nor in this publish."""
    batch = batches[reference.child]
    if reference.field not in batch.columns:
        return False
    lonely = statement(
        "WITH dead AS (SELECT value FROM (SELECT DISTINCT s.{field} AS value FROM temp.{staged} AS s "
        "JOIN temp.{plan} AS q ON q.pos = s.pos WHERE q.rejected = 0 AND s.{field} IS NOT NULL) WHERE NOT {alive}) "
        "SELECT s.pos, s.{field} AS value FROM temp.{staged} AS s JOIN temp.{plan} AS q ON q.pos = s.pos "
        "WHERE q.rejected = 0 AND s.{field} IN (SELECT value FROM dead) ORDER BY s.pos",
        field=reference.field,
        staged=batch.staged,
        plan=batch.plan,
        alive=_is_alive(batches, reference, "value"),
    )
    text = QT_TRANSLATE_NOOP(
        "Yibiao",
        '"{value}" in field "{field}" is the {column} of no row of layer "{layer}" in the store or in this publish. '
        "Publish that row too, or correct the value.",
    )
    target = {"column": reference.column, "layer": reference.parent.value}
    rows = [{**row, **target} for row in _rows(connection, lonely)]
    return _reject(connection, batch, reference.field, "reference", text, rows)


def _check_children(connection: sqlite3.Connection, batches: Batches, reference: Reference) -> bool:
    """Reject given rows that would take a code away, or retire, while stored rows still refer to it."""
    batch = batches[reference.parent]
    children = batches.get(reference.child)
    replaced = Sql("")
    if children is not None and reference.field in children.columns:
        replaced = statement(
            " AND NOT EXISTS (SELECT 1 FROM temp.{plan} AS q WHERE q.fid = c.fid AND q.rejected = 0)",
            plan=children.plan,
        )
    elif children is not None:
        replaced = statement(
            " AND NOT EXISTS (SELECT 1 FROM temp.{plan} AS q WHERE q.fid = c.fid AND q.rejected = 0 "
            "AND q.op = 'retire')",
            plan=children.plan,
        )
    used = statement(
        "SELECT p.pos, t.code, t.{column} AS value, count(*) AS count FROM temp.{plan} AS p "
        "JOIN {table} AS t ON t.fid = p.fid JOIN {child} AS c ON c.{field} = t.{column} "
        "WHERE p.rejected = 0 AND (p.op = 'retire' OR p.op = 'update' AND t.{column} <> p.{column}) "
        "AND c.status <> 'retired'{replaced} GROUP BY p.pos, t.code, t.{column} ORDER BY p.pos",
        column=reference.column,
        plan=batch.plan,
        table=batch.table,
        child=reference.child.value,
        field=reference.field,
        replaced=replaced,
    )
    text = QT_TRANSLATE_NOOP(
        "Yibiao",
        'The {field} "{value}" is still used by {count} rows of layer "{layer}". Change these in the same publish.',
    )
    rows = [{**row, "layer": reference.child.value} for row in _rows(connection, used)]
    return _reject(connection, batch, reference.column, "in-use", text, rows)
