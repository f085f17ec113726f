"""The plugin class: creates, registers and unloads; knows nothing else."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsApplication, QgsMessageLog
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from yibiao_qgis.model.paths import ICON, RESOURCES

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from yibiao_qgis.gui.dock import YibiaoDock
    from yibiao_qgis.processing.provider import YibiaoProvider


NEEDED_LIBRARIES = ("numpy", "pandas", "shapely", "geopandas", "pyproj", "openpyxl")
"""What QGIS' full Windows installer brings and the plugin stands on."""


class YibiaoPlugin:
    """The plugin as QGIS sees it.

    Parameters
    ----------
    iface : QgisInterface, optional
        The window's interface; None in ``qgis_process``.
    """

    def __init__(self, iface: QgisInterface | None = None) -> None:
        self._iface = iface
        self._provider: YibiaoProvider | None = None
        self._dock: YibiaoDock | None = None
        self._action: QAction | None = None
        self._translator: QTranslator | None = None
        self._install_translator()

    def initProcessing(self) -> None:  # noqa: N802 - QGIS' name
        """Register the algorithms; all that ``qgis_process`` asks for."""
        missing = [name for name in NEEDED_LIBRARIES if find_spec(name) is None]
        if missing:
            self._report_missing(missing)
            return
        from yibiao_qgis.bridge.geos import mixed_geos

        mixed = mixed_geos()
        if mixed is not None:
            self._report_mixed(*mixed)
            return
        from yibiao_qgis.processing.provider import YibiaoProvider

        self._provider = YibiaoProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:  # noqa: N802 - QGIS' name
        """Add the algorithms, the dock and the button that opens it."""
        self.initProcessing()
        if self._provider is None or self._iface is None:
            return
        from yibiao_qgis.gui.dock import YibiaoDock

        self._dock = YibiaoDock(self._iface, self._iface.mainWindow())
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
        self._action = QAction(QIcon(str(ICON)), self.tr("Yibiao"), self._iface.mainWindow())
        self._action.setObjectName("yibiaoDockAction")
        self._action.setToolTip(self.tr("Show or hide the address library's panel"))
        self._dock.setToggleVisibilityAction(self._action)
        self._iface.addToolBarIcon(self._action)
        self._iface.addPluginToMenu(self.tr("Yibiao"), self._action)

    def unload(self) -> None:
        """Undo all that the plugin did."""
        if self._action is not None and self._iface is not None:
            self._iface.removePluginMenu(self.tr("Yibiao"), self._action)
            self._iface.removeToolBarIcon(self._action)
            self._action.deleteLater()
            self._action = None
        if self._dock is not None and self._iface is not None:
            self._dock.disconnect_all()
            self._iface.removeDockWidget(self._dock)
            self._dock.deleteLater()
            self._dock = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None

    def tr(self, text: str) -> str:
        """Translate a text of this class."""
        return str(QCoreApplication.translate("YibiaoPlugin", text))

    def _install_translator(self) -> None:
        # QGIS says zh-Hans, the system zh_CN; there is one Chinese catalogue.
        language = QgsApplication.instance().locale().replace("-", "_")
        if language.split("_")[0] != "zh":
            return
        translator = QTranslator()
        if translator.load(str(RESOURCES / "i18n" / "zh_CN.qm")):
            QCoreApplication.installTranslator(translator)
            self._translator = translator

    def _report_missing(self, missing: list[str]) -> None:
        text = self.tr(
            "These Python libraries are missing: {names}. They come with the full QGIS installer for Windows; "
            "on other systems install them with the package manager and start QGIS again."
        ).format(names=", ".join(missing))
        self._report(text)

    def _report_mixed(self, qgis: str, shapely: str) -> None:
        text = self.tr(
            "The library shapely brings GEOS {shapely} along, QGIS uses GEOS {qgis}; both in one program would damage "
            "geometries. Install shapely from your distribution, or build it: pip install --no-binary shapely shapely"
        ).format(shapely=shapely, qgis=qgis)
        self._report(text)

    def _report(self, text: str) -> None:
        QgsMessageLog.logMessage(text, "Yibiao", Qgis.MessageLevel.Critical)
        if self._iface is not None:
            self._iface.messageBar().pushMessage(self.tr("Yibiao"), text, Qgis.MessageLevel.Critical, 0)
