"""What goes wrong in practice: other layers, broken files, no table, cancelled runs, projects closed too early."""

from pathlib import Path

from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QMessageBox

from yibiao_qgis.gui import keeping, store_row, tables
from yibiao_qgis.gui.sample import sample_home
from yibiao_qgis.model.levels import Level


def memory(geometry, name, fields, wkt=""):
    layer = QgsVectorLayer(
        f"{geometry}?crs=EPSG:4490&" + "&".join(f"field={field}" for field in fields), name, "memory"
    )
    if wkt:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        layer.dataProvider().addFeatures([feature])
    return QgsProject.instance().addMapLayer(layer)


def answer(session, name, role, seen):
    """Answer the next question box of this name with the button of a role, and keep what it said."""

    def look():
        box = next((one for one in session.dialogs() if one.objectName() == name), None)
        if box is None:
            return QTimer.singleShot(100, look)
        seen[name] = box.text()
        session.shot(f"mishaps-{name}", box)
        buttons = [button for button in box.buttons() if box.buttonRole(button) == role]
        if buttons:
            buttons[0].click()
        else:
            QTest.keyClick(box, Qt.Key.Key_Escape)
        return None

    QTimer.singleShot(200, look)


def messages(session):
    return [item.text() for item in session.iface.messageBar().items()]


def run(session):
    dock = session.plugin._dock
    dock.setUserVisible(True)
    overview = dock.overview
    values = session.values
    seen = values["seen"] = {}
    _foreign_layers(session, overview)
    _blocked_sample(session, overview, seen)
    _closed_too_early(session, overview)
    _second_sample(session, overview, seen)


def _foreign_layers(session, overview):
    """Layers of other names and fields: not guessed, chosen by hand, their faults said."""
    square = "Polygon((106 29, 106.1 29, 106.1 29.1, 106 29.1, 106 29))"
    areas = memory("Polygon", "SQ_2024", ("SQDM:string", "SQMC:string"), square)
    session.pause(200)
    overview.own_button.click()
    session.pause(200)
    row = overview.role_rows[Level.COMMUNITY]
    session.values["unguessed"] = row._sentence.text()
    session.values["next-own"] = overview._next.text()
    row.combo.setLayer(areas)
    session.pause(200)
    session.values["fields"] = row._sentence.text()
    session.values["mend"] = row.button.text()
    row.button.click()
    session.wait(lambda: session.dialogs(), 20, "table of fields")
    session.pause(300)
    session.shot("mishaps-fields", session.dialogs()[0])
    dialog = session.dialogs()[0]
    QTest.mouseClick(dialog.runButton(), Qt.MouseButton.LeftButton)
    session.wait(lambda: row.combo.currentLayer() is not areas, 20, "fields matched")
    dialog.reject()
    session.pause(200)
    session.values["mended"] = [row._sentence.text(), row.combo.currentLayer().name()]
    _kept_in_a_file(session, overview, row)
    overview._roles.assign(Level.COMMUNITY, areas)
    areas.setName("社区边界")
    session.pause(200)
    session.values["renamed"] = row.combo.currentLayer() is areas
    # A file that is no longer there.
    gone = QgsVectorLayer(str(session.tmp / "gone.gpkg"), "楼幢", "ogr")
    QgsProject.instance().addMapLayer(gone)
    overview._roles.assign(Level.BUILDING, gone)
    session.pause(200)
    session.values["gone"] = overview.role_rows[Level.BUILDING]._sentence.text()
    session.shot("mishaps-foreign")
    # Removed while it plays a role: the next best layer takes it.
    QgsProject.instance().removeMapLayer(areas.id())
    session.pause(200)
    session.values["removed"] = row.combo.currentLayer().name()


def _kept_in_a_file(session, overview, row):
    """What lives in memory is saved to one file and keeps its role; a store is chosen."""
    # Not in the system's temporary folder, whose layers are temporary too.
    path = Path.home() / "kept.gpkg"
    layer = row.combo.currentLayer()
    keeping.QFileDialog = store_row.QFileDialog = _Chosen(path)
    overview.keeping.button.click()
    session.pause(200)
    session.values["kept"] = [
        row.combo.currentLayer() is layer,
        layer.source().startswith(str(path)),
        layer.featureCount(),
        overview.keeping.isVisible(),
    ]
    overview.store.button.click()
    session.values["store"] = overview.store.text.text()
    path.rename(path.with_name("moved.gpkg"))
    overview.refresh()
    session.values["lost"] = [overview.store.text.text(), overview.step_rows["publish"].button.isEnabled()]


