"""Message passing against trying out every assignment."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from yibiao_qgis.model.feedback import NullFeedback
from yibiao_qgis.plates.contest import Chains, chain_steps, contend, min_marginals
from yibiao_qgis.plates.settings import SnapSettings

SETTINGS = SnapSettings()
COST = st.floats(0, 9).map(lambda value: round(value, 2))


@st.composite
def problems(draw):
    """A few plates in one or two chains, each with up to three candidates."""
    size, width = draw(st.integers(2, 5)), 3
    building = np.full((size, width), -1)
    cost = np.full((size, width), np.inf)
    for row in range(size):
        chosen = draw(st.lists(st.integers(0, 4), min_size=1, max_size=width, unique=True))
        building[row, : len(chosen)] = chosen
        cost[row, : len(chosen)] = draw(st.lists(COST, min_size=len(chosen), max_size=len(chosen)))
    stand = np.array([0.0, 14.0, 25.0, 41.0, 47.0, 0.0])[building]
    longer = draw(st.integers((size + 1) // 2, size))
    first = np.array([0, longer, size]) if longer < size else np.array([0, size])
    starts = np.isin(np.arange(size), first)
    same = np.array([draw(st.booleans()) for _ in range(size)]) & ~starts
    direction = np.full(size, draw(st.sampled_from([-1.0, -0.4, 0.0, 0.7, 1.0])))
    return cost, building, stand, Chains(np.arange(size), first, direction, same)


def order_cost(choice, cost, building, stand, chains) -> float:
    value = sum(cost[row, column] for row, column in enumerate(choice))
    for row in range(1, len(choice)):
        if row in chains.first:
            continue
        one, two = (row - 1, choice[row - 1]), (row, choice[row])
        if building[one] == building[two]:
            continue
        if chains.same_door[row]:
            value += SETTINGS.number_split
        else:
            back = -(stand[two] - stand[one]) * np.sign(chains.direction[row])
            value += SETTINGS.disorder * abs(chains.direction[row]) * np.clip((back - 2) / 8, 0, 1)
    return value


@settings(max_examples=150, deadline=None)
@given(problems())
def test_min_marginals_are_those_of_trying_everything(problem) -> None:
    cost, building, stand, chains = problem
    found = min_marginals(cost, chains, chain_steps(building, stand, chains, SETTINGS))
    options = [np.flatnonzero(row >= 0) for row in building]
    prices = {choice: order_cost(choice, cost, building, stand, chains) for choice in itertools.product(*options)}
    for row, columns in enumerate(options):
        exact = np.array([min(p for c, p in prices.items() if c[row] == column) for column in columns])
        got = found[row, columns]
        # Up to a constant per plate, which no comparison sees.
        assert np.allclose(got - got.min(), exact - exact.min(), atol=1e-4)
    assert np.isinf(found[building < 0]).all()


@settings(max_examples=150, deadline=None)
@given(problems(), st.integers(0, 3))
def test_two_numbers_and_two_buildings_are_assigned_at_least_cost(problem, seed) -> None:
    cost, building, stand, _ = problem
    cost, building, stand = cost[:2], building[:2], stand[:2]
    nothing = Chains(np.array([], dtype=int), np.zeros(1, dtype=int), np.array([]), np.array([], dtype=bool))
    total = contend(cost, building, stand, np.array([seed, seed + 1]), nothing, SETTINGS, NullFeedback())
    options = [np.flatnonzero(row >= 0) for row in building]

    def price(one, two) -> float:
        return cost[0, one] + cost[1, two] + SETTINGS.sharing * (building[0, one] == building[1, two])

    exact = min(price(one, two) for one, two in itertools.product(*options))
    margins = np.sort(np.where(building >= 0, total, np.inf), axis=1)
    if (margins[:, 1] - margins[:, 0] > 0.2).all():
        assert price(*total.argmin(axis=1)) <= exact + 0.2


def test_equal_numbers_do_not_press_each_other() -> None:
    cost, building = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([[0, 1], [0, 1]])
    nothing = Chains(np.array([], dtype=int), np.zeros(1, dtype=int), np.array([]), np.array([], dtype=bool))
    same = contend(cost, building, np.zeros((2, 2)), np.array([5, 5]), nothing, SETTINGS, NullFeedback())
    assert np.array_equal(same, cost)
    other = contend(cost, building, np.zeros((2, 2)), np.array([5, 6]), nothing, SETTINGS, NullFeedback())
    assert (other[:, 0] > cost[:, 0]).all()
