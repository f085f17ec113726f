"""What holds for any text: an end, the same answer by every way and in every order."""

import pickle
import random

import pandas as pd
import pytest
from fixture_library import ALIASES, make_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.matcher import MAX_LENGTH, Matcher
from yibiao_qgis.addresses.result import FaultKind
from yibiao_qgis.model.errors import Canceled, InputError
from yibiao_qgis.model.statuses import MatchStatus

ROOM_502 = "重庆市江津区双福街道怡云社区福星大道88号怡云花园3幢2单元5层502室"


PIECES = (
    "重庆市 江津区 江津 双福街道 双福 怡云社区 阳坪社区 阳坪村 福星大道 双凤路 1号路 怡云花园 阳光小区 李家院子 3组",
    "88 86 号 附 5 - 3 幢 2 单元 502 室 楼 层 # 甲 负 1 ~ 至 综合楼 老马路 福星 大道 新 超市",
    "永川区 德感街道 附近 与 、 ( ) ； 路口 。",
)
TEXT_PIECES = st.lists(st.sampled_from([piece for line in PIECES for piece in line.split()]), max_size=14).map("".join)


@given(st.one_of(TEXT_PIECES, st.text(max_size=80)))
@settings(max_examples=1500)
def test_any_text_ends_in_a_status(matcher, text):
    match = matcher.match(text)
    assert match.status in {status.value for status in MatchStatus}
    assert bool(match.address) == (match.status == "M")
    assert 0 <= match.score <= 100
    assert len(match.candidates) <= 5
    assert match.status == "M" or match.faults


@given(TEXT_PIECES)
@settings(max_examples=1500)
def test_the_short_way_is_the_long_way(matcher, library, text):
    long_way = Matcher(library)
    long_way._quick.match = lambda _text: None
    assert repr(matcher.match(text)) == repr(long_way.match(text))


@given(st.text(min_size=1, max_size=20), st.integers(1, 10_000))
@settings(max_examples=60, deadline=None)
def test_long_texts_end_too(matcher, piece, length):
    text = (piece * (length // len(piece) + 1))[:length]
    match = matcher.match(text)
    assert match.status in {status.value for status in MatchStatus}
    if length > MAX_LENGTH:
        assert {FaultKind.TOO_LONG, FaultKind.EMPTY} & {f.kind for f in match.faults} or match.status == "O"


@pytest.mark.parametrize(
    "piece",
    [
        "一",
        "(",
        "福星大道",
        "1-",
        "88号",
        "怡云花园3幢",
        "江",
        "\u0301",
        "双福街道",
        "0",
        " ",
        ",",
        "附",
        "福星大到8号",
    ],
)
def test_ten_thousand_characters(matcher, piece):
    assert matcher.match((piece * 10_000)[:10_000]).status in "MTUO"


def test_order_and_chunks_change_nothing(library):
    texts = [
        ROOM_502,
        "福星大道87号",
        "珊瑚路16号",
        "福兴大道86号",
        "3组12号",
        "永川区福星大道86号",
        "",
        "怡云花园9幢",
    ] * 5
    expected = {text: repr(Matcher(library).match(text)) for text in texts}
    shuffled = texts[:]
    random.Random(3).shuffle(shuffled)
    matcher = Matcher(library)
    assert [repr(match) for match in matcher.match_rows(shuffled)] == [expected[text] for text in shuffled]


def test_order_of_the_library_changes_nothing():
    rows = make_rows()
    random.Random(5).shuffle(rows)
    other = Matcher(Library.from_frame(pd.DataFrame(rows), list(reversed(ALIASES))))
    matcher = Matcher(Library.from_frame(pd.DataFrame(make_rows()), ALIASES))
    texts = [row["address"] for row in rows] + [
        "珊瑚路16号",
        "3组12号",
        "怡云花园3幢502",
        "福兴大道86号",
        "福星大道87号",
        "双凤路9号",
    ]
    for text in texts:
        one, two = matcher.match(text), other.match(text)
        assert repr(one) == repr(two)


def test_pickled_matchers_match_alike(matcher):
    other = pickle.loads(pickle.dumps(matcher))
    for text in (ROOM_502, "福兴大道86号", "珊瑚路16号", "1号路8号"):
        assert repr(other.match(text)) == repr(matcher.match(text))


def test_rows_stream_with_hints_and_cancel(matcher):
    class Stop:
        def set_progress(self, percent):
            pass

        def is_canceled(self):
            return True

    hints = [{"community": "津福社区"}, None]
    statuses = [match.status for match in matcher.match_rows(["珊瑚路16号", "珊瑚路16号"], hints)]
    assert statuses == ["M", "T"]
    with pytest.raises(Canceled):
        next(matcher.match_rows(["福星大道86号"], feedback=Stop()))


def test_a_library_needs_its_fields():
    with pytest.raises(InputError, match="address"):
        Library.from_columns({"element": ["45"]})


def test_a_library_without_aliases_and_points():
    frame = pd.DataFrame(make_rows()).drop(columns=["x", "y", "uuid", "code", "aliases", "grid_code", "beat_code"])
    match = Matcher(Library.from_frame(frame)).match("福星大道86号")
    assert match.status == "M"
    assert match.x != match.x
    assert Matcher(Library.from_columns({"element": [], "address": []})).match("福星大道86号").status == "U"
