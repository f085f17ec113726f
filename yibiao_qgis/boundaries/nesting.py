"""Levels that nest: children fitted into repaired parents, and upper areas as exact unions of their leaves."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from yibiao_qgis.boundaries.coverage import check_coverage
from yibiao_qgis.boundaries.dissolve import Places, dissolve, one_shape
from yibiao_qgis.boundaries.frames import geometries, labels, require_areas, require_column, require_same_crs, texts
from yibiao_qgis.boundaries.ground import largest_overlap
from yibiao_qgis.boundaries.mesh import Grid, valid_polygons
from yibiao_qgis.boundaries.repair import RepairResult, repair_coverage
from yibiao_qgis.boundaries.settings import CoverageSettings
from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.feedback import Feedback, NullFeedback
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.model.statuses import FindingKind, Severity

_FATAL = (FindingKind.OVERLAP.value, FindingKind.MISMATCH.value, FindingKind.INVALID.value)


def align_children(
    children: gpd.GeoDataFrame,
    parents: gpd.GeoDataFrame,
    *,
    code: str | None = "code",
    parent_code: str | None = None,
    settings: CoverageSettings | None = None,
    feedback: Feedback | None = None,
) -> RepairResult:
    """Make children follow their parents: they tile each parent, and their borders end at its border.

    Ground of a parent that lies in no child, or in a child of another parent, goes to
    that parent's child with the longest common border, up to ``settings.max_gap_width``. Afterwards
    the parents should be taken from :func:`derive_parents`: then both levels have the same vertices.

    Parameters
    ----------
    children, parents : GeoDataFrame
        Polygons in the same CRS in metres; the parents a whole coverage.
    code : str, optional
        Column of the codes in both.
    parent_code : str, optional
        Column of `children` with the parent's code. Where it is empty the parent that holds
        most of the child counts.
    settings : CoverageSettings, optional
        Limits and rules.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    RepairResult
        As of ``repair.repair_coverage``.

    Raises
    ------
    InputError
        If a layer cannot be worked with, or the parents do not tile.
    """
    settings = settings or CoverageSettings()
    _require_whole(parents, settings, "parents")
    return repair_coverage(
        children, parent=parents, code=code, parent_code=parent_code, settings=settings, feedback=feedback
    )


def union_of_children(
    children: gpd.GeoDataFrame,
    parent_code: str,
    *,
    settings: CoverageSettings | None = None,
    feedback: Feedback | None = None,
) -> gpd.GeoSeries:
    """Join children to their parents, exactly: common edges vanish, no vertex moves.

    Parameters
    ----------
    children : GeoDataFrame
        Polygons in a CRS in metres that share their vertices.
    parent_code : str
        Column that says which parent a child belongs to; rows without a value are left out.
    settings : CoverageSettings, optional
        The grid on which vertices are compared.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    GeoSeries
        Polygons, or multi-polygons where children are apart, by parent code in sorted order.

    Raises
    ------
    InputError
        If children overlap, have unmatched vertices or are not valid.
    """
    settings = settings or CoverageSettings()
    feedback = feedback or NullFeedback()
    require_areas(children, "children")
    require_column(children, parent_code, "children")
    codes = np.array(texts(children, parent_code), dtype=object)
    some = children[codes != ""]
    if not len(some):
        raise InputError(
            "no-parent-code",
            QT_TRANSLATE_NOOP("Yibiao", "The field {column} is empty in every row. Fill it or choose another one."),
            column=parent_code,
        )
    _require_whole(some, settings, "children")
    given = np.asarray(shapely.force_2d(geometries(some)), dtype=object)
    grid = Grid.over(settings.tolerance, given)
    owner, names = pd.factorize(codes[codes != ""], sort=True)
    parts = dissolve(valid_polygons(grid.snap(given)), owner.astype(np.int64), grid, feedback)
    joined = np.array([one_shape(parts[row]) if row in parts else shapely.Polygon() for row in range(len(names))])
    index = pd.Index(names, name=parent_code)
    return gpd.GeoSeries(Places(grid, given).metres(joined), index=index, crs=children.crs)


def derive_parents(
    parents: gpd.GeoDataFrame,
    children: gpd.GeoDataFrame,
    parent_code: str,
    *,
    code: str = "code",
    settings: CoverageSettings | None = None,
    feedback: Feedback | None = None,
) -> gpd.GeoDataFrame:
    """Give each parent the union of its children as geometry.

    Parents without children keep theirs; vertices that their neighbours got are added to it.

    Parameters
    ----------
    parents, children : GeoDataFrame
        Polygons in the same CRS in metres; the children aligned to the parents.
    parent_code : str
        Column of `children` with the parent's code.
    code : str
        Column of `parents` with the code.
    settings : CoverageSettings, optional
        The grid on which vertices are compared.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    GeoDataFrame
        `parents` with new geometry; index, columns and CRS as given.

    Raises
    ------
    InputError
        If children overlap, have unmatched vertices or are not valid.
    """
    require_areas(parents, "parents")
    require_same_crs(children, parents)
    require_column(parents, code, "parents")
    unions = union_of_children(children, parent_code, settings=settings, feedback=feedback)
    codes = texts(parents, code)
    shapes = geometries(parents).copy()
    for row, text in enumerate(codes):
        if text in unions.index:
            shapes[row] = unions[text]
    result = parents.copy()
    result[result.geometry.name] = gpd.GeoSeries(shapes, index=parents.index, crs=parents.crs)
    if all(text in unions.index for text in codes):
        return result
    return repair_coverage(result, code=None, settings=settings, feedback=feedback).areas


def dissolve_to(
    leaves: gpd.GeoDataFrame,
    column: str,
    *,
    settings: CoverageSettings | None = None,
    feedback: Feedback | None = None,
) -> gpd.GeoDataFrame:
    """Build an upper level from its leaves: towns from communities, beats and stations from grids.

    Parameters
    ----------
    leaves : GeoDataFrame
        Polygons in a CRS in metres that share their vertices.
    column : str
        Column with the code of the upper area; rows without a value are left out.
    settings : CoverageSettings, optional
        The grid on which vertices are compared.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    GeoDataFrame
        `code` and `geometry`, sorted by code.

    Raises
    ------
    InputError
        If leaves overlap, have unmatched vertices or are not valid.
    """
    unions = union_of_children(leaves, column, settings=settings, feedback=feedback)
    return gpd.GeoDataFrame({"code": unions.index.to_numpy()}, geometry=unions.to_numpy(), crs=leaves.crs)


def assign_by_overlap(
    leaves: gpd.GeoDataFrame, uppers: gpd.GeoDataFrame, *, code: str = "code", settings: CoverageSettings | None = None
) -> pd.Series:
    """Say for each leaf which upper area holds most of it.

    Parameters
    ----------
    leaves, uppers : GeoDataFrame
        Polygons in the same CRS in metres.
    code : str
        Column of `uppers` with the code.
    settings : CoverageSettings, optional
        The grid that coordinates are snapped to.

    Returns
    -------
    Series of str
        Code of the upper area by the leaves' index; None where none holds any of it.
    """
    settings = settings or CoverageSettings()
    require_areas(leaves, "leaves")
    require_areas(uppers, "upper areas")
    require_same_crs(leaves, uppers)
    require_column(uppers, code, "upper areas")
    low, high = (np.asarray(shapely.force_2d(geometries(one)), dtype=object) for one in (leaves, uppers))
    grid = Grid.over(settings.tolerance, low, high)
    held = largest_overlap(valid_polygons(grid.snap(low)), valid_polygons(grid.snap(high)))
    names = np.array([*labels(uppers, code), None], dtype=object)
    return pd.Series(names[held], index=leaves.index, name=code, dtype=object)


def _require_whole(areas: gpd.GeoDataFrame, settings: CoverageSettings, what: str) -> None:
    findings = check_coverage(areas, code=None, settings=settings).findings
    fatal = findings[findings["kind"].isin(_FATAL) & (findings["severity"] == Severity.ERROR.value)]
    if len(fatal):
        raise InputError(
            "not-whole",
            QT_TRANSLATE_NOOP(
                "Yibiao", "The layer of {what} has {count} faults, the first at row {row}. Repair it first."
            ),
            what=what,
            count=len(fatal),
            row=fatal["rows"].iloc[0],
        )
