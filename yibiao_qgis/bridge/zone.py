"""The project's Gauss-Krüger zone: chosen once, then used for every distance and area."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsProject,
    QgsRectangle,
)

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

SCOPE = "yibiao"
ZONE_ENTRY = "/zone"
"""Where the project keeps the EPSG code of its zone."""


def store_crs() -> QgsCoordinateReferenceSystem:
    """Return the CRS of the store, longitude and latitude of CGCS2000."""
    from yibiao_qgis.coordinates import GEOGRAPHIC_EPSG

    return QgsCoordinateReferenceSystem.fromEpsgId(GEOGRAPHIC_EPSG)


def project_zone(project: QgsProject | None) -> QgsCoordinateReferenceSystem | None:
    """Return the zone that was chosen for the project, or None."""
    if project is None:
        return None
    epsg, _ = project.readNumEntry(SCOPE, ZONE_ENTRY, 0)
    crs = QgsCoordinateReferenceSystem.fromEpsgId(epsg) if epsg else QgsCoordinateReferenceSystem()
    return crs if crs.isValid() else None


def set_project_zone(project: QgsProject, crs: QgsCoordinateReferenceSystem) -> None:
    """Keep the zone with the project; an invalid one means that it follows from the position."""
    if crs.isValid():
        project.writeEntry(SCOPE, ZONE_ENTRY, int(crs.postgisSrid()))
    else:
        project.removeEntry(SCOPE, ZONE_ENTRY)


def metre_crs(
    extents: Iterable[tuple[QgsRectangle, QgsCoordinateReferenceSystem]],
    project: QgsProject | None,
    transform_context: QgsCoordinateTransformContext,
) -> QgsCoordinateReferenceSystem:
    """Return the CRS in which distances and areas are computed.

    The project's zone where one is chosen, else the zone of the middle of all extents.

    Parameters
    ----------
    extents : iterable of (QgsRectangle, QgsCoordinateReferenceSystem)
        Where the layers lie; empty ones are passed over.
    project : QgsProject, optional
        Its chosen zone wins.
    transform_context : QgsCoordinateTransformContext
        The user's choice of transforms.

    Raises
    ------
    InputError
        If the extents cannot be brought to degrees, or no zone holds them.
    """
    from yibiao_qgis.coordinates import zone_epsg

    chosen = project_zone(project)
    if chosen is not None:
        return chosen
    degrees = store_crs()
    whole = QgsRectangle()
    whole.setNull()
    for extent, crs in extents:
        if extent.isNull() or not extent.isFinite():
            continue
        try:
            box = QgsCoordinateTransform(crs, degrees, transform_context).transformBoundingBox(extent)
        except QgsCsException as error:
            raise InputError(
                "extent-untransformable",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "The extent of the layers does not exist in {crs}. Check the coordinate systems of the layers.",
                ),
                detail=str(error),
                crs=crs.authid(),
            ) from error
        whole.combineExtentWith(box)
    return QgsCoordinateReferenceSystem.fromEpsgId(
        zone_epsg(whole.xMinimum(), whole.yMinimum(), whole.xMaximum(), whole.yMaximum())
    )
