"""The sample district as a project of its own, in a copy that may be changed freely."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsReferencedRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QStandardPaths
from qgis.PyQt.QtWidgets import QMessageBox

from yibiao_qgis.bridge import set_project_zone, translate_text
from yibiao_qgis.bridge.styling import add_district_layers, apply_style
from yibiao_qgis.gui.roles import ROLES
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.paths import RESOURCES

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

translate = QCoreApplication.translate

SAMPLE = RESOURCES / "sample"
PROJECT_FILE = "yibiao-sample.qgz"
ZONE = "EPSG:4544"
"""CGCS2000 / 3-degree Gauss-Krüger CM 105E: the zone of Jiangjin's west."""

NAMED = 5
"""Most layers that a question names."""

VIEW_MARGIN = 0.002
"""Ground around the district on the first map, in degrees."""


def sample_home() -> Path:
    """Return the folder in the user's documents that the copy goes to."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "yibiao-sample"


def open_sample(iface: QgisInterface) -> str:
    """Open the sample district; what the user did to an earlier copy is kept.

    Returns
    -------
    str
        The folder of the copy; empty when the user thought better of it.
    """
    home = sample_home()
    if (home / PROJECT_FILE).exists():
        answer = _ask_for_copy(iface, home)
        if answer is None:
            return ""
        if answer == "earlier":
            return str(home) if iface.addProject(str(home / PROJECT_FILE)) else ""
        home = free_name(home)
    make_sample_project(home)
    return str(home) if iface.addProject(str(home / PROJECT_FILE)) else ""


def may_leave_project(iface: QgisInterface) -> bool:
    """Ask what becomes of the open project's unsaved changes; QGIS would drop them without a word.

    Returns
    -------
    bool
        Whether another project may be opened now.
    """
    project = QgsProject.instance()
    layers = [layer for layer in project.mapLayers().values() if layer.isTemporary() or layer.isEditable()]
    if not project.isDirty() and not layers:
        return True
    box = QMessageBox(iface.mainWindow())
    box.setObjectName("leaveQuestion")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("Sample", "Sample district"))
    text = translate("Sample", "The open project has changes that are not saved.")
    if layers:
        text = translate("Sample", "The open project has temporary or edited layers: {names}. They would be lost.")
        names = translate("Sample", ", ").join(layer.name() for layer in layers[:NAMED])
        text = text.format(names=names + ("…" if len(layers) > NAMED else ""))
    box.setText(text)
    leave = box.addButton(translate("Sample", "Discard them and go on"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.button(QMessageBox.StandardButton.Cancel).setText(translate("Sample", "Cancel"))
    box.exec()
    return box.clickedButton() is leave


def free_name(home: Path) -> Path:
    """Return `home` with the first number behind it that is not taken."""
    number = 2
    while home.with_name(f"{home.name}-{number}").exists():
        number += 1
    return home.with_name(f"{home.name}-{number}")


def make_sample_project(home: Path) -> None:
    """Copy the sample district to `home` and write a project with its styled layers there.

    Parameters
    ----------
    home : Path
        Folder for the copy; made when it is missing.

    Raises
    ------
    OSError
        If `home` cannot be written.
    """
    home.mkdir(parents=True, exist_ok=True)
    shutil.copytree(SAMPLE, home, dirs_exist_ok=True)
    project = QgsProject()
    project.setTitle(translate("Sample", "Sample district (made-up ground)"))
    project.setFileName(str(home / PROJECT_FILE))
    survey = str(home / "survey.gpkg")
    group = project.layerTreeRoot().addGroup(translate("Sample", "Survey"))
    add_district_layers(project, survey, ROLES, group)
    river = QgsVectorLayer(f"{survey}|layername=river", translate("Sample", "River"), "ogr")
    if river.isValid():
        apply_style(river, "river")
        project.addMapLayer(river, False)
        group.addLayer(river).setExpanded(False)
    project.setCrs(QgsCoordinateReferenceSystem(ZONE))
    set_project_zone(project, QgsCoordinateReferenceSystem(ZONE))
    for layer in project.mapLayersByName(translate_text(LAYERS[Level.COMMUNITY].label)):
        extent = QgsReferencedRectangle(layer.extent().buffered(VIEW_MARGIN), layer.crs())
        project.viewSettings().setDefaultViewExtent(extent)
    if not project.write():
        raise OSError(project.error())


def _ask_for_copy(iface: QgisInterface, home: Path) -> str | None:
    box = QMessageBox(iface.mainWindow())
    box.setObjectName("sampleQuestion")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("Sample", "Sample district"))
    box.setText(translate("Sample", "You have worked on the sample district before, in {folder}.").format(folder=home))
    earlier = box.addButton(translate("Sample", "Go on there"), QMessageBox.ButtonRole.AcceptRole)
    fresh = box.addButton(translate("Sample", "Make a fresh copy"), QMessageBox.ButtonRole.ActionRole)
    box.setDefaultButton(earlier)
    box.addButton(QMessageBox.StandardButton.Cancel).setText(translate("Sample", "Cancel"))
    box.exec()
    return {earlier: "earlier", fresh: "fresh"}.get(box.clickedButton())
