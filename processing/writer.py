"""An output layer that is being written, and the proof that every row is there."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsProcessingContext,
    QgsVectorLayer,
)
from qgis.PyQt import sip

from yibiao_qgis.bridge import write_error, write_features
from yibiao_qgis.model.feedback import Feedback
from yibiao_qgis.processing.enums import NO_GEOMETRY_FLAG

CHUNK = 2000
"""Rows handed to QGIS at once."""

SIDE_FILES = {
    ".shp": (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj", ".qix", ".shp.xml", ".qmd"),
    ".gpkg": (".gpkg", ".gpkg-wal", ".gpkg-shm", ".gpkg-journal"),
    ".sqlite": (".sqlite", ".sqlite-journal"),
    ".tab": (".tab", ".dat", ".map", ".id", ".ind"),
    ".csv": (".csv", ".csvt", ".prj"),
}
"""Files that a driver writes beside the named one, by its suffix."""


class Writer:
    """An output layer that is being written; closing it makes sure that every row is there.

    Parameters
    ----------
    sink : QgsFeatureSink
        Where the rows go; deleted at the end, as a file is complete only then.
    destination : str
        What Processing finds the layer by.
    shown : str
        Name of the output for messages.
    context : QgsProcessingContext
        Where memory layers live.
    feedback : Feedback
        Cancel.
    """

    def __init__(
        self, sink: QgsFeatureSink, destination: str, shown: str, context: QgsProcessingContext, feedback: Feedback
    ) -> None:
        self.destination = destination
        self.count = 0
        self._sink = sink
        self._shown = shown
        self._context = context
        self._feedback = feedback
        self._chunk: list[QgsFeature] = []

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._flush()
        finally:
            # A traceback would keep the sink, and with it the file, open.
            sip.delete(self._sink)
        if kind is None:
            self._verify()

    def add(self, feature: QgsFeature) -> None:
        """Write a row."""
        self._chunk.append(feature)
        if len(self._chunk) == CHUNK:
            self._flush()

    def _flush(self) -> None:
        self.count += write_features(self._chunk, self._sink, self._shown, feedback=self._feedback)
        self._chunk.clear()

    def _verify(self) -> None:
        """Count what is there: QGIS' file writers do not tell of a commit that failed."""
        layer = self._context.temporaryLayerStore().mapLayer(self.destination)
        if layer is None:
            path = Path(self.destination.split("|")[0])
            if not path.exists():
                if path.suffix.lower() in SIDE_FILES:
                    raise write_error(self._shown)
                # A table of a database server, whose own transaction has told of a failure.
                return
            layer = QgsVectorLayer(self.destination, "written", "ogr")
        if not layer.isValid():
            raise write_error(self._shown)
        request = QgsFeatureRequest().setNoAttributes()
        if layer.providerType() == "memory" or layer.storageType() == "GPKG":
            request.setFlags(NO_GEOMETRY_FLAG)
        found = sum(1 for _ in layer.getFeatures(request))
        # GDAL cannot tell a header line from a row where a sheet holds nothing but text.
        header = 1 if layer.storageType() in ("XLSX", "ODS") else 0
        if not self.count <= found <= self.count + header:
            raise write_error(self._shown, f"{self.count} rows were written, {found} are there")
