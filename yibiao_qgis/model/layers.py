"""Layers and their fields, declared once.

Survey layers, outputs of the algorithms and tables of the store all use these
names. Labels are English sources for translation; field names never change with
the language. All text is UTF-8, all geometry of the store is EPSG:4490.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP


class Geometry(str, Enum):
    """Geometry of a layer; the value is the GeoPackage type name."""

    POLYGON = "POLYGON"
    LINE = "LINESTRING"
    POINT = "POINT"
    NONE = "NONE"


class Kind(str, Enum):
    """Type of a field's values."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    DATE = "date"


@dataclass(frozen=True)
class Field:
    """One field of a layer.

    Parameters
    ----------
    name : str
        Lower-case ASCII, at most 10 bytes where the field is exported to shapefile
        under its own name; the same in every language.
    label : str
        English alias shown to people, translated by the bridge.
    kind : Kind
        Type of the values.
    width : int
        Most characters of a text; 0 where it does not apply.
    required : bool
        Whether a row without a value is refused by the store.
    pattern : str
        Regular expression that a value must match completely; empty for none.
    refers_to : Level, optional
        The layer whose `code` the value repeats.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    width: int = 0
    required: bool = False
    pattern: str = ""
    refers_to: Level | None = None


@dataclass(frozen=True)
class Layer:
    """One layer: its level, geometry and fields."""

    level: Level
    label: str
    geometry: Geometry
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """Return the field called `name`.

        Raises
        ------
        KeyError
            If the layer has no such field.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def field_names(self) -> tuple[str, ...]:
        """Names of all fields in their order."""
        return tuple(field.name for field in self.fields)


COUNTY_CODE = r"[1-9]\d{5}"
TOWN_CODE = r"\d{6}(?!000)[0-5]\d{2}"
COMMUNITY_CODE = r"\d{9}(?!000)[0-5]\d{2}"
POLICE_CODE = r"\d{6}[0-9A-Z]{6}"
STREET_CODE = r"\d{6}(?!000)[0-5]\d{2}[012]\d{3}"
"""Sources of the patterns: GB/T 2260, GB/T 10114, statistical 12 digits, GA/T 380, GB/T 37149."""

_UUID = Field("uuid", QT_TRANSLATE_NOOP("Yibiao", "Identity"), width=36)


def _code(pattern: str = "", width: int = 40) -> Field:
    return Field("code", QT_TRANSLATE_NOOP("Yibiao", "Code"), width=width, required=True, pattern=pattern)


def _name(required: bool = True) -> Field:
    return Field("name", QT_TRANSLATE_NOOP("Yibiao", "Name"), width=60, required=required)


_ALIASES = Field("aliases", QT_TRANSLATE_NOOP("Yibiao", "Former and other names, joined by #"), width=120)
_TOWN = Field("town_code", QT_TRANSLATE_NOOP("Yibiao", "Town code"), width=9, refers_to=Level.TOWN)
_COMMUNITY = Field("comm_code", QT_TRANSLATE_NOOP("Yibiao", "Community code"), width=12, refers_to=Level.COMMUNITY)
_BUILDING = Field("bldg_uuid", QT_TRANSLATE_NOOP("Yibiao", "Building"), width=36)
_STREET_NAME = Field("street", QT_TRANSLATE_NOOP("Yibiao", "Street"), width=60)
_COMPOUND_NAME = Field("compound", QT_TRANSLATE_NOOP("Yibiao", "Compound or group"), width=60)
_DOOR = Field("door", QT_TRANSLATE_NOOP("Yibiao", "Door number"), width=10)
_SUB_DOOR = Field("sub_door", QT_TRANSLATE_NOOP("Yibiao", "Sub-number"), width=10)
_UNIT = Field("unit", QT_TRANSLATE_NOOP("Yibiao", "Unit"), width=10)
_FLOOR = Field("floor", QT_TRANSLATE_NOOP("Yibiao", "Floor"), width=10)
_ROOM = Field("room", QT_TRANSLATE_NOOP("Yibiao", "Room"), width=10)

