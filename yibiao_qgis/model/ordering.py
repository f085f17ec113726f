"""The order in which places are numbered: along rows, and from row to row.

"From west to east, then north to south" means rows, as one reads a page: the
northernmost row first, and in it the westernmost place. Real areas do not lie in
straight rows, so rows are found: places are taken from the far side on, and all
that lie within half a typical place of the row's first one belong to it. The
result depends on the places alone, never on the order of the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Direction(str, Enum):
    """A direction of numbering."""

    WEST_TO_EAST = "west to east"
    EAST_TO_WEST = "east to west"
    NORTH_TO_SOUTH = "north to south"
    SOUTH_TO_NORTH = "south to north"

    @property
    def is_eastward(self) -> bool:
        """Whether it runs along the x axis."""
        return self in (Direction.WEST_TO_EAST, Direction.EAST_TO_WEST)

    def distance(self, x: Floats, y: Floats) -> Floats:
        """Return how far places lie in this direction, in the unit of the coordinates."""
        along = x if self.is_eastward else y
        forward = self in (Direction.WEST_TO_EAST, Direction.SOUTH_TO_NORTH)
        return along if forward else -along


@dataclass(frozen=True)
class Ordering:
    """An order of numbering.

    Parameters
    ----------
    along : Direction
        Within a row.
    across : Direction
        From row to row; on the other axis.
    """

    along: Direction
    across: Direction


def rank_places(
    places: NDArray[np.object_], groups: NDArray[np.int64], ordering: Ordering, ties: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the place of each geometry in the order of numbering.

    Parameters
    ----------
    places : ndarray of shapely geometries
        Areas or points, in metres; None or an empty geometry comes last.
    groups : ndarray of int
        What is numbered together (the areas of one community) has the same number here.
    ordering : Ordering
        The directions.
    ties : ndarray of int
        Decides between places at the same spot.

    Returns
    -------
    ndarray of int
        0 for the first of all; each rank once, groups one behind the other.
    """
    x, y = centres(places)
    nowhere = np.isnan(x)
    x, y = np.where(nowhere, 0.0, x), np.where(nowhere, 0.0, y)
    along, across = ordering.along.distance(x, y), ordering.across.distance(x, y)
    rows = _rows(across, _row_height(places, groups), groups, nowhere)
    sequence = np.lexsort((ties, across, along, rows, nowhere, groups))
    ranks = np.empty(len(places), dtype=np.int64)
    ranks[sequence] = np.arange(len(places))
    return ranks


def centres(places: NDArray[np.object_]) -> tuple[Floats, Floats]:
    """Return x and y of the centroids; NaN for None and empty geometries, at which GEOS would stop."""
    present = places.copy()
    present[shapely.is_empty(places)] = None
    points = shapely.centroid(present)
    return shapely.get_x(points), shapely.get_y(points)


def street_starts(lines: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the points at which streets begin.

    An east-west street begins at its east end, a north-south street at its north end
    (GB/T 35639 annex B); the direction in which a line was drawn does not matter.

    Parameters
    ----------
    lines : ndarray of shapely geometries
        Lines or multi-lines in metres.

    Returns
    -------
    ndarray of shapely Points
        None where there is no line.
    """
    starts = np.full(len(lines), None, dtype=object)
    coordinates, owners = shapely.get_coordinates(lines, return_index=True)
    if not len(coordinates):
        return starts
    bounds = shapely.bounds(lines)
    eastward = (bounds[:, 2] - bounds[:, 0]) >= (bounds[:, 3] - bounds[:, 1])
    x, y = coordinates.T
    # Of a ring or a zigzag the outermost vertex counts; at equal distance the one farther north or east.
    main = np.where(eastward[owners], x, y)
    other = np.where(eastward[owners], y, x)
    sequence = np.lexsort((-other, -main, owners))
    found, first = np.unique(owners[sequence], return_index=True)
    starts[found] = shapely.points(coordinates[sequence[first]])
    return starts


def _row_height(places: NDArray[np.object_], groups: NDArray[np.int64]) -> Floats:
    """Return half the side of a typical place of each geometry's group."""
    bounds = shapely.bounds(places)
    present = ~np.isnan(bounds[:, 0])
    count = int(groups.max(initial=-1)) + 1
    west, south = np.full(count, np.inf), np.full(count, np.inf)
    east, north = np.full(count, -np.inf), np.full(count, -np.inf)
    members = groups[present]
    # Extremes and counts do not depend on the order of the rows, as a sum of fractions would.
    np.minimum.at(west, members, bounds[present, 0])
    np.minimum.at(south, members, bounds[present, 1])
    np.maximum.at(east, members, bounds[present, 2])
    np.maximum.at(north, members, bounds[present, 3])
    number = np.maximum(np.bincount(members, minlength=count), 1)
    width, height = np.maximum(east - west, 0.0), np.maximum(north - south, 0.0)
    result: Floats = (np.sqrt(width * height / number) / 2)[groups]
    return result


def _rows(distance: Floats, height: Floats, groups: NDArray[np.int64], nowhere: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the number of the row that each place lies in, ascending across."""
    sequence = np.lexsort((distance, nowhere, groups))
    rows = np.empty(len(distance), dtype=np.int64)
    row, group, limit = -1, -1, 0.0
    found = []
    for its_group, its_distance, its_height in zip(
        groups[sequence].tolist(), distance[sequence].tolist(), height[sequence].tolist()
    ):
        if its_group != group or its_distance > limit:
            row += 1
            group, limit = its_group, its_distance + its_height
        found.append(row)
    rows[sequence] = found
    return rows
