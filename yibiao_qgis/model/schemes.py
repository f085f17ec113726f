"""Code schemes: how the codes of a level are laid out, as data from a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yibiao_qgis.model import codereasons as reasons
from yibiao_qgis.model.cells import Texts, code_points, text_of
from yibiao_qgis.model.checkcharacters import NO_CHECK, check_character, check_characters
from yibiao_qgis.model.errors import InputError, SchemeError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.ordering import Ordering
from yibiao_qgis.model.schemefiles import read_scheme
from yibiao_qgis.model.segments import Segment, Source
from yibiao_qgis.model.statuses import Certainty

CHECK = "check"
"""Key of the check character in what :meth:`CodeScheme.parse` returns."""


@dataclass(frozen=True)
class CodeScheme:
    """Layout of the codes of one or more levels.

    Parameters
    ----------
    name : str
        Identifier, as the file is called.
    title : str
        English text for people, source of a translation.
    levels : tuple of Level
        What is coded by it.
    parent : Level, optional
        Whose code the parent segment repeats.
    segments : tuple of Segment
        The parts in their order.
    check : str
        System of the check character behind the last segment, a key of
        :data:`~yibiao_qgis.model.checkcharacters.SYSTEMS`, or ``none``.
    ordering : Ordering, optional
        In which order new numbers are given.
    status : Certainty
        How sure the layout is.
    source : str
        Where it was read.
    default : bool
        Whether its levels use it unless a district chooses another.
    """

    name: str
    title: str
    levels: tuple[Level, ...]
    segments: tuple[Segment, ...]
    parent: Level | None = None
    check: str = NO_CHECK
    ordering: Ordering | None = None
    status: Certainty = Certainty.LOCAL
    source: str = ""
    default: bool = False

    @property
    def body_length(self) -> int:
        """Number of characters without the check character."""
        return sum(segment.length for segment in self.segments)

    @property
    def length(self) -> int:
        """Number of characters of a code."""
        return self.body_length + (self.check != NO_CHECK)

    @property
    def spans(self) -> tuple[tuple[Segment, int, int], ...]:
        """Each segment with its beginning and end in the code."""
        spans, begin = [], 0
        for segment in self.segments:
            spans.append((segment, begin, begin + segment.length))
            begin += segment.length
        return tuple(spans)

    def segment(self, source: Source) -> Segment | None:
        """Return the first segment of a source, None if there is none."""
        return next((segment for segment in self.segments if segment.source is source), None)

    def parse(self, code: str) -> dict[str, str]:
        """Take a code apart.

        Parameters
        ----------
        code : str
            A right code of this scheme.

        Returns
        -------
        dict of str to str
            Text of each segment by its name, and of the check character as ``check``.

        Raises
        ------
        InputError
            If the code is wrong; the text is that of its first fault.
        """
        faults = self.faults(code)
        if faults:
            raise InputError(faults[0].code, faults[0].template, **faults[0].values)
        parts = {segment.name: code[begin:end] for segment, begin, end in self.spans}
        if self.check != NO_CHECK:
            parts[CHECK] = code[-1]
        return parts

    def compose(self, values: Mapping[str, Any]) -> str:
        """Put a code together; the inverse of :meth:`parse`.

        Parameters
        ----------
        values : mapping of str to str or int
            Value of each segment by its name; it is padded. Constants and the check
            character need not be there.

        Returns
        -------
        str
            The code with its check character.

        Raises
        ------
        InputError
            If a value is missing or does not fit its segment.
        """
        body = ""
        for segment in self.segments:
            text = segment.text(values.get(segment.name))
            if text is None:
                message = self.not_codable(segment, values.get(segment.name))
                raise InputError(message.code, message.template, **message.values)
            body += text
        return body + check_character(body, self.check) if self.check != NO_CHECK else body

    def faults(self, code: str) -> list[Message]:
        """Return what is wrong with a code by itself; empty for a right one."""
        if len(code) != self.length:
            return [reasons.wrong_length(code, self.name, self.length)]
        faults = [
            reasons.wrong_segment(code, code[begin:end], segment=segment.name, scheme=self.name, rule=segment.rule)
            for segment, begin, end in self.spans
            if not segment.accepts(code[begin:end])
        ]
        if self.check != NO_CHECK and not faults:
            wanted = check_character(code[:-1], self.check)
            if wanted != code[-1]:
                faults.append(reasons.wrong_check(code, self.check, wanted))
        return faults

    def not_codable(self, segment: Segment, value: Any) -> Message:
        """Return why a value cannot be a part of a code."""
        text = text_of(value)
        field = segment.field or segment.name
        if not text:
            return reasons.value_missing(field, self.name)
        return reasons.value_not_codable(field, text, self.name, segment.rule)

    def right(self, codes: Texts) -> NDArray[np.bool_]:
        """Tell for many codes whether :meth:`faults` finds nothing.

        Parameters
        ----------
        codes : ndarray of str
            The codes.

        Returns
        -------
        ndarray of bool
        """
        lengths = np.fromiter((len(code) for code in codes), dtype=np.int64, count=len(codes))
        result: NDArray[np.bool_] = lengths == self.length
        chosen = np.flatnonzero(result)
        if len(chosen):
            points = code_points(codes[chosen], self.length)
            fine = np.ones(len(chosen), dtype=bool)
            for segment, begin, end in self.spans:
                fine &= segment.allowed(points[:, begin:end])
            if self.check != NO_CHECK:
                fine &= check_characters(points[:, :-1], self.check) == points[:, -1]
            result[chosen] = fine
        return result

    def checked(self, bodies: Texts) -> Texts:
        """Return codes without check characters with theirs behind them."""
        if self.check == NO_CHECK or not len(bodies):
            return bodies
        points = code_points(bodies, self.body_length)
        checks = check_characters(points, self.check).astype(np.uint32).view("U1").astype(object)
        codes: Texts = bodies + checks
        return codes


def load_scheme(path: Path) -> CodeScheme:
    """Read a scheme file.

    Parameters
    ----------
    path : Path
        A JSON file; ``resources/schemes/README.md`` describes its keys.

    Raises
    ------
    SchemeError
        If the file cannot be read or is wrong; the text names file, line, place and reason.
    """
    return CodeScheme(**read_scheme(Path(path)))


def load_schemes(folder: Path) -> dict[str, CodeScheme]:
    """Read all scheme files of a folder.

    Returns
    -------
    dict of str to CodeScheme
        By name, sorted.

    Raises
    ------
    SchemeError
        If a file is wrong, or two have the same name.
    """
    schemes: dict[str, CodeScheme] = {}
    for path in sorted(Path(folder).glob("*.json")):
        scheme = load_scheme(path)
        if scheme.name in schemes:
            raise SchemeError(
                "scheme-name",
                QT_TRANSLATE_NOOP("Yibiao", "{file}: another file has a scheme {name} already; choose another name"),
                file=str(path),
                name=scheme.name,
            )
        schemes[scheme.name] = scheme
    return schemes


def choose_schemes(schemes: Mapping[str, CodeScheme], chosen: Iterable[str] = ()) -> dict[Level, CodeScheme]:
    """Return the scheme of each level: a chosen one, else the default.

    Parameters
    ----------
    schemes : mapping of str to CodeScheme
        As :func:`load_schemes` returns them.
    chosen : iterable of str, optional
        Names of schemes that a district uses instead of the defaults.

    Raises
    ------
    SchemeError
        If a name is unknown, or two schemes claim a level.
    """
    names = list(chosen)
    for name in names:
        if name not in schemes:
            raise SchemeError(
                "scheme-unknown",
                QT_TRANSLATE_NOOP("Yibiao", "There is no code scheme {name}; there are {names}"),
                name=name,
                names=", ".join(schemes),
            )
    found: dict[Level, CodeScheme] = {}
    picked = [schemes[name] for name in names]
    for candidates in (picked, [scheme for scheme in schemes.values() if scheme.default]):
        taken = dict(found)
        for scheme in candidates:
            for level in scheme.levels:
                if level in taken:
                    continue
                if level in found and found[level] is not scheme:
                    raise SchemeError(
                        "scheme-twice",
                        QT_TRANSLATE_NOOP(
                            "Yibiao", "The code schemes {one} and {other} are both chosen for {level}; keep one of them"
                        ),
                        one=found[level].name,
                        other=scheme.name,
                        level=level,
                    )
                found[level] = scheme
    return found
