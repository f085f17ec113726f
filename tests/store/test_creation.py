"""Making and opening stores: whole or not at all, and clear words when it cannot be."""

import contextlib
import sqlite3
from contextlib import closing

import pytest
from store_samples import publish, towns

from yibiao_qgis.model.errors import StoreError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import create_store, creation, open_store

DISTRICT = {"district_code": "500116", "district_name": "江津区"}


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_store_knows_its_district_and_is_sound(store, store_path):
    info = open_store(str(store_path)).info
    assert (info.district_code, info.district_name, info.last_tx) == ("500116", "江津区", 0)
    assert store.verify() == []
    assert names(store_path.parent) == [store_path.name]


def test_every_layer_of_a_new_store_reads_empty(store):
    for level in Level:
        frame = store.read(level)
        assert len(frame) == 0
        assert "uuid" in frame.columns
        if level is not Level.ROOM:
            assert frame.crs.to_epsg() == 4490


def test_an_existing_file_is_not_replaced(store, store_path):
    publish(store, {Level.TOWN: towns()})
    with pytest.raises(StoreError) as caught:
        create_store(store_path, **DISTRICT)
    assert caught.value.code == "store-exists"
    assert store_path.name in str(caught.value)
    assert len(store.read(Level.TOWN)) == 1


def test_a_file_that_appears_meanwhile_is_not_replaced(store_path, monkeypatch):
    build = creation.build

    def slow_build(connection, meta):
        build(connection, meta)
        store_path.write_text("somebody else's")

    monkeypatch.setattr(creation, "build", slow_build)
    with pytest.raises(StoreError) as caught:
        create_store(store_path, **DISTRICT)
    assert caught.value.code == "store-exists"
    assert store_path.read_text() == "somebody else's"
    assert names(store_path.parent) == [store_path.name]


def test_a_store_is_replaced_when_asked(store, store_path):
    publish(store, {Level.TOWN: towns()})
    replaced = create_store(store_path, district_code="500112", district_name="渝北区", overwrite=True)
    assert replaced.info.district_code == "500112"
    assert len(replaced.read(Level.TOWN)) == 0


def test_another_file_is_never_replaced(tmp_path):
    for name, content in (("notes.txt", b"my notes"), ("other.gpkg", None)):
        path = tmp_path / name
        if content is None:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TABLE mine (a)")
            content = path.read_bytes()
        else:
            path.write_bytes(content)
        with pytest.raises(StoreError) as caught:
            create_store(path, overwrite=True, **DISTRICT)
        assert caught.value.code == "not-a-store"
        assert path.read_bytes() == content


def test_a_journal_left_over_from_another_file_does_not_touch_the_new_store(store_path):
    with closing(sqlite3.connect(store_path)) as connection:
        connection.execute("CREATE TABLE old (a)")
        connection.execute("BEGIN")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        for number in range(50):
            connection.execute("INSERT INTO old VALUES (?)", ("x" * 4000 + str(number),))
        journal = store_path.with_name(store_path.name + "-journal").read_bytes()
    assert len(journal) > 512
    store_path.unlink()
    store_path.with_name(store_path.name + "-journal").write_bytes(journal)
    store = create_store(store_path, **DISTRICT)
    assert store.verify() == []
    assert names(store_path.parent) == [store_path.name]


def test_a_failing_build_leaves_nothing(store_path, monkeypatch):
    def failing_build(connection, meta):
        connection.execute("CREATE TABLE half (a)")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(creation, "build", failing_build)
    with pytest.raises(StoreError) as caught:
        create_store(store_path, **DISTRICT)
    assert caught.value.code == "disk-full"
    assert names(store_path.parent) == []


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("missing/district.gpkg", "folder-missing"),
        ("file/district.gpkg", "folder-missing"),
        ("folder", "is-folder"),
    ],
)
def test_places_where_no_store_can_be(tmp_path, place, code):
    (tmp_path / "file").write_text("a file, not a folder")
    (tmp_path / "folder").mkdir()
    before = names(tmp_path)
    with pytest.raises(StoreError) as caught:
        create_store(tmp_path / place, **DISTRICT)
    assert caught.value.code == code
    assert names(tmp_path) == before


def test_a_folder_that_refuses_new_files_is_named():
    with pytest.raises(StoreError) as caught:
        create_store("/proc/district.gpkg", **DISTRICT)
    assert caught.value.code == "not-writable"
    assert "/proc" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "not-found"), (b"", "not-a-store"), (b"a text " * 1000, "not-a-store")],
    ids=["missing", "empty", "text"],
)
def test_what_is_no_store_is_not_opened(tmp_path, content, code):
    path = tmp_path / "some.gpkg"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert caught.value.code == code
    assert path.name in str(caught.value)


@pytest.mark.parametrize(("version", "code"), [("999", "newer-store"), ("1", "older-store"), ("x", "not-a-store")])
def test_a_store_of_another_structure_is_refused(store, store_path, version, code):
    with closing(sqlite3.connect(store_path)) as connection, connection:
        connection.execute("UPDATE yibiao_meta SET value = ? WHERE name = 'schema_version'", (version,))
    with pytest.raises(StoreError) as caught:
        open_store(store_path)
    assert caught.value.code == code
    with pytest.raises(StoreError):
        publish(store, {Level.TOWN: towns()})


def test_a_damaged_store_says_so(store, store_path):
    publish(store, {Level.TOWN: towns()})
    content = bytearray(store_path.read_bytes())
    content[4096 * 3 : 4096 * 30] = b"\xff" * (4096 * 27)
    store_path.write_bytes(content)
    with contextlib.suppress(StoreError):  # it may be too damaged even to look
        assert open_store(store_path).verify()


def test_names_with_special_characters_are_files_like_others(tmp_path):
    path = tmp_path / "库 #1 100%?&mode=ro'\".gpkg"
    store = create_store(path, **DISTRICT)
    publish(store, {Level.TOWN: towns()})
    assert path.exists()
    assert len(open_store(path).read(Level.TOWN)) == 1
