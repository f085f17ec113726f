from enum import Enum

import pytest

from yibiao_qgis.model import layers, levels, ordering, segments, statuses
from yibiao_qgis.model.words import label

ENUMS = sorted(
    {
        member
        for module in (layers, levels, ordering, segments, statuses)
        for member in vars(module).values()
        if isinstance(member, type) and issubclass(member, Enum) and member is not Enum and len(member)
    },
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", ENUMS)
def test_every_member_has_a_word_of_its_own(kind):
    words = [label(member) for member in kind]
    assert all(words)
    assert len(set(words)) == len(words)
    # Sentence case, and not just the value that stands in the table.
    assert all(word[0].isupper() for word in words)


def test_an_enum_of_another_room_has_its_value():
    class Other(Enum):
        ONE = "one of them"

    assert label(Other.ONE) == "one of them"


def test_the_words_of_the_trade():
    assert label(statuses.FindingKind.OUTSIDE_PARENT) == "Outside parent"
    assert label(statuses.MatchStatus.TIED) == "Tied"
    assert label(levels.Level.BEAT) == "Police beat"
