"""Opens a step's algorithm with what the project's roles give, and takes in what it found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QPushButton, QWidget

from yibiao_qgis.gui.roles import SCOPE, Roles
from yibiao_qgis.gui.step_results import StepResult, StepResults, StepState, result_key
from yibiao_qgis.gui.steps import STEPS, STORE_KEY, Step, Variant
from yibiao_qgis.gui.tables import choose_table
from yibiao_qgis.gui.takeover import take_over

if TYPE_CHECKING:
    from qgis.gui import QgisInterface, QgsMessageBarItem

    from yibiao_qgis.model.levels import Level


class StepRunner(QObject):
    """Runs the steps of the workflow, one dialog each.

    Parameters
    ----------
    iface : QgisInterface
        The window's interface.
    roles : Roles
        Where the algorithm's layers come from and its outputs go.
    results : StepResults
        Where the outcome is kept.
    parent : QWidget
        The page.
    """

    changed = pyqtSignal()

    def __init__(self, iface: QgisInterface, roles: Roles, results: StepResults, parent: QWidget) -> None:
        super().__init__(parent)
        self._iface = iface
        self._roles = roles
        self._results = results
        self._dialogs: dict[str, QDialog] = {}
        self._told: dict[str, QgsMessageBarItem] = {}
        self._projects = 0

    def start(self, key: str, variant: Variant | None = None) -> QDialog | None:
        """Open the step's algorithm, filled in from the project; an open one comes to the front.

        Parameters
        ----------
        key : str
            The step.
        variant : Variant, optional
            The level to work on, for a step that has several.

        Returns
        -------
        QDialog or None
            The algorithm's dialog; None when the user thought better of it.
        """
        name = result_key(key, variant)
        if name in self._dialogs:
            dialog = self._dialogs[name]
            dialog.raise_()
            dialog.activateWindow()
            return dialog
        from processing import createAlgorithmDialog

        step = next(step for step in STEPS if step.key == key)
        values = step.parameters(self._roles, variant)
        if step.asks_table:
            table = choose_table(self._iface)
            if table is None:
                return None
            values["INPUT"] = table
        dialog = createAlgorithmDialog(f"yibiao:{step.algorithm}", values)
        self._dialogs[name] = dialog
        project = self._projects
        # QGIS says that it is about to run before it looks at the values, and not when it then does not.
        dialog.algorithmAboutToRun.connect(lambda _: QTimer.singleShot(0, lambda: self._on_begun(name, project)))
        dialog.algorithmFinished.connect(
            lambda done, found: (
                self._on_finished(dialog, step, variant, done, found) if project == self._projects else None
            )
        )
        # The dialog has a method of its own called finished, which hides the signal.
        dialog.rejected.connect(lambda: self._dialogs.pop(name, None))
        dialog.show()
        return dialog

    def close(self) -> None:
        """Close the dialogs that are still open; what still runs is cancelled and changes nothing any more."""
        self._projects += 1
        for dialog in list(self._dialogs.values()):
            feedback = getattr(dialog, "feedback", None)
            if feedback is not None:
                feedback.cancel()
            dialog.close()
        self._dialogs.clear()
        self._told.clear()
        self._results.forget_running()

    def show_layer(self, name: str) -> None:
        """Zoom to the layer with this id and open its table.

        Parameters
        ----------
        name : str
            The layer's id; one that is no longer there is passed over.
        """
        layer = QgsProject.instance().mapLayer(name)
        if not isinstance(layer, QgsVectorLayer):
            return
        node = QgsProject.instance().layerTreeRoot().findLayer(name)
        if node is not None:
            node.setItemVisibilityCheckedParentRecursive(True)
        self._iface.setActiveLayer(layer)
        if layer.isSpatial():
            self._iface.zoomToActiveLayer()
        self._iface.showAttributeTable(layer)

    def _on_begun(self, name: str, project: int) -> None:
        dialog = self._dialogs.get(name)
        if project == self._projects and dialog is not None and not dialog.runButton().isEnabled():
            self._results.set_running(name, True)
            self.changed.emit()

    def _on_finished(
        self, dialog: QDialog, step: Step, variant: Variant | None, done: bool, found: dict[str, Any]
    ) -> None:
        name = result_key(step.key, variant)
        if not done:
            feedback = getattr(dialog, "feedback", None)
            self._results.set_running(name, False)
            if feedback is None or not feedback.isCanceled():
                self._results.set(name, StepResult(StepState.FAILED, step.failed_text()))
            self.changed.emit()
            return
        for output, level in step.taken_over(variant).items():
            layer = _layer(found.get(output))
            if layer is not None:
                self._take_over(step, level, layer)
        if step.store == "makes" and found.get("STORE"):
            QgsProject.instance().writeEntry(SCOPE, STORE_KEY, str(found["STORE"]))
        review = _layer(found.get(step.review))
        listed = review.id() if review is not None and review.featureCount() > 0 else ""
        marks = self._results.marks(step.levels(variant), store=step.key == "export")
        result = replace(step.result(found), inputs=marks, review=listed)
        self._results.set(name, result)
        self.changed.emit()
        self._tell(name, step, result)

    def _take_over(self, step: Step, level: Level, layer: QgsVectorLayer) -> None:
        """Give the role to the layer that a step made; results of the steps before go on to hold."""
        before, earlier = self._roles.mark(level), self._roles.layer(level)
        take_over(layer, level, step.made_name(level), earlier, restyle=step.key in ("repair", "code"))
        self._roles.assign(level, layer)
        for other in STEPS[: STEPS.index(step) + 1]:
            # What was found in the old areas says nothing about the repaired ones.
            if not (other.key == "check" and step.key == "repair"):
                self._results.carry(other.keys(), level, before)

    def _tell(self, name: str, step: Step, result: StepResult) -> None:
        bar = self._iface.messageBar()
        level = Qgis.MessageLevel.Warning if result.state is StepState.NEEDS_WORK else Qgis.MessageLevel.Success
        earlier = self._told.pop(name, None)
        if earlier is not None and earlier in bar.items():
            bar.popWidget(earlier)
        item = bar.createMessage(step.title(), result.text)
        layer = QgsProject.instance().mapLayer(result.review)
        if isinstance(layer, QgsVectorLayer):
            button = QPushButton(self.tr("Show {n}").format(n=f"{layer.featureCount():,}"), item)
            button.clicked.connect(lambda: self.show_layer(result.review))
            item.layout().addWidget(button)
        bar.pushWidget(item, level, 0 if level == Qgis.MessageLevel.Warning else 8)
        self._told[name] = item


def _layer(found: Any) -> QgsVectorLayer | None:
    """Return the project's layer that an algorithm's output stands for."""
    if isinstance(found, QgsVectorLayer):
        return found
    if not isinstance(found, str) or not found:
        return None
    project = QgsProject.instance()
    layer: QgsMapLayer | None = project.mapLayer(found)
    if layer is None:
        layer = next((other for other in project.mapLayers().values() if other.source() == found), None)
    return layer if isinstance(layer, QgsVectorLayer) else None
