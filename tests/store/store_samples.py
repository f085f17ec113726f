"""Small frames of a made-up district for the tests of the store."""

import uuid

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from yibiao_qgis.model.levels import Level

TOWN = "500116004"
COMMUNITY = "500116004007"
NAMESPACE = uuid.UUID("00000000-0000-4000-8000-000000005001")


def identity(text):
    return str(uuid.uuid5(NAMESPACE, text))


def square(west=106.25, south=29.28, size=0.01):
    return shapely.box(west, south, west + size, south + size)


def towns(**changes):
    data = {"uuid": [identity("town")], "code": [TOWN], "name": ["双福街道"], "aliases": ["双福镇"], **changes}
    return gpd.GeoDataFrame(data, geometry=[square(size=0.1)], crs=4490)


def communities(count=1, **changes):
    codes = [f"{TOWN}{7 + i:03d}" for i in range(count)]
    data = {
        "uuid": [identity("community" + code) for code in codes],
        "code": codes,
        "name": [f"社区{i}" for i in range(count)],
        "town_code": TOWN,
        **changes,
    }
    return gpd.GeoDataFrame(data, geometry=[square(106.25 + 0.01 * i) for i in range(count)], crs=4490)


def streets(count=1, **changes):
    codes = [f"{TOWN}1{i:03d}" for i in range(count)]
    data = {
        "uuid": [identity("street" + code) for code in codes],
        "code": codes,
        "name": [f"福星大道{i}" for i in range(count)],
        "town_code": TOWN,
        "rank": 2,
        "width": 0.1 + 0.2,
        **changes,
    }
    lines = [shapely.LineString([(106.25, 29.28 + i / 1e4), (106.26, 29.29 + i / 1e4)]) for i in range(count)]
    return gpd.GeoDataFrame(data, geometry=lines, crs=4490)


def buildings(count=1, **changes):
    codes = [f"{COMMUNITY}{i:015d}" for i in range(count)]
    data = {
        "uuid": [identity("building" + code) for code in codes],
        "code": codes,
        "name": [f"{i}幢" for i in range(count)],
        "comm_code": COMMUNITY,
        "floors": [i % 30 + 1 for i in range(count)],
        **changes,
    }
    shapes = [square(106.25 + 0.0001 * (i % 90), 29.28 + 0.0001 * (i // 90), 0.00005) for i in range(count)]
    return gpd.GeoDataFrame(data, geometry=shapes, crs=4490)


def rooms(count=1, **changes):
    codes = [f"{COMMUNITY}{i:024d}" for i in range(count)]
    data = {
        "uuid": [identity("room" + code) for code in codes],
        "code": codes,
        "bldg_uuid": identity(f"building{COMMUNITY}{0:015d}"),
        "room": [str(101 + i) for i in range(count)],
        **changes,
    }
    return pd.DataFrame(data)


def addresses(count=1, **changes):
    data = {
        "code": [f"{COMMUNITY}{i:012d}" for i in range(count)],
        "element": "62",
        "address": [f"重庆市江津区双福街道怡云社区福星大道{i}号" for i in range(count)],
        "street": "福星大道",
        "door": [str(i) for i in range(count)],
        "comm_code": COMMUNITY,
        **changes,
    }
    points = shapely.points(106.25 + np.arange(count) % 997 / 1e5, 29.28 + np.arange(count) % 991 / 1e5)
    return gpd.GeoDataFrame(data, geometry=points, crs=4490)


def upper_levels(communities_count=1):
    return {Level.TOWN: towns(), Level.COMMUNITY: communities(communities_count)}


def publish(store, frames, request_id=None, **options):
    options = {"actor": "test", "reason": "test", **options}
    return store.publish(frames, request_id=request_id or str(uuid.uuid4()), **options)


def whole_district():
    return {
        **upper_levels(2),
        Level.STREET: streets(3),
        Level.BUILDING: buildings(4),
        Level.ROOM: rooms(5),
        Level.ADDRESS: addresses(6),
    }
