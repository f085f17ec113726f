"""What an address text means in a closed library: the rows that agree with all it states.

The truth of the department tables rests on this module. It never reads a text: it
is told which elements a text states, and answers from the library alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yibiao_qgis.addresses.standard import as_text
from yibiao_qgis.model.levels import Element
from yibiao_qgis.model.statuses import MatchStatus

FIELDS = ("town", "community", "street", "compound", "door", "sub_door", "building", "unit", "floor", "room")
"""Elements of a library row that a text can state; an absent one is an empty text."""

TAIL = ("building", "unit", "room")

COMPOUNDS = (Element.GROUP, Element.RESIDENTIAL_COMPOUND, Element.UNIT_COMPOUND, Element.HAMLET)
LEVELS: dict[str, tuple[Element, ...]] = {
    "community": (Element.COMMUNITY,),
    "street": (Element.STREET,),
    "compound": COMPOUNDS,
    "plate": (Element.DOOR_PLATE, Element.SUB_DOOR),
    "building": (Element.BUILDING,),
    "room": (Element.ROOM,),
}
_PLACE = ("town", "community", "street", "compound", "door", "sub_door")
_ASKED = {
    "community": ("town", "community"),
    "street": ("town", "community", "street"),
    "compound": ("town", "community", "street", "compound"),
    "plate": _PLACE,
    "bare": _PLACE,
    "building": (*_PLACE, "building"),
    "room": (*_PLACE, *TAIL),
}
_FACTOR = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1

Stated = Mapping[str, str]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Meaning:
    """What a careful clerk would say.

    Parameters
    ----------
    status : MatchStatus
        One row fits, several fit, or none.
    rows : tuple of int
        Positions of the fitting library rows.
    coarse : tuple of int
        Where none fits: what the text names rightly above that, finest first.
    fallback : bool
        Whether the text also states something finer that the library lacks.
    """

    status: MatchStatus
    rows: tuple[int, ...] = ()
    coarse: tuple[int, ...] = ()
    fallback: bool = False


class AddressIndex:
    """Exact look-up of library rows by any set of elements.

    Parameters
    ----------
    addresses : DataFrame
        Library rows with the fields of the address layer.
    """

    def __init__(self, addresses: pd.DataFrame) -> None:
        self.uuids = [as_text(value) for value in addresses["uuid"]]
        self.elements = [as_text(value) for value in addresses["element"]]
        self.addresses = [as_text(value) for value in addresses["address"]]
        self.sources = _column(addresses, "source")
        self.aliases = _column(addresses, "aliases")
        self.counties = _column(addresses, "county")
        self._codes: dict[str, NDArray[np.uint64]] = {}
        self._values: dict[str, list[str]] = {}
        self._code_of: dict[str, dict[str, int]] = {}
        for name in FIELDS:
            values = _column(addresses, name)
            if name == "building":
                values = [bare_building(value) for value in values]
            codes, uniques = pd.factorize(np.array(["", *values], dtype=object))
            self._codes[name] = codes[1:].astype(np.uint64)
            self._values[name] = [str(value) for value in uniques]
            self._code_of[name] = {value: code for code, value in enumerate(self._values[name])}
        elements = np.array(self.elements, dtype=object)
        self._rows = {
            level: np.flatnonzero(np.isin(elements, [e.value for e in kinds])) for level, kinds in LEVELS.items()
        }
        # A building that stands alone on a street has no name of its own: its door number is its name.
        nameless = (elements == Element.BUILDING.value) & (self._codes["building"] == 0) & (self._codes["door"] != 0)
        self._rows["bare"] = np.flatnonzero(nameless)
        self._tables: dict[tuple[str, tuple[str, ...]], tuple[NDArray[np.uint64], Rows]] = {}

    def __len__(self) -> int:
        return len(self.uuids)

    def value(self, row: int, name: str) -> str:
        """Return one element of a row; the building without its word (``3`` for ``3幢``)."""
        return self._values[name][int(self._codes[name][row])]

    def stated(self, row: int) -> dict[str, str]:
        """Return all elements of a row that are not empty."""
        return {name: value for name in FIELDS if (value := self.value(row, name))}

    def names(self, name: str) -> set[str]:
        """Return the different values of an element, without the empty one."""
        return set(self._values[name]) - {""}

    def rows_of(self, level: str) -> Rows:
        """Return the positions of a level's rows."""
        return self._rows[level]

    def group_sizes(self, level: str, names: Sequence[str]) -> Rows:
        """Return for each row of a level how many rows agree with it in `names`."""
        _, inverse, counts = np.unique(self._keys(level, names), return_inverse=True, return_counts=True)
        return np.asarray(counts[inverse])

    def filled(self, level: str, name: str) -> NDArray[np.bool_]:
        """Return for each row of a level whether an element is there."""
        return np.asarray(self._codes[name][self._rows[level]] != 0)

    def look(self, level: str, wanted: Stated) -> list[int]:
        """Return the rows of a level that agree with every value; an empty value asks for an empty element."""
        names = tuple(name for name in FIELDS if name in wanted)
        codes = [self._code_of[name].get(wanted[name]) for name in names]
        if None in codes:
            return []
        key = 0
        for code in codes:
            key = (key * _FACTOR + int(code or 0) + 1) & _MASK
        keys, rows = self._table(level, names)
        sought = np.uint64(key)
        first, last = keys.searchsorted(sought, "left"), keys.searchsorted(sought, "right")
        found = rows[first:last].tolist()
        return [row for row in found if all(self._codes[name][row] == code for name, code in zip(names, codes))]

    def find(self, level: str, stated: Stated) -> list[int]:
        """Return the rows of a level that a statement fits.

        A door without sub-number means the plate without sub-number where there is one.
        """
        wanted = {name: stated[name] for name in _ASKED[level] if stated.get(name)}
        if level == "street" and "community" in wanted:
            # A street runs through several communities; its row need not name one.
            return self.look(level, wanted) or self.look(level, _without(wanted, "community"))
        if level == "compound" and "street" in wanted:
            # The street settles which of several compounds of a name is meant, where the library knows it.
            return self.look(level, wanted) or self.look(level, _without(wanted, "street"))
        if "door" in wanted and "sub_door" not in wanted:
            exact = self.look(level, {**wanted, "sub_door": ""})
            if exact:
                return exact
        rows = self.look(level, wanted)
        if level == "plate" and not rows:
            return self.look("bare", wanted)
        return rows

    def resolve(self, stated: Stated, readings: Sequence[Stated] | None = None) -> Meaning:
        """Say what a statement means.

        Parameters
        ----------
        stated : mapping
            Element to value; the areas, street, compound and door. Without
            `readings` it may hold the building, unit and room too.
        readings : sequence of mapping, optional
            The ways in which a dash code can be taken, each with building, unit
            and room; the likeliest first.

        Returns
        -------
        Meaning
        """
        place = {name: stated[name] for name in _PLACE if stated.get(name)}
        tails = list(readings or ({name: stated[name] for name in TAIL if stated.get(name)},))
        asks_room = any(tail.get("room") for tail in tails)
        if asks_room:
            rows = sorted({row for tail in tails for row in self.find("room", {**place, **tail})})
            if rows:
                return _meaning(rows)
        if tails[0].get("building"):
            rows = self.find("building", {**place, **tails[0]})
            return _meaning(rows, fallback=asks_room) if rows else self._nowhere(place, self._gate(place))
        if place.get("door"):
            rows = self._behind_gate(place) or self.find("plate", place)
            return _meaning(rows, fallback=asks_room) if rows else self._nowhere(place, self._main_plate(place))
        return _meaning(self._named(place))

    def has_one_building(self, stated: Stated) -> bool:
        """Say whether a place has at most one building, so that nobody needs to name it."""
        return len(self.find("building", {name: stated[name] for name in _PLACE if stated.get(name)})) <= 1

    def _behind_gate(self, place: Stated) -> list[int]:
        """Return the compound that a street, a door and its name state together: 福星大道88号怡云花园."""
        return self.look("compound", place) if place.get("street") and place.get("compound") else []

    def _gate(self, place: Stated) -> list[int]:
        if not place.get("door"):
            return []
        # A gate's plate may bear the street and number alone.
        return self.find("plate", place) or self.find("plate", {**place, "compound": ""})

    def _main_plate(self, place: Stated) -> list[int]:
        return self.look("plate", {**place, "sub_door": ""}) if place.get("sub_door") else []

    def _nowhere(self, place: Stated, nearest: list[int]) -> Meaning:
        above = [row for level in ("compound", "street") if place.get(level) for row in self.find(level, place)]
        return Meaning(MatchStatus.UNMATCHED, coarse=(*nearest, *above))

    def _named(self, place: Stated) -> list[int]:
        for level in ("compound", "street", "community"):
            if place.get(level):
                return self.find(level, place)
        return []

    def _keys(self, level: str, names: Iterable[str]) -> NDArray[np.uint64]:
        rows = self._rows[level]
        key = np.zeros(len(rows), dtype=np.uint64)
        for name in names:
            key = key * np.uint64(_FACTOR) + self._codes[name][rows] + np.uint64(1)
        return key

    def _table(self, level: str, names: tuple[str, ...]) -> tuple[NDArray[np.uint64], Rows]:
        table = self._tables.get((level, names))
        if table is None:
            keys = self._keys(level, names)
            order = np.argsort(keys, kind="stable")
            table = self._tables[level, names] = (keys[order], self._rows[level][order])
        return table


def bare_building(name: str) -> str:
    """Return a building's number without its word: ``3`` for ``3幢``, ``3栋`` and ``3号楼``."""
    for word in ("号楼", "#楼", "幢", "栋", "座", "#"):
        if name.endswith(word) and name != word:
            return name[: -len(word)]
    return name


def _without(stated: Stated, name: str) -> dict[str, str]:
    return {key: value for key, value in stated.items() if key != name}


def _column(frame: pd.DataFrame, name: str) -> list[str]:
    return [as_text(value) for value in frame[name]] if name in frame.columns else [""] * len(frame)


def _meaning(rows: Sequence[int], fallback: bool = False) -> Meaning:
    if not rows:
        return Meaning(MatchStatus.UNMATCHED)
    return Meaning(MatchStatus.MATCHED if len(rows) == 1 else MatchStatus.TIED, tuple(rows), fallback=fallback)
