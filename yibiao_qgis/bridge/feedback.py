"""QGIS' feedback as the QGIS-free rooms know it."""

from __future__ import annotations

from qgis.core import QgsFeedback


class QgisFeedback:
    """A ``QgsFeedback`` (also of Processing or of a task) as the rooms' feedback.

    Parameters
    ----------
    feedback : QgsFeedback, optional
        Without one nothing is reported and nothing is canceled.
    """

    def __init__(self, feedback: QgsFeedback | None) -> None:
        self._feedback = feedback

    def set_progress(self, percent: float) -> None:
        """Pass on the share of the work that is done, 0 to 100."""
        if self._feedback is not None:
            self._feedback.setProgress(percent)

    def is_canceled(self) -> bool:
        """Tell whether the user pressed cancel."""
        return self._feedback is not None and bool(self._feedback.isCanceled())
