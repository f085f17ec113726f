"""The provider: the plugin's algorithms in QGIS' toolbox, models and ``qgis_process``."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from yibiao_qgis.model.paths import ICON
from yibiao_qgis.processing.base import PROVIDER_ID
from yibiao_qgis.processing.declaring import words


class YibiaoProvider(QgsProcessingProvider):
    """Provider of all algorithms."""

    def id(self) -> str:
        """Return the id, which never changes."""
        return PROVIDER_ID

    def name(self) -> str:
        """Return the name in the user's language."""
        return str(words("Yibiao", "Yibiao"))

    def longName(self) -> str:  # noqa: N802 - QGIS' name
        """Return the name with what it is for."""
        return str(words("Yibiao", "Yibiao (address library of a district)"))

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:  # noqa: N802 - QGIS' name
        """Return where the icon lies."""
        return str(ICON)

    def loadAlgorithms(self) -> None:  # noqa: N802 - QGIS' name
        """Add every algorithm."""
        from yibiao_qgis.processing import algorithms

        for algorithm in algorithms.ALL:
            self.addAlgorithm(algorithm())
