"""Tests readings of numbers against the library.

A reading holds only where every number in it is found. Where one is missing the
finding says which, and what was found above it; no number is ever replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from yibiao_qgis.addresses.indexing import UNIT_PREFIX
from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.nodes import Node, Place
from yibiao_qgis.addresses.numbers import Owner, Reading, room_keys
from yibiao_qgis.addresses.result import FaultKind

_new = tuple.__new__
"""Makes a named tuple in a third of the time; for what is made for every row."""


class Hit(NamedTuple):
    """A row that a reading leads to.

    Attributes
    ----------
    row : int
        -1 where the library only implies the record.
    node : Node
        The plate or building that it is or belongs to.
    own : bool
        Whether the row is of the very level that the text names.
    """

    row: int
    node: Node
    own: bool = True


class Loss(NamedTuple):
    """Where a reading fails.

    Attributes
    ----------
    kind : FaultKind
        The missing element.
    text : str
        Its number.
    node : Node
        What was found above it.
    """

    kind: FaultKind
    text: str
    node: Node


class Found(NamedTuple):
    """What a block leads to: hits of the readings that hold, losses of those that do not, likeliest first."""

    hits: list[Hit]
    losses: list[Loss]


class Resolver:
    """Looks numbers up.

    Parameters
    ----------
    library : Library
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._places = library.places
        self._units = library.units
        self._floors = library.floors

    def simple(self, place: Place, reading: Reading) -> Sequence[Hit] | None:
        """Return the hits of a reading at a place in the usual cases; None in the unusual ones.

        Usual are a door, a room behind a door, a compound's building and its rooms; there the hits are
        those of :meth:`below_place`.
        """
        door, name = reading.door, reading.building
        if door:
            node = place.doors.get(door)
            if node is None:
                return None if door in place.gates else ()
            if node.twin is not None:
                return None
            if name:
                return self._simple_building(self.buildings_behind(node), reading)
            if reading.room:
                return self._rooms(node, reading) if node.room_rows is not None else None
            if reading.unit:
                return None
            return (_new(Hit, (node.row, node, not reading.floor)),)
        if place.is_street:
            return None
        if name:
            return self._simple_building(place.buildings, reading)
        if reading.guessed and len(place.buildings) > 1 and not place.doors and place.node.room_rows is None:
            return ()
        return None

    def _simple_building(self, buildings: Mapping[str, Node], reading: Reading) -> Sequence[Hit] | None:
        node = buildings.get(reading.building)
        if node is None:
            return ()
        if reading.room:
            return self._rooms(node, reading)
        if reading.unit:
            return self._units_of(node, reading.unit)
        return (Hit(node.row, node, not reading.floor),)

    def _units_of(self, node: Node, unit: str) -> Sequence[Hit]:
        """Return the row of a unit, or of its building where the library has rooms of the unit alone."""
        rows = node.rows_of_room(UNIT_PREFIX + unit)
        if rows:
            return [Hit(row, node) for row in rows]
        return (Hit(node.row, node, False),) if self._has_unit(node, unit) else ()

    def _rooms(self, node: Node, reading: Reading) -> Sequence[Hit]:
        """Return the rooms of a reading inside a building or house."""
        rooms = node.room_rows
        if rooms is None:
            return ()
        room, floor, unit = reading.room, reading.floor, reading.unit
        if not floor and room[0] != "0":
            found = rooms.get(room)
            if found is None:
                return ()
            rows = (found,) if isinstance(found, int) else found
        else:
            rows = tuple(row for key in room_keys(floor, room) for row in node.rows_of_room(key))
            floors = self._floors
            rows = tuple(row for row in rows if not floor or floors[row] in ("", floor))
        units = self._units
        return [_new(Hit, (row, node, True)) for row in rows if not unit or units[row] == unit]

    def buildings_behind(self, plate: Node) -> Mapping[str, Node]:
        """Return the buildings below a plate and those of the compound behind it."""
        buildings = plate.buildings
        if plate.compound < 0:
            return buildings or {}
        behind = self._places[plate.compound].buildings
        return {**behind, **buildings} if buildings else behind

    def below_place(self, place: Place, reading: Reading, found: Found) -> None:
        """Add to `found` what a reading means right below a street, compound, hamlet or group."""
        key = reading.door
        if key:
            node = place.doors.get(key)
            if node is None:
                gate = place.gates.get(key)
                if gate is not None:
                    self.below_plate(gate, reading, found)
                    return
                main, mark, sub = key.partition("附")
                above = place.doors.get(main) if mark else None
                kind = FaultKind.NO_SUB_DOOR if above else FaultKind.NO_DOOR
                if not mark and not place.is_street and not place.doors:
                    return  # a compound without numbers of its own: no such reading
                found.losses.append(Loss(kind, sub if above else key, above or place.node))
                return
            while node is not None:
                self.below_plate(node, reading, found)
                node = node.twin
            return
        if place.is_street:
            found.losses.append(Loss(FaultKind.NO_NUMBER, "", place.node))
            return
        if place.doors and not place.buildings and (reading.room or reading.unit):
            self._in_houses(place, reading, found)
        else:
            self._below(place.node, place.buildings, reading, found)

    def _in_houses(self, place: Place, reading: Reading, found: Found) -> None:
        """Look for a room in all houses of a hamlet or group whose number is not given."""
        before = len(found.hits)
        for plate in place.doors.values():
            for twin in plate.twins():
                inner = Found([], [])
                self.below_plate(twin, reading, inner)
                found.hits.extend(inner.hits)
        if len(found.hits) == before:
            found.losses.append(Loss(FaultKind.NO_ROOM, reading.room or reading.unit, place.node))

    def subs(self, place: Place, door: str) -> list[Hit]:
        """Return the plates with a sub-number of a main number; none of them ever stands for it."""
        plates = [twin for key in place.subs.get(door, ()) for twin in place.doors[key].twins()]
        return [Hit(plate.row, plate) for plate in plates]

    def below_plate(self, plate: Node, reading: Reading, found: Found) -> None:
        """Add to `found` what the part of a reading below the door means at a plate."""
        if not (reading.building or reading.unit or reading.floor or reading.room):
            found.hits.append(Hit(plate.row, plate))
            return
        self._below(plate, self.buildings_behind(plate), reading, found)

    def _below(self, node: Node, buildings: Mapping[str, Node], reading: Reading, found: Found) -> None:
        name = reading.building
        if name:
            building = buildings.get(name)
            if building is None:
                found.losses.append(Loss(FaultKind.NO_BUILDING, name, node))
            else:
                self._inside(building, reading, found)
        elif node.room_rows is not None or not buildings:
            self._inside(node, reading, found)
        elif not (reading.room or reading.unit):
            found.hits.append(Hit(node.row, node, False))
        elif len(buildings) == 1 or not reading.guessed:
            several = len(buildings) > 1
            for building in buildings.values():
                inner = Found([], [])
                self._inside(building, reading, inner)
                found.hits.extend(inner.hits)
                if not several:
                    found.losses.extend(inner.losses)
            if several:
                found.losses.append(Loss(FaultKind.NO_ROOM, reading.room or reading.unit, node))

    def _inside(self, node: Node, reading: Reading, found: Found) -> None:
        unit, room = reading.unit, reading.room
        if room:
            hits = self._rooms(node, reading)
            if hits:
                found.hits.extend(hits)
            else:
                found.losses.append(Loss(FaultKind.NO_ROOM, room, node))
        elif unit:
            hits = self._units_of(node, unit)
            if hits:
                found.hits.extend(hits)
            else:
                found.losses.append(Loss(FaultKind.NO_UNIT, unit, node))
        else:
            found.hits.append(Hit(node.row, node, not reading.floor))

    def _has_unit(self, node: Node, unit: str) -> bool:
        units = self._units
        return any(
            units[row] == unit
            for rows in (node.room_rows or {}).values()
            for row in ((rows,) if isinstance(rows, int) else rows)
        )


def owner_of(places: Iterable[Place]) -> Owner:
    """Return what a block right behind these places may begin with."""
    for place in places:
        if place.is_street:
            return Owner.STREET
        if place.doors or place.is_group:
            return Owner.VILLAGE
    return Owner.COMPOUND


def distinct(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits without repetition: one for a row, one for a record that has none."""
    seen: set[object] = set()
    result = []
    for hit in hits:
        node = hit.node
        key = hit.row if hit.row >= 0 else (node.place, node.comm, node.door, node.building)
        if key not in seen:
            seen.add(key)
            result.append(hit)
    return result
