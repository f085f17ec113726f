"""Addresses: messy department tables against the library of a generated district.

The truth comes with the tables (``tools/district/tables.py``): what a careful clerk
takes each text to mean. The seeds are used nowhere else.
"""

from __future__ import annotations

import gc
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.absolute()
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "build" if (ROOT / "build" / "yibiao_qgis").exists() else ROOT), str(ROOT / "tools")]

import pandas as pd  # noqa: E402
from district.making import make_district  # noqa: E402
from district.tables import AddressIndex, make_table  # noqa: E402
from district.verdicts import Verdict, judge  # noqa: E402

from yibiao_qgis.addresses.library import Library  # noqa: E402
from yibiao_qgis.addresses.matcher import Matcher  # noqa: E402
from yibiao_qgis.addresses.result import Match  # noqa: E402
from yibiao_qgis.model.levels import Element  # noqa: E402

Row = dict[str, Any]

ROOMS = 500_000
ROWS = 100_000
SEED = 860_116
STYLES = ("market", "housing")
FINER = {e.value for e in (Element.DOOR_PLATE, Element.SUB_DOOR, Element.BUILDING, Element.ROOM)}
LIKELY_WRONG = 0.0005
"""Share of wrong rows among those accepted unseen."""


def run(rooms: int = ROOMS, rows: int = ROWS) -> list[Row]:
    """Match tables of both departments and judge every row.

    Parameters
    ----------
    rooms : int
        Size of the district.
    rows : int
        Rows of both tables together.

    Returns
    -------
    list of dict
        what, value, unit, bar, holds, peers.
    """
    addresses = make_district(SEED, rooms).addresses()
    aliases = pd.read_csv(ROOT / "resources" / "aliases" / "500116.csv", keep_default_na=False).to_dict("records")
    began = time.process_time()
    library = Library.from_frame(addresses, aliases)
    built = time.process_time() - began
    index = AddressIndex(addresses)
    tables = [make_table(index, rows=rows // len(STYLES), seed=SEED + n, style=s) for n, s in enumerate(STYLES)]
    texts = [text for table in tables for text in table.table[table.address]]
    truth = pd.concat([table.truth for table in tables], ignore_index=True)
    del index, tables
    size = _size_of(library)
    gc.collect()
    matcher = Matcher(library)
    began = time.process_time()
    for text in texts:
        matcher.match(text)
    seconds = time.process_time() - began
    matches = [matcher.match(text) for text in texts]
    verdicts = [
        judge(match.status, match.uuid, (c.uuid for c in match.candidates), row)
        for match, (_place, row) in zip(matches, truth.iterrows())
    ]
    return [
        *_quality(matches, verdicts, truth),
        _row("library rows", len(library), "rows"),
        _row("library built in", built, "s CPU", "<= 10", built <= 10),
        _row("library in memory", size, "MB", "<= 250", size <= 250),
        _row("matcher, one core", len(texts) / seconds, "rows/s", ">= 40000", len(texts) / seconds >= 40_000),
    ]


def _quality(matches: list[Match], verdicts: list[Verdict], truth: pd.DataFrame) -> list[Row]:
    total = len(matches)
    given = [number for number, match in enumerate(matches) if match.status == "M"]
    wrong = sum(verdicts[number] is not Verdict.RIGHT for number in given)
    answerable = [number for number, status in enumerate(truth["status"]) if status == "M"]
    found = sum(verdicts[number] is Verdict.RIGHT for number in answerable)
    ties = [number for number, status in enumerate(truth["status"]) if status == "T"]
    kept = sum(verdicts[number] is Verdict.RIGHT for number in ties)
    absent = [
        number for number, noise in enumerate(truth["noise"]) if "absent_number" in noise or "absent_sub" in noise
    ]
    jumped = sum(
        matches[number].status == "M" and matches[number].element in FINER and verdicts[number] is not Verdict.RIGHT
        for number in absent
    )
    outside = [number for number, status in enumerate(truth["status"]) if status == "O"]
    taken = sum(matches[number].status == "M" for number in outside)
    kind, share = _worst_kind(verdicts, truth)
    limit, accepted = _accepted(matches, verdicts)
    return [
        _row("precision of matched rows", 100 * (1 - wrong / len(given)), "%", ">= 99.5", wrong <= 0.005 * len(given)),
        _row("wrong among all rows", 100 * wrong / total, "%", "<= 0.2", wrong <= 0.002 * total),
        _row(f"wrong in the worst kind of noise ({kind})", 100 * share, "%", "<= 1.5", share <= 0.015),
        _row("absent numbers given another one", jumped, f"of {len(absent)}", "0", jumped == 0),
        _row("other districts' rows matched", 100 * taken / len(outside), "%", "<= 0.5", taken <= 0.005 * len(outside)),
        _row(
            "answerable rows matched right",
            100 * found / len(answerable),
            "%",
            ">= 97",
            found >= 0.97 * len(answerable),
        ),
        _row("ties that hold the truth", 100 * kept / len(ties), "%", ">= 98", kept >= 0.98 * len(ties)),
        _row(
            f"accepted unseen (score >= {limit}) at most 0.05 % wrong",
            100 * accepted / total,
            "%",
            ">= 85",
            accepted >= 0.85 * total,
        ),
    ]


def _worst_kind(verdicts: list[Verdict], truth: pd.DataFrame) -> tuple[str, float]:
    """Return the kind of noise with the largest share of wrong rows, of those with 100 rows or more."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for verdict, noise in zip(verdicts, truth["noise"]):
        for kind in noise.split("+"):
            counts[kind][verdict is Verdict.WRONG] += 1
    shares = {kind: c[True] / c.total() for kind, c in counts.items() if c.total() >= 100}
    worst = max(shares, key=lambda kind: (shares[kind], kind))
    return worst, shares[worst]


def score_curve(matches: list[Match], verdicts: list[Verdict]) -> list[tuple[int, int, int]]:
    """Return for each score the matched rows that have it or a higher one, and the wrong ones among them."""
    by_score: dict[int, Counter[bool]] = defaultdict(Counter)
    for match, verdict in zip(matches, verdicts):
        if match.status == "M":
            by_score[match.score][verdict is not Verdict.RIGHT] += 1
    curve, taken, wrong = [], 0, 0
    for score in sorted(by_score, reverse=True):
        taken += by_score[score].total()
        wrong += by_score[score][True]
        curve.append((score, taken, wrong))
    return curve


def _accepted(matches: list[Match], verdicts: list[Verdict]) -> tuple[int, int]:
    """Return the lowest score that keeps the wrong rows below the limit, and the rows that it accepts."""
    best = (101, 0)
    print("score  accepted  wrong")
    for score, taken, wrong in score_curve(matches, verdicts):
        if score % 5 == 0:
            print(f"{score:5d}  {taken:8,d}  {wrong:5d}")
        if wrong <= LIKELY_WRONG * taken:
            best = (score, taken)
    return best


def _size_of(library: Library) -> float:
    """Return about how much memory a library takes, MB: everything that it alone refers to."""
    seen: set[int] = set()
    total, open_ = 0, [library]
    while open_:
        item: Any = open_.pop()
        if id(item) in seen or isinstance(item, (type, type(sys))):
            continue
        seen.add(id(item))
        total += sys.getsizeof(item)
        if isinstance(item, dict):
            open_ += [*item.keys(), *item.values()]
        elif isinstance(item, (list, tuple, set, frozenset)):
            open_ += item
        else:
            names = [name for cls in type(item).__mro__ for name in getattr(cls, "__slots__", ())]
            open_ += [getattr(item, name) for name in names if hasattr(item, name)]
            open_ += vars(item).values() if hasattr(item, "__dict__") else []
    return total / 1e6


def _row(what: str, value: float, unit: str, bar: str = "", holds: bool | None = None) -> Row:
    return {"what": what, "value": value, "unit": unit, "bar": bar, "holds": holds, "peers": {}}


if __name__ == "__main__":
    for line in run(*(int(argument) for argument in sys.argv[1:])):
        print(f"{line['what']:60} {line['value']:>14,.4f} {line['unit']:10} {line['bar']:>10} {line['holds']}")