def _blocked_sample(session, overview, seen):
    """The sample over unsaved work is asked about; a folder that cannot be written is named."""
    home = sample_home()
    memory("Point", "草稿", ("a:string",), "Point(106 29)")
    answer(session, "leaveQuestion", QMessageBox.ButtonRole.RejectRole, seen)
    overview.open_sample()
    session.values["stayed"] = bool(QgsProject.instance().mapLayersByName("草稿"))
    session.iface.newProject(False)
    session.pause(200)
    session.values["welcome"] = overview._stack.currentIndex() == 0
    QgsProject.instance().setDirty(False)
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("in the way")
    session.iface.messageBar().clearWidgets()
    overview.open_sample()
    session.pause(200)
    session.values["unwritable"] = messages(session)[-1] if messages(session) else ""
    session.shot("mishaps-unwritable")
    session.iface.messageBar().clearWidgets()
    home.unlink()


def _closed_too_early(session, overview):
    """A run that is cancelled, values that are refused, a project closed under an open dialog."""
    overview.open_sample()
    session.settle()
    bad = session.tmp / "bad.csv"
    bad.write_bytes(b"\x00\x01\x02PNG\x00" * 20)
    tables.QFileDialog = _Chosen(bad)
    overview._roles.assign(Level.ADDRESS, overview._roles.layer(Level.ROOM))
    session.pause(100)
    overview.runner.start("match")
    session.pause(300)
    session.values["no-table"] = [messages(session)[-1][:60], len(session.dialogs())]
    overview._roles.assign(Level.ADDRESS, None)
    session.iface.messageBar().clearWidgets()
    snap = overview.step_rows["snap"]
    QTest.mouseClick(snap.button, Qt.MouseButton.LeftButton)
    session.wait(lambda: session.dialogs(), 20, "dialog of the algorithm")
    dialog = session.dialogs()[0]
    QTest.mouseClick(dialog.runButton(), Qt.MouseButton.LeftButton)
    session.wait(lambda: overview.results.get("snap").state.value == "running", 5, "running")
    session.values["running"] = [snap.button.isEnabled(), overview._next.text()]
    dialog.cancelButton().click()
    session.wait(lambda: overview.results.get("snap").state.value != "running", 30, "cancelled")
    session.values["cancelled"] = overview.results.get("snap").state.value
    session.values["again"] = overview.runner.start("snap") is dialog
    # Values that QGIS refuses: nothing has begun.
    QTimer.singleShot(500, lambda: [box.accept() for box in session.dialogs() if isinstance(box, QMessageBox)])
    dialog.algorithm().checkParameterValues = lambda *_: (False, "refused")
    QTest.mouseClick(dialog.runButton(), Qt.MouseButton.LeftButton)
    session.pause(700)
    session.values["refused"] = overview.results.get("snap").state.value
    session.iface.newProject(False)
    session.pause(300)
    session.values["left-open"] = len(session.dialogs())
    session.values["closed"] = overview._stack.currentIndex() == 0


def _second_sample(session, overview, seen):
    """The sample opened again: the earlier copy is offered, Escape leaves everything as it is."""
    QgsProject.instance().setDirty(False)
    answer(session, "sampleQuestion", QMessageBox.ButtonRole.InvalidRole, seen)
    overview.open_sample()
    session.values["escaped"] = overview._stack.currentIndex() == 0
    answer(session, "sampleQuestion", QMessageBox.ButtonRole.ActionRole, seen)
    overview.open_sample()
    session.settle()
    session.values["copy"] = Path(QgsProject.instance().homePath()).name
    # A result whose layer is edited or replaced is shown as out of date.
    row = overview.step_rows["check"]
    row._menu.actions()[0].trigger()
    session.wait(lambda: session.dialogs(), 20, "dialog of the algorithm")
    dialog = session.dialogs()[0]
    QTest.mouseClick(dialog.runButton(), Qt.MouseButton.LeftButton)
    session.wait(lambda: overview.results.get("check-community").text, 60, "result of the check")
    dialog.close()
    session.pause(200)
    session.values["checked"] = [overview.results.get("check-community").state.value, overview._next.text()]
    layer = overview._roles.layer(Level.COMMUNITY)
    feature = next(layer.getFeatures())
    layer.startEditing()
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("name"), "新名称")
    assert layer.commitChanges()
    session.pause(300)
    session.values["edited"] = [overview.results.get("check-community").state.value, row._result.text()]
    session.shot("mishaps-outdated")
    session.values["temporary"] = len(overview.keeping.temporary())


class _Chosen:
    """Stands for the system's file dialog, which no test can drive."""

    def __init__(self, path):
        self._path = str(path)

    class Option:
        DontConfirmOverwrite = None

    def getOpenFileName(self, *_):
        return self._path, ""

    def getSaveFileName(self, *_):
        return self._path, ""
