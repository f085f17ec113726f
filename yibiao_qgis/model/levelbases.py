"""What the codes of each level build on: parents, values, and why they could not be found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from yibiao_qgis.model.cells import Texts, are_none, as_texts, column_texts
from yibiao_qgis.model.errors import InputError, SchemeError
from yibiao_qgis.model.feedback import Feedback
from yibiao_qgis.model.levels import PARENT_AREA, Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.ordering import street_starts
from yibiao_qgis.model.parentareas import Frames, find_areas
from yibiao_qgis.model.placenames import TOWN_LENGTH, PlaceNames
from yibiao_qgis.model.platelinks import building_parents
from yibiao_qgis.model.schemes import CodeScheme

KIND_DIGITS = {"34": "0", "44": "0", "42": "2", "43": "2"}
"""Kind of a compound's code by its element type, GB/T 37149: 0 village, hamlet or group, 2 compound."""

STREET_DIGIT = "1"

_PARENT_FIELDS = {Level.COMMUNITY: "town_code", Level.GRID: "comm_code", Level.BEAT: "stat_code"}

Retired = Mapping[Level, Collection[str]]


@dataclass(frozen=True)
class Basis:
    """What :func:`assign_codes` is to be given for a level."""

    rows: pd.DataFrame
    parents: Texts | None = None
    values: pd.DataFrame | None = None
    obstacles: Texts | None = None
    other_parents: Texts | None = None


@dataclass(frozen=True)
class CodingTask:
    """What is known when a level is coded."""

    level: Level
    frames: Frames
    schemes: Mapping[Level, CodeScheme]
    retired: Retired
    feedback: Feedback

    @property
    def rows(self) -> pd.DataFrame:
        """The level's own rows."""
        return self.frames[self.level]


def _area_basis(task: CodingTask) -> Basis:
    """Prepare areas: counties and stations have no parent here, the others lie in one."""
    parent = PARENT_AREA.get(task.level)
    scheme_parent = task.schemes[task.level].parent
    if parent is None or scheme_parent is None:
        return Basis(task.rows)
    if scheme_parent is task.level:
        raise SchemeError(
            "scheme-parent-same",
            QT_TRANSLATE_NOOP(
                "Yibiao",
                "The scheme {scheme} divides {level} areas into smaller ones, and one layer cannot hold both: choose "
                "another scheme",
            ),
            scheme=task.schemes[task.level].name,
            level=task.level,
        )
    field = _PARENT_FIELDS.get(task.level, "")
    if parent not in task.frames and field not in task.rows.columns:
        return Basis(task.rows)
    areas = find_areas(task.rows, field, parent, task.frames, task.feedback)
    return Basis(task.rows, areas.codes, obstacles=areas.obstacles if field else None)


def _street_basis(task: CodingTask) -> Basis:
    """Prepare streets: each is numbered in the town in which it begins, by its start point."""
    rows = task.rows
    starts = None
    if isinstance(rows, gpd.GeoDataFrame):
        starts = street_starts(rows.geometry.to_numpy())
    towns = find_areas(rows, "town_code", Level.TOWN, task.frames, task.feedback, starts)
    values = pd.DataFrame({"code_kind": STREET_DIGIT}, index=rows.index)
    if starts is not None:
        kept = [name for name in ("uuid", "code") if name in rows.columns]
        rows = gpd.GeoDataFrame(pd.DataFrame(rows[kept]), geometry=starts, crs=rows.crs)
    return Basis(rows, towns.codes, values, towns.obstacles)


def _compound_basis(task: CodingTask) -> Basis:
    """Prepare compounds, hamlets and groups: each is numbered in the town of its community."""
    communities = find_areas(task.rows, "comm_code", Level.COMMUNITY, task.frames, task.feedback)
    towns = as_texts([code[:TOWN_LENGTH] for code in communities.codes])
    kinds = [KIND_DIGITS.get(kind, "") for kind in column_texts(task.rows, "kind")]
    values = pd.DataFrame({"code_kind": kinds}, index=task.rows.index)
    return Basis(task.rows, towns, values, communities.obstacles)


