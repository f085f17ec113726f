"""Which buildings a plate may hang on, and what speaks against each of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.feedback import Feedback, check_canceled
from yibiao_qgis.plates.facades import outlines
from yibiao_qgis.plates.inputs import Buildings, Plates
from yibiao_qgis.plates.lines import NO_STREET, Rulers
from yibiao_qgis.plates.settings import SnapSettings
from yibiao_qgis.plates.stand import spot_cost

NO_BUILDING = -1
_CHUNK = 20_000
_WORTH_A_LOOK = 4.0
"""Nats above the best; lines of sight are drawn only to buildings that may still win."""


class Part(IntEnum):
    """Where a cost comes from."""

    AWAY = 0  # metres off the façade line
    FRONT = 1  # metres beside the building's front
    STREET = 2
    COMPOUND = 3
    CROSSING = 4
    SIGHT = 5
    PARITY = 6


@dataclass(frozen=True)
class Candidates:
    """Up to K buildings for each of N plates, likeliest first by the first look.

    Parameters
    ----------
    building : ndarray of int, shape (n, k)
        Positions of buildings, `NO_BUILDING` where there are fewer than K.
    distance : ndarray of float, shape (n, k)
        Metres from the surveyed point to the building, infinite where there is none.
    along, side : ndarray of float, shape (n, k)
        Metres along the plate's street to the building's middle; side of the street,
        1 left, -1 right, 0 where the plate has no street.
    parts : ndarray of float, shape (number of parts, n, k)
        Costs by `Part`.
    """

    building: NDArray[np.int64]
    distance: NDArray[np.float64]
    along: NDArray[np.float64]
    side: NDArray[np.float64]
    parts: NDArray[np.float64]

    @property
    def cost(self) -> NDArray[np.float64]:
        """Sum of all parts, infinite where there is no building."""
        return np.where(self.building == NO_BUILDING, np.inf, self.parts.sum(axis=0))


@dataclass(frozen=True)
class Ground:
    """Buildings with what every chunk of plates needs of them."""

    buildings: Buildings
    rulers: Rulers
    tree: shapely.STRtree
    centre: NDArray[np.object_]
    xy: NDArray[np.float64]
    outline: NDArray[np.object_]
    first: NDArray[np.int64]
    """Vertices of building i are ``xy[first[i]:first[i + 1]]``."""


def lay_ground(buildings: Buildings, rulers: Rulers) -> Ground:
    """Index the buildings.

    Parameters
    ----------
    buildings : Buildings
        In metres.
    rulers : Rulers
        Streets of the same system.

    Returns
    -------
    Ground
        To be used by `judge`.
    """
    xy, owner = shapely.get_coordinates(buildings.polygons, return_index=True)
    first = np.searchsorted(owner, np.arange(len(buildings.polygons) + 1))
    tree = shapely.STRtree(buildings.polygons)
    return Ground(
        buildings=buildings,
        rulers=rulers,
        tree=tree,
        centre=shapely.centroid(buildings.polygons),
        xy=xy,
        outline=outlines(buildings.polygons),
        first=first,
    )


def judge(
    plates: Plates, own: NDArray[np.int64], ground: Ground, settings: SnapSettings, feedback: Feedback
) -> Candidates:
    """Find candidates for all plates and weigh the evidence that needs no other plate.

    Parameters
    ----------
    plates : Plates
        Shape (n,).
    own : ndarray of int, shape (n,)
        Street of each plate in the ground's rulers, `NO_STREET` where unknown.
    ground : Ground
        Buildings and streets.
    settings : SnapSettings
        Limits and costs.
    feedback : Feedback
        Asked between chunks.

    Returns
    -------
    Candidates
        Rows as the plates.
    """
    size, width = len(plates.points), int(settings.most_candidates)
    found = Candidates(
        building=np.full((size, width), NO_BUILDING, dtype=np.int64),
        distance=np.full((size, width), np.inf),
        along=np.zeros((size, width)),
        side=np.zeros((size, width)),
        parts=np.zeros((len(Part), size, width)),
    )
    for start in range(0, size, _CHUNK):
        check_canceled(feedback)
        feedback.set_progress(100 * start / size)
        _judge_chunk(slice(start, min(start + _CHUNK, size)), plates, own, ground, settings, found)
    return found


def _judge_chunk(
    chunk: slice, plates: Plates, own: NDArray[np.int64], ground: Ground, settings: SnapSettings, found: Candidates
) -> None:
    points = plates.points[chunk]
    plate, building = ground.tree.query(points, predicate="dwithin", distance=settings.max_distance)
    if len(plate) == 0:
        return
    row = plate + chunk.start
    distance = shapely.distance(points[plate], ground.buildings.polygons[building])
    front = _before_front(plates.xy[row], own[row], building, ground)
    inside = distance == 0.0
    depth = np.zeros(len(plate))
    depth[inside] = shapely.distance(points[plate[inside]], ground.outline[building[inside]])
    beside = np.minimum(front.beside, distance)
    # Before the house the distance itself is measured: the wall need not be parallel to the street.
    out = np.where(front.out < 0, front.out, np.sqrt(np.maximum(distance**2 - beside**2, 0.0)))
    out = np.where(inside, -depth, out)
    spot = spot_cost(out, beside, front.to_axis, front.across, settings)
    parts = np.zeros((len(Part), len(plate)))
    parts[Part.AWAY], parts[Part.FRONT], parts[Part.CROSSING] = spot
    parts[Part.STREET] = _street_cost(plates, row, ground.buildings, building, settings)
    parts[Part.COMPOUND] = _compound_cost(plates, row, ground.buildings, building, settings)
    cost = parts.sum(axis=0)
    # Ties go by distance and then by uuid, so that no order of the input decides.
    order = np.lexsort((building, distance, cost, row))
    rank = np.arange(len(order)) - np.searchsorted(row[order], row[order], side="left")
    kept = order[rank < found.building.shape[1]]
    at = (row[kept], rank[rank < found.building.shape[1]])
    found.building[at] = building[kept]
    found.distance[at] = distance[kept]
    found.along[at] = front.along[kept]
    found.side[at] = front.side[kept]
    for part in Part:
        found.parts[part][at] = parts[part, kept]
    _look(chunk, points, own, ground, settings, found)


@dataclass(frozen=True)
class _Front:
    """Plates and buildings in the frame of the plate's street, one entry a pair."""

    out: NDArray[np.float64]
    """Metres before the front line; without a street 0, so that the distance counts."""
    beside: NDArray[np.float64]
    """Metres beside the ends of the front."""
    to_axis: NDArray[np.float64]
    """Metres from the plate to the centre line."""
    across: NDArray[np.bool_]
    """Whether the centre line lies between plate and building."""
    along: NDArray[np.float64]
    """Metres along the street to the middle of the front."""
    side: NDArray[np.float64]
    """Side of the building."""


