import json

import pytest

from yibiao_qgis.model.errors import SchemeError
from yibiao_qgis.model.schemes import load_scheme

GOOD = """{
  "name": "local",
  "levels": ["plate"],
  "parent": "community",
  "check": "MOD 11-2",
  "segments": [
    {"name": "community", "length": 12, "source": "parent"},
    {
      "name": "door",
      "length": 5,
      "source": "field",
      "field": "door",
      "range": [1, 99999]
    },
    {"name": "number", "length": 3, "source": "sequence"}
  ]
}
"""


@pytest.fixture
def write(tmp_path):
    def _write(old="", new="", text=GOOD):
        if old not in text:
            pytest.fail(f"{old} is not in the file")
        path = tmp_path / "local.json"
        path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
        return path

    return _write


def test_a_good_file(write):
    scheme = load_scheme(write())
    assert scheme.name == "local"
    assert scheme.length == 21
    assert scheme.compose({"community": "500116004007", "door": "88", "number": 1})[:-1] == "50011600400700088001"


@pytest.mark.parametrize(
    ("old", "new", "line", "place", "reason"),
    [
        ('"length": 5', '"length": "5"', 10, "segments[1].length", "must be"),
        ('"length": 5', '"length": 0', 10, "segments[1].length", "1…39"),
        ('"length": 5', '"length": true', 10, "segments[1].length", "must be"),
        ('"length": 5', '"length": 30', 10, "segments[1].length", "42 characters"),
        ('      "length": 5,\n', "", 8, "segments[1]", "length is missing"),
        ('"source": "field"', '"source": "row"', 11, "segments[1].source", "parent | field"),
        ('      "field": "door",\n', "", 8, "segments[1]", "field is missing"),
        ('"range": [1, 99999]', '"range": [1, 100000]', 13, "segments[1].range", "99999"),
        ('"range": [1, 99999]', '"range": [9, 1]', 13, "segments[1].range", "must be"),
        ('"range": [1, 99999]', '"rnage": [1, 9]', 13, "segments[1].rnage", "unknown key"),
        ('"range": [1, 99999]', '"alphabet": "00"', 13, "segments[1].alphabet", "must be"),
        ('"range": [1, 99999]', '"alphabet": "门号"', 13, "segments[1].alphabet", "must be"),
        ('"range": [1, 99999]', '"alphabet": "letters"', 8, "segments[1].padding", "1 ×"),
        ('"range": [1, 99999]', '"alphabet": "digits and letters"', 8, "segments[1]", "cannot check"),
        ('"range": [1, 99999]', '"missing": "00"', 13, "segments[1].missing", "5 ×"),
        ('"range": [1, 99999]', '"strip": "号1"', 13, "segments[1].strip", "must be"),
        ('"range": [1, 99999]', '"replace": {"1": "2"}', 13, "segments[1].replace", "must be"),
        ('"range": [1, 99999]', '"padding": "x"', 13, "segments[1].padding", "1 ×"),
        ('"name": "number"', '"name": "door"', 15, "segments[2].name", "is taken"),
        ('"name": "number"', '"name": "check"', 15, "segments[2].name", "is taken"),
        ('"source": "sequence"}', '"source": "parent"}', 15, "segments[2].source", "first"),
        ('"check": "MOD 11-2"', '"check": "MOD 97-10"', 5, "check", "MOD 37-2"),
        ('"levels": ["plate"]', '"levels": ["plates"]', 3, "levels[0]", "plate | building"),
        ('"levels": ["plate"]', '"levels": []', 3, "levels", "must be"),
        ('"levels": ["plate"]', '"levels": "plate"', 3, "levels", "[…]"),
        ('  "parent": "community",\n', "", 5, "segments", "parent level"),
        ('"name": "local"', '"name": "Local scheme"', 2, "name", "a-z"),
        ('"name": "local",', '"name": "local", "titel": "x",', 2, "titel", "unknown key"),
        ('"name": "local",', '"name": "local", "ordering": ["up", "down"],', 2, "ordering", "west to east"),
        ('"name": "local",', '"name": "local", "ordering": ["west to east", "east to west"],', 2, "ordering", "north"),
        ('"name": "local",', '"name": "local", "status": "sure",', 2, "status", "local default"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_place(write, old, new, line, place, reason):
    path = write(old, new)
    with pytest.raises(SchemeError) as caught:
        load_scheme(path)
    text = str(caught.value)
    assert text.startswith(f"{path}, line {line}, {place}: ")
    assert reason in text


def test_what_is_no_json_is_refused_with_its_line(write):
    path = write('"length": 5,', '"length": 5')
    with pytest.raises(SchemeError) as caught:
        load_scheme(path)
    assert str(caught.value).startswith(f"{path}, line 11: ")


@pytest.mark.parametrize("text", ["[]", "3", '"scheme"', "null", "[" * 100_000, '{"name": "a", "name": "b"}', "{}"])
def test_other_json_is_refused(write, text):
    path = write(text=text)
    with pytest.raises(SchemeError) as caught:
        load_scheme(path)
    assert str(path) in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "gbk.json"
    path.write_bytes(json.dumps({"name": "方案"}, ensure_ascii=False).encode("gbk"))
    for bad in (path, tmp_path / "absent.json", tmp_path):
        with pytest.raises(SchemeError) as caught:
            load_scheme(bad)
        assert str(bad) in str(caught.value)


def test_two_sequences_are_refused(write):
    with pytest.raises(SchemeError, match="one sequence only"):
        load_scheme(write('"source": "field",\n      "field": "door"', '"source": "sequence",\n      "field": "door"'))
