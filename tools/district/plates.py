"""Door numbers and door plates: right side odd, left even, from the east or the north; sub-numbers for shops."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from district.buildings import Built
from district.ground import Floats
from district.network import Lines, Network


def number_streets(built: Built) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give a number to each plot along each street.

    Every house, every gate and every reserved plot takes the next number of its side (GB/T 35639 annex B). Where all
    of them lie on one side the numbers run on without gaps.

    Returns
    -------
    buildings : ndarray of int
        Door number of each building, 0 for none.
    gates : ndarray of int
        Door number of each gate.
    """
    rows = built.buildings
    at_street = np.flatnonzero(rows.street.to_numpy() >= 0)
    plots = pd.concat(
        [
            pd.DataFrame({"what": 0, "row": at_street}).assign(
                **{c: rows[c].to_numpy()[at_street] for c in ("street", "is_right", "s")}
            ),
            built.gates[["street", "is_right", "s"]].assign(what=1, row=np.arange(len(built.gates))),
            built.reserved[["street", "is_right", "s"]].assign(what=2, row=np.arange(len(built.reserved))),
        ],
        ignore_index=True,
    )
    plots = plots.astype({"street": int, "is_right": bool, "s": float})
    plots = plots.sort_values(["street", "is_right", "s", "what", "row"], ignore_index=True)
    place = plots.groupby(["street", "is_right"]).cumcount().to_numpy()
    one_sided = plots.groupby("street").is_right.transform("nunique").to_numpy() == 1
    door = np.where(one_sided, place + 1, 2 * place + np.where(plots.is_right, 1, 2))
    of_building = np.zeros(len(rows), dtype=int)
    of_gate = np.zeros(len(built.gates), dtype=int)
    what, row = plots.what.to_numpy(), plots.row.to_numpy()
    of_building[row[what == 0]] = door[what == 0]
    of_gate[row[what == 1]] = door[what == 1]
    return of_building, of_gate


def number_farms(built: Built, settlement: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give a number to each farmhouse of a hamlet or group, from the north-west, strip by strip; 0 for none."""
    centre = shapely.get_coordinates(shapely.centroid(built.buildings.geometry.to_numpy()))
    frame = pd.DataFrame(
        {
            "settlement": settlement,
            "band": -np.round(centre[:, 1] / 60),
            "x": centre[:, 0],
            "row": np.arange(len(centre)),
        }
    )
    frame = frame[frame.settlement >= 0].sort_values(["settlement", "band", "x", "row"])
    door = np.zeros(len(centre), dtype=int)
    door[frame.row.to_numpy()] = frame.groupby("settlement").cumcount().to_numpy() + 1
    return door


def house_plates(rng: np.random.Generator, built: Built, door: NDArray[np.int64]) -> pd.DataFrame:
    """Return the plates on buildings: building, door, sub_door (0 for the main plate), geometry on the front wall."""
    rows = built.buildings
    numbered = np.flatnonzero(door > 0)
    shops = rows.shops.to_numpy()[numbered]
    count = shops + 1
    building = np.repeat(numbered, count)
    k = np.arange(len(building)) - np.repeat(np.cumsum(count) - count, count)
    many = np.repeat(shops, count)
    # The stairs are at one end of the wall, the shops beside them.
    share = np.where(many == 0, rng.uniform(0.35, 0.65, len(building)), 0.0)
    at_end = np.repeat(rng.random(len(numbered)) < 0.5, count)
    slot = np.where(at_end, np.where(k == 0, many, k - 1), k)
    share = np.where(many > 0, (slot + rng.uniform(0.4, 0.6, len(building))) / (many + 1), share)
    return pd.DataFrame(
        {
            "building": building,
            "door": door[building],
            "sub_door": k,
            "geometry": shapely.points(_on_front(rows.geometry.to_numpy()[building], share)),
        }
    )


def _on_front(shapes: NDArray[np.object_], share: Floats) -> Floats:
    rings = shapely.get_exterior_ring(shapes)
    a = shapely.get_coordinates(shapely.get_point(rings, 0))
    b = shapely.get_coordinates(shapely.get_point(rings, 1))
    return np.round(a + (b - a) * share[:, None], 3)


def gate_plates(network: Network, built: Built, door: NDArray[np.int64]) -> pd.DataFrame:
    """Return the plates at the gates of compounds: compound, street, door, geometry on the outline."""
    gates = built.gates
    lines = Lines(network.streets.geometry.to_numpy())
    street = gates.street.to_numpy()
    mouth = shapely.points(lines.at(street, gates.s.to_numpy()))
    ring = shapely.get_exterior_ring(built.compounds.geometry.to_numpy()[gates.compound.to_numpy()])
    near = shapely.line_interpolate_point(ring, shapely.line_locate_point(ring, mouth))
    return pd.DataFrame({"compound": gates.compound.to_numpy(), "street": street, "door": door, "geometry": near})
