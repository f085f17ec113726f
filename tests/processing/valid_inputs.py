"""Inputs with which each algorithm runs; tests spoil one of them at a time."""

from pathlib import Path

from small_district import box, communities, make_layer, town, uuid_of

from yibiao_qgis.model.levels import Level

LEVEL = {level: number for number, level in enumerate(Level)}
SINKS = {
    "checkboundaries": ("FINDINGS",),
    "repairboundaries": ("OUTPUT", "CHANGES", "REMAINING"),
    "snapplates": ("OUTPUT", "REVIEW"),
    "assigncodes": ("OUTPUT", "REASONS"),
    "buildlibrary": ("OUTPUT", "REJECTED"),
    "geocodetable": ("OUTPUT", "REVIEW"),
    "createstore": (),
    "publishlayers": ("REJECTED",),
    "exportlayers": (),
}
"""Output layers of each algorithm."""

IDS = tuple(SINKS)


def street_layer(crs="EPSG:4544"):
    rows = [("LineString(-50 0,200 0)", uuid_of("s"), "5001160041001", "福星大道", "500116004", None)]
    fields = "uuid:string code:string name:string town_code:string aliases:string"
    return make_layer("LineString", fields, rows, crs=crs, name="streets")


def plate_layer(crs="EPSG:4544"):
    code = "5001160040071001{:05d}000"
    rows = [
        (
            *(f"Point({x} 6)", uuid_of(f"p{door}"), code.format(door), "500116004007", "福星大道", None),
            *(str(door), None, f"{door}号", uuid_of(f"b{door}")),
        )
        for x, door in ((10, 1), (40, 3), (70, 5))
    ]
    fields = (
        "uuid:string code:string comm_code:string street:string compound:string door:string sub_door:string "
        "text:string bldg_uuid:string"
    )
    return make_layer("Point", fields, rows, crs=crs, name="plates")


def building_layer(crs="EPSG:4544"):
    code = "5001160040071001{:05d}000001"
    rows = [
        (box(x, 10, 20, 12), uuid_of(f"b{door}"), code.format(door), None, "500116004007", "福星大道", None, 5)
        for x, door in ((0, 1), (30, 3), (60, 5))
    ]
    fields = "uuid:string code:string name:string comm_code:string street:string compound:string floors:int"
    return make_layer("Polygon", fields, rows, crs=crs, name="buildings")


def room_layer():
    code = "5001160040071001000010000010{unit}00{floor}0{room}"
    rows = [
        (None, uuid_of(f"r{room}"), code.format(unit=1, floor=5, room=room), uuid_of("b1"), "1", "5", room)
        for room in ("501", "502")
    ]
    fields = "uuid:string code:string bldg_uuid:string unit:string floor:string room:string"
    return make_layer("None", fields, rows, name="rooms")


def grid_layer(crs="EPSG:4544"):
    rows = [
        (box(0, 0, 400, 400), uuid_of("g1"), "500116004007001", "第一网格", "basic", "500116004007", None, 300),
        (box(400, 0, 400, 400), uuid_of("g2"), "500116004008001", "第一网格", "basic", "500116004008", None, 280),
    ]
    fields = "uuid:string code:string name:string kind:string comm_code:string beat_code:string households:int"
    return make_layer("Polygon", fields, rows, crs=crs, name="grids")


def library_layer(crs="EPSG:4490"):
    fields = (
        "uuid:string code:string element:string address:string county:string town:string community:string "
        "street:string door:string"
    )
    upper = ("江津区", "双福街道", "怡云社区")
    address = "重庆市江津区双福街道怡云社区福星大道1号"
    rows = [("Point(10 6)", uuid_of("a1"), "5001160040071001", "45", address, *upper, "福星大道", "1")]
    return make_layer("Point", fields, rows, crs=crs, name="library")


def table_layer():
    return make_layer("None", "id:string 地址:string", [(None, "1", "福星大道1号"), (None, "2", "无")], name="table")


def inputs(name: str, folder: Path, crs: str = "EPSG:4544") -> dict:
    """Return what the algorithm reads; the store, where it needs one, is made in `folder`."""
    district = {
        "TOWN": town(crs),
        "COMMUNITY": communities(crs),
        "GRID": grid_layer(crs),
        "STREET": street_layer(crs),
        "PLATE": plate_layer(crs),
        "BUILDING": building_layer(crs),
        "ROOM": room_layer(),
    }
    if name in ("checkboundaries", "repairboundaries"):
        return {"AREAS": communities(crs, gap=0.5), "PARENT": town(crs)}
    if name == "snapplates":
        return {key: district[key] for key in ("PLATE", "BUILDING", "STREET")}
    if name == "assigncodes":
        return {"LEVEL": LEVEL[Level.GRID], "INPUT": grid_layer(crs), "COMMUNITY": communities(crs)}
    if name == "buildlibrary":
        return {**district, "COUNTY_NAME": "江津区"}
    if name == "geocodetable":
        return {"INPUT": table_layer(), "LIBRARY": library_layer(crs)}
    if name == "createstore":
        return {"DISTRICT_CODE": "500116", "DISTRICT_NAME": "江津区"}
    from yibiao_qgis.store import create_store

    folder.mkdir(exist_ok=True)
    store = folder / "input.gpkg"
    create_store(store, district_code="500116", district_name="江津区")
    if name == "publishlayers":
        return {"STORE": str(store), **district}
    return {"STORE": str(store)}


def outputs(name: str, folder: Path) -> dict:
    """Return destinations in `folder`, which must be there, for everything that the algorithm writes."""
    found = {sink: str(folder / f"{sink.lower()}.gpkg") for sink in SINKS[name]}
    if name == "createstore":
        found["STORE"] = str(folder / "store.gpkg")
    if name == "exportlayers":
        found["FOLDER"] = str(folder / "export")
    found["SUMMARY"] = str(folder / "summary.json")
    return found
