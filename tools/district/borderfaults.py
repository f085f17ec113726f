"""Faults of drawn borders: one area's copy of a shared border differs from its neighbour's."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from district.ground import Floats

SIZES = {
    "gap": (0.02, 3.0),
    "overlap": (0.02, 3.0),
    "sliver": (0.05, 0.5),
    "outside-parent": (0.05, 2.0),
    "uncovered": (0.05, 2.0),
}
"""How far vertices are moved, m (drawn evenly on a logarithmic scale)."""

CYCLE = ("gap", "overlap", "simplified", "sliver", "gap", "overlap", "mismatch", "outside-parent", "uncovered")


@dataclass(frozen=True)
class BorderFault:
    """One planted fault: kind, the changed area, its neighbour (-1 outside), size (m) and place."""

    kind: str
    area: int
    other: int
    size: float
    place: tuple[float, float]


def plant_border_faults(
    rng: np.random.Generator, areas: gpd.GeoDataFrame, count: int
) -> tuple[gpd.GeoDataFrame, list[BorderFault]]:
    """Spoil about `count` borders of a valid coverage, each at another border.

    Only the copy of one area changes; no area becomes invalid.

    Returns
    -------
    GeoDataFrame
        The areas with the faults.
    list of BorderFault
        What was planted.
    """
    shapes = np.array(areas.geometry.to_numpy(), dtype=object)
    pairs = _borders(shapes)
    faults: list[BorderFault] = []
    order = rng.permutation(len(pairs))
    inner = [pairs[i] for i in order if pairs[i][1] >= 0]
    outer = [pairs[i] for i in order if pairs[i][1] < 0]
    for number in range(3 * count):
        if len(faults) == count or not inner:
            break
        kind = CYCLE[number % len(CYCLE)]
        source = outer if kind in ("outside-parent", "uncovered") else inner
        if not source:
            continue
        a, b, chain = source.pop()
        if b >= 0 and rng.random() < 0.5:
            a, b = b, a
        fault = _spoil(rng, shapes, kind, a, b, chain)
        if fault:
            faults.append(fault)
    return areas.set_geometry(gpd.GeoSeries(shapes, index=areas.index, crs=areas.crs)), faults


def _borders(shapes: np.ndarray) -> list[tuple[int, int, Floats]]:
    """Return the borders (area, other or -1, coordinates) of a valid coverage that have five vertices or more."""
    a, b = shapely.STRtree(shapes).query(shapes, predicate="touches")
    a, b = a[a < b], b[a < b]
    rings = shapely.boundary(shapes)
    found = []
    for i, j, line in zip(a, b, shapely.line_merge(shapely.intersection(rings[a], rings[b]))):
        found += [(int(i), int(j), part) for part in shapely.get_parts(line)]
    hull = shapely.boundary(shapely.coverage_union_all(shapes))
    for i in range(len(shapes)):
        line = shapely.line_merge(shapely.intersection(rings[i], hull))
        found += [(i, -1, part) for part in shapely.get_parts(line)]
    result = []
    for i, j, part in found:
        if part.geom_type == "LineString" and part.length > 60:
            xy = shapely.get_coordinates(part)
            if len(xy) >= 6:
                result.append((i, j, xy))
    return result


def _spoil(
    rng: np.random.Generator, shapes: np.ndarray, kind: str, a: int, b: int, chain: Floats
) -> BorderFault | None:
    ring = shapely.get_coordinates(shapes[a])[:-1]
    length = int(rng.integers(1, min(6, len(chain) - 3))) if kind not in ("sliver", "mismatch") else 1
    start = int(rng.integers(1, len(chain) - length - 1))
    picked = chain[start : start + length]
    rows = [int(np.flatnonzero((ring == xy).all(axis=1))[0]) for xy in picked if (ring == xy).all(axis=1).any()]
    if len(rows) != length:
        return None
    place = tuple(np.round(picked[length // 2], 3))
    size = 0.0
    if kind == "mismatch":
        row = rows[0]
        middle = np.round((ring[row] + ring[(row + 1) % len(ring)]) / 2, 3)
        changed = np.insert(ring, row + 1, middle, axis=0)
    elif kind == "simplified":
        changed = np.delete(ring, rows, axis=0)
        line = shapely.LineString([chain[start - 1], chain[start + length]])
        size = float(shapely.distance(shapely.points(picked), line).max())
        if size < 0.01:
            return None
    else:
        low, high = SIZES[kind]
        size = float(np.exp(rng.uniform(np.log(low), np.log(high))))
        changed = ring.copy()
        direction = chain[start + length] - chain[start - 1]
        normal = np.array([-direction[1], direction[0]]) / np.hypot(*direction)
        probe = picked[length // 2] + normal * 0.5
        if shapely.contains_xy(shapes[a], *probe):
            normal = -normal
        outward = 1.0 if kind in ("overlap", "outside-parent") or (kind == "sliver" and rng.random() < 0.5) else -1.0
        changed[rows] = np.round(ring[rows] + normal * outward * size, 3)
    shape = shapely.Polygon(changed)
    if not shape.is_valid or shape.area < 0.5 * shapes[a].area:
        return None
    shapes[a] = shape
    return BorderFault(kind, a, b, round(size, 4), (float(place[0]), float(place[1])))
