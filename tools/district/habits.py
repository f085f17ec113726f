"""The departments: their headers, their habits and how often each kind of noise occurs.

Nothing here names a person: shops and offices are made up from lucky words and
trades, telephones are made-up office lines of one exchange.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

STORIES = {
    "plain": 0.765,
    "typo": 0.06,
    "tie": 0.04,
    "wrong_community": 0.01,
    "absent_number": 0.035,
    "absent_sub": 0.008,
    "absent_building": 0.007,
    "absent_room": 0.02,
    "other_district": 0.02,
    "other_town": 0.008,
    "range": 0.005,
    "junction": 0.004,
    "two_addresses": 0.006,
    "empty": 0.005,
    "nonsense": 0.007,
}
"""What a row is about, as shares of all rows; every row has one story. Local default."""

HABITS = {
    "short_upper": 0.05,
    "old_name": 0.07,
    "repeated_prefix": 0.06,
    "full_width": 0.05,
    "chinese_numerals": 0.07,
    "dash_code": 0.30,
    "building_word": 0.45,
    "unit_word": 0.12,
    "floor_word": 0.5,
    "sub_form": 0.6,
    "bare_number": 0.06,
    "no_street": 0.45,
    "no_compound": 0.06,
    "no_room": 0.04,
    "traditional": 0.015,
    "blanks": 0.10,
    "brackets": 0.10,
    "near": 0.06,
    "premises": 0.06,
    "rural_word": 0.6,
    "committee": 0.03,
    "phone": 0.015,
}
"""How often a clerk is inclined to a habit where the row allows it; habits combine. Local default.

``missing_upper`` comes with the forms of `spelling.AREA_FORMS`, ``tie`` with what a text leaves open.
"""

EXCLUSIVE = ("other_district", "other_town", "empty", "nonsense")
"""Stories that say nothing about a row of the library."""


@dataclass(frozen=True)
class Department:
    """One department's table.

    Parameters
    ----------
    headers : tuple of str
        Chinese column names.
    address : str
        The column that holds the address text.
    levels : mapping
        Weights of what its rows are about, by level of the library.
    habits : mapping
        Chances that differ from `HABITS`.
    stories : mapping
        Shares that differ from `STORIES`; ``plain`` takes up the difference.
    """

    headers: tuple[str, ...]
    address: str
    levels: Mapping[str, float]
    habits: Mapping[str, float] = field(default_factory=dict)
    stories: Mapping[str, float] = field(default_factory=dict)

    def chance(self, habit: str) -> float:
        """Return how often a habit occurs where it can."""
        return self.habits.get(habit, HABITS[habit])

    def shares(self) -> dict[str, float]:
        """Return the share of every story; they add up to 1."""
        shares = {**STORIES, **self.stories}
        shares["plain"] = 0.0
        shares["plain"] = 1 - sum(shares.values())
        return shares


DEPARTMENTS = {
    # 市场监管: premises of businesses, mostly shops at door plates
    "market": Department(
        ("序号", "单位名称", "经营地址", "所属社区", "备注"),
        "经营地址",
        {
            "plate": 0.52,
            "rural": 0.06,
            "room": 0.22,
            "building": 0.08,
            "compound": 0.07,
            "street": 0.03,
            "community": 0.02,
        },
        {"brackets": 0.18, "premises": 0.15, "near": 0.06},
    ),
    # 住房建设: houses and facilities, mostly rooms and buildings
    "housing": Department(
        ("编号", "房屋坐落", "镇街", "设施类型"),
        "房屋坐落",
        {
            "plate": 0.16,
            "rural": 0.10,
            "room": 0.52,
            "building": 0.14,
            "compound": 0.05,
            "street": 0.02,
            "community": 0.01,
        },
        {"dash_code": 0.45, "brackets": 0.06, "premises": 0.0, "phone": 0.005, "near": 0.04},
        {"absent_room": 0.03, "tie": 0.045},
    ),
}

HINTS = (
    "临街门面", "物业办公室旁", "原粮站", "二楼", "农贸市场对面", "一楼左侧", "公交站旁", "门市", "临时摊位",
    "原供销社", "靠近小学", "地下车库入口", "底商", "楼梯间", "加油站斜对面", "院内", "后门", "自编", "村委会旁",
)  # fmt: skip
NEAR = ("旁", "旁边", "附近", "对面", "斜对面", "隔壁", "门口", "后面", "门前", "周边")
PREMISES = ("门面", "门市", "商铺", "门市部", "底楼门面", "一楼门面", "铺面", "1楼", "一楼", "车库")
NONSENSE = (
    "无", "不详", "123", "????", "测试", "-", "/", "无固定地址", "N/A", "0", "。。。", "待补充", "见附件", "地址不详",
    "aaa", "#N/A", "x", "线上经营", "无门牌号", "？", "test", "11111", "全区", "流动摊点",
)  # fmt: skip

_LUCKY_WORDS = (
    "鑫旺 佳和 好又多 百顺 福满园 诚信 万佳 宏达 兴隆 金源 顺达 惠民 阳光 绿源 永盛 祥和 康泰 美味 乐购 恒通 聚福 "
    "荣昌 天天 新世纪 巴渝 江畔 津味 橙乡 双喜 四季 春天 大众 便民 锦绣 瑞丰 润发 星辰 海纳 安捷 优品"
)
_TRADE_WORDS = (
    "便利店 超市 餐饮店 火锅店 小面馆 五金店 建材经营部 汽修厂 理发店 药房 服装店 烟酒店 水果店 鲜花店 打印店 茶楼 "
    "宾馆 洗车场 幼儿园 诊所 眼镜店 电器维修部 手机店 家具店 物流部 网吧 早餐店 豆花饭店 糕点房 宠物店"
)
_LUCKY = _LUCKY_WORDS.split()
_TRADES = _TRADE_WORDS.split()
FACILITIES = (
    "住宅", "住宅", "住宅", "商铺", "厂房", "办公用房", "配电房", "公厕", "垃圾收集点", "充电桩", "路灯控制箱",
    "门卫室", "物管用房", "水泵房", "车库",
)  # fmt: skip
REMARKS = ("", "", "", "", "", "", "已核", "待核", "变更", "停业", "新增", "证照已领", "地址待核实")


def business(rng: random.Random) -> str:
    """Return a made-up name of a business without any person's name."""
    place = rng.choice(("", "", "", "江津区", "双福", "重庆"))
    return f"{place}{rng.choice(_LUCKY)}{rng.choice(_TRADES)}"


def office_line(rng: random.Random) -> str:
    """Return a made-up office telephone of one exchange, as clerks append it."""
    number = f"4751{rng.randint(0, 9999):04d}"
    word = rng.choice((" 电话", "电话：", "，联系电话", " 服务热线", " "))
    return f"{word}023-{number}"
