"""One run of an algorithm: its inputs as frames, its outputs, its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
)

from yibiao_qgis.bridge import QgisFeedback, metre_crs, own_fields, read_frame, translate, unchecked
from yibiao_qgis.model.feedback import Feedback, StepFeedback
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.processing.checks import is_given
from yibiao_qgis.processing.dressing import Dresser
from yibiao_qgis.processing.outputs import Outputs
from yibiao_qgis.processing.rows import Extension
from yibiao_qgis.processing.summary import Summary

if TYPE_CHECKING:
    from yibiao_qgis.processing.base import YibiaoAlgorithm

PROGRESS_ROWS = 1000
"""Rows written between two steps of the progress bar."""


class Run:
    """What an algorithm's work reads from and writes to.

    Parameters
    ----------
    algorithm : YibiaoAlgorithm
        The algorithm that runs.
    parameters : dict
        Its parameters.
    context : QgsProcessingContext
        Project, transforms, memory layers.
    feedback : QgsProcessingFeedback
        Progress, cancel and log.
    outputs : Outputs
        Where everything is written.
    """

    def __init__(
        self,
        algorithm: YibiaoAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._feedback = feedback
        self.context = context
        self.outputs = outputs
        self.feedback = QgisFeedback(feedback)
        self.summary = Summary(algorithm.id())
        self.results: dict[str, Any] = {}
        self._sources: dict[str, QgsProcessingFeatureSource | None] = {}
        self._metres: QgsCoordinateReferenceSystem | None = None

    # Inputs

    def source(self, name: str) -> QgsProcessingFeatureSource | None:
        """Return the layer of a parameter; None when it is left out, or optional and empty."""
        if name not in self._sources:
            source = None
            if is_given(self._parameters.get(name)):
                source = self._algorithm.parameterAsSource(self._parameters, name, self.context)
            spec = self._algorithm.layers[name]
            if source is not None and spec.optional and source.featureCount() == 0:
                self.warn(
                    Message(
                        "layer-left-out",
                        QT_TRANSLATE_NOOP("Yibiao", "The layer {layer}, given for {parameter}, is empty and left out."),
                        {"layer": source.sourceName(), "parameter": spec.label},
                    )
                )
                source = None
            if source is not None:
                unchecked(source)
                self.summary.read(name, int(source.featureCount()))
            self._sources[name] = source
        return self._sources[name]

    def needed(self, name: str) -> QgsProcessingFeatureSource:
        """Return the layer of a parameter that must be there; the checks have seen to it."""
        source = self.source(name)
        if source is None:
            raise LookupError(name)
        return source

    def frame(
        self,
        name: str,
        *,
        fields: Mapping[str, str] | None = None,
        crs: QgsCoordinateReferenceSystem | None = None,
        feedback: Feedback | None = None,
    ) -> Any:
        """Return a layer as a frame in metres, or in `crs`; None when it is left out.

        Parameters
        ----------
        name : str
            The layer's parameter.
        fields : mapping, optional
            Frame's column to layer's field; the declared fields of the layer's level when
            left out, all fields for a layer without level.
        crs : QgsCoordinateReferenceSystem, optional
            Other than the zone.
        feedback : Feedback, optional
            The reading's share of the progress.
        """
        source = self.source(name)
        if source is None:
            return None
        level = self._algorithm.layers[name].level
        if fields is None and level is not None:
            fields = own_fields(source, level)
        return read_frame(
            source,
            crs=crs if crs is not None else self.metres,
            transform_context=self.context.transformContext(),
            fields=fields,
            feedback=feedback or self.feedback,
        )

    @property
    def metres(self) -> QgsCoordinateReferenceSystem:
        """The zone in which this run measures: the project's, else that of all its layers together."""
        if self._metres is None:
            sources = [self.source(name) for name in self._algorithm.layers]
            self._metres = metre_crs(
                [
                    (one.sourceExtent(), one.sourceCrs())
                    for one in sources
                    if one is not None and one.sourceCrs().isValid()
                ],
                self.context.project(),
                self.context.transformContext(),
            )
        return self._metres

    def text(self, name: str) -> str:
        """Return a text parameter without blanks around it."""
        return str(self._algorithm.parameterAsString(self._parameters, name, self.context)).strip()

    def field(self, name: str, layer: str) -> str | None:
        """Return the chosen field of a layer; None when none is chosen, or the default is not there.

        A field that is given as empty was cleared by the user: QGIS itself would take the default again.
        """
        if name in self._parameters and not self._parameters[name]:
            return None
        source = self.source(layer)
        chosen = next(iter(self.texts(name)), "")
        if source is None or source.fields().lookupField(chosen) < 0:
            return None
        return chosen

    def texts(self, name: str) -> list[str]:
        """Return a parameter of several texts."""
        return list(self._algorithm.parameterAsStrings(self._parameters, name, self.context))

    def number(self, name: str) -> float:
        """Return a number parameter."""
        return float(self._algorithm.parameterAsDouble(self._parameters, name, self.context))

    def flag(self, name: str) -> bool:
        """Return a yes-or-no parameter."""
        return bool(self._algorithm.parameterAsBool(self._parameters, name, self.context))

    def choice(self, name: str) -> int:
        """Return the number of the chosen option."""
        return int(self._algorithm.parameterAsEnum(self._parameters, name, self.context))

    def choices(self, name: str) -> list[int]:
        """Return the numbers of the chosen options."""
        return list(self._algorithm.parameterAsEnums(self._parameters, name, self.context))

    def file(self, name: str) -> Path | None:
        """Return a file parameter, None when it is left out."""
        text = self._algorithm.parameterAsFile(self._parameters, name, self.context)
        return Path(text) if text else None

    def needed_file(self, name: str) -> Path:
        """Return a file parameter that must be there; the checks have seen to it."""
        path = self.file(name)
        if path is None:
            raise LookupError(name)
        return path

    # Outputs and words

    def destination(self, name: str) -> Path:
        """Return the path of a file or folder that the work writes itself."""
        return Path(self._algorithm.parameterAsFileOutput(self._parameters, name, self.context))

    def step(self, start: float, end: float) -> StepFeedback:
        """Return the feedback of a step that takes a share of the whole, in percent."""
        return StepFeedback(self.feedback, start, end)

    def write(
        self,
        name: str,
        rows: Iterable[QgsFeature],
        fields: QgsFields,
        wkb_type: Any,
        crs: QgsCoordinateReferenceSystem | None = None,
        *,
        total: int = 0,
        feedback: Feedback | None = None,
        style: str = "",
        level: Level | None = None,
    ) -> None:
        """Write rows to an output layer, if it is wanted; `style` and `level` say how it is shown."""
        feedback = feedback or self.feedback
        with self.open(name, fields, wkb_type, crs, feedback=feedback, style=style, level=level) as add:
            if add is None:
                return
            for number, row in enumerate(rows):
                add(row)
                if total and number % PROGRESS_ROWS == 0:
                    feedback.set_progress(min(100.0, 100.0 * number / total))

    def extend(
        self, name: str, extension: Extension, *, feedback: Feedback, style: str = "", level: Level | None = None
    ) -> None:
        """Write an input's rows with what is laid over them, as :meth:`write` does."""
        self.write(
            name,
            extension.features(),
            extension.fields,
            extension.wkb_type,
            extension.crs,
            total=len(extension),
            feedback=feedback,
            style=style,
            level=level,
        )

    @contextmanager
    def open(
        self,
        name: str,
        fields: QgsFields,
        wkb_type: Any,
        crs: QgsCoordinateReferenceSystem | None = None,
        *,
        feedback: Feedback | None = None,
        style: str = "",
        level: Level | None = None,
    ) -> Iterator[Callable[[QgsFeature], None] | None]:
        """Open an output layer; yields the function that writes a row, None where it is not wanted."""
        system = crs if crs is not None else QgsCoordinateReferenceSystem()
        writer = self.outputs.open(name, fields, wkb_type, system, feedback or self.feedback)
        if writer is None:
            yield None
            return
        with writer:
            yield writer.add
        self.summary.wrote(name, writer.count)
        self.results[name] = writer.destination
        if self.context.willLoadLayerOnCompletion(writer.destination):
            details = self.context.layerToLoadOnCompletionDetails(writer.destination)
            details.setPostProcessor(Dresser(style, level))

    def count(self, name: str, value: Any) -> None:
        """Set a declared figure or answer of the result."""
        self.results[name] = value
        self.summary.count(name, value)

    def say(self, message: Message) -> None:
        """Add a sentence to the summary; the first one is the result in one line."""
        self.summary.line(translate(message))

    def say_example(self, count: int, reason: Message) -> None:
        """Add a sentence for the rows of one reason, of which `reason` is the first."""
        self.say(
            Message(
                "count-of-reason-example",
                QT_TRANSLATE_NOOP("Yibiao", "{count:,} × such as: {reason}"),
                {"count": count, "reason": reason},
            )
        )

    def warn(self, message: Message) -> None:
        """Tell of something that the user should know but that does not stop the run."""
        self._feedback.pushWarning(translate(message))

    def report(self, message: Message) -> None:
        """Show a sentence as an error that does not stop the run."""
        self._feedback.reportError(translate(message), False)

    def finish(self, summary: str, result: str) -> dict[str, Any]:
        """Write the summary, let all outputs appear and return them."""
        for line in self.summary.lines():
            self._feedback.pushInfo(line)
        written = self.outputs.write_text(summary, self.summary.as_json())
        if written is not None:
            self.results[summary] = written
        self.results[result] = self.summary.result()
        self.outputs.finish()
        return self.results
