"""All buildings of a district: rows along streets, compounds, farmhouses; none on another or on a street."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from district.blocks import (
    YARD_USES,
    add_dead_ends,
    choose_uses,
    line_with_houses,
    subtract_streets,
)
from district.compounds import Filler, choose_gates, outline
from district.ground import Floats
from district.network import Lines, Network
from district.terraces import build_terraces
from district.villages import farmhouses

FLOOR_LIMITS = {"slab": (3, 18), "tower": (8, 33), "shops": (2, 9)}
"""Between which floors a kind of building is fitted to the wanted number of rooms."""


@dataclass
class Built:
    """What stands on the ground (EPSG:4544, m); all indices are row numbers.

    Parameters
    ----------
    use : ndarray of str
        Use of each block.
    buildings : DataFrame
        block, kind (shops, old, country, slab, tower, hall, public, house, shed), compound, hamlet (-1 for none),
        street, frontage, is_right, s, floors, shops, units, per_floor, first_floor (lowest with rooms), rooms,
        geometry. The front wall runs from the first to the second vertex.
    compounds : DataFrame
        block, use, geometry.
    gates : DataFrame
        compound, street, is_right, s: the first of a compound is its main gate.
    hamlets : DataFrame
        block, is_named, geometry: clusters of farmhouses.
    reserved : DataFrame
        street, is_right, s: plots for which a door number is kept.
    """

    use: NDArray[np.object_]
    buildings: pd.DataFrame
    compounds: pd.DataFrame
    gates: pd.DataFrame
    hamlets: pd.DataFrame
    reserved: pd.DataFrame


def build(rng: np.random.Generator, network: Network, rooms: int) -> Built:
    """Build on the blocks of a network, which gets its dead-end lanes, and fit the number of rooms."""
    use = choose_uses(rng, network.blocks)
    land = add_dead_ends(rng, network, use, subtract_streets(network))
    lines = Lines(network.streets.geometry.to_numpy())
    lining = line_with_houses(rng, network, use)
    places, gates = choose_gates(rng, network, use)
    houses, corners, reserved = build_terraces(rng, network, lines, lining, land, places)
    compounds, gates, inner = _compounds(rng, network, lines, use, land, lining, gates)
    farms, hamlets = _farms(rng, network, use, land)
    side = network.frontages.loc[houses.frontage].reset_index(drop=True)
    width = np.hypot(*(corners[:, 1] - corners[:, 0]).T) if len(houses) else np.zeros(0)
    shop_row = houses["style"] == "shops"
    rows = pd.DataFrame(
        {
            "block": side.block,
            "kind": houses["style"],
            "compound": -1,
            "hamlet": -1,
            "frontage": houses.frontage,
            "street": side.street,
            "is_right": side.is_right.astype(bool),
            "s": houses.s,
            "floors": houses.floors,
            "shops": houses.shops,
            "units": 0,
            "per_floor": np.where(shop_row & (width > 12.5), 2, 1),
            "first_floor": np.where(shop_row & (houses.shops > 0), 2, 1),
            "priority": houses.priority,
            "geometry": shapely.polygons(corners) if len(houses) else np.zeros(0, dtype=object),
        }
    )
    everything = pd.concat([rows, inner, farms, _yard_sheds(rng, rows, corners)], ignore_index=True)
    kept = everything[_stands_well(everything, land, compounds)].reset_index(drop=True)
    _fit_rooms(kept, rooms)
    side = network.frontages.loc[reserved.frontage].reset_index(drop=True)
    reserved = pd.DataFrame({"street": side.street, "is_right": side.is_right.astype(bool), "s": reserved.s})
    return Built(use, kept.drop(columns="priority"), compounds, gates, hamlets, reserved)


def _compounds(
    rng: np.random.Generator,
    network: Network,
    lines: Lines,
    use: NDArray[np.object_],
    land: NDArray[np.object_],
    lining: NDArray[np.object_],
    gates: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    side = network.frontages.loc[gates.frontage].reset_index(drop=True)
    gates = gates.assign(street=side.street, is_right=side.is_right.astype(bool))
    lined = network.frontages[(lining != "") & (lining != "reserved")]
    lined_of = dict(iter(lined.groupby("block")))
    nothing = lined.iloc[:0]
    filler = Filler(rng)
    found, inner, ways = [], [], []
    for block, block_gates in gates.groupby("block"):
        if use[block] not in ("compound", *YARD_USES):
            continue
        shape = outline(network, lines, land[block], lined_of.get(block, nothing), block_gates)
        if shape.is_empty or shape.area < 900 or not shape.is_valid:
            continue
        number = len(found)
        built = filler.fill(shape, use[block], network.blocks.urbanity.iloc[block])
        if not built:
            continue
        found.append((block, use[block], shape))
        ways += [(number, gate.street, gate.is_right, gate.s) for gate in block_gates.itertuples()]
        for xy, floors, units, per_floor, kind in built:
            inner.append((block, kind, number, floors, units, per_floor, shapely.Polygon(xy)))
    columns = ["block", "kind", "compound", "floors", "units", "per_floor", "geometry"]
    inner = pd.DataFrame(inner, columns=columns)
    inner = inner.assign(hamlet=-1, frontage=-1, street=-1, is_right=False, s=0.0, shops=0, first_floor=1, priority=5)
    return (
        pd.DataFrame(found, columns=["block", "use", "geometry"]),
        pd.DataFrame(ways, columns=["compound", "street", "is_right", "s"]),
        inner,
    )


def _farms(
    rng: np.random.Generator, network: Network, use: NDArray[np.object_], land: NDArray[np.object_]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows, hamlets = [], []
    centres = shapely.get_coordinates(shapely.centroid(network.blocks.geometry.to_numpy()))
    for block in np.flatnonzero(np.isin(use, ("rural", "village"))):
        x, y = centres[block]
        slope = 0.9 * np.sin(x / 800.0) + 0.7 * np.cos(y / 650.0)
        clustered, strewn, sheds = farmhouses(rng, land[block], use[block], slope)
        hamlet = -1
        if clustered:
            hamlet = len(hamlets)
            hull = shapely.buffer(
                shapely.MultiPoint(np.vstack([c for c, _ in clustered])).convex_hull, 7.0, quad_segs=3
            )
            shape = shapely.simplify(shapely.intersection(hull, shapely.buffer(land[block], -1.0)), 0.5)
            if shape.geom_type != "Polygon" or shape.is_empty:
                clustered = []
                hamlet = -1
            else:
                hamlets.append(
                    (block, use[block] == "village" or rng.random() < 0.4, shapely.set_precision(shape, 0.001))
                )
        rows += [(block, "house", hamlet, n, 6, c) for c, n in clustered]
        rows += [(block, "house", -1, n, 7, c) for c, n in strewn]
        rows += [(block, "shed", -1, 0, 9, c) for c in sheds]
    frame = pd.DataFrame(rows, columns=["block", "kind", "hamlet", "floors", "priority", "corners"])
    shapes = shapely.polygons(np.stack(frame.corners)) if len(frame) else np.zeros(0, dtype=object)
    frame = frame.drop(columns="corners").assign(
        compound=-1,
        frontage=-1,
        street=-1,
        is_right=False,
        s=0.0,
        shops=0,
        units=0,
        per_floor=1,
        first_floor=1,
        geometry=shapes,
    )
    return frame, pd.DataFrame(hamlets, columns=["block", "is_named", "geometry"])


def _yard_sheds(rng: np.random.Generator, rows: pd.DataFrame, corners: Floats) -> pd.DataFrame:
    """Return small buildings without an address behind some houses of the rows along streets."""
    picked = np.flatnonzero(rng.random(len(rows)) < 0.09)
    left, right, back = corners[picked, 3], corners[picked, 2], corners[picked, 2] - corners[picked, 1]
    count = len(picked)
    inward = back / np.maximum(np.hypot(*back.T), 1e-9)[:, None]
    along = right - left
    along = along / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    middle = (left + right) / 2 + inward * rng.uniform(4.5, 9.0, (count, 1)) + along * rng.normal(0, 2.0, (count, 1))
    a, b = along * rng.uniform(1.8, 3.4, (count, 1)), inward * rng.uniform(1.6, 2.6, (count, 1))
    shapes = shapely.polygons(
        np.round(np.stack([middle - a - b, middle + a - b, middle + a + b, middle - a + b], axis=1), 3)
    )
    return rows.iloc[picked].assign(
        kind="shed",
        street=-1,
        frontage=-1,
        is_right=False,
        s=0.0,
        floors=1,
        shops=0,
        per_floor=1,
        first_floor=1,
        priority=9,
        geometry=shapes,
    )


def _stands_well(rows: pd.DataFrame, land: NDArray[np.object_], compounds: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which buildings lie on their land, off strange compounds, and off each other (the better one stays)."""
    shape = rows.geometry.to_numpy()
    shapely.prepare(land)
    good = shapely.covers(land[rows.block.to_numpy()], shape)
    yards = compounds.geometry.to_numpy()
    shapely.prepare(yards)
    own = rows.compound.to_numpy()
    building, yard = shapely.STRtree(yards).query(shape, predicate="intersects")
    good[building[own[building] != yard]] = False
    good &= shapely.is_valid(shape)
    tree = shapely.STRtree(shape)
    a, b = tree.query(shape, predicate="dwithin", distance=0.08)
    pairs = (a < b) & good[a] & good[b]
    a, b = a[pairs], b[pairs]
    priority = rows.priority.to_numpy()
    swap = priority[b] < priority[a]
    first, second = np.where(swap, b, a), np.where(swap, a, b)
    order = np.lexsort((second, first, priority[first]))
    for keep, drop in zip(first[order], second[order]):
        if good[keep] and good[drop]:
            good[drop] = False
    return good


