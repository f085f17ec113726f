"""The finished district with its truth: one frame per level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from yibiao_qgis.model.levels import Level


@dataclass
class District:
    """A made-up district as it truly is.

    All frames are in EPSG:4544 (m), with the fields of ``yibiao_qgis.model.layers.LAYERS`` and a few columns more:

    - plate: ``is_gate``, ``side`` (right, left or None), ``gate_uuid`` of the compound for gate plates;
    - building: ``kind``, ``plate_uuid`` of its main plate, ``comp_uuid``, ``grid_uuid``, ``rooms``;
    - compound: ``use``; street: ``length``.

    Codes of streets, compounds, plates, buildings and rooms are None: giving them is the plugin's work.
    """

    seed: int
    county: gpd.GeoDataFrame
    town: gpd.GeoDataFrame
    community: gpd.GeoDataFrame
    grid: gpd.GeoDataFrame
    station: gpd.GeoDataFrame
    beat: gpd.GeoDataFrame
    street: gpd.GeoDataFrame
    compound: gpd.GeoDataFrame
    building: gpd.GeoDataFrame
    plate: gpd.GeoDataFrame
    room: pd.DataFrame
    river: gpd.GeoDataFrame

    def frame(self, level: Level | str) -> pd.DataFrame:
        """Return the frame of a level."""
        return getattr(self, str(getattr(level, "value", level)))

    def frames(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Return the layers of a district by name, county and addresses left out."""
        for name in LAYER_NAMES:
            yield name, getattr(self, name)

    def addresses(self) -> gpd.GeoDataFrame:
        """Return the true address library; see :func:`district.library.true_library`."""
        from district.library import true_library

        return true_library(self)


LAYER_NAMES = (
    "town",
    "community",
    "grid",
    "station",
    "beat",
    "street",
    "compound",
    "building",
    "plate",
    "room",
    "river",
)
"""Layers of a survey file."""
