"""The street, compound or group that a name means, within its town or community."""

from __future__ import annotations

from enum import Enum

import numpy as np
import pandas as pd

from yibiao_qgis.model.cells import Texts, as_texts, column_texts
from yibiao_qgis.model.feedback import Feedback
from yibiao_qgis.model.levels import Element, Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.parentareas import Areas, Frames, find_areas

TOWN_LENGTH = 9
"""Of a community's, street's or compound's code the first characters are its town's (GB/T 10114)."""

_TOWN_WIDE = (Element.RESIDENTIAL_COMPOUND.value, Element.UNIT_COMPOUND.value)
"""Kinds whose name is looked for in the whole town; every village has its own 3组 and its own 李家院子."""

_COLUMNS = ("name", "aliases")
"""Where a place's names stand; its own name goes before another's former one."""

_SEPARATOR = "\x1f"


class _Unclear(Enum):
    """What a name may mean other than one code."""

    UNKNOWN = 0
    UNCODED = 1
    AMBIGUOUS = 2


_Index = dict[str, set[str]]
"""Codes by the area, the column and the name that they stand under."""


class PlaceNames:
    """Codes of streets, compounds, hamlets and groups by their names.

    Parameters
    ----------
    frames : mapping of Level to GeoDataFrame
        Streets and compounds with their codes, and communities for compounds that do
        not say theirs.
    feedback : Feedback
        Asked for a cancel.
    """

    def __init__(self, frames: Frames, feedback: Feedback) -> None:
        self._streets: _Index = {}
        self._compounds: _Index = {}
        streets = frames.get(Level.STREET)
        if streets is not None:
            codes = column_texts(streets, "code")
            towns = column_texts(streets, "town_code")
            self._add(
                self._streets,
                streets,
                codes,
                [(code[:TOWN_LENGTH] or town,) for code, town in zip(codes, towns)],
            )
        compounds = frames.get(Level.COMPOUND)
        if compounds is not None:
            codes = column_texts(compounds, "code")
            kinds = column_texts(compounds, "kind")
            communities = find_areas(compounds, "comm_code", Level.COMMUNITY, frames, feedback).codes
            self._add(
                self._compounds,
                compounds,
                codes,
                [
                    (community, code[:TOWN_LENGTH] or community[:TOWN_LENGTH]) if kind in _TOWN_WIDE else (community,)
                    for code, kind, community in zip(codes, kinds, communities)
                ],
            )

    @staticmethod
    def _add(index: _Index, frame: pd.DataFrame, codes: Texts, areas: list[tuple[str, ...]]) -> None:
        for column in _COLUMNS:
            for texts, code, around in zip(column_texts(frame, column), codes, areas):
                for name in filter(None, texts.split("#")):
                    for area in around:
                        index.setdefault(_key(area, column, name.strip()), set()).add(code)

    def streets(self, towns: Texts, names: Texts) -> Areas:
        """Find streets by name within their towns.

        Parameters
        ----------
        towns, names : ndarray of str
            Town code and street name of each row.

        Returns
        -------
        Areas
            Codes and obstacles; neither for a row without a name.
        """
        return self._find(self._streets, (towns,), names, Level.STREET)

    def compounds(self, communities: Texts, names: Texts) -> Areas:
        """Find compounds, hamlets and groups by name within their communities, else within the town."""
        towns = as_texts([community[:TOWN_LENGTH] for community in communities])
        return self._find(self._compounds, (communities, towns), names, Level.COMPOUND)

    @staticmethod
    def _find(index: _Index, areas: tuple[Texts, ...], names: Texts, level: Level) -> Areas:
        # The narrowest area comes first in the key; the others follow from it.
        numbers, different = pd.factorize(areas[0] + _SEPARATOR + names)
        firsts = np.full(len(different), -1, dtype=np.int64)
        firsts[numbers[::-1]] = np.arange(len(numbers))[::-1]
        codes, obstacles = [], []
        for first in firsts:
            name = names[first]
            code, obstacle = "", None
            if name:
                meant = _lookup(index, [texts[first] for texts in areas], name)
                if isinstance(meant, _Unclear):
                    obstacle = _obstacle(meant, name, level, areas[-1][first])
                else:
                    code = meant
            codes.append(code)
            obstacles.append(obstacle)
        return Areas(as_texts(codes)[numbers], as_texts(obstacles)[numbers])


def _key(area: str, column: str, name: str) -> str:
    return _SEPARATOR.join((area, column, name))


def _lookup(index: _Index, areas: list[str], name: str) -> str | _Unclear:
    for area in areas:
        for column in _COLUMNS:
            found = index.get(_key(area, column, name))
            if found:
                if len(found) > 1:
                    return _Unclear.AMBIGUOUS
                return next(iter(found)) or _Unclear.UNCODED
    return _Unclear.UNKNOWN


def _obstacle(meant: _Unclear, name: str, level: Level, area: str) -> Message:
    values = {"name": name, "level": level, "area": area}
    if meant is _Unclear.UNCODED:
        return Message(
            "place-uncoded", QT_TRANSLATE_NOOP("Yibiao", "{name} ({level}) has no code yet: code it first"), values
        )
    if meant is _Unclear.AMBIGUOUS:
        return Message(
            "place-ambiguous",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "{name} ({level}) stands more than once in {area}: give each a name of its own, or merge them",
            ),
            values,
        )
    return Message(
        "place-unknown",
        QT_TRANSLATE_NOOP("Yibiao", "There is no {name} ({level}) in {area}: correct the name or add it to its layer"),
        values,
    )
