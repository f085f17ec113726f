"""How a clerk writes the elements of an address: areas, numbers, building and room.

Each function returns text; what kinds of noise it really used is noted in
`Hand.used`, so that the truth names only noise that is there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from district.characters import chinese_digits, chinese_number

CITY = "重庆市"
OLD_COUNTY = {"江津区": ("江津市", "江津市", "江津县")}
OLD_TOWN = {"双福街道": "双福镇", "几江街道": "几江镇", "德感街道": "德感镇"}
"""江津市 until 2006, 江津县 until 1992; the three towns were 镇 before they became 街道."""

AREA_FORMS = {
    "PCTM": 22,
    "PCT": 14,
    "CTM": 8,
    "CT": 8,
    "TM": 10,
    "T": 10,
    "M": 8,
    "PC": 4,
    "C": 3,
    "": 13,
}
"""Which areas stand before the place (city, county, town, community), with weights.

About a quarter of real addresses name neither province, city nor district.
"""

Reading = Mapping[str, str]


class Hand:
    """One clerk writing one address.

    Parameters
    ----------
    rng : random.Random
        Source of chance.
    habits : set of str
        Kinds of noise that the clerk is inclined to in this row.
    """

    def __init__(self, rng: random.Random, habits: set[str]) -> None:
        self.rng = rng
        self.habits = habits
        self.used: set[str] = set()

    def use(self, kind: str, chance: float = 1.0) -> bool:
        """Decide whether a habit shows here, and note it."""
        if kind in self.habits and (chance >= 1 or self.rng.random() < chance):
            self.used.add(kind)
            return True
        return False

    def number(self, text: str) -> str:
        """Write a number in front of its word, in digits or as it is read."""
        if text.isascii() and text.isdigit() and 0 < int(text) < 10000 and self.use("chinese_numerals", 0.75):
            return chinese_number(int(text))
        return text

    def areas(self, names: Mapping[str, str], form: str, rural: bool) -> str:
        """Write the areas of a form such as ``PCT``.

        Parameters
        ----------
        names : mapping
            county, town and community as the library has them.
        form : str
            Letters of the areas written: P city, C county, T town, M community.
        rural : bool
            Whether a community may be called 村.
        """
        county, town, community = names.get("county", ""), names.get("town", ""), names.get("community", "")
        if "M" in form and community.endswith("社区"):
            if rural and self.use("rural_word", 0.6):
                community = community[:-2] + "村"
            elif self.use("committee"):
                community += "居委会"
        old_town = OLD_TOWN.get(town, "") if "T" in form else ""
        old_county = OLD_COUNTY.get(county, ()) if "C" in form else ()
        if (old_town or old_county) and self.use("old_name"):
            which = self.rng.choice(("T", "C", "CT")) if old_town and old_county else "CT"
            town = old_town if old_town and "T" in which else town
            county = self.rng.choice(old_county) if old_county and "C" in which else county
        elif set(form) & set("PCT") and self.use("short_upper"):
            county, town = county[:-1], re.sub("(街道|镇|乡)$", "", town)
        city = CITY[:-1] if "short_upper" in self.used else CITY
        levels = [text for letter, text in zip("PCTM", (city, county, town, community)) if letter in form and text]
        if levels and self.use("repeated_prefix"):
            return self._repeated(levels)
        return "".join(levels)

    def _repeated(self, levels: list[str]) -> str:
        kind = self.rng.random()
        if kind < 0.45:
            count = self.rng.randint(1, len(levels))
            return "".join(levels[:count]) * (3 if self.rng.random() < 0.1 else 2) + "".join(levels[count:])
        if kind < 0.7:
            return "".join(level * 2 for level in levels)
        if kind < 0.85 and len(levels) > 1:
            return "".join(levels) + "".join(levels[1:])
        return "".join(levels) * 2

    def door(self, door: str, sub: str, *, last: bool, dash: bool) -> str:
        """Write a door number.

        Parameters
        ----------
        door, sub : str
            Bare numbers; `sub` may be empty.
        last : bool
            Whether nothing follows, so that the closing 号 may be missing.
        dash : bool
            Whether a dash between the numbers can only mean the sub-number.
        """
        if not sub:
            if last and self.use("bare_number"):
                return door
            return f"{self.number(door)}号"
        if not self.use("sub_form"):
            return f"{self.number(door)}号附{self.number(sub)}号"
        forms = ["{d}附{s}号", "{d}号附{s}", "{d}号之{s}"] if last else ["{d}附{s}号", "{d}附{s}号"]
        if dash:
            forms += ["{d}-{s}号", "{d}-{s}号", "{d}-附{s}号"]
            forms += ["{d}号-{s}", "{d}-{s}", "{d}号-附{s}", "{d}附{s}"] if last else []
        form = self.rng.choice(forms)
        if "-" in form:
            return form.format(d=door, s=sub)
        return form.format(d=self.number(door), s=self.number(sub))

    def group(self, name: str) -> str:
        """Write a group's name: ``3组`` or, with rural words, 3社, 三组, 第三组, 3村民小组."""
        found = re.fullmatch(r"(\d+)([组社])", name)
        if not found:
            return name
        number = self.number(found.group(1))
        if self.use("rural_word", 0.8):
            return self.rng.choice(("{}社", "{}社", "第{}组", "第{}社", "{}村民小组", "{}组")).format(
                number if self.rng.random() < 0.6 else chinese_number(int(found.group(1)))
            )
        return f"{number}{found.group(2)}"

    def tail(self, parts: Mapping[str, str], *, after_digit: bool) -> tuple[str, list[dict[str, str]]]:
        """Write building, unit, floor and room.

        Parameters
        ----------
        parts : mapping
            building, unit, floor and room, as far as they are to be written.
        after_digit : bool
            Whether the text before ends in a digit, so that a code cannot follow.

        Returns
        -------
        str
            The text.
        list of dict
            Every way in which a dash code in it can be taken; empty without one.
        """
        if parts.get("room") and "dash_code" in self.habits:
            codes = self._codes(parts, after_digit)
            if codes:
                self.used.add("dash_code")
                return self.rng.choice(codes)
        building, unit, floor, room = (parts.get(k, "") for k in ("building", "unit", "floor", "room"))
        text = self._building(building, bool(unit)) if building else ""
        if unit:
            text += self.number(unit) + ("门" if self.use("unit_word", 0.7) else "单元")
        named_floor = bool(floor) and (not room or self.rng.random() < 0.4)
        if named_floor:
            word = self.rng.choice(("楼", "楼", "F")) if self.use("floor_word", 0.9) else "层"
            text += (floor if word == "F" else self.number(floor)).replace("-", "负") + word
        if room:
            text += self._room(room, floor, named_floor, bool(building))
        return text, []

    def _building(self, building: str, unit_follows: bool) -> str:
        if not self.use("building_word"):
            return f"{self.number(building)}幢"
        words = ["栋", "栋", "栋", "号楼", "号楼", "座", "#楼", "#"] + ["楼"] * unit_follows
        word = self.rng.choice(words)
        return f"{building if '#' in word else self.number(building)}{word}"

    def _room(self, room: str, floor: str, named_floor: bool, building: bool) -> str:
        place = _on_floor(room, floor)
        if named_floor and place and self.rng.random() < 0.3:
            return f"{self.number(place)}号"
        if room.isdigit() and self.use("chinese_numerals", 0.25):
            room = chinese_digits(room)
        word = self.rng.choice(("室", "室", "室", "室", "室", "", "", "", "房", "号" if building else "室"))
        return room + word

    def _codes(self, parts: Mapping[str, str], after_digit: bool) -> list[tuple[str, list[dict[str, str]]]]:
        building, unit, floor, room = (parts.get(k, "") for k in ("building", "unit", "floor", "room"))
        ends = [f"{floor}-{place}"] if (place := _on_floor(room, floor)) else []
        ends += [room] if unit or building else []
        word = self.rng.choice(("幢", "栋", "号楼"))
        found: list[tuple[str, list[dict[str, str]]]] = []
        for end in ends:
            code = f"{unit}-{end}" if unit else end
            if building and building.isdigit() and not after_digit:
                found.append((f"{building}-{code}", readings(f"{building}-{code}", "")))
            if building and "-" in code:
                found.append((f"{building}{word}{code}", readings(code, building)))
            if unit and "-" in end:
                lead = f"{building}{word}" if building else ""
                found.append((f"{lead}{unit}单元{end}", [{"building": building, "unit": unit, "room": room}]))
            if not building and "-" in code and not after_digit:
                found.append((code, readings(code, "")))
        return found


