"""From costs to a status and a reason that a person can follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yibiao_qgis.plates import reasons
from yibiao_qgis.plates.evidence import NO_BUILDING, Candidates, Part
from yibiao_qgis.plates.settings import SnapSettings

_WHY_NOT_NEAREST = {
    Part.AWAY: reasons.BY_ORDER,
    Part.FRONT: reasons.BY_FRONT,
    Part.STREET: reasons.BY_STREET,
    Part.COMPOUND: reasons.BY_COMPOUND,
    Part.CROSSING: reasons.BY_SIDE,
    Part.SIGHT: reasons.BY_SIGHT,
    Part.PARITY: reasons.BY_PARITY,
}
_WHY_REVIEW = {
    Part.AWAY: reasons.FAR,
    Part.FRONT: reasons.CLOSE_CALL,
    Part.STREET: reasons.NAMES_DISAGREE,
    Part.COMPOUND: reasons.NAMES_DISAGREE,
    Part.CROSSING: reasons.BLOCKED,
    Part.SIGHT: reasons.BLOCKED,
    Part.PARITY: reasons.SIDE_DISAGREES,
}


@dataclass(frozen=True)
class Decision:
    """What is held of each plate that has buildings near.

    Parameters
    ----------
    ranking : ndarray of int, shape (n, k)
        Columns of the candidates, likeliest first.
    margin : ndarray of float, shape (n,)
        Nats between the first two; infinite where there is one.
    certain : ndarray of bool, shape (n,)
        May be snapped unseen.
    reason : ndarray of str, shape (n,)
        Code of the reason, empty where the plate has no candidate.
    """

    ranking: NDArray[np.int64]
    margin: NDArray[np.float64]
    certain: NDArray[np.bool_]
    reason: NDArray[np.object_]


def decide(
    found: Candidates, total: NDArray[np.float64], is_incomplete: NDArray[np.bool_], settings: SnapSettings
) -> Decision:
    """Decide for each plate whether its likeliest building is certain enough.

    Parameters
    ----------
    found : Candidates
        Evidence by parts, shape (n, k).
    total : ndarray of float, shape (n, k)
        Costs after all plates were weighed against each other.
    is_incomplete : ndarray of bool, shape (n,)
        Plates without a number, or with neither street nor compound.
    settings : SnapSettings
        `min_margin`, `incomplete_margin`, `max_cost`, `silent_distance`.

    Returns
    -------
    Decision
        Rows as the plates.
    """
    size = len(total)
    row = np.arange(size)
    distance = np.where(found.building == NO_BUILDING, np.inf, found.distance)
    ranking = np.lexsort((found.building, distance, total), axis=1)
    ordered = np.take_along_axis(total, ranking, axis=1)
    has = np.isfinite(ordered[:, 0]) if size else np.zeros(0, dtype=bool)
    best = ranking[:, 0]
    second = ordered[:, 1] if ordered.shape[1] > 1 else np.full(size, np.inf)
    margin = np.where(np.isfinite(second), second - np.where(has, ordered[:, 0], 0.0), np.inf)
    against = np.maximum(found.parts[:, row, best], 0.0)
    against[Part.AWAY] = against[Part.FRONT] = 0.0
    alone = found.parts[:, row, best].sum(axis=0)
    contest = np.where(has, np.maximum(np.where(has, total[row, best], 0.0) - alone, 0.0), 0.0)
    worst = np.argmax(against, axis=0)
    cost = against.sum(axis=0) + contest
    close = margin < np.where(is_incomplete, settings.incomplete_margin, settings.min_margin)
    unlikely = cost > settings.max_cost
    far = distance[row, best] > settings.silent_distance
    certain = has & ~close & ~unlikely & ~far
    reason = np.full(size, "", dtype=object)
    reason[has] = reasons.NEAREST
    reason[has & ~np.isfinite(second)] = reasons.ONLY
    _explain_choice(reason, certain, best, distance, found, total)
    reason[has & far] = reasons.FAR
    reason[has & close] = reasons.CLOSE_CALL
    reason[has & close & is_incomplete] = reasons.INCOMPLETE
    _explain_doubt(reason, has & unlikely, worst, against, contest)
    return Decision(ranking, margin, certain, reason)


def _explain_choice(
    reason: NDArray[np.object_],
    certain: NDArray[np.bool_],
    best: NDArray[np.int64],
    distance: NDArray[np.float64],
    found: Candidates,
    total: NDArray[np.float64],
) -> None:
    """Name what spoke loudest against the nearest building."""
    row = np.arange(len(best))
    nearest = distance.argmin(axis=1)
    other = np.flatnonzero(certain & (distance[row, nearest] < distance[row, best]))
    if len(other) == 0:
        return
    one, two = nearest[other], best[other]
    gain = found.parts[:, other, one] - found.parts[:, other, two]
    gain[Part.AWAY] = -np.inf
    numbers = (total[other, one] - total[other, two]) - (
        found.parts[:, other, one].sum(axis=0) - found.parts[:, other, two].sum(axis=0)
    )
    loudest = np.argmax(gain, axis=0)
    by_part = np.array([_WHY_NOT_NEAREST[part] for part in Part], dtype=object)[loudest]
    # What the plate says itself explains better than what others leave it.
    reason[other] = np.where(numbers > 2 * gain.max(axis=0), reasons.BY_ORDER, by_part)


def _explain_doubt(
    reason: NDArray[np.object_],
    unlikely: NDArray[np.bool_],
    worst: NDArray[np.int64],
    against: NDArray[np.float64],
    contest: NDArray[np.float64],
) -> None:
    by_part = np.array([_WHY_REVIEW[part] for part in Part], dtype=object)[worst]
    doubt = np.where(contest > against.max(axis=0), reasons.OUT_OF_ORDER, by_part)
    reason[unlikely] = doubt[unlikely]
