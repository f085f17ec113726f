"""Open parsing without a library."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yibiao_qgis.addresses.parse import parse
from yibiao_qgis.model.levels import Element


def told(text):
    return [(part.element, part.text) for part in parse(text)]


def test_a_whole_address():
    assert told("重庆市江津区双福街道怡云社区福星大道88号附5号怡云花园3栋2单元5层502室") == [
        (Element.CITY.value, "重庆市"),
        (Element.COUNTY.value, "江津区"),
        (Element.SUBDISTRICT.value, "双福街道"),
        (Element.COMMUNITY.value, "怡云社区"),
        (Element.STREET.value, "福星大道"),
        (Element.DOOR_PLATE.value, "88号附5号"),
        (Element.RESIDENTIAL_COMPOUND.value, "怡云花园"),
        (Element.BUILDING.value, "3幢"),
        (Element.UNIT.value, "2单元"),
        (Element.FLOOR.value, "5层"),
        (Element.ROOM.value, "502室"),
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("中山西路11号", (Element.STREET.value, "中山西路")),
        ("重庆路8号", (Element.STREET.value, "重庆路")),
        ("越秀北路3号", (Element.STREET.value, "越秀北路")),
        ("四川省成都市武侯区", (Element.PROVINCE.value, "四川省")),
        ("成都武侯区天府大道北段1号", (Element.CITY.value, "成都")),
        ("阳坪村3组12号", (Element.COMMUNITY.value, "阳坪村")),
    ],
)
def test_what_comes_first(text, first):
    assert told(text)[0] == first


def test_spans_are_of_the_raw_text():
    raw = "江津區　双福镇福星大道８８號"
    assert [raw[part.start : part.end] for part in parse(raw)] == ["江津區", "双福镇", "福星大道", "８８號"]


@given(
    st.one_of(
        st.text(max_size=80), st.text(alphabet="江津区双福街道镇社村路街号幢栋单元室0123-附市省（）", max_size=40)
    )
)
@settings(max_examples=500)
def test_any_text_is_cut_into_parts_that_do_not_overlap(text):
    end = 0
    for part in parse(text):
        assert part.text
        assert end <= part.start < part.end <= len(text)
        end = part.end
