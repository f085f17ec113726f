"""Streets as rulers: where along its street and on which side something lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from yibiao_qgis.plates.inputs import Named

NO_STREET = -1
_SAME_STREET_GAP = 100.0
"""Metres; pieces of one name farther apart are two streets, as every town has its 人民路."""


@dataclass(frozen=True)
class Rulers:
    """One line per street, with the segments of all of them in a tree.

    Parameters
    ----------
    line : ndarray of LineString or MultiLineString
        Merged pieces of the street; the direction is that of the pieces.
    name : ndarray of int
        Number of the street's name.
    segments : STRtree
        Two-point pieces of all lines, for crossing tests.
    segment_street : ndarray of int
        Street of each segment.
    """

    line: NDArray[np.object_]
    name: NDArray[np.int64]
    segments: shapely.STRtree
    segment_street: NDArray[np.int64]

    def own_street(self, points: NDArray[np.object_], name: NDArray[np.int64], reach: float) -> NDArray[np.int64]:
        """Find the street that each point's street name means.

        Parameters
        ----------
        points : ndarray of Point, shape (n,)
            Metres.
        name : ndarray of int, shape (n,)
            Numbers of names, -1 where missing.
        reach : float
            Largest distance in metres; among streets of the same name the nearest counts.

        Returns
        -------
        ndarray of int, shape (n,)
            Positions in `line`, `NO_STREET` where there is none.
        """
        own = np.full(len(points), NO_STREET, dtype=np.int64)
        if len(self.line) == 0:
            return own
        # `name` is sorted, so that the streets of one name are a run.
        first = np.searchsorted(self.name, name, side="left")
        count = np.where(name >= 0, np.searchsorted(self.name, name, side="right") - first, 0)
        point = np.repeat(np.arange(len(points)), count)
        street = np.repeat(first, count) + _positions_in_runs(count)
        distance = shapely.distance(points[point], self.line[street])
        order = np.lexsort((distance, point))
        point, street, distance = point[order], street[order], distance[order]
        nearest = np.r_[True, point[1:] != point[:-1]] & (distance <= reach) if len(point) else np.array([], dtype=bool)
        own[point[nearest]] = street[nearest]
        return own

    def nearest(self, points: NDArray[np.object_], reach: float) -> NDArray[np.int64]:
        """Find the street nearest to each point.

        Parameters
        ----------
        points : ndarray of Point, shape (n,)
            Metres.
        reach : float
            Largest distance in metres.

        Returns
        -------
        ndarray of int, shape (n,)
            Positions in `line`, `NO_STREET` where there is none.
        """
        own = np.full(len(points), NO_STREET, dtype=np.int64)
        if len(self.line) and len(points):
            point, segment = self.segments.query_nearest(points, max_distance=reach)
            street = self.segment_street[segment]
            # At a junction several are as near: the first in the order of names.
            order = np.lexsort((-street, point))
            own[point[order]] = street[order]
        return own

    def frame(
        self, street: NDArray[np.int64], points: NDArray[np.object_]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Find for each point the place of its street that is nearest.

        Parameters
        ----------
        street : ndarray of int, shape (n,)
            Positions in `line`, none missing.
        points : ndarray of Point, shape (n,)
            Metres.

        Returns
        -------
        tuple of ndarray
            Metres from the street's start, shape (n,); the place, and the unit vector in
            which the line runs there, both of shape (n, 2).
        """
        line = self.line[street]
        along = shapely.line_locate_point(line, points)
        foot = shapely.get_coordinates(shapely.line_interpolate_point(line, along))
        ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, along + 1.0))
        behind = shapely.get_coordinates(shapely.line_interpolate_point(line, np.maximum(along - 1.0, 0.0)))
        way = ahead - behind
        return along, foot, way / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]

    def crosses_other(self, lines: NDArray[np.object_], own: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which lines cross the centre line of another street.

        Parameters
        ----------
        lines : ndarray of LineString, shape (n,)
            From a plate to a building.
        own : ndarray of int, shape (n,)
            The plate's street, `NO_STREET` where unknown.

        Returns
        -------
        ndarray of bool, shape (n,)
        """
        crosses = np.zeros(len(lines), dtype=bool)
        if len(self.line):
            line, segment = self.segments.query(lines, predicate="intersects")
            crosses[line[self.segment_street[segment] != own[line]]] = True
        return crosses


def build_rulers(streets: Named) -> Rulers:
    """Merge the pieces of each street.

    Parameters
    ----------
    streets : Named
        Centre lines with names; lines without a name are left out, because a nameless
        path often runs between a house and its street.

    Returns
    -------
    Rulers
        One entry per name and place, sorted by name.
    """
    usable = np.flatnonzero((streets.name >= 0) & (shapely.length(streets.geometry) > 0))
    parts, owner = shapely.get_parts(streets.geometry[usable], return_index=True)
    name = streets.name[usable][owner]
    cluster = _clusters(parts, name)
    order = np.argsort(cluster, kind="stable")
    parts, name, cluster = parts[order], name[order], cluster[order]
    bundles = shapely.multilinestrings(parts, indices=cluster) if len(parts) else np.array([], dtype=object)
    lines = shapely.line_merge(bundles)
    line_name = name[np.r_[True, cluster[1:] != cluster[:-1]]] if len(parts) else name
    order = np.argsort(line_name, kind="stable")
    segments, street = _segments(lines[order])
    return Rulers(lines[order], line_name[order], shapely.STRtree(segments), street)


def _clusters(parts: NDArray[np.object_], name: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(parts) == 0:
        return np.array([], dtype=np.int64)
    one, other = shapely.STRtree(parts).query(parts, predicate="dwithin", distance=_SAME_STREET_GAP)
    same = name[one] == name[other]
    links = coo_matrix((np.ones(same.sum()), (one[same], other[same])), shape=(len(parts), len(parts)))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def _segments(lines: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    parts, street = shapely.get_parts(lines, return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    joined = part[1:] == part[:-1]
    ends = np.stack([xy[:-1][joined], xy[1:][joined]], axis=1)
    if len(ends) == 0:
        return np.array([], dtype=object), np.array([], dtype=np.int64)
    return shapely.linestrings(ends), street[part[:-1][joined]]


def _positions_in_runs(count: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
