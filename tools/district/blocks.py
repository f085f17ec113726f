"""What each block is used for, the land that its streets leave, dead-end lanes into it, and what lines its sides."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from district.ground import Floats
from district.network import Lines, Network
from district.skeleton import WIDTHS

RIVER_CLEARANCE = 12.0

USES: tuple[tuple[float, tuple[tuple[str, float], ...]], ...] = (
    (0.80, (("shops", 0.44), ("old", 0.26), ("compound", 0.18), ("market", 0.06), ("office", 0.04), ("park", 0.02))),
    (
        0.45,
        (
            ("compound", 0.52), ("shops", 0.17), ("quarters", 0.07), ("school", 0.06), ("office", 0.04), ("park", 0.05),
            ("market", 0.03), ("hospital", 0.02), ("vacant", 0.04),
        ),
    ),
    (
        0.12,
        (
            ("compound", 0.42), ("factory", 0.16), ("shops", 0.08), ("quarters", 0.05), ("school", 0.05),
            ("vacant", 0.11), ("village", 0.10), ("hospital", 0.01), ("park", 0.02),
        ),
    ),
)  # fmt: skip
"""Shares of uses by least urbanity."""

LARGEST_BUILT = 56_000
"""Larger blocks at the edge of a town are works or fields, m2."""

YARD_USES = ("school", "hospital", "office", "market", "quarters", "factory")
SPECIAL_USES = ("school", "hospital", "office", "market", "park", "factory")
"""Uses that may become a special grid (专属网格)."""


def choose_uses(rng: np.random.Generator, blocks: pd.DataFrame) -> NDArray[np.object_]:
    """Return the use of each block: strip, rural, village, shops, old, compound, a yard, park or vacant."""
    use = np.full(len(blocks), "rural", dtype=object)
    chance = rng.random(len(blocks))
    urbanity = blocks.urbanity.to_numpy()
    upper = np.inf
    for least, shares in USES:
        rows = (urbanity > least) & (urbanity <= upper)
        names = np.array([name for name, _ in shares], dtype=object)
        ends = np.cumsum([share for _, share in shares])
        use[rows] = names[np.minimum(np.searchsorted(ends / ends[-1], chance[rows]), len(names) - 1)]
        upper = least
    area = shapely.area(blocks.geometry.to_numpy())
    wide = (urbanity > USES[-1][0]) & (area > LARGEST_BUILT)
    use[wide] = np.where((chance[wide] < 0.35) & (area[wide] < 2 * LARGEST_BUILT), "factory", "rural")
    use[(blocks.kind == "strip").to_numpy()] = "strip"
    return use


def subtract_streets(network: Network) -> NDArray[np.object_]:
    """Return the land of each block: the block without its streets and the river's banks."""
    blocks = network.blocks.geometry.to_numpy()
    built = network.edges[network.edges.street >= 0]
    road = shapely.buffer(built.geometry.to_numpy(), built.width.to_numpy() / 2, cap_style="flat", join_style="mitre")
    tree = shapely.STRtree(blocks)
    road_index, block_index = tree.query(road, predicate="intersects")
    order = np.argsort(block_index, kind="stable")
    road_index, block_index = road_index[order], block_index[order]
    land = blocks.copy()
    found, first = np.unique(block_index, return_index=True)
    joined = [shapely.union_all(road[part]) for part in np.split(road_index, first[1:])]
    land[found] = shapely.difference(blocks[found], np.array(joined, dtype=object))
    wet = tree.query(network.water, predicate="dwithin", distance=RIVER_CLEARANCE)
    land[wet] = shapely.difference(land[wet], shapely.buffer(network.water, RIVER_CLEARANCE))
    return _largest(land)


def _largest(land: NDArray[np.object_]) -> NDArray[np.object_]:
    result = land.copy()
    for i in np.flatnonzero(shapely.get_type_id(land) != 3):
        parts = [part for part in shapely.get_parts(land[i]) if part.geom_type == "Polygon"]
        result[i] = max(parts, key=lambda part: part.area) if parts else shapely.Polygon()
    return result


