"""The real part of the made-up district: codes and names of 江津区, its towns and communities."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

DIVISIONS = Path(__file__).parents[2] / "resources" / "sample" / "divisions.csv"
"""China-division 2.7.0 (MIT), state of 2023-06-30; see resources/sample/README.md."""

COUNTY_CODE = "500116"
FORMER_COUNTIES = "江津市#江津县"
FIRST_TOWN = "500116004"
TOWN_ALIASES = {"500116004": "双福镇"}
"""A town until 2008."""


@dataclass(frozen=True)
class CommunityName:
    """A community or village: 12-digit code, name as addresses write it, and whether it is a village."""

    code: str
    name: str
    is_village: bool


@dataclass(frozen=True)
class TownName:
    """A town: 9-digit code, name, the name without its kind, aliases and its communities."""

    code: str
    name: str
    short: str
    aliases: str
    communities: tuple[CommunityName, ...]


def community_name(official: str) -> str:
    """Return a community's name as addresses write it: ending in 社区 or 村.

    `official` is the statistical name, e.g. 怡云社区居民委员会 or 石佛村村民委员会.
    """
    for tail in ("居民委员会", "村民委员会", "居委会", "村委会"):
        if official.endswith(tail):
            official = official[: -len(tail)]
            official += "村" if tail[0] == "村" and not official.endswith("村") else ""
            break
    return official if official.endswith(("社区", "村")) else official + "社区"


def read_towns(path: Path = DIVISIONS) -> tuple[str, list[TownName]]:
    """Read the county's name and its towns, 双福街道 first, then by code.

    Towns without communities are left out.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    county = next(row["name"] for row in rows if row["level"] == "3")
    towns = []
    for row in rows:
        if row["level"] != "4":
            continue
        communities = tuple(
            CommunityName(c["code12"], community_name(c["name"]), "村" in c["kind"])
            for c in rows
            if c["level"] == "5" and c["parent"] == row["code12"]
        )
        code = row["code12"][:9]
        short = row["name"].removesuffix("街道").removesuffix("镇")
        if communities:
            towns.append(TownName(code, row["name"], short, TOWN_ALIASES.get(code, ""), communities))
    towns.sort(key=lambda town: (town.code != FIRST_TOWN, town.code))
    return county, towns
