"""Matches as columns: what a geocoded row gets, and what one for review gets as well."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeature, QgsFields, QgsGeometry, QgsPointXY

from yibiao_qgis.addresses.result import fault_message
from yibiao_qgis.bridge import TEXT_WIDTH, field, join_fields, translate
from yibiao_qgis.model.layers import Kind

if TYPE_CHECKING:
    from yibiao_qgis.addresses.result import Match

MOST_CANDIDATES = 5


def result_fields() -> QgsFields:
    """Return the columns that every geocoded row gets; their names fit a shapefile."""
    return join_fields(
        [
            field("yb_status", width=1),
            field("yb_level", width=2),
            field("yb_score", Kind.INTEGER),
            field("yb_address", width=120),
            field("yb_code", width=40),
            field("yb_uuid", width=36),
            field("yb_grid", width=18),
            field("yb_beat", width=12),
            field("yb_reason", width=120),
            field("yb_faults", width=TEXT_WIDTH),
            field("yb_settle", width=20),
        ]
    )


def candidate_fields() -> QgsFields:
    """Return the columns that a row for review gets as well."""
    return join_fields(
        field(f"yb_{kind}{number}", width=width)
        for number in range(1, MOST_CANDIDATES + 1)
        for kind, width in (("cand", 120), ("code", 40))
    )


def result_values(match: Match) -> list[Any]:
    """Return a match as values for :func:`result_fields`."""
    return [
        match.status,
        match.element or None,
        match.score,
        match.address or None,
        match.code or None,
        match.uuid or None,
        match.grid_code or None,
        match.beat_code or None,
        "#".join(fault.kind.value for fault in match.faults)[:120] or None,
        "; ".join(translate(fault_message(fault)) for fault in match.faults)[:TEXT_WIDTH] or None,
        match.settle or None,
    ]


def candidate_values(match: Match) -> list[Any]:
    """Return a match's candidates as values for :func:`candidate_fields`."""
    values: list[Any] = []
    for number in range(MOST_CANDIDATES):
        found = match.candidates[number] if number < len(match.candidates) else None
        values += [found.address, found.code] if found is not None else [None, None]
    return values


def laid_over(fields: QgsFields, given: QgsFields, attributes: Sequence[Any]) -> list[Any]:
    """Put values behind the table's own; a result of an earlier run is replaced in its place."""
    if fields.count() == len(attributes):
        return list(attributes)
    values = list(attributes[: given.count()])
    values += [None] * (fields.count() - len(values))
    added = [*result_fields().names(), *candidate_fields().names()]
    for name, value in zip(added, attributes[given.count() :]):
        values[fields.lookupField(name)] = value
    return values


def made_feature(fields: QgsFields, attributes: list[Any], x: float, y: float) -> QgsFeature:
    """Return a feature at a point; without geometry where the coordinates are NaN."""
    feature = QgsFeature(fields)
    feature.setAttributes(attributes)
    if not (isnan(x) or isnan(y)):
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
    return feature