def add_dead_ends(
    rng: np.random.Generator, network: Network, use: NDArray[np.object_], land: NDArray[np.object_]
) -> NDArray[np.object_]:
    """Lead lanes into deep blocks of shops and old houses; extends the network's streets and frontages.

    Returns the land without the new lanes.
    """
    lines = Lines(network.streets.geometry.to_numpy())
    widths = network.streets.width.to_numpy()
    sides = network.frontages
    deep = np.isin(use[sides.block], ("shops", "old", "village")) & ((sides.s1 - sides.s0) > 75).to_numpy()
    deep &= rng.random(len(sides)) < 0.75
    streets, fronts, done = [], [], set()
    new_land = land.copy()
    for row in sides[deep].itertuples():
        if row.block in done or new_land[row.block].area < 9000:
            continue
        s = row.s0 + (row.s1 - row.s0) * rng.uniform(0.4, 0.6)
        a, b = lines.at(np.array([row.street, row.street]), np.array([s - 1.0, s + 1.0]))
        along = (b - a) / np.hypot(*(b - a))
        inward = np.array([along[1], -along[0]]) * (1 if row.is_right else -1)
        start = (a + b) / 2
        half = widths[row.street] / 2
        ray = shapely.LineString([start + inward * (half - 0.5), start + inward * 400])
        reach = shapely.intersection(ray, new_land[row.block])
        reach = shapely.get_parts(reach)[0].length if not reach.is_empty else 0.0
        length = min(half + reach * rng.uniform(0.62, 0.78), half + 130)
        if length < half + 38:
            continue
        sway = rng.normal(0, 3.0)
        t = np.linspace(0, 1, 5)[:, None]
        path = start + inward * t * length + along * np.sin(np.pi * t) * sway
        lane = shapely.LineString(np.round(path, 3))
        done.add(row.block)
        number = len(network.streets) + len(streets)
        street = network.streets.iloc[row.street]
        streets.append((street.town, 4, WIDTHS[4] - 1.5, street.is_country, False, lane))
        fronts += [(number, row.block, is_right, half + 2, lane.length, True) for is_right in (True, False)]
        cleared = shapely.difference(new_land[row.block], shapely.buffer(lane, WIDTHS[4] / 2 - 0.75, cap_style="flat"))
        new_land[row.block] = _largest(np.array([cleared], dtype=object))[0]
    if streets:
        more = pd.DataFrame(streets, columns=["town", "rank", "width", "is_country", "is_bank", "geometry"])
        network.streets = pd.concat([network.streets, more], ignore_index=True)
        more = pd.DataFrame(fronts, columns=["street", "block", "is_right", "s0", "s1", "is_dead_end"])
        network.frontages = pd.concat([network.frontages, more], ignore_index=True)
    return new_land


def line_with_houses(rng: np.random.Generator, network: Network, use: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return for each frontage what lines it: shops, old, country, reserved (vacant plots) or nothing ("")."""
    sides = network.frontages
    kinds = use[sides.block]
    rank = network.streets["rank"].to_numpy()[sides.street]
    country = network.streets["is_country"].to_numpy()[sides.street]
    chance = rng.random(len(sides))
    length = (sides.s1 - sides.s0).to_numpy()
    lining = np.full(len(sides), "", dtype=object)
    lining[np.isin(kinds, ("shops", "market"))] = "shops"
    lining[kinds == "old"] = "old"
    lining[(kinds == "old") & (rank <= 2)] = "shops"
    lining[(kinds == "shops") & (rank == 4)] = "old"
    mixed = np.isin(kinds, ("compound", "quarters")) & (length > 55)
    lining[mixed & (chance < np.select([rank <= 2, rank == 3], [0.62, 0.35], 0.05))] = "shops"
    lining[(kinds == "village") & (rank >= 3)] = "old"
    lining[kinds == "vacant"] = "reserved"
    lining[(kinds == "rural") & country & (chance < 0.42)] = "country"
    lining[(kinds == "rural") & ~country & (chance < 0.25) & (rank <= 3)] = "country"
    return lining


def free_stretch(
    network: Network, lines: Lines, rows: NDArray[np.int64], land: NDArray[np.object_], depth: float
) -> tuple[Floats, Floats]:
    """Return for frontages `rows` from where to where (m along the street) a house of `depth` has room on the land.

    Where there is no room the stretch is empty (end before start).
    """
    sides = network.frontages.iloc[rows]
    step = 3.0
    count = np.maximum(((sides.s1 - sides.s0) / step).astype(int).to_numpy() + 1, 2)
    owner = np.repeat(np.arange(len(rows)), count)
    k = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    s = sides.s0.to_numpy()[owner] + k * ((sides.s1 - sides.s0).to_numpy() / (count - 1))[owner]
    street = sides.street.to_numpy()[owner]
    block = sides.block.to_numpy()[owner]
    half = network.streets.width.to_numpy()[street] / 2
    sign = np.where(sides.is_right.to_numpy()[owner], 1.0, -1.0)
    along = lines.at(street, s + 1.0) - lines.at(street, s - 1.0)
    along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    inward = np.column_stack((along[:, 1], -along[:, 0])) * sign[:, None]
    place = lines.at(street, s)
    shapely.prepare(land)
    fits = np.ones(len(s), dtype=bool)
    for off in (2.0, 2.0 + depth):
        probe = place + inward * (half + off)[:, None]
        fits &= shapely.contains_xy(land[block], probe[:, 0], probe[:, 1])
    first = np.full(len(rows), np.inf)
    last = np.full(len(rows), -np.inf)
    np.minimum.at(first, owner[fits], s[fits])
    np.maximum.at(last, owner[fits], s[fits])
    return first, last
