"""From what an address states to the rows that fit it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yibiao_qgis.addresses.answer import Answer
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.nodes import Place
from yibiao_qgis.addresses.numbers import Block, Owner, Reading, Shape, read_block
from yibiao_qgis.addresses.resolve import Found, Hit, Loss, Resolver, distinct, owner_of
from yibiao_qgis.addresses.result import Fault, FaultKind
from yibiao_qgis.addresses.stated import Stated
from yibiao_qgis.addresses.whereabouts import Whereabouts

_MOST_KEPT = 100_000
_DEPTH = {
    FaultKind.NO_ROOM: 4,
    FaultKind.NO_UNIT: 4,
    FaultKind.NO_BUILDING: 3,
    FaultKind.NO_SUB_DOOR: 2,
    FaultKind.NO_DOOR: 1,
}
_ABOVE_ROOM = (FaultKind.NO_ROOM, FaultKind.NO_UNIT)


class Evaluator:
    """Answers what an address states from one library.

    Parameters
    ----------
    library : Library

    Attributes
    ----------
    where : Whereabouts
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._places = library.places
        self.where = Whereabouts(library)
        self._resolver = Resolver(library)
        self._blocks: tuple[dict[str, Block], ...] = tuple({} for _owner in Owner)
        self._groups: dict[tuple[int, str], list[Place]] = {}
        self._in_community: dict[int, list[Place]] = {}
        for place in library.places:
            if not place.is_street:
                self._in_community.setdefault(place.comm, []).append(place)
            if place.is_group:
                self._groups.setdefault((place.comm, place.name[:-1]), []).append(place)

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_blocks": tuple({} for _owner in Owner)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)

    def block(self, text: str, owner: Owner) -> Block:
        """Return a block's readings; recurring blocks are kept."""
        blocks = self._blocks[owner]
        block = blocks.get(text)
        if block is None:
            if len(blocks) >= _MOST_KEPT:
                blocks.clear()
            block = blocks[text] = read_block(text, owner)
        return block

    def answer(self, stated: Stated, building: str = "") -> Answer:
        """Return what an address without stray numbers comes to.

        Parameters
        ----------
        stated : Stated
        building : str, optional
            The name of the compound's building that the compound's block is about.

        Returns
        -------
        Answer
        """
        answer = Answer()
        if stated.street_block:
            self._on_street(stated, answer)
        elif stated.compound_block:
            self._in_compound(stated, answer, building)
        elif stated.village_block:
            self._in_village(stated, answer)
        else:
            self._named(stated, answer)
        if answer.hits and not answer.several:
            answer.hits = self.where.agreeing(stated, answer.hits)
        return answer

    # -- numbers behind a street -----------------------------------------------------------

    def _on_street(self, stated: Stated, answer: Answer) -> None:
        streets = self.where.places_of(stated.street, stated)
        block = self.block(stated.street_block, Owner.STREET)
        if block.shape != Shape.PLAIN:
            self._several(block, streets, answer)
            return
        if not (stated.compound or stated.tail_block):
            self._read(block.readings, streets, answer)
            ends = self._ends(block, streets)
            if ends and not any("附" in hit.node.door for hit in answer.hits):
                # 3-5号 is a range, unless there is a plate 3号附5号.
                answer.hits, answer.several = [*ends, *answer.hits], True
                answer.faults = [Fault(FaultKind.RANGE, stated.street_block)]
                answer.coarse, answer.partial = [], []
            return
        bare = [reading for reading in block.readings if reading.is_bare]
        if not bare:
            self._apart(stated, block, streets, answer)
            return
        plates = Answer()
        self._read(bare, streets, plates)
        if not plates.hits:
            answer.faults, answer.coarse, answer.partial = plates.faults, plates.coarse, plates.partial
            self._coarse_compounds(stated, answer)
            return
        if stated.compound:
            self._behind_gate(stated, self.where.agreeing(stated, plates.hits), answer)
        else:
            self._behind_remark(stated, self.where.agreeing(stated, plates.hits), answer)

    @staticmethod
    def _ends(block: Block, places: Sequence[Place]) -> list[Hit]:
        """Return the plates of the numbers between which a block may be a range."""
        for place in places:
            plates = [place.doors.get(door) for door in block.ends]
            if plates and None not in plates:
                return [Hit(plate.row, plate) for plate in plates if plate]
        return []

    def _apart(self, stated: Stated, block: Block, streets: Sequence[Place], answer: Answer) -> None:
        """Take a room on the street and a compound behind it as two addresses."""
        self._read(block.readings, streets, answer)
        if answer.hits and stated.compound:
            inner = Answer()
            if stated.compound_block:
                self._in_compound(stated, inner)
            else:
                self._named(stated, inner)
            answer.several = bool(inner.hits)
            answer.hits += inner.hits
            answer.faults.append(Fault(FaultKind.TWO_ADDRESSES, stated.compound[0].name))

    def _behind_gate(self, stated: Stated, plates: Sequence[Hit], answer: Answer) -> None:
        """Take street, number and compound together; they must belong to each other."""
        compounds = self.where.places_of(stated.compound, stated)
        behind = {hit.node.compound for hit in plates}
        linked = [place for place in compounds if place.index in behind]
        if not linked:
            linked = [self._places[t] for name in stated.compound for t in name.targets if t in behind]
        if not linked:
            answer.faults.append(Fault(FaultKind.CONTRADICTION, stated.compound[0].name))
            inner = Answer()
            if stated.compound_block:
                self._in_compound(stated, inner)
            else:
                inner.hits = [Hit(place.node.row, place.node) for place in compounds]
            remark = bool(stated.near) and not stated.compound_block
            if remark or inner.hits:
                answer.hits = list(plates) if remark else [*plates, *inner.hits]
                answer.several = not remark
            else:
                answer.coarse = [*plates, *inner.partial, *inner.coarse]
            return
        if not stated.compound_block:
            behind = {place.index for place in linked}
            for hit in plates:
                if hit.node.compound in behind:
                    answer.hits.append(self._gate_or_compound(hit))
            return
        block = self.block(stated.compound_block, Owner.DOOR)
        if block.shape != Shape.PLAIN:
            self._several(block, linked, answer)
            return
        self._read(block.readings, linked, answer)
        if not answer.hits:
            answer.coarse = [*plates, *answer.coarse]

    def _gate_or_compound(self, plate: Hit) -> Hit:
        """Return the compound behind a gate that both are named, 福星大道88号怡云花园; a hamlet's plate stays."""
        compound = self._places[plate.node.compound].node
        name = self._places[plate.node.compound].name
        if plate.row >= 0 and (compound.row < 0 or self._library.texts(plate.row)[2].endswith(name)):
            return plate
        return Hit(compound.row, compound)

    def _behind_remark(self, stated: Stated, plates: Sequence[Hit], answer: Answer) -> None:
        """Take numbers behind a remark (88号门面3-5) or behind a misspelt compound as the plate's own."""
        block = self.block(stated.tail_block, Owner.DOOR)
        found = Found([], [])
        names = self._library.near_places.find(stated.tail_rest) if stated.tail_rest else ()
        meant = [hit for hit in plates if hit.node.compound >= 0 and self._places[hit.node.compound].name in names]
        if meant:
            plates = meant
            answer.faults.append(Fault(FaultKind.NAME_REPAIRED, stated.tail_rest))
        elif stated.tail_rest:
            answer.faults.append(Fault(FaultKind.UNREAD, stated.tail_rest))
        for hit in plates:
            for reading in block.readings if block.shape == Shape.PLAIN else ():
                self._resolver.below_plate(hit.node, reading, found)
        if found.hits:
            answer.hits = found.hits
        else:
            answer.faults.append(Fault(FaultKind.UNREAD, stated.tail_block))
            answer.partial = list(plates)

    # -- numbers behind a compound, group or community -------------------------------------

    def _in_compound(self, stated: Stated, answer: Answer, building: str = "") -> None:
        compounds = self.where.places_of(stated.compound, stated)
        if stated.street:
            streets = {target for name in stated.street for target in name.targets}
            own = [place for place in compounds if place.streets & streets]
            if own:
                compounds = own
            elif any(place.streets for place in compounds):
                answer.faults.append(Fault(FaultKind.CONTRADICTION, stated.street[0].name))
        block = self.block(stated.compound_block, Owner.DOOR if building else owner_of(compounds))
        if building:
            block = block._replace(
                readings=tuple(r._replace(building=building) for r in block.readings if not r.building)
            )
        if block.shape != Shape.PLAIN:
            self._several(block, compounds, answer)
            return
        self._read(block.readings, compounds, answer)

    def _in_village(self, stated: Stated, answer: Answer) -> None:
        block = self.block(stated.village_block, Owner.VILLAGE)
        if block.shape == Shape.UNREADABLE:
            answer.faults.append(Fault(FaultKind.UNREAD, stated.village_block))
            answer.coarse += self.where.areas(stated)
            return
        group = block.readings[0].group
        places = self.groups_of(group, stated) if group else self._all_in(stated)
        if not places:
            answer.faults.append(Fault(FaultKind.NO_STREET, f"{group}组" if group else stated.village_block))
            answer.coarse += self.where.areas(stated)
            return
        if stated.compound or stated.street:
            self._named(stated, answer)
            return
        if block.shape != Shape.PLAIN:
            self._several(block, places, answer)
            return
        if group and all(reading.is_bare and not reading.door for reading in block.readings):
            answer.hits = [Hit(place.node.row, place.node) for place in places]
            return
        self._read(block.readings, places, answer)
        if not group and len(distinct(answer.hits)) == 1:
            # The only 12号 of a village need not be the one that is meant.
            answer.coarse, answer.hits = answer.hits, []
            answer.faults.append(Fault(FaultKind.NO_STREET, ""))

    def groups_of(self, group: str, stated: Stated) -> list[Place]:
        """Return the groups of a number in the stated community, or else in the stated town, or else all."""
        if stated.community:
            return [p for target in stated.community.targets for p in self._groups.get((target, group), ())]
        communities = self._library.communities
        towns = stated.town.targets if stated.town else None
        return [
            place
            for index, area in enumerate(communities)
            if towns is None or area.parent in towns
            for place in self._groups.get((index, group), ())
        ]

    def _all_in(self, stated: Stated) -> list[Place]:
        targets = stated.community.targets if stated.community else ()
        return [p for target in targets for p in self._in_community.get(target, ()) if p.doors]

    # -- names without numbers -------------------------------------------------------------

    def _named(self, stated: Stated, answer: Answer) -> None:
        if stated.street and (stated.other_streets or stated.crossing):
            names = [*(n for names in stated.other_streets for n in names), *stated.street]
            answer.faults.append(Fault(FaultKind.CROSSING, ", ".join(name.name for name in names)))
            answer.coarse = [Hit(p.node.row, p.node) for name in names for p in self.where.places_of([name], stated)]
        elif stated.compound or stated.street:
            places = self.where.places_of(stated.compound or stated.street, stated)
            if stated.compound and stated.street:
                streets = {target for name in stated.street for target in name.targets}
                places = [place for place in places if place.streets & streets] or places
            answer.hits = self._named_buildings(stated, places) or [Hit(p.node.row, p.node) for p in places]
        else:
            answer.coarse += self.where.areas(stated)
            if answer.coarse and not stated.rests:
                answer.hits, answer.coarse = answer.coarse, []
            else:
                kind = FaultKind.NO_STREET if answer.coarse else FaultKind.NO_NAME
                answer.faults.append(Fault(kind, "".join(stated.rests)))

    @staticmethod
    def _named_buildings(stated: Stated, places: Sequence[Place]) -> list[Hit]:
        """Return the buildings whose name stands behind their compound: 津福苑综合楼."""
        for rest in stated.rests:
            hits = [Hit(node.row, node) for place in places if (node := place.buildings.get(rest)) is not None]
            if hits:
                stated.rests = tuple(other for other in stated.rests if other != rest)
                return hits
        return []

    def _coarse_compounds(self, stated: Stated, answer: Answer) -> None:
        for place in self.where.places_of(stated.compound, stated) if stated.compound else ():
            answer.coarse.append(Hit(place.node.row, place.node))

    # -- readings --------------------------------------------------------------------------

    def _read(self, readings: Sequence[Reading], places: Sequence[Place], answer: Answer) -> None:
        """Try readings at places; fill hits, or else partial and coarse with the faults."""
        hits = self.simple(readings, places)
        if hits:
            answer.hits = hits
            return
        found = Found([], [])
        likeliest: list[Loss] = []
        for reading in readings:
            for place in places:
                self._resolver.below_place(place, reading, found)
            likeliest = likeliest or found.losses[:]
        if found.hits:
            answer.hits = found.hits
            return
        if not found.losses:
            answer.faults.append(Fault(FaultKind.NO_DOOR, ""))
            answer.coarse += [Hit(place.node.row, place.node) for place in places]
            return
        # Of two streets of a name the one that has the door fits better than the one that has not.
        first = max(likeliest, key=lambda loss: _DEPTH.get(loss.kind, 0))
        answer.faults.append(Fault(first.kind, first.text))
        above = [Hit(loss.node.row, loss.node, False) for loss in likeliest if loss.kind == first.kind]
        if first.kind in _ABOVE_ROOM:
            answer.partial = distinct(above)
            return
        if first.kind == FaultKind.NO_DOOR:
            answer.coarse += [hit for place in places for hit in self._resolver.subs(place, first.text)]
        answer.coarse += [*distinct(above), *self._above(found.losses)]

    def simple(self, readings: Sequence[Reading], places: Sequence[Place]) -> list[Hit] | None:
        """Return the hits of all readings at all places if all are usual cases, else None."""
        simple = self._resolver.simple
        hits: list[Hit] = []
        for reading in readings:
            for place in places:
                found = simple(place, reading)
                if found is None:
                    return None
                if found:
                    hits += found
        return hits

    def _above(self, losses: Iterable[Loss]) -> list[Hit]:
        places = dict.fromkeys(loss.node.place for loss in losses if loss.node.place >= 0)
        return [Hit(self._places[index].node.row, self._places[index].node) for index in places]

    def _several(self, block: Block, places: Sequence[Place], answer: Answer) -> None:
        """Take a range or a list: all its numbers are meant."""
        if block.shape == Shape.UNREADABLE:
            answer.faults.append(Fault(FaultKind.UNREAD, block.rest))
            answer.coarse = [Hit(place.node.row, place.node) for place in places]
            return
        kind = FaultKind.RANGE if block.shape == Shape.RANGE else FaultKind.TWO_ADDRESSES
        answer.faults.append(Fault(kind, ", ".join(reading.door for reading in block.readings if reading.door)))
        answer.several = True
        found = Found([], [])
        for reading in block.readings:
            for place in places:
                self._resolver.below_place(place, reading, found)
        answer.hits = found.hits
        if not found.hits:
            answer.faults.append(Fault(FaultKind.NO_DOOR, ""))
            answer.coarse = [Hit(place.node.row, place.node) for place in places]
