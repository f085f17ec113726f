"""A small library made by hand, for tests of the department tables."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from yibiao_qgis.addresses.standard import compose_columns
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level

STREETS = (
    ("福星大道", "怡云社区", "福星路"),
    ("双福大道", "津福社区", ""),
    ("团结路", "怡云社区", "老街"),
    ("双凤路", "双凤路社区", ""),
    ("珊瑚路", "津福社区", ""),
    ("中山西路", "双凤路社区", ""),
    ("石板巷", "怡云社区", ""),
    ("金桂一巷", "津福社区", ""),
    ("金桂二巷", "津福社区", ""),
)
COMPOUNDS = (
    ("怡云花园", "怡云社区", "福星大道", 300, 6, 2),
    ("津福小区", "津福社区", "双福大道", 302, 4, 0),
    ("书香名都", "双凤路社区", "双凤路", 304, 3, 3),
    ("滨江半岛", "津福社区", "珊瑚路", 306, 1, 2),
    ("和谐家园", "怡云社区", "", 0, 5, 2),
    ("和谐家园", "双凤路社区", "", 0, 3, 2),
)


def _rows() -> list[dict[str, str]]:
    communities = dict.fromkeys([c for _, c, _ in STREETS] + ["阳坪社区", "黑林社区", "石佛村"])
    rows: list[dict[str, str]] = [{"element": "31", "community": name} for name in communities]
    for number, (street, community, alias) in enumerate(STREETS):
        rows.append({"element": "41", "street": street, "aliases": alias})
        for door in range(1, 90 if number < 4 else 30):
            place = {"community": community, "street": street, "door": str(door)}
            if door % 9:
                rows.append({"element": "45", **place})
            if door % 6 == 3:
                rows += [{"element": "46", **place, "sub_door": str(sub)} for sub in range(1, 2 + door % 4)]
            if door % 10 == 4:
                rooms = [(str(floor), f"{floor}0{room}") for floor in (2, 3, 4) for room in (1, 2)]
                rows += [{"element": "62", **place, "floor": floor, "room": room} for floor, room in rooms]
    for name, community, street, door, buildings, units in COMPOUNDS:
        place = {"community": community, "street": street, "compound": name, "door": str(door) if door else ""}
        rows.append({"element": "42", "community": community, "compound": name})
        rows += [{"element": "45", **place}] if door else []
        for building in range(1, buildings + 1):
            house = {**place, "building": f"{building}幢"}
            rows.append({"element": "50", **house})
            for unit in [str(u) for u in range(1, units + 1)] or [""]:
                for floor in range(1, 12):
                    home = {**house, "element": "62", "unit": unit, "floor": str(floor)}
                    rows += [{**home, "room": f"{floor}0{i}"} for i in range(1, 5)]
    for community, street, door in (("津福社区", "珊瑚路", "44"), ("双凤路社区", "中山西路", "46")):
        # homonyms that their street tells apart; the compound knows its gate, the gate's plate has no compound
        gate = {"community": community, "street": street, "door": door}
        rows += [{"element": "45", **gate}, {"element": "42", **gate, "compound": "盛世华庭"}]
        rows += [{"element": "50", **gate, "compound": "盛世华庭", "building": f"{n}幢"} for n in (1, 2, 3)]
    for community in ("阳坪社区", "黑林社区", "石佛村"):
        for group in range(1, 6):
            rows.append({"element": "34", "community": community, "compound": f"{group}组"})
            plates = range(1, 20 + group)
            rows += [
                {"element": "45", "community": community, "compound": f"{group}组", "door": str(d)} for d in plates
            ]
    rows.append({"element": "44", "community": "石佛村", "compound": "李家院子"})
    rows += [{"element": "45", "community": "石佛村", "compound": "李家院子", "door": str(d)} for d in range(1, 15)]
    return rows


@pytest.fixture(scope="session")
def small_library() -> pd.DataFrame:
    """Return about 2,500 library rows: streets, compounds with and without units, groups, a hamlet."""
    frame = pd.DataFrame(_rows()).fillna("")
    frame["county"], frame["town"] = "江津区", "双福街道"
    frame["uuid"] = [f"row-{number:05d}" for number in range(len(frame))]
    frame["address"] = compose_columns(frame)
    for name in LAYERS[Level.ADDRESS].field_names:
        if name not in frame:
            frame[name] = None
    frame["x"], frame["y"] = 106.26, 29.29
    assert max(Counter(frame["address"]).values()) == 1
    return frame.replace("", None)
