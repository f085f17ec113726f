"""Checks of rows by themselves and among each other; the store's own contents are not needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.feedback import Feedback, check_canceled
from yibiao_qgis.model.layers import Field
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.statuses import RowStatus
from yibiao_qgis.store.records import Fault, Records, shortened, type_id
from yibiao_qgis.store.schema import GEOMETRY

CHINA = (73.0, 3.0, 136.0, 54.0)
"""West, south, east, north in degrees: land and sea of EPSG:4490. Metres or swapped axes fall outside."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_BAD_CHARACTERS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PUBLISHED = (RowStatus.PLANNED.value, RowStatus.ACTIVE.value)


def check_records(records: Records, feedback: Feedback) -> None:
    """Add the faults of `records` to them; texts that no database can hold become None.

    Identities are brought to their usual form, lower case without braces.

    Raises
    ------
    Canceled
        If the user asked to stop.
    """
    for field in records.layer.fields:
        check_canceled(feedback)
        values = records.cells.get(field.name)
        if values is None:
            continue
        if field.name == "uuid" or field.name.endswith("_uuid"):
            records.cells[field.name] = values = [None if v is None else v.strip("{} ").lower() for v in values]
        if _BAD_CHARACTERS.search("".join(value for value in set(values) if isinstance(value, str))):
            _check_characters(records, field, values)
        _check_field(records, field, values)
    _check_uuids(records)
    _check_codes(records)
    _check_life(records)
    check_canceled(feedback)
    if records.shapes is not None:
        _check_shapes(records, records.shapes)


def _check_characters(records: Records, field: Field, values: list[Any]) -> None:
    for position, value in enumerate(values):
        bad = _BAD_CHARACTERS.search(value) if isinstance(value, str) else None
        if bad:
            values[position] = None
            text = QT_TRANSLATE_NOOP("Yibiao", 'Field "{field}" contains the control character {value}. Remove it.')
            _add(records, position, field.name, "characters", text, value=f"U+{ord(bad.group()):04X}")


def _check_field(records: Records, field: Field, values: list[Any]) -> None:
    if field.required and None in values:
        text = QT_TRANSLATE_NOOP("Yibiao", 'Field "{field}" is empty. Enter a value.')
        faulty = {fault.position for fault in records.faults if fault.field == field.name}
        for position, value in enumerate(values):
            if value is None and position not in faulty:
                _add(records, position, field.name, "required", text)
    distinct = set(values) - {None}
    if field.width and max(map(len, distinct), default=0) > field.width:
        text = QT_TRANSLATE_NOOP(
            "Yibiao", '"{value}" in field "{field}" has {length} characters; {width} is the most. Shorten it.'
        )
        for position, value in enumerate(values):
            if value is not None and len(value) > field.width:
                details = {"value": shortened(value), "length": len(value), "width": field.width}
                _add(records, position, field.name, "width", text, **details)
    matches = re.compile(field.pattern, re.ASCII).fullmatch
    if field.pattern and not all(map(matches, distinct)):
        text = QT_TRANSLATE_NOOP(
            "Yibiao", '"{value}" in field "{field}" does not have the prescribed form {pattern}. Correct it.'
        )
        for position, value in enumerate(values):
            if value is not None and not matches(value):
                _add(records, position, field.name, "pattern", text, value=shortened(value), pattern=field.pattern)


def _check_uuids(records: Records) -> None:
    values = records.cells.get("uuid", [])
    text = QT_TRANSLATE_NOOP("Yibiao", '"{value}" is not a UUID. Leave the field "{field}" empty for a new row.')
    for position, value in enumerate(values):
        if value is not None and not _UUID.fullmatch(value):
            _add(records, position, "uuid", "uuid", text, value=shortened(value))
    text = QT_TRANSLATE_NOOP("Yibiao", 'The identity "{value}" is given to {count} rows of this layer. Keep one.')
    _check_duplicates(records, "uuid", values, "duplicate-uuid", text)


