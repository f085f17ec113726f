"""Frames for the tests of area coverages, made up and real."""

import sqlite3
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

sys.path.insert(0, str(Path(__file__).parent))

ENVELOPE_BYTES = (0, 32, 48, 48, 64)
"""Size of a GeoPackage geometry's envelope by the three bits that name its kind."""


def read_areas(path: Path, table: str) -> gpd.GeoDataFrame:
    """Read polygons of a GeoPackage in EPSG:4326 without GDAL, in metres of zone 16."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        cursor = connection.execute(f'SELECT * FROM "{table}"')  # the table's name is one of ours
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    connection.close()
    values = dict(zip(names, zip(*rows)))
    blobs = [blob[8 + ENVELOPE_BYTES[(blob[3] >> 1) & 7] :] for blob in values.pop("geom")]
    return gpd.GeoDataFrame(values, geometry=shapely.from_wkb(np.array(blobs)), crs=4326).to_crs(26916)


@pytest.fixture(scope="session")
def chicago(shared_data):
    """Return a reader of the real boundaries."""
    return lambda table: read_areas(shared_data / "boundaries" / "chicago.gpkg", table)
