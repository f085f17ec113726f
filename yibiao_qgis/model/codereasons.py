"""Why a code was rejected or could not be given, as texts for people."""

from __future__ import annotations

from typing import Any

from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message


def code_retired(code: str) -> Message:
    """Tell of a code that was in use once."""
    return Message(
        "code-retired",
        QT_TRANSLATE_NOOP(
            "Yibiao", "The code {code} is retired and never given again: reinstate its old row or correct this one"
        ),
        {"code": code},
    )


def code_duplicate(code: str, others: list[str]) -> Message:
    """Tell of a code that several rows have; `others` names them, sorted, empty for rows outside the table."""
    if not others:
        return Message(
            "code-duplicate",
            QT_TRANSLATE_NOOP("Yibiao", "The code {code} is in use outside this table: decide which row is right"),
            {"code": code},
        )
    return Message(
        "code-duplicate",
        QT_TRANSLATE_NOOP("Yibiao", "The code {code} is also that of {others}: decide which row is right"),
        {"code": code, "others": ", ".join(others[:3]) + (" …" if len(others) > 3 else "")},
    )


def code_under_other_parent(code: str, found: str, parent: str) -> Message:
    """Tell of a code that stands under another parent than its row."""
    return Message(
        "code-parent",
        QT_TRANSLATE_NOOP(
            "Yibiao",
            "The code {code} belongs to {found}, but the row lies in {parent}: correct the code, or empty it to get a "
            "new one",
        ),
        {"code": code, "found": found, "parent": parent},
    )


def code_says_other(code: str, field: str, found: str, wanted: str) -> Message:
    """Tell of a code that says something else than the value of its row."""
    return Message(
        "code-value",
        QT_TRANSLATE_NOOP(
            "Yibiao",
            "The code {code} says {found} for {field}, the row says {wanted}: correct the row, or empty the code to "
            "get a new one",
        ),
        {"code": code, "found": found, "field": field, "wanted": wanted},
    )


def code_not_issued(scheme: str) -> Message:
    """Tell of a missing code that nobody but an authority can give."""
    return Message(
        "code-not-issued",
        QT_TRANSLATE_NOOP(
            "Yibiao", "The code is empty, and codes of the scheme {scheme} are issued by an authority: enter it"
        ),
        {"scheme": scheme},
    )


def parent_missing() -> Message:
    """Tell of a row whose parent is not known, or not coded."""
    return Message(
        "parent-missing",
        QT_TRANSLATE_NOOP("Yibiao", "The parent is not known or has no code: code the upper level first"),
    )


def parent_wrong(parent: str, scheme: str) -> Message:
    """Tell of a parent's code that does not fit the scheme."""
    return Message(
        "parent-wrong",
        QT_TRANSLATE_NOOP("Yibiao", "{parent} is no code that the scheme {scheme} can number under"),
        {"parent": parent, "scheme": scheme},
    )


def range_full(high: int | None, parent: str) -> Message:
    """Tell that no number is left."""
    return Message(
        "code-range-full",
        QT_TRANSLATE_NOOP(
            "Yibiao", "All numbers up to {high} under {parent} are used or retired: choose a scheme with more digits"
        ),
        {"high": high, "parent": parent},
    )


def number_taken(wanted: int, number: int) -> Message:
    """Tell of a preferred number that could not be given; no rejection."""
    return Message(
        "number-taken",
        QT_TRANSLATE_NOOP("Yibiao", "The number {wanted} was used already; the next free one is {number}"),
        {"wanted": wanted, "number": number},
    )


def value_missing(field: str, scheme: str) -> Message:
    """Tell of a row without a value that its code needs."""
    return Message(
        "value-missing",
        QT_TRANSLATE_NOOP("Yibiao", "{field} is empty; the scheme {scheme} needs it: fill it in"),
        {"field": field, "scheme": scheme},
    )


def value_not_codable(field: str, value: str, scheme: str, rule: str) -> Message:
    """Tell of a value that the scheme has no room for."""
    return Message(
        "value-not-codable",
        QT_TRANSLATE_NOOP(
            "Yibiao",
            "{field} {value} cannot be coded by the scheme {scheme}, which wants {rule}: correct it or choose another "
            "scheme",
        ),
        {"field": field, "value": value, "scheme": scheme, "rule": rule},
    )


def wrong_length(code: str, scheme: str, length: int) -> Message:
    """Tell of a code that is too short or too long."""
    return Message(
        "code-pattern",
        QT_TRANSLATE_NOOP("Yibiao", "The code {code} has {found} characters; the scheme {scheme} wants {length}"),
        {"code": code, "found": len(code), "scheme": scheme, "length": length},
    )


def wrong_segment(code: str, text: str, **values: Any) -> Message:
    """Tell of a part of a code that its segment does not take."""
    return Message(
        "code-pattern",
        QT_TRANSLATE_NOOP("Yibiao", "{text} in the code {code} is no {segment}; the scheme {scheme} wants {rule}"),
        {"code": code, "text": text, **values},
    )


def wrong_check(code: str, system: str, wanted: str) -> Message:
    """Tell of a check character that does not fit the rest of the code."""
    return Message(
        "code-check",
        QT_TRANSLATE_NOOP(
            "Yibiao",
            "The check character of the code {code} is {found}, by {system} it should be {wanted}: a character was "
            "mistyped",
        ),
        {"code": code, "found": code[-1:], "system": system, "wanted": wanted},
    )
