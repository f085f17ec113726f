import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from yibiao_qgis.model.ordering import Direction, Ordering, rank_places, street_starts

GRIDS = Ordering(Direction.WEST_TO_EAST, Direction.NORTH_TO_SOUTH)
STREETS = Ordering(Direction.EAST_TO_WEST, Direction.SOUTH_TO_NORTH)
BUILDINGS = Ordering(Direction.NORTH_TO_SOUTH, Direction.EAST_TO_WEST)


def numbers(places, ordering, groups=None):
    groups = np.zeros(len(places), dtype=np.int64) if groups is None else np.array(groups)
    return rank_places(np.array(places, dtype=object), groups, ordering, np.zeros(len(places), dtype=np.int64)).tolist()


def chessboard(columns, rows, shift=None):
    """Cells of 100 m, row by row from the north-west corner, moved by up to `shift` metres."""
    random = np.random.default_rng(1)
    cells = []
    for row in range(rows):
        for column in range(columns):
            x, y = random.uniform(-1, 1, 2) * (shift or 0)
            cells.append(shapely.box(column * 100 + x, -row * 100 + y, column * 100 + 100 + x, -row * 100 + 100 + y))
    return cells


@pytest.mark.parametrize("shift", [0, 10, 20])
def test_grids_are_read_like_a_page(shift):
    cells = chessboard(5, 4, shift)
    assert numbers(cells, GRIDS) == list(range(20))


def test_buildings_run_south_in_columns_from_the_east():
    cells = chessboard(3, 2)
    assert numbers(cells, BUILDINGS) == [4, 2, 0, 5, 3, 1]


def test_streets_run_west_in_rows_from_the_south():
    points = [shapely.Point(x, y) for y in (0, 500) for x in (0, 300, 600)]
    assert numbers(points, STREETS) == [2, 1, 0, 5, 4, 3]


def test_one_row_is_one_row():
    cells = [shapely.box(x, y, x + 100, y + 100) for x, y in ((0, 0), (100, 20), (200, -20), (300, 0))]
    assert numbers(cells, GRIDS) == [0, 1, 2, 3]


def test_groups_are_numbered_apart_and_places_without_geometry_last():
    places = [None, shapely.Point(5, 0), shapely.Point(), shapely.Point(1, 0)]
    assert numbers(places, GRIDS, [1, 1, 0, 0]) == [3, 2, 1, 0]


points = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 1000), st.integers(0, 1000)), unique=True, min_size=1, max_size=40
)


@given(points, st.sampled_from([GRIDS, STREETS, BUILDINGS]), st.randoms(use_true_random=False))
def test_the_order_of_the_table_does_not_matter(rows, ordering, random):
    def ranks(rows):
        found = numbers([shapely.Point(x, y) for _, x, y in rows], ordering, [group for group, _, _ in rows])
        assert sorted(found) == list(range(len(rows)))
        return dict(zip(rows, found))

    shuffled = list(rows)
    random.shuffle(shuffled)
    assert ranks(rows) == ranks(shuffled)


@given(points)
def test_the_first_place_lies_in_the_northernmost_row(rows):
    places = [shapely.Point(x, y) for _, x, y in rows]
    ranks = numbers(places, GRIDS)
    ordered = [rows[position] for position in np.argsort(ranks)]
    ys = [y for _, _, y in ordered]
    # The first of all lies in the northernmost row: within half a typical place of the top.
    width = max(x for _, x, _ in rows) - min(x for _, x, _ in rows)
    height = max(ys) - min(ys)
    assert max(ys) - ys[0] <= (width * height / len(rows)) ** 0.5 / 2 + 1e-9


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("LINESTRING (0 0, 100 20)", (100, 20)),
        ("LINESTRING (100 20, 0 0)", (100, 20)),
        ("LINESTRING (0 0, 20 100)", (20, 100)),
        ("MULTILINESTRING ((0 0, 50 0), (60 0, 120 5))", (120, 5)),
    ],
)
def test_a_street_starts_in_the_east_or_north(line, start):
    found = street_starts(np.array([None, shapely.from_wkt(line), shapely.LineString()], dtype=object))
    assert found[0] is None
    assert found[2] is None
    assert (found[1].x, found[1].y) == start
