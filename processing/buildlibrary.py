"""Algorithm ``buildlibrary``: one standard address for each place of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yibiao_qgis.bridge import TEXT_WIDTH, WKB_TYPES, features, level_fields, store_crs, text_fields, translate
from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.layers import Geometry
from yibiao_qgis.model.levels import Element, Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.processing.aliases import read_aliases, shipped_aliases
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm
from yibiao_qgis.processing.declaring import words
from yibiao_qgis.processing.run import Run

if TYPE_CHECKING:
    from yibiao_qgis.addresses.build import BuildResult

ROLES: dict[Level, tuple[str, ...]] = {
    Level.COUNTY: ("name",),
    Level.TOWN: ("code", "name"),
    Level.COMMUNITY: ("code", "name"),
    Level.GRID: ("code",),
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
    CITY_NAME = "CITY_NAME"
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
            words(
                "Yibiao",
                "Name of the county or district in the addresses: 江津区. If empty, taken from the county's layer, "
                "or known by the code.",
            ),
            optional=True,
        )
        self.add_text(
            self.CITY_NAME,
            words("Yibiao", "City name"),
            words("Yibiao", "What stands before the district: 重庆市. Known for the four municipalities if empty."),
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
        from yibiao_qgis.addresses.build import build_library

        layers = {}
        for number, level in enumerate(ROLES):
            share = 30 / len(ROLES)
            # In the CRS of the store, so that a plate's point goes into its address as it is.
            frame = run.frame(level.name, crs=store_crs(), feedback=run.step(share * number, share * (number + 1)))
            if frame is not None:
                layers[level] = frame
        result = build_library(
            layers,
            city=run.text(self.CITY_NAME) or None,
            county=self._county(run, layers),
            feedback=run.step(30, 85),
        )
        fields = level_fields(Level.ADDRESS)
        run.write(
            self.OUTPUT,
            features(result.addresses, fields),
            fields,
            WKB_TYPES[Geometry.POINT],
            store_crs(),
            total=len(result.addresses),
            feedback=run.step(85, 97),
            style=Level.ADDRESS.value,
            level=Level.ADDRESS,
        )
        self._write_rejected(run, result)
        self._tell(run, result)

    def _county(self, run: Run, layers: dict[Level, Any]) -> str | None:
        """Return the district's name; None where its layer gives it."""
        name = run.text(self.COUNTY_NAME)
        if name or Level.COUNTY in layers:
            return name or None
        path = shipped_aliases(layers[Level.COMMUNITY]["code"])
        known = [row["name"] for row in read_aliases(path) if row["level"] == Level.COUNTY.value] if path else []
        if not known:
            raise InputError(
                "district-unnamed",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "The addresses need the district's name. Enter it, as 江津区, or choose the county's layer.",
                ),
            )
        return known[0]

    def _write_rejected(self, run: Run, result: BuildResult) -> None:
        frame = result.rejected.assign(text=[translate(message)[:TEXT_WIDTH] for message in result.rejected["message"]])
        fields = text_fields(layer=12, uuid=36, address=120, reason=40, text=TEXT_WIDTH)
        run.write(
            self.REJECTED,
            features(frame, fields),
            fields,
            WKB_TYPES[Geometry.NONE],
            total=len(frame),
            feedback=run.step(97, 100),
        )

    def _tell(self, run: Run, result: BuildResult) -> None:
        run.count("ADDRESSES_COUNT", len(result.addresses))
        run.count("REJECTED_COUNT", len(result.rejected))
        run.summary.group("elements", result.summary["elements"])
        run.summary.group("reasons", result.summary["reasons"])
        run.say(
            Message(
                "library-built",
                QT_TRANSLATE_NOOP("Yibiao", "{addresses:,} standard addresses; {rejected:,} rows without one"),
                {"addresses": len(result.addresses), "rejected": len(result.rejected)},
            )
        )
        for element, number in result.summary["elements"].items():
            run.say(
                Message(
                    "count-of-element",
                    QT_TRANSLATE_NOOP("Yibiao", "{element}: {count:,}"),
                    {"element": Element(element), "count": int(number)},
                )
            )
        first = result.rejected.drop_duplicates("reason")
        for reason, message in zip(first["reason"], first["message"]):
            run.say_example(int(result.summary["reasons"][reason]), message)
