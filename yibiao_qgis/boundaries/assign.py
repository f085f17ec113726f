"""Give every face of the ground to one area, by rule; what no rule may decide stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.boundaries.dissolve import dissolve
from yibiao_qgis.boundaries.faces import Faces, is_narrow, regions
from yibiao_qgis.boundaries.ground import Ground
from yibiao_qgis.boundaries.mesh import Ints
from yibiao_qgis.boundaries.settings import CoverageSettings, OverlapRule

NOBODY = -1
SEVERAL = -2
"""Holders of a face that are no area: none, or an overlap that only a person may decide."""
_TIE = 0.9
"""Borders whose lengths differ by less than a tenth count as equal."""
_HALF = 0.5
"""No area loses more than this share of its ground without a person's decision."""


@dataclass
class Holding:
    """Who holds which face.

    Parameters
    ----------
    holder : ndarray of int
        Position of the area that has each face, `NOBODY` or `SEVERAL`; changed in place.
    faces : Faces
        The faces.
    """

    holder: Ints
    faces: Faces

    def pairs(self) -> tuple[Ints, Ints]:
        """Return, parallel, each held face and the area that has it; a face that several hold once for each."""
        alone = np.flatnonzero(self.holder >= 0)
        shared = self.holder[self.faces.over_face] == SEVERAL
        face = np.concatenate([alone, self.faces.over_face[shared]])
        return face, np.concatenate([self.holder[alone], self.faces.over_area[shared]])


@dataclass(frozen=True)
class Rules:
    """What decides.

    Parameters
    ----------
    ground : Ground
        Areas and parents.
    faces : Faces
        Their faces.
    rank : ndarray of int
        Order of the areas: who keeps overlaps, or wins ties.
    is_open : ndarray of bool
        The areas that may change.
    settings : CoverageSettings
        Limits and rule.
    """

    ground: Ground
    faces: Faces
    rank: Ints
    is_open: NDArray[np.bool_]
    settings: CoverageSettings

    @property
    def limit(self) -> float:
        """Widest strip that is repaired, in grid units."""
        return self.settings.max_gap_width * self.ground.grid.scale


def assign_faces(rules: Rules) -> Holding:
    """Decide every face: strips outside the parent, overlaps, gaps."""
    claims = _without_strays(rules)
    claims = claims.sort_values(["face", "area"], ignore_index=True)
    holder = np.full(len(rules.faces), NOBODY, np.int64)
    count = np.bincount(claims["face"], minlength=len(holder))
    single = claims[count[claims["face"]] == 1]
    holder[single["face"]] = single["area"]
    shared = claims[count[claims["face"]] > 1].reset_index(drop=True)
    if len(shared):
        _settle_overlaps(holder, shared, rules)
    _spare_the_halved(holder, rules)
    holding = Holding(holder, rules.faces)
    fill(holding, open_gaps(holding, rules, only_narrow=True), rules)
    return holding


def _without_strays(rules: Rules) -> pd.DataFrame:
    """Return who lies over which face, without narrow strips outside an area's own parent."""
    faces, ground = rules.faces, rules.ground
    claims = pd.DataFrame({"face": faces.over_face, "area": faces.over_area})
    if not ground.has_parent:
        return claims
    own = ground.parent_of[faces.over_area]
    stray: NDArray[np.bool_] = (own >= 0) & (faces.parent[faces.over_face] != own) & rules.is_open[faces.over_area]
    stray[stray] = _are_narrow_regions(faces.over_face[stray], faces.over_area[stray], rules)
    kept: pd.DataFrame = claims.loc[~stray]
    return kept


def _are_narrow_regions(face: Ints, area: Ints, rules: Rules) -> NDArray[np.bool_]:
    """Tell which faces belong to narrow regions; a region is all faces of one area that hang together."""
    region = regions(face, area, rules.faces)
    parts = dissolve(rules.faces.shapes[face], region, rules.faces.grid)
    narrow = np.array([is_narrow(parts[one], rules.limit).all() for one in range(len(parts))], dtype=bool)
    return np.asarray(narrow[region])


def _settle_overlaps(holder: Ints, shared: pd.DataFrame, rules: Rules) -> None:
    faces, rank = rules.faces, rules.rank
    shared["length"] = _border_with(shared, holder, faces)
    shared["rank"] = rank[shared["area"]]
    if rules.settings.overlap_rule is OverlapRule.LONGEST_EDGE:
        best = shared.groupby("face")["length"].transform("max")
        shared = shared[shared["length"] >= _TIE * best]
    winner = shared.sort_values(["face", "rank"]).groupby("face")["area"].first()
    which = winner.index.to_numpy()
    decided = is_narrow(faces.shapes[which], rules.limit)
    holder[which] = np.where(decided, winner.to_numpy(), SEVERAL)


