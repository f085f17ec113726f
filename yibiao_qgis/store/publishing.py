"""The publish: rows are read, staged, checked, and applied in one immediate transaction."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any, Callable

import pandas as pd

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.feedback import Feedback, StepFeedback, check_canceled
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.store.applying import apply
from yibiao_qgis.store.checks import check_records
from yibiao_qgis.store.connection import connect, listen, prepare_writer, reading, store_errors, transaction
from yibiao_qgis.store.history import chain_hash, digest_of_changes, last_transaction
from yibiao_qgis.store.interface import REJECT_COLUMNS, LayerCounts, OnReject, Operation, PublishReport, Transaction
from yibiao_qgis.store.locking import WriterLock, refuse_network
from yibiao_qgis.store.records import Records, read_records
from yibiao_qgis.store.schema import register_json
from yibiao_qgis.store.staging import UNCHANGED, Batch, counts_of, decide, stage
from yibiao_qgis.store.storechecks import check_plans

Batches = dict[Level, Batch]


def now() -> dt.datetime:
    """Return the time of a publish, with the computer's time zone."""
    return dt.datetime.now().astimezone()


def publish(
    path: Path,
    frames: Mapping[Level, pd.DataFrame],
    check: Callable[[sqlite3.Connection], Any],
    *,
    actor: str,
    reason: str,
    request_id: str,
    retire_missing: bool,
    on_reject: OnReject,
    lock_seconds: float,
    feedback: Feedback,
) -> PublishReport:
    """Do what :meth:`Store.publish` promises, on a GeoPackage.

    `check` is called with a connection before anything else is done with it: it
    refuses a file that is no store.
    """
    for name, text in (("actor", actor), ("request_id", request_id)):
        if not text.strip():
            raise InputError(
                "empty-name",
                QT_TRANSLATE_NOOP(
                    "Yibiao", 'The history needs "{name}". Enter who publishes and a name for the request.'
                ),
                name=name,
            )
    refuse_network(path)
    with reading(path) as connection:
        check(connection)
        first = report_of(connection, request_id)
    if first is not None:
        return first

    given = _read(frames, StepFeedback(feedback, 0, 30))
    with ExitStack() as stack:
        stack.enter_context(WriterLock(path, actor=actor, seconds=lock_seconds, feedback=feedback))
        stack.enter_context(store_errors(path))
        connection = stack.enter_context(closing(connect(path)))
        check(connection)
        first = report_of(connection, request_id)
        if first is not None:
            return first
        prepare_writer(connection)
        register_json(connection)
        listen(connection, feedback)
        batches = _stage(connection, given, StepFeedback(feedback, 30, 50))
        moment = now()
        with transaction(connection):
            for batch in batches.values():
                check_canceled(feedback)
                decide(connection, batch, moment.date().isoformat(), retire_missing=retire_missing)
            check_plans(connection, batches, feedback)
            feedback.set_progress(60)
            rejected = _rejected(batches)
            if len(rejected) and OnReject(on_reject) is OnReject.REFUSE:
                counts = {level: _counts(connection, batch) for level, batch in batches.items()}
                refused = {level: replace(one, inserted=0, updated=0, retired=0) for level, one in counts.items()}
                return PublishReport(None, request_id, refused, rejected)
            names = (actor, reason, request_id)
            return _carry_out(connection, batches, rejected, names, moment, StepFeedback(feedback, 60, 100))


def _read(frames: Mapping[Level, pd.DataFrame], feedback: Feedback) -> dict[Level, Records]:
    given: dict[Level, Records] = {}
    known = [level.value for level in LAYERS]
    for level in frames:
        if level not in known:
            raise InputError(
                "unknown-layer",
                QT_TRANSLATE_NOOP("Yibiao", 'A store has no layer "{layer}". It has {known}.'),
                layer=str(level),
                known=", ".join(known),
            )
    wanted = {Level(level): frame for level, frame in frames.items()}
    for level in LAYERS:  # always the same order, whatever the caller's
        if level in wanted:
            check_canceled(feedback)
            given[level] = read_records(level, wanted[level])
            check_records(given[level], feedback)
            feedback.set_progress(100 * len(given) / len(wanted))
    return given


def _stage(connection: sqlite3.Connection, given: dict[Level, Records], feedback: Feedback) -> Batches:
    batches: Batches = {}
    with transaction(connection, "DEFERRED"):  # of temporary tables alone: the store is not touched
        for level, records in given.items():
            check_canceled(feedback)
            batches[level] = stage(connection, records)
            feedback.set_progress(100 * len(batches) / len(given))
    return batches


