"""From a district's layers to its library of standard addresses.

One row for each community, street, compound (hamlet, group), door plate, named
building and room. A house without a name of its own is its plate: its rooms carry the
plate's address and it has no further row. What cannot have an address, or not one of
its own, is rejected with the reason and is not in the library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from yibiao_qgis.addresses.buildreasons import Rejections
from yibiao_qgis.addresses.buildrows import PARTS, Ground, Part
from yibiao_qgis.addresses.duplicates import find_duplicates
from yibiao_qgis.addresses.standard import DEFAULT_STYLE, AddressStyle
from yibiao_qgis.model.cells import column_texts
from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.feedback import Feedback, NullFeedback, StepFeedback, check_canceled
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

NEEDED = (Level.COMMUNITY, Level.PLATE)
"""Layers without which there is no library."""

_MUNICIPALITIES = {"11": "北京市", "12": "天津市", "31": "上海市", "50": "重庆市"}
"""Province part of GB/T 2260 codes whose districts lie directly below a city of province rank."""


@dataclass(frozen=True)
class BuildResult:
    """The library and what did not get into it.

    Parameters
    ----------
    addresses : GeoDataFrame
        Fields of the address layer and points, in the CRS of the layers; ordered by level, place
        and number. `uuid` and `code` are those of the element itself.
    rejected : DataFrame
        layer, uuid, address (as far as known), reason (code), message (`Message`).
    summary : dict
        ``rows`` and ``rejected`` (counts), ``elements`` and ``reasons`` (counts by value).
    """

    addresses: gpd.GeoDataFrame
    rejected: pd.DataFrame
    summary: dict[str, Any]


def build_library(
    layers: Mapping[Level, pd.DataFrame],
    *,
    city: str | None = None,
    county: str | None = None,
    style: AddressStyle = DEFAULT_STYLE,
    feedback: Feedback | None = None,
) -> BuildResult:
    """Build the library of standard addresses.

    Parameters
    ----------
    layers : mapping of Level to GeoDataFrame
        Layers with the fields of ``model.layers``: community and plate, and as far as there are
        any county, town, grid, street, compound, building and room (no geometry). All in one CRS;
        metres or degrees (EPSG:4490). Plates are those that `snap_plates` gave back: `bldg_uuid` links them to
        their building, gate plates have a compound and no building.
    city : str, optional
        What stands before the county (``重庆市``); taken from the code for the four municipalities.
    county : str, optional
        Name of the county; by default that of the county layer.
    style : AddressStyle, optional
        Words of the standard text.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    BuildResult

    Raises
    ------
    InputError
        If a needed layer is missing, is empty, or the layers' CRS differ.
    Canceled
        If the user asked to stop.

    Notes
    -----
    A building's address hangs on its own plate with the lowest number, else on the lowest gate plate of
    its compound, as its code does. The point is the plate's; a building in a compound has
    its own inner point (GB/T 37149: entrance first, then centre).
    """
    feedback = feedback or NullFeedback()
    _check(layers)
    ground = Ground(layers, _city(layers, city), _county(layers, county), style, StepFeedback(feedback, 0, 20))
    rejections = Rejections()
    parts: list[Part] = []
    for number, make in enumerate(PARTS):
        check_canceled(feedback)
        parts.append(make(ground, rejections))
        feedback.set_progress(20 + 60 * (number + 1) / len(PARTS))
    frame = _joined(parts)
    check_canceled(feedback)
    frame = find_duplicates(frame, rejections, is_metric=_is_metric(layers))
    addresses = _as_layer(frame, layers)
    feedback.set_progress(100)
    rejected = rejections.frame()
    return BuildResult(
        addresses,
        rejected,
        {
            "rows": len(addresses),
            "rejected": len(rejected),
            "elements": addresses["element"].value_counts().sort_index().to_dict(),
            "reasons": rejected["reason"].value_counts().sort_index().to_dict(),
        },
    )


def _check(layers: Mapping[Level, pd.DataFrame]) -> None:
    crs = None
    for level in NEEDED:
        if level not in layers or not len(layers[level]):
            raise InputError(
                "layer-missing",
                QT_TRANSLATE_NOOP("Yibiao", "The library needs a layer with rows for {level}: choose one."),
                level=level,
            )
    for level, frame in layers.items():
        if isinstance(frame, gpd.GeoDataFrame) and frame.crs is not None:
            if crs is not None and frame.crs != crs:
                raise InputError(
                    "crs-differs",
                    QT_TRANSLATE_NOOP(
                        "Yibiao",
                        "The layer for {level} has the CRS {found}, another has {wanted}: transform one of them.",
                    ),
                    level=level,
                    found=str(frame.crs),
                    wanted=str(crs),
                )
            crs = frame.crs


def _is_metric(layers: Mapping[Level, pd.DataFrame]) -> bool:
    crs = getattr(layers[Level.PLATE], "crs", None)
    return crs is None or not crs.is_geographic


def _county(layers: Mapping[Level, pd.DataFrame], name: str | None) -> str:
    if name is not None:
        return name
    names = column_texts(layers.get(Level.COUNTY, pd.DataFrame()), "name")
    return str(names[0]) if len(names) else ""


def _city(layers: Mapping[Level, pd.DataFrame], name: str | None) -> str:
    if name is not None:
        return name
    codes = column_texts(layers[Level.COMMUNITY], "code")
    return _MUNICIPALITIES.get(next((code[:2] for code in codes if code), ""), "")


def _joined(parts: list[Part]) -> pd.DataFrame:
    frames = [part.frame() for part in parts if len(part)]
    return pd.concat(frames, ignore_index=True) if frames else Part.empty().frame()


def _as_layer(frame: pd.DataFrame, layers: Mapping[Level, pd.DataFrame]) -> gpd.GeoDataFrame:
    fields = list(LAYERS[Level.ADDRESS].field_names)
    for name in fields:
        values = frame[name].to_numpy(dtype=object, copy=True)
        values[values == ""] = None
        frame[name] = values
    xy = frame[["x", "y"]].to_numpy(float)
    points = shapely.points(xy)
    points[np.isnan(xy[:, 0])] = None
    crs = getattr(layers[Level.PLATE], "crs", None)
    return gpd.GeoDataFrame(frame[fields].reset_index(drop=True), geometry=points, crs=crs)
