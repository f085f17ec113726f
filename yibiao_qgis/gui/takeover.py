"""A layer that a step made steps into the place of the one before: in the layer tree and on the map."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer

from yibiao_qgis.bridge.styling import apply_aliases, apply_style
from yibiao_qgis.model.levels import Level


def take_over(layer: QgsVectorLayer, level: Level, name: str, earlier: QgsVectorLayer | None, *, restyle: bool) -> None:
    """Name and draw a new layer like its role, right above the earlier one, which is hidden.

    Parameters
    ----------
    layer : QgsVectorLayer
        What the step made; already in the project.
    level : Level
        The role that it takes over.
    name : str
        What it is called in the layer tree.
    earlier : QgsVectorLayer, optional
        What played the role before.
    restyle : bool
        Whether it is drawn in the role's map style; else it keeps the one that it has.
    """
    layer.setName(name)
    if restyle:
        apply_style(layer, level.value)
        apply_aliases(layer, level)
    root = QgsProject.instance().layerTreeRoot()
    node = root.findLayer(layer.id())
    before = root.findLayer(earlier.id()) if earlier is not None and earlier is not layer else None
    if node is None or before is None:
        return
    shown = before.itemVisibilityChecked()
    place = before.parent()
    copy = node.clone()
    copy.setExpanded(False)
    copy.setItemVisibilityChecked(shown)
    place.insertChildNode(place.children().index(before), copy)
    node.parent().removeChildNode(node)
    before.setItemVisibilityChecked(False)
    before.setExpanded(False)
