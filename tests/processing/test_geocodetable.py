"""``geocodetable`` through Processing."""

import csv
import io
import json
import zlib

import openpyxl
import pytest
from qgis.core import QgsProcessingFeedback
from small_district import make_layer, uuid_of

HEADER = ["序号", "单位地址", "联系电话"]
ROWS = [
    ["001", "江津区双福街道怡云社区福星大道88号", "13800000001"],
    ["002", "福星大道８９号", ""],
    ["003", "南京市鼓楼区中山路1号", "13800000003"],
    ["004", "", "13800000004"],
    ["005", "福星大道90号", "-"],
]


def library(crs="EPSG:4490"):
    fields = (
        "uuid:string code:string element:string address:string county:string town:string community:string "
        "street:string compound:string door:string sub_door:string building:string unit:string floor:string "
        "room:string comm_code:string grid_code:string beat_code:string aliases:string"
    )
    upper = ("江津区", "双福街道", "怡云社区")
    prefix = "重庆市" + "".join(upper)

    def row(wkt, name, element, address, street=None, door=None):
        blank = (None,) * 4
        areas = ("500116004007", "500116004007001", "500116510001")
        code = f"500116004007{zlib.crc32(name.encode()) % 10**8:08d}"
        head = (wkt, uuid_of(name), code, element, prefix + address, *upper)
        return (*head, street, None, door, None, *blank, *areas, None)

    rows = [
        row("Point(50 50)", "community", "31", ""),
        row("Point(100 0)", "street", "41", "福星大道", "福星大道"),
        row("Point(10 10)", "88", "45", "福星大道88号", "福星大道", "88"),
        row("Point(30 10)", "90", "45", "福星大道90号", "福星大道", "90"),
    ]
    return make_layer("Point", fields, rows, crs=crs, name="library")


def table_layer(rows=ROWS):
    return make_layer(
        "None", "序号:string 单位地址:string 联系电话:string", [(None, *row) for row in rows], name="台账"
    )


def csv_file(path, encoding="gbk", rows=ROWS):
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows])
    path.write_bytes(out.getvalue().encode(encoding))
    return str(path)


def results(layer):
    return {feature["序号"]: feature for feature in layer.getFeatures()}


def check(found, crs="EPSG:4490"):
    rows = results(found["OUTPUT"])
    assert len(rows) == 5
    assert rows["001"]["yb_status"] == "M"
    assert rows["001"]["yb_address"] == "重庆市江津区双福街道怡云社区福星大道88号"
    assert rows["001"]["yb_grid"] == "500116004007001"
    assert rows["001"]["yb_score"] == 100
    assert not rows["001"].geometry().isNull()
    # A house number that does not exist gets no other one.
    assert rows["002"]["yb_status"] == "U"
    assert "no-door" in rows["002"]["yb_reason"]
    assert rows["002"].geometry().isEmpty()
    assert not rows["002"]["yb_address"]
    assert rows["003"]["yb_status"] == "O"
    assert rows["004"]["yb_status"] == "U"
    assert rows["004"]["yb_faults"] == "The cell is empty"
    assert rows["005"]["yb_status"] == "M"
    assert found["OUTPUT"].crs().authid() == crs
    counts = [found[f"{name}_COUNT"] for name in ("ROWS", "MATCHED", "TIED", "UNMATCHED", "OUTSIDE")]
    assert counts == [5, 2, 0, 2, 1]
    return rows


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4544", "EPSG:3857"])
def test_table_of_the_project(run, crs):
    found = run(
        "geocodetable",
        INPUT=table_layer(),
        ADDRESS_FIELD="单位地址",
        LIBRARY=library(crs),
        OUTPUT="TEMPORARY_OUTPUT",
        REVIEW="TEMPORARY_OUTPUT",
    )
    check(found, crs)
    review = results(found["REVIEW"])
    assert set(review) == {"002", "004"}
    assert review["002"]["yb_cand1"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "gb18030", "utf-8-sig"])
def test_file_in_any_encoding_with_the_column_found_by_its_name(run, tmp_path, encoding):
    path = csv_file(tmp_path / "工商 台账.csv", encoding)
    found = run("geocodetable", FILE=path, LIBRARY=library(), OUTPUT=str(tmp_path / "out.gpkg"))
    from qgis.core import QgsVectorLayer

    found["OUTPUT"] = QgsVectorLayer(found["OUTPUT"], "o", "ogr")
    rows = check(found)
    assert [rows[row[0]]["联系电话"] or "" for row in ROWS] == [row[2] for row in ROWS]


def test_workbook(run, tmp_path):
    book = openpyxl.Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    check(run("geocodetable", FILE=str(tmp_path / "t.xlsx"), LIBRARY=library(), OUTPUT="TEMPORARY_OUTPUT"))


