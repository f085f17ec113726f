"""Faults of single areas: geometry, parts and codes."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from yibiao_qgis.boundaries.findings import Fault
from yibiao_qgis.boundaries.frames import texts
from yibiao_qgis.boundaries.ground import Ground
from yibiao_qgis.boundaries.mesh import Floats, Ints, Shapes
from yibiao_qgis.boundaries.settings import CoverageSettings
from yibiao_qgis.model.statuses import FindingKind, Severity


def compactness(shapes: Shapes) -> Floats:
    """Return 4πA/P² of each shape: 1 for a circle, towards 0 for a thread; 0 without outline."""
    length = shapely.length(shapes)
    return np.asarray(
        np.divide(4 * np.pi * shapely.area(shapes), length**2, out=np.zeros(len(shapes)), where=length > 0)
    )


def is_sliver(parts: Shapes, scale: float, settings: CoverageSettings) -> NDArray[np.bool_]:
    """Tell slivers among polygons in grid units."""
    small = shapely.area(parts) < settings.sliver_area * scale**2
    return np.asarray(small | (compactness(parts) < settings.sliver_ratio))


def geometry_faults(ground: Ground, settings: CoverageSettings) -> list[Fault]:
    """Find areas without geometry, invalid ones, those of several parts, and slivers."""
    missing = shapely.is_missing(ground.given) | shapely.is_empty(ground.given)
    broken = ~missing & ~shapely.is_valid(ground.given)
    collapsed = ~missing & ~broken & shapely.is_empty(ground.areas)
    on_grid = ~missing & ~broken & ~collapsed & ~shapely.is_valid(ground.grid.snap(ground.given))
    several = ~missing & ~broken & (shapely.get_num_geometries(ground.given) > 1)
    scale = ground.grid.scale
    found = [Fault(FindingKind.EMPTY, (int(row),), "empty", None) for row in np.flatnonzero(missing | collapsed)]
    for rows, reason, severity in (
        (broken, "invalid", Severity.ERROR),
        (on_grid, "invalid-on-grid", Severity.WARNING),
    ):
        found += [
            Fault(FindingKind.INVALID, (row,), reason, shape, shape.area / scale**2, severity)
            for row, shape in zip(np.flatnonzero(rows).tolist(), ground.areas[rows])
        ]
    found += [
        Fault(FindingKind.MULTIPART, (row,), "multipart", shape, shape.area / scale**2)
        for row, shape in zip(np.flatnonzero(several).tolist(), ground.areas[several])
    ]
    return found + _slivers(ground, settings)


def _slivers(ground: Ground, settings: CoverageSettings) -> list[Fault]:
    scale = ground.grid.scale
    parts, part_of = shapely.get_parts(ground.areas, return_index=True)
    found = []
    for number in np.flatnonzero(is_sliver(parts, scale, settings) & ~shapely.is_empty(parts)):
        size = parts[number].area / scale**2
        reason = "sliver-area" if size < settings.sliver_area else "sliver-shape"
        row = (int(part_of[number]),)
        found.append(Fault(FindingKind.SLIVER, row, reason, parts[number], size, Severity.WARNING))
    return found


def code_faults(areas: gpd.GeoDataFrame, ground: Ground, code: str | None, parent_code: str | None) -> list[Fault]:
    """Find codes that are missing, borne twice or not under the parent's.

    Parameters
    ----------
    areas : GeoDataFrame
        The areas with their columns.
    ground : Ground
        The same, laid out.
    code, parent_code : str, optional
        Columns of the area's code and of its parent's.
    """
    if code is None:
        return []
    codes = texts(areas, code)
    shapes, scale = ground.areas, ground.grid.scale
    size = shapely.area(shapes) / scale**2
    found = [
        Fault(FindingKind.MISSING_CODE, (row,), "missing-code", shapes[row], size[row], Severity.WARNING)
        for row, text in enumerate(codes)
        if not text
    ]
    bearers: dict[str, list[int]] = {}
    for row, text in enumerate(codes):
        bearers.setdefault(text, []).append(row)
    for text, rows in bearers.items():
        if text and len(rows) > 1:
            where = shapely.multipoints(shapely.point_on_surface(shapes[rows]))
            found.append(Fault(FindingKind.DUPLICATE_CODE, tuple(rows), "duplicate-code", where, size[rows].sum()))
    return found + _foreign(codes, texts(areas, parent_code), ground, size)


def _foreign(codes: list[str], above: list[str], ground: Ground, size: Floats) -> list[Fault]:
    own: Ints = ground.parent_of
    known = ground.parent_codes
    found = []
    for row, text in enumerate(codes):
        parent = above[row]
        if parent and known and parent not in known:
            found.append(Fault(FindingKind.FOREIGN_CODE, (row,), "unknown-parent", ground.areas[row], size[row]))
            continue
        if not parent and own[row] >= 0 and ground.parent_names[own[row]] in known:
            parent = ground.parent_names[own[row]]
        if text and parent and not is_under(text, parent):
            found.append(Fault(FindingKind.FOREIGN_CODE, (row,), "foreign-code", ground.areas[row], size[row]))
    return found


def is_under(code: str, parent: str) -> bool:
    """Tell whether `code` is under the code `parent`.

    Administrative codes grow by level: the parent's is the beginning. Organ codes
    (GA/T 380) keep their length: trailing pairs of zeros mark the parent.
    """
    if len(code) == len(parent):
        while parent.endswith("00"):
            parent = parent[:-2]
    return code.startswith(parent)
