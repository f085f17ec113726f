"""The demo's project, styled, and a map of it on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerTreeGroup,
    QgsLayout,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor, QFont

from yibiao_qgis.bridge import set_project_zone, translate_text
from yibiao_qgis.bridge.styling import add_district_layers, apply_style
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level

ZONE = "EPSG:4544"
MILLIMETRES = QgsUnitTypes.LayoutUnit.LayoutMillimeters
FONTS = ["Noto Sans CJK SC", "Microsoft YaHei"]


def make_project(
    path: Path, store: Path, survey: Path, files: dict[str, str], tables: dict[str, dict[str, Any]]
) -> Path:
    """Write a project with the store, the faults found, the snapped plates and the geocoded tables.

    Parameters
    ----------
    path : Path
        The project's file.
    store, survey : Path
        The published store and the survey it came from.
    files : dict
        Working files by name.
    tables : dict
        Results of geocoding by the table's name.
    """
    project = QgsProject.instance()
    project.clear()
    project.setTitle("双福街道标准地址库（示例）")
    root = project.layerTreeRoot()
    results = root.addGroup("匹配结果")
    for name, found in tables.items():
        _add(project, results, found["OUTPUT"], f"{name} 匹配", "matches", visible=False)
    checks = root.addGroup("检查与待核")
    _add(project, checks, files["findings-community"], "社区边界问题（修复前）", "findings", visible=False)
    _add(project, checks, files["findings-grid"], "网格边界问题（修复前）", "findings", visible=False)
    _add(project, checks, files["snap-review"], "待核门牌", "snapped", visible=False)
    add_district_layers(project, str(store), Level, root.addGroup("中心库"), read_only=True)
    _add(project, root, f"{survey}|layername=river", "河流", "river")
    project.setCrs(QgsCoordinateReferenceSystem(ZONE))
    set_project_zone(project, QgsCoordinateReferenceSystem(ZONE))
    community = _community(project)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(community.extent(), community.crs()))
    if not project.write(str(path)):
        raise SystemExit(f"demo: the project could not be written: {project.error()}")
    return path


def draw_map(project: Path, picture: Path) -> Path:
    """Draw the project's map on an A3 sheet: the whole district and one quarter of it, large."""
    del project  # it is the open one
    opened = QgsProject.instance()
    community = _community(opened)
    transform = QgsCoordinateTransform(community.crs(), opened.crs(), opened)
    extent = transform.transformBoundingBox(community.extent()).buffered(60)
    layout = QgsLayout(opened)
    layout.initializeDefaults()
    page = layout.pageCollection().page(0)
    page.setPageSize(QgsLayoutSize(420, 297, MILLIMETRES))

    _map(layout, extent, (8, 24, 268, 265))
    centre = extent.center()
    _map(
        layout,
        QgsRectangle(centre.x() - 165, centre.y() - 165, centre.x() + 165, centre.y() + 165),
        (280, 24, 132, 132),
    )
    _label(layout, "双福街道标准地址库", 22, (8, 6, 270, 14), bold=True)
    _label(layout, "示例：名称与代码为真实，地形、楼幢与门牌均为虚构", 10, (150, 10, 262, 10))
    _legend(layout, opened)
    scale = QgsLayoutItemScaleBar(layout)
    scale.setStyle("Single Box")
    scale.setLinkedMap(layout.referenceMap())
    scale.applyDefaultSize()
    scale.attemptMove(QgsLayoutPoint(14, 272, MILLIMETRES))
    layout.addLayoutItem(scale)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 130
    outcome = QgsLayoutExporter(layout).exportToImage(str(picture), settings)
    if outcome != QgsLayoutExporter.ExportResult.Success:
        raise SystemExit(f"demo: the map could not be written to {picture}")
    return picture


def _add(
    project: QgsProject, group: QgsLayerTreeGroup, source: str, name: str, style: str, visible: bool = True
) -> None:
    layer = QgsVectorLayer(source, name, "ogr")
    if not layer.isValid():
        raise SystemExit(f"demo: {source} cannot be read")
    apply_style(layer, style)
    project.addMapLayer(layer, False)
    node = group.addLayer(layer)
    node.setExpanded(False)
    node.setItemVisibilityChecked(visible)


def _community(project: QgsProject) -> QgsVectorLayer:
    return project.mapLayersByName(translate_text(LAYERS[Level.COMMUNITY].label))[0]


def _map(layout: QgsLayout, extent: QgsRectangle, frame: tuple[float, float, float, float]) -> None:
    item = QgsLayoutItemMap(layout)
    item.attemptMove(QgsLayoutPoint(frame[0], frame[1], MILLIMETRES))
    item.attemptResize(QgsLayoutSize(frame[2], frame[3], MILLIMETRES))
    item.zoomToExtent(extent)
    item.setFrameEnabled(True)
    item.setBackgroundColor(QColor("#f8f6f0"))
    layout.addLayoutItem(item)


def _label(
    layout: QgsLayout, text: str, size: float, frame: tuple[float, float, float, float], bold: bool = False
) -> None:
    font = QFont(FONTS[0])
    font.setBold(bold)
    text_format = QgsTextFormat()
    text_format.setFont(font)
    text_format.setFamilies(FONTS)
    text_format.setSize(size)
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    item.setTextFormat(text_format)
    item.attemptMove(QgsLayoutPoint(frame[0], frame[1], MILLIMETRES))
    item.attemptResize(QgsLayoutSize(frame[2], frame[3], MILLIMETRES))
    layout.addLayoutItem(item)


def _legend(layout: QgsLayout, project: QgsProject) -> None:
    item = QgsLayoutItemLegend(layout)
    item.setAutoUpdateModel(False)
    root = item.model().rootGroup()
    root.removeAllChildren()
    for level in (Level.TOWN, Level.COMMUNITY, Level.GRID, Level.STREET, Level.COMPOUND, Level.BUILDING, Level.PLATE):
        for layer in project.mapLayersByName(translate_text(LAYERS[level].label)):
            root.addLayer(layer)
    item.setTitle("图例")
    item.setLinkedMap(layout.referenceMap())
    item.attemptMove(QgsLayoutPoint(284, 166, MILLIMETRES))
    item.setColumnCount(2)
    layout.addLayoutItem(item)
