"""The steps of the workflow: what each needs, which algorithm it opens and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessing, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QDateTime, QLocale

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.gui.roles import SCOPE, Roles
from yibiao_qgis.gui.step_results import StepResult, StepState, result_key
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level

translate = QCoreApplication.translate


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
            path = store_path()
            if path:
                values["STORE"] = path
        return values

    def levels(self, variant: Variant | None = None) -> tuple[Level, ...]:
        """Return the roles on whose layers a result stands.

        Codes are built in the order of ``CODED``: what is coded later does not matter.
        """
        if variant is None:
            return tuple(dict.fromkeys(self.inputs.values()))
        found: tuple[Level, ...] = (variant.level,) if variant.parent is None else (variant.level, variant.parent)
        if variant.level in CODED and self.key == "code":
            later = CODED[CODED.index(variant.level) :]
            found += tuple(level for level in self.inputs.values() if level not in later)
        return found

    def keys(self) -> Iterator[str]:
        """Yield the names under which the step's results are kept."""
        for variant in self.variants or (None,):
            yield result_key(self.key, variant)

    def taken_over(self, variant: Variant | None) -> dict[str, Level]:
        """Return which outputs take over which roles."""
        return {"OUTPUT": variant.level} if variant is not None and self.key != "check" else dict(self.outputs)

    def _input_of_variant(self) -> str:
        return "INPUT" if self.key == "code" else "AREAS"

    def made_name(self, level: Level) -> str:
        """Return what a layer is called that the step made for a role."""
        names = {
            "repair": translate("Steps", "{layer} (repaired)"),
            "snap": translate("Steps", "{layer} (snapped)"),
            "code": translate("Steps", "{layer} (coded)"),
        }
        return names.get(self.key, "{layer}").format(layer=translate_text(LAYERS[level].label))

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


def store_path() -> str:
    """Return the path of the project's store; empty when it has none."""
    return str(QgsProject.instance().readEntry(SCOPE, STORE_KEY, "")[0])


def blocked_text(step: Step, roles: Roles, variant: Variant | None = None) -> str:
    """Return why a step, or one of its levels, cannot start now; empty when it can."""
    needed = step.needs if variant is None else (*step.needs, variant.level)
    missing = dict.fromkeys(translate_text(LAYERS[level].label) for level in needed if not roles.state(level).is_usable)
    if missing:
        return translate("Steps", "Needs first: {layers}").format(layers=translate("Steps", ", ").join(missing))
    if step.store == "takes":
        path = store_path()
        if not path:
            return translate("Steps", "Needs a store first.")
        if not Path(path).is_file():
            return translate("Steps", "The store {name} is no longer there.").format(name=Path(path).name)
    return ""
