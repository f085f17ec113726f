"""Check what is given before any work: geometry type, metres, columns, row labels."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

SEPARATOR = "#"
"""Joins the names of several areas in one text."""


def require_areas(frame: gpd.GeoDataFrame, what: str = "areas") -> None:
    """Refuse a frame that cannot be an area layer in metres.

    Parameters
    ----------
    frame : GeoDataFrame
        What was given.
    what : str
        How messages call it.

    Raises
    ------
    InputError
        If it is empty, has repeated row labels, no CRS or one without metres, or
        holds geometry other than polygons.
    """
    if not len(frame):
        raise InputError(
            "no-areas", QT_TRANSLATE_NOOP("Yibiao", "The layer of {what} has no rows. Choose another layer."), what=what
        )
    if not frame.index.is_unique:
        raise InputError(
            "repeated-row-label",
            QT_TRANSLATE_NOOP("Yibiao", "Two rows of {what} bear the label {label}. Number the rows anew."),
            what=what,
            label=frame.index[frame.index.duplicated()][0],
        )
    _require_metres(frame, what)
    kinds = shapely.get_type_id(geometries(frame))
    wrong = np.flatnonzero(~np.isin(kinds, (-1, 3, 6)))
    if wrong.size:
        raise InputError(
            "not-polygons",
            QT_TRANSLATE_NOOP(
                "Yibiao", "Row {row} of {what} is no polygon but a {kind}. Choose a polygon layer or take the row out."
            ),
            what=what,
            row=frame.index[wrong[0]],
            kind=frame.geometry.iloc[wrong[0]].geom_type,
        )


def _require_metres(frame: gpd.GeoDataFrame, what: str) -> None:
    crs = frame.crs
    if crs is None:
        raise InputError(
            "no-crs",
            QT_TRANSLATE_NOOP(
                "Yibiao", "The layer of {what} has no coordinate system. Set it in the layer properties."
            ),
            what=what,
        )
    if crs.is_geographic or crs.axis_info[0].unit_name != "metre":
        raise InputError(
            "not-metres",
            QT_TRANSLATE_NOOP(
                "Yibiao", "The coordinates of {what} ({crs}) are not in metres. Transform them to the project's zone."
            ),
            what=what,
            crs=crs.name,
        )


def require_same_crs(areas: gpd.GeoDataFrame, parent: gpd.GeoDataFrame) -> None:
    """Refuse a parent in another coordinate system than its areas.

    Raises
    ------
    InputError
        If the two differ.
    """
    if areas.crs != parent.crs:
        raise InputError(
            "crs-differs",
            QT_TRANSLATE_NOOP(
                "Yibiao", "The areas are in {one} and their parent is in {other}. Transform both to the project's zone."
            ),
            one=areas.crs.name,
            other=parent.crs.name,
        )


def require_column(frame: pd.DataFrame, column: str | None, what: str = "areas") -> None:
    """Refuse a column that is named but not there.

    Raises
    ------
    InputError
        If `column` is given and missing.
    """
    if column is not None and column not in frame.columns:
        raise InputError(
            "no-column",
            QT_TRANSLATE_NOOP("Yibiao", "The layer of {what} has no field {column}. Its fields are {columns}."),
            what=what,
            column=column,
            columns=", ".join(str(name) for name in frame.columns if name != "geometry"),
        )


def geometries(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return the geometry column as a plain array; missing ones are None."""
    return np.asarray(frame.geometry.array, dtype=object)


def texts(frame: pd.DataFrame, column: str | None) -> list[str]:
    """Return a column as trimmed texts, empty where missing or without column."""
    if column is None:
        return [""] * len(frame)
    return [_text(value) for value in frame[column].tolist()]


def _text(value: Any) -> str:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():  # a code column with gaps, read as numbers
        return str(int(value))
    return str(value).strip()


def labels(frame: pd.DataFrame, code: str | None) -> list[str]:
    """Name every row for people: its code, else its row label."""
    return [text or str(label) for text, label in zip(texts(frame, code), frame.index)]
