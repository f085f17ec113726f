"""The lie of the land: where a plan comes to lie in metres, where the towns are dense, where the river runs.

The town plan is drawn with nearly straight lines on a flat sheet ("plan", metres around the district's centre) and
then bent by one smooth map into EPSG:4544. So streets bend together, as they do in hills, and nothing that was apart
on the plan meets on the ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CRS_GROUND = "EPSG:4544"
CENTRE = (622433.950, 3242071.076)
"""106.26 E 29.29 N in EPSG:4544, east and north."""

URBAN_ROOMS_PER_M2 = 0.0088
TOWN_TO_URBAN = 2.8
"""How much larger a town is than its built-up part."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Core:
    """The built-up part of a town: centre and radius on the plan (m), and the lobes of its outline."""

    x: float
    y: float
    radius: float
    phases: tuple[float, float, float]

    def urbanity(self, xy: Floats) -> Floats:
        """Return how urban places are: about 1.1 at the centre, 0.15 at the edge, negative beyond.

        Parameters
        ----------
        xy : ndarray of shape (n, 2)
            Places on the plan, m.
        """
        dx, dy = xy[:, 0] - self.x, xy[:, 1] - self.y
        angle = np.arctan2(dy, dx)
        a, b, c = self.phases
        lobes = 1 + 0.13 * np.sin(2 * angle + a) + 0.11 * np.sin(3 * angle + b) + 0.09 * np.sin(5 * angle + c)
        return 1.15 - np.hypot(dx, dy) / (self.radius * lobes)


@dataclass(frozen=True)
class River:
    """A river along the plan's east-west direction.

    Parameters
    ----------
    y : float
        Its axis on the plan, m.
    bank : float
        Distance from the axis to the roads along it, m.
    width : float
        Mean width of the water, m.
    """

    y: float
    bank: float
    width: float


class Bend:
    """The smooth map from the plan to EPSG:4544.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    river : River
        Where the plan is bent most: the river meanders.
    """

    def __init__(self, rng: np.random.Generator, river: River) -> None:
        self._river = river
        lengths = np.array([5200.0, 2900.0, 1700.0, 1150.0, 760.0])
        heights = np.array([190.0, 95.0, 46.0, 26.0, 11.0])
        self._waves = []
        for axis in (0, 1):
            for length, height in zip(lengths, heights):
                direction = rng.uniform(0, 2 * np.pi)
                k = 2 * np.pi / (length * rng.uniform(0.85, 1.2))
                self._waves.append((axis, height, k * np.cos(direction), k * np.sin(direction), rng.uniform(0, 6.28)))
        self._meander = [
            (95.0, 1450.0 * rng.uniform(0.9, 1.1), rng.uniform(0, 6.28)),
            (30.0, 610.0, rng.uniform(0, 6.28)),
        ]
        self._turn = rng.uniform(-0.20, 0.20)

    def __call__(self, xy: Floats) -> Floats:
        """Return the ground coordinates (east, north; EPSG:4544, m, rounded to 1 mm) of plan places."""
        xy = np.asarray(xy, dtype=float)
        shift = np.zeros_like(xy)
        for axis, height, kx, ky, phase in self._waves:
            shift[:, axis] += height * np.sin(kx * xy[:, 0] + ky * xy[:, 1] + phase)
        near = np.exp(-(((xy[:, 1] - self._river.y) / 520.0) ** 2))
        for height, length, phase in self._meander:
            shift[:, 1] += near * height * np.sin(2 * np.pi * xy[:, 0] / length + phase)
        bent = xy + shift
        cos, sin = np.cos(self._turn), np.sin(self._turn)
        turned = np.column_stack((bent[:, 0] * cos - bent[:, 1] * sin, bent[:, 0] * sin + bent[:, 1] * cos))
        return np.round(turned + np.array(CENTRE), 3)
