"""Names of the library in a text: look-up, overlaps settled, what is left over.

A text segment between two numbers is cut into known names and unknown rests so
that as little as possible is unknown and names are as long as possible: 中山西路 is
the street and never the town 中山 with a rest 西路. Segments recur (half of the
rows of a table begin alike), so their reading is kept.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Any, NamedTuple


class NameKind(IntEnum):
    """What a name names; coarse to fine."""

    PROVINCE = 0
    COUNTY = 1
    TOWN = 2
    COMMUNITY = 3
    STREET = 4
    COMPOUND = 5
    OTHER_COUNTY = 6
    OTHER_TOWN = 7
    OTHER_COMMUNITY = 8
    UNKNOWN = 9


class Name(NamedTuple):
    """One thing that a string may name.

    Attributes
    ----------
    kind : NameKind
    name : str
        The current full name.
    targets : tuple
        What the library has under it: indices of areas, or places.
    alias : bool
        Whether the string is a former or otherwise different name.
    short : bool
        Whether the string is a name without its kind (双福 for 双福街道).
    """

    kind: NameKind
    name: str
    targets: tuple[Any, ...]
    alias: bool = False
    short: bool = False


class Token(NamedTuple):
    """A piece of a segment: its text and what it may name; nothing for an unknown rest."""

    text: str
    names: tuple[Name, ...]


_COST_NAME = 1.0
_COST_ALIAS = 1.2
_COST_SHORT = 3.0
_COST_UNKNOWN = 12.0
_COST_MORE_UNKNOWN = 5.0
_FIRST_MASK = 0xF0000
_MASKED = re.compile("[\U000f0000-\U0010ffff]")
_ALNUM_RUN = re.compile("[0-9A-Z]+")

KNOWN, SHORT, REST = 0, 1, 2


class Gazetteer:
    """Typed names of one library.

    Strings are in canonical form. After the last :meth:`add` call :meth:`freeze`.
    """

    def __init__(self) -> None:
        self.names: dict[str, tuple[Name, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._masked_names: list[str] = []
        self._mask_of: dict[str, str] = {}
        self._with_digits: dict[str, tuple[tuple[int, str], ...]] = {}
        self._perhaps_masked: re.Pattern[str] | None = None

    def add(self, text: str, name: Name) -> None:
        """Let `text` stand for `name`; a second meaning of the same kind and name is joined to the first.

        Parameters
        ----------
        text : str
            At least two characters; shorter ones are left out.
        name : Name
        """
        if len(text) < 2:
            return
        known = self.names.get(text, ())
        for position, other in enumerate(known):
            if other.kind == name.kind and other.name == name.name:
                both = other._replace(
                    targets=tuple(dict.fromkeys(other.targets + name.targets)),
                    alias=other.alias and name.alias,
                    short=other.short and name.short,
                )
                self.names[text] = (*known[:position], both, *known[position + 1 :])
                return
        self.names[text] = (*known, name)

    def freeze(self) -> None:
        """Build the look-up tables."""
        lengths: dict[str, set[int]] = {}
        with_digits: dict[str, list[tuple[int, str]]] = {}
        for text in sorted(self.names):
            lengths.setdefault(text[:2], set()).add(len(text))
            found = _ALNUM_RUN.search(text)
            if found:
                self._mask_of[text] = chr(_FIRST_MASK + len(self._masked_names))
                self._masked_names.append(text)
                # With the characters around the digits: 双福1号 is looked for at "福1号" only.
                key = text[max(found.start() - 1, 0) : found.end() + 1]
                with_digits.setdefault(key, []).append((max(found.start() - 1, 0), text))
        self._lengths = {key: tuple(sorted(value, reverse=True)) for key, value in lengths.items()}
        self._with_digits = {
            key: tuple(sorted(value, key=lambda item: (-len(item[1]), item))) for key, value in with_digits.items()
        }
        keys = sorted(with_digits, key=lambda key: (-len(key), key))
        self._perhaps_masked = re.compile("|".join(map(re.escape, keys))) if keys else None

    def mask(self, text: str) -> str:
        """Return `text` with every name that holds digits or letters as one private character.

        So the digits of 1号路 are not taken for a door number.

        Parameters
        ----------
        text : str

        Returns
        -------
        str
        """
        if _MASKED.search(text):
            text = _MASKED.sub("", text)
        if self._perhaps_masked is None or not self._perhaps_masked.search(text):
            return text
        pieces: list[str] = []
        end = 0
        for found in self._perhaps_masked.finditer(text):
            for offset, name in self._with_digits[found.group()]:
                begin = found.start() - offset
                if begin >= end and text.startswith(name, begin) and not _cuts_a_number(text, begin, name):
                    pieces += (text[end:begin], self._mask_of[name])
                    end = begin + len(name)
                    break
        return "".join(pieces) + text[end:] if end else text

    def unmask(self, text: str) -> str:
        """Return a masked text with its names written out."""
        if not self._masked_names:
            return text
        return _MASKED.sub(lambda found: self._masked_names[ord(found.group()) - _FIRST_MASK], text)

    def tokens(self, segment: str) -> tuple[Token, ...]:
        """Cut a masked segment without numbers into names and unknown rests.

        Parameters
        ----------
        segment : str

        Returns
        -------
        tuple of Token
            In the order of the text, without gaps.
        """
        tokens, place = self._areas(segment)
        rest = segment[place:]
        if rest:
            known = any(self._longest_at(rest, start)[1] for start in range(len(rest)))
            tokens += (self._whole(rest) or self._cheapest(rest)) if known else [Token(rest, ())]
        return tuple(tokens)

    def _areas(self, segment: str) -> tuple[list[Token], int]:
        """Take the full names of areas that a segment begins with; return them and where they end."""
        tokens: list[Token] = []
        place, size = 0, len(segment)
        while place < size:
            text, names = self._longest_at(segment, place)
            if not names or names[0].kind > NameKind.COMMUNITY or names[0].short:
                break
            tokens.append(Token(text, names))
            place += len(text)
        return tokens, place

    def _longest_at(self, segment: str, start: int) -> tuple[str, tuple[Name, ...]]:
        """Return the longest name that begins at a place, as it stands in the segment."""
        if segment[start] < "\U000f0000":
            known = self.names
            for length in self._lengths.get(segment[start : start + 2], ()):
                text = segment[start : start + length]
                names = known.get(text)
                if names is not None:
                    return text, names
            return "", ()
        return segment[start], self.names[self._masked_names[ord(segment[start]) - _FIRST_MASK]]

    def _names_at(self, segment: str, start: int) -> list[tuple[int, tuple[Name, ...]]]:
        """Return the names that begin at a place, with their ends; the longest first."""
        if segment[start] >= "\U000f0000":
            return [(start + 1, self.names[self._masked_names[ord(segment[start]) - _FIRST_MASK]])]
        found = []
        for length in self._lengths.get(segment[start : start + 2], ()):
            names = self.names.get(segment[start : start + length])
            if names is not None and start + length <= len(segment):
                found.append((start + length, names))
        return found

    def _whole(self, segment: str) -> list[Token]:
        """Cut a segment that consists of names, the longest one at each place; empty if it does not."""
        tokens: list[Token] = []
        place, size = 0, len(segment)
        while place < size:
            text, names = self._longest_at(segment, place)
            if not names:
                return []
            tokens.append(Token(self.unmask(text), names))
            place += len(text)
        return tokens

    def _cheapest(self, segment: str) -> list[Token]:
        """Cut a segment so that least is unknown, then with fewest and fullest names."""
        size = len(segment)
        far = float("inf")
        # The cheapest way to each place, by what ends there: a name, a short name, a rest.
        costs = [[far, far, far] for _ in range(size + 1)]
        back: list[list[tuple[int, int, tuple[Name, ...]]]] = [[(0, 0, ())] * 3 for _ in range(size + 1)]
        costs[0][KNOWN] = 0.0
        for start in range(size):
            here = costs[start]
            best = min(here)
            best_state = here.index(best)
            for end, names in self._names_at(segment, start):
                short = all(name.short for name in names)
                state = SHORT if short else KNOWN
                cost = best + (_COST_SHORT if short else _COST_ALIAS if names[0].alias else _COST_NAME)
                if cost < costs[end][state]:
                    costs[end][state] = cost
                    back[end][state] = (start, best_state, names)
            # A short name is none before an unknown rest: 中山 in 中山西路.
            known, _short, rest = here
            state = KNOWN if known + _COST_UNKNOWN < rest + _COST_MORE_UNKNOWN else REST
            costs[start + 1][REST] = min(known + _COST_UNKNOWN, rest + _COST_MORE_UNKNOWN)
            back[start + 1][REST] = (start, state, ())
        place, state = size, min(range(3), key=costs[size].__getitem__)
        tokens: list[Token] = []
        while place > 0:
            start, before, names = back[place][state]
            text = self.unmask(segment[start:place])
            if not names and tokens and not tokens[-1].names:
                tokens[-1] = Token(text + tokens[-1].text, ())
            else:
                tokens.append(Token(text, names))
            place, state = start, before
        tokens.reverse()
        return tokens


def _cuts_a_number(text: str, begin: int, name: str) -> bool:
    """Tell whether a name would take only a part of a number: 1号路 in 11号路."""
    end = begin + len(name)
    return bool(
        (name[0].isdigit() and text[begin - 1 : begin].isdigit())
        or (name[-1].isdigit() and text[end : end + 1].isdigit())
    )
