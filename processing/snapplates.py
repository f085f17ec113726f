"""Algorithm ``snapplates``: every door plate on its building, or the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateTransform

from yibiao_qgis.bridge import field, own_fields, translate
from yibiao_qgis.model.layers import Geometry, Kind
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.statuses import SnapStatus
from yibiao_qgis.plates.settings import SnapSettings
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm
from yibiao_qgis.processing.declaring import words
from yibiao_qgis.processing.rows import Extension
from yibiao_qgis.processing.run import Run

if TYPE_CHECKING:
    from yibiao_qgis.plates.snap import SnapResult

FOR_REVIEW = (SnapStatus.REVIEW, SnapStatus.TOO_FAR, SnapStatus.NO_BUILDING)
"""States that a person has to look at."""

EARLIER = ("survey_x", "survey_y")
"""Columns of an earlier run that hold the surveyed point."""


class SnapPlates(YibiaoAlgorithm):
    """Put plates on their buildings."""

    ID = "snapplates"
    TITLE = QT_TRANSLATE_NOOP("Yibiao", "Snap plates to buildings")
    GROUP = Group.PLATES
    ABOUT = QT_TRANSLATE_NOOP(
        "Yibiao",
        "Finds the building of every door plate and moves the plate onto its front. The nearest building is only one "
        "of the signs: the street or compound that plate and building name, the side of the street, walls in between "
        "and the order of the numbers are weighed together. What is doubtful is left where it was surveyed and marked "
        "for review with ranked candidates; the surveyed point is kept in survey_x and survey_y, in metres of the "
        "project's zone. All columns pass untouched.",
    )

    SILENT_DISTANCE = "SILENT_DISTANCE"
    MAX_DISTANCE = "MAX_DISTANCE"
    OUTPUT = "OUTPUT"
    REVIEW = "REVIEW"

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_role(
            Level.PLATE,
            words("Yibiao", "Surveyed points with the fields street and door; compound, sub_door and comm_code help."),
            optional=False,
            needs=("street", "door"),
        )
        self.add_role(
            Level.BUILDING,
            words("Yibiao", "Footprints with the field uuid; street, compound, name and comm_code help."),
            optional=False,
            needs=("uuid",),
        )
        self.add_role(
            Level.STREET,
            words("Yibiao", "Centre lines with the field name. Without them the side of the street is not judged."),
            needs=("name",),
        )
        self.add_role(
            Level.COMPOUND,
            words("Yibiao", "Outlines with the field name. Without them gate plates are not recognised."),
            needs=("name",),
        )
        self.add_number(
            self.SILENT_DISTANCE,
            words("Yibiao", "Distance without review (m)"),
            words("Yibiao", "Plates farther from their building than this are marked for review."),
            SnapSettings.silent_distance,
        )
        self.add_number(
            self.MAX_DISTANCE,
            words("Yibiao", "Largest distance (m)"),
            words("Yibiao", "Plates farther from every building than this stay where they are."),
            SnapSettings.max_distance,
        )
        self.add_sink(
            self.OUTPUT,
            words("Yibiao", "Snapped plates"),
            words("Yibiao", "All plates with building, status, reason, distance and candidates."),
            Geometry.POINT,
        )
        self.add_sink(
            self.REVIEW,
            words("Yibiao", "Plates for review"),
            words("Yibiao", "Only the plates that a person has to look at."),
            Geometry.POINT,
            optional=True,
            by_default=False,
        )
        self.add_count("PLATES_COUNT", words("Yibiao", "Number of plates"))
        self.add_count("SNAPPED_COUNT", words("Yibiao", "Number of plates on a building"))
        self.add_count("GATE_COUNT", words("Yibiao", "Number of gate plates"))
        self.add_count("REVIEW_COUNT", words("Yibiao", "Number of plates for review"))
        self.add_count("TOO_FAR_COUNT", words("Yibiao", "Number of plates too far from a building"))
        self.add_count("NO_BUILDING_COUNT", words("Yibiao", "Number of plates without a building near"))

    def work(self, run: Run) -> None:
        """Snap and write."""
        from yibiao_qgis.plates.snap import snap_plates

        source = run.needed(Level.PLATE.name)
        wanted = own_fields(source, Level.PLATE)
        wanted.update({name: name for name in EARLIER if source.fields().lookupField(name) >= 0})
        plates = run.frame(Level.PLATE.name, fields=wanted, feedback=run.step(0, 10))
        buildings = run.frame(Level.BUILDING.name, feedback=run.step(10, 20))
        settings = SnapSettings(
            silent_distance=run.number(self.SILENT_DISTANCE),
            max_distance=run.number(self.MAX_DISTANCE),
            search_distance=max(SnapSettings.search_distance, run.number(self.MAX_DISTANCE)),
        )
        result = snap_plates(
            plates,
            buildings,
            streets=run.frame(Level.STREET.name, feedback=run.step(20, 22)),
            compounds=run.frame(Level.COMPOUND.name, feedback=run.step(22, 24)),
            settings=settings,
            feedback=run.step(24, 90),
        )
        self._write(run, result)
        self._tell(run, result)

    def _write(self, run: Run, result: SnapResult) -> None:
        from yibiao_qgis.plates.reasons import reason_message

        source = run.needed(Level.PLATE.name)
        frame = result.plates.copy()
        texts = {code: translate(reason_message(code)) for code in frame["snap_reason"].unique()}
        frame["snap_text"] = frame["snap_reason"].map(texts)
        fields = [
            field("bldg_uuid", width=36),
            field("snap_status", width=20),
            field("snap_reason", width=40),
            field("snap_text", width=120),
            field("snap_dist", Kind.REAL),
            field("candidates", width=254),
            field("survey_x", Kind.REAL),
            field("survey_y", Kind.REAL),
        ]
        back = QgsCoordinateTransform(run.metres, source.sourceCrs(), run.context.transformContext())
        is_moved = frame["snap_status"].isin([SnapStatus.SNAPPED.value, SnapStatus.GATE.value])
        moved = frame[is_moved]
        review = frame[frame["snap_status"].isin([state.value for state in FOR_REVIEW])]
        for name, rows in ((self.OUTPUT, frame), (self.REVIEW, review)):
            extension = Extension(source, fields, rows)
            extension.replace_geometry(moved.index.tolist(), moved.geometry.to_numpy(), back)
            run.extend(name, extension, feedback=run.step(90, 99), style="snapped", level=Level.PLATE)

    def _tell(self, run: Run, result: SnapResult) -> None:
        states = result.summary["status"]
        counts = {state: int(states.get(state.value, 0)) for state in SnapStatus}
        run.count("PLATES_COUNT", int(result.summary["plates"]))
        run.count("SNAPPED_COUNT", counts[SnapStatus.SNAPPED])
        run.count("GATE_COUNT", counts[SnapStatus.GATE])
        run.count("REVIEW_COUNT", counts[SnapStatus.REVIEW])
        run.count("TOO_FAR_COUNT", counts[SnapStatus.TOO_FAR])
        run.count("NO_BUILDING_COUNT", counts[SnapStatus.NO_BUILDING])
        run.summary.group("status", counts)
        run.summary.group("reason", result.summary["reason"])
        run.say(
            Message(
                "plates-snapped",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "{plates:,} plates: {snapped:,} on a building, {gates:,} at a gate, {review:,} for review, "
                    "{far:,} too far, {none:,} without a building",
                ),
                {
                    "plates": int(result.summary["plates"]),
                    "snapped": counts[SnapStatus.SNAPPED],
                    "gates": counts[SnapStatus.GATE],
                    "review": counts[SnapStatus.REVIEW],
                    "far": counts[SnapStatus.TOO_FAR],
                    "none": counts[SnapStatus.NO_BUILDING],
                },
            )
        )
        from yibiao_qgis.plates.reasons import reason_message

        for code, number in sorted(result.summary["reason"].items(), key=lambda item: (-item[1], item[0])):
            run.say(
                Message(
                    "count-of-reason",
                    QT_TRANSLATE_NOOP("Yibiao", "{count:,} × {reason}"),
                    {"count": int(number), "reason": reason_message(code)},
                )
            )
