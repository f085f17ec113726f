"""Put every door plate on its building, or say why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.feedback import Feedback, NullFeedback, StepFeedback, check_canceled
from yibiao_qgis.model.statuses import SnapStatus
from yibiao_qgis.plates import reasons
from yibiao_qgis.plates.contest import UNNUMBERED, contend
from yibiao_qgis.plates.decide import Decision, decide
from yibiao_qgis.plates.doors import NO_NUMBER
from yibiao_qgis.plates.evidence import NO_BUILDING, Candidates, Ground, Part, judge, lay_ground
from yibiao_qgis.plates.facades import front_places
from yibiao_qgis.plates.gates import find_gates
from yibiao_qgis.plates.inputs import Plates, read_survey, survey_points
from yibiao_qgis.plates.lines import NO_STREET, build_rulers
from yibiao_qgis.plates.settings import SnapSettings
from yibiao_qgis.plates.streets import build_chains, directions, side_odds

SEPARATOR = "#"
"""Between the buildings in the column ``candidates``."""

_PASSES = 2
"""The sides and directions of the streets are found anew from the first pass' result."""


@dataclass(frozen=True)
class SnapResult:
    """Plates with their buildings, and the counts.

    Parameters
    ----------
    plates : GeoDataFrame
        Index, columns and CRS of the input. Snapped plates lie on the outline of their
        building, gate plates on that of their compound, all others where they were
        surveyed. Added or replaced columns: ``bldg_uuid`` (text, only of snapped plates),
        ``snap_status`` (`SnapStatus` value), ``snap_reason`` (code, see
        `reasons.reason_message`), ``snap_dist`` (m from the surveyed point to its place, or
        to the first candidate's outline; missing where no building was found),
        ``candidates`` (uuids joined by ``#``, likeliest first), ``survey_x``, ``survey_y``
        (surveyed point, m).
    summary : dict
        ``plates`` (count), ``status`` and ``reason`` (counts by value).
    """

    plates: gpd.GeoDataFrame
    summary: dict[str, Any]


def snap_plates(
    plates: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame,
    *,
    streets: gpd.GeoDataFrame | None = None,
    compounds: gpd.GeoDataFrame | None = None,
    settings: SnapSettings | None = None,
    feedback: Feedback | None = None,
) -> SnapResult:
    """Find the building of every door plate.

    The nearest building is only one of the signs: the plate's street or compound, the
    side of the street that its number belongs to, walls and streets in between, one
    number a building and the order of numbers along the street are weighed together.

    Parameters
    ----------
    plates : GeoDataFrame of Point
        Fields ``street`` and ``door``, and where there are ``compound``, ``sub_door``,
        ``comm_code``; in metres. With ``survey_x`` and ``survey_y`` of an earlier run those
        are the surveyed points.
    buildings : GeoDataFrame of Polygon or MultiPolygon
        Field ``uuid``, and where there are ``street``, ``compound``, ``name``, ``comm_code``;
        same CRS.
    streets : GeoDataFrame of LineString or MultiLineString, optional
        Centre lines with field ``name``; same CRS.
    compounds : GeoDataFrame of Polygon or MultiPolygon, optional
        Field ``name``, and where there is ``kind`` (GA/T 2000.32); same CRS.
    settings : SnapSettings, optional
        Limits and costs.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    SnapResult
        Every plate with exactly one status and a reason. The result does not depend on
        the order of the rows.

    Raises
    ------
    InputError
        If a layer lacks its CRS, a field, a geometry or an identity.
    Canceled
        If the feedback says so.
    """
    settings = settings or SnapSettings()
    feedback = feedback or NullFeedback()
    survey = read_survey(plates, buildings, streets, compounds)
    check_canceled(feedback)
    rulers = build_rulers(survey.streets)
    gates = find_gates(survey.plates, survey.buildings, survey.compounds, settings)
    ground = lay_ground(survey.buildings, rulers)
    rest = np.flatnonzero(~gates.is_gate)
    judged = _take(survey.plates, rest)
    own = rulers.own_street(judged.points, judged.street, settings.street_reach)
    is_nameless = (judged.street < 0) & (judged.compound < 0)
    own[is_nameless] = rulers.nearest(judged.points[is_nameless], settings.max_distance)
    # Its street is a guess: good enough to know its number again, not to put it in order.
    judged = replace(judged, door=np.where(is_nameless, NO_NUMBER, judged.door))
    found = judge(judged, own, ground, settings, StepFeedback(feedback, 5, 60))
    found, total = _weigh(judged, own, found, settings, StepFeedback(feedback, 60, 90))
    decision = decide(found, total, is_nameless | (judged.door == NO_NUMBER), settings)
    out = _Output(len(survey.plates.points))
    out.put_gates(gates.is_gate, gates.distance, gates.place, settings)
    out.put_judged(rest, judged, own, ground, found, decision, settings)
    out.put_lonely(rest, judged, ground, found, settings)
    lost = gates.is_lost & np.isin(out.status, [SnapStatus.SNAPPED.value, SnapStatus.REVIEW.value])
    out.send_to_review(lost, reasons.COMPOUND_UNKNOWN)
    feedback.set_progress(100)
    return _write(plates, survey.plates, out)


def _take(plates: Plates, rows: NDArray[np.int64]) -> Plates:
    return Plates(**{name: getattr(plates, name)[rows] for name in Plates.__dataclass_fields__})


