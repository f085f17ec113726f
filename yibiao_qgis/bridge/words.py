"""Texts of the QGIS-free rooms in the language of QGIS."""

from __future__ import annotations

from enum import Enum
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QUrl

from yibiao_qgis.model.errors import YibiaoError
from yibiao_qgis.model.messages import CONTEXT, Message
from yibiao_qgis.model.paths import RESOURCES


def translate_text(text: str) -> str:
    """Return a text marked in the context of the QGIS-free rooms in the user's language."""
    return str(QCoreApplication.translate(CONTEXT, text)) if text else ""


def translate(message: Message) -> str:
    """Return a message in the user's language, its places filled.

    Values that are enum members, messages or errors are put into words as well. A
    translation whose places do not fit the message's falls back to English.
    """
    values = {name: _spoken(value) for name, value in message.values.items()}
    try:
        return translate_text(message.template).format(**values)
    except (KeyError, IndexError, ValueError):
        return message.template.format(**values)


def label(member: Enum) -> str:
    """Return the word for an enum member in the user's language."""
    from yibiao_qgis.model import words

    return translate_text(words.label(member))


def help_url(page: str) -> str:
    """Return the address of an offline page of the guide.

    The page in the language of QGIS is taken, else the one in another language; empty
    when the guide has no such page.
    """
    application = QgsApplication.instance()
    language = str(application.locale())[:2] if application is not None else "en"
    for folder in (language, "zh", "en"):
        path = RESOURCES / "help" / folder / f"{page}.html"
        if path.exists():
            return str(QUrl.fromLocalFile(str(path)).toString())
    return ""


def _spoken(value: Any) -> Any:
    if isinstance(value, Message):
        return translate(value)
    if isinstance(value, YibiaoError):
        return translate(value.message)
    if isinstance(value, Enum):
        return label(value)
    return value
