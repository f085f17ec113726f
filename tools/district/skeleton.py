"""The plan's skeleton: towns, communities and blocks by cutting the ground in two again and again.

Each cut is a street, a road along the river, the river itself or a mere border; what is left are the blocks. So a
community is bounded by streets and the river, blocks nest in communities, and all of them tile by construction. A cut
likes to carry on a street that ends at its side: that makes long streets and real crossings, else T-junctions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.ops import split as split_polygon

from district.divisions import CommunityName, TownName
from district.ground import Core, Floats, River

WIDTHS = {1: 36.0, 2: 22.0, 3: 13.0, 4: 6.5}
"""Widths of streets by rank (trunk, road, street, lane), m, between the kerbs of the buildings' side."""
COUNTRY_WIDTH = 7.0
MIN_SIDE = 55.0


@dataclass
class Street:
    """A street of the plan: town, rank 1-4, width (m), whether it lies in open land or along the river."""

    town: int
    rank: int
    width: float
    is_country: bool = False
    is_bank: bool = False


@dataclass
class Cut:
    """One cut on the plan; `street` is -1 for a mere border, `crosses` says that a bridge carries it over the river."""

    line: LineString
    street: int
    crosses: bool = False


@dataclass
class Node:
    """A part of the plan. Leaves are blocks; `kind` of a leaf is block or strip (between river and bank road)."""

    shape: Polygon
    town: int = -1
    community: int = -1
    kind: str = "block"
    children: list[Node] = field(default_factory=list)

    def leaves(self) -> list[Node]:
        """Return the blocks below, in the order of the cuts."""
        found: list[Node] = []
        stack = [self]
        while stack:
            node = stack.pop()
            if node.children:
                stack.extend(reversed(node.children))
            else:
                found.append(node)
        return found


@dataclass
class Plan:
    """The finished skeleton, in plan coordinates (m).

    `communities` holds the root node of each community, `names` and `towns` say what they are called.
    """

    root: Node
    cuts: list[Cut]
    streets: list[Street]
    towns: list[TownName]
    cores: list[Core]
    communities: list[Node]
    names: list[CommunityName]
    river: River


