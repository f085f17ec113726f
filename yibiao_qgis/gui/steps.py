"""The steps of the workflow: what each needs, which algorithm it opens and how it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from qgis.core import QgsProcessing, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QDateTime, QLocale

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.gui.roles import SCOPE, Roles
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level

translate = QCoreApplication.translate


class StepState(str, Enum):
    """How a step stands."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    DONE = "done"
    NEEDS_WORK = "needs-work"
    FAILED = "failed"


WORSE = (StepState.NOT_STARTED, StepState.DONE, StepState.NEEDS_WORK, StepState.FAILED, StepState.RUNNING)
"""States from the one that asks for least attention to the one that asks for most."""


@dataclass(frozen=True)
class StepResult:
    """What a step last found.

    Parameters
    ----------
    state : StepState
        How the step stands.
    text : str
        The result in one sentence, in the language in which it was found.
    when : str
        Local time of the run, for the tool tip.
    """

    state: StepState = StepState.NOT_STARTED
    text: str = ""
    when: str = ""


class StepResults:
    """The last result of each step, kept in the project.

    Parameters
    ----------
    project : QgsProject
        The open project.
    """

    def __init__(self, project: QgsProject) -> None:
        self._project = project

    def get(self, key: str) -> StepResult:
        """Return a step's last result; what was running when QGIS ended has not started."""
        kept, _ = self._project.readEntry(SCOPE, f"/steps/{key}", "")
        if not kept:
            return StepResult()
        try:
            values = json.loads(kept)
            return StepResult(StepState(values["state"]), str(values["text"]), str(values["when"]))
        except (ValueError, KeyError, TypeError):
            return StepResult()

    def of_step(self, step: Step) -> StepResult:
        """Return how a step stands over all its levels: the worst state, each level's sentence."""
        if not step.variants:
            return self.get(step.key)
        found = {variant.level: self.get(result_key(step.key, variant)) for variant in step.variants}
        done = {level: result for level, result in found.items() if result.state is not StepState.NOT_STARTED}
        if not done:
            return StepResult()
        worst = max((result.state for result in done.values()), key=WORSE.index)
        lines = [f"{translate_text(LAYERS[level].label)}: {result.text}" for level, result in done.items()]
        return StepResult(worst, "\n".join(lines), max(result.when for result in done.values()))

    def set(self, key: str, result: StepResult) -> None:
        """Keep a step's result."""
        self._project.writeEntry(SCOPE, f"/steps/{key}", json.dumps(asdict(result), ensure_ascii=False))


STORE_KEY = "/store"
"""Project entry with the path of the district's store."""


@dataclass(frozen=True)
class Variant:
    """One level on which a step works; the step's button offers them as a menu.

    Parameters
    ----------
    level : Level
        What is checked, repaired or coded.
    parent : Level, optional
        The level above, where the step takes it.
    option : int, optional
        Number of the level in the algorithm's own list.
    """

    level: Level
    parent: Level | None = None
    option: int | None = None


