"""Check what is to be snapped and lay it out in arrays whose order does not depend on the caller's."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.plates.checks import LINES, POINTS, POLYGONS, check_identity, check_layer, named_rows
from yibiao_qgis.plates.doors import NO_NUMBER, door_keys, plain_name

_NAMES = ("street", "compound", "comm_code", "name")
_FARTHEST_MOVE = 1000.0
"""Metres; a kept surveyed point farther from its plate is in another coordinate system."""


@dataclass(frozen=True)
class Plates:
    """Plates in the order of judgement; names and owners are numbers, -1 where missing."""

    rows: NDArray[np.int64]
    """Position of each plate in the caller's frame."""
    xy: NDArray[np.float64]
    points: NDArray[np.object_]
    street: NDArray[np.int64]
    compound: NDArray[np.int64]
    community: NDArray[np.int64]
    door: NDArray[np.int64]
    sub: NDArray[np.int64]
    label: NDArray[np.int64]
    """Equal for equal main numbers as painted, -1 where there is none."""


@dataclass(frozen=True)
class Buildings:
    """Buildings in the order of their uuid."""

    uuid: NDArray[np.object_]
    polygons: NDArray[np.object_]
    street: NDArray[np.int64]
    compound: NDArray[np.int64]
    community: NDArray[np.int64]
    is_named: NDArray[np.bool_]


@dataclass(frozen=True)
class Named:
    """Streets or compounds: geometry, name, community and kind, sorted by name."""

    geometry: NDArray[np.object_]
    name: NDArray[np.int64]
    community: NDArray[np.int64]
    kind: NDArray[np.object_]


@dataclass(frozen=True)
class Survey:
    """All that one run judges."""

    plates: Plates
    buildings: Buildings
    streets: Named
    compounds: Named


def read_survey(
    plates: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame,
    streets: gpd.GeoDataFrame | None,
    compounds: gpd.GeoDataFrame | None,
) -> Survey:
    """Check the four frames and lay them out.

    Parameters
    ----------
    plates, buildings, streets, compounds : GeoDataFrame
        As for `snap_plates`.

    Returns
    -------
    Survey
        Arrays in an order that depends on the content only.

    Raises
    ------
    InputError
        If a frame lacks its coordinate system, a field, a geometry or an identity;
        the message names layer, field and rows.
    """
    check_layer("plate", plates, POINTS, ("street", "door"), None)
    check_layer("building", buildings, POLYGONS, ("uuid",), plates.crs)
    check_identity(buildings)
    frames = [plates, buildings]
    if streets is not None:
        check_layer("street", streets, LINES, ("name",), plates.crs)
        frames.append(streets)
    if compounds is not None:
        check_layer("compound", compounds, POLYGONS, ("name",), plates.crs)
        frames.append(compounds)
    names = _Vocabulary(frames)
    return Survey(
        plates=_lay_out_plates(plates, names),
        buildings=_lay_out_buildings(buildings, names),
        streets=_lay_out_named(streets, names),
        compounds=_lay_out_named(compounds, names),
    )


class _Vocabulary:
    """Gives equal names of all layers equal numbers, in the order of the names."""

    def __init__(self, frames: list[pd.DataFrame]) -> None:
        found = {plain_name(value) for frame in frames for field in _NAMES for value in _unique(frame, field)}
        self._numbers = {name: number for number, name in enumerate(sorted(found - {""}))}

    def numbers(self, frame: pd.DataFrame, field: str) -> NDArray[np.int64]:
        if field not in frame.columns:
            return np.full(len(frame), -1, dtype=np.int64)
        codes, values = pd.factorize(frame[field])
        known = [self._numbers.get(plain_name(value), -1) for value in values]
        return np.array([*known, -1], dtype=np.int64)[codes]


def _unique(frame: pd.DataFrame, field: str) -> list[object]:
    return list(frame[field].unique()) if field in frame.columns else []


def _column(frame: pd.DataFrame, field: str) -> list[object]:
    return list(frame[field]) if field in frame.columns else [None] * len(frame)


def _lay_out_plates(frame: gpd.GeoDataFrame, names: _Vocabulary) -> Plates:
    xy = survey_points(frame)
    door, sub, label = _doors(frame)
    street = names.numbers(frame, "street")
    compound = names.numbers(frame, "compound")
    ranks = [_ranks(frame, field) for field in ("uuid", "sub_door", "door", "compound", "street")]
    # Along a coarse grid of 200 m first, so that neighbours in the array are neighbours on
    # the ground and the tree is searched in warm memory; then by all that tells plates apart.
    cells = np.floor(xy / 200.0)
    order = np.lexsort((*ranks, xy[:, 1], xy[:, 0], cells[:, 1], cells[:, 0]))
    return Plates(
        rows=order,
        xy=xy[order],
        points=shapely.points(xy[order]),
        street=street[order],
        compound=compound[order],
        community=names.numbers(frame, "comm_code")[order],
        door=door[order],
        sub=sub[order],
        label=label[order],
    )


