"""Repair a coverage: what is small goes by rule and is listed, what is large is left to a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from yibiao_qgis.boundaries.assign import Holding, Rules, assign_faces, open_gaps
from yibiao_qgis.boundaries.changes import list_changes, no_changes
from yibiao_qgis.boundaries.coverage import CoverageReport, find_faults
from yibiao_qgis.boundaries.cuts import cut_lines
from yibiao_qgis.boundaries.dissolve import Places, dissolve, one_shape
from yibiao_qgis.boundaries.faces import crowded_faces, cut_faces, make_faces
from yibiao_qgis.boundaries.findings import Fault, findings_frame
from yibiao_qgis.boundaries.frames import require_column
from yibiao_qgis.boundaries.ground import Ground, read_ground
from yibiao_qgis.boundaries.mesh import Ints, Shapes
from yibiao_qgis.boundaries.parts import join_parts
from yibiao_qgis.boundaries.settings import CoverageSettings, OverlapRule
from yibiao_qgis.boundaries.vertices import snap_vertices, without_needless
from yibiao_qgis.model.feedback import Feedback, NullFeedback, StepFeedback, check_canceled
from yibiao_qgis.model.statuses import FindingKind, Severity

_ATTEMPTS = 3
_REPAIRED = (
    FindingKind.GAP,
    FindingKind.UNCOVERED,
    FindingKind.OVERLAP,
    FindingKind.OUTSIDE_PARENT,
    FindingKind.MISMATCH,
    FindingKind.INVALID,
)


@dataclass(frozen=True)
class RepairResult:
    """Repaired areas, what was done and what is left.

    Parameters
    ----------
    areas : GeoDataFrame
        Index, columns and CRS as given; only geometry differs.
    changes : GeoDataFrame
        What was done, see ``changes.list_changes``.
    before, report : CoverageReport
        The check before and after.
    """

    areas: gpd.GeoDataFrame
    changes: gpd.GeoDataFrame
    before: CoverageReport
    report: CoverageReport


def repair_coverage(
    areas: gpd.GeoDataFrame,
    *,
    parent: gpd.GeoDataFrame | None = None,
    code: str | None = "code",
    parent_code: str | None = None,
    settings: CoverageSettings | None = None,
    feedback: Feedback | None = None,
) -> RepairResult:
    """Close gaps, cut overlaps, match vertices and fit areas into their parent, all up to a width.

    All outlines together cut the ground into faces, and every face is given to one area:
    to the one that covers it; of several by the overlap rule; if nobody covers it, to the
    neighbour with the longest common border. So the result cannot gape or overlap, and
    neighbours share their vertices. Faces that are wider than ``settings.max_gap_width``, and overlaps
    that would cost an area more than half of its ground (duplicates), stay as they are and
    are findings of the report: no area and no code is lost.

    Parameters
    ----------
    areas : GeoDataFrame
        Polygons in a CRS in metres; unique row labels.
    parent : GeoDataFrame, optional
        What the areas have to fill, see ``coverage.check_coverage``. With several rows every
        area is fitted into its own parent. The parent itself is not changed.
    code, parent_code : str, optional
        As in ``coverage.check_coverage``.
    settings : CoverageSettings, optional
        Limits and rules.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    RepairResult
        Areas that were sound keep their coordinates to the last digit.

    Raises
    ------
    InputError
        If a layer cannot be worked with or a column is missing.
    Canceled
        If `feedback` says so.
    """
    settings = settings or CoverageSettings()
    feedback = feedback or NullFeedback()
    if settings.overlap_rule is OverlapRule.COLUMN:
        require_column(areas, settings.overlap_column)

    def look(frame: gpd.GeoDataFrame, step: Feedback) -> tuple[Ground, list[Fault], CoverageReport]:
        ground = read_ground(frame, parent, code, parent_code, settings)
        faults = find_faults(frame, ground, settings, step, code=code, parent_code=parent_code)
        return ground, faults, CoverageReport(findings_frame(faults, ground, frame.index, frame.crs), len(frame))

    ground, faults, before = look(areas, StepFeedback(feedback, 0, 15))
    result, report, rows = areas, before, np.zeros(0, np.int64)
    changes: list[gpd.GeoDataFrame] = []
    while True:
        number = len(changes)
        rows = np.union1d(rows, _rows_to_repair(faults, ground))
        step = StepFeedback(feedback, 15 + 28 * number, 35 + 28 * number)
        result, done = _repair_once(result, ground, rows, settings, step)
        changes.append(done)
        if not len(rows):
            break
        had = _repairable(faults)
        ground, faults, report = look(result, StepFeedback(feedback, 35 + 28 * number, 43 + 28 * number))
        # A repair may close the mouth of a gap, or lay a new vertex on a neighbour's edge; the next one mends that.
        left = _repairable(faults)
        if left <= had or len(changes) == _ATTEMPTS:
            break
    feedback.set_progress(100)
    return RepairResult(result, pd.concat(changes, ignore_index=True), before, report)


def _repairable(faults: list[Fault]) -> set[tuple[str, tuple[int, ...], float]]:
    """Name the faults that a repair may mend, so that two runs can be compared."""
    return {
        (fault.reason, fault.rows, round(fault.size, 2))
        for fault in faults
        if fault.kind in _REPAIRED and fault.severity is Severity.ERROR
    }


def _repair_once(
    areas: gpd.GeoDataFrame, ground: Ground, rows: Ints, settings: CoverageSettings, feedback: Feedback
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the areas with some rows repaired, and what was done."""
    shapes, changes = ground.areas, no_changes(areas.crs)
    if len(rows):
        shapes, changes = _repaired(ground, rows, _rank(areas, ground, settings), settings, areas.crs, feedback)
    result = areas.copy()
    result[result.geometry.name] = gpd.GeoSeries(_restored(shapes, rows, ground), index=areas.index, crs=areas.crs)
    return result, changes


