"""Findings of a check: their form, and the words for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from yibiao_qgis.boundaries.frames import SEPARATOR
from yibiao_qgis.boundaries.ground import Ground
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.statuses import FindingKind, Severity

COLUMNS = ("kind", "severity", "size", "areas", "rows", "reason", "geometry")
"""Columns of the findings; `size` is in square metres, for mismatched vertices in metres."""

TEXTS: dict[str, str] = {
    "gap-enclosed": QT_TRANSLATE_NOOP("Yibiao", "Gap of {size:,.2f} m² between {areas}"),
    "gap-open": QT_TRANSLATE_NOOP("Yibiao", "Gap of {size:,.2f} m² between {areas}, open to the parent's border"),
    "uncovered": QT_TRANSLATE_NOOP("Yibiao", "{size:,.2f} m² of the parent are in no area; next to it: {areas}"),
    "overlap": QT_TRANSLATE_NOOP("Yibiao", "{areas} overlap by {size:,.2f} m²"),
    "overlap-half": QT_TRANSLATE_NOOP(
        "Yibiao", "{areas} overlap by {size:,.2f} m², more than half of the smaller: decide which one stays"
    ),
    "sliver-area": QT_TRANSLATE_NOOP("Yibiao", "{areas} has a part of only {size:,.2f} m²"),
    "sliver-shape": QT_TRANSLATE_NOOP("Yibiao", "{areas} has a very thin part of {size:,.2f} m²"),
    "vertices-unmatched": QT_TRANSLATE_NOOP(
        "Yibiao", "{count} vertices on the common border of {areas} are not on both sides"
    ),
    "vertices-unmatched-parent": QT_TRANSLATE_NOOP(
        "Yibiao", "{count} vertices on the border of {areas} with the parent are not on both sides"
    ),
    "outside-parent": QT_TRANSLATE_NOOP("Yibiao", "{size:,.2f} m² of {areas} lie outside the parent"),
    "outside-own-parent": QT_TRANSLATE_NOOP("Yibiao", "{size:,.2f} m² of {areas} lie outside its own parent"),
    "invalid": QT_TRANSLATE_NOOP("Yibiao", "The outline of {areas} crosses or touches itself"),
    "invalid-on-grid": QT_TRANSLATE_NOOP("Yibiao", "The outline of {areas} touches itself when snapped to the grid"),
    "multipart": QT_TRANSLATE_NOOP("Yibiao", "{areas} consists of {count} separate parts"),
    "empty": QT_TRANSLATE_NOOP("Yibiao", "{areas} has no geometry: draw it or retire it"),
    "duplicate-code": QT_TRANSLATE_NOOP("Yibiao", "The code {areas} is borne by the rows {rows}"),
    "missing-code": QT_TRANSLATE_NOOP("Yibiao", "The row {rows} has no code"),
    "foreign-code": QT_TRANSLATE_NOOP("Yibiao", "The code {areas} is not under the code of its parent"),
    "unknown-parent": QT_TRANSLATE_NOOP("Yibiao", "{areas} names a parent that does not exist"),
}
"""Texts by reason code."""


@dataclass(frozen=True)
class Fault:
    """One finding while it is collected.

    Parameters
    ----------
    kind : FindingKind
        What it is.
    rows : tuple of int
        Positions of the areas concerned, the most concerned first.
    reason : str
        Key of `TEXTS`.
    shape : Geometry
        Where, in grid units.
    size : float
        Square metres, or metres for mismatched vertices.
    severity : Severity
        Whether it blocks.
    """

    kind: FindingKind
    rows: tuple[int, ...]
    reason: str
    shape: shapely.Geometry | None
    size: float = 0.0
    severity: Severity = Severity.ERROR


def findings_frame(faults: Iterable[Fault], ground: Ground, index: pd.Index, crs: Any) -> gpd.GeoDataFrame:
    """Return `faults` as a frame, in metres, worst and largest first.

    Parameters
    ----------
    faults : iterable of Fault
        What was found.
    ground : Ground
        What was checked.
    index : pandas.Index
        Row labels of the areas.
    crs : CRS
        That of the areas.

    Returns
    -------
    GeoDataFrame
        With the columns `COLUMNS`.
    """
    kinds = list(FindingKind)
    found = sorted(
        faults, key=lambda one: (one.severity is not Severity.ERROR, kinds.index(one.kind), -one.size, one.rows)
    )
    shapes = np.array([one.shape for one in found] + [None], dtype=object)[:-1]
    data = {
        "kind": [one.kind.value for one in found],
        "severity": [one.severity.value for one in found],
        "size": np.array([one.size for one in found], dtype=float),
        "areas": [SEPARATOR.join(dict.fromkeys(ground.names[row] for row in one.rows)) for one in found],
        "rows": [SEPARATOR.join(str(index[row]) for row in one.rows) for one in found],
        "reason": [one.reason for one in found],
    }
    return gpd.GeoDataFrame(data, geometry=gpd.GeoSeries(ground.grid.metres(shapes), crs=crs))


def finding_message(row: Mapping[str, Any]) -> Message:
    """Return the text of a finding.

    Parameters
    ----------
    row : mapping
        A row of the findings, by column name (a pandas Series or a dict).

    Returns
    -------
    Message
        Its code is the finding's reason.
    """
    shape = row["geometry"]
    return Message(
        row["reason"],
        TEXTS[row["reason"]],
        {
            "size": float(row["size"]),
            "areas": ", ".join(str(row["areas"]).split(SEPARATOR)),
            "rows": ", ".join(str(row["rows"]).split(SEPARATOR)),
            "count": 0 if shape is None else int(shapely.get_num_geometries(shape)),
        },
    )
