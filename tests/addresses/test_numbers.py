"""The small grammar of numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yibiao_qgis.addresses.numbers import BLOCK, Owner, Shape, read_block, room_keys


def tails(text, owner):
    return [(r.door, r.building, r.unit, r.floor, r.room) for r in read_block(text, owner).readings]


def test_words_leave_one_reading():
    assert tails("88号附5号", Owner.STREET) == [("88附5", "", "", "", "")]
    assert tails("3幢2单元5层502室", Owner.COMPOUND) == [("", "3", "2", "5", "502")]
    assert tails("A幢502室", Owner.COMPOUND) == [("", "A", "", "", "502")]
    assert tails("88号甲", Owner.STREET) == [("88附甲", "", "", "", "")]
    assert read_block("3组12号", Owner.VILLAGE).readings[0].group == "3"


def test_dash_codes_have_several_readings():
    assert tails("3-2-5-2", Owner.COMPOUND) == [("", "3", "2", "5", "2")]
    assert ("", "1", "", "23", "10") in tails("1-23-10", Owner.COMPOUND)
    assert ("", "1", "23", "", "10") in tails("1-23-10", Owner.COMPOUND)
    assert tails("88-5号", Owner.STREET) == [("88附5", "", "", "", "")]
    assert tails("88-5", Owner.STREET)[0] == ("88附5", "", "", "", "")
    assert ("88", "", "", "", "5") in tails("88-5", Owner.STREET)
    assert tails("3幢2-502", Owner.COMPOUND) == [("", "3", "2", "", "502")]


def test_likeliest_reading_comes_first():
    assert tails("88号502", Owner.STREET)[0] == ("88", "", "", "", "502")
    assert tails("3-502", Owner.COMPOUND)[0] == ("", "3", "", "", "502")


def test_floor_word_before_a_unit_is_a_building():
    assert tails("3楼2单元502室", Owner.COMPOUND) == [("", "3", "2", "", "502")]
    assert ("", "", "", "5", "2") in tails("5楼2号", Owner.DOOR)


@pytest.mark.parametrize(
    ("text", "shape", "doors"),
    [
        ("3号~5号", Shape.RANGE, ["3", "5"]),
        ("3~5号", Shape.RANGE, ["3", "5"]),
        ("88,90号", Shape.LIST, ["88", "90"]),
        ("88号,149号", Shape.LIST, ["88", "149"]),
        ("88号90号", Shape.LIST, ["88", "90"]),
    ],
)
def test_ranges_and_lists(text, shape, doors):
    block = read_block(text, Owner.STREET)
    assert block.shape is shape
    assert [reading.door for reading in block.readings] == doors


def test_two_rooms_in_one_block_are_a_list():
    block = read_block("3幢502室5幢301室", Owner.COMPOUND)
    assert block.shape is Shape.LIST
    assert [(r.building, r.room) for r in block.readings] == [("3", "502"), ("5", "301")]


def test_blocks_are_found():
    assert BLOCK.split("福星大道88号附5号怡云花园3幢2单元5-2") == [
        "福星大道",
        "88号附5号",
        "怡云花园",
        "3幢2单元5-2",
        "",
    ]
    assert BLOCK.split("福星大道8号附近") == ["福星大道", "8号", "附近"]
    assert BLOCK.split("福南路18号丁香食品厂") == ["福南路", "18号", "丁香食品厂"]


def test_room_keys():
    assert room_keys("5", "2") == ("502", "5-2")
    assert room_keys("5", "502") == ("502",)
    assert room_keys("", "0502") == ("0502", "502")


VALUES = st.text(alphabet="0123456789", min_size=1, max_size=4)


@given(st.lists(VALUES, min_size=1, max_size=5), st.sampled_from(list(Owner)))
def test_readings_keep_every_number_in_order(values, owner):
    block = read_block("-".join(values), owner)
    for reading in block.readings:
        named = [*reading.door.split("附"), reading.building, reading.unit, reading.floor, reading.room]
        assert [value for value in named if value] == values


@given(st.text(alphabet="0123456789ABC甲负号附幢单元层楼室组#-~ ,", max_size=40), st.sampled_from(list(Owner)))
@settings(max_examples=500)
def test_any_block_is_read_or_refused(text, owner):
    block = read_block(text, owner)
    assert (block.shape is Shape.UNREADABLE) == (not block.readings)
