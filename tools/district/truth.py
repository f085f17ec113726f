"""Keeps the truth of a district apart from its survey, small enough to lie in the repository."""

from __future__ import annotations

import gzip
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from district.district import District
from district.ground import CRS_GROUND
from district.survey import Survey
from district.writing import write_gpkg

AREAS = ("county", "town", "community", "grid", "station", "beat")
AREAS_FILE = "sample_truth.gpkg"
PLATES_FILE = "sample_plates.csv.gz"
FAULTS_FILE = "sample_faults.csv.gz"


def write_truth(district: District, survey: Survey, folder: Path) -> None:
    """Write the truth of a survey.

    - sample_truth.gpkg (EPSG:4490): the true areas, layer by layer;
    - sample_plates.csv.gz: uuid, bldg_uuid, grid_uuid, x, y (EPSG:4544) of every true plate, is_gate, side, street,
      compound, door, sub_door as they truly are;
    - sample_faults.csv.gz: what was planted, see :class:`district.survey.Survey`.
    """
    write_gpkg({name: getattr(district, name) for name in AREAS}, folder / AREAS_FILE)
    xy = shapely.get_coordinates(district.plate.geometry.to_numpy())
    _, grid = shapely.STRtree(district.grid.geometry.to_numpy()).query_nearest(
        district.plate.geometry.to_numpy(), all_matches=False
    )
    plates = pd.DataFrame(
        {
            **{c: district.plate[c] for c in ("uuid", "bldg_uuid", "gate_uuid", "comm_code")},
            "grid_code": district.grid.code.to_numpy()[grid],
            **{c: district.plate[c] for c in ("street", "compound", "door", "sub_door", "side")},
            "is_gate": district.plate.is_gate.astype(int),
            "x": np.round(xy[:, 0], 3),
            "y": np.round(xy[:, 1], 3),
        }
    )
    _write_table(plates, folder / PLATES_FILE)
    _write_table(survey.faults, folder / FAULTS_FILE)


def _write_table(frame: pd.DataFrame, path: Path) -> None:
    # No time of writing in the header: the same table gives the same file.
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as packed:
        packed.write(frame.to_csv(index=False).encode("utf-8"))


def read_plates(folder: Path) -> gpd.GeoDataFrame:
    """Read the true plates back, in EPSG:4544; missing texts are None."""
    frame = pd.read_csv(folder / PLATES_FILE, dtype={"x": float, "y": float, "is_gate": int}, keep_default_na=False)
    for name in ("bldg_uuid", "gate_uuid", "street", "compound", "sub_door", "side"):
        frame[name] = frame[name].astype(str).replace({"": None})
    frame["door"] = frame["door"].astype(str)
    frame["comm_code"] = frame["comm_code"].astype(str)
    frame["grid_code"] = frame["grid_code"].astype(str)
    return gpd.GeoDataFrame(frame, geometry=shapely.points(frame.x, frame.y), crs=CRS_GROUND)


def read_faults(folder: Path) -> pd.DataFrame:
    """Read the planted faults back; `other` is None where there is none."""
    frame = pd.read_csv(folder / FAULTS_FILE, keep_default_na=False)
    frame["other"] = frame["other"].replace({"": None})
    return frame
