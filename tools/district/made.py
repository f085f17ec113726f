"""What the frames are made from: plan, network, buildings, and the codes of their areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from district.areas import join
from district.buildings import Built
from district.network import Network
from district.skeleton import Plan


@dataclass
class Made:
    """A district before it is written down.

    Parameters
    ----------
    seed : int
        Seed of the identities.
    rng : numpy.random.Generator
        Source of chance for names and plates.
    plan, network, built
        The ground.
    names : tuple of ndarray
        Names of streets, compounds and hamlets.
    """

    seed: int
    rng: np.random.Generator
    plan: Plan
    network: Network
    built: Built
    names: tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.object_]]

    def __post_init__(self) -> None:
        self.blocks = self.network.blocks.geometry.to_numpy()
        self.community_of = self.network.blocks.community.to_numpy()
        self.town_of = self.network.blocks.town.to_numpy()
        self.community_code = np.array([name.code for name in self.plan.names], dtype=object)
        self.town_code = np.array([town.code for town in self.plan.towns], dtype=object)

    def whole(self) -> shapely.Polygon:
        """Return the whole district's area."""
        return join(self.blocks, range(len(self.blocks)))
