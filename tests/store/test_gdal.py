"""Other software reads the store: GDAL, in a process of its own."""

import json
import subprocess
import sys

import pytest
import shapely
from store_samples import addresses, buildings, communities, publish, rooms, streets, towns, upper_levels

from yibiao_qgis.model.layers import LAYERS, Geometry
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import applying

SCRIPT = """
import json, sys
from osgeo import gdal, ogr
ogr.UseExceptions()
messages = []
gdal.PushErrorHandler(lambda kind, number, text: messages.append(text))
source = gdal.OpenEx(sys.argv[1], gdal.OF_VECTOR)
found = {}
for at in range(source.GetLayerCount()):
    layer = source.GetLayerByIndex(at)
    definition = layer.GetLayerDefn()
    crs = layer.GetSpatialRef()
    rows = [feature.GetGeometryRef() and bytes(feature.GetGeometryRef().ExportToWkb()).hex() for feature in layer]
    box = json.loads(sys.argv[2])
    has_geometry = layer.GetGeomType() != ogr.wkbNone
    inside = slow = None
    if has_geometry:
        layer.SetSpatialFilterRect(*box)
        inside = layer.GetFeatureCount()
        layer.SetSpatialFilter(None)
        west, south, east, north = box
        slow = []
        for margin in (0, 1e-5):  # an R-tree holds 32-bit numbers, rounded outward
            boxes = [feature.GetGeometryRef().GetEnvelope() for feature in layer]
            slow.append(sum(
                a <= east + margin and b >= west - margin and c <= north + margin and d >= south - margin
                for a, b, c, d in boxes
            ))
    found[layer.GetName()] = {
        "rows": rows, "inside": inside, "slow": slow,
        "type": ogr.GeometryTypeToName(layer.GetGeomType()),
        "crs": crs and crs.GetAuthorityCode(None),
        "fid": layer.GetFIDColumn(), "geometry": layer.GetGeometryColumn(),
        "indexed": bool(layer.TestCapability(ogr.OLCFastSpatialFilter)),
        "extent": has_geometry and rows and layer.GetExtent(),
        "fields": [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())],
        "widths": [definition.GetFieldDefn(i).GetWidth() for i in range(definition.GetFieldCount())],
    }
town = source.GetLayerByName("town")
town.ResetReading()
name = town.GetNextFeature().GetField("name")
print(json.dumps({"layers": found, "messages": messages, "name": name}))
"""

TYPES = {
    Geometry.POLYGON: "Polygon",
    Geometry.LINE: "Line String",
    Geometry.POINT: "Point",
    Geometry.NONE: "None",
}


@pytest.fixture(params=[10**9, 1], ids=["row by row", "in bulk"])
def read_by_gdal(request, store, store_path, child_environment, monkeypatch):
    monkeypatch.setattr(applying, "BULK_ROWS", request.param)
    publish(
        store,
        {
            **upper_levels(3),
            Level.STREET: streets(20),
            Level.BUILDING: buildings(300),
            Level.ROOM: rooms(7),
            Level.ADDRESS: addresses(400),
        },
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", SCRIPT, str(store_path), json.dumps([106.2515, 29.2801, 106.2535, 29.2822])],
        env=child_environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_gdals_validator_finds_nothing(store, store_path, child_environment):
    publish(store, {**upper_levels(3), Level.BUILDING: buildings(300), Level.ROOM: rooms(7)})
    validator = "osgeo_utils.samples.validate_gpkg"
    done = subprocess.run(
        [sys.executable, "-P", "-m", validator, "-v", "--extra", "--warning-as-error", str(store_path)],
        env=child_environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Checking vector user table building" in done.stdout


def test_gdal_reads_every_layer(read_by_gdal):
    layers = read_by_gdal["layers"]
    assert read_by_gdal["messages"] == []
    assert read_by_gdal["name"] == "双福街道"
    assert set(layers) == {level.value for level in Level}
    counts = {"town": 1, "community": 3, "street": 20, "building": 300, "room": 7, "address": 400}
    for level, layer in LAYERS.items():
        seen = layers[level.value]
        assert len(seen["rows"]) == counts.get(level.value, 0)
        assert seen["type"] == TYPES[layer.geometry]
        assert seen["fid"] == "fid"
        assert tuple(seen["fields"][: len(layer.fields)]) == layer.field_names
        assert seen["widths"][: len(layer.fields)] == [field.width for field in layer.fields]
        if layer.geometry is not Geometry.NONE:
            assert (seen["crs"], seen["geometry"], seen["indexed"]) == ("4490", "geom", True)
    (town,) = layers["town"]["rows"]
    assert shapely.from_wkb(town).equals(towns().geometry[0])


def test_gdals_spatial_filter_finds_what_is_there(read_by_gdal):
    for name in ("town", "community", "street", "building", "address"):
        seen = read_by_gdal["layers"][name]
        exact, generous = seen["slow"]
        assert 0 < exact <= seen["inside"] <= generous, name
        assert generous < len(seen["rows"]) or name not in ("building", "address")
    west, east, south, north = read_by_gdal["layers"]["community"]["extent"]
    assert (west, south, east, north) == pytest.approx(tuple(communities(3).total_bounds))
