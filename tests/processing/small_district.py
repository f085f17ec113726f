"""Layers of a tiny made-up district on the real ground of Shuangfu."""

import uuid
from collections.abc import Iterable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsVectorLayer,
)

ZONE = "EPSG:4544"
EAST, NORTH = 617000.0, 3238000.0
"""The district's corner, metres in EPSG:4544."""


def uuid_of(name: str) -> str:
    """Return an identity that is always the same for a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def make_layer(
    kind: str,
    fields: str,
    rows: Iterable[tuple],
    *,
    crs: str = ZONE,
    name: str = "layer",
) -> QgsVectorLayer:
    """Make a memory layer.

    Parameters
    ----------
    kind : str
        Geometry type, ``None`` for a table.
    fields : str
        ``code:string households:int``.
    rows : iterable of tuple
        WKT in metres from the district's corner (None for no geometry), then the attributes.
    crs : str
        CRS of the layer; the geometry is brought there from the zone.
    name : str
        Name of the layer.
    """
    uri = "&".join([f"{kind}?crs={crs}" if kind != "None" else "None?", *(f"field={one}" for one in fields.split())])
    layer = QgsVectorLayer(uri.replace("?&", "?"), name, "memory")
    assert layer.isValid(), uri
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(ZONE), QgsCoordinateReferenceSystem(crs), QgsCoordinateTransformContext()
    )
    made = []
    for wkt, *attributes in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(attributes)
        if wkt is not None:
            geometry = QgsGeometry.fromWkt(wkt)
            assert not geometry.isNull(), wkt
            geometry.translate(EAST, NORTH)
            if crs != ZONE:
                geometry.transform(transform)
            feature.setGeometry(geometry)
        made.append(feature)
    assert layer.dataProvider().addFeatures(made)[0]
    layer.updateExtents()
    return layer


def box(x: float, y: float, width: float, height: float) -> str:
    """Return a rectangle as WKT, metres from the district's corner."""
    right, top = x + width, y + height
    return f"Polygon(({x} {y},{right} {y},{right} {top},{x} {top},{x} {y}))"


COMMUNITY_FIELDS = "uuid:string code:string name:string town_code:string"
"""Two communities side by side, 400 m by 400 m each."""


def communities(crs: str = ZONE, gap: float = 0.0, overlap: float = 0.0, name: str = "communities") -> QgsVectorLayer:
    """Return two communities with a gap or an overlap between them, in metres."""
    rows = [
        (box(0, 0, 400 + overlap, 400), uuid_of("c-7"), "500116004007", "怡云社区", "500116004"),
        (box(400 + gap, 0, 400 - gap, 400), uuid_of("c-8"), "500116004008", "福星社区", "500116004"),
    ]
    return make_layer("Polygon", COMMUNITY_FIELDS, rows, crs=crs, name=name)


def town(crs: str = ZONE) -> QgsVectorLayer:
    """Return the town that both communities tile, with their common border's ends as vertices."""
    outline = "Polygon((0 0,400 0,800 0,800 400,400 400,0 400,0 0))"
    rows = [(outline, uuid_of("t-4"), "500116004", "双福街道")]
    return make_layer("Polygon", "uuid:string code:string name:string", rows, crs=crs, name="town")
