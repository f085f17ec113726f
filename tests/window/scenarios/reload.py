"""Load, unload, load again: nothing stays behind, nothing is missing afterwards."""

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QAction, QDockWidget
from qgis.utils import loadPlugin, startPlugin, unloadPlugin


def traces(session):
    window = session.iface.mainWindow()
    return {
        "docks": len([dock for dock in window.findChildren(QDockWidget) if dock.objectName() == "YibiaoDock"]),
        "actions": len(
            [action for action in window.findChildren(QAction) if action.objectName() == "yibiaoDockAction"]
        ),
        "provider": QgsApplication.processingRegistry().providerById("yibiao") is not None,
    }


def run(session):
    session.values["before"] = traces(session)
    for _ in range(2):
        assert unloadPlugin("yibiao_qgis")
        session.pause()
        session.values["left"] = traces(session)
        assert loadPlugin("yibiao_qgis")
        assert startPlugin("yibiao_qgis")
        session.pause()
    session.values["after"] = traces(session)
    session.shot("reloaded")
