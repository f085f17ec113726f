"""Where QGIS meets the QGIS-free rooms: features and frames, words, feedback, zone, tables."""

from __future__ import annotations

from yibiao_qgis.bridge.feedback import QgisFeedback
from yibiao_qgis.bridge.reading import own_fields, plain, read_frame, unchecked
from yibiao_qgis.bridge.tables import open_table
from yibiao_qgis.bridge.words import help_url, label, translate, translate_text
from yibiao_qgis.bridge.writing import (
    FIELD_TYPES,
    TEXT_WIDTH,
    WKB_TYPES,
    declared_field,
    features,
    field,
    join_fields,
    level_fields,
    text_fields,
    variant,
    write_error,
    write_features,
)
from yibiao_qgis.bridge.zone import metre_crs, project_zone, set_project_zone, store_crs

__all__ = [
    "FIELD_TYPES",
    "TEXT_WIDTH",
    "WKB_TYPES",
    "QgisFeedback",
    "declared_field",
    "features",
    "field",
    "help_url",
    "join_fields",
    "label",
    "level_fields",
    "metre_crs",
    "open_table",
    "own_fields",
    "plain",
    "project_zone",
    "read_frame",
    "set_project_zone",
    "store_crs",
    "text_fields",
    "translate",
    "translate_text",
    "unchecked",
    "variant",
    "write_error",
    "write_features",
]
