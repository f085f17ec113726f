"""The page "Overview" (概览): where the project stands, what is wrong, what the next click is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QPalette
from qgis.PyQt.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from yibiao_qgis.bridge import help_url
from yibiao_qgis.gui.mending import mend
from yibiao_qgis.gui.role_row import RoleRow
from yibiao_qgis.gui.roles import ROLES, Roles, RoleState
from yibiao_qgis.gui.sample import open_sample
from yibiao_qgis.gui.step_row import StepRow
from yibiao_qgis.gui.step_runner import StepRunner
from yibiao_qgis.gui.steps import STEPS, StepResults, blocked_text

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class OverviewPage(QWidget):
    """The workflow of the open project and the roles of its layers.

    Parameters
    ----------
    iface : QgisInterface
        The window's interface.
    roles : Roles
        The project's roles.
    parent : QWidget
        The dock.
    """

    def __init__(self, iface: QgisInterface, roles: Roles, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        self._iface = iface
        self._roles = roles
        self._own_layers = False
        self.results = StepResults(QgsProject.instance())
        self.runner = StepRunner(iface, roles, self.results, self)
        self.runner.changed.connect(self.refresh)
        roles.changed.connect(self.refresh)

        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._scrolled(self._welcome()))
        self._stack.addWidget(self._scrolled(self._workflow()))
        self.refresh()

    def disconnect_all(self) -> None:
        """Close what the page has opened and stop listening."""
        self._roles.changed.disconnect(self.refresh)
        self.runner.close()

    def refresh(self) -> None:
        """Show the project as it is now."""
        empty = self._roles.is_empty() and not self._own_layers
        self._stack.setCurrentIndex(0 if empty else 1)
        if empty:
            return
        for row in self.role_rows.values():
            row.refresh()
        for step in STEPS:
            self.step_rows[step.key].show_result(self.results.of_step(step), blocked_text(step, self._roles))

    def open_sample(self) -> None:
        """Set up the sample district as a project of its own."""
        bar = self._iface.messageBar()
        try:
            folder = open_sample(self._iface)
        except OSError as error:
            text = self.tr("The sample could not be copied to your documents: {reason}").format(reason=error)
            bar.pushMessage(self.tr("Sample district"), text, Qgis.MessageLevel.Critical, 0)
            return
        if folder:
            text = self.tr("Real names and codes on made-up ground; try everything on it. Copied to {folder}")
            bar.pushMessage(self.tr("Sample district"), text.format(folder=folder), Qgis.MessageLevel.Info)

    def _start_with_own_layers(self) -> None:
        self._own_layers = True
        self.refresh()

    def _welcome(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(10)
        heading = QLabel(self.tr("One address library for the district"), page)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        heading.setFont(font)
        heading.setWordWrap(True)
        layout.addWidget(heading)
        for sentence in (
            self.tr(
                "Draw and check the borders of communities, unit grids and police beats until they tile the ground."
            ),
            self.tr("Put every door plate on its building and give every address a code that never changes hands."),
            self.tr("Match the offices' address tables to the library and publish the result to one store."),
        ):
            label = QLabel(sentence, page)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addSpacing(6)
        self.sample_button = self._choice(
            page, self.tr("Open sample district"), self.tr("See all of it on a small made-up town, in one click.")
        )
        self.sample_button.clicked.connect(self.open_sample)
        self.own_button = self._choice(
            page, self.tr("Start from my layers"), self.tr("Say which layer holds what; then go through the steps.")
        )
        self.own_button.clicked.connect(self._start_with_own_layers)
        for button in (self.sample_button, self.own_button):
            layout.addWidget(button)
            hint = QLabel(button.toolTip(), page)
            hint.setWordWrap(True)
            hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            layout.addWidget(hint)
        guide = QPushButton(self.tr("Read the user guide"), page)
        guide.setFlat(True)
        guide.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(help_url("overview"))))
        layout.addWidget(guide, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return page

    def _choice(self, page: QWidget, text: str, hint: str) -> QPushButton:
        button = QPushButton(text, page)
        button.setToolTip(hint)
        button.setMinimumHeight(44)
        return button

    def _workflow(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(2)
        layout.addWidget(self._title(self.tr("Workflow"), page))
        self.step_rows: dict[str, StepRow] = {}
        for step in STEPS:
            row = StepRow(step, page)
            row.started.connect(self.runner.start)
            self.step_rows[step.key] = row
            layout.addWidget(row)
        line = QFrame(page)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        layout.addWidget(line)
        layout.addWidget(self._title(self.tr("Layers"), page))
        self.role_rows: dict[Any, RoleRow] = {}
        for level in ROLES:
            role = RoleRow(level, self._roles, page)
            role.mend_wanted.connect(self._mend)
            self.role_rows[level] = role
            layout.addWidget(role)
        layout.addStretch(1)
        return page

    def _mend(self, state: RoleState) -> None:
        if mend(self._iface, self._roles, state):
            self.refresh()

    def _title(self, text: str, page: QWidget) -> QLabel:
        label = QLabel(text, page)
        font = label.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.1)
        label.setFont(font)
        label.setContentsMargins(4, 4, 4, 2)
        return label

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area
