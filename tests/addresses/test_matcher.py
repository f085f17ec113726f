"""What a messy text means: matched, tied, unmatched, outside - and why."""

import pytest

from yibiao_qgis.addresses.result import FaultKind, Match, fault_message
from yibiao_qgis.model.levels import Element
from yibiao_qgis.model.statuses import MatchStatus

PREFIX = "重庆市江津区双福街道"
ROOM_502 = f"{PREFIX}怡云社区福星大道88号怡云花园3幢2单元5层502室"


def kinds(match: Match) -> set[FaultKind]:
    return {fault.kind for fault in match.faults}


@pytest.mark.parametrize(
    "text",
    [
        ROOM_502,
        "江津区双福街道怡云社区福星大道８８号怡云花园三栋二单元502室",
        "福星大道88号怡云花园3幢2单元502",
        "福星大道88号3幢2单元502",
        "福星大道八十八号三号楼二门五楼502房",
        "怡云花园3-2-5-2",
        "怡云花园3-2-502",
        "怡云花园3幢2-502",
        "怡云花园3幢2单元5-2",
        "福星大道怡云花园3幢2单元502",
        "怡云花园3#2-5-2",
        "怡云花园(3幢)2单元502（后门）",
        "江津市双福镇怡云居委会怡云花园3幢2单元502",
        "双福怡云社区老马路88号3幢2单元502",
        "双福街道双福街道怡云社区怡云社区怡云花园3幢2单元502室",
        "怡雲花園3幢2單元502室 电话 023-47561234",
    ],
)
def test_forms_of_one_room(matcher, text):
    match = matcher.match(text)
    assert (match.status, match.address, match.element) == ("M", ROOM_502, Element.ROOM.value)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("福星大道90-5号", "怡云社区福星大道90号附5号"),
        ("福星大道90号附5", "怡云社区福星大道90号附5号"),
        ("福星大道90号之五", "怡云社区福星大道90号附5号"),
        ("福星大道90", "怡云社区福星大道90号"),
        ("怡云花园5-23-1", "怡云社区福星大道88号怡云花园5幢23层2301室"),
        ("福星大道86号301", "怡云社区福星大道86号3层301室"),
        ("福星大道86号3楼1号", "怡云社区福星大道86号3层301室"),
        ("阳坪村三社12号", "阳坪社区3组12号"),
        ("阳坪社区3村民小组12号", "阳坪社区3组12号"),
        ("李家院子2号", "阳坪社区李家院子2号"),
        ("津福苑综合楼101", "津福社区津福苑综合楼1层101室"),
        ("津福苑A座101", "津福社区津福苑A幢1层101室"),
        ("福南2路20号", "津福社区福南二路20号"),
        ("一号路8号", "津福社区1号路8号"),
        ("怡云花园", "怡云社区福星大道88号怡云花园"),
        ("福星大道88号怡云花园", "怡云社区福星大道88号怡云花园"),
        ("双福中学", "津福社区双福中学"),
        ("怡云社区", "怡云社区"),
        ("双凤路社区居委会", "双凤路社区"),
    ],
)
def test_every_level(matcher, text, address):
    match = matcher.match(text)
    assert match.status == "M"
    assert match.address == PREFIX + address


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("中山西路11号", "中山西路"),
        ("重庆路8号", "重庆路"),
        ("重庆市重庆路8号", "重庆路"),
        ("三亚路2号", "三亚路"),
        ("五一路51号", "五一路"),
        ("双凤路社区双凤路5号", "双凤路"),
    ],
)
def test_a_street_is_never_read_as_a_district_or_number(matcher, text, street):
    match = matcher.match(text)
    assert match.status == "M"
    assert street in match.address


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("福星大道87号", FaultKind.NO_DOOR),
        ("福星大道187号怡云花园3幢502", FaultKind.NO_DOOR),
        ("福星大道90号附9号", FaultKind.NO_SUB_DOOR),
        ("双凤路9号", FaultKind.NO_DOOR),
        ("双凤路9号101", FaultKind.NO_DOOR),
        ("怡云花园9幢502", FaultKind.NO_BUILDING),
        ("阳坪社区3组99号", FaultKind.NO_DOOR),
        ("阳坪社区9组1号", FaultKind.NO_STREET),
        ("新福星大道86号", FaultKind.NO_STREET),
        ("福星大道北段86号", FaultKind.NO_STREET),
        ("福星东路86号", FaultKind.NO_STREET),
        ("双福街道88号", FaultKind.NO_STREET),
        ("88号", FaultKind.NO_NAME),
    ],
)
def test_a_missing_number_jumps_nowhere(matcher, text, kind):
    match = matcher.match(text)
    assert match.status == "U"
    assert kind in kinds(match)
    assert not match.address


