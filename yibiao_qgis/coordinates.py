"""Zones, true areas and the shifted coordinates of Chinese web maps.

The store holds CGCS2000 longitude and latitude (EPSG:4490). Metres come from one
3-degree Gauss-Krüger zone per project; areas in reports are ellipsoidal, because
the scale error at the edge of a zone reaches decimetres per kilometre.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

GEOGRAPHIC_EPSG = 4490
"""CGCS2000 longitude and latitude, in which the store keeps everything."""

FIRST_ZONE_EPSG = 4534
FIRST_MERIDIAN = 75
LAST_MERIDIAN = 135
ZONE_WIDTH = 3
"""EPSG:4534 to 4554 are the CGCS2000 3-degree zones from 75°E to 135°E, eastings without zone prefix."""

CGCS2000 = Geod(a=6378137.0, rf=298.257222101)
"""The ellipsoid of CGCS2000, GB 22021-2008."""

Pair = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Longitudes and latitudes, or differences of both, in degrees."""


def zone_epsg(west: float, south: float, east: float, north: float) -> int:
    """Choose the 3-degree Gauss-Krüger zone of a district.

    A project has one zone, that of the middle of its extent: a district that a zone
    border cuts is never split there, its far side only bears a larger scale error.

    Parameters
    ----------
    west, south, east, north : float
        Extent of the district in degrees, EPSG:4490.

    Returns
    -------
    int
        EPSG code, 4534 to 4554; coordinates in metres, easting without zone prefix.

    Raises
    ------
    InputError
        If the extent is not one in degrees, is empty or reaches beyond the zones.
    """
    values = (west, south, east, north)
    if not all(np.isfinite(value) for value in values) or west > east or south > north:
        raise InputError(
            "extent-empty",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "The extent {extent} is empty. Choose a layer that has objects, or give west, south, east and north.",
            ),
            extent=_extent_text(values),
        )
    half = ZONE_WIDTH / 2
    if west < FIRST_MERIDIAN - half or east > LAST_MERIDIAN + half or south < 0 or north > 60:
        raise InputError(
            "extent-outside-zones",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "The extent {extent} lies outside longitudes 73.5 to 136.5 and latitudes 0 to 60. "
                "It must be in degrees: check the layer's coordinate system.",
            ),
            extent=_extent_text(values),
        )
    meridian = _meridian_beside((west + east) / 2)
    return FIRST_ZONE_EPSG + (meridian - FIRST_MERIDIAN) // ZONE_WIDTH


def central_meridian(epsg: int) -> int:
    """Return the central meridian of a 3-degree zone.

    Parameters
    ----------
    epsg : int
        Code from 4534 to 4554.

    Returns
    -------
    int
        Longitude in degrees.

    Raises
    ------
    InputError
        If the code is not one of these zones.
    """
    meridian = FIRST_MERIDIAN + (int(epsg) - FIRST_ZONE_EPSG) * ZONE_WIDTH
    if not FIRST_MERIDIAN <= meridian <= LAST_MERIDIAN:
        raise InputError(
            "zone-unknown",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "EPSG:{epsg} is not a 3-degree zone of CGCS2000 named by its meridian. Choose EPSG:4534 to EPSG:4554.",
            ),
            epsg=epsg,
        )
    return meridian


def ellipsoidal_area(geometries: ArrayLike) -> NDArray[np.float64]:
    """Measure polygons on the ellipsoid of CGCS2000.

    Parameters
    ----------
    geometries : array_like of shapely geometry, shape (n,)
        Polygons or multipolygons in degrees, EPSG:4490; vertex order does not matter.
        Edges are taken as geodesics; an edge of 1 km leaves the straight line in degrees
        by about a centimetre, the same on both sides of a shared border.

    Returns
    -------
    ndarray of float, shape (n,)
        Square metres; 0 for a missing, empty or not polygonal geometry.
    """
    polygons = np.atleast_1d(np.asarray(geometries, dtype=object))
    areas = np.zeros(len(polygons))
    parts, part_owner = shapely.get_parts(polygons, return_index=True)
    is_polygon = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    parts, part_owner = parts[is_polygon], part_owner[is_polygon]
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    if len(rings) == 0:
        return areas
    is_exterior = np.r_[True, ring_part[1:] != ring_part[:-1]]
    coordinates, ring_of = shapely.get_coordinates(rings, return_index=True)
    ends = np.flatnonzero(np.r_[ring_of[1:] != ring_of[:-1], True]) + 1
    start = 0
    for ring, end in enumerate(ends):
        area, _ = CGCS2000.polygon_area_perimeter(coordinates[start:end, 0], coordinates[start:end, 1])
        areas[part_owner[ring_part[ring]]] += abs(area) if is_exterior[ring] else -abs(area)
        start = end
    return areas


# GCJ-02 and BD-09 are not published. Constants and series are those found by reverse
# engineering (EvilTransform, coordtransform and others agree on them); true agreement
# with web tiles is 1-2 m, so results are never survey grade.
_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
_BD_ANGLE = np.pi * 3000.0 / 180.0
_SHIFTED_BOUNDS = (72.004, 0.8293, 137.8347, 55.8271)
"""West, south, east, north of the rectangle in which the published code applies the shift."""

