"""Input rows that go on into an output untouched, with columns added or geometry replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureSource,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsWkbTypes,
)

from yibiao_qgis.bridge import join_fields, variant

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


class Extension:
    """Columns and geometry that are laid over a source's rows.

    Parameters
    ----------
    source : QgsFeatureSource
        Where the rows come from; all its attributes pass untouched, save those that are
        replaced by a column of the same name.
    fields : sequence of QgsField
        The columns.
    frame : DataFrame
        Values of the columns; index: feature ids. A row that is not in it is left out.
    """

    def __init__(self, source: QgsFeatureSource, fields: Sequence[QgsField], frame: pd.DataFrame) -> None:
        self._source = source
        self.fields: QgsFields = join_fields(source.fields(), fields)
        self._places = [self.fields.lookupField(one.name()) for one in fields]
        columns = [frame[one.name()].tolist() for one in fields]
        rows = zip(*columns) if columns else ((),) * len(frame)
        self._values = dict(zip(frame.index.tolist(), rows))
        self._shapes: dict[int, bytes | None] = {}
        self._transform: QgsCoordinateTransform | None = None
        self.wkb_type = source.wkbType()
        self.crs: QgsCoordinateReferenceSystem = source.sourceCrs()

    def __len__(self) -> int:
        return len(self._values)

    def replace_geometry(
        self,
        ids: Sequence[int],
        shapes: NDArray[np.object_],
        transform: QgsCoordinateTransform | None,
        *,
        multi: bool = False,
    ) -> None:
        """Give rows another geometry; the others keep theirs, without heights.

        Parameters
        ----------
        ids : sequence of int
            Feature ids.
        shapes : ndarray of shapely geometry
            One for each id.
        transform : QgsCoordinateTransform, optional
            From the shapes' CRS to the source's.
        multi : bool
            Whether the output must take geometry of several parts.
        """
        import shapely

        self._transform = transform
        self._shapes = dict(zip(ids, shapely.to_wkb(shapes, output_dimension=2).tolist()))
        self.wkb_type = QgsWkbTypes.flatType(self.wkb_type)
        if multi:
            self.wkb_type = QgsWkbTypes.multiType(self.wkb_type)

    def features(self) -> Iterator[QgsFeature]:
        """Yield the rows in the source's order."""
        count = self._source.fields().count()
        blank: list[Any] = [None] * (self.fields.count() - count)
        for feature in self._source.getFeatures():
            values = self._values.get(feature.id())
            if values is None:
                continue
            attributes = feature.attributes() + blank
            for place, value in zip(self._places, values):
                attributes[place] = variant(value)
            made = QgsFeature(self.fields)
            made.setAttributes(attributes)
            made.setGeometry(self._geometry(feature))
            yield made

    def _geometry(self, feature: QgsFeature) -> QgsGeometry:
        geometry = feature.geometry()
        if not self._shapes:
            return geometry
        if feature.id() in self._shapes:
            geometry = QgsGeometry()
            shape = self._shapes[feature.id()]
            if shape is None:
                return geometry
            geometry.fromWkb(shape)
            if self._transform is not None:
                geometry.transform(self._transform)
        if geometry.isNull():
            return geometry
        fitting = geometry.coerceToType(self.wkb_type)
        return fitting[0] if len(fitting) == 1 else geometry
