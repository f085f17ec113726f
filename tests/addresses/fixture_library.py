"""A small library with homonyms and trap names, written by hand."""

from __future__ import annotations

import uuid
from typing import Any

import pandas as pd

from yibiao_qgis.addresses.standard import compose

COUNTY = "江津区"
FIELDS = (
    "county",
    "town",
    "community",
    "street",
    "compound",
    "door",
    "sub_door",
    "building",
    "unit",
    "floor",
    "room",
)
ALIASES = [
    {"level": "county", "name": "江津区", "alias": "江津市", "source": "test"},
    {"level": "county", "name": "江津区", "alias": "江津县", "source": "test"},
    {"level": "town", "name": "双福街道", "alias": "双福镇", "source": "test"},
    {"level": "town", "name": "德感街道", "alias": "德感镇", "source": "test"},
    {"level": "town", "name": "中山镇", "alias": "", "source": "test"},
    {"level": "community", "name": "南门社区", "alias": "南门社区居民委员会", "source": "test"},
    {"level": "street", "name": "福星大道", "alias": "老马路", "source": "test"},
]


class Rows:
    """Collects library rows."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(
        self,
        element: str,
        community: str | None,
        *,
        town: str = "双福街道",
        aliases: str = "",
        gate: bool = False,
        **fields: str,
    ) -> None:
        """Add a row; its place is made up from its number. A gate's plate names its compound in the field alone."""
        row: dict[str, Any] = dict.fromkeys(FIELDS)
        row.update(county=COUNTY, town=town, community=community, **fields)
        number = len(self.rows)
        row.update(
            uuid=str(uuid.UUID(int=number + 1)),
            code=f"C{number:05d}",
            element=element,
            address=compose(**{name: row[name] for name in FIELDS if not (gate and name == "compound")}),
            grid_code="500116004007001" if community == "怡云社区" else "500116004003001",
            beat_code="500116510001",
            aliases=aliases or None,
            x=620000.0 + 10 * (number % 30),
            y=3240000.0 + 10 * (number // 30),
        )
        self.rows.append(row)

    def building(
        self, community: str, compound: str, name: str, units: int, floors: int, *, gate: tuple[str, str] | None = None
    ) -> None:
        """Add a compound's building and its rooms, two on a floor."""
        upper = {"street": gate[0], "door": gate[1]} if gate else {}
        self.add("50", community, compound=compound, building=name, **upper)
        for unit in range(1, units + 1):
            for floor in range(1, floors + 1):
                for place in (1, 2):
                    self.add(
                        "62",
                        community,
                        compound=compound,
                        building=name,
                        unit=str(unit) if units > 1 else None,
                        floor=str(floor),
                        room=f"{floor}{place:02d}",
                        **upper,
                    )


def make_rows() -> list[dict[str, Any]]:
    """Return about 250 rows."""
    rows = Rows()
    for community in ("怡云社区", "阳坪社区", "双凤路社区", "津福社区"):
        rows.add("31", community)
    for street in (
        "福星大道",
        "福星路",
        "双凤路",
        "五一路",
        "三亚路",
        "中山西路",
        "重庆路",
        "1号路",
        "福南二路",
        "桂花街",
        "珊瑚路",
    ):
        rows.add("41", None, street=street, aliases="老马路" if street == "福星大道" else "")
    rows.add("42", "怡云社区", compound="怡云花园", street="福星大道", door="88")
    rows.add("42", "津福社区", compound="津福苑")
    rows.add("42", "怡云社区", compound="阳光小区")
    rows.add("42", "津福社区", compound="阳光小区")
    rows.add("43", "津福社区", compound="双福中学")
    for community in ("阳坪社区", "津福社区"):
        for group in ("1组", "3组"):
            rows.add("34", community, compound=group)
            for door in ("1", "2", "12"):
                rows.add("45", community, compound=group, door=door)
    rows.add("44", "阳坪社区", compound="李家院子")
    for door in ("1", "2", "3"):
        rows.add("45", "阳坪社区", compound="李家院子", door=door)
    for street, community, doors in (
        ("福星大道", "怡云社区", ("1", "3", "5", "86", "90", "92")),
        ("福星路", "津福社区", ("2", "4", "6")),
        ("双凤路", "双凤路社区", ("1", "2", "3", "5", "7")),
        ("五一路", "津福社区", ("1", "2", "51")),
        ("三亚路", "津福社区", ("1", "2")),
        ("中山西路", "双凤路社区", ("11", "13")),
        ("重庆路", "双凤路社区", ("8", "10")),
        ("1号路", "津福社区", ("1", "8")),
        ("福南二路", "津福社区", ("1", "2", "20")),
        ("桂花街", "怡云社区", ("9", "10")),
        ("珊瑚路", "怡云社区", ("15", "16")),
        ("珊瑚路", "津福社区", ("16",)),
    ):
        for door in doors:
            rows.add("45", community, street=street, door=door)
    rows.add("45", "怡云社区", street="福星大道", door="88", compound="怡云花园", gate=True)
    for sub in ("1", "2", "5"):
        rows.add("46", "怡云社区", street="福星大道", door="90", sub_door=sub)
    for sub in ("1", "2"):
        rows.add("46", "双凤路社区", street="双凤路", door="9", sub_door=sub)
    for floor in (1, 2, 3):
        rows.add("62", "怡云社区", street="福星大道", door="86", floor=str(floor), room=f"{floor}01")
    for name, units, floors in (("1幢", 1, 3), ("3幢", 2, 5), ("5幢", 1, 23)):
        rows.building("怡云社区", "怡云花园", name, units, floors, gate=("福星大道", "88"))
    rows.building("津福社区", "津福苑", "A座", 1, 2)
    rows.building("津福社区", "津福苑", "综合楼", 1, 2)
    for community in ("怡云社区", "津福社区"):
        rows.building(community, "阳光小区", "2幢", 1, 2)
    return rows.rows


def make_frame() -> pd.DataFrame:
    """Return the rows as a frame with x and y in metres."""
    return pd.DataFrame(make_rows())
