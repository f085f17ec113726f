"""The central store: one writer, whole transactions, full history, many readers.

:func:`~yibiao_qgis.store.creation.create_store` makes a store and
:func:`~yibiao_qgis.store.geopackage.open_store` opens one; both answer with a
:class:`~yibiao_qgis.store.interface.Store`. In QGIS, and wherever else GDAL is in the
process, :func:`~yibiao_qgis.store.apart.open_store_apart` opens it.
"""

from __future__ import annotations

from yibiao_qgis.store.apart import open_store_apart
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
    "open_store_apart",
]
