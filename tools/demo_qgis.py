"""A QGIS without a window, with the plugin loaded as QGIS loads it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProcessingAlgorithm, QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtCore import QLocale

PLUGINS = "/usr/share/qgis/python/plugins"
"""Where QGIS keeps its own Processing framework."""


class Terminal(QgsProcessingFeedback):
    """Keeps warnings and errors of an algorithm for the terminal."""

    def __init__(self) -> None:
        super().__init__(False)
        self.complaints: list[str] = []

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803 - QGIS' names
        """Keep an error."""
        del fatalError
        self.complaints.append(error)

    def pushWarning(self, warning: str) -> None:  # noqa: N802 - QGIS' name
        """Keep a warning."""
        self.complaints.append(warning)


def start_qgis(config: Path, language: str = "zh_CN") -> QgsApplication:
    """Start QGIS in a profile of its own, with the plugin's algorithms.

    Parameters
    ----------
    config : Path
        Folder of the profile.
    language : str
        Locale in which layers, fields and legends are named.
    """
    config.mkdir(parents=True, exist_ok=True)
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(config)
    application = QgsApplication([], False)
    QgsApplication.setLocale(QLocale(language))
    application.initQgis()
    sys.path.append(PLUGINS)
    from processing.core.Processing import Processing

    Processing.initialize()
    from yibiao_qgis import classFactory

    # The provider lives as long as the plugin does.
    application.yibiao = classFactory(None)
    application.yibiao.initProcessing()
    return application


def algorithms() -> list[QgsProcessingAlgorithm]:
    """Return the plugin's algorithms."""
    provider = QgsApplication.processingRegistry().providerById("yibiao")
    return list(provider.algorithms()) if provider is not None else []


def run_algorithm(algorithm: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """Run an algorithm; a failure ends the program with the algorithm's own words."""
    import processing

    terminal = Terminal()
    try:
        return processing.run(algorithm, parameters, feedback=terminal)
    except QgsProcessingException as error:
        for complaint in terminal.complaints:
            print(f"    {complaint}")
        raise SystemExit(f"demo: {algorithm}: {error}") from error