class Planner:
    """Cuts the ground. One instance makes one plan."""

    def __init__(self, rng: np.random.Generator, river: River) -> None:
        self.rng = rng
        self.river = river
        self.cuts: list[Cut] = []
        self.streets: list[Street] = []
        self._ends: dict[tuple[int, int], list[tuple[float, float, int]]] = {}

    # -- ends of streets that a later cut may carry on

    def _keep_end(self, x: float, y: float, street: int) -> None:
        self._ends.setdefault((int(x // 400), int(y // 400)), []).append((x, y, street))

    def _ends_on(self, shape: Polygon) -> list[tuple[float, float, int]]:
        x0, y0, x1, y1 = shape.bounds
        found = []
        for i in range(int(x0 // 400), int(x1 // 400) + 1):
            for j in range(int(y0 // 400), int(y1 // 400) + 1):
                found += [
                    e for e in self._ends.get((i, j), ()) if x0 - 1 <= e[0] <= x1 + 1 and y0 - 1 <= e[1] <= y1 + 1
                ]
        if not found:
            return []
        points = shapely.points([e[:2] for e in found])
        return [e for e, d in zip(found, shapely.distance(shape.exterior, points)) if d < 0.02]

    def _carry_on(
        self, ends: list[tuple[float, float, int]], axis: int, at: float, reach: float, rank: int, town: int
    ) -> tuple[float, float, int] | None:
        best = None
        for end in ends:
            street = self.streets[end[2]]
            at_river = abs(end[1] - self.river.y) < 0.05
            if street.town != town or street.is_bank or abs(street.rank - rank) > (2 if at_river else 1):
                continue
            if at_river and (rank > 2 or street.rank > 2):
                continue  # no bridge for a lane
            distance = abs(end[axis] - at) * (0.4 if at_river else 1.0)
            if distance < reach and (best is None or distance < best[0]):
                best = (distance, end)
        return best[1] if best else None

    # -- one cut

    def cut(
        self,
        node: Node,
        axis: int,
        at: float,
        rank: int,
        *,
        country: bool = False,
        border: bool = False,
        carry: float = 0.6,
        reach: float = 0.12,
        bend: float = 0.045,
    ) -> bool:
        """Cut a node across `axis` (0: a line at x = at, 1: at y = at) into two children.

        Returns False, and changes nothing, when no cut gives two decent parts.
        """
        shape = node.shape
        x0, y0, x1, y1 = shape.bounds
        low, high = (y0, y1) if axis == 0 else (x0, x1)
        extent = (x1 - x0, y1 - y0)[axis]
        length = high - low
        middle = (low + high) / 2
        street = -1
        starts: list[tuple[float, float]] = []
        if not border:
            ends = self._ends_on(shape) if self.rng.random() < carry else []
            for is_high in (False, True):
                side = [e for e in ends if (e[1 - axis] > middle) == is_high]
                # an end near a corner lies on the side that the cut does not reach
                side = [
                    e for e in side if min(abs(e[axis] - (x0, y0)[axis]), abs(e[axis] - (x1, y1)[axis])) > 0.16 * extent
                ]
                end = self._carry_on(side, axis, at, reach * extent, rank, node.town)
                if end is not None:
                    starts.append(end[:2])
                    if street < 0:
                        street = end[2]
        tilt = self.rng.normal(0, 0.025) * length
        if len(starts) == 2 and abs(starts[0][axis] - starts[1][axis]) < 0.3 * length:
            a, b = sorted(starts, key=lambda p: p[1 - axis])
        else:
            starts = starts[:1]
            if starts:
                at = starts[0][axis]
                is_high = starts[0][1 - axis] > middle
            here, there = (at, at + tilt)
            if starts and is_high:
                here, there = there, here
            a, b = ((here, low), (there, high)) if axis == 0 else ((low, here), (high, there))
            if starts:
                a, b = (a, starts[0]) if is_high else (starts[0], b)
        amplitude = np.clip(self.rng.normal(0, bend), -2 * bend, 2 * bend) * length
        amplitude = float(np.clip(amplitude, -0.12 * extent, 0.12 * extent))
        for height in (amplitude, amplitude / 4, 0.0):
            parts, line = _split(shape, _curve(a, b, axis, height, self.rng.random() < 0.3))
            if parts and min(_thickness(part) for part in parts) > 0.55 * MIN_SIDE:
                break
        else:
            return False
        if street < 0 and not border:
            self.streets.append(Street(node.town, rank, COUNTRY_WIDTH if country else WIDTHS[rank], country))
            street = len(self.streets) - 1
        node.children = [Node(part, node.town, node.community) for part in parts]
        # A street that reaches the river goes on over a bridge only if the other side carries it on.
        self.cuts.append(Cut(line, street))
        if street >= 0:
            for x, y in (line.coords[0], line.coords[-1]):
                self._keep_end(x, y, street)
        return True

    def cut_straight(self, node: Node, y: float, street: int) -> bool:
        """Cut a node along y, exactly: the river's axis and the roads along it."""
        x0, _, x1, _ = node.shape.bounds
        parts, line = _split(node.shape, LineString([(x0 - 9, y), (x1 + 9, y)]))
        if not parts or min(part.area for part in parts) < 2000:
            return False
        node.children = [Node(part, node.town, node.community) for part in parts]
        self.cuts.append(Cut(line, street))
        return True


def _curve(a: tuple[float, float], b: tuple[float, float], axis: int, amplitude: float, double: bool) -> LineString:
    """Return a bent line from `a` to `b`, drawn out straight by 9 m at both ends."""
    start, end = np.array(a), np.array(b)
    t = np.linspace(0, 1, 17)
    line = start + (end - start) * t[:, None]
    line[:, axis] += amplitude * (np.sin(2 * np.pi * t) * 0.6 if double else np.sin(np.pi * t))
    first = line[0] - (line[1] - line[0]) / np.linalg.norm(line[1] - line[0]) * 9
    last = line[-1] + (line[-1] - line[-2]) / np.linalg.norm(line[-1] - line[-2]) * 9
    # The sides bulge: far beyond the ends the line goes on straight, so that it leaves the part.
    reach = 0.2 * np.linalg.norm(end - start)
    unit_first, unit_last = (first - line[0]) / 9, (last - line[-1]) / 9
    return LineString(np.vstack((first + unit_first * reach, line, last + unit_last * reach)))


def _split(shape: Polygon, line: LineString) -> tuple[list[Polygon], LineString | None]:
    """Return the two parts of a polygon and the piece of the line that parts them, or nothing."""
    inside = shapely.intersection(shape, line)
    if inside.geom_type != "LineString" or inside.is_empty or inside.length < MIN_SIDE / 2:
        return [], None
    parts = [part for part in split_polygon(shape, line).geoms if part.geom_type == "Polygon"]
    if len(parts) != 2:
        return [], None
    return sorted(parts, key=lambda p: (p.centroid.x, p.centroid.y)), inside


def _thickness(shape: Polygon) -> float:
    """Return the mean thickness of a polygon: its area by half its outline's length, m."""
    return 2 * shape.area / shape.exterior.length * 2


def centroid_xy(shape: Polygon) -> Floats:
    """Return the centroid as an array of shape (1, 2)."""
    point: Point = shape.centroid
    return np.array([[point.x, point.y]])