def _before_front(
    xy: NDArray[np.float64], own: NDArray[np.int64], building: NDArray[np.int64], ground: Ground
) -> _Front:
    """Measure where plates were surveyed relative to the fronts of buildings.

    The street is taken as straight along one building, so that a building costs one
    look at the line however many vertices it has.
    """
    size = len(building)
    front = _Front(
        out=np.zeros(size),
        beside=np.zeros(size),
        to_axis=np.full(size, np.inf),
        across=np.zeros(size, dtype=bool),
        along=np.zeros(size),
        side=np.zeros(size),
    )
    known = np.flatnonzero(own != NO_STREET)
    if len(known) == 0:
        return front
    streets = np.int64(len(ground.rulers.line))
    pair, which = np.unique(building[known] * streets + own[known], return_inverse=True)
    which = which.reshape(-1)
    pair_building, pair_street = np.divmod(pair, streets)
    position, foot, way = ground.rulers.frame(pair_street, ground.centre[pair_building])
    left = np.column_stack([-way[:, 1], way[:, 0]])
    count = ground.first[pair_building + 1] - ground.first[pair_building]
    start = np.cumsum(count) - count
    vertex = np.repeat(ground.first[pair_building] - start, count) + np.arange(count.sum())
    owner = np.repeat(np.arange(len(pair)), count)
    arm = ground.xy[vertex] - foot[owner]
    reach, depth = (arm * way[owner]).sum(axis=1), (arm * left[owner]).sum(axis=1)
    low, high = np.minimum.reduceat(reach, start), np.maximum.reduceat(reach, start)
    side = np.sign(np.add.reduceat(depth, start))
    setback = np.minimum.reduceat(depth * side[owner], start)
    arm = xy[known] - foot[which]
    stand, off = (arm * way[which]).sum(axis=1), (arm * left[which]).sum(axis=1) * side[which]
    front.out[known] = setback[which] - off
    front.beside[known] = np.maximum(np.maximum(low[which] - stand, stand - high[which]), 0.0)
    front.to_axis[known] = np.abs(off)
    front.across[known] = off < 0
    front.along[known] = (position + (low + high) / 2)[which]
    front.side[known] = side[which]
    return front


