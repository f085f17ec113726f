"""The steps of the workflow: what each needs, which algorithm it opens and how it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from qgis.core import QgsProject
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

    def set(self, key: str, result: StepResult) -> None:
        """Keep a step's result."""
        self._project.writeEntry(SCOPE, f"/steps/{key}", json.dumps(asdict(result), ensure_ascii=False))


def _nothing(roles: Roles) -> dict[str, Any]:
    del roles
    return {}


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
    more : callable
        Further parameters that depend on the project.
    """

    key: str
    algorithm: str
    needs: tuple[Level, ...] = ()
    inputs: Mapping[str, Level] = field(default_factory=dict)
    outputs: Mapping[str, Level] = field(default_factory=dict)
    review: str = ""
    doubts: tuple[str, ...] = ()
    more: Callable[[Roles], dict[str, Any]] = _nothing

    def parameters(self, roles: Roles) -> dict[str, Any]:
        """Return the algorithm's parameters as far as the project gives them."""
        found = {name: roles.state(level) for name, level in self.inputs.items()}
        values: dict[str, Any] = {name: state.layer for name, state in found.items() if state.is_usable}
        values.update(self.more(roles))
        return values

    def result(self, found: Mapping[str, Any]) -> StepResult:
        """Return how the step stands after a run that left `found`."""
        open_work = any(int(found.get(name) or 0) > 0 for name in self.doubts)
        now = QDateTime(datetime.now())  # noqa: DTZ005 - local time, as a person reads it
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


def blocked_text(step: Step, roles: Roles) -> str:
    """Return why a step cannot start now; empty when it can."""
    missing = [translate_text(LAYERS[level].label) for level in step.needs if not roles.state(level).is_usable]
    if not missing:
        return ""
    return translate("Steps", "Needs first: {layers}").format(layers=translate("Steps", ", ").join(missing))
