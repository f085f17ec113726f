"""The parent's side of a worker process: start it, call it, end it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess  # nosec B404
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from yibiao_qgis.model.errors import Canceled, StoreError
from yibiao_qgis.model.feedback import Feedback
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.model.paths import PLUGIN
from yibiao_qgis.store.wire import Answer, Call, Cancel, Failure, Progress, Ready, receive, send

_MODULE = "yibiao_qgis.store.worker"
_LOOK_SECONDS = 0.1  # between two looks at cancel
_END_SECONDS = 45.0  # more than SQLite waits for readers at a commit
_LAST_WORDS = 4_000  # characters of the worker's error output that go to the log


class WorkerDiedError(Exception):
    """The worker process ended without an answer.

    Parameters
    ----------
    reason : str
        How it ended.
    detail : str
        The end of its error output.
    was_ready : bool
        Whether it had begun to work at all.
    """

    def __init__(self, reason: str, detail: str, *, was_ready: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail
        self.was_ready = was_ready


def find_python() -> str:
    """Return the Python that a worker runs in: the one of this process.

    Inside QGIS ``sys.executable`` may be QGIS itself; Python lies under its prefix then.

    Raises
    ------
    StoreError
        If there is none.
    """
    for executable in (sys.executable, getattr(sys, "_base_executable", None)):
        if executable and Path(executable).name.startswith("python") and Path(executable).is_file():
            return str(executable)
    names = (f"python{sys.version_info.major}.{sys.version_info.minor}", "python3", "python")
    prefixes = dict.fromkeys((sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix))
    for prefix in prefixes:
        for name in names:
            found = Path(prefix) / "bin" / name
            if found.is_file():
                return str(found)
    raise StoreError(
        "no-python",
        QT_TRANSLATE_NOOP(
            "Yibiao",
            "The store is read and written by a Python process of its own, and no Python was found under {folders}. "
            "Install the Python that belongs to this QGIS.",
        ),
        folders=", ".join(prefixes),
    )


class WorkerProcess:
    """A worker, from its start to :meth:`close`. For one thread at a time."""

    def __init__(self) -> None:
        """Start the worker; it loads while the caller goes on."""
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close
        paths = (os.path.abspath(path) for path in sys.path if path)
        try:
            # fixed arguments: Python and the plugin's own module; no shell
            self._process = subprocess.Popen(  # nosec B603
                [find_python(), "-m", _MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                cwd=PLUGIN.parent,  # Python puts it first on the path of a module that it runs
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,  # Ctrl+C is for the parent, who cancels
            )
        except BaseException as error:
            self._errors.close()
            if isinstance(error, OSError):
                raise WorkerDiedError(str(error), "", was_ready=False) from error
            raise
        self._inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._is_ready = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def call(self, call: Call, feedback: Feedback) -> Any:
        """Have a call carried out and return its answer.

        A cancel is passed on, and the worker's answer awaited all the same: only
        the worker knows whether the cancel came before the commit.

        Raises
        ------
        YibiaoError
            As the call raised it.
        Canceled
            If the worker left the call off.
        WorkerDiedError
            If the worker ended without an answer. It has ended then.
        """
        try:
            send(self._stdin, call)
        except OSError:  # the reason is in its error output
            raise self._died() from None
        is_told = False
        while True:
            if not is_told and feedback.is_canceled():
                is_told = True
                with suppress(OSError):  # dead: the inbox says so
                    send(self._stdin, Cancel())
            try:
                message = self._inbox.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                continue
            if isinstance(message, Progress):
                feedback.set_progress(message.percent)
            elif isinstance(message, Answer):
                return message.value
            elif isinstance(message, Failure):
                raise message.error()
            elif isinstance(message, Cancel):
                raise Canceled
            else:
                raise self._died()

    def close(self) -> None:
        """End the worker; a call that is under way is canceled.

        A worker that does not end by itself is killed, which a store survives like
        any crash: what was not committed is rolled back.
        """
        with suppress(OSError):
            self._stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._stdout.close()
        self._errors.close()

    @property
    def _stdin(self) -> BinaryIO:
        return self._process.stdin  # type: ignore[return-value] # a pipe

    @property
    def _stdout(self) -> BinaryIO:
        return self._process.stdout  # type: ignore[return-value] # a pipe

    def _read(self) -> None:
        try:
            while True:
                message = receive(self._stdout)
                if isinstance(message, Ready):
                    self._is_ready = True
                else:
                    self._inbox.put(message)
        except Exception as error:  # the end, or half a message
            self._inbox.put(error)

    def _died(self) -> WorkerDiedError:
        """Make sure that the worker has ended, and return how."""
        with suppress(OSError):
            self._stdin.close()
        try:
            code = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._reader.join()
        self._errors.seek(0)
        text = self._errors.read().decode("utf-8", "replace")
        return WorkerDiedError(_reason(code), text[-_LAST_WORDS:], was_ready=self._is_ready)


def _reason(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
