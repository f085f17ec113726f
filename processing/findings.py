"""Findings of a coverage check as an output layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsFeature, QgsFields

from yibiao_qgis.bridge import TEXT_WIDTH, features, field, join_fields, translate
from yibiao_qgis.model.layers import Kind

if TYPE_CHECKING:
    import geopandas as gpd

    from yibiao_qgis.processing.run import Run

POINT_RADIUS = 1.0
"""Metres: a place without area (a vertex) is shown as a circle of this size."""

WKB_TYPE = Qgis.WkbType.MultiPolygon


def finding_fields() -> QgsFields:
    """Return the fields of a layer of findings."""
    return join_fields(
        [
            field("kind", width=20),
            field("severity", width=10),
            field("size", Kind.REAL),
            field("areas", width=TEXT_WIDTH),
            field("rows", width=TEXT_WIDTH),
            field("reason", width=40),
            field("text", width=TEXT_WIDTH),
        ]
    )


def write_findings(run: Run, name: str, findings: gpd.GeoDataFrame, like: str) -> None:
    """Write findings to an output layer, in the CRS of the input `like`.

    Parameters
    ----------
    run : Run
        The run.
    name : str
        The output's parameter.
    findings : GeoDataFrame
        Of ``CoverageReport``, in metres.
    like : str
        Parameter of the areas that were checked.
    """
    fields = finding_fields()
    crs = run.needed(like).sourceCrs()
    run.write(name, _rows(run, findings, fields, like), fields, WKB_TYPE, crs, total=len(findings), style="findings")


def _rows(run: Run, findings: gpd.GeoDataFrame, fields: QgsFields, like: str) -> Iterator[QgsFeature]:
    from yibiao_qgis.boundaries.findings import finding_message

    shown = findings.copy()
    shown["text"] = [
        translate(finding_message(dict(zip(findings.columns, row)))) for row in findings.itertuples(index=False)
    ]
    for column in ("areas", "rows", "text"):
        shown[column] = [str(value)[:TEXT_WIDTH] for value in shown[column]]
    crs = run.needed(like).sourceCrs()
    yield from features(with_areas(shown), fields, crs=crs, transform_context=run.context.transformContext())


def with_areas(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a frame in metres whose geometry can go into a layer of polygons: points become circles."""
    return frame.set_geometry(frame.geometry.map(_as_area), crs=frame.crs)


def _as_area(shape: Any) -> Any:
    import shapely

    if shape is None or shape.is_empty:
        return None
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.multipolygons(parts or [part.buffer(POINT_RADIUS, quad_segs=4) for part in shapely.get_parts(shape)])
