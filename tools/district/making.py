"""Makes a district from a seed: plan, network, buildings, areas, names, numbers, frames."""

from __future__ import annotations

import numpy as np
import shapely

from district.areaframes import community_frame, grid_frame, police_frames, town_frame
from district.areas import Neighbours, make_beats, make_grids, make_groups
from district.buildings import build
from district.district import District
from district.divisions import COUNTY_CODE, FORMER_COUNTIES, read_towns
from district.elementframes import building_frame, compound_frame, plate_frame, room_frame, street_frame
from district.ground import Bend
from district.identities import geo, identities, texts
from district.made import Made
from district.naming import name_everything
from district.network import build_network
from district.planning import choose_towns, make_plan

GROWTH = (1.0, 1.25, 1.6, 2.2)
"""Shares of the usual ground that are tried until it holds the rooms: a small town may get many parks and works."""
RIVER_NAME = "福溪河"


def make_district(seed: int, rooms: int) -> District:
    """Make a district.

    Parameters
    ----------
    seed : int
        The same seed and rooms give the same district.
    rooms : int
        About how many rooms it shall have, 5 thousand to 2 million.

    Returns
    -------
    District
        Within a few percent of the rooms; one town up to 90,000 rooms, up to 30 towns beyond.
    """
    county, towns = read_towns()
    for growth in GROWTH:
        streams = [np.random.default_rng(s) for s in np.random.SeedSequence([500116004, seed]).spawn(7)]
        plan = make_plan(streams[0], choose_towns(towns, rooms), round(rooms * growth))
        network = build_network(plan, Bend(streams[1], plan.river))
        built = build(streams[2], network, rooms)
        if built.buildings.rooms.sum() > 0.98 * rooms:
            break
    made = Made(seed, streams[6], plan, network, built, name_everything(streams[5], plan, network, built))
    return _frames(made, county, streams[3], streams[4])


def _frames(made: Made, county: str, for_grids: np.random.Generator, for_beats: np.random.Generator) -> District:
    plan, network, built = made.plan, made.network, made.built
    rows = built.buildings
    block = rows.block.to_numpy(dtype=int)
    rooms = np.bincount(block, rows.rooms, len(made.blocks)).astype(int)
    near = Neighbours(network)
    grid, special = make_grids(for_grids, plan, network, built.use, rooms, near)
    beat, station, stations = make_beats(for_beats, plan, network, grid, rooms, near)
    hamlet = rows.hamlet.to_numpy(dtype=int)
    named = np.append(built.hamlets.is_named.to_numpy(dtype=bool), False)
    in_hamlet = (hamlet >= 0) & named[hamlet]
    loose = (rows.kind == "house").to_numpy() & ~in_hamlet
    loose_houses = np.bincount(block[loose], minlength=len(made.blocks))
    group, group_community = make_groups(plan, network, built.use, loose_houses)

    station_areas, beats, beat_code = police_frames(made, grid, beat, station, stations)
    grids = grid_frame(made, grid, special, beat_code[beat], rooms)
    compounds, row_of_group, row_of_hamlet = compound_frame(made, group, group_community)
    settlement = np.full(len(rows), -1)  # row of the compound that a farmhouse is numbered in
    settlement[loose] = row_of_group[group[block[loose]]]
    settlement[in_hamlet] = row_of_hamlet[hamlet[in_hamlet]]
    streets = street_frame(made)
    buildings = building_frame(made, grids.uuid.to_numpy(), grid, compounds, streets, settlement)
    plates = plate_frame(made, buildings, compounds, streets, settlement)
    main = plates[plates.sub_door.isna() & plates.bldg_uuid.notna()].set_index("bldg_uuid").uuid
    buildings["plate_uuid"] = texts(main.reindex(buildings.uuid))
    whole = made.whole()
    columns = {"code": [COUNTY_CODE], "name": [county], "aliases": [FORMER_COUNTIES]}
    water = shapely.get_parts(shapely.intersection(network.water, whole))
    return District(
        seed=made.seed,
        county=geo({"uuid": identities(made.seed, "county", 1), **columns}, [whole]),
        town=town_frame(made),
        community=community_frame(made),
        grid=grids,
        station=station_areas,
        beat=beats,
        street=streets,
        compound=compounds,
        building=buildings,
        plate=plates,
        room=room_frame(made, buildings),
        river=geo({"uuid": identities(made.seed, "river", len(water)), "name": [RIVER_NAME] * len(water)}, water),
    )
