"""One line of the workflow: state, name, last result in words, button."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QPalette
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.gui.step_results import StepResult, StepState
from yibiao_qgis.gui.steps import Step, Variant
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
    return QIcon(str(RESOURCES / "icons" / f"{state.value}.svg"))


def state_text(state: StepState) -> str:
    """Return the state in words, for tool tips and screen readers."""
    return {
        StepState.NOT_STARTED: translate("StepRow", "Not started"),
        StepState.RUNNING: translate("StepRow", "Running"),
        StepState.DONE: translate("StepRow", "Done"),
        StepState.NEEDS_WORK: translate("StepRow", "Needs work"),
        StepState.OUTDATED: translate("StepRow", "Out of date"),
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
    review_wanted = pyqtSignal(str)

    def __init__(self, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"step-{step.key}")
        self.step = step
        self._icon = QLabel(self)
        self._icon.setFixedSize(QSize(18, 18))
        self._name = QLabel(step.title(), self)
        self._name.setWordWrap(True)
        self._name.setToolTip(step.hint())
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._result = QLabel(self)
        self._result.setWordWrap(True)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._result.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.review = QToolButton(self)
        self.review.setText(self.tr("View"))
        self.review.setToolTip(self.tr("Shows on the map and as a list what needs a look"))
        self.review.setAccessibleName(self.tr("View what {step} found").format(step=step.title()))
        self.review.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.review.clicked.connect(self._on_review)
        self._reviews: dict[str, str] = {}
        self.button = QPushButton(step.verb(), self)
        self.button.setAccessibleName(step.title())
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if step.variants:
            self._menu = QMenu(self.button)
            self._menu.setToolTipsVisible(True)
            for variant in step.variants:
                action = self._menu.addAction(translate_text(LAYERS[variant.level].label))
                action.setData(variant)
                action.triggered.connect(lambda _=False, chosen=variant: self.started.emit(step.key, chosen))
            self.button.setMenu(self._menu)
        else:
            self.button.clicked.connect(lambda: self.started.emit(step.key, None))
        layout = QGridLayout(self)
        layout.setContentsMargins(4, 2, 4, 3)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(0)
        layout.addWidget(self._icon, 0, 0)
        layout.addWidget(self._name, 0, 1)
        layout.addWidget(self.review, 0, 2)
        layout.addWidget(self.button, 0, 3)
        layout.addWidget(self._result, 1, 1, 1, 3)
        layout.setColumnStretch(1, 1)
        self.setTabOrder(self.review, self.button)

    def show_result(self, result: StepResult, blocked: str, reviews: Mapping[str, str], is_next: bool) -> None:
        """Show how the step stands.

        Parameters
        ----------
        result : StepResult
            What the step last found.
        blocked : str
            Why it cannot be started now; empty when it can.
        reviews : dict
            Id and words of each layer that lists what a person has to look at.
        is_next : bool
            Whether this is the click that makes sense now.
        """
        state = state_text(result.state)
        self._icon.setPixmap(state_icon(result.state).pixmap(16, 16))
        self._icon.setToolTip(state)
        self._icon.setAccessibleName(state)
        self._result.setText(self._sentence(result, blocked))
        self._result.setToolTip(result.when)
        quiet = not result.text or result.state is StepState.OUTDATED
        self._result.setForegroundRole(QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.WindowText)
        self.button.setEnabled(not blocked and result.state is not StepState.RUNNING)
        self.button.setToolTip(blocked or self.step.hint())
        self.button.setAccessibleDescription(f"{state}. {self._result.text()}")
        self.button.setDefault(is_next)
        font = self.button.font()
        font.setBold(is_next)
        self.button.setFont(font)
        # Some dark themes draw neither a default button nor bold letters.
        self.button.setIcon(QgsApplication.getThemeIcon("/mActionStart.svg") if is_next else QIcon())
        self._reviews = dict(reviews)
        self._offer_reviews()

    def show_levels(self, states: Mapping[Variant, tuple[StepState, str]]) -> None:
        """Show on the button's menu how each level stands and which cannot be started.

        Parameters
        ----------
        states : dict
            State of each level, and why it cannot be started; empty when it can.
        """
        if not self.step.variants:
            return
        for action in self._menu.actions():
            state, blocked = states[action.data()]
            action.setIcon(state_icon(state))
            action.setEnabled(not blocked and state is not StepState.RUNNING)
            action.setToolTip(blocked or state_text(state))

    def _sentence(self, result: StepResult, blocked: str) -> str:
        if result.state is StepState.OUTDATED and not self.step.variants:
            return self.tr("Out of date: layers have changed since. Run it again.")
        return result.text or blocked or state_text(result.state)

    def _offer_reviews(self) -> None:
        self.review.setVisible(bool(self._reviews))
        menu = self.review.menu()
        if menu is not None:
            self.review.setMenu(None)
            menu.deleteLater()
        if len(self._reviews) > 1:
            menu = QMenu(self.review)
            for layer, words in self._reviews.items():
                menu.addAction(words).triggered.connect(lambda _=False, name=layer: self.review_wanted.emit(name))
            self.review.setMenu(menu)

    def _on_review(self) -> None:
        if len(self._reviews) == 1:
            self.review_wanted.emit(next(iter(self._reviews)))
