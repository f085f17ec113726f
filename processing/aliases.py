"""Tables of former and other names, given as files."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from yibiao_qgis.bridge.tables import text_encoding
from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.model.paths import RESOURCES

NEEDED = ("level", "name", "alias")
COUNTY_DIGITS = 6


def read_aliases(path: Path) -> list[dict[str, str]]:
    """Read an alias table.

    Parameters
    ----------
    path : Path
        CSV with the columns level (county, town, community, street, compound), name and
        alias; other columns are passed over.

    Returns
    -------
    list of dict

    Raises
    ------
    InputError
        If the file is no such table.
    """
    with path.open("rb") as handle:
        encoding = text_encoding(path, handle.read(4096))
    with path.open("r", encoding="utf-8-sig" if encoding == "UTF-8" else encoding, newline="") as handle:
        rows = csv.DictReader(handle)
        missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
        if missing:
            raise InputError(
                "alias-columns-missing",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "The alias table {path} lacks the column {missing}. Its first line must name level, name and "
                    "alias.",
                ),
                path=path,
                missing=", ".join(missing),
            )
        return [{name: row[name] or "" for name in NEEDED} for row in rows]


def shipped_aliases(codes: Iterable[object]) -> Path | None:
    """Return the plugin's alias table of the county that most codes begin with, or None."""
    counties = Counter(str(code)[:COUNTY_DIGITS] for code in codes if code)
    if not counties:
        return None
    path = RESOURCES / "aliases" / f"{counties.most_common(1)[0][0]}.csv"
    return path if path.exists() else None
