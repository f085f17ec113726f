"""Processes that die, disks that fill up, programs that compete: no acknowledged publish lost, nothing half done."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import TOWN, addresses, buildings, communities, publish, towns, upper_levels

from yibiao_qgis.model.errors import StoreError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import applying, connection, open_store, publishing
from yibiao_qgis.store.locking import WriterLock

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
KILLS = 30
ROWS = 200


def in_child(work):
    """Run `work` in a forked child and return its process id; exit code 1 when it raises."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def publish_for_ever(path, first_round, pipe):
    store = open_store(path)
    number = first_round
    while True:
        publish(store, {Level.BUILDING: buildings(ROWS + number % 100, name=f"{number}幢")}, f"round {number}")
        os.write(pipe, b"%d\n" % number)
        number += 1


@needs_fork
@pytest.mark.parametrize(
    ("bulk_rows", "kills"),
    [
        pytest.param(10**9, KILLS // 2, id="row by row"),
        pytest.param(1, KILLS // 2, id="in bulk"),
        pytest.param(10**9, 250, id="row by row, long", marks=pytest.mark.soak),
        pytest.param(1, 250, id="in bulk, long", marks=pytest.mark.soak),
    ],
)
def test_a_killed_writer_loses_no_acknowledged_publish_and_leaves_no_half(
    store, store_path, monkeypatch, bulk_rows, kills
):
    monkeypatch.setattr(applying, "BULK_ROWS", bulk_rows)
    publish(store, upper_levels())
    dice = random.Random(bulk_rows)
    next_round, unacknowledged, rolled_back = 1, 0, 0
    for _ in range(kills):
        reader, writer = os.pipe()
        child = in_child(lambda: publish_for_ever(store_path, next_round, writer))  # noqa: B023 - called at once
        os.close(writer)
        with os.fdopen(reader) as acknowledged:
            first = acknowledged.readline()
            assert first, "the writer failed"
            time.sleep(dice.uniform(0, 0.12))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            last = int((first + acknowledged.read()).split()[-1])
        rolled_back += store_path.with_name(store_path.name + "-journal").exists()
        frame = store.read(Level.BUILDING)
        # the first rows are in every publish; the later ones come and go
        (name,) = set(frame["name"][:ROWS])
        stored = int(name[:-1])
        assert stored in (last, last + 1)
        assert len(frame) == ROWS + min(stored, 99)
        assert store.info.last_tx == stored + 1
        assert store.verify() == []
        unacknowledged += stored != last
        next_round = stored + 1
    print(f"{kills} kills, {rolled_back} in a transaction, {unacknowledged} between commit and acknowledgement")
    repeated = publish(store, {Level.BUILDING: buildings(ROWS, name="1幢")}, f"round {next_round - 1}")
    assert repeated.repeated


@needs_fork
def test_writers_take_turns(store, store_path):
    publish(store, upper_levels(4))
    writers, rounds = 4, 8

    def write(number):
        mine = open_store(store_path)
        for at in range(rounds):
            code = f"{TOWN}{100 + number * rounds + at}"
            frame = communities(1, code=code, uuid=None)
            publish(mine, {Level.TOWN: towns(name=f"{number}-{at}"), Level.COMMUNITY: frame}, f"{number}-{at}")

    children = [in_child(lambda number=number: write(number)) for number in range(writers)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * writers
    count = writers * rounds
    assert [one.seq for one in store.transactions()] == list(range(1, count + 2))
    assert store.read(Level.TOWN)["version"].tolist() == [1 + count]
    assert len(store.read(Level.COMMUNITY)) == 4 + count
    assert {one.request_id for one in store.transactions(1)} == {
        f"{number}-{at}" for number in range(writers) for at in range(rounds)
    }
    assert store.verify() == []


@needs_fork
def test_one_request_from_several_processes_is_done_once(store, store_path):
    children = [
        in_child(lambda: publish(open_store(store_path), upper_levels(3), "the same request")) for _ in range(4)
    ]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert [one.inserted for one in store.transactions()] == [4]


def test_a_writer_that_waits_in_vain_is_told_who_writes(store, store_path):
    hurried = open_store(store_path, lock_seconds=0.1)
    with WriterLock(store_path, actor="怡云社区"), pytest.raises(StoreError) as caught:
        publish(hurried, {Level.TOWN: towns()})
    assert caught.value.code == "store-locked"
    assert "怡云社区" in str(caught.value)
    assert str(os.getpid()) in str(caught.value)
    assert publish(hurried, {Level.TOWN: towns()}).tx == 1


@needs_fork
def test_the_lock_of_a_dead_writer_is_free(store, store_path):
    reader, writer = os.pipe()

    def hold():
        with WriterLock(store_path, actor="gone"):
            os.write(writer, b".")
            time.sleep(60)

    child = in_child(hold)
    os.read(reader, 1)
    hurried = open_store(store_path, lock_seconds=0.1)
    with pytest.raises(StoreError):
        publish(hurried, {Level.TOWN: towns()})
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert publish(hurried, {Level.TOWN: towns()}).tx == 1
    os.close(reader)
    os.close(writer)


def test_opening_and_closing_the_store_meanwhile_does_not_free_the_lock(store, store_path):
    hurried = open_store(store_path, lock_seconds=0.1)
    with WriterLock(store_path, actor="first"):
        store_path.read_bytes()  # as GDAL looks at a header: POSIX drops this process's locks on the file
        with pytest.raises(StoreError) as caught:
            publish(hurried, {Level.TOWN: towns()})
        assert caught.value.code == "store-locked"


def test_a_program_that_keeps_reading_makes_the_publish_fail_whole(store, store_path, monkeypatch):
    publish(store, {Level.TOWN: towns()})
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(store_path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM town").fetchall()
        with pytest.raises(StoreError) as caught:
            publish(store, {Level.TOWN: towns(name="新")}, "1")
        assert caught.value.code == "store-busy"
        assert store_path.name in str(caught.value)
    assert store.read(Level.TOWN)["name"].tolist() == ["双福街道"]
    assert publish(store, {Level.TOWN: towns(name="新")}, "1").updated == 1


def test_a_store_that_another_program_holds_in_wal_mode_takes_a_publish(store, store_path):
    with closing(sqlite3.connect(store_path, isolation_level=None)) as other:
        assert other.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
        other.execute("SELECT * FROM town").fetchall()
        publish(store, {Level.TOWN: towns()})
        assert other.execute("SELECT name FROM town").fetchall() == [("双福街道",)]
    publish(store, {Level.TOWN: towns(name="新")})
    with closing(sqlite3.connect(store_path)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert store.verify() == []


def test_a_full_disk_at_any_moment_leaves_the_store_as_it_was(store, store_path, monkeypatch):
    publish(store, upper_levels())
    frames = {Level.BUILDING: buildings(500), Level.ADDRESS: addresses(500)}
    prepare = publishing.prepare_writer
    before = len(list(store.changes()))
    failures, pages = 0, 0
    while True:

        def prepare_small(opened, pages=pages):
            prepare(opened)
            used = opened.execute("PRAGMA page_count").fetchone()[0]
            opened.execute(f"PRAGMA max_page_count = {used + pages}")

        monkeypatch.setattr(publishing, "prepare_writer", prepare_small)
        with contextlib.suppress(StoreError):
            publish(store, frames, "1")
            break
        with pytest.raises(StoreError) as caught:
            publish(store, frames, "1")
        failures += 1
        assert caught.value.code == "disk-full"
        assert str(store_path.parent) in str(caught.value)
        assert len(list(store.changes())) == before
        pages += 20
    assert failures > 5
    assert store.verify() == []
    assert store.info.last_tx == 2


@needs_fork
def test_a_file_that_must_not_grow_leaves_the_store_as_it_was(store, store_path):
    resource = pytest.importorskip("resource")
    publish(store, upper_levels())
    size = store_path.stat().st_size

    def publish_limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, size + 200_000))
        with pytest.raises(StoreError) as caught:
            publish(open_store(store_path), {Level.ADDRESS: addresses(20_000)})
        assert caught.value.code == "disk-full"

    assert os.waitpid(in_child(publish_limited), 0)[1] == 0
    assert store.verify() == []
    assert store.info.last_tx == 1
    assert publish(store, {Level.ADDRESS: addresses(100)}).inserted == 100


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_store_that_may_only_be_read_is_read_and_named(child_environment):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "district.gpkg"
        from yibiao_qgis.store import create_store

        publish(create_store(path, district_code="500116", district_name="江津区"), {Level.TOWN: towns()})
        path.with_name(path.name + ".lock").unlink()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        script = (
            "import sys\n"
            "from yibiao_qgis.model.errors import StoreError\n"
            "from yibiao_qgis.model.levels import Level\n"
            "from yibiao_qgis.store import open_store\n"
            "store = open_store(sys.argv[1])\n"
            "frame = store.read(Level.TOWN)\n"
            "try:\n"
            "    store.publish({Level.TOWN: frame}, actor='a', reason='r', request_id='1')\n"
            "except StoreError as error:\n"
            "    print(len(frame), error.code, error)\n"
        )
        as_nobody = {"user": 65534} if os.geteuid() == 0 else {}
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, str(path)],
            env=child_environment,
            capture_output=True,
            text=True,
            check=False,
            **as_nobody,
        )
        Path(folder).chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.startswith("1 not-writable")
    assert folder in done.stdout
