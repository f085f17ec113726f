"""The central store: one writer, whole transactions, full history, many readers.

:func:`~yibiao_qgis.store.creation.create_store` makes a store and
:func:`~yibiao_qgis.store.geopackage.open_store` opens one; both answer with a
:class:`~yibiao_qgis.store.interface.Store`.
"""

from __future__ import annotations

from yibiao_qgis.store.creation import create_store
from yibiao_qgis.store.geopackage import open_store
from yibiao_qgis.store.interface import (
    Change,
    LayerCounts,
    OnReject,
    Operation,
    PublishReport,
    Store,
    StoreInfo,
    Transaction,
)

__all__ = [
    "Change",
    "LayerCounts",
    "OnReject",
    "Operation",
    "PublishReport",
    "Store",
    "StoreInfo",
    "Transaction",
    "create_store",
    "open_store",
]
