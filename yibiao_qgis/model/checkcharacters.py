"""Check characters of ISO/IEC 7064 (GB/T 17710): the four systems with one check character.

Pure systems (``MOD 11-2``, ``MOD 37-2``) find every changed character and every
swap of neighbours; hybrid systems (``MOD 11,10``, ``MOD 37,36``) find every
changed character and nearly every swap, with a check character from the same
alphabet as the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NO_CHECK = "none"
"""Name for codes without a check character."""


@dataclass(frozen=True)
class System:
    """One system of ISO/IEC 7064.

    Parameters
    ----------
    name : str
        As the standard writes it, e.g. ``MOD 11-2``.
    modulus : int
        M of the recursion; for a hybrid system the smaller of its two.
    characters : str
        What the text may hold.
    checks : str
        What the check character may be, by its value.
    hybrid : bool
        Whether the recursion runs on M and M + 1.
    """

    name: str
    modulus: int
    characters: str
    checks: str
    hybrid: bool


SYSTEMS: dict[str, System] = {
    system.name: system
    for system in (
        System("MOD 11-2", 11, DIGITS, DIGITS + "X", hybrid=False),
        System("MOD 11,10", 10, DIGITS, DIGITS, hybrid=True),
        System("MOD 37-2", 37, DIGITS + LETTERS, DIGITS + LETTERS + "*", hybrid=False),
        System("MOD 37,36", 36, DIGITS + LETTERS, DIGITS + LETTERS, hybrid=True),
    )
}
"""The systems by name, ISO/IEC 7064 clauses 5 and 6."""


def find_system(name: str) -> System:
    """Return the system called `name`.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in SYSTEMS:
        raise InputError(
            "check-system",
            QT_TRANSLATE_NOOP("Yibiao", "There is no check character system {system}; there are {systems}"),
            system=name,
            systems=", ".join(SYSTEMS),
        )
    return SYSTEMS[name]


def check_character(text: str, system: str) -> str:
    """Return the check character that belongs behind `text`.

    Parameters
    ----------
    text : str
        Code without its check character.
    system : str
        Name of the system, a key of :data:`SYSTEMS`.

    Raises
    ------
    InputError
        If the system is unknown or `text` holds a character that it cannot take.
    """
    rules = find_system(system)
    values = []
    for character in text:
        value = rules.characters.find(character)
        if value < 0:
            raise InputError(
                "check-text",
                QT_TRANSLATE_NOOP("Yibiao", "{system} cannot check {text}: the character {character} is not in it"),
                system=system,
                text=text,
                character=character,
            )
        values.append(value)
    remainder = _fold(rules, values, lambda number: number or rules.modulus)
    return rules.checks[(1 - remainder) % rules.modulus]


def is_valid(text: str, system: str) -> bool:
    """Tell whether the last character of `text` is the check character of the rest.

    Raises
    ------
    InputError
        If the system is unknown.
    """
    rules = find_system(system)
    body = text[:-1]
    if not text or any(character not in rules.characters for character in body):
        return False
    return check_character(body, system) == text[-1]


def check_characters(points: NDArray[Any], system: str) -> NDArray[Any]:
    """Return the check characters of many texts of one length.

    Parameters
    ----------
    points : ndarray of shape (rows, length)
        Code points of the texts. A character that the system cannot take counts
        as its first one; the caller has looked at the alphabet before.
    system : str
        Name of the system.

    Returns
    -------
    ndarray of shape (rows,)
        Code points of the check characters.

    Raises
    ------
    InputError
        If the system is unknown.
    """
    rules = find_system(system)
    values = np.zeros(128, dtype=np.int64)
    for value, character in enumerate(rules.characters):
        values[ord(character)] = value
    columns = [values[np.minimum(column, 127)] for column in points.T]
    start: Any = np.zeros(len(points), dtype=np.int64)
    remainder = start + _fold(rules, columns, lambda number: np.where(number == 0, rules.modulus, number))
    checks = np.array([ord(character) for character in rules.checks], dtype=np.uint32)
    result: NDArray[Any] = checks[(1 - remainder) % rules.modulus]
    return result


def _fold(rules: System, values: list[Any], not_zero: Callable[[Any], Any]) -> Any:
    """Run the recursion over the values of a text, or over columns of many texts."""
    if not rules.hybrid:
        state: Any = 0
        for value in values:
            state = (state + value) * 2 % rules.modulus
        return state
    state = rules.modulus
    for value in values:
        state = not_zero((state + value) % rules.modulus) * 2 % (rules.modulus + 1)
    return state