_MAX_ROUNDS = 40
_CLOSE_ENOUGH = 1e-12
"""Degrees; the iteration shrinks the error about a thousandfold a round."""


def wgs84_to_gcj02(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """Shift WGS84 or CGCS2000 coordinates to GCJ-02 (Amap, Tencent).

    Parameters
    ----------
    longitude, latitude : array_like of float
        Degrees, any shape that broadcasts. CGCS2000 and WGS84 agree to centimetres.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude in GCJ-02, degrees. Places outside the rectangle in which
        the shift applies come back unchanged; NaN stays NaN.
    """
    lon, lat = _as_pair(longitude, latitude)
    d_lon, d_lat = _gcj_shift(lon, lat)
    return lon + d_lon, lat + d_lat


def gcj02_to_wgs84(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """Take the GCJ-02 shift back, iterated until it no longer changes.

    Parameters
    ----------
    longitude, latitude : array_like of float
        Degrees in GCJ-02.

    Returns
    -------
    tuple of ndarray
        WGS84 degrees. One step of the usual inverse is off by metres; iterated,
        the way back and forth agrees to 1e-7 m, except within the shift's own width
        (under 1 km) of the rectangle's border, where the transform has a jump.
    """
    return _invert(wgs84_to_gcj02, longitude, latitude)


def gcj02_to_bd09(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """Shift GCJ-02 coordinates to BD-09 (Baidu).

    Parameters
    ----------
    longitude, latitude : array_like of float
        Degrees in GCJ-02.

    Returns
    -------
    tuple of ndarray
        Degrees in BD-09.
    """
    lon, lat = _as_pair(longitude, latitude)
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_ANGLE)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_ANGLE)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def bd09_to_gcj02(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """Take the BD-09 shift back to GCJ-02, iterated.

    Parameters
    ----------
    longitude, latitude : array_like of float
        Degrees in BD-09.

    Returns
    -------
    tuple of ndarray
        Degrees in GCJ-02.
    """
    return _invert(gcj02_to_bd09, longitude, latitude)


def wgs84_to_bd09(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """Shift WGS84 or CGCS2000 coordinates to BD-09.

    Parameters
    ----------
    longitude, latitude : array_like of float
        Degrees.

    Returns
    -------
    tuple of ndarray
        Degrees in BD-09.
    """
    return gcj02_to_bd09(*wgs84_to_gcj02(longitude, latitude))


def bd09_to_wgs84(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """Take the BD-09 shift back to WGS84.

    Parameters
    ----------
    longitude, latitude : array_like of float
        Degrees in BD-09.

    Returns
    -------
    tuple of ndarray
        WGS84 degrees, good to 1-2 m against the map that the numbers came from.
    """
    return gcj02_to_wgs84(*bd09_to_gcj02(longitude, latitude))


def _meridian_beside(longitude: float) -> int:
    # Half-open zones: a middle exactly on a zone border belongs to the eastern zone.
    steps = int(np.floor((longitude - FIRST_MERIDIAN) / ZONE_WIDTH + 0.5))
    return min(max(FIRST_MERIDIAN + steps * ZONE_WIDTH, FIRST_MERIDIAN), LAST_MERIDIAN)


def _extent_text(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:.6g}" for value in values)


def _as_pair(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    lon, lat = np.broadcast_arrays(np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64))
    return lon, lat


def _gcj_shift(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Pair:
    x, y = lon - 105.0, lat - 35.0
    wave = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    root = np.sqrt(np.abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north = north + (wave + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north = north + (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east = east + (wave + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east = east + (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    phi = lat / 180.0 * np.pi
    magic = 1.0 - _ECCENTRICITY * np.sin(phi) ** 2
    d_lat = north * 180.0 / (_AXIS * (1.0 - _ECCENTRICITY) / (magic * np.sqrt(magic)) * np.pi)
    d_lon = east * 180.0 / (_AXIS / np.sqrt(magic) * np.cos(phi) * np.pi)
    west, south, far_east, far_north = _SHIFTED_BOUNDS
    outside = (lon < west) | (lon > far_east) | (lat < south) | (lat > far_north)
    return np.where(outside, 0.0, d_lon), np.where(outside, 0.0, d_lat)


def _invert(forward: Callable[[ArrayLike, ArrayLike], Pair], longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    lon, lat = _as_pair(longitude, latitude)
    guess_lon, guess_lat = lon.copy(), lat.copy()
    for _ in range(_MAX_ROUNDS):
        shifted_lon, shifted_lat = forward(guess_lon, guess_lat)
        step_lon, step_lat = lon - shifted_lon, lat - shifted_lat
        guess_lon, guess_lat = guess_lon + step_lon, guess_lat + step_lat
        if not np.any(np.maximum(np.abs(step_lon), np.abs(step_lat)) > _CLOSE_ENOUGH):
            break
    return guess_lon, guess_lat
