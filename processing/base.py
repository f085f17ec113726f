"""What all algorithms share: their face in Processing, checks, errors, summary."""

from __future__ import annotations

import traceback
from enum import Enum
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtGui import QIcon

from yibiao_qgis.bridge import help_url, translate, translate_text
from yibiao_qgis.model.errors import Canceled, YibiaoError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.paths import ICON
from yibiao_qgis.processing import checks, destinations
from yibiao_qgis.processing.declaring import Declaring, words
from yibiao_qgis.processing.outputs import Outputs
from yibiao_qgis.processing.run import Run

PROVIDER_ID = "yibiao"
SUMMARY = "SUMMARY"
RESULT = "RESULT"


class Group(Enum):
    """Groups of the toolbox; the value is the group's id."""

    BOUNDARIES = "boundaries"
    PLATES = "platesandcodes"
    ADDRESSES = "addresses"
    STORE = "store"


GROUP_TITLES = {
    Group.BOUNDARIES: QT_TRANSLATE_NOOP("Yibiao", "Boundaries"),
    Group.PLATES: QT_TRANSLATE_NOOP("Yibiao", "Plates and codes"),
    Group.ADDRESSES: QT_TRANSLATE_NOOP("Yibiao", "Addresses"),
    Group.STORE: QT_TRANSLATE_NOOP("Yibiao", "Central store"),
}


