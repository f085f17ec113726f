"""All names of a library: its own, former ones, and the ways in which areas are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from yibiao_qgis.addresses.gazetteer import Gazetteer, Name, NameKind
from yibiao_qgis.addresses.indexing import Index
from yibiao_qgis.addresses.normalise import canonical
from yibiao_qgis.addresses.standard import as_text

_LEVELS = {
    "county": NameKind.COUNTY,
    "town": NameKind.TOWN,
    "community": NameKind.COMMUNITY,
    "street": NameKind.STREET,
    "compound": NameKind.COMPOUND,
}
_UPPER = re.compile(r".+?(?:省|自治区|市|州|地区|盟)(?!场)")
_LEVELS_BELOW = (
    (NameKind.COUNTY, "county"),
    (NameKind.TOWN, "town"),
    (NameKind.COMMUNITY, "community"),
    (NameKind.STREET, "street"),
    (NameKind.COMPOUND, "compound"),
)
_VARIANT_LEVEL = {
    NameKind.COUNTY: NameKind.COUNTY,
    NameKind.TOWN: NameKind.TOWN,
    NameKind.OTHER_TOWN: NameKind.TOWN,
    NameKind.COMMUNITY: NameKind.COMMUNITY,
    NameKind.OTHER_COMMUNITY: NameKind.COMMUNITY,
}


def add_names(
    gazetteer: Gazetteer, index: Index, texts: Mapping[str, Sequence[str]], aliases: Iterable[Mapping[str, Any]]
) -> None:
    """Add the names of areas, streets and compounds, and their aliases.

    Parameters
    ----------
    gazetteer : Gazetteer
    index : Index
        Areas and places.
    texts : mapping of str to sequence of str
        The library's columns; `aliases` holds former names joined by ``#``.
    aliases : iterable of mapping
        Rows with level, name and alias; towns and communities that only they name lie outside.
    """
    for name in _own_names(index, texts):
        gazetteer.add(name.name, name)
    by_name = {(name.kind, name.name): name for names in gazetteer.names.values() for name in names}
    for name, alias in (*_row_aliases(index, texts, by_name), *_table_aliases(aliases, by_name)):
        gazetteer.add(alias, name._replace(alias=alias != name.name))


def add_variants(gazetteer: Gazetteer) -> None:
    """Add other ways to write the areas: 怡云社区居委会, 双福镇, 江津, 重庆."""
    for known in list(gazetteer.names):
        for name in gazetteer.names[known]:
            _add_variants(gazetteer, known, name)


def _own_names(index: Index, texts: Mapping[str, Sequence[str]]) -> Iterator[Name]:
    upper: set[str] = set()
    for county in sorted(index.counties):
        yield Name(NameKind.COUNTY, county, ())
        for address, own in zip(texts["address"], texts["county"]):
            if own and own in address:
                upper.update(_UPPER.findall(canonical(address[: address.index(own)])[0]))
                break
    for name in sorted(upper):
        yield Name(NameKind.PROVINCE, name, ())
    for position, town in enumerate(index.towns):
        yield Name(NameKind.TOWN, town.name, (position,))
    for position, community in enumerate(index.communities):
        yield Name(NameKind.COMMUNITY, community.name, (position,))
    for place in index.places:
        if not place.is_group:
            kind = NameKind.STREET if place.is_street else NameKind.COMPOUND
            yield Name(kind, place.name, (place.index,))


def _row_aliases(
    index: Index, texts: Mapping[str, Sequence[str]], by_name: Mapping[tuple[NameKind, str], Name]
) -> Iterator[tuple[Name, str]]:
    place_of = {place.node.row: place.index for place in index.places}
    for row, text in enumerate(texts["aliases"]):
        if not text:
            continue
        for kind, field in reversed(_LEVELS_BELOW):
            own = canonical(texts[field][row])[0]
            if own:
                found = by_name.get((kind, own))
                if found is not None:
                    # A former name belongs to this street alone, not to its namesakes.
                    own_place = (place_of[row],) if kind >= NameKind.STREET and row in place_of else found.targets
                    found = found._replace(targets=own_place)
                    for alias in text.split("#"):
                        yield found, canonical(alias)[0]
                break


def _add_variants(gazetteer: Gazetteer, known: str, name: Name) -> None:
    if name.kind in (NameKind.STREET, NameKind.COMPOUND):
        return
    if name.kind == NameKind.PROVINCE:
        stem = re.sub("(省|自治区|市)$", "", known)
        if stem not in gazetteer.names:
            gazetteer.add(stem, name._replace(alias=True, short=True))
        return
    level = _VARIANT_LEVEL[name.kind]
    for text, short in _area_variants(known, level):
        if short and name.kind == NameKind.OTHER_COMMUNITY:
            continue
        others = gazetteer.names.get(text, ())
        # Never over another name: 双凤路 stays the street and no short form of 双凤路社区.
        if all(other.kind == name.kind and (other.name == name.name or other.alias) for other in others):
            gazetteer.add(text, name._replace(alias=True, short=short))


def _table_aliases(
    rows: Iterable[Mapping[str, Any]], by_name: Mapping[tuple[NameKind, str], Name]
) -> Iterator[tuple[Name, str]]:
    for row in rows:
        kind = _LEVELS.get(as_text(row["level"]))
        own, alias = canonical(as_text(row["name"]))[0], canonical(as_text(row["alias"]))[0]
        if kind is None or not own:
            continue
        name = by_name.get((kind, own))
        if name is None and kind == NameKind.TOWN:
            name = Name(NameKind.OTHER_TOWN, own, ())
        elif name is None and kind == NameKind.COMMUNITY:
            name = Name(NameKind.OTHER_COMMUNITY, own, ())
        if name is not None:
            yield name, own
            if alias:
                yield name, alias


_TOWN_KINDS = ("街道", "镇", "乡")
_COUNTY_KINDS = ("区", "市", "县")


def _area_variants(name: str, level: NameKind) -> Iterable[tuple[str, bool]]:
    """Give other ways to write an area's name.

    Parameters
    ----------
    name : str
        ``双福街道``, ``怡云社区``, ``江津区``.
    level : NameKind
        COUNTY, TOWN or COMMUNITY.

    Yields
    ------
    text : str
        ``双福镇``, ``怡云社区居委会``, ``江津市``; also the bare stem.
    short : bool
        Whether it is the bare stem.
    """
    if level == NameKind.COMMUNITY:
        stem = re.sub(r"(?:社区|村)?(?:居民委员会|村民委员会|居委会|村委会)$|社区$|村$", "", name)
        if not stem:
            return
        community = name.endswith("社区") or "居" in name[len(stem) :]
        for kind in ("社区", "村"):
            if len(stem) > 1 or (kind == "社区") == community:
                yield stem + kind, False
            for board in ("居委会", "居民委员会", "村委会", "村民委员会"):
                yield stem + kind + board, False
        for board in ("居委会", "居民委员会", "村委会", "村民委员会"):
            yield stem + board, False
    else:
        kinds = _TOWN_KINDS if level == NameKind.TOWN else _COUNTY_KINDS
        stem = next((name[: -len(kind)] for kind in kinds if name.endswith(kind) and name != kind), "")
        if len(stem) < 2:
            return
        for kind in kinds:
            yield stem + kind, False
    if len(stem) > 1:
        yield stem, True
