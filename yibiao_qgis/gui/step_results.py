"""What each step of the workflow last found, kept in the project, and whether it still holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.gui.roles import SCOPE, Roles
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level

if TYPE_CHECKING:
    from yibiao_qgis.gui.steps import Step, Variant

translate = QCoreApplication.translate


class StepState(str, Enum):
    """How a step stands."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    DONE = "done"
    NEEDS_WORK = "needs-work"
    OUTDATED = "outdated"
    FAILED = "failed"


WORSE = (
    StepState.NOT_STARTED,
    StepState.DONE,
    StepState.NEEDS_WORK,
    StepState.OUTDATED,
    StepState.FAILED,
    StepState.RUNNING,
)
"""States from the one that asks for least attention to the one that asks for most."""

STORE_INPUT = "store"
"""Name under which a result remembers what the store held."""


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
    inputs : dict
        Role and the mark of its layer when the step was run, see :meth:`Roles.mark`.
    review : str
        Id of the layer that lists what a person has to look at; empty for none.
    """

    state: StepState = StepState.NOT_STARTED
    text: str = ""
    when: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    review: str = ""


def result_key(key: str, variant: Variant | None) -> str:
    """Return under which name a step's result is kept."""
    return key if variant is None else f"{key}-{variant.level.value}"


class StepResults:
    """The last result of each step, kept in the project.

    Parameters
    ----------
    project : QgsProject
        The open project.
    roles : Roles
        The project's roles: a result is out of date when a layer that it came from was
        replaced or edited.
    """

    def __init__(self, project: QgsProject, roles: Roles) -> None:
        self._project = project
        self._roles = roles
        self._running: set[str] = set()

    def get(self, key: str) -> StepResult:
        """Return a step's last result as it stands now."""
        result = self._kept(key)
        if key in self._running:
            return replace(result, state=StepState.RUNNING)
        finished = result.state in (StepState.DONE, StepState.NEEDS_WORK)
        if finished and any(mark != self._mark(name) for name, mark in result.inputs.items()):
            return replace(result, state=StepState.OUTDATED)
        return result

    def of_levels(self, step: Step) -> dict[Level, StepResult]:
        """Return the results of a step that works on several levels, where it has run."""
        found = {variant.level: self.get(result_key(step.key, variant)) for variant in step.variants}
        return {level: result for level, result in found.items() if result.state is not StepState.NOT_STARTED}

    def of_step(self, step: Step) -> StepResult:
        """Return how a step stands over all its levels: the worst state, each level's sentence."""
        if not step.variants:
            return self.get(step.key)
        done = self.of_levels(step)
        if not done:
            return StepResult()
        worst = max((result.state for result in done.values()), key=WORSE.index)
        lines = [_line(level, result) for level, result in done.items()]
        when = [f"{translate_text(LAYERS[level].label)} {result.when}" for level, result in done.items() if result.when]
        return StepResult(worst, "\n".join(lines), "\n".join(when))

    def set(self, key: str, result: StepResult) -> None:
        """Keep a step's result; it runs no longer."""
        self._running.discard(key)
        self._project.writeEntry(SCOPE, f"/steps/{key}", json.dumps(asdict(result), ensure_ascii=False))

    def set_running(self, key: str, running: bool) -> None:
        """Remember that a step runs, or that it ended without a result; never kept in the project."""
        if running:
            self._running.add(key)
        else:
            self._running.discard(key)

    def forget_running(self) -> None:
        """Take every step as ended: the project was closed."""
        self._running.clear()

    def marks(self, levels: Iterable[Level], store: bool) -> dict[str, str]:
        """Return what the layers of the levels, and the store, are at this moment."""
        found = {level.value: self._roles.mark(level) for level in levels}
        if store:
            found[STORE_INPUT] = self._mark(STORE_INPUT)
        return found

    def carry(self, keys: Iterable[str], level: Level, before: str) -> None:
        """Let results that hold for a layer hold for the one that a later step made of it.

        Parameters
        ----------
        keys : iterable of str
            Results of the steps before.
        level : Level
            The role that changed hands.
        before : str
            The mark of the layer that played it.
        """
        for key in keys:
            result = self._kept(key)
            if result.inputs.get(level.value) == before:
                changed = {**result.inputs, level.value: self._roles.mark(level)}
                running = key in self._running
                self.set(key, replace(result, inputs=changed))
                self.set_running(key, running)

    def _kept(self, key: str) -> StepResult:
        kept, _ = self._project.readEntry(SCOPE, f"/steps/{key}", "")
        if not kept:
            return StepResult()
        try:
            values = json.loads(kept)
            state = StepState(values["state"])
            inputs = {str(name): str(mark) for name, mark in dict(values.get("inputs", {})).items()}
            result = StepResult(state, str(values["text"]), str(values["when"]), inputs, str(values.get("review", "")))
        except (ValueError, KeyError, TypeError):
            return StepResult()
        # What was running when an earlier version wrote the project has not started.
        return StepResult() if state is StepState.RUNNING else result

    def _mark(self, name: str) -> str:
        if name == STORE_INPUT:
            published = self._kept("publish")
            return f"{published.when} {published.text}"
        try:
            return self._roles.mark(Level(name))
        except ValueError:
            return ""


def _line(level: Level, result: StepResult) -> str:
    name = translate_text(LAYERS[level].label)
    text = result.text
    if result.state is StepState.OUTDATED:
        text = translate("StepResults", "out of date, run it again")
    elif result.state is StepState.RUNNING and not text:
        text = translate("StepResults", "running")
    return text if text.startswith(name) else translate("StepResults", "{level}: {text}").format(level=name, text=text)
