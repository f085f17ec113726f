"""Write the map styles of all layers to resources/styles/.

The maps are calm: areas as thin outlines with light fill, plates small and
numbered at large scale only, faults in one alarming colour with a shape of their
own. Symbols are set explicitly, as QGIS' defaults are random.

Usage: ``make_styles.py``
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsNullSymbolRenderer,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

STYLES = Path(__file__).parent.parent / "resources" / "styles"
FONTS = ["Noto Sans CJK SC", "Microsoft YaHei", "SimHei"]
ALARM = "#d7263d"


def text_format(size: float, color: str, bold: bool = False) -> QgsTextFormat:
    """Return a label's look, with a white halo for legibility on the map."""
    font = QFont(FONTS[0])
    font.setFamilies(FONTS)
    font.setBold(bold)
    text = QgsTextFormat()
    text.setFont(font)
    text.setFamilies(FONTS)
    text.setSize(size)
    text.setColor(QColor(color))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.8)
    halo.setColor(QColor(255, 255, 255, 215))
    text.setBuffer(halo)
    return text


def label(
    layer: QgsVectorLayer,
    expression: str,
    text: QgsTextFormat,
    *,
    below: float,
    placement: Qgis.LabelPlacement | None = None,
    priority: int = 5,
) -> None:
    """Label the layer at scales larger than 1:`below`."""
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.setFormat(text)
    settings.priority = priority
    settings.scaleVisibility = True
    settings.minimumScale = below
    settings.maximumScale = 0
    if placement is not None:
        settings.placement = placement
    if placement == Qgis.LabelPlacement.Curved:
        settings.maxCurvedCharAngleIn = 35
        settings.maxCurvedCharAngleOut = -35
        settings.repeatDistance = 90
        settings.lineSettings().setPlacementFlags(Qgis.LabelLinePlacementFlags(Qgis.LabelLinePlacementFlag.OnLine))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def fill(color: str, outline: str, width: float, style: str = "solid", brush: str = "solid") -> QgsFillSymbol:
    """Return a fill symbol; widths in millimetres, colours as ``#rrggbbaa`` or ``r,g,b,a``."""
    return QgsFillSymbol.createSimple(
        {
            "color": color,
            "outline_color": outline,
            "outline_width": str(width),
            "outline_style": style,
            "style": brush,
            "joinstyle": "round",
        }
    )


def marker(shape: str, color: str, size: float, outline: str = "255,255,255,255") -> QgsMarkerSymbol:
    """Return a marker symbol; the size in millimetres."""
    return QgsMarkerSymbol.createSimple(
        {"name": shape, "color": color, "size": str(size), "outline_color": outline, "outline_width": "0.2"}
    )


def town(layer: QgsVectorLayer) -> None:
    """Style towns (镇街)."""
    layer.setRenderer(QgsSingleSymbolRenderer(fill("0,0,0,0", "70,60,90,255", 0.9, brush="no")))
    label(layer, '"name"', text_format(13, "#463c5a", bold=True), below=400000)


def community(layer: QgsVectorLayer) -> None:
    """Style communities (社区)."""
    layer.setRenderer(QgsSingleSymbolRenderer(fill("140,120,180,18", "122,92,150,255", 0.55)))
    label(
        layer, '"name" || \'\\n\' || right("code", 3)', text_format(9.5, "#5c4478", bold=True), below=60000, priority=9
    )


def grid(layer: QgsVectorLayer) -> None:
    """Style unit grids (单元网格)."""
    layer.setRenderer(QgsSingleSymbolRenderer(fill("0,0,0,0", "47,102,144,200", 0.3, "dash", brush="no")))
    label(layer, "coalesce(right(\"code\", 3), '?')", text_format(7.5, "#2f6690"), below=9000)


def station(layer: QgsVectorLayer) -> None:
    """Style station areas (派出所辖区)."""
    layer.setRenderer(QgsSingleSymbolRenderer(fill("0,0,0,0", "24,61,120,255", 0.9, "dash dot", brush="no")))
    label(layer, '"name"', text_format(10, "#183d78", bold=True), below=100000)


def beat(layer: QgsVectorLayer) -> None:
    """Style police beats (警务责任区)."""
    layer.setRenderer(QgsSingleSymbolRenderer(fill("0,0,0,0", "38,92,170,255", 0.6, "dash dot", brush="no")))
    label(layer, '"name"', text_format(8.5, "#265caa"), below=25000)


def street(layer: QgsVectorLayer) -> None:
    """Style streets (街路巷) in their true width, with a casing."""
    symbol = QgsLineSymbol()
    symbol.deleteSymbolLayer(0)
    for color, extra, level in ((QColor("#b9b4aa"), 1.2, 0), (QColor("#fffdf6"), 0.0, 1)):
        line = QgsSimpleLineSymbolLayer(color, 4)
        line.setWidthUnit(QgsUnitTypes.RenderUnit.RenderMetersInMapUnits)
        line.setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyStrokeWidth,
            QgsProperty.fromExpression(f'coalesce("width", 4) + {extra}'),
        )
        line.setRenderingPass(level)
        line.setPenCapStyle(line.penCapStyle().__class__.RoundCap)
        line.setPenJoinStyle(line.penJoinStyle().__class__.RoundJoin)
        symbol.appendSymbolLayer(line)
    renderer = QgsSingleSymbolRenderer(symbol)
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)
    label(layer, '"name"', text_format(7.5, "#6a6458"), below=12000, placement=Qgis.LabelPlacement.Curved, priority=7)


