"""From the plan to the ground: streets as lines, blocks as polygons, which block lies on which side of a street."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from district.ground import Bend, Floats
from district.skeleton import Plan

NODING_GRID = 0.01
"""The plan's lines are noded on this grid, m."""
STEP = 18.0
"""Longest piece of a border before the plan is bent, m."""


@dataclass
class Lines:
    """Many polylines with their length coordinate, for reading places along them in bulk.

    Parameters
    ----------
    lines : ndarray of LineString
    """

    lines: NDArray[np.object_]

    def __post_init__(self) -> None:
        xy, index = shapely.get_coordinates(self.lines, return_index=True)
        step = np.hypot(*np.diff(xy, axis=0, prepend=xy[:1]).T)
        first = np.r_[True, index[1:] != index[:-1]]
        step[first] = 0
        run = np.cumsum(step)
        starts = run[first]
        self._along = run - starts[index] + index * 1e6
        self._xy = xy
        self.length = shapely.length(self.lines)

    def at(self, line: NDArray[np.int64], along: Floats) -> Floats:
        """Return the places (n, 2) at distances `along` (m) from the starts of lines number `line`."""
        along = np.clip(along, 0, self.length[line])
        where = line * 1e6 + along
        return np.column_stack([np.interp(where, self._along, self._xy[:, k]) for k in (0, 1)])


@dataclass
class Network:
    """Streets, blocks and frontages on the ground (EPSG:4544, m).

    Parameters
    ----------
    streets : DataFrame
        town, rank, width, is_country, is_bank, geometry (LineString in the direction of numbering: from the east or
        the north).
    blocks : DataFrame
        town, community (indices), kind (block, strip), leaf, urbanity, geometry (Polygon). They tile
        the district vertex by vertex.
    edges : DataFrame
        left, right (block or -1), length, street (or -1), width, geometry: the pieces of all borders.
    frontages : DataFrame
        street, block, is_right, s0, s1 (m along the street), is_dead_end.
    water : shapely Polygon
        The river.
    """

    streets: pd.DataFrame
    blocks: pd.DataFrame
    edges: pd.DataFrame
    frontages: pd.DataFrame
    water: shapely.Polygon


def build_network(plan: Plan, bend: Bend) -> Network:
    """Node the plan, bend it to the ground and find blocks, streets and frontages."""
    lines = np.array([cut.line for cut in plan.cuts] + [plan.root.shape.exterior], dtype=object)
    noded = shapely.get_parts(shapely.unary_union(lines, grid_size=NODING_GRID))
    noded = shapely.segmentize(noded, STEP)
    middle = shapely.line_interpolate_point(noded, 0.5, normalized=True)
    _, owner = shapely.STRtree(lines).query_nearest(middle, all_matches=False)
    cut_street = np.array([cut.street for cut in plan.cuts] + [-1])
    street = cut_street[owner]
    street[~_is_built(plan, middle, street)] = -1

    faces = np.array(shapely.get_parts(shapely.polygonize(noded)), dtype=object)
    faces = faces[shapely.area(faces) > 1.0]
    leaves = plan.root.leaves()
    inner = shapely.point_on_surface(faces)
    tree = shapely.STRtree(np.array([leaf.shape for leaf in leaves], dtype=object))
    _, leaf = tree.query_nearest(inner, all_matches=False)
    centroid = shapely.get_coordinates(shapely.centroid(faces))
    town = np.array([leaves[i].town for i in leaf])
    urbanity = np.zeros(len(faces))
    for index, core in enumerate(plan.cores):
        urbanity[town == index] = core.urbanity(centroid[town == index])
    blocks = pd.DataFrame(
        {
            "town": town,
            "community": [leaves[i].community for i in leaf],
            "kind": [leaves[i].kind for i in leaf],
            "leaf": leaf,
            "urbanity": urbanity,
            "geometry": shapely.transform(faces, bend),
        }
    )
    left, right = _sides(noded, faces)
    ground = shapely.transform(noded, bend)
    edges = pd.DataFrame({"left": left, "right": right, "street": street, "geometry": ground})
    streets, edges = _streets(plan, edges)
    edges["length"] = shapely.length(edges.geometry.to_numpy())
    edges["width"] = np.where(edges.street >= 0, streets.width.reindex(edges.street).fillna(0).to_numpy(), 0.0)
    return Network(streets, blocks, edges, _frontages(streets, edges), _water(plan, bend))


