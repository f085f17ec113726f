"""Department tables as files: encodings, disguises, damage."""

import csv
import io
import threading
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yibiao_qgis.bridge import open_table, plain
from yibiao_qgis.model.errors import InputError

pytestmark = pytest.mark.usefixtures("qgis_app")

HEADER = ["序号", "单位地址", "备注"]
ROWS = [
    ["1", "江津区双福街道福星大道８８号", "a,b"],
    ["007", '怡云花园3幢"二"单元', "换\n行"],
    ["3", "福星大道１２号附5号", "；"],
]


def text_table(delimiter=",", rows=ROWS, header=HEADER):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([header, *rows])
    return out.getvalue()


def rows_of(layer):
    return [[plain(value) for value in feature.attributes()] for feature in layer.getFeatures()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_in_every_encoding_and_delimiter(tmp_path, encoding, delimiter):
    path = tmp_path / "台账 1.csv"
    path.write_bytes(text_table(delimiter).encode(encoding))
    layer = open_table(path)
    assert layer.fields().names() == HEADER
    assert rows_of(layer) == ROWS
    assert not layer.isSpatial()


def test_characters_that_only_gb18030_has(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(text_table(rows=[["1", "𠮷祥路1号", "ü"]]).encode("gb18030"))
    assert rows_of(open_table(path)) == [["1", "𠮷祥路1号", "ü"]]


def test_fault_far_behind_decides_the_encoding(tmp_path):
    path = tmp_path / "t.csv"
    rows = [[str(number), "plain", "ascii"] for number in range(100_000)] + [["x", "双福街道", ""]]
    path.write_bytes(text_table(rows=rows).encode("gbk"))
    layer = open_table(path)
    assert layer.featureCount() == 100_001
    assert rows_of(layer)[-1][:2] == ["x", "双福街道"]


def workbook(path, rows, header=HEADER, before=0):
    book = openpyxl.Workbook()
    for number in range(before):
        book.create_sheet(f"empty{number}", 0)
    sheet = book.worksheets[-1]
    for row in [header, *rows]:
        sheet.append(row)
    book.save(path)
    return path


def test_workbook_of_texts_has_its_header_line(tmp_path):
    layer = open_table(workbook(tmp_path / "t.xlsx", ROWS))
    assert layer.fields().names() == HEADER
    assert rows_of(layer) == ROWS


def test_workbook_can_be_read_in_another_thread(tmp_path):
    layer = open_table(workbook(tmp_path / "t.xlsx", ROWS)).clone()
    found = []
    thread = threading.Thread(target=lambda: found.extend(rows_of(layer)))
    thread.start()
    thread.join()
    assert found == ROWS


def test_numbers_of_a_workbook_stay_numbers(tmp_path):
    path = workbook(tmp_path / "t.xlsx", [[1, "福星大道88号", 13800138000.0], [2, "福星大道90号", 2.5]])
    assert rows_of(open_table(path)) == [[1, "福星大道88号", 13800138000], [2, "福星大道90号", 2.5]]


def test_first_sheet_with_rows_is_taken(tmp_path):
    layer = open_table(workbook(tmp_path / "t.xlsx", ROWS, before=2))
    assert rows_of(layer) == ROWS


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("gone.csv", None, "There is no file"),
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\r\n  \r\n", "is empty"),
        ("no-header.csv", b",,\r\n1,2,3\r\n", "first line of a table must name"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a table that can be read"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "save older XLS files as XLSX"),
        ("page.csv", "<html><body>地址</body></html>".encode(), "not a table that can be read"),
        ("list.csv", b'{"rows": []}', "not a table that can be read"),
        ("noise.csv", bytes(range(128, 256)) * 20, "not a table that can be read"),
        ("broken.xlsx", b"PK\x03\x04" + b"\x01" * 500, "not a table that can be read"),
    ],
)
def test_what_is_no_table_is_named_with_the_way_out(tmp_path, name, content, text):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=text) as caught:
        open_table(path)
    assert name in str(caught.value)


def test_csv_that_is_a_vrt_is_not_followed(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    path = tmp_path / "table.csv"
    path.write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
        "</OGRVRTDataSource>",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="not a table"):
        open_table(path)


def test_archive_that_is_no_workbook(tmp_path):
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(InputError, match="not a table"):
        open_table(path)


def test_workbook_that_unpacks_without_end_is_not_unpacked(tmp_path):
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(210):
                sheet.write(b" " * 1_000_000)
    with pytest.raises(InputError, match="unpacks to 210 MB"):
        open_table(path)


CELL = st.text(
    st.characters(codec="gb18030", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff"),
    max_size=30,
)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8), encoding=st.sampled_from(["utf-8", "gb18030"]))
def test_any_text_comes_back_as_it_was_written(tmp_path_factory, rows, encoding):
    path = tmp_path_factory.mktemp("tables") / "t.csv"
    # A first column of numbers: a row of empty cells alone is no row in a text file.
    table = [[str(number), *row] for number, row in enumerate(rows)]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["序号", "地址", "备注"], *table])
    path.write_bytes(out.getvalue().encode(encoding))
    found = [[value or "" for value in row] for row in rows_of(open_table(path))]
    assert found == table