def compound(layer: QgsVectorLayer) -> None:
    """Style compounds, hamlets and groups (小区, 自然村, 组)."""
    walled = fill("243,234,215,150", "196,160,100,220", 0.25, "dash")
    open_ground = fill("0,0,0,0", "190,170,130,160", 0.2, "dot", brush="no")
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "kind",
            [QgsRendererCategory("34", open_ground, ""), QgsRendererCategory(None, walled, "")],
        )
    )
    label(layer, '"name"', text_format(7.5, "#8a6a30"), below=8000)


def building(layer: QgsVectorLayer) -> None:
    """Style buildings (楼幢)."""
    layer.setRenderer(QgsSingleSymbolRenderer(fill("216,208,197,255", "160,151,138,255", 0.12)))
    label(layer, '"name"', text_format(7, "#6d655a"), below=3500)


def plate(layer: QgsVectorLayer) -> None:
    """Style door plates (门楼牌): small, numbered at large scale only."""
    layer.setRenderer(QgsSingleSymbolRenderer(marker("square", "29,78,158,255", 1.3)))
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(6000)
    label(
        layer,
        "\"door\" || coalesce('附' || nullif(\"sub_door\", ''), '')",
        text_format(6.5, "#1d4e9e"),
        below=2500,
    )


def address(layer: QgsVectorLayer) -> None:
    """Style standard addresses (标准地址)."""
    layer.setRenderer(QgsSingleSymbolRenderer(marker("circle", "60,140,110,200", 0.9)))
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(10000)


def room(layer: QgsVectorLayer) -> None:
    """Rooms (户室) have no geometry to style."""
    del layer


def river(layer: QgsVectorLayer) -> None:
    """Style water."""
    layer.setRenderer(QgsSingleSymbolRenderer(fill("185,215,234,255", "140,184,212,255", 0.2)))
    label(layer, '"name"', text_format(8.5, "#3f7ba3"), below=40000)


def findings(layer: QgsVectorLayer) -> None:
    """Style what a boundary check found: one alarming colour, hatched."""
    layer.setRenderer(QgsSingleSymbolRenderer(fill("215,38,61,110", "215,38,61,255", 0.7, brush="b_diagonal")))


def snapped(layer: QgsVectorLayer) -> None:
    """Style snapped plates by what became of them; each state has a shape of its own."""
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "snap_status",
            [
                QgsRendererCategory("snapped", marker("square", "29,78,158,255", 1.3), "snapped"),
                QgsRendererCategory("gate", marker("pentagon", "29,78,158,255", 1.8), "gate"),
                QgsRendererCategory("review", marker("triangle", "230,126,34,255", 2.4), "review"),
                QgsRendererCategory("too-far", marker("cross_fill", ALARM, 2.4), "too-far"),
                QgsRendererCategory("no-building", marker("diamond", ALARM, 2.2), "no-building"),
            ],
        )
    )
    label(
        layer,
        "\"door\" || coalesce('附' || nullif(\"sub_door\", ''), '')",
        text_format(6.5, "#1d4e9e"),
        below=2500,
    )


def matches(layer: QgsVectorLayer) -> None:
    """Style geocoded rows by status; rows without a point have nothing to draw."""
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "yb_status",
            [
                QgsRendererCategory("M", marker("circle", "46,139,87,230", 1.4), "M"),
                QgsRendererCategory("T", marker("triangle", "230,126,34,255", 2.4), "T"),
                QgsRendererCategory("U", marker("cross_fill", ALARM, 2.2), "U"),
                QgsRendererCategory("O", marker("diamond", "120,120,120,255", 2.0), "O"),
            ],
        )
    )


POLYGON, LINE, POINT, NONE = "Polygon", "LineString", "Point", "None"
STYLERS: dict[str, tuple[str, Callable[[QgsVectorLayer], None]]] = {
    "town": (POLYGON, town),
    "community": (POLYGON, community),
    "grid": (POLYGON, grid),
    "station": (POLYGON, station),
    "beat": (POLYGON, beat),
    "street": (LINE, street),
    "compound": (POLYGON, compound),
    "building": (POLYGON, building),
    "plate": (POINT, plate),
    "address": (POINT, address),
    "river": (POLYGON, river),
    "findings": (POLYGON, findings),
    "snapped": (POINT, snapped),
    "matches": (POINT, matches),
}


def main() -> None:
    """Write one .qml for each layer."""
    application = QgsApplication([], False)
    application.initQgis()
    STYLES.mkdir(parents=True, exist_ok=True)
    for name, (geometry, styler) in STYLERS.items():
        layer = QgsVectorLayer(
            f"{geometry}?crs=EPSG:4490&field=code:string&field=name:string&field=width:double&field=door:string"
            "&field=sub_door:string&field=snap_status:string&field=yb_status:string",
            name,
            "memory",
        )
        layer.setRenderer(QgsNullSymbolRenderer())
        styler(layer)
        categories = (
            QgsMapLayer.StyleCategory.Symbology
            | QgsMapLayer.StyleCategory.Labeling
            | QgsMapLayer.StyleCategory.Rendering
        )
        message, fine = layer.saveNamedStyle(str(STYLES / f"{name}.qml"), categories)
        if not fine:
            raise SystemExit(f"make_styles: {name}: {message}")
    print(f"make_styles: {len(STYLERS)} styles in {STYLES.name}/")
    application.exitQgis()


if __name__ == "__main__":
    main()
