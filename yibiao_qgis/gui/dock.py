"""The dock "Yibiao" (一标三实): a frame with one tab bar; each page is a class of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QHBoxLayout, QTabWidget, QToolButton, QWidget

from yibiao_qgis.bridge import help_url
from yibiao_qgis.gui.overview_page import OverviewPage
from yibiao_qgis.gui.project_page import ProjectPageFactory
from yibiao_qgis.gui.roles import Roles

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class YibiaoDock(QgsDockWidget):
    """The frame: tab bar, project settings, help.

    Parameters
    ----------
    iface : QgisInterface
        The window's interface, handed on to the pages.
    parent : QWidget
        The main window.
    """

    def __init__(self, iface: QgisInterface, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("YibiaoDock")
        self.setWindowTitle(self.tr("Yibiao"))
        self._iface = iface
        self._roles = Roles(QgsProject.instance(), self)
        self._project_page = ProjectPageFactory()
        iface.registerProjectPropertiesWidgetFactory(self._project_page)

        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.overview = OverviewPage(iface, self._roles, self)
        self.tabs.addTab(self.overview, self.tr("Overview"))
        self.tabs.setCornerWidget(self._corner())
        self.tabs.setMinimumWidth(320)
        self.setWidget(self.tabs)

    def disconnect_all(self) -> None:
        """Undo what reaches beyond the dock."""
        self.overview.disconnect_all()
        self._roles.disconnect_all()
        self._iface.unregisterProjectPropertiesWidgetFactory(self._project_page)

    def _corner(self) -> QWidget:
        corner = QWidget(self)
        layout = QHBoxLayout(corner)
        layout.setContentsMargins(0, 0, 2, 0)
        layout.setSpacing(0)
        self.settings_button = self._tool("/propertyicons/settings.svg", self.tr("Project settings of the district"))
        self.settings_button.clicked.connect(self._open_settings)
        self.help_button = self._tool("/mActionHelpContents.svg", self.tr("User guide"))
        self.help_button.clicked.connect(self._open_help)
        layout.addWidget(self.settings_button)
        layout.addWidget(self.help_button)
        return corner

    def _tool(self, icon: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIcon(QgsApplication.getThemeIcon(icon))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _open_settings(self) -> None:
        # QGIS finds a page by the name of its widget in the stack, which is the factory's title.
        self._iface.showProjectPropertiesDialog(self._project_page.title())

    def _open_help(self) -> None:
        QDesktopServices.openUrl(QUrl(help_url("overview")))
