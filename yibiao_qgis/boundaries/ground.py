"""Areas and their parents laid out for a check or a repair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.boundaries.frames import geometries, labels, require_areas, require_column, require_same_crs, texts
from yibiao_qgis.boundaries.mesh import Edges, Grid, Ints, Shapes, edges_of, valid_polygons
from yibiao_qgis.boundaries.settings import CoverageSettings


@dataclass(frozen=True)
class Ground:
    """Areas and parents in grid units.

    Parameters
    ----------
    grid : Grid
        The grid that everything is snapped to.
    given, given_parents : ndarray of geometry
        Areas and parents as given, in metres.
    areas : ndarray of Polygon or MultiPolygon
        Areas in grid units, mended where invalid; empty where there is none.
    parents : ndarray of Polygon or MultiPolygon
        Parents in grid units, one for each code; empty array without parents.
    edges : Edges
        Outlines of the areas, and those of the parents the other way round; owners
        from ``len(areas)`` on are parents.
    parent_of : ndarray of int
        Position of each area's own parent; -1 where unknown.
    names : list of str
        What each area is called: its code or row label.
    parent_names : list of str
        Codes of the parents, or their row labels.
    parent_codes : frozenset of str
        Those of the parents' names that are codes.
    """

    grid: Grid
    given: Shapes
    given_parents: Shapes
    areas: Shapes
    parents: Shapes
    edges: Edges
    parent_of: Ints
    names: list[str]
    parent_names: list[str]
    parent_codes: frozenset[str]

    @property
    def count(self) -> int:
        """Number of areas."""
        return len(self.areas)

    @property
    def has_parent(self) -> bool:
        """Whether there is anything that the areas have to fill."""
        return len(self.parents) > 0

    @cached_property
    def family(self) -> Ints:
        """Parent that each edge's owner belongs to or is; -1 where unknown."""
        above = self.is_parent(self.edges.owner)
        own = self.parent_of[np.where(above, 0, self.edges.owner)]
        return np.where(above, self.edges.owner - self.count, own)

    @cached_property
    def loose(self) -> NDArray[np.bool_]:
        """Edges that do not cancel, among all or within a family: the border of two parents cancels by itself."""
        loose = self.edges.left_over()
        if len(self.parents) < 2:
            return loose
        number = self.edges.pairs()
        loose |= self.edges.left_over(self.family)
        return np.asarray(np.bincount(number, weights=loose)[number] > 0)

    def is_parent(self, owner: Ints) -> NDArray[np.bool_]:
        """Tell the parents among owners of edges."""
        return np.asarray(owner >= self.count)


def read_ground(
    areas: gpd.GeoDataFrame,
    parent: gpd.GeoDataFrame | None,
    code: str | None,
    parent_code: str | None,
    settings: CoverageSettings,
) -> Ground:
    """Check what is given and lay it out.

    Raises
    ------
    InputError
        If a frame cannot be worked with or a column is missing.
    """
    require_areas(areas)
    require_column(areas, code)
    require_column(areas, parent_code)
    given = geometries(areas)
    above, above_names, codes_above = np.zeros(0, dtype=object), [], [""]
    if parent is not None:
        require_areas(parent, "parents")
        require_same_crs(areas, parent)
        if parent_code is not None:
            require_column(parent, code, "parents")
        above = geometries(parent)
        above_code = code if code in parent.columns else None
        above_names, codes_above = labels(parent, above_code), texts(parent, above_code)
    given = np.asarray(shapely.force_2d(given), dtype=object)
    above = np.asarray(shapely.force_2d(above), dtype=object)
    grid = Grid.over(settings.tolerance, given, above)
    shapes = valid_polygons(grid.snap(given))
    parents, parent_names = _one_for_each_code(valid_polygons(grid.snap(above)), above_names)
    return Ground(
        grid=grid,
        given=given,
        given_parents=above,
        areas=shapes,
        parents=parents,
        edges=walk(shapes, parents, grid),
        parent_of=_own_parents(texts(areas, parent_code), shapes, parents, parent_names),
        names=labels(areas, code),
        parent_names=parent_names,
        parent_codes=frozenset(codes_above) - {""},
    )


def walk(areas: Shapes, parents: Shapes, grid: Grid) -> Edges:
    """Return the outlines of `areas` and, the other way round, those of `parents`."""
    edges = edges_of(areas, grid)
    if not len(parents):
        return edges
    above = edges_of(parents, grid)
    return edges.join(above.reverse(above.owner + len(areas)))


def _one_for_each_code(parents: Shapes, names: list[str]) -> tuple[Shapes, list[str]]:
    if len(set(names)) == len(names):
        return parents, names
    number, unique = pd.factorize(np.asarray(names, dtype=object))
    joined = np.array([shapely.unary_union(parents[number == one], grid_size=1.0) for one in range(len(unique))])
    return joined, unique.tolist()


def _own_parents(codes: list[str], areas: Shapes, parents: Shapes, names: list[str]) -> Ints:
    """Find each area's parent by its column, else by the larger part of its ground."""
    if len(parents) < 2:
        return np.zeros(len(areas), np.int64) + len(parents) - 1
    position = {name: row for row, name in enumerate(names)}
    own = np.array([position.get(code, -1) for code in codes], dtype=np.int64)
    unknown = np.flatnonzero(own < 0)
    own[unknown] = largest_overlap(areas[unknown], parents)
    return own


def largest_overlap(areas: Shapes, others: Shapes) -> Ints:
    """Return the position among `others` of the one that holds most of each area; -1 for none."""
    row, other = shapely.STRtree(others).query(areas, predicate="intersects")
    shared = np.ones(len(row))
    tied = np.bincount(row, minlength=len(areas))[row] > 1 if len(row) else np.zeros(0, bool)
    shared[tied] = shapely.area(shapely.intersection(areas[row[tied]], others[other[tied]]))
    order = np.lexsort([other, -shared, row])
    first = np.unique(row[order], return_index=True)[1]
    found = np.full(len(areas), -1, np.int64)
    found[row[order][first]] = other[order][first]
    found[row[order][first][shared[order][first] <= 0]] = -1
    return found
