"""The small grammar of the numbers in an address.

A block is a run of numbers and unit words: ``88号附5号``, ``3幢2单元5-2``, ``1-23-10``.
Every number in it is an atom; a reading gives each atom one of the labels group,
door, sub-door, building, unit, floor, room, coarse before fine. Unit words fix the
label; bare numbers have several, so that a block has several readings, and the library
decides between them.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

BLOCK = re.compile(
    r"([0-9A-Z甲乙丙丁负](?<![甲乙丙丁负](?![0-9]))"
    r"(?:[0-9A-Z~ ,#-]|号(?:附(?=[0-9]))?|幢|单元|层|楼|室|组"
    r"|[甲乙丙丁负](?=[0-9])|(?<=号)[甲乙丙丁](?![\u4e00-\u9fff]))*)"
)
"""Finds a block in a canonical text. With the group, ``split`` gives texts and blocks in turn."""

_TOKEN = re.compile(
    r"([甲乙丙丁负]?[A-Z]{0,3}[0-9]+[A-Z]?|[A-Z]{1,2})"
    r"(号附([0-9]+)号|号[甲乙丙丁]|号|幢|单元|层|楼|室|组|#)?"
    r"([-~ ,])?"
)
_ENDS = re.compile(r"([0-9]{1,5})号?-([0-9]{1,5})号")
_MOST_ATOMS = 7
_MOST_KEPT = 50_000
_PATTERN = {
    **{ord(digit): "0" for digit in "123456789"},
    **dict.fromkeys(range(ord("B"), ord("Z") + 1), "A"),
}
"""Blocks that differ only in the values of digits and letters have the same readings."""


class Owner(IntEnum):
    """What stands before a block; it decides what the first bare number may be."""

    STREET = 0
    COMPOUND = 1
    VILLAGE = 2  # community, group, hamlet
    DOOR = 3  # a door plate, the numbers go on behind a name or remark


class Shape(IntEnum):
    """What kind of block it is."""

    PLAIN = 0
    RANGE = 1
    LIST = 2
    UNREADABLE = 3


class Reading(NamedTuple):
    """One way to take a block; empty texts for what it does not name.

    `guessed` where all its numbers are bare, as in ``2-502``: without a building it then
    only holds where the place has a single one.
    """

    group: str = ""
    door: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    guessed: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether nothing below the door is named."""
        return not (self.building or self.unit or self.floor or self.room)


class Block(NamedTuple):
    """A block with its readings.

    Attributes
    ----------
    shape : Shape
    readings : tuple of Reading
        Likeliest first; of a range or list one for each number.
    rest : str
        The text of an unreadable block.
    ends : tuple of str
        The doors between which it may be a range as well: 3 and 5 for ``3-5号``.
    """

    shape: Shape
    readings: tuple[Reading, ...]
    rest: str = ""
    ends: tuple[str, ...] = ()


_GROUP, _DOOR, _SUB, _BUILDING, _UNIT, _FLOOR, _ROOM = range(7)
_WORDS: dict[str, tuple[int, ...]] = {
    "组": (_GROUP,),
    "号": (_DOOR, _SUB, _ROOM),
    "幢": (_BUILDING,),
    "#": (_BUILDING, _DOOR),
    "单元": (_UNIT,),
    "层": (_FLOOR,),
    "楼": (_FLOOR, _BUILDING),
    "室": (_ROOM,),
}
_BARE = (_DOOR, _SUB, _BUILDING, _UNIT, _FLOOR, _ROOM)


Span = tuple[int, int]


class _Token(NamedTuple):
    value: str
    word: str
    sub: str
    mark: str
    span: Span
    sub_span: Span
    word_span: Span


class _Atom(NamedTuple):
    value: str
    labels: tuple[int, ...]
    joined: bool  # to the atom before, by a dash or blank
    word: str
    span: Span


_NOWHERE = (0, 0)
_Spans = tuple[Span, Span, Span, Span, Span, Span, Span]
"""Where group, door, sub-door, building, unit, floor and room stand in a block."""


class _Template(NamedTuple):
    """The readings of all blocks of a pattern."""

    shape: Shape
    readings: tuple[tuple[_Spans, bool], ...]


def door_key(door: str, sub: str = "") -> str:
    """Return the key of a door plate: ``88``, ``88附5``."""
    return f"{door}附{sub}" if sub else door


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for found in _TOKEN.finditer(text):
        value, word, sub, mark = found.groups("")
        tokens.append(_Token(value, word, sub, mark, found.span(1), found.span(3), found.span(2)))
    return tokens


