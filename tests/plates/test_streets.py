"""Streets: pieces and names, sides of odd and even, direction of the numbers, door numbers."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from yibiao_qgis.plates.doors import NO_NUMBER, door_keys, plain_name
from yibiao_qgis.plates.inputs import Named
from yibiao_qgis.plates.lines import NO_STREET, build_rulers
from yibiao_qgis.plates.streets import directions, side_odds


def named(lines, names) -> Named:
    geometry = np.array(lines, dtype=object)
    return Named(geometry, np.array(names), np.full(len(names), -1), np.full(len(names), "", dtype=object))


def test_pieces_are_one_street_and_far_namesakes_are_two() -> None:
    rulers = build_rulers(
        named(
            [
                shapely.LineString([(0, 0), (100, 0)]),
                shapely.LineString([(100, 0), (180, 30)]),
                shapely.LineString([(5000, 0), (5100, 0)]),
                shapely.LineString([(0, 50), (100, 50)]),
                shapely.LineString([(0, 90), (100, 90)]),
            ],
            [4, 4, 4, 7, -1],
        )
    )
    assert rulers.name.tolist() == [4, 4, 7]
    assert shapely.length(rulers.line).sum() == pytest.approx(100 + np.hypot(80, 30) + 200)
    points = shapely.points([(50, 3), (5050, 3), (50, 3), (50, 48), (2500, 0), (50, 3)])
    own = rulers.own_street(points, np.array([4, 4, 7, 7, 4, -1]), reach=200)
    assert rulers.line[own[0]].length == pytest.approx(100 + np.hypot(80, 30))
    assert rulers.line[own[1]].length == pytest.approx(100)
    assert own[2] == own[3] == 2
    assert own[4] == own[5] == NO_STREET


def test_a_side_rule_is_found_through_plates_on_the_wrong_side() -> None:
    # Ten odd numbers, two of them surveyed right in front of a house across the street.
    side = np.tile([1.0, -1.0], (20, 1))
    door = np.r_[np.arange(1, 20, 2), np.arange(2, 21, 2)]
    cost = np.tile([0.0, 2.5], (20, 1))
    cost[[2, 7]] = [2.5, 0.0]
    cost[10:] = cost[10:, ::-1]
    odds = side_odds(np.zeros(20, dtype=int), door, side, cost, np.zeros(20), most=4.6)
    assert (odds[:10] > 4).all()
    assert (odds[10:] < -4).all()


def test_the_custom_of_the_district_decides_where_a_lane_cannot() -> None:
    # Nine clear streets, half of them drawn against their numbers, and one lane that shows nothing.
    street = np.repeat(np.arange(10), 8)
    door = np.tile(np.arange(1, 9), 10)
    way = np.where(street % 2 == 0, 1.0, -1.0)
    side = np.tile([1.0, -1.0], (80, 1))
    is_left = (door % 2 == 0) == (way > 0)
    cost = np.where(is_left[:, None], [0.0, 3.0], [3.0, 0.0])
    cost[street == 9] = 0.0
    odds = side_odds(street, door, side, cost, way, most=4.6)
    assert (odds[is_left] > 2).all()
    assert (odds[~is_left] < -2).all()


def test_numbers_that_run_on_one_side_have_that_side() -> None:
    side = np.tile([1.0, -1.0], (9, 1))
    cost = np.tile([3.0, 0.0], (9, 1))
    odds = side_odds(np.zeros(9, dtype=int), np.arange(1, 10), side, cost, np.ones(9), most=4.6)
    assert (odds < -4).all()


def test_direction_is_that_of_most_steps() -> None:
    street = np.zeros(6, dtype=int)
    door = np.array([1, 3, 5, 7, 2, 4])
    along = np.array([50.0, 40.0, 30.0, 35.0, 60.0, 20.0])
    assert directions(street, door, along, np.ones(6, dtype=bool)).tolist() == [-0.5] * 6
    few = directions(street[:2], door[:2], along[:2], np.ones(2, dtype=bool))
    assert few.tolist() == [0, 0]


def test_a_street_without_a_side_rule_gets_none() -> None:
    side = np.tile([1.0, -1.0], (20, 1))
    cost = np.where(np.arange(40).reshape(20, 2) % 4 < 2, 0.0, 4.0)
    cost[:, 1] = 4.0 - cost[:, 0]
    odds = side_odds(np.zeros(20, dtype=int), np.arange(0, 40, 2), side, cost, np.zeros(20), most=4.6)
    assert (np.abs(odds) < 0.1).all()


def test_plates_without_street_or_number_have_no_side() -> None:
    sides, cost = np.ones((2, 1)), np.zeros((2, 1))
    odds = side_odds(np.array([-1, 0]), np.array([3, NO_NUMBER]), sides, cost, np.zeros(2), most=4.6)
    assert odds.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("door", "sub", "expected"),
    [
        ("88", "5", (88, 5, "88")),
        ("88", "附5", (88, 5, "88")),
        ("８８号", None, (88, 0, "88")),
        ("88-5号", None, (88, 5, "88")),
        ("甲88", None, (88, 0, "甲88")),
        ("88号甲", None, (88, 0, "88号甲")),
        ("无", None, (NO_NUMBER, 0, "无")),
        (None, None, (NO_NUMBER, 0, "")),
        (float("nan"), float("nan"), (NO_NUMBER, 0, "")),
        (88.0, 5.0, (88, 5, "88")),
    ],
)
def test_door_numbers(door, sub, expected) -> None:
    main, under, label = door_keys([door], [sub])
    assert (main[0], under[0], label[0]) == expected


@given(st.text(max_size=40), st.text(max_size=10))
def test_any_text_is_some_door(door: str, sub: str) -> None:
    main, under, _ = door_keys([door], [sub])
    assert main[0] >= NO_NUMBER
    assert under[0] >= 0


def test_names_are_compared_without_blanks_and_widths() -> None:
    assert plain_name(" 福星 大道\t") == plain_name("福星大道")
    assert plain_name("Ａ区") == "A区"
    assert plain_name(None) == plain_name(float("nan")) == ""


def test_frames_of_lines_stay_in_metres() -> None:
    line = gpd.GeoSeries([shapely.LineString([(0, 0), (10, 0)])]).values
    rulers = build_rulers(named(line, [1]))
    along, foot, way = rulers.frame(np.array([0, 0]), shapely.points([(4, 3), (25, -2)]))
    assert along.tolist() == [4, 10]
    assert foot.tolist() == [[4, 0], [10, 0]]
    assert way.tolist() == [[1, 0], [1, 0]]
