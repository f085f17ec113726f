"""What a scenario has in hand; runs inside QGIS."""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from time import monotonic

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QWidget
from qgis.utils import iface, plugins

SIZE = (1440, 900)


class Session:
    """A running QGIS with the plugin in it."""

    def __init__(self) -> None:
        self.iface = iface
        self.values: dict = {}
        self.log: list[str] = []
        self.tmp = Path(os.environ["YIBIAO_TMP"])
        QgsApplication.messageLog().messageReceived.connect(self._on_message)
        # QGIS would show a dialog, and wait.
        sys.excepthook = lambda *error: self.log.append("".join(traceback.format_exception(*error)))

    @property
    def plugin(self):
        """The plugin's own object."""
        return plugins["yibiao_qgis"]

    def _on_message(self, text: str, tag: str, level: Qgis.MessageLevel) -> None:
        ours = tag == "Yibiao" or "yibiao" in text.lower()
        if level in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical) and (ours or tag == "Python error"):
            self.log.append(f"{tag}: {text}")

    def wait(self, condition, seconds: float = 30, what: str = "") -> None:
        """Let QGIS work until the condition holds; fail when it does not in time."""
        end = monotonic() + seconds
        while not condition():
            if monotonic() > end:
                raise AssertionError(f"not in {seconds} s: {what or condition}")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            QTest.qWait(20)

    def pause(self, milliseconds: int = 300) -> None:
        """Let QGIS draw."""
        QTest.qWait(milliseconds)

    def settle(self) -> None:
        """Wait until the map is drawn."""
        canvas = self.iface.mapCanvas()
        canvas.refresh()
        self.pause(200)
        self.wait(lambda: not canvas.isDrawing(), 60, "map drawn")
        self.pause(200)

    def shot(self, name: str, widget: QWidget | None = None) -> None:
        """Keep a picture of the window, or of one widget."""
        path = Path(os.environ["YIBIAO_SCREENSHOTS"]) / f"{name}-{os.environ['YIBIAO_LABEL']}.png"
        (widget or self.iface.mainWindow()).grab().save(str(path))

    def dialogs(self) -> list[QDialog]:
        """Return the dialogs that are open."""
        return [
            widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()
        ]


def start(scenario: str) -> None:
    """Run the scenario once QGIS is up, report and leave."""
    session = Session()

    def run() -> None:
        error = ""
        window = iface.mainWindow()
        window.showNormal()
        window.resize(*SIZE)
        try:
            session.pause(800)
            importlib.import_module(f"scenarios.{scenario}").run(session)
        except BaseException:
            error = traceback.format_exc()
            session.shot(f"failed-{scenario}")
        report = {"values": session.values, "error": error, "log": session.log}
        Path(os.environ["YIBIAO_RESULT"]).write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
        for dialog in session.dialogs():
            dialog.reject()
        # QGIS would ask about unsaved changes and about layers in the test's temporary folder.
        QgsProject.instance().clear()
        QgsProject.instance().setDirty(False)
        sys.stdout.flush()
        QTimer.singleShot(0, iface.actionExit().trigger)

    QTimer.singleShot(500, run)
