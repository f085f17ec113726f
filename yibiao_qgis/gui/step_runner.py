"""Opens a step's algorithm with what the project's roles give, and takes in what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QPushButton, QWidget

from yibiao_qgis.gui.roles import SCOPE, Roles
from yibiao_qgis.gui.steps import STEPS, STORE_KEY, Step, StepResult, StepResults, StepState, Variant, result_key
from yibiao_qgis.gui.tables import choose_table

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


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

    def start(self, key: str, variant: Variant | None = None) -> QDialog:
        """Open the step's algorithm, filled in from the project; an open one comes to the front.

        Parameters
        ----------
        key : str
            The step.
        variant : Variant, optional
            The level to work on, for a step that has several.

        Returns
        -------
        QDialog
            The algorithm's dialog.
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
            if table is not None:
                values["INPUT"] = table
        dialog = createAlgorithmDialog(f"yibiao:{step.algorithm}", values)
        self._dialogs[name] = dialog
        before = self._results.get(name)
        dialog.algorithmAboutToRun.connect(lambda _: self._set(name, StepResult(StepState.RUNNING, before.text)))
        dialog.algorithmFinished.connect(lambda done, found: self._on_finished(step, variant, done, found))
        # The dialog has a method of its own called finished, which hides the signal.
        dialog.rejected.connect(lambda: self._dialogs.pop(name, None))
        dialog.show()
        return dialog

    def close(self) -> None:
        """Close the dialogs that are still open."""
        for dialog in list(self._dialogs.values()):
            dialog.close()

    def _set(self, name: str, result: StepResult) -> None:
        self._results.set(name, result)
        self.changed.emit()

    def _on_finished(self, step: Step, variant: Variant | None, done: bool, found: dict[str, Any]) -> None:
        name = result_key(step.key, variant)
        if not done:
            self._set(name, StepResult(StepState.FAILED, step.failed_text()))
            return
        for output, level in step.taken_over(variant).items():
            layer = _layer(found.get(output))
            if layer is not None:
                self._roles.assign(level, layer)
        if step.store == "makes" and found.get("STORE"):
            QgsProject.instance().writeEntry(SCOPE, STORE_KEY, str(found["STORE"]))
        result = step.result(found)
        self._set(name, result)
        self._tell(step, result, _layer(found.get(step.review)))

    def _tell(self, step: Step, result: StepResult, review: QgsVectorLayer | None) -> None:
        bar = self._iface.messageBar()
        level = Qgis.MessageLevel.Warning if result.state is StepState.NEEDS_WORK else Qgis.MessageLevel.Success
        item = bar.createMessage(step.title(), result.text)
        if review is not None and review.featureCount() > 0:
            button = QPushButton(self.tr("Show {n}").format(n=f"{review.featureCount():,}"), item)
            button.clicked.connect(lambda: self._show(review))
            item.layout().addWidget(button)
        bar.pushWidget(item, level, 0 if level == Qgis.MessageLevel.Warning else 8)

    def _show(self, layer: QgsVectorLayer) -> None:
        self._iface.setActiveLayer(layer)
        if layer.isSpatial():
            self._iface.zoomToActiveLayer()
        self._iface.showAttributeTable(layer)


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
