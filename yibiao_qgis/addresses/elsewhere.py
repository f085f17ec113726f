"""Names that say "this is another district": a text with one of them is not ours.

The library is closed, so national names decide nothing but this. Whole names with
区, 县 or 市 are recognised by their form; the lists below are for short forms, as in
成都武侯区 or 重庆渝北. Source: GB/T 2260, common knowledge of every atlas.
"""

from __future__ import annotations

import re

_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 "
    "贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
)
_CITIES = (
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 "
    "临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 "
    "盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 "
    "佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 "
    "温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 "
    "六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 "
    "宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 "
    "洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 "
    "鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 "
    "湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 "
    "云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 "
    "攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山 贵阳 六盘水 "
    "遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 拉萨 "
    "日喀则 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 "
    "定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密"
)
_COUNTIES_OF_CHONGQING = (
    "万州 涪陵 渝中 大渡口 江北 沙坪坝 九龙坡 南岸 北碚 綦江 大足 渝北 巴南 黔江 长寿 江津 合川 永川 南川 璧山 "
    "铜梁 潼南 荣昌 开州 梁平 武隆 城口 丰都 垫江 忠县 云阳 奉节 巫山 巫溪 石柱 秀山 酉阳 彭水 两江新 高新"
)
MUNICIPALITIES = frozenset(("北京", "天津", "上海", "重庆"))
PROVINCES = frozenset(_PROVINCES.split()) - MUNICIPALITIES
CITIES = frozenset(_CITIES.split()) | MUNICIPALITIES
"""Names of provinces and of cities without their kind."""

_SHORT = PROVINCES | CITIES | frozenset(_COUNTIES_OF_CHONGQING.split())
_SUFFIXES = r"特别行政区|自治区|自治州|自治县|自治旗|地区|新区|林区|矿区|省|市|州|盟|区|县|[左右前中后联合]旗"
_AREA = re.compile(
    rf"([\u4e00-\u9fff]{{1,8}}?(?:{_SUFFIXES}))(?![场民政委区])"
    r"(?<!社区)(?<!小区)(?<!园区)(?<!片区)(?<!厂区)(?<!校区)(?<!景区)(?<!城区)(?<!库区)(?<!业区)(?<!发区)(?<!税区)(?<!范区)"
    r"(?<!老区)(?<!营区)(?<!超市)(?<!城市)(?<!夜市)(?<!门市)(?<!集市)(?<!街市)(?<!灯市)(?<!菜市)(?<!花市)"
)
_TOWN = re.compile(r"([\u4e00-\u9fff]{2,6}?(?:街道|镇|乡))(?![路街巷村社道口上场])")


def named_area(text: str) -> str:
    """Return the province, city or county that an unknown text begins with; empty for none.

    Parameters
    ----------
    text : str
        Canonical text in which no name of the library begins.

    Returns
    -------
    str
        ``渝北区``, ``四川省``, ``成都``.
    """
    found = _AREA.match(text)
    if found:
        return found.group(1)
    for length in (2, 3, 4):
        # A short form counts only before further characters: 成都武侯区, not 成都路.
        if text[:length] in _SHORT and _AREA.match(text, length):
            return text[:length]
    return ""


def named_town(text: str) -> str:
    """Return the town (街道, 镇, 乡) that an unknown text begins with; empty for none.

    Parameters
    ----------
    text : str
        Canonical text in which no name of the library begins.

    Returns
    -------
    str
    """
    found = _TOWN.match(text)
    return found.group(1) if found else ""


def is_short_form(text: str) -> bool:
    """Tell whether a text is a province's, city's or Chongqing district's name without its kind."""
    return text in _SHORT
