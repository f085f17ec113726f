"""Why a plate got its status: stable codes and the texts for people."""

from __future__ import annotations

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message

# Snapped.
NEAREST = "nearest"
ONLY = "only-building"
BY_STREET = "by-street"
BY_COMPOUND = "by-compound"
BY_SIDE = "by-street-side"
BY_SIGHT = "by-sight"
BY_FRONT = "by-front"
BY_PARITY = "by-number-side"
BY_ORDER = "by-number-order"
# Gate.
GATE = "compound-gate"
# Review.
FAR = "far"
CLOSE_CALL = "close-call"
INCOMPLETE = "incomplete"
NAMES_DISAGREE = "names-disagree"
SIDE_DISAGREES = "number-side-disagrees"
BLOCKED = "no-sight"
OUT_OF_ORDER = "out-of-order"
GATE_FAR = "gate-far"
COMPOUND_UNKNOWN = "compound-unknown"
# Left unsnapped.
TOO_FAR = "too-far"
NO_BUILDING = "no-building-near"

_TEMPLATES = {
    NEAREST: QT_TRANSLATE_NOOP("Yibiao", "The nearest building, and nothing speaks against it"),
    ONLY: QT_TRANSLATE_NOOP("Yibiao", "The only building within reach"),
    BY_STREET: QT_TRANSLATE_NOOP("Yibiao", "Not the nearest building, but the one on the street that the plate names"),
    BY_COMPOUND: QT_TRANSLATE_NOOP(
        "Yibiao", "Not the nearest building, but the one in the compound that the plate names"
    ),
    BY_SIDE: QT_TRANSLATE_NOOP("Yibiao", "Not the nearest building: a street lies between it and the plate"),
    BY_SIGHT: QT_TRANSLATE_NOOP("Yibiao", "Not the nearest building: another building stands before it"),
    BY_FRONT: QT_TRANSLATE_NOOP("Yibiao", "Not the nearest building, but the one whose front the plate stands before"),
    BY_PARITY: QT_TRANSLATE_NOOP(
        "Yibiao", "Surveyed on the wrong side: such numbers are on the other side of the street"
    ),
    BY_ORDER: QT_TRANSLATE_NOOP(
        "Yibiao", "Not the nearest building: the other numbers along the street leave this one for the plate"
    ),
    GATE: QT_TRANSLATE_NOOP("Yibiao", "Gate plate of a compound; its buildings have building names"),
    FAR: QT_TRANSLATE_NOOP("Yibiao", "The building is farther away than may be snapped unseen"),
    CLOSE_CALL: QT_TRANSLATE_NOOP("Yibiao", "Two or more buildings are about as likely"),
    INCOMPLETE: QT_TRANSLATE_NOOP(
        "Yibiao", "The plate has no number, or neither street nor compound, and stands near several buildings"
    ),
    NAMES_DISAGREE: QT_TRANSLATE_NOOP("Yibiao", "No building near carries the street or compound that the plate names"),
    SIDE_DISAGREES: QT_TRANSLATE_NOOP("Yibiao", "The number belongs on the other side of the street"),
    BLOCKED: QT_TRANSLATE_NOOP(
        "Yibiao", "Another building or street lies between the plate and its likeliest building"
    ),
    OUT_OF_ORDER: QT_TRANSLATE_NOOP(
        "Yibiao", "The number would be out of order along the street, or share a building with another number"
    ),
    GATE_FAR: QT_TRANSLATE_NOOP("Yibiao", "Gate plate of a compound, surveyed far from the compound's outline"),
    COMPOUND_UNKNOWN: QT_TRANSLATE_NOOP("Yibiao", "The plate names a compound that has no outline near"),
    TOO_FAR: QT_TRANSLATE_NOOP("Yibiao", "The nearest building is too far away; the plate was left where it is"),
    NO_BUILDING: QT_TRANSLATE_NOOP("Yibiao", "There is no building within the search distance"),
}

REASONS = tuple(_TEMPLATES)
"""Every reason code that `snap_plates` may give."""


def reason_message(code: str) -> Message:
    """Return the text of a reason code.

    Parameters
    ----------
    code : str
        A value of the column ``snap_reason``.

    Returns
    -------
    Message
        Its template for translation.

    Raises
    ------
    InputError
        If there is no such code.
    """
    template = _TEMPLATES.get(code)
    if template is None:
        raise InputError(
            "reason-unknown",
            QT_TRANSLATE_NOOP(
                "Yibiao", "There is no reason {reason}. The column snap_reason holds only codes of this plugin."
            ),
            reason=code,
        )
    return Message(code, template)
