"""Where a coverage is broken: the edges that do not cancel, and the faces between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.boundaries.findings import Fault
from yibiao_qgis.boundaries.ground import Ground
from yibiao_qgis.boundaries.mesh import Edges, Floats, Grid, Ints, Shapes, edges_of, parts_of
from yibiao_qgis.boundaries.noding import node
from yibiao_qgis.boundaries.settings import CoverageSettings
from yibiao_qgis.model.statuses import FindingKind, Severity

TOUCH = 2.5
"""Grid units within which a vertex is on an edge; more than twice `THIN`, so that no fault is between the two."""
THIN = 1.0
"""Mean width in grid units below which a face is no gap or overlap: its vertices touch the other side."""
OPEN_SHARE = 0.25
"""A strip with a larger share of its outline on the parent's border is uncovered ground, no gap between areas."""


def mean_width(shapes: Shapes) -> Floats:
    """Return area over half the perimeter: the width of a strip, at least half that of any convex shape."""
    length = shapely.length(shapes)
    return np.asarray(np.divide(2 * shapely.area(shapes), length, out=np.zeros(len(shapes)), where=length > 0))


def faces_between(edges: Edges, grid: Grid) -> Shapes:
    """Return the faces that `edges` enclose, in grid units."""
    return np.asarray(shapely.get_parts(shapely.polygonize(node(edges.unique().lines(grid)))), dtype=object)


