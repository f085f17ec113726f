"""The page of Project Properties with the district's settings."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject
from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory, QgsProjectionSelectionWidget
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QWidget

from yibiao_qgis.bridge import project_zone, set_project_zone
from yibiao_qgis.model.paths import ICON


class ProjectPage(QgsOptionsPageWidget):
    """Where the project's Gauss-Krüger zone is chosen, once.

    Parameters
    ----------
    parent : QWidget, optional
        The properties dialog.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = QgsProject.instance()
        self.zone = QgsProjectionSelectionWidget(self)
        self.zone.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.CrsNotSet, True)
        self.zone.setNotSetText(self.tr("From the district's position"))
        chosen = project_zone(self._project)
        self.zone.setCrs(chosen if chosen is not None else QgsCoordinateReferenceSystem())
        hint = QLabel(
            self.tr(
                "Distances and areas are measured in this zone. A project has one zone, "
                "also where the district reaches across a zone's border."
            ),
            self,
        )
        hint.setWordWrap(True)
        layout = QFormLayout(self)
        layout.addRow(self.tr("Gauss-Krüger zone"), self.zone)
        layout.addRow(hint)

    def apply(self) -> None:
        """Keep the choice in the project."""
        set_project_zone(self._project, self.zone.crs())


class ProjectPageFactory(QgsOptionsWidgetFactory):
    """Makes the page when Project Properties opens."""

    PAGE = "yibiaoProjectPage"

    def __init__(self) -> None:
        super().__init__("Yibiao", QIcon())
        self.setTitle(QgsApplication.translate("ProjectPageFactory", "Yibiao"))

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(ICON))

    def createWidget(self, parent: QWidget | None = None) -> ProjectPage:  # noqa: N802 - QGIS' name
        """Return a new page."""
        page = ProjectPage(parent)
        page.setObjectName(self.PAGE)
        return page
