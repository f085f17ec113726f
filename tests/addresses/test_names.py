"""Names in texts: overlaps, short forms, misspellings, names of elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yibiao_qgis.addresses.elsewhere import named_area, named_town
from yibiao_qgis.addresses.gazetteer import NameKind
from yibiao_qgis.addresses.repair import Near, one_edit


def cut(library, text):
    return [token.text for token in library.gazetteer.tokens(library.gazetteer.mask(text))]


def test_a_street_is_no_area(library):
    assert cut(library, "中山西路") == ["中山西路"]
    assert cut(library, "重庆路") == ["重庆路"]
    assert cut(library, "重庆市重庆路") == ["重庆市", "重庆路"]
    assert cut(library, "双凤路社区双凤路") == ["双凤路社区", "双凤路"]


def test_a_short_name_is_none_before_an_unknown_rest(library):
    tokens = library.gazetteer.tokens("中山东路")
    assert [(token.text, token.names) for token in tokens] == [("中山东路", ())]
    assert [t.names[0].kind for t in library.gazetteer.tokens("江津双福福星大道")] == [
        NameKind.COUNTY,
        NameKind.TOWN,
        NameKind.STREET,
    ]


def test_names_with_digits_are_kept_whole(library):
    masked = library.gazetteer.mask("1号路8号")
    assert len(masked) == 3
    assert library.gazetteer.unmask(masked) == "1号路8号"
    assert library.gazetteer.mask("11号路8号") == "11号路8号"


@given(st.text(alphabet="江津区双福街道怡云社福星大重庆市路中山西1号\U000f0000", max_size=30))
def test_tokens_are_the_text(library, text):
    masked = library.gazetteer.mask(text)
    assert "".join(token.text for token in library.gazetteer.tokens(masked)) == library.gazetteer.unmask(masked)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ("福兴大道", "福星大道"),
        ("福大道", "福星大道"),
        ("福星大大道", "福星大道"),
        ("福大星道", "福星大道"),
        ("双福太道", "双福大道"),
    ],
)
def test_one_edit(wrong, name):
    assert one_edit(wrong, name)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ("福星东路", "福星西路"),
        ("福星二路", "福星三路"),
        ("福星大道", "福星大道"),
        ("幅兴大道", "福星大道"),
        ("新福星大道", "福星大道"),
        ("建新路", "建新支路"),
        ("福星大道东", "福星大道"),
    ],
)
def test_no_edit(wrong, name):
    assert not one_edit(wrong, name)


def test_near_names_are_all_found():
    near = Near(["福星大道", "福兴大道", "福星路", "怡云新城"], compounds=["怡云新城"])
    assert near.find("福新大道") == ("福兴大道", "福星大道")
    assert near.find("福星大道") == ("福兴大道",)
    assert near.find("怡云城") == ("怡云新城",)
    assert near.find("") == ()


@given(st.text(alphabet="福星兴大道路东一", min_size=3, max_size=6), st.data())
def test_near_finds_every_replaced_character(name, data):
    place = data.draw(st.integers(0, len(name) - 1))
    wrong = name[:place] + "叶" + name[place + 1 :]
    found = Near([name]).find(wrong)
    assert found == ((name,) if one_edit(wrong, name) else ())


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("渝北区龙溪街道", "渝北区"),
        ("四川省成都市武侯区", "四川省"),
        ("成都武侯区桂溪", "成都武侯区"),
        ("合江县白沙镇", "合江县"),
        ("怡云社区", ""),
        ("阳光小区", ""),
        ("工业园区", ""),
        ("农贸市场", ""),
        ("中山西路", ""),
        ("成都路", ""),
        ("红旗东路", ""),
    ],
)
def test_other_districts_are_seen(text, area):
    assert named_area(text) == area


def test_towns_are_seen_and_streets_are_none():
    assert named_town("龙溪街道花卉园") == "龙溪街道"
    assert named_town("白沙镇新街") == "白沙镇"
    assert named_town("古镇路") == ""
