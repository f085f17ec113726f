"""Algorithm ``geocodetable``: the one record that each row's address means, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsProcessingContext,
)

from yibiao_qgis.bridge import join_fields, open_table, plain
from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.feedback import check_canceled
from yibiao_qgis.model.layers import Geometry
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.statuses import MatchStatus
from yibiao_qgis.processing.aliases import read_aliases, shipped_aliases
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm
from yibiao_qgis.processing.checks import is_given
from yibiao_qgis.processing.declaring import words
from yibiao_qgis.processing.enums import NO_GEOMETRY_FLAG
from yibiao_qgis.processing.matches import (
    candidate_fields,
    candidate_values,
    laid_over,
    made_feature,
    result_fields,
    result_values,
)
from yibiao_qgis.processing.run import Run

if TYPE_CHECKING:
    from yibiao_qgis.addresses.matcher import Matcher
    from yibiao_qgis.addresses.result import Match

CHUNK = 2000
"""Rows that are in memory at once."""

ADDRESS_COLUMNS = (
    "地址",
    "详细地址",
    "标准地址",
    "单位地址",
    "经营地址",
    "住址",
    "居住地址",
    "注册地址",
    "通讯地址",
    "房屋坐落",
    "坐落",
    "位置",
    "address",
    "addr",
    "dz",
    "dzmc",
)
"""Names by which the column of addresses is found when none is chosen."""

STYLE = "matches"
FOR_REVIEW = (MatchStatus.TIED.value, MatchStatus.UNMATCHED.value)


class GeocodeTable(YibiaoAlgorithm):
    """Match a table's addresses with the library."""

    ID = "geocodetable"
    TITLE = QT_TRANSLATE_NOOP("Yibiao", "Geocode address table")
    GROUP = Group.ADDRESSES
    ABOUT = QT_TRANSLATE_NOOP(
        "Yibiao",
        "Finds for every row the one record of the address library that its text means, and says why where there is "
        "none or more than one. Every row gets a status - M matched, T tied, U unmatched, O outside the district -, a "
        "score, the faults in words, and for a match the standard address, code, point, grid and beat. A house number "
        "that does not exist is never answered with another one. Only the address column and the chosen hints are "
        "read; all other columns pass through untouched and stay on this computer.",
    )

    INPUT = "INPUT"
    FILE = "FILE"
    ADDRESS_FIELD = "ADDRESS_FIELD"
    TOWN_FIELD = "TOWN_FIELD"
    COMMUNITY_FIELD = "COMMUNITY_FIELD"
    LIBRARY = "LIBRARY"
    ALIASES = "ALIASES"
    OUTPUT = "OUTPUT"
    REVIEW = "REVIEW"

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_layer(
            self.INPUT,
            words("Yibiao", "Table of the project"),
            words("Yibiao", "Any table or layer with a column of addresses; or choose a file below."),
            None,
            optional=True,
        )
        self.add_file(
            self.FILE,
            words("Yibiao", "Table file"),
            words(
                "Yibiao",
                "CSV in UTF-8, GBK or GB18030, or an XLSX or ODS workbook, whose first line names the columns. "
                "The encoding is found by itself.",
            ),
            words("Yibiao", "Tables") + " (*.csv *.txt *.tsv *.xlsx *.ods)",
            optional=True,
        )
        self.add_field(
            self.ADDRESS_FIELD,
            words("Yibiao", "Address column"),
            words("Yibiao", "Column with the addresses; found by its name when left empty, as 地址 or 详细地址."),
            self.INPUT,
            optional=True,
        )
        self.add_layer(
            self.LIBRARY,
            words("Yibiao", "Address library"),
            words("Yibiao", "Layer of standard addresses, made by Build address library or taken from the store."),
            Geometry.POINT,
            level=Level.ADDRESS,
            needs=("element", "address"),
        )
        self.add_file(
            self.ALIASES,
            words("Yibiao", "Alias table"),
            words(
                "Yibiao",
                "CSV with level, name and alias of towns, communities, streets and compounds. "
                "When left empty the table that comes with the plugin for the district is taken, if there is one.",
            ),
            words("Yibiao", "CSV files") + " (*.csv)",
            optional=True,
        )
        self.add_field(
            self.TOWN_FIELD,
            words("Yibiao", "Column with the town"),
            words("Yibiao", "A hint that breaks ties; it never overrules the address."),
            self.INPUT,
            optional=True,
            advanced=True,
        )
        self.add_field(
            self.COMMUNITY_FIELD,
            words("Yibiao", "Column with the community"),
            words("Yibiao", "A hint that breaks ties; it never overrules the address."),
            self.INPUT,
            optional=True,
            advanced=True,
        )
        self.add_sink(
            self.OUTPUT,
            words("Yibiao", "Geocoded rows"),
            words("Yibiao", "All rows with all their columns and the results; rows without a match have no point."),
            Geometry.POINT,
        )
        self.add_sink(
            self.REVIEW,
            words("Yibiao", "Rows for review"),
            words("Yibiao", "Tied and unmatched rows with up to five candidates, at the first candidate's point."),
            Geometry.POINT,
            optional=True,
        )
        self.add_count("ROWS_COUNT", words("Yibiao", "Number of rows"))
        self.add_count("MATCHED_COUNT", words("Yibiao", "Number of matched rows"))
        self.add_count("TIED_COUNT", words("Yibiao", "Number of tied rows"))
        self.add_count("UNMATCHED_COUNT", words("Yibiao", "Number of unmatched rows"))
        self.add_count("OUTSIDE_COUNT", words("Yibiao", "Number of rows outside the district"))

    def fault(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Message | None:
        """Check that there is one table."""
        has_layer = is_given(parameters.get(self.INPUT))
        has_file = bool(self.parameterAsFile(parameters, self.FILE, context))
        if has_layer == has_file:
            return Message(
                "one-table",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "Choose either a table of the project or a table file, and only one of them."
                ),
            )
        return None

    def work(self, run: Run) -> None:
        """Match chunk by chunk and write as it goes."""
        table = self._table(run)
        columns = self._columns(run, table)
        library = run.needed(self.LIBRARY)
        matcher = self._matcher(run)
        fields = join_fields(table.fields(), result_fields())
        review_fields = join_fields(fields, candidate_fields())
        counts: Counter[str] = Counter()
        faults: Counter[str] = Counter()
        total = max(table.featureCount(), 1)
        step = run.step(15, 99)
        done = 0
        point = Qgis.WkbType.Point
        with (
            run.open(self.OUTPUT, fields, point, library.sourceCrs(), style=STYLE) as add,
            run.open(self.REVIEW, review_fields, point, library.sourceCrs(), style=STYLE) as add_review,
        ):
            for feature, match in _matched(table, matcher, columns, run):
                attributes = [*feature.attributes(), *result_values(match)]
                if add is not None:
                    add(made_feature(fields, laid_over(fields, table.fields(), attributes), match.x, match.y))
                if add_review is not None and match.status in FOR_REVIEW:
                    attributes += candidate_values(match)
                    first = match.candidates[0] if match.candidates else match
                    values = laid_over(review_fields, table.fields(), attributes)
                    add_review(made_feature(review_fields, values, first.x, first.y))
                counts[match.status] += 1
                faults.update(fault.kind.value for fault in match.faults)
                done += 1
                if not done % CHUNK:
                    step.set_progress(min(100.0, 100.0 * done / total))
        if not counts:
            raise InputError(
                "table-without-rows",
                QT_TRANSLATE_NOOP("Yibiao", "The table {table} has no rows. Choose a table with rows."),
                table=table.sourceName(),
            )
        _tell(run, counts, faults)

    def _table(self, run: Run) -> QgsFeatureSource:
        path = run.file(self.FILE)
        if path is None:
            return run.needed(self.INPUT)
        table = open_table(path)
        run.summary.read(self.FILE, int(table.featureCount()))
        return table

    def _columns(self, run: Run, table: QgsFeatureSource) -> dict[str, int]:
        chosen = next(iter(run.texts(self.ADDRESS_FIELD)), "")
        names = table.fields().names()
        if not chosen:
            lower = [name.strip().lower() for name in names]
            chosen = next((names[lower.index(name)] for name in ADDRESS_COLUMNS if name in lower), "")
        if not chosen:
            raise InputError(
                "address-column-unknown",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "No column of {table} is named like an address. Give the address column; there are: {columns}.",
                ),
                table=table.sourceName(),
                columns=", ".join(names),
            )
        columns = {"address": _place(table, chosen)}
        for hint, parameter in (("town", self.TOWN_FIELD), ("community", self.COMMUNITY_FIELD)):
            named = next(iter(run.texts(parameter)), "")
            if named:
                columns[hint] = _place(table, named)
        return columns

    def _matcher(self, run: Run) -> Matcher:
        from yibiao_qgis.addresses.library import Library
        from yibiao_qgis.addresses.matcher import Matcher

        source = run.needed(self.LIBRARY)
        frame = run.frame(self.LIBRARY, crs=source.sourceCrs(), feedback=run.step(0, 8))
        path = run.file(self.ALIASES)
        if path is None and "code" in frame.columns:
            path = shipped_aliases(frame["code"])
        aliases = read_aliases(path) if path is not None else None
        return Matcher(Library.from_frame(frame, aliases, feedback=run.step(8, 15)))


