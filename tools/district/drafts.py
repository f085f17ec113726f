"""From a library row to the text that a clerk writes for it, and what that text means."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from district.characters import Names, blanks, full_width, traditional
from district.habits import HABITS, HINTS, NEAR, PREMISES, Department, office_line
from district.meaning import LEVELS, AddressIndex, Meaning
from district.spelling import AREA_FORMS, Hand
from yibiao_qgis.model.levels import Element

LEVEL_OF = {element.value: level for level, elements in LEVELS.items() for element in elements}
SHORT_TEXTS = frozenset({"blanks", "brackets", "near", "premises", "phone", "bare_number"})
"""Habits that do not go together with a second address in the same cell."""
LANDMARKS = "landmarks"
"""Switched off in a tie: a neighbour's name would tell a clerk which row is meant."""
AS_LISTED = "short_form"
"""A text that differs from the standard only in what it leaves unsaid below the place: 502 for 5层502室."""
_RURAL = (Element.GROUP.value, Element.HAMLET.value)


@dataclass(frozen=True)
class Plan:
    """What a story wants from a draft.

    Parameters
    ----------
    omit : frozenset of str
        Elements that must not be written.
    values : mapping
        Elements whose value is changed, in text and meaning: an absent number.
    shown : mapping
        Elements whose writing is changed, not their meaning: a name with an error.
    areas : str, optional
        The form of the areas; chosen by chance if None.
    no_dash : bool
        Whether dashes would give the text another meaning.
    without : frozenset of str
        Habits that are switched off.
    """

    omit: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    areas: str | None = None
    no_dash: bool = False
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Draft:
    """A written address.

    Parameters
    ----------
    text : str
        As it stands in the table.
    kinds : frozenset of str
        The noise in it.
    meaning : Meaning
        What it says to a careful clerk.
    source : int
        The library row it was written for; -1 for none.
    core : str
        The text before hints were added and single signs changed.
    """

    text: str
    kinds: frozenset[str]
    meaning: Meaning
    source: int = -1
    core: str = ""


