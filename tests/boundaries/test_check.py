"""What a check finds, what it calls it, and that it finds nothing where nothing is."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from partitions import CORNER, CRS, District, faults_of_tiling

from yibiao_qgis.boundaries.coverage import check_coverage
from yibiao_qgis.boundaries.findings import TEXTS, finding_message
from yibiao_qgis.boundaries.rows import is_under
from yibiao_qgis.boundaries.settings import CoverageSettings, OverlapRule
from yibiao_qgis.model.errors import Canceled, InputError

SEEDS = st.integers(0, 2**32 - 1)
PROPERTY = settings(max_examples=30, deadline=None, derandomize=True)


def squares(*boxes, **columns) -> gpd.GeoDataFrame:
    shapes = [shapely.box(*(np.array(box) + np.tile(CORNER, 2))) for box in boxes]
    data = {"code": [f"{number:03d}" for number in range(len(boxes))], **columns}
    return gpd.GeoDataFrame(data, geometry=shapes, crs=CRS)


def parent_of(*boxes, codes=("",)) -> gpd.GeoDataFrame:
    return squares(*boxes, code=list(codes))


def replaced(areas: gpd.GeoDataFrame, row: int, shape: shapely.Geometry | None) -> gpd.GeoDataFrame:
    shapes = list(areas.geometry)
    shapes[row] = shape
    return areas.set_geometry(gpd.GeoSeries(shapes, index=areas.index, crs=areas.crs))


def gaps(report) -> list[dict]:
    return report.findings.query("kind == 'gap'").to_dict("records")


def kinds(report) -> set[str]:
    return set(report.findings["kind"])


def shifted(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda xy: xy + CORNER)


@PROPERTY
@given(SEEDS)
def test_nothing_is_found_in_a_sound_district(seed):
    district = District(seed, 5, 4)
    assert faults_of_tiling(district.shapes, district.outline) == []
    for parent in (None, district.blocks()):
        report = check_coverage(district.areas(), parent=parent, parent_code="comm_code")
        assert report.is_whole
        assert len(report.findings) == 0
        assert report.summary == {}
    # The rectangle has no vertices where the cells' borders end: worth a word, no reason to block.
    report = check_coverage(district.areas(), parent=district.parent())
    assert report.is_whole
    assert kinds(report) == {"mismatch"}


@PROPERTY
@given(SEEDS, st.sampled_from([0.004, 0.03, 0.3, 3.0]))
def test_any_moved_vertex_is_found(seed, amount):
    district = District(seed, 4, 3)
    row = seed % 12
    xy = shapely.get_coordinates(district.shapes[row])[:-1]
    vertex = seed % len(xy)
    angle = seed % 628 / 100
    xy[vertex] += amount * np.array([np.cos(angle), np.sin(angle)])
    areas = replaced(district.areas(), row, shapely.Polygon(xy))
    report = check_coverage(areas, parent=district.parent())
    assert not report.is_whole
    named = {area for areas in report.findings.query("severity == 'error'")["areas"] for area in areas.split("#")}
    assert areas["code"][row] in named


@PROPERTY
@given(SEEDS)
def test_a_missing_area_is_found_wherever_it_is(seed):
    district = District(seed, 4, 3)
    row = seed % 12
    report = check_coverage(district.areas().drop(index=row), parent=district.parent())
    lost = report.findings[report.findings["kind"].isin(["gap", "uncovered"])]
    assert lost["size"].sum() == pytest.approx(district.shapes[row].area, abs=0.01)


@PROPERTY
@given(SEEDS)
def test_a_duplicate_is_found_and_named_as_a_decision(seed):
    district = District(seed, 4, 3)
    areas = district.areas()
    row = seed % 12
    twice = areas.loc[[*areas.index, row]].reset_index(drop=True)
    twice.loc[12, "code"] = "copy"
    (finding,) = check_coverage(twice).findings.to_dict("records")
    assert (finding["kind"], finding["reason"]) == ("overlap", "overlap-half")
    assert finding["areas"] == f"{areas['code'][row]}#copy"
    assert finding["size"] == pytest.approx(district.shapes[row].area)


def test_a_district_that_lies_twice_over_itself_is_found():
    one, other = District(1, 3, 3), District(2, 4, 4)
    areas = gpd.pd.concat([one.areas(), other.areas()], ignore_index=True)
    findings = check_coverage(areas, code=None).findings
    assert findings.query("kind == 'overlap'")["size"].sum() == pytest.approx(one.outline.area, rel=1e-6)


@pytest.mark.parametrize("width", [0.002, 0.02, 0.3, 4.0])
def test_a_thin_gap_is_found_enclosed_or_open(width):
    left, right = (0, 0, 100, 100), (100 + width, 0, 200, 100)
    (finding,) = gaps(check_coverage(squares(left, right), parent=parent_of((0, 0, 200, 100))))
    assert (finding["reason"], finding["areas"]) == ("gap-open", "000#001")
    assert finding["size"] == pytest.approx(100 * width, rel=1e-6)
    # Without a parent the same strip is open country, and with lids it is enclosed.
    assert gaps(check_coverage(squares(left, right))) == []
    lids = (0, 100, 200, 120), (0, -20, 200, 0)
    (finding,) = gaps(check_coverage(squares(left, right, *lids)))
    assert finding["reason"] == "gap-enclosed"
    assert set(finding["areas"].split("#")) == {"000", "001", "002", "003"}


def test_uncovered_ground_and_ground_outside_are_told_apart_from_gaps():
    report = check_coverage(squares((0, 0, 100, 100), (100, 0, 210, 100)), parent=parent_of((0, 0, 200, 150)))
    sizes = report.findings.query("severity == 'error'").set_index("kind")["size"].to_dict()
    assert sizes == {"outside-parent": pytest.approx(1000), "uncovered": pytest.approx(10_000)}


def test_a_hole_in_the_parent_is_not_to_be_filled():
    cells = [(x, y, x + 100, y + 100) for x in (0, 100, 200) for y in (0, 100, 200) if (x, y) != (100, 100)]
    areas = squares(*cells)
    frame = shapely.union_all([shapely.box(*cell) for cell in cells])
    assert not check_coverage(areas).is_whole
    assert check_coverage(areas, parent=gpd.GeoDataFrame(geometry=[shifted(frame)], crs=CRS)).is_whole
    (finding,) = gaps(check_coverage(areas, parent=parent_of((0, 0, 300, 300))))
    assert finding["size"] == pytest.approx(10_000)


def test_a_vertex_on_one_side_only_is_found_with_both_areas():
    areas = squares((0, 0, 100, 100), (100, 0, 200, 50), (100, 50, 200, 100))
    findings = check_coverage(areas).findings
    assert findings["areas"].tolist() == ["000#001", "000#002"]
    assert set(findings["kind"]) == {"mismatch"}
    assert all(shape.geoms[0] == shifted(shapely.Point(100, 50)) for shape in findings.geometry)
    assert "1 vertices" in str(finding_message(findings.iloc[0]))


def test_faults_of_single_areas():
    areas = squares(*[(100 * number, 0, 100 * number + 90, 90) for number in range(7)])
    areas = replaced(areas, 0, shifted(shapely.union(shapely.box(0, 0, 90, 90), shapely.box(-50, -50, -20, -20))))
    areas = replaced(areas, 1, shifted(shapely.Polygon([[100, 0], [190, 90], [190, 0], [100, 90]])))
    areas = replaced(areas, 2, None)
    areas = replaced(areas, 3, shapely.Polygon())
    areas = replaced(areas, 4, shifted(shapely.box(400, 0, 400.9, 1)))
    areas = replaced(areas, 5, shifted(shapely.box(500, 0, 590, 1)))
    found = check_coverage(areas).findings.set_index("areas")["reason"].to_dict()
    assert found == {
        "000": "multipart",
        "001": "invalid",
        "002": "empty",
        "003": "empty",
        "004": "sliver-area",
        "005": "sliver-shape",
    }


def test_a_multipolygon_of_one_part_is_sound():
    areas = squares((0, 0, 90, 90))
    assert check_coverage(replaced(areas, 0, shapely.MultiPolygon([areas.geometry[0]]))).is_whole


def test_codes_are_judged_against_their_parents():
    boxes = [(100 * number, 0, 100 * number + 100, 100) for number in range(5)]
    codes = ["500116004007001", "500116004007001", None, "500116004008001", "500116004007002"]
    above = ["500116004007", "500116004007", "500116004007", "500116004007", "500116004009"]
    areas = squares(*boxes, code=codes, comm_code=above)
    parent = parent_of((0, 0, 500, 100), codes=["500116004007"])
    findings = check_coverage(areas, parent=parent, parent_code="comm_code").findings
    found = findings.query("kind != 'mismatch'").set_index("rows")["reason"].to_dict()
    assert found == {"0#1": "duplicate-code", "2": "missing-code", "3": "foreign-code", "4": "unknown-parent"}
    assert findings.set_index("reason")["severity"]["missing-code"] == "warning"
    # Without a column the parent is the one that the ground is in.
    by_place = check_coverage(areas.iloc[[0, 3]], parent=parent).findings.query("kind == 'foreign-code'")
    assert by_place["rows"].tolist() == ["3"]


@pytest.mark.parametrize(
    ("code", "parent", "expected"),
    [
        ("500116004007", "500116004", True),
        ("500116005007", "500116004", False),
        ("500116541200", "500116540000", True),  # GA/T 380: a unit of the station 54
        ("500116551200", "500116540000", False),
        ("500116004100001", "500116004100", True),  # zeros at the end of a longer code's parent count
    ],
)
def test_what_is_under_a_code(code, parent, expected):
    assert is_under(code, parent) is expected


def test_children_have_to_lie_in_their_own_parent():
    district = District(7, 4, 4)
    areas, blocks = district.areas(), district.blocks()
    row = int(np.flatnonzero(district.block == "00")[0])
    areas.loc[row, "comm_code"] = "11"
    findings = check_coverage(areas, parent=blocks, code=None, parent_code=None).findings
    assert len(findings) == 0
    findings = check_coverage(areas, parent=blocks, parent_code="comm_code").findings
    assert set(findings["reason"]) == {"outside-own-parent", "foreign-code"}
    assert findings.query("kind == 'outside-parent'")["size"].tolist() == [pytest.approx(district.shapes[row].area)]


def test_a_child_across_two_parents_is_found_without_codes():
    areas = squares((0, 0, 120, 100), (120, 0, 200, 100)).drop(columns="code")
    parents = squares((0, 0, 100, 100), (100, 0, 200, 100)).drop(columns="code")
    (finding,) = (
        check_coverage(areas, parent=parents, code=None).findings.query("severity == 'error'").to_dict("records")
    )
    assert (finding["reason"], finding["areas"], finding["size"]) == ("outside-own-parent", "0", pytest.approx(2000))


@PROPERTY
@given(SEEDS)
def test_row_order_and_labels_do_not_matter(seed):
    district = District(seed, 4, 3)
    areas = district.areas(district.disturbed(1.0, 0.2))
    shuffled = areas.sample(frac=1, random_state=seed % 1000)
    one, other = (check_coverage(frame, parent=district.parent()).findings for frame in (areas, shuffled))
    assert one["kind"].value_counts().to_dict() == other["kind"].value_counts().to_dict()
    assert np.allclose(sorted(one["size"]), sorted(other["size"]))
    assert one.crs == areas.crs


def test_every_reason_has_a_text_with_its_places():
    row = {"size": 1234.5, "areas": "a#b", "rows": "1#2", "geometry": shapely.Point(0, 0)}
    for reason in TEXTS:
        message = finding_message({**row, "reason": reason})
        assert message.code == reason
        assert "{" not in str(message)
    assert "1,234.50 m²" in str(finding_message({**row, "reason": "overlap"}))
    assert "a, b" in str(finding_message({**row, "reason": "overlap"}))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda areas: areas.iloc[:0], "no-areas"),
        (lambda areas: areas.set_crs(None, allow_override=True), "no-crs"),
        (lambda areas: areas.to_crs(4490), "not-metres"),
        (lambda areas: areas.set_crs(2264, allow_override=True), "not-metres"),
        (lambda areas: areas.set_axis([1, 1]), "repeated-row-label"),
        (lambda areas: areas.drop(columns="code"), "no-column"),
        (lambda areas: areas.set_geometry(areas.centroid), "not-polygons"),
    ],
)
def test_what_cannot_be_checked_is_refused_by_name(change, code):
    areas = squares((0, 0, 100, 100), (100, 0, 200, 100))
    with pytest.raises(InputError) as caught:
        check_coverage(change(areas))
    assert caught.value.code == code


def test_a_parent_elsewhere_is_refused():
    with pytest.raises(InputError) as caught:
        check_coverage(squares((0, 0, 9, 9)), parent=parent_of((0, 0, 9, 9)).to_crs(4545))
    assert caught.value.code == "crs-differs"


@pytest.mark.parametrize("bad", [{"tolerance": 0}, {"snap": -1}, {"max_gap_width": float("nan")}])
def test_settings_out_of_range_are_refused(bad):
    with pytest.raises(InputError) as caught:
        CoverageSettings(**bad)
    assert caught.value.code == "setting-out-of-range"


def test_a_rule_by_column_needs_the_column():
    with pytest.raises(InputError) as caught:
        CoverageSettings(overlap_rule=OverlapRule.COLUMN)
    assert caught.value.code == "no-overlap-column"


class Listener:
    """Notes the progress and cancels at a given percentage."""

    def __init__(self, limit: float = 101) -> None:
        self.limit = limit
        self.seen = [0.0]

    def set_progress(self, percent: float) -> None:
        self.seen.append(percent)

    def is_canceled(self) -> bool:
        return self.seen[-1] >= self.limit


def test_progress_rises_and_cancel_is_heard():
    listener = Listener()
    check_coverage(squares((0, 0, 9, 9)), feedback=listener)
    assert listener.seen == sorted(listener.seen)
    assert listener.seen[-1] == 100
    with pytest.raises(Canceled):
        check_coverage(squares((0, 0, 9, 9)), feedback=Listener(30))
