"""Numbers behind a rest that no name explains: a misspelt name, or a place that the library lacks."""

from __future__ import annotations

from yibiao_qgis.addresses.answer import Answer
from yibiao_qgis.addresses.evaluate import Evaluator
from yibiao_qgis.addresses.gazetteer import Name, NameKind
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.nodes import Node
from yibiao_qgis.addresses.resolve import Hit, distinct
from yibiao_qgis.addresses.result import Fault, FaultKind
from yibiao_qgis.addresses.stated import Stated, Stray

_SHORTEST = 2


class Mender:
    """Repairs names by one edit, if their numbers then agree and only one name does.

    Parameters
    ----------
    library : Library
    evaluator : Evaluator
    """

    def __init__(self, library: Library, evaluator: Evaluator) -> None:
        self._library = library
        self._evaluator = evaluator

    def mend(self, stated: Stated) -> Answer:
        """Return what an address with a stray block comes to.

        Parameters
        ----------
        stated : Stated
            Its `stray` is set.

        Returns
        -------
        Answer
            Hits only where every number agrees; else the coarse places above.
        """
        stray = stated.stray
        if stray is None:
            return self._evaluator.answer(stated)
        named = self._named_building(stated, stray)
        if named is not None:
            return named
        tried: list[Answer] = []
        # In a town that is named the library is complete: what it lacks there is misspelt.
        careful = not (stated.town or stated.community)
        for chunk, whole in self._spellings(stray):
            near = [name for name in self._near(chunk, careful) if whole or name.name[0] == chunk[0]]
            if not near:
                continue
            answers = [(name, self._try(stated, stray, name)) for name in near]
            right = [(name, answer) for name, answer in answers if answer.hits]
            if right:
                return self._chosen(right, len(near), chunk)
            tried += [answer for _name, answer in answers]
        return self._unknown(stated, stray.chunk, tried)

    def _spellings(self, stray: Stray) -> list[tuple[str, bool]]:
        """Give what may be the misspelt name: the rest, with the name before it, or the rest's end."""
        found = [(stray.chunk, True)]
        if stray.before:
            found.append((stray.before + stray.chunk, True))
        for length in (2, 3, 4):
            names = self._library.gazetteer.names.get(stray.chunk[:length], ())
            if names and all(name.short for name in names):
                found.append((stray.chunk[length:], True))
        size = len(stray.chunk)
        return found + [(stray.chunk[start:], False) for start in range(2, size - _SHORTEST)]

    def _named_building(self, stated: Stated, stray: Stray) -> Answer | None:
        """Take 津福苑综合楼101 as a building that bears a name."""
        if not stated.compound or not any(
            stray.chunk in place.buildings for place in self._evaluator.where.places_of(stated.compound, stated)
        ):
            return None
        attempt = stated.copy()
        attempt.stray, attempt.compound_block = None, stray.block
        return self._evaluator.answer(attempt, building=stray.chunk)

    def _near(self, chunk: str, careful: bool) -> list[Name]:
        names = self._library.gazetteer.names
        kinds = (NameKind.STREET, NameKind.COMPOUND, NameKind.COMMUNITY)
        near = [
            n for text in self._library.near_places.find(chunk, careful=careful) for n in names[text] if n.kind in kinds
        ]
        if not near:
            near = [n for text in self._library.near_areas.find(chunk) for n in names[text] if n.kind in kinds]
        return list({(name.kind, name.name): name for name in near}.values())

    def _try(self, stated: Stated, stray: Stray, name: Name) -> Answer:
        attempt = stated.copy()
        attempt.stray = None
        if stated.outside and stated.outside.text == stray.before and name.name.startswith(stray.before):
            attempt.outside = stated.outside = None  # 文昌村露4号 is 文昌村路, not the village of that name
        if name.kind == NameKind.STREET:
            attempt.street, attempt.street_block = (name,), stray.block
        elif name.kind == NameKind.COMPOUND and attempt.compound_block:
            return Answer()
        elif name.kind == NameKind.COMPOUND:
            attempt.compound, attempt.compound_block = (name,), stray.block
        else:
            attempt.community, attempt.village_block = name, stray.block
        answer = self._evaluator.answer(attempt)
        if answer.several or any(fault.kind == FaultKind.CONTRADICTION for fault in answer.faults):
            answer.hits = []
        answer.hits = [hit for hit in distinct(answer.hits) if self._in_stated_areas(hit.node, attempt)]
        return answer

    def _in_stated_areas(self, node: Node, stated: Stated) -> bool:
        """Tell whether a node lies in the stated areas; a repaired name gets no second fault."""
        if stated.community and node.comm >= 0 and node.comm not in stated.community.targets:
            return False
        return not stated.town or self._evaluator.where.town_of(node) in (-1, *stated.town.targets)

    def _chosen(self, right: list[tuple[Name, Answer]], names: int, chunk: str) -> Answer:
        answer = right[0][1]
        answer.faults.append(Fault(FaultKind.NAME_REPAIRED, f"{chunk} > {right[0][0].name}"))
        if names > 1:
            # Several names are as near: even if the numbers fit one only, a person decides.
            answer.hits = distinct([hit for _name, one in right for hit in one.hits])
            if len(answer.hits) == 1:
                answer.coarse, answer.hits = answer.hits, []
        return answer

    def _unknown(self, stated: Stated, chunk: str, tried: list[Answer]) -> Answer:
        answer = Answer()
        answer.faults.append(
            Fault(FaultKind.NO_STREET if chunk or stated.town or stated.community else FaultKind.NO_NAME, chunk)
        )
        places = self._evaluator.where.places_of(stated.compound or stated.street, stated)
        answer.coarse = [Hit(place.node.row, place.node) for place in places]
        for one in tried:
            answer.coarse += [*one.partial, *one.coarse]
        return answer
