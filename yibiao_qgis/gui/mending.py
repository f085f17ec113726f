"""What the button beside a role's fault does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsProviderRegistry, QgsVectorLayer
from qgis.gui import QgsProjectionSelectionDialog
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog, QInputDialog

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.gui.roles import RoleFault, Roles, RoleState
from yibiao_qgis.model.layers import LAYERS

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

translate = QCoreApplication.translate

VECTOR_FILES = "*.gpkg *.shp *.geojson *.csv *.xlsx"


def mend(iface: QgisInterface, roles: Roles, state: RoleState) -> bool:
    """Let the user put right what is wrong with a role's layer.

    Returns
    -------
    bool
        Whether something was changed.
    """
    if state.fault is RoleFault.NO_CRS and state.layer is not None:
        return _set_crs(iface, state.layer)
    if state.fault is RoleFault.BROKEN_SOURCE and state.layer is not None:
        return _find_file(iface, state.layer)
    if state.fault is RoleFault.MISSING_FIELDS and state.layer is not None:
        from processing import execAlgorithmDialog

        execAlgorithmDialog("native:refactorfields", {"INPUT": state.layer})
        return True
    return _add_layer(iface, roles, state)


def _set_crs(iface: QgisInterface, layer: QgsVectorLayer) -> bool:
    dialog = QgsProjectionSelectionDialog(iface.mainWindow())
    dialog.setWindowTitle(translate("Mending", "Coordinate system of {layer}").format(layer=layer.name()))
    if not dialog.exec():
        return False
    layer.setCrs(dialog.crs())
    return True


def _choose_file(iface: QgisInterface, title: str) -> str:
    path, _ = QFileDialog.getOpenFileName(
        iface.mainWindow(),
        title,
        "",
        translate("Mending", "Layers and tables ({patterns})").format(patterns=VECTOR_FILES),
    )
    return str(path)


def _find_file(iface: QgisInterface, layer: QgsVectorLayer) -> bool:
    path = _choose_file(iface, translate("Mending", "Where is {layer} now?").format(layer=layer.name()))
    if not path:
        return False
    sublayer = _choose_sublayer(iface, path)
    if not sublayer:
        return False
    layer.setDataSource(sublayer, layer.name(), "ogr")
    return True


def _add_layer(iface: QgisInterface, roles: Roles, state: RoleState) -> bool:
    label = translate_text(LAYERS[state.level].label)
    path = _choose_file(iface, translate("Mending", "Layer for: {role}").format(role=label))
    if not path:
        return False
    uri = _choose_sublayer(iface, path)
    if not uri:
        return False
    layer = QgsVectorLayer(uri, label, "ogr")
    QgsProject.instance().addMapLayer(layer)
    roles.assign(state.level, layer)
    return True


def _choose_sublayer(iface: QgisInterface, path: str) -> str:
    """Return the source of the file's one layer, or of the one that the user picks."""
    found = QgsProviderRegistry.instance().providerMetadata("ogr").querySublayers(path)
    if len(found) <= 1:
        return found[0].uri() if found else path
    names = [sublayer.name() for sublayer in found]
    name, accepted = QInputDialog.getItem(
        iface.mainWindow(),
        translate("Mending", "Several layers"),
        translate("Mending", "Which layer of the file?"),
        names,
        0,
        False,
    )
    return str(found[names.index(name)].uri()) if accepted else ""
