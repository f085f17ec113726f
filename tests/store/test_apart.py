"""A store used from a process with GDAL in it, through a worker process: the same answers, a clean start and end."""

import os
import re
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from apart_samples import Listening, is_alive
from store_samples import publish, streets, towns, whole_district

from yibiao_qgis.model.errors import InputError, StoreError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.paths import PLUGIN
from yibiao_qgis.store import OnReject, create_store, open_store, open_store_apart, workerprocess
from yibiao_qgis.store.workerprocess import find_python

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows holds locks for each handle and needs no worker")

# The same store


def test_all_answers_are_those_of_the_store_itself(store, apart):
    frames = whole_district()
    feedback = Listening()
    report = publish(apart, frames, "first", feedback=feedback)
    assert (report.tx, report.inserted, report.repeated) == (1, report.given, False)
    assert feedback.seen == sorted(feedback.seen)
    assert len(feedback.seen) > 5
    assert apart.info == store.info
    assert apart.transactions() == store.transactions()
    assert list(apart.changes()) == list(store.changes())
    assert apart.verify() == store.verify() == []
    for level in frames:
        mine, theirs = apart.read(level, include_retired=True), store.read(level, include_retired=True)
        assert type(mine) is type(theirs)
        pd.testing.assert_frame_equal(mine, theirs)
    assert publish(apart, frames, "first").repeated
    assert apart.report_of("first").counts == store.report_of("first").counts == report.counts
    assert apart.report_of("second") is store.report_of("second") is None


def test_refused_rows_come_back_with_their_reasons(store, apart):
    frame = gpd.GeoDataFrame(pd.concat([streets(2), streets(1, code="12", uuid=None)]), crs=4490)
    for on_reject in OnReject:
        mine = publish(apart, {Level.TOWN: towns(), Level.STREET: frame}, f"a {on_reject}", on_reject=on_reject)
        theirs = publish(store, {Level.TOWN: towns(), Level.STREET: frame}, f"s {on_reject}", on_reject=on_reject)
        assert mine.is_refused == theirs.is_refused == (on_reject is OnReject.REFUSE)
        pd.testing.assert_frame_equal(mine.rejected, theirs.rejected)


def test_errors_are_those_of_the_store_itself(store, apart):
    for work in (
        lambda store: publish(store, {Level.TOWN: towns().to_crs(4544)}),
        lambda store: publish(store, {Level.TOWN: towns().drop(columns="name")}),
        lambda store: publish(store, {"residents": towns()}),
        lambda store: publish(store, {Level.TOWN: towns()}, actor=" "),
        lambda store: publish(store, {Level.TOWN: pd.DataFrame(towns())}),
        lambda store: store.transactions(7),
        lambda store: list(store.changes(7)),
    ):
        found = []
        for one in (store, apart):
            with pytest.raises(InputError) as caught:
                work(one)
            found.append((type(caught.value), caught.value.message, str(caught.value)))
        assert found[0] == found[1]
    assert apart.info.last_tx == 0


def test_a_file_that_is_no_store_is_named(tmp_path):
    with pytest.raises(StoreError) as caught:
        _ = open_store_apart(tmp_path / "none.gpkg").info
    assert caught.value.code == "not-found"
    (tmp_path / "other.gpkg").write_bytes(b"nothing of the kind" * 50)
    with pytest.raises(StoreError) as caught:
        publish(open_store_apart(tmp_path / "other.gpkg"), {Level.TOWN: towns()})
    assert caught.value.code == "not-a-store"


def test_only_what_a_publish_needs_leaves_the_process(apart):
    frame = towns(resident=lambda: "cannot be pickled")
    frame["geometry_of_old"] = frame.geometry
    frame.attrs["note"] = lambda: "neither can this"
    assert publish(apart, {Level.TOWN: frame}).inserted == 1


def test_strange_geometry_crosses_over(store, apart):
    shapes = [
        shapely.LineString([(106.2, 29.2, 5), (106.3, 29.3, 6)]),
        shapely.LineString(),
        None,
        shapely.Polygon([(106, 29), (107, 30), (107, 29), (106, 30)]),
        shapely.LineString([(106.2, float("nan")), (106.3, 29.3)]),
    ]
    frame = streets(len(shapes)).set_geometry(gpd.GeoSeries(shapes, crs=4490))
    frames = {Level.TOWN: towns(), Level.STREET: frame}
    mine, theirs = publish(apart, frames), publish(store, frames)
    assert mine.is_refused
    pd.testing.assert_frame_equal(mine.rejected, theirs.rejected)


# One worker, its start and its end


def test_the_worker_has_no_gdal_and_ends_with_the_session(store, store_path):
    with open_store_apart(store_path) as opened:
        _ = opened.info
        first = opened.worker_pid
        publish(opened, whole_district())
        assert opened.worker_pid == first
        maps = Path(f"/proc/{first}/maps").read_text(encoding="utf-8")
        assert "sqlite" in maps
        assert not re.search(r"libgdal|libqgis|libQt", maps)
    assert not is_alive(first)
    assert opened.worker_pid is None
    assert opened.info.last_tx == 1  # by a worker for this call alone
    assert opened.worker_pid is None


def test_python_is_found_where_the_executable_is_qgis(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", "/usr/bin/qgis.bin")
    monkeypatch.setattr(sys, "_base_executable", "/usr/bin/qgis.bin")
    assert Path(find_python()).parent.name == "bin"
    for name in ("prefix", "exec_prefix", "base_prefix", "base_exec_prefix"):
        monkeypatch.setattr(sys, name, str(tmp_path))
    with pytest.raises(StoreError) as caught:
        find_python()
    assert caught.value.code == "no-python"
    assert str(tmp_path) in str(caught.value)


def test_a_worker_that_cannot_start_says_so(store, store_path, monkeypatch):
    monkeypatch.setattr(workerprocess, "_MODULE", "yibiao_qgis.store.nowhere")
    with pytest.raises(StoreError) as caught:
        publish(open_store_apart(store_path), {Level.TOWN: towns()})
    assert caught.value.code == "worker-not-started"
    assert "nowhere" in caught.value.detail
    assert store.info.last_tx == 0


# Who uses it


def test_nothing_in_qgis_opens_a_store_in_its_own_process():
    left = [PLUGIN / "processing", PLUGIN / "gui", PLUGIN / "bridge"]
    files = [path for folder in left for path in folder.rglob("*.py")] + [PLUGIN / "plugin.py"]
    assert len(files) > 30
    pattern = re.compile(r"\bopen_store\b|GeoPackageStore|\bsqlite3\b")
    assert [path for path in files if pattern.search(path.read_text(encoding="utf-8"))] == []


def test_create_store_is_safe_in_the_process(store_path):
    """It is built under a name that no other program looks at, whole before it has its own."""
    create_store(store_path, district_code="500116", district_name="江津区")
    assert [path.name for path in store_path.parent.iterdir()] == [store_path.name]
    assert open_store(store_path).verify() == []
