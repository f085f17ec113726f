"""Faults of surveyed door plates: where the surveyor stood, what was painted, what was forgotten or taken twice."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from district.district import District
from district.ground import Floats
from district.identities import identities
from district.network import Lines

REACHES = ((0.76, 2.0, 8.0), (0.20, 8.0, 20.0), (0.04, 20.0, 40.0))
"""Share of the plates, least and largest distance from the true place, m."""
WRONG_SIDE = 0.015
DUPLICATED = 0.008
NUMBER_MISSING = 0.005
NAME_MISSING = 0.015
COMMUNITY_MISSING = 0.08

SUB_FORMS = (
    (0.55, "{door}号附{sub}号"),
    (0.15, "{door}附{sub}号"),
    (0.14, "{door}-{sub}号"),
    (0.10, "{door}号-{sub}"),
    (0.06, "{door}号附{sub}"),
)


def survey_plates(rng: np.random.Generator, district: District, seed: int) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Return the plates as surveyed, in another order than the true ones, and the faults planted.

    The survey keeps the uuid of the true plate; a plate taken twice has a uuid of its own.

    Returns
    -------
    GeoDataFrame
        As `district.plate`, with displaced points, painted texts and missing values; ``bldg_uuid`` is None.
    DataFrame
        kind (displaced, wrong-side, duplicate, number-missing, name-missing), uuid, other, size (m), x, y.
    """
    truth = district.plate
    count = len(truth)
    true_xy = shapely.get_coordinates(truth.geometry.to_numpy())
    outward, to_axis = _outward(district)
    xy = true_xy + _errors(rng, outward, to_axis)
    moved = np.hypot(*(xy - true_xy).T)
    at_street = (truth.street.notna() & ~truth.is_gate).to_numpy()
    wrong = at_street & (rng.random(count) < WRONG_SIDE) & (2 * to_axis + 1 < 40)
    across = to_axis + rng.uniform(0.6, 1.0, count) * (to_axis - 0.5)
    sideways = np.column_stack((-outward[:, 1], outward[:, 0])) * rng.normal(0, 1.5, count)[:, None]
    xy[wrong] = (true_xy + outward * across[:, None] + sideways)[wrong]
    moved[wrong] = np.hypot(*(xy - true_xy).T)[wrong]
    xy = np.round(xy, 3)

    plates = truth.copy()
    plates["geometry"] = shapely.points(xy)
    plates["bldg_uuid"] = None
    plates["text"] = _painted(rng, truth)
    parts = [_faults("displaced", truth.uuid[~wrong], None, moved[~wrong], xy[~wrong])]
    parts.append(_faults("wrong-side", truth.uuid[wrong], None, moved[wrong], xy[wrong]))
    for kind, share, names in (
        ("number-missing", NUMBER_MISSING, ["door", "sub_door", "text"]),
        ("name-missing", NAME_MISSING, ["street", "compound"]),
    ):
        rows = rng.random(count) < share
        plates.loc[rows, names] = None
        parts.append(_faults(kind, truth.uuid[rows], None, np.zeros(rows.sum()), xy[rows]))
    plates.loc[rng.random(count) < COMMUNITY_MISSING, "comm_code"] = None

    twice = np.flatnonzero((rng.random(count) < DUPLICATED) & plates.door.notna().to_numpy())
    copies = plates.iloc[twice].copy()
    copies["uuid"] = identities(seed, "plate-duplicate", len(twice))
    place = np.round(xy[twice] + rng.normal(0, 2.2, (len(twice), 2)), 3)
    copies["geometry"] = shapely.points(place)
    parts.append(_faults("duplicate", copies.uuid, truth.uuid.to_numpy()[twice], np.zeros(len(twice)), place))
    if len(copies):
        plates = pd.concat([plates, copies], ignore_index=True)
    plates = plates.iloc[rng.permutation(len(plates))].reset_index(drop=True)
    return plates, pd.concat([part for part in parts if len(part)], ignore_index=True)


def _faults(kind: str, uuid: pd.Series, other: np.ndarray | None, size: Floats, xy: Floats) -> pd.DataFrame:
    none = np.full(len(uuid), None, dtype=object)
    return pd.DataFrame(
        {
            "kind": np.full(len(uuid), kind, dtype=object),
            "uuid": uuid.to_numpy(),
            "other": none if other is None else other,
            "size": np.round(size, 2),
            "x": xy[:, 0],
            "y": xy[:, 1],
        }
    )


