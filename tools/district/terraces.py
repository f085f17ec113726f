"""Rows of houses along the streets: shop houses in town, old houses in lanes, farmhouses along country roads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from district.blocks import free_stretch
from district.ground import Floats
from district.network import Lines, Network


@dataclass(frozen=True)
class Style:
    """How a row is built; pairs are ranges, m where lengths.

    `run` is the number of houses wall to wall, `gap` the passage between runs, `vacant` the share of empty plots,
    `shops` the most sub-numbers on the ground floor.
    """

    width: tuple[float, float]
    depth: tuple[float, float]
    setback: tuple[float, float]
    run: tuple[int, int]
    gap: tuple[float, float]
    vacant: float
    floors: tuple[int, int]
    shops: int


STYLES = {
    "shops": Style((9.0, 17.0), (10.5, 13.5), (1.8, 4.0), (3, 8), (3.0, 8.0), 0.05, (4, 8), 4),
    "old": Style((6.5, 11.0), (7.5, 9.5), (1.2, 2.4), (2, 6), (1.5, 6.0), 0.07, (2, 4), 1),
    "country": Style((9.0, 13.0), (8.0, 10.0), (3.0, 9.0), (1, 2), (9.0, 60.0), 0.18, (1, 3), 0),
}
WALL = 0.15
"""Gap between houses of a run, m: they look wall to wall and do not overlap after rounding."""
RESERVED_STEP = (14.0, 24.0)


def build_terraces(
    rng: np.random.Generator,
    network: Network,
    lines: Lines,
    lining: NDArray[np.object_],
    land: NDArray[np.object_],
    gates: dict[int, float],
) -> tuple[pd.DataFrame, Floats, pd.DataFrame]:
    """Line the streets with houses.

    Parameters
    ----------
    lining : ndarray of str
        Style of each frontage, as from :func:`district.blocks.line_with_houses`.
    gates : dict
        Frontage to the place (m along the street) of a gate: a passage is left there.

    Returns
    -------
    houses : DataFrame
        frontage, s (m along the street), floors, shops, style, priority.
    corners : ndarray of shape (n, 4, 2)
        Their corners: the front wall from the first to the second, in the direction of the street.
    reserved : DataFrame
        frontage, s of plots without a house, for which a number is kept.
    """
    plots, reserved = [], []
    for name, style in STYLES.items():
        rows = np.flatnonzero(lining == name)
        first, last = free_stretch(network, lines, rows, land, style.depth[0])
        for row, a, b in zip(rows, first, last):
            if b - a >= style.width[0]:
                _plots(rng, int(row), a, b, style, name, gates.get(int(row)), plots, reserved)
    rows = np.flatnonzero(lining == "reserved")
    for row, s0, s1 in zip(rows, network.frontages.s0.to_numpy()[rows], network.frontages.s1.to_numpy()[rows]):
        s = s0 + 15
        while s < s1 - 15:
            reserved.append((int(row), s))
            s += rng.uniform(*RESERVED_STEP)
    columns = [
        "frontage",
        "start",
        "end",
        "run",
        "run_start",
        "run_end",
        "setback",
        "depth",
        "floors",
        "shops",
        "style",
    ]
    houses = pd.DataFrame(plots, columns=columns)
    corners = _corners(network, lines, houses)
    houses["s"] = (houses.start + houses.end) / 2
    rank = network.streets["rank"].to_numpy()[network.frontages.street.to_numpy()[houses.frontage]]
    houses["priority"] = rank
    return houses, corners, pd.DataFrame(reserved, columns=["frontage", "s"])


def _plots(
    rng: np.random.Generator,
    row: int,
    a: float,
    b: float,
    style: Style,
    name: str,
    gate: float | None,
    plots: list[tuple],
    reserved: list[tuple],
) -> None:
    s = a + rng.uniform(0, 1.0)
    setback = rng.uniform(*style.setback)
    if name == "country":
        s += rng.uniform(0, 40)
    while s + style.width[0] < b:
        run: list[tuple[float, float, int, int]] = []
        depth = rng.uniform(*style.depth)
        floors = int(rng.integers(style.floors[0], style.floors[1] + 1))
        start = s
        wanted = int(rng.integers(style.run[0], style.run[1] + 1))
        if name == "country":
            setback = rng.uniform(*style.setback)
        while len(run) < wanted:
            width = min(rng.uniform(*style.width), b - s)
            if width < style.width[0] or s - start > 75:
                break
            if gate is not None and s < gate + 7 and s + width > gate - 7:
                s = gate + 7
                gate = None
                break
            if rng.random() < style.vacant:
                reserved.append((row, s + width / 2))
                s += width
                if run:
                    break
                start = s
                continue
            level = int(np.clip(floors + rng.integers(-1, 2), *style.floors))
            shops = 0
            if style.shops:
                shops = min(int(width // 3.6), style.shops) if rng.random() < (0.8 if style.shops > 1 else 0.2) else 0
            run.append((s, s + width, level, shops))
            s += width
        number = len(plots)
        if run:
            ends = run[0][0], run[-1][1]
            for x0, x1, level, shops in run:
                deep = depth + rng.uniform(-0.8, 0.8)
                plots.append((row, x0, x1, number, *ends, setback, deep, level, shops, name))
        s += rng.uniform(*style.gap)


def _corners(network: Network, lines: Lines, houses: pd.DataFrame) -> Floats:
    side = network.frontages.iloc[houses.frontage.to_numpy()]
    street = side.street.to_numpy()
    half = network.streets.width.to_numpy()[street] / 2
    a, b = lines.at(street, houses.run_start.to_numpy()), lines.at(street, houses.run_end.to_numpy())
    chord = np.hypot(*(b - a).T)
    along = (b - a) / chord[:, None]
    inward = np.column_stack((along[:, 1], -along[:, 0])) * np.where(side.is_right, 1.0, -1.0)[:, None]
    # Where the street bulges towards the houses the whole run steps back, so that it stands straight.
    bulge = np.zeros(len(houses))
    for t in (0.2, 0.35, 0.5, 0.65, 0.8):
        s = houses.run_start.to_numpy() * (1 - t) + houses.run_end.to_numpy() * t
        bulge = np.maximum(bulge, ((lines.at(street, s) - a) * inward).sum(axis=1))
    front = half + houses.setback.to_numpy() + bulge
    back = front + houses.depth.to_numpy()
    scale = chord / (houses.run_end - houses.run_start).to_numpy()
    x0 = (houses.start - houses.run_start).to_numpy() * scale + WALL / 2
    x1 = (houses.end - houses.run_start).to_numpy() * scale - WALL / 2
    corners = [
        a + along * x[:, None] + inward * y[:, None] for x, y in ((x0, front), (x1, front), (x1, back), (x0, back))
    ]
    return np.round(np.stack(corners, axis=1), 3)
