"""Publishing: one transaction, the same rows again are no change, refused or with rows left out, repeatable."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from store_samples import (
    COMMUNITY,
    TOWN,
    addresses,
    buildings,
    communities,
    identity,
    publish,
    square,
    streets,
    towns,
    upper_levels,
    whole_district,
)

from yibiao_qgis.model.errors import Canceled, InputError
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import LayerCounts, OnReject, Operation, applying


def content(store):
    """Return all that a reader sees of a store."""
    layers = {level: store.read(level, include_retired=True) for level in Level}
    return layers, store.transactions(), list(store.changes())


def assert_same_content(left, right):
    for level in Level:
        pd.testing.assert_frame_equal(pd.DataFrame(left[0][level]), pd.DataFrame(right[0][level]))
    assert left[1:] == right[1:]


def test_what_goes_in_comes_out(store):
    frames = whole_district()
    report = publish(store, frames)
    assert (report.tx, report.is_refused, report.repeated) == (1, False, False)
    assert report.inserted == report.given == sum(map(len, frames.values()))
    assert len(report.rejected) == 0
    for level, frame in frames.items():
        stored = store.read(level)
        assert list(stored.columns[: len(LAYERS[level].fields)]) == list(LAYERS[level].field_names)
        for name in frame.columns.drop("geometry", errors="ignore"):
            assert stored[name].tolist() == frame[name].tolist(), name
        assert set(stored["status"]) == {"active"}
        assert set(stored["version"]) == set(stored["tx"]) == {1}
        assert set(stored["valid_from"]) == {dt.date.today().isoformat()}
        assert stored["valid_to"].isna().all()
        if isinstance(frame, gpd.GeoDataFrame):
            assert stored.crs.to_epsg() == 4490
            assert shapely.equals_exact(stored.geometry.to_numpy(), frame.geometry.to_numpy(), tolerance=0).all()
    assert store.verify() == []


def test_the_order_of_the_layers_does_not_matter(store):
    frames = whole_district()
    report = publish(store, dict(reversed(list(frames.items()))))
    assert report.inserted == report.given


def test_the_callers_frames_stay_as_they_are(store):
    frames = whole_district()
    copies = {level: frame.copy() for level, frame in frames.items()}
    publish(store, frames)
    for level, frame in frames.items():
        pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(copies[level]))


def test_the_same_rows_again_are_unchanged(store):
    frames = whole_district()
    publish(store, frames)
    before = content(store)
    report = publish(store, frames)
    assert (report.tx, report.unchanged, report.given) == (2, 21, 21)
    assert (report.inserted, report.updated) == (0, 0)
    after = content(store)
    assert_same_content(before, (after[0], after[1][:1], after[2]))
    assert store.verify() == []


def test_rows_read_from_the_store_are_unchanged(store):
    publish(store, whole_district())
    report = publish(store, {level: store.read(level) for level in Level})
    assert report.unchanged == report.given == 21


def test_a_changed_row_gets_the_next_version_and_keeps_its_past(store):
    publish(store, whole_district())
    frame = streets(3)
    frame.loc[1, "name"] = "改名路"
    report = publish(store, {Level.STREET: frame})
    assert report.counts == {Level.STREET: LayerCounts(given=3, updated=1, unchanged=2)}
    stored = store.read(Level.STREET)
    assert stored["version"].tolist() == [1, 2, 1]
    assert stored["tx"].tolist() == [1, 2, 1]
    (change,) = store.changes(since=1)
    assert (change.tx, change.layer, change.op, change.uuid) == (2, Level.STREET, Operation.UPDATE, frame["uuid"][1])
    assert (change.before["name"], change.after["name"]) == ("福星大道1", "改名路")
    assert change.after["width"] == 0.1 + 0.2
    assert shapely.from_wkb(change.after["geom"]).equals_exact(frame.geometry[1], tolerance=0)


def test_a_changed_geometry_is_a_change_and_moves_the_spatial_index(store):
    publish(store, upper_levels())
    moved = communities()
    moved.geometry = [square(106.5)]
    assert publish(store, {Level.COMMUNITY: moved}).updated == 1
    assert store.verify() == []


def test_a_row_without_identity_is_found_by_its_code_and_else_new(store):
    publish(store, upper_levels())
    first = publish(store, {Level.ADDRESS: addresses(2)})
    ids = store.read(Level.ADDRESS)["uuid"]
    assert first.inserted == 2
    assert ids.str.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}").all()
    again = publish(store, {Level.ADDRESS: addresses(3, aliases="旧名", uuid=[None, ids[1], ""])})
    assert again.counts[Level.ADDRESS] == LayerCounts(given=3, inserted=1, updated=2)
    assert store.read(Level.ADDRESS)["uuid"].tolist()[:2] == ids.tolist()


def test_an_identity_may_be_written_as_qgis_does(store):
    publish(store, upper_levels())
    frame = communities(uuid=["{" + identity(f"community{COMMUNITY}").upper() + "}"])
    assert publish(store, {Level.COMMUNITY: frame}).unchanged == 1


def test_a_field_that_is_not_given_keeps_its_value(store):
    publish(store, whole_district())
    report = publish(store, {Level.STREET: streets(3).drop(columns=["rank", "width", "aliases"], errors="ignore")})
    assert report.unchanged == 3
    cleared = publish(store, {Level.STREET: streets(3, width=np.nan)})
    assert cleared.updated == 3
    assert store.read(Level.STREET)["width"].isna().all()


@pytest.mark.parametrize("missing", [None, np.nan, pd.NaT, pd.NA, "", "  "], ids=str)
def test_every_kind_of_missing_value_is_missing(store, missing):
    publish(store, {Level.TOWN: towns(aliases=pd.Series([missing], dtype=object))})
    assert store.read(Level.TOWN)["aliases"].tolist() == [None]


@pytest.mark.parametrize("missing", [None, np.nan, pd.NaT, pd.NA], ids=str)
def test_every_kind_of_missing_number_is_missing(store, missing):
    publish(store, upper_levels())
    frame = streets(1, rank=pd.Series([missing], dtype=object), width=pd.Series([missing], dtype=object))
    publish(store, {Level.STREET: frame})
    row = store.read(Level.STREET).iloc[0]
    assert pd.isna(row["rank"])
    assert pd.isna(row["width"])


@pytest.mark.parametrize("dtype", ["float64", "Int64", "int32", "object"])
def test_whole_numbers_may_come_in_any_column_type(store, dtype):
    publish(store, {**upper_levels(), Level.BUILDING: buildings(2, floors=pd.Series([6, 18], dtype=dtype))})
    assert store.read(Level.BUILDING)["floors"].tolist() == [6, 18]


def test_numbers_in_a_text_field_become_text(store):
    publish(store, {**upper_levels(), Level.ADDRESS: addresses(2, door=[88.0, 5])})
    assert store.read(Level.ADDRESS)["door"].tolist() == ["88", "5"]


def test_other_columns_and_an_index_with_gaps_do_no_harm(store):
    frame = communities(3).assign(snap_status="x").set_index(pd.Index([7, 7, "a"]))
    assert publish(store, {**upper_levels(), Level.COMMUNITY: frame}).inserted == 4


def test_the_geometry_column_may_have_any_name(store):
    assert publish(store, {Level.TOWN: towns().rename_geometry("shape")}).inserted == 1


def test_a_multipart_geometry_of_one_part_and_heights_are_taken_as_plain(store):
    frame = towns()
    plain = frame.geometry[0]
    frame.geometry = [shapely.MultiPolygon([shapely.force_3d(plain, 300.0)])]
    publish(store, {Level.TOWN: frame})
    assert store.read(Level.TOWN).geometry[0].equals_exact(plain, tolerance=0)


def test_status_and_dates_may_be_given(store):
    day = pd.Timestamp("2020-01-31 12:00")
    publish(store, {Level.TOWN: towns(status="planned", valid_from=[day], valid_to="2030-12-31")})
    row = store.read(Level.TOWN).iloc[0]
    assert (row["status"], row["valid_from"], row["valid_to"]) == ("planned", "2020-01-31", "2030-12-31")
    publish(store, {Level.TOWN: towns(status="active", valid_from=pd.NaT)})
    row = store.read(Level.TOWN).iloc[0]
    assert (row["status"], row["valid_from"], row["valid_to"]) == ("active", "2020-01-31", "2030-12-31")


def test_a_repeated_request_gives_the_first_report_and_changes_nothing(store):
    frame = communities(3)
    frame.loc[2, "name"] = None
    frames = {Level.TOWN: towns(), Level.COMMUNITY: frame}
    first = publish(store, frames, "request-1", on_reject=OnReject.LEAVE_OUT)
    publish(store, {Level.COMMUNITY: communities(1, name="后来的名字")})
    before = content(store)
    second = publish(store, frames, "request-1", on_reject=OnReject.LEAVE_OUT)
    assert second.repeated
    assert not first.repeated
    assert (second.tx, second.counts) == (first.tx, first.counts)
    pd.testing.assert_frame_equal(second.rejected, first.rejected)
    assert [str(text) for text in second.rejected["text"]] == [str(text) for text in first.rejected["text"]]
    assert_same_content(before, content(store))


def test_with_a_rejected_row_the_whole_publish_is_refused(store, store_path):
    frame = communities(3)
    frame.loc[2, "name"] = None
    before = store_path.read_bytes()
    report = publish(store, {Level.TOWN: towns(), Level.COMMUNITY: frame}, "request-1")
    assert report.is_refused
    assert (report.tx, report.inserted, report.rejected_rows) == (None, 0, 1)
    assert store_path.read_bytes() == before
    repaired = publish(store, upper_levels(3), "request-1")
    assert (repaired.tx, repaired.inserted) == (1, 4)


def test_rejected_rows_can_be_left_out_and_are_listed(store):
    frame = communities(3).set_index(pd.Index(["a", "b", "c"]))
    frame.loc["b", "name"] = None
    report = publish(store, {Level.TOWN: towns(), Level.COMMUNITY: frame}, on_reject="leave out")
    assert report.counts[Level.COMMUNITY] == LayerCounts(given=3, inserted=2, rejected=1)
    (row,) = report.rejected.to_dict("records")
    assert (row["layer"], row["row"], row["code"]) == ("community", "b", frame["code"]["b"])
    assert (row["field"], row["rule"]) == ("name", "required")
    assert "name" in str(row["text"])
    assert store.read(Level.COMMUNITY)["code"].tolist() == [frame["code"]["a"], frame["code"]["c"]]
    assert store.verify() == []


def test_children_of_a_rejected_row_are_rejected_as_well(store):
    frames = whole_district()
    frames[Level.BUILDING].loc[0, "code"] = None
    report = publish(store, frames, on_reject=OnReject.LEAVE_OUT)
    assert report.counts[Level.BUILDING].rejected == 1
    assert report.counts[Level.ROOM] == LayerCounts(given=5, rejected=5)
    assert set(report.rejected["rule"]) == {"required", "reference"}
    assert store.verify() == []


def test_a_bulk_publish_does_the_same_as_a_small_one(tmp_path, monkeypatch):
    from yibiao_qgis.store import create_store, publishing

    monkeypatch.setattr(publishing, "now", lambda: dt.datetime(2026, 1, 31, 12, tzinfo=dt.timezone.utc))
    contents = []
    for name, rows in (("small", 10**9), ("bulk", 1)):
        monkeypatch.setattr(applying, "BULK_ROWS", rows)
        store = create_store(tmp_path / f"{name}.gpkg", district_code="500116", district_name="江津区")
        publish(store, whole_district() | {Level.ADDRESS: addresses(0)}, "1")
        publish(store, {Level.BUILDING: buildings(300)}, "2")
        publish(store, {Level.BUILDING: buildings(400, floors=3)}, "3")
        assert store.verify() == []
        contents.append(content(store))
    assert_same_content(*contents)


def test_frames_that_cannot_be_published_are_named(store):
    cases = [
        ({Level.TOWN: towns().drop(columns="name")}, "missing-field", "name"),
        ({Level.TOWN: pd.DataFrame(towns().drop(columns="geometry"))}, "no-geometry", "town"),
        ({Level.TOWN: towns().set_crs(4326, allow_override=True)}, "wrong-crs", "4326"),
        ({Level.TOWN: towns().set_crs(None, allow_override=True)}, "wrong-crs", "town"),
        ({Level.TOWN: pd.concat([towns(), towns()[["name"]]], axis=1)}, "duplicate-columns", "name"),
    ]
    for frames, code, named in cases:
        with pytest.raises(InputError) as caught:
            publish(store, frames)
        assert caught.value.code == code
        assert named in str(caught.value)
    with pytest.raises(InputError, match="river"):
        publish(store, {"river": towns()})
    for options in ({"actor": " "}, {"request_id": " "}):
        with pytest.raises(InputError) as caught:
            publish(store, {Level.TOWN: towns()}, **options)
        assert caught.value.code == "empty-name"
    assert store.transactions() == ()


class CancelingFeedback:
    def __init__(self, looks):
        self.looks = looks

    def set_progress(self, percent):
        assert 0 <= percent <= 100

    def is_canceled(self):
        self.looks -= 1
        return self.looks < 0


def test_a_canceled_publish_leaves_nothing(store):
    frames = {**upper_levels(), Level.ADDRESS: addresses(3000)}
    looks, canceled = 0, 0
    while True:
        try:
            publish(store, frames, feedback=CancelingFeedback(looks))
        except Canceled:
            canceled += 1
            looks += 3
            assert store.transactions() == ()
            continue
        break
    assert canceled > 5
    assert len(store.read(Level.ADDRESS)) == 3000
    assert store.verify() == []


def test_an_empty_publish_is_a_transaction_without_changes(store):
    assert publish(store, {}).tx == 1
    assert publish(store, {Level.TOWN: towns().iloc[:0]}).tx == 2
    assert list(store.changes()) == []
    assert store.verify() == []


def test_reading_keeps_no_lock_and_no_file(store, store_path):
    publish(store, upper_levels())
    first = store.read(Level.TOWN)
    assert sorted(path.name for path in store_path.parent.iterdir()) == [store_path.name, store_path.name + ".lock"]
    assert store_path.with_name(store_path.name + ".lock").stat().st_size == 0
    assert_geodataframe_equal(first, store.read(Level.TOWN))
    assert first["code"].tolist() == [TOWN]