def _plate_basis(task: CodingTask) -> Basis:
    """Prepare plates: each stands in its community, at its street, else at its compound or group."""
    rows = task.rows
    _need(rows, Level.PLATE, "door")
    communities = find_areas(rows, "comm_code", Level.COMMUNITY, task.frames, task.feedback)
    names = PlaceNames(task.frames, task.feedback)
    towns = as_texts([code[:TOWN_LENGTH] for code in communities.codes])
    street_names, compound_names = column_texts(rows, "street"), column_texts(rows, "compound")
    at_street = street_names != ""
    streets = names.streets(towns, street_names)
    compounds = names.compounds(communities.codes, np.where(at_street, "", compound_names))
    codes = np.where(at_street, streets.codes, compounds.codes)
    obstacles = communities.obstacles
    open_rows = np.flatnonzero(are_none(obstacles))
    obstacles[open_rows] = np.where(at_street, streets.obstacles, compounds.obstacles)[open_rows]
    for position in np.flatnonzero((street_names == "") & (compound_names == "")):
        obstacles[position] = obstacles[position] or Message(
            "place-missing",
            QT_TRANSLATE_NOOP("Yibiao", "Neither a street nor a compound or group is filled in: fill in one of them"),
        )
    width = next((part.length for part in task.schemes[Level.PLATE].segments if part.field == "place_code"), 0)
    values = pd.DataFrame(rows[[name for name in rows.columns if name != "geometry"]])
    values["place_code"] = as_texts([code[-width:] if width else "" for code in codes])
    return Basis(rows, communities.codes, values, obstacles)


def _building_basis(task: CodingTask) -> Basis:
    """Prepare buildings: each stands at its plate, else in its compound."""
    parents = building_parents(
        task.frames, task.schemes[Level.PLATE], frozenset(task.retired.get(Level.PLATE, ())), task.feedback
    )
    return Basis(task.rows, parents.codes, obstacles=parents.obstacles, other_parents=parents.others)


def _room_basis(task: CodingTask) -> Basis:
    """Prepare rooms: each lies in its building."""
    rows, buildings = task.rows, task.frames.get(Level.BUILDING)
    _need(rows, Level.ROOM, "bldg_uuid", "room")
    if buildings is None:
        raise InputError(
            "buildings-missing",
            QT_TRANSLATE_NOOP("Yibiao", "Rooms are coded by their buildings: give the layer of the buildings as well"),
        )
    uuids = pd.Index(column_texts(buildings, "uuid"))
    twice = uuids[uuids.duplicated() & (uuids != "")]
    if len(twice):
        raise InputError(
            "uuid-twice",
            QT_TRANSLATE_NOOP("Yibiao", "The identity {uuid} stands more than once in the layer for {level}"),
            uuid=min(twice),
            level=Level.BUILDING,
        )
    kept = uuids != ""
    links = column_texts(rows, "bldg_uuid")
    found = uuids[kept].get_indexer(pd.Index(links))
    codes = np.append(column_texts(buildings, "code")[kept], "")[found]
    obstacles = as_texts([None] * len(rows))
    for position in np.flatnonzero(found < 0):
        obstacles[position] = Message(
            "building-unknown",
            QT_TRANSLATE_NOOP("Yibiao", "There is no building {uuid}: correct bldg_uuid or add the building"),
            {"uuid": links[position] or "NULL"},
        )
    return Basis(rows, codes, obstacles=obstacles)


def _need(rows: pd.DataFrame, level: Level, *fields: str) -> None:
    for field in fields:
        if field not in rows.columns:
            raise InputError(
                "field-missing",
                QT_TRANSLATE_NOOP(
                    "Yibiao", "The layer for {level} has no field {field}: add it, or choose another layer"
                ),
                level=level,
                field=field,
            )


BASES: dict[Level, Callable[[CodingTask], Basis]] = {
    Level.COUNTY: _area_basis,
    Level.TOWN: _area_basis,
    Level.COMMUNITY: _area_basis,
    Level.STATION: _area_basis,
    Level.BEAT: _area_basis,
    Level.GRID: _area_basis,
    Level.STREET: _street_basis,
    Level.COMPOUND: _compound_basis,
    Level.PLATE: _plate_basis,
    Level.BUILDING: _building_basis,
    Level.ROOM: _room_basis,
}
