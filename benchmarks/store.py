"""The GeoPackage store: publishing, reading, the feed, competing writers.

``run()`` measures and returns ``{what, value, unit, bar, holds, peers}`` rows;
``python benchmarks/store.py [ROWS]`` prints them. The peer writes the same rows with
GDAL in a process of its own: without checks, history, ledger and transactions.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import Store, create_store, open_store

ROWS = 500_000
PUBLISH_SECONDS = 30 / ROWS
FEED_CHANGES = 100_000
FEED_SECONDS = 10
COMMITS_PER_MINUTE = 1_000
WRITERS, COMMITS_EACH = 4, 25
TOWN = "500116004"
COMMUNITIES = 14

_GDAL_COPY = """
import sys, time
from osgeo import gdal
gdal.UseExceptions()
source = gdal.OpenEx(sys.argv[1], gdal.OF_VECTOR)
start = time.perf_counter()
gdal.VectorTranslate(sys.argv[2], source, layers=["address"], format="GPKG")
print(time.perf_counter() - start)
"""

_WRITER = """
import sys, uuid
import geopandas as gpd, shapely
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import open_store
store = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    frame = gpd.GeoDataFrame({"code": ["500116004"], "name": [sys.argv[2] + str(number)]},
                             geometry=[shapely.box(106.2, 29.2, 106.4, 29.4)], crs=4490)
    store.publish({Level.TOWN: frame}, actor=sys.argv[2], reason="bench", request_id=str(uuid.uuid4()))
"""


def district(rows: int) -> dict[Level, pd.DataFrame]:
    """Return a town, its communities and `rows` addresses of rooms at random places."""
    dice = np.random.default_rng(20261)
    codes = [f"{TOWN}{3 + number:03d}" for number in range(COMMUNITIES)]
    town = gpd.GeoDataFrame(
        {"code": [TOWN], "name": ["双福街道"]}, geometry=[shapely.box(106.2, 29.2, 106.4, 29.4)], crs=4490
    )
    communities = gpd.GeoDataFrame(
        {"code": codes, "name": [f"社区{number}" for number in range(COMMUNITIES)], "town_code": TOWN},
        geometry=[
            shapely.box(106.2, 29.2 + 0.01 * number, 106.4, 29.21 + 0.01 * number) for number in range(COMMUNITIES)
        ],
        crs=4490,
    )
    numbers = np.arange(rows)
    owner = [codes[number] for number in numbers % COMMUNITIES]
    doors = [str(number) for number in numbers % 1_000]
    addresses = gpd.GeoDataFrame(
        {
            "code": [f"{code}{number:024d}" for code, number in zip(owner, numbers)],
            "element": "62",
            "address": [f"重庆市江津区双福街道社区福星大道{door}号怡云花园3幢2单元5层502室" for door in doors],
            "county": "江津区",
            "town": "双福街道",
            "community": "怡云社区",
            "street": [f"福星大道{number}" for number in numbers // 1_000],
            "compound": "怡云花园",
            "door": doors,
            "building": "3幢",
            "unit": "2单元",
            "floor": "5",
            "room": "502",
            "comm_code": owner,
        },
        geometry=shapely.points(106.2 + 0.2 * dice.random(rows), 29.2 + 0.2 * dice.random(rows)),
        crs=4490,
    )
    return {Level.TOWN: town, Level.COMMUNITY: communities, Level.ADDRESS: addresses}


def seconds(work: Callable[[], object]) -> tuple[float, object]:
    """Return how long `work` takes, and its answer."""
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


def publish(store: Store, frames: dict[Level, pd.DataFrame]) -> object:
    """Publish under a new request."""
    return store.publish(frames, actor="bench", reason="bench", request_id=str(uuid.uuid4()))


def gdal_seconds(store: Path, copy: Path) -> dict[str, float]:
    """Return what GDAL needs to write the addresses to a GeoPackage with an R-tree."""
    done = subprocess.run(
        [sys.executable, "-c", _GDAL_COPY, str(store), str(copy)], capture_output=True, text=True, check=False
    )
    return {"GDAL, rows and R-tree alone": float(done.stdout)} if done.returncode == 0 else {}


def commits_per_minute(store: Path) -> float:
    """Return the acknowledged publishes of one changed row a minute, of several processes together."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(store), f"writer {number}-", str(COMMITS_EACH)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.stdout.readline()
    start = time.perf_counter()
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.close()
    codes = [writer.wait() for writer in writers]
    for writer in writers:
        writer.stdout.close()
    if any(codes):
        return 0.0
    return WRITERS * COMMITS_EACH / (time.perf_counter() - start) * 60


def row(
    what: str,
    value: float,
    unit: str,
    bar: str | None = None,
    holds: bool | None = None,
    peers: dict[str, float] | None = None,
) -> dict[str, object]:
    """Return one measured figure."""
    return {"what": what, "value": value, "unit": unit, "bar": bar, "holds": holds, "peers": peers or {}}


def run(rows: int = ROWS) -> list[dict[str, object]]:
    """Measure the store with so many addresses."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "district.gpkg"
        store = create_store(path, district_code="500116", district_name="江津区")
        frames = district(rows)
        spent, _ = seconds(lambda: publish(store, frames))
        bar = PUBLISH_SECONDS * rows
        gdal = gdal_seconds(path, Path(folder) / "copy.gpkg")
        results.append(row(f"publish {rows:,} new rows", spent, "s", f"<= {bar:g}", spent <= bar, gdal))
        results.append(row("size of the store after that", path.stat().st_size / 1e6, "MB"))
        spent, report = seconds(lambda: publish(store, frames))
        results.append(row(f"publish the same {rows:,} rows again", spent, "s"))
        unchanged = report.unchanged == report.given
        results.append(row("of them unchanged", report.unchanged, "rows", f"{report.given}", unchanged))
        spent, frame = seconds(lambda: store.read(Level.ADDRESS))
        results.append(row(f"read {rows:,} rows", spent, "s"))
        some = frame.iloc[:100].assign(aliases="旧名")
        spent, _ = seconds(lambda: publish(store, {Level.ADDRESS: some}))
        results.append(row(f"change 100 rows among {rows:,}", spent, "s", "<= 1", spent <= 1))
        wanted = min(rows, FEED_CHANGES)
        spent, got = seconds(lambda: sum(1 for _ in islice(store.changes(), wanted)))
        holds = got == wanted and spent <= FEED_SECONDS
        results.append(row(f"feed of {wanted:,} changes", spent, "s", f"<= {FEED_SECONDS}", holds))
        rate = commits_per_minute(path)
        name = f"publishes of one row, {WRITERS} processes, {rows:,} rows in the store"
        results.append(row(name, rate, "per min", f">= {COMMITS_PER_MINUTE}", rate >= COMMITS_PER_MINUTE))
        spent, problems = seconds(lambda: open_store(path).verify())
        results.append(row("verify all of it", spent, "s"))
        results.append(row("problems found", len(problems), "", "0", not problems))
    return results
