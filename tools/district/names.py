"""Believable names of streets, compounds, yards and hamlets.

All are put together from everyday words; none is taken from a register. A few
are traps that naive address parsers fall into: 中山西路 and 重庆路 hold the name
of a city, 三亚路 and 五一路 begin with a numeral, 双凤路 with a "pair".
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

FIRST_STREETS: dict[int, tuple[str, ...]] = {
    1: ("福星大道", "双福大道", "珊瑚大道", "学府大道"),
    2: ("双凤路", "重庆路", "中山西路", "三亚路", "五一路", "团结路", "双河路", "福南路"),
    3: ("珊瑚路", "北京街", "四维街", "双湖街", "九江街", "八一街", "万寿街"),
    4: ("石板巷", "三倒拐巷", "半边街", "水井巷", "五福里"),
}
"""Streets that every district's first town has, by rank; the traps are among them."""

FORMER_NAMES = {"福星大道": "福星路", "学府大道": "大学路", "团结路": "老街", "石板巷": "石板街"}
"""Aliases of some of them."""


def _words(text: str) -> list[str]:
    return text.split()


_WORDS = _words(
    "福寿 福安 福康 福临 福源 福北 福东 祥福 祥和 祥云 瑞云 瑞安 瑞丰 永安 永福 永兴 永康 永和 长安 长乐 长兴 平安 "
    "太平 和平 和睦 和顺 安顺 安居 安康 兴业 兴旺 兴国 兴园 振兴 复兴 中兴 建新 建设 建业 创新 创业 科兴 科苑 工业 "
    "工农 新华 新民 新建 新春 文昌 文化 文明 文峰 文翰 书院 学苑 育才 育英 崇文 桃李 希望 光明 朝阳 向阳 东升 红星 "
    "红旗 青年 人民 劳动 胜利 解放 前进 民主 民生 民安 富民 惠民 金桂 金凤 金竹 金银 银杏 银河 桂花 桂香 梅花 兰花 "
    "荷花 菊香 茶花 海棠 樱花 紫薇 玉兰 丁香 翠竹 翠屏 青松 青云 柏林 松柏 梧桐 香樟 黄葛 橙香 柑桔 花椒 滨湖 湖滨 "
    "明月 清溪 清泉 龙泉 龙腾 龙翔 凤翔 凤鸣 凤凰 麒麟 白鹤 鹿鸣 鹤鸣 锦绣 锦江 锦云 天府 天星 天平 星光 星湖 云龙 "
    "云岭 云帆 石桥 石坝 石龙 石梁 大桥 大寨 大坪 大同 小湾 小桥 五星 五岭 六合 七星 八角 九龙 十全 百花 百家 千秋 "
    "万福 万兴 万年 成渝 渝南 江北 江州 津北 津南 津西 几水 四屏 成都 昆明 南京 上海 天津 广州 贵阳 遵义 泸州 宜宾 "
    "涪陵 合川 永川 綦江 铜梁"
)

_TAILS = {
    1: ("大道",),
    2: ("路", "路", "路", "大道", "东路", "北路"),
    3: ("街", "街", "路", "路", "西街", "北街", "横街"),
    4: ("巷", "巷", "巷", "里", "支路", "一巷", "二巷", "新巷"),
}
_COUNTRY_TAILS = ("路", "公路", "村路")

_COMPOUND_WORDS = _words(
    "怡云 怡景 怡和 津福 福城 福馨 福满 学府 书香 翰林 江岸 滨江 临江 春江 丽水 碧水 翠湖 观湖 湖畔 云锦 云庭 锦绣 "
    "锦程 锦苑 御景 御林 香樟 桂语 桂苑 梧桐 紫薇 紫荆 兰亭 兰溪 荷塘 梅园 竹韵 松涛 枫林 橙乡 橙香 康居 康宁 安居 "
    "安泰 祥瑞 祥和 和谐 和顺 阳光 朝阳 晨曦 星河 星悦 明珠 明月 盛世 盛景 华庭 华府 华彩 金域 金桂 金橙 银杏 鹭岛 "
    "白鹭 凤栖 凤鸣 龙吟 龙湾 鼎峰 鼎秀 尚品 尚城 时代 新城 新苑 东方 南山 西苑 北辰 天怡 天成 天悦 美好 幸福 幸福里 "
    "绿岛 绿洲 绿源 青年 青果 同心 同创 创业 百合 百福 吉祥 吉安 瑞景 瑞丽 嘉和 嘉园 佳苑 佳兆 富丽 富民 惠民 庆丰 "
    "庆云 双溪 双湖 石桥 高浒 三江 几江 鼎山 长风 长河 海棠 樱花 丹桂 玉兰"
)
_COMPOUND_TAILS = _words("花园 小区 苑 家园 新村 名都 雅居 华庭 公馆 国际 半岛 新城 府 佳园 一期 二期 公寓 安置房")

