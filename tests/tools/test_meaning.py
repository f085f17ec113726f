"""What statements mean in a library, and the pieces that the tables are written with."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from district.characters import Names, chinese_digits, chinese_number, full_width
from district.elsewhere import DISTRICTS, TOWNS
from district.meaning import AddressIndex
from district.spelling import readings
from district.verdicts import Verdict, judge
from hypothesis import given
from hypothesis import strategies as st

from yibiao_qgis.addresses.standard import as_text


@pytest.fixture(scope="module")
def index(small_library: pd.DataFrame) -> AddressIndex:
    return AddressIndex(small_library)


def texts(index: AddressIndex, rows) -> list[str]:
    return [index.addresses[row].removeprefix("重庆市江津区双福街道") for row in rows]


def test_every_row_means_itself(index: AddressIndex) -> None:
    for row in range(len(index)):
        meaning = index.resolve(index.stated(row))
        assert meaning.rows == (row,)
        assert not meaning.fallback


def test_look_equals_filter(index: AddressIndex, small_library: pd.DataFrame) -> None:
    rng = random.Random(1)
    for _ in range(200):
        row = rng.randrange(len(small_library))
        names = rng.sample(["town", "community", "street", "compound", "door", "unit", "room"], 3)
        wanted = {name: as_text(small_library[name].iloc[row]) for name in names}
        fits = small_library["element"] == "62"
        for name, value in wanted.items():
            fits &= small_library[name].fillna("") == value
        assert index.look("room", wanted) == list(fits.to_numpy().nonzero()[0])


def test_number_without_sub_number(index: AddressIndex) -> None:
    # 3号 stands beside its sub-numbers, 9号 has none of its own, 27号 only sub-numbers
    assert texts(index, index.resolve({"street": "福星大道", "door": "3"}).rows) == ["怡云社区福星大道3号"]
    tied = index.resolve({"street": "福星大道", "door": "27"})
    assert tied.status.value == "T"
    assert len(tied.rows) == 4


def test_street_tells_homonyms_apart(index: AddressIndex) -> None:
    assert index.resolve({"compound": "盛世华庭"}).status.value == "T"
    assert texts(index, index.resolve({"street": "中山西路", "compound": "盛世华庭"}).rows) == [
        "双凤路社区中山西路46号盛世华庭"
    ]
    assert index.resolve({"compound": "盛世华庭", "building": "2"}).status.value == "T"
    assert index.resolve({"street": "珊瑚路", "compound": "盛世华庭", "building": "2"}).status.value == "M"


def test_absent_number_never_becomes_another(index: AddressIndex) -> None:
    meaning = index.resolve({"street": "石板巷", "door": "990", "room": "502"})
    assert meaning.status.value == "U"
    assert texts(index, meaning.coarse) == ["石板巷"]
    meaning = index.resolve({"street": "石板巷", "door": "3", "sub_door": "77"})
    assert texts(index, meaning.coarse) == ["怡云社区石板巷3号", "石板巷"]


def test_absent_room_falls_back_to_its_building(index: AddressIndex) -> None:
    meaning = index.resolve({"compound": "怡云花园", "building": "3", "unit": "1", "room": "9901"})
    assert meaning.fallback
    assert texts(index, meaning.rows) == ["怡云社区福星大道300号怡云花园3幢"]
    meaning = index.resolve({"street": "福星大道", "door": "14", "room": "9901"})
    assert meaning.fallback
    assert texts(index, meaning.rows) == ["怡云社区福星大道14号"]


def test_dash_codes_are_tested_in_all_readings(index: AddressIndex) -> None:
    rooms = index.resolve({"compound": "津福小区"}, readings("2-5-2", ""))
    assert texts(index, rooms.rows) == ["津福社区双福大道302号津福小区2幢5层502室"]
    rooms = index.resolve({"compound": "怡云花园"}, readings("2-5-2", "")[:2])
    assert rooms.status.value == "T"
    assert len(rooms.rows) == 2
    rooms = index.resolve({"compound": "怡云花园"}, readings("2-1-5-2", ""))
    assert rooms.status.value == "M"
    assert [r["room"] for r in readings("2-502", "3")] == ["502"]


def test_chinese_numbers() -> None:
    assert [chinese_number(n) for n in (8, 10, 12, 20, 88, 105, 110, 1001)] == [
        *("八", "十", "十二", "二十", "八十八", "一百零五", "一百一十", "一千零一")
    ]
    assert chinese_digits("502") == "五〇二"
    assert full_width("3-2#A(") == "３－２＃Ａ（"


@given(st.text("甲乙丙", max_size=5), st.text("甲乙丙", max_size=5))
def test_near_is_one_edit(name: str, word: str) -> None:
    def edits(text: str) -> set[str]:
        found = {text}
        for i in range(len(text) + 1):
            found |= {text[:i] + c + text[i:] for c in "甲乙丙"}
            if i < len(text):
                found |= {text[:i] + text[i + 1 :]} | {text[:i] + c + text[i + 1 :] for c in "甲乙丙"}
            if i + 1 < len(text):
                found.add(text[:i] + text[i + 1] + text[i] + text[i + 2 :])
        return found

    if len(name) > 1:
        assert (Names([name]).near(word) == {name}) == (word in edits(name))


def test_mistyped_names_mean_one_name() -> None:
    names = Names(["福星大道", "福兴大道", "双福大道", "金桂一巷", "金桂二巷", "怡云花园", "滨江路", "江滨路"])
    rng = random.Random(2)
    for _ in range(300):
        for name in names.names:
            wrong = names.mistype(name, rng)
            assert not wrong or names.near(wrong) == {name}
    assert {names.mistype("怡云花园", rng) for _ in range(50)} - {""}


def test_other_towns_are_real(shared_data) -> None:
    divisions = pd.read_csv(shared_data / "jiangjin_500116_divisions.csv", dtype=str)
    towns = set(divisions.loc[divisions["level"] == "4", "name"])
    assert set(TOWNS) | {"双福街道"} == towns
    assert all(district != "江津区" for _, district, _ in DISTRICTS)


@pytest.mark.parametrize(
    ("truth", "answer", "verdict"),
    [
        ({"status": "M", "answer": "a"}, ("M", "a", ()), Verdict.RIGHT),
        ({"status": "M", "answer": "a"}, ("M", "b", ()), Verdict.WRONG),
        ({"status": "M", "answer": "a"}, ("T", "", ("b", "a")), Verdict.TIED),
        ({"status": "M", "answer": "a"}, ("U", "", ()), Verdict.LOST),
        ({"status": "T", "answers": "a#b"}, ("T", "", ("b",)), Verdict.RIGHT),
        ({"status": "T", "answers": "a#b"}, ("M", "a", ()), Verdict.WRONG),
        ({"status": "U", "coarse": "s"}, ("M", "s", ()), Verdict.RIGHT),
        ({"status": "U", "coarse": "s"}, ("M", "a", ()), Verdict.WRONG),
        ({"status": "U", "coarse": ""}, ("U", "", ()), Verdict.RIGHT),
        ({"status": "O", "coarse": ""}, ("M", "a", ()), Verdict.WRONG),
        ({"status": "O", "coarse": ""}, ("O", "", ()), Verdict.RIGHT),
    ],
)
def test_verdicts(truth: dict[str, str], answer: tuple, verdict: Verdict) -> None:
    full = {"answer": "", "answers": "", "coarse": "", **truth}
    assert judge(*answer, pd.Series(full)) is verdict
