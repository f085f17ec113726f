"""Levels of the two area hierarchies and of an address.

Element codes are those of GA/T 2000.32 (public sources agree on them).
"""

from __future__ import annotations

from enum import Enum


class Element(str, Enum):
    """Address element types, GA/T 2000.32."""

    PROVINCE = "11"
    CITY = "12"
    COUNTY = "13"
    TOWNSHIP = "21"  # 乡
    TOWN = "22"  # 镇
    SUBDISTRICT = "23"  # 街道
    COMMUNITY = "31"  # 社区
    RESIDENTS_COMMITTEE = "32"  # 居委会
    VILLAGE_COMMITTEE = "33"  # 村委会
    GROUP = "34"  # 组
    STREET = "41"  # 街路巷
    RESIDENTIAL_COMPOUND = "42"  # 小区
    UNIT_COMPOUND = "43"  # 单位(住宅)院
    HAMLET = "44"  # 自然村
    BUILDING = "50"  # 楼幢
    UNIT = "61"  # 单元
    ROOM = "62"  # 户室
    # Local: GA/T 2000.32 has no types for these; a plate is finer than its street.
    DOOR_PLATE = "45"  # 门楼牌
    SUB_DOOR = "46"  # 附号
    FLOOR = "63"  # 楼层


class Level(str, Enum):
    """What is drawn, coded and published, coarse to fine; the value is the layer's name."""

    COUNTY = "county"  # 区县
    TOWN = "town"  # 镇街
    COMMUNITY = "community"  # 社区(村)
    GRID = "grid"  # 单元网格
    STATION = "station"  # 派出所辖区
    BEAT = "beat"  # 警务责任区
    STREET = "street"  # 街路巷
    COMPOUND = "compound"  # 小区/院落/自然村/组
    PLATE = "plate"  # 门楼牌
    BUILDING = "building"  # 楼幢
    ROOM = "room"  # 户室
    ADDRESS = "address"  # 标准地址


PARENT_AREA: dict[Level, Level] = {
    Level.TOWN: Level.COUNTY,
    Level.COMMUNITY: Level.TOWN,
    Level.GRID: Level.COMMUNITY,
    Level.BEAT: Level.STATION,
}
"""The level that an area level tiles. Grids are the common leaf: they tile the beats as well."""