def survey_points(frame: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Return where each plate was surveyed.

    Parameters
    ----------
    frame : GeoDataFrame
        Plates; ``survey_x`` and ``survey_y`` of an earlier run win over the geometry,
        so that a second run starts from the same points.

    Returns
    -------
    ndarray of float, shape (n, 2)
        Metres in the frame's CRS.

    Raises
    ------
    InputError
        If a kept point is farther than 1 km from its plate: another coordinate system.
    """
    points = np.asarray(frame.geometry.array, dtype=object)
    xy: NDArray[np.float64] = shapely.get_coordinates(shapely.get_geometry(points, 0)).reshape(-1, 2)
    if not {"survey_x", "survey_y"} <= set(frame.columns):
        return xy
    kept = np.column_stack(
        [pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float) for name in ("survey_x", "survey_y")]
    )
    usable = np.isfinite(kept).all(axis=1)
    far = usable & (np.hypot(*(np.where(usable[:, None], kept, xy) - xy).T) > _FARTHEST_MOVE)
    if far.any():
        raise InputError(
            "survey-point-far",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "Fields survey_x and survey_y of layer {layer} lie more than 1 km from the plates "
                "in {count} rows ({rows}). They are in another coordinate system: "
                "remove the two fields or transform them.",
            ),
            layer="plate",
            **named_rows(frame, far),
        )
    return np.where(usable[:, None], kept, xy)


def _lay_out_buildings(frame: gpd.GeoDataFrame, names: _Vocabulary) -> Buildings:
    uuid = np.array([str(value) for value in frame["uuid"]], dtype=object)
    order = np.argsort(uuid, kind="stable")
    named = np.array([bool(plain_name(value)) for value in _column(frame, "name")], dtype=bool)
    return Buildings(
        uuid=uuid[order],
        polygons=shapely.force_2d(np.asarray(frame.geometry.array, dtype=object)[order]),
        street=names.numbers(frame, "street")[order],
        compound=names.numbers(frame, "compound")[order],
        community=names.numbers(frame, "comm_code")[order],
        is_named=named[order],
    )


def _lay_out_named(frame: gpd.GeoDataFrame | None, names: _Vocabulary) -> Named:
    if frame is None:
        nothing = np.array([], dtype=np.int64)
        return Named(np.array([], dtype=object), nothing, nothing, np.array([], dtype=object))
    geometry = shapely.force_2d(np.asarray(frame.geometry.array, dtype=object))
    name = names.numbers(frame, "name")
    bounds = shapely.bounds(geometry).reshape(-1, 4)
    order = np.lexsort((*bounds.T[::-1], shapely.length(geometry), name))
    return Named(
        geometry=geometry[order],
        name=name[order],
        community=names.numbers(frame, "comm_code")[order],
        kind=np.array([plain_name(value) for value in _column(frame, "kind")], dtype=object)[order],
    )


def _doors(frame: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    # A district has few different numbers: each is read once.
    pairs = pd.DataFrame({"door": _column(frame, "door"), "sub": _column(frame, "sub_door")}, dtype=object)
    which = pairs.groupby(["door", "sub"], dropna=False, sort=False).ngroup().to_numpy()
    first = np.unique(which, return_index=True)[1]
    door, sub, label = door_keys(pairs["door"].iloc[first], pairs["sub"].iloc[first])
    ranks = np.unique(label.astype(str), return_inverse=True)[1].reshape(-1)
    ranks = np.where(door == NO_NUMBER, -1, ranks)
    return door[which], sub[which], ranks[which]


def _ranks(frame: pd.DataFrame, field: str) -> NDArray[np.int64]:
    """Return the rank of each value of a field among the texts, the same for all missing ones."""
    if field not in frame.columns:
        return np.zeros(len(frame), dtype=np.int64)
    codes, values = pd.factorize(frame[field])
    texts = np.array([*(str(value) for value in values), ""], dtype=object)
    ranks: NDArray[np.int64] = np.unique(texts.astype(str), return_inverse=True)[1].reshape(-1)[codes]
    return ranks
