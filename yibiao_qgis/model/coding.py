"""Assigning codes: what is valid is kept, what is missing is filled in, nothing is ever given twice.

The result depends on the rows alone, not on their order. A code that is wrong is
reported and left as it is, because only a person can tell whether the code or the
row is at fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yibiao_qgis.model import codereasons as reasons
from yibiao_qgis.model.cells import Texts, as_texts, column_texts, texts_of
from yibiao_qgis.model.feedback import Feedback, NullFeedback, check_canceled
from yibiao_qgis.model.messages import Message
from yibiao_qgis.model.schemes import CodeScheme
from yibiao_qgis.model.segments import Segment, Source
from yibiao_qgis.model.sequences import give_numbers, highest_numbers, identities, rank_rows, scope_texts
from yibiao_qgis.model.statuses import CodeStatus

CHUNK = 200_000
"""Codes that are looked at between two questions whether the user wants to stop."""


@dataclass(frozen=True)
class CodingResult:
    """What became of the codes of some rows; all series bear the rows' index.

    Parameters
    ----------
    codes : Series of str or None
        The code of each row. A rejected row keeps the code that it came with.
    status : Series of str
        Value of :class:`~yibiao_qgis.model.statuses.CodeStatus`.
    reasons : Series of Message or None
        Why a row was rejected, or what is to be known about a code that was assigned.
    summary : dict
        ``scheme``, the number of rows per status, and ``reasons``: rows per message code.
    """

    codes: pd.Series
    status: pd.Series
    reasons: pd.Series
    summary: dict[str, Any]


def assign_codes(
    rows: pd.DataFrame,
    scheme: CodeScheme,
    *,
    parent_codes: pd.Series | None = None,
    values: pd.DataFrame | None = None,
    order: pd.Series | None = None,
    retired: Collection[str] = (),
    taken: Collection[str] = (),
    obstacles: pd.Series | None = None,
    other_parents: pd.Series | None = None,
    feedback: Feedback | None = None,
) -> CodingResult:
    """Keep the valid codes of rows, assign the missing ones, and tell what is wrong with the others.

    Parameters
    ----------
    rows : DataFrame or GeoDataFrame
        The rows, with ``code`` and ``uuid`` where they have them; geometry in metres.
    scheme : CodeScheme
        Layout of the codes.
    parent_codes : Series, optional
        Code of each row's parent; empty where it is not known.
    values : DataFrame, optional
        Columns that the scheme's field segments name; by default `rows` itself.
    order : Series of float, optional
        Order of numbering; by default the scheme's order of the geometries.
    retired : collection of str
        Codes that were given once and are no longer in use.
    taken : collection of str
        Codes in use outside `rows`.
    obstacles : Series of Message or None, optional
        Why the parent or a value of a row could not be found.
    other_parents : Series of collections of str, optional
        Parents under which a code that a row has is valid as well, as a building keeps
        the code of the plate that was its first.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    CodingResult

    Raises
    ------
    Canceled
        If the user asked to stop.
    """
    work = _Work(rows, scheme, parent_codes, rows if values is None else values, feedback or NullFeedback())
    work.judge_present(frozenset(retired), frozenset(taken), other_parents)
    work.feedback.set_progress(50)
    ready = work.find_ready(obstacles)
    segment = scheme.segment(Source.SEQUENCE)
    if segment is None:
        work.compose(ready, frozenset(retired), frozenset(taken))
    else:
        work.number(ready, segment, frozenset(retired) | frozenset(taken), order)
    work.feedback.set_progress(100)
    return work.result()


class _Work:
    """The arrays of one run; rows are known by position."""

    def __init__(
        self,
        rows: pd.DataFrame,
        scheme: CodeScheme,
        parent_codes: pd.Series | None,
        values: pd.DataFrame,
        feedback: Feedback,
    ) -> None:
        self.rows = rows
        self.scheme = scheme
        self.values = values
        self.feedback = feedback
        self.codes = column_texts(rows, "code")
        self.present = np.fromiter((bool(code) for code in self.codes), dtype=bool, count=len(rows))
        self.rejected = np.zeros(len(rows), dtype=bool)
        self.reasons = as_texts([None] * len(rows))
        self.parents = as_texts([""] * len(rows)) if parent_codes is None else texts_of(parent_codes)
        self.pieces: dict[str, Texts] = {}
        for segment in scheme.segments:
            check_canceled(feedback)
            if segment.source is not Source.SEQUENCE:
                self.pieces[segment.name] = self.piece(segment)

    def piece(self, segment: Segment) -> Texts:
        """Return the text of a segment for every row, empty where there is none."""
        if segment.source is Source.PARENT:
            numbers, different = pd.factorize(self.parents)
            texts = [code[: segment.length] if _is_parent(segment, code) else "" for code in different]
        elif segment.source is Source.FIELD:
            numbers, different = pd.factorize(column_texts(self.values, segment.field))
            texts = [segment.text(value) or "" for value in different]
        else:
            return as_texts([segment.constant] * len(self.rows))
        result: Texts = as_texts(texts)[numbers] if len(numbers) else as_texts([])
        return result

    def reject(self, position: int, reason: Message) -> None:
        """Reject a row, unless a worse reason is known."""
        self.rejected[position] = True
        if self.reasons[position] is None:
            self.reasons[position] = reason

    def judge_present(self, retired: frozenset[str], taken: frozenset[str], other_parents: pd.Series | None) -> None:
        """Reject wrong codes among those that the rows came with."""
        positions = np.flatnonzero(self.present)
        for start in range(0, len(positions), CHUNK):
            check_canceled(self.feedback)
            self.feedback.set_progress(50 * start / len(positions))
            chunk = positions[start : start + CHUNK]
            right = self.scheme.right(self.codes[chunk])
            for position in chunk[~right]:
                self.reject(position, self.scheme.faults(self.codes[position])[0])
            self.compare(chunk[right], retired, other_parents)
        self.reject_duplicates(np.flatnonzero(self.present & ~self.rejected), self.codes, taken)

    def compare(self, positions: NDArray[np.int64], retired: frozenset[str], other_parents: pd.Series | None) -> None:
        """Compare well-formed codes with the ledger and with their rows."""
        codes = self.codes[positions].tolist()
        for number in _where(code in retired for code in codes):
            self.reject(positions[number], reasons.code_retired(codes[number]))
        for segment, begin, end in self.scheme.spans:
            if segment.source not in (Source.PARENT, Source.FIELD):
                continue
            wanted = self.pieces[segment.name][positions].tolist()
            for number in _where(text and code[begin:end] != text for code, text in zip(codes, wanted)):
                position, code = positions[number], codes[number]
                if segment.source is Source.FIELD:
                    self.reject(position, reasons.code_says_other(code, segment.field, code[begin:end], wanted[number]))
                elif other_parents is None or not any(
                    code[:end] == other[:end] for other in other_parents.iloc[position]
                ):
                    self.reject(
                        position, reasons.code_under_other_parent(code, code[begin:end], self.parents[position])
                    )

    def reject_duplicates(self, positions: NDArray[np.int64], codes: Texts, used: Collection[str]) -> None:
        """Reject all rows of one code: which of them is right, only a person can tell."""
        series = pd.Series(codes[positions], dtype=object)
        twice = series.duplicated(keep=False).to_numpy(dtype=bool)
        if used:
            twice |= np.fromiter((code in used for code in series), dtype=bool, count=len(series))
        chosen = positions[twice]
        if not len(chosen):
            return
        doubtful = set(codes[chosen])
        bearers = np.flatnonzero(np.fromiter((code in doubtful for code in codes), dtype=bool, count=len(codes)))
        names: dict[str, list[str]] = {}
        for position, name in sorted(zip(bearers.tolist(), identities(self.rows, bearers)), key=lambda pair: pair[1]):
            names.setdefault(codes[position], []).append(name)
        for position, own in zip(chosen.tolist(), identities(self.rows, chosen)):
            # The first few are enough to name: a code of a thousand rows must not cost a million names.
            others = list(names[codes[position]][:5])
            if own in others:
                others.remove(own)
            self.reject(position, reasons.code_duplicate(codes[position], others))

    def find_ready(self, obstacles: pd.Series | None) -> NDArray[np.int64]:
        """Return the rows without a code that can get one, and reject those that cannot."""
        missing = np.flatnonzero(~self.present)
        if obstacles is not None:
            for position, obstacle in zip(missing.tolist(), obstacles.iloc[missing]):
                if obstacle is not None:
                    self.reject(position, obstacle)
        for segment in self.scheme.segments:
            if segment.source is Source.SEQUENCE:
                continue
            texts = self.pieces[segment.name]
            for number in _where(not texts[position] for position in missing):
                self.reject(missing[number], self.no_piece(segment, missing[number]))
        return missing[~self.rejected[missing]]

    def no_piece(self, segment: Segment, position: int) -> Message:
        """Return why a segment of a row has no text."""
        if segment.source is Source.FIELD:
            column = self.values[segment.field] if segment.field in self.values.columns else None
            return self.scheme.not_codable(segment, None if column is None else column.iloc[position])
        if segment.source is Source.GIVEN:
            return reasons.code_not_issued(self.scheme.name)
        if not self.parents[position]:
            return reasons.parent_missing()
        return reasons.parent_wrong(self.parents[position], self.scheme.name)

    def compose(self, ready: NDArray[np.int64], retired: frozenset[str], taken: frozenset[str]) -> None:
        """Give the rows the codes that follow from their values."""
        bodies = as_texts([""] * len(ready))
        for segment in self.scheme.segments:
            check_canceled(self.feedback)
            bodies = bodies + self.pieces[segment.name][ready]
        codes = self.codes.copy()
        codes[ready] = self.scheme.checked(bodies)
        for number in _where(code in retired for code in codes[ready]):
            self.reject(ready[number], reasons.code_retired(codes[ready[number]]))
        check_canceled(self.feedback)
        # A row that has the code already is not at fault: only the new one is rejected.
        before = set(self.codes[self.present])
        self.reject_duplicates(ready, codes, before | taken if before else taken)
        given = ready[~self.rejected[ready]]
        self.codes[given] = codes[given]

    def number(self, ready: NDArray[np.int64], segment: Segment, used: frozenset[str], order: pd.Series | None) -> None:
        """Give the rows the next numbers under their parents."""
        whole = np.ones(len(self.rows), dtype=bool)
        for texts in self.pieces.values():
            whole &= np.fromiter((bool(text) for text in texts), dtype=bool, count=len(texts))
        members = np.flatnonzero(whole)
        if not len(ready):
            return
        pieces = {name: texts[members] for name, texts in self.pieces.items()}
        groups, scopes = pd.factorize(scope_texts(self.scheme, segment, pieces, len(members)))
        check_canceled(self.feedback)
        # All rows of a group take part, so that the order does not hang on which codes are missing.
        rows = self.rows.iloc[members]
        ranks = rank_rows(rows, groups, self.scheme.ordering, None if order is None else order.iloc[members])
        check_canceled(self.feedback)
        self.feedback.set_progress(75)
        highest, taken = highest_numbers(
            self.scheme, segment, pd.Index(scopes), (*self.codes[self.present].tolist(), *used)
        )
        inner = np.searchsorted(members, ready)
        preferred = self.preferred(segment, ready)
        numbers = give_numbers(segment, groups[inner], ranks[inner], preferred, highest, taken)
        check_canceled(self.feedback)
        full = numbers > (segment.high or 0)
        for position in ready[full]:
            self.reject(position, self.is_full(segment, position))
        given, numbers, preferred = ready[~full], numbers[~full], preferred[~full]
        texts = as_texts([str(number).rjust(segment.length, "0") for number in numbers.tolist()])
        bodies = as_texts([""] * len(given))
        for part in self.scheme.segments:
            bodies = bodies + (texts if part is segment else self.pieces[part.name][given])
        self.codes[given] = self.scheme.checked(bodies)
        for number in np.flatnonzero((preferred > 0) & (preferred != numbers)):
            self.reasons[given[number]] = reasons.number_taken(int(preferred[number]), int(numbers[number]))

    def preferred(self, segment: Segment, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers that rows would like, 0 for none."""
        if not segment.field:
            return np.zeros(len(positions), dtype=np.int64)
        numbers, different = pd.factorize(column_texts(self.values, segment.field)[positions])
        texts = [segment.text(value) or "" if value else "" for value in different]
        wishes = np.array([int(text) if text.isdecimal() else 0 for text in texts], dtype=np.int64)
        return wishes[numbers] if len(numbers) else np.zeros(0, dtype=np.int64)

    def is_full(self, segment: Segment, position: int) -> Message:
        """Return the reason for a row for which no number is left."""
        parent = "".join(self.pieces[part.name][position] for part in self.scheme.segments if part is not segment)
        return reasons.range_full(segment.high, parent)

    def result(self) -> CodingResult:
        """Return the arrays as series, with a summary."""
        index = self.rows.index
        status = np.where(
            self.rejected,
            CodeStatus.REJECTED.value,
            np.where(self.present, CodeStatus.KEPT.value, CodeStatus.ASSIGNED.value),
        )
        counts = Counter(status.tolist())
        found = Counter(reason.code for reason in self.reasons if reason is not None)
        summary = {"scheme": self.scheme.name, **{state.value: counts[state.value] for state in CodeStatus}}
        summary["reasons"] = dict(sorted(found.items()))
        return CodingResult(
            codes=pd.Series(as_texts([code or None for code in self.codes]), index=index, dtype=object, name="code"),
            status=pd.Series(status, index=index, dtype=object, name="status"),
            reasons=pd.Series(self.reasons, index=index, dtype=object, name="reason"),
            summary=summary,
        )


def _where(conditions: Any) -> list[int]:
    return [number for number, condition in enumerate(conditions) if condition]


def _is_parent(segment: Segment, code: str) -> bool:
    return (
        len(code) == segment.length + len(segment.rest)
        and code.endswith(segment.rest)
        and segment.accepts(code[: segment.length])
    )
