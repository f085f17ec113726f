"""Characters of address texts: full-width, traditional and look-alike forms to one each.

Every mapping is one character to one character, so that positions in the mapped
text are positions in the raw text. Only what occurs in addresses is mapped: a
complete traditional-simplified conversion needs word lists and would gain nothing.
"""

from __future__ import annotations

_TRADITIONAL = (
    "號号樓楼棟栋單单層层區区縣县鎮镇鄉乡莊庄園园灣湾橋桥廣广場场東东門门陽阳陰阴龍龙鳳凤馬马雙双慶庆興兴業业"
    "產产廠厂學学醫医館馆豐丰華华國国際际會会義义寶宝貴贵財财發发達达運运遠远連连進进過过邊边還还這这適适選选"
    "遺遗鄧邓鄭郑鄰邻醬酱釀酿銀银銅铜錢钱鋼钢鋪铺鐵铁鐘钟長长閣阁閩闽關关陳陈陸陆隊队階阶險险隱隐雜杂雞鸡離离"
    "難难雲云電电靈灵靜静頂顶順顺須须預预頭头題题顏颜願愿類类風风飛飞飯饭飲饮養养餘余饒饶駐驻駿骏騰腾驛驿驗验"
    "體体魚鱼鮮鲜鳥鸟鴻鸿鵬鹏鶴鹤鷹鹰鹽盐麗丽麥麦黃黄點点齊齐齋斋齡龄個个倉仓備备傳传傑杰優优億亿償偿儀仪價价"
    "儲储兒儿兩两冊册凍冻凱凯別别劃划則则剛刚創创劉刘劍剑劇剧動动務务勝胜勞劳勢势勵励勻匀匯汇協协卻却厲厉參参"
    "叢丛員员問问啟启喬乔嚴严圍围圓圆圖图團团執执堅坚堯尧報报塊块墳坟壇坛壓压壘垒壩坝壯壮壽寿夢梦夾夹奧奥奪夺"
    "奮奋婦妇嬌娇孫孙寧宁審审寫写寬宽對对導导將将專专屆届屬属岡冈島岛峽峡崗岗嶺岭嶽岳巒峦幣币帶带幫帮幹干幾几"
    "庫库廂厢廈厦廟庙廢废張张強强彈弹後后徑径從从復复徵征恆恒愛爱態态應应懷怀懸悬戰战戲戏戶户擁拥擇择擔担據据"
    "擴扩擺摆數数斷断時时晉晋暉晖書书條条來来楊杨榮荣槍枪樂乐樁桩樹树橫横機机檔档檢检櫻樱權权歡欢歐欧歲岁歷历"
    "歸归殘残殼壳毀毁氣气漢汉湯汤溝沟準准滄沧滅灭滬沪滿满漁渔漲涨潔洁潤润澗涧澤泽濟济濱滨瀋沈瀘泸瀾澜灘滩災灾"
    "為为烏乌無无煉炼煙烟營营爐炉爭争爺爷牆墙牽牵獅狮獎奖環环現现瑪玛瓊琼畝亩畢毕畫画當当療疗盡尽監监盤盘盧卢"
    "眾众碼码礎础礦矿禮礼禪禅種种稅税穀谷積积穩稳窩窝窮穷競竞筆笔節节範范築筑簡简簽签籃篮糧粮紀纪約约紅红納纳"
    "純纯紙纸級级紡纺細细終终組组結结絲丝統统經经綠绿維维綜综網网綱纲線线編编緣缘總总績绩織织繞绕繩绳繼继續续"
    "羅罗聖圣聯联聰聪聲声職职聽听肅肃腦脑臨临臺台舉举舊旧艦舰艙舱藝艺芻刍莖茎蓋盖蓮莲蔣蒋蔭荫蔥葱蕩荡蕭萧薩萨"
    "藍蓝藥药蘆芦蘇苏蘭兰處处虛虚蝦虾蠶蚕術术衛卫衝冲補补裝装裡里裏里製制複复見见規规視视親亲觀观觸触計计訊讯"
    "訓训記记設设許许訪访評评試试詩诗話话該该詳详誠诚語语說说調调談谈請请論论諧谐諾诺謝谢識识護护讀读變变讓让"
    "豬猪貝贝貨货貫贯責责貿贸費费賀贺賓宾賢贤質质賴赖購购賽赛贛赣趙赵趕赶跡迹踐践車车軌轨軍军軒轩軟软較较載载"
    "輕轻輛辆輝辉輪轮輸输轄辖轉转轎轿辦办農农巖岩峯峰臥卧壋垱壢坜嶇岖甯宁鴨鸭萬万吳吴韓韩馮冯實实葉叶鄒邹龔龚"
    "顧顾譚谭閻阎駱骆溫温倫伦練练艷艳紹绍縱纵緒绪纖纤羣群習习聶聂腳脚膠胶臘腊舖铺蘋苹衆众訂订誼谊諸诸謙谦譽誉"
    "豎竖賞赏賜赐贊赞趨趋躍跃軸轴輔辅迴回逕径遞递遲迟郵邮鉅巨鉛铅鋁铝錦锦錫锡鍋锅鍾钟鎖锁鏡镜閃闪閉闭間间閒闲"
    "闊阔闕阙隨随雛雏霧雾鞏巩韋韦韻韵頌颂領领頻频飄飘馳驰駝驼騎骑鬧闹魯鲁鯉鲤鱗鳞鳴鸣鴛鸳鴦鸯鵝鹅鷺鹭黨党鼇鳌"
    "龐庞龜龟埡垭壙圹夠够娛娱嶼屿嶗崂巔巅帳帐廬庐廳厅彎弯徹彻憲宪憶忆戀恋換换揚扬搶抢攤摊敗败曉晓曠旷構构樣样"
    "標标檸柠櫃柜欄栏決决沖冲況况涇泾淺浅測测渦涡湧涌滾滚漸渐潛潜濃浓濕湿瀏浏瀝沥瀟潇燈灯燒烧熱热燦灿燭烛獨独"
    "獵猎獻献瑩莹璣玑甌瓯異异疊叠矚瞩硯砚碩硕磚砖祿禄稱称穎颖籌筹粵粤紋纹紐纽紛纷紳绅絡络給给絨绒絹绢綏绥綢绸"
    "綿绵緊紧緩缓縫缝縮缩繡绣纏缠罈坛蕓芸薔蔷蘊蕴蝸蜗蠟蜡褲裤襯衬詠咏誌志謹谨譜谱賣卖買买貼贴軲轱邏逻釘钉鉤钩"
    "銘铭鑄铸鑒鉴鑲镶閘闸闖闯闢辟陝陕隸隶雖虽韜韬頤颐颶飓馴驯駕驾騏骐驥骥鬱郁鰲鳌鵲鹊鸚鹦齒齿"
)
_LOOK_ALIKE = {
    "-": "－—–―‐‑‒−﹣_ｰ",
    "~": "～〜∼",
    "(": "（〔【［｛〈《「『﹙[{<＜",
    ")": "）〕】］｝〉》」』﹚]}>＞",
    ",": "，、；;：:。|｜！!？?＊*…＝=＋+＆&＠@％%＄$^`＂＇",
    ".": "．",
    "/": "／\\＼",
    "#": "＃♯№",
    " ": "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
    "〇": "○◯",
    "一": "壹弌",
    "二": "贰貳弍",
    "三": "叁參弎",
    "四": "肆",
    "五": "伍",
    "六": "陆",
    "七": "柒",
    "八": "捌",
    "九": "玖",
}
_FORMAL_IN_NAMES = "陆伍柒參"
"""Formal numerals that are surnames or ordinary characters: 陆家湾, 伍家岗; they stay."""

