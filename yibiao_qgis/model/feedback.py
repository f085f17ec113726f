"""How long work reports progress and hears of a cancel."""

from __future__ import annotations

from typing import Protocol

from yibiao_qgis.model.errors import Canceled


class Feedback(Protocol):
    """What a long function needs from its caller.

    ``bridge.QgisFeedback`` fits a ``QgsFeedback`` to it; a terminal progress bar
    or a test double fits as well.
    """

    def set_progress(self, percent: float) -> None:
        """Take the share of the work that is done, 0 to 100."""

    def is_canceled(self) -> bool:
        """Tell whether the user asked to stop."""


class NullFeedback:
    """Reports to nobody and is never canceled."""

    def set_progress(self, percent: float) -> None:
        """Drop the figure."""

    def is_canceled(self) -> bool:
        """Answer no."""
        return False


class StepFeedback:
    """One step's share of a longer run, on the run's own 0-100 scale.

    Parameters
    ----------
    parent : Feedback
        The run's feedback.
    start, end : float
        Where the step begins and ends on the parent's scale, in percent.
    """

    def __init__(self, parent: Feedback, start: float, end: float) -> None:
        self._parent = parent
        self._start = start
        self._end = end

    def set_progress(self, percent: float) -> None:
        """Pass the figure on, scaled into this step's share."""
        self._parent.set_progress(self._start + (self._end - self._start) * percent / 100)

    def is_canceled(self) -> bool:
        """Ask the parent."""
        return self._parent.is_canceled()


def check_canceled(feedback: Feedback) -> None:
    """Leave the work when the user asked to stop.

    Raises
    ------
    Canceled
        If `feedback` says so.
    """
    if feedback.is_canceled():
        raise Canceled
