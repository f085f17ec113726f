"""Zones, ellipsoidal areas and web map shifts against published figures and their own inverse."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from yibiao_qgis import coordinates
from yibiao_qgis.model.errors import InputError

LONGITUDE = st.floats(73.6, 136.4)
LATITUDE = st.floats(3.0, 54.0)
METRES_PER_DEGREE = 111_320.0


def test_check_point_of_the_project_zone() -> None:
    to_zone = pyproj.Transformer.from_crs(4490, coordinates.zone_epsg(105.8, 28.5, 106.65, 29.5), always_xy=True)
    easting, northing = to_zone.transform(106.26, 29.29)
    assert easting == pytest.approx(622433.950, abs=0.001)
    assert northing == pytest.approx(3242071.076, abs=0.001)


@pytest.mark.parametrize("epsg", range(4534, 4555))
def test_meridian_is_that_of_the_published_zone(epsg: int) -> None:
    operation = pyproj.CRS(epsg).coordinate_operation
    parameters = {parameter.name: parameter.value for parameter in operation.params}
    assert parameters["Longitude of natural origin"] == coordinates.central_meridian(epsg)
    assert parameters["False easting"] == 500_000


@given(LONGITUDE, LATITUDE)
def test_a_point_gets_the_nearest_meridian(longitude: float, latitude: float) -> None:
    meridian = coordinates.central_meridian(coordinates.zone_epsg(longitude, latitude, longitude, latitude))
    assert abs(longitude - meridian) <= 1.5


def test_a_district_across_a_zone_border_has_one_zone() -> None:
    assert coordinates.zone_epsg(106.0, 28.5, 106.9, 29.5) == 4544
    assert coordinates.zone_epsg(106.2, 28.5, 107.1, 29.5) == 4545


@pytest.mark.parametrize(
    "extent",
    [
        (622433.9, 3242071.0, 622500.0, 3242100.0),
        (106.5, 29.0, 106.0, 29.5),
        (float("nan"), 29.0, 106.0, 29.5),
        (-76.7, 39.2, -76.5, 39.4),
        (106.0, 60.5, 106.2, 61.0),
    ],
)
def test_an_extent_that_is_none_is_refused(extent: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputError) as refused:
        coordinates.zone_epsg(*extent)
    assert refused.value.code in {"extent-empty", "extent-outside-zones"}


@pytest.mark.parametrize("epsg", [4490, 4513, 4533, 4555, 32648])
def test_a_code_of_another_system_is_no_zone(epsg: int) -> None:
    with pytest.raises(InputError, match=str(epsg)):
        coordinates.central_meridian(epsg)


def test_area_is_the_ellipsoids() -> None:
    # An authalic check: a cell between two parallels has a closed formula on the ellipsoid.
    west, south, east, north = 106.0, 29.0, 106.01, 29.01
    a, f = 6378137.0, 1 / 298.257222101
    e = np.sqrt(f * (2 - f))

    def zone(latitude: float) -> float:
        s = np.sin(np.radians(latitude))
        return s / (1 - (e * s) ** 2) + np.arctanh(e * s) / e

    expected = np.radians(east - west) * a * a * (1 - e * e) / 2 * (zone(north) - zone(south))
    # Many vertices, because the edges of the polygon are geodesics and not parallels.
    cell = shapely.segmentize(shapely.box(west, south, east, north), 0.0005)
    assert coordinates.ellipsoidal_area([cell])[0] == pytest.approx(expected, rel=1e-7)


def test_area_takes_holes_off_and_adds_parts() -> None:
    outer, hole, other = (
        shapely.box(106.2, 29.2, 106.21, 29.21),
        shapely.box(106.204, 29.204, 106.205, 29.205),
        shapely.box(106.3, 29.2, 106.31, 29.21),
    )
    ring = shapely.Polygon(outer.exterior.coords, [hole.exterior.coords])
    backwards = shapely.Polygon(list(ring.exterior.coords)[::-1], [ring.interiors[0].coords])
    areas = coordinates.ellipsoidal_area([outer, hole, ring, backwards, shapely.MultiPolygon([ring, other])])
    assert areas[2] == pytest.approx(areas[0] - areas[1])
    assert areas[3] == pytest.approx(areas[2])
    assert areas[4] == pytest.approx(areas[2] + areas[0], rel=1e-9)


def test_area_of_nothing_is_zero() -> None:
    areas = coordinates.ellipsoidal_area([None, shapely.Polygon(), shapely.Point(106, 29)])
    assert areas.tolist() == [0.0, 0.0, 0.0]
    assert coordinates.ellipsoidal_area([]).shape == (0,)


def test_web_map_shifts_at_the_check_point() -> None:
    gcj = coordinates.wgs84_to_gcj02(106.259281, 29.290069)
    assert np.allclose(gcj, (106.26303091, 29.28721500), atol=5e-9, rtol=0)
    bd = coordinates.wgs84_to_bd09(106.259281, 29.290069)
    assert np.allclose(bd, (106.26962478, 29.29290218), atol=5e-9, rtol=0)
    back = coordinates.bd09_to_wgs84(*bd)
    assert np.allclose(back, (106.259281, 29.290069), atol=1e-11, rtol=0)


@given(st.lists(st.tuples(LONGITUDE, LATITUDE), min_size=1, max_size=20))
def test_shifts_are_taken_back_within_a_micrometre(places: list[tuple[float, float]]) -> None:
    lon, lat = np.array(places).T
    for there, back in (
        (coordinates.wgs84_to_gcj02, coordinates.gcj02_to_wgs84),
        (coordinates.gcj02_to_bd09, coordinates.bd09_to_gcj02),
        (coordinates.wgs84_to_bd09, coordinates.bd09_to_wgs84),
    ):
        lon_back, lat_back = back(*there(lon, lat))
        assert np.max(np.hypot(lon_back - lon, lat_back - lat)) * METRES_PER_DEGREE < 1e-6


def test_one_step_of_the_usual_inverse_is_not_enough() -> None:
    lon, lat = np.meshgrid(np.linspace(75, 135, 200), np.linspace(18, 53, 150))
    gcj = coordinates.wgs84_to_gcj02(lon, lat)
    again = coordinates.wgs84_to_gcj02(*gcj)
    off = np.hypot(2 * gcj[0] - again[0] - lon, 2 * gcj[1] - again[1] - lat).max() * METRES_PER_DEGREE
    assert off > 1.0
    assert lon.shape == gcj[0].shape


def test_places_outside_the_shifted_rectangle_stay() -> None:
    assert [float(v) for v in coordinates.wgs84_to_gcj02(2.35, 48.85)] == [2.35, 48.85]
    assert [float(v) for v in coordinates.gcj02_to_wgs84(2.35, 48.85)] == [2.35, 48.85]


def test_missing_coordinates_stay_missing() -> None:
    lon, lat = coordinates.gcj02_to_wgs84([106.26, np.nan], [29.29, 29.3])
    assert np.isfinite(lon[0])
    assert np.isnan(lon[1])
    assert np.isfinite(lat[0])
