"""Rows that are retired, recoded, or changed by two people at once."""

import datetime as dt

from store_samples import (
    COMMUNITY,
    addresses,
    buildings,
    communities,
    identity,
    publish,
    rooms,
    upper_levels,
    whole_district,
)

from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import LayerCounts, OnReject, Operation


def test_missing_rows_are_retired_when_asked(store):
    publish(store, upper_levels(3))
    report = publish(store, {Level.COMMUNITY: communities(3).iloc[:2]}, retire_missing=True)
    assert report.counts[Level.COMMUNITY] == LayerCounts(given=2, unchanged=2, retired=1)
    assert len(store.read(Level.COMMUNITY)) == 2
    last = store.read(Level.COMMUNITY, include_retired=True).iloc[2]
    assert (last["status"], last["valid_to"], last["version"]) == ("retired", dt.date.today().isoformat(), 2)
    (change,) = store.changes(since=1)
    assert (change.op, change.before["status"], change.after["status"]) == (Operation.RETIRE, "active", "retired")
    assert store.verify() == []


def test_a_rejected_row_is_not_missing(store):
    publish(store, upper_levels(2))
    report = publish(
        store,
        {Level.COMMUNITY: communities(2, name=["社区0", None])},
        retire_missing=True,
        on_reject=OnReject.LEAVE_OUT,
    )
    assert report.counts[Level.COMMUNITY] == LayerCounts(given=2, unchanged=1, rejected=1)


def test_a_row_that_others_refer_to_is_not_retired(store):
    publish(store, whole_district())
    report = publish(store, {Level.COMMUNITY: communities(2).iloc[1:]}, retire_missing=True)
    assert report.is_refused
    assert set(report.rejected["rule"]) == {"in-use"}
    assert set(report.rejected["code"]) == {COMMUNITY}


def test_a_row_is_retired_together_with_those_that_refer_to_it(store):
    publish(store, whole_district())
    none = {Level.BUILDING: buildings(4).iloc[1:], Level.ROOM: rooms(0)}
    report = publish(store, none, retire_missing=True)
    assert (report.retired, report.rejected_rows) == (6, 0)
    assert store.verify() == []


def test_a_recoded_parent_takes_its_children_along_or_stays(store):
    publish(store, whole_district())
    new_code = "500116004009"
    alone = publish(store, {Level.COMMUNITY: communities(1, code=new_code, uuid=identity("community" + COMMUNITY))})
    assert alone.is_refused
    assert set(alone.rejected["rule"]) == {"in-use"}
    together = publish(
        store,
        {
            Level.COMMUNITY: communities(1, code=new_code, uuid=identity("community" + COMMUNITY)),
            Level.BUILDING: buildings(4, comm_code=new_code),
            Level.ADDRESS: addresses(6, comm_code=new_code),
        },
    )
    assert (together.updated, together.rejected_rows) == (11, 0)
    assert store.verify() == []


def test_a_retired_row_keeps_a_code_that_is_no_longer_anyones(store):
    publish(store, whole_district())
    publish(store, {Level.ADDRESS: addresses(0)}, retire_missing=True)
    new_code = "500116004009"
    report = publish(
        store,
        {
            Level.COMMUNITY: communities(1, code=new_code, uuid=identity("community" + COMMUNITY)),
            Level.BUILDING: buildings(4, comm_code=new_code),
        },
    )
    assert report.updated == 5
    assert store.verify() == []


def test_an_outdated_row_is_a_conflict(store):
    publish(store, upper_levels())
    mine, theirs = store.read(Level.COMMUNITY), store.read(Level.COMMUNITY)
    publish(store, {Level.COMMUNITY: theirs.assign(name="甲社区")})
    report = publish(store, {Level.COMMUNITY: mine.assign(name="乙社区")})
    assert report.is_refused
    assert report.rejected["rule"].tolist() == ["outdated"]
    assert store.read(Level.COMMUNITY)["name"].tolist() == ["甲社区"]
    same = publish(store, {Level.COMMUNITY: mine.assign(name="甲社区")})
    assert same.unchanged == 1