YARDS: dict[str, tuple[str, ...]] = {
    "school": ("{town}中学", "{town}小学", "{town}第二小学", "{town}实验小学", "{town}第二中学", "{town}幼儿园"),
    "hospital": ("{town}中心卫生院", "{town}中医院", "{town}妇幼保健院"),
    "office": ("{town}办事处大院", "{town}税务所", "{town}供电所", "{town}水务所", "{town}法庭", "{town}市场监管所"),
    "market": ("{town}农贸市场", "{word}市场", "{word}批发市场", "{word}商场"),
    "quarters": ("{word}厂家属院", "粮站家属院", "{word}机械厂宿舍", "{word}公司宿舍", "供销社家属院", "农机站宿舍"),
    "factory": ("{word}机械厂", "{word}食品厂", "{word}建材厂", "{word}物流园", "{word}汽配厂", "{word}包装厂"),
}
"""Names of unit compounds (单位院) by use."""

_SURNAMES = _words(
    "李 王 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 罗 梁 宋 郑 谢 韩 唐 冯 于 董 程 曹 袁 邓 许 傅 曾 彭"
)
_HAMLET_TAILS = _words("家院子 家湾 家坝 家坡 家沟 家坪 家大院 家塝 家老屋 家岩")
_HAMLET_PLAIN = _words(
    "石坝子 大屋基 新房子 瓦厂湾 油房沟 堰塘湾 黄桷树 土地坡 大田坎 石院子 朝门口 水井湾 碾子坝 学堂堡"
)


def _draw(rng: np.random.Generator, heads: tuple[str, ...], pool: list[str], used: set[str]) -> Iterator[str]:
    for name in heads:
        if name not in used:
            used.add(name)
            yield name
    for index in rng.permutation(len(pool)):
        name = pool[index]
        if name not in used:
            used.add(name)
            yield name
    number = 2
    while True:  # never exhausted: a very large town gets numbered names
        for index in rng.permutation(len(pool)):
            name = pool[index][:-1] + _CHINESE[number % 10] + pool[index][-1]
            if name not in used:
                used.add(name)
                yield name
        number += 1


_CHINESE = "零一二三四五六七八九"


class Names:
    """Draws names that are unique within one town.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    town : str
        Name of the town without its kind (双福), for its public yards.
    first : bool
        Whether the town gets the fixed streets of `FIRST_STREETS`.
    """

    def __init__(self, rng: np.random.Generator, town: str, first: bool) -> None:
        self._rng = rng
        self._town = town
        self._used: set[str] = set()
        # The fixed names are kept for streets of their own rank.
        reserved = {name for names in FIRST_STREETS.values() for name in names} if first else set()
        self._streets: dict[int, Iterator[str]] = {}
        for rank, tails in _TAILS.items():
            pool = [word + tail for tail in dict.fromkeys(tails) for word in _WORDS]
            weights = [tails.count(tail) for tail in dict.fromkeys(tails) for _ in _WORDS]
            order = np.argsort(rng.random(len(pool)) ** (1 / np.array(weights)))[::-1]
            pool = [pool[i] for i in order if pool[i] not in reserved]
            self._streets[rank] = self._in_order(FIRST_STREETS[rank] if first else (), pool)
        pool = [word + tail for word in _WORDS[:90] for tail in _COUNTRY_TAILS]
        self._country = _draw(rng, (), [name for name in pool if name not in reserved], self._used)
        pool = [word + tail for word in _COMPOUND_WORDS for tail in _COMPOUND_TAILS[:14]]
        pool += [word + "花园" + tail for word in _COMPOUND_WORDS[:40] for tail in ("一期", "二期")]
        pool += [word + tail for word in _COMPOUND_WORDS[:60] for tail in ("公寓", "安置房")]
        self._compounds = _draw(rng, ("怡云花园",) if first else (), pool, self._used)
        hamlets = [surname + tail for surname in _SURNAMES for tail in _HAMLET_TAILS] + _HAMLET_PLAIN
        self._hamlets = _draw(rng, ("李家院子",) if first else (), hamlets, self._used)
        self._yards: dict[str, Iterator[str]] = {}
        for use, patterns in YARDS.items():
            fixed = tuple(p.format(town=town) for p in patterns if "{word}" not in p)
            pool = [p.format(town=town, word=w) for p in patterns if "{word}" in p for w in _WORDS[:120]]
            pool = pool or [f"{town}{w}{fixed[-1].removeprefix(town)}" for w in _WORDS[:60]]
            self._yards[use] = _draw(rng, fixed, pool, self._used)
        self._banks = self._in_order(("滨河路", "滨江路", "江岸路", "沿河路"), [w + "滨河路" for w in _WORDS[:40]])

    def _in_order(self, heads: tuple[str, ...], pool: list[str]) -> Iterator[str]:
        for name in (*heads, *pool):
            if name not in self._used:
                self._used.add(name)
                yield name
        yield from _draw(self._rng, (), pool, self._used)

    def street(self, rank: int) -> str:
        """Return a new name for a street of `rank` 1 to 4."""
        return next(self._streets[rank])

    def bank_road(self) -> str:
        """Return a new name for a road along the river."""
        return next(self._banks)

    def country_road(self) -> str:
        """Return a new name for a road between villages."""
        return next(self._country)

    def compound(self) -> str:
        """Return a new name for a residential compound (小区)."""
        return next(self._compounds)

    def yard(self, use: str) -> str:
        """Return a new name for a unit compound (单位院) of the given use."""
        return next(self._yards[use])

    def hamlet(self) -> str:
        """Return a new name for a hamlet (自然村)."""
        return next(self._hamlets)
