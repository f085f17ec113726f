"""Canonical texts and the way back into the raw text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yibiao_qgis.addresses.characters import TABLE, numeral_value
from yibiao_qgis.addresses.normalise import canonical, normalise

ALPHABET = (
    "0123456789ABFb一二三十百〇零两号幢栋座楼单元层室房户组社区村民小第附之支负地下门至到期福星大道路街巷"
    "-~#.,/ ()（）【】，。、；　８９－＃電號樓棟縣１·\u200b电话公里"
)
ADDRESS_LIKE = st.text(alphabet=ALPHABET, max_size=24)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("福星大道８８号附５号", "福星大道88号附5号"),
        ("福星大道88附5号", "福星大道88号附5号"),
        ("福星大道88号附5", "福星大道88号附5号"),
        ("福星大道88号之一", "福星大道88号附1号"),
        ("福星大道88号支5号", "福星大道88号附5号"),
        ("福星大道八十八号附二十一号", "福星大道88号附21号"),
        ("福星大道六附四", "福星大道6号附4号"),
        ("福星大道88-5号", "福星大道88-5号"),
        ("福星大道088号", "福星大道88号"),
        ("怡云花园三栋二单元五楼五〇二", "怡云花园3幢2单元5楼502"),
        ("怡云花园3号楼2门502房", "怡云花园3幢2单元502室"),
        ("怡云花园A座5F502室", "怡云花园A幢5层502室"),
        ("怡云花園3#2-5-2", "怡云花园3#2-5-2"),
        ("怡云花园#3-502", "怡云花园3#502"),
        ("怡云花园3#楼", "怡云花园3幢"),
        ("怡云花园3一2一502", "怡云花园3-2-502"),
        ("怡云花园3.2.502", "怡云花园3-2-502"),
        ("怡云花园-3幢-2单元-502", "怡云花园3幢2单元502"),
        ("负一楼 B1层 地下二层", "负1层负1层负2层"),
        ("阳坪村第三社12号", "阳坪村3组12号"),
        ("阳坪村3村民小组12号", "阳坪村3组12号"),
        ("福星大道 88 号 , 3 号 楼", "福星大道88号,3幢"),
        ("福星大道88 90号", "福星大道88 90号"),
        ("福星大道88号、90号", "福星大道88号,90号"),
        ("福星大道3号至5号", "福星大道3号~5号"),
        ("福南2路20号", "福南二路20号"),
        ("三亚路五一路双凤路二支路", "三亚路五一路双凤路二支路"),
        ("四牌坊社区通泰门", "四牌坊社区通泰门"),
        ("一号路88号", "1号路88号"),
        ("恒大·御景'花园'", "恒大御景花园"),
        ("402247双福街道", "双福街道"),
        ("福星大道5号 电话：023-47561234", "福星大道5号"),
        ("福星大道5号13812345678", "福星大道5号"),
        ("", ""),
    ],
)
def test_canonical_forms(raw, text):
    assert canonical(raw)[0] == text


def test_bracket_contents_are_hints_unless_they_are_numbers():
    assert canonical("福星大道88号（怡云超市对面）") == ("福星大道88号", ("怡云超市对面",))
    assert canonical("怡云花园(3幢)502【后门】") == ("怡云花园3幢502", ("后门",))
    assert canonical("福星大道88号(未闭合") == ("福星大道88号", ("未闭合",))
    assert canonical("青云路（二楼）") == ("青云路", ("二楼",))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("八十八", "88"),
        ("一百零二", "102"),
        ("五〇二", "502"),
        ("十", "10"),
        ("廿三", "23"),
        ("一百二", "120"),
        ("十百", None),
    ],
)
def test_numerals(text, value):
    assert numeral_value(text) == value


def test_characters_map_once():
    for target in TABLE.values():
        assert len(target) == 1
        assert target.translate(TABLE) == target


@given(st.one_of(ADDRESS_LIKE, st.text(max_size=60)))
@settings(max_examples=600)
def test_twice_is_once(raw):
    text, _hints = canonical(raw)
    assert canonical(text)[0] == text


@given(st.one_of(ADDRESS_LIKE, st.text(max_size=60)))
@settings(max_examples=600)
def test_the_traced_way_is_the_fast_way(raw):
    traced = normalise(raw)
    assert (traced.text, traced.hints) == canonical(raw)


@given(st.one_of(ADDRESS_LIKE, st.text(max_size=60)))
@settings(max_examples=600)
def test_offsets_point_at_the_right_characters(raw):
    traced = normalise(raw)
    assert len(traced.offsets) == len(traced.text)
    assert list(traced.offsets) == sorted(traced.offsets)
    assert all(0 <= offset < len(raw) for offset in traced.offsets)
    for character, offset in zip(traced.text, traced.offsets):
        if unicodedata.normalize("NFKC", raw[offset]) == raw[offset].translate(TABLE) == character:
            continue
        # What is not the same character was rewritten there: a digit for a numeral, 幢 for 栋, a word that was added.
        assert (
            character in "0123456789-~,号附幢单元层室组负#二三四五六七八九十一 "
            or raw[offset].translate(TABLE) == character
        )


def test_spans_lead_back():
    traced = normalise("江津區　福星大道８８號附五號")
    start = traced.text.index("88")
    assert traced.raw_span(start, start + 2) == (8, 10)
    assert traced.raw[slice(*traced.raw_span(4 - 1, 7))] == "福星大道"
    assert traced.raw_span(3, 3)[0] == traced.raw_span(3, 3)[1]
    assert traced.raw_span(len(traced.text), len(traced.text)) == (len(traced.raw),) * 2
