"""Finds the one record that a messy address text means, and says why.

The order of decisions: read the text, look its numbers up, repair a name only if its
numbers then agree, break ties by hints, fall back to the building for a missing room.
A missing house number is never answered with another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yibiao_qgis.addresses.answer import Answer
from yibiao_qgis.addresses.evaluate import Evaluator
from yibiao_qgis.addresses.gazetteer import NameKind
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.mending import Mender
from yibiao_qgis.addresses.normalise import canonical
from yibiao_qgis.addresses.quick import Quick
from yibiao_qgis.addresses.report import Reporter
from yibiao_qgis.addresses.resolve import Hit, distinct
from yibiao_qgis.addresses.result import Fault, FaultKind, Match
from yibiao_qgis.addresses.scan import Scanner
from yibiao_qgis.addresses.standard import as_text
from yibiao_qgis.addresses.stated import Stated
from yibiao_qgis.model.feedback import Feedback, NullFeedback, check_canceled
from yibiao_qgis.model.statuses import MatchStatus

MAX_LENGTH = 300
"""Characters that are read; a longer text is no address but a page."""

_EMPTY = Match(MatchStatus.UNMATCHED.value, faults=(Fault(FaultKind.EMPTY),))
_CHUNK = 2000
_COARSER_LEVEL = (FaultKind.WRONG_COMMUNITY, FaultKind.WRONG_TOWN)


class Matcher:
    """Matches address texts with one library; picklable.

    Parameters
    ----------
    library : Library
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._scanner = Scanner(library)
        self._evaluator = Evaluator(library)
        self._mender = Mender(library, self._evaluator)
        self._reporter = Reporter(library, self._evaluator)
        self._quick = Quick(library, self._scanner, self._evaluator, self._reporter)

    def match(self, text: str | None, hints: Mapping[str, Any] | None = None) -> Match:
        """Match one address text.

        Parameters
        ----------
        text : str or None
            Any text, of any length; None is an empty cell.
        hints : mapping, optional
            Further columns of the row that break ties: `town` and `community` (names) and
            `x` and `y` (in the CRS of the library). They never overrule the text.

        Returns
        -------
        Match
            Never an exception, whatever the text.
        """
        if not text:
            return _EMPTY
        canon, brackets = canonical(text[:MAX_LENGTH])
        if not canon and brackets:
            canon, brackets = canonical("".join(brackets))[0], ()
        if not canon:
            return _EMPTY
        if len(text) <= MAX_LENGTH:
            match = self._quick.match(canon)
            if match is not None:
                return match
        addresses = self._scanner.scan(canon)
        answer, stated = self._answer(addresses)
        if len(text) > MAX_LENGTH:
            answer.faults.append(Fault(FaultKind.TOO_LONG))
        return self._decide(stated, answer, brackets, hints)

    def match_rows(
        self,
        texts: Iterable[str | None],
        hints: Iterable[Mapping[str, Any] | None] | None = None,
        *,
        feedback: Feedback | None = None,
    ) -> Iterator[Match]:
        """Match many texts, one after the other, without keeping any.

        Parameters
        ----------
        texts : iterable of str or None
        hints : iterable of mapping or None, optional
            One for each text.
        feedback : Feedback, optional
            Asked for a cancel every 2,000 rows; progress is the caller's, who knows the number of rows.

        Yields
        ------
        Match
            In the order of the texts; each depends on its own text and hints alone.

        Raises
        ------
        Canceled
            If the user asked to stop.
        """
        feedback = feedback or NullFeedback()
        match = self.match
        others = iter(hints) if hints is not None else None
        for count, text in enumerate(texts):
            if not count % _CHUNK:
                check_canceled(feedback)
            yield match(text, next(others, None) if others is not None else None)

    def _answer(self, addresses: list[Stated]) -> tuple[Answer, Stated]:
        first = addresses[0]
        if len(addresses) == 1:
            return self._one(first), first
        told = [(self._one(stated), stated) for stated in addresses]
        there = [(answer, stated) for answer, stated in told if answer.hits or answer.partial]
        if len(there) < 2:
            whole = [stated for _answer, stated in told if stated.has_block]
            if len(whole) < 2 and there:
                answer, stated = there[0]
                stated.outside = stated.outside or next((s.outside for s in addresses if s.outside), None)
                return answer, stated
            answer, stated = there[0] if there else told[0]
            answer.coarse = [*answer.hits, *answer.partial, *answer.coarse]
            answer.hits, answer.partial = [], []
            answer.faults.append(Fault(FaultKind.TWO_ADDRESSES, ""))
            return answer, stated
        together = Answer()
        for answer, _stated in there:
            together.hits += answer.hits or answer.partial
            together.faults += [fault for fault in answer.faults if fault not in together.faults]
        together.hits = self._evaluator.where.without_gates(distinct(together.hits))
        together.several = len(together.hits) > 1
        if together.several:
            together.faults.append(Fault(FaultKind.TWO_ADDRESSES, ""))
        return together, there[0][1]

    def _one(self, stated: Stated) -> Answer:
        if stated.stray is not None:
            return self._mender.mend(stated)
        return self._evaluator.answer(stated)

    def _decide(
        self, stated: Stated, answer: Answer, brackets: tuple[str, ...], hints: Mapping[str, Any] | None
    ) -> Match:
        hits = answer.hits or answer.partial
        if len(hits) == 1 and not (answer.several or stated.outside or stated.rests or stated.near):
            return self._reporter.matched(hits[0], (*stated.faults, *answer.faults, *self._wrong_areas(stated, hits)))
        faults = [*stated.faults, *answer.faults]
        if stated.rests:
            faults.append(Fault(FaultKind.UNREAD, " ".join(stated.rests)))
        if stated.near:
            faults.append(Fault(FaultKind.NEARBY, stated.near))
        if len(hits) > 1:
            hits = distinct(hits)
        wrong = self._wrong_areas(stated, hits) if len(hits) == 1 else []
        outside = self._outside(stated, hits, wrong, faults)
        if outside is not None:
            return self._reporter.outside([outside, *faults])
        faults += wrong
        if len(hits) > 1 and not answer.several:
            hits = self._by_hints(stated, hits, brackets, hints, faults)
        if len(hits) == 1:
            if answer.several:
                return self._reporter.unmatched(faults, hits)
            return self._reporter.matched(hits[0], tuple(faults))
        if hits:
            return self._reporter.tied(hits, faults, answer.several)
        return self._reporter.unmatched(faults, answer.coarse)

    def _wrong_areas(self, stated: Stated, hits: list[Hit]) -> list[Fault]:
        community, town = stated.community, stated.town
        wrong = []
        if community:
            index = hits[0].node.comm
            if index >= 0 and index not in community.targets:
                wrong.append(Fault(FaultKind.WRONG_COMMUNITY, community.name))
        if town:
            index = self._evaluator.where.town_of(hits[0].node)
            if index >= 0 and index not in town.targets:
                wrong.append(Fault(FaultKind.WRONG_TOWN, town.name))
        return wrong

    def _outside(self, stated: Stated, hits: list[Hit], wrong: list[Fault], faults: list[Fault]) -> Fault | None:
        """Return why the text lies outside; or None, with a fault where only its upper level is wrong."""
        outside = stated.outside
        if outside is None:
            return None
        own = stated.community or (stated.town if stated.town and not stated.town.short else None)
        if own is None or wrong or len(hits) != 1:
            return outside if own is None or not hits else None
        if stated.misspelt_county is not None:
            faults.append(Fault(FaultKind.AREA_REPAIRED, outside.text))
        elif outside.kind == FaultKind.OTHER_DISTRICT:
            if stated.community is None:
                return outside
            faults.append(Fault(FaultKind.WRONG_COUNTY, outside.text))
        else:
            faults.append(Fault(FaultKind.WRONG_TOWN, outside.text))
        return None

    def _by_hints(
        self,
        stated: Stated,
        hits: list[Hit],
        brackets: tuple[str, ...],
        hints: Mapping[str, Any] | None,
        faults: list[Fault],
    ) -> list[Hit]:
        """Return the hits that brackets and further columns leave; all of them where they leave none."""
        for rest in stated.rests:
            for text in self.library.near_places.find(rest):
                for name in self.library.gazetteer.names[text]:
                    kept = self._with_area(name.kind, name.targets, hits)
                    if kept and len(kept) < len(hits):
                        hits = kept
                        faults.append(Fault(FaultKind.NAME_REPAIRED, f"{rest} > {text}"))
        for bracket in brackets:
            for item in self._scanner.items(self.library.gazetteer.mask(canonical(bracket)[0])):
                kept = self._with_area(item.kind, item.names[0].targets if item.names else (), hits)
                if kept and len(kept) < len(hits):
                    hits = kept
                    faults.append(Fault(FaultKind.HINT_USED, item.text))
        if not hints or len(hits) < 2:
            return hits
        for key, kind in (("town", NameKind.TOWN), ("community", NameKind.COMMUNITY)):
            text = as_text(hints.get(key))
            names = self.library.gazetteer.names.get(canonical(text)[0], ()) if text else ()
            for name in names:
                kept = self._with_area(kind, name.targets, hits) if name.kind == kind else []
                if kept and len(kept) < len(hits):
                    hits = kept
                    faults.append(Fault(FaultKind.HINT_USED, text))
        return self._nearest(hits, hints, faults)

    def _with_area(self, kind: NameKind, targets: tuple[Any, ...], hits: list[Hit]) -> list[Hit]:
        if kind == NameKind.COMMUNITY:
            return [hit for hit in hits if hit.node.comm in targets]
        if kind == NameKind.TOWN:
            return [hit for hit in hits if self._evaluator.where.town_of(hit.node) in targets]
        if kind in (NameKind.STREET, NameKind.COMPOUND):
            return [hit for hit in hits if not self._evaluator.where.places_near(hit.node).isdisjoint(targets)]
        return []

    def _nearest(self, hits: list[Hit], hints: Mapping[str, Any], faults: list[Fault]) -> list[Hit]:
        """Return the one hit that is clearly nearer to the hinted point: at most half as far as the next."""
        try:
            x, y = float(hints["x"]), float(hints["y"])
        except (KeyError, TypeError, ValueError):
            return hits
        library = self.library
        ranked = []
        for hit in hits:
            distance = ((library.x[hit.row] - x) ** 2 + (library.y[hit.row] - y) ** 2) ** 0.5 if hit.row >= 0 else None
            if distance is None or distance != distance:
                return hits
            ranked.append((distance, library.texts(hit.row)[2], hit))
        ranked.sort(key=lambda item: item[:2])
        if len(ranked) > 1 and ranked[0][0] * 2 < ranked[1][0]:
            faults.append(Fault(FaultKind.HINT_USED, f"{x:g}, {y:g}"))
            return [ranked[0][2]]
        return hits
