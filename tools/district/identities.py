"""Identities and frames: uuid from seed and number, so that survey and truth share them in every run."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from hashlib import sha1

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from district.ground import CRS_GROUND

_NAMESPACE = uuid.UUID("6f0f2f7e-5f0b-5c5e-9a57-500116004000")


def identities(seed: int, level: str, count: int) -> NDArray[np.object_]:
    """Return the uuids (version 5) of objects 0 to `count` - 1 of a level; the same ones for the same seed."""
    start = sha1(_NAMESPACE.bytes + f"{seed}/{level}/".encode(), usedforsecurity=False)
    found = np.empty(count, dtype=object)
    for number in range(count):
        digest = start.copy()
        digest.update(b"%d" % number)
        d = digest.hexdigest()
        variant = "89ab"[int(d[16], 16) & 3]
        found[number] = f"{d[:8]}-{d[8:12]}-5{d[13:16]}-{variant}{d[17:20]}-{d[20:32]}"
    return found


def texts(values: Iterable[object]) -> NDArray[np.object_]:
    """Return values as an array of objects, None where missing."""
    array = np.array(list(values), dtype=object)
    array[pd.isna(array)] = None
    return array


def empty_texts(count: int) -> NDArray[np.object_]:
    """Return `count` missing texts."""
    return np.full(count, None, dtype=object)


def geo(columns: dict[str, object], geometry: Iterable[object]) -> gpd.GeoDataFrame:
    """Return a GeoDataFrame in EPSG:4544; columns of text keep None for missing."""
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=CRS_GROUND)


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return 1 to 999 in Chinese numerals as they are written in 第十二网格."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or number == 0 else "")
