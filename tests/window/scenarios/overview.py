"""The panel from an empty project over the sample district to a step's result."""

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QLabel, QPushButton


def too_narrow(widget):
    """Return the texts of labels and buttons that their widget cuts off."""
    found = []
    for child in widget.findChildren((QLabel, QAbstractButton)):
        if not child.isVisible() or not child.text():
            continue
        if isinstance(child, QLabel) and child.wordWrap():
            cut = child.heightForWidth(child.width()) > child.height() + 1
        else:
            cut = child.sizeHint().width() > child.width() + 1
        if cut:
            found.append(child.text())
    return found


def run(session):
    action = session.plugin._action
    if not action.isChecked():
        action.trigger()
    dock = session.plugin._dock
    session.wait(dock.isVisible, 5, "dock shown")
    session.pause()
    session.shot("overview-empty")
    overview = dock.overview
    assert overview._stack.currentIndex() == 0
    narrow = too_narrow(overview)

    QTest.mouseClick(overview.sample_button, Qt.MouseButton.LeftButton)
    session.settle()
    assert overview._stack.currentIndex() == 1
    session.shot("overview-sample")
    project = QgsProject.instance()
    session.values["crs"] = project.crs().authid()
    session.values["titles"] = [row._name.text() for row in overview.step_rows.values()]
    session.values["unplayed"] = [
        level.value for level, row in overview.role_rows.items() if row.combo.currentLayer() is None
    ]
    narrow += too_narrow(overview)

    row = overview.step_rows["check"]
    row._menu.actions()[0].trigger()
    session.wait(lambda: session.dialogs(), 20, "dialog of the algorithm")
    dialog = session.dialogs()[0]
    session.pause(500)
    session.shot("overview-dialog", dialog)
    QTest.mouseClick(dialog.runButton(), Qt.MouseButton.LeftButton)
    session.wait(lambda: overview.results.get("check-community").text, 60, "result of the check")
    session.settle()
    dialog.close()
    session.pause()
    result = overview.results.get("check-community")
    session.values["state"] = result.state.value
    session.values["text"] = result.text
    findings = [layer for layer in project.mapLayers().values() if layer.fields().indexOf("severity") >= 0]
    session.values["findings"] = findings[0].featureCount()
    bar = session.iface.messageBar()
    session.values["shown"] = [button.text() for button in bar.findChildren(QPushButton) if button.isVisible()]
    narrow += too_narrow(overview)
    session.values["narrow"] = narrow
    session.shot("overview-checked")
