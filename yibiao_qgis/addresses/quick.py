"""The short way for texts that say one thing plainly, which most do.

Areas, a street or compound with its numbers, perhaps a compound behind the door: such a
text is looked up without building the objects that the long way needs to explain
itself. Wherever anything is unusual the answer is None and the long way decides; where
it is not, both ways give the same match.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from yibiao_qgis.addresses.evaluate import Evaluator
from yibiao_qgis.addresses.gazetteer import Name, NameKind
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.nodes import Node, Place
from yibiao_qgis.addresses.numbers import BLOCK, Owner, Shape
from yibiao_qgis.addresses.report import Reporter
from yibiao_qgis.addresses.resolve import Hit, owner_of
from yibiao_qgis.addresses.rests import Rest
from yibiao_qgis.addresses.result import Fault, FaultKind, Match
from yibiao_qgis.addresses.scan import Scanner
from yibiao_qgis.addresses.stated import Stated

_MOST_KEPT = 100_000


class _Areas(NamedTuple):
    """The areas that a text begins with."""

    community: Name | None
    town: Name | None
    faults: tuple[Fault, ...]
    is_village: bool  # a community stands last, so that groups and numbers may follow


class Quick:
    """Matches plain texts.

    Parameters
    ----------
    library : Library
    scanner : Scanner
    evaluator : Evaluator
    reporter : Reporter
    """

    def __init__(self, library: Library, scanner: Scanner, evaluator: Evaluator, reporter: Reporter) -> None:
        self._gazetteer = library.gazetteer
        self._communities = library.communities
        self._places = library.places
        self._scanner = scanner
        self._evaluator = evaluator
        self._reporter = reporter
        self._areas: dict[str, _Areas | None] = {}

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_areas": {}}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)

    def match(self, text: str) -> Match | None:
        """Return the match of a plain text; None if it is not plain or does not match.

        Parameters
        ----------
        text : str
            Canonical, without bracket contents to be considered.

        Returns
        -------
        Match or None
        """
        parts = BLOCK.split(self._gazetteer.mask(text))
        size = len(parts)
        near: tuple[Fault, ...] | None = ()
        if size > 1 and parts[-1]:
            near = self._nearness(parts[-1])
        if size > 5 or near is None:
            return None
        place = self._scanner.place_at_end(parts[0])
        before = parts[0][: -len(place.item.text)] if place else parts[0]
        try:
            areas = self._areas[before]
        except KeyError:
            areas = self._read_areas(before)
        if areas is None:
            return None
        hits: Sequence[Hit] | None
        if place is None:
            hits = self._in_village(areas, parts)
            faults = areas.faults
        else:
            targets = place.item.names[0].targets
            if len(targets) == 1:
                places = [self._places[targets[0]]]
            else:
                places = self._evaluator.where.in_areas(targets, areas.community, areas.town)
            hits = self._in_place(parts, places)
            faults = areas.faults + place.faults
        if not hits or hits[0].row < 0 or (len(hits) > 1 and any(hit.row != hits[0].row for hit in hits)):
            return None
        return self._reporter.matched(hits[0], faults + near + self._wrong_areas(areas, hits[0].node))

    def _nearness(self, segment: str) -> tuple[Fault, ...] | None:
        """Return the fault of a text's end that says 旁 or the like; none for a remark, None for anything else."""
        items = self._scanner.items(segment)
        if all(item.rest == Rest.REMARK for item in items):
            return ()
        if len(items) == 1 and items[0].rest == Rest.NEAR:
            return (Fault(FaultKind.NEARBY, items[0].text),)
        return None

    def _read_areas(self, segment: str) -> _Areas | None:
        if len(self._areas) >= _MOST_KEPT:
            self._areas.clear()
        known = self._scanner.areas(segment)
        areas = None
        if known is not None:
            stated = Stated()
            stated.__dict__.update(known.fields)
            is_village = bool(known.items) and known.items[-1].kind == NameKind.COMMUNITY
            areas = _Areas(stated.community, stated.town, stated.faults, is_village)
        self._areas[segment] = areas
        return areas

    def _in_place(self, parts: list[str], places: list[Place]) -> Sequence[Hit] | None:
        """Return the hits of the numbers behind a street or compound."""
        if len(parts) == 1:
            return [Hit(place.node.row, place.node) for place in places]
        owner = owner_of(places)
        block = self._evaluator.block(parts[1], owner)
        if block.shape is not Shape.PLAIN or block.ends:
            return None
        if len(parts) == 3:
            return self._evaluator.simple(block.readings, places)
        if owner is not Owner.STREET:
            return None
        names = self._gazetteer.names.get(parts[2])
        if names is None or len(names) != 1 or names[0].kind != NameKind.COMPOUND or names[0].alias:
            return None
        # The compound behind the door: both must plainly belong together.
        plates = self._evaluator.simple([reading for reading in block.readings if reading.is_bare], places)
        if not plates or len(plates) > 1:
            return None
        compound = plates[0].node.compound
        block = self._evaluator.block(parts[3], Owner.DOOR)
        if compound not in names[0].targets or block.shape is not Shape.PLAIN:
            return None
        return self._evaluator.simple(block.readings, (self._places[compound],))

    def _in_village(self, areas: _Areas, parts: list[str]) -> Sequence[Hit] | None:
        """Return the community itself, or the hits of a group's number behind it: 阳坪社区3组12号."""
        if not areas.is_village or areas.community is None:
            return None
        if len(parts) == 1:
            targets = areas.community.targets
            return [Hit(self._communities[target].row, Node(-1, target)) for target in targets]
        return self._in_group(areas, parts[1]) if len(parts) == 3 else None

    def _in_group(self, areas: _Areas, numbers: str) -> Sequence[Hit] | None:
        block = self._evaluator.block(numbers, Owner.VILLAGE)
        if block.shape is not Shape.PLAIN or len(block.readings) != 1 or not block.readings[0].group:
            return None
        reading = block.readings[0]
        stated = Stated()
        stated.community, stated.town = areas.community, areas.town
        places = self._evaluator.groups_of(reading.group, stated)
        if reading.door:
            return self._evaluator.simple(block.readings, places)
        return [Hit(place.node.row, place.node) for place in places] if reading.is_bare else None

    def _wrong_areas(self, areas: _Areas, node: Node) -> tuple[Fault, ...]:
        community, town = areas.community, areas.town
        wrong: tuple[Fault, ...] = ()
        if node.comm < 0:
            return wrong
        if community is not None and node.comm not in community.targets:
            wrong += (Fault(FaultKind.WRONG_COMMUNITY, community.name),)
        if town is not None and self._communities[node.comm].parent not in town.targets:
            wrong += (Fault(FaultKind.WRONG_TOWN, town.name),)
        return wrong
