"""How an answer compares with the truth of a department table."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import pandas as pd

from yibiao_qgis.model.statuses import MatchStatus


class Verdict(str, Enum):
    """What an answer is worth to the office that uses it."""

    RIGHT = "right"
    WRONG = "wrong"  # a row was given that the text does not mean
    TIED = "tied"  # left to a person, with the truth among the candidates
    LOST = "lost"  # left to a person or unanswered, without the truth


def judge(status: str, answer: str, candidates: Iterable[str], truth: pd.Series) -> Verdict:
    """Judge one answer.

    A matched row is right only if it is the row that a careful clerk would take. Where
    the text is ambiguous, choosing is wrong even if the choice is among the
    fitting rows. Where the number does not exist, its street, compound or main number
    may be given instead of nothing.

    Parameters
    ----------
    status : str
        M, T, U or O, as the matcher says.
    answer : str
        Identity of the row matched; empty if none.
    candidates : iterable of str
        Identities of the candidates of a tie.
    truth : Series
        The row of the truth table.

    Returns
    -------
    Verdict
    """
    matched = status == MatchStatus.MATCHED.value
    offered = set(candidates) - {""}
    expected = truth["status"]
    if expected == MatchStatus.MATCHED.value:
        if matched:
            return Verdict.RIGHT if answer == truth["answer"] else Verdict.WRONG
        return Verdict.TIED if truth["answer"] in offered else Verdict.LOST
    if expected == MatchStatus.TIED.value:
        if matched:
            return Verdict.WRONG
        return Verdict.RIGHT if offered & set(truth["answers"].split("#")) else Verdict.LOST
    coarse = set(truth["coarse"].split("#")) - {""}
    if matched:
        return Verdict.RIGHT if answer in coarse else Verdict.WRONG
    if status == MatchStatus.TIED.value and not offered <= coarse:
        return Verdict.LOST
    return Verdict.RIGHT
