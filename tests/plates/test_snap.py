"""Plates of a town with known truth: what must come out, whatever the survey's faults."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yibiao_qgis.model.errors import Canceled
from yibiao_qgis.model.statuses import SnapStatus
from yibiao_qgis.plates.reasons import REASONS, reason_message
from yibiao_qgis.plates.settings import SnapSettings
from yibiao_qgis.plates.snap import SnapResult, snap_plates

CRS = "EPSG:4544"
ADDED = ["bldg_uuid", "snap_status", "snap_reason", "snap_dist", "candidates", "survey_x", "survey_y"]
NAMES = st.sampled_from(["福星大道", "怡云巷", None])
SEEN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def snap(town, plates=None, **changes) -> SnapResult:
    given_layers = {"streets": town.streets, "compounds": town.compounds, **changes}
    return snap_plates(town.plates if plates is None else plates, town.buildings, **given_layers)


def nearest_building(town) -> np.ndarray:
    tree = shapely.STRtree(town.buildings.geometry.values)
    return town.buildings.uuid.to_numpy()[tree.nearest(town.plates.geometry.values)]


@st.composite
def surveys(draw):
    """Buildings as boxes anywhere, plates anywhere, one street."""
    place = st.tuples(st.integers(0, 120), st.integers(0, 60))
    boxes = draw(st.lists(st.tuples(place, st.integers(4, 30), st.integers(4, 20), NAMES), max_size=8))
    spots = draw(
        st.lists(
            st.tuples(
                st.floats(-300, 300), st.floats(-300, 300), NAMES, st.sampled_from(["1", "2", "3", "甲4", "", None])
            ),
            max_size=12,
        )
    )
    buildings = gpd.GeoDataFrame(
        {"uuid": [f"b{i}" for i in range(len(boxes))], "street": pd.Series([b[3] for b in boxes], dtype=object)},
        geometry=[shapely.box(x, y, x + w, y + h) for (x, y), w, h, _ in boxes],
        crs=CRS,
    )
    labels = draw(st.permutations(range(100, 100 + len(spots))))
    plates = gpd.GeoDataFrame(
        {
            "uuid": [f"p{i}" for i in range(len(spots))],
            "street": pd.Series([s[2] for s in spots], dtype=object),
            "door": pd.Series([s[3] for s in spots], dtype=object),
        },
        geometry=[shapely.Point(s[0], s[1]) for s in spots],
        crs=CRS,
    )
    plates.index = pd.Index(labels, dtype="int64", name="fid")
    streets = gpd.GeoDataFrame(
        {"name": ["福星大道"]}, geometry=[shapely.LineString([(-50, 30), (60, 35), (200, 20)])], crs=CRS
    )
    return plates, buildings, streets


@SEEN
@given(surveys())
def test_every_plate_has_one_status_and_the_snapped_lie_on_their_building(survey) -> None:
    plates, buildings, streets = survey
    result = snap_plates(plates, buildings, streets=streets)
    out = result.plates
    assert out.index.equals(plates.index)
    assert out.crs == plates.crs
    assert set(out.geom_type) <= {"Point"}
    assert set(out.snap_status) <= {status.value for status in SnapStatus}
    assert set(out.snap_reason) <= set(REASONS)
    assert sum(result.summary["status"].values()) == sum(result.summary["reason"].values()) == len(plates)
    assert out[["survey_x", "survey_y"]].equals(
        pd.DataFrame({"survey_x": plates.geometry.x, "survey_y": plates.geometry.y}, index=plates.index)
    )
    assert (out.snap_dist.isna() == (out.snap_status == "no-building")).all()
    snapped = out.snap_status == "snapped"
    assert (out.bldg_uuid.notna() == snapped).all()
    shapes = buildings.set_index("uuid").geometry
    for row in out[snapped].itertuples():
        assert shapes[row.bldg_uuid].exterior.distance(row.geometry) < 1e-6
        assert row.candidates.split("#")[0] == row.bldg_uuid
        assert row.snap_dist == pytest.approx(row.geometry.distance(shapely.Point(row.survey_x, row.survey_y)))
    assert (shapely.distance(out.geometry[~snapped].values, plates.geometry[~snapped].values) == 0).all()
    for text in out.candidates:
        named = [name for name in text.split("#") if name]
        assert len(set(named)) == len(named)
        assert set(named) <= set(buildings.uuid)


@SEEN
@given(surveys(), st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(survey, random) -> None:
    plates, buildings, streets = survey
    one = snap_plates(plates, buildings, streets=streets).plates
    order = random.sample(range(len(plates)), len(plates))
    houses = random.sample(range(len(buildings)), len(buildings))
    other = snap_plates(plates.iloc[order], buildings.iloc[houses], streets=streets).plates
    pd.testing.assert_frame_equal(other.loc[one.index, ADDED], one[ADDED])
    assert other.loc[one.index].geometry.geom_equals(one.geometry).all()


def test_input_frames_are_not_changed(town) -> None:
    before = town.plates.copy(), town.buildings.copy()
    snap(town)
    pd.testing.assert_frame_equal(pd.DataFrame(town.plates), pd.DataFrame(before[0]))
    pd.testing.assert_frame_equal(pd.DataFrame(town.buildings), pd.DataFrame(before[1]))


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_hardly_a_plate_comes_onto_a_wrong_building_unmarked(make_town, seed: int) -> None:
    town = make_town(seed, wrong_side=0.08)
    out = snap(town).plates
    truth = town.plates.uuid.map(town.truth)
    on_building = truth.notna()
    wrong = (out.snap_status == "snapped") & (out.bldg_uuid != truth)
    by_nearest = on_building & (nearest_building(town) != truth)
    assert wrong.mean() <= 0.01
    assert wrong.sum() * 10 <= by_nearest.sum()
    review = out[(out.snap_status == "review") & on_building]
    among_three = [truth[label] in text.split("#")[:3] for label, text in review.candidates.items()]
    assert np.mean(among_three) >= 0.95


def test_a_plate_surveyed_across_the_street_goes_back_to_its_side(make_town) -> None:
    town = make_town(5, wrong_side=0.08)
    out = snap(town).plates
    truth = town.plates.uuid.map(town.truth)
    turned = out[out.snap_reason == "by-number-side"]
    assert len(turned) > 5
    assert (turned.bldg_uuid == truth[turned.index]).mean() > 0.98


def test_gate_plate_stands_on_the_outline_without_a_building(town) -> None:
    out = snap(town).plates
    gates = out[out.snap_status == "gate"]
    outline = town.compounds.set_index("name").geometry["怡云花园"].exterior
    assert len(gates) == 1
    assert gates.bldg_uuid.isna().all()
    assert outline.distance(gates.geometry.iloc[0]) < 1e-6
    assert gates.snap_reason.iloc[0] == "compound-gate"


def test_a_gate_plate_without_a_street_is_a_gate_plate(town) -> None:
    plates = town.plates.copy()
    gate = plates.compound == "怡云花园"
    plates.loc[gate, "street"] = None
    out = snap(town, plates=plates).plates
    assert (out.snap_status[gate] == "gate").all()


def test_a_gate_plate_surveyed_far_from_the_outline_is_for_review(town) -> None:
    plates = town.plates[town.plates.compound == "怡云花园"].copy()
    plates["geometry"] = plates.translate(0, -20)
    out = snap(town, plates=plates).plates.iloc[0]
    assert (out.snap_status, out.snap_reason) == ("review", "gate-far")
    assert out.snap_dist > 15
    assert out.geometry.equals(plates.geometry.iloc[0])


def test_without_the_compound_layer_a_gate_plate_is_for_review(town) -> None:
    out = snap(town, compounds=None).plates
    gate = town.plates.compound == "怡云花园"
    assert (out.snap_status[gate] == "review").all()
    assert (out.snap_reason[gate] == "compound-unknown").all()


def test_numbers_of_a_group_need_no_street(town) -> None:
    out = snap(town).plates
    truth = town.plates.uuid.map(town.truth)
    group = town.plates.compound == "3组"
    snapped = group & (out.snap_status == "snapped")
    assert snapped.sum() >= group.sum() / 2
    assert (out.bldg_uuid[snapped] == truth[snapped]).all()


def test_a_second_run_starts_from_the_surveyed_points(town) -> None:
    first = snap(town).plates
    second = snap(town, plates=first).plates
    pd.testing.assert_frame_equal(second[ADDED], first[ADDED])


def test_distance_decides_between_review_too_far_and_no_building(town) -> None:
    house = shapely.box(0, 0, 10, 10)
    buildings = gpd.GeoDataFrame({"uuid": ["b"]}, geometry=[house], crs=CRS)
    plates = gpd.GeoDataFrame(
        {"street": [None] * 4, "door": "1"}, geometry=gpd.points_from_xy([20, 40, 80, 900], [5, 5, 5, 5]), crs=CRS
    )
    out = snap_plates(plates, buildings).plates
    assert out.snap_status.tolist() == ["snapped", "review", "too-far", "no-building"]
    assert out.snap_reason.tolist() == ["only-building", "far", "too-far", "no-building-near"]
    assert out.snap_dist.tolist()[:3] == [10, 30, 70]
    assert out.candidates.tolist() == ["b", "b", "b", ""]


def test_two_buildings_as_likely_are_for_review_in_a_fixed_order() -> None:
    buildings = gpd.GeoDataFrame(
        {"uuid": ["b2", "b1"]}, geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)], crs=CRS
    )
    for street, reason in (("怡云巷", "close-call"), (None, "incomplete")):
        plates = gpd.GeoDataFrame({"street": [street], "door": ["1"]}, geometry=[shapely.Point(10, -4)], crs=CRS)
        out = snap_plates(plates, buildings).plates.iloc[0]
        assert out.snap_status == "review"
        assert out.snap_reason == reason
        assert out.candidates == "b1#b2"


def test_one_number_a_building_settles_a_shared_facade() -> None:
    street = gpd.GeoDataFrame({"name": ["怡云巷"]}, geometry=[shapely.LineString([(-10, -6), (90, -6)])], crs=CRS)
    buildings = gpd.GeoDataFrame(
        {"uuid": list("abcd"), "street": "怡云巷"},
        geometry=[shapely.box(x, 0, x + 12, 9) for x in (0, 12, 24, 36)],
        crs=CRS,
    )
    # Number 4 was surveyed before the house of number 2, half a metre from the joint.
    plates = gpd.GeoDataFrame(
        {"street": "怡云巷", "door": ["2", "4", "6", "8"]},
        geometry=gpd.points_from_xy([5, 11.5, 30, 42], [-2, -2, -2, -2]),
        crs=CRS,
    )
    out = snap_plates(plates, buildings, streets=street).plates
    assert out.bldg_uuid.tolist() == list("abcd")
    assert out.snap_reason.tolist()[1] == "by-number-order"


def test_sub_numbers_share_a_building() -> None:
    buildings = gpd.GeoDataFrame(
        {"uuid": ["a", "b"], "street": "怡云巷"},
        geometry=[shapely.box(0, 0, 30, 9), shapely.box(60, 0, 80, 9)],
        crs=CRS,
    )
    plates = gpd.GeoDataFrame(
        {"street": "怡云巷", "door": "8", "sub_door": [None, "1", "2", "3"]},
        geometry=gpd.points_from_xy([5, 11, 18, 25], [-3] * 4),
        crs=CRS,
    )
    out = snap_plates(plates, buildings).plates
    assert out.bldg_uuid.tolist() == ["a"] * 4


def test_a_plate_is_put_on_the_front_not_on_the_back() -> None:
    street = gpd.GeoDataFrame({"name": ["怡云巷"]}, geometry=[shapely.LineString([(-50, -8), (90, -8)])], crs=CRS)
    buildings = gpd.GeoDataFrame({"uuid": ["a"], "street": "怡云巷"}, geometry=[shapely.box(0, 0, 30, 9)], crs=CRS)
    plates = gpd.GeoDataFrame({"street": "怡云巷", "door": ["8"]}, geometry=[shapely.Point(12, 11)], crs=CRS)
    out = snap_plates(plates, buildings, streets=street).plates.iloc[0]
    assert (out.geometry.x, out.geometry.y) == pytest.approx((12, 0))


def test_multipart_buildings_with_courtyards_keep_plates_on_their_outer_wall() -> None:
    ring = shapely.box(0, 0, 40, 40).difference(shapely.box(10, 10, 30, 30))
    buildings = gpd.GeoDataFrame(
        {"uuid": ["a"]}, geometry=[shapely.MultiPolygon([ring, shapely.box(60, 0, 70, 10)])], crs=CRS
    )
    plates = gpd.GeoDataFrame(
        {"street": [None, None], "door": ["1", "2"]}, geometry=gpd.points_from_xy([11, 65], [20, -4]), crs=CRS
    )
    out = snap_plates(plates, buildings).plates
    assert [(p.x, p.y) for p in out.geometry] == [(0, 20), (65, 0)]


def test_no_plates_and_no_buildings_are_no_error(town) -> None:
    empty = snap(town, plates=town.plates.iloc[:0])
    assert len(empty.plates) == 0
    assert set(ADDED) <= set(empty.plates.columns)
    alone = snap_plates(town.plates, town.buildings.iloc[:0], streets=town.streets)
    assert (alone.plates.snap_status == "no-building").all()


def test_candidates_are_listed_up_to_the_setting(town) -> None:
    out = snap(town, settings=SnapSettings(listed_candidates=2)).plates
    assert max(len(text.split("#")) for text in out.candidates) == 2


def test_cancel_is_heard(town) -> None:
    class Stop:
        def set_progress(self, percent: float) -> None: ...

        def is_canceled(self) -> bool:
            return True

    with pytest.raises(Canceled):
        snap(town, feedback=Stop())


def test_progress_runs_to_the_end(town) -> None:
    seen: list[float] = []

    class Listen:
        def set_progress(self, percent: float) -> None:
            seen.append(percent)

        def is_canceled(self) -> bool:
            return False

    snap(town, feedback=Listen())
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_every_reason_has_a_text() -> None:
    for code in REASONS:
        message = reason_message(code)
        assert message.code == code
        assert str(message)[0].isupper()
        assert not str(message).endswith(".")


def test_the_geometry_column_keeps_its_name_and_rows_may_share_labels(town) -> None:
    plates = town.plates.rename_geometry("geom")
    plates.index = [5] * len(plates)
    out = snap(town, plates=plates).plates
    assert out.geometry.name == "geom"
    assert out.index.equals(plates.index)
    assert out.snap_status.tolist() == snap(town).plates.snap_status.tolist()
