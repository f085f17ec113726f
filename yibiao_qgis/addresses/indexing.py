"""From the rows of a library to its nodes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from yibiao_qgis.addresses.nodes import Area, Node, Place
from yibiao_qgis.addresses.normalise import canonical
from yibiao_qgis.addresses.numbers import door_key
from yibiao_qgis.model.levels import Element

_AREA_ROWS = {Element.COMMUNITY.value, Element.RESIDENTS_COMMITTEE.value, Element.VILLAGE_COMMITTEE.value}
_TOWN_ROWS = {Element.TOWNSHIP.value, Element.TOWN.value, Element.SUBDISTRICT.value}
_COMPOUND_ROWS = {
    Element.GROUP.value,
    Element.RESIDENTIAL_COMPOUND.value,
    Element.UNIT_COMPOUND.value,
    Element.HAMLET.value,
}
_PLACE_ROWS = _COMPOUND_ROWS | {Element.STREET.value}
_PLATE_ROWS = {Element.DOOR_PLATE.value, Element.SUB_DOOR.value}
_GROUP_NAME = re.compile(r"([0-9]+)组")
_BUILDING_WORD = re.compile(r"([0-9A-Z甲乙丙丁](?:[0-9A-Z-]*[0-9A-Z])?)[幢楼#]")
_LETTERED = re.compile(r"([0-9]+)([甲乙丙丁])")
UNIT_PREFIX = "单元"
"""Before a unit's number, the key of a unit's own row among the rooms."""
_ABOVE = ("county", "town", "community", "street", "compound", "door", "sub_door", "building")


class Canonical:
    """Canonical forms of a column's values; each different value is worked out once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {"": ""}
        self._doors: dict[str, str] = {"": ""}
        self._buildings: dict[str, str] = {"": ""}
        self._numbers: dict[str, str] = {"": ""}

    def name(self, value: str) -> str:
        """Return a name's canonical form."""
        found = self._names.get(value)
        if found is None:
            found = self._names[value] = canonical(value)[0]
        return found

    def door(self, value: str) -> str:
        """Return a door number or sub-number without 号 and 附."""
        found = self._doors.get(value)
        if found is None:
            text = canonical(value)[0]
            text = text[:-1] if text.endswith("号") else text
            text = (text[1:] if text.startswith("附") else text).lstrip("0") or text
            letter = _LETTERED.fullmatch(text)
            found = self._doors[value] = door_key(*letter.groups()) if letter else text
        return found

    def building(self, value: str) -> str:
        """Return a building's key: ``3`` for 3幢, 3栋, 3号楼; a name stays."""
        found = self._buildings.get(value)
        if found is None:
            text = canonical(value)[0]
            word = _BUILDING_WORD.fullmatch(text)
            found = word.group(1) if word else text
            found = self._buildings[value] = found.lstrip("0") or found
        return found

    def number(self, value: str) -> str:
        """Return a unit, floor or room without its word."""
        found = self._numbers.get(value)
        if found is None:
            text = canonical(value)[0]
            for word in ("单元", "层", "楼", "室"):
                if text.endswith(word) and text != word:
                    text = text[: -len(word)]
                    break
            text = "负" + text[1:] if text.startswith("-") else text
            found = self._numbers[value] = text
        return found


