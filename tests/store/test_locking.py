"""Where a store may be written: not on another computer's disk."""

import json
from pathlib import Path

import pytest
from store_samples import publish, towns

from yibiao_qgis.model.errors import StoreError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import create_store, locking, open_store
from yibiao_qgis.store.locking import WriterLock, is_network_path

MOUNTS = """\
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/data /mnt/data nfs4 rw 0 0
//server/share /mnt/the\\040share cifs rw 0 0
/dev/sdb1 /mnt/data/local ext4 rw 0 0
user@server: /home/user/far fuse.sshfs rw 0 0
tmpfs /mnt/over nfs rw 0 0
tmpfs /mnt/over tmpfs rw 0 0
odd
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/user/district.gpkg", False),
        ("/mnt/data/district.gpkg", True),
        ("/mnt/data/folder/district.gpkg", True),
        ("/mnt/database/district.gpkg", False),
        ("/mnt/data/local/district.gpkg", False),
        ("/mnt/the share/district.gpkg", True),
        ("/home/user/far/district.gpkg", True),
        ("/mnt/over/district.gpkg", False),
        ("\\\\server\\share\\district.gpkg", True),
    ],
)
def test_network_paths_are_told_by_their_mount(path, expected):
    assert is_network_path(Path(path), MOUNTS) is expected


def test_a_link_to_a_network_path_is_one(tmp_path):
    link = tmp_path / "link"
    link.symlink_to("/mnt/data")
    assert is_network_path(link / "district.gpkg", MOUNTS)


def test_the_tests_own_folder_is_local(tmp_path):
    assert not is_network_path(tmp_path / "district.gpkg")


def test_a_store_on_a_network_path_is_read_but_not_written(store, store_path, monkeypatch):
    publish(store, {Level.TOWN: towns()})
    monkeypatch.setattr(locking, "is_network_path", lambda _: True)
    assert len(open_store(store_path).read(Level.TOWN)) == 1
    for write in (
        lambda: publish(store, {Level.TOWN: towns(name="新")}),
        lambda: create_store(store_path.with_name("new.gpkg"), district_code="500116", district_name="江津区"),
    ):
        with pytest.raises(StoreError) as caught:
            write()
        assert caught.value.code == "network-path"
        assert "PostGIS" in str(caught.value)
    assert not store_path.with_name("new.gpkg").exists()


def test_the_holder_leaves_a_note_and_takes_it_away(store_path):
    note = store_path.with_name(store_path.name + ".lock.json")
    with WriterLock(store_path, actor="office"):
        assert json.loads(note.read_text(encoding="utf-8"))["actor"] == "office"
    assert not note.exists()


def test_a_waiting_writer_can_be_canceled(store_path):
    from yibiao_qgis.model.errors import Canceled

    class Stop:
        def set_progress(self, percent):
            pass

        def is_canceled(self):
            return True

    with WriterLock(store_path, actor="first"), pytest.raises(Canceled):
        WriterLock(store_path, actor="second", feedback=Stop()).__enter__()
