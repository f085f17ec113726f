"""Gives the streets and compounds of each town their names."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from district.buildings import Built
from district.names import FORMER_NAMES, Names
from district.network import Network
from district.skeleton import Plan

_SHOWCASE = "怡云社区"
"""The community that the sample's best-known street and compound belong to."""


def name_everything(
    rng: np.random.Generator, plan: Plan, network: Network, built: Built
) -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.object_]]:
    """Return the names of streets, compounds and hamlets; no name occurs twice in a town."""
    streets = np.full(len(network.streets), None, dtype=object)
    compounds = np.full(len(built.compounds), None, dtype=object)
    hamlets = np.full(len(built.hamlets), None, dtype=object)
    street_worth = _street_worth(plan, network, built)
    compound_community = network.blocks.community.to_numpy()[built.compounds.block.to_numpy(dtype=int)]
    rooms = built.buildings[built.buildings.compound >= 0].groupby("compound").rooms.sum()
    compound_worth = rooms.reindex(range(len(compounds)), fill_value=0).to_numpy(dtype=float)
    shown = np.array([plan.names[c].name == _SHOWCASE for c in compound_community], dtype=bool)
    compound_worth[shown] += 1e6
    town_of_compound = network.blocks.town.to_numpy()[built.compounds.block.to_numpy(dtype=int)]
    town_of_hamlet = network.blocks.town.to_numpy()[built.hamlets.block.to_numpy(dtype=int)]
    for number, town in enumerate(plan.towns):
        names = Names(rng, town.short, number == 0)
        own = np.flatnonzero(network.streets.town.to_numpy() == number)
        for row in own[np.argsort(-street_worth[own], kind="stable")]:
            street = network.streets.iloc[row]
            if street.is_bank:
                streets[row] = names.bank_road()
            elif street.is_country and street["rank"] > 1:
                streets[row] = names.country_road()
            else:
                streets[row] = names.street(int(street["rank"]))
        own = np.flatnonzero(town_of_compound == number)
        for row in own[np.argsort(-compound_worth[own], kind="stable")]:
            use = built.compounds.use.iloc[row]
            compounds[row] = names.compound() if use == "compound" else names.yard(use)
        for row in np.flatnonzero(town_of_hamlet == number):
            if built.hamlets.is_named.iloc[row]:
                hamlets[row] = names.hamlet()
    return streets, compounds, hamlets


def _street_worth(plan: Plan, network: Network, built: Built) -> NDArray[np.float64]:
    """Return how well known each street is: the shops on it, those of the showcase community counting most."""
    rows = built.buildings[built.buildings.street >= 0]
    community = network.blocks.community.to_numpy()[rows.block.to_numpy(dtype=int)]
    shown = np.array([plan.names[c].name == _SHOWCASE for c in community], dtype=bool)
    weight = 1.0 + rows.shops.to_numpy() + np.where(shown, 30.0, 0.0)
    worth = pd.Series(weight).groupby(rows.street.to_numpy()).sum()
    return worth.reindex(range(len(network.streets)), fill_value=0.0).to_numpy(dtype=float)


def former_names(names: NDArray[np.object_], rng: np.random.Generator) -> NDArray[np.object_]:
    """Return aliases: the fixed ones, and for some others a name with another tail; None for most."""
    taken = set(names)
    found = np.full(len(names), None, dtype=object)
    for row, name in enumerate(names):
        if name in FORMER_NAMES:
            found[row] = FORMER_NAMES[name]
            continue
        alias = None
        if name and rng.random() < 0.08:
            for tail, other in (("大道", "路"), ("花园", "小区"), ("苑", "小区"), ("街", "路")):
                if name.endswith(tail) and len(name) > len(tail) + 1:
                    alias = name[: -len(tail)] + other
                    break
        if alias and alias not in taken:
            taken.add(alias)
            found[row] = alias
    return found