class Index:
    """Areas, places and nodes of a library, filled row by row.

    Attributes
    ----------
    towns, communities : list of Area
    places : list of Place
    counties : set of str
        Canonical names.
    units, floors : list of str
        Unit and floor of every row; empty where it has none.
    """

    def __init__(self) -> None:
        self.towns: list[Area] = []
        self.communities: list[Area] = []
        self.places: list[Place] = []
        self.counties: set[str] = set()
        self.units: list[str] = []
        self.floors: list[str] = []
        self._towns: dict[str, int] = {}
        self._communities: dict[tuple[int, str], int] = {}
        self._places: dict[tuple[str, bool, int], int] = {}
        self._canonical = Canonical()

    def _town(self, name: str) -> int:
        index = self._towns.get(name, -1)
        if index < 0 and name:
            index = self._towns[name] = len(self.towns)
            self.towns.append(Area(name, -1, -1))
        return index

    def _community(self, name: str, town: int) -> int:
        index = self._communities.get((town, name), -1)
        if index < 0 and name:
            index = self._communities[town, name] = len(self.communities)
            self.communities.append(Area(name, town, -1))
        return index

    def _place(self, name: str, is_street: bool, town: int, comm: int) -> Place:
        key = (name, is_street, town if is_street else comm if comm >= 0 else -2 - town)
        index = self._places.get(key)
        if index is None:
            index = self._places[key] = len(self.places)
            group = not is_street and bool(_GROUP_NAME.fullmatch(name))
            self.places.append(Place(index, name, is_street, town, -1 if is_street else comm, group))
        return self.places[index]

    def _plate(self, place: Place, key: str, comm: int) -> Node:
        node = place.doors.get(key)
        if node is None:
            node = place.doors[key] = Node(place.index, comm, key)
            main, mark, _sub = key.partition("附")
            if mark:
                place.subs.setdefault(main, []).append(key)
            return node
        for twin in node.twins():
            if twin.place == place.index and (twin.comm == comm or comm < 0):
                return twin
        new = Node(place.index, comm, key)
        new.twin, node.twin = node.twin, new
        return new

    def read(self, columns: Mapping[str, Sequence[str]], start: int, end: int) -> None:
        """Take rows `start` to `end` of the library into the index.

        Parameters
        ----------
        columns : mapping of str to sequence of str
            All fields of the address layer, texts without None.
        start, end : int
            Half-open range of rows.
        """
        names = ("element", *_ABOVE, "unit", "floor", "room")
        last: list[str] = []
        node: Node | None = None
        number = self._canonical.number
        for row, (element, *values, unit, floor, room) in enumerate(
            zip(*(columns[name][start:end] for name in names)), start
        ):
            self.units.append(number(unit))
            self.floors.append(number(floor))
            if element != "62" or values != last or node is None:
                node, last = self._node(element, values, row), values
            if node is None:
                continue
            if element == "62":
                node.add_room(number(room), row)
            elif element == "61":
                node.add_room(UNIT_PREFIX + number(unit), row)

    def _node(self, element: str, above: Sequence[str], row: int) -> Node | None:
        """Return the node that a row is about or belongs to, made if it is new; set its row where it is the row."""
        canon = self._canonical
        county, town_name, comm_name, street, compound, door, sub_door, building = above
        if county:
            self.counties.add(canon.name(county))
        town = self._town(canon.name(town_name))
        comm = self._community(canon.name(comm_name), town)
        if element in _AREA_ROWS or element in _TOWN_ROWS:
            self._own_area(element, town, comm, row)
            return None
        on_street = self._place(canon.name(street), True, town, comm) if street else None
        behind = self._place(canon.name(compound), False, town, comm) if compound else None
        owner = on_street or behind
        if owner is None:
            return None
        plate: Node | None = None
        key = canon.door(door)
        if key and element != Element.STREET.value:
            plate = self._plate(owner, door_key(key, canon.door(sub_door)), comm)
            if on_street and behind:
                self._join(plate, behind, on_street)
        if element in _PLACE_ROWS:
            place = on_street if element == Element.STREET.value else behind
            return self._own(place.node, row) if place else None
        if element in _PLATE_ROWS:
            return self._own(plate, row) if plate else None
        name = canon.building(building)
        if name:
            node = self._building(name, owner, behind if on_street or not plate else None, plate, comm)
        else:
            node = plate or owner.node
        return self._own(node, row) if element == Element.BUILDING.value else node

    def _own_area(self, element: str, town: int, comm: int, row: int) -> None:
        if element in _AREA_ROWS:
            if comm >= 0:
                self.communities[comm] = self.communities[comm]._replace(row=row)
        elif town >= 0:
            self.towns[town] = self.towns[town]._replace(row=row)

    @staticmethod
    def _building(name: str, owner: Place, compound: Place | None, plate: Node | None, comm: int) -> Node:
        """Return the building of a compound, of a plate, or right on a place; made if it is new."""
        if compound:
            below = compound.buildings
        elif plate:
            if plate.buildings is None:
                plate.buildings = {}
            below = plate.buildings
        else:
            below = owner.buildings
        node = below.get(name)
        if node is None:
            node = below[name] = Node((compound or owner).index, comm, plate.door if plate else "", name)
        return node

    @staticmethod
    def _own(node: Node, row: int) -> Node:
        if node.row < 0:
            node.row = row
        return node

    @staticmethod
    def _join(plate: Node, compound: Place, street: Place) -> None:
        if plate.compound < 0:
            plate.compound = compound.index
            compound.streets.add(street.index)
            known = compound.gates.setdefault(plate.door, plate)
            if known is not plate:
                compound.gates[plate.door] = None
