"""Cells of a table as texts, whatever type the source gave them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Texts = NDArray[np.object_]
"""Array of str; a missing value is the empty text."""


def text_of(value: Any) -> str:
    """Return one value as text, without blanks around it.

    Numbers lose a fraction that is none: a code that a spreadsheet kept as
    500116004007.0 is ``500116004007``. None, NaN and NA are the empty text.
    """
    if isinstance(value, str):
        return value.strip()
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, (float, np.floating)):
        if math.isnan(value):
            return ""
        return str(int(value)) if float(value).is_integer() else str(value)
    return str(value).strip()


def texts_of(values: Iterable[Any]) -> Texts:
    """Return a column as texts, see :func:`text_of`.

    Parameters
    ----------
    values : Series, ndarray or other iterable
        The cells.

    Returns
    -------
    ndarray of str
        One text per cell, in the same order.
    """
    if isinstance(values, pd.Series):
        values = values.to_numpy(dtype=object)
    # Most cells are texts already; the check by type is what makes a million of them quick.
    return as_texts([value.strip() if type(value) is str else text_of(value) for value in values])


def as_texts(values: list[Any]) -> Texts:
    """Return a list as an array of objects, one cell per entry."""
    result = np.empty(len(values), dtype=object)
    result[:] = values
    return result


def are_none(cells: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell of each cell whether it is None."""
    return np.fromiter((cell is None for cell in cells), dtype=bool, count=len(cells))


def column_texts(frame: pd.DataFrame, name: str) -> Texts:
    """Return the texts of a column; all empty when the frame does not have it."""
    if name not in frame.columns:
        return as_texts([""] * len(frame))
    return texts_of(frame[name])


def code_points(texts: Texts, length: int) -> NDArray[np.uint32]:
    """Return the code points of texts that all have one length.

    Returns
    -------
    ndarray of shape (len(texts), length)
    """
    return np.array(texts.tolist(), dtype=f"U{length}").view(np.uint32).reshape(len(texts), length)
