"""``assigncodes`` through Processing."""

import pytest
from small_district import box, communities, make_layer, uuid_of

from yibiao_qgis.model.levels import Level

LEVEL = {level: number for number, level in enumerate(Level)}


def grids(code_field="code"):
    rows = [
        (box(0, 0, 200, 400), "g1", "500116004007002", "第二网格"),
        (box(200, 0, 200, 400), "g2", None, "第一网格"),
        (box(400, 0, 400, 200), "g3", "500116004007009", "错"),
        (box(400, 200, 400, 200), "g4", None, "北"),
    ]
    return make_layer("Polygon", f"uuid:string {code_field}:string name:string", rows, crs="EPSG:4490", name="grids")


def by_uuid(layer):
    return {feature["uuid"]: feature for feature in layer.getFeatures()}


def test_missing_codes_are_filled_valid_ones_kept_wrong_ones_listed(run):
    found = run(
        "assigncodes",
        LEVEL=LEVEL[Level.GRID],
        INPUT=grids(),
        COMMUNITY=communities(),
        OUTPUT="TEMPORARY_OUTPUT",
        REASONS="TEMPORARY_OUTPUT",
    )
    rows = by_uuid(found["OUTPUT"])
    assert rows["g1"]["code"] == "500116004007002"
    assert rows["g1"]["code_status"] == "kept"
    assert rows["g2"]["code"].startswith("500116004007")
    assert rows["g2"]["code"] != "500116004007002"
    assert rows["g3"]["code"] == "500116004007009"
    assert rows["g3"]["code_status"] == "rejected"
    assert "500116004008" in rows["g3"]["code_text"]
    assert rows["g4"]["code"].startswith("500116004008")
    assert (found["KEPT_COUNT"], found["ASSIGNED_COUNT"], found["REJECTED_COUNT"]) == (1, 2, 1)
    reasons = {feature["uuid"]: feature for feature in found["REASONS"].getFeatures()}
    assert reasons["g3"]["reason"] == "code-parent"
    assert reasons["g3"]["code"] == "500116004007009"
    assert found["OUTPUT"].crs().authid() == "EPSG:4490"


def test_code_goes_into_the_field_that_is_there_whatever_its_case(run):
    found = run(
        "assigncodes", LEVEL=LEVEL[Level.GRID], INPUT=grids("CODE"), COMMUNITY=communities(), OUTPUT="TEMPORARY_OUTPUT"
    )
    assert found["OUTPUT"].fields().names() == ["uuid", "CODE", "name", "code_status", "code_text"]


def test_layer_without_a_code_field_gets_one(run):
    layer = make_layer("Polygon", "uuid:string name:string", [(box(0, 0, 400, 400), "g1", "甲")])
    found = run("assigncodes", LEVEL=LEVEL[Level.GRID], INPUT=layer, COMMUNITY=communities(), OUTPUT="TEMPORARY_OUTPUT")
    assert by_uuid(found["OUTPUT"])["g1"]["code"] == "500116004007001"


def test_same_rows_in_another_order_get_the_same_codes(run):
    def codes(layer):
        found = run(
            "assigncodes", LEVEL=LEVEL[Level.GRID], INPUT=layer, COMMUNITY=communities(), OUTPUT="TEMPORARY_OUTPUT"
        )
        return {uuid: feature["code"] for uuid, feature in by_uuid(found["OUTPUT"]).items()}

    layer = grids()
    turned = make_layer("Polygon", "uuid:string code:string name:string", [], crs="EPSG:4490")
    turned.dataProvider().addFeatures(list(layer.getFeatures())[::-1])
    assert codes(layer) == codes(turned)


def test_rooms_are_a_table_and_take_their_buildings_codes(run):
    building = "500116004007" + "1001" + "00088" + "005" + "001"
    buildings = make_layer("Polygon", "uuid:string code:string", [(box(0, 0, 10, 10), "b1", building)])
    rooms = make_layer(
        "None",
        "uuid:string code:string bldg_uuid:string unit:string floor:string room:string",
        [(None, "r1", None, "b1", "2", "5", "502"), (None, "r2", None, "b9", "2", "5", "503")],
    )
    found = run("assigncodes", LEVEL=LEVEL[Level.ROOM], INPUT=rooms, BUILDING=buildings, OUTPUT="TEMPORARY_OUTPUT")
    rows = by_uuid(found["OUTPUT"])
    assert rows["r1"]["code"].startswith(building)
    assert len(rows["r1"]["code"]) == 36
    assert rows["r2"]["code_status"] == "rejected"
    assert not found["OUTPUT"].isSpatial()


def test_rooms_without_buildings_are_refused(refused):
    rooms = make_layer("None", "bldg_uuid:string room:string", [(None, "b1", "502")])
    assert "Choose the layer of the buildings" in refused(
        "assigncodes", LEVEL=LEVEL[Level.ROOM], INPUT=rooms, OUTPUT="TEMPORARY_OUTPUT"
    )


def test_layer_that_does_not_fit_the_level_is_refused(refused):
    streets = make_layer("LineString", "name:string", [("LineString(0 0,1 1)", "福星大道")], name="roads")
    text = refused("assigncodes", LEVEL=LEVEL[Level.GRID], INPUT=streets, OUTPUT="TEMPORARY_OUTPUT")
    assert "roads holds geometry of type Line" in text
    compound = make_layer("Polygon", "name:string", [(box(0, 0, 9, 9), "怡云花园")])
    text = refused("assigncodes", LEVEL=LEVEL[Level.COMPOUND], INPUT=compound, OUTPUT="TEMPORARY_OUTPUT")
    assert "kind" in text


