"""Where outputs go: what is found out before anything is written."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProperty,
    QgsProviderRegistry,
)

from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.processing.checks import LayerInput, is_given

if TYPE_CHECKING:
    from yibiao_qgis.processing.base import YibiaoAlgorithm


def folder_fault(folder: Path) -> Message | None:
    """Return why nothing can be written into a folder, or None.

    A file is really made in it: permission bits say little about network drives, full
    disks and what an administrator may do.
    """
    if not folder.is_dir():
        return Message(
            "folder-missing",
            QT_TRANSLATE_NOOP("Yibiao", "There is no folder {folder}. Make it first, or choose another place."),
            {"folder": folder},
        )
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".yibiao-") as probe:
            probe.write(b"\x00" * 4096)
            probe.flush()
    except OSError as error:
        return Message(
            "folder-unwritable",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "Nothing can be written into the folder {folder} ({reason}). "
                "Choose another folder, make room there, or ask for the right to write.",
            ),
            {"folder": folder, "reason": error.strerror or error},
        )
    return None


def destination_text(value: Any, context: QgsProcessingContext) -> str:
    """Return what the user gave for an output; empty for one that is left out."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        value, _ = value.valueAsString(context.expressionContext())
    return "" if value is None else str(value)


def destination_path(value: Any, context: QgsProcessingContext) -> Path | None:
    """Return the file that an output goes to; None for memory, databases on servers and outputs left out."""
    text = destination_text(value, context)
    if not text or text == "TEMPORARY_OUTPUT" or text.startswith("memory:"):
        return None
    is_encoded, provider, uri = QgsProcessingUtils.decodeProviderKeyAndUri(text)
    if is_encoded:
        return _database(uri)[0] if provider == "ogr" else None
    if text.startswith(("postgis:", "oracle:", "mssql:")):
        return None
    return _database(text)[0] if text.startswith("ogr:") else Path(text)


def is_database(value: Any, context: QgsProcessingContext) -> bool:
    """Tell whether an output is one table of a database file that holds others."""
    return destination_text(value, context).startswith("ogr:")


def _database(uri: str) -> tuple[Path | None, str]:
    """Return file and table of an output in a database file."""
    named = re.search(r"dbname='([^']+)'", uri)
    table = re.search(r'table="([^"]+)"', uri)
    if named is None:
        path = QgsProviderRegistry.instance().decodeUri("ogr", uri).get("path")
        return (Path(path) if path else None), ""
    return Path(named[1]), table[1] if table else ""


def overwritten_input(
    value: Any, specs: Sequence[LayerInput], algorithm: YibiaoAlgorithm, parameters: Mapping[str, Any], context: Any
) -> Message | None:
    """Return the message that an output would overwrite an input while it is read, or None."""
    path = destination_path(value, context)
    if path is None or not path.exists():
        return None
    table = _database(destination_text(value, context))[1] if is_database(value, context) else ""
    for spec in specs:
        layer = None
        if is_given(parameters.get(spec.name)):
            layer = algorithm.parameterAsVectorLayer(parameters, spec.name, context)
        if layer is None or layer.providerType() != "ogr":
            continue
        source = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        file = Path(source.get("path") or "/")
        if not file.is_file() or not path.samefile(file):
            continue
        if not table or table == (source.get("layerName") or file.stem):
            return Message(
                "output-is-input",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "The output {path} is the file of the input {layer}. Choose another file for the output."
                ),
                {"path": path, "layer": layer.name()},
            )
    return None


def same_destination(algorithm: YibiaoAlgorithm, parameters: Mapping[str, Any], context: Any) -> Message | None:
    """Return the message that two outputs have one file, or None."""
    seen: dict[str, str] = {}
    for definition in algorithm.destinationParameterDefinitions():
        value = parameters.get(definition.name())
        path = destination_path(value, context)
        if path is None:
            continue
        key = destination_text(value, context) if is_database(value, context) else str(path.absolute())
        if key in seen:
            return Message(
                "outputs-are-one",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "{one} and {other} would both be written to {path}. Choose another file for one of them."
                ),
                {"one": seen[key], "other": definition.description(), "path": path},
            )
        seen[key] = str(definition.description())
    return None
