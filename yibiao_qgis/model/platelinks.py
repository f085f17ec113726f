"""Which plate a building's code hangs on: its own, its compound's gate plate, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yibiao_qgis.model.cells import Texts, as_texts, column_texts
from yibiao_qgis.model.feedback import Feedback, check_canceled
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.parentareas import Areas, Frames, find_areas
from yibiao_qgis.model.placenames import PlaceNames
from yibiao_qgis.model.schemes import CodeScheme
from yibiao_qgis.model.segments import Source
from yibiao_qgis.model.statuses import SnapStatus

_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class BuildingParents:
    """Plate codes that buildings hang on; arrays in the order of the buildings.

    Parameters
    ----------
    codes : ndarray of str
        Code of the plate, or of the place in its compound; empty where there is none.
    others : ndarray of tuples of str
        Codes under which a code that the building already has is right as well.
    obstacles : ndarray of Message or None
        Why there is none.
    """

    codes: Texts
    others: Texts
    obstacles: Texts


def building_parents(
    frames: Frames, plate_scheme: CodeScheme, retired_plates: frozenset[str], feedback: Feedback
) -> BuildingParents:
    """Find the plate that each building's code hangs on.

    The own plate with the lowest door number is the main one. A building without a
    plate hangs on its compound's gate plate, and where there is none on the compound
    itself. A building keeps the code that it got under a plate that has lost its first
    place or was retired since.

    Parameters
    ----------
    frames : mapping of Level to GeoDataFrame
        Buildings, plates and compounds with their codes, communities.
    plate_scheme : CodeScheme
        Layout of the plates' codes.
    retired_plates : frozenset of str
        Codes of plates no longer in use.
    feedback : Feedback
        Asked for a cancel.

    Returns
    -------
    BuildingParents
    """
    buildings = frames[Level.BUILDING]
    plates = frames.get(Level.PLATE, pd.DataFrame({"code": []}))
    names = PlaceNames(frames, feedback)
    communities = find_areas(buildings, "comm_code", Level.COMMUNITY, frames, feedback)
    compounds = names.compounds(communities.codes, column_texts(buildings, "compound"))
    check_canceled(feedback)
    links = column_texts(plates, "bldg_uuid")
    own = _by_key(plates, links)
    gates = _gate_plates(plates, links, names, frames, feedback)
    bare = _bare_codes(plate_scheme, communities.codes, compounds.codes)
    uuids = column_texts(buildings, "uuid")
    present = column_texts(buildings, "code")
    length = plate_scheme.length
    plated = set(links)
    codes, others, obstacles = [], [], []
    for position, uuid in enumerate(uuids):
        found = own.get(uuid, []) if uuid else []
        at_gate = gates.get(compounds.codes[position], []) if compounds.codes[position] else []
        choice = [*found, *at_gate] or [code for code in (bare[position],) if code]
        codes.append(choice[0] if choice else "")
        obstacles.append(
            None if choice else _obstacle(communities, compounds, position, is_plated=bool(uuid) and uuid in plated)
        )
        if present[position]:
            former = present[position][:length]
            others.append((*choice, bare[position], *((former,) if former in retired_plates else ())))
        else:
            others.append(())
    return BuildingParents(as_texts(codes), as_texts(others), as_texts(obstacles))


def _by_key(plates: pd.DataFrame, keys: Texts) -> dict[str, list[str]]:
    """Return the codes of the plates of each key, the lowest door first."""
    codes = column_texts(plates, "code")
    chosen = np.flatnonzero((keys != "") & (codes != ""))
    order = np.lexsort(
        (
            codes[chosen].astype(str),
            _numbers(column_texts(plates, "sub_door")[chosen], missing=-1),
            _numbers(column_texts(plates, "door")[chosen], missing=np.inf),
        )
    )
    found: dict[str, list[str]] = {}
    for key, code in zip(keys[chosen[order]].tolist(), codes[chosen[order]].tolist()):
        found.setdefault(key, []).append(code)
    return found


def _numbers(texts: Texts, missing: float) -> NDArray[np.float64]:
    """Return the numbers in front of texts; `missing` for an empty text, infinity for a text without one."""
    found = [_DIGITS.search(text) for text in texts]
    values = [float(match.group()) if match else np.inf for match in found]
    result: NDArray[np.float64] = np.where(texts == "", missing, np.array(values, dtype=np.float64))
    return result


def _gate_plates(
    plates: pd.DataFrame, links: Texts, names: PlaceNames, frames: Frames, feedback: Feedback
) -> dict[str, list[str]]:
    """Return the codes of the gate plates of each compound, by the compound's code."""
    compound_names = column_texts(plates, "compound")
    states = column_texts(plates, "snap_status")
    gate = (compound_names != "") & (column_texts(plates, "street") != "") & (links == "")
    gate &= (states == "") | (states == SnapStatus.GATE.value)
    chosen = np.flatnonzero(gate)
    if not len(chosen):
        return {}
    gates = plates.iloc[chosen]
    communities = find_areas(gates, "comm_code", Level.COMMUNITY, frames, feedback)
    return _by_key(gates, names.compounds(communities.codes, compound_names[chosen]).codes)


def _bare_codes(scheme: CodeScheme, communities: Texts, compounds: Texts) -> Texts:
    """Return what stands for the plate of a building in a compound without a gate plate: its door is 0."""
    bodies = []
    for community, compound in zip(communities, compounds):
        body = ""
        if community and compound:
            for segment in scheme.segments:
                if segment.source is Source.PARENT:
                    body += community
                elif segment.field == "place_code":
                    body += compound[-segment.length :]
                elif segment.source is Source.CONSTANT:
                    body += segment.constant
                else:
                    body += segment.padding * segment.length
        bodies.append(body)
    codes = as_texts(bodies)
    filled = codes != ""
    codes[filled] = scheme.checked(codes[filled])
    return codes


def _obstacle(communities: Areas, compounds: Areas, position: int, *, is_plated: bool) -> Message:
    if is_plated:
        return Message(
            "plate-uncoded",
            QT_TRANSLATE_NOOP("Yibiao", "The building's plate has no code: see the reason there and mend it first"),
        )
    if compounds.obstacles[position] is not None:
        obstacle: Message = communities.obstacles[position] or compounds.obstacles[position]
        return obstacle
    return Message(
        "building-unplated",
        QT_TRANSLATE_NOOP(
            "Yibiao", "The building has neither a plate nor a compound: give it a plate, or fill in its compound"
        ),
    )
