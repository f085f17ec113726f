"""Each rule rejects what it is for, names row and field, and lets everything else in."""

import numpy as np
import pandas as pd
import pytest
import shapely
from store_samples import (
    COMMUNITY,
    addresses,
    buildings,
    communities,
    identity,
    publish,
    rooms,
    square,
    streets,
    towns,
    upper_levels,
)

from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import OnReject

LONG = "长" * 10_000
BOWTIE = shapely.Polygon([(106.25, 29.28), (106.26, 29.29), (106.26, 29.28), (106.25, 29.29)])


def mixed(good, bad):
    return pd.Series([good, bad], dtype=object)


BAD_VALUES = [
    # frame, column, value of its second row, rule
    (communities, "name", None, "required"),
    (communities, "name", "　", "required"),
    (communities, "code", np.nan, "required"),
    (communities, "code", "50011600400", "pattern"),
    (communities, "code", "５００１１６００４００９", "pattern"),
    (communities, "code", "500116004000", "pattern"),
    (communities, "code", "500116004007\n", "characters"),
    (communities, "code", "5001160040071", "width"),
    (communities, "name", LONG, "width"),
    (communities, "name", ["a", "list"], "type"),
    (communities, "name", b"bytes", "type"),
    (communities, "name", True, "type"),
    (communities, "name", "a\x00b", "characters"),
    (communities, "name", "a\tb", "characters"),
    (communities, "name", "half \ud83d of an emoji", "characters"),
    (communities, "uuid", "7", "uuid"),
    (communities, "uuid", "00000000-0000-4000-8000-00000000000g", "uuid"),
    (communities, "town_code", "500116999", "reference"),
    (communities, "town_code", "500116'); DROP TABLE town; --", "width"),
    (communities, "status", "retired", "status"),
    (communities, "status", "弃用", "status"),
    (communities, "valid_from", "2026-02-30", "type"),
    (communities, "valid_from", "yesterday", "type"),
    (communities, "valid_from", 20260131, "type"),
    (streets, "rank", "2", "type"),
    (streets, "rank", 2.5, "type"),
    (streets, "rank", 2**63, "type"),
    (streets, "rank", np.inf, "type"),
    (streets, "rank", False, "type"),
    (streets, "width", "10 m", "type"),
    (streets, "width", -np.inf, "type"),
    (buildings, "comm_code", "500116004008", "reference"),
    (rooms, "bldg_uuid", identity("nowhere"), "reference"),
    (rooms, "bldg_uuid", None, "required"),
    (addresses, "grid_code", "500116004007001", "reference"),
]
LEVELS = {
    towns: Level.TOWN,
    communities: Level.COMMUNITY,
    streets: Level.STREET,
    buildings: Level.BUILDING,
    rooms: Level.ROOM,
    addresses: Level.ADDRESS,
}


@pytest.mark.parametrize(
    ("make", "field", "value", "rule"),
    BAD_VALUES,
    ids=[f"{LEVELS[make].value}.{field}-{rule}-{at}" for at, (make, field, _, rule) in enumerate(BAD_VALUES)],
)
def test_a_bad_value_rejects_its_row_alone(store, make, field, value, rule):
    publish(store, {**upper_levels(1), Level.BUILDING: buildings(1)})
    frame = make(2)
    good = frame[field][0] if field in frame else None
    frame[field] = mixed(good, value)
    report = publish(store, {LEVELS[make]: frame}, on_reject=OnReject.LEAVE_OUT)
    faults = report.rejected.to_dict("records")
    assert [(fault["row"], fault["field"]) for fault in faults] == [("1", field)] * len(faults)
    assert rule in {fault["rule"] for fault in faults}
    assert all(field in str(fault["text"]) for fault in faults)
    assert all(len(str(fault["text"])) < 400 for fault in faults)
    assert report.counts[LEVELS[make]].rejected == 1
    assert len(store.read(LEVELS[make])) == 1
    assert store.verify() == []


BAD_SHAPES = [
    (communities, None, "geometry-empty"),
    (communities, shapely.Polygon(), "geometry-empty"),
    (communities, shapely.Point(106.25, 29.28), "geometry-type"),
    (communities, shapely.MultiPolygon([square(), square(106.4)]), "geometry-type"),
    (communities, shapely.GeometryCollection([square()]), "geometry-type"),
    (communities, BOWTIE, "geometry-invalid"),
    (communities, shapely.box(622433, 3242071, 622533, 3242171), "geometry-range"),
    (communities, shapely.box(29.28, 106.25, 29.29, 106.26), "geometry-range"),
    (streets, shapely.LineString([(106.25, 29.28), (106.25, 29.28)]), "geometry-invalid"),
    (streets, square(), "geometry-type"),
    (addresses, shapely.Point(np.nan, np.nan), None),
    (addresses, shapely.Point(106.25, np.inf), "geometry-range"),
    (addresses, shapely.MultiPoint([(106.25, 29.28), (106.26, 29.28)]), "geometry-type"),
]


