"""Algorithm ``assigncodes``: fill in what is missing, keep what is valid, say what is wrong."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext

from yibiao_qgis.bridge import (
    TEXT_WIDTH,
    WKB_TYPES,
    features,
    field,
    label,
    own_fields,
    text_fields,
    translate,
    translate_text,
)
from yibiao_qgis.model.layers import LAYERS, Geometry
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.paths import RESOURCES
from yibiao_qgis.model.statuses import CodeStatus
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm
from yibiao_qgis.processing.checks import GEOMETRY_TYPES, LayerInput, is_given, source_fault
from yibiao_qgis.processing.declaring import words
from yibiao_qgis.processing.rows import Extension
from yibiao_qgis.processing.run import Run

LEVELS = tuple(level for level in Level if level is not Level.ADDRESS)
"""Options of the parameter LEVEL: the order never changes, as scripts give its numbers."""

BUILT_ON: dict[Level, tuple[Level, ...]] = {
    Level.COMMUNITY: (Level.TOWN,),
    Level.GRID: (Level.COMMUNITY,),
    Level.BEAT: (Level.STATION,),
    Level.STREET: (Level.TOWN,),
    Level.COMPOUND: (Level.COMMUNITY,),
    Level.PLATE: (Level.COMMUNITY, Level.STREET, Level.COMPOUND),
    Level.BUILDING: (Level.PLATE, Level.COMPOUND, Level.COMMUNITY, Level.STREET),
    Level.ROOM: (Level.BUILDING,),
}
"""Which layers help to code a level."""

REFERENCES = (
    Level.TOWN,
    Level.COMMUNITY,
    Level.STATION,
    Level.STREET,
    Level.COMPOUND,
    Level.PLATE,
    Level.BUILDING,
)


class AssignCodes(YibiaoAlgorithm):
    """Assign the codes of one level."""

    ID = "assigncodes"
    TITLE = QT_TRANSLATE_NOOP("Yibiao", "Assign codes to layer")
    GROUP = Group.PLATES
    ABOUT = QT_TRANSLATE_NOOP(
        "Yibiao",
        "Gives every row without a code the next one of its scheme. Valid codes are kept, retired ones are never given "
        "again, nothing is renumbered, and the result does not depend on the order of the rows. A wrong code stays and "
        "is listed with its reason, because only a person can tell whether the code or the row is at fault. Codes "
        "build on those of the upper levels: assign those first and give their layers as references.",
    )

    LEVEL = "LEVEL"
    INPUT = "INPUT"
    SCHEME = "SCHEME"
    STORE = "STORE"
    OUTPUT = "OUTPUT"
    REASONS = "REASONS"

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_choice(
            self.LEVEL,
            words("Yibiao", "Level"),
            words("Yibiao", "What the rows are; it decides about scheme, parents and order of numbering."),
            [translate_text(LAYERS[level].label) for level in LEVELS],
            default=LEVELS.index(Level.GRID),
        )
        self.add_layer(
            self.INPUT,
            words("Yibiao", "Layer to code"),
            words("Yibiao", "Layer or table of the level, with its declared fields; the field code may be missing."),
            None,
        )
        for level in REFERENCES:
            helped = ", ".join(label(other) for other in LEVELS if level in BUILT_ON.get(other, ()))
            self.add_role(
                level,
                words("Yibiao", "Layer with codes; needed to code: {levels}.").format(levels=helped),
                needs=("code",),
            )
        self.add_file(
            self.SCHEME,
            words("Yibiao", "Code scheme"),
            words("Yibiao", "JSON file with the layout of the codes; the level's own scheme when left empty."),
            words("Yibiao", "Code schemes") + " (*.json)",
            optional=True,
            advanced=True,
        )
        self.add_store(
            self.STORE,
            words("Yibiao", "Store whose codes, in use and retired, are not given to other rows."),
            optional=True,
            advanced=True,
        )
        self.add_sink(
            self.OUTPUT,
            words("Yibiao", "Coded layer"),
            words("Yibiao", "All rows and columns of the input, with code, code_status and code_text."),
            None,
        )
        self.add_sink(
            self.REASONS,
            words("Yibiao", "Reasons"),
            words("Yibiao", "One row for each code that was refused or needs a look, with the reason."),
            Geometry.NONE,
            optional=True,
        )
        self.add_count("ROWS_COUNT", words("Yibiao", "Number of rows"))
        self.add_count("KEPT_COUNT", words("Yibiao", "Number of codes kept"))
        self.add_count("ASSIGNED_COUNT", words("Yibiao", "Number of codes assigned"))
        self.add_count("REJECTED_COUNT", words("Yibiao", "Number of rows whose code is wrong or cannot be given"))

    def fault(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Message | None:
        """Check that the layer fits the level, and that the layers it builds on are there."""
        level = LEVELS[self.parameterAsEnum(parameters, self.LEVEL, context)]
        source = self.parameterAsSource(parameters, self.INPUT, context)
        if source is None:
            return None
        declared = LAYERS[level]
        needs = tuple(one.name for one in declared.fields if one.required and one.name != "code")
        geometry = declared.geometry if declared.geometry in GEOMETRY_TYPES else None
        title = self.parameterDefinition(self.INPUT).description()
        found = source_fault(LayerInput(self.INPUT, title, geometry, False, level, needs), source)
        if found is not None:
            return found
        if level is Level.ROOM and not is_given(parameters.get(Level.BUILDING.name)):
            return Message(
                "buildings-not-given",
                QT_TRANSLATE_NOOP("Yibiao", "Rooms are coded by their buildings. Choose the layer of the buildings."),
            )
        return None

    def work(self, run: Run) -> None:
        """Assign and write."""
        from yibiao_qgis.model.districtcodes import code_level
        from yibiao_qgis.model.schemes import choose_schemes, load_scheme, load_schemes

        level = LEVELS[run.choice(self.LEVEL)]
        schemes = choose_schemes(load_schemes(RESOURCES / "schemes"))
        own_scheme = run.file(self.SCHEME)
        if own_scheme is not None:
            schemes[level] = load_scheme(own_scheme)
        source = run.needed(self.INPUT)
        columns = own_fields(source, level)
        frames = {
            other: run.frame(other.name, feedback=run.step(0, 20))
            for other in REFERENCES
            if other in BUILT_ON.get(level, ()) and run.source(other.name) is not None
        }
        frames[level] = run.frame(self.INPUT, fields=columns, feedback=run.step(20, 30))
        retired, taken = self._codes_of_store(run, level, frames[level])
        result = code_level(level, frames, schemes, retired=retired, taken=taken, feedback=run.step(30, 80))
        code = columns.get("code", "code")
        frame = result.codes.to_frame(code)
        frame["code_status"] = result.status
        frame["code_text"] = [None if reason is None else translate(reason)[:TEXT_WIDTH] for reason in result.reasons]
        extension = Extension(
            source, [field(code, width=40), field("code_status", width=10), field("code_text", width=TEXT_WIDTH)], frame
        )
        run.extend(self.OUTPUT, extension, feedback=run.step(80, 95), style=level.value, level=level)
        self._write_reasons(run, frames[level], result)
        self._tell(run, level, result)

    def _codes_of_store(self, run: Run, level: Level, rows: Any) -> tuple[dict[Level, set[str]], set[str]]:
        """Return the store's retired codes, and those in use by rows that are not in the layer.

        A building keeps the code that a plate gave it, also when the plate was retired since.
        """
        path = run.file(self.STORE)
        if path is None:
            return {}, set()
        from yibiao_qgis.model.statuses import RowStatus
        from yibiao_qgis.store import open_store_apart

        retired: dict[Level, set[str]] = {}
        taken: set[str] = set()
        here = set(rows["uuid"].dropna()) if "uuid" in rows.columns else set()
        with open_store_apart(path) as store:
            for other in (level, Level.PLATE) if level is Level.BUILDING else (level,):
                stored = store.read(other, include_retired=True, feedback=run.feedback)
                is_retired = stored["status"] == RowStatus.RETIRED.value
                retired[other] = set(stored.loc[is_retired, "code"].dropna())
                if other is level:
                    taken = set(stored.loc[~is_retired & ~stored["uuid"].isin(here), "code"].dropna())
        return retired, taken

    def _write_reasons(self, run: Run, rows: Any, result: Any) -> None:
        import pandas as pd

        told = result.reasons[[reason is not None for reason in result.reasons]]
        frame = pd.DataFrame(
            {
                "row": [str(label) for label in told.index],
                "uuid": rows.loc[told.index, "uuid"] if "uuid" in rows.columns else None,
                "code": result.codes[told.index],
                "status": result.status[told.index],
                "reason": [reason.code for reason in told],
                "text": [translate(reason)[:TEXT_WIDTH] for reason in told],
            },
            index=told.index,
        )
        fields = text_fields(row=20, uuid=36, code=40, status=10, reason=40, text=TEXT_WIDTH)
        run.write(
            self.REASONS,
            features(frame, fields),
            fields,
            WKB_TYPES[Geometry.NONE],
            total=len(frame),
            feedback=run.step(95, 99),
        )

    def _tell(self, run: Run, level: Level, result: Any) -> None:
        counts = {state.value: int(result.summary[state.value]) for state in CodeStatus}
        run.count("ROWS_COUNT", len(result.codes))
        for name, value in counts.items():
            run.count(f"{name.upper()}_COUNT", value)
        run.summary.group("status", counts)
        run.summary.group("reasons", result.summary["reasons"])
        run.say(
            Message(
                "codes-assigned",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "{layer}: {kept:,} codes kept, {assigned:,} assigned, {rejected:,} refused"
                ),
                {"layer": Message("layer", LAYERS[level].label), **counts},
            )
        )
        seen: set[str] = set()
        for reason in result.reasons:
            if reason is None or reason.code in seen:
                continue
            seen.add(reason.code)
            run.say_example(result.summary["reasons"][reason.code], reason)
