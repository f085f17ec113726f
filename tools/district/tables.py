"""Messy department tables from a library, each row with the truth about its address.

The truth says what a careful clerk would take the text to mean, given the
library and nothing else:

- ``M``: one library row fits everything that the text states; ``answer`` is its
  identity. With ``fallback`` 1 the text also names a room that does not exist, and the
  answer is the building or plate.
- ``T``: several rows fit (a unit left out, 3组 without its community), or the text
  names several (a range, two addresses); ``answers`` has them all.
- ``U``: nothing fits. ``coarse`` has what the text names rightly above the
  number that does not exist, finest first: the main number or gate, the compound, the
  street (at a road junction both streets). A match to anything finer, or to another
  number, is wrong; so is any match where it is empty.
- ``O``: the text names another district, or a town that the library does not cover.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from district.drafts import LEVEL_OF, Draft
from district.habits import DEPARTMENTS, EXCLUSIVE, FACILITIES, REMARKS, business
from district.meaning import AddressIndex
from district.stories import Stories
from district.tablefiles import write_csv_gbk, write_truth, write_xlsx
from yibiao_qgis.model.statuses import MatchStatus

TRUTH_COLUMNS = (
    "row",
    "noise",
    "status",
    "element",
    "answer",
    "answers",
    "coarse",
    "fallback",
    "hint_answer",
    "written_for",
    "address",
    "coarse_address",
    "element_uuid",
    "coarse_uuid",
)
"""Columns of the truth; all texts but `row` (from 1) and `fallback` (0 or 1); several values are joined by #.

`answer`, `answers`, `coarse`, `hint_answer` and `written_for` are identities of library rows. `hint_answer` is
the one row of a tie that the table's own column (所属社区, 镇街) leaves, `written_for` the row that the text was
written for, which it need not determine. For a library that was built anew, with other identities: `address`
and `coarse_address` are the standard texts of the answers and of the coarse rows, `element_uuid` and
`coarse_uuid` the identities of their plates, buildings, rooms, streets and compounds (the library's column
`source`, empty where it has none).
"""

FILES = {"market": "market.csv", "housing": "housing.xlsx"}
"""File of each department's sample table: 市场监管 and 住房建设."""

SAMPLE_ROWS = 5000


@dataclass(frozen=True)
class MessyTable:
    """A department's table and the truth about it.

    Parameters
    ----------
    table : DataFrame
        As the department hands it over, with Chinese headers.
    truth : DataFrame
        `TRUTH_COLUMNS`, row by row.
    address : str
        The column of `table` that holds the address.
    """

    table: pd.DataFrame
    truth: pd.DataFrame
    address: str


def make_table(addresses: pd.DataFrame | AddressIndex, *, rows: int, seed: int, style: str) -> MessyTable:
    """Make a department's table with messy addresses.

    Parameters
    ----------
    addresses : DataFrame or AddressIndex
        The true library: rows in the fields of the address layer, or an index of them
        where several tables are made.
    rows : int
        Number of rows.
    seed : int
        The same library, rows, seed and style give the same table.
    style : str
        ``market`` (市场监管) or ``housing`` (住房建设).

    Returns
    -------
    MessyTable

    Raises
    ------
    ValueError
        If there is no such style or the library is empty.
    """
    if style not in DEPARTMENTS:
        raise ValueError(f"There is no style {style!r}; known are {', '.join(DEPARTMENTS)}.")
    index = addresses if isinstance(addresses, AddressIndex) else AddressIndex(addresses)
    if not len(index):
        raise ValueError("The library is empty.")
    rng = random.Random(f"{style}-{seed}")
    department = DEPARTMENTS[style]
    stories = [
        story for story, share in department.shares().items() if story != "plain" for _ in range(round(share * rows))
    ]
    stories = (stories + ["plain"] * rows)[:rows]
    rng.shuffle(stories)
    teller = Stories(index, department, rng)
    cells, truth = [], []
    for number, story in enumerate(stories, 1):
        draft = teller.tell(story)
        row, hint = _cells(style, number, draft, index, rng, story in EXCLUSIVE)
        cells.append(row)
        truth.append((number, *_truth(draft, index, hint)))
    table = pd.DataFrame(cells, columns=list(department.headers))
    return MessyTable(table, pd.DataFrame(truth, columns=list(TRUTH_COLUMNS)), department.address)


def write_department_tables(
    addresses: pd.DataFrame, sample_dir: Path, truth_dir: Path, seed: int, rows: int = SAMPLE_ROWS
) -> list[Path]:
    """Write the sample tables of both departments and their truth.

    Parameters
    ----------
    addresses : DataFrame
        The true library.
    sample_dir : Path
        Gets ``departments/`` with the files of `FILES`.
    truth_dir : Path
        Gets ``market_truth.csv.gz`` and ``housing_truth.csv.gz``.
    seed : int
        Seed of both tables.
    rows : int, optional
        Rows of each table.

    Returns
    -------
    list of Path
        The files written.
    """
    index = AddressIndex(addresses)
    folder = sample_dir / "departments"
    folder.mkdir(parents=True, exist_ok=True)
    truth_dir.mkdir(parents=True, exist_ok=True)
    written = []
    for style, name in FILES.items():
        made = make_table(index, rows=rows, seed=seed, style=style)
        path = folder / name
        (write_csv_gbk if path.suffix == ".csv" else write_xlsx)(made.table, path)
        truth_path = truth_dir / f"{path.stem}_truth.csv.gz"
        write_truth(made.truth, truth_path)
        written += [path, truth_path]
    return written


def _cells(
    style: str, number: int, draft: Draft, index: AddressIndex, rng: random.Random, empty: bool
) -> tuple[tuple[object, ...], tuple[str, str]]:
    """Return a row's cells and the element that its own column tells."""
    place = draft.source
    if style == "market":
        community = index.value(place, "community") if place >= 0 and not empty and rng.random() < 0.7 else ""
        return (number, business(rng), draft.text, community, rng.choice(REMARKS)), ("community", community)
    town = index.value(place, "town") if place >= 0 and rng.random() < 0.9 else ""
    indoor = place >= 0 and LEVEL_OF[index.elements[place]] == "room"
    kind = rng.choice([word for word in FACILITIES if not indoor or word in ("住宅", "商铺", "办公用房")])
    return (f"FW-{number:05d}", draft.text, town, kind), ("town", town)


def _truth(draft: Draft, index: AddressIndex, hint: tuple[str, str]) -> tuple[object, ...]:
    meaning = draft.meaning
    matched = meaning.status is MatchStatus.MATCHED
    rows = meaning.rows or meaning.coarse
    name, value = hint
    left = [row for row in meaning.rows if value and index.value(row, name) == value]
    hinted = left if meaning.status is MatchStatus.TIED and len(left) == 1 and "tie" in draft.kinds else []
    return (
        "+".join(sorted(draft.kinds)) or "clean",
        meaning.status.value,
        index.elements[rows[0]] if rows else "",
        index.uuids[meaning.rows[0]] if matched else "",
        _joined(index.uuids, () if matched else meaning.rows),
        _joined(index.uuids, meaning.coarse),
        int(meaning.fallback),
        _joined(index.uuids, hinted),
        index.uuids[draft.source] if draft.source >= 0 else "",
        _joined(index.addresses, meaning.rows),
        _joined(index.addresses, meaning.coarse),
        _joined(index.sources, meaning.rows),
        _joined(index.sources, meaning.coarse),
    )


def _joined(values: Sequence[str], rows: Iterable[int]) -> str:
    return "#".join(value for row in rows if (value := values[row]))
