"""``buildlibrary`` through Processing."""

import json

import pytest
from qgis.core import QgsVectorLayer
from valid_inputs import inputs, plate_layer

COMMUNITY = "重庆市江津区双福街道怡云社区"


def addresses(found):
    layer = found["OUTPUT"]
    layer = layer if isinstance(layer, QgsVectorLayer) else QgsVectorLayer(layer, "a", "ogr")
    return {feature["address"]: feature for feature in layer.getFeatures()}


@pytest.fixture
def build(run, tmp_path):
    def build_it(crs="EPSG:4544", **changed):
        given = {**inputs("buildlibrary", tmp_path / "in", crs), **changed}
        return run("buildlibrary", OUTPUT="TEMPORARY_OUTPUT", REJECTED="TEMPORARY_OUTPUT", **given)

    return build_it


@pytest.mark.parametrize("crs", ["EPSG:4544", "EPSG:4490", "EPSG:3857"])
def test_every_place_has_its_address_with_grid_and_point(build, crs):
    found = build(crs)
    rows = addresses(found)
    assert found["ADDRESSES_COUNT"] == len(rows) == found["OUTPUT"].featureCount()
    plate = rows[f"{COMMUNITY}福星大道1号"]
    assert plate["element"] == "45"
    assert plate["grid_code"] == "500116004007001"
    assert plate["comm_code"] == "500116004007"
    assert plate["door"] == "1"
    assert plate["code"]
    room = next(feature for text, feature in rows.items() if text.endswith("501室"))
    assert room["element"] == "62"
    assert not room.geometry().isEmpty()
    assert found["OUTPUT"].crs().authid() == "EPSG:4490"


def test_plate_gives_its_point_to_the_last_digit(build):
    plates = plate_layer("EPSG:4490")
    point = next(feature.geometry() for feature in plates.getFeatures() if feature["door"] == "1")
    assert addresses(build("EPSG:4490"))[f"{COMMUNITY}福星大道1号"].geometry().asWkb() == point.asWkb()


def test_row_without_an_address_is_listed_with_the_reason(build):
    plates = plate_layer()
    plates.dataProvider().changeAttributeValues({1: {plates.fields().lookupField("door"): None}})
    found = build(PLATE=plates)
    assert found["REJECTED_COUNT"] == found["REJECTED"].featureCount() >= 1
    rows = {feature["reason"]: feature for feature in found["REJECTED"].getFeatures()}
    assert rows["no-number"]["layer"] == "plate"
    assert "fill it in" in rows["no-number"]["text"]


def test_names_of_district_and_city(build, refused, tmp_path):
    assert any(
        text.startswith("四川省成都市武侯区")
        for text in addresses(build(COUNTY_NAME="武侯区", CITY_NAME="四川省成都市"))
    )
    # The district's own name is known by its code.
    assert f"{COMMUNITY}福星大道1号" in addresses(build(COUNTY_NAME=""))
    elsewhere = inputs("buildlibrary", tmp_path / "again")
    communities = elsewhere["COMMUNITY"]
    place = communities.fields().lookupField("code")
    communities.dataProvider().changeAttributeValues({1: {place: "510107001001"}, 2: {place: "510107001002"}})
    text = refused("buildlibrary", OUTPUT="TEMPORARY_OUTPUT", **{**elsewhere, "COUNTY_NAME": ""})
    assert "need the district's name" in text


def test_library_answers_its_own_addresses(run, build, tmp_path):
    library = build()["OUTPUT"]
    from small_district import make_layer

    texts = [feature["address"] for feature in library.getFeatures()]
    table = make_layer("None", "地址:string", [(None, text) for text in texts], name="own")
    summary = tmp_path / "s.json"
    found = run("geocodetable", INPUT=table, LIBRARY=library, OUTPUT="TEMPORARY_OUTPUT", SUMMARY=str(summary))
    assert found["MATCHED_COUNT"] == found["ROWS_COUNT"] == len(texts)
    assert [f["yb_address"] for f in found["OUTPUT"].getFeatures()] == texts
    assert json.loads(summary.read_text(encoding="utf-8"))["counts"]["MATCHED_COUNT"] == len(texts)
