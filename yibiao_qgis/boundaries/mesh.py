"""Areas as directed edges between numbered vertices of a fine grid.

Coordinates are whole numbers here, in units of the grid (1 mm by default), counted
from a corner of the district. On whole numbers "the same vertex" is exact, and with
it the whole check: walk every outline with the interior on the left, and add up the
edges. An edge that two areas share is walked once in each direction and cancels. If
all edges cancel against the parent's outline, then the areas cover every place of the
parent exactly once, whatever their shapes: the sum of their outlines is the outline of
the sum. What does not cancel is where the faults are, and nothing else need be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

_LIMIT = 2**62

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Grid:
    """The grid that coordinates are snapped to.

    Parameters
    ----------
    scale : float
        Grid units a metre.
    origin : tuple of int
        Lower left corner, in grid units.
    span : tuple of int
        Number of grid units in x and y.
    """

    scale: float
    origin: tuple[int, int]
    span: tuple[int, int]

    @classmethod
    def over(cls, tolerance: float, *shapes: Shapes) -> Grid:
        """Lay a grid of `tolerance` metres over everything that is given.

        Raises
        ------
        InputError
            If the extent is too large for the grid: coordinates are wrong.
        """
        boxes = np.array([shapely.total_bounds(some) for some in shapes if len(some)])
        finite = boxes[np.isfinite(boxes).all(axis=1)]
        box = np.array([0, 0, 0, 0.0]) if not len(finite) else np.r_[finite[:, :2].min(0), finite[:, 2:].max(0)]
        scale = 1 / tolerance
        low, high = np.floor(box[:2] * scale) - 1, np.ceil(box[2:] * scale) + 2
        span = high - low
        if np.abs(box).max() * scale > 2**52 or span[0] * span[1] > _LIMIT:
            raise InputError(
                "extent-too-large",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "The areas reach over {width:.0f} by {height:.0f} km. Look for coordinates that are wrong.",
                ),
                width=(box[2] - box[0]) / 1000,
                height=(box[3] - box[1]) / 1000,
            )
        return cls(scale, (int(low[0]), int(low[1])), (int(span[0]), int(span[1])))

    def snap(self, shapes: Shapes) -> Shapes:
        """Return `shapes` in grid units; vertices are rounded, nothing else."""
        return np.asarray(shapely.transform(shapes, self._to_units), dtype=object)

    def metres(self, shapes: Shapes) -> Shapes:
        """Return `shapes` given in grid units in metres."""
        return np.asarray(shapely.transform(shapes, self.to_metres), dtype=object)

    def _to_units(self, xy: Floats) -> Floats:
        return np.asarray(np.rint(xy * self.scale) - self.origin)

    def to_metres(self, units: Floats) -> Floats:
        """Return coordinates given in grid units in metres."""
        return np.asarray((units + self.origin) / self.scale)

    def keys(self, units: Floats) -> Ints:
        """Return one number for each vertex, the same for the same place."""
        whole = np.rint(units).astype(np.int64)
        return np.asarray(whole[:, 0] * self.span[1] + whole[:, 1])

    def places(self, keys: Ints) -> Floats:
        """Return the vertices that `keys` stand for, in grid units."""
        return np.asarray(np.stack([keys // self.span[1], keys % self.span[1]], axis=1), dtype=np.float64)


@dataclass(frozen=True)
class Edges:
    """Directed edges; the interior of the owner is on the left.

    Parameters
    ----------
    start, end : ndarray of int
        Vertex keys.
    owner : ndarray of int
        Position of the area that the edge belongs to.
    """

    start: Ints
    end: Ints
    owner: Ints

    def __len__(self) -> int:
        return len(self.start)

    def select(self, which: NDArray[np.bool_] | Ints) -> Edges:
        """Return some of the edges."""
        return Edges(self.start[which], self.end[which], self.owner[which])

    def reverse(self, owner: Ints) -> Edges:
        """Return the edges walked the other way, under other owners."""
        return Edges(self.end, self.start, owner)

    def join(self, other: Edges) -> Edges:
        """Return the edges of both."""
        return Edges(
            np.concatenate([self.start, other.start]),
            np.concatenate([self.end, other.end]),
            np.concatenate([self.owner, other.owner]),
        )

    def pairs(self, group: Ints | None = None) -> Ints:
        """Give every edge a number: the same for both directions, within a group if given."""
        forward = self.start < self.end
        low, high = np.where(forward, self.start, self.end), np.where(forward, self.end, self.start)
        number = _combine(pd.factorize(low)[0], pd.factorize(high)[0])
        return number if group is None else _combine(number, pd.factorize(group)[0])

    def left_over(self, group: Ints | None = None) -> NDArray[np.bool_]:
        """Tell which edges do not cancel, within a group of owners if given."""
        number = self.pairs(group)
        sign = np.where(self.start < self.end, 1, -1)
        return np.asarray(np.bincount(number, weights=sign)[number] != 0) if len(number) else np.zeros(0, bool)

    def unique(self) -> Edges:
        """Return each edge once, whatever its direction and however many owners it has."""
        return self.select(np.unique(self.pairs(), return_index=True)[1])

    def lines(self, grid: Grid) -> Shapes:
        """Return every edge as a line of two points, in grid units."""
        ends = np.stack([grid.places(self.start), grid.places(self.end)], axis=1)
        return np.asarray(shapely.linestrings(ends), dtype=object).reshape(-1)


def _combine(first: Ints, second: Ints) -> Ints:
    width = int(second.max()) + 1 if len(second) else 1
    return np.asarray(pd.factorize(first.astype(np.int64) * width + second)[0], dtype=np.int64)


def edges_of(polygons: Shapes, grid: Grid, owners: Ints | None = None) -> Edges:
    """Walk the outlines of `polygons` with the interior on the left.

    Parameters
    ----------
    polygons : ndarray of Polygon or MultiPolygon
        In grid units; None and empty ones have no edges.
    grid : Grid
        The grid they are in.
    owners : ndarray of int, optional
        Owner of each polygon; its position by default.

    Returns
    -------
    Edges
        All edges of non-zero length.
    """
    owners = np.arange(len(polygons)) if owners is None else owners
    parts, part_of = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    if not len(xy):
        nothing = np.zeros(0, np.int64)
        return Edges(nothing, nothing, nothing)
    within = ring[1:] == ring[:-1]
    here, there, ring = xy[:-1][within], xy[1:][within], ring[:-1][within]
    # Signed area around each ring's first vertex: whole numbers this large lose digits around the origin.
    first = np.r_[0, np.flatnonzero(np.diff(ring)) + 1]
    base = np.repeat(here[first], np.diff(np.r_[first, len(ring)]), axis=0)
    from_base, to_base = here - base, there - base
    signed = np.bincount(ring, weights=from_base[:, 0] * to_base[:, 1] - from_base[:, 1] * to_base[:, 0])
    is_shell = np.r_[True, part[1:] != part[:-1]]
    turn = ((signed > 0) != is_shell)[ring]
    start, end = grid.keys(here), grid.keys(there)
    owner = np.asarray(owners, dtype=np.int64)[part_of[part[ring]]]
    keep = start != end
    return Edges(np.where(turn, end, start)[keep], np.where(turn, start, end)[keep], owner[keep])


def valid_polygons(shapes: Shapes) -> Shapes:
    """Return `shapes`, in grid units, with those mended that are not valid, and without repeated vertices.

    What is no area (spikes, collapsed parts) is dropped. Without any area left the
    result is an empty polygon.
    """
    shapes = shapes.copy()
    shapes[shapely.is_missing(shapes)] = shapely.Polygon()
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    repeated = (owner[1:] == owner[:-1]) & (xy[1:] == xy[:-1]).all(axis=1)
    for row in np.unique(owner[1:][repeated]):
        shapes[row] = rebuilt(shapes[row], _without_repeats)
    for row in np.flatnonzero(~shapely.is_valid(shapes)):
        shapes[row] = _mended(shapes[row])
    return shapes


def rebuilt(shape: shapely.Geometry, change: Callable[[Floats], Floats]) -> shapely.Geometry:
    """Return a polygon or multi-polygon with every ring's coordinates changed."""
    polygons = []
    for part in shapely.get_parts(shape):
        rings = [change(shapely.get_coordinates(ring)) for ring in shapely.get_rings(part)]
        polygons.append(shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring)]))
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _without_repeats(xy: Floats) -> Floats:
    fresh = np.r_[True, (xy[1:] != xy[:-1]).any(axis=1)]
    return xy[fresh] if fresh.sum() > 3 else xy[:0]


