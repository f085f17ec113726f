"""Boundaries that nobody here drew: police beats as published, and their badly simplified copy."""

import numpy as np
import pytest
import shapely
from partitions import faults_of_tiling, moved_ground

from yibiao_qgis.boundaries.coverage import check_coverage
from yibiao_qgis.boundaries.faces import is_narrow
from yibiao_qgis.boundaries.nesting import dissolve_to
from yibiao_qgis.boundaries.repair import repair_coverage
from yibiao_qgis.boundaries.settings import CoverageSettings


@pytest.fixture(scope="module")
def beats(chicago):
    return chicago("police_beats")


@pytest.fixture(scope="module")
def simplified(chicago):
    return chicago("police_beats_bad_simplified")


def array(frame) -> np.ndarray:
    return np.asarray(frame.geometry.array, dtype=object)


def test_published_beats_are_sound_and_stay_as_they_are(beats):
    result = repair_coverage(beats, code=None)
    assert len(result.before.findings) == 0
    assert len(result.changes) == 0
    assert shapely.equals_exact(array(result.areas), shapely.get_geometry(array(beats), 0), 0).all()


def test_a_code_borne_by_three_beats_is_found(beats):
    (finding,) = check_coverage(beats, code="BEAT_NUM").findings.to_dict("records")
    assert (finding["kind"], finding["areas"]) == ("duplicate-code", "3100")
    assert finding["rows"].count("#") == 2


def test_faults_of_the_simplified_copy_are_found(simplified):
    report = check_coverage(simplified, code=None)
    assert not report.is_whole
    union = shapely.union_all(array(simplified))
    holes = sum(len(part.interiors) for part in shapely.get_parts(union))
    assert holes == 263
    # Parts of the union that touch at points enclose more than its holes.
    found = report.findings.query("kind == 'gap'")
    lines = shapely.get_parts(shapely.unary_union(shapely.get_rings(shapely.get_parts(union))))
    enclosed = shapely.area(shapely.get_parts(shapely.polygonize(lines))).sum() - union.area
    assert len(found) >= holes
    assert found["size"].sum() == pytest.approx(enclosed, rel=1e-3)
    twice = shapely.area(array(simplified)).sum() - union.area
    assert report.findings.query("kind == 'overlap'")["size"].sum() == pytest.approx(twice, rel=1e-3)


@pytest.mark.parametrize("with_parent", [False, True])
def test_the_simplified_copy_is_repaired_without_losing_a_beat(beats, simplified, with_parent):
    parent = dissolve_to(beats.assign(city="Chicago"), "city") if with_parent else None
    limit = 50.0
    result = repair_coverage(simplified, parent=parent, code=None, settings=CoverageSettings(max_gap_width=limit))
    before, after = array(simplified), array(result.areas)
    assert result.report.is_whole
    assert faults_of_tiling(after, parent.geometry[0] if with_parent else None) == []
    assert result.areas["BEAT_NUM"].tolist() == simplified["BEAT_NUM"].tolist()
    assert (shapely.area(after) > 0.98 * shapely.area(before)).all()
    assert is_narrow(moved_ground(before, after), limit + 0.05).all()
    for one, other in zip(before, after):
        assert shapely.distance(shapely.points(shapely.get_coordinates(other)), one).max() < limit + 0.05


def test_what_is_too_wide_is_left_and_the_rest_is_repaired(simplified):
    result = repair_coverage(simplified, code=None, settings=CoverageSettings(max_gap_width=5.0))
    left = result.report.findings
    assert 0 < len(left) < len(result.before.findings) / 4
    wide = array(left[left["kind"].isin(["gap", "overlap"])])
    assert (~is_narrow(wide, 4.9)).sum() >= 0.9 * len(wide)
    assert result.areas.geom_type.unique().tolist() == ["Polygon"]
