"""Which area a row lies in: by the code that it bears, else by its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.cells import Texts, are_none, as_texts, column_texts
from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.feedback import Feedback, check_canceled
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message

Frames = Mapping[Level, pd.DataFrame]
"""The layers of a district; those with a geometry are GeoDataFrames of one CRS in metres."""

CHUNK = 100_000
"""Points that are looked up between two questions whether the user wants to stop."""


@dataclass(frozen=True)
class Areas:
    """Codes of the areas that rows lie in.

    Parameters
    ----------
    codes : ndarray of str
        Empty where the area is not known.
    obstacles : ndarray of Message or None
        Why it is not known.
    """

    codes: Texts
    obstacles: Texts


def find_areas(
    rows: pd.DataFrame,
    field: str,
    level: Level,
    frames: Frames,
    feedback: Feedback,
    places: NDArray[np.object_] | None = None,
) -> Areas:
    """Find the area of each row.

    Parameters
    ----------
    rows : DataFrame or GeoDataFrame
        The rows.
    field : str
        Field that bears the area's code; where it is empty the place decides.
    level : Level
        Level of the areas.
    frames : mapping of Level to GeoDataFrame
        The layers; `level` may be absent, then the field alone counts.
    feedback : Feedback
        Asked for a cancel.
    places : ndarray of shapely Points, optional
        Where the rows are; by default a point on each geometry.

    Returns
    -------
    Areas

    Raises
    ------
    InputError
        If the layers have different CRS.
    """
    codes = column_texts(rows, field)
    obstacles = as_texts([None] * len(rows))
    areas = frames.get(level)
    if areas is None:
        for position in np.flatnonzero(codes == ""):
            obstacles[position] = Message(
                "area-missing",
                QT_TRANSLATE_NOOP("Yibiao", "{field} is empty and there is no layer for {level}: fill in one of them"),
                {"field": field, "level": level},
            )
        return Areas(codes, obstacles)
    known = column_texts(areas, "code")
    strange = set(codes) - set(known) - {""}
    if strange:
        for position in np.flatnonzero(np.fromiter((code in strange for code in codes), dtype=bool, count=len(codes))):
            obstacles[position] = Message(
                "area-unknown",
                QT_TRANSLATE_NOOP("Yibiao", "{field} {code} is not in the layer for {level}: correct or empty it"),
                {"field": field, "code": codes[position], "level": level},
            )
            codes[position] = ""
    open_rows = np.flatnonzero((codes == "") & are_none(obstacles))
    if len(open_rows) and isinstance(rows, gpd.GeoDataFrame) and isinstance(areas, gpd.GeoDataFrame):
        _same_crs(rows, areas, level)
        points = shapely.point_on_surface(rows.geometry.to_numpy()[open_rows]) if places is None else places[open_rows]
        codes[open_rows] = _containing(points, areas.geometry.to_numpy(), known, feedback)
    for position in open_rows:
        if not codes[position]:
            obstacles[position] = Message(
                "area-outside",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "The row lies in no area of {level} that has a code: fill in {field}, or check the areas"
                ),
                {"field": field, "level": level},
            )
    return Areas(codes, obstacles)


def _same_crs(rows: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, level: Level) -> None:
    if rows.crs is not None and areas.crs is not None and rows.crs != areas.crs:
        raise InputError(
            "crs-differs",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "The layer for {level} has the CRS {found}, the rows have {wanted}: transform one of them",
            ),
            level=level,
            found=str(areas.crs),
            wanted=str(rows.crs),
        )


def _containing(points: NDArray[np.object_], areas: NDArray[np.object_], codes: Texts, feedback: Feedback) -> Texts:
    """Return the code of the area around each point; on a common border the lowest."""
    coded = np.flatnonzero(codes != "")
    coded = coded[np.argsort(codes[coded].astype(str), kind="stable")]
    tree = shapely.STRtree(areas[coded])
    found = as_texts([""] * len(points))
    for start in range(0, len(points), CHUNK):
        check_canceled(feedback)
        inside, area = tree.query(points[start : start + CHUNK], predicate="intersects")
        # Written from the highest to the lowest, so that the lowest stays.
        order = np.argsort(-area, kind="stable")
        found[inside[order] + start] = codes[coded[area[order]]]
    return found
