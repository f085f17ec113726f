"""Areas over the blocks: grids, beats, station areas, groups. Each is a union of whole blocks, so all of them tile."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from district.blocks import SPECIAL_USES
from district.network import Network
from district.skeleton import Node, Plan

GRID_MOST = 430
GRID_MERGED = 560
GRID_LEAST = 120
"""Rooms of a unit grid: about 300 households, 200-500 in practice."""
BEAT_MOST = 2600
"""Rooms of a police beat."""
GROUP_MOST = 42
"""Farmhouses of a group (组)."""


def join(blocks: NDArray[np.object_], members: Iterable[int]) -> shapely.Geometry:
    """Return the union of whole blocks with all vertices kept."""
    return shapely.coverage_union_all(blocks[list(members)])


def join_all(blocks: NDArray[np.object_], label: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the union of the blocks of each label, in the order of the labels; -1 is no label."""
    order = np.argsort(label, kind="stable")
    found, first = np.unique(label[order], return_index=True)
    parts = np.split(order, first[1:])
    return np.array([join(blocks, part) for number, part in zip(found, parts) if number >= 0], dtype=object)


def _is_whole(shape: shapely.Geometry) -> bool:
    return shape.geom_type == "Polygon" and not len(shape.interiors) and shape.is_valid


class Neighbours:
    """Which blocks share how much border."""

    def __init__(self, network: Network) -> None:
        edges = network.edges[(network.edges.left >= 0) & (network.edges.right >= 0)]
        low = np.minimum(edges.left, edges.right).to_numpy()
        high = np.maximum(edges.left, edges.right).to_numpy()
        self.pairs = (
            pd.DataFrame({"a": low, "b": high, "length": edges["length"].to_numpy()})
            .groupby(["a", "b"], as_index=False)
            .sum()
        )

    def between(self, label: NDArray[np.int64]) -> dict[int, dict[int, float]]:
        """Return, for labels of the blocks, the border (m) that each label shares with each other."""
        a, b = label[self.pairs.a], label[self.pairs.b]
        rows = (a != b) & (a >= 0) & (b >= 0)
        found: dict[int, dict[int, float]] = {}
        for x, y, length in zip(a[rows], b[rows], self.pairs.length.to_numpy()[rows]):
            found.setdefault(int(x), {}).setdefault(int(y), 0.0)
            found.setdefault(int(y), {}).setdefault(int(x), 0.0)
            found[int(x)][int(y)] += length
            found[int(y)][int(x)] += length
        return found


def make_grids(
    rng: np.random.Generator,
    plan: Plan,
    network: Network,
    use: NDArray[np.object_],
    rooms: NDArray[np.int64],
    near: Neighbours,
) -> tuple[NDArray[np.int64], list[bool]]:
    """Divide each community into unit grids.

    Returns
    -------
    label : ndarray of int
        Grid of each block.
    special : list of bool
        Whether a grid is a special one (专属网格): a school, hospital, market, park, office or factory.
    """
    blocks = network.blocks.geometry.to_numpy()
    area = shapely.area(blocks)
    is_special = np.isin(use, SPECIAL_USES) & (area > 12_000) & (rng.random(len(use)) < 0.5)
    block_of = {int(leaf): block for block, leaf in enumerate(network.blocks.leaf)}
    number_of = {id(leaf): block_of[i] for i, leaf in enumerate(plan.root.leaves()) if i in block_of}
    label = np.full(len(blocks), -1)
    special: list[bool] = []
    for root in plan.communities:
        for members in _subtrees(root, number_of, rooms, is_special):
            label[members] = len(special)
            special.append(len(members) == 1 and bool(is_special[members[0]]))
    _merge_small(network, near, label, special, rooms)
    kept = np.unique(label)
    return np.searchsorted(kept, label), [special[i] for i in kept]


def _subtrees(
    root: Node, number_of: dict[int, int], rooms: NDArray[np.int64], is_special: NDArray[np.bool_]
) -> list[list[int]]:
    found = []
    stack = [root]
    while stack:
        node = stack.pop()
        members = [number_of[id(leaf)] for leaf in node.leaves() if id(leaf) in number_of]
        if len(members) > 1 and (rooms[members].sum() > GRID_MOST or is_special[members].any()):
            stack.extend(reversed(node.children))
        elif members:
            found.append(members)
    return found


def _merge_small(
    network: Network, near: Neighbours, label: NDArray[np.int64], special: list[bool], rooms: NDArray[np.int64]
) -> None:
    """Merge grids with few rooms into a neighbour of their community, the one with the longest border first."""
    blocks = network.blocks.geometry.to_numpy()
    community = network.blocks.community.to_numpy()
    members: dict[int, list[int]] = {}
    for block, grid in enumerate(label):
        members.setdefault(int(grid), []).append(block)
    total = {grid: int(rooms[part].sum()) for grid, part in members.items()}
    border = near.between(label)
    for grid in sorted(members, key=lambda g: total[g]):
        if grid not in members or special[grid] or total[grid] >= GRID_LEAST:
            continue
        own = community[members[grid][0]]
        others = sorted(border.get(grid, {}).items(), key=lambda item: -item[1])
        for other, length in others:
            if other not in members or special[other] or community[members[other][0]] != own or length < 15:
                continue
            most = GRID_MERGED if total[grid] >= 30 else GRID_MERGED + 150
            if total[grid] + total[other] > most or not _is_whole(join(blocks, members[grid] + members[other])):
                continue
            members[other] += members.pop(grid)
            label[members[other]] = other
            total[other] += total[grid]
            for third, shared in border.pop(grid).items():
                border[third].pop(grid, None)
                if third != other:
                    border[third][other] = border[other][third] = border[other].get(third, 0.0) + shared
            border[other].pop(grid, None)
            break


