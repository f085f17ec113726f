"""What a store can do, whatever keeps it, and the words it answers with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pandas as pd

from yibiao_qgis.model.feedback import Feedback
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import Message

REJECT_COLUMNS = ("layer", "row", "code", "field", "rule", "text")
"""Columns of a table of rejected rows; `text` holds :class:`Message` objects."""


class OnReject(str, Enum):
    """What a publish does when rows of it are rejected."""

    REFUSE = "refuse"  # nothing goes in
    LEAVE_OUT = "leave out"  # the other rows go in, the rejected ones are listed


class Operation(str, Enum):
    """What happened to a row."""

    INSERT = "insert"
    UPDATE = "update"
    RETIRE = "retire"


@dataclass(frozen=True)
class LayerCounts:
    """What became of the rows of one layer."""

    given: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0
    rejected: int = 0


@dataclass(frozen=True, eq=False)
class PublishReport:
    """What a publish did.

    Parameters
    ----------
    tx : int or None
        Number of the transaction; None when the publish was refused and nothing
        went in.
    request_id : str
        The caller's name for this publish.
    counts : dict of Level to LayerCounts
        What became of the rows of each layer. In a refused publish `inserted`,
        `updated` and `retired` are 0.
    rejected : DataFrame
        One row for each fault, columns :data:`REJECT_COLUMNS`: layer (value of
        the level), row (label in the caller's index, as text), code, field,
        rule (stable code), text (:class:`Message`).
    repeated : bool
        The request was already done before; this is its first report.
    """

    tx: int | None
    request_id: str
    counts: dict[Level, LayerCounts]
    rejected: pd.DataFrame
    repeated: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether nothing went in because rows were rejected."""
        return self.tx is None

    @property
    def given(self) -> int:
        """Rows given, over all layers."""
        return sum(counts.given for counts in self.counts.values())

    @property
    def inserted(self) -> int:
        """Rows inserted, over all layers."""
        return sum(counts.inserted for counts in self.counts.values())

    @property
    def updated(self) -> int:
        """Rows changed, over all layers."""
        return sum(counts.updated for counts in self.counts.values())

    @property
    def unchanged(self) -> int:
        """Rows that were in the store just so, over all layers."""
        return sum(counts.unchanged for counts in self.counts.values())

    @property
    def retired(self) -> int:
        """Rows retired, over all layers."""
        return sum(counts.retired for counts in self.counts.values())

    @property
    def rejected_rows(self) -> int:
        """Rows rejected, over all layers; a row may have several faults."""
        return sum(counts.rejected for counts in self.counts.values())


@dataclass(frozen=True)
class Transaction:
    """One publish: who, when, why, what; the hash chains it to the one before.

    `time` is UTC, ISO 8601.
    """

    seq: int
    time: str
    actor: str
    reason: str
    request_id: str
    inserted: int
    updated: int
    retired: int
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Change:
    """One row's change. Rows as dicts of field to value; `geom` is hexadecimal WKB, EPSG:4490."""

    seq: int
    tx: int
    layer: Level
    uuid: str
    op: Operation
    before: dict[str, Any] | None = field(repr=False)
    after: dict[str, Any] | None = field(repr=False)


@dataclass(frozen=True)
class StoreInfo:
    """What a store says of itself; `last_tx` is 0 before the first publish."""

    location: str
    district_code: str
    district_name: str
    schema_version: int
    created: str
    last_tx: int


class Store(ABC):
    """The address library of one district, with its history.

    Rows are identified by `uuid`, made once. A row lives as planned, active,
    retired; it is never deleted, and its code never goes to another row.

    A store may be used in a ``with`` statement, which ends with :meth:`close`.
    """

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()

    def close(self) -> None:  # noqa: B027 - most stores keep nothing open
        """Let go of what the store keeps open between calls. It may be used again."""

    @property
    @abstractmethod
    def info(self) -> StoreInfo:
        """What the store says of itself.

        Raises
        ------
        StoreError
            If the store cannot be read.
        """

    @abstractmethod
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
        """Bring rows into the store in one transaction, whole or not at all.

        A row is the stored row with its `uuid`; a row without one is the stored
        row with its `code`, or else new. Rows that are in the store just so stay
        untouched, changed ones get the next version.

        Parameters
        ----------
        frames : mapping of Level to DataFrame
            Rows of each layer, with the fields of ``model.layers.LAYERS``; a
            GeoDataFrame in EPSG:4490 where the layer has geometry. Other columns
            are ignored. An optional field without a column keeps what is stored.
            The columns `status` (planned, active), `valid_from` and `valid_to`
            may be there; so may `version`: the version that the row was taken
            from the store with. Z and M values are dropped.
        actor : str
            Who publishes: an office or an account.
        reason : str
            Why, for the history.
        request_id : str
            The caller's name for this publish. The same name again answers with
            the first report and changes nothing.
        retire_missing : bool
            Retire the stored rows of the given layers that are not in `frames`.
        on_reject : OnReject
            Whether rejected rows stop the whole publish or are left out.
        feedback : Feedback, optional
            Progress and cancel.

        Returns
        -------
        PublishReport

        Raises
        ------
        InputError
            If a frame cannot be published as it is: no such layer, a required
            column missing, no or another CRS; or actor or request id are empty.
        StoreError
            If the store cannot be written; nothing of the publish is in it.
        Canceled
            If the user asked to stop; nothing of the publish is in the store.
        """

    @abstractmethod
    def report_of(self, request_id: str) -> PublishReport | None:
        """Return the report of a publish that is in the store, for callers who lost the answer.

        Parameters
        ----------
        request_id : str
            The name that the caller gave to the publish.

        Returns
        -------
        PublishReport or None
            None when nothing of it is in the store.

        Raises
        ------
        StoreError
            If the store cannot be read.
        """

    @abstractmethod
    def read(self, level: Level, *, include_retired: bool = False, feedback: Feedback | None = None) -> pd.DataFrame:
        """Return the rows of a layer.

        Parameters
        ----------
        level : Level
            Which layer.
        include_retired : bool
            Whether retired rows are among them.
        feedback : Feedback, optional
            Cancel.

        Returns
        -------
        GeoDataFrame or DataFrame
            Fields of the layer in their order, then status, valid_from,
            valid_to, version, tx; geometry in EPSG:4490 where the layer has one.
            Dates are text, YYYY-MM-DD. The index is new.

        Raises
        ------
        StoreError
            If the store cannot be read.
        """

    @abstractmethod
    def transactions(self, since: int = 0) -> tuple[Transaction, ...]:
        """Return the transactions after number `since`, in their order.

        Raises
        ------
        InputError
            If `since` is beyond the last transaction.
        """

    @abstractmethod
    def changes(self, since: int = 0) -> Iterator[Change]:
        """Yield the changes of all whole transactions after number `since`, in their order.

        Transactions that are published while the caller reads are not among them.

        Raises
        ------
        InputError
            If `since` is beyond the last transaction.
        """

    @abstractmethod
    def verify(self, feedback: Feedback | None = None) -> list[Message]:
        """Look for damage: file, references, spatial index, hash chain, history against tables, ledger.

        Returns
        -------
        list of Message
            What is wrong; empty for a sound store.
        """