def _check_codes(records: Records) -> None:
    text = QT_TRANSLATE_NOOP("Yibiao", 'The code "{value}" is given to {count} rows of this layer. Keep it for one.')
    _check_duplicates(records, "code", records.cells.get("code", []), "duplicate-code", text)


def _check_duplicates(records: Records, name: str, values: list[Any], rule: str, text: str) -> None:
    present = [value for value in values if value is not None]
    if len(set(present)) == len(present):
        return
    counts = Counter(present)
    for position, value in enumerate(values):
        if value is not None and counts[value] > 1:
            _add(records, position, name, rule, text, value=shortened(value), count=counts[value])


def _check_life(records: Records) -> None:
    text = QT_TRANSLATE_NOOP("Yibiao", '"{value}" cannot be published as "{field}": planned or active can.')
    for position, value in enumerate(records.cells.get("status", [])):
        if value is not None and value not in _PUBLISHED:
            _add(records, position, "status", "status", text, value=shortened(value))
    text = QT_TRANSLATE_NOOP("Yibiao", 'The date {until} in "{field}" is before {since} in "valid_from".')
    starts, ends = records.cells.get("valid_from", []), records.cells.get("valid_to", [])
    for position, (since, until) in enumerate(zip(starts, ends)):
        if since is not None and until is not None and until < since:
            _add(records, position, "valid_to", "dates", text, since=since, until=until)


def _check_shapes(records: Records, shapes: NDArray[Any]) -> None:
    """Add at most one fault of each geometry, the first that holds."""
    kind = records.layer.geometry
    missing = shapely.is_missing(shapes)
    empty = ~missing & shapely.is_empty(shapes)
    other = ~missing & ~empty & (shapely.get_type_id(shapes) != type_id(kind))
    west, south, east, north = shapely.bounds(shapes).T
    with np.errstate(invalid="ignore"):
        inside = (west >= CHINA[0]) & (south >= CHINA[1]) & (east <= CHINA[2]) & (north <= CHINA[3])
    outside = ~missing & ~empty & ~other & ~inside
    fine = ~missing & ~empty & ~other & ~outside
    invalid = np.zeros(len(shapes), dtype=bool)
    invalid[fine] = ~shapely.is_valid(shapes[fine])

    text = QT_TRANSLATE_NOOP("Yibiao", "The geometry is missing or empty. Draw it or leave the row out.")
    _add_all(records, np.flatnonzero(missing | empty), "geometry-empty", text)
    text = QT_TRANSLATE_NOOP("Yibiao", "The geometry is a {found} ({parts} parts), wanted is one {wanted}. Split it.")
    for position in np.flatnonzero(other).tolist():
        found = {"found": shapes[position].geom_type, "parts": int(shapely.get_num_geometries(shapes[position]))}
        _add(records, position, GEOMETRY, "geometry-type", text, wanted=kind.value, **found)
    text = QT_TRANSLATE_NOOP(
        "Yibiao",
        "The geometry lies at x {x}, y {y}, not in China in degrees. Check the layer's CRS and the order of the axes.",
    )
    for position in np.flatnonzero(outside).tolist():
        _add(records, position, GEOMETRY, "geometry-range", text, x=f"{west[position]:.6g}", y=f"{south[position]:.6g}")
    text = QT_TRANSLATE_NOOP("Yibiao", "The geometry is invalid: {reason}. Repair it.")
    for position in np.flatnonzero(invalid).tolist():
        _add(records, position, GEOMETRY, "geometry-invalid", text, reason=shapely.is_valid_reason(shapes[position]))


def _add_all(records: Records, positions: Iterable[int], rule: str, text: str) -> None:
    for position in positions:
        _add(records, int(position), GEOMETRY, rule, text)


def _add(records: Records, position: int, field: str, rule: str, text: str, **details: Any) -> None:
    records.faults.append(Fault(position, field, Message(rule, text, {"field": field, **details})))
