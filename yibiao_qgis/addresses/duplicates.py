"""Addresses that more than one row has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from yibiao_qgis.addresses.buildreasons import Rejections
from yibiao_qgis.model.levels import Level

SAME_PLACE = 15.0
"""Metres within which two rows of one address are one taken twice: the silent snapping distance of the standard."""
_METRES_PER_DEGREE = 111_320.0


def find_duplicates(frame: pd.DataFrame, rejections: Rejections, *, is_metric: bool) -> pd.DataFrame:
    """Return the rows without duplicates, ordered; note the rejected ones.

    Of rows that stand at one building or one place the first stays (with a code before without one).
    Of rows at different places none stays: which one is right a person must decide.

    Parameters
    ----------
    frame : DataFrame
        Fields of the address layer, layer, host, x and y.
    rejections : Rejections
        Gets the rejected rows.
    is_metric : bool
        Whether x and y are metres rather than degrees.

    Returns
    -------
    DataFrame
        By layer, address, and code; independent of the order of the input.
    """
    frame = frame.assign(uncoded=frame["code"] == "")
    frame = frame.sort_values(["layer", "address", "uncoded", "code", "uuid"], kind="stable", ignore_index=True)
    key = frame["layer"] + "\x1f" + frame["address"]
    twice = key.duplicated(keep=False).to_numpy()
    if not twice.any():
        return frame
    keep = np.ones(len(frame), dtype=bool)
    scale = 1.0 if is_metric else _METRES_PER_DEGREE
    for _key, rows in frame[twice].groupby(key[twice], sort=False):
        xy = rows[["x", "y"]].to_numpy(float) * scale
        hosts = set(rows["host"])
        spread = np.ptp(xy, axis=0).max()
        at_one_host = len(hosts) == 1 and "" not in hosts
        together = at_one_host or (len(hosts - {""}) < 2 and not spread > SAME_PLACE)
        wrong = rows.iloc[1:] if together else rows
        reason = "taken-twice" if together else "same-address"
        for place, layer, uuid, address in zip(wrong.index, wrong["layer"], wrong["uuid"], wrong["address"]):
            keep[place] = False
            rejections.add(Level(layer), uuid, reason, address=address, text=str(len(rows)))
    return frame[keep]