def _border_with(claims: pd.DataFrame, holder: Ints, faces: Faces) -> NDArray[np.float64]:
    """Measure the border of each claimed face with faces that the claimant holds alone."""
    borders = faces.borders
    beside = borders.assign(area=holder[borders["other"]])
    total = beside[beside["area"] >= 0].groupby(["one", "area"])["length"].sum()
    return total.reindex(pd.MultiIndex.from_frame(claims[["face", "area"]]), fill_value=0.0).to_numpy()


def _spare_the_halved(holder: Ints, rules: Rules) -> None:
    """Leave undecided what would cost an area more than half of its ground."""
    faces = rules.faces
    face, area = faces.over_face, faces.over_area
    lost = (holder[face] != area) & (holder[face] != SEVERAL)
    count = rules.ground.count
    loss = np.bincount(area[lost], weights=faces.size[face[lost]], minlength=count)
    whole = np.bincount(area, weights=faces.size[face], minlength=count)
    halved = loss > _HALF * whole
    holder[face[lost & halved[area]]] = SEVERAL


def open_gaps(holding: Holding, rules: Rules, *, only_narrow: bool) -> Ints:
    """Return the faces inside the parent that nobody holds."""
    gaps = np.flatnonzero((holding.holder == NOBODY) & (rules.faces.parent >= 0))
    return gaps[is_narrow(rules.faces.shapes[gaps], rules.limit)] if only_narrow else gaps


def fill(holding: Holding, gaps: Ints, rules: Rules) -> None:
    """Give each gap to the neighbour with the longest common border, as far as borders may move."""
    unit = np.full(len(rules.faces), -1, np.int64)
    unit[gaps] = np.arange(len(gaps))
    taker = takers(unit, holding.holder, np.full(len(gaps), -1), rules)
    holding.holder[gaps] = np.where(taker >= 0, taker, holding.holder[gaps])


def takers(unit: Ints, holder: Ints, giver: Ints, rules: Rules) -> Ints:
    """Choose who takes each unit of faces.

    Units without a taker beside them wait until their neighbours have one.

    Parameters
    ----------
    unit : ndarray of int
        Unit of each face, -1 for none.
    holder : ndarray of int
        Holder of each face.
    giver : ndarray of int
        For each unit the area that may not take it.
    rules : Rules
        What decides.

    Returns
    -------
    ndarray of int
        For each unit its taker; -1 for none.
    """
    faces, ground = rules.faces, rules.ground
    taker = np.full(len(giver), -1, np.int64)
    borders = faces.borders
    one, other = borders["one"].to_numpy(), borders["other"].to_numpy()
    touching = (unit[one] >= 0) & (unit[other] != unit[one])
    one, other, length = one[touching], other[touching], borders["length"].to_numpy()[touching]
    holder = holder.copy()
    holder[unit >= 0] = NOBODY
    while True:
        who = holder[other]
        free = (taker[unit[one]] < 0) & (who >= 0) & (who != giver[unit[one]])
        free[free] &= rules.is_open[who[free]]
        if ground.has_parent:
            free[free] &= ground.parent_of[who[free]] == faces.parent[one[free]]
        table = pd.DataFrame({"unit": unit[one[free]], "area": who[free], "length": length[free]})
        table = table.groupby(["unit", "area"])["length"].sum().reset_index()
        table = table[_reach(table, unit, rules) <= rules.limit]
        if not len(table):
            return taker
        # Ties go to the later area, overlaps to the earlier one: so the border follows one line, not both by turns.
        best = table.groupby("unit")["length"].transform("max")
        table = table[table["length"] >= _TIE * best].assign(rank=lambda some: -rules.rank[some["area"]])
        chosen = table.sort_values(["unit", "rank"]).groupby("unit")["area"].first()
        taker[chosen.index] = chosen.to_numpy()
        taken = unit >= 0
        holder[taken] = taker[unit[taken]]


def _reach(table: pd.DataFrame, unit: Ints, rules: Rules) -> NDArray[np.float64]:
    """Measure how far each unit reaches from the area that might take it, in grid units."""
    members = np.flatnonzero(np.isin(unit, table["unit"]))
    xy, face = shapely.get_coordinates(rules.faces.shapes[members], return_index=True)
    points = pd.DataFrame({"unit": unit[members[face]], "point": np.arange(len(xy))})
    pairs = table.reset_index(drop=True).reset_index().merge(points, on="unit")
    far = shapely.distance(shapely.points(xy[pairs["point"]]), rules.ground.areas[pairs["area"]])
    reach = np.zeros(len(table))
    np.maximum.at(reach, pairs["index"].to_numpy(), far)
    return reach
