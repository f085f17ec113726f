"""A small town with known truth: bent streets, terraces, a walled compound, a hamlet's group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import geopandas as gpd
import numpy as np
import pytest
import shapely

CRS = "EPSG:4544"
EAST, NORTH = 622_000.0, 3_242_000.0


@dataclass(frozen=True)
class Town:
    """Survey layers in metres; `truth` is the building of each plate, None at a gate."""

    plates: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    compounds: gpd.GeoDataFrame
    truth: dict[str, str | None]


class _Builder:
    def __init__(self, seed: int, wrong_side: float) -> None:
        self.random = np.random.default_rng(seed)
        self.wrong_side = wrong_side
        self.buildings: list[dict] = []
        self.plates: list[dict] = []
        self.truth: dict[str, str | None] = {}

    def street(self, name: str, line: shapely.LineString, half_width: float) -> None:
        """Houses on both sides; odd numbers on the right of the numbering direction."""
        for side, number in ((-1, 1), (1, 2)):
            along = 12.0
            while along < line.length - 25:
                width, depth = self.random.uniform(6, 22), self.random.uniform(8, 14)
                joined = self.random.random() < 0.5
                house = self._house(line, along, width, side * half_width, side * depth)
                uuid = f"b{len(self.buildings):05d}"
                known = self.random.random() < 0.85
                self._building(uuid, house, name if known else None)
                if self.random.random() < 0.93:
                    self._plates(name, line, along, width, side * half_width, uuid, number)
                number += 2
                along += width + (0.0 if joined else self.random.uniform(2, 9))

    def compound(self, name: str, x: float, y: float, street: str, door: int) -> dict:
        outline = shapely.box(x, y, x + 120, y + 80)
        for number, (dx, dy) in enumerate([(10, 12), (65, 12), (10, 48), (65, 48)], start=1):
            house = shapely.box(x + dx, y + dy, x + dx + 45, y + dy + 14)
            self._building(f"b{len(self.buildings):05d}", house, street, name, f"{number}幢")
        self._plate(x + 60, y - self.random.uniform(2, 9), None, street, door, compound=name)
        return {"uuid": f"c{name}", "name": name, "kind": "42", "geometry": outline}

    def group(self, name: str, x: float, y: float, houses: int) -> dict:
        spots: list[tuple[float, float]] = []
        while len(spots) < houses:
            spot = self.random.uniform(10, 290, 2)
            if all(np.hypot(*(spot - other)) > 26 for other in spots):
                spots.append((spot[0], spot[1]))
                uuid = f"b{len(self.buildings):05d}"
                self._building(
                    uuid, shapely.box(x + spot[0], y + spot[1], x + spot[0] + 11, y + spot[1] + 9), None, name
                )
                angle, off = self.random.uniform(0, 2 * np.pi), self.random.uniform(7, 16)
                at = (x + spot[0] + 5 + off * np.cos(angle), y + spot[1] + 4 + off * np.sin(angle))
                self._plate(*at, uuid, None, len(spots), compound=name)
        return {"uuid": f"c{name}", "name": name, "kind": "34", "geometry": shapely.box(x, y, x + 310, y + 310)}

    def _house(self, line, along: float, width: float, front: float, depth: float) -> shapely.Polygon:
        foot, way = _frame(line, along + width / 2)
        left = np.array([-way[1], way[0]])
        corners = [(-width / 2, front), (width / 2, front), (width / 2, front + depth), (-width / 2, front + depth)]
        return shapely.Polygon([foot + u * way + v * left for u, v in corners])

    def _building(self, uuid, geometry, street, compound=None, name=None) -> None:
        row = {"uuid": uuid, "street": street, "compound": compound, "name": name, "comm_code": None}
        self.buildings.append({**row, "geometry": geometry})

    def _plates(self, street, line, along, width, front, uuid, number) -> None:
        foot, way = _frame(line, along + width * self.random.uniform(0.25, 0.75))
        left = np.array([-way[1], way[0]])
        for sub in range(int(self.random.integers(1, 4)) if self.random.random() < 0.15 else 1):
            back = min(1.0 + self.random.exponential(3.0), 2 * abs(front) - 2.0)
            if self.random.random() < self.wrong_side:
                back = 2 * abs(front) - self.random.uniform(1, 2)
            at = foot + left * np.sign(front) * (abs(front) - back) + way * self.random.normal(0, 1.5)
            self._plate(*at, uuid, street, number, sub=sub or None)

    def _plate(self, x, y, uuid, street, door, compound=None, sub=None) -> None:
        name = f"p{len(self.plates):05d}"
        row = {"uuid": name, "street": street, "compound": compound, "door": str(door), "comm_code": None}
        self.plates.append({**row, "sub_door": None if sub is None else str(sub), "geometry": shapely.Point(x, y)})
        self.truth[name] = uuid


def _frame(line: shapely.LineString, along: float) -> tuple[np.ndarray, np.ndarray]:
    foot = np.array(line.interpolate(along).coords[0])
    way = np.array(line.interpolate(along + 1).coords[0]) - np.array(line.interpolate(along - 1).coords[0])
    return foot, way / np.hypot(*way)


def build_town(seed: int = 1, wrong_side: float = 0.05) -> Town:
    """Build two streets, one compound and one group, with the plates as surveyed."""
    builder = _Builder(seed, wrong_side)
    bent = shapely.LineString([(EAST, NORTH), (EAST + 250, NORTH + 40), (EAST + 480, NORTH), (EAST + 700, NORTH + 90)])
    lane = shapely.LineString([(EAST, NORTH + 250), (EAST + 300, NORTH + 230), (EAST + 600, NORTH + 300)])
    builder.street("福星大道", bent, 11.0)
    builder.street("怡云巷", lane, 5.0)
    compounds = [
        builder.compound("怡云花园", EAST + 200, NORTH - 200, "福星大道", 301),
        builder.group("3组", EAST + 800, NORTH + 400, 12),
    ]
    return Town(
        plates=gpd.GeoDataFrame(builder.plates, crs=CRS),
        buildings=gpd.GeoDataFrame(builder.buildings, crs=CRS),
        streets=gpd.GeoDataFrame(
            {"uuid": ["s1", "s2"], "name": ["福星大道", "怡云巷"]}, geometry=[bent, lane], crs=CRS
        ),
        compounds=gpd.GeoDataFrame(compounds, crs=CRS),
        truth=builder.truth,
    )


@pytest.fixture(scope="session")
def make_town() -> Callable[..., Town]:
    """Return the builder of towns."""
    return build_town


@pytest.fixture(scope="session")
def town() -> Town:
    """Return one town that no test changes."""
    return build_town()
