"""Address texts in one canonical form, with the way back into the raw text.

The steps: characters one to one (:mod:`~yibiao_qgis.addresses.characters`), telephone
numbers and codes cut out, bracket contents set aside as hints, then a list of rules.
A rule is one regular expression and its replacement; the same list serves the fast
way (:func:`canonical`) and the traced way (:func:`normalise`), so they cannot differ.

Canonical forms: ``88号附5号``, ``3幢``, ``2单元``, ``5层`` or ``5楼`` (a floor or, before
a unit, a building), ``502室``, ``3组``, ``负1层``, ``3#``; upper-case letters; a blank or
comma stays only between two letters or digits, where it separates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match as ReMatch
from re import Pattern
from typing import Union

from yibiao_qgis.addresses.characters import DROPPED, NUMERALS, TABLE, numeral_value

Replacement = Union[str, Callable[["ReMatch[str]"], str]]

_N = NUMERALS
_UNITS = "号|幢|栋|座|单元|层|楼(?!村)|室|房|户|组(?!团)|社(?![区团])|村民小组|小组|#"


def _numeral(found: ReMatch[str]) -> str:
    text, start, whole = found.group(), found.start(), found.string
    before = whole[start - 1 : start]
    value = numeral_value(text)
    # 81百号 is no number: digits and numerals do not mix. At the end only 三楼二〇一 and the like.
    if value is None or before.isdigit() or (found.end() == len(whole) and before not in _UNIT_ENDS):
        return text
    return value


def _separator(found: ReMatch[str]) -> str:
    """Keep one blank or comma where without it two numbers would run together."""
    comma = "," in found.group() or "/" in found.group()
    # 34号,149号 are two doors, 88号502号 is a room.
    if not _between(found, _AFTER_DOOR if comma else _ALNUM, _ALNUM):
        return ""
    return "," if comma else " "


def _dash(found: ReMatch[str]) -> str:
    return "-" if _between(found, _AFTER_DOOR, _ALNUM | {"负"}) else ""


def _between(found: ReMatch[str], before: frozenset[str], after: frozenset[str]) -> bool:
    start, end = found.span()
    text = found.string
    return start > 0 and end < len(text) and text[start - 1] in before and text[end] in after


_PLAIN_ALNUM = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ALNUM = _PLAIN_ALNUM | frozenset(NUMERALS)


def _sub_numeral(found: ReMatch[str]) -> str:
    text = found.group()
    value = numeral_value(text[1:])
    return text if value is None else text[0] + value


def _below_ground(found: ReMatch[str]) -> str:
    return f"负{_BASEMENTS.get(found.group(1), found.group(1))}层"


def _name_number(found: ReMatch[str]) -> str:
    """Write the number in a name as names are written: 福星2路 is 福星二路."""
    text, before = found.group(), found.string[: found.start()][-1:]
    if before in _ALNUM or before in ("-", "~", "附") or text.startswith("0"):
        return text
    tens, units = divmod(int(text), 10)
    digits = "〇一二三四五六七八九"
    lead = (digits[tens] if tens > 1 else "") + "十" if tens else ""
    return lead + (digits[units] if units else "")


_UNIT_ENDS = frozenset("号幢栋座层楼元门室#-")
_BASEMENTS = {"一": "1", "二": "2", "三": "3"}
_AFTER_DOOR = _ALNUM | {"号"}
_PHONE = re.compile(
    r"(?:(?:联系)?电话|(?:服务)?热线(?:电话)?|手机号?|座机|传真|TEL|邮编|邮政编码)[,.]*[0-9-]{5,}"
    r"|(?<![0-9A-Z-])0[0-9]{2,3}[- ][0-9]{7,8}(?![0-9])"
    r"|(?<![0-9A-Z-])(?:86-?)?1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}(?![0-9])"
    r"|[0-9]{7,}[0-9A-Z]*"
    r"|^[ ,]*[0-9]{6}(?![0-9号幢栋室-])"
)
_PERHAPS_PHONE = re.compile(r"[0-9][0-9-]{4}")
_BRACKETS = re.compile(r"\(([^()]*)\)?|\)")
_FLOOR_ONLY = re.compile(r"[^楼层]{1,3}[楼层]")
_NUMBERS_ONLY = re.compile(rf"(?:[0-9A-Z{_N}-]{{1,6}}(?:号楼|号|幢|栋|座|单元|层|楼|室|组|社|#))+")

_UNIT = re.compile(
    r"([0-9A-Z])(?:"
    r"((?:号?(?:楼栋|栋楼|幢楼|栋|座)|号楼)(?![路街巷])|号幢)"
    r"|((?:单元)?门(?=[0-9]|$))"
    r"|(F(?![A-Z]))"
    r"|((?:号?房间|号?房|户|号室)(?!产))"
    r"|((?:村民小组|村民组|居民小组|居民组|合作社|小组|社)(?![区团])))"
)
_UNIT_WORDS = ("", "", "幢", "单元", "层", "室", "组")


_HAS_UNIT = re.compile(
    r"[0-9A-Z](?:[栋座门F房户社路街巷期区村段]|号(?:楼|幢|栋|座|房|室)|楼栋|[栋幢]楼|单元门|小组|村民|居民|合作社|支路|大道)"
)
"""Finds a number before which _UNIT or _name_number may have something to do."""


def _unit(found: ReMatch[str]) -> str:
    return found.group(1) + _UNIT_WORDS[found.lastindex or 0]


_NUMERAL = re.compile(rf"[{_N}]{{1,7}}(?={_UNITS}|门(?:[0-9{_N}]|$)|[-附][0-9{_N}]|$)")
_ZERO = re.compile(r"0(?<![0-9A-Z-]0)0*(?=[1-9][0-9]*(?:号|幢|单元|层|楼|组|#))")

# Each rule: the marks of which one must be set, pattern, replacement. A mark is a character
# of the text, or n, u, z for what _NUMERAL, _UNIT and _ZERO find. Rules run in this order.
_RULES: tuple[tuple[frozenset[str], Pattern[str], Replacement], ...] = tuple(
    (frozenset(marks), pattern if isinstance(pattern, re.Pattern) else re.compile(pattern), replacement)
    for marks, pattern, replacement in (
        (DROPPED, DROPPED + "+", ""),
        ("./", r"(?<=[0-9A-Z])[./](?=[0-9A-Z])", "-"),
        (" ,./", r"[ ,./]+", _separator),
        ("一", r"([0-9])一(?=[0-9])", r"\1-"),  # a dash typed as the numeral
        ("B-负下", r"(?<![0-9A-Z号])(?:B|-|地下|负)([1-9一二三])(?:层|楼|F(?![A-Z]))", _below_ground),  # B1层, -1楼
        ("-", r"-+", _dash),
        ("n", _NUMERAL, _numeral),
        ("附之支", rf"[附之支](?<=[0-9号].)[{_N}]{{1,4}}", _sub_numeral),
        ("-", rf"-[{_N}]{{1,4}}(?=-|$)", _sub_numeral),
        ("至到", r"([0-9]号?)[至到](?=[0-9])", r"\1~"),
        ("#", r"(?<![0-9A-Z])#([0-9A-Z]{1,4})(?:楼|幢|栋|#)?", r"\1#"),
        ("#", r"#[楼幢栋座]", "幢"),
        ("#", r"#[#-]+", "#"),
        ("u", _UNIT, _unit),
        ("第", r"第(?=[0-9]+(?:号|幢|单元|层|楼|室|组))", ""),
        ("附之支", r"[附之支](?<=[0-9].)(?=[0-9]{1,4})", "号附"),
        ("之支", r"号[之支](?=[0-9])", "号附"),
        ("附之支", r"号附([0-9]{1,4})(?![0-9幢号-])", r"号附\1号"),
        ("z", _ZERO, ""),
        ("u", r"[0-9]{1,2}(?=支路|路|街|巷|期|区|村|段|大道)", _name_number),
    )
)
_MARKS = re.compile("[" + re.escape("".join(sorted({mark for rule in _RULES for mark in rule[0]} - set("nuz")))) + "]")
_MAPPED = re.compile("[" + re.escape("".join(map(chr, TABLE))) + "]")
_chosen: dict[str, tuple[tuple[Pattern[str], Replacement], ...]] = {}
_MOST_ROUNDS = 8
_SUB_MARKS = frozenset("附之支")


def _rules_for(marks: list[str]) -> tuple[tuple[Pattern[str], Replacement], ...]:
    """Return the rules that can apply to a text with these marks."""
    key = "".join(sorted(set(marks)))
    rules = _chosen.get(key)
    if rules is None:
        there = set(key)
        rules = _chosen[key] = tuple(rule[1:] for rule in _RULES if not rule[0].isdisjoint(there))
    return rules


_BAD_DASH = re.compile(r"-(?:[^0-9A-Z负]|$|(?<![0-9A-Z号]-))")
_BAD_SUB = re.compile(
    rf"[附之支](?<=[0-9].)[0-9{_N}]|[附之支](?<=号.)[{_N}]|号[之支][0-9]|号附[0-9]{{1,4}}(?![0-9幢号-])"
)
"""Dashes and sub-numbers that are not in canonical form; most are, and then no rule is tried."""


def _marks(text: str) -> list[str]:
    """Return the marks that are set for a text."""
    marks = _MARKS.findall(text)
    if marks:
        if "-" in marks and not _BAD_DASH.search(text):
            marks = [mark for mark in marks if mark != "-"]
        if not _SUB_MARKS.isdisjoint(marks) and not _BAD_SUB.search(text):
            marks = [mark for mark in marks if mark not in _SUB_MARKS]
    if _NUMERAL.search(text):
        marks.append("n")
    if _HAS_UNIT.search(text):
        marks.append("u")
    if _ZERO.search(text):
        marks.append("z")
    return marks


def _set_brackets_aside(text: str) -> tuple[str, tuple[str, ...]]:
    hints: list[str] = []

    def replace(found: ReMatch[str]) -> str:
        inner = found.group(1)
        if not inner:
            return " "
        # A bracket around numbers alone, 怡云花园(3幢)502, is part of the address and no hint.
        if _NUMBERS_ONLY.fullmatch(inner) and not _FLOOR_ONLY.fullmatch(inner):
            return inner
        hints.append(inner)
        return " "

    return _BRACKETS.sub(replace, text), tuple(hints)


def canonical(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the canonical form and the bracket contents of an address text.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    text : str
        Canonical form; the canonical form of a canonical form is itself.
    hints : tuple of str
        Contents of brackets in their order, characters mapped, not canonical yet.
    """
    mapped = text.translate(TABLE) if _MAPPED.search(text) else text
    hints: tuple[str, ...] = ()
    if "(" in mapped or ")" in mapped:
        mapped, hints = _set_brackets_aside(mapped)
    if _PERHAPS_PHONE.search(mapped):
        mapped = _PHONE.sub(" ", mapped)
    marks = _marks(mapped)
    for _round in range(_MOST_ROUNDS if marks else 0):
        before = mapped
        for pattern, replacement in _rules_for(marks):
            mapped = pattern.sub(replacement, mapped)
        if mapped == before:
            break
        marks = _marks(mapped)
        if not marks:
            break
    return mapped, hints


