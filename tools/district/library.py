"""The true address library of a district: what a perfect survey and a perfect chain would publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from district.ground import CRS_GROUND
from district.identities import identities
from yibiao_qgis.addresses.standard import compose_columns
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Element, Level

if TYPE_CHECKING:
    from district.district import District

_PLACE = ["street", "compound", "door", "sub_door"]


def true_library(district: District) -> gpd.GeoDataFrame:
    """Return one row for each community, street, compound (group, hamlet), plate, building and room.

    Rows have the fields of the address layer, EPSG:4544, codes None, and besides ``bldg_uuid`` and ``source`` (uuid of
    the element itself). Buildings and rooms bear the place of their building's main plate, else of their compound's
    main gate, else of the building.
    """
    parts = [_communities(district), _streets(district), _compounds(district), _plates(district)]
    buildings = _buildings(district)
    rooms = _rooms(district, buildings)
    # A house without a name of its own is its plate; its rooms carry its address.
    parts += [buildings[buildings.building.notna()], rooms]
    fields = [*LAYERS[Level.ADDRESS].field_names, "bldg_uuid", "source", "geometry"]
    frame = pd.concat([part.reindex(columns=fields) for part in parts if len(part)], ignore_index=True)
    for name in fields[:-1]:
        column = frame[name].to_numpy(dtype=object, copy=True)
        column[pd.isna(column)] = None
        frame[name] = column
    names = district.community.set_index("code")
    towns = district.town.set_index("code")
    frame["county"] = district.county.name.iloc[0]
    town_code = frame.comm_code.where(frame.element != Element.STREET.value, frame.comm_code).str[:9]
    frame["town"] = town_code.map(towns.name).to_numpy(dtype=object)
    community = frame.comm_code.map(names.name).to_numpy(dtype=object)
    community[pd.isna(community)] = None
    frame["community"] = community
    frame.loc[frame.comm_code.str.len() < 12, "comm_code"] = None
    frame["uuid"] = identities(district.seed, "address", len(frame))
    frame["address"] = np.array(compose_columns(frame), dtype=object)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=CRS_GROUND)


def _communities(district: District) -> pd.DataFrame:
    rows = district.community
    return pd.DataFrame(
        {
            "element": Element.COMMUNITY.value,
            "comm_code": rows.code,
            "aliases": rows.aliases,
            "source": rows.uuid,
            "geometry": shapely.point_on_surface(rows.geometry.to_numpy()),
        }
    )


def _streets(district: District) -> pd.DataFrame:
    rows = district.street
    return pd.DataFrame(
        {
            "element": Element.STREET.value,
            "street": rows.name,
            "comm_code": rows.town_code,  # a street belongs to its town, not to a community
            "aliases": rows.aliases,
            "source": rows.uuid,
            "geometry": shapely.line_interpolate_point(rows.geometry.to_numpy(), 0.5, normalized=True),
        }
    )


def _compounds(district: District) -> pd.DataFrame:
    rows = district.compound
    gates = district.plate[district.plate.is_gate].drop_duplicates("gate_uuid").set_index("gate_uuid")
    gate = gates.reindex(rows.uuid)
    place = gate.geometry.to_numpy()
    inner = shapely.point_on_surface(rows.geometry.to_numpy())
    grid = _grid_of(district, inner)
    return pd.DataFrame(
        {
            "element": rows.kind,
            "street": gate.street.to_numpy(),
            "compound": rows.name,
            "door": gate.door.to_numpy(),
            "comm_code": rows.comm_code,
            "grid_code": grid.code.to_numpy(),
            "beat_code": grid.beat_code.to_numpy(),
            "aliases": rows.aliases,
            "source": rows.uuid,
            "geometry": np.where(pd.isna(place), inner, place),
        }
    )


def _grid_of(district: District, points: np.ndarray) -> pd.DataFrame:
    _, grid = shapely.STRtree(district.grid.geometry.to_numpy()).query_nearest(points, all_matches=False)
    return district.grid.iloc[grid]


def _plates(district: District) -> pd.DataFrame:
    rows = district.plate
    grid = _grid_of(district, rows.geometry.to_numpy())
    return pd.DataFrame(
        {
            "element": np.where(rows.sub_door.isna(), Element.DOOR_PLATE.value, Element.SUB_DOOR.value),
            **{name: rows[name].to_numpy() for name in _PLACE},
            # The gate's plate is that of the street; its compound is a row of its own.
            "compound": rows.compound.where(~rows.is_gate, None).to_numpy(),
            "comm_code": rows.comm_code.to_numpy(),
            "grid_code": grid.code.to_numpy(),
            "beat_code": grid.beat_code.to_numpy(),
            "bldg_uuid": rows.bldg_uuid.to_numpy(),
            "source": rows.uuid.to_numpy(),
            "geometry": rows.geometry.to_numpy(),
        }
    )


def _buildings(district: District) -> pd.DataFrame:
    rows = district.building
    plates = district.plate.set_index("uuid")
    own = plates.reindex(rows.plate_uuid)
    gates = district.plate[district.plate.is_gate].drop_duplicates("gate_uuid").set_index("gate_uuid")
    gate = gates.reindex(rows.comp_uuid)
    has_own = rows.plate_uuid.notna().to_numpy()
    grid = district.grid.set_index("uuid").reindex(rows.grid_uuid)
    points = np.where(has_own, own.geometry.to_numpy(), gate.geometry.to_numpy())
    points = np.where(pd.isna(points), shapely.point_on_surface(rows.geometry.to_numpy()), points)
    return pd.DataFrame(
        {
            "element": Element.BUILDING.value,
            "street": np.where(has_own, own.street.to_numpy(), gate.street.to_numpy()),
            "compound": rows.compound.to_numpy(),
            "door": np.where(has_own, own.door.to_numpy(), gate.door.to_numpy()),
            "building": rows.name.to_numpy(),
            "comm_code": rows.comm_code.to_numpy(),
            "grid_code": grid.code.to_numpy(),
            "beat_code": grid.beat_code.to_numpy(),
            "bldg_uuid": rows.uuid.to_numpy(),
            "source": rows.uuid.to_numpy(),
            "geometry": points,
        }
    )


def _rooms(district: District, buildings: pd.DataFrame) -> pd.DataFrame:
    rooms = district.room
    row = pd.Index(buildings.bldg_uuid).get_indexer(rooms.bldg_uuid)
    columns = {name: buildings[name].to_numpy()[row] for name in buildings.columns if name not in ("element", "source")}
    return pd.DataFrame(
        {
            **columns,
            "element": Element.ROOM.value,
            "unit": rooms.unit.to_numpy(),
            "floor": rooms.floor.to_numpy(),
            "room": rooms.room.to_numpy(),
            "source": rooms.uuid.to_numpy(),
        }
    )