def test_all_columns_pass_untouched_and_geometry_of_the_input_is_not_mixed_in(run):
    before = table_layer()
    after = run("geocodetable", INPUT=before, LIBRARY=library(), OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    assert after.fields().names()[:3] == before.fields().names()
    for old, new in zip(before.getFeatures(), after.getFeatures()):
        assert new.attributes()[:3] == old.attributes()
    assert all(name.startswith("yb_") and len(name) <= 10 for name in after.fields().names()[3:])


def test_result_of_an_earlier_run_is_replaced(run):
    first = run("geocodetable", INPUT=table_layer(), LIBRARY=library(), OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    second = run(
        "geocodetable",
        INPUT=first,
        ADDRESS_FIELD="单位地址",
        LIBRARY=library(),
        OUTPUT="TEMPORARY_OUTPUT",
        REVIEW="TEMPORARY_OUTPUT",
    )
    assert second["OUTPUT"].fields().names() == first.fields().names()
    check(second)
    assert results(second["REVIEW"])["002"]["yb_cand1"]


def test_alias_table_is_used(run, refused, tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_text("level,name,alias,source\nstreet,福星大道,老福星路,made up\n", encoding="utf-8")
    table = table_layer([["1", "双福街道老福星路88号", ""]])
    parameters = {"INPUT": table, "LIBRARY": library(), "ALIASES": str(path), "OUTPUT": "TEMPORARY_OUTPUT"}
    row = results(run("geocodetable", **parameters)["OUTPUT"])["1"]
    assert row["yb_status"] == "M"
    assert "alias" in row["yb_reason"]
    path.write_text("name,alias\n福星大道,老福星路\n", encoding="utf-8")
    assert "lacks the column level" in refused("geocodetable", **parameters)


def test_summary_counts_faults_but_holds_no_rows(run, tmp_path):
    path = tmp_path / "s.json"
    run(
        "geocodetable",
        FILE=csv_file(tmp_path / "t.csv"),
        LIBRARY=library(),
        OUTPUT="TEMPORARY_OUTPUT",
        SUMMARY=str(path),
    )
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["groups"]["faults"]["no-door"] == 1
    assert not any(value in text for row in ROWS for value in row[1:] if len(value) > 1)


def test_log_holds_nothing_of_the_table(run, tmp_path):
    feedback = QgsProcessingFeedback(False)
    run("geocodetable", feedback, FILE=csv_file(tmp_path / "t.csv"), LIBRARY=library(), OUTPUT="TEMPORARY_OUTPUT")
    assert not any(value in feedback.textLog() for row in ROWS for value in row[1:] if len(value) > 1)


@pytest.mark.parametrize("both", [False, True])
def test_exactly_one_table(refused, tmp_path, both):
    tables = {"INPUT": table_layer(), "FILE": csv_file(tmp_path / "t.csv")} if both else {}
    assert "only one of them" in refused("geocodetable", LIBRARY=library(), OUTPUT="TEMPORARY_OUTPUT", **tables)


def test_columns_that_are_not_there(refused, tmp_path):
    path = csv_file(tmp_path / "t.csv")
    text = refused("geocodetable", FILE=path, ADDRESS_FIELD="住所", LIBRARY=library(), OUTPUT="TEMPORARY_OUTPUT")
    assert "no column 住所. It has: 序号, 单位地址, 联系电话" in text
    other = make_layer("None", "a:string b:string", [(None, "1", "2")], name="plain")
    text = refused("geocodetable", INPUT=other, LIBRARY=library(), OUTPUT="TEMPORARY_OUTPUT")
    assert "Give the address column; there are: a, b" in text


def test_table_without_rows(refused, tmp_path):
    path = csv_file(tmp_path / "t.csv", rows=[])
    text = refused("geocodetable", FILE=path, LIBRARY=library(), OUTPUT=str(tmp_path / "o.gpkg"))
    assert "has no rows" in text
    assert [one.name for one in tmp_path.iterdir()] == ["t.csv"]


def test_cancel_in_the_middle_leaves_nothing(run, tmp_path):
    class Impatient(QgsProcessingFeedback):
        def setProgress(self, percent):
            super().setProgress(percent)
            if percent > 20:
                self.cancel()

    path = csv_file(tmp_path / "t.csv", rows=[[str(n), "福星大道88号", ""] for n in range(20_000)])
    found = run("geocodetable", Impatient(False), FILE=path, LIBRARY=library(), OUTPUT=str(tmp_path / "o.gpkg"))
    assert found == {}
    assert [one.name for one in tmp_path.iterdir()] == ["t.csv"]
