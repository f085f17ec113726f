"""Rows of a caller's frame as values that a database can take, with the faults found on the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.layers import LAYERS, Geometry, Kind, Layer
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.store.geometry import SRS_ID
from yibiao_qgis.store.schema import LIFE_FIELDS, is_spatial

BASE = "base"
"""Key under which the version that a row was taken with stands among the values."""

_SHORT = 40
_TYPE_IDS = {Geometry.POINT: 0, Geometry.LINE: 1, Geometry.POLYGON: 3}
_MULTI_IDS = {0: 4, 1: 5, 3: 6}
_LARGEST_INTEGER = 2**63 - 1
_TYPE_TEXTS = {
    Kind.TEXT: QT_TRANSLATE_NOOP("Yibiao", '"{value}" in field "{field}" is not a text.'),
    Kind.INTEGER: QT_TRANSLATE_NOOP("Yibiao", '"{value}" in field "{field}" is not a whole number.'),
    Kind.REAL: QT_TRANSLATE_NOOP("Yibiao", '"{value}" in field "{field}" is not a number.'),
    Kind.DATE: QT_TRANSLATE_NOOP("Yibiao", '"{value}" in field "{field}" is not a date (YYYY-MM-DD).'),
}


@dataclass(frozen=True)
class Fault:
    """Why the row at a position is rejected; the message's code is the rule."""

    position: int
    field: str
    message: Message


@dataclass
class Records:
    """Rows of one layer.

    Parameters
    ----------
    layer : Layer
        The layer.
    labels : list of str
        Labels of the rows in the caller's index.
    cells : dict of str to list
        For each given column the values, None where missing: str, int, float;
        dates as YYYY-MM-DD.
    shapes : ndarray of shapely geometries or None
        2D, single-part where the given one had one part; None without geometry.
    faults : list of Fault
        What has been found so far.
    """

    layer: Layer
    labels: list[str]
    cells: dict[str, list[Any]]
    shapes: NDArray[Any] | None
    faults: list[Fault] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.labels)


def shortened(value: object) -> str:
    """Return a value as text for a message, not longer than a line can bear."""
    text = str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def read_records(level: Level, frame: pd.DataFrame) -> Records:
    """Take the rows of a frame.

    Parameters
    ----------
    level : Level
        Which layer they belong to.
    frame : GeoDataFrame or DataFrame
        See :meth:`Store.publish`.

    Returns
    -------
    Records

    Raises
    ------
    InputError
        If the frame as a whole does not fit the layer.
    """
    layer = LAYERS[level]
    _check_frame(layer, frame)
    records = Records(layer, [str(label) for label in frame.index], {}, None)
    for item in (*layer.fields, *LIFE_FIELDS):
        if item.name in frame.columns:
            records.cells[item.name] = _values(frame[item.name], item.kind, item.name, records.faults)
    if "version" in frame.columns:
        records.cells[BASE] = _values(frame["version"], Kind.INTEGER, "version", records.faults)
    if is_spatial(layer):
        records.shapes = _shapes(frame, layer.geometry)
    return records


def _check_frame(layer: Layer, frame: pd.DataFrame) -> None:
    name = layer.level.value
    if not frame.columns.is_unique:
        raise InputError(
            "duplicate-columns",
            QT_TRANSLATE_NOOP("Yibiao", 'Layer "{layer}": the field "{field}" is there twice. Remove one.'),
            layer=name,
            field=str(frame.columns[frame.columns.duplicated()][0]),
        )
    missing = [item.name for item in layer.fields if item.required and item.name not in frame.columns]
    if missing:
        raise InputError(
            "missing-field",
            QT_TRANSLATE_NOOP("Yibiao", 'Layer "{layer}" has no field "{field}". Add it or choose another layer.'),
            layer=name,
            field=", ".join(missing),
        )
    if not is_spatial(layer):
        return
    if not isinstance(frame, gpd.GeoDataFrame) or frame.active_geometry_name is None:
        raise InputError(
            "no-geometry",
            QT_TRANSLATE_NOOP("Yibiao", 'Layer "{layer}" has no geometry. Choose a layer with geometry {type}.'),
            layer=name,
            type=layer.geometry.value,
        )
    if frame.crs is None or frame.crs.to_epsg() != SRS_ID:
        raise InputError(
            "wrong-crs",
            QT_TRANSLATE_NOOP("Yibiao", 'Layer "{layer}" is in {crs}; the store keeps EPSG:4490. Transform it first.'),
            layer=name,
            crs="no CRS" if frame.crs is None else frame.crs.to_string()[:60],
        )


def _shapes(frame: pd.DataFrame, kind: Geometry) -> NDArray[Any]:
    shapes = np.array(frame.geometry.to_numpy(), dtype=object)
    shapes = np.asarray(shapely.force_2d(shapes), dtype=object)
    single = (shapely.get_type_id(shapes) == _MULTI_IDS[_TYPE_IDS[kind]]) & (shapely.get_num_geometries(shapes) == 1)
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    return shapes


def type_id(kind: Geometry) -> int:
    """Return shapely's number of a geometry type."""
    return _TYPE_IDS[kind]


def _values(column: pd.Series, kind: Kind, name: str, faults: list[Fault]) -> list[Any]:
    """Return a column's values for the database; what has another type becomes None and a fault."""
    values: list[Any] = column.to_numpy(dtype=object).tolist()
    kinds = set(map(type, values)) - {type(None)}
    if not kinds <= {str}:
        missing = pd.isna(column).to_numpy().tolist()
        values = [None if gone else value for value, gone in zip(values, missing)]
        kinds = set(map(type, values)) - {type(None)}
    if kind is Kind.TEXT and kinds <= {str}:
        if any(value is not None and (not value or value.isspace()) for value in set(values)):
            values = [None if value is None or not value or value.isspace() else value for value in values]
        return values
    if kind is Kind.INTEGER and kinds <= {int} and _fits(values):
        return values
    convert = _CONVERTERS[kind]
    for position, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, Enum):
            value = value.value
        try:
            values[position] = convert(value)
        except (TypeError, ValueError, OverflowError):
            values[position] = None
            faults.append(
                Fault(position, name, Message("type", _TYPE_TEXTS[kind], {"value": shortened(value), "field": name}))
            )
    return values


def _fits(values: list[Any]) -> bool:
    return all(value is None or -_LARGEST_INTEGER <= value <= _LARGEST_INTEGER for value in values)


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return str(value) if value and not value.isspace() else None
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.number)):
        raise TypeError
    # a number column with missing values is float in pandas: 88.0 means 88
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _integer(value: Any) -> int:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.number)):
        raise TypeError
    whole = int(value)
    if whole != value or abs(whole) > _LARGEST_INTEGER:
        raise ValueError
    return whole


def _real(value: Any) -> float:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.number)):
        raise TypeError
    number = float(value)
    if not np.isfinite(number):
        raise ValueError
    return number + 0.0  # SQLite has no negative zero


def _date(value: Any) -> str | None:
    if isinstance(value, str):
        return dt.date.fromisoformat(value.strip()).isoformat() if value.strip() else None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, np.datetime64):
        return str(value.astype("datetime64[D]"))
    raise TypeError


_CONVERTERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.REAL: _real,
    Kind.DATE: _date,
}