LAYERS: dict[Level, Layer] = {
    layer.level: layer
    for layer in (
        Layer(
            Level.COUNTY,
            QT_TRANSLATE_NOOP("Yibiao", "County"),
            Geometry.POLYGON,
            (_UUID, _code(COUNTY_CODE, 6), _name(), _ALIASES),
        ),
        Layer(
            Level.TOWN,
            QT_TRANSLATE_NOOP("Yibiao", "Towns"),
            Geometry.POLYGON,
            (_UUID, _code(TOWN_CODE, 9), _name(), _ALIASES),
        ),
        Layer(
            Level.COMMUNITY,
            QT_TRANSLATE_NOOP("Yibiao", "Communities"),
            Geometry.POLYGON,
            (_UUID, _code(COMMUNITY_CODE, 12), _name(), _ALIASES, _TOWN),
        ),
        Layer(
            Level.GRID,
            QT_TRANSLATE_NOOP("Yibiao", "Unit grids"),
            Geometry.POLYGON,
            (
                _UUID,
                _code(width=18),
                _name(),
                Field("kind", QT_TRANSLATE_NOOP("Yibiao", "Type"), width=10, pattern="basic|special"),
                _COMMUNITY,
                Field("beat_code", QT_TRANSLATE_NOOP("Yibiao", "Beat code"), width=12, refers_to=Level.BEAT),
                Field("households", QT_TRANSLATE_NOOP("Yibiao", "Households"), Kind.INTEGER),
            ),
        ),
        Layer(
            Level.STATION,
            QT_TRANSLATE_NOOP("Yibiao", "Station areas"),
            Geometry.POLYGON,
            (_UUID, _code(POLICE_CODE, 12), _name()),
        ),
        Layer(
            Level.BEAT,
            QT_TRANSLATE_NOOP("Yibiao", "Police beats"),
            Geometry.POLYGON,
            (
                _UUID,
                _code(POLICE_CODE, 12),
                _name(),
                Field("stat_code", QT_TRANSLATE_NOOP("Yibiao", "Station code"), width=12, refers_to=Level.STATION),
                Field("post", QT_TRANSLATE_NOOP("Yibiao", "Duty post"), width=60),
            ),
        ),
        Layer(
            Level.STREET,
            QT_TRANSLATE_NOOP("Yibiao", "Streets"),
            Geometry.LINE,
            (
                _UUID,
                _code(STREET_CODE, 13),
                _name(),
                _ALIASES,
                _TOWN,
                Field("rank", QT_TRANSLATE_NOOP("Yibiao", "Rank (1 trunk, 2 road, 3 street, 4 lane)"), Kind.INTEGER),
                Field("width", QT_TRANSLATE_NOOP("Yibiao", "Width (m)"), Kind.REAL),
            ),
        ),
        Layer(
            Level.COMPOUND,
            QT_TRANSLATE_NOOP("Yibiao", "Compounds, hamlets and groups"),
            Geometry.POLYGON,
            (
                _UUID,
                _code(STREET_CODE, 13),
                _name(),
                _ALIASES,
                Field("kind", QT_TRANSLATE_NOOP("Yibiao", "Type"), width=2, required=True, pattern="34|42|43|44"),
                _COMMUNITY,
            ),
        ),
        Layer(
            Level.BUILDING,
            QT_TRANSLATE_NOOP("Yibiao", "Buildings"),
            Geometry.POLYGON,
            (
                _UUID,
                _code(),
                _name(required=False),
                _COMMUNITY,
                _STREET_NAME,
                _COMPOUND_NAME,
                Field("floors", QT_TRANSLATE_NOOP("Yibiao", "Floors"), Kind.INTEGER),
            ),
        ),
        Layer(
            Level.PLATE,
            QT_TRANSLATE_NOOP("Yibiao", "Door plates"),
            Geometry.POINT,
            (
                _UUID,
                _code(),
                _COMMUNITY,
                _STREET_NAME,
                _COMPOUND_NAME,
                Field("door", QT_TRANSLATE_NOOP("Yibiao", "Door number"), width=10, required=True),
                _SUB_DOOR,
                Field("text", QT_TRANSLATE_NOOP("Yibiao", "Plate text"), width=60),
                _BUILDING,
            ),
        ),
        Layer(
            Level.ROOM,
            QT_TRANSLATE_NOOP("Yibiao", "Rooms"),
            Geometry.NONE,
            (
                _UUID,
                _code(),
                Field("bldg_uuid", QT_TRANSLATE_NOOP("Yibiao", "Building"), width=36, required=True),
                _UNIT,
                _FLOOR,
                Field("room", QT_TRANSLATE_NOOP("Yibiao", "Room"), width=10, required=True),
            ),
        ),
        Layer(
            Level.ADDRESS,
            QT_TRANSLATE_NOOP("Yibiao", "Standard addresses"),
            Geometry.POINT,
            (
                _UUID,
                _code(),
                Field("element", QT_TRANSLATE_NOOP("Yibiao", "Element type"), width=2, required=True),
                Field("address", QT_TRANSLATE_NOOP("Yibiao", "Standard address"), width=120, required=True),
                Field("county", QT_TRANSLATE_NOOP("Yibiao", "County"), width=30),
                Field("town", QT_TRANSLATE_NOOP("Yibiao", "Town"), width=30),
                Field("community", QT_TRANSLATE_NOOP("Yibiao", "Community"), width=30),
                _STREET_NAME,
                _COMPOUND_NAME,
                _DOOR,
                _SUB_DOOR,
                Field("building", QT_TRANSLATE_NOOP("Yibiao", "Building"), width=20),
                _UNIT,
                _FLOOR,
                _ROOM,
                _COMMUNITY,
                Field("grid_code", QT_TRANSLATE_NOOP("Yibiao", "Grid code"), width=18, refers_to=Level.GRID),
                Field("beat_code", QT_TRANSLATE_NOOP("Yibiao", "Beat code"), width=12, refers_to=Level.BEAT),
                _ALIASES,
            ),
        ),
    )
}
"""Every layer of a district by its level."""
