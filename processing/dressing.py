"""How output layers look when QGIS loads them: map style, column names and states in words."""

from __future__ import annotations

from enum import Enum

from qgis.core import (
    QgsEditorWidgetSetup,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsVectorLayer,
)

from yibiao_qgis.bridge import label, translate_text
from yibiao_qgis.bridge.styling import apply_aliases, apply_style
from yibiao_qgis.model.levels import Element, Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.model.statuses import CodeStatus, FindingKind, MatchStatus, Severity, SnapStatus

LABELS: dict[str, str] = {
    "snap_status": QT_TRANSLATE_NOOP("Yibiao", "Status"),
    "snap_reason": QT_TRANSLATE_NOOP("Yibiao", "Reason code"),
    "snap_text": QT_TRANSLATE_NOOP("Yibiao", "Reason"),
    "snap_dist": QT_TRANSLATE_NOOP("Yibiao", "Distance (m)"),
    "candidates": QT_TRANSLATE_NOOP("Yibiao", "Candidates, likeliest first"),
    "survey_x": QT_TRANSLATE_NOOP("Yibiao", "Surveyed easting (m)"),
    "survey_y": QT_TRANSLATE_NOOP("Yibiao", "Surveyed northing (m)"),
    "code_status": QT_TRANSLATE_NOOP("Yibiao", "Code status"),
    "code_text": QT_TRANSLATE_NOOP("Yibiao", "Reason"),
    "severity": QT_TRANSLATE_NOOP("Yibiao", "Severity"),
    "size": QT_TRANSLATE_NOOP("Yibiao", "Size (m², m)"),
    "areas": QT_TRANSLATE_NOOP("Yibiao", "Areas"),
    "rows": QT_TRANSLATE_NOOP("Yibiao", "Rows"),
    "reason": QT_TRANSLATE_NOOP("Yibiao", "Reason code"),
    "text": QT_TRANSLATE_NOOP("Yibiao", "Reason"),
    "yb_status": QT_TRANSLATE_NOOP("Yibiao", "Status"),
    "yb_level": QT_TRANSLATE_NOOP("Yibiao", "Level"),
    "yb_score": QT_TRANSLATE_NOOP("Yibiao", "Score"),
    "yb_address": QT_TRANSLATE_NOOP("Yibiao", "Standard address"),
    "yb_code": QT_TRANSLATE_NOOP("Yibiao", "Code"),
    "yb_uuid": QT_TRANSLATE_NOOP("Yibiao", "Identity"),
    "yb_grid": QT_TRANSLATE_NOOP("Yibiao", "Grid code"),
    "yb_beat": QT_TRANSLATE_NOOP("Yibiao", "Beat code"),
    "yb_reason": QT_TRANSLATE_NOOP("Yibiao", "Reason code"),
    "yb_faults": QT_TRANSLATE_NOOP("Yibiao", "Faults"),
    "yb_settle": QT_TRANSLATE_NOOP("Yibiao", "What would settle it"),
}
"""Names of the columns that algorithms add; those of the layers are declared with them."""

STATES: dict[str, type[Enum]] = {
    "snap_status": SnapStatus,
    "code_status": CodeStatus,
    "severity": Severity,
    "yb_status": MatchStatus,
    "yb_level": Element,
}
"""Columns whose values are shown as words."""

FINDING_COLUMNS = ("kind", "severity", "areas", "rows", "size", "reason", "text")

_waiting: list[Dresser] = []
"""QGIS does not keep the Python half of a post-processor alive."""


class Dresser(QgsProcessingLayerPostProcessorInterface):
    """Dresses a layer once QGIS has loaded it.

    Parameters
    ----------
    style : str
        File in ``resources/styles`` without ending; empty for QGIS' own style.
    level : Level, optional
        Whose declared fields the layer has.
    """

    def __init__(self, style: str, level: Level | None) -> None:
        super().__init__()
        self._style = style
        self._level = level
        _waiting.append(self)

    def postProcessLayer(  # noqa: N802 - QGIS' name
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Give the layer its style and words."""
        del context, feedback
        if self in _waiting:
            _waiting.remove(self)
        if isinstance(layer, QgsVectorLayer):
            dress(layer, self._style, self._level)


def dress(layer: QgsVectorLayer, style: str, level: Level | None = None) -> None:
    """Give a layer its style, and its columns names and values in words; its data stay as they are."""
    if style:
        apply_style(layer, style)
    if level is not None:
        apply_aliases(layer, level)
    is_finding = style == "findings"
    for index, field in enumerate(layer.fields()):
        name = field.name()
        if name in LABELS and (is_finding or name not in FINDING_COLUMNS):
            layer.setFieldAlias(index, translate_text(LABELS[name]))
        states = FindingKind if is_finding and name == "kind" else STATES.get(name)
        if states is not None:
            words = [{label(state): state.value} for state in states]
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", {"map": words}))
