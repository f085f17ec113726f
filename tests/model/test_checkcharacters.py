import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yibiao_qgis.model.cells import as_texts, code_points
from yibiao_qgis.model.checkcharacters import SYSTEMS, check_character, check_characters, is_valid
from yibiao_qgis.model.errors import InputError

PURE = ("MOD 11-2", "MOD 37-2")
"""Systems that find every swap of neighbours; the hybrid ones miss a few."""


@pytest.mark.parametrize(
    ("system", "text", "check"),
    [
        ("MOD 11-2", "0794", "0"),
        ("MOD 11,10", "0794", "5"),
        ("MOD 37-2", "G123489654321", "Y"),
        ("MOD 37,36", "A12425GABC1234002", "M"),
        ("MOD 11-2", "500116004007", "6"),
        ("MOD 11,10", "500116004007", "3"),
        ("MOD 37-2", "500116004007", "X"),
        ("MOD 37,36", "500116004007", "W"),
    ],
)
def test_published_vectors(system, text, check):
    assert check_character(text, system) == check
    assert is_valid(text + check, system)


def texts(system, least=1):
    return st.text(SYSTEMS[system].characters, min_size=least, max_size=30)


systems = st.sampled_from(sorted(SYSTEMS))


@given(st.data(), systems)
def test_a_changed_character_is_found(data, system):
    text = data.draw(texts(system))
    code = text + check_character(text, system)
    place = data.draw(st.integers(0, len(code) - 1))
    alphabet = SYSTEMS[system].checks if place == len(text) else SYSTEMS[system].characters
    other = data.draw(st.sampled_from([character for character in alphabet if character != code[place]]))
    assert not is_valid(code[:place] + other + code[place + 1 :], system)


@given(st.data(), st.sampled_from(PURE))
def test_swapped_neighbours_are_found_by_pure_systems(data, system):
    text = data.draw(texts(system, least=2))
    code = text + check_character(text, system)
    place = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (swapped == code) == is_valid(swapped, system)


@pytest.mark.parametrize("system", ["MOD 11,10", "MOD 37,36"])
def test_nearly_all_swapped_neighbours_are_found_by_hybrid_systems(system):
    characters = SYSTEMS[system].characters
    pairs = [(one, other) for one in characters for other in characters if one != other]
    missed = sum(is_valid(b + a + check_character(a + b, system), system) for a, b in pairs)
    assert missed / len(pairs) <= 0.03


@given(st.data(), systems)
def test_many_at_once_equal_one_by_one(data, system):
    length = data.draw(st.integers(1, 30))
    rows = data.draw(
        st.lists(st.text(SYSTEMS[system].characters, min_size=length, max_size=length), min_size=1, max_size=20)
    )
    found = check_characters(code_points(as_texts(rows), length), system)
    assert "".join(map(chr, found)) == "".join(check_character(row, system) for row in rows)


def test_what_cannot_be_checked():
    with pytest.raises(InputError) as caught:
        check_character("12a", "MOD 11-2")
    assert caught.value.code == "check-text"
    assert "a" in str(caught.value)
    with pytest.raises(InputError) as caught:
        is_valid("12", "MOD 97-10")
    assert "MOD 97-10" in str(caught.value)
    assert not is_valid("", "MOD 11-2")
    assert not is_valid("1X2", "MOD 11-2")
    assert check_characters(np.zeros((0, 3), dtype=np.uint32), "MOD 11-2").shape == (0,)
