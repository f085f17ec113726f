"""Door plates: how many come onto a wrong building, beside the nearest building, on districts with known truth.

The seeds were not used while the costs were set. The real town (OpenStreetMap buildings
with house numbers, ODbL, not part of the project) is read from ``../shared/data`` where
it lies; its plates are drawn from the buildings and moved as surveyors' are.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from district.making import make_district
from district.survey import survey_of

from yibiao_qgis.plates.snap import snap_plates

ROOT = Path(__file__).absolute().parent.parent
SEEDS = (8101, 8102, 8103)
ROOMS = 50_000
REAL_TOWN = ROOT.parent / "shared" / "data" / "buildings" / "snezhinsk.gpkg"
REAL_ZONE = 32641
WRONG_BAR, REVIEW_TRUE_BAR = 1.0, 95.0

Row = dict[str, Any]


def run(seeds: tuple[int, ...] = SEEDS, rooms: int = ROOMS, real_town: Path = REAL_TOWN) -> list[Row]:
    """Measure snapping on generated districts and on a real town."""
    rows: list[Row] = []
    for seed in seeds:
        rows += _rows(f"district {seed}", *_district(seed, rooms))
    if real_town.exists():
        for known, words in ((0.85, "85 % of buildings with street"), (0.0, "no building with street")):
            rows += _rows(f"real town, {words}", *_real_town(real_town, known))
    return rows


def _rows(name: str, layers: dict[str, gpd.GeoDataFrame], truth: pd.Series, gates: pd.Series) -> list[Row]:
    """Snap one set of layers and compare with the truth: the building of each plate, None at a gate."""
    plates, buildings = layers["plates"], layers["buildings"]
    began = time.process_time()
    out = snap_plates(**layers).plates
    seconds = time.process_time() - began
    began = time.process_time()
    gpd.sjoin_nearest(plates[["geometry"]], buildings[["geometry"]], distance_col="distance")
    joined = time.process_time() - began

    points, shapes = plates.geometry.to_numpy(), buildings.geometry.to_numpy()
    nearest = shapely.STRtree(shapes).nearest(points)
    away = shapely.distance(points, shapes[nearest])
    by_nearest = pd.Series(buildings.uuid.to_numpy()[nearest], index=plates.index)
    wrong = (out.snap_status == "snapped") & (out.bldg_uuid != truth) | (out.snap_status == "gate") & ~gates
    wrong_nearest = by_nearest != truth
    review = (out.snap_status == "review") & truth.notna()
    three = [truth[label] in text.split("#")[:3] for label, text in out.candidates[review].items()]
    three_nearest = _among_three_nearest(layers, truth, review)
    share = 100 * float(wrong.mean())
    rows = [
        _row(
            f"{name}: wrong building unmarked",
            share,
            "%",
            f"<= {WRONG_BAR:g}",
            share <= WRONG_BAR,
            {
                "nearest building": 100 * float(wrong_nearest.mean()),
                "nearest within 15 m": 100 * float((wrong_nearest & (away <= 15)).mean()),
            },
        ),
        _row(
            f"{name}: sent to review",
            100 * float((out.snap_status == "review").mean()),
            "%",
            peers={"nearest within 15 m": 100 * float((away > 15).mean())},
        ),
        _row(
            f"{name}: reviewed with the true building among the first three",
            100 * float(np.mean(three)) if three else 100.0,
            "%",
            f">= {REVIEW_TRUE_BAR:g}",
            not three or 100 * float(np.mean(three)) >= REVIEW_TRUE_BAR,
            {"three nearest": three_nearest},
        ),
    ]
    if gates.any():
        at_gate = 100 * float((out.snap_status[gates] == "gate").mean())
        rows.append(_row(f"{name}: gate plates known as such", at_gate, "%"))
    rate = {"geopandas sjoin_nearest": len(plates) / max(joined, 1e-9)}
    rows.append(_row(f"{name}: {len(plates):,} plates, a CPU second", len(plates) / seconds, "plates", peers=rate))
    return rows


def _row(
    what: str, value: float, unit: str, bar: str = "", holds: bool | None = None, peers: dict[str, float] | None = None
) -> Row:
    return {"what": what, "value": value, "unit": unit, "bar": bar, "holds": holds, "peers": peers or {}}


def _among_three_nearest(layers: dict[str, gpd.GeoDataFrame], truth: pd.Series, rows: pd.Series) -> float:
    points = layers["plates"].geometry.to_numpy()[rows.to_numpy()]
    shapes, names = layers["buildings"].geometry.to_numpy(), layers["buildings"].uuid.to_numpy()
    point, building = shapely.STRtree(shapes).query(points, predicate="dwithin", distance=60.0)
    order = np.lexsort((shapely.distance(points[point], shapes[building]), point))
    point, building = point[order], building[order]
    rank = np.arange(len(point)) - np.searchsorted(point, point)
    hit = (rank < 3) & (names[building] == truth[rows].to_numpy()[point])
    return 100 * float(hit.sum() / max(len(points), 1))


def _district(seed: int, rooms: int) -> tuple[dict[str, gpd.GeoDataFrame], pd.Series, pd.Series]:
    district = make_district(seed, rooms)
    survey = survey_of(district, seed)
    plates = survey.frame("plate")
    twice = survey.faults[survey.faults.kind == "duplicate"].set_index("uuid").other
    source = plates.uuid.map(lambda uuid: twice.get(uuid, uuid))
    true = district.plate.set_index("uuid")
    building = source.map(true.bldg_uuid)
    layers = {
        "plates": plates,
        "buildings": survey.frame("building"),
        "streets": survey.frame("street"),
        "compounds": survey.frame("compound"),
    }
    return layers, building.where(building.notna(), None), source.map(true.is_gate).astype(bool)


def _real_town(path: Path, street_known: float) -> tuple[dict[str, gpd.GeoDataFrame], pd.Series, pd.Series]:
    """Draw one plate from each numbered building and move it as surveyors' plates are."""
    rng = np.random.default_rng(20_261_101)
    buildings = _read(path, "buildings").to_crs(REAL_ZONE)
    roads = _read(path, "roads").to_crs(REAL_ZONE)
    buildings["uuid"] = buildings["id"].astype(str)
    buildings = buildings.drop_duplicates("uuid").reset_index(drop=True)
    numbered = (buildings.housenumber != "") & (buildings.street != "")
    lines = {name: shapely.union_all(part.geometry.values) for name, part in roads[roads.name != ""].groupby("name")}
    any_road, walls = shapely.STRtree(roads.geometry.values), shapely.STRtree(buildings.geometry.values)
    spots = []
    for at in np.flatnonzero(numbered):
        house, name = buildings.geometry.iloc[at], buildings.street.iloc[at]
        line = lines.get(name)
        if line is None or line.distance(house) > 120:
            line = roads.geometry.iloc[any_road.nearest(house)]
        spots.append(_surveyed(rng, house, at, line, walls))
    source = buildings[numbered]
    plates = gpd.GeoDataFrame(
        {"uuid": source.uuid.to_numpy(), "street": source.street.to_numpy(), "door": source.housenumber.to_numpy()},
        geometry=spots,
        crs=buildings.crs,
    )
    known = numbered & (rng.random(len(buildings)) < street_known)
    houses = gpd.GeoDataFrame(
        {"uuid": buildings.uuid, "street": buildings.street.where(known, None)},
        geometry=buildings.geometry.values,
        crs=buildings.crs,
    )
    layers = {"plates": plates, "buildings": houses, "streets": roads[["name", "geometry"]]}
    return layers, plates.uuid.copy(), pd.Series(False, index=plates.index)


