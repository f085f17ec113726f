"""Algorithm ``checkboundaries``: whether areas tile their ground."""

from __future__ import annotations

from yibiao_qgis.model.layers import Geometry
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.statuses import Severity
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm
from yibiao_qgis.processing.coverage import AREAS, PARENT, CoverageParameters
from yibiao_qgis.processing.declaring import words
from yibiao_qgis.processing.findings import write_findings
from yibiao_qgis.processing.run import Run


class CheckBoundaries(CoverageParameters, YibiaoAlgorithm):
    """Look for gaps, overlaps and other faults of a coverage."""

    ID = "checkboundaries"
    TITLE = QT_TRANSLATE_NOOP("Yibiao", "Check boundaries")
    GROUP = Group.BOUNDARIES
    ABOUT = QT_TRANSLATE_NOOP(
        "Yibiao",
        "Checks whether areas of one level tile their ground: gaps, overlaps, slivers, borders whose vertices do not "
        "match, invalid or multipart polygons, missing and doubled codes. With the layer of the upper level it also "
        "checks that nothing lies outside the parent and nothing of it is left uncovered. The input is not changed; "
        "each finding becomes a feature that says what it is, how large, and which areas it concerns.",
    )

    FINDINGS = "FINDINGS"
    IS_WHOLE = "IS_WHOLE"

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_coverage()
        self.add_sink(
            self.FINDINGS,
            words("Yibiao", "Findings"),
            words("Yibiao", "One polygon for each finding; vertices are shown as circles of 1 m."),
            Geometry.POLYGON,
        )
        self.add_answer(self.IS_WHOLE, words("Yibiao", "Whether nothing was found that blocks publishing"))
        self.add_count("AREAS_COUNT", words("Yibiao", "Number of areas"))
        self.add_count("FINDINGS_COUNT", words("Yibiao", "Number of findings"))
        self.add_count("ERRORS_COUNT", words("Yibiao", "Number of findings that block publishing"))

    def work(self, run: Run) -> None:
        """Check and write the findings."""
        from yibiao_qgis.boundaries.coverage import check_coverage

        columns = self.code_columns(run)
        areas = run.frame(AREAS, fields=columns.areas, feedback=run.step(0, 25))
        parent = run.frame(PARENT, fields=columns.parent, feedback=run.step(25, 30))
        report = check_coverage(
            areas,
            parent=parent,
            code=columns.code,
            parent_code=columns.parent_code,
            settings=self.settings(run),
            feedback=run.step(30, 90),
        )
        write_findings(run, self.FINDINGS, report.findings, AREAS)
        errors = int((report.findings["severity"] == Severity.ERROR.value).sum())
        run.count(self.IS_WHOLE, report.is_whole)
        run.count("AREAS_COUNT", report.count)
        run.count("FINDINGS_COUNT", len(report.findings))
        run.count("ERRORS_COUNT", errors)
        run.say(
            Message(
                "areas-whole",
                QT_TRANSLATE_NOOP("Yibiao", "{areas:,} areas tile their ground; {warnings:,} notes"),
                {"areas": report.count, "warnings": len(report.findings) - errors},
            )
            if report.is_whole
            else Message(
                "areas-broken",
                QT_TRANSLATE_NOOP("Yibiao", "{areas:,} areas, {errors:,} faults and {warnings:,} notes"),
                {"areas": report.count, "errors": errors, "warnings": len(report.findings) - errors},
            )
        )
        self.say_kinds(run, report.summary)
