"""Rooms (户室) of the buildings: unit, floor, number; floor and two digits make the room's number."""

from __future__ import annotations

import numpy as np
import pandas as pd

from district.buildings import Built


def make_rooms(built: Built) -> pd.DataFrame:
    """Return one row per room: building (row number), unit (None without units), floor, room; texts."""
    rows = built.buildings
    count = rows.rooms.to_numpy().astype(int)
    building = np.repeat(np.arange(len(rows)), count)
    k = np.arange(len(building)) - np.repeat(np.cumsum(count) - count, count)
    per_floor = rows.per_floor.to_numpy().astype(int)[building]
    units = rows.units.to_numpy().astype(int)[building]
    first = rows.first_floor.to_numpy().astype(int)[building]
    floors = rows.floors.to_numpy().astype(int)[building] - first + 1
    unit = k // (floors * per_floor) + 1
    rest = k % (floors * per_floor)
    floor = rest // per_floor + first
    place = rest % per_floor + 1
    numbers = np.array([str(n) for n in range(100)], dtype=object)
    doors = np.array([f"{f}{p:02d}" for f in range(100) for p in range(100)], dtype=object)
    unit_text = numbers[np.minimum(unit, 99)]
    unit_text[units == 0] = None
    return pd.DataFrame(
        {"building": building, "unit": unit_text, "floor": numbers[floor], "room": doors[floor * 100 + place]}
    )
