from collections import Counter

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from random_schemes import bodies, schemes

from yibiao_qgis.model.coding import assign_codes
from yibiao_qgis.model.errors import Canceled
from yibiao_qgis.model.segments import Source
from yibiao_qgis.model.statuses import CodeStatus

KEPT, ASSIGNED, REJECTED = (status.value for status in CodeStatus)
COMMUNITY = "500116004007"


@st.composite
def tables(draw, sequence=None):
    """A scheme, rows of which some have codes (right and wrong ones), their parents, and retired codes."""
    scheme = draw(schemes(sequence=sequence))
    parents = draw(
        st.lists(st.text(scheme.segments[0].alphabet, min_size=scheme.segments[0].length), min_size=1, max_size=3)
    )
    rows = []
    for number in range(draw(st.integers(1, 12))):
        parts = draw(bodies(scheme))
        parent = draw(st.sampled_from(parents))[: scheme.segments[0].length]
        row = {"uuid": f"row{number:02d}", "parent": parent, "x": draw(st.integers(0, 9)), "y": draw(st.integers(0, 9))}
        for segment in scheme.segments:
            if segment.source is Source.FIELD:
                row[segment.field] = draw(st.sampled_from((parts[segment.name], "", "号")))
        parts["upper"] = draw(st.sampled_from((parent, parts["upper"])))
        right = scheme.compose(parts)
        row["code"] = draw(st.sampled_from((None, "", right, right, right[:-1], right[:-1] + "?")))
        rows.append(row)
    others = [scheme.compose(draw(bodies(scheme))) for _ in range(draw(st.integers(0, 3)))]
    retired = (
        draw(st.lists(st.sampled_from([*others, *(row["code"] or "" for row in rows)]), max_size=4)) if rows else []
    )
    frame = pd.DataFrame(rows).set_index("uuid", drop=False)
    frame.index.name = None
    places = gpd.GeoDataFrame(frame.drop(columns=["x", "y"]), geometry=shapely.points(frame["x"], frame["y"]))
    return scheme, places, frozenset(retired) - {""}


def assign(scheme, rows, retired):
    return assign_codes(rows, scheme, parent_codes=rows["parent"], retired=retired)


@given(tables())
def test_what_always_holds(table):
    scheme, rows, retired = table
    result = assign(scheme, rows, retired)
    for series in (result.codes, result.status, result.reasons):
        assert list(series.index) == list(rows.index)
    good = result.codes[result.status != REJECTED]
    # Codes are right, under their parents, each once, and none was retired.
    assert all(not scheme.faults(code) for code in good)
    length = scheme.segments[0].length
    assert all(code[:length] == rows["parent"][row] for row, code in good.items())
    assert good.is_unique
    assert not set(good) & retired
    # Nothing that a row came with is changed, be it right or wrong.
    before = rows["code"].fillna("")
    assert all(result.codes[row] == before[row] for row in rows.index if before[row])
    assert all(before[row] == "" for row in rows.index[result.status == ASSIGNED])
    # No new code is one that another row shows, even wrongly.
    new = set(result.codes[result.status == ASSIGNED])
    assert not new & set(before)
    # Every rejection has a reason, and no kept code has one.
    assert result.reasons[result.status == REJECTED].notna().all()
    assert result.reasons[result.status == KEPT].isna().all()
    counts = Counter(result.status)
    assert all(result.summary[status] == counts[status] for status in (KEPT, ASSIGNED, REJECTED))


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(table, random):
    scheme, rows, retired = table
    labels = list(rows.index)
    random.shuffle(labels)
    one, other = assign(scheme, rows, retired), assign(scheme, rows.loc[labels], retired)
    assert one.codes.to_dict() == other.codes.to_dict()
    assert one.status.to_dict() == other.status.to_dict()
    assert one.reasons.map(str).to_dict() == other.reasons.map(str).to_dict()
    assert one.summary == other.summary


@given(tables())
def test_a_second_run_changes_nothing(table):
    scheme, rows, retired = table
    first = assign(scheme, rows, retired)
    second = assign(scheme, rows.assign(code=first.codes), retired)
    assert second.codes.to_dict() == first.codes.to_dict()
    assert ASSIGNED not in set(second.status)
    assert set(second.status[first.status != REJECTED]) <= {KEPT}


