"""Texts that leave the QGIS-free rooms: a constant template and its values.

The rooms below ``bridge`` do not know the user's language. They hand out a
:class:`Message`; ``bridge.translate`` looks its template up in the installed
catalogue and formats it afterwards. Templates are marked with
:func:`QT_TRANSLATE_NOOP`, by whose name ``tools/translations.py`` finds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

CONTEXT = "Yibiao"
"""The one translation context of all texts outside the widgets."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name is Qt's
    """Mark `text` for translation in `context` and return it unchanged."""
    del context
    return text


@dataclass(frozen=True)
class Message:
    """A text with named places, formatted only where the language is known.

    Parameters
    ----------
    code : str
        Stable identifier, lower case with hyphens, for logs, tests and tables.
    template : str
        English text with ``{name}`` places.
    values : dict
        What goes into the places.
    """

    code: str
    template: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        # Python versions differ in what format() makes of an enum member.
        values = {name: value.value if isinstance(value, Enum) else value for name, value in self.values.items()}
        return self.template.format(**values)
