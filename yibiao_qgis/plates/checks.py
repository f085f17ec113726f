"""What cannot be snapped is refused: layer, field and rows are named, and the way out."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.plates.doors import plain_name

POINTS: tuple[str, ...] = ("Point", "MultiPoint")
LINES: tuple[str, ...] = ("LineString", "MultiLineString")
POLYGONS: tuple[str, ...] = ("Polygon", "MultiPolygon")

_ROWS_NAMED = 5


def check_layer(
    layer: str, frame: gpd.GeoDataFrame, kinds: tuple[str, ...], fields: tuple[str, ...], system: CRS | None
) -> None:
    """Refuse a layer that cannot be worked with.

    Parameters
    ----------
    layer : str
        Name of the layer for the message.
    frame : GeoDataFrame
        The layer.
    kinds : tuple of str
        Geometry types that it may hold.
    fields : tuple of str
        Fields that it must have.
    system : CRS or None
        Coordinate system that it must share, None for any in metres.

    Raises
    ------
    InputError
        If it has no geometry, no coordinate system in metres, another one than `system`,
        lacks a field, or holds rows without geometry or with another kind.
    """
    _check_system(layer, frame, system)
    _check_fields(layer, frame, fields)
    _check_geometry(layer, frame, kinds)


def named_rows(frame: pd.DataFrame, wrong: NDArray[np.bool_]) -> dict[str, Any]:
    """Name rows for a message.

    Parameters
    ----------
    frame : DataFrame
        Whose index names the rows.
    wrong : ndarray of bool
        The rows.

    Returns
    -------
    dict
        ``count``, and the first labels as ``rows``.
    """
    found = frame.index[wrong]
    text = ", ".join(str(label) for label in found[:_ROWS_NAMED])
    return {"count": len(found), "rows": text + (", …" if len(found) > _ROWS_NAMED else "")}


def _check_system(layer: str, frame: gpd.GeoDataFrame, expected: CRS | None) -> None:
    try:
        frame.geometry  # noqa: B018 - a frame without geometry says so only when asked for it
    except AttributeError as error:
        raise InputError(
            "layer-without-geometry",
            QT_TRANSLATE_NOOP("Yibiao", "Layer {layer} has no geometry. Choose a layer with geometry."),
            detail=str(error),
            layer=layer,
        ) from error
    system = frame.crs
    if system is None:
        raise InputError(
            "crs-missing",
            QT_TRANSLATE_NOOP(
                "Yibiao", "Layer {layer} has no coordinate system. Set it in the layer's properties, then run again."
            ),
            layer=layer,
        )
    if not system.is_projected or any(axis.unit_conversion_factor != 1.0 for axis in system.axis_info[:2]):
        raise InputError(
            "crs-not-metric",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "Layer {layer} is in {crs}, whose unit is not the metre. Transform it into the project's zone.",
            ),
            layer=layer,
            crs=system.name,
        )
    if expected is not None and not _is_same(system, expected):
        raise InputError(
            "crs-differs",
            QT_TRANSLATE_NOOP(
                "Yibiao", "Layer {layer} is in {crs}, but the plates are in {expected}. Transform one into the other."
            ),
            layer=layer,
            crs=system.name,
            expected=expected.name,
        )


def _is_same(one: CRS, other: CRS) -> bool:
    # Names differ between systems, so codes are compared first (QGIS writes its own WKT).
    code = one.to_epsg()
    return bool(code is not None and code == other.to_epsg()) or bool(one.equals(other, ignore_axis_order=True))


def _check_fields(layer: str, frame: gpd.GeoDataFrame, needed: tuple[str, ...]) -> None:
    for field in needed:
        if field not in frame.columns:
            raise InputError(
                "field-missing",
                QT_TRANSLATE_NOOP("Yibiao", "Layer {layer} has no field {field}. Add it, or choose another layer."),
                layer=layer,
                field=field,
            )


def _check_geometry(layer: str, frame: gpd.GeoDataFrame, kinds: tuple[str, ...]) -> None:
    geometry = np.asarray(frame.geometry.array, dtype=object)
    missing = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    if missing.any():
        raise InputError(
            "geometry-missing",
            QT_TRANSLATE_NOOP(
                "Yibiao", "{count} rows of layer {layer} have no geometry ({rows}). Draw it, or remove these rows."
            ),
            layer=layer,
            **named_rows(frame, missing),
        )
    endless = ~np.isfinite(shapely.bounds(geometry).reshape(-1, 4)).all(axis=1)
    if endless.any():
        raise InputError(
            "geometry-not-finite",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "{count} rows of layer {layer} have coordinates that are not numbers ({rows}). "
                "Draw them anew, or remove these rows.",
            ),
            layer=layer,
            **named_rows(frame, endless),
        )
    other = ~np.isin(np.asarray(frame.geometry.geom_type, dtype=object), kinds)
    if kinds is POINTS:
        other |= shapely.get_num_geometries(geometry) > 1
    if other.any():
        raise InputError(
            "geometry-type",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "Layer {layer} must hold {expected}, but {count} rows hold something else ({rows}). "
                "Choose the right layer.",
            ),
            layer=layer,
            expected=kinds[0],
            **named_rows(frame, other),
        )


def check_identity(buildings: gpd.GeoDataFrame) -> None:
    """Refuse buildings that cannot be named.

    Parameters
    ----------
    buildings : GeoDataFrame
        With field ``uuid``.

    Raises
    ------
    InputError
        If a uuid is missing, double, or holds the separator of candidates.
    """
    text = np.array([plain_name(value) for value in buildings["uuid"]], dtype=object)
    missing = text == ""
    if missing.any():
        raise InputError(
            "identity-missing",
            QT_TRANSLATE_NOOP(
                "Yibiao", "{count} rows of layer {layer} have no value in field uuid ({rows}). Fill the field."
            ),
            layer="building",
            **named_rows(buildings, missing),
        )
    double = buildings["uuid"].astype(str).duplicated(keep=False).to_numpy()
    if double.any():
        raise InputError(
            "identity-double",
            QT_TRANSLATE_NOOP(
                "Yibiao", "{count} rows of layer {layer} share their uuid with another row ({rows}). Make it unique."
            ),
            layer="building",
            **named_rows(buildings, double),
        )
    hashed = np.array(["#" in value for value in text], dtype=bool)
    if hashed.any():
        raise InputError(
            "identity-character",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "{count} rows of layer {layer} have a # in field uuid ({rows}), which separates candidates. Remove it.",
            ),
            layer="building",
            **named_rows(buildings, hashed),
        )
