"""Field names that receivers of a shapefile expect: sets of short ASCII aliases, read from data files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yibiao_qgis.model.jsonfiles import JsonFile, Place
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.store.schema import ROW_FIELDS

NAME_BYTES = 10
"""Longest field name of a dBASE table."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
PLACE = re.compile(r"\{(\w+)\}")
"""A field in a form."""


@dataclass(frozen=True)
class Alias:
    """One field of an exchange file and where its values come from.

    Parameters
    ----------
    name : str
        Name in the file, ASCII, at most 10 bytes.
    field : str
        The column whose values it takes.
    first : int
        Only so many first characters of them; 0 for all. A town's code is the first
        nine of a community's.
    coordinate : str
        x or y of the point, instead of a column.
    forms : tuple of str
        Texts with ``{field}`` places, instead of a column: the first whose fields all
        have values is taken.
    """

    name: str
    field: str = ""
    first: int = 0
    coordinate: str = ""
    forms: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Columns that the values are made of, the needed one first."""
        if self.forms:
            return tuple(dict.fromkeys(name for form in reversed(self.forms) for name in PLACE.findall(form)))
        return (self.field,) if self.field else ()


@dataclass(frozen=True)
class AliasSet:
    """Aliases of some layers; fields without one keep their own names."""

    name: str
    title: str
    layers: dict[Level, tuple[Alias, ...]]


def own_names(level: Level) -> tuple[Alias, ...]:
    """Return the layer's fields under their own names, which are short enough for a shapefile."""
    return tuple(Alias(field.name, field=field.name) for field in (*LAYERS[level].fields, *ROW_FIELDS))


def load_alias_set(path: Path) -> AliasSet:
    """Read an alias set.

    Parameters
    ----------
    path : Path
        A JSON file like those in ``resources/exchange``.

    Returns
    -------
    AliasSet

    Raises
    ------
    SchemeError
        If the file is wrong; the message names the line and the reason.
    """
    file = JsonFile(path)
    file.known_keys(file.top, (), ("name", "title", "source", "layers"))
    name = file.take(file.top, ("name",), str, needed=True)
    title = file.take(file.top, ("title",), str, name)
    given = file.take(file.top, ("layers",), dict, needed=True)
    layers = {}
    known = tuple(level.value for level in Level)
    file.known_keys(given, ("layers",), known)
    for layer in given:
        place: Place = ("layers", layer)
        entries = file.take(given, place, list)
        layers[Level(layer)] = tuple(_alias(file, entry, (*place, at)) for at, entry in enumerate(entries))
        _check_names(file, layers[Level(layer)], place)
    return AliasSet(name, title, layers)


def _alias(file: JsonFile, entry: Any, place: Place) -> Alias:
    file.known_keys(entry, place, ("name", "field", "first", "coordinate", "forms"))
    name = file.take(entry, (*place, "name"), str, needed=True)
    if not _NAME.fullmatch(name) or len(name) > NAME_BYTES:
        raise file.error(
            (*place, "name"),
            "alias-name",
            QT_TRANSLATE_NOOP(
                "Yibiao", '{file}, line {line}: "{name}" must be an ASCII letter, then letters, digits, _; 10 at most'
            ),
            name=name,
        )
    forms = tuple(file.take(entry, (*place, "forms"), list, []))
    if not all(isinstance(form, str) and PLACE.search(form) for form in forms):
        raise file.wrong((*place, "forms"), '["{field}…"]')
    coordinate = file.choice(entry, (*place, "coordinate"), ("x", "y")) if "coordinate" in entry else ""
    field = file.take(entry, (*place, "field"), str, "")
    if sum(map(bool, (field, coordinate, forms))) != 1:
        raise file.wrong(place, "field | coordinate | forms")
    return Alias(name, field, file.take(entry, (*place, "first"), int, 0), coordinate, forms)


def _check_names(file: JsonFile, aliases: tuple[Alias, ...], place: Place) -> None:
    names = [alias.name.upper() for alias in aliases]
    for at, name in enumerate(names):
        if name in names[:at]:
            raise file.error(
                (*place, at),
                "alias-twice",
                QT_TRANSLATE_NOOP("Yibiao", '{file}, line {line}: the name "{name}" stands twice in one layer'),
                name=aliases[at].name,
            )
