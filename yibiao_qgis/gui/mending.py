"""What the button beside a role's fault does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsExpression, QgsProject, QgsProviderRegistry, QgsVectorLayer
from qgis.gui import QgsProjectionSelectionDialog
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog, QInputDialog

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.gui.roles import RoleFault, Roles, RoleState
from yibiao_qgis.gui.takeover import take_over
from yibiao_qgis.model.layers import LAYERS, Kind
from yibiao_qgis.model.levels import Level

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

translate = QCoreApplication.translate

_TYPES = {Kind.TEXT: 10, Kind.INTEGER: 4, Kind.REAL: 6, Kind.DATE: 14}
"""Qt's numbers of the types of values, which QGIS' table of fields asks for."""

_FIELD_HINTS = {"code": ("dm", "bm", "代码", "编码", "编号"), "name": ("mc", "名称")}
"""How survey layers' fields end, in the letters of the national tables or in words."""

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
        return _match_fields(roles, state.level, state.layer)
    return _add_layer(iface, roles, state)


def _set_crs(iface: QgisInterface, layer: QgsVectorLayer) -> bool:
    dialog = QgsProjectionSelectionDialog(iface.mainWindow())
    dialog.setWindowTitle(translate("Mending", "Coordinate system of {layer}").format(layer=layer.name()))
    if not dialog.exec():
        return False
    layer.setCrs(dialog.crs())
    return True


def _match_fields(roles: Roles, level: Level, layer: QgsVectorLayer) -> bool:
    """Open QGIS' table of fields with the role's own on top; what it makes takes the role."""
    from processing import createAlgorithmDialog

    dialog = createAlgorithmDialog(
        "native:refactorfields", {"INPUT": layer, "FIELDS_MAPPING": field_mapping(level, layer)}
    )

    def on_finished(done: bool, found: dict[str, Any]) -> None:
        made = QgsProject.instance().mapLayer(str(found.get("OUTPUT", ""))) if done else None
        if isinstance(made, QgsVectorLayer):
            take_over(made, level, translate_text(LAYERS[level].label), layer, restyle=True)
            roles.assign(level, made)

    dialog.algorithmFinished.connect(on_finished)
    dialog.show()
    return False


def field_mapping(level: Level, layer: QgsVectorLayer) -> list[dict[str, Any]]:
    """Return the rows of QGIS' table of fields: the role's declared ones, then the layer's others.

    A declared field is taken from the layer's field of that name or of its label; where there
    is none the expression is NULL, for the user to choose: an empty one QGIS would fill with
    the layer's fields one after the other.
    """
    by_word = {word.lower(): field.name() for field in layer.fields() for word in (field.name(), field.alias()) if word}
    rows: list[dict[str, Any]] = []
    used = set()
    for declared in LAYERS[level].fields:
        words = (declared.name, translate_text(declared.label))
        ends = _FIELD_HINTS.get(declared.name, ())
        exact = (by_word[word.lower()] for word in words if word.lower() in by_word)
        alike = (source for word, source in by_word.items() if word.endswith(ends))
        source = next(exact, "") or (next(alike, "") if ends else "")
        used.add(source)
        rows.append(
            {
                "name": declared.name,
                "type": _TYPES[declared.kind],
                "length": declared.width,
                "precision": 0,
                "expression": QgsExpression.quotedColumnRef(source) if source else "NULL",
            }
        )
    taken = {row["name"] for row in rows}
    rows += [
        {
            "name": field.name(),
            "type": field.type(),
            "length": field.length(),
            "precision": field.precision(),
            "expression": QgsExpression.quotedColumnRef(field.name()),
        }
        for field in layer.fields()
        if field.name() not in used and field.name() not in taken
    ]
    return rows


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
    if not layer.isValid():
        text = translate("Mending", "{path} is not a layer that can be read. Choose another file.").format(path=path)
        iface.messageBar().pushMessage(label, text, Qgis.MessageLevel.Critical, 0)
        return False
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
