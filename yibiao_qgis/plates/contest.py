"""Plates against each other: one number a building, numbers in order along their street.

Both rules are factors of one cost over all plates; its minimum is approached by
min-sum message passing (Bayati, Shah and Sharma 2008 for the assignment, Viterbi
forward and backward along each street), which also yields for every plate and every
building the least total cost with that plate on that building: the ranking and the
margin that a reviewer sees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yibiao_qgis.model.feedback import Feedback, check_canceled
from yibiao_qgis.plates.evidence import NO_BUILDING
from yibiao_qgis.plates.settings import SnapSettings

UNNUMBERED = -1
"""Mark of a plate that neither presses others off a building nor is pressed."""

_ELSEWHERE = 12.0
"""Cost of a plate that hangs on no building at all; keeps messages finite."""
_DAMPING = 0.5
_STEP_BACK = 2.0
_FULL_STEP_BACK = 10.0
"""Metres: steps back along the street up to the first are no disorder, beyond the second full."""


@dataclass(frozen=True)
class Chains:
    """Plates of one street in the order of their numbers.

    Parameters
    ----------
    node : ndarray of int, shape (m,)
        Plates, chain after chain, each in the order of its numbers; longer chains first.
    first : ndarray of int, shape (c + 1,)
        Chain i is ``node[first[i]:first[i + 1]]``.
    direction : ndarray of float, shape (m,)
        How firmly numbers grow along the line, -1 (all against it) to 1.
    same_door : ndarray of bool, shape (m,)
        Whether a plate has the main number of the one before it in its chain.
    """

    node: NDArray[np.int64]
    first: NDArray[np.int64]
    direction: NDArray[np.float64]
    same_door: NDArray[np.bool_]

    def at(self, position: int) -> NDArray[np.int64]:
        """Return where in `node` the plates at this position of their chains are."""
        first, length = self.first[:-1], np.diff(self.first)
        return first[: np.searchsorted(-length, -position, side="left")] + position


def chain_steps(
    building: NDArray[np.int64], along: NDArray[np.float64], chains: Chains, settings: SnapSettings
) -> list[NDArray[np.float32]]:
    """Price each pair of candidates of neighbouring numbers.

    Parameters
    ----------
    building, along : ndarray, shape (n, k)
        Building of each candidate and its metres along the street.
    chains : Chains
        Order of the numbers.
    settings : SnapSettings
        `disorder`, `number_split`.

    Returns
    -------
    list of ndarray, each of shape (number of chains that long, k, k)
        From the plate before to the plate at positions 1, 2, ... of their chains.
    """
    longest = int(np.diff(chains.first)[0]) if len(chains.first) > 1 else 0
    place, stand = building[chains.node], along[chains.node]
    return [_step(chains.at(t), place, stand, chains, settings).astype(np.float32) for t in range(1, longest)]


def min_marginals(cost: NDArray[np.float64], chains: Chains, steps: list[NDArray[np.float32]]) -> NDArray[np.float64]:
    """Add to each plate's costs the least cost of the rest of its chain.

    Parameters
    ----------
    cost : ndarray of float, shape (n, k)
        Costs of each plate's candidates; infinite where there is none.
    chains : Chains
        Plates outside all chains keep their costs.
    steps : list of ndarray
        As `chain_steps` makes them.

    Returns
    -------
    ndarray of float, shape (n, k)
        Least cost of the plate's chain with the plate on that candidate.
    """
    total = cost.copy()
    if len(chains.node) == 0:
        return total
    own = cost[chains.node]
    forward, backward = np.zeros_like(own), np.zeros_like(own)
    for t in range(1, len(steps) + 1):
        here = chains.at(t)
        arriving = (forward[here - 1] + own[here - 1])[:, :, None] + steps[t - 1]
        forward[here] = _finite(arriving.min(axis=1))
    for t in range(len(steps), 0, -1):
        here = chains.at(t)
        leaving = (backward[here] + own[here])[:, None, :] + steps[t - 1]
        backward[here - 1] = _finite(leaving.min(axis=2))
    total[chains.node] = own + forward + backward
    return total


def _finite(values: NDArray[np.float64]) -> NDArray[np.float64]:
    # A common constant does not matter: without it sums along long streets stay small.
    least = values.min(axis=1, keepdims=True)
    shifted: NDArray[np.float64] = values - np.where(np.isfinite(least), least, 0.0)
    return shifted


def _step(
    here: NDArray[np.int64],
    place: NDArray[np.int64],
    stand: NDArray[np.float64],
    chains: Chains,
    settings: SnapSettings,
) -> NDArray[np.float64]:
    """Cost of each pair of candidates of a plate and the one before it, shape (len, k, k)."""
    other = place[here - 1][:, :, None] != place[here][:, None, :]
    ahead = (stand[here][:, None, :] - stand[here - 1][:, :, None]) * np.sign(chains.direction[here])[:, None, None]
    back = np.clip((-ahead - _STEP_BACK) / (_FULL_STEP_BACK - _STEP_BACK), 0.0, 1.0)
    disorder = settings.disorder * np.abs(chains.direction[here])[:, None, None] * back
    cost = np.where(chains.same_door[here][:, None, None], settings.number_split, disorder)
    return np.where(other, cost, 0.0)


def contend(
    cost: NDArray[np.float64],
    building: NDArray[np.int64],
    along: NDArray[np.float64],
    number: NDArray[np.int64],
    chains: Chains,
    settings: SnapSettings,
    feedback: Feedback,
) -> NDArray[np.float64]:
    """Weigh all plates against each other.

    Parameters
    ----------
    cost : ndarray of float, shape (n, k)
        Costs of each plate's candidates; infinite where there is none.
    building, along : ndarray, shape (n, k)
        Building of each candidate, `NO_BUILDING` where there is none, and its metres
        along the plate's street.
    number : ndarray of int, shape (n,)
        Equal for plates that carry the same number of the same street or compound,
        `UNNUMBERED` for those that carry none.
    chains : Chains
        Order along the streets.
    settings : SnapSettings
        `sharing`, `disorder`, `number_split`, `rounds`.
    feedback : Feedback
        Asked once a round.

    Returns
    -------
    ndarray of float, shape (n, k)
        Total cost with each plate on each of its candidates; infinite where there is none.
    """
    there = (building != NO_BUILDING) & (number != UNNUMBERED)[:, None]
    plate, place = np.nonzero(there)
    target = building[plate, place]
    order = np.lexsort((number[plate], target))
    plate, place, target = plate[order], place[order], target[order]
    new_building = np.r_[True, target[1:] != target[:-1]]
    new_group = new_building | np.r_[True, number[plate][1:] != number[plate][:-1]]
    group = np.cumsum(new_group) - 1
    group_start = np.flatnonzero(new_group)
    house = (np.cumsum(new_building) - 1)[group_start]
    house_start = np.flatnonzero(np.r_[True, house[1:] != house[:-1]]) if len(house) else house
    message = np.zeros_like(cost)
    steps = chain_steps(building, along, chains, settings)
    total = min_marginals(cost, chains, steps)
    for turn in range(int(settings.rounds)):
        check_canceled(feedback)
        feedback.set_progress(100 * turn / settings.rounds)
        if len(plate) == 0:
            break
        wish = (total - message)[plate, place] - _best_other(total, plate, place)
        strongest = np.minimum.reduceat(wish, group_start)
        rival = _best_other_in_house(strongest, house, house_start)
        pressure = np.clip(-rival[group], 0.0, settings.sharing)
        message[plate, place] += _DAMPING * (pressure - message[plate, place])
        total = min_marginals(cost + message, chains, steps)
    return total


def _best_other(total: NDArray[np.float64], plate: NDArray[np.int64], place: NDArray[np.int64]) -> NDArray[np.float64]:
    """Least cost of the plate's other candidates, or of hanging elsewhere."""
    best = total.argmin(axis=1)
    least = total[np.arange(len(total)), best]
    rest = total.copy()
    rest[np.arange(len(total)), best] = np.inf
    second = rest.min(axis=1) if total.shape[1] > 1 else np.full(len(total), np.inf)
    second = np.minimum(second, least + _ELSEWHERE)
    return np.where(place == best[plate], second[plate], least[plate])


def _best_other_in_house(
    strongest: NDArray[np.float64], house: NDArray[np.int64], house_start: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Least value among the other numbers of the same building; infinite where there is none."""
    least = np.minimum.reduceat(strongest, house_start)
    equal = np.flatnonzero(strongest == least[house])
    firsts = equal[np.r_[True, house[equal][1:] != house[equal][:-1]]] if len(equal) else equal
    rest = strongest.copy()
    rest[firsts] = np.inf
    second = np.minimum.reduceat(rest, house_start)
    rival = least[house]
    rival[firsts] = second[house[firsts]]
    return rival
