"""Reading code scheme files: every fault is told with file, line and place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from yibiao_qgis.model.checkcharacters import NO_CHECK, SYSTEMS
from yibiao_qgis.model.jsonfiles import LOOKS, JsonFile, Place
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.model.ordering import Direction, Ordering
from yibiao_qgis.model.segments import ALPHABETS, Segment, Source
from yibiao_qgis.model.statuses import Certainty

MOST_CHARACTERS = 40
"""Width of the code field in the store."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")

_TOP_KEYS = ("name", "title", "levels", "parent", "status", "source", "default", "ordering", "check", "segments")
_SEGMENT_KEYS = {
    Source.PARENT: ("rest",),
    Source.FIELD: ("field", "missing", "strip", "replace", "range"),
    Source.SEQUENCE: ("field", "strip", "range"),
    Source.CONSTANT: ("value",),
    Source.GIVEN: ("range",),
}
_COMMON_SEGMENT_KEYS = ("name", "length", "source", "alphabet", "padding")


def read_scheme(path: Path) -> dict[str, Any]:
    """Read and check a scheme file.

    Parameters
    ----------
    path : Path
        JSON in UTF-8.

    Returns
    -------
    dict
        Arguments of ``CodeScheme``.

    Raises
    ------
    SchemeError
        If anything in it is wrong.
    """
    return _SchemeFile(path).scheme()


