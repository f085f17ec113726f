"""Vertices: near ones become one before a repair, and those that it left behind go afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.boundaries.dissolve import Places
from yibiao_qgis.boundaries.ground import Ground, walk
from yibiao_qgis.boundaries.mesh import Edges, Floats, Grid, Ints, Shapes, edges_of, rebuilt, valid_polygons
from yibiao_qgis.boundaries.topology import TOUCH, touching_vertices

_STRAIGHT = 1.0
"""Grid units from the straight line within which a vertex was made by rounding alone."""
_ROUNDED = 0.72
"""Grid units that rounding to a cell's centre may move a vertex off its line: half a diagonal."""
_CLEAR = 2.5
"""Grid units around a straightened edge that have to be free of other vertices."""


def snap_vertices(ground: Ground, rows: Ints, distance: float) -> Ground:
    """Match vertices that lie close together on unmatched borders.

    Vertices become one, and edges are led through the vertices of a neighbour. Nothing moves farther than
    `distance`; vertices of the parents, then those that most areas share, stay in place.

    Parameters
    ----------
    ground : Ground
        Areas and parents.
    rows : ndarray of int
        Positions of the areas whose borders are looked at.
    distance : float
        In grid units.

    Returns
    -------
    Ground
        The same with some vertices moved or added; `given` is kept.
    """
    edges = _unmatched(ground, rows)
    if not len(edges):
        return ground
    source, target = _near_vertices(edges, ground, distance)
    if len(source):
        ground = _with_shapes(ground, _relocated(ground.areas, source, target, ground.grid), ground.parents)
    return _lead_through(ground, rows, max(distance, TOUCH))


def _unmatched(ground: Ground, rows: Ints) -> Edges:
    edges = ground.edges
    return edges.select(ground.loose & (np.isin(edges.owner, rows) | ground.is_parent(edges.owner)))


def _with_shapes(ground: Ground, areas: Shapes, parents: Shapes) -> Ground:
    areas, parents = valid_polygons(areas), valid_polygons(parents)
    return replace(ground, areas=areas, parents=parents, edges=walk(areas, parents, ground.grid))


def _near_vertices(edges: Edges, ground: Ground, distance: float) -> tuple[Ints, Ints]:
    """Return which vertices move, and to which."""
    keys, number = np.unique(np.concatenate([edges.start, edges.end]), return_inverse=True)
    weight = np.bincount(number).astype(float)
    above = np.tile(ground.is_parent(edges.owner), 2)
    weight[number[above]] = np.inf
    points = shapely.points(ground.grid.places(keys))
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=distance)
    near: dict[int, list[int]] = {}
    for first, second in zip(one[one != other].tolist(), other[one != other].tolist()):
        near.setdefault(first, []).append(second)
    moved: dict[int, int] = {}
    kept: set[int] = set()
    for vertex in sorted(near, key=lambda this: (-weight[this], this)):
        if vertex in moved:
            continue
        kept.add(vertex)
        for neighbour in near[vertex]:
            if neighbour not in moved and neighbour not in kept and np.isfinite(weight[neighbour]):
                moved[neighbour] = vertex
    return keys[list(moved)], keys[list(moved.values())]


def _lead_through(ground: Ground, rows: Ints, distance: float) -> Ground:
    """Put vertices of neighbours, and of the parents, into the edges that they touch.

    A parent's edge takes up only what rounding put beside it.
    """
    edges = _unmatched(ground, rows)
    near = touching_vertices(edges, ground, distance)
    on_line = touching_vertices(edges, ground, _ROUNDED)
    above = ground.is_parent(near["of"].to_numpy()), ground.is_parent(on_line["of"].to_numpy())
    areas = _led(ground.areas, edges, near[~above[0]], ground.grid, 0)
    parents = _led(ground.parents, edges, on_line[above[1]], ground.grid, ground.count)
    return _with_shapes(ground, areas, parents)


def _led(shapes: Shapes, edges: Edges, touching: pd.DataFrame, grid: Grid, offset: int) -> Shapes:
    touching = touching.drop_duplicates(["edge", "vertex"])
    edge, vertex = touching["edge"].to_numpy(), touching["vertex"].to_numpy()
    way = np.hypot(*(grid.places(vertex) - grid.places(edges.start[edge])).T)
    through: dict[int, dict[tuple[int, int], list[int]]] = {}
    for number in np.lexsort([way, edge]).tolist():
        one = edge[number]
        ends = (int(edges.start[one]), int(edges.end[one]))
        through.setdefault(int(edges.owner[one]) - offset, {}).setdefault(ends, []).append(int(vertex[number]))
    shapes = shapes.copy()
    for row, inserted in through.items():
        both = {**inserted, **{(end, start): some[::-1] for (start, end), some in inserted.items()}}
        shapes[row] = _with_vertices(shapes[row], both, grid)
    return shapes


def _with_vertices(shape: shapely.Geometry, inserted: dict[tuple[int, int], list[int]], grid: Grid) -> shapely.Geometry:
    def lead(xy: Floats) -> Floats:
        keys = grid.keys(xy).tolist()
        led = [keys[0]]
        for start, end in zip(keys, keys[1:]):
            led += [*inserted.get((start, end), ()), end]
        return grid.places(np.array(led))

    return rebuilt(shape, lead)


