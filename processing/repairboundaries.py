"""Algorithm ``repairboundaries``: what is small goes by rule, what is large is left to a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateTransform, QgsFeature, QgsProcessingContext

from yibiao_qgis.boundaries.settings import CoverageSettings, OverlapRule
from yibiao_qgis.bridge import TEXT_WIDTH, features, field, join_fields, translate
from yibiao_qgis.model.layers import Geometry, Kind
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.statuses import Severity
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm
from yibiao_qgis.processing.coverage import AREAS, PARENT, CoverageParameters
from yibiao_qgis.processing.declaring import words
from yibiao_qgis.processing.findings import WKB_TYPE, with_areas, write_findings
from yibiao_qgis.processing.returning import WayBack
from yibiao_qgis.processing.rows import Extension
from yibiao_qgis.processing.run import Run

if TYPE_CHECKING:
    from yibiao_qgis.boundaries.repair import RepairResult

RULES = (OverlapRule.LONGEST_EDGE, OverlapRule.FIRST, OverlapRule.COLUMN)
"""Options of the parameter OVERLAP_RULE: the order never changes, as scripts give its numbers."""


class RepairBoundaries(CoverageParameters, YibiaoAlgorithm):
    """Repair a coverage."""

    ID = "repairboundaries"
    TITLE = QT_TRANSLATE_NOOP("Yibiao", "Repair boundaries")
    GROUP = Group.BOUNDARIES
    ABOUT = QT_TRANSLATE_NOOP(
        "Yibiao",
        "Closes gaps and cuts overlaps between areas of one level up to a width, matches the vertices of shared "
        "borders, and fits the areas into the level above when it is given: repair the upper level first and give it "
        "here, so that the lower follows. What is wider stays as it is and is listed. No area and no code is lost, "
        "sound areas keep their coordinates, and every change is listed. The input is not changed.",
    )

    MAX_GAP_WIDTH = "MAX_GAP_WIDTH"
    SNAP = "SNAP"
    OVERLAP_RULE = "OVERLAP_RULE"
    OVERLAP_FIELD = "OVERLAP_FIELD"
    OUTPUT = "OUTPUT"
    CHANGES = "CHANGES"
    REMAINING = "REMAINING"
    IS_WHOLE = "IS_WHOLE"

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_coverage()
        self.add_number(
            self.MAX_GAP_WIDTH,
            words("Yibiao", "Largest width repaired (m)"),
            words(
                "Yibiao",
                "Gaps, overlaps and strips across the parent's border up to this width are repaired; no border moves "
                "farther. Wider ones stay and are listed.",
            ),
            CoverageSettings.max_gap_width,
            advanced=False,
        )
        self.add_number(
            self.SNAP,
            words("Yibiao", "Vertex distance (m)"),
            words("Yibiao", "Vertices of unmatched borders closer than this become one."),
            CoverageSettings.snap,
        )
        self.add_choice(
            self.OVERLAP_RULE,
            words("Yibiao", "Who keeps an overlap"),
            words("Yibiao", "Which of two overlapping areas keeps the ground that both cover."),
            [
                words("Yibiao", "The one with the longer border to it"),
                words("Yibiao", "The one that comes first in the layer"),
                words("Yibiao", "The one with the lowest value in a field"),
            ],
            advanced=True,
        )
        self.add_field(
            self.OVERLAP_FIELD,
            words("Yibiao", "Field that decides overlaps"),
            words("Yibiao", "The area with the lowest value keeps the ground: the oldest date, the highest rank."),
            AREAS,
            optional=True,
            advanced=True,
        )
        self.add_sink(
            self.OUTPUT,
            words("Yibiao", "Repaired areas"),
            words("Yibiao", "All areas with all their columns."),
            Geometry.POLYGON,
        )
        self.add_sink(
            self.CHANGES,
            words("Yibiao", "Changes"),
            words("Yibiao", "The ground that changed hands: which area, why, how much."),
            Geometry.POLYGON,
            optional=True,
        )
        self.add_sink(
            self.REMAINING,
            words("Yibiao", "Remaining findings"),
            words("Yibiao", "What a check still finds after the repair."),
            Geometry.POLYGON,
            optional=True,
        )
        self.add_answer(self.IS_WHOLE, words("Yibiao", "Whether the repaired areas tile their ground"))
        self.add_count("AREAS_COUNT", words("Yibiao", "Number of areas"))
        self.add_count("BEFORE_COUNT", words("Yibiao", "Number of faults before the repair"))
        self.add_count("CHANGES_COUNT", words("Yibiao", "Number of changes"))
        self.add_count("REMAINING_COUNT", words("Yibiao", "Number of faults that remain"))

    def fault(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Message | None:
        """Check that a rule by field has its field."""
        rule = self.parameterAsEnum(parameters, self.OVERLAP_RULE, context)
        is_by_field = RULES[rule] is OverlapRule.COLUMN
        if is_by_field and not self.parameterAsStrings(parameters, self.OVERLAP_FIELD, context):
            return Message(
                "overlap-field-missing",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "Overlaps are to be decided by a field, but none is chosen. Choose it, or another rule."
                ),
            )
        return None

    def work(self, run: Run) -> None:
        """Repair and write."""
        from yibiao_qgis.boundaries.repair import repair_coverage

        columns = self.code_columns(run)
        rule = RULES[run.choice(self.OVERLAP_RULE)]
        ranked = run.field(self.OVERLAP_FIELD, AREAS) if rule is OverlapRule.COLUMN else None
        if ranked:
            columns.areas["rank"] = ranked
        settings = replace(
            self.settings(run),
            max_gap_width=run.number(self.MAX_GAP_WIDTH),
            snap=run.number(self.SNAP),
            overlap_rule=rule,
            overlap_column="rank" if ranked else "",
        )
        areas = run.frame(AREAS, fields=columns.areas, feedback=run.step(0, 10))
        result = repair_coverage(
            areas,
            parent=run.frame(PARENT, fields=columns.parent, feedback=run.step(10, 15)),
            code=columns.code,
            parent_code=columns.parent_code,
            settings=settings,
            feedback=run.step(15, 85),
        )
        self._write(run, areas, result)
        self._tell(run, result)

    def _write(self, run: Run, areas: Any, result: RepairResult) -> None:
        import shapely

        source = run.needed(AREAS)
        way_back = WayBack(QgsCoordinateTransform(run.metres, source.sourceCrs(), run.context.transformContext()))
        own = run.frame(AREAS, fields={}, crs=source.sourceCrs(), feedback=run.step(85, 88))
        way_back.remember(areas.geometry.to_numpy(), own.geometry.to_numpy())
        parents = run.source(PARENT)
        if parents is not None and parents.sourceCrs() == source.sourceCrs():
            # Where areas are fitted into their parent they take over its vertices.
            inner = run.frame(PARENT, fields={}, feedback=run.step(88, 89))
            outer = run.frame(PARENT, fields={}, crs=source.sourceCrs(), feedback=run.step(89, 90))
            way_back.remember(inner.geometry.to_numpy(), outer.geometry.to_numpy())
        # A ring that begins at another vertex is the same area: it keeps its row's own geometry.
        given, repaired = areas.geometry.to_numpy(), result.areas.geometry.to_numpy()
        is_changed = ~shapely.equals_exact(shapely.normalize(given), shapely.normalize(repaired), 0.0)
        is_changed &= ~shapely.is_missing(repaired)
        extension = Extension(source, [], result.areas)
        if is_changed.any():
            shapes = way_back.bring(repaired[is_changed])
            is_multi = bool((shapely.get_num_geometries(shapes) > 1).any())
            extension.replace_geometry(result.areas.index[is_changed].tolist(), shapes, None, multi=is_multi)
        run.extend(self.OUTPUT, extension, feedback=run.step(90, 95))
        fields = join_fields(
            [
                field("area", width=60),
                field("other", width=120),
                field("kind", width=20),
                field("size", Kind.REAL),
                field("reason", width=40),
                field("text", width=TEXT_WIDTH),
            ]
        )
        run.write(
            self.CHANGES,
            _changes(run, result.changes, fields),
            fields,
            WKB_TYPE,
            source.sourceCrs(),
            total=len(result.changes),
            style="findings",
            feedback=run.step(95, 97),
        )
        write_findings(run, self.REMAINING, result.report.findings, AREAS)

    def _tell(self, run: Run, result: RepairResult) -> None:
        before = int((result.before.findings["severity"] == Severity.ERROR.value).sum())
        after = int((result.report.findings["severity"] == Severity.ERROR.value).sum())
        figures = {"areas": len(result.areas), "before": before, "changes": len(result.changes), "after": after}
        run.count(self.IS_WHOLE, result.report.is_whole)
        run.count("AREAS_COUNT", figures["areas"])
        run.count("BEFORE_COUNT", before)
        run.count("CHANGES_COUNT", figures["changes"])
        run.count("REMAINING_COUNT", after)
        run.say(
            Message(
                "areas-repaired-whole",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "{areas:,} areas, {before:,} faults before, {changes:,} changes; they tile their ground now",
                ),
                figures,
            )
            if result.report.is_whole
            else Message(
                "areas-repaired",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "{areas:,} areas, {before:,} faults before, {changes:,} changes, {after:,} faults remain"
                ),
                figures,
            )
        )
        run.summary.group("kinds_before", result.before.summary)
        run.summary.group("changes", result.changes["reason"].value_counts().to_dict())
        self.say_kinds(run, result.report.summary)


def _changes(run: Run, changes: Any, fields: Any) -> Iterator[QgsFeature]:
    from yibiao_qgis.boundaries.changes import change_message

    shown = changes.copy()
    shown["text"] = [translate(change_message(row))[:TEXT_WIDTH] for row in changes.to_dict("records")]
    crs = run.needed(AREAS).sourceCrs()
    yield from features(with_areas(shown), fields, crs=crs, transform_context=run.context.transformContext())