def _surveyed(
    rng: np.random.Generator, house: shapely.Geometry, at: int, line: shapely.Geometry, walls: shapely.STRtree
) -> shapely.Point:
    """Return where a surveyor stood: 2 to 40 m before the façade to the street, one in twenty across it."""
    ring = shapely.get_exterior_ring(shapely.get_geometry(house, 0))
    places = shapely.line_interpolate_point(ring, rng.uniform(0, ring.length, 12))
    door = places[np.argsort(shapely.distance(places, line))[rng.integers(0, 3)]]
    way = shapely.get_coordinates(shapely.shortest_line(door, line))
    reach = float(np.hypot(*(way[1] - way[0])))
    if reach < 0.1:
        return door
    out = (way[1] - way[0]) / reach
    is_across = rng.random() < 0.05 and reach < 15
    back = 2 * reach - rng.uniform(0, 3) if is_across else min(2 + rng.exponential(5), 40, 0.95 * reach)
    move = out * back + np.array([-out[1], out[0]]) * rng.normal(0, 2)
    # Nobody surveys through another house: step nearer until it is out of the way.
    for _ in range(0 if is_across else 6):
        sight = shapely.linestrings([way[0], way[0] + move])
        if set(walls.query(sight, predicate="intersects")) <= {at}:
            break
        move = move / 2
    return shapely.points(way[0] + move)


def _read(path: Path, layer: str) -> gpd.GeoDataFrame:
    """Read a GeoPackage layer without a GDAL: the geometry follows a header of known length."""
    envelope = (0, 32, 48, 48, 64)
    base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    with base:
        column, srs = base.execute(
            "select column_name, srs_id from gpkg_geometry_columns where table_name = ?", (layer,)
        ).fetchone()
        frame = pd.read_sql_query(f'select * from "{layer}"', base)
    base.close()
    blobs = [blob[8 + envelope[(blob[3] >> 1) & 7] :] for blob in frame.pop(column)]
    return gpd.GeoDataFrame(frame, geometry=shapely.from_wkb(blobs), crs=srs)