class YibiaoAlgorithm(Declaring, QgsProcessingAlgorithm):
    """Base of all algorithms.

    A subclass names itself, declares its parameters in :meth:`declare` and works in
    :meth:`work`. Everything before (checks that name the fault and the way out) and after
    (errors in words, no half-written output, the written summary) happens here.
    """

    ID = ""
    TITLE = ""
    GROUP = Group.STORE
    ABOUT = ""

    # What a subclass writes

    def declare(self) -> None:
        """Add the parameters and outputs, with the ``add_...`` methods."""
        raise NotImplementedError

    def work(self, run: Run) -> None:
        """Do the work: read through `run`, write through `run`."""
        raise NotImplementedError

    def fault(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Message | None:
        """Return what else is wrong with the parameters; subclasses add their own checks."""
        del parameters, context
        return None

    # QGIS' side

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS' name
        """Declare parameters and outputs."""
        del configuration
        self.declare()
        self.add_file_output(
            SUMMARY,
            words("Yibiao", "Summary"),
            words(
                "Yibiao",
                "A JSON file with what was read, written, found and left for review, and the same in words. "
                "The words also appear in the log.",
            ),
            words("Yibiao", "JSON files") + " (*.json)",
            optional=True,
        )
        self.addOutput(QgsProcessingOutputString(RESULT, words("Yibiao", "Result in one sentence")))

    def name(self) -> str:
        """Return the id, which never changes."""
        return self.ID

    def displayName(self) -> str:  # noqa: N802 - QGIS' name
        """Return the title in the user's language."""
        return translate_text(self.TITLE)

    def group(self) -> str:
        """Return the group's title in the user's language."""
        return translate_text(GROUP_TITLES[self.GROUP])

    def groupId(self) -> str:  # noqa: N802 - QGIS' name
        """Return the group's id."""
        return self.GROUP.value

    def shortHelpString(self) -> str:  # noqa: N802 - QGIS' name
        """Return what the algorithm does, in the user's language."""
        return translate_text(self.ABOUT)

    def shortDescription(self) -> str:  # noqa: N802 - QGIS' name
        """Return the first sentence of the help, for the tool tip."""
        return self.shortHelpString().replace("。", ". ").split(". ")[0].strip(" .")

    def helpUrl(self) -> str:  # noqa: N802 - QGIS' name
        """Return the offline page of the guide."""
        return help_url(self.ID)

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:  # noqa: N802 - QGIS' name
        """Return where the icon lies."""
        return str(ICON)

    def createInstance(self) -> YibiaoAlgorithm:  # noqa: N802 - QGIS' name
        """Return a fresh algorithm of the same class."""
        return type(self)()

    def checkParameterValues(  # noqa: N802 - QGIS' name
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Check everything that can be known before the start."""
        found = self._first_fault(parameters, context)
        if found is not None:
            return False, translate(found)
        checked: tuple[bool, str] = super().checkParameterValues(parameters, context)
        return checked

    def processAlgorithm(  # noqa: N802 - QGIS' name
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the work; on a fault or a cancel nothing of its outputs stays."""
        outputs = Outputs(self, parameters, context)
        try:
            # A model starts its children without asking them to check.
            found = self._first_fault(parameters, context)
            if found is not None:
                raise QgsProcessingException(translate(found))
            run = Run(self, parameters, context, feedback, outputs)
            self.work(run)
            return run.finish(SUMMARY, RESULT)
        except Canceled:
            outputs.undo()
            feedback.pushInfo(words("Yibiao", "Canceled; nothing was written."))
            return {}
        except YibiaoError as error:
            outputs.undo()
            if error.detail:
                QgsMessageLog.logMessage(f"{error.code}: {error.detail}", "Yibiao", Qgis.MessageLevel.Info)
                feedback.pushDebugInfo(f"{error.code}: {error.detail}")
            raise QgsProcessingException(translate(error.message)) from error
        except QgsProcessingException:
            outputs.undo()
            raise
        except Exception as error:
            outputs.undo()
            feedback.pushDebugInfo(traceback.format_exc())
            QgsMessageLog.logMessage(traceback.format_exc(), "Yibiao", Qgis.MessageLevel.Info)
            raise QgsProcessingException(translate(_unexpected(self.displayName(), error))) from error

    def _first_fault(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Message | None:
        for spec in self.layers.values():
            found = checks.layer_fault(spec, self, parameters, context)
            if found is not None:
                return found
        for name, label, optional in self.file_inputs:
            found = checks.input_file_fault(self.parameterAsFile(parameters, name, context), label, optional)
            if found is not None:
                return found
        for name, layer, optional in self.field_inputs:
            found = self._field_fault(name, layer, optional, parameters, context)
            if found is not None:
                return found
        for definition in self.destinationParameterDefinitions():
            found = self._destination_fault(definition, parameters, context)
            if found is not None:
                return found
        return destinations.same_destination(self, parameters, context) or self.fault(parameters, context)

    def _field_fault(
        self, name: str, layer: str, optional: bool, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Message | None:
        source = self.parameterAsSource(parameters, layer, context)
        if source is None:
            return None
        given = parameters.get(name) is not None
        chosen = [text for text in self.parameterAsStrings(parameters, name, context) if text]
        missing = [text for text in chosen if source.fields().lookupField(text) < 0]
        if missing and (given or not optional):
            return checks.missing_fields(source, missing, self.parameterDefinition(name).description())
        return None

    def _destination_fault(
        self, definition: QgsProcessingParameterDefinition, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Message | None:
        path = destinations.destination_path(parameters.get(definition.name()), context)
        if path is None:
            return None
        if definition.name() in self.folder_outputs:
            return destinations.folder_fault(path if path.exists() else path.parent)
        found = destinations.folder_fault(path.absolute().parent)
        if found is not None:
            return found
        return destinations.overwritten_input(
            parameters.get(definition.name()), list(self.layers.values()), self, parameters, context
        )


def _unexpected(title: str, error: Exception) -> Message:
    if isinstance(error, OSError):
        where = Path(error.filename).name if isinstance(error.filename, str) else ""
        return Message(
            "stopped-by-system",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "{title} stopped: {reason} {file}. Nothing was written. Check the disk and your rights, and run again.",
            ),
            {"title": title, "reason": error.strerror or error, "file": where},
        )
    if isinstance(error, MemoryError):
        return Message(
            "out-of-memory",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "{title} ran out of memory. Nothing was written. Close other programs, or work on a part of the layer.",
            ),
            {"title": title},
        )
    return Message(
        "own-fault",
        QT_TRANSLATE_NOOP(
            "Yibiao",
            "{title} met a fault of its own ({kind}: {text}). Nothing was written. "
            "Please report it with the log of the panel Yibiao in Log Messages.",
        ),
        {"title": title, "kind": type(error).__name__, "text": error},
    )
