"""The page "Overview" (概览): where the project stands, what is wrong, what the next click is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsApplication, QgsProject, QgsVectorLayer
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

from yibiao_qgis.bridge import help_url, translate_text
from yibiao_qgis.gui.keeping import KeepingRow
from yibiao_qgis.gui.mending import mend
from yibiao_qgis.gui.progress import progress
from yibiao_qgis.gui.role_row import RoleRow
from yibiao_qgis.gui.roles import ROLES, Roles, RoleState
from yibiao_qgis.gui.sample import may_leave_project, open_sample, sample_home
from yibiao_qgis.gui.step_results import StepResults, result_key
from yibiao_qgis.gui.step_row import StepRow
from yibiao_qgis.gui.step_runner import StepRunner
from yibiao_qgis.gui.steps import STEPS, Step, blocked_text
from yibiao_qgis.gui.store_row import StoreRow
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level

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
        self.results = StepResults(QgsProject.instance(), roles)
        self.runner = StepRunner(iface, roles, self.results, self)
        self.runner.changed.connect(self.refresh)
        roles.changed.connect(self.refresh)
        QgsProject.instance().cleared.connect(self._on_cleared)

        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._scrolled(self._welcome()))
        self._scroll = self._scrolled(self._workflow())
        steps = QWidget(self)
        layout = QVBoxLayout(steps)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._heading(steps))
        layout.addWidget(self._scroll, 1)
        self._stack.addWidget(steps)
        self.refresh()

    def disconnect_all(self) -> None:
        """Close what the page has opened and stop listening."""
        self._roles.changed.disconnect(self.refresh)
        QgsProject.instance().cleared.disconnect(self._on_cleared)
        self.runner.close()

    def refresh(self) -> None:
        """Show the project as it is now."""
        empty = self._roles.is_empty() and not self._own_layers
        self._stack.setCurrentIndex(0 if empty else 1)
        if empty:
            return
        now = progress(self._roles, self.results)
        self._next.setText(now.next_text())
        self._counts.setText(now.count_text())
        for row in self.role_rows.values():
            row.refresh(now.mend is not None and row.level is now.mend.level)
        for step in STEPS:
            row = self.step_rows[step.key]
            blocked = blocked_text(step, self._roles)
            row.show_result(self.results.of_step(step), blocked, self._reviews(step), step is now.step)
            row.show_levels(
                {
                    variant: (
                        self.results.get(result_key(step.key, variant)).state,
                        blocked_text(step, self._roles, variant),
                    )
                    for variant in step.variants
                }
            )
        self.keeping.refresh()
        self.store.refresh()

    def open_sample(self) -> None:
        """Set up the sample district as a project of its own."""
        bar = self._iface.messageBar()
        if not may_leave_project(self._iface):
            return
        try:
            folder = open_sample(self._iface)
        except OSError as error:
            detail = self.tr(
                "The sample could not be copied to {folder}: {reason}. "
                "Free space there, or ask for the right to write there."
            ).format(folder=sample_home().parent, reason=error.strerror or error)
            text = self.tr("The sample could not be copied to your documents.")
            bar.pushMessage(self.tr("Sample district"), text, detail, Qgis.MessageLevel.Critical, 0)
            return
        if folder:
            item = bar.createMessage(
                self.tr("Sample district"), self.tr("Real names and codes on made-up ground; try everything on it.")
            )
            button = QPushButton(self.tr("Open folder"), item)
            button.setToolTip(folder)
            button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)))
            item.layout().addWidget(button)
            bar.pushWidget(item, Qgis.MessageLevel.Info, 12)

    def _on_cleared(self) -> None:
        """Let go of the project that was closed: its dialogs, and the choice to begin with own layers."""
        self.runner.close()
        self._own_layers = False
        self._scroll.verticalScrollBar().setValue(0)

    def _reviews(self, step: Step) -> dict[str, str]:
        """Return id and words of the layers that list what a person has to look at."""
        found: dict[str, str] = {}
        for variant in step.variants or (None,):
            name = self.results.get(result_key(step.key, variant)).review
            layer = QgsProject.instance().mapLayer(name) if name else None
            if isinstance(layer, QgsVectorLayer) and layer.featureCount() > 0:
                title = step.title() if variant is None else translate_text(LAYERS[variant.level].label)
                found[name] = self.tr("{name}: {n}").format(name=title, n=f"{layer.featureCount():,}")
        return found

    def _start_with_own_layers(self) -> None:
        self._own_layers = True
        self.refresh()
        # The button that had the focus is gone; the keyboard goes on where the work begins.
        self.role_rows[ROLES[0]].combo.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.keeping)
        self._scroll.ensureWidgetVisible(self.role_rows[ROLES[-1]])

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
        self.hints: list[QLabel] = []
        for button in (self.sample_button, self.own_button):
            layout.addWidget(button)
            hint = QLabel(button.toolTip(), page)
            hint.setWordWrap(True)
            _make_quiet(hint)
            self.hints.append(hint)
            layout.addWidget(hint)
        guide = QPushButton(
            QgsApplication.getThemeIcon("/mActionHelpContents.svg"), self.tr("Read the user guide"), page
        )
        guide.setFlat(True)
        guide.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(help_url("overview"))))
        layout.addWidget(guide, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return page

    def _choice(self, page: QWidget, text: str, hint: str) -> QPushButton:
        button = QPushButton(text, page)
        button.setToolTip(hint)
        button.setMinimumHeight(44)
        button.setAccessibleDescription(hint)
        return button

    def _heading(self, parent: QWidget) -> QWidget:
        """Return what stays in sight above the steps: the next click, and how far the work is."""
        heading = QWidget(parent)
        layout = QVBoxLayout(heading)
        layout.setContentsMargins(10, 8, 10, 4)
        layout.setSpacing(2)
        self._next = self._title("", heading)
        self._next.setContentsMargins(0, 0, 0, 0)
        self._counts = QLabel(heading)
        _make_quiet(self._counts)
        for label in (self._next, self._counts):
            label.setWordWrap(True)
            layout.addWidget(label)
        line = QFrame(heading)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        layout.addWidget(line)
        return heading

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
            row.review_wanted.connect(self.runner.show_layer)
            self.step_rows[step.key] = row
            layout.addWidget(row)
        line = QFrame(page)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        layout.addWidget(line)
        layout.addWidget(self._title(self.tr("Layers"), page))
        self.keeping = KeepingRow(self._roles, page)
        self.keeping.kept.connect(self._on_kept)
        self.keeping.failed.connect(self._on_not_kept)
        layout.addWidget(self.keeping)
        self.role_rows: dict[Level, RoleRow] = {}
        for level in ROLES:
            role = RoleRow(level, self._roles, page)
            role.mend_wanted.connect(self._mend)
            self.role_rows[level] = role
            layout.addWidget(role)
        layout.addWidget(self._title(self.tr("Central store"), page))
        self.store = StoreRow(page)
        self.store.chosen.connect(self.refresh)
        layout.addWidget(self.store)
        layout.addStretch(1)
        return page

    def _mend(self, state: RoleState) -> None:
        if mend(self._iface, self._roles, state):
            self.refresh()

    def _on_kept(self, path: str) -> None:
        self._iface.messageBar().pushMessage(
            self.tr("Layers"), self.tr("Saved to {path}").format(path=path), Qgis.MessageLevel.Success
        )
        self.refresh()

    def _on_not_kept(self, text: str) -> None:
        self._iface.messageBar().pushMessage(self.tr("Layers"), text, Qgis.MessageLevel.Critical, 0)
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


def _make_quiet(label: QLabel) -> None:
    """Draw a label in the palette's colour for hints."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    # Text that cannot be selected is drawn by the style, which leaves half-transparent colours out.
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
