"""Open parsing: the elements of an address text by its words alone, without a library.

For raw lists from which a library is yet to be built, and to show a text's parts in
colour. Elements are those of GA/T 2000.32; every part knows where it stands in the raw
text. What exists is not known here: that is the matcher's business.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from yibiao_qgis.addresses.elsewhere import CITIES, PROVINCES
from yibiao_qgis.addresses.normalise import normalise
from yibiao_qgis.model.levels import Element


class Part(NamedTuple):
    """A part of an address text.

    Attributes
    ----------
    element : str
        Value of ``Element``; empty for a rest or a hint.
    text : str
        In canonical form.
    start, end : int
        Half-open span in the raw text.
    """

    element: str
    text: str
    start: int
    end: int


_HAN = "\u4e00-\u9fff"
_PROVINCE = re.compile(rf"(?:{'|'.join(sorted(PROVINCES))})(?:省|壮族自治区|回族自治区|维吾尔自治区|自治区)?")
_CITY = re.compile(rf"(?:{'|'.join(sorted(CITIES))})(?:市(?![{_HAN}]?[路街场])|地区|州|盟)?")
_NAMES: tuple[tuple[Element, re.Pattern[str]], ...] = tuple(
    (element, re.compile(pattern))
    for element, pattern in (
        (Element.PROVINCE, rf"[{_HAN}]{{2,3}}省|[{_HAN}]{{2,5}}自治区"),
        (Element.CITY, rf"[{_HAN}]{{2,4}}?(?:市|自治州|地区|盟)(?![场政民委区])(?=[{_HAN}]{{1,5}}?[市区县])"),
        (
            Element.COUNTY,
            rf"[{_HAN}]{{1,4}}?(?:新区|自治县|区|县|[左右前后中]旗|市)(?<!社区)(?<!小区)(?<!园区)(?<!业区)(?<!发区)(?![场政民委域])",
        ),
        (Element.SUBDISTRICT, rf"[{_HAN}]{{2,5}}?街道(?:办事处)?"),
        (Element.TOWN, rf"[{_HAN}]{{1,4}}?镇(?![{_HAN}]?[路街巷])"),
        (Element.TOWNSHIP, rf"[{_HAN}]{{1,4}}?乡(?![{_HAN}]?[路街巷])"),
        (
            Element.COMMUNITY,
            rf"[{_HAN}]{{1,8}}?(?:社区|村)(?:居委会|居民委员会|村委会|村民委员会)?(?![{_HAN}]?[路街巷])|[{_HAN}]{{1,8}}?(?:居委会|村委会)",
        ),
        (Element.GROUP, rf"[0-9]{{1,2}}组|[{_HAN}]{{1,4}}?(?<![小])组(?!团)"),
        (
            Element.STREET,
            rf"[{_HAN}0-9]{{1,10}}?(?:大道|公路|大街|支路|横街|路|街|巷|弄|胡同|里(?=[0-9]))(?:[东南西北中一二三四五六七八九十]+段)?(?![口道])",
        ),
        (
            Element.RESIDENTIAL_COMPOUND,
            rf"[{_HAN}A-Z]{{1,12}}?(?:小区|花园|家园|公寓|新村|苑|园|府|城|湾|居|庭|公馆|名都|国际|半岛|广场|大厦|安置房|庄)"
            r"(?:[一二三四五六七八九十]+期|[A-Z]区)?",
        ),
        (
            Element.UNIT_COMPOUND,
            rf"[{_HAN}]{{2,14}}?(?:学校|小学|中学|大学|幼儿园|医院|卫生院|厂|公司|市场|家属院|宿舍|大院|所|院)",
        ),
        (Element.HAMLET, rf"[{_HAN}]{{1,4}}?(?:院子|家湾|家坝|家沟|大院)"),
    )
)
_NEXT_AREA = re.compile(rf"[{_HAN}]{{1,5}}?(?:市|[^社小园业发]区|县)(?![场路街])|(?:{'|'.join(sorted(CITIES))})")
_FIRST_OF = {
    Element.PROVINCE: 0,
    Element.CITY: 1,
    Element.COUNTY: 2,
    Element.SUBDISTRICT: 3,
    Element.TOWN: 3,
    Element.TOWNSHIP: 3,
    Element.COMMUNITY: 4,
    Element.GROUP: 5,
    Element.STREET: 6,
    Element.RESIDENTIAL_COMPOUND: 7,
    Element.UNIT_COMPOUND: 7,
    Element.HAMLET: 7,
}
_NUMBERS = re.compile(
    r"(?P<group>[0-9]{1,2})组"
    r"|(?P<door>[甲乙丙丁]?[0-9]+(?:-[0-9]+)*(?:号附[0-9]+)?号(?:-[0-9]+)?[甲乙丙丁]?)"
    r"|(?P<building>[0-9A-Z]+(?:-[0-9A-Z]+)?(?:幢|#))|(?P<unit>[0-9A-Z]+单元)|(?P<floor>负?[0-9]+[层楼])"
    r"|(?P<room>[0-9A-Z]+(?:-[0-9A-Z]+)*室)|(?P<code>[0-9A-Z]+(?:-[0-9A-Z]+)*)"
)
_NUMBER_ELEMENTS = {
    "group": Element.GROUP,
    "door": Element.DOOR_PLATE,
    "building": Element.BUILDING,
    "unit": Element.UNIT,
    "floor": Element.FLOOR,
    "room": Element.ROOM,
}
_ABOVE_ROOM = {Element.BUILDING.value, Element.UNIT.value, Element.FLOOR.value, Element.DOOR_PLATE.value}
_NUMBERED_STREET = re.compile(rf"[0-9]{{1,2}}号?(?:路|街|巷)(?![{_HAN}])")
_HINT = re.compile(r"(?:附近|旁边?|斜?对面|隔壁|门口|交叉口|路口|交汇处).*")
_STOPS = re.compile(r"[0-9A-Z甲乙丙丁负](?<![甲乙丙丁负](?![0-9]))")


def parse(text: str) -> tuple[Part, ...]:
    """Cut an address text into its elements by its words.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    tuple of Part
        In the order of the text, from the coarse to the fine where the text is in order; rests
        and hints have no element. Spans never overlap.
    """
    normalised = normalise(text)
    canonical = normalised.text
    parts: list[Part] = []
    place, level, done = 0, 0, 0
    while place < len(canonical):
        number = _NUMBERS.match(canonical, place)
        element: Element | None
        if number and not (level <= _FIRST_OF[Element.STREET] and _NUMBERED_STREET.match(canonical, place)):
            element, end = _number(number, parts), number.end()
        else:
            element, end = _name_at(canonical, place, level)
            level = _FIRST_OF[element] if element else level
        start, stop = normalised.raw_span(place, end)
        # A character that normalising added stands at its neighbour's place.
        start = max(start, done)
        if stop > start:
            parts.append(Part(element.value if element else "", canonical[place:end], start, stop))
            done = stop
        place = end
    return tuple(parts)


def _name_at(text: str, place: int, level: int) -> tuple[Element | None, int]:
    """Return the element of the name that begins at a place and its end; None for a rest up to the next number."""
    stop = _STOPS.search(text, place + 1)
    end = stop.start() if stop else len(text)
    hint = _HINT.match(text, place, end)
    if hint:
        return None, end
    if level < 2:
        found = _PROVINCE.match(text, place, end) if level == 0 else None
        if found and (len(found.group()) > 3 or found.group()[-1] in "省区" or _area_follows(text, found.end(), end)):
            return Element.PROVINCE, found.end()
        found = _CITY.match(text, place, end)
        if found and (found.group()[-1] in "市区州盟" or _area_follows(text, found.end(), end)):
            return Element.CITY, found.end()
    for element, pattern in _NAMES:
        order = _FIRST_OF[element]
        if order < level or (order == level and 0 < level < _FIRST_OF[Element.GROUP]):
            continue
        found = pattern.match(text, place, end)
        if found:
            # Once more with what follows in sight: 古镇 in 古镇路 is no town.
            whole = pattern.match(text, place)
            return element, whole.end() if whole and whole.end() <= end else found.end()
    return None, end


def _area_follows(text: str, place: int, end: int) -> bool:
    """Tell whether a city or county's name follows: 成都 in 成都武侯区 is a city, in 成都路 none."""
    return bool(_NEXT_AREA.match(text, place, end))


def _number(found: re.Match[str], parts: list[Part]) -> Element | None:
    """Return the element of a number, by its word or, for a bare one, by what stands before it."""
    kind = found.lastgroup or "code"
    before = {part.element for part in parts}
    last = parts[-1].element if parts else ""
    digits = found.group()
    if kind == "code":
        if before & _ABOVE_ROOM and len(digits) >= 3 and digits.isdigit():
            return Element.ROOM
        return Element.DOOR_PLATE if last == Element.STREET.value else None
    if kind == "floor" and digits.endswith("楼") and last == Element.RESIDENTIAL_COMPOUND.value:
        return Element.BUILDING if found.end() < len(found.string) else Element.FLOOR
    return _NUMBER_ELEMENTS[kind]