class _SchemeFile(JsonFile):
    """One scheme file while it is read."""

    def scheme(self) -> dict[str, Any]:
        """Return the whole file as arguments of ``CodeScheme``."""
        top = self.top
        self.known_keys(top, (), _TOP_KEYS)
        name = self.take(top, ("name",), str, needed=True)
        if not _NAME.fullmatch(name):
            raise self.wrong(("name",), "a-z, 0-9, _")
        levels = self.take(top, ("levels",), list, needed=True)
        known = tuple(level.value for level in Level)
        if not levels:
            raise self.wrong(("levels",), " | ".join(known))
        for number, level in enumerate(levels):
            if level not in known:
                raise self.wrong(("levels", number), " | ".join(known))
        parent = self.choice(top, ("parent",), known) if "parent" in top else None
        segments = self.segments(top)
        if (parent is None) == any(segment.source is Source.PARENT for segment in segments):
            raise self.error(
                ("parent",) if parent else ("segments",),
                "scheme-parent",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "{file}, line {line}, {place}: a scheme has a parent level and a parent segment, or neither",
                ),
            )
        return {
            "name": name,
            "title": self.take(top, ("title",), str, name),
            "levels": tuple(Level(level) for level in levels),
            "parent": Level(parent) if parent else None,
            "status": Certainty(
                self.choice(top, ("status",), tuple(status.value for status in Certainty), Certainty.LOCAL.value)
            ),
            "source": self.take(top, ("source",), str, ""),
            "default": self.take(top, ("default",), bool, default=False),
            "ordering": self.ordering(top),
            "check": self.check(top, segments),
            "segments": segments,
        }

    def ordering(self, top: dict[str, Any]) -> Ordering | None:
        """Return the order of numbering."""
        words = self.take(top, ("ordering",), list)
        if words is None:
            return None
        known = tuple(direction.value for direction in Direction)
        if len(words) != 2 or any(word not in known for word in words):
            raise self.wrong(("ordering",), f"[{' | '.join(known)}] × 2")
        along, across = Direction(words[0]), Direction(words[1])
        if along.is_eastward == across.is_eastward:
            raise self.error(
                ("ordering",),
                "scheme-ordering",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "{file}, line {line}, {place}: one direction must run between west and east, the other between "
                    "north and south",
                ),
            )
        return Ordering(along, across)

    def check(self, top: dict[str, Any], segments: tuple[Segment, ...]) -> str:
        """Return the check system, which must be able to take every segment."""
        check: str = self.choice(top, ("check",), (NO_CHECK, *SYSTEMS), NO_CHECK)
        if check != NO_CHECK:
            for number, segment in enumerate(segments):
                strange = set(segment.alphabet) - set(SYSTEMS[check].characters)
                if strange:
                    raise self.error(
                        ("segments", number),
                        "scheme-check-alphabet",
                        QT_TRANSLATE_NOOP(
                            "Yibiao",
                            "{file}, line {line}, {place}: {system} cannot check the characters {characters}; choose "
                            "another system or alphabet",
                        ),
                        system=check,
                        characters="".join(sorted(strange)),
                    )
        return check

    def segments(self, top: dict[str, Any]) -> tuple[Segment, ...]:
        """Return the segments, checked one by one and together."""
        listed = self.take(top, ("segments",), list, needed=True)
        if not listed:
            raise self.wrong(("segments",), "[{…}, …]")
        segments: list[Segment] = []
        for number, entry in enumerate(listed):
            segment = self.segment(entry, ("segments", number))
            self.fits(segments, segment, ("segments", number))
            segments.append(segment)
        return tuple(segments)

    def fits(self, before: list[Segment], segment: Segment, place: Place) -> None:
        """Refuse a segment that cannot stand behind those before it."""
        if segment.name in {other.name for other in before} | {"check"}:
            raise self.error(
                (*place, "name"),
                "scheme-segment-twice",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "{file}, line {line}, {place}: the name {name} is taken; segments need different names"
                ),
                name=segment.name,
            )
        sources = [other.source for other in before]
        if segment.source is Source.PARENT and before:
            raise self.error(
                (*place, "source"),
                "scheme-parent-first",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "{file}, line {line}, {place}: the parent's code must be the first segment"
                ),
            )
        if segment.source is Source.SEQUENCE and Source.SEQUENCE in sources:
            raise self.error(
                (*place, "source"),
                "scheme-sequence-twice",
                QT_TRANSLATE_NOOP("Yibiao", "{file}, line {line}, {place}: a code can have one sequence only"),
            )
        length = sum(other.length for other in before) + segment.length
        if length >= MOST_CHARACTERS:
            raise self.error(
                (*place, "length"),
                "scheme-too-long",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "{file}, line {line}, {place}: the code gets {length} characters; {most} are the most"
                ),
                length=length,
                most=MOST_CHARACTERS - 1,
            )

    def segment(self, entry: Any, place: Place) -> Segment:
        """Return one segment."""
        if not isinstance(entry, dict):
            raise self.wrong(place, LOOKS[dict])
        source = Source(self.choice(entry, (*place, "source"), tuple(source.value for source in Source)))
        self.known_keys(entry, place, _COMMON_SEGMENT_KEYS + _SEGMENT_KEYS[source])
        name = self.take(entry, (*place, "name"), str, needed=True)
        length = self.take(entry, (*place, "length"), int, needed=True)
        if not 1 <= length < MOST_CHARACTERS:
            raise self.wrong((*place, "length"), f"1…{MOST_CHARACTERS - 1}")
        alphabet = self.alphabet(entry, place)
        padding = self.take(entry, (*place, "padding"), str, "0")
        if len(padding) != 1 or (padding not in alphabet and source in (Source.FIELD, Source.SEQUENCE)):
            raise self.wrong((*place, "padding"), f"1 × {alphabet}")
        if source is Source.SEQUENCE and (padding != "0" or set(alphabet) < set("0123456789")):
            raise self.wrong((*place, "alphabet"), "0123456789…, padding 0")
        low, high = self.limits(entry, place, length)
        if source is Source.SEQUENCE:
            low, high = 1 if low is None else low, 10**length - 1 if high is None else high
        segment = Segment(
            name=name,
            length=length,
            source=source,
            alphabet=alphabet,
            padding=padding,
            field=self.take(entry, (*place, "field"), str, "", needed=source is Source.FIELD),
            constant=self.take(entry, (*place, "value"), str, "", needed=source is Source.CONSTANT),
            low=low,
            high=high,
            missing=self.take(entry, (*place, "missing"), str),
            strip=self.take(entry, (*place, "strip"), str, ""),
            replace=tuple(self.take(entry, (*place, "replace"), dict, {}).items()),
            rest=self.take(entry, (*place, "rest"), str, ""),
        )
        self.agrees(segment, place)
        return segment

    def alphabet(self, entry: dict[str, Any], place: Place) -> str:
        """Return the characters of a segment."""
        text = self.take(entry, (*place, "alphabet"), str, "digits")
        alphabet: str = ALPHABETS.get(text, text)
        printable = all("!" <= character <= "~" for character in alphabet)
        if not alphabet or not printable or len(set(alphabet)) < len(alphabet):
            raise self.wrong((*place, "alphabet"), " | ".join((*ALPHABETS, "ASCII")))
        return alphabet

    def limits(self, entry: dict[str, Any], place: Place, length: int) -> tuple[int | None, int | None]:
        """Return the range, the lower and the upper end inclusive."""
        limits = self.take(entry, (*place, "range"), list)
        if limits is None:
            return None, None
        whole = len(limits) == 2 and all(isinstance(number, int) and number is not True for number in limits)
        if not whole or not 0 <= limits[0] <= limits[1] < 10**length:
            raise self.wrong((*place, "range"), f"[0…{'9' * length}, 0…{'9' * length}]")
        return limits[0], limits[1]

    def agrees(self, segment: Segment, place: Place) -> None:
        """Refuse texts of a segment that its own alphabet or length excludes."""
        alphabet = set(segment.alphabet)
        if segment.source is Source.CONSTANT and not segment.accepts(segment.constant):
            raise self.wrong((*place, "value"), f"{segment.length} × {segment.alphabet}")
        if segment.missing is not None and (len(segment.missing) != segment.length or set(segment.missing) - alphabet):
            raise self.wrong((*place, "missing"), f"{segment.length} × {segment.alphabet}")
        # Otherwise the text of a right code could not be composed again.
        if set(segment.strip) & alphabet:
            raise self.wrong((*place, "strip"), f"≠ {segment.alphabet}")
        for old, new in segment.replace:
            if not isinstance(new, str) or not old or set(old) & alphabet or set(new) - alphabet:
                raise self.wrong((*place, "replace"), f'{{"…": "{segment.alphabet}"}}')
