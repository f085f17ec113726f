"""Which places a name means in the stated areas, and which hits lie there."""

from __future__ import annotations

from collections.abc import Sequence

from yibiao_qgis.addresses.gazetteer import Name, NameKind
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.nodes import Area, Node, Place
from yibiao_qgis.addresses.resolve import Hit, distinct
from yibiao_qgis.addresses.stated import Stated

_ANYWHERE = (False, -9)
_MOST_KEPT = 20_000


class Whereabouts:
    """Knows the areas of a library's places and nodes.

    Parameters
    ----------
    library : Library
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._places = library.places
        self._areas: dict[tuple[int, ...], dict[tuple[bool, int], list[Place]]] = {}

    def places_of(self, names: Sequence[Name], stated: Stated) -> list[Place]:
        """Return the places that names stand for: those in the stated areas, or all if none lies there."""
        if len(names) == 1 and len(names[0].targets) == 1:
            return [self._places[names[0].targets[0]]]
        targets = names[0].targets if len(names) == 1 else tuple(t for name in names for t in name.targets)
        return self.in_areas(targets, stated.community, stated.town)

    def in_areas(self, targets: tuple[int, ...], community: Name | None, town: Name | None) -> list[Place]:
        """Return those of the places that lie in the community, or else in the town, or else all."""
        by_area = self._areas.get(targets) or self._by_area(targets)
        if community:
            own = self._in(by_area, True, community.targets)
            if own:
                return own
        if town:
            own = self._in(by_area, False, town.targets)
            if own:
                return own
        return by_area[_ANYWHERE]

    def _by_area(self, targets: tuple[int, ...]) -> dict[tuple[bool, int], list[Place]]:
        """Sort places by community and town; a street lies in all communities of its town."""
        by_area: dict[tuple[bool, int], list[Place]] = {_ANYWHERE: [self._places[target] for target in targets]}
        for place in by_area[_ANYWHERE]:
            by_area.setdefault((False, place.town), []).append(place)
            if place.is_street:
                for index, community in enumerate(self._library.communities):
                    if community.parent == place.town:
                        by_area.setdefault((True, index), []).append(place)
            else:
                by_area.setdefault((True, place.comm), []).append(place)
        if len(self._areas) >= _MOST_KEPT:
            self._areas.clear()
        self._areas[targets] = by_area
        return by_area

    @staticmethod
    def _in(by_area: dict[tuple[bool, int], list[Place]], is_community: bool, targets: tuple[int, ...]) -> list[Place]:
        if len(targets) == 1:
            return by_area.get((is_community, targets[0]), [])
        found = {place.index: place for t in targets for place in by_area.get((is_community, t), ())}
        return [found[index] for index in sorted(found)]

    def agreeing(self, stated: Stated, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits in the stated community, or else in the stated town, or else all."""
        if len(hits) == 1:
            return list(hits)
        hits = distinct(hits)
        if stated.community:
            own = [hit for hit in hits if hit.node.comm in stated.community.targets]
            if own:
                return own
        if stated.town:
            own = [hit for hit in hits if self.town_of(hit.node) in stated.town.targets]
            if own:
                return own
        return hits

    def town_of(self, node: Node) -> int:
        """Return the index of a node's town; -1 if unknown."""
        if node.comm >= 0:
            return self._library.communities[node.comm].parent
        return self._places[node.place].town if node.place >= 0 else -1

    def places_near(self, node: Node) -> set[int]:
        """Return the indices of the street or compound of a node, and of its compound's gate streets."""
        if node.place < 0:
            return set()
        return {node.place, node.compound, *self._places[node.place].streets}

    def without_gates(self, hits: list[Hit]) -> list[Hit]:
        """Leave out plates that are the gate of a compound in which another hit lies."""
        inside = {hit.node.place for hit in hits}
        return [hit for hit in hits if hit.node.compound not in inside] or hits

    def areas(self, stated: Stated) -> list[Hit]:
        """Return the rows of the community that is stated, or else of the town."""
        known: tuple[tuple[Name | None, Sequence[Area]], ...] = (
            (stated.community, self._library.communities),
            (stated.town, self._library.towns),
        )
        for name, areas in known:
            if name:
                community = name.kind == NameKind.COMMUNITY
                hits = [Hit(areas[t].row, Node(-1, t if community else -1)) for t in name.targets if areas[t].row >= 0]
                if hits:
                    return hits
        return []
