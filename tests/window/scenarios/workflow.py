"""The whole workflow by its buttons, as a person goes through it."""

from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from yibiao_qgis.gui import tables
from yibiao_qgis.gui.step_results import result_key
from yibiao_qgis.gui.steps import STEPS
from yibiao_qgis.model.levels import Level

SECONDS = 60


def run(session):
    dock = session.plugin._dock
    dock.setUserVisible(True)
    overview = dock.overview
    QTest.mouseClick(overview.sample_button, Qt.MouseButton.LeftButton)
    session.settle()
    folder = Path(QgsProject.instance().homePath())
    tables.QFileDialog = _Chosen(folder / "departments")
    states = {}
    for step in STEPS:
        row = overview.step_rows[step.key]
        session.wait(row.button.isEnabled, 10, f"{step.key} can start")
        for variant in step.variants or (None,):
            if variant is None:
                QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
            else:
                next(action for action in row._menu.actions() if action.data() is variant).trigger()
            name = result_key(step.key, variant)
            states[name] = _run(session, overview, name, more=_more(step.key, folder))
    session.settle()
    session.shot("workflow-done")
    session.shot("workflow-panel", dock)
    session.values["standing"] = {step.key: overview.results.of_step(step).state.value for step in STEPS}
    session.values["next"] = overview._next.text()
    session.values["names"] = sorted(row.combo.currentLayer().name() for row in overview.role_rows.values())
    session.values["states"] = {name: result.state.value for name, result in states.items()}
    session.values["texts"] = {name: result.text for name, result in states.items()}
    session.values["exports"] = sorted(path.name for path in (folder / "exports").iterdir())

    # What the panel knows lies in the project and comes back with it.
    project = QgsProject.instance()
    assert project.write()
    path = project.fileName()
    session.iface.newProject(False)
    session.pause(500)
    assert overview._stack.currentIndex() == 0
    session.iface.addProject(path)
    session.wait(lambda: overview.results.get("publish").text, 20, "results are back")
    session.pause(300)
    # Temporary layers come back empty: the survey's have their roles again, and results are out of date.
    communities = overview.role_rows[Level.COMMUNITY].combo.currentLayer()
    session.values["reopened"] = [communities.featureCount(), overview.results.get("snap").state.value]
    session.shot("workflow-reopened")
    session.values["kept"] = overview.results.get("publish").text == states["publish"].text


class _Chosen:
    """Stands for the system's file dialog, which no test can drive."""

    def __init__(self, folder):
        self._path = str(next(folder.glob("*.csv")))

    def getOpenFileName(self, *_):
        return self._path, ""


def _more(key, folder):
    if key == "store":
        return {"STORE": str(folder / "store.gpkg"), "DISTRICT_CODE": "500116", "DISTRICT_NAME": "江津区"}
    if key == "publish":
        return {"LEAVE_OUT": True, "REASON": "首次发布"}
    if key == "export":
        return {"FOLDER": str(folder / "exports")}
    return {}


def _run(session, overview, name, more):
    dialog = overview.runner._dialogs[name]
    if more:
        dialog.setParameters({**_given(dialog), **more})
    session.pause(200)
    QTest.mouseClick(dialog.runButton(), Qt.MouseButton.LeftButton)
    session.wait(lambda: overview.results.get(name).state.value not in ("not-started", "running"), SECONDS, name)
    if name in ("snap", "match", "publish"):
        session.shot(f"workflow-{name}", dialog)
    dialog.close()
    session.pause(200)
    return overview.results.get(name)


def _given(dialog):
    return {name: value for name, value in dialog.createProcessingParameters().items() if value is not None}
