"""Whether polygons tile: a test of its own, independent of the code that it judges.

GEOS has this since 3.12 only, and the GEOS of QGIS may be older.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray


def is_coverage(polygons: NDArray[np.object_]) -> bool:
    """Tell whether polygons share their borders vertex by vertex and nowhere overlap.

    Every edge must belong to one polygon or, once in each direction, to two; the edges
    that belong to one must be just the outline of the union. So a vertex that only one
    side has, a gap and an overlap all show.

    Parameters
    ----------
    polygons : array of Polygon
        Valid polygons, oriented in any way.
    """
    shapes = shapely.normalize(np.asarray(polygons, dtype=object))
    if not shapely.is_valid(shapes).all():
        return False
    rings = shapely.get_rings(shapes)
    edges = np.concatenate([_edges(shapely.get_coordinates(ring)) for ring in rings])
    unique, counts = np.unique(edges, axis=0, return_counts=True)
    if counts.max() > 2:
        return False
    union = shapely.union_all(shapes)
    single = unique[counts == 1]
    outline = np.hypot(single[:, 0] - single[:, 2], single[:, 1] - single[:, 3]).sum()
    whole = shapely.area(union)
    return bool(
        np.isclose(outline, shapely.length(shapely.boundary(union)), rtol=1e-9)
        and np.isclose(shapely.area(shapes).sum(), whole, rtol=1e-9)
    )


def _edges(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the edges of a ring, each with its smaller end first."""
    start, end = ring[:-1], ring[1:]
    swapped = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    return np.where(swapped[:, None], np.hstack([end, start]), np.hstack([start, end]))