def _atoms(tokens: list[_Token]) -> list[_Atom]:
    atoms: list[_Atom] = []
    joined = False
    for token in tokens:
        value, word, sub, mark, span, sub_span, word_span = token
        if sub:
            atoms.append(_Atom(value, (_DOOR,), joined, "号", span))
            atoms.append(_Atom(sub, (_SUB,), True, "附", sub_span))
        elif len(word) == 2 and word[0] == "号":
            # 88号甲: the letter is the sub-number.
            atoms.append(_Atom(value, (_DOOR,), joined, "号", span))
            atoms.append(_Atom(word[1], (_SUB,), True, "附", (word_span[0] + 1, word_span[1])))
        else:
            atoms.append(_Atom(value, _WORDS.get(word, _BARE), joined, word, span))
        joined = mark in ("-", " ") and bool(mark)
    return atoms


def _fits(atom: _Atom, label: int, before: list[int], atoms: list[_Atom], place: int, owner: Owner) -> bool:
    """Tell whether an atom may have a label behind the labels before it."""
    if before and label <= before[-1]:
        return False
    if not before and not atom.word and owner == Owner.STREET and label != _DOOR:
        return False  # behind a street's name the first bare number is a door
    check = _CHECKS.get(label)
    return check is None or check(atom, before, atoms, place, owner)


def _fits_door(atom: _Atom, before: list[int], atoms: list[_Atom], _place: int, owner: Owner) -> bool:
    if owner == Owner.DOOR or any(other != _GROUP for other in before):
        return False
    if atom.word == "#":
        return owner == Owner.STREET
    return bool(atom.word) or owner != Owner.COMPOUND or len(atoms) == 1


def _fits_sub(atom: _Atom, before: list[int], atoms: list[_Atom], place: int, _owner: Owner) -> bool:
    if atom.word == "附":
        return True
    # 88-5, 88-5号, 88号-5; the number alone behind 88号 is none.
    return bool(before) and before[-1] == _DOOR and atom.joined and bool(atom.word or place + 1 == len(atoms))


def _fits_building(atom: _Atom, before: list[int], atoms: list[_Atom], place: int, owner: Owner) -> bool:
    if atom.word == "楼":
        return place + 1 < len(atoms)
    return bool(atom.word) or owner != Owner.VILLAGE or bool(before)


def _fits_unit(atom: _Atom, _before: list[int], atoms: list[_Atom], place: int, _owner: Owner) -> bool:
    return bool(atom.word) or (place + 1 < len(atoms) and len(atom.value) <= 2)


def _fits_floor(atom: _Atom, _before: list[int], atoms: list[_Atom], place: int, _owner: Owner) -> bool:
    if atom.word:
        return True
    if place + 1 == len(atoms):
        return False
    # 5-2 is a place on a floor; behind 5-502 a whole room number.
    room = atoms[place + 1]
    return room.joined and len(atom.value) <= 2 and len(room.value) <= 2


def _fits_room(atom: _Atom, before: list[int], atoms: list[_Atom], place: int, _owner: Owner) -> bool:
    if place + 1 < len(atoms):
        return False
    if atom.word == "号":
        return bool(before) and before[-1] >= _DOOR and (before[-1] >= _BUILDING or len(atom.value) >= 3)
    return atom.word == "室" or bool(before) or len(atom.value) >= 3 or len(atoms) == 1


_CHECKS = {
    _DOOR: _fits_door,
    _SUB: _fits_sub,
    _BUILDING: _fits_building,
    _UNIT: _fits_unit,
    _FLOOR: _fits_floor,
    _ROOM: _fits_room,
}


def _assign(atoms: list[_Atom], owner: Owner) -> list[list[int]]:
    """Return all ways to label the atoms, likeliest first."""
    ways: list[list[int]] = [[]]
    for place, atom in enumerate(atoms):
        ways = [
            [*before, label]
            for before in ways
            for label in atom.labels
            if _fits(atom, label, before, atoms, place, owner)
        ]
    return sorted(ways, key=lambda labels: _strangeness(atoms, labels))


def _strangeness(atoms: list[_Atom], labels: list[int]) -> int:
    """Return how unlikely a reading is: a bare number of three digits is a room, a shorter one none."""
    return sum(
        (label == _ROOM and len(atom.value) < 3 and _FLOOR not in labels) or (label != _ROOM and len(atom.value) > 2)
        for atom, label in zip(atoms, labels)
        if not atom.word and label > _SUB
    )


def _reading(atoms: list[_Atom], labels: list[int], group: Span = _NOWHERE) -> tuple[_Spans, bool]:
    spans = [group, *[_NOWHERE] * 6]
    for label, atom in zip(labels, atoms):
        spans[label] = atom.span
    guessed = len(atoms) > 1 and not any(atom.word for atom in atoms)
    return (spans[0], spans[1], spans[2], spans[3], spans[4], spans[5], spans[6]), guessed


def _doors(tokens: list[_Token]) -> tuple[tuple[_Spans, bool], ...]:
    return tuple(
        ((_NOWHERE, token.span, token.sub_span if token.sub else _NOWHERE, *[_NOWHERE] * 4), False)  # type: ignore[misc]
        for token in tokens
    )


