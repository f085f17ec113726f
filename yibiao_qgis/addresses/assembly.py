"""Puts the pieces of a text together to what it states."""

from __future__ import annotations

import re

from yibiao_qgis.addresses.gazetteer import NameKind
from yibiao_qgis.addresses.rests import Item, Rest
from yibiao_qgis.addresses.result import Fault, FaultKind
from yibiao_qgis.addresses.stated import Stated, Stray

_MOST_ADDRESSES = 4
_PLACES = (NameKind.STREET, NameKind.COMPOUND)
_REPEATED = Fault(FaultKind.REPEATED)
_GROUP_ONLY = re.compile(r"[0-9]+组")


class Builder:
    """Puts the pieces of one text together, address by address.

    Parameters
    ----------
    stated : Stated
        What the beginning of the text states; it is changed.
    """

    def __init__(self, stated: Stated) -> None:
        self.stated = stated
        self._all = [self.stated]
        self._last_owner = ""

    def _anew(self) -> Stated:
        if len(self._all) < _MOST_ADDRESSES:
            self.stated = Stated()
            self._all.append(self.stated)
        return self.stated

    def take(self, item: Item) -> None:
        """Take a piece of a segment."""
        kind = item.kind
        if kind == NameKind.STREET or kind == NameKind.COMPOUND:
            self._take_place(item)
        elif kind <= NameKind.COMMUNITY:
            self._take_area(item)
        elif kind == NameKind.UNKNOWN:
            self._take_rest(item)
        else:
            self._take_outside(item)

    def _take_area(self, item: Item) -> None:
        stated = self.stated
        name = item.names[0]
        if stated.has_block:
            stated = self._anew()
        kind = item.kind
        if kind == NameKind.PROVINCE:
            return
        if kind == NameKind.COUNTY:
            before, stated.county = stated.county, name
        elif kind == NameKind.TOWN:
            before, stated.town = stated.town, name
        else:
            before, stated.community = stated.community, name
        if before is not None:
            same = before.name == name.name
            stated.faults += (_REPEATED if same else Fault(FaultKind.CONTRADICTION, f"{before.name}, {name.name}"),)
        elif item.repaired:
            stated.faults += (Fault(FaultKind.AREA_REPAIRED, f"{item.text} > {name.name}"),)
        elif name.alias:
            stated.faults += (Fault(FaultKind.ALIAS, item.text),)

    def _take_outside(self, item: Item) -> None:
        stated = self.stated
        if stated.has_block:
            stated = self._anew()
        county = item.kind == NameKind.OTHER_COUNTY
        if item.names:
            stated.misspelt_county = item.names[0]
        if stated.outside is None:
            stated.outside = Fault(FaultKind.OTHER_DISTRICT if county else FaultKind.OTHER_TOWN, item.text)

    def _take_rest(self, item: Item) -> None:
        stated = self.stated
        if item.rest == Rest.NEAR:
            stated.near = item.text
        elif item.rest == Rest.CROSSING:
            stated.crossing = True
        elif item.rest == Rest.UNREAD:
            stated.rests += (item.text,)

    def _take_place(self, item: Item) -> None:
        stated = self.stated
        if stated.near and not stated.has_block and (stated.street or stated.compound):
            # 怡云花园对面福星大道88号: the first place only describes the second.
            stated.street = stated.compound = ()
            stated.near = ""
            stated.faults += (Fault(FaultKind.UNREAD, item.text),)
        if stated.village_block and not _GROUP_ONLY.fullmatch(stated.village_block):
            stated = self._anew()
        streets = tuple(name for name in item.names if name.kind == NameKind.STREET)
        compounds = tuple(name for name in item.names if name.kind == NameKind.COMPOUND)
        if streets and (not compounds or not stated.street):
            if stated.street_block or stated.stray or stated.compound_block:
                stated = self._anew()
            elif stated.street and stated.street != streets:
                stated.other_streets += (stated.street,)
            stated.street = streets
        else:
            behind_compound = stated.stray and stated.compound
            if stated.compound_block or behind_compound or (stated.compound and stated.compound == compounds):
                if stated.has_block:
                    stated = self._anew()
                else:
                    stated.faults += (_REPEATED,)
            elif stated.compound:
                stated.rests += (stated.compound[0].name,)
            stated.compound = compounds
        if item.names[0].alias and item.text != item.names[0].name:
            stated.faults += (Fault(FaultKind.ALIAS, item.text),)

    def attach(self, block: str, items: tuple[Item, ...]) -> None:
        """Give a block to the last of the pieces right before it."""
        stated = self.stated
        item = items[-1] if items else None
        kind = item.kind if item else NameKind.PROVINCE
        if item and item.names and kind in _PLACES:
            if kind == NameKind.STREET and stated.street == item.names:
                stated.street_block = block
                self._last_owner = "street"
            else:
                stated.compound_block = block
                self._last_owner = "compound"
        elif (kind == NameKind.COMMUNITY and item) or ("组" in block and kind <= NameKind.COMMUNITY):
            stated.village_block = block
            self._last_owner = "village"
        elif item and item.rest == Rest.JOINING and stated.has_block and not stated.stray:
            self._same_again(block)
        elif stated.street_block or stated.compound_block or stated.stray:
            self._tail(block, item)
        elif item and item.rest in (Rest.REMARK, Rest.NEAR) and (stated.street or stated.compound):
            if stated.compound:
                stated.compound_block = block
            else:
                stated.street_block = block
        else:
            self._stray(block, items)

    def _same_again(self, block: str) -> None:
        before, stated = self.stated, self._anew()
        if stated is before:
            return
        stated.county, stated.town, stated.community = before.county, before.town, before.community
        if self._last_owner == "street":
            stated.street, stated.street_block = before.street, block
        elif self._last_owner == "compound":
            stated.street, stated.compound, stated.compound_block = before.street, before.compound, block
        else:
            stated.village_block = block

    def _tail(self, block: str, item: Item | None) -> None:
        stated = self.stated
        if stated.tail_block:
            stated.rests += (block,)
            return
        stated.tail_block = block
        if item and item.rest == Rest.UNREAD and stated.rests and stated.rests[-1] == item.text:
            stated.tail_rest, stated.rests = stated.rests[-1], stated.rests[:-1]

    def _stray(self, block: str, items: tuple[Item, ...]) -> None:
        stated = self.stated
        chunk = items[-1].text if items and not items[-1].names else ""
        if stated.rests and stated.rests[-1] == chunk:
            stated.rests = stated.rests[:-1]
        if stated.stray is None:
            stated.stray = Stray(chunk, block, items[-2].text if len(items) > 1 else "")
        else:
            stated.rests += (block,)

    @staticmethod
    def _joined(first: Stated, last: Stated) -> bool:
        """Give areas that stand behind the address, 福星大道88号怡云社区, to the address; tell that nothing is left."""
        first.town = first.town or last.town
        first.community = first.community or last.community
        first.rests += last.rests
        return False

    def done(self) -> list[Stated]:
        """Return the addresses; later ones lie in the areas of the first unless they name their own."""
        first = self._all[0]
        self._all[1:] = [stated for stated in self._all[1:] if stated.is_address or self._joined(first, stated)]
        for stated in self._all[1:]:
            if stated.outside is None and not (stated.county or stated.town or stated.community):
                stated.county, stated.town, stated.outside = first.county, first.town, first.outside
        return self._all
