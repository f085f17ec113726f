"""The process that touches a store's file for a process that cannot do so safely.

Run as ``python -m yibiao_qgis.store.worker`` by :mod:`yibiao_qgis.store.workerprocess`.
It answers calls until its input ends. The end of the input also cancels the call
that is under way: when the parent has died, nobody waits for the answer. A cancel is
heard until the commit begins; the commit itself is always carried out and answered.
"""

from __future__ import annotations

import os
import queue
import threading
import traceback
from contextlib import suppress
from typing import Any, BinaryIO

from yibiao_qgis.model.errors import Canceled, YibiaoError
from yibiao_qgis.store.geopackage import GeoPackageStore
from yibiao_qgis.store.wire import Answer, Call, Cancel, Failure, Progress, Ready, receive, send

CALLS = frozenset(["changes_page", "info", "publish", "read", "report_of", "transactions", "verify"])
"""Names of the store that may be called."""


class _PipeFeedback:
    """Progress to the parent, cancel from it."""

    def __init__(self, output: BinaryIO, canceled: threading.Event) -> None:
        self._output = output
        self._canceled = canceled

    def set_progress(self, percent: float) -> None:
        """Tell the parent."""
        try:
            send(self._output, Progress(percent))
        except OSError:  # the parent has gone
            self._canceled.set()

    def is_canceled(self) -> bool:
        """Tell whether the parent wants no answer any more."""
        return self._canceled.is_set()


def serve(source: BinaryIO, output: BinaryIO) -> None:
    """Answer the calls that come from `source` until it ends."""
    canceled = threading.Event()
    calls: queue.SimpleQueue[Call | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, calls, canceled), daemon=True).start()
    feedback = _PipeFeedback(output, canceled)
    send(output, Ready())
    while True:
        call = calls.get()
        if call is None:
            return
        answer = _answer(call, feedback)
        with suppress(BrokenPipeError):  # the end of the input follows
            send(output, answer)


def _listen(source: BinaryIO, calls: queue.SimpleQueue[Call | None], canceled: threading.Event) -> None:
    try:
        while True:
            try:
                message = receive(source)
            except EOFError:
                canceled.set()
                calls.put(None)
                return
            if isinstance(message, Call):
                canceled.clear()  # a cancel of the call before may have come too late
                calls.put(message)
            elif isinstance(message, Cancel):
                canceled.set()
    except BaseException:
        # half a message leaves nothing to go on with; the parent reads why
        traceback.print_exc()
        os._exit(1)


def _answer(call: Call, feedback: _PipeFeedback) -> Answer | Cancel | Failure:
    try:
        return Answer(_carry_out(call, feedback))
    except Canceled:
        return Cancel()
    except YibiaoError as error:
        return Failure.of(error)


def _carry_out(call: Call, feedback: _PipeFeedback) -> Any:
    if call.name not in CALLS:
        raise LookupError(call.name)
    store = GeoPackageStore(call.path, lock_seconds=call.lock_seconds)
    if call.name == "info":
        return store.info
    options = {**call.options, "feedback": feedback} if call.with_feedback else call.options
    return getattr(store, call.name)(*call.arguments, **options)


def main() -> None:
    """Serve the parent at the other end of standard input and output."""
    source, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not be taken for a message
    code = 1
    try:
        serve(source, output)
        code = 0
    except BaseException:
        traceback.print_exc()
    # without a normal end, at which the listening thread would hold its stream
    os._exit(code)


if __name__ == "__main__":
    main()
