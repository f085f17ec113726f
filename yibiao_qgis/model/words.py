"""English source words of the enums, for translation; ``bridge.label`` gives them in the user's language."""

from __future__ import annotations

from enum import Enum

from yibiao_qgis.model.layers import Geometry, Kind
from yibiao_qgis.model.levels import Element, Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.model.ordering import Direction
from yibiao_qgis.model.segments import Source
from yibiao_qgis.model.statuses import (
    Certainty,
    CodeStatus,
    FindingKind,
    MatchStatus,
    PointState,
    RowStatus,
    Severity,
    SnapStatus,
)

_WORDS: dict[type[Enum], dict[str, str]] = {
    Level: {
        "COUNTY": QT_TRANSLATE_NOOP("Yibiao", "County"),
        "TOWN": QT_TRANSLATE_NOOP("Yibiao", "Town"),
        "COMMUNITY": QT_TRANSLATE_NOOP("Yibiao", "Community"),
        "GRID": QT_TRANSLATE_NOOP("Yibiao", "Unit grid"),
        "STATION": QT_TRANSLATE_NOOP("Yibiao", "Station area"),
        "BEAT": QT_TRANSLATE_NOOP("Yibiao", "Police beat"),
        "STREET": QT_TRANSLATE_NOOP("Yibiao", "Street"),
        "COMPOUND": QT_TRANSLATE_NOOP("Yibiao", "Compound, hamlet or group"),
        "PLATE": QT_TRANSLATE_NOOP("Yibiao", "Door plate"),
        "BUILDING": QT_TRANSLATE_NOOP("Yibiao", "Building"),
        "ROOM": QT_TRANSLATE_NOOP("Yibiao", "Room"),
        "ADDRESS": QT_TRANSLATE_NOOP("Yibiao", "Standard address"),
    },
    # Where an element is narrower than the level of that name its word is another one.
    Element: {
        "PROVINCE": QT_TRANSLATE_NOOP("Yibiao", "Province"),
        "CITY": QT_TRANSLATE_NOOP("Yibiao", "City"),
        "COUNTY": QT_TRANSLATE_NOOP("Yibiao", "County"),
        "TOWNSHIP": QT_TRANSLATE_NOOP("Yibiao", "Township"),
        "TOWN": QT_TRANSLATE_NOOP("Yibiao", "Designated town"),
        "SUBDISTRICT": QT_TRANSLATE_NOOP("Yibiao", "Subdistrict"),
        "COMMUNITY": QT_TRANSLATE_NOOP("Yibiao", "Community"),
        "RESIDENTS_COMMITTEE": QT_TRANSLATE_NOOP("Yibiao", "Residents' committee"),
        "VILLAGE_COMMITTEE": QT_TRANSLATE_NOOP("Yibiao", "Village committee"),
        "GROUP": QT_TRANSLATE_NOOP("Yibiao", "Group"),
        "STREET": QT_TRANSLATE_NOOP("Yibiao", "Street"),
        "RESIDENTIAL_COMPOUND": QT_TRANSLATE_NOOP("Yibiao", "Residential compound"),
        "UNIT_COMPOUND": QT_TRANSLATE_NOOP("Yibiao", "Courtyard of an organisation"),
        "HAMLET": QT_TRANSLATE_NOOP("Yibiao", "Hamlet"),
        "BUILDING": QT_TRANSLATE_NOOP("Yibiao", "Building"),
        "UNIT": QT_TRANSLATE_NOOP("Yibiao", "Unit"),
        "ROOM": QT_TRANSLATE_NOOP("Yibiao", "Room"),
        "DOOR_PLATE": QT_TRANSLATE_NOOP("Yibiao", "Door plate"),
        "SUB_DOOR": QT_TRANSLATE_NOOP("Yibiao", "Sub-number"),
        "FLOOR": QT_TRANSLATE_NOOP("Yibiao", "Floor"),
    },
    Geometry: {
        "POLYGON": QT_TRANSLATE_NOOP("Yibiao", "Polygon"),
        "LINE": QT_TRANSLATE_NOOP("Yibiao", "Line"),
        "POINT": QT_TRANSLATE_NOOP("Yibiao", "Point"),
        "NONE": QT_TRANSLATE_NOOP("Yibiao", "No geometry"),
    },
    Kind: {
        "TEXT": QT_TRANSLATE_NOOP("Yibiao", "Text"),
        "INTEGER": QT_TRANSLATE_NOOP("Yibiao", "Whole number"),
        "REAL": QT_TRANSLATE_NOOP("Yibiao", "Decimal number"),
        "DATE": QT_TRANSLATE_NOOP("Yibiao", "Date"),
    },
    RowStatus: {
        "PLANNED": QT_TRANSLATE_NOOP("Yibiao", "Planned"),
        "ACTIVE": QT_TRANSLATE_NOOP("Yibiao", "Active"),
        "RETIRED": QT_TRANSLATE_NOOP("Yibiao", "Retired"),
    },
    PointState: {
        "IN_USE": QT_TRANSLATE_NOOP("Yibiao", "In use"),
        "ABANDONED": QT_TRANSLATE_NOOP("Yibiao", "Abandoned"),
        "INCONSISTENT": QT_TRANSLATE_NOOP("Yibiao", "Inconsistent"),
        "UNDETERMINED": QT_TRANSLATE_NOOP("Yibiao", "Undetermined"),
    },
    FindingKind: {
        "GAP": QT_TRANSLATE_NOOP("Yibiao", "Gap"),
        "OVERLAP": QT_TRANSLATE_NOOP("Yibiao", "Overlap"),
        "SLIVER": QT_TRANSLATE_NOOP("Yibiao", "Sliver"),
        "MISMATCH": QT_TRANSLATE_NOOP("Yibiao", "Mismatched border"),
        "OUTSIDE_PARENT": QT_TRANSLATE_NOOP("Yibiao", "Outside parent"),
        "UNCOVERED": QT_TRANSLATE_NOOP("Yibiao", "Uncovered"),
        "INVALID": QT_TRANSLATE_NOOP("Yibiao", "Invalid geometry"),
        "MULTIPART": QT_TRANSLATE_NOOP("Yibiao", "Several parts"),
        "EMPTY": QT_TRANSLATE_NOOP("Yibiao", "Empty geometry"),
        "DUPLICATE_CODE": QT_TRANSLATE_NOOP("Yibiao", "Duplicate code"),
        "FOREIGN_CODE": QT_TRANSLATE_NOOP("Yibiao", "Code of another parent"),
        "MISSING_CODE": QT_TRANSLATE_NOOP("Yibiao", "Missing code"),
    },
    Severity: {
        "ERROR": QT_TRANSLATE_NOOP("Yibiao", "Error"),
        "WARNING": QT_TRANSLATE_NOOP("Yibiao", "Warning"),
    },
    SnapStatus: {
        "SNAPPED": QT_TRANSLATE_NOOP("Yibiao", "Snapped"),
        "REVIEW": QT_TRANSLATE_NOOP("Yibiao", "Review"),
        "GATE": QT_TRANSLATE_NOOP("Yibiao", "Gate plate"),
        "TOO_FAR": QT_TRANSLATE_NOOP("Yibiao", "Too far"),
        "NO_BUILDING": QT_TRANSLATE_NOOP("Yibiao", "No building"),
    },
    MatchStatus: {
        "MATCHED": QT_TRANSLATE_NOOP("Yibiao", "Matched"),
        "TIED": QT_TRANSLATE_NOOP("Yibiao", "Tied"),
        "UNMATCHED": QT_TRANSLATE_NOOP("Yibiao", "Unmatched"),
        "OUTSIDE": QT_TRANSLATE_NOOP("Yibiao", "Outside"),
    },
    CodeStatus: {
        "KEPT": QT_TRANSLATE_NOOP("Yibiao", "Kept"),
        "ASSIGNED": QT_TRANSLATE_NOOP("Yibiao", "Assigned"),
        "REJECTED": QT_TRANSLATE_NOOP("Yibiao", "Rejected"),
    },
    Certainty: {
        "STANDARD": QT_TRANSLATE_NOOP("Yibiao", "Standard"),
        "PRACTICE": QT_TRANSLATE_NOOP("Yibiao", "Public practice"),
        "LOCAL": QT_TRANSLATE_NOOP("Yibiao", "Local default"),
    },
    Direction: {
        "WEST_TO_EAST": QT_TRANSLATE_NOOP("Yibiao", "West to east"),
        "EAST_TO_WEST": QT_TRANSLATE_NOOP("Yibiao", "East to west"),
        "NORTH_TO_SOUTH": QT_TRANSLATE_NOOP("Yibiao", "North to south"),
        "SOUTH_TO_NORTH": QT_TRANSLATE_NOOP("Yibiao", "South to north"),
    },
    Source: {
        "PARENT": QT_TRANSLATE_NOOP("Yibiao", "Parent's code"),
        "FIELD": QT_TRANSLATE_NOOP("Yibiao", "Field"),
        "SEQUENCE": QT_TRANSLATE_NOOP("Yibiao", "Next number"),
        "CONSTANT": QT_TRANSLATE_NOOP("Yibiao", "Constant"),
        "GIVEN": QT_TRANSLATE_NOOP("Yibiao", "Issued by an authority"),
    },
}


def label(member: Enum) -> str:
    """Return the English word of an enum member, a source for translation in the context ``Yibiao``.

    Parameters
    ----------
    member : Enum
        A member of an enum of this package; of any other its value is the word.

    Returns
    -------
    str
    """
    return _WORDS.get(type(member), {}).get(member.name, str(member.value))