def _carry_out(
    connection: sqlite3.Connection,
    batches: Batches,
    rejected: pd.DataFrame,
    names: tuple[str, str, str],
    moment: dt.datetime,
    feedback: Feedback,
) -> PublishReport:
    last, previous = last_transaction(connection)
    tx = last + 1
    utc = moment.astimezone(dt.timezone.utc)
    time = utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    counts = {}
    for number, (level, batch) in enumerate(batches.items()):
        check_canceled(feedback)
        counts[level] = _counts(connection, batch)
        if counts[level].inserted + counts[level].updated + counts[level].retired:
            apply(connection, batch, tx, moment.date().isoformat(), feedback)
            connection.execute("UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?", (time, batch.table))
        feedback.set_progress(80 * (number + 1) / len(batches))
    actor, reason, request_id = names
    entry = Transaction(
        tx,
        time,
        actor,
        reason,
        request_id,
        sum(one.inserted for one in counts.values()),
        sum(one.updated for one in counts.values()),
        sum(one.retired for one in counts.values()),
        digest_of_changes(connection, tx, feedback),
        previous,
        "",
    )
    entry = replace(entry, hash=chain_hash(entry))
    connection.execute("INSERT INTO yibiao_transactions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(entry))
    _note_batches(connection, tx, counts, rejected)
    feedback.set_progress(95)
    return PublishReport(tx, request_id, counts, rejected)


def _counts(connection: sqlite3.Connection, batch: Batch) -> LayerCounts:
    found = counts_of(connection, batch)
    return LayerCounts(
        given=len(batch.records),
        inserted=found[Operation.INSERT.value],
        updated=found[Operation.UPDATE.value],
        unchanged=found[UNCHANGED],
        retired=found[Operation.RETIRE.value],
        rejected=len({fault.position for fault in batch.faults}),
    )


def _rejected(batches: Batches) -> pd.DataFrame:
    rows = []
    for level, batch in batches.items():
        codes = batch.records.cells.get("code", [])
        for fault in sorted(batch.faults, key=lambda fault: fault.position):
            label, code = "", None  # a stored row that was to be retired
            if fault.position >= 0:
                label, code = batch.records.labels[fault.position], codes[fault.position]
            else:
                code = fault.message.values.get("code")  # noqa: PD011 - no frame
            rows.append((level.value, label, code, fault.field, fault.message.code, fault.message))
    return pd.DataFrame(rows, columns=list(REJECT_COLUMNS), dtype=object)


def _note_batches(
    connection: sqlite3.Connection, tx: int, counts: Mapping[Level, LayerCounts], rejected: pd.DataFrame
) -> None:
    connection.executemany(
        "INSERT INTO yibiao_batches (tx, layer, given, inserted, updated, unchanged, retired, rejected) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(tx, level.value, *astuple(one)) for level, one in counts.items()],
    )
    connection.executemany(
        "INSERT INTO yibiao_rejects (tx, layer, label, code, field, rule, template, details) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (tx, *row[:5], row[5].template, json.dumps(row[5].values, ensure_ascii=False))
            for row in rejected.itertuples(index=False, name=None)
        ],
    )


def report_of(connection: sqlite3.Connection, request_id: str) -> PublishReport | None:
    """Return the report of a request that was done before, None when it was not."""
    row = connection.execute("SELECT seq FROM yibiao_transactions WHERE request_id = ?", (request_id,)).fetchone()
    if row is None:
        return None
    counts = {
        Level(layer): LayerCounts(*numbers)
        for layer, *numbers in connection.execute(
            "SELECT layer, given, inserted, updated, unchanged, retired, rejected FROM yibiao_batches "
            "WHERE tx = ? ORDER BY id",
            row,
        )
    }
    rejected = [
        (layer, label, code, field, rule, Message(rule, template, json.loads(details)))
        for layer, label, code, field, rule, template, details in connection.execute(
            "SELECT layer, label, code, field, rule, template, details FROM yibiao_rejects WHERE tx = ? ORDER BY id",
            row,
        )
    ]
    frame = pd.DataFrame(rejected, columns=list(REJECT_COLUMNS), dtype=object)
    return PublishReport(row[0], request_id, counts, frame, repeated=True)
