"""SQLite connections to a store, and SQLite's errors in words."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote as url_quote

from yibiao_qgis.model.errors import Canceled, StoreError
from yibiao_qgis.model.feedback import Feedback
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.store.geometry import register_functions

BUSY_SECONDS = 30.0
"""How long to wait for other programs that read the file in the moment of a commit."""

_CACHE_KIBIBYTES = 262_144
"""Large, so that a publish writes to the file at its commit and hardly before."""
_INSTRUCTIONS_BETWEEN_LOOKS = 200_000
"""SQLite's virtual machine instructions, about 10 ms, between two looks at cancel."""


def _uri(path: Path, mode: str) -> str:
    text = str(path.absolute()).replace("\\", "/")
    return "file://" + url_quote(text if text.startswith("/") else "/" + text) + "?mode=" + mode


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open a file with SQLite; transactions are begun and ended by hand.

    Parameters
    ----------
    path : Path
        The file.
    create : bool
        Whether the file may be new.
    """
    # not read-only: a reader must be able to roll a crashed writer's journal back
    connection = sqlite3.connect(_uri(path, "rwc" if create else "rw"), uri=True, timeout=BUSY_SECONDS)
    connection.isolation_level = None
    return connection


def prepare_writer(connection: sqlite3.Connection) -> None:
    """Set a connection up for durable writing.

    A rollback journal with synchronous EXTRA lost nothing in simulated power
    cuts. Another program may hold the file in WAL mode at the moment; it stays
    so then, which is as durable.
    """
    register_functions(connection)
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "delete":
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = ON")  # the R-tree triggers call our functions
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")


@contextmanager
def reading(path: Path, feedback: Feedback | None = None) -> Iterator[sqlite3.Connection]:
    """Open a store for reading one snapshot, and close it.

    Raises
    ------
    StoreError
        If the file is missing or cannot be read.
    Canceled
        If the user asked to stop.
    """
    with store_errors(path), closing(connect(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        listen(connection, feedback)
        connection.execute("BEGIN")
        yield connection


def listen(connection: sqlite3.Connection, feedback: Feedback | None) -> None:
    """Let a cancel interrupt long statements of `connection`."""
    if feedback is not None:
        connection.set_progress_handler(feedback.is_canceled, _INSTRUCTIONS_BETWEEN_LOOKS)


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Run one transaction: committed at the end, rolled back on any error."""
    connection.execute("BEGIN " + kind)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # a cancel must not interrupt the way back; SQLite has rolled back by itself after some errors
        connection.set_progress_handler(None, 0)
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def store_errors(path: Path, *, is_new: bool = False) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into :class:`StoreError` about `path`.

    `is_new` says that the file is being made, so that its absence is not the fault.
    """
    try:
        yield
    except sqlite3.Error as error:
        if str(error) == "interrupted":
            raise Canceled from error
        raise _translated(error, path, is_new) from error
    except OSError as error:
        raise _translated(error, path, is_new) from error


def _free_megabytes(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free // 1_000_000
    except OSError:
        return None


def _translated(error: Exception, path: Path, is_new: bool) -> StoreError:
    text, folder, name = str(error), path.parent, path.name
    free = _free_megabytes(folder)
    if not folder.is_dir():
        return StoreError(
            "folder-missing",
            QT_TRANSLATE_NOOP("Yibiao", 'The folder "{folder}" does not exist. Create it or choose another folder.'),
            detail=text,
            folder=str(folder),
        )
    if "is full" in text or "disk I/O error" in text or (isinstance(error, OSError) and free == 0):
        return StoreError(
            "disk-full",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                'The store "{name}" could not be written, nothing of it was changed. The disk is full or faulty: '
                "make room in {folder} ({free} MB free) and in the folder for temporary files {temporary}, "
                "then try again.",
            ),
            detail=text,
            name=name,
            folder=str(folder),
            free="?" if free is None else free,
            temporary=tempfile.gettempdir(),
        )
    if not is_new and not path.exists() and "unable to open" in text and os.access(folder, os.W_OK):
        return StoreError(
            "not-found",
            QT_TRANSLATE_NOOP("Yibiao", 'There is no store "{name}" in {folder}. Choose another file or create one.'),
            detail=text,
            name=name,
            folder=str(folder),
        )
    if "not a database" in text:
        return not_a_store(path, text)
    if "malformed" in text:
        return StoreError(
            "damaged",
            QT_TRANSLATE_NOOP("Yibiao", 'The store "{name}" is damaged ({reason}). Restore it from a backup.'),
            detail=text,
            name=name,
            reason=text,
        )
    if "locked" in text:
        return StoreError(
            "store-busy",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                'Another program holds the store "{name}". Nothing was changed. End editing or reading there, '
                "then try again.",
            ),
            detail=text,
            name=name,
        )
    if isinstance(error, OSError) or "readonly" in text or "unable to open" in text:
        return StoreError(
            "not-writable",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                'The store "{name}" cannot be written in {folder}. Allow writing there, close programs that hold the '
                "file, or choose another folder.",
            ),
            detail=text,
            name=name,
            folder=str(folder),
        )
    return StoreError(
        "store-failed",
        QT_TRANSLATE_NOOP(
            "Yibiao", 'The store "{name}" refused the work, nothing of it was changed: {reason}. Verify the store.'
        ),
        detail=text,
        name=name,
        reason=text,
    )


def not_a_store(path: Path, detail: str = "") -> StoreError:
    """Return the error for a file that is something else."""
    return StoreError(
        "not-a-store",
        QT_TRANSLATE_NOOP("Yibiao", '"{name}" is not a Yibiao store. Choose a store, or create one under a new name.'),
        detail=detail,
        name=path.name,
    )