@dataclass(frozen=True)
class Step:
    """One step of the workflow.

    Parameters
    ----------
    key : str
        Stable name; the step's words hang on it.
    algorithm : str
        Id of the algorithm without the provider.
    needs : tuple of Level
        Roles without which the step cannot start.
    inputs : dict
        Algorithm parameter and the role whose layer it takes.
    outputs : dict
        Output and the role that its layer takes over.
    review : str
        Output that lists what a person has to look at.
    doubts : tuple of str
        Output numbers that must be zero for the step to be done.
    variants : tuple of Variant
        Levels that the user chooses from.
    store : str
        How the step deals with the store: "" not at all, "makes" or "takes" it.
    asks_table : bool
        Whether the step begins with the choice of an office's table.
    """

    key: str
    algorithm: str
    needs: tuple[Level, ...] = ()
    inputs: Mapping[str, Level] = field(default_factory=dict)
    outputs: Mapping[str, Level] = field(default_factory=dict)
    review: str = ""
    doubts: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    store: str = ""
    asks_table: bool = False

    def parameters(self, roles: Roles, variant: Variant | None = None) -> dict[str, Any]:
        """Return the algorithm's parameters as far as the project gives them."""
        wanted = dict(self.inputs)
        values: dict[str, Any] = {}
        if variant is not None:
            wanted[self._input_of_variant()] = variant.level
            if variant.parent is not None:
                wanted["PARENT"] = variant.parent
            if variant.option is not None:
                values["LEVEL"] = variant.option
        for name, level in wanted.items():
            state = roles.state(level)
            if state.is_usable:
                values[name] = state.layer
        if self.review:
            values[self.review] = QgsProcessing.TEMPORARY_OUTPUT
        if self.store:
            path, _ = QgsProject.instance().readEntry(SCOPE, STORE_KEY, "")
            if path:
                values["STORE"] = path
        return values

    def taken_over(self, variant: Variant | None) -> dict[str, Level]:
        """Return which outputs take over which roles."""
        return {"OUTPUT": variant.level} if variant is not None and self.key != "check" else dict(self.outputs)

    def _input_of_variant(self) -> str:
        return "INPUT" if self.key == "code" else "AREAS"

    def result(self, found: Mapping[str, Any]) -> StepResult:
        """Return how the step stands after a run that left `found`."""
        open_work = any(int(found.get(name) or 0) > 0 for name in self.doubts)
        now = QDateTime(datetime.now())
        return StepResult(
            StepState.NEEDS_WORK if open_work else StepState.DONE,
            str(found.get("RESULT") or translate("Steps", "Finished")),
            QLocale().toString(now, QLocale.FormatType.ShortFormat),
        )

    def title(self) -> str:
        """Return the step's name."""
        return step_words()[self.key][0]

    def verb(self) -> str:
        """Return what the button says."""
        return step_words()[self.key][1]

    def hint(self) -> str:
        """Return what the step does, in one sentence."""
        return step_words()[self.key][2]

    def failed_text(self) -> str:
        """Return the sentence for a run that failed."""
        return translate("Steps", "The last run failed; its log says why.")


def step_words() -> dict[str, tuple[str, str, str]]:
    """Return name, button and hint of each step in the user's language."""
    return {
        "check": (
            translate("Steps", "Check boundaries"),
            translate("Steps", "Check"),
            translate("Steps", "Finds gaps, overlaps and other faults between areas."),
        ),
        "repair": (
            translate("Steps", "Repair boundaries"),
            translate("Steps", "Repair"),
            translate("Steps", "Closes small gaps and overlaps; lists what it changed and what it left."),
        ),
        "snap": (
            translate("Steps", "Snap plates"),
            translate("Steps", "Snap"),
            translate("Steps", "Puts each door plate on its building; doubtful ones are listed for review."),
        ),
        "code": (
            translate("Steps", "Assign codes"),
            translate("Steps", "Code"),
            translate("Steps", "Fills in missing codes; valid ones are never changed."),
        ),
        "library": (
            translate("Steps", "Build address library"),
            translate("Steps", "Build"),
            translate("Steps", "Makes one standard address for each place."),
        ),
        "match": (
            translate("Steps", "Match a table"),
            translate("Steps", "Match"),
            translate("Steps", "Finds the one address that each row of an office's table means."),
        ),
        "store": (
            translate("Steps", "Create store"),
            translate("Steps", "Create"),
            translate("Steps", "Makes the empty store that everybody will draw from."),
        ),
        "publish": (
            translate("Steps", "Publish to the store"),
            translate("Steps", "Publish"),
            translate("Steps", "Puts the checked layers into the store, whole or not at all."),
        ),
        "export": (
            translate("Steps", "Export"),
            translate("Steps", "Export"),
            translate("Steps", "Writes GeoPackage and shapefile for those who take files."),
        ),
    }


def result_key(key: str, variant: Variant | None) -> str:
    """Return under which name a step's result is kept."""
    return key if variant is None else f"{key}-{variant.level.value}"


