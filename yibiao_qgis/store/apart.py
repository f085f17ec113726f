"""A store for a process that has GDAL in it, as QGIS has: the file is touched by a worker process alone.

On POSIX systems a process that closes a file drops all locks it holds on it. GDAL
opens and closes a file whenever it looks at its header, so in the process of QGIS no
lock of SQLite on the store can be relied on: a writer there lets other processes
take its journal for that of a crashed one and roll it back under its hands, which
destroyed stores in tests, and a reader may see half of another's commit. A worker
process without GDAL keeps its locks.

Windows holds locks for each handle; there the store is used in this process.

Making a new store needs no worker: it is built under a name that nobody knows and
takes its own at the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from yibiao_qgis.model.errors import Canceled, StoreError, YibiaoError
from yibiao_qgis.model.feedback import Feedback, NullFeedback
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.store.geopackage import open_store
from yibiao_qgis.store.history import iterate_changes
from yibiao_qgis.store.interface import Change, OnReject, PublishReport, Store, StoreInfo, Transaction
from yibiao_qgis.store.locking import LOCK_SECONDS
from yibiao_qgis.store.schema import LIFE_FIELDS
from yibiao_qgis.store.wire import Call
from yibiao_qgis.store.workerprocess import WorkerDiedError, WorkerProcess


def open_store_apart(path: str | os.PathLike[str], *, lock_seconds: float = LOCK_SECONDS) -> Store:
    """Open a store from a process that may have GDAL in it.

    Within a ``with`` statement one worker process answers all calls; otherwise each
    call starts one, which takes about half a second.

    Parameters
    ----------
    path : str or path
        The GeoPackage file.
    lock_seconds : float
        How long a publish waits for other writers.

    Returns
    -------
    Store

    Raises
    ------
    StoreError
        If no worker can be run. Whether the file is a store is found out by the first
        call; on Windows at once.
    """
    if os.name == "nt":
        return open_store(path, lock_seconds=lock_seconds)
    return StoreApart(Path(path), lock_seconds=lock_seconds)


class StoreApart(Store):
    """A store in one GeoPackage file, behind a worker process. For one thread at a time.

    Parameters
    ----------
    path : Path
        The file.
    lock_seconds : float
        How long a publish waits for other writers.
    """

    def __init__(self, path: Path, *, lock_seconds: float = LOCK_SECONDS) -> None:
        self._path = path.absolute()
        self._lock_seconds = lock_seconds
        self._worker: WorkerProcess | None = None
        self._keeps = False

    def __enter__(self) -> StoreApart:
        self._keeps = True
        return self

    def close(self) -> None:
        """End the worker process."""
        self._keeps = False
        self._end_worker()

    def _end_worker(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    @property
    def worker_pid(self) -> int | None:
        """Number of the worker process that runs at the moment."""
        return None if self._worker is None else self._worker.pid

    @property
    def info(self) -> StoreInfo:
        """See :attr:`Store.info`."""
        info: StoreInfo = self._call("info")
        return info

    def publish(
        self,
        frames: Mapping[Level, pd.DataFrame],
        *,
        actor: str,
        reason: str,
        request_id: str,
        retire_missing: bool = False,
        on_reject: OnReject = OnReject.REFUSE,
        feedback: Feedback | None = None,
    ) -> PublishReport:
        """See :meth:`Store.publish`.

        When the worker process ends without an answer, the store is asked for the
        request: the report is the kept one if it is in.
        """
        try:
            report: PublishReport = self._call(
                "publish",
                {level: _needed(level, frame) for level, frame in frames.items()},
                feedback=feedback or NullFeedback(),
                actor=actor,
                reason=reason,
                request_id=request_id,
                retire_missing=retire_missing,
                on_reject=on_reject,
            )
        except StoreError as error:
            if not (isinstance(error.__cause__, WorkerDiedError) and error.__cause__.was_ready):
                raise
            return self._settle(request_id, error.__cause__)
        return report

    def report_of(self, request_id: str) -> PublishReport | None:
        """See :meth:`Store.report_of`."""
        report: PublishReport | None = self._call("report_of", request_id)
        return report

    def read(self, level: Level, *, include_retired: bool = False, feedback: Feedback | None = None) -> pd.DataFrame:
        """See :meth:`Store.read`."""
        frame: pd.DataFrame = self._call(
            "read", level, feedback=feedback or NullFeedback(), include_retired=include_retired
        )
        return frame

    def transactions(self, since: int = 0) -> tuple[Transaction, ...]:
        """See :meth:`Store.transactions`."""
        found: tuple[Transaction, ...] = self._call("transactions", since)
        return found

    def changes(self, since: int = 0) -> Iterator[Change]:
        """See :meth:`Store.changes`."""
        return iterate_changes(partial(self._call, "changes_page"), since)

    def verify(self, feedback: Feedback | None = None) -> list[Message]:
        """See :meth:`Store.verify`."""
        found: list[Message] = self._call("verify", feedback=feedback or NullFeedback())
        return found

    def _call(self, name: str, *arguments: Any, feedback: Feedback | None = None, **options: Any) -> Any:
        call = Call(str(self._path), self._lock_seconds, name, arguments, options, feedback is not None)
        is_sound = False
        try:
            if self._worker is None:
                self._worker = WorkerProcess()
            answer = self._worker.call(call, feedback or NullFeedback())
            is_sound = True
        except (YibiaoError, Canceled):  # answers, too
            is_sound = True
            raise
        except WorkerDiedError as died:
            raise self._died(died) from died
        finally:
            if not (self._keeps and is_sound):
                self._end_worker()
        return answer

    def _died(self, died: WorkerDiedError) -> StoreError:
        ended = QT_TRANSLATE_NOOP(
            "Yibiao",
            'The process that reads the store "{name}" ended without an answer ({reason}). Try again; if it happens '
            "every time, send the log.",
        )
        not_started = QT_TRANSLATE_NOOP(
            "Yibiao",
            'The Python process that is to open the store "{name}" could not be started ({reason}); nothing was '
            "changed. The log has its words.",
        )
        return StoreError(
            "worker-died" if died.was_ready else "worker-not-started",
            ended if died.was_ready else not_started,
            detail=died.detail,
            name=self._path.name,
            reason=died.reason,
        )

    def _settle(self, request_id: str, died: WorkerDiedError) -> PublishReport:
        """Return the report of a request whose worker died; the look also rolls back what was left half done."""
        names = {"name": self._path.name, "reason": died.reason, "request": request_id}
        try:
            report = self.report_of(request_id)
        except YibiaoError as error:
            raise StoreError(
                "publish-unknown",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    'The process that writes the store "{name}" ended without an answer ({reason}), and the store '
                    "cannot be asked whether the publish is in it: {why}. Publish again under the request name "
                    "{request}: it is never done twice.",
                ),
                detail=died.detail,
                why=str(error),
                **names,
            ) from died
        if report is None:
            raise StoreError(
                "writer-died",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    'The process that writes the store "{name}" ended without an answer ({reason}). Nothing of the '
                    "publish is in the store. Try again; if it happens every time, send the log.",
                ),
                detail=died.detail,
                **names,
            ) from died
        return report


def _needed(level: Level, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that a publish looks at; no others leave the process."""
    if level not in LAYERS:
        return pd.DataFrame()  # refused by its name
    wanted = {*LAYERS[level].field_names, *(field.name for field in LIFE_FIELDS), "version"}
    if isinstance(frame, gpd.GeoDataFrame):
        wanted.add(frame.active_geometry_name)
    needed = frame.loc[:, [name in wanted for name in frame.columns]]
    needed.attrs = {}
    return needed
