"""Gate plates: a compound's own number, hung where its drive leaves the street."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.levels import Element
from yibiao_qgis.plates.facades import nearest_on, outlines
from yibiao_qgis.plates.inputs import Buildings, Named, Plates
from yibiao_qgis.plates.settings import SnapSettings

_OPEN_KINDS = (Element.GROUP.value, Element.HAMLET.value)
"""Groups and hamlets have no wall and no gate: their houses carry the numbers."""


@dataclass(frozen=True)
class Gates:
    """What is known of the plates that name a compound.

    Parameters
    ----------
    is_gate : ndarray of bool, shape (n,)
        Plate of a compound whose buildings have names; judged no further.
    is_lost : ndarray of bool, shape (n,)
        Would be one, but no outline of its compound is near.
    place : ndarray of Point, shape (n,)
        On the outline; None where the plate is no gate.
    distance : ndarray of float, shape (n,)
        Metres from the surveyed point to it; infinite where the plate is no gate.
    """

    is_gate: NDArray[np.bool_]
    is_lost: NDArray[np.bool_]
    place: NDArray[np.object_]
    distance: NDArray[np.float64]


def find_gates(plates: Plates, buildings: Buildings, compounds: Named, settings: SnapSettings) -> Gates:
    """Tell which plates are gate plates, and put them on their compound's outline.

    A gate plate names a compound whose buildings carry building names (3幢), so that their
    addresses go through the gate.

    Parameters
    ----------
    plates : Plates
        Shape (n,).
    buildings : Buildings
        Their compounds and names.
    compounds : Named
        Outlines.
    settings : SnapSettings
        `gate_distance`.

    Returns
    -------
    Gates
        Rows as the plates.
    """
    size = len(plates.points)
    is_gate, is_lost = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    place, distance = np.full(size, None, dtype=object), np.full(size, np.inf)
    walled = ~np.isin(compounds.kind, _OPEN_KINDS)
    open_names = np.setdiff1d(compounds.name[~walled], compounds.name[walled])
    inner = np.unique(buildings.compound[buildings.is_named & (buildings.compound >= 0)])
    asks = np.flatnonzero(np.isin(plates.compound, inner) & ~np.isin(plates.compound, open_names))
    rings, names = outlines(compounds.geometry[walled]), compounds.name[walled]
    first = np.searchsorted(names, plates.compound[asks], side="left")
    count = np.searchsorted(names, plates.compound[asks], side="right") - first
    plate = np.repeat(asks, count)
    ring = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(count.sum())
    away = shapely.distance(plates.points[plate], rings[ring]) if len(plate) else np.array([])
    order = np.lexsort((away, plate))
    plate, ring, away = plate[order], ring[order], away[order]
    nearest = np.r_[True, plate[1:] != plate[:-1]] & (away <= settings.gate_distance) if len(plate) else away > 0
    plate, ring, away = plate[nearest], ring[nearest], away[nearest]
    is_gate[plate] = True
    is_lost[asks] = ~is_gate[asks]
    distance[plate] = away
    if len(plate):
        place[plate] = nearest_on(rings[ring], plates.points[plate])
    return Gates(is_gate, is_lost, place, distance)
