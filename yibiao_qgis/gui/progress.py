"""Where the project stands as a whole: the steps counted, and the click that makes sense now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qgis.PyQt.QtCore import QCoreApplication

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.gui.roles import NEEDED, ROLES, Roles, RoleState
from yibiao_qgis.gui.step_results import StepResults, StepState
from yibiao_qgis.gui.steps import STEPS, Step, blocked_text, store_path
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level

translate = QCoreApplication.translate

OPEN = (StepState.NOT_STARTED, StepState.OUTDATED, StepState.FAILED)
"""States that ask for a run; what needs work was run and is in people's hands."""


@dataclass(frozen=True)
class Progress:
    """How the project stands.

    Parameters
    ----------
    states : Counter
        How many steps are in each state.
    mend : RoleState, optional
        The layer that has to be put right first.
    step : Step, optional
        The step to run next; none while a layer has to be put right.
    """

    states: Counter[StepState]
    mend: RoleState | None
    step: Step | None

    def next_text(self) -> str:
        """Return what to do next, in one line."""
        if self.mend is not None:
            role = translate_text(LAYERS[self.mend.level].label)
            return translate("Progress", "Next: put right the layer “{role}”").format(role=role)
        if self.step is not None:
            return translate("Progress", "Next: {step}").format(step=self.step.title())
        if self.states[StepState.RUNNING]:
            return translate("Progress", "Running; the map can be used meanwhile")
        if self.states[StepState.NEEDS_WORK]:
            return translate("Progress", "All steps have run; see what needs a look")
        return translate("Progress", "All steps are done")

    def count_text(self) -> str:
        """Return how many steps are in which state."""
        total = sum(self.states.values())
        parts = [
            translate("Progress", "{n} of {total} steps done").format(n=self.states[StepState.DONE], total=total),
            *(
                text.format(n=self.states[state])
                for state, text in (
                    (StepState.NEEDS_WORK, translate("Progress", "{n} need work")),
                    (StepState.OUTDATED, translate("Progress", "{n} out of date")),
                    (StepState.FAILED, translate("Progress", "{n} failed")),
                    (StepState.RUNNING, translate("Progress", "{n} running")),
                )
                if self.states[state]
            ),
        ]
        return translate("Progress", " · ").join(parts)


def progress(roles: Roles, results: StepResults) -> Progress:
    """Return how the project stands now.

    A clerk with a finished library needs no survey layers: there the missing ones are no
    obstacle to what can be done next.
    """
    states = {step.key: results.of_step(step).state for step in STEPS}
    counted = Counter(states.values())
    faults = [state for state in map(roles.state, ROLES) if state.fault is not None and state.level in NEEDED]
    has_library = roles.state(Level.ADDRESS).is_usable
    if faults and not has_library:
        return Progress(counted, faults[0], None)
    if states["repair"] is StepState.RUNNING or states["check"] is StepState.RUNNING:
        return Progress(counted, None, None)
    for step in STEPS:
        is_made = step.store == "makes" and bool(store_path())
        if states[step.key] in OPEN and not blocked_text(step, roles) and not is_made:
            return Progress(counted, None, step)
    return Progress(counted, None, None)
