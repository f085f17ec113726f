"""Why a row of a layer did not get into the library."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from yibiao_qgis.model.cells import as_texts
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message

REJECTED_COLUMNS = ("layer", "uuid", "address", "reason", "message")

_TEMPLATES = {
    "no-number": QT_TRANSLATE_NOOP("Yibiao", "The plate has no door number: fill it in"),
    "no-place": QT_TRANSLATE_NOOP("Yibiao", "The plate has neither a street nor a compound: fill one of them in"),
    "no-name": QT_TRANSLATE_NOOP("Yibiao", "The row has no name: fill it in"),
    "no-plate": QT_TRANSLATE_NOOP(
        "Yibiao",
        "The building has neither a plate nor a name in a compound: give it a plate, or decide the plates for review",
    ),
    "no-building": QT_TRANSLATE_NOOP("Yibiao", "There is no building {text}: correct the room's bldg_uuid"),
    "no-room": QT_TRANSLATE_NOOP("Yibiao", "The row has no room number: fill it in"),
    "building-rejected": QT_TRANSLATE_NOOP("Yibiao", "The room's building could not get an address: see its reason"),
    "taken-twice": QT_TRANSLATE_NOOP(
        "Yibiao", "The same address was taken twice at the same place; one row stands for both"
    ),
    "same-address": QT_TRANSLATE_NOOP(
        "Yibiao", "{text} rows at different places have this address: decide which one is right"
    ),
}


class Rejections:
    """Collects rejected rows."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str, str, Message]] = []

    def add(self, level: Level, uuid: str, reason: str, *, address: str = "", text: str = "") -> None:
        """Reject a row for one of the reasons of this module."""
        message = Message(f"library-{reason}", _TEMPLATES[reason], {"text": text})
        self._rows.append((level.value, uuid, address, reason, message))

    def add_obstacles(self, level: Level, uuids: Iterable[str], obstacles: Iterable[Message | None]) -> None:
        """Reject the rows that have an obstacle; its code is the reason."""
        for uuid, message in zip(uuids, obstacles):
            if message is not None:
                self._rows.append((level.value, uuid, "", message.code, message))

    def frame(self) -> pd.DataFrame:
        """Return all of them, in the order of the layers."""
        columns = list(zip(*self._rows)) or [()] * len(REJECTED_COLUMNS)
        return pd.DataFrame({name: as_texts(list(values)) for name, values in zip(REJECTED_COLUMNS, columns)})
