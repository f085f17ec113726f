"""What the matcher answers: status, faults, candidates."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message


class FaultKind(str, Enum):
    """What is wrong with an address text, or with what the library holds for it."""

    EMPTY = "empty"
    NO_NAME = "no-name"
    TOO_LONG = "too-long"
    OTHER_DISTRICT = "other-district"
    OTHER_TOWN = "other-town"
    WRONG_COUNTY = "wrong-county"
    WRONG_TOWN = "wrong-town"
    WRONG_COMMUNITY = "wrong-community"
    UNKNOWN_AREA = "unknown-area"
    REPEATED = "repeated"
    ALIAS = "alias"
    NAME_REPAIRED = "name-repaired"
    AREA_REPAIRED = "area-repaired"
    UNREAD = "unread"
    NO_STREET = "no-street"
    NO_DOOR = "no-door"
    NO_SUB_DOOR = "no-sub-door"
    NO_BUILDING = "no-building"
    NO_UNIT = "no-unit"
    NO_ROOM = "no-room"
    NO_NUMBER = "no-number"
    NO_OWN_RECORD = "no-own-record"
    AMBIGUOUS = "ambiguous"
    CONTRADICTION = "contradiction"
    RANGE = "range"
    CROSSING = "crossing"
    NEARBY = "nearby"
    TWO_ADDRESSES = "two-addresses"
    HINT_USED = "hint-used"


PENALTIES: dict[FaultKind, int] = {
    FaultKind.EMPTY: 100,
    FaultKind.NO_NAME: 100,
    FaultKind.TOO_LONG: 30,
    FaultKind.OTHER_DISTRICT: 100,
    FaultKind.OTHER_TOWN: 100,
    FaultKind.WRONG_COUNTY: 25,
    FaultKind.WRONG_TOWN: 20,
    FaultKind.WRONG_COMMUNITY: 12,
    FaultKind.UNKNOWN_AREA: 15,
    FaultKind.REPEATED: 1,
    FaultKind.ALIAS: 1,
    FaultKind.NAME_REPAIRED: 15,
    FaultKind.AREA_REPAIRED: 4,
    FaultKind.UNREAD: 6,
    FaultKind.NO_STREET: 50,
    FaultKind.NO_DOOR: 50,
    FaultKind.NO_SUB_DOOR: 50,
    FaultKind.NO_BUILDING: 40,
    FaultKind.NO_UNIT: 30,
    FaultKind.NO_ROOM: 25,
    FaultKind.NO_NUMBER: 40,
    FaultKind.NO_OWN_RECORD: 5,
    FaultKind.AMBIGUOUS: 40,
    FaultKind.CONTRADICTION: 40,
    FaultKind.RANGE: 30,
    FaultKind.CROSSING: 30,
    FaultKind.NEARBY: 20,
    FaultKind.TWO_ADDRESSES: 40,
    FaultKind.HINT_USED: 5,
}
"""Points that a fault takes from the score of 100. Our own scale, ordered by how often such a row is wrong."""

_TEMPLATES: dict[FaultKind, str] = {
    FaultKind.EMPTY: QT_TRANSLATE_NOOP("Yibiao", "The cell is empty"),
    FaultKind.NO_NAME: QT_TRANSLATE_NOOP("Yibiao", "No name of this district is in the text"),
    FaultKind.TOO_LONG: QT_TRANSLATE_NOOP("Yibiao", "The text is too long for an address; only its beginning was read"),
    FaultKind.OTHER_DISTRICT: QT_TRANSLATE_NOOP("Yibiao", "Another district is named: {text}"),
    FaultKind.OTHER_TOWN: QT_TRANSLATE_NOOP("Yibiao", "A town outside the library is named: {text}"),
    FaultKind.WRONG_COUNTY: QT_TRANSLATE_NOOP("Yibiao", "The county does not fit the rest: {text}"),
    FaultKind.WRONG_TOWN: QT_TRANSLATE_NOOP("Yibiao", "The town does not fit the rest: {text}"),
    FaultKind.WRONG_COMMUNITY: QT_TRANSLATE_NOOP("Yibiao", "The community does not fit the rest: {text}"),
    FaultKind.UNKNOWN_AREA: QT_TRANSLATE_NOOP("Yibiao", "An area that the library does not know: {text}"),
    FaultKind.REPEATED: QT_TRANSLATE_NOOP("Yibiao", "An area is named twice"),
    FaultKind.ALIAS: QT_TRANSLATE_NOOP("Yibiao", "A former or short name: {text}"),
    FaultKind.NAME_REPAIRED: QT_TRANSLATE_NOOP("Yibiao", "A name was read with one character corrected: {text}"),
    FaultKind.AREA_REPAIRED: QT_TRANSLATE_NOOP("Yibiao", "An area was read with one character corrected: {text}"),
    FaultKind.UNREAD: QT_TRANSLATE_NOOP("Yibiao", "Not understood: {text}"),
    FaultKind.NO_STREET: QT_TRANSLATE_NOOP("Yibiao", "The street or compound is not in the library: {text}"),
    FaultKind.NO_DOOR: QT_TRANSLATE_NOOP("Yibiao", "The door plate does not exist: {text}"),
    FaultKind.NO_SUB_DOOR: QT_TRANSLATE_NOOP("Yibiao", "The sub-number does not exist: {text}"),
    FaultKind.NO_BUILDING: QT_TRANSLATE_NOOP("Yibiao", "The building is not in the library: {text}"),
    FaultKind.NO_UNIT: QT_TRANSLATE_NOOP("Yibiao", "The unit is not in the library: {text}"),
    FaultKind.NO_ROOM: QT_TRANSLATE_NOOP("Yibiao", "The room is not in the library: {text}"),
    FaultKind.NO_NUMBER: QT_TRANSLATE_NOOP("Yibiao", "No number is in the text"),
    FaultKind.NO_OWN_RECORD: QT_TRANSLATE_NOOP(
        "Yibiao", "This level has no record of its own; the next coarser one stands for it"
    ),
    FaultKind.AMBIGUOUS: QT_TRANSLATE_NOOP("Yibiao", "{text} records fit equally well"),
    FaultKind.CONTRADICTION: QT_TRANSLATE_NOOP("Yibiao", "Parts of the text name different places: {text}"),
    FaultKind.RANGE: QT_TRANSLATE_NOOP("Yibiao", "A range of numbers: {text}"),
    FaultKind.CROSSING: QT_TRANSLATE_NOOP("Yibiao", "A crossing of streets: {text}"),
    FaultKind.NEARBY: QT_TRANSLATE_NOOP("Yibiao", "Somewhere near, not at the address: {text}"),
    FaultKind.TWO_ADDRESSES: QT_TRANSLATE_NOOP("Yibiao", "More than one address: {text}"),
    FaultKind.HINT_USED: QT_TRANSLATE_NOOP("Yibiao", "Decided by a hint beside the address: {text}"),
}


class Fault(NamedTuple):
    """A fault and the part of the text (or of the library) that it is about."""

    kind: FaultKind
    text: str = ""


class Candidate(NamedTuple):
    """A record that a text may mean."""

    element: str
    address: str
    code: str
    uuid: str
    x: float
    y: float


class Match(NamedTuple):
    """What an address text means.

    Attributes
    ----------
    status : str
        Value of :class:`~yibiao_qgis.model.statuses.MatchStatus`: M, T, U or O.
    element : str
        Element type of the record that was found (GA/T 2000.32, see ``Element``); empty without one.
    score : int
        100 minus the penalties of the faults, at least 0.
    faults : tuple of Fault
        In the order in which they were found.
    code, uuid, address : str
        Of the record; empty without one.
    x, y : float
        Of the record, in the CRS of the library; NaN without one.
    grid_code, beat_code : str
        Of the record.
    candidates : tuple of Candidate
        For T the records that fit equally well, for U coarser or similar ones; at most five.
    settle : str
        For T the field (``community``, ``door``, ``unit`` ...) that would settle it; empty otherwise.
    """

    status: str
    element: str = ""
    score: int = 0
    faults: tuple[Fault, ...] = ()
    code: str = ""
    uuid: str = ""
    address: str = ""
    x: float = float("nan")
    y: float = float("nan")
    grid_code: str = ""
    beat_code: str = ""
    candidates: tuple[Candidate, ...] = ()
    settle: str = ""


def fault_message(fault: Fault) -> Message:
    """Return a fault's text for people.

    Parameters
    ----------
    fault : Fault

    Returns
    -------
    Message
        Its code is ``address-`` and the fault's value.
    """
    return Message(f"address-{fault.kind.value}", _TEMPLATES[fault.kind], {"text": fault.text})


def score_of(faults: tuple[Fault, ...]) -> int:
    """Return 100 minus the penalties of `faults`, at least 0."""
    total = 100
    for fault in faults:
        total -= PENALTIES[fault[0]]
    return total if total > 0 else 0
