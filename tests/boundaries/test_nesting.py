"""Levels that nest: children follow repaired parents, upper areas are the exact unions of their leaves."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from partitions import District, edges, faults_of_tiling

from yibiao_qgis.boundaries.coverage import check_coverage
from yibiao_qgis.boundaries.nesting import (
    align_children,
    assign_by_overlap,
    derive_parents,
    dissolve_to,
    union_of_children,
)
from yibiao_qgis.boundaries.repair import repair_coverage
from yibiao_qgis.boundaries.settings import CoverageSettings
from yibiao_qgis.model.errors import InputError

SEEDS = st.integers(0, 2**32 - 1)
AMOUNTS = st.sampled_from([0.004, 0.05, 0.4, 1.5])
PROPERTY = settings(max_examples=25, deadline=None, derandomize=True)


def array(frame) -> np.ndarray:
    return np.asarray(frame.geometry.array, dtype=object)


def outline_edges(shapes) -> set:
    walked = set().union(*(edges(shape) for shape in shapes))
    return {edge for edge in walked if edge[::-1] not in walked}


def nests(seed: int, amount: float, known: float) -> None:
    """Survey both levels with faults of their own, repair the upper one, let the lower one follow."""
    district = District(seed, 6, 4)
    truth = district.blocks()
    blocks = truth.set_geometry(list(district.disturbed(amount, 0.3, array(truth))), crs=truth.crs)
    parents = repair_coverage(blocks, parent=district.parent()).areas
    grids = district.areas(district.disturbed(amount, 0.3))
    grids["comm_code"] = np.where(district.random.random(len(grids)) < known, grids["comm_code"], None)

    settings_ = CoverageSettings(max_gap_width=12.0)  # both levels moved
    result = align_children(grids, parents, parent_code="comm_code", settings=settings_)
    assert result.report.is_whole, result.report.findings.drop(columns="geometry")
    assert result.areas["code"].tolist() == grids["code"].tolist()

    grids = result.areas.assign(comm_code=assign_by_overlap(result.areas, parents))
    assert grids["comm_code"].tolist() == district.block.tolist()
    derived = derive_parents(parents, grids, "comm_code")
    assert shapely.symmetric_difference(array(derived), array(parents)).tolist()
    away = shapely.area(shapely.symmetric_difference(array(derived), array(parents)))
    assert (away < shapely.length(array(parents)) * 0.002).all()
    # Vertex by vertex: a parent's outline is made of the very edges of its children, and all levels tile.
    for code, shape in zip(derived["code"], array(derived)):
        assert edges(shape) == outline_edges(array(grids[grids["comm_code"] == code]))
    assert faults_of_tiling(array(grids)) == []
    assert faults_of_tiling(array(derived)) == []
    assert len(check_coverage(grids, parent=derived, parent_code="comm_code").findings) == 0


@PROPERTY
@given(SEEDS, AMOUNTS, st.sampled_from([0.0, 0.7, 1.0]))
def test_children_follow_their_repaired_parents(seed, amount, known):
    nests(seed, amount, known)


@pytest.mark.soak
@settings(max_examples=1000, deadline=None)
@given(SEEDS, AMOUNTS, st.sampled_from([0.0, 0.7, 1.0]))
def test_many_children_follow_their_repaired_parents(seed, amount, known):
    nests(seed, amount, known)


@PROPERTY
@given(SEEDS)
def test_unions_are_exact(seed):
    district = District(seed, 6, 4)
    unions = union_of_children(district.areas(), "comm_code")
    assert unions.index.tolist() == sorted(set(district.block))
    assert unions.crs == district.areas().crs
    for code, shape in unions.items():
        assert shape.geom_type == "Polygon"
        assert edges(shape) == outline_edges(district.shapes[district.block == code])


def test_upper_levels_are_built_by_assignment():
    district = District(3, 6, 4)
    grids = district.areas().assign(beat_code=np.where(np.arange(24) % 6 < 3, "B2", "B1"))
    grids.loc[0, "beat_code"] = None
    beats = dissolve_to(grids, "beat_code")
    assert beats["code"].tolist() == ["B1", "B2"]
    held = shapely.area(district.shapes)
    assert beats.area.sum() == pytest.approx(held[1:].sum())


def test_children_apart_make_a_multipolygon():
    district = District(4, 4, 1)
    grids = district.areas().assign(beat_code=["A", "B", "A", "B"])
    assert dissolve_to(grids, "beat_code").geom_type.tolist() == ["MultiPolygon", "MultiPolygon"]


def test_parents_without_children_keep_their_ground_and_get_the_neighbours_vertices():
    district = District(9, 4, 4)
    blocks = district.blocks()
    grids = district.areas()
    grids = grids[grids["comm_code"] != "00"]
    thinned = [shapely.simplify(shape, 0.0) for shape in array(blocks)]
    derived = derive_parents(blocks.set_geometry(thinned, crs=blocks.crs), grids, "comm_code")
    assert derived["code"].tolist() == blocks["code"].tolist()
    assert shapely.area(array(derived)) == pytest.approx(shapely.area(array(blocks)), abs=0.01)
    assert check_coverage(derived).is_whole


def test_each_leaf_is_given_to_the_area_that_holds_most_of_it():
    district = District(11, 4, 4)
    blocks = district.blocks()
    moved = blocks.set_geometry(blocks.translate(30, -20))
    found = assign_by_overlap(district.areas(), moved)
    assert found.index.equals(district.areas().index)
    held = [
        moved["code"][np.argmax(shapely.area(shapely.intersection(shape, array(moved))))] for shape in district.shapes
    ]
    assert found.tolist() == held
    far = blocks.set_geometry(blocks.translate(1e5, 0))
    assert assign_by_overlap(district.areas(), far).isna().all()


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda good, bad: align_children(good.areas(), bad), "not-whole"),
        (lambda _, bad: union_of_children(bad, "code"), "not-whole"),
        (lambda good, _: union_of_children(good.areas(), "town_code"), "no-column"),
        (lambda good, _: union_of_children(good.areas().assign(comm_code=None), "comm_code"), "no-parent-code"),
        (lambda good, bad: derive_parents(bad.to_crs(4545), good.areas(), "comm_code"), "crs-differs"),
    ],
)
def test_what_cannot_be_nested_is_refused(call, code):
    district = District(2, 4, 4)
    blocks = district.blocks()
    overlapping = blocks.set_geometry(blocks.buffer(1.0))
    with pytest.raises(InputError) as caught:
        call(district, overlapping)
    assert caught.value.code == code
