"""What the worker process of a store and its parent say to each other, over two pipes.

Messages are pickled objects, one after the other. That is safe here: both ends are the same code of
the same user, and nothing else can write into the pipes; no file is involved.
"""

from __future__ import annotations

import pickle  # nosec B403
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from yibiao_qgis.model.errors import InputError, SchemeError, StoreError, YibiaoError
from yibiao_qgis.model.messages import Message

_ERRORS = {kind.__name__: kind for kind in (InputError, SchemeError, StoreError)}
_PROTOCOL = 5


@dataclass(frozen=True)
class Call:
    """Parent to worker: call a method of the store at `path`."""

    path: str
    lock_seconds: float
    name: str
    arguments: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    with_feedback: bool = False


@dataclass(frozen=True)
class Cancel:
    """Parent to worker: leave the call off, if that is still possible. Worker to parent: it was left off."""


@dataclass(frozen=True)
class Ready:
    """Worker to parent: everything is loaded, calls can be answered."""


@dataclass(frozen=True)
class Progress:
    """Worker to parent: the share of the call that is done, 0 to 100."""

    percent: float


@dataclass(frozen=True)
class Answer:
    """Worker to parent: what the call returned."""

    value: Any


@dataclass(frozen=True)
class Failure:
    """Worker to parent: the call ended with an error for the user.

    An error object does not survive pickling by itself: it is built anew from its parts.
    """

    kind: str
    message: Message
    detail: str

    @classmethod
    def of(cls, error: YibiaoError) -> Failure:
        """Take an error apart."""
        return cls(type(error).__name__, error.message, error.detail)

    def error(self) -> YibiaoError:
        """Return the error, of the class it had."""
        kind = _ERRORS.get(self.kind, YibiaoError)
        return kind(self.message.code, self.message.template, detail=self.detail, **self.message.values)


def send(stream: BinaryIO, message: object) -> None:
    """Write one message.

    Raises
    ------
    OSError
        If nobody reads any more.
    """
    pickle.dump(message, stream, protocol=_PROTOCOL)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Wait for one message and return it.

    Raises
    ------
    EOFError
        If there will be none.
    """
    # from the own child or parent, through a pipe
    return pickle.load(stream)  # nosec B301