def test_unmatched_rows_have_coarse_candidates(matcher):
    assert [c.address for c in matcher.match("福星大道87号").candidates] == [f"{PREFIX}福星大道"]
    assert matcher.match("福星大道90号附9号").candidates[0].address == f"{PREFIX}怡云社区福星大道90号"
    assert matcher.match("怡云花园9幢502").candidates[0].element == Element.RESIDENTIAL_COMPOUND.value


def test_a_sub_number_never_stands_for_a_missing_main_number(matcher):
    match = matcher.match("双凤路9号")
    assert match.status == "U"
    subs = [f"{PREFIX}双凤路社区双凤路9号附{number}号" for number in (1, 2)]
    assert [candidate.address for candidate in match.candidates][:2] == subs


def test_a_missing_room_falls_back_to_its_building_and_says_so(matcher):
    match = matcher.match("怡云花园3幢2单元909")
    assert (match.status, match.element) == ("M", Element.BUILDING.value)
    assert FaultKind.NO_ROOM in kinds(match)
    assert match.score < 75
    assert FaultKind.NO_UNIT in kinds(matcher.match("怡云花园3幢7单元"))


@pytest.mark.parametrize(
    ("text", "count", "settle"),
    [
        ("怡云花园3幢502", 2, "unit"),
        ("3组12号", 2, "community"),
        ("双福街道3组12号", 2, "community"),
        ("珊瑚路16号", 2, "community"),
        ("阳光小区2幢101", 2, "community"),
        ("福星大道1-3号", 2, ""),
        ("福星大道1号、3号", 2, ""),
        ("福星大道1号至3号", 2, ""),
        ("福星大道86号；双凤路5号", 2, ""),
    ],
)
def test_ties_have_candidates_and_what_settles_them(matcher, text, count, settle):
    match = matcher.match(text)
    assert match.status == "T"
    assert len(match.candidates) == count
    assert match.settle == settle
    assert len({candidate.uuid for candidate in match.candidates}) == count


def test_hints_break_ties_but_never_the_text(matcher):
    assert matcher.match("珊瑚路16号（津福社区）").address == f"{PREFIX}津福社区珊瑚路16号"
    by_column = matcher.match("珊瑚路16号", {"community": "津福社区", "town": None})
    assert by_column.address == f"{PREFIX}津福社区珊瑚路16号"
    assert FaultKind.HINT_USED in kinds(by_column)
    assert matcher.match("怡云社区珊瑚路16号", {"community": "津福社区"}).address == f"{PREFIX}怡云社区珊瑚路16号"
    near = matcher.match("津福社区珊瑚路16号")
    by_point = matcher.match("珊瑚路16号", {"x": near.x + 1, "y": near.y})
    assert by_point.uuid == near.uuid
    assert matcher.match("珊瑚路16号", {"x": "nowhere", "y": None}).status == "T"


@pytest.mark.parametrize(
    "text",
    [
        "永川区福星大道86号",
        "重庆市渝北区龙溪街道福星大道86号",
        "四川省成都市武侯区桂溪街道福星大道86号",
        "成都武侯区福星大道86号",
        "江夏区福星大道86号",
        "江津区德感街道长江路5号",
        "德感镇福星大道86号",
        "中山镇老街5号",
        "南门社区大西门路5号",
        "江津区龙溪街道花卉路5号",
    ],
)
def test_other_districts_and_towns_are_outside(matcher, text):
    assert matcher.match(text).status == MatchStatus.OUTSIDE.value


