"""Random districts with known truth, the faults of surveys, and what it means to tile - told without the plugin."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

CRS = 4544
CORNER = np.array([622_000.0, 3_242_000.0])
CELL = 200.0


class District:
    """Cells of a bent street grid that tile a rectangle and share their vertices.

    `shapes[row]` lies in block `block[row]`; blocks are the cells of a coarser grid.
    """

    def __init__(self, seed: int, columns: int, rows: int, step: int = 2) -> None:
        self.random = np.random.default_rng(seed)
        size = np.array([columns, rows])
        knots = np.stack(np.meshgrid(np.arange(columns + 1), np.arange(rows + 1), indexing="ij"), axis=-1) * CELL
        shift = self.random.uniform(-0.3, 0.3, knots.shape) * CELL
        shift[[0, -1], :, 0] = 0
        shift[:, [0, -1], 1] = 0
        self.knots = np.round(knots + shift, 3)
        self.bends: dict[tuple[tuple[int, int], tuple[int, int]], np.ndarray] = {}
        self.shapes = np.array(
            [self._cell(column, row) for column in range(columns) for row in range(rows)], dtype=object
        )
        self.block = np.array(
            [f"{column // step}{row // step}" for column in range(columns) for row in range(rows)], dtype=object
        )
        self.outline = shapely.box(*CORNER, *(CORNER + size * CELL))

    def _cell(self, column: int, row: int) -> shapely.Polygon:
        around = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
        sides = [self._side(one, other) for one, other in zip(around, around[1:] + around[:1])]
        return shapely.Polygon(np.round(np.concatenate(sides) + CORNER, 3))

    def _side(self, one: tuple[int, int], other: tuple[int, int]) -> np.ndarray:
        """Return the points from one knot up to the other, without the last."""
        ends = (min(one, other), max(one, other))
        if ends not in self.bends:
            start, end = self.knots[ends[0]], self.knots[ends[1]]
            count = int(self.random.integers(0, 4))
            share = (np.arange(count) + self.random.uniform(0.3, 0.7, count))[:, None] / max(count, 1)
            bend = self.random.uniform(-0.04, 0.04, (count, 2)) * CELL
            is_outer = ((start == end) & ((start == 0) | (start == self.knots[-1, -1]))).any()
            self.bends[ends] = np.round(start + share * (end - start) + (0 if is_outer else bend), 3)
        points = self.bends[ends]
        return np.concatenate([self.knots[one][None], points if one == ends[0] else points[::-1]])

    def areas(self, shapes: np.ndarray | None = None) -> gpd.GeoDataFrame:
        """Return the cells, or other shapes for them, as unit grids under their blocks."""
        shapes = self.shapes if shapes is None else shapes
        codes = [f"{block}{row:03d}" for row, block in enumerate(self.block)]
        return gpd.GeoDataFrame({"code": codes, "comm_code": self.block}, geometry=list(shapes), crs=CRS)

    def parent(self) -> gpd.GeoDataFrame:
        """Return the rectangle that the cells tile, without the vertices of their borders."""
        return gpd.GeoDataFrame({"code": [""]}, geometry=[self.outline], crs=CRS)

    def blocks(self, shapes: np.ndarray | None = None) -> gpd.GeoDataFrame:
        """Return the blocks as communities."""
        shapes = self.shapes if shapes is None else shapes
        names = sorted(set(self.block))
        joined = [shapely.union_all(shapes[self.block == name]) for name in names]
        return gpd.GeoDataFrame({"code": names}, geometry=joined, crs=CRS)

    def disturbed(self, amount: float, share: float, shapes: np.ndarray | None = None) -> np.ndarray:
        """Move vertices of each shape by up to `amount` metres, for itself, and thin or thicken some outlines."""
        shapes = self.shapes if shapes is None else shapes
        return np.array([self._disturbed(shape, amount, share) for shape in shapes], dtype=object)

    def _disturbed(self, shape: shapely.Polygon, amount: float, share: float) -> shapely.Polygon:
        xy = shapely.get_coordinates(shape.exterior)[:-1]
        moved = self.random.random(len(xy)) < share
        xy = xy + moved[:, None] * self.random.uniform(-amount, amount, xy.shape) / np.sqrt(2)
        changed = shapely.Polygon(xy)
        if self.random.random() < 0.3:
            changed = shapely.segmentize(changed, self.random.uniform(30, 120))
        return changed if changed.is_valid else shape


def edges(shape: shapely.Geometry) -> set[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the outline's edges with the interior on the left."""
    found = set()
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors]
        for number, ring in enumerate(rings):
            xy = list(ring.coords)
            if ring.is_ccw != (number == 0):
                xy.reverse()
            found |= set(zip(xy, xy[1:]))
    return found


def faults_of_tiling(shapes, outline: shapely.Geometry | None = None) -> list[str]:
    """Tell why shapes do not tile: each edge has its neighbour's or is on the outer border, nothing lies twice."""
    shapes = np.asarray(shapes, dtype=object)
    found = []
    if not (shapely.is_valid(shapes).all() and (shapely.get_type_id(shapes) == 3).all()):
        found.append("not all are single valid polygons")
    own = [edges(shape) for shape in shapes]
    walked = set().union(*own)
    if sum(map(len, own)) != len(walked):
        found.append("an edge is walked twice in one direction")
    outer = [edge for edge in walked if edge[::-1] not in walked]
    length = sum(np.hypot(a[0] - b[0], a[1] - b[1]) for a, b in outer)
    whole = shapely.union_all(shapes)
    if abs(length - sum(shapely.length(shapely.get_exterior_ring(shapely.get_parts(whole))))) > 1e-3:
        found.append("edges inside have no partner")
    if abs(shapely.area(shapes).sum() - whole.area) > 1e-3 + 1e-10 * whole.area:
        found.append("something lies twice")
    if outline is not None and shapely.symmetric_difference(whole, outline).area > outline.length * 0.001:
        found.append("the outline is not filled")
    return found


def moved_ground(before, after) -> np.ndarray:
    """Return the pieces of ground that areas lost or gained."""
    pieces = np.concatenate([shapely.difference(after, before), shapely.difference(before, after)])
    parts = shapely.get_parts(shapely.get_parts(pieces))
    return parts[shapely.get_type_id(parts) == 3]
