"""Boundaries: planted faults found and repaired, on districts with known truth, beside the overlay of geopandas.

The peer does what scripts do: overlaps by intersecting every pair of neighbours, gaps as
holes of the union. It sees neither unmatched vertices nor what lies at the outer border.
"""

from __future__ import annotations

import time
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from coverage_validity import is_coverage
from district import make_district, survey_of

from yibiao_qgis.boundaries.coverage import check_coverage
from yibiao_qgis.boundaries.repair import repair_coverage
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.statuses import FindingKind, Severity

Row = dict[str, Any]

SEEDS = (7101, 7102, 7103)
ROOMS = 60_000
NEAR = 2.0
"""Metres between a planted fault's place and a finding that is taken for it."""

ALONG = 20.0
"""The same for a vertex that one side lacks: its place is the middle of the edge, the finding is at the vertex."""


def run(seeds: tuple[int, ...] = SEEDS, rooms: int = ROOMS) -> list[Row]:
    """Check and repair the communities and grids of generated surveys."""
    rows: list[Row] = []
    for seed in seeds:
        district = make_district(seed, rooms)
        survey = survey_of(district, seed)
        parent = survey.frame(Level.TOWN)
        for level, code in ((Level.COMMUNITY, "town_code"), (Level.GRID, "comm_code")):
            areas, truth = survey.frame(level), district.frame(level)
            planted = survey.faults[survey.faults["level"] == level.value]
            rows += _rows(f"seed {seed}, {len(areas)} of {level.value}", areas, truth, parent, code, planted)
            parent = truth
    return rows


def _rows(
    name: str, areas: gpd.GeoDataFrame, truth: gpd.GeoDataFrame, parent: gpd.GeoDataFrame, code: str, planted: Any
) -> list[Row]:
    began = time.process_time()
    report = check_coverage(areas, parent=parent, parent_code=code)
    checked = time.process_time() - began
    began = time.process_time()
    overlaid = _overlay(areas)
    peer = time.process_time() - began
    places = shapely.points(planted["x"], planted["y"])
    reach = np.where(planted["kind"] == FindingKind.MISMATCH.value, ALONG, NEAR)
    found = _near(places, report.findings.geometry.to_numpy(), reach)
    peer_found = _near(places, overlaid, reach)
    alarms = check_coverage(truth, parent=parent, parent_code=code)
    began = time.process_time()
    repaired = repair_coverage(areas, parent=parent, parent_code=code)
    mended = time.process_time() - began
    after = repaired.areas.geometry.to_numpy()
    left = int((repaired.report.findings["severity"] == Severity.ERROR.value).sum())
    whole = is_coverage(after)
    off = shapely.area(shapely.symmetric_difference(after, truth.geometry.to_numpy()))
    return [
        _row(f"{name}: planted faults found", 100 * found, "%", "100", found == 1, {"overlay": 100 * peer_found}),
        _row(f"{name}: false alarms on the truth", len(alarms.findings), "findings", "0", alarms.findings.empty),
        _row(f"{name}: whole after repair, or what is too wide is listed", int(whole or left > 0), "", "1"),
        _row(f"{name}: faults too wide to be repaired unasked", left, "findings"),
        _row(f"{name}: codes lost", int((set(areas["uuid"]) - set(repaired.areas["uuid"])) != set()), "codes", "0"),
        _row(f"{name}: largest area off the truth", float(off.max()), "m²"),
        _row(f"{name}: check, CPU", checked, "s", peers={"overlay": peer}),
        _row(f"{name}: repair, CPU", mended, "s"),
    ]


def _overlay(areas: gpd.GeoDataFrame) -> np.ndarray:
    shapes = areas.geometry.to_numpy()
    tree = shapely.STRtree(shapes)
    one, other = tree.query(shapes, predicate="intersects")
    pairs = one < other
    overlaps = shapely.intersection(shapes[one[pairs]], shapes[other[pairs]])
    overlaps = overlaps[shapely.area(overlaps) > 0]
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(shapely.union_all(shapes)) for ring in part.interiors]
    return np.array([*overlaps, *holes], dtype=object)


def _near(places: np.ndarray, findings: np.ndarray, reach: np.ndarray) -> float:
    if len(findings) == 0:
        return 0.0
    _, distance = shapely.STRtree(findings).query_nearest(places, return_distance=True, all_matches=False)
    return float((distance <= reach).mean())


def _row(
    what: str, value: float, unit: str, bar: str = "", holds: bool | None = None, peers: dict[str, float] | None = None
) -> Row:
    if bar and holds is None:
        holds = value == float(bar)
    return {"what": what, "value": value, "unit": unit, "bar": bar, "holds": holds, "peers": peers or {}}
