"""What hangs below the names of a library: places, door plates, buildings.

Nodes know each other by index, not by reference, wherever a circle could arise, so
that pickling a large library never recurses deeply.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Union

Rows = Union[int, "tuple[int, ...]"]


class Area(NamedTuple):
    """A town or community of the library.

    Attributes
    ----------
    name : str
        In canonical form.
    parent : int
        Index of the community's town; -1 for a town.
    row : int
        Row of the area itself; -1 if the library has none.
    """

    name: str
    parent: int
    row: int


class Node:
    """A door plate or a building.

    Attributes
    ----------
    row : int
        Its own row; -1 if the library only implies it.
    comm : int
        Index of its community; -1 if unknown.
    place : int
        Index of the street or compound that it belongs to.
    door, building : str
        Keys: ``88附5``, ``3``; empty where it has none.
    compound : int
        For a plate the compound behind it; -1 for none.
    buildings : dict or None
        Buildings below a plate, by key.
    rooms : dict or None
        Rows of rooms by number; several rows where units repeat the number.
    twin : Node or None
        Another one of the same key, in another community.
    """

    __slots__ = ("building", "buildings", "comm", "compound", "door", "place", "room_rows", "row", "twin")

    def __init__(self, place: int, comm: int, door: str = "", building: str = "") -> None:
        self.row = -1
        self.comm = comm
        self.place = place
        self.door = door
        self.building = building
        self.compound = -1
        self.buildings: dict[str, Node] | None = None
        self.room_rows: dict[str, Rows] | None = None
        self.twin: Node | None = None

    def __getstate__(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in Node.__slots__)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(Node.__slots__, state):
            setattr(self, name, value)

    def twins(self) -> Iterator[Node]:
        """Give this node and all others of its key."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.twin

    def add_room(self, key: str, row: int) -> None:
        """Add a room's row under its number."""
        rooms = self.room_rows
        if rooms is None:
            rooms = self.room_rows = {}
        known = rooms.get(key)
        if known is None:
            rooms[key] = row
        else:
            rooms[key] = (known, row) if isinstance(known, int) else (*known, row)

    def rows_of_room(self, key: str) -> tuple[int, ...]:
        """Return the rows of a room number."""
        rows = self.room_rows.get(key) if self.room_rows else None
        if rows is None:
            return ()
        return (rows,) if isinstance(rows, int) else rows


class Place:
    """A street, or a compound, hamlet or group.

    Attributes
    ----------
    index : int
        In the library's list of places.
    name : str
        In canonical form.
    is_street : bool
    is_group : bool
        A village group: its name is a number, doors follow directly.
    town, comm : int
        Where it lies; -1 if unknown. A street runs through several communities, so it has none.
    node : Node
        Carries the place's own row, and its rooms where no building is named.
    doors : dict
        Plates by key.
    gates : dict
        Of a compound, its gates' plates by key; None where two gates share a number.
    buildings : dict
        Of a compound, by key.
    streets : set of int
        Of a compound, the streets of its gates.
    subs : dict
        Keys of the plates with a sub-number, by their main number.
    """

    __slots__ = (
        "buildings",
        "comm",
        "doors",
        "gates",
        "index",
        "is_group",
        "is_street",
        "name",
        "node",
        "streets",
        "subs",
        "town",
    )

    def __init__(self, index: int, name: str, is_street: bool, town: int, comm: int, is_group: bool = False) -> None:
        self.index = index
        self.name = name
        self.is_street = is_street
        self.is_group = is_group
        self.town = town
        self.comm = comm
        self.node = Node(index, comm)
        self.doors: dict[str, Node] = {}
        self.gates: dict[str, Node | None] = {}
        self.buildings: dict[str, Node] = {}
        self.streets: set[int] = set()
        self.subs: dict[str, list[str]] = {}
