"""The survey of a district: what the plugin gets to work on, with the faults of real surveys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from district.borderfaults import plant_border_faults
from district.district import LAYER_NAMES, District
from district.platefaults import survey_plates
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level

RIVER_FIELDS = ("uuid", "name")
GRID_CODES_KNOWN = 0.7
STREET_KNOWN = 0.9
COMMUNITY_KNOWN = 0.92


@dataclass
class Survey:
    """Survey layers in EPSG:4544 and what is wrong with them.

    Parameters
    ----------
    frames : dict
        Layer name to frame with exactly the fields of ``model.layers.LAYERS`` and the geometry.
    faults : DataFrame
        kind, level, uuid of the row, other (uuid of the neighbour or the original), size (m), x, y (EPSG:4544, m).
    """

    frames: dict[str, pd.DataFrame]
    faults: pd.DataFrame

    def frame(self, level: Level | str) -> pd.DataFrame:
        """Return the frame of a level."""
        return self.frames[str(getattr(level, "value", level))]


def survey_of(district: District, seed: int, *, faults: bool = True) -> Survey:
    """Survey a district.

    Parameters
    ----------
    district : District
        The truth; it is not changed.
    seed : int
        Source of chance for the faults.
    faults : bool
        False for a survey without any displaced plate or spoiled border; codes are missing all the same.

    Returns
    -------
    Survey
    """
    rng = np.random.default_rng([500116, seed])
    frames = {name: frame.copy() for name, frame in district.frames()}
    grid = frames["grid"]
    grid["code"] = np.where(rng.random(len(grid)) < GRID_CODES_KNOWN, grid.code.to_numpy(), None)
    found = []
    if faults:
        for name, share in (("community", 0.65), ("grid", 0.3)):
            count = max(9 if name == "community" else 12, round(share * len(frames[name])))
            frames[name], planted = plant_border_faults(rng, frames[name], count)
            uuid = frames[name].uuid.to_numpy()
            found += [
                (f.kind, name, uuid[f.area], uuid[f.other] if f.other >= 0 else None, f.size, *f.place) for f in planted
            ]
        frames["plate"], of_plates = survey_plates(rng, district, district.seed)
        building = frames["building"]
        count = len(building)
        building["street"] = np.where(rng.random(count) < STREET_KNOWN, building.street.to_numpy(), None)
        building["comm_code"] = np.where(rng.random(count) < COMMUNITY_KNOWN, building.comm_code.to_numpy(), None)
    else:
        of_plates = pd.DataFrame(columns=["kind", "uuid", "other", "size", "x", "y"])
        frames["plate"]["bldg_uuid"] = None
    columns = ["kind", "level", "uuid", "other", "size", "x", "y"]
    borders = pd.DataFrame(found, columns=columns)
    of_plates.insert(1, "level", "plate")
    parts = [part for part in (borders, of_plates) if len(part)]
    table = pd.concat(parts, ignore_index=True) if parts else borders
    for name in LAYER_NAMES:
        fields = RIVER_FIELDS if name == "river" else LAYERS[Level(name)].field_names
        shape = ["geometry"] if "geometry" in frames[name] else []
        frames[name] = frames[name][[*fields, *shape]]
    return Survey(frames, table)
