"""The worker process of a store: GDAL beside it, others who write, death and cancel."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from apart_samples import Listening, is_alive, wait_for
from store_samples import addresses, buildings, publish, towns, upper_levels

from yibiao_qgis.model.errors import Canceled, StoreError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import open_store_apart
from yibiao_qgis.store.locking import WriterLock
from yibiao_qgis.store.workerprocess import WorkerDiedError, WorkerProcess

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows holds locks for each handle and needs no worker")

HERE = Path(__file__).parent
ROWS = 300


# Locks


def test_a_look_at_the_file_frees_the_lock_of_this_process_and_not_the_workers(store, store_path):
    """The reason for the worker, on POSIX systems."""

    def others_may_write():
        script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
        done = subprocess.run(
            [sys.executable, "-I", "-c", script, str(store_path)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or "locked" in done.stderr
        return done.returncode == 0

    publish(store, upper_levels())
    with closing(sqlite3.connect(store_path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        assert not others_may_write()
        store_path.read_bytes()  # as GDAL looks at a header
        assert others_may_write()
        connection.execute("ROLLBACK")

    answers = []

    def look(percent):
        if percent is not None and percent >= 98 and not answers:  # in the worker's transaction
            store_path.read_bytes()
            answers.append(others_may_write())
            reader.communicate()
        return False

    hold = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('BEGIN')\n"
        "connection.execute('SELECT name FROM town').fetchall()\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    reader = subprocess.Popen(
        [sys.executable, "-I", "-c", hold, str(store_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    reader.stdout.readline()  # from now on a commit waits
    report = publish(open_store_apart(store_path), {Level.TOWN: towns(name="新")}, feedback=Listening(look))
    assert answers == [False]
    assert report.updated == 1


def watched(store_path, child_environment, how, publishes):
    """Publish in a process that GDAL looks at the store in, with two readers beside; return what was seen."""
    environment = {
        **child_environment,
        "PYTHONPATH": os.pathsep.join([str(HERE), child_environment["PYTHONPATH"]]),
    }
    readers = [
        subprocess.Popen(
            [sys.executable, "-P", str(HERE / "steady_reader.py"), str(store_path), str(ROWS)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        for reader in readers:
            assert reader.stdout.readline() == "ready\n"
        done = subprocess.run(
            [sys.executable, "-P", str(HERE / "watched_publisher.py"), str(store_path), how, str(publishes), str(ROWS)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        seen = [json.loads(reader.communicate()[0]) for reader in readers]
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["has_gdal"]
    assert found["looks"] > publishes
    return found, seen


@pytest.mark.parametrize("publishes", [40, pytest.param(1_000, marks=pytest.mark.soak)])
def test_gdal_in_the_process_and_readers_beside_harm_no_publish(store, store_path, child_environment, publishes):
    publish(store, upper_levels())
    found, seen = watched(store_path, child_environment, "apart", publishes)
    print(f"{publishes} publishes, {found['looks']} looks of GDAL, readers: {seen}")
    assert found["errors"] == {}
    assert len(found["acknowledged"]) == publishes
    assert [one.request_id for one in store.transactions(1)] == found["acknowledged"]
    assert store.verify() == []
    for reader in seen:
        assert reader["reads"] > 10
        assert (reader["mixed"], reader["failed"]) == (0, 0)


@pytest.mark.soak
def test_without_the_worker_the_same_destroys_the_store(store, store_path, child_environment):
    """Should this fail one day, the worker may no longer be needed."""
    publish(store, upper_levels())
    found, seen = watched(store_path, child_environment, "inside", 150)
    try:
        problems = [str(problem) for problem in store.verify()]
    except StoreError as error:
        problems = [error.code]
    print(f"{len(found['acknowledged'])} of 150 acknowledged, {found['errors']}, readers {seen}, {problems[:3]}")
    assert problems or found["errors"] or any(reader["failed"] or reader["mixed"] for reader in seen)


def test_two_processes_publish_at_once(store, store_path):
    publish(store, upper_levels())
    rounds, failures = 10, []

    def write(number):
        try:
            with open_store_apart(store_path) as opened:
                for at in range(rounds):
                    publish(opened, {Level.TOWN: towns(name=f"{number}-{at}")}, f"{number}-{at}")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.read(Level.TOWN)["version"].tolist() == [1 + 2 * rounds]
    assert {one.request_id for one in store.transactions(1)} == {f"{n}-{at}" for n in range(2) for at in range(rounds)}
    assert store.verify() == []


# Death


@pytest.mark.parametrize("kills", [12, pytest.param(250, marks=pytest.mark.soak)])
def test_when_the_worker_is_killed_the_truth_is_told(store, store_path, kills):
    publish(store, upper_levels())
    dice = random.Random(6)
    opened = open_store_apart(store_path)
    outcomes = {"answered": 0, "found in the store": 0, "not in the store": 0}
    spent = 0.1
    for number in range(kills):
        request = f"round {number}"
        with opened:
            _ = opened.info
            before = store.info.last_tx
            frames = {Level.BUILDING: buildings(ROWS, name=f"{number}幢")}
            killer = threading.Timer(dice.uniform(0, 1.3) * spent, os.kill, (opened.worker_pid, signal.SIGKILL))
            start = time.perf_counter()
            killer.start()
            report, error = None, None
            try:
                report = publish(opened, frames, request)
            except StoreError as caught:
                error = caught
            if error is not None:
                assert error.code == "writer-died"
                assert "SIGKILL" in str(error)
                assert store.report_of(request) is None
                assert store.info.last_tx == before
                outcomes["not in the store"] += 1
            else:
                if not report.repeated:
                    spent = time.perf_counter() - start
                outcomes["found in the store" if report.repeated else "answered"] += 1
                assert store.info.last_tx == report.tx == before + 1
                assert store.transactions(before)[0].request_id == request
                assert set(store.read(Level.BUILDING)["name"]) == {f"{number}幢"}
            killer.cancel()
            killer.join()
    assert store.verify() == []
    print(outcomes)
    assert outcomes["not in the store"] > 0


def test_a_worker_that_dies_after_its_commit_is_not_a_failure(store, store_path, monkeypatch):
    publish(store, upper_levels())
    call = WorkerProcess.call

    def die_after(worker, wanted, feedback):
        answer = call(worker, wanted, feedback)
        if wanted.name == "publish":
            os.kill(worker.pid, signal.SIGKILL)
            raise WorkerDiedError("SIGKILL", "", was_ready=True)
        return answer

    monkeypatch.setattr(WorkerProcess, "call", die_after)
    report = publish(open_store_apart(store_path), {Level.BUILDING: buildings(3)}, "the request")
    assert (report.tx, report.inserted) == (2, 3)
    assert [one.request_id for one in store.transactions(1)] == ["the request"]


def test_when_nothing_can_be_found_out_the_error_says_what_to_do(store, store_path, monkeypatch):
    def die(worker, wanted, feedback):
        raise WorkerDiedError("exit code 1", "its last words", was_ready=True)

    monkeypatch.setattr(WorkerProcess, "call", die)
    with pytest.raises(StoreError) as caught:
        publish(open_store_apart(store_path), {Level.TOWN: towns()}, "the request")
    assert caught.value.code == "publish-unknown"
    assert "the request" in str(caught.value)
    assert caught.value.detail == "its last words"


def test_the_worker_ends_when_its_parent_is_killed(store, store_path, child_environment):
    publish(store, upper_levels())
    script = (
        "import sys\n"
        "from store_samples import addresses, publish\n"
        "from yibiao_qgis.model.levels import Level\n"
        "from yibiao_qgis.store import open_store_apart\n"
        "with open_store_apart(sys.argv[1]) as store:\n"
        "    print(store.info.last_tx, store.worker_pid, flush=True)\n"
        "    publish(store, {Level.ADDRESS: addresses(60_000)})\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-P", "-c", script, str(store_path)], env=child_environment, stdout=subprocess.PIPE, text=True
    )
    worker = int(parent.stdout.readline().split()[1])
    lock = store_path.with_name(store_path.name + ".lock.json")
    wait_for(lock.exists)
    parent.kill()
    parent.communicate()
    wait_for(lambda: not is_alive(worker))
    assert store.verify() == []
    assert store.info.last_tx in (1, 2)
    assert publish(store, {Level.ADDRESS: addresses(1)}).tx == store.info.last_tx


# Cancel


def test_a_cancel_while_another_writes(store, store_path, apart):
    _ = apart.info
    start = time.monotonic()
    with WriterLock(store_path, actor="another"), pytest.raises(Canceled):
        publish(apart, {Level.TOWN: towns()}, feedback=Listening(lambda _: time.monotonic() > start + 0.3))
    assert store.info.last_tx == 0
    assert publish(apart, {Level.TOWN: towns()}).tx == 1


@pytest.mark.parametrize("at", [1, 31, 52, 61, 70])
def test_a_cancel_before_the_commit_leaves_nothing(store, apart, at):
    publish(apart, upper_levels())
    before = list(store.changes())
    feedback = Listening(lambda percent: percent is not None and percent >= at)
    frames = {Level.BUILDING: buildings(2_000), Level.ADDRESS: addresses(30_000)}
    with pytest.raises(Canceled):
        publish(apart, frames, feedback=feedback)
    assert list(store.changes()) == before
    assert store.verify() == []


def test_a_cancel_after_the_commit_began_comes_too_late(store, store_path, apart):
    publish(apart, upper_levels())
    with closing(sqlite3.connect(store_path, isolation_level=None, check_same_thread=False)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT name FROM town").fetchall()  # holds the commit up
        release = threading.Timer(0.7, reader.execute, ("ROLLBACK",))

        def stop(percent):
            if percent is not None and percent >= 98 and not release.is_alive():
                release.start()
                return True
            return False

        report = publish(apart, {Level.TOWN: towns(name="新")}, "late", feedback=Listening(stop))
        release.join()
    assert (report.updated, report.repeated) == (1, False)
    assert store.info.last_tx == report.tx == 2
    assert apart.info.last_tx == 2
