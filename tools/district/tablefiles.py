"""Files of the department tables: CSV as an old office system writes it, and XLSX."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

_STAMP = (2026, 1, 5, 9, 0, 0)
_STAMP_TEXT = "2026-01-05T09:00:00Z"


def write_csv_gbk(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV in GBK with CRLF line ends and its headers.

    Parameters
    ----------
    table : DataFrame
        Texts; None and empty become empty cells.
    path : Path
        The file to write.

    Raises
    ------
    UnicodeEncodeError
        If a character does not exist in GBK.
    """
    with path.open("w", encoding="gbk", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(table.columns)
        writer.writerows(table.fillna("").itertuples(index=False, name=None))


def write_xlsx(table: pd.DataFrame, path: Path) -> None:
    """Write a table as XLSX; the same table always gives the same bytes.

    Parameters
    ----------
    table : DataFrame
        Texts and numbers; an empty text becomes an empty cell.
    path : Path
        The file to write.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False, name=None):
        sheet.append([None if value == "" else value for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    # openpyxl stamps the time of saving into the properties and every entry of the archive.
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _STAMP_TEXT.encode(), content)
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)


def write_truth(truth: pd.DataFrame, path: Path) -> None:
    """Write a truth table as compressed CSV in UTF-8; the same truth always gives the same bytes.

    Parameters
    ----------
    truth : DataFrame
        The truth of a table.
    path : Path
        Ends in ``.csv.gz``.
    """
    text = truth.to_csv(index=False, lineterminator="\n")
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as target:
        target.write(text.encode())


def read_truth(path: Path) -> pd.DataFrame:
    """Read a truth table that `write_truth` wrote; empty cells are empty texts."""
    return pd.read_csv(path, dtype=str, keep_default_na=False).astype({"row": int, "fallback": int})