def count_rooms(rows: pd.DataFrame, floors: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rooms of each building that has so many floors."""
    used = np.maximum(floors - rows.first_floor.to_numpy() + 1, 0)
    return used * np.maximum(rows.units.to_numpy(), 1) * rows.per_floor.to_numpy()


def _fit_rooms(rows: pd.DataFrame, wanted: int) -> None:
    """Fit the floors of town buildings so that the district has about the wanted number of rooms; adds `rooms`."""
    kind = rows.kind.to_numpy()
    floors = rows.floors.to_numpy().astype(int)
    fixed = np.isin(kind, ("hall", "public", "shed"))
    low, high = 0.3, 3.0
    # Buildings round up at different shares, so that the number of rooms grows evenly with the factor.
    share = np.arange(len(rows)) * 0.618034 % 1.0
    fitted = floors
    for _ in range(18):
        factor = (low + high) / 2
        fitted = floors.copy()
        for name, limits in FLOOR_LIMITS.items():
            part = kind == name
            fitted[part] = np.clip(np.floor(floors[part] * factor + share[part]), *limits)
        total = count_rooms(rows, fitted)[~fixed].sum()
        low, high = (factor, high) if total < wanted else (low, factor)
    rows["floors"] = fitted
    rows["rooms"] = np.where(fixed, 0, count_rooms(rows, fitted))
