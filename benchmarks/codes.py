"""Codes: assigning those of a generated district's plates, buildings and rooms.

No tool beside this one assigns codes that are kept, checked and never reused; the peer
is the bare numbering that scripts do: pandas' running number within each parent.
"""

from __future__ import annotations

import time
from typing import Any

from district import make_district

from yibiao_qgis.model.districtcodes import code_level
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.paths import RESOURCES
from yibiao_qgis.model.schemes import choose_schemes, load_schemes

Row = dict[str, Any]

ROOMS = 500_000
LEVELS = (Level.GRID, Level.STREET, Level.COMPOUND, Level.PLATE, Level.BUILDING, Level.ROOM)


def run(rooms: int = ROOMS) -> list[Row]:
    """Code a district level by level and count what must never happen."""
    district = make_district(4711, rooms)
    frames = {level: district.frame(level) for level in (Level.TOWN, Level.COMMUNITY, Level.STATION, *LEVELS)}
    frames.update({level: frames[level].assign(code=None) for level in LEVELS})
    schemes = choose_schemes(load_schemes(RESOURCES / "schemes"))
    rows: list[Row] = []
    for level in LEVELS:
        began = time.process_time()
        result = code_level(level, frames, schemes)
        seconds = time.process_time() - began
        codes = result.codes
        frames[level] = frames[level].assign(code=codes)
        shuffled = frames[level].assign(code=None).sample(frac=1, random_state=1)
        again = code_level(level, {**frames, level: shuffled}, schemes).codes.reindex(codes.index)
        began = time.process_time()
        codes.str[:12].to_frame("parent").groupby("parent").cumcount()
        bare = time.process_time() - began
        given = codes.dropna()
        rows += [
            _row(
                f"{level.value}: codes per second", len(given) / seconds, "1/s", peers={"cumcount": len(given) / bare}
            ),
            _row(f"{level.value}: duplicates", int(given.duplicated().sum()), "codes", "0"),
            _row(
                f"{level.value}: other codes from another row order",
                int((again.fillna("") != codes.fillna("")).sum()),
                "codes",
                "0",
            ),
            _row(f"{level.value}: rows without a code", int(codes.isna().sum()), "rows"),
        ]
    return rows


def _row(what: str, value: float, unit: str, bar: str = "", peers: dict[str, float] | None = None) -> Row:
    holds = value == float(bar) if bar else None
    return {"what": what, "value": value, "unit": unit, "bar": bar, "holds": holds, "peers": peers or {}}
