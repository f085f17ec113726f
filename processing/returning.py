"""The way back from metres into a layer's own CRS, without disturbing what did not change.

A vertex that goes through two transforms comes back a ten-millionth of a metre beside
itself. That would tear borders apart that are shared vertex by vertex, so vertices that
came from the layer get their own numbers back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateTransform, QgsGeometry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Coordinates = NDArray[np.float64]
    Shapes = NDArray[np.object_]


class WayBack:
    """Brings shapes from metres into the CRS of the layer that they came from.

    Parameters
    ----------
    transform : QgsCoordinateTransform
        From metres to the layer's CRS.
    """

    def __init__(self, transform: QgsCoordinateTransform) -> None:
        self._transform = transform
        self._metres: list[Coordinates] = []
        self._own: list[Coordinates] = []

    def remember(self, metres: Shapes, own: Shapes) -> None:
        """Keep the layer's own coordinates of shapes that were read twice.

        Parameters
        ----------
        metres, own : ndarray of shapely geometry
            The same shapes in metres and in the layer's CRS, vertex by vertex.
        """
        import shapely

        pair = shapely.get_coordinates(metres), shapely.get_coordinates(own)
        if len(pair[0]) == len(pair[1]):
            self._metres.append(pair[0])
            self._own.append(pair[1])

    def bring(self, shapes: Shapes) -> Shapes:
        """Return the shapes in the layer's CRS."""
        import numpy as np
        import shapely

        wanted = shapely.get_coordinates(shapes)
        result = np.empty_like(wanted)
        keys = _keys(wanted)
        is_known = np.zeros(len(wanted), dtype=bool)
        if self._metres:
            known, first = np.unique(_keys(np.concatenate(self._metres)), return_index=True)
            place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
            is_known = known[place] == keys
            result[is_known] = np.concatenate(self._own)[first[place[is_known]]]
        if not is_known.all():
            new, which = np.unique(keys[~is_known], return_inverse=True)
            result[~is_known] = self._transformed(np.column_stack([new.real, new.imag]))[which.reshape(-1)]
        brought: Shapes = shapely.set_coordinates(shapes.copy(), result)
        return brought

    def _transformed(self, coordinates: Coordinates) -> Coordinates:
        import shapely

        points = QgsGeometry()
        points.fromWkb(shapely.to_wkb(shapely.multipoints(coordinates)))
        points.transform(self._transform)
        found: Coordinates = shapely.get_coordinates(shapely.from_wkb(bytes(points.asWkb())))
        return found


def _keys(coordinates: Coordinates) -> Any:
    return coordinates[:, 0] + 1j * coordinates[:, 1]