def _street_cost(
    plates: Plates, row: NDArray[np.int64], buildings: Buildings, building: NDArray[np.int64], settings: SnapSettings
) -> NDArray[np.float64]:
    mine, theirs = plates.street[row], buildings.street[building]
    cost = np.where(theirs < 0, settings.street_unknown, np.where(mine == theirs, 0.0, settings.street_differs))
    # A plate without a street belongs to a group or hamlet: there a street speaks against.
    off_street = np.where(theirs < 0, 0.0, settings.street_unknown)
    result: NDArray[np.float64] = np.where(mine < 0, off_street, cost)
    return result


def _compound_cost(
    plates: Plates, row: NDArray[np.int64], buildings: Buildings, building: NDArray[np.int64], settings: SnapSettings
) -> NDArray[np.float64]:
    mine, theirs = plates.compound[row], buildings.compound[building]
    cost: NDArray[np.float64] = np.where(
        mine == theirs, 0.0, np.where(mine < 0, settings.compound_unnamed, settings.compound_differs)
    )
    cost += np.where(buildings.is_named[building] & (theirs >= 0) & (mine < 0), settings.inner_building, 0.0)
    one, other = plates.community[row], buildings.community[building]
    cost += np.where((one >= 0) & (other >= 0) & (one != other), settings.community_differs, 0.0)
    return cost


def _look(
    chunk: slice,
    points: NDArray[np.object_],
    own: NDArray[np.int64],
    ground: Ground,
    settings: SnapSettings,
    found: Candidates,
) -> None:
    """Add the cost of streets and buildings that lie between plate and building."""
    building = found.building[chunk]
    cost = np.where(building == NO_BUILDING, np.inf, found.parts[:, chunk].sum(axis=0))
    plate, place = np.nonzero(cost <= cost.min(axis=1, keepdims=True) + _WORTH_A_LOOK)
    there = building[plate, place] != NO_BUILDING
    plate, place = plate[there], place[there]
    target = building[plate, place]
    sight = shapely.shortest_line(points[plate], ground.buildings.polygons[target])
    row = plate + chunk.start
    crosses = ground.rulers.crosses_other(sight, own[row])
    found.parts[Part.CROSSING][row, place] += crosses * settings.crossing_other
    # Before the nearest building no other can stand.
    farther = np.flatnonzero(found.distance[row, place] > found.distance[chunk].min(axis=1)[plate])
    line, wall = ground.tree.query(sight[farther], predicate="crosses")
    line = farther[line]
    # A point that drifted into a building was not surveyed there: its walls hide nothing.
    between = (wall != target[line]) & ~_is_inside(wall, plate[line] + chunk.start, found)
    found.parts[Part.SIGHT][row[line[between]], place[line[between]]] = settings.blocked


def _is_inside(wall: NDArray[np.int64], row: NDArray[np.int64], found: Candidates) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = ((found.building[row] == wall[:, None]) & (found.distance[row] == 0.0)).any(axis=1)
    return inside
