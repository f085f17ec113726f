"""Which library rows can play which part in a department table."""

from __future__ import annotations

from district.meaning import AddressIndex, Rows

MAX_TIE = 5
"""Most rows of a tie: as many candidates as a result row shows."""

_AREAS_AND_GATE = frozenset({"town", "community", "street", "door", "sub_door"})


def story_pools(index: AddressIndex) -> dict[str, Rows]:
    """Return the rows that a story may be about, by level; plates without a street are rural."""
    pools = {level: index.rows_of(level) for level in ("community", "street", "compound", "building", "room")}
    plates, on_street = index.rows_of("plate"), index.filled("plate", "street")
    pools["plate"], pools["rural"] = plates[on_street], plates[~on_street]
    pools["building"] = pools["building"][index.filled("building", "building")]
    return pools


def tie_pools(index: AddressIndex) -> list[tuple[frozenset[str], Rows, tuple[str, ...]]]:
    """Return what may be left out, for which rows that leaves two to five, and which areas may still be written."""
    found: list[tuple[frozenset[str], Rows, tuple[str, ...]]] = []
    for level, omit, keys, areas in (
        ("room", {"unit"}, ("town", "community", "street", "compound", "door", "sub_door", "building", "room"), ()),
        ("plate", {"community", "sub_door"}, ("town", "street", "compound", "door"), ("PCT", "CT", "T")),
        ("plate", {"town", "community"}, ("street", "compound", "door", "sub_door"), ("PC", "C", "")),
        ("plate", {"community"}, ("town", "street", "compound", "door", "sub_door"), ("PCT", "CT", "T")),
        ("compound", {"community"}, ("town", "compound"), ("PCT", "CT", "T")),
        ("compound", {"town", "community"}, ("compound",), ("PC", "C", "")),
        ("building", _AREAS_AND_GATE, ("compound", "building"), ("PC", "C", "")),
        ("room", _AREAS_AND_GATE, ("compound", "building", "unit", "room"), ("PC", "C", "")),
    ):
        sizes = index.group_sizes(level, keys)
        chosen = (sizes > 1) & (sizes <= MAX_TIE)
        # A house number is never what a clerk leaves out: without a gate there must be a building.
        needed = {"building"} if omit == _AREAS_AND_GATE else omit & {"unit", "sub_door"}
        for name in needed:
            chosen &= index.filled(level, name)
        found.append((frozenset(omit), index.rows_of(level)[chosen], areas))
    return found