DROPPED = "\x7f"
"""Stands for a character that is no part of an address and separates nothing."""

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f·•‧・'\"“”‘’"


def _table() -> dict[int, str]:
    table = {}
    for code in range(0xFF10, 0xFF1A):
        table[code] = chr(code - 0xFEE0)
    for upper, full, full_lower in zip(range(65, 91), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B)):
        table[upper + 32] = table[full] = table[full_lower] = chr(upper)
    for position in range(0, len(_TRADITIONAL), 2):
        table[ord(_TRADITIONAL[position])] = _TRADITIONAL[position + 1]
    for target, sources in _LOOK_ALIKE.items():
        for source in sources:
            if source not in _FORMAL_IN_NAMES:
                table[ord(source)] = target
    for number in range(9):
        table[0x2460 + number] = str(number + 1)
    for character in _INVISIBLE:
        table[ord(character)] = DROPPED
    for code in (*range(9), *range(14, 28), 127):
        table[code] = DROPPED
    return {code: target for code, target in table.items() if chr(code) != target}


TABLE = _table()
"""For ``str.translate``: one character to one character."""

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS.update({"零": 0, "两": 2})
NUMERALS = "〇零一二三四五六七八九十百两廿卅"
"""Characters of Chinese numerals in addresses."""


def numeral_value(text: str) -> str | None:
    """Return a Chinese numeral's digits.

    Parameters
    ----------
    text : str
        Of :data:`NUMERALS` only: ``八十八``, ``一百零二``, ``五〇二``.

    Returns
    -------
    str or None
        ``88``, ``102``, ``502``; None where the characters are no number.
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not ("十" in text or "百" in text):
        return "".join(str(_DIGITS[character]) for character in text)
    total, rest = 0, text
    hundreds, mark, tail = rest.partition("百")
    if mark:
        if len(hundreds) != 1 or not _DIGITS.get(hundreds):
            return None
        total, rest = 100 * _DIGITS[hundreds], tail
        if rest.startswith(("零", "〇")):
            rest = rest[1:]
            if len(rest) != 1 or not _DIGITS.get(rest):
                return None
        elif len(rest) == 1 and _DIGITS.get(rest):
            return str(total + 10 * _DIGITS[rest])
    tens, mark, units = rest.partition("十")
    if mark:
        if len(tens) > 1 or (tens and not _DIGITS.get(tens)):
            return None
        total += 10 * (_DIGITS[tens] if tens else 1)
        rest = units
    if rest:
        if len(rest) != 1 or rest not in _DIGITS:
            return None
        total += _DIGITS[rest]
    return str(total)
