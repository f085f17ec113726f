"""The choice of an office's table: a file that comes into the project as a layer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog

from yibiao_qgis import bridge
from yibiao_qgis.model.errors import YibiaoError

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

translate = QCoreApplication.translate

LAST_FOLDER = "yibiao/tables/folder"
"""Setting of the user: where the last table was found."""

FILE_PROPERTY = "yibiao/table"
"""Custom property of a layer: the table's file that it was opened from."""


def choose_table(iface: QgisInterface) -> QgsVectorLayer | None:
    """Let the user choose a table's file and bring it into the project.

    As a layer its columns can be chosen from in the algorithm's dialog, which a bare
    file name does not allow.

    Returns
    -------
    QgsVectorLayer or None
        None when the user chose none, or a file that is no table, which the message bar says.
    """
    folder = QgsSettings().value(LAST_FOLDER, "", type=str)
    path, _ = QFileDialog.getOpenFileName(
        iface.mainWindow(),
        translate("Tables", "Which table is to be matched?"),
        folder,
        translate("Tables", "Tables ({patterns})").format(patterns="*.csv *.txt *.tsv *.xlsx *.ods"),
    )
    if not path:
        return None
    QgsSettings().setValue(LAST_FOLDER, str(Path(path).parent))
    present = _present(path)
    if present is not None:
        return present
    try:
        layer = bridge.open_table(path)
    except YibiaoError as error:
        title = translate("Tables", "Table not opened")
        iface.messageBar().pushMessage(title, bridge.translate(error.message), Qgis.MessageLevel.Critical, 0)
        return None
    layer.setCustomProperty(FILE_PROPERTY, _stamp(path))
    QgsProject.instance().addMapLayer(layer)
    return layer


def _present(path: str) -> QgsVectorLayer | None:
    """Return the project's layer of the same file, unless the file has changed since."""
    stamp = _stamp(path)
    for layer in QgsProject.instance().mapLayers().values() if stamp else ():
        is_table = isinstance(layer, QgsVectorLayer) and layer.isValid() and layer.featureCount() > 0
        if is_table and layer.customProperty(FILE_PROPERTY, "") == stamp:
            return layer
    return None


def _stamp(path: str) -> str:
    try:
        return f"{Path(path).absolute()} {Path(path).stat().st_mtime_ns}"
    except OSError:
        return ""