def _relocated(shapes: Shapes, source: Ints, target: Ints, grid: Grid) -> Shapes:
    order = np.argsort(source)
    source, target = source[order], target[order]

    def relocate(units: Floats) -> Floats:
        keys = grid.keys(units)
        at = np.searchsorted(source, keys).clip(max=len(source) - 1)
        hit = source[at] == keys
        units = units.copy()
        units[hit] = grid.places(target[at[hit]])
        return units

    return np.asarray(shapely.transform(shapes, relocate), dtype=object)


def without_needless(shapes: Shapes, places: Places, grid: Grid) -> Shapes:
    """Take out vertices that cutting left behind in the middle of an unchanged edge.

    Only those that were in no input, at which no border branches off, which lie on the
    straight line between their neighbours, and where no other vertex is close to that line;
    so both sides lose the same ones and nothing is crossed.

    Parameters
    ----------
    shapes : ndarray of Polygon or MultiPolygon
        In grid units, sharing their vertices.
    places : Places
        The vertices of the input.
    grid : Grid
        The grid in use.
    """
    single = edges_of(shapes, grid).unique()
    vertices, degree = np.unique(np.concatenate([single.start, single.end]), return_counts=True)
    needless = vertices[(degree == 2) & ~places.known(vertices)]
    if not len(needless):
        return shapes
    xy, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shapes)), return_index=True)
    keys = grid.keys(xy)
    touched = np.isin(ring, ring[np.isin(keys, needless)])
    xy, ring, keys = xy[touched], ring[touched], keys[touched]
    ends = np.flatnonzero(np.diff(ring)) + 1
    tree = shapely.STRtree(shapely.points(grid.places(vertices)))
    for _ in range(8):  # what has to stay in one ring has to stay in its neighbour's as well
        out = np.isin(keys, needless)
        rings = zip(np.split(xy, ends), np.split(keys, ends), np.split(out, ends))
        chains = [_chains(places[:-1], numbers[:-1], gone[:-1]) for places, numbers, gone in rings]
        kept = _needed([chain for some in chains for chain in some], needless, vertices, tree)
        if not len(kept):
            return _thinned(shapes, needless, grid)
        needless = np.setdiff1d(needless, kept)
    return shapes


@dataclass(frozen=True)
class _Chain:
    """Candidates between two vertices of a ring that stay; without ends they cannot go."""

    keys: Ints
    xy: Floats
    ends: Floats
    end_keys: Ints


def _chains(xy: Floats, keys: Ints, out: NDArray[np.bool_]) -> list[_Chain]:
    if not out.any():
        return []
    stay = np.flatnonzero(~out)
    if len(stay) < 3:
        return [_Chain(keys[out], xy[out], xy[:0], keys[:0])]
    first = int(stay[0])
    xy, keys, out = np.roll(xy, -first, axis=0), np.roll(keys, -first), np.roll(out, -first)
    stay = np.flatnonzero(~out)
    found = []
    for left, right in zip(stay, [*stay[1:], len(out)]):
        if right - left > 1:
            ends = [left, right % len(out)]
            found.append(_Chain(keys[left + 1 : right], xy[left + 1 : right], xy[ends], keys[ends]))
    return found


def _needed(chains: list[_Chain], needless: Ints, vertices: Ints, tree: shapely.STRtree) -> Ints:
    """Return the candidates that have to stay after all."""
    stay = [chain.keys for chain in chains if not len(chain.ends)]
    chains = [chain for chain in chains if len(chain.ends)]
    if chains:
        lines = shapely.linestrings(np.stack([chain.ends for chain in chains]))
        member = np.repeat(np.arange(len(chains)), [len(chain.keys) for chain in chains])
        off = shapely.distance(shapely.points(np.concatenate([chain.xy for chain in chains])), lines[member])
        bad = np.zeros(len(chains), dtype=bool)
        bad[member[off > _STRAIGHT]] = True
        line, near = tree.query(lines, predicate="dwithin", distance=_CLEAR)
        end_keys = np.stack([chain.end_keys for chain in chains])
        foreign = (vertices[near][:, None] != end_keys[line]).all(axis=1) & ~np.isin(vertices[near], needless)
        bad[line[foreign]] = True
        stay += [chain.keys for chain, is_bad in zip(chains, bad) if is_bad]
    return np.concatenate(stay) if stay else needless[:0]


def _thinned(shapes: Shapes, needless: Ints, grid: Grid) -> Shapes:
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    gone = set(needless.tolist())
    result = shapes.copy()

    def thin(xy: Floats) -> Floats:
        xy = xy[:-1]
        return xy[[key not in gone for key in grid.keys(xy).tolist()]]

    for row in np.unique(owner[np.isin(grid.keys(xy), needless)]):
        result[row] = rebuilt(shapes[row], thin)
    return result


def new_vertices(before: Shapes, after: Shapes, grid: Grid) -> list[NDArray[np.float64]]:
    """Return for each shape the vertices, in grid units, that it did not have before."""
    found = []
    for old, new in zip(before, after):
        units = shapely.get_coordinates(new)
        keys = grid.keys(units)
        fresh = ~np.isin(keys, grid.keys(shapely.get_coordinates(old)))
        found.append(units[fresh][np.unique(keys[fresh], return_index=True)[1]])
    return found
