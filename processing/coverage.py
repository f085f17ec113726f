"""Parameters that the algorithms of area coverages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yibiao_qgis.boundaries.settings import CoverageSettings
from yibiao_qgis.model.layers import Geometry
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.statuses import FindingKind
from yibiao_qgis.processing.declaring import words

if TYPE_CHECKING:
    from yibiao_qgis.processing.base import YibiaoAlgorithm as Base
    from yibiao_qgis.processing.run import Run
else:
    Base = object

AREAS = "AREAS"
CODE_FIELD = "CODE_FIELD"
PARENT_FIELD = "PARENT_FIELD"
PARENT = "PARENT"
PARENT_CODE_FIELD = "PARENT_CODE_FIELD"
SLIVER_AREA = "SLIVER_AREA"
SLIVER_RATIO = "SLIVER_RATIO"


@dataclass(frozen=True)
class CodeColumns:
    """Which columns of the frames hold codes.

    Parameters
    ----------
    areas, parent : dict
        Frame's column to layer's field, for reading.
    code, parent_code : str, optional
        Columns of the frames, None where there are none.
    """

    areas: dict[str, str]
    parent: dict[str, str]
    code: str | None
    parent_code: str | None


class CoverageParameters(Base):
    """Adds the parameters and reads them."""

    def add_coverage(self) -> None:
        """Add areas, codes, parent and the limits of slivers."""
        self.add_layer(
            AREAS,
            words("Yibiao", "Areas"),
            words("Yibiao", "Polygons of one level: towns, communities, unit grids, station areas or police beats."),
            Geometry.POLYGON,
        )
        self.add_field(
            CODE_FIELD,
            words("Yibiao", "Code field"),
            words("Yibiao", "Field with the areas' codes; findings name the areas by it."),
            AREAS,
            default="code",
            optional=True,
        )
        self.add_layer(
            PARENT,
            words("Yibiao", "Upper level"),
            words("Yibiao", "Areas of the level above, which these areas must fill: communities for unit grids."),
            Geometry.POLYGON,
            optional=True,
        )
        self.add_field(
            PARENT_CODE_FIELD,
            words("Yibiao", "Code field of the upper level"),
            words("Yibiao", "Field with the codes of the level above."),
            PARENT,
            default="code",
            optional=True,
        )
        self.add_field(
            PARENT_FIELD,
            words("Yibiao", "Field that names the parent"),
            words(
                "Yibiao",
                "Field of the areas with the code of the parent that each belongs to, as comm_code for unit grids. "
                "Without it an area belongs to the parent that holds most of its ground.",
            ),
            AREAS,
            optional=True,
        )
        self.add_number(
            SLIVER_AREA,
            words("Yibiao", "Smallest part (m²)"),
            words("Yibiao", "Parts of an area smaller than this count as slivers."),
            CoverageSettings.sliver_area,
        )
        self.add_number(
            SLIVER_RATIO,
            words("Yibiao", "Thinnest part (4πA/P²)"),
            words(
                "Yibiao", "Parts of an area thinner than this count as slivers; a circle has 1, a long strip nearly 0."
            ),
            CoverageSettings.sliver_ratio,
            most=1.0,
        )

    def code_columns(self, run: Run) -> CodeColumns:
        """Return where the codes of areas and parents are."""
        areas: dict[str, str] = {}
        parent: dict[str, str] = {}
        code = run.field(CODE_FIELD, AREAS)
        if code:
            areas["code"] = code
        named = run.field(PARENT_FIELD, AREAS)
        if named:
            areas["parent_code"] = named
        upper = run.field(PARENT_CODE_FIELD, PARENT)
        if upper:
            parent["code"] = upper
        return CodeColumns(areas, parent, "code" if code else None, "parent_code" if named and upper and code else None)

    def settings(self, run: Run) -> CoverageSettings:
        """Return the limits."""
        return CoverageSettings(sliver_area=run.number(SLIVER_AREA), sliver_ratio=run.number(SLIVER_RATIO))

    def say_kinds(self, run: Run, kinds: Mapping[str, int]) -> None:
        """Add a sentence for each kind of finding."""
        run.summary.group("kinds", kinds)
        for kind, number in kinds.items():
            run.say(
                Message(
                    "count-of-kind",
                    QT_TRANSLATE_NOOP("Yibiao", "{kind}: {count:,}"),
                    {"kind": FindingKind(kind), "count": number},
                )
            )
