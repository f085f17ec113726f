"""Numbers under a parent: the next one follows the highest that was ever used."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yibiao_qgis.model.cells import Texts, as_texts, texts_of
from yibiao_qgis.model.ordering import Ordering, centres, rank_places
from yibiao_qgis.model.schemes import CodeScheme
from yibiao_qgis.model.segments import Segment

Integers = NDArray[np.int64]
_BREAK = "\x1f"
"""Stands for the number in the text that tells what is numbered together."""


def scope_texts(scheme: CodeScheme, segment: Segment, pieces: dict[str, Texts], count: int) -> Texts:
    """Return what is numbered together: the text of all other segments.

    Parameters
    ----------
    scheme : CodeScheme
        The layout.
    segment : Segment
        Its sequence.
    pieces : dict of str to ndarray of str
        Text of every other segment, by name.
    count : int
        Number of rows.

    Returns
    -------
    ndarray of str
    """
    scopes = as_texts([""] * count)
    for part in scheme.segments:
        scopes = scopes + (_BREAK if part is segment else pieces[part.name])
    return scopes


def highest_numbers(
    scheme: CodeScheme, segment: Segment, scopes: pd.Index, used: Iterable[str]
) -> tuple[Integers, Integers]:
    """Find which numbers are used up.

    Parameters
    ----------
    scheme : CodeScheme
        The layout.
    segment : Segment
        Its sequence.
    scopes : Index of str
        What is numbered together, as :func:`scope_texts` writes it; each once.
    used : iterable of str
        All codes ever given. Those of another length or scope do not count.

    Returns
    -------
    highest : ndarray of int
        Per scope; 0 where there is none.
    taken : ndarray of int
        Keys ``scope * 10 ** length + number`` of all used numbers.
    """
    begin = next(begin for part, begin, _ in scheme.spans if part is segment)
    end, body, length = begin + segment.length, scheme.body_length, scheme.length
    keys, numbers = [], []
    for code in used:
        if len(code) == length and code[begin:end].isdecimal() and code.isascii():
            keys.append(code[:begin] + _BREAK + code[end:body])
            numbers.append(int(code[begin:end]))
    highest = np.zeros(len(scopes), dtype=np.int64)
    owners = np.asarray(scopes.get_indexer(pd.Index(keys, dtype=object)), dtype=np.int64)
    found = owners >= 0
    values = np.array(numbers, dtype=np.int64)[found]
    np.maximum.at(highest, owners[found], values)
    return highest, owners[found] * 10**segment.length + values


def give_numbers(
    segment: Segment, groups: Integers, ranks: Integers, preferred: Integers, highest: Integers, taken: Integers
) -> Integers:
    """Return the numbers of rows within their groups.

    A preferred number is given where it was never used and no row before has it; all
    other rows get the numbers behind the highest one.

    Parameters
    ----------
    segment : Segment
        The sequence.
    groups : ndarray of int
        What is numbered together.
    ranks : ndarray of int
        The order of numbering.
    preferred : ndarray of int
        0 for none.
    highest, taken : ndarray of int
        As :func:`highest_numbers` returns them.

    Returns
    -------
    ndarray of int
        In the rows' order; beyond the segment's range where a group is full.
    """
    sequence = np.lexsort((ranks, groups))
    numbers = np.zeros(len(groups), dtype=np.int64)
    wishes = sequence[preferred[sequence] > 0]
    keys = groups[wishes] * 10**segment.length + preferred[wishes]
    granted = wishes[~pd.Series(keys).duplicated().to_numpy() & ~np.isin(keys, taken)]
    numbers[granted] = preferred[granted]
    last = np.maximum(highest, (segment.low or 1) - 1)
    np.maximum.at(last, groups[granted], preferred[granted])
    others = sequence[numbers[sequence] == 0]
    its_groups = groups[others]
    starts = np.searchsorted(its_groups, its_groups, side="left")
    numbers[others] = last[its_groups] + 1 + np.arange(len(others)) - starts
    return numbers


def rank_rows(rows: pd.DataFrame, groups: Integers, ordering: Ordering | None, order: pd.Series | None) -> Integers:
    """Return the order in which rows are numbered, the same for any order of the table.

    Parameters
    ----------
    rows : DataFrame or GeoDataFrame
        The rows; geometry in metres.
    groups : ndarray of int
        What is numbered together.
    ordering : Ordering, optional
        Directions, for rows with a geometry.
    order : Series, optional
        Numbers that are sorted by instead of places.

    Returns
    -------
    ndarray of int
        Each rank once. Rows at the same place are sorted by their ``uuid``, or by
        the label of the index where there is none.
    """
    places = None
    if order is None and ordering is not None and isinstance(rows, gpd.GeoDataFrame):
        places = rows.geometry.to_numpy()
        x, y = centres(places)
        spots = pd.DataFrame({"group": groups, "x": x, "y": y})
    else:
        keys = np.zeros(len(rows)) if order is None else order.to_numpy(dtype=np.float64, na_value=np.nan)
        spots = pd.DataFrame({"group": groups, "key": keys})
    # To sort all identities would take longer than all else: only equal places need them.
    equal = np.flatnonzero(spots.duplicated(keep=False).to_numpy())
    ties = np.zeros(len(rows), dtype=np.int64)
    ties[equal] = pd.factorize(identities(rows, equal), sort=True)[0]
    if places is not None and ordering is not None:
        return rank_places(places, groups, ordering, ties)
    ranks = np.empty(len(rows), dtype=np.int64)
    ranks[np.lexsort((ties, spots["key"].to_numpy(), groups))] = np.arange(len(rows))
    return ranks


def identities(rows: pd.DataFrame, chosen: Integers) -> Texts:
    """Return what names some rows, given by position: their ``uuid``, else the label of the index."""
    labels = rows.index[chosen].tolist()
    if "uuid" not in rows.columns:
        return as_texts([str(label) for label in labels])
    uuids = texts_of(rows["uuid"].to_numpy(dtype=object)[chosen])
    return as_texts([uuid or str(label) for uuid, label in zip(uuids, labels)])
