"""From a canonical text to what it states.

No library number is looked up here. Text between numbers is cut into names by the
gazetteer; every block of numbers belongs to the name or rest right before it. The
beginnings of texts recur, so what they state is kept.
"""

from __future__ import annotations

import re
from typing import Any

from yibiao_qgis.addresses.assembly import Builder
from yibiao_qgis.addresses.gazetteer import NameKind
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.numbers import BLOCK
from yibiao_qgis.addresses.rests import Item, read_rest
from yibiao_qgis.addresses.stated import Stated

_MEASURE = re.compile(r"公里|里|米|步|分钟|平方|平米|㎡|元|人|年|月|路公交|号线")
_MOST_KEPT = 100_000
_PLACES = (NameKind.STREET, NameKind.COMPOUND)

_Beginning = tuple["tuple[Item, ...]", "dict[str, Any]", str]
"""Pieces of a first segment, what they state, and the attribute that takes a block right behind them."""


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
        self._areas: dict[str, tuple[Item, ...] | None] = {}
        self._items: dict[str, tuple[Item, ...]] = {"": ()}
        lengths = {len(text) for text, names in library.gazetteer.names.items() if names[0].kind in _PLACES}
        self._place_lengths = tuple(sorted(lengths, reverse=True))

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

    def _beginning(self, segment: str) -> _Beginning:
        """Return what a first segment states."""
        if len(self._beginnings) >= _MOST_KEPT:
            self._beginnings.clear()
            self._areas.clear()
        found = self._areas_and_place(segment) or self._stating(self._cut(segment, True) if segment else ())
        self._beginnings[segment] = found
        return found

    def _areas_and_place(self, segment: str) -> _Beginning | None:
        """Read a segment that is nothing but areas and a place: the same areas stand before many places."""
        names = self._gazetteer.names
        for length in self._place_lengths:
            found = names.get(segment[-length:])
            if found is None or length > len(segment):
                continue
            places = tuple(name for name in found if name.kind in _PLACES)
            if not places:
                return None
            before = segment[:-length]
            areas = self._areas.get(before)
            if areas is None:
                items = self._cut(before, True) if before else ()
                known = all(
                    item.kind <= NameKind.COMMUNITY and item.names and not item.names[0].short for item in items
                )
                areas = self._areas[before] = items if known else None
            if areas is None:
                return None
            return self._stating((*areas, Item(places[0].kind, segment[-length:], places)))
        return None

    def _stating(self, items: tuple[Item, ...]) -> _Beginning:
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
        items, fields, slot = self._beginnings.get(parts[0]) or self._beginning(parts[0])
        stated = Stated()
        attributes = stated.__dict__
        attributes.update(fields)
        size = len(parts)
        if size == 1:
            return [stated]
        if slot and not parts[2] and not parts[1].isalpha():
            attributes[slot] = parts[1]
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
