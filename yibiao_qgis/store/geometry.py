"""Geometry as GeoPackage keeps it: a header, then WKB (OGC 12-128r17, 2.1.3)."""

from __future__ import annotations

import sqlite3
import struct
from typing import Any, Callable

import numpy as np
import shapely
from numpy.typing import NDArray

SRS_ID = 4490
"""EPSG:4490, CGCS2000 geographic: the CRS of every layer of the store."""

_MAGIC = b"GP"
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_PLAIN_HEADER = struct.pack("<2sBBi", _MAGIC, 0, 0b0001, SRS_ID)
_BOX_HEADER = struct.pack("<2sBBi", _MAGIC, 0, 0b0011, SRS_ID)
_LITTLE_POINT = b"\x01\x01\x00\x00\x00"

POINT_WKB_AT = len(_PLAIN_HEADER) + 1
"""Where the WKB of a stored point begins, counted from 1 as SQL's substr does."""
BOX_WKB_AT = len(_BOX_HEADER) + 32 + 1
"""Where the WKB of any other stored geometry begins, counted from 1."""


def encode(geometries: NDArray[Any]) -> list[bytes | None]:
    """Return GeoPackage blobs: points with a bare header, others with their envelope.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        2D, EPSG:4490, x is the longitude; None stays None. All points, or none.

    Returns
    -------
    list of bytes or None, length n
    """
    bodies = shapely.to_wkb(geometries, byte_order=1, output_dimension=2)
    kinds = shapely.get_type_id(geometries)
    if not np.any(kinds > 0):
        return [None if body is None else _PLAIN_HEADER + body for body in bodies]
    boxes = shapely.bounds(geometries)[:, [0, 2, 1, 3]].astype("<f8").tobytes()
    return [
        None if body is None else _BOX_HEADER + boxes[32 * row : 32 * row + 32] + body
        for row, body in enumerate(bodies)
    ]


def wkb_of(blob: bytes) -> bytes:
    """Return the WKB in a GeoPackage blob, whoever wrote it.

    Raises
    ------
    ValueError
        If the header is not GeoPackage's.
    """
    envelope = (blob[3] >> 1) & 0b111 if len(blob) > 8 and blob[:2] == _MAGIC else len(_ENVELOPE_BYTES)
    if envelope >= len(_ENVELOPE_BYTES):
        raise ValueError("not a GeoPackage geometry")
    return blob[8 + _ENVELOPE_BYTES[envelope] :]


def decode(blobs: list[bytes | None]) -> NDArray[Any]:
    """Return the geometries of GeoPackage blobs.

    Parameters
    ----------
    blobs : list of bytes or None, length n

    Returns
    -------
    ndarray of shapely geometries, shape (n,)
    """
    bodies = np.empty(len(blobs), dtype=object)
    bodies[:] = [None if blob is None else wkb_of(blob) for blob in blobs]
    return np.asarray(shapely.from_wkb(bodies), dtype=object)


def envelope(blob: bytes) -> tuple[float, float, float, float] | None:
    """Return min x, max x, min y, max y of a GeoPackage blob; None when it is empty."""
    if (blob[3] >> 1) & 0b111 and not blob[3] & 0b10000:
        return struct.unpack_from("<4d" if blob[3] & 1 else ">4d", blob, 8)
    body = wkb_of(blob)
    if body.startswith(_LITTLE_POINT):
        x, y = struct.unpack_from("<2d", body, len(_LITTLE_POINT))
        return None if x != x else (x, x, y, y)
    shape = shapely.from_wkb(body)
    if shape.is_empty:
        return None
    west, south, east, north = shape.bounds
    return west, east, south, north


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else int(envelope(blob) is None)


def _side(position: int) -> Callable[[bytes | None], float | None]:
    def side(blob: bytes | None) -> float | None:
        box = None if blob is None else envelope(blob)
        return None if box is None else box[position]

    return side


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that GeoPackage's R-tree triggers call."""
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    for position, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        connection.create_function(name, 1, _side(position), deterministic=True)
