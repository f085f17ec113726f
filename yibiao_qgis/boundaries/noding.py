"""Cut lines where they meet, touching only those that meet."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from yibiao_qgis.boundaries.mesh import Shapes

BESIDE = 2.0
"""Grid units: snapping bends a line by less than one, so lines farther apart cannot touch."""


def node(lines: Shapes) -> Shapes:
    """Cut lines at every place where they meet, on the grid.

    Most lines of a coverage meet only at their ends; they are let through, because
    noding is the slowest step of all.

    Parameters
    ----------
    lines : ndarray of LineString
        Of two points each, in grid units, without duplicates.

    Returns
    -------
    ndarray of LineString
        The same ground lines, noded; lines that collapse are dropped.
    """
    meeting = _meeting(lines)
    if not meeting.any():
        return lines
    noded = shapely.get_parts(shapely.unary_union(lines[meeting], grid_size=1.0))
    return np.concatenate([noded, lines[~meeting]])


def _meeting(lines: Shapes) -> NDArray[np.bool_]:
    """Tell lines that come close to another one elsewhere than at a common end, and those that hang on them."""
    one, other = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=BESIDE)
    one, other = one[one < other], other[one < other]
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
    first, second = ends[one], ends[other]
    common = np.zeros(len(one), dtype=bool)
    close = np.zeros(len(one), dtype=bool)
    for this in (0, 1):
        for that in (0, 1):
            same = (first[:, this] == second[:, that]).all(axis=1)
            common |= same
            # Two lines from one point run into each other if the far end of one is on the other.
            close |= same & (_distance(first[:, 1 - this], second) <= BESIDE)
            close |= same & (_distance(second[:, 1 - that], first) <= BESIDE)
    close |= ~common
    meeting = np.zeros(len(lines), dtype=bool)
    meeting[one[close]] = meeting[other[close]] = True
    # What is noded may bend, in a sharp corner over its neighbour.
    hang = meeting[one] | meeting[other]
    meeting[one[hang]] = meeting[other[hang]] = True
    return meeting


def _distance(points: NDArray[np.float64], lines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the distance of each point to its line of two points."""
    start, way = lines[:, 0], lines[:, 1] - lines[:, 0]
    square = (way**2).sum(axis=1)
    share = ((points - start) * way).sum(axis=1) / np.where(square > 0, square, 1.0)
    foot = start + way * np.clip(share, 0, 1)[:, None]
    return np.asarray(np.hypot(*(points - foot).T))
