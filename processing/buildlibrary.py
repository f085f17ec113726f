"""Algorithm ``buildlibrary``: one standard address for each place of the district."""

from __future__ import annotations

from yibiao_qgis.model.layers import Geometry
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm, words
from yibiao_qgis.processing.run import Run

ROLES: dict[Level, tuple[str, ...]] = {
    Level.TOWN: ("code", "name"),
    Level.COMMUNITY: ("code", "name"),
    Level.GRID: ("code",),
    Level.BEAT: ("code",),
    Level.STREET: ("code", "name"),
    Level.COMPOUND: ("code", "name", "kind"),
    Level.PLATE: ("uuid", "code", "door"),
    Level.BUILDING: ("uuid", "code"),
    Level.ROOM: ("code", "bldg_uuid", "room"),
}
"""Layers of the library and the fields without which they cannot be used."""

NEEDED = (Level.COMMUNITY, Level.PLATE)


class BuildLibrary(YibiaoAlgorithm):
    """Build the standard addresses."""

    ID = "buildlibrary"
    TITLE = QT_TRANSLATE_NOOP("Yibiao", "Build address library")
    GROUP = Group.ADDRESSES
    ABOUT = QT_TRANSLATE_NOOP(
        "Yibiao",
        "Makes one standard address with code and point for every town, community, street, compound, door plate, "
        "building and room, from the coded layers of the district. A building's point is its plate's, a room's its "
        "building's. Rows that cannot get an address - no code, no community, no building - are listed with the "
        "reason.",
    )

    COUNTY_NAME = "COUNTY_NAME"
    UPPER_NAMES = "UPPER_NAMES"
    OUTPUT = "OUTPUT"
    REJECTED = "REJECTED"

    def declare(self) -> None:
        """Add parameters and outputs."""
        for level, needs in ROLES.items():
            self.add_role(
                level,
                words("Yibiao", "Layer with codes; its rows become addresses or parts of them."),
                optional=level not in NEEDED,
                needs=needs,
            )
        self.add_text(
            self.COUNTY_NAME,
            words("Yibiao", "District name"),
            words("Yibiao", "Name of the county or district in the addresses: 江津区."),
            default="江津区",
        )
        self.add_text(
            self.UPPER_NAMES,
            words("Yibiao", "Province and city"),
            words("Yibiao", "What stands before the district in the addresses: 重庆市."),
            default="重庆市",
            optional=True,
        )
        self.add_sink(
            self.OUTPUT,
            words("Yibiao", "Address library"),
            words("Yibiao", "Standard addresses with their elements, in EPSG:4490."),
            Geometry.POINT,
        )
        self.add_sink(
            self.REJECTED,
            words("Yibiao", "Rows without address"),
            words("Yibiao", "One row for each that could not get an address, with the reason."),
            Geometry.NONE,
            optional=True,
        )
        self.add_count("ADDRESSES_COUNT", words("Yibiao", "Number of addresses"))
        self.add_count("REJECTED_COUNT", words("Yibiao", "Number of rows without address"))

    def work(self, run: Run) -> None:
        """Build and write."""
