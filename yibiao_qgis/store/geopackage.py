"""The store in a GeoPackage file, through the standard library's sqlite3."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from yibiao_qgis.model.errors import StoreError
from yibiao_qgis.model.feedback import Feedback, NullFeedback, check_canceled
from yibiao_qgis.model.layers import LAYERS, Kind
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.store.connection import not_a_store, reading
from yibiao_qgis.store.geometry import SRS_ID, decode
from yibiao_qgis.store.history import (
    ChangesPage,
    changes_page,
    check_since,
    iterate_changes,
    last_transaction,
    read_transactions,
)
from yibiao_qgis.store.interface import Change, OnReject, PublishReport, Store, StoreInfo, Transaction
from yibiao_qgis.store.locking import LOCK_SECONDS
from yibiao_qgis.store.publishing import publish, report_of
from yibiao_qgis.store.schema import GEOMETRY, ROW_FIELDS, is_spatial, schema_version
from yibiao_qgis.store.sqltext import Sql, listed, statement
from yibiao_qgis.store.verification import verify

_PAGE = 20_000


def open_store(path: str | os.PathLike[str], *, lock_seconds: float = LOCK_SECONDS) -> Store:
    """Open a store.

    Parameters
    ----------
    path : str or path
        The GeoPackage file. Reading works from any path, writing only on a disk of
        this computer.
    lock_seconds : float
        How long a publish waits for other writers.

    Returns
    -------
    Store

    Raises
    ------
    StoreError
        If the file is missing, is no store, or was made by a newer version.
    """
    store = GeoPackageStore(path, lock_seconds=lock_seconds)
    _ = store.info
    return store


def check_store(connection: sqlite3.Connection, path: Path, *, any_version: bool = False) -> dict[str, str]:
    """Return what a store says of itself.

    Raises
    ------
    StoreError
        If the file is no store, or one that this version cannot work with.
    """
    known = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'yibiao_meta'")
    if not known.fetchone()[0]:
        raise not_a_store(path)
    meta = dict(connection.execute("SELECT name, value FROM yibiao_meta").fetchall())
    version = str(meta.get("schema_version", ""))
    if not version.isdigit():
        raise not_a_store(path, "no schema version")
    if int(version) > schema_version() and not any_version:
        raise StoreError(
            "newer-store",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                'The store "{name}" was made by a newer version of the plugin (structure {found}, known {known}). '
                "Update the plugin.",
            ),
            name=path.name,
            found=version,
            known=schema_version(),
        )
    if int(version) < schema_version() and not any_version:
        raise StoreError(
            "older-store",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                'The store "{name}" was made by an older version of the plugin (structure {found}, needed {known}). '
                "Create a new store and publish the layers again.",
            ),
            name=path.name,
            found=version,
            known=schema_version(),
        )
    return meta


class GeoPackageStore(Store):
    """A store in one GeoPackage file.

    It keeps no connection: each call opens the file, works on one snapshot and
    closes it, so that other programs are never kept waiting.

    Parameters
    ----------
    path : str or path
        The file.
    lock_seconds : float
        How long a publish waits for other writers.
    """

    def __init__(self, path: str | os.PathLike[str], *, lock_seconds: float = LOCK_SECONDS) -> None:
        self._path = Path(path)
        self._lock_seconds = lock_seconds

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def info(self) -> StoreInfo:
        """See :attr:`Store.info`."""
        with reading(self._path) as connection:
            meta = self._check(connection)
            last, _ = last_transaction(connection)
        return StoreInfo(
            location=str(self._path),
            district_code=meta.get("district_code", ""),
            district_name=meta.get("district_name", ""),
            schema_version=int(meta["schema_version"]),
            created=meta.get("created", ""),
            last_tx=last,
        )

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
        """See :meth:`Store.publish`."""
        return publish(
            self._path,
            frames,
            self._check,
            actor=actor,
            reason=reason,
            request_id=request_id,
            retire_missing=retire_missing,
            on_reject=on_reject,
            lock_seconds=self._lock_seconds,
            feedback=feedback or NullFeedback(),
        )

    def report_of(self, request_id: str) -> PublishReport | None:
        """See :meth:`Store.report_of`."""
        with reading(self._path) as connection:
            self._check(connection)
            return report_of(connection, request_id)

    def read(self, level: Level, *, include_retired: bool = False, feedback: Feedback | None = None) -> pd.DataFrame:
        """See :meth:`Store.read`."""
        layer = LAYERS[level]
        fields = (*layer.fields, *ROW_FIELDS)
        names = [field.name for field in fields] + ([GEOMETRY] if is_spatial(layer) else [])
        wanted = Sql("") if include_retired else Sql(" WHERE status <> 'retired'")
        rows: list[tuple[object, ...]] = []
        with reading(self._path, feedback) as connection:
            self._check(connection)
            cursor = connection.execute(
                statement(
                    "SELECT {names} FROM {table}{wanted} ORDER BY fid",
                    names=listed(names),
                    table=level.value,
                    wanted=wanted,
                )
            )
            while True:
                check_canceled(feedback or NullFeedback())
                page = cursor.fetchmany(_PAGE)
                if not page:
                    break
                rows += page
        columns = dict(zip(names, zip(*rows))) if rows else dict.fromkeys(names, ())
        kinds = {Kind.INTEGER: "Int64", Kind.REAL: "float64"}
        data = {field.name: pd.Series(columns[field.name], dtype=kinds.get(field.kind, "object")) for field in fields}
        if not is_spatial(layer):
            return pd.DataFrame(data)
        shapes = decode(list(columns[GEOMETRY])) if rows else np.empty(0, dtype=object)
        frame: pd.DataFrame = gpd.GeoDataFrame(data, geometry=gpd.GeoSeries(shapes, crs=SRS_ID))
        return frame

    def transactions(self, since: int = 0) -> tuple[Transaction, ...]:
        """See :meth:`Store.transactions`."""
        with reading(self._path) as connection:
            self._check(connection)
            check_since(connection, since)
            return tuple(read_transactions(connection, since))

    def changes(self, since: int = 0) -> Iterator[Change]:
        """See :meth:`Store.changes`."""
        return iterate_changes(self.changes_page, since)

    def changes_page(self, since: int, last: int | None, at: int | None) -> ChangesPage:
        """See :func:`yibiao_qgis.store.history.changes_page`."""
        with reading(self._path) as connection:
            self._check(connection)
            return changes_page(connection, since, last, at)

    def verify(self, feedback: Feedback | None = None) -> list[Message]:
        """See :meth:`Store.verify`."""
        with reading(self._path, feedback) as connection:
            self._check(connection)
            return verify(connection, feedback or NullFeedback())

    def _check(self, connection: sqlite3.Connection) -> dict[str, str]:
        return check_store(connection, self._path)
