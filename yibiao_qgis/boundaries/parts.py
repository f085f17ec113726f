"""Areas stay in one part: loose parts go to a neighbour, and what held a part is given back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.boundaries.assign import NOBODY, SEVERAL, Holding, Rules, takers
from yibiao_qgis.boundaries.dissolve import dissolve, one_shape
from yibiao_qgis.boundaries.faces import is_narrow, regions
from yibiao_qgis.boundaries.mesh import Ints
from yibiao_qgis.boundaries.rows import is_sliver


@dataclass(frozen=True)
class _Parts:
    """Regions of faces that one area has, undecided overlaps included.

    Parameters
    ----------
    face, part : ndarray of int
        Parallel: a face and the number of the part it belongs to.
    owner : ndarray of int
        The area that each part belongs to.
    is_loose : ndarray of bool
        Whether the area has a larger part.
    """

    face: Ints
    part: Ints
    owner: Ints
    is_loose: NDArray[np.bool_]


def join_parts(holding: Holding, rules: Rules) -> None:
    """Mend areas that have come apart.

    A small loose part goes to the neighbour with the longest common border. One that
    the area had from the start goes only when it is a sliver; one that came loose by the
    repair, when it is narrow enough. For the others the ground that held them is given
    back: outside the parent to the area, an overlap to those who shared it.

    Parameters
    ----------
    holding : Holding
        Who has which face; changed in place.
    rules : Rules
        What decides.
    """
    parts = _find_parts(holding)
    loose = np.flatnonzero(parts.is_loose & rules.is_open[parts.owner])
    if not len(loose):
        return
    unit = np.full(len(rules.faces), -1, np.int64)
    small = loose[_are_small(loose, parts, rules)]
    number = np.full(len(parts.owner), -1, np.int64)
    number[small] = np.arange(len(small))
    unit[parts.face] = number[parts.part]
    unit[holding.holder == SEVERAL] = -1
    taker = takers(unit, holding.holder, parts.owner[small], rules)
    moved = unit >= 0
    moved[moved] = taker[unit[moved]] >= 0
    holding.holder[moved] = taker[unit[moved]]
    _give_back(holding, rules)


def _find_parts(holding: Holding) -> _Parts:
    face, owner = holding.pairs()
    part = regions(face, owner, holding.faces)
    size = np.bincount(part, weights=holding.faces.size[face])
    owner_of = np.zeros(len(size), np.int64)
    owner_of[part] = owner
    order = np.lexsort([-size, owner_of])
    is_loose = np.ones(len(size), dtype=bool)
    is_loose[order[np.unique(owner_of[order], return_index=True)[1]]] = False
    return _Parts(face, part, owner_of, is_loose)


def _are_small(loose: Ints, parts: _Parts, rules: Rules) -> NDArray[np.bool_]:
    """Tell which loose parts may go to a neighbour."""
    ground = rules.ground
    which = np.isin(parts.part, loose)
    found = dissolve(rules.faces.shapes[parts.face[which]], parts.part[which], ground.grid)
    shapes = np.array([one_shape(found[part]) for part in loose.tolist()], dtype=object)
    had_parts = shapely.get_num_geometries(ground.areas[parts.owner[loose]]) > 1
    sliver = is_sliver(shapes, ground.grid.scale, rules.settings)
    return np.asarray(is_narrow(shapes, rules.limit) & (sliver | ~had_parts))


def _give_back(holding: Holding, rules: Rules) -> None:
    """Return the lost faces that held two parts of an area together."""
    faces, ground = rules.faces, rules.ground
    parts = _find_parts(holding)
    torn = np.unique(parts.owner[parts.is_loose])
    torn = torn[rules.is_open[torn] & (shapely.get_num_geometries(ground.areas[torn]) == 1)]
    over = pd.DataFrame({"face": faces.over_face, "area": faces.over_area})
    had = over[np.isin(over["area"], torn)]
    lost = had[(holding.holder[had["face"]] != had["area"]) & (holding.holder[had["face"]] != SEVERAL)]
    if not len(lost):
        return
    region = regions(lost["face"].to_numpy(), lost["area"].to_numpy(), faces)
    lost = lost.assign(region=region)
    held = pd.DataFrame({"face": parts.face, "part": parts.part, "area": parts.owner[parts.part]})
    beside = lost.merge(faces.borders[["one", "other"]], left_on="face", right_on="one")
    beside = beside.merge(held, left_on=["other", "area"], right_on=["face", "area"])
    bridges = beside.groupby("region")["part"].nunique()
    back = lost[np.isin(lost["region"], bridges.index[bridges > 1])]
    nobody = holding.holder[back["face"]] == NOBODY
    holding.holder[back["face"]] = np.where(nobody, back["area"], SEVERAL)
