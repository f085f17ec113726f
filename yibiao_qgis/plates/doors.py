"""Door numbers as numbers: enough of them to put plates in order along a street."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from yibiao_qgis.model.cells import text_of

NO_NUMBER = -1
"""Stands for a door without digits."""

_DIGITS = re.compile(r"[0-9]{1,9}")
_SUB_MARK = re.compile(r"[-\u2010-\u2015~附之支]")
_TAIL = "号號"


def door_keys(
    doors: Iterable[object], sub_doors: Iterable[object]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.object_]]:
    """Read main and sub-number of door plates.

    Parameters
    ----------
    doors : iterable of str or None
        ``88``, ``甲88``, ``88号``, ``88-5``, full-width digits as well.
    sub_doors : iterable of str or None
        ``5``, ``附5``; taken from the door's second number where missing.

    Returns
    -------
    main : ndarray of int
        Main number, `NO_NUMBER` where the door has none.
    sub : ndarray of int
        Sub-number, 0 where there is none.
    label : ndarray of str
        The main number as it is painted: 88 and 甲88 are two numbers, 88 and 88-5 are one.
    """
    mains: list[int] = []
    subs: list[int] = []
    labels: list[str] = []
    for door, sub in zip(doors, sub_doors):
        text = plain_name(door)
        found = _DIGITS.findall(text)
        under = _DIGITS.findall(plain_name(sub))
        mains.append(int(found[0]) if found else NO_NUMBER)
        subs.append(int(under[0]) if under else int(found[1]) if len(found) > 1 else 0)
        labels.append(_SUB_MARK.split(text)[0].strip(_TAIL) or text)
    return np.array(mains, dtype=np.int64), np.array(subs, dtype=np.int64), np.array(labels, dtype=object)


def plain_name(name: object) -> str:
    """Return a name as it is compared: full-width forms folded, without blanks; empty when missing.

    Parameters
    ----------
    name : object
        Text, or None or NaN where it is missing.

    Returns
    -------
    str
        The comparable form.
    """
    return "".join(unicodedata.normalize("NFKC", text_of(name)).split())