class Writer:
    """Writes drafts for one department.

    Parameters
    ----------
    index : AddressIndex
        The library.
    names : Names
        Its names.
    department : Department
        Whose habits are followed.
    rng : random.Random
        Source of chance.
    """

    def __init__(self, index: AddressIndex, names: Names, department: Department, rng: random.Random) -> None:
        self.index = index
        self.names = names
        self.department = department
        self.rng = rng
        rural = [row for row in index.rows_of("compound").tolist() if index.elements[row] in _RURAL]
        self.rural = {index.value(row, "compound") for row in rural}
        self.landmarks = sorted(n for n in (index.names("street") | index.names("compound")) - self.rural if len(n) > 2)
        self.former = former_names(index)

    def draft(self, row: int, plan: Plan) -> Draft | None:
        """Write the address of a library row; None where the text would say something else by accident."""
        level = LEVEL_OF.get(self.index.elements[row], "")
        hand = Hand(self.rng, self._habits(plan.without, plan.no_dash))
        stated = {**self.index.stated(row), **plan.values}
        for name in self._left_out(hand, stated, level) | plan.omit:
            stated.pop(name, None)
        areas, form = self._areas(hand, stated, row, plan)
        for name, letter in (("town", "T"), ("community", "M")):
            if letter not in form or name in plan.shown:
                stated.pop(name, None)
        shown = {**stated, **{name: text for name, text in plan.shown.items() if name in stated}}
        former = self._former(hand, shown, plan)
        parts = [areas, *self._place(hand, {**shown, **former}, stated, plan)]
        tail, readings = hand.tail(shown, after_digit="".join(parts)[-1:].isdigit())
        parts.append(tail)
        text = "".join(parts)
        if not text:
            return None
        if self.names.inside(text) - {name for part in parts for name in self.names.inside(part)}:
            return None
        if readings and not self.index.has_one_building(stated):
            readings = [reading for reading in readings if "alone" not in reading] or readings
        meaning = self.index.resolve(stated, [{k: v for k, v in r.items() if v and k != "alone"} for r in readings])
        core, text = text, self._finish(hand, text, row, plan)
        kinds = set(hand.used)
        if len(form) < 4:
            kinds.add("missing_upper")
        if not kinds and text != self.index.addresses[row]:
            kinds.add(AS_LISTED)
        return Draft(text, frozenset(kinds), meaning, row, core)

    def _habits(self, without: Collection[str], no_dash: bool) -> set[str]:
        habits = {habit for habit in HABITS if self.rng.random() < self.department.chance(habit)}
        return habits - set(without) - ({"dash_code"} if no_dash else set())

    def _left_out(self, hand: Hand, stated: Mapping[str, str], level: str) -> set[str]:
        """Choose what goes without saying."""
        left: set[str] = set()
        if stated.get("compound") and stated.get("street"):
            if level == "compound" or (level in ("building", "room") and stated.get("building")):
                if hand.use("no_street"):
                    left |= {"door", "sub_door"} if self.rng.random() < 0.2 else {"street", "door", "sub_door"}
                elif level != "compound" and stated.get("door") and hand.use("no_compound"):
                    left.add("compound")
            elif level == "plate" and self.rng.random() < 0.6:
                hand.used.add("no_compound")
                left.add("compound")
        if level == "room" and stated.get("building") and hand.use("no_room"):
            left |= {"floor", "room"}
        return left

    def _areas(self, hand: Hand, stated: Mapping[str, str], row: int, plan: Plan) -> tuple[str, str]:
        form = plan.areas
        if form is None:
            form = self.rng.choices(list(AREA_FORMS), list(AREA_FORMS.values()))[0]
        names = {"county": self.index.counties[row], **stated}
        if "community" in plan.shown:
            form = form if "M" in form else form + "M"
            names["community"] = plan.shown["community"]
        if LEVEL_OF.get(self.index.elements[row]) == "community" and "M" not in form:
            form += "M"
        for letter, name in (("C", "county"), ("T", "town"), ("M", "community")):
            form = form if names.get(name) else form.replace(letter, "")
        village = names.get("community", "")[:-2] + "村"
        rural = stated.get("compound") in self.rural and village not in self.names.names
        return hand.areas(names, form, rural), form

    def _former(self, hand: Hand, shown: Mapping[str, str], plan: Plan) -> dict[str, str]:
        for name in ("street", "compound"):
            former = self.former.get(shown.get(name, ""))
            if former and name not in plan.shown and hand.use("old_name", 0.6):
                return {name: self.rng.choice(former)}
        return {}

    def _place(self, hand: Hand, shown: Mapping[str, str], stated: Mapping[str, str], plan: Plan) -> list[str]:
        street, compound, door = shown.get("street", ""), shown.get("compound", ""), shown.get("door", "")
        compound = hand.group(compound)
        tail = any(shown.get(name) for name in ("building", "unit", "floor", "room"))
        if not door:
            return [street, compound]
        follows = tail or bool(street and compound)
        dash = not plan.no_dash and self._dash_is_plain(stated)
        number = hand.door(door, shown.get("sub_door", ""), last=not follows, dash=dash)
        return [street, number, compound] if street else [compound, number]

    def _dash_is_plain(self, stated: Mapping[str, str]) -> bool:
        """Say whether ``88-5`` can only be number 88 sub-number 5, and neither a range nor building 5."""
        door, sub = stated.get("door", ""), stated.get("sub_door", "")
        place = {name: stated[name] for name in ("street", "compound") if stated.get(name)}
        if not (door.isdigit() and sub.isdigit()):
            return False
        if int(sub) > int(door) and self.index.look("plate", {**place, "door": sub}):
            return False
        return not self.index.look("building", {**place, "door": door, "building": sub})

    def _finish(self, hand: Hand, text: str, row: int, plan: Plan) -> str:
        rng, level = self.rng, LEVEL_OF[self.index.elements[row]]
        if level == "plate" and text.endswith("号") and hand.use("premises"):
            # Behind a compound's gate a 楼 might be one of its buildings.
            place = {name: self.index.value(row, name) for name in ("street", "compound", "door")}
            gate = bool(self.index.look("building", {name: value for name, value in place.items() if value}))
            text += rng.choice([word for word in PREMISES if not (gate and "楼" in word)])
        elif level not in ("room", "community") and hand.use("near", 1.0 if level != "plate" else 0.6):
            text += rng.choice(NEAR)
        if hand.use("brackets"):
            text += self._bracket(level, LANDMARKS not in plan.without)
        if hand.use("blanks"):
            text = blanks(text, rng)
        if hand.use("phone"):
            text += office_line(rng)
        for kind, change in (("traditional", lambda t: traditional(t, rng)), ("full_width", full_width)):
            if kind in hand.habits and (changed := change(text)) != text:
                text = changed
                hand.used.add(kind)
        return text

    def _bracket(self, level: str, landmarks: bool) -> str:
        rng = self.rng
        hint = rng.choice([hint for hint in HINTS if level != "room" or "楼" not in hint])
        if landmarks and rng.random() < 0.15 and self.landmarks:
            hint = rng.choice(self.landmarks) + rng.choice(("对面", "旁", "附近", "斜对面"))
        opening, closing = rng.choice(("（）", "（）", "（）", "()", "()", "【】", "[]"))
        return opening + hint + ("" if rng.random() < 0.04 else closing)


def former_names(index: AddressIndex) -> dict[str, list[str]]:
    """Return the former names of streets and compounds that mean one name only."""
    owners: dict[str, set[int]] = {}
    rows_of: dict[str, list[int]] = {}
    for level in ("street", "compound"):
        for row in index.rows_of(level).tolist():
            rows_of.setdefault(index.value(row, level), []).append(row)
            for alias in filter(None, index.aliases[row].split("#")):
                owners.setdefault(alias, set()).add(row)
    former: dict[str, list[str]] = {}
    for alias, rows in sorted(owners.items()):
        if len(rows) == 1 and alias not in rows_of:
            (row,) = rows
            name = index.value(row, LEVEL_OF[index.elements[row]])
            if len(rows_of[name]) == 1:
                former.setdefault(name, []).append(alias)
    return former
