"""Pieces of a text that no name explains: remarks, words of nearness, crossings, other areas."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from yibiao_qgis.addresses.elsewhere import is_short_form, named_area, named_town
from yibiao_qgis.addresses.gazetteer import Name, NameKind
from yibiao_qgis.addresses.library import Library


class Rest(IntEnum):
    """What an unknown rest is."""

    UNREAD = 0
    NEAR = 1
    CROSSING = 2
    JOINING = 3
    REMARK = 4


class Item(NamedTuple):
    """A piece of a segment, ready for assembly: an area, a place or an unknown rest.

    Attributes
    ----------
    kind : NameKind
    text : str
    names : tuple of Name
        What it may name; of an area outside the names that it may be misspelt for.
    rest : Rest
        Of an unknown piece.
    repaired : bool
        Whether an area was read with one character corrected.
    """

    kind: NameKind
    text: str
    names: tuple[Name, ...] = ()
    rest: Rest = Rest.UNREAD
    repaired: bool = False


_KNOWN_RESTS = (
    (
        Rest.CROSSING,
        re.compile(r"[与和及]?(?:的)?(?:交叉路?口|交汇处|交界处|十字路口|[丁三]字?路口|三岔路口|路口|口$)"),
    ),
    (Rest.JOINING, re.compile(r"以及|[与和及或]")),
    (
        Rest.NEAR,
        re.compile(
            r"附近|旁边?|斜?对面|隔壁|门口|门前|[前后左右]面|[前后左右东南西北]侧|周边|背后|楼[上下]|[以往向][东南西北]"
        ),
    ),
    (
        Rest.REMARK,
        re.compile(
            r"[负底]?[一二三]?楼?(?:临街|底[楼层商])?(?:门面房?|门市部?|商铺|铺面|店铺|商店|车库|车位|地下室|门卫室|楼梯间)|底[楼层商]"
            r"|物管用房|院内|自编|[内处等]$|服务热线|联系|电话"
        ),
    ),
)
_NEAR_ANYWHERE = re.compile(r"(?:附近|旁边?|斜?对面|隔壁|门口|门前|周边|背后)$")
_LEADING_AREA = re.compile(
    r"[\u4e00-\u9fff]{1,9}?(?:社区(?:居委会|居民委员会)?|街道|居委会|居民委员会|村委会|村民委员会|村|镇|乡|区|市|县)"
    r"(?![路街巷道口小场民政])"
)
_COMMUNITY_LIKE = re.compile(r"(?:社区|村|委会|委员会)$")


def read_rest(text: str, library: Library, outermost: bool, *, foreign: bool = False) -> list[Item]:
    """Cut an unknown rest into what can be said about it.

    Parameters
    ----------
    text : str
        A rest between known names.
    library : Library
        For names within one edit.
    outermost : bool
        Whether nothing of the library but its city and county stands before it.
    foreign : bool, optional
        Whether another district stands before it: then its towns are not misspelt ours.

    Returns
    -------
    list of Item
    """
    area = ""
    if outermost and not _begins_own(text, library):
        area = named_area(text) or (text if is_short_form(text) else "")
    misspelt = bool(library.near_places.find(text, careful=False))
    if area and (area == text or not misspelt):
        item = Item(NameKind.OTHER_COUNTY, area, _near_names(area, library, (NameKind.COUNTY,)))
        further = text[len(area) :]
        return [item, *(read_rest(further, library, True, foreign=not item.names) if further else ())]
    if misspelt:
        return [Item(NameKind.UNKNOWN, text)]
    short = _short_areas(text, library)
    if short:
        return short
    found = _LEADING_AREA.match(text)
    if found:
        area = found.group()
        names = () if foreign else _near_names(area, library, (NameKind.TOWN, NameKind.COMMUNITY))
        if names:
            item = Item(names[0].kind, area, names, repaired=True)
            return [item, *_further(text[len(area) :], library, False)]
        if _COMMUNITY_LIKE.search(area):
            return [Item(NameKind.UNKNOWN, area), *_further(text[len(area) :], library, False)]
    town = named_town(text) if outermost else ""
    if town:
        return [Item(NameKind.OTHER_TOWN, town), *_further(text[len(town) :], library, False)]
    for rest, pattern in _KNOWN_RESTS:
        known = pattern.match(text)
        if known:
            return [
                Item(NameKind.UNKNOWN, known.group(), rest=rest),
                *_further(text[known.end() :], library, False),
            ]
    near = _NEAR_ANYWHERE.search(text)
    if near:
        return [
            Item(NameKind.UNKNOWN, text[: near.start()]),
            Item(NameKind.UNKNOWN, near.group(), rest=Rest.NEAR),
        ]
    return [Item(NameKind.UNKNOWN, text)]


def _begins_own(text: str, library: Library) -> bool:
    """Tell whether a text begins with an own area's name, if only a short one."""
    names = library.gazetteer.names
    return any(name.kind <= NameKind.COMMUNITY for length in (2, 3, 4) for name in names.get(text[:length], ()))


def _short_areas(text: str, library: Library) -> list[Item]:
    """Take 江津双福瑚珊大道 apart if what follows the short areas is nearly a name."""
    for length in (2, 3, 4):
        names = library.gazetteer.names.get(text[:length], ())
        if len(text) > length + 2 and names and all(name.short for name in names):
            item = Item(names[0].kind, text[:length], names)
            rest = text[length:]
            if library.near_places.find(rest, careful=False):
                return [item, Item(NameKind.UNKNOWN, rest)]
            further = _short_areas(rest, library)
            if further:
                return [item, *further]
    return []


def _further(text: str, library: Library, outermost: bool) -> list[Item]:
    return read_rest(text, library, outermost) if text else []


def _near_names(area: str, library: Library, kinds: tuple[NameKind, ...]) -> tuple[Name, ...]:
    near = [
        name for text in library.near_areas.find(area) for name in library.gazetteer.names[text] if name.kind in kinds
    ]
    return tuple(near) if len({(name.kind, name.name) for name in near}) == 1 else ()
