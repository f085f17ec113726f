"""What is looked at before an algorithm starts, with the way out for each fault."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsDataSourceUri,
    QgsProcessingFeatureSource,
    QgsProperty,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)

from yibiao_qgis.bridge import own_fields
from yibiao_qgis.model.layers import Geometry
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message

if TYPE_CHECKING:
    from yibiao_qgis.processing.base import YibiaoAlgorithm

GEOMETRY_TYPES = {
    Geometry.POLYGON: Qgis.GeometryType.Polygon,
    Geometry.LINE: Qgis.GeometryType.Line,
    Geometry.POINT: Qgis.GeometryType.Point,
}


@dataclass(frozen=True)
class LayerInput:
    """A layer parameter and what the layer must be.

    Parameters
    ----------
    name, label : str
        The parameter's name and its description in the user's language.
    geometry : Geometry, optional
        Needed geometry; None takes any layer and any table.
    optional : bool
        Whether it may be left out; an empty layer then counts as left out.
    level : Level, optional
        Its declared fields are looked for.
    needs : tuple of str
        Declared fields that must be there.
    """

    name: str
    label: str
    geometry: Geometry | None
    optional: bool = False
    level: Level | None = None
    needs: tuple[str, ...] = field(default=())


def is_given(value: Any) -> bool:
    """Tell whether a parameter has a value."""
    return value is not None and value != "" and not (isinstance(value, QgsProperty) and not value.isActive())


def layer_fault(spec: LayerInput, algorithm: YibiaoAlgorithm, parameters: Any, context: Any) -> Message | None:
    """Return what is wrong with the layer given for a parameter, or None."""
    value = parameters.get(spec.name)
    if not is_given(value):
        if spec.optional:
            return None
        return Message(
            "layer-not-given",
            QT_TRANSLATE_NOOP("Yibiao", "No layer was given for {parameter}. Choose a layer."),
            {"parameter": spec.label},
        )
    source = algorithm.parameterAsSource(parameters, spec.name, context)
    if source is None:
        return Message(
            "layer-missing",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "{value}, given for {parameter}, was not found or is not a layer that can be read. "
                "Check the path, or choose the layer again.",
            ),
            {"parameter": spec.label, "value": described(value)},
        )
    return source_fault(spec, source)


def source_fault(spec: LayerInput, source: QgsProcessingFeatureSource) -> Message | None:
    """Return what is wrong with a source that could be opened, or None."""
    values = {"layer": source.sourceName(), "parameter": spec.label}
    if spec.geometry in GEOMETRY_TYPES:
        wanted = GEOMETRY_TYPES[spec.geometry]
        found = QgsWkbTypes.geometryType(source.wkbType())
        if found != wanted:
            values["found"] = QgsWkbTypes.geometryDisplayString(found)
            values["wanted"] = QgsWkbTypes.geometryDisplayString(wanted)
            return Message(
                "wrong-geometry",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "The layer {layer} holds geometry of type {found}, but {parameter} needs {wanted}. "
                    "Choose another layer.",
                ),
                values,
            )
        if not source.sourceCrs().isValid():
            return Message(
                "no-crs",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "The layer {layer} does not say in which coordinate system it is. "
                    "Set it in the layer's properties under Source, EPSG:4490 for the store's own data, and run again.",
                ),
                values,
            )
    if source.featureCount() == 0 and not spec.optional:
        return Message(
            "layer-empty",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "The layer {layer} is empty; {parameter} needs rows. "
                "Choose another layer, or switch off its filter or the restriction to selected features.",
            ),
            values,
        )
    if spec.level is not None:
        present = own_fields(source, spec.level)
        missing = [name for name in spec.needs if name not in present]
        if missing:
            return missing_fields(source, missing, spec.label)
    return None


def missing_fields(source: QgsProcessingFeatureSource, missing: Sequence[str], parameter: str) -> Message:
    """Return the message that names fields which a layer lacks."""
    return Message(
        "fields-missing",
        QT_TRANSLATE_NOOP(
            "Yibiao",
            "The layer {layer} lacks the field {missing}, which {parameter} needs. It has: {fields}. "
            "Choose another layer or field, or rename the layer's own with Refactor fields.",
        ),
        {
            "layer": source.sourceName(),
            "missing": ", ".join(missing),
            "parameter": parameter,
            "fields": ", ".join(source.fields().names()) or "-",
        },
    )


def described(value: Any) -> str:
    """Return what the user gave for a layer, as a text without secrets."""
    if isinstance(value, QgsVectorLayer):
        return str(value.name())
    source = getattr(value, "source", value)
    if isinstance(source, QgsProperty):
        source = source.staticValue() or source.expressionString()
    path = QgsProviderRegistry.instance().decodeUri("ogr", str(source)).get("path")
    return str(path or QgsDataSourceUri.removePassword(str(source)))


def input_file_fault(path: str, label: str, optional: bool) -> Message | None:
    """Return what is wrong with a file that is to be read, or None."""
    if not path:
        if optional:
            return None
        return Message(
            "file-not-given",
            QT_TRANSLATE_NOOP("Yibiao", "No file was given for {parameter}. Choose a file."),
            {"parameter": label},
        )
    if not Path(path).is_file():
        return Message(
            "file-missing",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "There is no file {path}, which was given for {parameter}. Check the path, or choose it again.",
            ),
            {"parameter": label, "path": path},
        )
    if not os.access(path, os.R_OK):
        return Message(
            "file-unreadable",
            QT_TRANSLATE_NOOP(
                "Yibiao", "You may not read the file {path}. Ask for the right to read it, or choose another file."
            ),
            {"path": path},
        )
    return None
