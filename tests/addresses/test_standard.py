"""The standard text of an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yibiao_qgis.addresses.standard import (
    AddressStyle,
    SubDoorForm,
    as_text,
    building_text,
    compose,
    compose_columns,
    door_text,
)

AREAS = {"county": "江津区", "town": "双福街道", "community": "怡云社区"}


def test_street_stands_before_compound():
    text = compose(
        **AREAS,
        street="福星大道",
        door="88",
        sub_door="5",
        compound="怡云花园",
        building="3幢",
        unit="2",
        floor="5",
        room="502",
    )
    assert text == "重庆市江津区双福街道怡云社区福星大道88号附5号怡云花园3幢2单元5层502室"


def test_without_a_street_the_door_belongs_to_the_place():
    assert compose(**AREAS, compound="李家院子", door="12") == "重庆市江津区双福街道怡云社区李家院子12号"
    assert compose(**AREAS, compound="3组", door="12") == "重庆市江津区双福街道怡云社区3组12号"
    assert compose(**AREAS, group="3组", street="福寿公路", door="1").endswith("怡云社区3组福寿公路1号")


def test_nothing_of_a_missing_value_is_written():
    assert compose(county="江津区", community=None, street=float("nan"), door="", room=None) == "重庆市江津区"
    assert compose(city=None) == ""


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (SubDoorForm.HAO_FU_HAO, "88号附5号"),
        (SubDoorForm.HAO_FU, "88号附5"),
        (SubDoorForm.FU_HAO, "88附5号"),
        (SubDoorForm.DASH_HAO, "88-5号"),
        (SubDoorForm.HAO_DASH, "88号-5"),
        (SubDoorForm.HAO_ZHI, "88号之5"),
    ],
)
def test_forms_of_the_sub_number(form, text):
    assert door_text("88", "5", AddressStyle(sub_door=form)) == text
    assert door_text("88号", "附5号", AddressStyle(sub_door=form)) == text


@pytest.mark.parametrize("name", ["3幢", "3栋", "3座", "3号楼", "3#", "3", "第3幢"])
def test_one_word_for_buildings(name):
    assert building_text(name) == "3幢"
    assert building_text(name, AddressStyle(building="栋")) == "3栋"


@pytest.mark.parametrize(
    ("name", "text"), [("3-2幢", "3-2幢"), ("A座", "A幢"), ("综合楼", "综合楼"), ("", ""), (None, "")]
)
def test_buildings_names(name, text):
    assert building_text(name) == text


def test_floors_below_the_ground_and_floors_left_out():
    assert compose(city=None, floor="-1", room="12") == "负1层12室"
    assert compose(city=None, floor="5", room="502", style=AddressStyle(floors=False)) == "502室"


def test_columns_compose_row_by_row():
    rows = [dict(AREAS, street="福星大道", door=str(n), sub_door=None, room=n) for n in range(1, 5)]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    assert compose_columns(columns) == [compose(**row) for row in rows]
    assert compose_columns({}) == []


@given(st.one_of(st.none(), st.floats(), st.integers(), st.text()))
def test_any_cell_is_a_text(value):
    assert isinstance(as_text(value), str)
    assert as_text(3.0) == "3"
