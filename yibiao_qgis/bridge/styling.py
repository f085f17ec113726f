"""How layers look and are named in a project: map styles, legend words, field aliases, order."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsLayerTreeGroup,
    QgsProject,
    QgsVectorLayer,
)

from yibiao_qgis.bridge.words import label, translate_text
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Element, Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.model.paths import RESOURCES
from yibiao_qgis.model.statuses import MatchStatus, SnapStatus

ROLE_PROPERTY = "yibiao/role"
"""Custom property that marks a layer as made for a role (a level's value)."""

DRAWN_ABOVE: tuple[Level, ...] = (
    Level.ADDRESS,
    Level.PLATE,
    Level.STATION,
    Level.BEAT,
    Level.TOWN,
    Level.COMMUNITY,
    Level.GRID,
    Level.BUILDING,
    Level.STREET,
    Level.COMPOUND,
    Level.ROOM,
)
"""Layers from the top of the map to its bottom."""

LEGENDS: dict[str, tuple[type[Enum], str]] = {
    "snapped": (SnapStatus, ""),
    "matches": (MatchStatus, ""),
    "compound": (Element, QT_TRANSLATE_NOOP("Yibiao", "Compounds and hamlets")),
}
"""Styles by category: what their values are, and the word for all others."""

HIDDEN_AT_FIRST = (Level.STATION, Level.BEAT, Level.ADDRESS)
"""The second hierarchy lies over the first: shown only when asked for."""


def apply_style(layer: QgsVectorLayer, style: str) -> None:
    """Give a layer one of the plugin's map styles, with legend words in the user's language.

    Parameters
    ----------
    layer : QgsVectorLayer
        The layer to be styled.
    style : str
        Name of a file in ``resources/styles`` without its ending; where there is
        none the layer stays as it is.
    """
    path = RESOURCES / "styles" / f"{style}.qml"
    if not path.exists():
        return
    layer.loadNamedStyle(str(path))
    if style in LEGENDS and isinstance(layer.renderer(), QgsCategorizedSymbolRenderer):
        # A renderer that is set tells the layer tree of its new words; one that is changed in place does not.
        renderer = layer.renderer().clone()
        words, others = LEGENDS[style]
        for index, category in enumerate(renderer.categories()):
            value = category.value()
            renderer.updateCategoryLabel(index, label(words(value)) if value else translate_text(others))
        layer.setRenderer(renderer)
    layer.triggerRepaint()


def apply_aliases(layer: QgsVectorLayer, level: Level) -> None:
    """Show the level's fields under their names in the user's language; the fields keep their names."""
    declared = {field.name: field for field in LAYERS[level].fields}
    for index, field in enumerate(layer.fields()):
        if field.name() in declared:
            layer.setFieldAlias(index, translate_text(declared[field.name()].label))


def add_district_layers(
    project: QgsProject,
    source: str,
    levels: Iterable[Level],
    group: QgsLayerTreeGroup,
    *,
    read_only: bool = False,
) -> None:
    """Add a GeoPackage's district layers, styled, named and marked with their roles.

    Parameters
    ----------
    project : QgsProject
        Where the layers go.
    source : str
        Path of a GeoPackage whose layers are named after levels.
    levels : iterable of Level
        Which layers to add; one that the file lacks is passed over.
    group : QgsLayerTreeGroup
        Where they appear in the layer tree, in drawing order.
    read_only : bool
        For layers of a store, which QGIS must never edit: publishing is its only writer.
    """
    wanted = set(levels)
    for level in DRAWN_ABOVE:
        if level not in wanted:
            continue
        layer = QgsVectorLayer(f"{source}|layername={level.value}", translate_text(LAYERS[level].label), "ogr")
        if not layer.isValid():
            continue
        apply_style(layer, level.value)
        apply_aliases(layer, level)
        layer.setCustomProperty(ROLE_PROPERTY, level.value)
        layer.setReadOnly(read_only)
        project.addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setExpanded(False)
        node.setItemVisibilityChecked(level not in HIDDEN_AT_FIRST)
