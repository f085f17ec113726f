"""What the rows of a department table are about: plain addresses, errors, ties, other places, nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from district.characters import Names
from district.drafts import AS_LISTED, LANDMARKS, LEVEL_OF, SHORT_TEXTS, Draft, Plan, Writer
from district.elsewhere import Elsewhere
from district.habits import NONSENSE, Department
from district.meaning import AddressIndex, Meaning
from district.pools import MAX_TIE, story_pools, tie_pools
from yibiao_qgis.model.statuses import MatchStatus

_TRIES = 60

_NOTHING = Meaning(MatchStatus.UNMATCHED)
_WHOLE = frozenset({"no_room"})


class Stories:
    """Tells stories about a library.

    Parameters
    ----------
    index : AddressIndex
        The library.
    department : Department
        Weights of the levels and habits.
    rng : random.Random
        Source of chance.
    """

    def __init__(self, index: AddressIndex, department: Department, rng: random.Random) -> None:
        self.index = index
        self.rng = rng
        aliases = {alias for text in index.aliases for alias in text.split("#") if text}
        self.names = Names(index.names("street") | index.names("compound") | index.names("community") | aliases)
        self.writer = Writer(index, self.names, department, rng)
        self.elsewhere = Elsewhere(self.names, index.names("town"))
        self._pools = story_pools(index)
        self._levels = {k: v for k, v in department.levels.items() if len(self._pools[k])}
        self._ties = [tie for tie in tie_pools(index) if len(tie[1])]
        places = {(index.value(row, "town"), index.value(row, "community")) for row in self._pools["community"]}
        self._communities = sorted(places)

    def tell(self, story: str) -> Draft:
        """Write a row of the given story; a plain one where the library has no room for it."""
        teller: Callable[[], Draft | None] = getattr(self, f"_{story}")
        for _ in range(_TRIES):
            draft = teller()
            if draft is not None:
                return draft if story == "plain" else replace(draft, kinds=draft.kinds - {AS_LISTED} | {story})
        if story == "plain":
            raise ValueError("The library has no address that its own text would find.")
        return self.tell("plain")

    def _pick(self, *levels: str) -> int:
        weights = {k: v for k, v in self._levels.items() if not levels or k in levels}
        if not weights:
            return -1
        pool = self._pools[self.rng.choices(list(weights), list(weights.values()))[0]]
        return int(pool[self.rng.randrange(len(pool))])

    def _plain(self, plan: Plan | None = None, *levels: str) -> Draft | None:
        row = self._pick(*levels)
        if row < 0:
            return None
        draft = self.writer.draft(row, plan or Plan())
        if draft is None or draft.meaning.status is not MatchStatus.MATCHED or draft.meaning.fallback:
            return None
        # A room that goes unmentioned leaves the building; everything else must still mean its own row.
        return draft if draft.meaning.rows == (row,) or "no_room" in draft.kinds else None

    def _typo(self) -> Draft | None:
        row = self._pick("plate", "building", "room", "rural")
        if row < 0:
            return None
        stated = self.index.stated(row)
        fields = [f for f in ("street", "compound") if len(stated.get(f, "")) > 2]
        if not fields:
            return None
        name = self.rng.choice(fields)
        wrong = self.names.mistype(stated[name], self.rng)
        # Both names are seldom written: the wrong one stands alone half of the time.
        omit = frozenset(("street", "door", "sub_door") if name == "compound" and stated.get("building") else ())
        omit = omit if self.rng.random() < 0.5 else frozenset()
        if not wrong:
            return None
        draft = self.writer.draft(row, Plan(omit=omit, shown={name: wrong}, without=_WHOLE))
        if draft is None or wrong not in draft.core or draft.meaning != _only(row):
            return None
        return draft

    def _tie(self) -> Draft | None:
        if not self._ties:
            return None
        omit, pool, areas = self.rng.choice(self._ties)
        row = int(pool[self.rng.randrange(len(pool))])
        form = self.rng.choice(areas) if areas else None
        draft = self.writer.draft(row, Plan(omit=omit, areas=form, without=frozenset({LANDMARKS})))
        if draft is None or draft.meaning.status is not MatchStatus.TIED or draft.meaning.fallback:
            return None
        return draft if row in draft.meaning.rows and len(draft.meaning.rows) <= MAX_TIE else None

    def _wrong_community(self) -> Draft | None:
        row = self._pick("plate", "building", "room")
        if row < 0 or not self.index.value(row, "community"):
            return None
        stated = self.index.stated(row)
        others = [c for town, c in self._communities if town == stated.get("town") and c != stated["community"]]
        if not others:
            return None
        other = self.rng.choice(others)
        if any(self.index.find(level, {**stated, "community": other}) for level in ("plate", "building", "room")):
            return None
        draft = self.writer.draft(row, Plan(shown={"community": other}, without=_WHOLE))
        if draft is None or draft.meaning != _only(row):
            return None
        # With homonyms a wrong community casts doubt on the whole address.
        names = [name for name in ("street", "compound") if name in stated]
        return draft if all(len(self.index.look(name, {name: stated[name]})) == 1 for name in names) else None

    def _absent_number(self) -> Draft | None:
        row = self._pick("plate", "plate", "rural", "room")
        stated = self.index.stated(row) if row >= 0 else {}
        if not stated.get("door", "").isdigit() or (stated.get("street") and stated.get("compound")):
            return None
        place = {name: stated[name] for name in ("street", "compound") if stated.get(name)}
        high = 60 if stated.get("street") else 20
        near = self.rng.random() < 0.5
        door = str(
            self.rng.randint(1, int(stated["door"]) + high) if near else int(stated["door"]) + self.rng.randint(1, 400)
        )
        if self.index.look("plate", {**place, "door": door}) or self.index.look("building", {**place, "door": door}):
            return None
        omit = frozenset() if self.rng.random() < 0.3 else frozenset({"sub_door"})
        plan = Plan(omit=omit, values={"door": door}, no_dash=True, without=_WHOLE)
        if self.rng.random() >= 0.08 or len(stated.get("street", "")) < 3:
            return self._nowhere(row, plan)
        # A mistyped street whose number does not exist: mending the name must not find the number elsewhere.
        wrong = self.names.mistype(stated["street"], self.rng)
        draft = self._nowhere(row, replace(plan, shown={"street": wrong})) if wrong else None
        return replace(draft, kinds=draft.kinds | {"absent_typo"}) if draft and wrong in draft.core else None

    def _absent_sub(self) -> Draft | None:
        row = self._pick("plate")
        stated = self.index.stated(row) if row >= 0 else {}
        if not stated.get("sub_door") or not stated.get("street"):
            return None
        sub = str(self.rng.randint(1, 60))
        if self.index.look("plate", {"street": stated["street"], "door": stated["door"], "sub_door": sub}):
            return None
        return self._nowhere(row, Plan(values={"sub_door": sub}, no_dash=True))

    def _absent_building(self) -> Draft | None:
        row = self._pick("building", "room")
        stated = self.index.stated(row) if row >= 0 else {}
        if not stated.get("building", "").isdigit() or not stated.get("compound"):
            return None
        building = str(int(stated["building"]) + self.rng.randint(1, 30))
        if self.index.look("building", {"compound": stated["compound"], "building": building}):
            return None
        return self._nowhere(row, Plan(values={"building": building}, no_dash=True, without=frozenset({"no_compound"})))

    def _nowhere(self, row: int, plan: Plan) -> Draft | None:
        draft = self.writer.draft(row, plan)
        if draft is None or draft.meaning.status is not MatchStatus.UNMATCHED:
            return None
        levels = [LEVEL_OF[self.index.elements[row]] for row in draft.meaning.coarse]
        return draft if levels and len(levels) == len(set(levels)) else None

    def _absent_room(self) -> Draft | None:
        row = self._pick("room")
        if row < 0:
            return None
        stated = self.index.stated(row)
        floor = str(self.rng.randint(1, 39))
        room = f"{floor}{self.rng.randint(1, 12):02d}"
        place = {k: v for k, v in stated.items() if k not in ("unit", "floor", "room")}
        if self.index.look("room", {**place, "room": room}):
            return None
        draft = self.writer.draft(row, Plan(values={"floor": floor, "room": room}, without=_WHOLE))
        if draft is None or draft.meaning.status is not MatchStatus.MATCHED or not draft.meaning.fallback:
            return None
        found = self.index.stated(draft.meaning.rows[0])
        return draft if all(stated.get(k) == v for k, v in found.items()) else None

    def _other_district(self) -> Draft:
        own = ""
        if self.rng.random() < 0.2 and (row := self._pick("plate")) >= 0:
            stated = self.index.stated(row)
            own = f"{stated['street']}{stated['door']}号" if "street" in stated else ""
        text = self.elsewhere.other_district(self.rng, own)
        return Draft(text, frozenset({"same_street"} if own else ()), Meaning(MatchStatus.OUTSIDE))

    def _other_town(self) -> Draft | None:
        text = self.elsewhere.other_town(self.rng)
        return Draft(text, frozenset(), Meaning(MatchStatus.OUTSIDE)) if text else None

    def _range(self) -> Draft | None:
        row = self._pick("plate")
        stated = self.index.stated(row) if row >= 0 else {}
        if not stated.get("door", "").isdigit() or {"sub_door", "compound"} & set(stated) or "street" not in stated:
            return None
        first, last = stated["door"], str(int(stated["door"]) + 2)
        place = {"street": stated["street"], "town": stated.get("town", "")}
        found = [self.index.find("plate", {**place, "door": door}) for door in (first, last)]
        as_sub = self.index.look("plate", {**place, "door": first, "sub_door": last})
        if [len(rows) for rows in found] != [1, 1] or as_sub:
            return None
        form = self.rng.choice(("{}-{}号", "{}-{}号", "{}号-{}号", "{}～{}号", "{}号至{}号", "{}—{}号"))
        areas = self.rng.choice(("重庆市江津区", "江津区", "")) + stated.get("town", "")
        meaning = Meaning(MatchStatus.TIED, tuple(sorted(found[0] + found[1])))
        return Draft(areas + stated["street"] + form.format(first, last), frozenset({"missing_upper"}), meaning, row)

    def _junction(self) -> Draft | None:
        pool = self._pools["street"]
        row = int(pool[self.rng.randrange(len(pool))]) if len(pool) else -1
        near = self.index.look("street", {"town": self.index.value(row, "town")}) if row >= 0 else []
        if len(near) < 2:
            return None
        rows = [row, self.rng.choice([other for other in near if other != row])]
        first, second = (self.index.stated(row) for row in rows)
        if any(len(self.index.find("street", {"street": s["street"]})) != 1 for s in (first, second)):
            return None
        if self.names.inside(first["street"] + second["street"]) - {first["street"], second["street"]}:
            return None
        text = first["street"] + self.rng.choice(("与", "和", "、", "")) + second["street"]
        text += self.rng.choice(("交叉口", "路口", "交汇处", "十字路口"))
        areas = self.rng.choice(("重庆市江津区", "江津区", "")) + first.get("town", "")
        meaning = Meaning(MatchStatus.UNMATCHED, coarse=tuple(sorted(rows)))
        return Draft(areas + text, frozenset({"missing_upper"}), meaning, rows[0])

    def _two_addresses(self) -> Draft | None:
        plan = Plan(without=SHORT_TEXTS | {"full_width", "traditional"})
        levels = ("plate", "rural", "building", "room")
        first = self._plain(plan, *levels)
        if first is None or first.text[-1].isdigit():
            return None
        mark = self.rng.choice(("；", "、", "，", "/", "及", "和"))
        if self.rng.random() < 0.4:
            second = self._same_street(first)
        else:
            mark = self.rng.choice((mark, " "))
            second = self._plain(replace(plan, areas=self.rng.choice(("", "", "T"))), *levels)
        if second is None or first.meaning.rows == second.meaning.rows:
            return None
        meaning = Meaning(MatchStatus.TIED, tuple(sorted(first.meaning.rows + second.meaning.rows)))
        return Draft(first.text + mark + second.text, first.kinds | second.kinds, meaning, first.source)

    def _same_street(self, first: Draft) -> Draft | None:
        """Write only the number of another plate of the first address's street."""
        stated = self.index.stated(first.meaning.rows[0])
        finer = {"sub_door", "compound", "building", "room"} & set(stated)
        if finer or "street" not in stated or "door" not in stated:
            return None
        rows = self.index.look("plate", {"town": stated.get("town", ""), "street": stated["street"], "sub_door": ""})
        row = self.rng.choice(rows) if rows else -1
        if row < 0 or self.index.look("plate", {**stated, "door": self.index.value(row, "door")}) not in ([], [row]):
            return None
        return Draft(f"{self.index.value(row, 'door')}号", frozenset(), _only(row), row)

    def _empty(self) -> Draft:
        return Draft(self.rng.choice(("", "", "", " ")), frozenset(), _NOTHING)

    def _nonsense(self) -> Draft:
        return Draft(self.rng.choice(NONSENSE), frozenset(), _NOTHING)


def _only(row: int) -> Meaning:
    return Meaning(MatchStatus.MATCHED, (row,))
