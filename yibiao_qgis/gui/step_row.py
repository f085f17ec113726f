"""One line of the workflow: state, name, last result in words, button."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QPalette
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.gui.steps import Step, StepResult, StepState
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.paths import RESOURCES

translate = QCoreApplication.translate


def state_icon(state: StepState) -> QIcon:
    """Return the icon of a state; each has a shape of its own, not only a colour."""
    if state is StepState.DONE:
        return QgsApplication.getThemeIcon("/mIconSuccess.svg")
    if state is StepState.NEEDS_WORK:
        return QgsApplication.getThemeIcon("/mIconWarning.svg")
    if state is StepState.FAILED:
        return QgsApplication.getThemeIcon("/mIconCritical.svg")
    return QIcon(str(RESOURCES / "icons" / ("running.svg" if state is StepState.RUNNING else "not-started.svg")))


def state_text(state: StepState) -> str:
    """Return the state in words, for tool tips and screen readers."""
    return {
        StepState.NOT_STARTED: translate("StepRow", "Not started"),
        StepState.RUNNING: translate("StepRow", "Running"),
        StepState.DONE: translate("StepRow", "Done"),
        StepState.NEEDS_WORK: translate("StepRow", "Needs work"),
        StepState.FAILED: translate("StepRow", "Failed"),
    }[state]


class StepRow(QWidget):
    """A step of the workflow.

    Parameters
    ----------
    step : Step
        What the row stands for.
    parent : QWidget
        The page.
    """

    started = pyqtSignal(str, object)

    def __init__(self, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"step-{step.key}")
        self.step = step
        self._icon = QLabel(self)
        self._icon.setFixedSize(QSize(18, 18))
        self._name = QLabel(step.title(), self)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._result = QLabel(self)
        self._result.setWordWrap(True)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._result.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.button = QPushButton(step.verb(), self)
        self.button.setToolTip(step.hint())
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if step.variants:
            self._menu = QMenu(self.button)
            for variant in step.variants:
                action = self._menu.addAction(translate_text(LAYERS[variant.level].label))
                action.setData(variant)
                action.triggered.connect(lambda _=False, chosen=variant: self.started.emit(step.key, chosen))
            self.button.setMenu(self._menu)
        else:
            self.button.clicked.connect(lambda: self.started.emit(step.key, None))
        layout = QGridLayout(self)
        layout.setContentsMargins(4, 3, 4, 3)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(0)
        layout.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._name, 0, 1)
        layout.addWidget(self.button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._result, 1, 1)
        layout.setColumnStretch(1, 1)

    def show_result(self, result: StepResult, blocked: str) -> None:
        """Show how the step stands.

        Parameters
        ----------
        result : StepResult
            What the step last found.
        blocked : str
            Why it cannot be started now; empty when it can.
        """
        self._icon.setPixmap(state_icon(result.state).pixmap(16, 16))
        self._icon.setToolTip(state_text(result.state))
        self._icon.setAccessibleName(state_text(result.state))
        self._result.setText(result.text or blocked or state_text(result.state))
        self._result.setToolTip(result.when)
        self._result.setForegroundRole(
            QPalette.ColorRole.WindowText if result.text else QPalette.ColorRole.PlaceholderText
        )
        self.button.setEnabled(not blocked and result.state is not StepState.RUNNING)
        self.button.setToolTip(blocked or self.step.hint())
