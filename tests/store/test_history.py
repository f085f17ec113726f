"""The history: numbered without gaps, chained by hashes, readable as a feed, and verified."""

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest
from store_samples import buildings, communities, identity, publish, streets, towns, upper_levels

from yibiao_qgis.model.errors import Canceled, InputError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import Operation, history, open_store
from yibiao_qgis.store.history import GENESIS


def edit(path, *statements):
    """Change a store behind its back, as a person with a database tool would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.create_function("ST_IsEmpty", 1, lambda _: 0)
        for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            connection.create_function(name, 1, lambda _: 1.0)
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            if not name.startswith("rtree_"):
                connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def published(store):
    publish(store, upper_levels(2), "one", reason="first")
    publish(store, {Level.STREET: streets(2)}, "two", actor="office", reason="second")
    publish(store, {Level.STREET: streets(2, name=["甲路", "福星大道1"])}, "three")
    return store


def test_transactions_say_who_why_and_what(published):
    one, two, three = published.transactions()
    assert [one.seq, two.seq, three.seq] == [1, 2, 3]
    assert (two.actor, two.reason, two.request_id) == ("office", "second", "two")
    assert (one.inserted, two.inserted, three.updated) == (3, 2, 1)
    assert one.time.endswith("Z")
    assert one.time <= two.time <= three.time
    assert published.transactions(since=2) == (three,)
    assert published.transactions(since=3) == ()


def test_each_transaction_holds_the_hash_of_the_one_before(published):
    previous = GENESIS
    for one in published.transactions():
        assert one.previous == previous
        fields = [one.seq, one.time, one.actor, one.reason, one.request_id, one.inserted, one.updated, one.retired]
        text = json.dumps([*fields, one.digest, one.previous], ensure_ascii=False, separators=(",", ":"))
        assert one.hash == hashlib.sha256(text.encode()).hexdigest()
        previous = one.hash


@pytest.mark.parametrize("page", [1, 2, 3, 10_000])
def test_the_feed_is_whole_and_in_order_whatever_the_page(published, monkeypatch, page):
    monkeypatch.setattr(history, "_PAGE", page)
    changes = list(published.changes())
    assert [change.seq for change in changes] == [1, 2, 3, 4, 5, 6]
    assert [change.tx for change in changes] == [1, 1, 1, 2, 2, 3]
    assert [change.layer for change in changes[:3]] == [Level.TOWN, Level.COMMUNITY, Level.COMMUNITY]
    assert [change.op for change in changes] == [Operation.INSERT] * 5 + [Operation.UPDATE]
    assert list(published.changes(since=1)) == changes[3:]
    assert list(published.changes(since=2)) == changes[5:]
    assert list(published.changes(since=3)) == []
    assert published.verify() == []


def test_the_feed_does_not_grow_while_it_is_read(published, monkeypatch):
    monkeypatch.setattr(history, "_PAGE", 1)
    feed = published.changes()
    first = next(feed)
    publish(published, {Level.TOWN: towns(name="新")})
    assert [first.seq, *(change.seq for change in feed)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("since", [-1, 4, 10**9])
def test_asking_beyond_the_last_transaction_is_an_error(published, since):
    with pytest.raises(InputError) as caught:
        published.transactions(since)
    assert caught.value.code == "beyond-last"
    assert "3" in str(caught.value)
    with pytest.raises(InputError):
        list(published.changes(since))


TAMPERINGS = {
    "hash-chain": "UPDATE yibiao_transactions SET reason = 'other' WHERE seq = 2",
    "changes-digest": "UPDATE yibiao_changes SET after = replace(after, '福星', '福') WHERE tx = 2",
    "gap": "DELETE FROM yibiao_transactions WHERE seq = 2",
    "replay": "UPDATE street SET name = '改', version = version + 1 WHERE code LIKE '%000'",
    "lost-row": "DELETE FROM street",
    "ledger": "UPDATE yibiao_codes SET uuid = 'other' WHERE layer = 'street'",
    "foreign-key": "UPDATE yibiao_changes SET tx = 77 WHERE seq = 1",
    "reference": "UPDATE street SET town_code = '500116999', version = version + 1",
    "spatial-index": "DELETE FROM rtree_street_geom",
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_what_was_changed_behind_the_stores_back_is_found(published, store_path, kind):
    edit(store_path, TAMPERINGS[kind])
    problems = published.verify()
    assert kind in {problem.code for problem in problems}
    assert all(str(problem) for problem in problems)


def test_a_transaction_taken_from_the_end_is_not_found_but_a_later_one_does_not_fit(published, store_path):
    # the chain proves order and content of what is there; a cut end needs a second copy of the last hash
    last = published.transactions()[-1].hash
    edit(store_path, "DELETE FROM yibiao_transactions WHERE seq = 3", "DELETE FROM yibiao_changes WHERE tx = 3")
    assert last not in {one.hash for one in published.transactions()}
    assert "replay" in {problem.code for problem in published.verify()}


def test_a_moved_geometry_is_found_by_the_replay(published, store_path):
    edit(
        store_path,
        "UPDATE street SET geom = (SELECT geom FROM street WHERE code LIKE '%001'), version = version + 1 "
        "WHERE code LIKE '%000'",
    )
    assert {"replay", "spatial-index"} <= {problem.code for problem in published.verify()}


def test_verifying_can_be_canceled(published):
    class Stop:
        def set_progress(self, percent):
            pass

        def is_canceled(self):
            return True

    with pytest.raises(Canceled):
        published.verify(Stop())
    with pytest.raises(Canceled):
        published.read(Level.STREET, feedback=Stop())


def test_a_copy_of_the_file_is_the_same_store(published, store_path, tmp_path):
    copy = tmp_path / "copy.gpkg"
    copy.write_bytes(store_path.read_bytes())
    other = open_store(copy)
    assert other.transactions() == published.transactions()
    publish(other, {Level.BUILDING: buildings(1)})
    assert other.verify() == []
    assert published.info.last_tx == 3


def test_a_row_can_be_followed_by_its_identity(published):
    uuid = identity("street5001160041000")
    versions = [change.after["version"] for change in published.changes() if change.uuid == uuid]
    assert versions == [1, 2]
    assert len(communities(2)) == len(published.read(Level.COMMUNITY))
