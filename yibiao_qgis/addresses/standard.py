"""The standard text of an address, composed from its elements.

Order of GB/T 35639-2017: areas, street (or compound, hamlet, group), door or
building, unit, floor, room; a street stands before a compound. The words behind
the numbers are local practice and therefore a setting, :class:`AddressStyle`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class SubDoorForm(str, Enum):
    """How a door number with a sub-number is written; all were seen on plates in Chongqing."""

    HAO_FU_HAO = "{door}号附{sub}号"
    HAO_FU = "{door}号附{sub}"
    FU_HAO = "{door}附{sub}号"
    DASH_HAO = "{door}-{sub}号"
    HAO_DASH = "{door}号-{sub}"
    HAO_ZHI = "{door}号之{sub}"


@dataclass(frozen=True)
class AddressStyle:
    """Words of the standard text.

    Parameters
    ----------
    sub_door : SubDoorForm
        Form of a door with sub-number; default ``88号附5号`` (local default).
    building : str
        Word behind a building's number, 幢 by local practice (栋, 楼, 座 mean the same).
    floors : bool
        Whether the floor is written between unit and room.
    """

    sub_door: SubDoorForm = SubDoorForm.HAO_FU_HAO
    building: str = "幢"
    floors: bool = True


DEFAULT_STYLE = AddressStyle()

_GROUP = re.compile(r"第?[0-9一二三四五六七八九十]+[组社]|[\u4e00-\u9fff]{1,6}组")
_BUILDING_NUMBER = re.compile(r"(?:第|#)?(-?[0-9A-Za-z]+(?:-[0-9A-Za-z]+)?|[甲乙丙丁戊])(?:[幢栋座楼#]|号楼|號樓)?")
_WORDS = {"unit": "单元", "floor": "层", "room": "室"}


def as_text(value: Any) -> str:
    """Return a cell's text: empty for None and NaN, without blanks around it.

    Parameters
    ----------
    value : Any
        A cell of a frame; whole floats lose their ``.0``.

    Returns
    -------
    str
    """
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def door_text(door: Any, sub_door: Any = None, style: AddressStyle = DEFAULT_STYLE) -> str:
    """Compose a door number and its sub-number.

    Parameters
    ----------
    door, sub_door : str or None
        Bare values as the layers keep them: ``88`` and ``5``; ``甲88`` is a door number too.
    style : AddressStyle, optional
        Form of the sub-number.

    Returns
    -------
    str
        ``88号``, ``88号附5号``; empty without a door number.
    """
    main, sub = as_text(door), as_text(sub_door)
    if not main:
        return ""
    main = main[:-1] if main.endswith("号") else main
    sub = sub[:-1] if sub.endswith("号") else sub
    sub = sub[1:] if sub.startswith("附") else sub
    return style.sub_door.value.format(door=main, sub=sub) if sub else f"{main}号"


def building_text(building: Any, style: AddressStyle = DEFAULT_STYLE) -> str:
    """Return a building's name with the style's building word behind its number.

    Parameters
    ----------
    building : str or None
        ``3幢``, ``3栋``, ``3号楼``, ``3#``, ``3`` or ``A座`` become ``3幢`` and ``A幢``; a name (综合楼) stays.
    style : AddressStyle, optional
        Gives the word.

    Returns
    -------
    str
    """
    name = as_text(building)
    found = _BUILDING_NUMBER.fullmatch(name)
    return f"{found.group(1)}{style.building}" if found else name


def _numbered(value: Any, kind: str) -> str:
    text = as_text(value)
    word = _WORDS[kind]
    if not text or text.endswith(word):
        return text
    if kind == "floor" and text.startswith("-"):
        text = f"负{text[1:]}"
    return text + word


def compose(
    *,
    county: str | None = None,
    town: str | None = None,
    community: str | None = None,
    city: str | None = "重庆市",
    street: str | None = None,
    compound: str | None = None,
    group: str | None = None,
    door: str | None = None,
    sub_door: str | None = None,
    building: str | None = None,
    unit: str | None = None,
    floor: str | None = None,
    room: str | None = None,
    style: AddressStyle = DEFAULT_STYLE,
) -> str:
    """Compose the standard text of an address; what is None or empty is left out.

    With a street the order is street, door, compound, building; without one the
    door belongs to the compound, hamlet or group: ``阳坪社区3组12号``.

    Parameters
    ----------
    county, town, community, city : str or None
        Areas as they are to be written (``怡云社区``, not its committee).
    street, compound, group : str or None
        Names. A `compound` that is a group's name (``3组``) is taken as `group`.
    door, sub_door : str or None
        Bare numbers, ``88`` and ``5``.
    building, unit, floor, room : str or None
        ``3幢`` or ``3``, ``2``, ``5``, ``502``.
    style : AddressStyle, optional
        Words and forms.

    Returns
    -------
    str
    """
    compound_name, group_name = as_text(compound), as_text(group)
    if compound_name and not group_name and _GROUP.fullmatch(compound_name):
        compound_name, group_name = "", compound_name
    street_name = as_text(street)
    number = door_text(door, sub_door, style)
    place = street_name + number + compound_name if street_name else compound_name + number
    return "".join(
        (
            as_text(city),
            as_text(county),
            as_text(town),
            as_text(community),
            group_name,
            place,
            building_text(building, style),
            _numbered(unit, "unit"),
            _numbered(floor, "floor") if style.floors else "",
            _numbered(room, "room"),
        )
    )


_COLUMNS = (
    "county",
    "town",
    "community",
    "street",
    "compound",
    "door",
    "sub_door",
    "building",
    "unit",
    "floor",
    "room",
)


def compose_columns(
    columns: Mapping[str, Iterable[Any]], *, city: str | None = "重庆市", style: AddressStyle = DEFAULT_STYLE
) -> list[str]:
    """Compose the standard texts of many rows.

    Parameters
    ----------
    columns : mapping of str to iterable
        A DataFrame or a dict of lists with any of county, town, community, street,
        compound, door, sub_door, building, unit, floor, room; all of one length.
    city : str or None, optional
        Written before the county of every row.
    style : AddressStyle, optional
        Words and forms.

    Returns
    -------
    list of str
        In the order of the rows; assign it with the frame's own index.
    """
    names = [name for name in _COLUMNS if name in columns]
    if not names:
        return []
    return [compose(city=city, style=style, **dict(zip(names, row))) for row in zip(*(columns[name] for name in names))]
