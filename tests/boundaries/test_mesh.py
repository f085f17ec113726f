"""Outlines as edges that cancel, mended polygons, exact unions."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from partitions import District, edges

from yibiao_qgis.boundaries.dissolve import Places, dissolve
from yibiao_qgis.boundaries.mesh import Grid, edges_of, valid_polygons
from yibiao_qgis.boundaries.noding import node
from yibiao_qgis.model.errors import InputError

SEEDS = st.integers(0, 2**32 - 1)


def shapes_of(*wkt: str) -> np.ndarray:
    return np.array([shapely.from_wkt(text) for text in wkt], dtype=object)


def grid_over(shapes: np.ndarray) -> Grid:
    return Grid.over(1.0, shapes)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(SEEDS)
def test_edges_of_a_partition_cancel_but_for_its_outline(seed):
    district = District(seed, 4, 3)
    grid = Grid.over(0.001, district.shapes)
    walked = edges_of(grid.snap(district.shapes), grid)
    outer = walked.select(walked.left_over())
    assert shapely.length(outer.lines(grid)).sum() / grid.scale == pytest.approx(district.outline.length, abs=0.01)
    mirrored = np.array([shapely.reverse(shape) for shape in district.shapes], dtype=object)
    assert edges_of(grid.snap(mirrored), grid).left_over().sum() == len(outer)


def test_interior_is_on_the_left_of_holes_too():
    shape = shapes_of("POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (3 3, 6 3, 6 6, 3 6, 3 3))")
    grid = grid_over(shape)
    walked = edges_of(grid.snap(shape), grid)
    metres = grid.to_metres(grid.places(walked.start)), grid.to_metres(grid.places(walked.end))
    assert {(tuple(a), tuple(b)) for a, b in zip(*metres)} == edges(shape[0])


@pytest.mark.parametrize(
    ("wkt", "area"),
    [
        ("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", 50),  # a bow-tie: both wings
        ("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (0 0, 10 0, 10 4, 0 4, 0 0))", 60),  # a hole along the border
        ("POLYGON ((0 0, 10 0, 10 10, 20 10, 10 10, 0 10, 0 0))", 100),  # a spike
        ("POLYGON ((0 0, 10 0, 5 0, 0 0))", 0),  # nothing but a line
        ("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((5 0, 15 0, 15 10, 5 10, 5 0)))", 150),
    ],
)
def test_mended_polygon_keeps_what_an_odd_number_of_outlines_surrounds(wkt, area):
    (mended,) = valid_polygons(shapes_of(wkt))
    assert mended.is_valid
    assert mended.area == area


def test_repeated_vertices_go():
    (shape,) = valid_polygons(shapes_of("POLYGON ((0 0, 0 0, 10 0, 10 10, 10 10, 0 10, 0 0), (5 5, 5 5, 5 5, 5 5))"))
    assert shapely.get_num_coordinates(shape) == 5


def test_dissolve_is_exact_and_keeps_holes_apart_parts_and_touching_corners():
    ring = [(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    cells = np.array([shapely.box(x, y, x + 1, y + 1) for x, y in [*ring, (1, 1), (5, 5), (6, 6)]], dtype=object)
    owners = np.array([0] * len(ring) + [1] + [2, 2])
    grid = grid_over(cells)
    parts = dissolve(grid.snap(cells), owners, grid)
    assert {owner: [part.area for part in some] for owner, some in parts.items()} == {0: [8], 1: [1], 2: [1, 1]}
    assert len(parts[0][0].interiors) == 1
    assert all(part.is_valid for some in parts.values() for part in some)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(SEEDS)
def test_dissolved_partition_keeps_every_vertex_of_the_outlines(seed):
    district = District(seed, 6, 4)
    grid = Grid.over(0.001, district.shapes)
    _, owner = np.unique(district.block, return_inverse=True)
    parts = dissolve(grid.snap(district.shapes), owner, grid)
    for number, some in parts.items():
        cells = district.shapes[owner == number]
        (joined,) = Places(grid, district.shapes).metres(some)
        own = [edges(cell) for cell in cells]
        walked = set().union(*own)
        assert edges(joined) == {edge for edge in walked if edge[::-1] not in walked}


def test_only_lines_that_meet_are_noded():
    lines = shapes_of(
        "LINESTRING (0 0, 10 0)", "LINESTRING (10 0, 10 10)", "LINESTRING (50 0, 60 10)", "LINESTRING (50 10, 60 0)"
    )
    noded = node(lines)
    assert len(noded) == 6
    assert {line.wkt for line in lines[:2]} <= {line.wkt for line in noded}


def test_an_extent_that_cannot_be_is_refused():
    with pytest.raises(InputError) as caught:
        Grid.over(1e-6, shapes_of("POLYGON ((0 0, 1e9 0, 1e9 1e9, 0 0))"))
    assert caught.value.code == "extent-too-large"
