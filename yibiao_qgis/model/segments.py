"""Segments: the parts that a code is made of."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yibiao_qgis.model.cells import text_of
from yibiao_qgis.model.checkcharacters import DIGITS, LETTERS

ALPHABETS = {"digits": DIGITS, "letters": LETTERS, "digits and letters": DIGITS + LETTERS}
"""Alphabets that a scheme file may call by name; any other text lists its characters itself."""


class Source(str, Enum):
    """Where the text of a segment comes from."""

    PARENT = "parent"  # the beginning of the parent's code
    FIELD = "field"  # a field of the row
    SEQUENCE = "sequence"  # the next number under the same parent
    CONSTANT = "constant"  # the same in every code
    GIVEN = "given"  # issued by an authority: checked, never made up


@dataclass(frozen=True)
class Segment:
    """One part of a code.

    Parameters
    ----------
    name : str
        Key of the segment in :meth:`CodeScheme.parse` and :meth:`CodeScheme.compose`.
    length : int
        Number of characters.
    source : Source
        Where its text comes from.
    alphabet : str
        The characters that it may hold.
    padding : str
        Character that fills a shorter value up from the left.
    field : str
        For a field: the column of the row's value. For a sequence: the column of a
        number that is preferred where it is free (3 for 3幢); empty for none.
    constant : str
        Text of a constant.
    low, high : int, optional
        Least and greatest number, for texts that are digits throughout.
    missing : str, optional
        Text for a row without a value; without it such a row cannot be coded.
    strip : str
        Characters around a value that are no part of it (``附`` and ``号`` of a sub-number).
    replace : tuple of pairs
        What is put in place of what before padding, e.g. B for 负 of a basement.
    rest : str
        For a parent: what the parent's code ends with beyond `length` (the ``00`` of a station).
    """

    name: str
    length: int
    source: Source
    alphabet: str = DIGITS
    padding: str = "0"
    field: str = ""
    constant: str = ""
    low: int | None = None
    high: int | None = None
    missing: str | None = None
    strip: str = ""
    replace: tuple[tuple[str, str], ...] = ()
    rest: str = ""

    def accepts(self, text: str) -> bool:
        """Tell whether `text` is a text of this segment in full length."""
        if len(text) != self.length or any(character not in self.alphabet for character in text):
            return False
        if self.source is Source.CONSTANT:
            return text == self.constant
        return text == self.missing or not text.isdigit() or self.in_range(int(text))

    def in_range(self, number: int) -> bool:
        """Tell whether a number lies in the range."""
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)

    def text(self, value: Any) -> str | None:
        """Return the segment's text for a value of a row.

        Parameters
        ----------
        value : str, int, float or None
            Full-width characters, small letters, blanks and the characters of `strip` do
            not matter.

        Returns
        -------
        str or None
            Text of full length; None if the value cannot be coded.
        """
        if self.source is Source.CONSTANT:
            return self.constant
        cleaned = unicodedata.normalize("NFKC", text_of(value)).strip()
        if cleaned.upper() != cleaned and not any(character.islower() for character in self.alphabet):
            cleaned = cleaned.upper()
        for old, new in self.replace:
            cleaned = cleaned.replace(old, new)
        cleaned = cleaned.strip(self.strip).strip() if self.strip else cleaned
        if not cleaned:
            return self.missing
        if len(cleaned) > self.length:
            cleaned = cleaned.lstrip(self.padding)
        padded = cleaned.rjust(self.length, self.padding)
        return padded if self.accepts(padded) else None

    def allowed(self, points: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Tell for many texts of full length, given by their code points, what :meth:`accepts` tells for one.

        Parameters
        ----------
        points : ndarray of shape (rows, length)
            Code points of the texts.

        Returns
        -------
        ndarray of bool
        """
        if self.source is Source.CONSTANT:
            return _equal(points, self.constant)
        table = np.zeros(128, dtype=bool)
        table[[ord(character) for character in self.alphabet]] = True
        capped = np.minimum(points, 127)
        fine: NDArray[np.bool_] = table[capped].all(axis=1)  # no alphabet holds character 127
        if self.low is not None or self.high is not None:
            digits = (capped >= ord("0")) & (capped <= ord("9"))
            numeric = digits.all(axis=1)
            numbers = _numbers(np.where(digits, capped, ord("0")))
            outside = np.zeros(len(points), dtype=bool)
            if self.low is not None:
                outside |= numbers < self.low
            if self.high is not None:
                outside |= numbers > self.high
            if self.missing is not None:
                outside &= ~_equal(points, self.missing)
            fine &= ~(numeric & outside)
        return fine

    @property
    def rule(self) -> str:
        """What the segment may hold, for messages: ``3 of 0-9, 001 to 999``."""
        if self.source is Source.CONSTANT:
            return self.constant
        characters = self.alphabet.replace(DIGITS, "0-9").replace(LETTERS, "A-Z")
        text = f"{self.length} × {characters}"
        if self.low is not None or self.high is not None:
            low = "" if self.low is None else str(self.low).rjust(self.length, self.padding)
            high = "" if self.high is None else str(self.high).rjust(self.length, self.padding)
            text += f", {low}…{high}"
        return text


def _equal(points: NDArray[np.uint32], text: str) -> NDArray[np.bool_]:
    wanted = np.array([ord(character) for character in text], dtype=np.uint32)
    result: NDArray[np.bool_] = (points == wanted).all(axis=1)
    return result


def _numbers(points: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the numbers of texts of digits; beyond 18 digits the greatest number stands for all."""
    if points.shape[1] > 18:
        return np.array([min(int("".join(map(chr, row))), 2**62) for row in points.tolist()], dtype=np.int64)
    powers = 10 ** np.arange(points.shape[1] - 1, -1, -1, dtype=np.int64)
    result: NDArray[np.int64] = (points.astype(np.int64) - ord("0")) @ powers
    return result
