"""Features of QGIS as frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QVariant

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.feedback import Feedback, NullFeedback, check_canceled
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

# QGIS loads this module at its start: pandas, shapely and geopandas wait until something is read.
if TYPE_CHECKING:
    from typing import Union

    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Frame = Union[gpd.GeoDataFrame, pd.DataFrame]

CHUNK = 2000
"""Features between two looks at the feedback."""


def own_fields(source: QgsFeatureSource, level: Level) -> dict[str, str]:
    """Find the declared fields of a level in a source, whatever the case of their names.

    Returns
    -------
    dict
        Declared name to the source's name, only for the fields that are there.
    """
    present = {field.name().lower(): field.name() for field in source.fields()}
    return {name: present[name] for name in LAYERS[level].field_names if name in present}


def read_frame(
    source: QgsFeatureSource,
    *,
    crs: QgsCoordinateReferenceSystem | None = None,
    transform_context: QgsCoordinateTransformContext | None = None,
    fields: Mapping[str, str] | None = None,
    feedback: Feedback | None = None,
) -> Frame:
    """Read a source into a frame.

    Parameters
    ----------
    source : QgsFeatureSource
        A vector layer or a source of Processing; its own validity filter is switched off,
        as the rooms want to see and name invalid geometry.
    crs : QgsCoordinateReferenceSystem, optional
        Geometry is transformed to it, by QGIS; the source's own when left out.
    transform_context : QgsCoordinateTransformContext, optional
        The user's choice of transforms.
    fields : mapping of str to str, optional
        The frame's column to the source's field; all fields under their own names when left out.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    GeoDataFrame, or DataFrame for a source without geometry
        Index: the features' ids. Missing values are None. Geometry is two-dimensional and
        straight; a collection with one part is that part; an empty geometry, and one that
        cannot be built (a ring of two points), is None.

    Raises
    ------
    InputError
        If the source lacks a field or a geometry cannot be transformed.
    Canceled
        If the user asked to stop.
    """
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import shapely

    feedback = feedback or NullFeedback()
    columns = {field.name(): field.name() for field in source.fields()} if fields is None else dict(fields)
    places = {name: _place(source, field) for name, field in columns.items()}
    transform = transform_between(source.sourceCrs(), crs, transform_context)
    has_geometry = source.wkbType() != Qgis.WkbType.NoGeometry
    ids: list[int] = []
    values: list[list[Any]] = [[] for _ in places]
    geometries: list[bytes | None] = []
    total = max(source.featureCount(), 1)
    request = QgsFeatureRequest().setSubsetOfAttributes(list(places.values()))
    for number, feature in enumerate(unchecked(source).getFeatures(request)):
        if number % CHUNK == 0:
            check_canceled(feedback)
            feedback.set_progress(min(100.0, 100.0 * number / total))
        ids.append(feature.id())
        for column, place in zip(values, places.values()):
            column.append(plain(feature.attribute(place)))
        if has_geometry:
            geometries.append(_wkb(feature, transform, source))
    index = pd.Index(ids, dtype="int64")
    data = {name: _series(column, index) for name, column in zip(places, values)}
    feedback.set_progress(100)
    if not has_geometry:
        return pd.DataFrame(data, index=index)
    shapes = _single(shapely.from_wkb(np.array(geometries, dtype=object), on_invalid="ignore"))
    target = crs if crs is not None and crs.isValid() else source.sourceCrs()
    return gpd.GeoDataFrame(data, index=index, geometry=gpd.GeoSeries(shapes, index=index, crs=_crs_text(target)))


def unchecked(source: QgsFeatureSource) -> QgsFeatureSource:
    """Let a source of Processing hand out invalid geometry too, and return it."""
    if hasattr(source, "setInvalidGeometryCheck"):
        # The enum moved to Qgis in QGIS 3.36.
        holder = getattr(Qgis, "InvalidGeometryCheck", None)
        source.setInvalidGeometryCheck(
            holder.NoCheck if holder is not None else QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck
        )
    return source


def plain(value: Any) -> Any:
    """Return an attribute as a Python value; NULL is None."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if value == NULL or isinstance(value, QVariant):
        return None
    if isinstance(value, QDateTime):
        return value.toPyDateTime() if value.isValid() else None
    if isinstance(value, QDate):
        return value.toPyDate() if value.isValid() else None
    if isinstance(value, QTime):
        return value.toPyTime() if value.isValid() else None
    return value


def _place(source: QgsFeatureSource, field: str) -> int:
    place: int = source.fields().lookupField(field)
    if place < 0:
        raise InputError(
            "field-missing",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "The layer {layer} has no field {field}. It has: {fields}. "
                "Choose another layer, or rename the field that is meant.",
            ),
            layer=source.sourceName(),
            field=field,
            fields=", ".join(source.fields().names()) or "-",
        )
    return place


def _series(values: list[Any], index: pd.Index) -> pd.Series:
    import pandas as pd

    # A number column with gaps would become float, and 5 would come back as 5.0.
    mixed = any(value is None or isinstance(value, str) for value in values)
    return pd.Series(values, index=index, dtype=object if mixed or not values else None)


def transform_between(
    origin: QgsCoordinateReferenceSystem,
    crs: QgsCoordinateReferenceSystem | None,
    context: QgsCoordinateTransformContext | None,
) -> QgsCoordinateTransform | None:
    """Return the transform from one CRS to another, or None where none is needed."""
    if crs is None or not crs.isValid() or not origin.isValid() or crs == origin:
        return None
    return QgsCoordinateTransform(origin, crs, context or QgsCoordinateTransformContext())


def _wkb(feature: QgsFeature, transform: QgsCoordinateTransform | None, source: QgsFeatureSource) -> bytes | None:
    geometry = feature.geometry()
    # QGIS' file writers turn a missing geometry into an empty one.
    if geometry.isNull() or geometry.isEmpty():
        return None
    if geometry.requiresConversionToStraightSegments():
        geometry.convertToStraightSegment()
    shape = geometry.get()
    shape.dropZValue()
    shape.dropMValue()
    if transform is not None:
        try:
            geometry.transform(transform)
        except QgsCsException as error:
            raise InputError(
                "transform-failed",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "Row {row} of {layer} has coordinates that do not exist in {crs}. "
                    "Check the layer's coordinate system, or mend the row.",
                ),
                detail=str(error),
                row=feature.id(),
                layer=source.sourceName(),
                crs=source.sourceCrs().authid(),
            ) from error
    return bytes(geometry.asWkb())


def _single(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    import shapely

    kinds = shapely.get_type_id(shapes)
    alone = (kinds >= shapely.GeometryType.MULTIPOINT) & (shapely.get_num_geometries(shapes) == 1)
    shapes = shapes.copy()
    shapes[alone] = shapely.get_geometry(shapes[alone], 0)
    return shapes


def _crs_text(crs: QgsCoordinateReferenceSystem) -> str | None:
    if not crs.isValid():
        return None
    return str(crs.authid() if crs.authid().startswith("EPSG:") else crs.toWkt())