def _is_built(plan: Plan, middle: NDArray[np.object_], street: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which pieces are road: between the bank roads only where both sides of the river carry the street on."""
    y = shapely.get_y(middle)
    off = y - plan.river.y
    in_strip = np.abs(off) < plan.river.bank - 0.1
    crosses: dict[int, set[bool]] = {}
    for s, is_north in zip(street[in_strip], off[in_strip] > 0):
        crosses.setdefault(int(s), set()).add(bool(is_north))
    bridges = {s for s, sides in crosses.items() if len(sides) == 2}
    return ~in_strip | np.isin(street, list(bridges))


def _sides(noded: NDArray[np.object_], faces: NDArray[np.object_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the faces left and right of each piece, -1 for none."""
    xy, index = shapely.get_coordinates(noded, return_index=True)
    first = np.searchsorted(index, np.arange(len(noded)))
    count = np.bincount(index)
    k = first + (count - 1) // 2
    a, b = xy[k], xy[k + 1]
    middle = (a + b) / 2
    direction = (b - a) / np.hypot(*(b - a).T)[:, None]
    normal = np.column_stack((-direction[:, 1], direction[:, 0]))
    tree = shapely.STRtree(faces)
    found = []
    for sign in (1, -1):
        side = np.full(len(noded), -1)
        probe, face = tree.query(shapely.points(middle + sign * 0.3 * normal), predicate="within")
        side[probe] = face
        found.append(side)
    return found[0], found[1]


def _streets(plan: Plan, edges: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join the pieces of each street to a line in the direction of numbering; parts that hang apart become streets."""
    rows, owner = [], np.full(len(edges), -1)
    for number, group in edges[edges.street >= 0].groupby("street"):
        merged = shapely.line_merge(shapely.union_all(group.geometry.to_numpy()))
        parts = shapely.get_parts(merged)
        nearest = np.zeros(len(group), dtype=int)
        if len(parts) > 1:
            middle = shapely.line_interpolate_point(group.geometry.to_numpy(), 0.5, normalized=True)
            _, nearest = shapely.STRtree(parts).query_nearest(middle, all_matches=False)
        street = plan.streets[number]
        for k, part in enumerate(parts):
            if part.length < 25:
                continue
            owner[edges.index.get_indexer(group.index[nearest == k])] = len(rows)
            rows.append((street.town, street.rank, street.width, street.is_country, street.is_bank, towards(part)))
    streets = pd.DataFrame(rows, columns=["town", "rank", "width", "is_country", "is_bank", "geometry"])
    return streets, edges.assign(street=owner)


def towards(line: shapely.LineString) -> shapely.LineString:
    """Return a line in the direction of numbering: an east-west one from the east, else from the north (GB/T 35639)."""
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    runs_back = x1 > x0 if abs(x1 - x0) > abs(y1 - y0) else y1 > y0
    return line.reverse() if runs_back else line


def _frontages(streets: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return each stretch of a street along which one block lies on one side."""
    built = edges[edges.street >= 0]
    line = streets.geometry.to_numpy()[built.street]
    piece = built.geometry.to_numpy()
    start = shapely.line_locate_point(line, shapely.get_point(piece, 0))
    end = shapely.line_locate_point(line, shapely.get_point(piece, -1))
    forward = end > start
    street = built.street.to_numpy()
    columns = {"street": street, "s0": np.minimum(start, end), "s1": np.maximum(start, end)}
    both = pd.concat(
        [
            pd.DataFrame({**columns, "block": built.left.to_numpy(), "is_right": ~forward}),
            pd.DataFrame({**columns, "block": built.right.to_numpy(), "is_right": forward}),
        ]
    )
    both = both[both.block >= 0].sort_values(["street", "is_right", "s0"], ignore_index=True)
    new = (
        (both.street != both.street.shift())
        | (both.is_right != both.is_right.shift())
        | (both.block != both.block.shift())
    )
    run = new.cumsum()
    frontages = both.groupby(run).agg(
        street=("street", "first"),
        block=("block", "first"),
        is_right=("is_right", "first"),
        s0=("s0", "min"),
        s1=("s1", "max"),
    )
    return frontages.assign(is_dead_end=False).reset_index(drop=True)


def _water(plan: Plan, bend: Bend) -> shapely.Polygon:
    """Return the river as a polygon of varying width, clipped to the district."""
    x0, _, x1, _ = plan.root.shape.bounds
    x = np.arange(x0, x1 + 1, 12.0)
    half = plan.river.width / 2 * (1 + 0.18 * np.sin(x / 310.0) + 0.10 * np.sin(x / 127.0 + 1.0))
    north = np.column_stack((x, plan.river.y + half))
    south = np.column_stack((x, plan.river.y - half * (1 + 0.12 * np.sin(x / 173.0))))
    return shapely.Polygon(bend(np.vstack((north, south[::-1]))))
