"""Transactions, their hash chain, and the changes they made."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any, Callable

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.feedback import Feedback, check_canceled
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.store.interface import Change, Operation, Transaction

GENESIS = "0" * 64
"""What stands for the hash before the first transaction."""

_PAGE = 10_000


def digest_of_changes(connection: sqlite3.Connection, tx: int, feedback: Feedback) -> str:
    """Return the SHA-256 of all changes of a transaction, in their order, as hexadecimal text."""
    digest = hashlib.sha256()
    cursor = connection.execute(
        "SELECT CAST(layer || char(31) || uuid || char(31) || op || char(31) || coalesce(before, '') || char(31) "
        "AS BLOB), CAST(coalesce(after, '') || char(30) AS BLOB) FROM yibiao_changes WHERE tx = ? ORDER BY seq",
        (tx,),
    )
    while True:
        check_canceled(feedback)
        rows = cursor.fetchmany(_PAGE)
        if not rows:
            return digest.hexdigest()
        # neither names nor JSON hold control characters, so the separators cannot be forged
        digest.update(b"".join([part for row in rows for part in row]))


def chain_hash(transaction: Transaction) -> str:
    """Return the hash that binds a transaction to its changes and to all before it."""
    content = json.dumps(astuple(transaction)[:-1], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def last_transaction(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return the number and the hash of the last transaction; 0 and :data:`GENESIS` before the first."""
    row = connection.execute("SELECT seq, hash FROM yibiao_transactions ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def read_transactions(connection: sqlite3.Connection, since: int) -> Iterator[Transaction]:
    """Yield the transactions after number `since`."""
    cursor = connection.execute(
        "SELECT seq, time, actor, reason, request_id, inserted, updated, retired, digest, previous, hash "
        "FROM yibiao_transactions WHERE seq > ? ORDER BY seq",
        (since,),
    )
    for row in cursor:
        yield Transaction(*row)


def check_since(connection: sqlite3.Connection, since: int) -> int:
    """Return the number of the last transaction.

    Raises
    ------
    InputError
        If `since` is beyond it: the asker has seen what this store never had.
    """
    last, _ = last_transaction(connection)
    if not 0 <= since <= last:
        raise InputError(
            "beyond-last",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "There is no transaction {since}; the last one is {last}. The number comes from another store, "
                "or this one was restored from an older copy: take a full extract.",
            ),
            since=since,
            last=last,
        )
    return last


ChangesPage = tuple[int, list[tuple[Any, ...]]]
"""Number of the last transaction that is wanted, and rows of changes."""


def changes_page(connection: sqlite3.Connection, since: int, last: int | None, at: int | None) -> ChangesPage:
    """Return the next changes after transaction `since`, up to transaction `last`.

    Parameters
    ----------
    connection : Connection
        Of the store.
    since : int
        Number of the last transaction that is already known.
    last : int or None
        Number of the last transaction that is wanted; None for the last there is.
    at : int or None
        Number of the change before the page; None for the first page.

    Returns
    -------
    tuple
        `last`, and rows (seq, tx, layer, uuid, op, before, after), at most a page of them.
    """
    if last is None:
        last = check_since(connection, since)
    rows = connection.execute(
        "SELECT seq, tx, layer, uuid, op, before, after FROM yibiao_changes "
        "WHERE seq > coalesce(?, (SELECT min(seq) - 1 FROM yibiao_changes WHERE tx > ?)) AND tx <= ? "
        "ORDER BY seq LIMIT ?",
        (at, since, last, _PAGE),
    ).fetchall()
    return last, rows


def iterate_changes(page: Callable[[int, int | None, int | None], ChangesPage], since: int) -> Iterator[Change]:
    """Yield the changes after a transaction, page by page, so that no writer waits for a slow reader.

    Parameters
    ----------
    page : callable
        :func:`changes_page` without its connection: each page is a look at the store of its own.
    since : int
        Number of the last transaction that is already known.
    """
    last = at = None
    while True:
        last, rows = page(since, last, at)
        for seq, tx, layer, uuid, operation, before, after in rows:
            yield Change(seq, tx, Level(layer), uuid, Operation(operation), _loaded(before), _loaded(after))
        if len(rows) < _PAGE:
            return
        at = rows[-1][0]


def _loaded(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    row: dict[str, Any] = json.loads(text)
    return row
