"""Farmhouses: clusters (院子), houses strewn over the fields, and their sheds."""

from __future__ import annotations

import numpy as np
import shapely

from district.ground import Floats


def farmhouses(
    rng: np.random.Generator, land: shapely.Polygon, use: str, slope: float
) -> tuple[list[tuple[Floats, int]], list[tuple[Floats, int]], list[Floats]]:
    """Return the houses of a rural block.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    land : Polygon
        Where they may stand, EPSG:4544, m.
    use : str
        village (dense, at the edge of the town) or rural.
    slope : float
        Direction that most houses face, radians.

    Returns
    -------
    clustered : list of (corners (4, 2), rooms)
        Houses of one hamlet.
    strewn : list of (corners, rooms)
        Houses that stand alone.
    sheds : list of corners
        Small buildings without an address.
    """
    clustered: list[tuple[Floats, int]] = []
    strewn: list[tuple[Floats, int]] = []
    sheds: list[Floats] = []
    if land.is_empty or land.area < 3000:
        return clustered, strewn, sheds
    hectares = land.area / 10_000
    inner = shapely.buffer(land, -9.0)
    if inner.is_empty:
        return clustered, strewn, sheds
    shapely.prepare(inner)
    x0, y0, x1, y1 = inner.bounds
    if use == "village" or rng.random() < 0.42:
        size = int(rng.integers(14, 26) if use == "village" else rng.integers(7, 17))
        heart = None
        for _ in range(20):
            probe = rng.uniform((x0, y0), (x1, y1))
            if shapely.contains_xy(inner, *probe):
                heart = probe
                break
        if heart is not None:
            bend = rng.uniform(-0.012, 0.012)
            rows = 2 if size < 12 else 3
            for k in range(size):
                column, row = k // rows, k % rows
                along = (column - size / rows / 2) * 17.5 + rng.normal(0, 1.8)
                angle = slope + bend * along + rng.normal(0, 0.10)
                off = (row - rows / 2) * 17.0 + bend * along * along / 2 + rng.normal(0, 1.6)
                where = heart + along * _unit(slope) + off * _unit(slope + np.pi / 2)
                clustered.append((_house(rng, where, angle), int(rng.integers(1, 4))))
    for _ in range(rng.poisson(0.75 * hectares) if use == "rural" else 0):
        where = rng.uniform((x0, y0), (x1, y1))
        if shapely.contains_xy(inner, *where):
            pair = rng.random() < 0.3
            angle = slope + rng.normal(0, 0.5)
            strewn.append((_house(rng, where, angle), int(rng.integers(1, 3))))
            if pair:
                strewn.append(
                    (_house(rng, where + 15.5 * _unit(angle), angle + rng.normal(0, 0.08)), int(rng.integers(1, 3)))
                )
    for corners, _ in clustered + strewn:
        if rng.random() < 0.22:
            side = corners[1] - corners[0]
            side = side / np.hypot(*side)
            where = corners[2] + side * rng.uniform(3.5, 5.0) - rng.uniform(2, 5) * np.array([-side[1], side[0]])
            sheds.append(_rectangle(where, np.arctan2(side[1], side[0]), rng.uniform(3, 4.6), rng.uniform(3, 4.2)))
    return clustered, strewn, sheds


def _unit(angle: float) -> Floats:
    return np.array([np.cos(angle), np.sin(angle)])


def _rectangle(where: Floats, angle: float, length: float, depth: float) -> Floats:
    a, b = _unit(angle) * length / 2, _unit(angle + np.pi / 2) * depth / 2
    return np.round(np.array([where - a - b, where + a - b, where + a + b, where - a + b]), 3)


def _house(rng: np.random.Generator, where: Floats, angle: float) -> Floats:
    return _rectangle(where, angle, rng.uniform(9.5, 13.5), rng.uniform(7.5, 9.8))
