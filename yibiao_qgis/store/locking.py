"""One writer at a time, by a lock that is not on the file that GDAL opens.

A process that opens and closes a file drops all its POSIX locks on it, so a
look of GDAL at the store would silently cancel a lock of this process there.
The writers' lock is therefore on a file beside the store: an empty SQLite
database, held by an exclusive transaction. SQLite knows how to lock on every
system, and the system releases the lock when the process ends, however it ends.

So two writers never meet. Readers are kept apart from the moment of a commit by
SQLite's own locks on the store; on POSIX systems these hold only in a process that
never opens the file outside SQLite. A process with GDAL in it therefore leaves reading
and writing to a worker process: see :mod:`yibiao_qgis.store.apart`.
"""

from __future__ import annotations

import contextlib
import ctypes
import datetime as dt
import json
import os
import random
import socket
import sqlite3
import time
from pathlib import Path
from typing import Any

from yibiao_qgis.model.errors import StoreError
from yibiao_qgis.model.feedback import Feedback, NullFeedback, check_canceled
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.store.connection import connect, store_errors

LOCK_SECONDS = 60.0
"""How long a writer waits for its turn; a publish of 500,000 rows takes about 20 s."""

_NETWORK_TYPES = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.rclone",
        "fuse.smbnetfs",
        "fuse.gvfsd-fuse",
    ]
)
_DRIVE_REMOTE = 4


class WriterLock:
    """The right to write a store, as a context manager.

    Parameters
    ----------
    store : Path
        The store's file.
    actor : str
        Who writes; others who wait are told.
    seconds : float
        How long to wait.
    feedback : Feedback, optional
        Cancel while waiting.

    Raises
    ------
    StoreError
        On entering, if the lock was not free in time; the text says who holds it.
    """

    def __init__(
        self, store: Path, *, actor: str, seconds: float = LOCK_SECONDS, feedback: Feedback | None = None
    ) -> None:
        self._store = store
        self._file = store.with_name(store.name + ".lock")
        self._note = store.with_name(store.name + ".lock.json")
        self._actor = actor
        self._seconds = seconds
        self._feedback = feedback or NullFeedback()
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> WriterLock:
        deadline = time.monotonic() + self._seconds
        with store_errors(self._store):
            connection = connect(self._file, create=True)
            try:
                connection.execute("PRAGMA busy_timeout = 0")
                while not _took(connection):
                    check_canceled(self._feedback)
                    if time.monotonic() > deadline:
                        raise self._held()
                    # spreads the waiters; no secret
                    time.sleep(random.uniform(0.002, 0.03))  # nosec B311
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._tell()
        return self

    def __exit__(self, *unused: object) -> None:
        with contextlib.suppress(OSError):  # the note only informs
            self._note.unlink()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _tell(self) -> None:
        note = {
            "actor": self._actor,
            "computer": socket.gethostname(),
            "process": os.getpid(),
            "since": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        with contextlib.suppress(OSError):  # the note only informs
            self._note.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")

    def _held(self) -> StoreError:
        note: dict[str, Any] = {}
        with contextlib.suppress(OSError, ValueError):  # written at this moment, or just gone
            note = json.loads(self._note.read_text(encoding="utf-8"))
        return StoreError(
            "store-locked",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                'The store "{name}" is being written by {actor} (computer {computer}, process {process}, since '
                "{since}). Nothing was changed. Try again when that has ended.",
            ),
            name=self._store.name,
            **{key: note.get(key, "?") for key in ("actor", "computer", "process", "since")},
        )


def _took(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    return True


def refuse_network(path: Path) -> None:
    """Refuse a path on another computer: file locks cannot be relied on there.

    Raises
    ------
    StoreError
        If `path` is a network path.
    """
    if is_network_path(path):
        raise StoreError(
            "network-path",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                'The store "{path}" lies on a network drive, where writing by several users can destroy a file. '
                "Keep it on a disk of this computer, or use a PostGIS store for many users.",
            ),
            path=str(path),
        )


def is_network_path(path: Path, mounts: str | None = None) -> bool:
    """Tell whether a path lies on another computer.

    Parameters
    ----------
    path : Path
        A file or folder, existing or not.
    mounts : str, optional
        Text of a Linux mount table instead of the system's own.
    """
    text = str(path)
    if text.startswith("\\\\"):
        return True
    if os.name == "nt":
        return text.startswith("//") or _is_remote_drive(path)
    if mounts is None:
        try:
            mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:  # not Linux: only UNC paths can be told
            return False
    real = os.path.realpath(text)
    best, kind = "", ""
    for line in mounts.splitlines():
        columns = line.split(" ")
        if len(columns) < 3:
            continue
        point = columns[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):  # the last of equal ones lies on top
            best, kind = point, columns[2]
    return kind in _NETWORK_TYPES


def _is_remote_drive(path: Path) -> bool:
    windll = getattr(ctypes, "windll", None)
    if windll is None:
        return False
    drive = os.path.splitdrive(os.path.abspath(path))[0]
    return bool(drive) and windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