def make_beats(
    rng: np.random.Generator,
    plan: Plan,
    network: Network,
    grid: NDArray[np.int64],
    rooms: NDArray[np.int64],
    near: Neighbours,
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[tuple[int, int]]]:
    """Give the grids to police beats, and the beats to station areas.

    Most beats are a community; large ones are halved, and some grids go to the beat next door: so the two hierarchies
    differ.

    Returns
    -------
    beat : ndarray of int
        Beat of each grid.
    station : ndarray of int
        Station of each beat.
    stations : list of (town, part)
        Town of each station; part is 1 for the part south of the river where a town has two stations.
    """
    blocks = network.blocks.geometry.to_numpy()
    count = int(grid.max()) + 1
    first = np.unique(grid, return_index=True)[1]
    community = network.blocks.community.to_numpy()[first]
    shapes = join_all(blocks, grid)
    centre = shapely.get_coordinates(shapely.centroid(shapes))
    grid_rooms = np.bincount(grid, rooms, count)
    border = near.between(grid)

    beat = np.full(count, -1)
    owner: list[int] = []  # community of each beat
    for number in range(len(plan.communities)):
        stack = [np.flatnonzero(community == number)]
        while stack:
            part = stack.pop()
            if len(part) >= 4 and (grid_rooms[part].sum() > BEAT_MOST or rng.random() < 0.12):
                axis = int(np.ptp(centre[part, 1]) > np.ptp(centre[part, 0]))
                order = part[np.argsort(centre[part, axis])]
                halves = [order[: len(order) // 2], order[len(order) // 2 :]]
                if all(_is_whole(shapely.coverage_union_all(shapes[half])) for half in halves):
                    stack += halves
                    continue
            beat[part] = len(owner)
            owner.append(number)
    town = np.array([plan.communities[c].town for c in owner])
    south = np.zeros(len(owner), dtype=int)
    if len(plan.towns) == 1 or (town == 0).any():
        middle = np.array([plan.communities[c].shape.centroid.y for c in owner])
        south[(town == 0) & (middle < plan.river.y)] = 1
    keys = sorted({(int(t), int(s)) for t, s in zip(town, south)})
    station = np.array([keys.index((int(t), int(s))) for t, s in zip(town, south)])
    _trade(rng, beat, station, shapes, border)
    return beat, station, keys


def _trade(
    rng: np.random.Generator,
    beat: NDArray[np.int64],
    station: NDArray[np.int64],
    shapes: NDArray[np.object_],
    border: dict[int, dict[int, float]],
) -> None:
    """Give some grids at the edge of a beat to the beat next door of the same station."""
    wanted = max(3, len(station) // 3)
    for grid in rng.permutation(len(beat)):
        if wanted == 0:
            return
        own = beat[grid]
        others = [g for g, length in border.get(int(grid), {}).items() if beat[g] != own and length > 40]
        others = [g for g in others if station[beat[g]] == station[own]]
        rest = np.flatnonzero((beat == own) & (np.arange(len(beat)) != grid))
        if not others or len(rest) < 2:
            continue
        other = beat[others[int(rng.integers(0, len(others)))]]
        grown = np.append(np.flatnonzero(beat == other), grid)
        if _is_whole(shapely.coverage_union_all(shapes[rest])) and _is_whole(shapely.coverage_union_all(shapes[grown])):
            beat[grid] = other
            wanted -= 1


def make_groups(
    plan: Plan, network: Network, use: NDArray[np.object_], houses: NDArray[np.int64]
) -> tuple[NDArray[np.int64], list[int]]:
    """Divide the open land of each community into groups (组).

    Parameters
    ----------
    houses : ndarray of int
        Farmhouses on each block that belong to no named hamlet.

    Returns
    -------
    label : ndarray of int
        Group of each block, -1 for none.
    communities : list of int
        Community of each group.
    """
    block_of = {int(leaf): block for block, leaf in enumerate(network.blocks.leaf)}
    number_of = {id(leaf): block_of[i] for i, leaf in enumerate(plan.root.leaves()) if i in block_of}
    label = np.full(len(use), -1)
    communities: list[int] = []
    rural = np.isin(use, ("rural", "strip"))
    for number, root in enumerate(plan.communities):
        stack = [root]
        while stack:
            node = stack.pop()
            members = [number_of[id(leaf)] for leaf in node.leaves() if id(leaf) in number_of]
            total = houses[members].sum()
            if not members or total == 0:
                continue
            if (not rural[members].all() or total > GROUP_MOST) and node.children:
                stack.extend(reversed(node.children))
            elif rural[members].all():
                label[members] = len(communities)
                communities.append(number)
    return label, communities