def test_own_scheme_and_wrong_scheme_file(run, refused, tmp_path):
    found = run(
        "assigncodes",
        LEVEL=LEVEL[Level.GRID],
        INPUT=grids(),
        COMMUNITY=communities(),
        SCHEME=scheme("grid14.json"),
        OUTPUT="TEMPORARY_OUTPUT",
    )
    assert found["REJECTED_COUNT"] >= 2  # codes of 15 characters do not fit a scheme of 14
    wrong = tmp_path / "scheme.json"
    wrong.write_text('{"name": "x",', encoding="utf-8")
    text = refused(
        "assigncodes",
        LEVEL=LEVEL[Level.GRID],
        INPUT=grids(),
        COMMUNITY=communities(),
        SCHEME=str(wrong),
        OUTPUT="TEMPORARY_OUTPUT",
    )
    assert "scheme.json" in text
    assert "line 1" in text


def scheme(name):
    from yibiao_qgis.model.paths import RESOURCES

    return str(RESOURCES / "schemes" / name)


@pytest.mark.parametrize("retire", [False, True])
def test_codes_of_the_store_are_not_given_again(run, tmp_path, retire):
    store = str(tmp_path / "store.gpkg")
    run("createstore", STORE=store, DISTRICT_CODE="500116", DISTRICT_NAME="江津区")
    taken = make_layer(
        "Polygon",
        "uuid:string code:string name:string kind:string comm_code:string",
        [(box(0, 0, 400, 400), None, "500116004007001", "一", "basic", "500116004007")],
    )
    town = make_layer(
        "Polygon", "code:string name:string", [(box(0, 0, 800, 400), "500116004", "双福街道")], crs="EPSG:4490"
    )
    done = run(
        "publishlayers", STORE=store, TOWN=town, COMMUNITY=communities(), GRID=taken, REJECTED="TEMPORARY_OUTPUT"
    )
    assert done["IS_PUBLISHED"], [f.attributes() for f in done["REJECTED"].getFeatures()]
    if retire:
        other = make_layer(
            "Polygon",
            "uuid:string code:string name:string kind:string comm_code:string",
            [(box(400, 0, 400, 400), None, "500116004008001", "一", "basic", "500116004008")],
        )
        done = run("publishlayers", STORE=store, GRID=other, RETIRE_MISSING=True, REJECTED="TEMPORARY_OUTPUT")
        assert done["RETIRED_COUNT"] == 1
    fresh = make_layer("Polygon", "uuid:string name:string", [(box(0, 0, 400, 400), "new", "新")])
    found = run(
        "assigncodes",
        LEVEL=LEVEL[Level.GRID],
        INPUT=fresh,
        COMMUNITY=communities(),
        STORE=store,
        OUTPUT="TEMPORARY_OUTPUT",
    )
    assert by_uuid(found["OUTPUT"])["new"]["code"] == "500116004007002"


def test_a_building_keeps_the_code_of_a_plate_that_the_store_has_retired(run, tmp_path):
    store = str(tmp_path / "store.gpkg")
    run("createstore", STORE=store, DISTRICT_CODE="500116", DISTRICT_NAME="江津区")
    town = make_layer(
        "Polygon", "code:string name:string", [(box(0, 0, 800, 400), "500116004", "双福街道")], crs="EPSG:4490"
    )
    columns = "uuid:string code:string comm_code:string street:string door:string"
    former = "500116004007100100088000"
    row = ("Point(100 100)", uuid_of("p1"), former, "500116004007", "福星大道", "88")
    given = {"STORE": store, "TOWN": town, "COMMUNITY": communities(), "REJECTED": "TEMPORARY_OUTPUT"}
    done = run("publishlayers", **given, PLATE=make_layer("Point", columns, [row]))
    assert done["IS_PUBLISHED"], [f.attributes() for f in done["REJECTED"].getFeatures()]
    other = ("Point(110 100)", uuid_of("p2"), "500116004007100100090000", "500116004007", "福星大道", "90")
    plates = make_layer("Point", columns, [other])
    assert run("publishlayers", **given, PLATE=plates, RETIRE_MISSING=True)["RETIRED_COUNT"] == 1
    building = (box(90, 90, 30, 20), uuid_of("b1"), former + "001", "500116004007", "福星大道")
    buildings = make_layer("Polygon", "uuid:string code:string comm_code:string street:string", [building])
    linked = make_layer("Point", f"{columns} bldg_uuid:string", [(*other, uuid_of("b1"))])
    asked = {
        "LEVEL": LEVEL[Level.BUILDING],
        "INPUT": buildings,
        "COMMUNITY": communities(),
        "PLATE": linked,
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    assert by_uuid(run("assigncodes", **asked)["OUTPUT"])[uuid_of("b1")]["code_status"] == "rejected"
    kept = by_uuid(run("assigncodes", **asked, STORE=store)["OUTPUT"])[uuid_of("b1")]
    assert (kept["code"], kept["code_status"]) == (former + "001", "kept")
