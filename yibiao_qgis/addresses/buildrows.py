"""Rows of the library, level by level, as columns of equal length."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from yibiao_qgis.addresses.buildreasons import Rejections
from yibiao_qgis.addresses.standard import AddressStyle, building_text, compose, compose_columns
from yibiao_qgis.model.cells import Texts, are_none, as_texts, column_texts
from yibiao_qgis.model.feedback import Feedback
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Element, Level
from yibiao_qgis.model.parentareas import find_areas
from yibiao_qgis.model.statuses import SnapStatus

Numbers = NDArray[np.float64]
_FIELDS = LAYERS[Level.ADDRESS].field_names
_NAMED = ("street", "compound", "door", "sub_door", "building", "unit", "floor", "room")
_COMMITTEE = re.compile(r"(?:居民委员会|村民委员会|居委会|村委会)$")
_DIGITS = re.compile(r"[0-9]+")
_COMPOUND_KINDS = {Element.RESIDENTIAL_COMPOUND.value, Element.UNIT_COMPOUND.value}


class Part:
    """Rows of one level.

    Parameters
    ----------
    level : Level
        Their layer.
    size : int
        Their number.
    """

    def __init__(self, level: Level, size: int) -> None:
        self.level = level
        self.columns: dict[str, Texts] = {name: _filled("", size) for name in _FIELDS}
        self.x: Numbers = np.full(size, np.nan)
        self.y: Numbers = np.full(size, np.nan)
        self.host: Texts = _filled("", size)
        """What the row stands at; two rows of one address at one host are one taken twice."""

    def __len__(self) -> int:
        return len(self.x)

    @classmethod
    def empty(cls) -> Part:
        """Return no rows."""
        return cls(Level.PLATE, 0)

    def only(self, keep: NDArray[np.bool_]) -> Part:
        """Return the rows that are kept."""
        part = Part(self.level, 0)
        part.columns = {name: values[keep] for name, values in self.columns.items()}
        part.x, part.y, part.host = self.x[keep], self.y[keep], self.host[keep]
        return part

    def frame(self) -> pd.DataFrame:
        """Return the rows as a frame with layer, host, x and y besides the fields."""
        frame = pd.DataFrame(self.columns)
        return frame.assign(layer=self.level.value, host=self.host, x=self.x, y=self.y)


class Ground:
    """What all levels need: names of the areas, the grids, the layers."""

    def __init__(
        self, layers: Mapping[Level, pd.DataFrame], city: str, county: str, style: AddressStyle, feedback: Feedback
    ) -> None:
        self.layers = layers
        self.city = city
        self.county = county
        self.style = style
        self.feedback = feedback
        communities, towns = self.frame(Level.COMMUNITY), self.frame(Level.TOWN)
        self.communities = {
            code: _COMMITTEE.sub("", name)
            for code, name in zip(column_texts(communities, "code"), column_texts(communities, "name"))
        }
        self.towns = dict(zip(column_texts(towns, "code"), column_texts(towns, "name")))
        self.buildings: Part = Part.empty()
        self.building_places: dict[str, int] = {}
        self.gates: dict[tuple[str, str], int] = {}
        self.own_plates: dict[str, int] = {}
        self.plates: Part = Part.empty()

    def frame(self, level: Level) -> pd.DataFrame:
        """Return a layer; an empty frame where there is none."""
        return self.layers.get(level, pd.DataFrame())

    def in_communities(self, part: Part, frame: pd.DataFrame, rejections: Rejections) -> NDArray[np.bool_]:
        """Fill in community, town and county; reject rows that lie in no community."""
        areas = find_areas(frame, "comm_code", Level.COMMUNITY, self.layers, self.feedback)
        known = are_none(areas.obstacles)
        rejections.add_obstacles(part.level, part.columns["uuid"], areas.obstacles)
        self.name_areas(part, areas.codes)
        return known

    def name_areas(self, part: Part, codes: Texts) -> None:
        """Fill in the names of communities and their towns."""
        part.columns["comm_code"] = codes
        part.columns["community"] = as_texts([self.communities.get(code, "") for code in codes])
        part.columns["town"] = as_texts([self.towns.get(code[:9], "") for code in codes])
        part.columns["county"] = _filled(self.county, len(part))

    def in_grids(self, part: Part) -> None:
        """Fill in grid and beat by the place."""
        grids = self.frame(Level.GRID)
        there = np.flatnonzero(~np.isnan(part.x))
        if not len(grids) or not isinstance(grids, gpd.GeoDataFrame) or not len(there):
            return
        codes, beats = column_texts(grids, "code"), column_texts(grids, "beat_code")
        order = np.argsort(codes.astype(str), kind="stable")
        tree = shapely.STRtree(grids.geometry.to_numpy()[order])
        points = shapely.points(part.x[there], part.y[there])
        inside, grid = tree.query(points, predicate="intersects")
        # On a common border the lowest code: written last.
        last = np.argsort(-grid, kind="stable")
        rows, found = there[inside[last]], order[grid[last]]
        part.columns["grid_code"][rows] = codes[found]
        part.columns["beat_code"][rows] = beats[found]

    def compose(self, part: Part) -> None:
        """Write the standard addresses."""
        names = ("county", "town", "community", *_NAMED)
        texts = compose_columns({name: part.columns[name] for name in names}, city=self.city, style=self.style)
        part.columns["address"] = as_texts(texts)


def _filled(value: str, size: int) -> Texts:
    return as_texts([value] * size)


def _start(level: Level, frame: pd.DataFrame, *names: str) -> Part:
    part = Part(level, len(frame))
    for name in ("uuid", "code", *names):
        part.columns[name] = column_texts(frame, name)
    return part


def _inner_points(part: Part, frame: pd.DataFrame) -> None:
    if not isinstance(frame, gpd.GeoDataFrame):
        return
    geometry = frame.geometry.to_numpy()
    there = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    points = shapely.point_on_surface(geometry[there])
    part.x[there], part.y[there] = shapely.get_x(points), shapely.get_y(points)


def _named(part: Part, names: Texts, rejections: Rejections) -> NDArray[np.bool_]:
    nameless = names == ""
    for uuid in part.columns["uuid"][nameless]:
        rejections.add(part.level, uuid, "no-name")
    known: NDArray[np.bool_] = ~nameless
    return known


def community_rows(ground: Ground, rejections: Rejections) -> Part:
    """Return the communities."""
    frame = ground.frame(Level.COMMUNITY)
    part = _start(Level.COMMUNITY, frame, "aliases")
    names = column_texts(frame, "name")
    ground.name_areas(part, column_texts(frame, "code"))
    part.columns["element"] = as_texts(
        [
            Element.VILLAGE_COMMITTEE.value if name.endswith("村") else Element.COMMUNITY.value
            for name in part.columns["community"]
        ]
    )
    _inner_points(part, frame)
    part = part.only(_named(part, names, rejections))
    ground.compose(part)
    return part


def street_rows(ground: Ground, rejections: Rejections) -> Part:
    """Return the streets; they belong to their town, as they run through several communities."""
    frame = ground.frame(Level.STREET)
    part = _start(Level.STREET, frame, "aliases")
    part.columns["street"] = column_texts(frame, "name")
    part.columns["element"] = _filled(Element.STREET.value, len(part))
    part.columns["town"] = as_texts([ground.towns.get(code, "") for code in column_texts(frame, "town_code")])
    part.columns["county"] = _filled(ground.county, len(part))
    if isinstance(frame, gpd.GeoDataFrame):
        middle = shapely.line_interpolate_point(frame.geometry.to_numpy(), 0.5, normalized=True)
        part.x, part.y = shapely.get_x(middle), shapely.get_y(middle)
    part = part.only(_named(part, part.columns["street"], rejections))
    ground.compose(part)
    return part


def plate_rows(ground: Ground, rejections: Rejections) -> Part:
    """Return the door plates, and note which building or compound each belongs to."""
    frame = ground.frame(Level.PLATE)
    part = _start(Level.PLATE, frame, "street", "compound", "door", "sub_door")
    columns = part.columns
    part.host = column_texts(frame, "bldg_uuid")
    columns["element"] = as_texts(
        [Element.SUB_DOOR.value if sub else Element.DOOR_PLATE.value for sub in columns["sub_door"]]
    )
    if isinstance(frame, gpd.GeoDataFrame):
        part.x, part.y = shapely.get_x(frame.geometry.to_numpy()), shapely.get_y(frame.geometry.to_numpy())
    nameless = (columns["street"] == "") & (columns["compound"] == "")
    unnumbered = columns["door"] == ""
    for uuid, lacks_number in zip(columns["uuid"][nameless | unnumbered], unnumbered[nameless | unnumbered]):
        rejections.add(Level.PLATE, uuid, "no-number" if lacks_number else "no-place")
    keep = ~(nameless | unnumbered)
    states = column_texts(frame, "snap_status")[keep]
    part = part.only(keep)
    known = ground.in_communities(part, frame[keep], rejections)
    part, states = part.only(known), states[known]
    ground.in_grids(part)
    gate = (part.columns["street"] != "") & (part.columns["compound"] != "") & (part.host == "")
    gate &= (states == "") | (states == SnapStatus.GATE.value)
    # A gate's plate is that of the street: the compound behind it is no part of the text.
    compounds = part.columns["compound"]
    part.columns["compound"] = np.where(gate, "", compounds)
    ground.compose(part)
    part.columns["compound"] = compounds
    ground.plates = part
    for row in _by_number(part):
        if part.host[row]:
            ground.own_plates.setdefault(part.host[row], row)
        elif gate[row]:
            ground.gates.setdefault((part.columns["comm_code"][row], compounds[row]), row)
            ground.gates.setdefault((part.columns["comm_code"][row][:9], compounds[row]), row)
    return part


def _by_number(part: Part) -> NDArray[np.int64]:
    """Return the rows ordered by door, sub-number and code: the first of a building is its main plate."""

    def number(texts: Texts, missing: float) -> Numbers:
        found = [_DIGITS.search(text) for text in texts]
        return np.array([float(m.group()) if m else (missing if not t else np.inf) for m, t in zip(found, texts)])

    columns = part.columns
    order: NDArray[np.int64] = np.lexsort(
        (
            columns["uuid"].astype(str),
            columns["code"].astype(str),
            number(columns["sub_door"], -1),
            number(columns["door"], np.inf),
        )
    )
    return order


def _on_plates(part: Part, rows: NDArray[np.int64], plates: NDArray[np.int64], ground: Ground) -> None:
    for name in ("street", "door", "sub_door"):
        part.columns[name][rows] = ground.plates.columns[name][plates]


def compound_rows(ground: Ground, rejections: Rejections) -> Part:
    """Return compounds, hamlets and groups; a compound has the place of its main gate."""
    frame = ground.frame(Level.COMPOUND)
    part = _start(Level.COMPOUND, frame, "aliases")
    part.columns["compound"] = column_texts(frame, "name")
    part.columns["element"] = column_texts(frame, "kind")
    keep = _named(part, part.columns["compound"], rejections)
    part = part.only(keep)
    known = ground.in_communities(part, frame[keep], rejections)
    part, frame = part.only(known), frame[keep][known]
    _inner_points(part, frame)
    columns = part.columns
    gates = np.array(
        [
            ground.gates.get((code, name), -1) if kind in _COMPOUND_KINDS else -1
            for code, name, kind in zip(columns["comm_code"], columns["compound"], columns["element"])
        ],
        dtype=np.int64,
    )
    rows = np.flatnonzero(gates >= 0)
    _on_plates(part, rows, gates[rows], ground)
    part.x[rows], part.y[rows] = ground.plates.x[gates[rows]], ground.plates.y[gates[rows]]
    ground.in_grids(part)
    ground.compose(part)
    return part


def building_rows(ground: Ground, rejections: Rejections) -> Part:
    """Return the buildings that have a name; all of them are noted for their rooms."""
    frame = ground.frame(Level.BUILDING)
    part = _start(Level.BUILDING, frame, "compound")
    columns = part.columns
    columns["element"] = _filled(Element.BUILDING.value, len(part))
    columns["building"] = as_texts([building_text(name, ground.style) for name in column_texts(frame, "name")])
    part.host = columns["uuid"]
    own = np.array([ground.own_plates.get(uuid, -1) for uuid in columns["uuid"]], dtype=np.int64)
    _inner_points(part, frame)
    rows = np.flatnonzero(own >= 0)
    part.x[rows], part.y[rows] = ground.plates.x[own[rows]], ground.plates.y[own[rows]]
    addressed = (own >= 0) | ((columns["compound"] != "") & (columns["building"] != ""))
    inhabited = set(column_texts(ground.frame(Level.ROOM), "bldg_uuid"))
    for uuid, compound in zip(columns["uuid"][~addressed], columns["compound"][~addressed]):
        # A shed or guardhouse inside a compound needs no address.
        if not compound or uuid in inhabited:
            rejections.add(Level.BUILDING, uuid, "no-plate")
    part, own, frame = part.only(addressed), own[addressed], frame[addressed]
    known = ground.in_communities(part, frame, rejections)
    part, own = part.only(known), own[known]
    columns = part.columns
    rows = np.flatnonzero(own >= 0)
    _on_plates(part, rows, own[rows], ground)
    # A farmhouse is a number of its group: the group's name comes with the plate.
    bare = rows[(columns["compound"][rows] == "")]
    columns["compound"][bare] = ground.plates.columns["compound"][own[bare]]
    gates = np.array(
        [
            -1 if plate >= 0 else ground.gates.get((code, name), ground.gates.get((code[:9], name), -1))
            for plate, code, name in zip(own, columns["comm_code"], columns["compound"])
        ],
        dtype=np.int64,
    )
    rows = np.flatnonzero(gates >= 0)
    _on_plates(part, rows, gates[rows], ground)
    ground.in_grids(part)
    ground.compose(part)
    ground.buildings = part
    ground.building_places = {uuid: row for row, uuid in enumerate(columns["uuid"])}
    return part.only(columns["building"] != "")


def room_rows(ground: Ground, rejections: Rejections) -> Part:
    """Return the rooms, at the place of their building."""
    frame = ground.frame(Level.ROOM)
    part = _start(Level.ROOM, frame, "unit", "floor", "room")
    part.host = column_texts(frame, "bldg_uuid")
    part.columns["element"] = _filled(Element.ROOM.value, len(part))
    building = np.array([ground.building_places.get(uuid, -1) for uuid in part.host], dtype=np.int64)
    there = set(column_texts(ground.frame(Level.BUILDING), "uuid"))
    unnumbered = part.columns["room"] == ""
    for row in np.flatnonzero((building < 0) | unnumbered):
        host = part.host[row]
        reason = "no-room" if unnumbered[row] else "building-rejected" if host in there else "no-building"
        rejections.add(Level.ROOM, part.columns["uuid"][row], reason, text=host)
    keep = (building >= 0) & ~unnumbered
    part, building = part.only(keep), building[keep]
    above = ground.buildings
    for name in ("county", "town", "community", "comm_code", "grid_code", "beat_code", *_NAMED[:5]):
        part.columns[name] = above.columns[name][building]
    part.x, part.y = above.x[building], above.y[building]
    part.columns["address"] = _room_addresses(part, above.columns["address"][building], ground.style)
    return part


def _room_addresses(part: Part, buildings: Texts, style: AddressStyle) -> Texts:
    """Write unit, floor and room behind the buildings' addresses; the same endings recur everywhere."""
    endings: dict[tuple[str, str, str], str] = {}
    texts = []
    columns = part.columns
    for key, before in zip(zip(columns["unit"], columns["floor"], columns["room"]), buildings):
        ending = endings.get(key)
        if ending is None:
            unit, floor, room = key
            ending = endings[key] = compose(city=None, unit=unit, floor=floor, room=room, style=style)
        texts.append(before + ending)
    return as_texts(texts)


PARTS: tuple[Callable[[Ground, Rejections], Part], ...] = (
    community_rows,
    street_rows,
    plate_rows,
    compound_rows,
    building_rows,
    room_rows,
)
"""In an order in which each finds what it hangs on."""