def _rows_to_repair(faults: list[Fault], ground: Ground) -> Ints:
    """Return the areas that a repair may change: those of the faults, and their neighbours."""
    several = {fault.rows[0] for fault in faults if fault.kind is FindingKind.MULTIPART}
    rows = {
        row
        for fault in faults
        if (fault.kind in _REPAIRED and fault.severity is Severity.ERROR)
        or (fault.kind is FindingKind.SLIVER and fault.rows[0] in several)
        for row in fault.rows
    }
    if not rows:
        return np.zeros(0, np.int64)
    # Those that miss vertices of the parent would get them as neighbours, and their own neighbours not.
    rows |= {row for fault in faults if fault.kind is FindingKind.MISMATCH for row in fault.rows}
    edges = ground.edges
    concerned = edges.select(np.isin(edges.owner, list(rows)))
    beside = np.unique(edges.owner[np.isin(edges.start, concerned.start)])
    return np.union1d(beside[beside < ground.count], list(rows)).astype(np.int64)


def _rank(areas: gpd.GeoDataFrame, ground: Ground, settings: CoverageSettings) -> Ints:
    """Order the areas: who keeps the ground of an overlap, or wins a tie."""
    if settings.overlap_rule is OverlapRule.FIRST:
        return np.arange(ground.count)
    by_name = pd.Series(ground.names).rank(method="first")
    if settings.overlap_rule is OverlapRule.COLUMN:
        value = areas[settings.overlap_column].reset_index(drop=True).rank(method="min", na_option="bottom")
        return np.asarray(np.lexsort([by_name, value]).argsort())
    return by_name.to_numpy().astype(np.int64)


def _repaired(
    ground: Ground, rows: Ints, rank: Ints, settings: CoverageSettings, crs: Any, feedback: Feedback
) -> tuple[Shapes, gpd.GeoDataFrame]:
    """Return the repaired areas, in grid units, and what was done."""
    snapped = snap_vertices(ground, rows, settings.snap * ground.grid.scale)
    is_open = np.isin(np.arange(ground.count), rows)
    faces = make_faces(snapped, rows, crowded_faces(snapped))
    rules = Rules(snapped, faces, rank, is_open, settings)
    feedback.set_progress(40)
    check_canceled(feedback)
    holding = assign_faces(rules)
    gaps = open_gaps(holding, rules, only_narrow=False)
    cuts = cut_lines(faces, gaps, holding.holder, rules.limit, feedback)
    feedback.set_progress(60)
    if len(cuts):
        rules = replace(rules, faces=cut_faces(faces, cuts, snapped))
        holding = assign_faces(rules)
    join_parts(holding, rules)
    shapes = _areas_from(holding, rules, feedback)
    gone = shapely.is_empty(shapes) & ~shapely.is_empty(ground.areas)
    shapes[gone] = ground.areas[gone]  # smaller than the snapping distance: still nobody's to delete
    shapes = without_needless(shapes, _places(ground), ground.grid)
    feedback.set_progress(100)
    return shapes, list_changes(holding, rules.faces, ground, shapes, rows, crs)


def _areas_from(holding: Holding, rules: Rules, feedback: Feedback) -> Shapes:
    face, area = holding.pairs()
    wanted = rules.is_open[area]
    shapes = rules.ground.areas.copy()
    parts = dissolve(rules.faces.shapes[face[wanted]], area[wanted], rules.faces.grid, feedback)
    for row, some in parts.items():
        shapes[row] = one_shape(some)
    return shapes


def _places(ground: Ground) -> Places:
    return Places(ground.grid, ground.given, ground.given_parents)


def _restored(shapes: Shapes, rows: Ints, ground: Ground) -> Shapes:
    """Return the areas in metres; vertices that were not moved have the very coordinates they had."""
    untouched = np.setdiff1d(np.arange(ground.count), rows)
    shapes = shapes.copy()
    given = ground.given.copy()
    shapes[untouched] = ground.grid.snap(given[untouched])
    result = _places(ground).metres(shapes)
    if not (shapely.is_valid(result[rows])).all():  # finer than the grid: the grid's own coordinates are safe
        result = ground.grid.metres(shapes)
    nothing = shapely.is_missing(ground.given) | shapely.is_empty(ground.given)
    for some in (result, given):
        single = ~nothing & (shapely.get_num_geometries(some) == 1)
        some[single] = shapely.get_geometry(some[single], 0)
    same = shapely.equals_exact(shapely.normalize(result), shapely.normalize(given), 0.0)
    result[nothing | same] = given[nothing | same]  # a ring that begins elsewhere is no change
    return result