def _mended(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep what an odd number of outlines surrounds.

    ``make_valid`` would fill a hole that shares an edge with the shell, as a hole along the outer border does.
    """
    parts = [shapely.get_rings(part) for part in shapely.get_parts(shape)]
    rings = np.concatenate(parts)
    xy, number = shapely.get_coordinates(rings, return_index=True)
    lines = shapely.get_parts(shapely.unary_union(shapely.linestrings(xy, indices=number), grid_size=1.0))
    faces = shapely.get_parts(shapely.polygonize(lines))
    points = shapely.get_coordinates(shapely.point_on_surface(faces))
    inside = np.zeros(len(faces), dtype=bool)
    for shell, *holes in parts:
        inside |= _odd(shell, points) & ~np.any([_odd(hole, points) for hole in holes] or [inside & False], axis=0)
    return shapely.union_all(faces[inside], grid_size=1.0) if inside.any() else shapely.Polygon()


def _odd(ring: shapely.LinearRing, points: Floats) -> NDArray[np.bool_]:
    """Tell from which points a ray to the east crosses the ring an odd number of times."""
    xy = shapely.get_coordinates(ring)
    start, end = xy[:-1], xy[1:]
    x, y = points[:, :1], points[:, 1:]
    spans = (start[:, 1] > y) != (end[:, 1] > y)
    rise = np.where(end[:, 1] == start[:, 1], 1.0, end[:, 1] - start[:, 1])
    at = start[:, 0] + (y - start[:, 1]) * (end[:, 0] - start[:, 0]) / rise
    return np.asarray((spans & (at > x)).sum(axis=1) % 2 == 1)


def parts_of(shapes: Shapes) -> tuple[Shapes, Ints]:
    """Return the polygons inside `shapes`, and the position of the shape each is in; lines and points are dropped."""
    parts, outer = shapely.get_parts(shapes, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)  # a collection may hold multi-polygons
    number = outer[inner]
    polygons = (shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)
    return np.asarray(parts[polygons], dtype=object), number[polygons]
