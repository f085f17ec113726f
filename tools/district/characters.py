"""Noise on single characters: forms of digits, traditional characters, blanks, typing errors.

Everything written here can be encoded in GBK.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

_DIGITS = "零一二三四五六七八九"
_WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#()"}

_TRADITIONAL = dict(
    zip(
        "庆区乡镇门号楼单栋层组东园华龙兴云阳滨桥双凤学馆广场业医卫粮机厂鸭岭顺达丽宾团结无万寿长乐杨陈刘张赵黄吴孙罗郑谢韩冯邓许实验",
        "慶區鄉鎮門號樓單棟層組東園華龍興雲陽濱橋雙鳳學館廣場業醫衛糧機廠鴨嶺順達麗賓團結無萬壽長樂楊陳劉張趙黃吳孫羅鄭謝韓馮鄧許實驗",
    )
)

# One line a sound; a character may stand in several. Similar shapes are marked by their own short lines.
_ALIKE = """
福富付副服复 双霜爽 溪西希熙 凤风丰枫峰锋 河合禾荷和 路陆露 云芸运匀 怡宜逸仪 阳洋杨扬 平坪萍评 津金锦今进 黑嘿 林临琳
霖 浒许 界介 破坡 石时实拾 恒横衡 碧必壁璧 兴星新馨欣鑫 隆龙珑 李里礼理 子籽 城成诚程 园圆苑院源 花华 大太 道到 街阶
巷项 滨宾彬 江将姜 湖胡 山珊三 瑚湖糊 雪学 府俯付 公工功 馆管 广光 场厂 香乡湘 桂贵 桥乔 东冬 中忠钟 安按 宁凝
家佳嘉加 景井锦 春椿 玉御钰裕 建健键 设射 明名铭 民明 珠朱 永咏勇泳 通同 祥翔详 瑞锐端 庆清青 文闻 化画 业叶
盛胜圣 世市 天田 洪红宏鸿 梅美 兰蓝 柳流 榕容 樱英 塘堂唐糖 湾弯 坝坎 沟钩构 沙砂 梁粱良 正政 月悦越 朝潮 晨辰
泰太 吉集 意义 长常 贵桂 荣容 鼎顶 团围 结洁 板版 半伴 万方 寿受 维唯 九久 八入 四肆 五伍 倒到 拐怪
学字 书叔 翰汉 岸案 丽莉 翠萃 畔伴 庭亭廷 程城 林琳 语雨 梧吾 桐铜 紫子 薇微 荆京 荷何 竹竺 韵运 松送 涛淘 橙澄
乡香 康糠 居巨 谐偕 晖辉 曦溪 星心 珍真 彩采 域城 银根 杏否 鹭露 岛鸟 栖溪 鸣呜 吟今 秀绣 尚上 品晶 时石 代待
方芳 南楠 辰晨 幸辛 绿录 洲州 源原 青清 果国 心新 创闯 百白 合河 瑞瑞 兆照 惠慧 丰封 几机 风凤 海每 棠堂 丹舟
临邻 和河 振震 复付 旺王 科料 苗描 农侬 昌唱 育郁 才材 崇祟 桃挑 希布 望忘 向响 升生 红虹 旗棋 人入 劳捞 动洞
利力 解界 放防 前钱 进近 主住 银很 菊橘 茶荼 屏平 柏伯 樟章 黄璜 葛割 柑甘 桔吉 椒淑 泉全 腾藤 麒其 麟邻 鹤贺
鹿路 帆凡 寨赛 岭领 全金 千干 秋丘 渝愉 屏萍 税说 务雾 供共 电由 所锁 站占 社杜 校较 粮良 机几 械戒 食实 材才 物勿
流留 汽气 配酉 包苞 装妆 属蜀 宿缩 舍含 销消 商南 批枇 发友 市布 院阮 湾湾 坪评 塝磅 屋握 岩沿 田由 树村 土士 坡波
堰偃 油抽 房防 瓦互 基其 井并 碾辗 堡保 朝潮
"""

_EDIT_KEEP = frozenset("0123456789一二三四五六七八九十东南西北中上下期区")


def _alike() -> dict[str, str]:
    table: dict[str, set[str]] = {}
    for group in _ALIKE.split():
        for char in group:
            table.setdefault(char, set()).update(set(group) - {char})
    return {char: "".join(sorted(others)) for char, others in table.items() if others}


ALIKE = _alike()
"""Characters that sound or look alike, for typing errors."""


def chinese_number(number: int) -> str:
    """Write a number below 10,000 as it is read: 88 is 八十八, 105 is 一百零五, 12 is 十二."""
    text, rest = "", number
    for unit, word in ((1000, "千"), (100, "百"), (10, "十")):
        digit, rest = divmod(rest, unit)
        if digit:
            text += _DIGITS[digit] + word
        elif text and rest and not text.endswith("零"):
            text += "零"
    if rest or not text:
        text += _DIGITS[rest]
    return text[1:] if text.startswith("一十") else text


def chinese_digits(text: str) -> str:
    """Write digits one by one: 502 is 五〇二."""
    return "".join("〇" if c == "0" else _DIGITS[int(c)] for c in text)


def full_width(text: str) -> str:
    """Write digits, Latin letters, dash, number sign and brackets in full width."""
    return text.translate(_WIDE)


def traditional(text: str, rng: random.Random) -> str:
    """Write some of the convertible characters in traditional form; at least one where there is any."""
    places = [i for i, c in enumerate(text) if c in _TRADITIONAL]
    if not places:
        return text
    chosen = set(rng.sample(places, rng.randint(1, len(places))))
    return "".join(_TRADITIONAL[c] if i in chosen else c for i, c in enumerate(text))


def blanks(text: str, rng: random.Random) -> str:
    """Put blanks and commas where people type them: after an area, before a number, around the text."""
    if rng.random() < 0.15:
        return rng.choice((" ", "　", "\t")) * rng.randint(0, 1) + text + rng.choice((" ", "　", "  "))
    if rng.random() < 0.3:
        gaps = [m.end() for m in re.finditer(r"(?:街道|镇|社区|市(?!场)|(?<![社小])区)(?=.)", text)]
        mark = rng.choice((",", "，", "/", "·", "，"))
    else:
        gaps = [m.end() for m in re.finditer(r"(?:街道|镇|社区|路|街|巷|大道|号|幢|栋|单元|层|组)(?=.)", text)]
        gaps += [m.start() + 1 for m in re.finditer(r"[^\d\-A-Za-z#](?=\d)|\d(?=[号幢栋单层室])", text)]
        mark = rng.choice((" ", " ", " ", "　", "  "))
    for place in sorted(set(rng.sample(gaps, min(len(gaps), rng.randint(1, 3)))), reverse=True):
        text = text[:place] + mark + text[place:]
    return text


class Names:
    """The names of a library, to keep made-up and mistyped ones apart from them.

    Parameters
    ----------
    names : iterable of str
        Names and former names of streets, compounds and communities.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(name for name in names if len(name) > 1)
        self._longest = max((len(name) for name in self.names), default=0)
        self._near: dict[str, set[str]] = {}
        for name in self.names:
            for key in _deletions(name):
                self._near.setdefault(key, set()).add(name)

    def near(self, word: str) -> set[str]:
        """Return the names within one edit (insert, drop, replace, swap) of a word, itself included."""
        found: set[str] = set()
        for key in _deletions(word):
            found.update(name for name in self._near.get(key, ()) if _one_edit(name, word))
        return found

    def inside(self, text: str) -> set[str]:
        """Return the names that occur in a text."""
        return {
            text[start:end]
            for start in range(len(text))
            for end in range(start + 2, min(start + self._longest, len(text)) + 1)
            if text[start:end] in self.names
        }

    def mistype(self, name: str, rng: random.Random) -> str:
        """Return a name with one typing error that still means this name alone, or empty if there is none.

        One character is replaced by one that sounds or looks alike, dropped, or
        swapped with the next. Numerals and directions stay: 福星东路 never becomes
        another street by a mere error.
        """
        tail = 2 if name.endswith(("大道", "花园", "小区", "家园", "新村", "公寓")) else 1
        core = len(name) - tail
        wrong: list[str] = []
        for i, char in enumerate(name):
            if char not in _EDIT_KEEP:
                others = [other for other in ALIKE.get(char, "") if other not in _EDIT_KEEP]
                wrong += [name[:i] + other + name[i + 1 :] for other in others]
        heavy = [name[:i] + name[i + 1 :] for i in range(core) if core > 2 and name[i] not in _EDIT_KEEP]
        heavy += [
            name[:i] + name[i + 1] + name[i] + name[i + 2 :]
            for i in range(core - 1)
            if name[i] != name[i + 1] and not {name[i], name[i + 1]} & _EDIT_KEEP
        ]
        rng.shuffle(wrong)
        rng.shuffle(heavy)
        order = heavy + wrong if rng.random() < 0.4 else wrong + heavy
        for word in order:
            if self.near(word) == {name} and not self.inside(word):
                return word
        return ""


def _deletions(word: str) -> list[str]:
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]


def _one_edit(a: str, b: str) -> bool:
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left_a, left_b = a[start : len(a) - end], b[start : len(b) - end]
    return max(len(left_a), len(left_b)) <= 1 or (len(left_a) == 2 and left_a == left_b[::-1])