def _range(tokens: list[_Token], marks: set[str]) -> tuple[tuple[_Spans, bool], ...]:
    """Read 3号~5号, 3~5号, 88,90号 as the door numbers they name; nothing where they are no door numbers."""
    last = tokens[-1].word
    if len(tokens) < 2 or ("," in marks and not last):
        return ()
    if any((token.word or last)[:1] not in ("号", "") or not token.value[-1:].isdigit() for token in tokens):
        return ()
    return _doors(tokens)


def _halves(tokens: list[_Token], owner: Owner) -> tuple[tuple[_Spans, bool], ...]:
    """Read 3幢502室5幢301室 as two addresses of one place; nothing where that does not work either."""
    group = tokens[0].span if tokens[0].word == "组" else _NOWHERE
    rest = tokens[1:] if group != _NOWHERE else tokens
    for cut in range(1, len(rest)):
        if rest[cut - 1].mark == "-":
            continue
        halves = [_atoms(half) for half in (rest[:cut], rest[cut:])]
        found = [next(iter(_assign(atoms, owner)), None) for atoms in halves]
        if found[0] and found[1]:
            return tuple(_reading(atoms, labels, group) for atoms, labels in zip(halves, found) if labels)
    return ()


def _template(text: str, owner: Owner) -> _Template:
    tokens = _tokens(text)
    read = sum(len(token.value) + len(token.word) + len(token.mark) for token in tokens)
    if read != len(text) or len(tokens) > _MOST_ATOMS:
        return _Template(Shape.UNREADABLE, ())
    marks = {token.mark for token in tokens[:-1]} - {""}
    if "~" in marks or marks == {","}:
        doors = _range(tokens, marks)
        if doors:
            return _Template(Shape.RANGE if "~" in marks else Shape.LIST, doors)
        if "~" in marks:
            return _Template(Shape.UNREADABLE, ())
    # 88号90号: two plates side by side, unless the second is a room (88号502号).
    side_by_side = len(tokens) > 1 and not marks and all(t.word == "号" or t.sub for t in tokens)
    side_by_side &= all(len(token.value) < 3 or bool(token.sub) for token in tokens[1:])
    if side_by_side and owner in (Owner.STREET, Owner.VILLAGE):
        return _Template(Shape.LIST, _doors(tokens))
    atoms = _atoms(tokens)
    assigned = _assign(atoms, owner) if len(atoms) <= _MOST_ATOMS else []
    if assigned:
        return _Template(Shape.PLAIN, tuple(dict.fromkeys(_reading(atoms, labels) for labels in assigned)))
    several = _halves(tokens, owner)
    return _Template(Shape.LIST, several) if several else _Template(Shape.UNREADABLE, ())


_templates: dict[tuple[str, Owner], _Template] = {}


def read_block(text: str, owner: Owner) -> Block:
    """Return the readings of a block.

    Parameters
    ----------
    text : str
        As :data:`BLOCK` finds it.
    owner : Owner
        What stands before it.

    Returns
    -------
    Block
    """
    key = (text.translate(_PATTERN), owner)
    template = _templates.get(key)
    if template is None:
        if len(_templates) >= _MOST_KEPT:
            _templates.clear()
        template = _templates[key] = _template(text, owner)
    readings = []
    for (group, door, sub, building, unit, floor, room), guessed in template.readings:
        number = text[door[0] : door[1]]
        readings.append(
            Reading(
                text[group[0] : group[1]],
                f"{number}附{text[sub[0] : sub[1]]}" if sub is not _NOWHERE else number,
                text[building[0] : building[1]],
                text[unit[0] : unit[1]],
                text[floor[0] : floor[1]],
                text[room[0] : room[1]],
                guessed,
            )
        )
    found = _ENDS.fullmatch(text) if owner == Owner.STREET and template.shape is Shape.PLAIN else None
    ends = found.groups() if found and int(found.group(1)) < int(found.group(2)) else ()
    return Block(template.shape, tuple(readings), "" if readings else text, ends)


def room_keys(floor: str, room: str) -> tuple[str, ...]:
    """Return the numbers under which a library may keep a room.

    Parameters
    ----------
    floor : str
        Floor named with it; empty for none.
    room : str
        The number behind the floor: a whole room number (502) or the place on the floor (2).

    Returns
    -------
    tuple of str
        For floor 5 and room 2: ``502``, ``5-2``; for 502 itself ``502``.
    """
    if not floor:
        bare = room.lstrip("0")
        return (room,) if bare == room or not bare else (room, bare)
    if room.startswith(floor) and len(room) >= len(floor) + 2:
        return (room,)
    place = room.lstrip("0")
    if len(place) <= 2:
        return (f"{floor}{place.zfill(2)}", f"{floor}-{room}")
    return (f"{floor}{room}",)