class Normalised:
    """A canonical text and where its characters come from.

    Attributes
    ----------
    raw : str
        The text as it was given.
    text : str
        Its canonical form.
    offsets : tuple of int
        For every character of `text` the position in `raw` that it stands for; never decreasing.
    hints : tuple of str
        Contents of brackets.
    """

    __slots__ = ("hints", "offsets", "raw", "text")

    def __init__(self, raw: str, text: str, offsets: tuple[int, ...], hints: tuple[str, ...]) -> None:
        self.raw = raw
        self.text = text
        self.offsets = offsets
        self.hints = hints

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the raw text behind a span of the canonical text.

        Parameters
        ----------
        start, end : int
            Half-open span of :attr:`text`.

        Returns
        -------
        tuple of int
            Half-open span of :attr:`raw`; empty where the given one is.
        """
        if start >= end or start >= len(self.offsets):
            place = self.offsets[start] if start < len(self.offsets) else len(self.raw)
            return place, place
        return self.offsets[start], self.offsets[min(end, len(self.offsets)) - 1] + 1


def _aligned(source: str, target: str, offsets: list[int]) -> list[int]:
    """Return offsets for `target`, which replaces `source`: digits and letters keep theirs, the rest stands between."""
    places: list[int] = [-1] * len(target)
    start = 0
    for position, character in enumerate(target):
        found = source.find(character, start) if character in _PLAIN_ALNUM else -1
        if found >= 0:
            places[position], start = found, found + 1
    last = -1
    for position, character in enumerate(target):
        if places[position] < 0:
            upper = next((place for place in places[position + 1 :] if place >= 0), len(source))
            found = source.find(character, last + 1, upper)
            places[position] = found if found >= 0 else last + 1 if last + 1 < upper else max(last, 0)
        last = places[position]
    return [offsets[place] for place in places]


def _traced(text: str, offsets: list[int], pattern: Pattern[str], replacement: Replacement) -> tuple[str, list[int]]:
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for found in pattern.finditer(text):
        new = found.expand(replacement) if isinstance(replacement, str) else replacement(found)
        pieces += (text[end : found.start()], new)
        places += offsets[end : found.start()]
        if new:
            places += _aligned(found.group(), new, offsets[found.start() : found.end()])
        end = found.end()
    pieces.append(text[end:])
    places += offsets[end:]
    return "".join(pieces), places


def normalise(text: str) -> Normalised:
    """Return the canonical form of an address text with the way back into the raw text.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Normalised
        With the same text and hints as :func:`canonical`.
    """
    mapped = text.translate(TABLE)
    offsets = list(range(len(text)))
    hints: list[str] = []

    def aside(found: ReMatch[str]) -> str:
        kept, content = _set_brackets_aside(found.group())
        hints.extend(content)
        return kept

    if "(" in mapped or ")" in mapped:
        mapped, offsets = _traced(mapped, offsets, _BRACKETS, aside)
    if _PERHAPS_PHONE.search(mapped):
        mapped, offsets = _traced(mapped, offsets, _PHONE, " ")
    for _round in range(_MOST_ROUNDS):
        before = mapped
        for pattern, replacement in _rules_for(_marks(mapped)):
            mapped, offsets = _traced(mapped, offsets, pattern, replacement)
        if mapped == before:
            break
    return Normalised(text, mapped, tuple(offsets), tuple(hints))
