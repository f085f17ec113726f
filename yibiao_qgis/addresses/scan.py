"""From a canonical text to what it states.

No library number is looked up here. Text between numbers is cut into names by the
gazetteer; every block of numbers belongs to the name or rest right before it. The
beginnings of texts recur, so what they state is kept.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from yibiao_qgis.addresses.assembly import Builder
from yibiao_qgis.addresses.gazetteer import Name, NameKind
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.numbers import BLOCK
from yibiao_qgis.addresses.rests import Item, read_rest
from yibiao_qgis.addresses.result import Fault, FaultKind
from yibiao_qgis.addresses.stated import Stated

_MEASURE = re.compile(r"(?:公里|里|米|步|分钟|平方米?|平米|㎡|元|人|年|月)(?:[处左右远内外的]|$)|路公交|号线")
_MOST_KEPT = 100_000
_PLACES = (NameKind.STREET, NameKind.COMPOUND)

_Beginning = tuple["tuple[Item, ...]", "dict[str, Any]", str]
"""Pieces of a first segment, what they state, and the attribute that takes a block right behind them."""


class KnownPlace(NamedTuple):
    """A street or compound by its string: its piece, the attribute of `Stated` that it fills, its faults."""

    item: Item
    slot: str
    faults: tuple[Fault, ...]


class KnownAreas(NamedTuple):
    """Areas by their string: their pieces, and the attributes of `Stated` that they fill."""

    items: tuple[Item, ...]
    fields: dict[str, Any]


def _means_one(names: tuple[Name, ...]) -> bool:
    """Tell whether a string is a street's or a compound's name and nothing else."""
    return len(names) == 1 and names[0].kind in _PLACES


def _as_place(text: str, names: tuple[Name, ...]) -> KnownPlace:
    name = names[0]
    faults = (Fault(FaultKind.ALIAS, text),) if name.alias and text != name.name else ()
    return KnownPlace(Item(name.kind, text, names), "street" if name.kind == NameKind.STREET else "compound", faults)


class Scanner:
    """Reads texts for one library.

    Parameters
    ----------
    library : Library
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._gazetteer = library.gazetteer
        self._beginnings: dict[str, _Beginning] = {}
        self._areas: dict[str, KnownAreas | None] = {}
        self._items: dict[str, tuple[Item, ...]] = {"": ()}
        self._last: tuple[tuple[str, bool], tuple[Item, ...]] = (("", False), ())
        self._places = {
            text: _as_place(text, names) for text, names in library.gazetteer.names.items() if _means_one(names)
        }
        endings: dict[str, set[int]] = {}
        for text in self._places:
            endings.setdefault(text[-2:], set()).add(len(text))
        self._endings = {end: tuple(sorted(lengths, reverse=True)) for end, lengths in endings.items()}

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_beginnings": {}, "_areas": {}, "_items": {"": ()}}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)

    def items(self, segment: str) -> tuple[Item, ...]:
        """Return the pieces of a segment inside a text.

        Parameters
        ----------
        segment : str
            Masked text without numbers.

        Returns
        -------
        tuple of Item
        """
        items = self._items.get(segment)
        if items is None:
            if len(self._items) >= _MOST_KEPT:
                self._items = {"": ()}
            items = self._items[segment] = self._cut(segment, False)
        return items

    def beginning(self, segment: str) -> _Beginning:
        """Return what a first segment states.

        Parameters
        ----------
        segment : str
            Masked text up to the first number.

        Returns
        -------
        tuple
            Its pieces, the attributes of `Stated` that it fills, and the attribute that takes a block right behind it.
        """
        found = self._beginnings.get(segment) or self._areas_and_place(segment)
        if found is None:
            found = self._stating(self._cut(segment, True) if segment else ())
            if len(self._beginnings) >= _MOST_KEPT:
                self._beginnings.clear()
            self._beginnings[segment] = found
        return found

    def place_at_end(self, segment: str) -> KnownPlace | None:
        """Return the street or compound that a segment ends with, if its name means nothing else.

        Parameters
        ----------
        segment : str

        Returns
        -------
        KnownPlace or None
        """
        for length in self._endings.get(segment[-2:], ()):
            place = self._places.get(segment[-length:])
            if place is not None:
                return place
        return None

    def areas(self, segment: str) -> KnownAreas | None:
        """Return what a segment of areas alone states; None if it holds anything else.

        Parameters
        ----------
        segment : str

        Returns
        -------
        KnownAreas or None
        """
        try:
            return self._areas[segment]
        except KeyError:
            pass
        items = self._cut(segment, True) if segment else ()
        areas = None
        if all(item.kind <= NameKind.COMMUNITY and item.names for item in items):
            areas = KnownAreas(items, self._stating(items)[1])
        if len(self._areas) >= _MOST_KEPT:
            self._areas.clear()
        self._areas[segment] = areas
        return areas

    def _areas_and_place(self, segment: str) -> _Beginning | None:
        """Read a segment that is nothing but areas and a place: the same areas stand before many places."""
        place = self.place_at_end(segment)
        areas = self.areas(segment[: -len(place.item.text)]) if place else None
        if place is None or areas is None:
            return None
        fields = {**areas.fields, place.slot: place.item.names}
        if place.faults:
            fields["faults"] = fields.get("faults", ()) + place.faults
        return (*areas.items, place.item), fields, f"{place.slot}_block"

    @staticmethod
    def _stating(items: tuple[Item, ...]) -> _Beginning:
        builder = Builder(Stated())
        for item in items:
            builder.take(item)
        stated = builder.stated
        slot = ""
        if items and items[-1].names and not stated.near:
            if items[-1].kind == NameKind.STREET and stated.street == items[-1].names:
                slot = "street_block"
            elif items[-1].kind == NameKind.COMPOUND and stated.compound == items[-1].names:
                slot = "compound_block"
        return items, stated.__dict__, slot

    def _cut(self, segment: str, first: bool) -> tuple[Item, ...]:
        """Cut a segment into pieces; the last one is kept, since a first segment is looked at twice."""
        if self._last[0] != (segment, first):
            self._last = ((segment, first), self._pieces(segment, first))
        return self._last[1]

    def _pieces(self, segment: str, first: bool) -> tuple[Item, ...]:
        items: list[Item] = []
        outermost = first
        for token in self._gazetteer.tokens(segment):
            if not token.names:
                foreign = bool(items) and items[-1].kind == NameKind.OTHER_COUNTY
                items += read_rest(token.text, self._library, outermost, foreign=foreign)
                outermost = outermost and items[-1].kind == NameKind.OTHER_COUNTY
                continue
            names = tuple(name for name in token.names if name.kind in _PLACES) or token.names
            kind = names[0].kind
            last = items[-1] if items else None
            single = last is not None and last.kind == NameKind.UNKNOWN and len(last.text) == 1 and not last.rest
            if last and single and (kind in _PLACES or self._library.near_places.find(last.text + token.text)):
                # 新福星大道 is not 福星大道: one character before a name belongs to it.
                items[-1] = Item(NameKind.UNKNOWN, last.text + token.text)
            else:
                items.append(Item(kind, token.text, names))
            outermost = outermost and kind in (NameKind.PROVINCE, NameKind.COUNTY)
        return tuple(items)

    def scan(self, text: str) -> list[Stated]:
        """Return what a text states, address by address.

        Parameters
        ----------
        text : str
            Canonical.

        Returns
        -------
        list of Stated
            At least one; a further one where the text begins anew.
        """
        parts = BLOCK.split(self._gazetteer.mask(text))
        items, fields, slot = self.beginning(parts[0])
        stated = Stated()
        attributes = stated.__dict__
        attributes.update(fields)
        size = len(parts)
        if size == 1:
            return [stated]
        if slot and not parts[2] and not parts[1].isalpha():
            attributes[slot] = parts[1]
            return [stated]
        if size == 5 and slot == "street_block" and not (parts[4] or attributes.get("compound")):
            behind = self.items(parts[2])
            if len(behind) == 1 and behind[0].kind == NameKind.COMPOUND and not parts[3].isalpha():
                name = behind[0].names[0]
                if not name.alias and len(behind[0].names) == 1:
                    attributes["street_block"] = parts[1]
                    attributes["compound"] = behind[0].names
                    attributes["compound_block"] = parts[3]
                    return [stated]
        builder = Builder(stated)
        for position in range(1, size, 2):
            block, segment = parts[position], parts[position + 1]
            if segment and _MEASURE.match(segment):
                builder.stated.near = builder.stated.near or block
            elif block.isalpha() and block.isascii():
                builder.take(Item(NameKind.UNKNOWN, block))
            else:
                builder.attach(block, items)
            items = self.items(segment)
            for item in items:
                builder.take(item)
        return builder.done()
