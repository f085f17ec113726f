"""Frames as features of QGIS, and features written so that nothing is lost unnoticed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, QVariant

from yibiao_qgis.bridge.reading import transform_between
from yibiao_qgis.model.errors import YibiaoError
from yibiao_qgis.model.feedback import Feedback, NullFeedback, check_canceled
from yibiao_qgis.model.layers import LAYERS, Field, Geometry, Kind
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

# QGIS loads this module at its start: pandas, shapely and geopandas wait until something is written.
if TYPE_CHECKING:
    from typing import Union

    import geopandas as gpd
    import pandas as pd

    Frame = Union[gpd.GeoDataFrame, pd.DataFrame]

WKB_TYPES = {
    Geometry.POLYGON: Qgis.WkbType.Polygon,
    Geometry.LINE: Qgis.WkbType.LineString,
    Geometry.POINT: Qgis.WkbType.Point,
    Geometry.NONE: Qgis.WkbType.NoGeometry,
}

# QgsField takes QMetaType.Type since 3.38 and warns of QVariant.Type, which Qt 6 no longer has.
if Qgis.versionInt() >= 33800:
    FIELD_TYPES: dict[Kind, Any] = {
        Kind.TEXT: QMetaType.Type.QString,
        Kind.INTEGER: QMetaType.Type.Int,
        Kind.REAL: QMetaType.Type.Double,
        Kind.DATE: QMetaType.Type.QDate,
    }
else:
    FIELD_TYPES = {
        Kind.TEXT: QVariant.Type.String,
        Kind.INTEGER: QVariant.Type.Int,
        Kind.REAL: QVariant.Type.Double,
        Kind.DATE: QVariant.Type.Date,
    }


TEXT_WIDTH = 254
"""Most characters of a text that is made for people: what a field of a dBase table holds."""


def field(name: str, kind: Kind = Kind.TEXT, width: int = 0) -> QgsField:
    """Make a field.

    It bears no alias: memory layers and most formats cannot keep one, and QGIS warns of
    each. Layers that are shown get theirs from :func:`yibiao_qgis.bridge.styling.apply_aliases`.
    """
    return QgsField(name, FIELD_TYPES[kind], "", width)


def text_fields(**widths: int) -> QgsFields:
    """Make fields of texts: their names with the most characters of each."""
    return join_fields(field(name, width=width) for name, width in widths.items())


def declared_field(declared: Field) -> QgsField:
    """Make the field that a layer declares."""
    return field(declared.name, declared.kind, declared.width)


def level_fields(level: Level) -> QgsFields:
    """Return the declared fields of a level, in their order."""
    return join_fields(declared_field(declared) for declared in LAYERS[level].fields)


def join_fields(*groups: QgsFields | Iterable[QgsField]) -> QgsFields:
    """Put fields one behind the other; a later one with the same name replaces the earlier in its place."""
    joined: dict[str, QgsField] = {}
    for group in groups:
        for one in group:
            joined[one.name()] = one
    fields = QgsFields()
    for one in joined.values():
        fields.append(one)
    return fields


def variant(value: Any) -> Any:
    """Return a Python value as an attribute that QGIS takes."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if hasattr(value, "item"):
        value = value.item()
    # NaN, NaT and pandas' NA are all unequal to themselves, the last without saying so.
    if type(value).__name__ == "NAType" or value != value:
        return None
    if isinstance(value, dt.datetime):
        return QDateTime(value)
    if isinstance(value, dt.date):
        return QDate(value)
    return value


def features(
    frame: Frame,
    fields: QgsFields,
    *,
    crs: QgsCoordinateReferenceSystem | None = None,
    transform_context: QgsCoordinateTransformContext | None = None,
) -> Iterator[QgsFeature]:
    """Turn a frame's rows into features.

    Parameters
    ----------
    frame : GeoDataFrame or DataFrame
        Columns named as the fields; those without a field are left out, missing ones are NULL.
    fields : QgsFields
        Fields of the features.
    crs : QgsCoordinateReferenceSystem, optional
        Geometry is transformed to it from the frame's CRS.
    transform_context : QgsCoordinateTransformContext, optional
        The user's choice of transforms.

    Yields
    ------
    QgsFeature
    """
    import geopandas as gpd
    import shapely

    names = [one.name() for one in fields]
    columns = [frame[name].tolist() if name in frame.columns else [None] * len(frame) for name in names]
    shapes: list[bytes | None] = [None] * len(frame)
    transform = None
    if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        shapes = shapely.to_wkb(frame.geometry.to_numpy(), output_dimension=2).tolist()
        if frame.crs is not None:
            transform = transform_between(QgsCoordinateReferenceSystem(_frame_crs(frame)), crs, transform_context)
    for row, shape in enumerate(shapes):
        feature = QgsFeature(fields)
        feature.setAttributes([variant(column[row]) for column in columns])
        if shape is not None:
            geometry = QgsGeometry()
            geometry.fromWkb(shape)
            if transform is not None:
                geometry.transform(transform)
            feature.setGeometry(geometry)
        yield feature


def write_features(
    rows: Sequence[QgsFeature], sink: QgsFeatureSink, name: str, *, feedback: Feedback | None = None
) -> int:
    """Write a chunk of features to a sink and look at its answer.

    Parameters
    ----------
    rows : sequence of QgsFeature
        What is written.
    sink : QgsFeatureSink
        Where to.
    name : str
        The output's name, for messages.
    feedback : Feedback, optional
        Cancel.

    Returns
    -------
    int
        Number of rows written.

    Raises
    ------
    YibiaoError
        If the sink refuses (a full disk, a type that the format does not know).
    Canceled
        If the user asked to stop.
    """
    check_canceled(feedback or NullFeedback())
    if rows and not sink.addFeatures(list(rows), QgsFeatureSink.Flag.FastInsert):
        raise write_error(name, sink.lastError())
    return len(rows)


def write_error(name: str, detail: str = "") -> YibiaoError:
    """Return the error of an output that could not be written."""
    return YibiaoError(
        "write-failed",
        QT_TRANSLATE_NOOP(
            "Yibiao",
            "The output {name} could not be written completely, and nothing of it was kept. "
            "Make room on the disk or choose another place, then run again.",
        ),
        detail=detail,
        name=name,
    )


def _frame_crs(frame: gpd.GeoDataFrame) -> str:
    epsg = frame.crs.to_epsg()
    return f"EPSG:{epsg}" if epsg else str(frame.crs.to_wkt())
