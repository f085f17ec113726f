"""Compounds (小区, 单位院): outline, gates and the buildings inside."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from district.blocks import YARD_USES
from district.ground import Floats
from district.network import Lines, Network

STRIP = 19.0
"""Depth kept for a row of houses along a street of a compound's block, from the kerb, m."""

TOWER_ROOMS = 560
"""Rooms in the towers of one compound, before the floors are fitted."""

# Footprints around the origin as shares of length and depth.
_BAR = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
_ELL = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (0.15, 0.5), (0.15, 0.0), (-0.5, 0.0)])
_CUP = np.array(
    [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (0.25, 0.5), (0.25, -0.1), (-0.25, -0.1), (-0.25, 0.5), (-0.5, 0.5)]
)
_CROSS = np.array(
    [
        (-0.2, -0.5), (0.2, -0.5), (0.2, -0.28), (0.5, -0.28), (0.5, 0.22), (0.2, 0.22),
        (0.2, 0.5), (-0.2, 0.5), (-0.2, 0.22), (-0.5, 0.22), (-0.5, -0.28), (-0.2, -0.28),
    ]
)  # fmt: skip
_STEPPED = np.array(
    [(-0.5, -0.5), (-0.06, -0.5), (-0.06, -0.36), (0.06, -0.36), (0.06, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
)


def choose_gates(
    rng: np.random.Generator, network: Network, use: NDArray[np.object_]
) -> tuple[dict[int, float], pd.DataFrame]:
    """Choose where compounds open to the street.

    Returns
    -------
    places : dict
        Frontage to m along the street.
    gates : DataFrame
        frontage, block, s; the first of a block is its main gate.
    """
    sides = network.frontages[
        np.isin(use[network.frontages.block], ("compound", *YARD_USES)) & ~network.frontages.is_dead_end
    ]
    length = (sides.s1 - sides.s0).to_numpy()
    rank = network.streets["rank"].to_numpy()[sides.street]
    worth = (
        length * np.select([rank == 1, rank == 2, rank == 3], [0.75, 1.1, 1.0], 0.6) * rng.uniform(0.7, 1.3, len(sides))
    )
    sides = sides.assign(worth=worth, length=length)[length > 40].sort_values(
        ["block", "worth"], ascending=[True, False]
    )
    order = sides.groupby("block").cumcount().to_numpy()
    second = rng.random(len(sides)) < 0.35
    sides = sides[(order == 0) | ((order == 1) & second)]
    s = sides.s0 + sides.length * rng.uniform(0.42, 0.58, len(sides))
    gates = pd.DataFrame({"frontage": sides.index, "block": sides.block.to_numpy(), "s": s.to_numpy()})
    return dict(zip(gates.frontage, gates.s)), gates


def outline(
    network: Network, lines: Lines, block_land: shapely.Polygon, lined: pd.DataFrame, gates: pd.DataFrame
) -> shapely.Polygon:
    """Return a compound's outline: the land without the rows along its streets, with a way out at each gate.

    `lined` are the block's frontages that houses line; `gates` its gates with their frontage's columns.
    """
    widths = network.streets.width.to_numpy()
    shape = shapely.buffer(block_land, -1.2, join_style="mitre")
    for side in lined.itertuples():
        width = widths[side.street]
        t = np.arange(side.s0, side.s1, 8.0)
        path = lines.at(np.full(len(t) + 1, side.street), np.r_[t, side.s1])
        shape = shapely.difference(shape, shapely.buffer(shapely.LineString(path), width / 2 + STRIP, cap_style="flat"))
    shape = _main_part(shape)
    if shape.is_empty:
        return shape
    for gate in gates[gates.frontage.isin(lined.index)].itertuples():
        way = lines.at(np.full(2, gate.street), np.array([gate.s - 1, gate.s + 1]))
        along = (way[1] - way[0]) / 2
        inward = np.array([along[1], -along[0]]) * (1 if gate.is_right else -1)
        width = widths[gate.street] / 2
        mouth = way.mean(axis=0) + inward * (width + 1.2)
        for reach in (STRIP + 4, STRIP + 14, STRIP + 30):
            path = shapely.LineString([mouth, mouth + inward * reach])
            passage = shapely.intersection(shapely.buffer(path, 4.5, cap_style="flat"), block_land)
            if passage.geom_type == "Polygon" and shapely.intersection(passage, shape).area > 12:
                shape = _main_part(shapely.union(shape, passage))
                break
    shape = shapely.simplify(shape, 0.4)
    return shapely.set_precision(shapely.Polygon(shape.exterior), 0.001)


def _main_part(shape: shapely.Geometry) -> shapely.Polygon:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return max(parts, key=lambda part: part.area) if parts else shapely.Polygon()


def _axis(shape: shapely.Polygon) -> Floats:
    """Return the unit vector along which rows of buildings lie: the side of the block nearest to east-west."""
    box = shapely.get_coordinates(shapely.oriented_envelope(shape))
    sides = np.diff(box[:3], axis=0)
    sides = sides / np.maximum(np.hypot(*sides.T), 1e-9)[:, None]
    best = sides[np.argmax(np.abs(sides[:, 0]))]
    return best if best[0] > 0 else -best


Building = tuple[Floats, int, int, int, str]
"""Footprint (n, 2), floors, units, rooms per floor and unit, kind."""


class Filler:
    """Places buildings in compounds."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def fill(self, shape: shapely.Polygon, use: str, urbanity: float) -> list[Building]:
        """Return the buildings of a compound of the given use, north to south, then east to west."""
        rng = self.rng
        if shape.is_empty or shape.area < 500:
            return []
        area = shapely.buffer(shape, -4.0)
        if use in ("compound", "quarters"):
            tall = use == "compound" and shape.area > 9000 and rng.random() < (0.3 if urbanity > 0.6 else 0.5)
            built = self._towers(area) if tall else self._slabs(area, use)
        elif use == "factory":
            sizes, gaps = (rng.uniform(38, 62), rng.uniform(20, 30)), (rng.uniform(14, 22), rng.uniform(14, 22))
            built = self._lattice(area, _BAR, sizes, gaps, 0.2, lambda: (int(rng.integers(1, 3)), 0, 0, "hall"))
        elif use == "market":
            sizes, gaps = (rng.uniform(30, 46), rng.uniform(16, 24)), (9.0, 10.0)
            built = self._lattice(area, _BAR, sizes, gaps, 0.0, lambda: (2, 0, 0, "hall"))
        else:
            built = self._public(area, use)
        if not built:  # a small plot: one small building
            built = self._lattice(area, _BAR, (16.0, 10.5), (7.0, 8.0), 0.0, lambda: (5, 1, 2, "slab"))
        return sorted(built, key=lambda item: (-round(item[0][:, 1].mean() / 15), -item[0][:, 0].mean()))

    def _slabs(self, area: shapely.Geometry, use: str) -> list[Building]:
        rng = self.rng
        floors = int(rng.integers(5, 8) if use == "quarters" else rng.choice([6, 7, 8, 11]))
        unit = rng.uniform(14, 18)
        sizes = [(unit * n, n) for n in range(int(rng.integers(2, 4)), 0, -1)]
        template = _STEPPED if rng.random() < 0.5 else _BAR
        gaps = (rng.uniform(8, 12), rng.uniform(14, 20) + floors * 0.6)
        make = lambda n: (floors + int(rng.integers(0, 2)), n, 2, "slab")  # noqa: E731
        return self._rows(area, template, sizes, rng.uniform(11.5, 13.5), gaps, make)

    def _towers(self, area: shapely.Geometry) -> list[Building]:
        """Place a few towers around a garden: about as many rooms as a grid may have."""
        rng = self.rng
        floors = int(rng.choice([16, 18, 18, 24, 26]))
        per_floor = int(rng.choice([4, 4, 6]))
        size = rng.uniform(20, 24) + (5 if per_floor == 6 else 0)
        most = TOWER_ROOMS / (floors * per_floor)
        pitch = max(size + rng.uniform(17, 22), np.sqrt(area.area / most))
        gaps = (pitch - size, pitch - size + 2)
        return self._lattice(
            area,
            _CROSS,
            (size, size - 1),
            gaps,
            0.06,
            lambda: (floors + int(rng.integers(-1, 2)), 1, per_floor, "tower"),
        )

    def _public(self, area: shapely.Geometry, use: str) -> list[Building]:
        rng = self.rng
        part = area
        if use == "school":  # the rest is the playing field
            x0, y0, x1, y1 = area.bounds
            wide = x1 - x0 > y1 - y0
            half = (
                shapely.box(x0, y0, x1 - (x1 - x0) * 0.42, y1)
                if wide
                else shapely.box(x0, y0 + (y1 - y0) * 0.42, x1, y1)
            )
            part = _main_part(shapely.intersection(area, half))
        template = (_CUP, _ELL, _BAR)[int(rng.integers(0, 3))]
        size, gaps = (rng.uniform(34, 52), rng.uniform(22, 32)), (rng.uniform(12, 18), rng.uniform(14, 22))
        for shape, length, depth in ((template, *size), (_BAR, 32.0, 13.0), (_BAR, 20.0, 11.0)):
            built = self._lattice(part, shape, (length, depth), gaps, 0.25, self._public_size)
            if built:
                return built
        return []

    def _public_size(self) -> tuple[int, int, int, str]:
        return int(self.rng.integers(3, 7)), 0, 0, "public"

    def _rows(
        self,
        area: shapely.Geometry,
        template: Floats,
        sizes: list[tuple[float, int]],
        depth: float,
        gaps: tuple[float, float],
        make: Callable[[int], tuple[int, int, int, str]],
    ) -> list[Building]:
        """Fill rows with the longest buildings that fit, side by side.

        `sizes` are (length, units), longest first; `gaps` lie beside and behind a building; `make` gives floors, units,
        rooms per floor and unit, and kind of a building of so many units.
        """
        rng = self.rng
        built: list[Building] = []
        if area.is_empty:
            return built
        along = _axis(area)
        up = np.array([-along[1], along[0]])
        xy = shapely.get_coordinates(area)
        (x0, y0), (x1, y1) = ((xy @ along).min(), (xy @ up).min()), ((xy @ along).max(), (xy @ up).max())
        shapely.prepare(area)
        y = y0 + depth / 2 + rng.uniform(0, 3)
        while y < y1 - depth / 2:
            x = x0 + rng.uniform(0, 4)
            while x < x1 - sizes[-1][0]:
                shift = rng.uniform(-1.0, 1.0)
                for length, n in sizes:
                    local = template * [length, depth] + [x + length / 2, y + shift]
                    corners = np.round(local[:, :1] * along + local[:, 1:] * up, 3)
                    if shapely.covers(area, shapely.Polygon(corners)):
                        built.append((corners, *make(n)))
                        x += length + gaps[0]
                        break
                else:
                    x += 4.0
            y += depth + gaps[1]
        return built

    def _lattice(
        self,
        area: shapely.Geometry,
        template: Floats,
        size: tuple[float, float],
        gaps: tuple[float, float],
        drop: float,
        make: Callable[[], tuple[int, int, int, str]],
    ) -> list[Building]:
        """Fill rows with buildings of one size (length, depth), leaving out a share `drop`."""
        found = self._rows(area, template, [(size[0], 1)], size[1], gaps, lambda _: make())
        return [item for item in found if len(found) < 3 or self.rng.random() >= drop]
