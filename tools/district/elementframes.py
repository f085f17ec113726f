"""Frames of streets, compounds, buildings, door plates and rooms."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from district.areas import join_all
from district.identities import empty_texts, geo, identities, texts
from district.made import Made
from district.naming import former_names
from district.plates import gate_plates, house_plates, number_farms, number_streets
from district.rooms import make_rooms


def street_frame(made: Made) -> gpd.GeoDataFrame:
    """Return the streets, lines in the direction of numbering."""
    streets, names = made.network.streets, made.names[0]
    count = len(streets)
    columns = {
        "uuid": identities(made.seed, "street", count),
        "code": empty_texts(count),
        "name": names,
        "aliases": former_names(names, made.rng),
        "town_code": made.town_code[streets.town.to_numpy(dtype=int)],
        "rank": streets["rank"].to_numpy(dtype=int),
        "width": streets.width.to_numpy(dtype=float),
    }
    return geo(columns, streets.geometry.to_numpy())


def compound_frame(
    made: Made, group: NDArray[np.int64], group_community: list[int]
) -> tuple[gpd.GeoDataFrame, NDArray[np.int64], NDArray[np.int64]]:
    """Return compounds, groups and hamlets in one frame, and the row of each group and of each hamlet (-1 unnamed)."""
    built = made.built
    named = np.flatnonzero(built.hamlets.is_named.to_numpy(dtype=bool))
    community = np.concatenate(
        [
            made.community_of[built.compounds.block.to_numpy(dtype=int)],
            np.array(group_community, dtype=int),
            made.community_of[built.hamlets.block.to_numpy(dtype=int)[named]],
        ]
    )
    number = pd.Series(group_community, dtype=int).groupby(group_community).cumcount() + 1 if group_community else []
    name = [*made.names[1], *(f"{n}组" for n in number), *made.names[2][named]]
    kind = ["42" if use == "compound" else "43" for use in built.compounds.use]
    kind += ["34"] * len(group_community) + ["44"] * len(named)
    shapes = [*built.compounds.geometry, *join_all(made.blocks, group), *built.hamlets.geometry.iloc[named]]
    aliases = former_names(texts(name), made.rng)
    aliases[np.array(kind) != "42"] = None
    columns = {
        "uuid": identities(made.seed, "compound", len(name)),
        "code": empty_texts(len(name)),
        "name": texts(name),
        "aliases": aliases,
        "kind": texts(kind),
        "comm_code": made.community_code[community],
        "use": texts([*built.compounds.use, *(["group"] * len(group_community)), *(["hamlet"] * len(named))]),
    }
    start = len(built.compounds)
    hamlet_row = np.full(len(built.hamlets) + 1, -1)
    hamlet_row[named] = start + len(group_community) + np.arange(len(named))
    group_row = start + np.append(np.arange(len(group_community)), -1 - start)
    return geo(columns, shapes), group_row, hamlet_row


def building_frame(
    made: Made,
    grid_uuid: NDArray[np.object_],
    grid: NDArray[np.int64],
    compounds: gpd.GeoDataFrame,
    streets: gpd.GeoDataFrame,
    settlement: NDArray[np.int64],
) -> gpd.GeoDataFrame:
    """Return the buildings; `settlement` is the row in `compounds` of a farmhouse's group or hamlet, else -1."""
    rows = made.built.buildings
    block = rows.block.to_numpy(dtype=int)
    compound = rows.compound.to_numpy(dtype=int)
    inside = compound >= 0
    number = rows.groupby("compound").cumcount().to_numpy() + 1
    name = empty_texts(len(rows))
    name[inside] = [f"{n}幢" for n in number[inside]]
    row = np.where(inside, compound, settlement)
    compound_name = empty_texts(len(rows))
    compound_name[row >= 0] = compounds.name.to_numpy()[row[row >= 0]]
    compound_uuid = empty_texts(len(rows))
    compound_uuid[row >= 0] = compounds.uuid.to_numpy()[row[row >= 0]]
    street = rows.street.to_numpy(dtype=int)
    street_name = empty_texts(len(rows))
    street_name[street >= 0] = streets.name.to_numpy()[street[street >= 0]]
    columns = {
        "uuid": identities(made.seed, "building", len(rows)),
        "code": empty_texts(len(rows)),
        "name": name,
        "comm_code": made.community_code[made.community_of[block]],
        "street": street_name,
        "compound": compound_name,
        "floors": np.maximum(rows.floors.to_numpy(dtype=int), 1),
        "kind": rows.kind.to_numpy(),
        "comp_uuid": compound_uuid,
        "grid_uuid": grid_uuid[grid[block]],
        "rooms": rows.rooms.to_numpy(dtype=int),
    }
    return geo(columns, rows.geometry.to_numpy())


def plate_frame(
    made: Made,
    buildings: gpd.GeoDataFrame,
    compounds: gpd.GeoDataFrame,
    streets: gpd.GeoDataFrame,
    settlement: NDArray[np.int64],
) -> gpd.GeoDataFrame:
    """Return the plates on buildings and after them those at gates, with the default text 88号附5号."""
    door, gate_door = number_streets(made.built)
    houses = house_plates(made.rng, made.built, door + number_farms(made.built, settlement))
    gates = gate_plates(made.network, made.built, gate_door)
    building = houses.building.to_numpy(dtype=int)
    sub = houses.sub_door.to_numpy(dtype=int)
    right = made.built.buildings.is_right.to_numpy(dtype=bool)[building]
    at_street = made.built.buildings.street.to_numpy(dtype=int)[building] >= 0
    on_right = made.built.gates.is_right.to_numpy(dtype=bool)
    main = compounds.iloc[gates.compound.to_numpy(dtype=int)]
    count = len(houses) + len(gates)
    missing = empty_texts(len(gates))
    columns = {
        "uuid": identities(made.seed, "plate", count),
        "code": empty_texts(count),
        "comm_code": np.r_[buildings.comm_code.to_numpy()[building], main.comm_code.to_numpy()],
        "street": np.r_[
            buildings.street.to_numpy()[building], streets.name.to_numpy()[gates.street.to_numpy(dtype=int)]
        ],
        "compound": np.r_[buildings.compound.to_numpy()[building], main.name.to_numpy()],
        "door": texts([*houses.door.astype(str), *gates.door.astype(str)]),
        "sub_door": texts([*(str(n) if n else None for n in sub), *missing]),
        "text": empty_texts(count),
        "bldg_uuid": np.r_[buildings.uuid.to_numpy()[building], missing],
        "is_gate": np.r_[np.zeros(len(houses), dtype=bool), np.ones(len(gates), dtype=bool)],
        "side": texts(
            [*np.where(at_street, np.where(right, "right", "left"), None), *np.where(on_right, "right", "left")]
        ),
        "gate_uuid": np.r_[empty_texts(len(houses)), main.uuid.to_numpy()],
    }
    sub_text = np.array([f"附{s}号" if s else "" for s in columns["sub_door"]], dtype=object)
    columns["text"] = texts(f"{d}号{s}" for d, s in zip(columns["door"], sub_text))
    return geo(columns, [*houses.geometry, *gates.geometry])


def room_frame(made: Made, buildings: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the rooms."""
    rooms = make_rooms(made.built)
    count = len(rooms)
    return pd.DataFrame(
        {
            "uuid": identities(made.seed, "room", count),
            "code": empty_texts(count),
            "bldg_uuid": buildings.uuid.to_numpy()[rooms.building],
            "unit": rooms.unit.to_numpy(),
            "floor": rooms.floor.to_numpy(),
            "room": rooms.room.to_numpy(),
        }
    )