def _outward(district: District) -> tuple[Floats, Floats]:
    """Return for each plate the unit vector out of its wall and the distance to its street's axis (farms: 25 m)."""
    truth = district.plate
    row = pd.Index(district.building.uuid).get_indexer(truth.bldg_uuid)
    shapes = district.building.geometry.to_numpy()[np.maximum(row, 0)]
    xy = shapely.get_coordinates(truth.geometry.to_numpy())
    centre = shapely.get_coordinates(shapely.centroid(shapes))
    ring = shapely.get_exterior_ring(shapes)
    wall = shapely.get_coordinates(shapely.get_point(ring, 1)) - shapely.get_coordinates(shapely.get_point(ring, 0))
    normal = np.column_stack((-wall[:, 1], wall[:, 0])) / np.hypot(*wall.T)[:, None]
    normal *= np.sign(((xy - centre) * normal).sum(axis=1))[:, None]
    to_axis = np.full(len(truth), 25.0)
    # A name may occur in several towns: the street is the nearest one of that name.
    names, code = np.unique(district.street.name.to_numpy(dtype=object).astype(str), return_inverse=True)
    of_plate = pd.Index(names).get_indexer(truth.street.fillna(""))
    has = np.flatnonzero(of_plate >= 0)
    lines = Lines(district.street.geometry.to_numpy())
    best = np.full(len(truth), np.inf)
    for street_rows in _ranked(code):
        choice = street_rows[of_plate[has]]
        known = choice >= 0
        rows, choice = has[known], choice[known]
        geometry = district.street.geometry.to_numpy()[choice]
        points = truth.geometry.to_numpy()[rows]
        along = shapely.line_locate_point(geometry, points)
        foot = lines.at(choice, along)
        distance = np.hypot(*(foot - xy[rows]).T)
        nearer = distance < best[rows]
        best[rows[nearer]] = distance[nearer]
        is_gate = truth.is_gate.to_numpy()[rows]
        use = nearer & (is_gate | (distance < 60))
        to_axis[rows[use]] = distance[use]
        gate = use & is_gate & (distance > 0.1)
        normal[rows[gate]] = (foot - xy[rows])[gate] / distance[gate][:, None]
    return normal, to_axis


def _ranked(code: np.ndarray) -> list[np.ndarray]:
    """Return tables from a name's number to its first, second ... street; -1 for none."""
    place = pd.Series(code).groupby(code).cumcount().to_numpy()
    tables = []
    for n in range(place.max() + 1):
        table = np.full(code.max() + 1, -1)
        rows = np.flatnonzero(place == n)
        table[code[rows]] = rows
        tables.append(table)
    return tables


def _errors(rng: np.random.Generator, outward: Floats, to_axis: Floats) -> Floats:
    """Return the surveyors' errors, m: small ones towards the street and short of its axis, large ones anywhere."""
    count = len(outward)
    reach = np.empty(count)
    spread = np.empty(count)
    group = np.searchsorted(np.cumsum([share for share, _, _ in REACHES])[:-1], rng.random(count), side="right")
    for number, (_, low, high) in enumerate(REACHES):
        rows = group == number
        reach[rows] = rng.uniform(low, high, rows.sum())
        spread[rows] = np.radians((20, 45, 80)[number])
    angle = rng.normal(0, 1, count) * spread
    ahead = np.cos(angle) * reach
    aside = np.sin(angle) * reach
    # In a lane a surveyor stands in the lane: what is too long goes along it.
    most = np.where(group == 0, 0.85 * to_axis, np.inf)
    cut = ahead > most
    rest = np.sqrt(np.maximum(reach**2 - most**2, 0, where=cut, out=np.zeros(count)), where=cut, out=np.zeros(count))
    ahead = np.where(cut, np.minimum(ahead, most), ahead)
    # ... but no farther than a neighbour's door
    aside = np.where(cut, np.sign(aside) * np.minimum(rest, 3.5), aside)
    least = np.hypot(ahead, aside)
    stretch = np.where((least < 2.0) & (least > 0), 2.0 / np.maximum(least, 1e-9), 1.0)
    ahead, aside = ahead * stretch, aside * stretch
    return outward * ahead[:, None] + np.column_stack((-outward[:, 1], outward[:, 0])) * aside[:, None]


def _painted(rng: np.random.Generator, truth: pd.DataFrame) -> np.ndarray:
    """Return the texts as painted on the plates."""
    form = np.searchsorted(np.cumsum([share for share, _ in SUB_FORMS])[:-1], rng.random(len(truth)), side="right")
    bare = rng.random(len(truth)) < 0.1
    found = [
        SUB_FORMS[f][1].format(door=door, sub=sub) if sub is not None else (door if b else f"{door}号")
        for f, b, door, sub in zip(form, bare, truth.door, truth.sub_door)
    ]
    return np.array(found, dtype=object)