def _place(table: QgsFeatureSource, name: str) -> int:
    place: int = table.fields().lookupField(name)
    if place < 0:
        raise InputError(
            "column-missing",
            QT_TRANSLATE_NOOP(
                "Yibiao", "The table {table} has no column {name}. It has: {columns}. Choose one of them."
            ),
            table=table.sourceName(),
            name=name,
            columns=", ".join(table.fields().names()),
        )
    return place


def _matched(
    table: QgsFeatureSource, matcher: Matcher, columns: Mapping[str, int], run: Run
) -> Iterator[tuple[QgsFeature, Match]]:
    places = dict(columns)
    address = places.pop("address")
    rows = iter(table.getFeatures(QgsFeatureRequest().setFlags(NO_GEOMETRY_FLAG)))
    while chunk := list(islice(rows, CHUNK)):
        check_canceled(run.feedback)
        texts = [_text(row.attribute(address)) for row in chunk]
        hints = [{name: _text(row.attribute(place)) for name, place in places.items()} for row in chunk]
        yield from zip(chunk, matcher.match_rows(texts, hints if places else None, feedback=run.feedback))


def _text(value: Any) -> str | None:
    value = plain(value)
    return None if value is None else str(value)


def _tell(run: Run, counts: Counter[str], faults: Counter[str]) -> None:
    from yibiao_qgis.addresses.result import FaultKind

    figures = {
        "rows": sum(counts.values()),
        "matched": counts[MatchStatus.MATCHED.value],
        "tied": counts[MatchStatus.TIED.value],
        "unmatched": counts[MatchStatus.UNMATCHED.value],
        "outside": counts[MatchStatus.OUTSIDE.value],
    }
    for name, value in figures.items():
        run.count(f"{name.upper()}_COUNT", value)
    run.summary.group("faults", {kind.value: faults[kind.value] for kind in FaultKind if faults[kind.value]})
    run.say(
        Message(
            "table-geocoded",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "{rows:,} rows: {matched:,} matched, {tied:,} tied, {unmatched:,} unmatched, "
                "{outside:,} outside the district",
            ),
            figures,
        )
    )
