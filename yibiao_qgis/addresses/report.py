"""From hits to a :class:`~yibiao_qgis.addresses.result.Match`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yibiao_qgis.addresses.evaluate import Evaluator
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.nodes import Node
from yibiao_qgis.addresses.resolve import Hit
from yibiao_qgis.addresses.result import Candidate, Fault, FaultKind, Match, score_of
from yibiao_qgis.model.levels import Element
from yibiao_qgis.model.statuses import MatchStatus

MOST_CANDIDATES = 5
_new = tuple.__new__
_M, _T, _U, _O = (status.value for status in MatchStatus)
_NO_OWN = Fault(FaultKind.NO_OWN_RECORD)
_NUMBERED = re.compile(r"([^0-9]*)([0-9]{0,9})")
_FINENESS = {
    Element.ROOM.value: 0,
    Element.UNIT.value: 1,
    Element.BUILDING.value: 2,
    Element.SUB_DOOR.value: 3,
    Element.DOOR_PLATE.value: 3,
    Element.STREET.value: 5,
    Element.RESIDENTIAL_COMPOUND.value: 4,
    Element.UNIT_COMPOUND.value: 4,
    Element.HAMLET.value: 4,
    Element.GROUP.value: 4,
}
_SETTLING = ("town", "community", "street", "compound", "door", "building", "unit", "room")


def _rank(candidate: Candidate) -> tuple[int, list[tuple[str, int]], str]:
    """Return what candidates are ordered by: 附2号 stands before 附10号."""
    numbers = [(text, int(digits or 0)) for text, digits in _NUMBERED.findall(candidate.address)]
    return _FINENESS.get(candidate.element, 9), numbers, candidate.uuid


class Reporter:
    """Writes matches from one library.

    Parameters
    ----------
    library : Library
    evaluator : Evaluator
    """

    def __init__(self, library: Library, evaluator: Evaluator) -> None:
        self._library = library
        self._evaluator = evaluator

    def matched(self, hit: Hit, faults: tuple[Fault, ...]) -> Match:
        """Return a match; without any record on the way up it is unmatched."""
        row = hit.row
        if row < 0:
            row = self._coarser(hit.node)
            if row < 0:
                return self.unmatched(faults, ())
            faults += (_NO_OWN,)
        elif not hit.own:
            faults += (_NO_OWN,)
        library = self._library
        code, uuid, address = library.texts(row)
        # By tuple's own constructor: this is made for most rows, and a named tuple's takes three times as long.
        return _new(
            Match,
            (
                _M,
                library.element[row],
                score_of(faults) if faults else 100,
                faults,
                code,
                uuid,
                address,
                library.x[row],
                library.y[row],
                library.grid_code[row],
                library.beat_code[row],
                (),
                "",
            ),
        )

    def tied(self, hits: Sequence[Hit], faults: list[Fault], several: bool) -> Match:
        """Return a tie with its candidates and what would settle it."""
        if not several:
            faults.append(Fault(FaultKind.AMBIGUOUS, str(len(hits))))
        told = tuple(faults)
        return Match(
            _T,
            score=score_of(told),
            faults=told,
            candidates=self.candidates(hits),
            settle="" if several else self.settling(hits),
        )

    def unmatched(self, faults: Sequence[Fault], coarse: Sequence[Hit]) -> Match:
        """Return an unmatched row with what was found above the missing part."""
        told = tuple(faults)
        return Match(_U, score=score_of(told), faults=told, candidates=self.candidates(coarse) if coarse else ())

    def outside(self, faults: Sequence[Fault]) -> Match:
        """Return a row that lies outside the district."""
        return Match(_O, score=0, faults=tuple(faults))

    def candidates(self, hits: Sequence[Hit]) -> tuple[Candidate, ...]:
        """Return the records behind hits, at most five: the finest first, then by their numbers."""
        library = self._library
        rows = {row for hit in hits if (row := hit.row if hit.row >= 0 else self._coarser(hit.node)) >= 0}
        found = []
        for row in rows:
            code, uuid, address = library.texts(row)
            found.append(Candidate(library.element[row], address, code, uuid, library.x[row], library.y[row]))
        found.sort(key=_rank)
        return tuple(found[:MOST_CANDIDATES])

    def _coarser(self, node: Node) -> int:
        """Return the row of the next coarser record: the building's plate or compound, the plate's place."""
        if node.row >= 0:
            return node.row
        if node.place < 0:
            return -1
        place = self._library.places[node.place]
        if node.compound >= 0:
            return self._library.places[node.compound].node.row
        if node.building and node.door:
            plate = place.doors.get(node.door) or place.gates.get(node.door)
            if plate is not None and plate.row >= 0:
                return plate.row
        return place.node.row

    def settling(self, hits: Sequence[Hit]) -> str:
        """Return the coarsest field in which all hits differ; empty if there is none."""
        told = [self._elements(hit) for hit in hits]
        for position, name in enumerate(_SETTLING):
            values = {one[position] for one in told}
            if len(values) == len(told):
                mains = {value.partition("附")[0] for value in values}
                return "sub_door" if name == "door" and len(mains) == 1 else name
        return ""

    def _elements(self, hit: Hit) -> tuple[str, ...]:
        library, node = self._library, hit.node
        town = self._evaluator.where.town_of(node)
        place = library.places[node.place] if node.place >= 0 else None
        name = place.name if place else ""
        street = name if place and place.is_street else ""
        compound = "" if street else name
        if street and node.compound >= 0:
            compound = library.places[node.compound].name
        unit = library.units[hit.row] if hit.row >= 0 else ""
        return (
            library.towns[town].name if town >= 0 else "",
            library.communities[node.comm].name if node.comm >= 0 else "",
            street,
            compound,
            node.door,
            node.building,
            unit,
            library.texts(hit.row)[2] if hit.row >= 0 else "",
        )
