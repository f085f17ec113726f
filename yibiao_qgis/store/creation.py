"""Make a new store, whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from yibiao_qgis.model.errors import StoreError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.store.connection import connect, not_a_store, prepare_writer, reading, store_errors
from yibiao_qgis.store.geometry import SRS_ID
from yibiao_qgis.store.geopackage import GeoPackageStore, check_store
from yibiao_qgis.store.interface import Store
from yibiao_qgis.store.locking import WriterLock, refuse_network
from yibiao_qgis.store.schema import build

_COMPANIONS = ("-journal", "-wal", "-shm")


def create_store(
    path: str | os.PathLike[str], *, district_code: str, district_name: str, overwrite: bool = False
) -> Store:
    """Make a new, empty store in a GeoPackage file.

    The file is built under another name in the same folder and takes its own at
    the end, so that there is a whole store or none.

    Parameters
    ----------
    path : str or path
        The new file; its folder must exist, on a disk of this computer.
    district_code : str
        Code of the county, 6 digits (GB/T 2260).
    district_name : str
        Name of the district.
    overwrite : bool
        Whether a store that is there already is replaced, with all its history.
        Any other file is never replaced.

    Returns
    -------
    Store

    Raises
    ------
    StoreError
        If the file exists, or cannot be written.
    """
    target = Path(path)
    refuse_network(target)
    _refuse_existing(target, overwrite)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    meta = {
        "district_code": district_code,
        "district_name": district_name,
        "crs": f"EPSG:{SRS_ID}",
        "created": dt.datetime.now(dt.timezone.utc).isoformat(timespec="seconds"),
    }
    with store_errors(target, is_new=True):
        try:
            with closing(connect(temporary, create=True)) as connection:
                prepare_writer(connection)
                build(connection, meta)
            if overwrite:
                with WriterLock(target, actor="create store"):
                    _recover(target)
                    _remove_companions(target)
                    temporary.replace(target)
            else:
                _remove_companions(target)
                _place(temporary, target)
            _make_durable(target.parent)
        finally:
            with contextlib.suppress(OSError):  # gone when all went well
                temporary.unlink()
            _remove_companions(temporary)
    return GeoPackageStore(target)


def _refuse_existing(target: Path, overwrite: bool) -> None:
    if target.is_dir():
        raise StoreError(
            "is-folder",
            QT_TRANSLATE_NOOP("Yibiao", '"{name}" is a folder. Choose a file name for the new store.'),
            name=str(target),
        )
    if not target.exists():
        return
    if not overwrite:
        raise _exists(target)
    if target.stat().st_size:
        with reading(target) as connection:
            check_store(connection, target, any_version=True)


def _exists(target: Path) -> StoreError:
    return StoreError(
        "store-exists",
        QT_TRANSLATE_NOOP(
            "Yibiao", 'The file "{name}" exists already and is not replaced. Open it, or choose another file name.'
        ),
        name=target.name,
    )


def _place(temporary: Path, target: Path) -> None:
    """Give the file its name unless another has it, in one step of the file system."""
    try:
        if os.name != "nt":
            try:
                os.link(temporary, target)
            except FileExistsError:
                raise
            except OSError:  # a file system without links, such as exFAT
                if target.exists():
                    raise FileExistsError from None
                temporary.rename(target)
        else:
            temporary.rename(target)  # on Windows it never replaces
    except FileExistsError as error:
        raise _exists(target) from error


def _recover(target: Path) -> None:
    """Let SQLite roll an interrupted transaction of the old file back; a journal must not meet the new file."""
    if target.exists() and target.stat().st_size:
        try:
            with closing(connect(target)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            raise not_a_store(target, str(error)) from error


def _remove_companions(path: Path) -> None:
    for suffix in _COMPANIONS:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def _make_durable(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