def test_a_wrong_upper_level_is_a_fault_and_no_filter(matcher):
    match = matcher.match("阳坪社区福星大道86号")
    assert match.address == f"{PREFIX}怡云社区福星大道86号"
    assert FaultKind.WRONG_COMMUNITY in kinds(match)
    assert FaultKind.AREA_REPAIRED in kinds(matcher.match("江律区双福街道福星大道86号"))
    assert FaultKind.WRONG_COUNTY in kinds(matcher.match("永川区双福街道怡云社区福星大道86号"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("福兴大道86号", "怡云社区福星大道86号"),
        ("福星大大道86号", "怡云社区福星大道86号"),
        ("双福街道福大星道86号", "怡云社区福星大道86号"),
        ("怡云花圆3幢2单元502", "怡云社区福星大道88号怡云花园3幢2单元5层502室"),
        ("福星大到88号怡云花圆3幢2单元502", "怡云社区福星大道88号怡云花园3幢2单元5层502室"),
        ("福星大道88号怡云花圆3幢2单元502", "怡云社区福星大道88号怡云花园3幢2单元5层502室"),
        ("怡去社区福量大道86号", "怡云社区福星大道86号"),
        ("江津双福福量大道86号", "怡云社区福星大道86号"),
        ("李家园子2号", "阳坪社区李家院子2号"),
    ],
)
def test_names_are_repaired_where_the_numbers_agree(matcher, text, address):
    match = matcher.match(text)
    assert (match.status, match.address) == ("M", PREFIX + address)
    assert FaultKind.NAME_REPAIRED in kinds(match)


def test_names_are_not_repaired_against_the_numbers(matcher):
    assert matcher.match("福兴大道87号").status == "U"
    assert matcher.match("福南三路20号").status == "U"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("福星大道86号旁", FaultKind.NEARBY),
        ("福星大道86号附近", FaultKind.NEARBY),
        ("福星大道86号向东50米", FaultKind.NEARBY),
        ("福星大道86号怡云超市", FaultKind.UNREAD),
    ],
)
def test_marks_on_matched_rows(matcher, text, kind):
    match = matcher.match(text)
    assert match.address == f"{PREFIX}怡云社区福星大道86号"
    assert kind in kinds(match)
    assert match.score < 100


def test_crossings_name_both_streets(matcher):
    match = matcher.match("福星大道与双凤路交叉口")
    assert match.status == "U"
    assert FaultKind.CROSSING in kinds(match)
    assert {c.address for c in match.candidates} == {f"{PREFIX}福星大道", f"{PREFIX}双凤路"}


def test_parts_that_contradict_each_other_are_left_to_a_person(matcher):
    match = matcher.match("福星大道86号阳光小区2幢101")
    assert match.status == "T"
    assert FaultKind.CONTRADICTION in kinds(match)


@pytest.mark.parametrize("text", ["", None, " ", "　", "()", "不详", "无", "123", "-", "测试", "N/A", "#N/A", "？？"])
def test_nothing_is_made_of_nothing(matcher, text):
    match = matcher.match(text)
    assert match.status == "U"
    assert match.faults


def test_every_row_matches_its_own_address(library, matcher):
    for row in range(len(library)):
        _code, uuid, address = library.texts(row)
        match = matcher.match(address)
        assert (match.status, match.address) == ("M", address), address
        assert match.uuid == uuid or match.address == address
        assert match.x == library.x[row]


def test_result_carries_the_record(matcher):
    match = matcher.match(ROOM_502)
    assert match.code.startswith("C")
    assert (match.grid_code, match.beat_code) == ("500116004007001", "500116510001")
    assert match.score == 100
    assert match.faults == ()


def test_every_fault_has_a_text(matcher):
    for kind in FaultKind:
        message = fault_message(next(iter(matcher.match("福星大道87号").faults))._replace(kind=kind))
        assert str(message)
        assert message.code == f"address-{kind.value}"
