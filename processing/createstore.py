"""Algorithm ``createstore``: a new, empty store for a district."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext

from yibiao_qgis.model.layers import COUNTY_CODE
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm
from yibiao_qgis.processing.declaring import words
from yibiao_qgis.processing.run import Run


class CreateStore(YibiaoAlgorithm):
    """Make the store's file with its tables."""

    ID = "createstore"
    TITLE = QT_TRANSLATE_NOOP("Yibiao", "Create address store")
    GROUP = Group.STORE
    ABOUT = QT_TRANSLATE_NOOP(
        "Yibiao",
        "Makes a new, empty store: a GeoPackage with the layers of the district, their constraints and the history of "
        "all changes. A file that is already there is never replaced. The store belongs on a disk of this computer: "
        "network drives lose locks.",
    )

    STORE = "STORE"
    DISTRICT_CODE = "DISTRICT_CODE"
    DISTRICT_NAME = "DISTRICT_NAME"

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_text(
            self.DISTRICT_CODE,
            words("Yibiao", "District code"),
            words("Yibiao", "Code of the county or district by GB/T 2260, 6 digits: 500116 for 江津区."),
        )
        self.add_text(
            self.DISTRICT_NAME,
            words("Yibiao", "District name"),
            words("Yibiao", "Name of the county or district: 江津区."),
        )
        self.add_file_output(
            self.STORE,
            words("Yibiao", "Store"),
            words("Yibiao", "The new GeoPackage file."),
            words("Yibiao", "GeoPackage files") + " (*.gpkg)",
        )

    def fault(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Message | None:
        """Check the district, and that nothing would be replaced."""
        code = self.parameterAsString(parameters, self.DISTRICT_CODE, context).strip()
        if not re.fullmatch(COUNTY_CODE, code):
            return Message(
                "district-code-wrong",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    'The district code "{code}" is not a code of a county. Enter its 6 digits by GB/T 2260, as 500116.',
                ),
                {"code": code},
            )
        if not self.parameterAsString(parameters, self.DISTRICT_NAME, context).strip():
            return Message(
                "district-name-missing",
                QT_TRANSLATE_NOOP("Yibiao", "The district has no name. Enter it, as 江津区."),
            )
        return None

    def work(self, run: Run) -> None:
        """Create the store."""
        from yibiao_qgis.store import create_store

        path = run.destination(self.STORE)
        code, name = run.text(self.DISTRICT_CODE), run.text(self.DISTRICT_NAME)
        create_store(path, district_code=code, district_name=name)
        run.outputs.adopt(Path(path))
        run.results[self.STORE] = str(path)
        run.say(
            Message(
                "store-created",
                QT_TRANSLATE_NOOP("Yibiao", "Empty store for {name} ({code}) in {file}"),
                {"name": name, "code": code, "file": path.name},
            )
        )
