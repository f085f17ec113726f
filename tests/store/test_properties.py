"""Properties of random publishes: what went in comes out, history replays to the tables, nothing is half done."""

import math
import uuid

import geopandas as gpd
import hypothesis.strategies as st
import pandas as pd
import shapely
from hypothesis import HealthCheck, given, settings
from store_samples import TOWN, publish, towns

from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import OnReject, create_store, open_store

MODEST = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

texts = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), min_size=1, max_size=60
).filter(lambda text: not text.isspace())
longitudes = st.floats(73, 136)
latitudes = st.floats(3, 54)
points = st.tuples(longitudes, latitudes)
lines = st.lists(points, min_size=2, max_size=6, unique=True).map(shapely.LineString).filter(lambda line: line.is_valid)
rows = st.fixed_dictionaries(
    {
        "name": texts,
        "aliases": st.none() | texts,
        "town_code": st.none() | st.just(TOWN),
        "rank": st.none() | st.integers(-(2**63) + 1, 2**63 - 1),
        "width": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "geometry": lines,
    }
)


def frame_of(rows_by_number):
    """Return a frame of streets; the number gives identity and code."""
    data = {name: [row[name] for row in rows_by_number.values()] for name in ("name", "aliases", "town_code")}
    data["rank"] = pd.array([row["rank"] for row in rows_by_number.values()], dtype="Int64")
    data["width"] = pd.Series([row["width"] for row in rows_by_number.values()], dtype="float64")
    data["uuid"] = [str(uuid.UUID(int=number + (4 << 76))) for number in rows_by_number]
    data["code"] = [f"{TOWN}1{number:03d}" for number in rows_by_number]
    return gpd.GeoDataFrame(data, geometry=[row["geometry"] for row in rows_by_number.values()], crs=4490)


def plain(frame):
    """Return the rows by code, comparable exactly."""
    found = {}
    for row in frame.itertuples():
        width = (
            None if row.width is None or math.isnan(row.width) else (row.width + 0.0).hex()
        )  # no negative zero in SQLite
        found[row.code] = (
            row.uuid,
            row.name,
            row.aliases,
            row.town_code,
            None if pd.isna(row.rank) else int(row.rank),
            width,
            shapely.to_wkb(row.geometry),
        )
    return found


@MODEST
@given(batch=st.dictionaries(st.integers(0, 99), rows, max_size=8))
def test_any_rows_come_out_as_they_went_in(tmp_path_factory, batch):
    store = create_store(tmp_path_factory.mktemp("s") / "s.gpkg", district_code="500116", district_name="江津区")
    publish(store, {Level.TOWN: towns()})
    frame = frame_of(batch)
    assert publish(store, {Level.STREET: frame}).inserted == len(batch)
    assert plain(store.read(Level.STREET)) == plain(frame)
    assert publish(store, {Level.STREET: frame}).unchanged == len(batch)
    assert store.verify() == []


@MODEST
@given(
    steps=st.lists(
        st.tuples(st.dictionaries(st.integers(0, 12), rows, max_size=6), st.booleans(), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_any_sequence_of_publishes_is_what_a_simple_model_says(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("s") / "s.gpkg"
    store = create_store(path, district_code="500116", district_name="江津区")
    publish(store, {Level.TOWN: towns()})
    alive, versions, retired = {}, {}, set()
    for batch, retire_missing, leave_out in steps:
        frame = frame_of(batch)
        on_reject = OnReject.LEAVE_OUT if leave_out else OnReject.REFUSE
        last = store.info.last_tx
        report = publish(store, {Level.STREET: frame}, retire_missing=retire_missing, on_reject=on_reject)
        given_rows = plain(frame)
        refused = {code for code in given_rows if code in retired}
        assert report.rejected_rows == len(refused)
        assert report.is_refused == bool(refused and not leave_out)
        if not report.is_refused:
            for code, row in given_rows.items():
                if code not in refused and alive.get(code) != row:
                    alive[code] = row
                    versions[code] = versions.get(code, 0) + 1
            for code in set(alive) - set(given_rows) if retire_missing else ():
                del alive[code]
                versions[code] += 1
                retired.add(code)
        assert store.info.last_tx == last + (not report.is_refused)
        stored = open_store(path).read(Level.STREET)
        assert plain(stored) == alive
        everything = store.read(Level.STREET, include_retired=True)
        assert dict(zip(everything["code"], everything["version"])) == versions
    replayed = {}
    for change in store.changes():
        assert replayed.get((change.layer, change.uuid)) == change.before
        replayed[change.layer, change.uuid] = change.after
    for level in (Level.TOWN, Level.STREET):
        stored = store.read(level, include_retired=True)
        for row in stored.itertuples():
            image = replayed[level, row.uuid]
            assert image["geom"] == shapely.to_wkb(row.geometry, hex=True)
            assert (image["code"], image["version"], image["status"]) == (row.code, row.version, row.status)
    assert store.verify() == []
