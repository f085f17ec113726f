"""Cut a gap into pieces where it is narrow, so that each piece can go to the area beside it.

A long gap runs along many areas; given to one of them as a whole it would become its
tentacle. And a strip that opens into wide uncovered ground has to be closed without
filling the wide part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from yibiao_qgis.boundaries.faces import Faces
from yibiao_qgis.boundaries.mesh import Edges, Floats, Ints
from yibiao_qgis.model.feedback import Feedback, check_canceled

_STRIP = 4.0
"""The way around is this many times longer than the way across in a strip; in a corner only when it is below 28°."""


def cut_lines(faces: Faces, gaps: Ints, holder: Ints, limit: float, feedback: Feedback) -> Edges:
    """Find short lines across the narrow parts of gaps.

    Parameters
    ----------
    faces : Faces
        All faces.
    gaps : ndarray of int
        The faces to be cut.
    holder : ndarray of int
        The area that each face belongs to, negative for none.
    limit : float
        Longest line, in grid units.
    feedback : Feedback
        Asked between gaps whether to go on.

    Returns
    -------
    Edges
        From vertices of a gap to the nearest point of another owner's side; the owner
        of an edge is the face that it cuts.
    """
    nothing = np.zeros(0, np.int64)
    every = Edges(nothing, nothing, nothing)
    for gap in gaps.tolist():
        check_canceled(feedback)
        outline = _outline(faces, gap, holder)
        start, foot = _across(faces.shapes[gap], outline, limit)
        every = every.join(Edges(faces.grid.keys(start), faces.grid.keys(foot), np.full(len(start), gap)))
    return every


@dataclass(frozen=True)
class _Outline:
    """Edges of one face, ring by ring: ends, who is beyond it and beyond the edge before it, way along the ring."""

    start: Floats
    end: Floats
    owner: Ints
    before: Ints
    ring: Ints
    way: Floats
    around: Floats


def _outline(faces: Faces, gap: int, holder: Ints) -> _Outline:
    grid = faces.grid
    which = np.flatnonzero(faces.edges.owner == gap)
    beside = faces.beside[which]
    owner = np.where(beside >= 0, holder[beside], -1).tolist()
    pairs = zip(faces.edges.start[which].tolist(), faces.edges.end[which].tolist())
    beyond = {frozenset(pair): who for pair, who in zip(pairs, owner)}
    pieces: list[tuple[Floats, ...]] = []
    for number, ring in enumerate(shapely.get_rings(faces.shapes[gap])):
        xy = shapely.get_coordinates(ring)
        keys = grid.keys(xy).tolist()
        who = np.array([beyond[frozenset(pair)] for pair in zip(keys, keys[1:])])
        length = np.hypot(*np.diff(xy, axis=0).T)
        count = len(who)
        way = np.cumsum(length) - length
        pieces.append(
            (xy[:-1], xy[1:], who, np.roll(who, 1), np.full(count, number), way, np.full(count, length.sum()))
        )
    return _Outline(*(np.concatenate(some) for some in zip(*pieces)))


def _across(face: shapely.Polygon, outline: _Outline, limit: float) -> tuple[Floats, Floats]:
    """Return both ends of the lines across one face."""
    lines = shapely.linestrings(np.stack([outline.start, outline.end], axis=1))
    vertices = shapely.points(outline.start)
    point, line = shapely.STRtree(lines).query(vertices, predicate="dwithin", distance=limit)
    apart = (outline.owner[line] != outline.owner[point]) & (outline.owner[line] != outline.before[point])
    point, line = point[apart], line[apart]
    along = shapely.line_locate_point(lines[line], vertices[point])
    foot = np.rint(shapely.get_coordinates(shapely.line_interpolate_point(lines[line], along)))
    across = np.hypot(*(foot - outline.start[point]).T)
    way = np.abs(outline.way[line] + along - outline.way[point])
    way = np.minimum(way, outline.around[point] - way)
    way[outline.ring[line] != outline.ring[point]] = np.inf
    # A vertex on the other side's edge is no cut, but that edge has to take it up: noding them together does it.
    on_edge = across == 0
    foot[on_edge] = outline.end[point[on_edge]]
    strip = way >= _STRIP * across
    point, line, foot, across = point[strip], line[strip], foot[strip], across[strip]
    side = outline.owner[line]
    order = np.lexsort([across, side, point])
    order = order[np.unique(np.stack([point, side], axis=1)[order], axis=0, return_index=True)[1]]
    start, foot = outline.start[point[order]], foot[order]
    room = shapely.buffer(face, 1.0)
    shapely.prepare(room)
    inside = shapely.covers(room, shapely.linestrings(np.stack([start, foot], axis=1)))
    return start[inside], foot[inside]
