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


def choose_table(iface: QgisInterface) -> QgsVectorLayer | None:
    """Let the user choose a table's file and bring it into the project.

    As a layer its columns can be chosen from in the algorithm's dialog, which a bare
    file name does not allow.

    Returns
    -------
    QgsVectorLayer or None
        None when the user chose none: a table of the project is chosen in the dialog then.
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
    try:
        layer = bridge.open_table(path)
    except YibiaoError as error:
        title = translate("Tables", "Table not opened")
        iface.messageBar().pushMessage(title, bridge.translate(error.message), Qgis.MessageLevel.Critical, 0)
        return None
    QgsProject.instance().addMapLayer(layer)
    return layer
