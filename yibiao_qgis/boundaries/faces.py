"""The ground cut into faces along every outline: each face is given as a whole, so nothing can gape or overlap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from yibiao_qgis.boundaries.ground import Ground
from yibiao_qgis.boundaries.mesh import Edges, Floats, Grid, Ints, Shapes, edges_of
from yibiao_qgis.boundaries.noding import BESIDE, node
from yibiao_qgis.boundaries.topology import cover, faces_between


@dataclass(frozen=True)
class Faces:
    """Faces of the ground, who lies over them and who is beside whom.

    Parameters
    ----------
    grid : Grid
        The grid they are in.
    shapes : ndarray of Polygon
        The faces, in grid units.
    over_face, over_area : ndarray of int
        Parallel: an area that lies over a face.
    parent : ndarray of int
        Position of the parent that a face is in; -1 outside, 0 without parents.
    """

    grid: Grid
    shapes: Shapes
    over_face: Ints
    over_area: Ints
    parent: Ints

    def __len__(self) -> int:
        return len(self.shapes)

    @cached_property
    def size(self) -> Floats:
        """Area of each face, in square grid units."""
        return np.asarray(shapely.area(self.shapes))

    @cached_property
    def edges(self) -> Edges:
        """Outlines; the owner of an edge is its face."""
        return edges_of(self.shapes, self.grid)

    @cached_property
    def lengths(self) -> Floats:
        """Length of each edge, in grid units."""
        way = self.grid.places(self.edges.end) - self.grid.places(self.edges.start)
        return np.asarray(np.hypot(way[:, 0], way[:, 1]))

    @cached_property
    def beside(self) -> Ints:
        """The face on the other side of each edge; -1 for none."""
        number = self.edges.pairs()
        order = np.argsort(number, kind="stable")
        twin = np.flatnonzero(number[order][1:] == number[order][:-1])
        other = np.full(len(number), -1, np.int64)
        first, second = order[twin], order[twin + 1]
        other[first], other[second] = self.edges.owner[second], self.edges.owner[first]
        return other

    @cached_property
    def borders(self) -> pd.DataFrame:
        """Length of the common border of two faces, in both orders: `one`, `other`, `length`."""
        inner = self.beside >= 0
        table = pd.DataFrame(
            {"one": self.edges.owner[inner], "other": self.beside[inner], "length": self.lengths[inner]}
        )
        return table.groupby(["one", "other"])["length"].sum().reset_index()


def make_faces(ground: Ground, rows: Ints, crowded: Shapes) -> Faces:
    """Cut the ground of some areas into faces.

    Only edges that do not cancel, and those close to them, are noded: the others meet
    at shared vertices already.

    Parameters
    ----------
    ground : Ground
        Areas and parents.
    rows : ndarray of int
        Positions of the areas whose outlines are used.
    crowded : ndarray of Polygon
        Where areas overlap: edges that cancel may cross each other only there.

    Returns
    -------
    Faces
        All faces that the outlines enclose, whoever lies over them.
    """
    edges = ground.edges
    wanted = np.isin(edges.owner, rows) | ground.is_parent(edges.owner)
    loose = edges.select(ground.loose & wanted).unique()
    unmatched = loose.lines(ground.grid)
    matched = edges.select(~ground.loose & wanted).unique().lines(ground.grid)
    return _polygonized(unmatched, matched, crowded, ground)


def cut_faces(faces: Faces, cuts: Edges, ground: Ground) -> Faces:
    """Cut faces along lines; see :func:`make_faces`."""
    nothing = np.zeros(0, dtype=object)
    return _polygonized(cuts.unique().lines(faces.grid), faces.edges.unique().lines(faces.grid), nothing, ground)


def _polygonized(loose: Shapes, fixed: Shapes, crowded: Shapes, ground: Ground) -> Faces:
    near = np.zeros(len(fixed), dtype=bool)
    if len(fixed):
        tree = shapely.STRtree(fixed)
        near[tree.query(loose, predicate="dwithin", distance=BESIDE)[1]] = True
        # Noding bends what is near, and in a sharp corner that may cross the next edge.
        near[tree.query(fixed[near], predicate="dwithin", distance=BESIDE)[1]] = True
    if len(crowded):
        near[shapely.STRtree(crowded).query(fixed, predicate="intersects")[0]] = True
    pieces = np.concatenate([node(np.concatenate([loose, fixed[near]])), fixed[~near]])
    found, bridges, dangles, wrong = shapely.polygonize_full(pieces)
    if not all(shapely.is_empty(rest) for rest in (bridges, dangles, wrong)):
        noded = shapely.unary_union(pieces, grid_size=1.0)  # an edge ends in the middle of another
        found = shapely.polygonize(shapely.get_parts(noded))
    over = cover(np.asarray(shapely.get_parts(found), dtype=object), ground)
    return Faces(ground.grid, over.faces, over.face, over.area, over.parent)


def crowded_faces(ground: Ground) -> Shapes:
    """Return the ground, in grid units, that more than one area covers."""
    edges = ground.edges
    over = cover(faces_between(edges.select(edges.left_over()), ground.grid), ground)
    return np.asarray(over.faces[over.count > 1], dtype=object)


def is_narrow(shapes: Shapes, limit: float) -> NDArray[np.bool_]:
    """Tell which polygons hold no circle of diameter `limit`, both in grid units."""
    if limit <= 0:
        return np.zeros(len(shapes), dtype=bool)
    boxes = shapely.bounds(shapes)
    narrow = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= limit
    doubtful = np.flatnonzero(~narrow)
    narrow[doubtful] = shapely.is_empty(shapely.buffer(shapes[doubtful], -limit / 2, quad_segs=4))
    return np.asarray(narrow)


def regions(face: Ints, owner: Ints, faces: Faces) -> Ints:
    """Find the regions of faces that hang together and have the same owner.

    Parameters
    ----------
    face, owner : ndarray of int
        Parallel: faces, and who has each; a face may have several owners.
    faces : Faces
        Who is beside whom.

    Returns
    -------
    ndarray of int
        Number of the region of each pair, from 0 on.
    """
    pairs = pd.DataFrame({"face": face, "owner": owner, "pair": np.arange(len(face))})
    beside = faces.borders[["one", "other"]].merge(pairs, left_on="one", right_on="face")
    beside = beside.merge(pairs, left_on=["other", "owner"], right_on=["face", "owner"], suffixes=("", "_other"))
    one, other = beside["pair"].to_numpy(), beside["pair_other"].to_numpy()
    links = coo_matrix((np.ones(len(one), bool), (one, other)), shape=(len(face), len(face)))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)
