"""Where on its building or compound a plate is put."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from yibiao_qgis.plates.lines import NO_STREET, Rulers

_THROUGH = 0.5
"""Metres inside the building on the way to the street that make a wall a back wall."""


def outlines(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the outer rings of polygons, courtyards left out.

    Parameters
    ----------
    polygons : ndarray of Polygon or MultiPolygon, shape (n,)
        Not empty.

    Returns
    -------
    ndarray of MultiLineString, shape (n,)
        Exteriors of all parts.
    """
    parts, owner = shapely.get_parts(polygons, return_index=True)
    if len(parts) == 0:
        return np.array([], dtype=object)
    lines: NDArray[np.object_] = shapely.multilinestrings(shapely.get_exterior_ring(parts), indices=owner)
    return lines


def nearest_on(lines: NDArray[np.object_], points: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the place on each line that is nearest to the point.

    Parameters
    ----------
    lines, points : ndarray of geometry, shape (n,)
        Metres.

    Returns
    -------
    ndarray of Point, shape (n,)
        On the lines.
    """
    places: NDArray[np.object_] = shapely.get_point(shapely.shortest_line(lines, points), 0)
    return places


def front_places(
    polygons: NDArray[np.object_], points: NDArray[np.object_], street: NDArray[np.int64], rulers: Rulers
) -> NDArray[np.object_]:
    """Put each point on its building's outline, on the façade that faces the plate's street.

    Parameters
    ----------
    polygons : ndarray of Polygon or MultiPolygon, shape (n,)
        The building of each plate.
    points : ndarray of Point, shape (n,)
        Where each plate was surveyed.
    street : ndarray of int, shape (n,)
        Street of each plate, `NO_STREET` where unknown.
    rulers : Rulers
        Streets.

    Returns
    -------
    ndarray of Point, shape (n,)
        The place nearest to the surveyed point; where that is a back wall, the place
        nearest to the street beside the surveyed point.
    """
    lines = outlines(polygons)
    places = nearest_on(lines, points)
    known = np.flatnonzero(street != NO_STREET)
    if len(known) == 0:
        return places
    way = shapely.shortest_line(places[known], rulers.line[street[known]])
    inside = shapely.crosses(way, polygons[known])
    known, way = known[inside], way[inside]
    behind = known[shapely.length(shapely.intersection(way, polygons[known])) > _THROUGH]
    if len(behind):
        centre_line = rulers.line[street[behind]]
        foot = shapely.line_interpolate_point(centre_line, shapely.line_locate_point(centre_line, points[behind]))
        places[behind] = nearest_on(lines[behind], foot)
    return places
