"""What a repair did: one row for each piece of ground that changed hands, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from yibiao_qgis.boundaries.assign import NOBODY, SEVERAL, Holding
from yibiao_qgis.boundaries.dissolve import dissolve
from yibiao_qgis.boundaries.faces import Faces
from yibiao_qgis.boundaries.frames import SEPARATOR
from yibiao_qgis.boundaries.ground import Ground
from yibiao_qgis.boundaries.mesh import Ints, Shapes
from yibiao_qgis.boundaries.topology import THIN, TOUCH, mean_width
from yibiao_qgis.boundaries.vertices import new_vertices
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.statuses import FindingKind

COLUMNS = ("area", "other", "kind", "size", "reason", "geometry")

TEXTS: dict[str, str] = {
    "gap-closed": QT_TRANSLATE_NOOP("Yibiao", "{area} took {size:,.2f} m² that were in no area"),
    "overlap-cut": QT_TRANSLATE_NOOP("Yibiao", "{area} kept {size:,.2f} m² that {other} covered as well"),
    "clipped": QT_TRANSLATE_NOOP("Yibiao", "{area} lost {size:,.2f} m² outside the parent"),
    "handed-over": QT_TRANSLATE_NOOP("Yibiao", "{area} took {size:,.2f} m² of its parent from {other}"),
    "part-merged": QT_TRANSLATE_NOOP("Yibiao", "{area} took a loose part of {size:,.2f} m² from {other}"),
    "vertices-shared": QT_TRANSLATE_NOOP("Yibiao", "{area} took over {count} vertices of its neighbours"),
    "outline-mended": QT_TRANSLATE_NOOP("Yibiao", "The outline of {area}, which crossed itself, was mended"),
}
"""Texts by reason code."""

_KINDS = {
    "gap-closed": FindingKind.GAP,
    "overlap-cut": FindingKind.OVERLAP,
    "clipped": FindingKind.OUTSIDE_PARENT,
    "handed-over": FindingKind.OUTSIDE_PARENT,
    "part-merged": FindingKind.SLIVER,
    "vertices-shared": FindingKind.MISMATCH,
    "outline-mended": FindingKind.INVALID,
}


def change_message(row: Mapping[str, Any]) -> Message:
    """Return the text of a change.

    Parameters
    ----------
    row : mapping
        A row of the changes, by column name (a pandas Series or a dict).

    Returns
    -------
    Message
        Its code is the change's reason.
    """
    shape = row["geometry"]
    values = {
        "area": row["area"],
        "other": ", ".join(str(row["other"]).split(SEPARATOR)),
        "size": float(row["size"]),
        "count": 0 if shape is None else int(shapely.get_num_geometries(shape)),
    }
    return Message(row["reason"], TEXTS[row["reason"]], values)


def no_changes(crs: Any) -> gpd.GeoDataFrame:
    """Return the frame of a repair that changed nothing."""
    return _frame([], crs)


def list_changes(
    holding: Holding, faces: Faces, before: Ground, after: Shapes, concerned: Ints, crs: Any
) -> gpd.GeoDataFrame:
    """List every piece of ground that changed hands and every outline that got other vertices.

    Parameters
    ----------
    holding : Holding
        Who holds which face now.
    faces : Faces
        The faces, with those who lay over them.
    before : Ground
        The areas as they were given, on the grid.
    after : ndarray of Polygon or MultiPolygon
        The areas as they are now, in grid units.
    concerned : ndarray of int
        Positions of the areas that may have changed.
    crs : CRS
        That of the areas.

    Returns
    -------
    GeoDataFrame
        `area` (the one that gained; the one that lost where nobody gained), `other` (those
        that lost, joined by #), `kind` (a ``FindingKind`` value), `size` in square metres
        (greatest distance in metres for vertices), `reason`, `geometry`.
    """
    rows = _moved_ground(holding, faces, before)
    touched = shapely.STRtree([row["geometry"] for row in rows])
    scale = before.grid.scale
    given = before.grid.snap(before.given)
    for row in np.flatnonzero(~shapely.is_missing(given) & ~shapely.is_valid(given) & ~shapely.is_empty(given)):
        rows.append(_row(before.names[row], "", "outline-mended", after[row], after[row].area / scale**2))
    fresh = new_vertices(before.areas[concerned], after[concerned], before.grid)
    member = np.repeat(concerned, [len(xy) for xy in fresh])
    points = shapely.points(np.concatenate(fresh))
    changed_hands = np.zeros(len(points), dtype=bool)
    changed_hands[touched.query(points, predicate="dwithin", distance=TOUCH)[0]] = True
    member, points = member[~changed_hands], points[~changed_hands]
    far = shapely.distance(points, shapely.boundary(before.areas)[member]) / scale
    for row in np.unique(member):
        own = member == row
        shape = shapely.multipoints(points[own])
        rows.append(_row(before.names[row], "", "vertices-shared", shape, float(far[own].max())))
    shapes = before.grid.metres(np.array([row["geometry"] for row in rows] + [None], dtype=object)[:-1])
    return _frame([{**row, "geometry": shape} for row, shape in zip(rows, shapes)], crs)


def _row(area: str, other: str, reason: str, shape: shapely.Geometry, size: float) -> dict[str, Any]:
    kind = _KINDS[reason].value
    return {"area": area, "other": other, "kind": kind, "size": size, "reason": reason, "geometry": shape}


def _frame(rows: list[dict[str, Any]], crs: Any) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["size"] = frame["size"].astype(float)
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(frame["geometry"], crs=crs))


def _moved_ground(holding: Holding, faces: Faces, ground: Ground) -> list[dict[str, Any]]:
    holder = holding.holder
    over: dict[int, list[int]] = {}
    for face, area in zip(faces.over_face.tolist(), faces.over_area.tolist()):
        over.setdefault(face, []).append(area)
    groups: dict[tuple[str, int, tuple[int, ...]], list[int]] = {}
    for face in np.flatnonzero(holder != SEVERAL).tolist():
        now, had = int(holder[face]), tuple(sorted(over.get(face, ())))
        if had == ((now,) if now != NOBODY else ()):
            continue
        groups.setdefault(_deed(now, had, int(faces.parent[face]), ground), []).append(face)
    members = [np.array(some) for some in groups.values()]
    if not members:
        return []
    number = np.repeat(np.arange(len(members)), [len(some) for some in members])
    parts = dissolve(faces.shapes[np.concatenate(members)], number, faces.grid)
    rows = []
    for one, (reason, area, losers) in enumerate(groups):
        other = SEPARATOR.join(ground.names[row] for row in losers)
        pieces = parts.get(one, np.zeros(0, dtype=object))
        rows += [
            _row(ground.names[area], other, reason, piece, piece.area / faces.grid.scale**2)
            for piece in pieces[mean_width(pieces) >= THIN]
        ]
    return rows


def _deed(now: int, had: tuple[int, ...], parent: int, ground: Ground) -> tuple[str, int, tuple[int, ...]]:
    """Name what happened to a face: reason, the area concerned, those that lost."""
    losers = tuple(area for area in had if area != now)
    if now == NOBODY:
        return "clipped", had[0], had[1:]
    if not had:
        return "gap-closed", now, ()
    if now in had:
        return "overlap-cut", now, losers
    is_stray = ground.has_parent and any(ground.parent_of[area] != parent for area in had)
    return "handed-over" if is_stray else "part-merged", now, losers
