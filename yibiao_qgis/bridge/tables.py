"""Department tables given as files: opened as layers, their encoding found, disguises refused.

GDAL follows what a file holds and not what its name says: a ``.csv`` with VRT inside
opens whatever the VRT points at. Text is therefore read by QGIS' delimited text
provider, which knows nothing but text, and workbooks only after their archive was
looked at.
"""

from __future__ import annotations

import codecs
import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl, QUrlQuery

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

ENCODINGS = ("utf-8", "gbk", "gb18030")
"""Tried in this order; each must decode the whole file without a fault."""

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "UTF-8"), (codecs.BOM_UTF16_LE, "UTF-16LE"), (codecs.BOM_UTF16_BE, "UTF-16BE"))
DELIMITERS = (",", "\t", ";", "|")
CHUNK_BYTES = 1 << 20

WORKBOOKS = {
    "xl/workbook.xml": ("XLSX", "OGR_XLSX_HEADERS"),
    "content.xml": ("ODS", "OGR_ODS_HEADERS"),
}
"""Member that tells a workbook's kind: GDAL's driver and its option for a header line."""

BOMB_BYTES = 200 * 1000 * 1000
BOMB_RATIO = 100
"""A workbook that unpacks to more than both is refused: real ones pack about 10 to 1."""


def open_table(path: str | Path) -> QgsVectorLayer:
    """Open a CSV, text or workbook file as a layer without geometry.

    Parameters
    ----------
    path : str or Path
        CSV or other delimited text in UTF-8, UTF-16, GBK or GB18030 with a header line, or
        an XLSX or ODS workbook, of which the first sheet with a header line is taken.

    Returns
    -------
    QgsVectorLayer
        Text: every column is text. Workbook: a memory layer with the cells' types, as GDAL
        reads the header line of a sheet only where it is told to while reading.

    Raises
    ------
    InputError
        If the file is missing, empty, not a table, in no known encoding, or unpacks to
        far more than its size.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(
            "table-missing",
            QT_TRANSLATE_NOOP("Yibiao", "There is no file {path}. Check the path, or choose the table again."),
            path=path,
        )
    try:
        with path.open("rb") as handle:
            head = handle.read(4096)
    except OSError as error:
        raise InputError(
            "table-unreadable",
            QT_TRANSLATE_NOOP(
                "Yibiao", "The file {path} cannot be read. Close it in other programs, or ask for the right to read it."
            ),
            detail=str(error),
            path=path,
        ) from error
    if not head.strip():
        raise InputError(
            "table-empty", QT_TRANSLATE_NOOP("Yibiao", "The table {path} is empty. Choose a file with rows."), path=path
        )
    if head.startswith(b"PK\x03\x04"):
        return _open_workbook(path)
    return _open_text(path, head)


def text_encoding(path: Path, head: bytes) -> str:
    """Return the encoding of a text file, found by decoding all of it.

    Raises
    ------
    InputError
        If the file is not text in any of the known encodings.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return name
    if b"\x00" not in head and not head.startswith(b"\xd0\xcf\x11\xe0"):
        for name in ENCODINGS:
            if _decodes(path, name):
                return name.upper()
    raise _not_a_table(path)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as handle:
            while block := handle.read(CHUNK_BYTES):
                if "\x00" in decoder.decode(block):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _open_text(path: Path, head: bytes) -> QgsVectorLayer:
    encoding = text_encoding(path, head)
    with path.open("r", encoding="utf-8-sig" if encoding == "UTF-8" else encoding, newline="") as handle:
        first = handle.readline()
    # A file of markup (a VRT in disguise, a saved web page) is text but no table.
    if first.lstrip("\ufeff \t").startswith(("<", "{", "%PDF")):
        raise _not_a_table(path)
    delimiter = max(DELIMITERS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    if not any(name.strip() for name in header):
        raise InputError(
            "table-no-header",
            QT_TRANSLATE_NOOP(
                "Yibiao", "The first line of {path} is empty. The first line of a table must name its columns."
            ),
            path=path,
        )
    query = QUrlQuery()
    for key, value in {
        "type": "csv",
        "delimiter": "\\t" if delimiter == "\t" else delimiter,
        "encoding": encoding,
        "detectTypes": "no",
        "geomType": "none",
        "subsetIndex": "no",
        "watchFile": "no",
    }.items():
        query.addQueryItem(key, value)
    url = QUrl.fromLocalFile(str(path.absolute()))
    url.setQuery(query)
    layer = QgsVectorLayer(bytes(url.toEncoded()).decode("ascii"), path.stem, "delimitedtext")
    if not layer.isValid():
        raise _not_a_table(path)
    return layer


def _open_workbook(path: Path) -> QgsVectorLayer:
    driver, option = _workbook_kind(path)
    with _header_line(option):
        sheet = _first_sheet(path, driver)
        copy = QgsVectorLayer("None", path.stem, "memory")
        provider = copy.dataProvider()
        is_whole = provider.addAttributes(sheet.fields().toList())
        copy.updateFields()
        if not is_whole or not provider.addFeatures(list(sheet.getFeatures()))[0]:
            raise _not_a_table(path, provider.lastError())
    return copy


def _first_sheet(path: Path, driver: str) -> QgsVectorLayer:
    """Return the first sheet that has columns and rows."""
    for details in QgsProviderRegistry.instance().querySublayers(str(path)):
        sheet = QgsVectorLayer(details.uri(), path.stem, details.providerKey())
        if sheet.isValid() and sheet.storageType() == driver and sheet.fields().count() and sheet.featureCount():
            return sheet
    raise _not_a_table(path)


def _workbook_kind(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise _not_a_table(path, str(error)) from error
    size = sum(member.file_size for member in members)
    if size > BOMB_BYTES and size > BOMB_RATIO * path.stat().st_size:
        raise InputError(
            "table-unpacks-too-far",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "The workbook {path} unpacks to {size} MB, far more than its size on disk. "
                "Save the rows as CSV and take that file.",
            ),
            path=path,
            size=size // 1_000_000,
        )
    names = {member.filename for member in members}
    for member, kind in WORKBOOKS.items():
        if member in names:
            return kind
    raise _not_a_table(path)


@contextmanager
def _header_line(option: str) -> Iterator[None]:
    # GDAL guesses a header line from types, and fails where all cells are text; before GDAL 3.8
    # there is no open option for it. Thread-local: other layers of the session are left alone.
    before = gdal.GetThreadLocalConfigOption(option)
    gdal.SetThreadLocalConfigOption(option, "FORCE")
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption(option, before)


def _not_a_table(path: Path, detail: str = "") -> InputError:
    return InputError(
        "not-a-table",
        QT_TRANSLATE_NOOP(
            "Yibiao",
            "{path} is not a table that can be read. Take a CSV file in UTF-8, GBK or GB18030, "
            "or an XLSX or ODS workbook whose first line names the columns; save older XLS files as XLSX.",
        ),
        detail=detail,
        path=path,
    )
