"""Where surveyors stand: how likely a surveyed point is for a plate on a given building."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from yibiao_qgis.plates.settings import SnapSettings

_EDGE = 0.6
"""Metres over which the edge of a pavement or of a street is blurred."""
_FRONT, _ROUND = 12.0, 40.0
"""Metres of wall on which a plate may hang: the front, or all around where no street tells which is the front."""
_STEP = 4.0
"""Metres before the wall around which positions scatter when they drift."""
_LEAST = 1e-12
"""Density a square metre that nothing falls below, so that every cost is finite."""


def spot_cost(
    out: NDArray[np.float64],
    beside: NDArray[np.float64],
    to_axis: NDArray[np.float64],
    across: NDArray[np.bool_],
    settings: SnapSettings,
) -> NDArray[np.float64]:
    """Price surveyed points by a mixture of four kinds of surveyors.

    Most stand before the house and short of the street's middle; some positions drift,
    alike in all directions; a few are gross errors; a few surveyors photograph from across
    the street. The tails keep one gross error from outweighing ten good neighbours.

    Parameters
    ----------
    out : ndarray of float, shape (n,)
        Metres from the wall out to the point, negative inside or behind the building.
    beside : ndarray of float, shape (n,)
        Metres beside the ends of the front, 0 before it.
    to_axis : ndarray of float, shape (n,)
        Metres from the point to the street's centre line, infinite without a street.
    across : ndarray of bool, shape (n,)
        Whether the centre line lies between point and building.
    settings : SnapSettings
        Shares and widths of the four kinds.

    Returns
    -------
    ndarray of float, shape (3, n)
        Nats for standing off the wall, beside the front, and beyond the street's centre
        line; together about 0 for the likeliest points there are.
    """
    none, everywhere = np.zeros_like(out), np.full_like(out, np.inf)
    wall = np.where(np.isinf(to_axis), _ROUND, _FRONT)
    here = np.zeros_like(across)
    best = -np.log(_density(np.full_like(out, _STEP / 2), none, everywhere, here, wall, settings))
    free = -np.log(_density(out, none, everywhere, here, wall, settings))
    straight = -np.log(_density(out, none, to_axis, across, wall, settings))
    full = -np.log(_density(out, beside, to_axis, across, wall, settings))
    return np.stack([free - best, full - straight, straight - free])


def _density(
    out: NDArray[np.float64],
    beside: NDArray[np.float64],
    to_axis: NDArray[np.float64],
    across: NDArray[np.bool_],
    wall: NDArray[np.float64],
    settings: SnapSettings,
) -> NDArray[np.float64]:
    near, drift = settings.near, settings.drift
    wall_to_axis = np.maximum(np.where(across, out - to_axis, out + to_axis), _EDGE)
    depth = np.minimum(near, wall_to_axis)
    along = np.exp(-beside / settings.along_scale) / wall
    shift = np.hypot(out - _STEP, beside)
    usual = settings.share_near * (_ramp(out) - _ramp(out - depth)) / depth * along
    drifted = settings.share_drift * np.exp(-0.5 * (shift / drift) ** 2) / (2 * np.pi * drift**2)
    gross = settings.share_gross * np.exp(-shift / settings.gross) / (2 * np.pi * settings.gross**2)
    beyond = np.where(across, to_axis, 0.0) - np.where(across, wall_to_axis, 0.0)
    other = np.where(across, (1.0 - _ramp(beyond)) / wall_to_axis, 0.0) * settings.share_across * along
    total: NDArray[np.float64] = np.maximum(usual + drifted + gross + other, _LEAST)
    return total


def _ramp(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    ramp: NDArray[np.float64] = 0.5 * (1.0 + np.tanh(metres / (2 * _EDGE)))
    return ramp
