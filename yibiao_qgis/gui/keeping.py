"""Layers of roles that live in memory only: said in time, and saved to one file."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from yibiao_qgis.gui.roles import ROLES, Roles
from yibiao_qgis.model.levels import Level


class KeepingRow(QWidget):
    """Says how many layers would be lost with the project, and saves them.

    Parameters
    ----------
    roles : Roles
        The project's roles.
    parent : QWidget
        The page.
    """

    kept = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, roles: Roles, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keeping")
        self._roles = roles
        mark = QLabel(self)
        mark.setPixmap(QgsApplication.getThemeIcon("/mIndicatorMemory.svg").pixmap(14, 14))
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.button = QPushButton(self.tr("Save…"), self)
        self.button.setToolTip(self.tr("Writes these layers to one GeoPackage; they keep their roles"))
        self.button.setAccessibleName(self.tr("Save temporary layers"))
        self.button.clicked.connect(self._save)
        layout = QGridLayout(self)
        layout.setContentsMargins(4, 1, 4, 4)
        layout.addWidget(mark, 0, 0)
        layout.addWidget(self.text, 0, 1)
        layout.addWidget(self.button, 0, 2)
        layout.setColumnStretch(1, 1)

    def temporary(self) -> dict[Level, QgsVectorLayer]:
        """Return the layers that play a role and live in memory only."""
        found = {level: self._roles.layer(level) for level in ROLES}
        return {
            level: layer
            for level, layer in found.items()
            if layer is not None and layer.isTemporary() and layer.featureCount() > 0
        }

    def refresh(self) -> None:
        """Show whether something would be lost."""
        count = len(self.temporary())
        self.setVisible(count > 0)
        self.text.setText(self.tr("Temporary layers: {n}. They are lost when the project closes.").format(n=count))

    def _save(self) -> None:
        folder = QgsProject.instance().homePath()
        path, _ = QFileDialog.getSaveFileName(
            self.window(),
            self.tr("Save temporary layers to"),
            str(Path(folder) / "yibiao-layers.gpkg"),
            self.tr("GeoPackage ({patterns})").format(patterns="*.gpkg"),
            "",
            # The file gets more layers; none but those of the same name are replaced.
            QFileDialog.Option.DontConfirmOverwrite,
        )
        if not path:
            return
        path = path if path.lower().endswith(".gpkg") else f"{path}.gpkg"
        for level, layer in self.temporary().items():
            if not self._save_layer(layer, path, level.value):
                break
        else:
            self.kept.emit(path)

    def _save_layer(self, layer: QgsVectorLayer, path: str, name: str) -> bool:
        """Write one layer and let it read from the file from now on."""
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.fileEncoding = "UTF-8"
        options.layerName = free_layer(path, name)
        if Path(path).exists():
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        context = QgsProject.instance().transformContext()
        written = QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, context, options)
        if written[0] != QgsVectorFileWriter.WriterError.NoError:
            text = self.tr("{layer} could not be saved to {path}: {reason}")
            self.failed.emit(text.format(layer=layer.name(), path=path, reason=written[1]))
            return False
        layer.setDataSource(f"{path}|layername={options.layerName}", layer.name(), "ogr")
        return True


def free_layer(path: str, name: str) -> str:
    """Return `name`, with a number behind it when the file has such a layer already.

    Layers of an earlier run may be in use in this project or another.
    """
    if not Path(path).exists():
        return name
    from qgis.core import QgsProviderRegistry

    taken = {found.name() for found in QgsProviderRegistry.instance().querySublayers(path)}
    number = 2
    wanted = name
    while wanted in taken:
        wanted, number = f"{name}_{number}", number + 1
    return wanted
