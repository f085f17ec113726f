"""The sample district: its surveyed plates against the truth that is kept for it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from yibiao_qgis.plates.snap import snap_plates

ROOT = Path(__file__).absolute().parents[2]
SURVEY = ROOT / "resources" / "sample" / "survey.gpkg"
TRUTH = ROOT / "tests" / "truth"
ZONE = 4544


def read_layer(name: str) -> gpd.GeoDataFrame:
    """Read a layer without a GDAL: the geometry follows a header of known length."""
    base = sqlite3.connect(f"{SURVEY.as_uri()}?mode=ro&immutable=1", uri=True)
    column, srs = base.execute(
        "select column_name, srs_id from gpkg_geometry_columns where table_name = ?", (name,)
    ).fetchone()
    frame = pd.read_sql_query(f'select * from "{name}"', base)
    base.close()
    blobs = [blob[8 + (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7] :] for blob in frame.pop(column)]
    return gpd.GeoDataFrame(frame, geometry=shapely.from_wkb(blobs), crs=srs).to_crs(ZONE)


@pytest.fixture(scope="module")
def layers() -> dict[str, gpd.GeoDataFrame]:
    names = {"plates": "plate", "buildings": "building", "streets": "street", "compounds": "compound"}
    return {role: read_layer(name) for role, name in names.items()}


@pytest.fixture(scope="module")
def snapped(layers) -> gpd.GeoDataFrame:
    return snap_plates(**layers).plates


@pytest.fixture(scope="module")
def truth(layers) -> pd.DataFrame:
    """Building and gate of each surveyed plate; a plate taken twice has those of the first."""
    true = pd.read_csv(TRUTH / "sample_plates.csv.gz", dtype=str).set_index("uuid")
    faults = pd.read_csv(TRUTH / "sample_faults.csv.gz", dtype=str)
    twice = faults[faults.kind == "duplicate"].set_index("uuid").other
    return true.loc[[twice.get(uuid, uuid) for uuid in layers["plates"].uuid]].set_axis(layers["plates"].index)


def test_at_most_one_plate_in_a_hundred_is_on_a_wrong_building_unmarked(layers, snapped, truth) -> None:
    is_gate = truth.is_gate == "1"
    wrong = (snapped.snap_status == "snapped") & (snapped.bldg_uuid != truth.bldg_uuid)
    wrong |= (snapped.snap_status == "gate") & ~is_gate
    tree = shapely.STRtree(layers["buildings"].geometry.to_numpy())
    nearest = layers["buildings"].uuid.to_numpy()[tree.nearest(layers["plates"].geometry.to_numpy())]
    assert wrong.mean() <= 0.01
    assert wrong.mean() * 20 <= (nearest != truth.bldg_uuid).mean()


def test_the_true_building_is_among_the_first_three_candidates_of_reviewed_plates(snapped, truth) -> None:
    review = (snapped.snap_status == "review") & truth.bldg_uuid.notna()
    hits = [truth.bldg_uuid[label] in text.split("#")[:3] for label, text in snapped.candidates[review].items()]
    assert np.mean(hits) >= 0.95


def test_most_plates_need_no_look(snapped) -> None:
    assert (snapped.snap_status == "review").mean() <= 0.2


def test_gate_plates_are_known(snapped, truth) -> None:
    is_gate = truth.is_gate == "1"
    assert (snapped.snap_status[is_gate] == "gate").mean() >= 0.85
    assert not (snapped.snap_status[is_gate] == "snapped").any()


def test_snapped_plates_lie_on_their_walls(layers, snapped) -> None:
    on = snapped[snapped.snap_status == "snapped"]
    walls = layers["buildings"].set_index("uuid").geometry.exterior.loc[on.bldg_uuid]
    assert shapely.distance(on.geometry.to_numpy(), walls.to_numpy()).max() < 1e-6


def test_the_order_of_rows_decides_nothing(layers, snapped) -> None:
    rng = np.random.default_rng(5)
    shuffled = {role: frame.iloc[rng.permutation(len(frame))] for role, frame in layers.items()}
    other = snap_plates(**shuffled).plates.loc[snapped.index]
    columns = ["bldg_uuid", "snap_status", "snap_reason", "snap_dist", "candidates", "survey_x", "survey_y"]
    pd.testing.assert_frame_equal(pd.DataFrame(other[columns]), pd.DataFrame(snapped[columns]))
    assert (shapely.distance(other.geometry.to_numpy(), snapped.geometry.to_numpy()) == 0).all()