@given(tables(sequence=True), st.data())
def test_a_retired_number_never_comes_back(table, data):
    scheme, rows, retired = table
    first = assign(scheme, rows, retired)
    coded = rows.assign(code=first.codes)[first.status != REJECTED]
    if coded.empty:
        return
    gone = data.draw(st.sampled_from(list(coded.index)))
    newcomer = coded.loc[[gone]].assign(uuid="new", code=None).set_axis(["new"])
    later = pd.concat([coded.drop(index=gone), newcomer])
    second = assign(scheme, later, retired | {coded["code"][gone]})
    assert second.codes.drop(index="new").to_dict() == coded["code"].drop(index=gone).to_dict()
    assert second.codes["new"] not in retired | {coded["code"][gone]} | set(coded["code"])


def frame(codes, **columns):
    rows = pd.DataFrame({"uuid": [f"u{number}" for number in range(len(codes))], "code": codes, **columns})
    return rows.set_index("uuid", drop=False)


def grids(codes):
    return gpd.GeoDataFrame(
        frame(codes), geometry=[shapely.box(x, 0, x + 9, 9) for x in range(0, 10 * len(codes), 10)], crs=4544
    )


def under(rows, parent=COMMUNITY):
    return pd.Series(parent, index=rows.index)


def test_new_numbers_follow_the_highest_ever_used(shipped):
    rows = grids([None, COMMUNITY + "002", None, None])
    result = assign_codes(
        rows, shipped["grid15"], parent_codes=under(rows), retired=[COMMUNITY + "004", "500116004008" + "900"]
    )
    assert [code[-3:] for code in result.codes] == ["005", "002", "006", "007"]
    assert result.status.tolist() == [ASSIGNED, KEPT, ASSIGNED, ASSIGNED]
    assert result.summary == {"scheme": "grid15", KEPT: 1, ASSIGNED: 3, REJECTED: 0, "reasons": {}}


def test_codes_in_use_elsewhere_count(shipped):
    rows = grids([None, COMMUNITY + "008"])
    result = assign_codes(
        rows, shipped["grid15"], parent_codes=under(rows), taken=[COMMUNITY + "008", COMMUNITY + "020"]
    )
    assert result.codes.iloc[0] == COMMUNITY + "021"
    assert result.reasons.iloc[1].code == "code-duplicate"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (COMMUNITY + "01", "code-pattern"),
        (COMMUNITY + "000", "code-pattern"),
        ("500116004008003", "code-parent"),
        (COMMUNITY + "009", "code-retired"),
    ],
)
def test_a_wrong_code_stays_and_is_explained(shipped, code, reason):
    rows = grids([code, None])
    result = assign_codes(rows, shipped["grid15"], parent_codes=under(rows), retired=[COMMUNITY + "009"])
    assert result.status.tolist() == [REJECTED, ASSIGNED]
    assert result.codes.iloc[0] == code
    assert result.reasons.iloc[0].code == reason
    assert code in str(result.reasons.iloc[0])
    assert result.summary["reasons"] == {reason: 1}


def test_of_two_equal_codes_a_person_decides(shipped):
    rows = grids([COMMUNITY + "001", COMMUNITY + "001", None])
    result = assign_codes(rows, shipped["grid15"], parent_codes=under(rows))
    assert result.status.tolist() == [REJECTED, REJECTED, ASSIGNED]
    assert "u1" in str(result.reasons.iloc[0])
    assert "u0" in str(result.reasons.iloc[1])
    assert result.codes.iloc[2] == COMMUNITY + "002"


def test_a_right_code_keeps_its_place_beside_a_wrong_twin(shipped):
    rows = grids([COMMUNITY + "001", COMMUNITY + "001"])
    parents = pd.Series([COMMUNITY, "500116004008"], index=rows.index)
    result = assign_codes(rows, shipped["grid15"], parent_codes=parents)
    assert result.status.tolist() == [KEPT, REJECTED]


def test_a_full_range_is_told(shipped):
    rows = grids([COMMUNITY + "98", None, None])
    result = assign_codes(rows, shipped["grid14"], parent_codes=under(rows))
    assert result.codes.tolist() == [COMMUNITY + "98", COMMUNITY + "99", None]
    assert result.reasons.iloc[2].code == "code-range-full"


