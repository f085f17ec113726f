"""What cannot be worked with is refused with layer, field, rows and the way out."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.plates.reasons import reason_message
from yibiao_qgis.plates.settings import SnapSettings
from yibiao_qgis.plates.snap import snap_plates

CRS = "EPSG:4544"


@pytest.fixture
def plates() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"street": "怡云巷", "door": ["1", "3"]}, geometry=gpd.points_from_xy([5, 15], [-3, -3]), crs=CRS, index=[7, 9]
    )


@pytest.fixture
def buildings() -> gpd.GeoDataFrame:
    boxes = [shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)]
    return gpd.GeoDataFrame({"uuid": ["a", "b"]}, geometry=boxes, crs=CRS, index=["x", "y"])


def refused(*layers, **more) -> InputError:
    with pytest.raises(InputError) as error:
        snap_plates(*layers, **more)
    return error.value


@pytest.mark.parametrize(("layer", "place"), [("plate", 0), ("building", 1)])
def test_missing_coordinate_system(plates, buildings, layer: str, place: int) -> None:
    layers = [plates, buildings]
    layers[place] = layers[place].set_crs(None, allow_override=True)
    error = refused(*layers)
    assert error.code == "crs-missing"
    assert f"Layer {layer}" in str(error)


def test_degrees_are_refused(plates, buildings) -> None:
    error = refused(plates.to_crs(4490), buildings.to_crs(4490))
    assert error.code == "crs-not-metric"
    assert "2000" in str(error)


def test_layers_in_different_systems(plates, buildings) -> None:
    streets = gpd.GeoDataFrame(
        {"name": ["怡云巷"]}, geometry=[shapely.LineString([(0, -6), (20, -6)])], crs="EPSG:4545"
    )
    error = refused(plates, buildings, streets=streets)
    assert error.code == "crs-differs"
    assert "Layer street" in str(error)


def test_a_system_is_the_same_by_its_code_not_by_its_name(plates, buildings) -> None:
    text = buildings.crs.to_wkt().replace("CGCS2000 / 3-degree Gauss-Kruger CM 105E", "Chongqing zone", 1)
    renamed = buildings.set_crs(text, allow_override=True)
    assert renamed.crs.name == "Chongqing zone"
    assert len(snap_plates(plates, renamed).plates) == 2


@pytest.mark.parametrize("field", ["street", "door"])
def test_missing_field_of_the_plates(plates, buildings, field: str) -> None:
    error = refused(plates.drop(columns=field), buildings)
    assert error.code == "field-missing"
    assert field in str(error)


def test_missing_identity_field(plates, buildings) -> None:
    assert refused(plates, buildings.drop(columns="uuid")).code == "field-missing"


def test_missing_geometry_names_rows(plates, buildings) -> None:
    plates.loc[9, "geometry"] = None
    error = refused(plates, buildings)
    assert error.code == "geometry-missing"
    assert "9" in str(error)
    buildings.loc["x", "geometry"] = shapely.Polygon()
    error = refused(plates.iloc[:1], buildings)
    assert "(x)" in str(error)


def test_many_wrong_rows_are_counted_not_listed(buildings) -> None:
    plates = gpd.GeoDataFrame({"street": [None] * 30, "door": "1"}, geometry=[shapely.Point()] * 30, crs=CRS)
    error = refused(plates, buildings)
    assert str(error).startswith("30 rows")
    assert "(0, 1, 2, 3, 4, …)" in str(error)


def test_coordinates_that_are_no_numbers(plates, buildings) -> None:
    plates.loc[7, "geometry"] = shapely.Point(np.inf, 3)
    assert refused(plates, buildings).code == "geometry-not-finite"


def test_wrong_geometry_type(plates, buildings) -> None:
    error = refused(buildings.assign(street=None, door="1"), plates.assign(uuid=["a", "b"]))
    assert error.code == "geometry-type"
    assert "Point" in str(error)


def test_multipoints_of_one_point_are_points(plates, buildings) -> None:
    plates["geometry"] = [shapely.MultiPoint([p]) for p in plates.geometry]
    out = snap_plates(plates, buildings).plates
    assert set(out.geom_type) == {"Point"}


@pytest.mark.parametrize(
    ("uuids", "code"),
    [(["a", None], "identity-missing"), (["a", "a"], "identity-double"), (["a", "b#c"], "identity-character")],
)
def test_identity_of_buildings(plates, buildings, uuids, code: str) -> None:
    error = refused(plates, buildings.assign(uuid=uuids))
    assert error.code == code
    assert "uuid" in str(error)


def test_frame_without_geometry(plates, buildings) -> None:
    assert refused(plates, pd.DataFrame(buildings.drop(columns="geometry"))).code == "layer-without-geometry"


def test_kept_survey_points_of_another_system(plates, buildings) -> None:
    far = plates.assign(survey_x=[5.0, 622_000.0], survey_y=[-3.0, 3_242_000.0])
    error = refused(far, buildings)
    assert error.code == "survey-point-far"
    assert "(9)" in str(error)


def test_missing_names_are_no_error(plates, buildings) -> None:
    nameless = gpd.GeoDataFrame({"name": [None]}, geometry=[shapely.LineString([(0, -6), (20, -6)])], crs=CRS)
    areas = gpd.GeoDataFrame({"name": [None]}, geometry=[shapely.box(-5, -5, 30, 30)], crs=CRS)
    plates["street"] = [None, float("nan")]
    plates["door"] = [None, 3.0]
    out = snap_plates(plates, buildings, streets=nameless, compounds=areas).plates
    assert len(out) == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"min_margin": -1}, "setting-wrong"),
        ({"sharing": float("nan")}, "setting-wrong"),
        ({"drift": 0}, "setting-zero"),
        ({"most_candidates": 0.5}, "setting-zero"),
        ({"silent_distance": 60}, "setting-order"),
    ],
)
def test_settings_that_make_no_sense(changes, code: str) -> None:
    with pytest.raises(InputError) as error:
        SnapSettings(**changes)
    assert error.value.code == code


def test_unknown_reason() -> None:
    with pytest.raises(InputError, match="mood"):
        reason_message("mood")
