"""Frames of the areas: towns, communities, grids, station areas, beats; their codes and names."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from district.areas import join_all
from district.divisions import COUNTY_CODE
from district.identities import chinese_number, empty_texts, geo, identities, texts
from district.made import Made

STATION_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Stations get the made-up codes 50011650 0000, 50011651 0000 and so on (GA/T 380: pairs of digits or capitals)."""


def town_frame(made: Made) -> gpd.GeoDataFrame:
    """Return the towns."""
    towns = made.plan.towns
    columns = {
        "uuid": identities(made.seed, "town", len(towns)),
        "code": made.town_code,
        "name": texts(town.name for town in towns),
        "aliases": texts(town.aliases or None for town in towns),
    }
    return geo(columns, join_all(made.blocks, made.town_of))


def community_frame(made: Made) -> gpd.GeoDataFrame:
    """Return the communities, in the order of their codes."""
    count = len(made.plan.names)
    columns = {
        "uuid": identities(made.seed, "community", count),
        "code": made.community_code,
        "name": texts(name.name for name in made.plan.names),
        "aliases": empty_texts(count),
        "town_code": texts(code[:9] for code in made.community_code),
    }
    frame = geo(columns, join_all(made.blocks, made.community_of))
    return frame.sort_values("code", ignore_index=True)


def police_frames(
    made: Made,
    grid: NDArray[np.int64],
    beat: NDArray[np.int64],
    station: NDArray[np.int64],
    stations: list[tuple[int, int]],
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, NDArray[np.object_]]:
    """Return station areas, beats and the codes of the beats.

    `grid` is the grid of each block, `beat` the beat of each grid, `station` the station of each beat; `stations` are
    (town, part), part 1 being the south of a town with two stations.
    """
    codes = texts(f"{COUNTY_CODE}5{STATION_SIGNS[i]}0000" for i in range(len(stations)))
    short = [made.plan.towns[town].short + ("新区" if part else "") for town, part in stations]
    frame = geo(
        {
            "uuid": identities(made.seed, "station", len(stations)),
            "code": codes,
            "name": texts(f"{s}派出所" for s in short),
        },
        join_all(made.blocks, station[beat[grid]]),
    )
    # A beat is named after the community that most of its blocks belong to.
    pairs = pd.crosstab(beat[grid], made.community_of)
    community = pairs.columns.to_numpy()[pairs.to_numpy().argmax(axis=1)]
    order = pd.Series(range(len(station))).groupby(station).cumcount().to_numpy() + 1
    # 0001 to 0099, then 0101: a trailing 00 marks a parent.
    beat_code = texts(f"{codes[s][:8]}{n + (n - 1) // 99:04d}" for s, n in zip(station, order))
    twin = pd.Series(community).groupby(community).cumcount().to_numpy()
    several = pd.Series(community).groupby(community).transform("size").to_numpy() > 1
    label = [
        made.plan.names[c].name + (f"第{chinese_number(t + 1)}" if more else "")
        for c, t, more in zip(community, twin, several)
    ]
    beats = geo(
        {
            "uuid": identities(made.seed, "beat", len(station)),
            "code": beat_code,
            "name": texts(f"{name}警务责任区" for name in label),
            "stat_code": codes[station],
            "post": texts(f"{short[s]}派出所民警岗{n:02d}" for s, n in zip(station, order)),
        },
        join_all(made.blocks, beat[grid]),
    )
    return frame, beats, beat_code


def grid_frame(
    made: Made, grid: NDArray[np.int64], special: list[bool], beat_code: NDArray[np.object_], rooms: NDArray[np.int64]
) -> gpd.GeoDataFrame:
    """Return the grids, numbered within their community from west to east, then north to south.

    `grid` is the grid of each block; `special` and `beat_code` belong to the grids, `rooms` to the blocks.
    """
    shapes = join_all(made.blocks, grid)
    first = np.unique(grid, return_index=True)[1]
    community = made.community_of[first]
    centre = shapely.get_coordinates(shapely.centroid(shapes))
    order = pd.DataFrame({"c": made.community_code[community], "x": np.round(centre[:, 0] / 50), "y": -centre[:, 1]})
    order = order.sort_values(["c", "x", "y"])
    sequence = pd.Series(order.groupby("c").cumcount() + 1, index=order.index).sort_index().to_numpy()
    columns = {
        "uuid": identities(made.seed, "grid", len(shapes)),
        "code": texts(f"{c}{n:03d}" for c, n in zip(made.community_code[community], sequence)),
        "name": texts(f"第{chinese_number(n)}网格" for n in sequence),
        "kind": texts("special" if s else "basic" for s in special),
        "comm_code": made.community_code[community],
        "beat_code": beat_code,
        "households": np.bincount(grid, rooms, len(shapes)).astype(int),
    }
    return geo(columns, shapes)