def test_a_building_gets_the_number_of_its_name_where_it_is_free(shipped):
    plate = COMMUNITY + "200100000000"
    rows = frame([None, None, None, None, plate + "002"], name=["3幢", "综合楼", "5号楼", "2栋", None])
    result = assign_codes(rows, shipped["building"], parent_codes=under(rows, plate), retired=[plate + "005"])
    assert [code[-3:] for code in result.codes] == ["003", "006", "007", "008", "002"]
    assert [reason and reason.code for reason in result.reasons] == [None, None, "number-taken", "number-taken", None]
    assert result.summary[REJECTED] == 0


def test_plates_of_one_number_are_left_to_a_person(shipped):
    rows = frame([None] * 4, place_code="1012", door=["88", "88", "90", "甲88"], sub_door=[None, "", "5", None])
    result = assign_codes(rows, shipped["plate"], parent_codes=under(rows))
    assert result.codes.tolist() == [None, None, COMMUNITY + "101200090005", None]
    assert [reason and reason.code for reason in result.reasons] == [
        "code-duplicate",
        "code-duplicate",
        None,
        "value-not-codable",
    ]
    assert "甲88" in str(result.reasons.iloc[3])


def test_a_new_plate_does_not_shake_the_one_that_has_the_code(shipped):
    code = COMMUNITY + "101200088000"
    rows = frame([code, None, None], place_code="1012", door=["88", "88", "90"])
    result = assign_codes(rows, shipped["plate"], parent_codes=under(rows), retired=[COMMUNITY + "101200090000"])
    assert result.status.tolist() == [KEPT, REJECTED, REJECTED]
    assert "u0" in str(result.reasons.iloc[1])
    assert result.reasons.iloc[2].code == "code-retired"


def test_a_code_that_says_another_door_than_its_row(shipped):
    rows = frame([COMMUNITY + "101200088000"], place_code="1012", door=["90"])
    result = assign_codes(rows, shipped["plate"], parent_codes=under(rows))
    assert result.reasons.iloc[0].code == "code-value"
    assert "00088" in str(result.reasons.iloc[0])
    assert "00090" in str(result.reasons.iloc[0])


def test_a_building_keeps_its_code_under_another_of_its_plates(shipped):
    first, second = COMMUNITY + "101200086000", COMMUNITY + "101200088000"
    rows = frame([second + "001", second + "001"[:2] + "2"])
    result = assign_codes(
        rows,
        shipped["building"],
        parent_codes=under(rows, first),
        other_parents=pd.Series([(first, second), (first,)], index=rows.index),
    )
    assert result.status.tolist() == [KEPT, REJECTED]
    assert result.reasons.iloc[1].code == "code-parent"


@pytest.mark.parametrize(
    ("parent", "reason"), [("", "parent-missing"), (None, "parent-missing"), ("50", "parent-wrong")]
)
def test_without_a_parent_there_is_no_code(shipped, parent, reason):
    rows = grids([None, COMMUNITY + "001"])
    result = assign_codes(rows, shipped["grid15"], parent_codes=under(rows, parent))
    assert result.codes.tolist() == [None, COMMUNITY + "001"]
    assert result.reasons.iloc[0].code == reason
    assert assign_codes(rows, shipped["grid15"]).reasons.iloc[0].code == "parent-missing"


def test_codes_of_authorities_are_never_made_up(shipped):
    rows = frame([None, "500116004"])
    result = assign_codes(rows, shipped["town"], parent_codes=under(rows, "500116"))
    assert result.codes.tolist() == [None, "500116004"]
    assert result.reasons.iloc[0].code == "code-not-issued"


def test_codes_from_a_spreadsheet(shipped):
    rows = frame([500116004007001.0, None, 500116004007002])
    rows["code"] = rows["code"].astype(float)
    result = assign_codes(rows, shipped["grid15"], parent_codes=pd.Series(500116004007, index=rows.index))
    assert result.codes.tolist() == [COMMUNITY + "001", COMMUNITY + "003", COMMUNITY + "002"]


def test_no_rows_and_no_columns(shipped):
    for scheme in shipped.values():
        result = assign_codes(pd.DataFrame({"code": []}), scheme)
        assert len(result.codes) == 0
        assert assign_codes(pd.DataFrame(index=[7]), scheme).status.tolist() == [REJECTED]


class Impatient:
    """A user who stops at once."""

    def set_progress(self, percent):
        pass

    def is_canceled(self):
        return True


def test_a_cancel_is_heard(shipped):
    rows = grids([None])
    with pytest.raises(Canceled):
        assign_codes(rows, shipped["grid15"], parent_codes=under(rows), feedback=Impatient())