@pytest.mark.parametrize(("make", "shape", "rule"), BAD_SHAPES)
def test_a_bad_geometry_rejects_its_row_alone(store, make, shape, rule):
    publish(store, upper_levels(1))
    frame = make(2)
    frame.geometry = [frame.geometry[0], shape]
    report = publish(store, {LEVELS[make]: frame}, on_reject=OnReject.LEAVE_OUT)
    (fault,) = report.rejected.to_dict("records")
    assert (fault["row"], fault["field"]) == ("1", "geom")
    assert fault["rule"] in ("geometry-empty", "geometry-range") if rule is None else fault["rule"] == rule
    assert str(fault["text"])
    assert len(store.read(LEVELS[make])) == 1


def test_a_code_or_identity_given_twice_rejects_all_its_rows(store):
    publish(store, upper_levels())
    frame = communities(4)
    frame.loc[2, "code"] = frame["code"][1]
    report = publish(store, {Level.COMMUNITY: frame}, on_reject=OnReject.LEAVE_OUT)
    assert report.rejected[["row", "rule"]].to_numpy().tolist() == [["1", "duplicate-code"], ["2", "duplicate-code"]]
    frame = communities(4)
    frame.loc[3, "uuid"] = frame["uuid"][2].upper()
    report = publish(store, {Level.COMMUNITY: frame}, on_reject=OnReject.LEAVE_OUT)
    assert set(report.rejected["rule"]) == {"duplicate-uuid"}
    assert set(report.rejected["row"]) == {"2", "3"}


def test_a_row_that_finds_by_code_what_another_names_is_a_duplicate(store):
    publish(store, upper_levels(2))
    frame = communities(2, uuid=[None, identity("community" + COMMUNITY)])
    report = publish(store, {Level.COMMUNITY: frame})
    assert report.is_refused
    assert set(report.rejected["rule"]) >= {"duplicate-uuid"}


def test_a_row_may_have_several_faults(store):
    publish(store, upper_levels())
    frame = communities(1, code=["x"], name=[None], town_code="999999999")
    frame.geometry = [None]
    report = publish(store, {Level.COMMUNITY: frame})
    assert report.rejected_rows == 1
    assert {"pattern", "required", "geometry-empty"} <= set(report.rejected["rule"])


def test_a_code_never_changes_hands(store):
    publish(store, upper_levels(2))
    thief = communities(1, uuid=identity("thief"))
    report = publish(store, {Level.COMMUNITY: thief})
    assert report.rejected["rule"].tolist() == ["code-owned"]
    assert identity("community" + COMMUNITY) in str(report.rejected["text"][0])
    publish(store, {Level.COMMUNITY: communities(2).iloc[1:]}, retire_missing=True)
    after_retirement = publish(store, {Level.COMMUNITY: thief})
    assert after_retirement.rejected["rule"].tolist() == ["code-owned"]
    without_identity = publish(store, {Level.COMMUNITY: communities(1, uuid=None)})
    assert without_identity.rejected["rule"].tolist() == ["retired"]


def test_a_code_that_a_row_gave_up_stays_its_own(store):
    mine = identity("community" + COMMUNITY)
    publish(store, upper_levels(1))
    publish(store, {Level.COMMUNITY: communities(1, uuid=mine, code="500116004009")})
    other = publish(store, {Level.COMMUNITY: communities(1, uuid=identity("other"))})
    assert other.rejected["rule"].tolist() == ["code-owned"]
    back = publish(store, {Level.COMMUNITY: communities(1)})
    assert back.updated == 1
    assert store.verify() == []


def test_two_rows_cannot_swap_their_codes(store):
    publish(store, upper_levels(2))
    frame = communities(2)
    frame["code"] = frame["code"].to_numpy()[::-1]
    report = publish(store, {Level.COMMUNITY: frame})
    assert report.rejected["rule"].tolist() == ["code-owned", "code-owned"]


def test_the_same_code_may_be_used_in_two_layers(store):
    publish(store, {**upper_levels(), Level.BUILDING: buildings(1, code="1"), Level.ROOM: rooms(1, code="1")})
    assert store.verify() == []


HOSTILE = [
    "'; DROP TABLE town; --",
    '"; DELETE FROM yibiao_changes; --',
    "%s %d {} {name} {0.__class__} \\ / ' \" `",
    "𠮷野家😀👨‍👩‍👧‍👦",
    "=HYPERLINK(1)",
    "\u202eright to left\u202c\ufeff",
    "é" * 60,
    "</script><b>&amp;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts(store, text):
    report = publish(store, {Level.TOWN: towns(name=[text])}, request_id=text, actor=text, reason=text)
    assert report.inserted == 1
    assert store.read(Level.TOWN)["name"].tolist() == [text]
    (change,) = store.changes()
    assert change.after["name"] == text
    (transaction,) = store.transactions()
    assert (transaction.actor, transaction.reason, transaction.request_id) == (text, text, text)
    assert store.verify() == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_in_codes_and_labels_are_listed_as_they_are(store, text):
    frame = communities(1, code=[text]).set_index(pd.Index([text]))
    report = publish(store, {**upper_levels(), Level.COMMUNITY: frame}, "1", on_reject=OnReject.LEAVE_OUT)
    assert report.rejected["row"].tolist()[0] == text
    assert report.rejected["code"].tolist()[0] == text
    assert "{" not in text or text[:5] in str(report.rejected["text"][0])
    repeated = publish(store, {}, "1")
    assert [str(one) for one in repeated.rejected["text"]] == [str(one) for one in report.rejected["text"]]
