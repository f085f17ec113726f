import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from random_schemes import bodies, schemes

from yibiao_qgis.model.cells import as_texts
from yibiao_qgis.model.checkcharacters import NO_CHECK, SYSTEMS
from yibiao_qgis.model.errors import InputError, SchemeError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.schemes import choose_schemes, load_schemes
from yibiao_qgis.model.statuses import Certainty


@given(st.data())
def test_parse_and_compose_are_inverse(data):
    scheme = data.draw(schemes())
    values = data.draw(bodies(scheme))
    code = scheme.compose(values)
    assert len(code) == scheme.length
    assert scheme.faults(code) == []
    parts = scheme.parse(code)
    assert {name: text for name, text in parts.items() if name != "check"} == values
    assert scheme.compose(parts) == code


@given(st.data())
def test_a_changed_character_is_found_where_there_is_a_check(data):
    scheme = data.draw(schemes(checks=tuple(SYSTEMS)))
    code = scheme.compose(data.draw(bodies(scheme)))
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.characters(codec="utf-8"))
    assume(other != code[place])
    changed = code[:place] + other + code[place + 1 :]
    assert scheme.faults(changed)
    with pytest.raises(InputError):
        scheme.parse(changed)


@given(st.data())
def test_many_at_once_equal_one_by_one(data):
    scheme = data.draw(schemes())
    right = [scheme.compose(data.draw(bodies(scheme))) for _ in range(data.draw(st.integers(1, 5)))]
    changed = []
    for code in right:
        place = data.draw(st.integers(0, len(code) - 1))
        other = data.draw(st.sampled_from("0159ABZ*a号\0\x7f"))
        changed += [code, code[:place] + other + code[place + 1 :], code[:-1], code + "0", ""]
    found = scheme.right(as_texts(changed))
    assert found.tolist() == [not scheme.faults(code) for code in changed]


def test_the_codes_of_the_standards(shipped):
    assert shipped["grid15"].parse("500116004007003") == {"community": "500116004007", "number": "003"}
    assert shipped["street"].parse("5001160041012")["kind"] == "1"
    assert shipped["police_beat"].parse("500116510004")["station"] == "5001165100"
    assert shipped["grid14"].length == 14
    assert shipped["grid17"].length == 17
    assert shipped["grid18"].length == 18
    plate = shipped["plate"].compose({"community": "500116004007", "place": 1012, "door": "88", "sub_door": "附5号"})
    assert plate == "500116004007101200088005"
    building = shipped["building"].compose({"plate": plate, "building": "3幢"})
    assert building == plate + "003"
    room = shipped["room"].compose({"building": building, "unit": "2单元", "floor": "5", "room": 502})
    assert room == building + "020050502"
    assert len(room) == 36


@pytest.mark.parametrize(
    ("segment", "value", "text"),
    [
        ("floor", "-1", "0B1"),
        ("floor", "负2层", "0B2"),
        ("floor", "１２", "012"),
        ("floor", None, "000"),
        ("unit", "a", "0A"),
        ("unit", float("nan"), "00"),
        ("room", "502室", "0502"),
        ("room", 502.0, "0502"),
        ("room", "00000502", "0502"),
        ("room", "", None),
        ("room", "50-2", None),
        ("room", "12345", None),
    ],
)
def test_values_become_texts(shipped, segment, value, text):
    found = next(part for part in shipped["room"].segments if part.name == segment)
    assert found.text(value) == text


@pytest.mark.parametrize("door", ["甲88", "88甲", "88号甲", "88附5", "0", "100000"])
def test_a_door_without_a_plain_number_cannot_be_coded(shipped, door):
    with pytest.raises(InputError) as caught:
        shipped["plate"].compose({"community": "500116004007", "place": "1012", "door": door})
    assert caught.value.code == "value-not-codable"
    assert door in str(caught.value)


@pytest.mark.parametrize(
    ("name", "code", "fault"),
    [
        ("grid15", "50011600400700", "14 characters"),
        ("grid15", "500116004007000", "000"),
        ("grid15", "50011600400700A", "00A"),
        ("grid15", "５00116004007001", "５0011"),
        ("town", "500116600", "600"),
        ("community", "500116004000", "000"),
        ("county", "050116", "050116"),
        ("police_beat", "500116510000", "00"),
    ],
)
def test_wrong_codes_are_told(shipped, name, code, fault):
    faults = shipped[name].faults(code)
    assert faults
    assert faults[0].code == "code-pattern"
    assert code in str(faults[0])
    assert fault in str(faults[0])


def test_every_level_has_a_default(schemes, shipped):
    assert set(schemes) == set(Level) - {Level.ADDRESS}
    assert schemes[Level.GRID].name == "grid15"
    assert schemes[Level.GRID].ordering.along.value == "west to east"
    for scheme in shipped.values():
        assert scheme.title
        assert scheme.source
        assert scheme.check == NO_CHECK
    for name in ("plate", "building", "room"):
        assert shipped[name].status is Certainty.LOCAL


def test_a_district_chooses_its_own(shipped):
    chosen = choose_schemes(shipped, ["grid18"])
    assert chosen[Level.GRID].name == "grid18"
    assert chosen[Level.ROOM].name == "room"
    with pytest.raises(SchemeError) as caught:
        choose_schemes(shipped, ["grid18", "grid14"])
    assert "grid18" in str(caught.value)
    assert "grid14" in str(caught.value)
    with pytest.raises(SchemeError) as caught:
        choose_schemes(shipped, ["grid16"])
    assert "grid15" in str(caught.value)


def test_two_files_of_one_name_are_refused(tmp_path, scheme_folder):
    text = (scheme_folder / "grid15.json").read_text(encoding="utf-8")
    (tmp_path / "one.json").write_text(text, encoding="utf-8")
    (tmp_path / "two.json").write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError) as caught:
        load_schemes(tmp_path)
    assert "two.json" in str(caught.value)
