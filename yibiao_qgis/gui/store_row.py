"""The line of the overview that says which central store the project works with."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from yibiao_qgis.gui.roles import SCOPE
from yibiao_qgis.gui.steps import STORE_KEY, store_path


class StoreRow(QWidget):
    """Name of the store's file and a button that chooses another.

    Parameters
    ----------
    parent : QWidget
        The page.
    """

    chosen = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("store")
        self._mark = QLabel(self)
        self._mark.setPixmap(QgsApplication.getThemeIcon("/mIconWarning.svg").pixmap(14, 14))
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.button = QPushButton(self.tr("Choose…"), self)
        self.button.setToolTip(self.tr("Chooses a store that was already made, for instance by the administrator"))
        self.button.setAccessibleName(self.tr("Choose the central store"))
        self.button.clicked.connect(self._choose)
        layout = QGridLayout(self)
        layout.setContentsMargins(4, 1, 4, 4)
        layout.addWidget(self._mark, 0, 0)
        layout.addWidget(self.text, 0, 1)
        layout.addWidget(self.button, 0, 2)
        layout.setColumnStretch(1, 1)

    def refresh(self) -> None:
        """Show the project's store as it is now."""
        path = store_path()
        is_lost = bool(path) and not Path(path).is_file()
        self._mark.setVisible(is_lost)
        if is_lost:
            self.text.setText(self.tr("The store {name} was moved or deleted.").format(name=Path(path).name))
        elif path:
            self.text.setText(Path(path).name)
        else:
            self.text.setText(self.tr("No store yet: create one above, or choose one."))
        self.text.setToolTip(path)

    def _choose(self) -> None:
        folder = str(Path(store_path()).parent) if store_path() else QgsProject.instance().homePath()
        path, _ = QFileDialog.getOpenFileName(
            self.window(),
            self.tr("Which file is the central store?"),
            folder,
            self.tr("Central store ({patterns})").format(patterns="*.gpkg"),
        )
        if path:
            QgsProject.instance().writeEntry(SCOPE, STORE_KEY, path)
            self.chosen.emit()
