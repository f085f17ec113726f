"""What a street's plates say about the street: direction of the numbers, side of odd and even, order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from yibiao_qgis.plates.contest import Chains
from yibiao_qgis.plates.doors import NO_NUMBER
from yibiao_qgis.plates.inputs import Plates
from yibiao_qgis.plates.lines import NO_STREET

_FEWEST_STEPS = 3
_ONE_SIDED, _MIXED = 2.0, 10.0
"""Nats by which a street with all numbers on one side, or without a rule, is rarer than a two-sided one.

The second is large because in a narrow lane many surveyors stand beyond its middle, which
looks like no rule."""
_COIN = float(np.log(2.0))
"""Nats of a plate on either side where there is no rule."""
_SURE = 4.0
"""Nats by which a street's rule must lead before the street speaks for its district."""
_MOST_CUSTOM = 4.0
_LEFT, _RIGHT = 0, 1
_RULES = ((_RIGHT, _LEFT), (_LEFT, _RIGHT), (_LEFT, _LEFT), (_RIGHT, _RIGHT))
"""Side of the odd and of the even numbers; the fifth rule is none."""


def directions(
    street: NDArray[np.int64], door: NDArray[np.int64], along: NDArray[np.float64], usable: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Find whether the numbers of each plate's street grow along its line.

    Parameters
    ----------
    street, door : ndarray of int, shape (n,)
        Street and main number of each plate.
    along : ndarray of float, shape (n,)
        Metres along the street of each plate's likeliest building.
    usable : ndarray of bool, shape (n,)
        Plates that have candidates.

    Returns
    -------
    ndarray of float, shape (n,)
        Share of steps to the next larger number of the same parity that go forward less
        those that go back, -1 to 1; 0 where there are too few.
    """
    result = np.zeros(len(street))
    node = np.flatnonzero(usable & (street != NO_STREET) & (door != NO_NUMBER))
    if len(node) == 0:
        return result
    order = np.lexsort((along[node], door[node], street[node] * 2 + door[node] % 2))
    node = node[order]
    chain = street[node] * 2 + door[node] % 2
    counts = np.r_[False, (chain[1:] == chain[:-1]) & (door[node][1:] > door[node][:-1])]
    step = np.sign(np.r_[0.0, np.diff(along[node])]) * counts
    which = np.unique(street[node], return_inverse=True)[1].reshape(-1)
    net, total = np.bincount(which, weights=step), np.bincount(which, weights=np.abs(step))
    firm = np.where(total >= _FEWEST_STEPS, net / np.maximum(total, 1.0), 0.0)
    result[node] = firm[which]
    return result


def side_odds(
    street: NDArray[np.int64],
    door: NDArray[np.int64],
    side: NDArray[np.float64],
    cost: NDArray[np.float64],
    direction: NDArray[np.float64],
    most: float,
) -> NDArray[np.float64]:
    """Find for each plate how firmly its number belongs on one side of its street.

    Whether odd is right or left, or both stand on one side, is never assumed: cities
    differ. For each street the rules (odd right, odd left, all left, all right, none) are
    compared by what they cost over all its plates: a rule that makes some surveyors stand
    on the wrong side may well be cheaper than none. Streets whose rule is beyond doubt show
    the district's custom, which decides in narrow lanes where the plates cannot.

    Parameters
    ----------
    street, door : ndarray of int, shape (n,)
        Street and main number of each plate.
    side : ndarray of float, shape (n, k)
        Side of each candidate, 1 left, -1 right, 0 unknown.
    cost : ndarray of float, shape (n, k)
        Costs without this evidence; infinite where there is no candidate.
    direction : ndarray of float, shape (n,)
        As from `directions`; the custom is seen in the direction of the numbers.
    most : float
        Cost of a number on the wrong side of a street whose rule is beyond doubt.

    Returns
    -------
    ndarray of float, shape (n,)
        `most` for left, minus `most` for right, between where in doubt, 0 where nothing is known.
    """
    odds = np.zeros(len(street))
    least = cost.min(axis=1, initial=np.inf)
    known = np.flatnonzero((street != NO_STREET) & (door != NO_NUMBER) & np.isfinite(least))
    if len(known) == 0:
        return odds
    base = least[known, None]
    left = np.minimum(np.where(side > 0, cost, np.inf).min(axis=1)[known, None] - base, most)[:, 0]
    right = np.minimum(np.where(side < 0, cost, np.inf).min(axis=1)[known, None] - base, most)[:, 0]
    names, which = np.unique(street[known], return_inverse=True)
    which = which.reshape(-1)
    odd = door[known] % 2 == 1
    price = _rule_prices(which, odd, left, right, len(names))
    way = np.zeros(len(names))
    way[which] = direction[known]
    lead = price[1] - price[0]
    clear = (np.abs(lead) > _SURE) & (np.abs(way) > 0.5) & (price.argmin(axis=0) < 2)
    votes = np.sign(lead[clear] * way[clear])
    custom = np.clip(np.log((1.0 + (votes > 0).sum()) / (1.0 + (votes < 0).sum())), -_MOST_CUSTOM, _MOST_CUSTOM)
    price[0] += np.maximum(-custom * way, 0.0)
    price[1] += np.maximum(custom * way, 0.0)
    weight = np.exp(-(price - price.min(axis=0)))
    weight /= weight.sum(axis=0)
    of_odd = weight[1] + weight[2] - weight[0] - weight[3]
    of_even = weight[0] + weight[2] - weight[1] - weight[3]
    odds[known] = most * np.where(odd, of_odd[which], of_even[which])
    return odds


def _rule_prices(
    which: NDArray[np.int64],
    odd: NDArray[np.bool_],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
    size: int,
) -> NDArray[np.float64]:
    """Return what each rule costs over the plates of each street, shape (5, size)."""

    def summed(values: NDArray[np.float64], rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(which, np.where(rows, values, 0.0), size), dtype=np.float64)

    of_odd = summed(left, odd), summed(right, odd)
    of_even = summed(left, ~odd), summed(right, ~odd)
    price: NDArray[np.float64] = np.stack(
        [of_odd[one] + of_even[other] for one, other in _RULES] + [np.bincount(which, minlength=size) * _COIN]
    )
    price[2:4] += _ONE_SIDED
    price[4] += _MIXED
    return price


def build_chains(
    plates: Plates,
    street: NDArray[np.int64],
    number: NDArray[np.int64],
    odds: NDArray[np.float64],
    direction: NDArray[np.float64],
    usable: NDArray[np.bool_],
) -> Chains:
    """Put the plates of each street in the order of their numbers.

    Odd and even numbers run separately, except where both are on the same side.

    Parameters
    ----------
    plates : Plates
        Shape (n,).
    street : ndarray of int, shape (n,)
        Street of each plate.
    number : ndarray of int, shape (n,)
        Equal for equal numbers of the same street.
    odds : ndarray of float, shape (n,)
        As from `side_odds`.
    direction : ndarray of float, shape (n,)
        As from `directions`.
    usable : ndarray of bool, shape (n,)
        Plates that have candidates.

    Returns
    -------
    Chains
        Of plates with a street and a number.
    """
    node = np.flatnonzero(usable & (street != NO_STREET) & (plates.door != NO_NUMBER))
    if len(node) == 0:
        nothing = np.array([], dtype=np.int64)
        return Chains(nothing, np.zeros(1, dtype=np.int64), np.array([]), np.array([], dtype=bool))
    parity = plates.door[node] % 2
    one_sided = _is_one_sided(street[node], parity, odds[node])
    chain = street[node] * 2 + np.where(one_sided, 0, parity)
    order = np.lexsort((node, plates.sub[node], number[node], plates.door[node], chain))
    node, chain = node[order], chain[order]
    starts = np.flatnonzero(np.r_[True, chain[1:] != chain[:-1]])
    length = np.diff(np.r_[starts, len(chain)])
    # Longest first: at each position the chains that still run are then a prefix.
    by_length = np.argsort(-length, kind="stable")
    first = np.r_[0, np.cumsum(length[by_length])]
    index = np.arange(len(node)) + np.repeat(starts[by_length] - first[:-1], length[by_length])
    node, chain = node[index], chain[index]
    same = np.r_[False, (chain[1:] == chain[:-1]) & (number[node][1:] == number[node][:-1])]
    return Chains(node, first, direction[node], same)


def _is_one_sided(street: NDArray[np.int64], parity: NDArray[np.int64], odds: NDArray[np.float64]) -> NDArray[np.bool_]:
    names, which = np.unique(street, return_inverse=True)
    which = which.reshape(-1)
    preference = np.zeros((2, len(names)))
    preference[parity, which] = odds
    agree: NDArray[np.bool_] = preference[0] * preference[1] > 1.0
    return agree[which]
