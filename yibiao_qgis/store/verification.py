"""Look a store over: the file, its references, its spatial indexes, its history, its ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from yibiao_qgis.model.errors import Canceled
from yibiao_qgis.model.feedback import Feedback, check_canceled
from yibiao_qgis.model.layers import LAYERS, Layer
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.store.geometry import register_functions
from yibiao_qgis.store.history import GENESIS, chain_hash, digest_of_changes, read_transactions
from yibiao_qgis.store.schema import REFERENCES, Reference, is_spatial, register_json, row_json, tree_name
from yibiao_qgis.store.sqltext import statement

_MOST = 100  # problems named of each kind


def verify(connection: sqlite3.Connection, feedback: Feedback) -> list[Message]:
    """Do what :meth:`Store.verify` promises, on one snapshot."""
    register_functions(connection)
    register_json(connection)
    try:
        problems = list(_check_file(connection))
        feedback.set_progress(30)
        problems += _check_chain(connection, feedback)
        feedback.set_progress(60)
        for number, layer in enumerate(LAYERS.values()):
            check_canceled(feedback)
            problems += _check_layer(connection, layer)
            feedback.set_progress(60 + 35 * (number + 1) / len(LAYERS))
        for reference in REFERENCES:
            check_canceled(feedback)
            problems += _check_reference(connection, reference)
    except sqlite3.DatabaseError as error:
        if str(error) == "interrupted":
            raise Canceled from error
        # a file that cannot be read to the end is the finding, not a failure of the search
        return [_damaged(str(error))]
    feedback.set_progress(100)
    return problems


def _damaged(reason: str) -> Message:
    text = QT_TRANSLATE_NOOP("Yibiao", "The file is damaged: {reason}. Restore it from a backup.")
    return Message("damaged", text, {"reason": reason})


def _check_file(connection: sqlite3.Connection) -> Iterator[Message]:
    for (line,) in connection.execute("PRAGMA integrity_check(100)").fetchall():
        if line != "ok":
            yield _damaged(line)
    text = QT_TRANSLATE_NOOP("Yibiao", 'Row {row} of table "{table}" refers to a row of "{parent}" that is not there.')
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
        yield Message("foreign-key", text, {"table": table, "row": row, "parent": parent})


def _check_chain(connection: sqlite3.Connection, feedback: Feedback) -> Iterator[Message]:
    expected, previous = 1, GENESIS
    for transaction in read_transactions(connection, 0):
        if transaction.seq != expected:
            text = QT_TRANSLATE_NOOP("Yibiao", "Transaction {seq} is missing from the history.")
            yield Message("gap", text, {"seq": expected})
        if transaction.previous != previous or transaction.hash != chain_hash(transaction):
            text = QT_TRANSLATE_NOOP("Yibiao", "The entry of transaction {seq} was changed after it was written.")
            yield Message("hash-chain", text, {"seq": transaction.seq})
        elif transaction.digest != digest_of_changes(connection, transaction.seq, feedback):
            text = QT_TRANSLATE_NOOP("Yibiao", "The changes of transaction {seq} were changed after they were written.")
            yield Message("changes-digest", text, {"seq": transaction.seq})
        expected, previous = transaction.seq + 1, transaction.hash


def _check_layer(connection: sqlite3.Connection, layer: Layer) -> Iterator[Message]:
    name = layer.level.value
    latest = statement(
        "SELECT t.uuid FROM {table} AS t LEFT JOIN (SELECT uuid, max(seq) AS seq FROM yibiao_changes "
        "WHERE layer = :layer GROUP BY uuid) AS m ON m.uuid = t.uuid LEFT JOIN yibiao_changes AS c ON c.seq = m.seq "
        "WHERE c.after IS NOT {json}",
        table=name,
        json=row_json(layer, "t"),
    )
    text = QT_TRANSLATE_NOOP("Yibiao", 'Layer "{layer}", row {uuid}: the table does not say what the history says.')
    for (uuid,) in connection.execute(latest, {"layer": name}).fetchmany(_MOST):
        yield Message("replay", text, {"layer": name, "uuid": uuid})
    lost = statement(
        "SELECT DISTINCT c.uuid FROM yibiao_changes AS c WHERE c.layer = :layer "
        "AND NOT EXISTS (SELECT 1 FROM {table} AS t WHERE t.uuid = c.uuid)",
        table=name,
    )
    text = QT_TRANSLATE_NOOP("Yibiao", 'Layer "{layer}", row {uuid} is in the history and not in the table.')
    for (uuid,) in connection.execute(lost, {"layer": name}).fetchmany(_MOST):
        yield Message("lost-row", text, {"layer": name, "uuid": uuid})
    ledger = statement(
        "SELECT t.code FROM {table} AS t LEFT JOIN yibiao_codes AS c ON c.layer = :layer AND c.code = t.code "
        "WHERE c.uuid IS NOT t.uuid OR (c.retired_tx IS NULL) <> (t.status <> 'retired')",
        table=name,
    )
    text = QT_TRANSLATE_NOOP("Yibiao", 'Layer "{layer}": the ledger of codes does not agree on the code {code}.')
    for (code,) in connection.execute(ledger, {"layer": name}).fetchmany(_MOST):
        yield Message("ledger", text, {"layer": name, "code": code})
    if is_spatial(layer):
        yield from _check_tree(connection, layer)


def _check_tree(connection: sqlite3.Connection, layer: Layer) -> Iterator[Message]:
    tree, name = tree_name(layer), layer.level.value
    text = QT_TRANSLATE_NOOP("Yibiao", 'The spatial index of layer "{layer}" is wrong: {reason}.')
    result = connection.execute("SELECT rtreecheck(?)", (tree,)).fetchone()[0]
    if result != "ok":
        yield Message("spatial-index", text, {"layer": name, "reason": result})
        return
    apart = connection.execute(
        statement(
            "SELECT (SELECT count(*) FROM {tree}), (SELECT count(*) FROM {table}), (SELECT count(*) FROM {table} AS t "
            "JOIN {tree} AS r ON r.id = t.fid WHERE r.minx <= ST_MinX(t.geom) AND r.maxx >= ST_MaxX(t.geom) "
            "AND r.miny <= ST_MinY(t.geom) AND r.maxy >= ST_MaxY(t.geom))",
            tree=tree,
            table=name,
        )
    ).fetchone()
    if len(set(apart)) > 1:
        reason = f"{apart[0]} / {apart[1]} / {apart[2]}"
        yield Message("spatial-index", text, {"layer": name, "reason": reason})


def _check_reference(connection: sqlite3.Connection, reference: Reference) -> Iterator[Message]:
    broken = statement(
        "SELECT c.code, c.{field} FROM {child} AS c WHERE c.status <> 'retired' AND c.{field} IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM {parent} AS p WHERE p.{column} = c.{field} AND p.status <> 'retired')",
        field=reference.field,
        child=reference.child.value,
        parent=reference.parent.value,
        column=reference.column,
    )
    text = QT_TRANSLATE_NOOP(
        "Yibiao", 'Layer "{layer}", code {code}: "{value}" in field "{field}" is no live row of layer "{parent}".'
    )
    for code, value in connection.execute(broken).fetchmany(_MOST):
        names = {"layer": reference.child.value, "field": reference.field, "parent": reference.parent.value}
        yield Message("reference", text, {**names, "code": code, "value": value})