def _weigh(
    plates: Plates, own: NDArray[np.int64], found: Candidates, settings: SnapSettings, feedback: Feedback
) -> tuple[Candidates, NDArray[np.float64]]:
    """Weigh plates against each other, twice: the second time with what was learnt of the streets."""
    number = _numbers(plates, own)
    row = np.arange(len(own))
    usable = (found.building != NO_BUILDING).any(axis=1)
    total = alone = found.cost
    for turn in range(_PASSES):
        part = StepFeedback(feedback, 100 * turn / _PASSES, 100 * (turn + 1) / _PASSES)
        best = total.argmin(axis=1)
        way = directions(own, plates.door, found.along[row, best], usable)
        odds = side_odds(own, plates.door, found.side, alone, way, settings.most_parity)
        against = np.maximum(-found.side * odds[:, None], 0.0)
        parts = found.parts.copy()
        parts[Part.PARITY] = against
        found = replace(found, parts=parts)
        chains = build_chains(plates, own, number, odds, way, usable)
        total = contend(found.cost, found.building, found.along, number, chains, settings, part)
    return found, total


def _numbers(plates: Plates, own: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give plates of the same number of the same street or compound the same mark, -1 to those without."""
    off_street = own == NO_STREET
    keys = [own, plates.label]
    keys += [np.where(off_street, values, -1) for values in (plates.street, plates.compound, plates.community)]
    marks = np.unique(np.stack(keys, axis=1), axis=0, return_inverse=True)[1].reshape(-1)
    return np.where(plates.label < 0, UNNUMBERED, marks)


class _Output:
    """Columns of the result in the order of judgement."""

    def __init__(self, size: int) -> None:
        self.status = np.full(size, SnapStatus.NO_BUILDING.value, dtype=object)
        self.reason = np.full(size, reasons.NO_BUILDING, dtype=object)
        self.building = np.full(size, None, dtype=object)
        self.distance = np.full(size, np.nan)
        self.candidates = np.full(size, "", dtype=object)
        self.place = np.full(size, None, dtype=object)

    def put_gates(
        self,
        is_gate: NDArray[np.bool_],
        distance: NDArray[np.float64],
        place: NDArray[np.object_],
        settings: SnapSettings,
    ) -> None:
        self.status[is_gate] = SnapStatus.GATE.value
        self.reason[is_gate] = reasons.GATE
        self.distance[is_gate] = distance[is_gate]
        self.place[is_gate] = place[is_gate]
        self.send_to_review(is_gate & (distance > settings.silent_distance), reasons.GATE_FAR)

    def put_judged(
        self,
        rows: NDArray[np.int64],
        plates: Plates,
        own: NDArray[np.int64],
        ground: Ground,
        found: Candidates,
        decision: Decision,
        settings: SnapSettings,
    ) -> None:
        best = found.building[np.arange(len(rows)), decision.ranking[:, 0]]
        has = np.flatnonzero(best != NO_BUILDING)
        row = rows[has]
        sure = decision.certain[has]
        uuid, polygon = ground.buildings.uuid[best[has]], ground.buildings.polygons[best[has]]
        self.status[row] = np.where(sure, SnapStatus.SNAPPED.value, SnapStatus.REVIEW.value)
        self.reason[row] = decision.reason[has]
        place = front_places(polygon, plates.points[has], own[has], ground.rulers)
        self.building[row[sure]] = uuid[sure]
        self.place[row[sure]] = place[sure]
        self.distance[row] = shapely.distance(plates.points[has], place)
        listed = np.take_along_axis(found.building, decision.ranking, axis=1)[has, : int(settings.listed_candidates)]
        names = np.append(ground.buildings.uuid, "")[listed]
        self.candidates[row] = [SEPARATOR.join(filter(None, line)) for line in names]

    def put_lonely(
        self, rows: NDArray[np.int64], plates: Plates, ground: Ground, found: Candidates, settings: SnapSettings
    ) -> None:
        lonely = np.flatnonzero((found.building == NO_BUILDING).all(axis=1))
        if len(lonely) == 0 or len(ground.buildings.uuid) == 0:
            return
        (which, building), distance = ground.tree.query_nearest(
            plates.points[lonely], max_distance=settings.search_distance, return_distance=True, all_matches=True
        )
        order = np.lexsort((building, which))
        which, building, distance = which[order], building[order], distance[order]
        first = np.r_[True, which[1:] != which[:-1]] if len(which) else np.array([], dtype=bool)
        row = rows[lonely[which[first]]]
        self.status[row] = SnapStatus.TOO_FAR.value
        self.reason[row] = reasons.TOO_FAR
        self.distance[row] = distance[first]
        self.candidates[row] = ground.buildings.uuid[building[first]]

    def send_to_review(self, rows: NDArray[np.bool_], reason: str) -> None:
        self.status[rows] = SnapStatus.REVIEW.value
        self.reason[rows] = reason
        self.building[rows] = None
        self.place[rows] = None


def _write(frame: gpd.GeoDataFrame, plates: Plates, out: _Output) -> SnapResult:
    result = frame.copy()
    size = len(frame)

    def back(values: NDArray[Any]) -> NDArray[Any]:
        # From the order of judgement to the caller's.
        spread = np.empty(size, dtype=values.dtype)
        spread[plates.rows] = values
        return spread

    stays = shapely.is_missing(out.place)
    place = out.place.copy()
    place[stays] = plates.points[stays]
    surveyed = survey_points(frame)
    result[frame.geometry.name] = gpd.array.from_shapely(back(place), crs=frame.crs)
    result["bldg_uuid"] = back(out.building)
    result["snap_status"] = back(out.status)
    result["snap_reason"] = back(out.reason)
    result["snap_dist"] = back(out.distance)
    result["candidates"] = back(out.candidates)
    result["survey_x"], result["survey_y"] = surveyed[:, 0], surveyed[:, 1]
    summary = {
        "plates": size,
        "status": {status.value: int((out.status == status.value).sum()) for status in SnapStatus},
        "reason": {code: int(count) for code, count in result["snap_reason"].value_counts().sort_index().items()},
    }
    return SnapResult(result, summary)
