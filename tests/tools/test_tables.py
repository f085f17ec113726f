"""The department tables: the same for a seed, noisy as declared, and with a truth that the library bears out."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from district import make_district
from district.habits import DEPARTMENTS, HABITS
from district.tablefiles import read_truth
from district.tables import FILES, TRUTH_COLUMNS, MessyTable, make_table, write_department_tables

ROOT = Path(__file__).parents[2]
ROWS = 6000
STYLES = tuple(DEPARTMENTS)


@pytest.fixture(scope="module")
def generated() -> pd.DataFrame:
    return pd.DataFrame(make_district(21, 6000).addresses().drop(columns="geometry"))


@pytest.fixture(scope="module", params=["hand", "generated"])
def library(request: pytest.FixtureRequest) -> pd.DataFrame:
    return request.getfixturevalue("small_library" if request.param == "hand" else "generated")


@pytest.fixture(scope="module", params=STYLES)
def made(request: pytest.FixtureRequest, library: pd.DataFrame) -> MessyTable:
    return make_table(library, rows=ROWS, seed=5, style=request.param)


def rows_of(made: MessyTable) -> pd.DataFrame:
    frame = made.truth.copy()
    frame["text"] = made.table[made.address]
    frame["kinds"] = [set(noise.split("+")) for noise in frame["noise"]]
    return frame


def style_of(made: MessyTable) -> str:
    return next(style for style, d in DEPARTMENTS.items() if d.address == made.address)


@pytest.mark.parametrize("style", STYLES)
def test_same_seed_same_table(library: pd.DataFrame, style: str) -> None:
    first, second = (make_table(library, rows=400, seed=9, style=style) for _ in range(2))
    pd.testing.assert_frame_equal(first.table, second.table)
    pd.testing.assert_frame_equal(first.truth, second.truth)
    other = make_table(library, rows=400, seed=10, style=style)
    assert list(other.table[other.address]) != list(first.table[first.address])


def test_unknown_style_is_refused(library: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="no style 'post'"):
        make_table(library, rows=1, seed=1, style="post")
    with pytest.raises(ValueError, match="empty"):
        make_table(library.iloc[:0], rows=1, seed=1, style="market")


def test_stories_have_their_shares(made: MessyTable) -> None:
    counts = Counter(kind for kinds in rows_of(made)["kinds"] for kind in kinds)
    for story, share in DEPARTMENTS[style_of(made)].shares().items():
        if story != "plain":
            assert counts[story] == round(share * ROWS), story


def test_habits_show(made: MessyTable) -> None:
    frame = rows_of(made)
    department = DEPARTMENTS[style_of(made)]
    counts = Counter(kind for kinds in frame["kinds"] for kind in kinds)
    for habit in HABITS:
        assert (counts[habit] > 0) == (department.chance(habit) > 0), habit
    written = frame[frame["status"].isin(["M", "T"])]
    for habit, share in (("blanks", 0.10), ("full_width", 0.045), ("repeated_prefix", 0.05), ("brackets", None)):
        expected = department.chance(habit) if share is None else share
        assert sum(habit in kinds for kinds in written["kinds"]) / len(written) == pytest.approx(expected, rel=0.35)
    subs = frame[(frame["element"] == "46") & (frame["status"] == "M")]
    assert sum("sub_form" in kinds for kinds in subs["kinds"]) / len(subs) == pytest.approx(0.6, abs=0.08)
    rooms = frame[(frame["element"] == "62") & (frame["status"] == "M")]
    dashed = sum("dash_code" in kinds for kinds in rooms["kinds"]) / len(rooms)
    assert dashed == pytest.approx(department.chance("dash_code"), rel=0.25)
    assert counts["clean"] > 0.02 * ROWS


def test_truth_is_complete(made: MessyTable, library: pd.DataFrame) -> None:
    truth = made.truth
    assert list(truth.columns) == list(TRUTH_COLUMNS)
    assert list(truth["row"]) == list(range(1, ROWS + 1))
    assert len(made.table) == ROWS
    known = set(library["uuid"])
    element = dict(zip(library["uuid"], library["element"]))
    text = dict(zip(library["uuid"], library["address"]))
    assert set(truth["status"]) == {"M", "T", "U", "O"}
    for row in truth.itertuples():
        answers = [uuid for uuid in row.answers.split("#") if uuid]
        assert row.address.split("#") == [text.get(uuid, "") for uuid in answers or [row.answer]]
        coarse = [uuid for uuid in row.coarse.split("#") if uuid]
        assert {*answers, *coarse, row.answer, row.written_for, row.hint_answer} - {""} <= known
        assert bool(row.answer) == (row.status == "M")
        assert (len(answers) > 1) == (row.status == "T")
        assert len(set(answers)) == len(answers)
        assert not coarse or row.status == "U"
        assert not row.hint_answer or row.hint_answer in answers
        assert row.fallback == ("absent_room" in row.noise)
        first = row.answer or (answers or coarse or [""])[0]
        assert row.element == element.get(first, "")


def test_clean_rows_repeat_the_standard_text(made: MessyTable) -> None:
    frame = rows_of(made)
    clean = frame[frame["noise"] == "clean"]
    assert (clean["text"] == clean["address"]).all()


NUMBERS = re.compile(
    r"(?:(?P<door>\d+)号(?!楼)(?:附(?P<sub>\d+)号)?)?(?P<compound>\D{3,}?)?(?:(?P<building>\d+)(?:幢|栋|号楼|座|#楼|#))?"
    r"(?:(?P<unit>\d+)(?:单元|门))?(?:(?P<floor>\d+)(?:层|楼|F))?(?:(?P<room>\d+)(?:室|房|号)?)?"
)
READABLE = {
    *("clean", "short_form", "missing_upper", "no_street", "no_compound", "building_word", "floor_word", "unit_word"),
    *("tie", "absent_number", "absent_sub", "absent_building", "absent_room"),
}


def read_text(text: str, library: pd.DataFrame) -> dict[str, str] | None:
    """Read a tidy text by its words alone, apart from the way in which the tables are made."""
    stated: dict[str, str] = {}
    text = text.removeprefix("重庆市").removeprefix("江津区")
    for field in ("town", "community", "street", "compound"):
        for name in sorted(library[field].dropna().unique(), key=len, reverse=True):
            if text.startswith(name):
                stated[field], text = name, text[len(name) :]
                break
    found = NUMBERS.fullmatch(text)
    if found is None:
        return None
    numbers = {name: value for name, value in found.groupdict().items() if value}
    if "room" in numbers and "floor" in numbers and len(numbers["room"]) < 3:
        numbers["room"] = f"{numbers['floor']}{int(numbers['room']):02d}"
    return {**numbers, **stated}


def agreeing(stated: dict[str, str], library: pd.DataFrame, elements: str, names: tuple[str, ...]) -> pd.DataFrame:
    fits = library["element"].isin(elements.split())
    for name in names:
        column = "sub_door" if name == "sub" else name
        if name in stated:
            wanted = f"{stated[name]}幢" if name == "building" else stated[name]
            fits &= library[column].fillna("") == wanted
    return library[fits]


PLACE = ("town", "community", "street", "compound", "door", "sub")


def test_truth_agrees_with_reading_and_counting(made: MessyTable, library: pd.DataFrame) -> None:
    frame = rows_of(made)
    tidy = frame[[kinds <= READABLE and bool(text.strip()) for kinds, text in zip(frame["kinds"], frame["text"])]]
    checked: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    for row in tidy.itertuples():
        stated = read_text(row.text, library)
        if stated is None or not ({"door", "room", "building", "compound"} & set(stated)):
            continue
        if "room" in stated:
            fits = agreeing(stated, library, "62", (*PLACE, "building", "unit", "room"))
        elif "building" in stated:
            fits = agreeing(stated, library, "50", (*PLACE, "building"))
        else:
            fits = pd.DataFrame()
            if "compound" in stated:
                fits = agreeing(stated, library, "34 42 43 44", PLACE)
            if fits.empty and "door" in stated:
                fits = agreeing(stated, library, "45 46", PLACE)
                exact = fits[fits["sub_door"].isna()]
                fits = exact if "sub" not in stated and len(exact) else fits
            elif fits.empty:
                fits = agreeing(stated, library, "34 42 43 44", ("town", "community", "compound"))
            levels["compound" if "door" not in stated else "door"] += 1
        checked[row.status] += 1
        if row.status == "M" and not row.fallback:
            assert list(fits["uuid"]) == [row.answer], row.text
        elif row.status == "T":
            assert set(fits["uuid"]) == set(row.answers.split("#")), row.text
        else:
            assert fits.empty, row.text
        if row.fallback:
            level, names = ("50", (*PLACE, "building")) if "building" in stated else ("45", PLACE)
            assert list(agreeing(stated, library, level, names)["uuid"]) == [row.answer], row.text
    assert checked["M"] > 500
    assert checked["T"] > 20
    assert checked["U"] > 60
    assert levels["compound"] > 30


def test_absent_numbers_name_only_what_is_above(made: MessyTable, library: pd.DataFrame) -> None:
    element = dict(zip(library["uuid"], library["element"]))
    frame = rows_of(made)
    for row in frame[[("absent_number" in kinds) for kinds in frame["kinds"]]].itertuples():
        assert row.status == "U"
        assert row.coarse
        assert {element[uuid] for uuid in row.coarse.split("#")} <= {"34", "41", "42", "43", "44"}


def test_typing_errors_make_no_other_name(made: MessyTable, library: pd.DataFrame) -> None:
    names = {*library["street"].dropna(), *library["compound"].dropna()}
    by_uuid = library.set_index("uuid")
    frame = rows_of(made)
    plain = frame[[("typo" in k) and not k & {"full_width", "traditional", "blanks"} for k in frame["kinds"]]]
    assert len(plain) > 100
    for row in plain.itertuples():
        right = by_uuid.loc[row.answer]
        own = {right["street"], right["compound"]} - {None}
        text = re.sub(r"[（(【\[].*", "", row.text).replace(str(right["community"]), "")
        assert not {name for name in names - own if name in text and not any(name in o for o in own)}, row.text
        assert not all(name in text for name in own), row.text


def test_other_places_are_outside(made: MessyTable, library: pd.DataFrame) -> None:
    frame = rows_of(made)
    outside = frame[[bool(kinds & {"other_district", "other_town"}) for kinds in frame["kinds"]]]
    assert set(outside["status"]) == {"O"}
    assert (frame[frame["status"] == "O"]["written_for"] == "").all()
    streets = set(library["street"].dropna())
    for row in outside.itertuples():
        same = any(street in row.text for street in streets)
        assert same == ("same_street" in row.kinds), row.text


def test_no_personal_data_and_only_gbk(made: MessyTable) -> None:
    for column in made.table.columns:
        for value in made.table[column]:
            text = str(value)
            assert text.encode("gbk").decode("gbk") == text
            assert not re.search(r"1[3-9]\d{9}", text)
            assert not re.search(r"\d{17}[\dXx]", text)
            assert all(number.startswith("4751") for number in re.findall(r"023-(\d+)", text))


def test_files(library: pd.DataFrame, tmp_path) -> None:
    written = write_department_tables(library, tmp_path / "sample", tmp_path / "truth", seed=3, rows=300)
    again = write_department_tables(library, tmp_path / "again", tmp_path / "truth2", seed=3, rows=300)
    assert [path.name for path in written] == [path.name for path in again]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(written, again))
    folder = tmp_path / "sample" / "departments"
    assert {path.name for path in folder.iterdir()} == set(FILES.values())

    raw = (folder / FILES["market"]).read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == 301
    rows = list(csv.reader(raw.decode("gbk").splitlines()))
    assert rows[0] == list(DEPARTMENTS["market"].headers)
    table = make_table(library, rows=300, seed=3, style="market")
    assert [row[2] for row in rows[1:]] == list(table.table["经营地址"])

    sheet = openpyxl.load_workbook(folder / FILES["housing"]).active
    cells = list(sheet.iter_rows(values_only=True))
    assert cells[0] == DEPARTMENTS["housing"].headers
    housing = make_table(library, rows=300, seed=3, style="housing").table
    assert [row[1] or "" for row in cells[1:]] == list(housing["房屋坐落"])

    pd.testing.assert_frame_equal(read_truth(tmp_path / "truth" / "market_truth.csv.gz"), table.truth)


@pytest.mark.parametrize("style", STYLES)
def test_shipped_tables_fit_their_shipped_truth(style: str) -> None:
    path = ROOT / "resources" / "sample" / "departments" / FILES[style]
    truth = read_truth(ROOT / "tests" / "truth" / f"{path.stem}_truth.csv.gz")
    if path.suffix == ".csv":
        rows = list(csv.reader(path.read_text(encoding="gbk").splitlines()))
    else:
        rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    column = rows[0].index(DEPARTMENTS[style].address)
    text = pd.Series([row[column] or "" for row in rows[1:]])
    assert len(text) == len(truth) == 5000
    # Truth of another run would not know which rows are clean, empty or mistyped here.
    clean = truth["noise"] == "clean"
    assert clean.sum() > 50
    assert (text[clean].to_numpy() == truth["address"][clean].to_numpy()).all()
    assert (text.str.strip().eq("") == truth["noise"].eq("empty")).all()
