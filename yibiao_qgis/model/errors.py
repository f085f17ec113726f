"""Errors that a user can act on."""

from __future__ import annotations

from typing import Any

from yibiao_qgis.model.messages import Message


class YibiaoError(Exception):
    """An error with a text for the user, a detail for the log and a code.

    Parameters
    ----------
    code : str
        Stable identifier, lower case with hyphens.
    template : str
        English text with ``{name}`` places, marked with ``QT_TRANSLATE_NOOP``.
        It names the thing that is wrong and the way out.
    detail : str, optional
        For the log only.
    **values
        What goes into the places of the template.
    """

    def __init__(self, code: str, template: str, /, detail: str = "", **values: Any) -> None:
        self.message = Message(code, template, values)
        self.detail = detail
        super().__init__(str(self.message))

    @property
    def code(self) -> str:
        """Stable identifier of the error."""
        return self.message.code


class InputError(YibiaoError):
    """What was given cannot be worked with: layer, field, table, file, parameter."""


class StoreError(YibiaoError):
    """The store refused or could not finish; nothing of the transaction is in it."""


class SchemeError(YibiaoError):
    """A code scheme file is wrong; the message names the place and the reason."""


class Canceled(Exception):  # noqa: N818 - not a fault: the user's wish
    """The user asked to stop."""
