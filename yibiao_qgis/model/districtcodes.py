"""Codes of a whole district, level by level."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from yibiao_qgis.model.cells import Texts
from yibiao_qgis.model.coding import CodingResult, assign_codes
from yibiao_qgis.model.errors import InputError, SchemeError
from yibiao_qgis.model.feedback import Feedback, NullFeedback, StepFeedback, check_canceled
from yibiao_qgis.model.levelbases import BASES, CodingTask, Retired
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.model.parentareas import Frames
from yibiao_qgis.model.schemes import CodeScheme
from yibiao_qgis.model.segments import Source
from yibiao_qgis.model.statuses import CodeStatus

CODED_LEVELS = (
    Level.COUNTY,
    Level.TOWN,
    Level.COMMUNITY,
    Level.STATION,
    Level.BEAT,
    Level.GRID,
    Level.STREET,
    Level.COMPOUND,
    Level.PLATE,
    Level.BUILDING,
    Level.ROOM,
)
"""The levels in an order in which each finds its parents coded."""


def code_level(
    level: Level,
    frames: Frames,
    schemes: Mapping[Level, CodeScheme],
    *,
    retired: Retired | None = None,
    taken: Collection[str] = (),
    feedback: Feedback | None = None,
) -> CodingResult:
    """Assign the codes of one level; the levels above must be coded.

    Parameters
    ----------
    level : Level
        What is coded.
    frames : mapping of Level to GeoDataFrame
        The layers with the fields of ``model.layers``, in one CRS in metres: the level
        itself and those that its codes build on (grid: community; beat: station;
        street: town; compound: community; plate: community, street, compound;
        building: plate, compound, community; room: building).
    schemes : mapping of Level to CodeScheme
        Scheme of each level, see ``schemes.choose_schemes``.
    retired : mapping of Level to collection of str, optional
        Codes that were given once and are no longer in use, by level.
    taken : collection of str, optional
        Codes of this level in use outside its frame.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    CodingResult
        With the index of the level's frame.

    Raises
    ------
    InputError
        If the level has no layer or no codes, a needed field is missing, or layers have
        different CRS.
    SchemeError
        If the level has no scheme, or its scheme does not fit that of its parent.
    Canceled
        If the user asked to stop.
    """
    feedback = feedback or NullFeedback()
    if level not in BASES or level not in frames:
        raise InputError(
            "level-not-coded",
            QT_TRANSLATE_NOOP("Yibiao", "There is no layer for {level}, or its rows get no codes of their own"),
            level=level,
        )
    scheme = _scheme(level, schemes)
    if level is Level.BUILDING:
        _scheme(Level.PLATE, schemes)
    check_canceled(feedback)
    task = CodingTask(level, frames, schemes, retired or {}, feedback)
    basis = BASES[level](task)
    index = basis.rows.index

    def series(values: Texts | None) -> pd.Series | None:
        return None if values is None else pd.Series(values, index=index, dtype=object)

    return assign_codes(
        basis.rows,
        scheme,
        parent_codes=series(basis.parents),
        values=basis.values,
        retired=task.retired.get(level, ()),
        taken=taken,
        obstacles=series(basis.obstacles),
        other_parents=series(basis.other_parents),
        feedback=StepFeedback(feedback, 20, 100),
    )


def code_district(
    frames: Frames,
    schemes: Mapping[Level, CodeScheme],
    *,
    levels: Collection[Level] | None = None,
    retired: Retired | None = None,
    feedback: Feedback | None = None,
) -> dict[Level, CodingResult]:
    """Assign the codes of several levels, each building on those above it.

    Parameters
    ----------
    frames : mapping of Level to GeoDataFrame
        The layers, as for :func:`code_level`; they are not changed.
    schemes : mapping of Level to CodeScheme
        Scheme of each level.
    levels : collection of Level, optional
        What is coded; by default every level that has a layer and a scheme. The codes of
        the others are taken as they are.
    retired : mapping of Level to collection of str, optional
        Codes no longer in use, by level.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    dict of Level to CodingResult
        In the order of :data:`CODED_LEVELS`.

    Raises
    ------
    InputError, SchemeError, Canceled
        As :func:`code_level`.
    """
    feedback = feedback or NullFeedback()
    wanted = [level for level in CODED_LEVELS if level in (frames if levels is None else levels)]
    if levels is None:
        wanted = [level for level in wanted if level in schemes]
    coded = dict(frames)
    results: dict[Level, CodingResult] = {}
    weights = np.cumsum([0] + [len(frames.get(level, ())) + 1 for level in wanted])
    for number, level in enumerate(wanted):
        start, end = (100 * weights[number : number + 2] / weights[-1]).tolist()
        step = StepFeedback(feedback, start, end)
        results[level] = code_level(level, coded, schemes, retired=retired, feedback=step)
        coded[level] = with_codes(frames[level], results[level])
    feedback.set_progress(100)
    return results


def with_codes(frame: pd.DataFrame, result: CodingResult) -> pd.DataFrame:
    """Return a frame with its right codes: a rejected row has none, so nothing can build on it."""
    return frame.assign(code=result.codes.where(result.status != CodeStatus.REJECTED.value, None))


def _scheme(level: Level, schemes: Mapping[Level, CodeScheme]) -> CodeScheme:
    """Return the scheme of a level, which must fit that of its parent."""
    if level not in schemes:
        raise SchemeError(
            "scheme-none",
            QT_TRANSLATE_NOOP("Yibiao", "No code scheme is chosen for {level}: choose one in the settings"),
            level=level,
        )
    scheme = schemes[level]
    segment = scheme.segment(Source.PARENT)
    if segment is None or scheme.parent is None or scheme.parent not in schemes:
        return scheme
    upper = schemes[scheme.parent]
    if upper is not scheme and segment.length + len(segment.rest) != upper.length:
        raise SchemeError(
            "scheme-parent-length",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "The scheme {scheme} builds on codes of {wanted} characters, but the scheme {parent} makes {found}: "
                "choose schemes that fit",
            ),
            scheme=scheme.name,
            wanted=segment.length + len(segment.rest),
            parent=upper.name,
            found=upper.length,
        )
    return scheme
