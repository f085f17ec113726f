"""Exact unions: faces or areas of one owner become one polygon, without moving a vertex."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from yibiao_qgis.boundaries.mesh import Edges, Floats, Grid, Ints, Shapes, edges_of
from yibiao_qgis.model.feedback import Feedback, NullFeedback, check_canceled


def dissolve(polygons: Shapes, owners: Ints, grid: Grid, feedback: Feedback | None = None) -> dict[int, Shapes]:
    """Join `polygons` of the same owner along the edges that they share.

    Nothing is computed: edges that two polygons of one owner share vanish, and the
    others are joined to rings.

    Parameters
    ----------
    polygons : ndarray of Polygon or MultiPolygon
        In grid units, those of one owner without overlap and sharing their vertices.
    owners : ndarray of int
        Owner of each polygon.
    grid : Grid
        The grid they are in.
    feedback : Feedback, optional
        Asked between owners whether to go on.

    Returns
    -------
    dict of int to ndarray of Polygon
        The parts of every owner, largest first.
    """
    feedback = feedback or NullFeedback()
    edges = edges_of(polygons, grid, owners)
    edges = edges.select(edges.left_over(edges.owner))
    edges = edges.select(np.argsort(edges.owner, kind="stable"))
    names, first = np.unique(edges.owner, return_index=True)
    lines = edges.lines(grid)
    found = []
    for number, some in enumerate(np.split(lines, first[1:]) if len(names) else []):
        if number % 256 == 0:
            check_canceled(feedback)
        found.append(shapely.get_parts(shapely.polygonize(some)))
    if not found:
        return {}
    faces = np.concatenate(found)
    owner = np.repeat(names, [len(some) for some in found])
    inside = _is_inside(faces, owner, edges, grid)
    faces, owner = faces[inside], owner[inside]
    order = np.lexsort([-shapely.area(faces), owner])
    faces, owner = faces[order], owner[order]
    names, first = np.unique(owner, return_index=True)
    return dict(zip(names.tolist(), np.split(faces, first[1:])))


def _is_inside(faces: Shapes, owner: Ints, edges: Edges, grid: Grid) -> NDArray[np.bool_]:
    """Tell areas from holes: an area's outline is walked with the interior on the left."""
    outline = edges_of(np.asarray(shapely.polygons(shapely.get_exterior_ring(faces)), dtype=object), grid)
    first = np.unique(outline.owner, return_index=True)[1]
    one = outline.select(first)
    one = Edges(one.start, one.end, owner[one.owner])
    both = edges.join(one)
    forward = both.start < both.end
    number = both.pairs(both.owner) * 2 + forward
    return np.isin(number[len(edges) :], number[: len(edges)])


def one_shape(parts: Shapes) -> shapely.Geometry:
    """Return a polygon for one part, a multi-polygon for several."""
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


class Places:
    """The coordinates that vertices had before they were snapped to the grid.

    What a repair does not touch keeps its coordinates to the last digit.

    Parameters
    ----------
    grid : Grid
        The grid in use.
    *shapes : ndarray of geometry
        Sources of coordinates, in metres; the first that has a vertex gives its place.
    """

    def __init__(self, grid: Grid, *shapes: Shapes) -> None:
        self._grid = grid
        metres = np.concatenate([shapely.get_coordinates(some) for some in shapes])
        keys = grid.keys(np.rint(metres * grid.scale) - grid.origin)
        self._keys, first = np.unique(keys, return_index=True)
        self._metres = metres[first]

    def metres(self, shapes: Shapes) -> Shapes:
        """Return `shapes`, given in grid units, in metres."""
        return np.asarray(shapely.transform(shapes, self._lookup), dtype=object)

    def known(self, keys: Ints) -> NDArray[np.bool_]:
        """Tell which vertices were there before."""
        at = np.searchsorted(self._keys, keys).clip(max=len(self._keys) - 1)
        return np.asarray(self._keys[at] == keys)

    def _lookup(self, units: Floats) -> Floats:
        keys = self._grid.keys(units)
        at = np.searchsorted(self._keys, keys).clip(max=len(self._keys) - 1)
        is_known = (self._keys[at] == keys)[:, None]
        return np.where(is_known, self._metres[at], self._grid.to_metres(units))