AREAS = (
    Variant(Level.COMMUNITY, Level.TOWN),
    Variant(Level.GRID, Level.COMMUNITY),
    Variant(Level.BEAT, Level.STATION),
)
"""Area levels and what they tile."""

CODED = (Level.GRID, Level.STREET, Level.COMPOUND, Level.PLATE, Level.BUILDING, Level.ROOM)
"""Levels that the district codes itself, in the order in which codes build on each other."""

_LEVEL_OPTIONS = tuple(level for level in Level if level is not Level.ADDRESS)
"""The list of the parameter LEVEL of ``assigncodes``."""

_REFERENCES = (Level.TOWN, Level.COMMUNITY, Level.STATION, Level.STREET, Level.COMPOUND, Level.PLATE, Level.BUILDING)

_PUBLISHED = (
    Level.TOWN,
    Level.COMMUNITY,
    Level.GRID,
    Level.STATION,
    Level.BEAT,
    Level.STREET,
    Level.COMPOUND,
    Level.PLATE,
    Level.BUILDING,
    Level.ROOM,
    Level.ADDRESS,
)


def _by_name(*levels: Level) -> dict[str, Level]:
    """Return the inputs of an algorithm that calls its layers like their levels."""
    return {level.name: level for level in levels}


STEPS: tuple[Step, ...] = (
    Step(
        "check",
        "checkboundaries",
        needs=(Level.COMMUNITY,),
        review="FINDINGS",
        doubts=("FINDINGS_COUNT",),
        variants=AREAS,
    ),
    Step(
        "repair",
        "repairboundaries",
        needs=(Level.COMMUNITY,),
        review="REMAINING",
        doubts=("REMAINING_COUNT",),
        variants=AREAS,
    ),
    Step(
        "snap",
        "snapplates",
        needs=(Level.PLATE, Level.BUILDING),
        inputs=_by_name(Level.PLATE, Level.BUILDING, Level.STREET, Level.COMPOUND),
        outputs={"OUTPUT": Level.PLATE},
        review="REVIEW",
        doubts=("REVIEW_COUNT", "TOO_FAR_COUNT", "NO_BUILDING_COUNT"),
    ),
    Step(
        "code",
        "assigncodes",
        needs=(Level.COMMUNITY,),
        inputs=_by_name(*_REFERENCES),
        review="REASONS",
        doubts=("REJECTED_COUNT",),
        variants=tuple(Variant(level, option=_LEVEL_OPTIONS.index(level)) for level in CODED),
    ),
    Step(
        "library",
        "buildlibrary",
        needs=(Level.COMMUNITY, Level.PLATE),
        inputs=_by_name(*(level for level in _PUBLISHED if level not in (Level.STATION, Level.BEAT, Level.ADDRESS))),
        outputs={"OUTPUT": Level.ADDRESS},
        review="REJECTED",
        doubts=("REJECTED_COUNT",),
    ),
    Step(
        "match",
        "geocodetable",
        needs=(Level.ADDRESS,),
        inputs={"LIBRARY": Level.ADDRESS},
        review="REVIEW",
        doubts=("TIED_COUNT", "UNMATCHED_COUNT"),
        asks_table=True,
    ),
    Step("store", "createstore", store="makes"),
    Step(
        "publish",
        "publishlayers",
        inputs=_by_name(*_PUBLISHED),
        review="REJECTED",
        doubts=("REJECTED_COUNT",),
        store="takes",
    ),
    Step("export", "exportlayers", store="takes", doubts=("LOSSES_COUNT",)),
)


def blocked_text(step: Step, roles: Roles) -> str:
    """Return why a step cannot start now; empty when it can."""
    missing = [translate_text(LAYERS[level].label) for level in step.needs if not roles.state(level).is_usable]
    if not missing:
        path, _ = QgsProject.instance().readEntry(SCOPE, STORE_KEY, "")
        if step.store == "takes" and not path:
            return translate("Steps", "Needs a store first.")
        return ""
    return translate("Steps", "Needs first: {layers}").format(layers=translate("Steps", ", ").join(missing))
