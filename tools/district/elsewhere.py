"""Addresses outside the library: other districts and other towns of the county.

Names of districts and towns are real, everything below them is made up.
"""

from __future__ import annotations

import random

from district.characters import Names

DISTRICTS = (
    ("重庆市", "渝北区", ("龙溪街道", "回兴街道", "双凤桥街道")),
    ("重庆市", "九龙坡区", ("西彭镇", "走马镇", "杨家坪街道")),
    ("重庆市", "璧山区", ("璧城街道", "青杠街道", "来凤街道")),
    ("重庆市", "永川区", ("朱沱镇", "中山路街道", "胜利路街道")),
    ("重庆市", "沙坪坝区", ("陈家桥街道", "曾家镇")),
    ("重庆市", "巴南区", ("鱼洞街道", "李家沱街道", "一品街道")),
    ("重庆市", "綦江区", ("古南街道", "三江街道")),
    ("重庆市", "大渡口区", ("春晖路街道", "跳磴镇")),
    ("重庆市", "渝中区", ("解放碑街道", "两路口街道")),
    ("四川省成都市", "武侯区", ("桂溪街道", "簇桥街道")),
    ("四川省成都市", "双流区", ("东升街道", "华阳街道")),
    ("四川省成都市", "锦江区", ("春熙路街道",)),
    ("四川省泸州市", "合江县", ("白沙镇", "九支镇")),
    ("贵州省遵义市", "习水县", ("土城镇", "温水镇")),
    ("湖北省武汉市", "江夏区", ("纸坊街道",)),
    ("广东省江门市", "江海区", ("外海街道",)),
    ("浙江省杭州市", "西湖区", ("文新街道",)),
)

TOWNS = (
    "几江街道", "德感街道", "鼎山街道", "圣泉街道", "油溪镇", "吴滩镇", "石门镇", "朱杨镇", "石蟆镇", "永兴镇",
    "塘河镇", "白沙镇", "龙华镇", "李市镇", "慈云镇", "蔡家镇", "中山镇", "嘉平镇", "柏林镇", "先锋镇", "珞璜镇",
    "贾嗣镇", "夏坝镇", "西湖镇", "杜市镇", "广兴镇", "四面山镇", "支坪镇", "四屏镇",
)  # fmt: skip
"""Towns of 江津区 (National Bureau of Statistics, 2023)."""

_HEAD_WORDS = (
    "金渝 龙华 银桦 松石 翠渝 鲁能 长河 新溉 旗山 余松 黄山 星湖 石杨 科城 石新 渝碚 天陈 嘉陵 人和 火凤 红石 "
    "五台 沧白 民权 临江 较场 大庙 花卉 科园 高庙 仁厚 武青 佳灵 锦晖 航空 西航 棠湖 塔桥 通江 大件 少岷 "
    "符阳 杉王 仙山 府河 麓湖 古翠 丰潭 胜利 滨湖 艇仔 东门 西关 南城 北塔"
)
_HEADS = _HEAD_WORDS.split()
_TAILS = ("路", "街", "大道", "支路", "一路", "西路", "东街")
_ESTATES = ("花园", "小区", "雅苑", "国际城", "家园", "公馆")


class Elsewhere:
    """Writes addresses that the library cannot hold.

    Parameters
    ----------
    names : Names
        The library's names; nothing made up here is within one edit of them.
    towns : set of str
        Towns that the library covers.
    """

    def __init__(self, names: Names, towns: set[str]) -> None:
        made = [head + tail for head in _HEADS for tail in _TAILS]
        self._streets = [name for name in made if not names.near(name) and not names.inside(name)]
        made = [head + tail for head in _HEADS for tail in _ESTATES]
        self._estates = [name for name in made if not names.near(name) and not names.inside(name)]
        self._towns = [town for town in TOWNS if town not in towns]

    def other_district(self, rng: random.Random, own_place: str) -> str:
        """Write an address of another district.

        Parameters
        ----------
        rng : random.Random
            Source of chance.
        own_place : str
            Street and number of a row of the library; one text in five has it, since
            street names recur all over the country. Empty for a made-up place.
        """
        city, district, towns = rng.choice(DISTRICTS)
        lead = rng.choice((city + district, city + district, city[-3:] + district, district))
        if "省" in city and rng.random() < 0.2:
            lead = city[-3:-1] + district
        town = rng.choice(towns) if rng.random() < 0.5 else ""
        return lead + town + (own_place or self._place(rng))

    def other_town(self, rng: random.Random) -> str:
        """Write an address of a town of the county that the library does not cover; empty if there is none."""
        if not self._towns:
            return ""
        lead = rng.choice(("重庆市江津区", "重庆市江津区", "江津区", "重庆市江津市", ""))
        return lead + rng.choice(self._towns) + self._place(rng)

    def _place(self, rng: random.Random) -> str:
        number = rng.randint(1, 300)
        kind = rng.random()
        if kind < 0.6 or not self._estates:
            text = f"{rng.choice(self._streets)}{number}号"
            return text + (f"附{rng.randint(1, 20)}号" if rng.random() < 0.2 else "")
        text = rng.choice(self._estates)
        if kind < 0.75:
            text = f"{rng.choice(self._streets)}{number}号{text}"
        return text + rng.choice(("{}幢{}-{}", "{}栋{}单元{}02", "{}幢")).format(
            rng.randint(1, 30), rng.randint(1, 4), rng.randint(1, 9)
        )