def _on_floor(room: str, floor: str) -> str:
    """Return the room's number on its floor: 2 for room 502 on floor 5; empty where it has none."""
    rest = room[len(floor) :]
    if floor.isdigit() and room.startswith(floor) and len(rest) == 2 and rest.isdigit() and int(rest):
        return str(int(rest))
    return ""


def readings(code: str, building: str) -> list[dict[str, str]]:
    """Return the ways to take a dash code, the likeliest first.

    Local practice is building-unit-floor-room from the coarse to the fine. A
    reading that passes over the building is marked ``alone``: it only holds where
    the place has a single building.

    Parameters
    ----------
    code : str
        Numbers joined by dashes: two to four, behind a named building two or three.
    building : str
        The building named before the code; empty if none is.
    """
    parts = code.split("-")
    ways: list[tuple[str, ...]] = []
    if building and len(parts) == 3:
        ways = [(building, parts[0], "FR")]
    elif building:
        ways = [(building, "", "FR"), (building, parts[0], "R")]
    elif len(parts) == 4:
        ways = [(parts[0], parts[1], "FR")]
    elif len(parts) == 3:
        ways = [(parts[0], "", "FR"), (parts[0], parts[1], "R"), ("", parts[0], "FR")]
    elif len(parts) == 2:
        ways = [(parts[0], "", "R"), ("", "", "FR"), ("", parts[0], "R")]
    found = []
    for house, unit, kind in ways:
        if kind == "FR" and len(parts[-1]) > 2:
            continue  # 502 is a whole room number, not a place on a floor
        room = parts[-1] if kind == "R" else f"{parts[-2]}{int(parts[-1]):02d}"
        reading = {"building": house, "unit": unit, "room": room}
        found.append(reading if house else {**reading, "alone": "1"})
    return found
