"""JSON files that people write: every fault is told with file, line and place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yibiao_qgis.model.errors import SchemeError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

Place = tuple[Any, ...]
"""Keys and list positions that lead from the top of the file to a value."""

LOOKS = {str: '"…"', int: "1, 2, 3 …", bool: "true | false", list: "[…]", dict: "{…}"}
"""What a value looks like in JSON; signs rather than words, the same in every language."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


class JsonFile:
    """A JSON object in a file, read key by key.

    Parameters
    ----------
    path : Path
        The file, UTF-8.

    Raises
    ------
    SchemeError
        If it cannot be read or is not JSON.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise SchemeError(
                "scheme-unreadable",
                QT_TRANSLATE_NOOP("Yibiao", "{file} cannot be read: it must be a text file in UTF-8 that you may open"),
                detail=str(error),
                file=str(path),
            ) from error
        try:
            self.top: Any = json.loads(self._text, object_pairs_hook=self._object)
        except (json.JSONDecodeError, RecursionError) as error:
            raise SchemeError(
                "scheme-json",
                QT_TRANSLATE_NOOP("Yibiao", "{file}, line {line}: not valid JSON ({reason})"),
                file=str(path),
                line=getattr(error, "lineno", 1),
                reason=getattr(error, "msg", "nested too deeply"),
            ) from error

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise SchemeError(
                "scheme-key-twice",
                QT_TRANSLATE_NOOP("Yibiao", "{file}: the key {key} stands twice in one object; keep one of them"),
                file=str(self._path),
                key=twice,
            )
        return found

    def error(self, place: Place, code: str, template: str, **values: Any) -> SchemeError:
        """Return the error for a place; the template begins with its file, line and path."""
        line = 1
        for found, number in _lines(self._text):
            if place[: len(found)] == found:
                line = number
        shown = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place).lstrip(".")
        return SchemeError(code, template, file=str(self._path), line=line, place=shown or "top", **values)

    def take(self, parent: Any, place: Place, kind: type, default: Any = None, *, needed: bool = False) -> Any:
        """Return the value of the last key of `place`, checked for its type."""
        key = place[-1]
        if key not in parent:
            if needed:
                raise self.error(
                    place[:-1],
                    "scheme-key-missing",
                    QT_TRANSLATE_NOOP("Yibiao", "{file}, line {line}, {place}: the key {key} is missing"),
                    key=key,
                )
            return default
        value = parent[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(place, LOOKS[kind])
        return value

    def wrong(self, place: Place, wanted: str) -> SchemeError:
        """Return the error for a value of the wrong kind."""
        return self.error(
            place,
            "scheme-value",
            QT_TRANSLATE_NOOP("Yibiao", "{file}, line {line}, {place}: the value must be {wanted}"),
            wanted=wanted,
        )

    def known_keys(self, value: Any, place: Place, keys: tuple[str, ...]) -> None:
        """Refuse what is no object, or has a key that nobody reads."""
        if not isinstance(value, dict):
            raise self.wrong(place, LOOKS[dict])
        for key in value:
            if key not in keys:
                raise self.error(
                    (*place, key),
                    "scheme-key-unknown",
                    QT_TRANSLATE_NOOP("Yibiao", "{file}, line {line}, {place}: unknown key; known here are {keys}"),
                    keys=", ".join(keys),
                )

    def choice(self, parent: Any, place: Place, choices: tuple[str, ...], default: Any = None) -> Any:
        """Return a text that must be one of `choices`."""
        value = self.take(parent, place, str, default, needed=default is None)
        if value not in choices:
            raise self.wrong(place, " | ".join(choices))
        return value


def _lines(text: str) -> Iterator[tuple[Place, int]]:
    """Yield the place and the line of every value of a valid JSON text."""
    place: list[Any] = []
    is_key = False
    for token in _TOKEN.finditer(text):
        sign = token.group()
        line = text.count("\n", 0, token.start()) + 1
        if sign in "}]":
            place.pop()
        elif sign == ",":
            is_key = not isinstance(place[-1], int)
            if not is_key:
                place[-1] += 1
        elif sign == ":":
            is_key = False
        elif is_key:
            place[-1] = json.loads(sign)
            yield tuple(place), line
        else:
            yield tuple(place), line
            if sign in "{[":
                place.append(0 if sign == "[" else "")
                is_key = sign == "{"