@dataclass(frozen=True)
class Cover:
    """Faces and what lies over them.

    Parameters
    ----------
    faces : ndarray of Polygon
        In grid units.
    face, area : ndarray of int
        Parallel: an area that lies over a face.
    parent : ndarray of int
        Position of the parent that a face is in; -1 outside, 0 without parents.
    """

    faces: Shapes
    face: Ints
    area: Ints
    parent: Ints

    @property
    def count(self) -> Ints:
        """Number of areas over each face."""
        return np.bincount(self.face, minlength=len(self.faces))

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Whether a face is inside a parent, or there is none to be inside of."""
        return np.asarray(self.parent >= 0)


def cover(faces: Shapes, ground: Ground) -> Cover:
    """Find the areas over each face by a point inside it, and whether it is inside a parent."""
    points = shapely.point_on_surface(faces)
    face, area = polygons_at(points, ground.areas)
    parent = np.zeros(len(faces), np.int64)
    if ground.has_parent:
        in_parent, above = polygons_at(points, ground.parents)
        parent[:] = -1
        parent[in_parent] = above
    return Cover(faces, face, area, parent)


def polygons_at(points: Shapes, polygons: Shapes) -> tuple[Ints, Ints]:
    """Return the pairs of points and polygons that meet."""
    point, polygon = shapely.STRtree(polygons).query(points)
    shapely.prepare(polygons[np.unique(polygon)])  # a parent's outline may have 20,000 vertices
    meet = shapely.intersects(polygons[polygon], points[point])
    return point[meet], polygon[meet]


def topology_faults(ground: Ground, settings: CoverageSettings) -> list[Fault]:
    """Find gaps, uncovered ground, overlaps, ground outside the parent and unmatched vertices."""
    if not ground.loose.any():
        return []
    edges = ground.edges.select(ground.edges.left_over())
    over = cover(faces_between(edges, ground.grid), ground)
    return [
        *_gaps(over, edges, ground, settings),
        *_overlaps(over, ground),
        *_outside(over, ground),
        *_unmatched(ground.edges.select(ground.loose), ground),
    ]


def _gaps(over: Cover, edges: Edges, ground: Ground, settings: CoverageSettings) -> list[Fault]:
    empty = np.flatnonzero((over.count == 0) & over.inside)
    faces = over.faces[empty]
    width = mean_width(faces)
    faces, width = faces[width >= THIN], width[width >= THIN]
    if not len(faces):
        return []
    borders = _borders(faces, edges, ground.grid)
    scale = ground.grid.scale
    found = []
    for number, face in enumerate(faces):
        own = borders.get(number, {})
        rows = tuple(owner for owner in own if owner < ground.count)
        above = sum(length for owner, length in own.items() if owner >= ground.count)
        is_open = above > 0
        is_strip = len(rows) > 1 and above < OPEN_SHARE * face.length
        is_gap = not is_open or (is_strip and width[number] <= settings.max_gap_width * scale)
        reason = "uncovered" if not is_gap else "gap-open" if is_open else "gap-enclosed"
        kind = FindingKind.GAP if is_gap else FindingKind.UNCOVERED
        found.append(Fault(kind, rows, reason, face, face.area / scale**2))
    return found


def _borders(faces: Shapes, edges: Edges, grid: Grid) -> dict[int, dict[int, float]]:
    """Measure how much of each face's outline lies on each owner's edges, longest first."""
    outline = edges_of(faces, grid)
    ends = grid.places(outline.start), grid.places(outline.end)
    middle = shapely.points((ends[0] + ends[1]) / 2)
    length = np.hypot(*(ends[1] - ends[0]).T)
    one, other = shapely.STRtree(edges.lines(grid)).query(middle, predicate="dwithin", distance=TOUCH)
    table = pd.DataFrame({"edge": one, "owner": edges.owner[other]}).drop_duplicates()
    table["face"], table["length"] = outline.owner[table["edge"]], length[table["edge"]]
    total = table.groupby(["face", "owner"])["length"].sum().sort_values(ascending=False, kind="stable")
    found: dict[int, dict[int, float]] = {}
    for number, owner, value in zip(*(total.index.get_level_values(level) for level in (0, 1)), total):
        found.setdefault(int(number), {})[int(owner)] = float(value)
    return found


def _overlaps(over: Cover, ground: Ground) -> list[Fault]:
    thick = mean_width(over.faces) >= THIN
    crowded = np.flatnonzero((over.count > 1) & thick)
    if not len(crowded):
        return []
    one, other = _pairs_over(over.faces[crowded], ground.areas)
    shared = shapely.intersection(ground.areas[one], ground.areas[other])
    least = np.minimum(shapely.area(ground.areas[one]), shapely.area(ground.areas[other]))
    scale = ground.grid.scale
    parts, number = parts_of(shared)
    half = np.bincount(number, weights=shapely.area(parts), minlength=len(one)) > least / 2
    thick = mean_width(parts) >= THIN
    return [
        Fault(
            FindingKind.OVERLAP,
            (int(one[pair]), int(other[pair])),
            "overlap-half" if half[pair] else "overlap",
            part,
            part.area / scale**2,
        )
        for part, pair in zip(parts[thick], number[thick])
    ]


def _pairs_over(faces: Shapes, areas: Shapes) -> tuple[Ints, Ints]:
    """Return the pairs of areas that meet over one of `faces`."""
    row, face = shapely.STRtree(faces).query(areas, predicate="intersects")
    rows = np.unique(row)
    one, other = shapely.STRtree(areas[rows]).query(areas[rows])
    one, other = rows[one], rows[other]
    one, other = one[one < other], other[one < other]
    over: dict[int, set[int]] = {}
    for area, under in zip(row.tolist(), face.tolist()):
        over.setdefault(area, set()).add(under)
    pairs = zip(one.tolist(), other.tolist())
    meet = np.array([not over[first].isdisjoint(over[second]) for first, second in pairs], dtype=bool)
    return one[meet], other[meet]


def _outside(over: Cover, ground: Ground) -> list[Fault]:
    """Find ground of areas outside the parent, or outside their own where there are several."""
    if not ground.has_parent:
        return []
    if len(ground.parents) == 1:
        faces = over.faces[~over.inside & (over.count > 0)]
        rows = np.unique(shapely.STRtree(faces).query(ground.areas, predicate="intersects")[0]) if len(faces) else []
    else:
        rows = _rows_of_broken_parents(ground)
    if not len(rows):
        return []
    reason = "outside-parent" if len(ground.parents) == 1 else "outside-own-parent"
    known = rows[ground.parent_of[rows] >= 0]
    stray = rows[ground.parent_of[rows] < 0]
    own = ground.parents[ground.parent_of[known]]
    parts, number = parts_of(np.concatenate([shapely.difference(ground.areas[known], own), ground.areas[stray]]))
    row = np.concatenate([known, stray])[number]
    thick = mean_width(parts) >= THIN
    return [
        Fault(FindingKind.OUTSIDE_PARENT, (int(one),), reason, part, part.area / ground.grid.scale**2)
        for part, one in zip(parts[thick], row[thick])
    ]


def _rows_of_broken_parents(ground: Ground) -> Ints:
    """Return the areas of parents whose own areas do not add up to their outline."""
    broken = np.unique(ground.family[ground.edges.left_over(ground.family)])
    return np.flatnonzero(np.isin(ground.parent_of, broken) & ~shapely.is_empty(ground.areas))


def touching_vertices(edges: Edges, ground: Ground, distance: float) -> pd.DataFrame:
    """Find vertices that touch another owner's edge where that has no vertex.

    Parameters
    ----------
    edges : Edges
        Those that do not cancel.
    ground : Ground
        Areas and parents.
    distance : float
        How close, in grid units.

    Returns
    -------
    DataFrame
        `vertex` (key), `owner` (who has it), `edge` (position in `edges`), `of` (whose edge it is).
    """
    lines = edges.lines(ground.grid)
    vertices = np.unique(np.concatenate([edges.start, edges.end]))
    points = shapely.points(ground.grid.places(vertices))
    near, edge = shapely.STRtree(lines).query(points, predicate="dwithin", distance=distance)
    vertex = vertices[near]
    apart = (edges.start[edge] != vertex) & (edges.end[edge] != vertex)
    vertex, edge = vertex[apart], edge[apart]
    known = Edges(ground.edges.start, ground.edges.start, ground.edges.owner)
    known = known.select(np.isin(known.start, np.concatenate([vertex, edges.start[edge], edges.end[edge]])))
    held = pd.DataFrame({"vertex": known.start, "owner": known.owner}).drop_duplicates()
    touching = pd.DataFrame({"vertex": vertex, "edge": edge, "of": edges.owner[edge]})
    # A vertex that the edge's owner has as well is matched, however close another of its edges runs.
    touching = touching[~_has(held, touching["vertex"], touching["of"])].merge(held, on="vertex")
    both_above = ground.is_parent(touching["of"].to_numpy()) & ground.is_parent(touching["owner"].to_numpy())
    at_end = _is_at_common_end(touching, edges, ground, distance, held)
    return touching[~both_above & ~at_end].reset_index(drop=True)


def _has(held: pd.DataFrame, vertex: pd.Series, owner: pd.Series) -> NDArray[np.bool_]:
    pairs = pd.MultiIndex.from_arrays([vertex, owner])
    return np.asarray(pairs.isin(pd.MultiIndex.from_frame(held[["vertex", "owner"]])))


def _is_at_common_end(
    touching: pd.DataFrame, edges: Edges, ground: Ground, distance: float, held: pd.DataFrame
) -> NDArray[np.bool_]:
    """Tell vertices close to an end of the edge where some area has both: a very short edge is there."""
    vertex, edge = touching["vertex"].to_numpy(), touching["edge"].to_numpy()
    at = ground.grid.places(vertex)
    found = np.zeros(len(touching), dtype=bool)
    for ends in (edges.start, edges.end):
        pairs = pd.DataFrame({"vertex": vertex, "end": ends[edge], "row": np.arange(len(vertex))})
        pairs = pairs[np.hypot(*(ground.grid.places(ends[edge]) - at).T) <= distance]
        pairs = pairs.merge(held, on="vertex")
        found[pairs["row"][_has(held, pairs["end"], pairs["owner"])]] = True
    return found


def _unmatched(edges: Edges, ground: Ground) -> list[Fault]:
    """Find vertices on a common border that only one side has."""
    touching = touching_vertices(edges, ground, TOUCH)
    touching["low"] = touching[["of", "owner"]].min(axis=1)
    touching["high"] = touching[["of", "owner"]].max(axis=1)
    length = shapely.length(edges.lines(ground.grid))
    found = []
    for pair, some in touching.groupby(["low", "high"]):
        low, high = (int(row) for row in cast("tuple[int, int]", pair))
        above = high >= ground.count
        found.append(
            Fault(
                FindingKind.MISMATCH,
                (low,) if above else (low, high),
                "vertices-unmatched-parent" if above else "vertices-unmatched",
                shapely.multipoints(ground.grid.places(np.unique(some["vertex"]))),
                float(length[some["edge"].unique()].sum()) / ground.grid.scale,
                Severity.WARNING if above else Severity.ERROR,
            )
        )
    return found
