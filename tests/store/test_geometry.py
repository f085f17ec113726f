"""GeoPackage's geometry header and the packed R-tree."""

import sqlite3
import struct
from contextlib import closing

import hypothesis.strategies as st
import numpy as np
import pytest
import shapely
from hypothesis import given, settings

from yibiao_qgis.store.geometry import BOX_WKB_AT, POINT_WKB_AT, decode, encode, envelope, register_functions, wkb_of
from yibiao_qgis.store.spatialindex import build_tree

POLYGON = shapely.box(106.25, 29.28, 106.26, 29.3)


def test_a_point_has_a_bare_header_and_the_crs():
    (blob,) = encode(np.array([shapely.Point(106.25, 29.28)]))
    assert blob[:8] == b"GP\x00\x01" + struct.pack("<i", 4490)
    assert blob[POINT_WKB_AT - 1 :] == wkb_of(blob) == shapely.to_wkb(shapely.Point(106.25, 29.28), byte_order=1)
    assert envelope(blob) == (106.25, 106.25, 29.28, 29.28)


def test_other_geometries_carry_their_envelope():
    (blob, none) = encode(np.array([POLYGON, None]))
    assert none is None
    assert blob[:8] == b"GP\x00\x03" + struct.pack("<i", 4490)
    assert struct.unpack_from("<4d", blob, 8) == (106.25, 106.26, 29.28, 29.3)
    assert blob[BOX_WKB_AT - 1 :] == wkb_of(blob)
    assert decode([blob, None]).tolist() == [POLYGON, None]


def test_blobs_of_other_writers_are_understood():
    big = b"GP\x00\x02" + struct.pack(">i4d", 4490, 106.25, 106.26, 29.28, 29.3) + shapely.to_wkb(POLYGON, byte_order=0)
    bare = b"GP\x00\x01" + struct.pack("<i", 4490) + shapely.to_wkb(POLYGON)
    with_z = b"GP\x00\x05" + struct.pack("<i6d", 4490, 106.25, 106.26, 29.28, 29.3, 0, 9) + shapely.to_wkb(POLYGON)
    empty = b"GP\x00\x11" + struct.pack("<i", 4490) + shapely.to_wkb(shapely.Polygon())
    for blob in (big, bare, with_z):
        assert envelope(blob) == (106.25, 106.26, 29.28, 29.3)
        assert decode([blob])[0].equals(POLYGON)
    assert envelope(empty) is None
    with closing(sqlite3.connect(":memory:")) as connection:
        register_functions(connection)
        for blob, expected in ((big, (0, 106.25, 29.3)), (empty, (1, None, None)), (None, (None, None, None))):
            query = "SELECT ST_IsEmpty(?1), ST_MinX(?1), ST_MaxY(?1)"
            assert connection.execute(query, (blob,)).fetchone() == expected


@pytest.mark.parametrize("blob", [b"", b"GP", b"XX\x00\x01\x00\x00\x00\x00\x00", b"GP\x00\x0b\x00\x00\x00\x00\x00"])
def test_what_is_no_geometry_is_refused(blob):
    with pytest.raises(ValueError, match="GeoPackage"):
        decode([blob])


coordinates = st.floats(-180, 180, width=64)
boxes_strategy = st.lists(st.tuples(coordinates, coordinates, coordinates, coordinates), max_size=300)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(boxes=boxes_strategy, query=st.tuples(coordinates, coordinates, coordinates, coordinates), extra=boxes_strategy)
def test_a_packed_tree_is_a_sound_tree_that_answers_like_a_full_search(boxes, query, extra):
    def ordered(box):
        return (*sorted(box[:2]), *sorted(box[2:]))

    boxes, extra = [ordered(box) for box in boxes], [ordered(box) for box in extra[:80]]
    west, east, south, north = ordered(query)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)")
        connection.execute("INSERT INTO tree VALUES (99999, 0, 1, 0, 1)")
        ids = np.arange(len(boxes)) * 3 + 1
        build_tree(connection, "tree", ids, np.array(boxes, dtype=float).reshape(-1, 4))
        stored = dict(zip(ids.tolist(), boxes))
        for number, box in enumerate(extra):
            connection.execute("INSERT INTO tree VALUES (?, ?, ?, ?, ?)", (5000 + number, *box))
            stored[5000 + number] = box
        for number in list(stored)[::3]:
            connection.execute("DELETE FROM tree WHERE id = ?", (number,))
            del stored[number]
        assert connection.execute("SELECT rtreecheck('tree')").fetchone()[0] == "ok"
        assert {row[0] for row in connection.execute("SELECT id FROM tree")} == set(stored)
        found = {
            row[0]
            for row in connection.execute(
                "SELECT id FROM tree WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?",
                (west, east, south, north),
            )
        }
        needed = {
            number
            for number, box in stored.items()
            if box[1] >= west and box[0] <= east and box[3] >= south and box[2] <= north
        }
        assert needed <= found


def test_a_large_tree_has_several_levels_and_is_sound():
    dice = np.random.default_rng(7)
    corners = dice.uniform(0, 1, (40_000, 2))
    boxes = np.stack([corners[:, 0], corners[:, 0] + 0.001, corners[:, 1], corners[:, 1] + 0.001], axis=1)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)")
        build_tree(connection, "tree", np.arange(40_000), boxes)
        assert connection.execute("SELECT rtreecheck('tree')").fetchone()[0] == "ok"
        assert connection.execute("SELECT count(*) FROM tree_parent").fetchone()[0] > 900
        query = (0.5, 0.51, 0.5, 0.51)
        found = connection.execute(
            "SELECT count(*) FROM tree WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?", query
        ).fetchone()[0]
        exact = (boxes[:, 1] >= 0.5) & (boxes[:, 0] <= 0.51) & (boxes[:, 3] >= 0.5) & (boxes[:, 2] <= 0.51)
        assert exact.sum() <= found <= exact.sum() + 3
