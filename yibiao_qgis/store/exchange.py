"""Exports for people and other systems: what a shapefile cannot hold, found before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.layers import LAYERS, Field, Kind
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.store.aliassets import PLACE, Alias, AliasSet, own_names
from yibiao_qgis.store.interface import REJECT_COLUMNS
from yibiao_qgis.store.records import shortened
from yibiao_qgis.store.schema import ROW_FIELDS

TEXT_BYTES = 254
"""Longest text of a dBASE field: 127 Chinese characters in GBK."""
INTEGER_DIGITS = 18
"""Longest whole number that GDAL writes to a dBASE field."""
REAL_WIDTH, REAL_DECIMALS = 24, 15
"""How GDAL writes a real number to a dBASE field."""
FILE_BYTES = 2**31 - 1
"""Largest .dbf and .shp that every program can read."""

ENCODINGS = ("gbk", "gb18030", "utf-8")
"""Encodings of a shapefile's texts, for its .cpg."""

_BYTES_OF_CHARACTER = {"gbk": 2, "gb18030": 4, "utf-8": 4}
_COORDINATE = Field("", QT_TRANSLATE_NOOP("Yibiao", "Coordinate"), Kind.REAL)


@dataclass(frozen=True)
class ExportField:
    """One field of the file.

    Parameters
    ----------
    name : str
        Name in the file.
    alias : Alias
        Where the values come from.
    label : str
        English label of the field, for translation; empty for a column that the layer does not declare.
    kind : Kind
        Type of the values.
    width, decimals : int
        As dBASE counts: bytes of a text, characters of a number.
    """

    name: str
    alias: Alias
    label: str
    kind: Kind
    width: int
    decimals: int = 0


@dataclass(frozen=True, eq=False)
class ExchangePlan:
    """How a layer goes into a shapefile, and what gets lost.

    Parameters
    ----------
    level : Level
        The layer.
    encoding : str
        Of the texts; one of :data:`ENCODINGS`.
    fields : tuple of ExportField
        Fields of the file in their order.
    missing : tuple of str
        Names of the alias set whose column the frame does not have: not in the file.
    losses : DataFrame
        One row for each value that the file cannot hold, columns layer, row, code,
        field, rule, text; `row` is empty where the whole file is concerned.
    """

    level: Level
    encoding: str
    fields: tuple[ExportField, ...]
    missing: tuple[str, ...]
    losses: pd.DataFrame

    def convert(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame as the file will hold it.

        What is in :attr:`losses` is done here and in sight, never left to the
        driver: a character that the encoding lacks becomes "?", a long text ends
        after a whole character, a time of day is dropped, a number that is too wide
        becomes empty.

        Parameters
        ----------
        frame : DataFrame or GeoDataFrame
            The one that was planned for.

        Returns
        -------
        DataFrame or GeoDataFrame
            Columns named as in the file, the index kept, geometry unchanged.
        """
        data = {}
        for field in self.fields:
            kept = [self._kept(field, value) for value in _source_values(frame, field.alias)]
            kind = {Kind.INTEGER: "Int64", Kind.REAL: "float64"}.get(field.kind, "object")
            data[field.name] = pd.Series(kept, index=frame.index, dtype=kind)
        table = pd.DataFrame(data, index=frame.index)
        if isinstance(frame, GeoDataFrame) and frame.active_geometry_name is not None:
            converted: pd.DataFrame = GeoDataFrame(table, geometry=frame.geometry)
            return converted
        return table

    def _kept(self, field: ExportField, value: Any) -> Any:
        if value is None:
            return None
        if field.kind is Kind.TEXT:
            encoded = str(value).encode(self.encoding, "replace")[:TEXT_BYTES]
            return encoded.decode(self.encoding, "ignore")
        if field.kind is Kind.DATE:
            return str(value)[:10]
        return None if _number_fault(field.kind, value) else value


def plan_shapefile(
    frame: pd.DataFrame, level: Level, encoding: str = "gbk", aliases: AliasSet | None = None
) -> ExchangePlan:
    """Plan the export of a layer to a shapefile and find what it cannot hold.

    Parameters
    ----------
    frame : DataFrame or GeoDataFrame
        Rows of the layer. Columns that neither the layer nor the alias set knows are
        left out and listed among the losses.
    level : Level
        The layer.
    encoding : str
        ``gbk``, ``gb18030`` or ``utf-8``. GBK is what most receivers can read.
    aliases : AliasSet, optional
        Names that the receiver expects. Fields without one keep their own names.

    Returns
    -------
    ExchangePlan

    Raises
    ------
    InputError
        If the encoding is not one of the three.
    """
    if encoding not in ENCODINGS:
        raise InputError(
            "unknown-encoding",
            QT_TRANSLATE_NOOP("Yibiao", '"{encoding}" is no encoding for shapefiles. Choose one of {known}.'),
            encoding=encoding,
            known=", ".join(ENCODINGS),
        )
    chosen, missing, unnamed = _chosen_aliases(frame, level, aliases)
    codes = [None if pd.isna(code) else str(code) for code in frame["code"]] if "code" in frame else [None] * len(frame)
    labels = [str(label) for label in frame.index]
    losses: list[tuple[Any, ...]] = []
    fields = []
    for alias in chosen:
        values = list(_source_values(frame, alias))
        field = _export_field(level, alias, values, encoding)
        fields.append(field)
        for at, message in _faults(field, values, encoding):
            losses.append((level.value, labels[at], codes[at], field.name, message.code, message))
    text = QT_TRANSLATE_NOOP("Yibiao", 'Field "{field}" is not in the file: it has no short ASCII name.')
    losses += [
        (level.value, "", None, name, "field-name", Message("field-name", text, {"field": name})) for name in unnamed
    ]
    size = sum(field.width for field in fields) * len(frame)
    if size > FILE_BYTES:
        text = QT_TRANSLATE_NOOP(
            "Yibiao", "The file would have {size} GB; 2 GB is the most. Export parts of the layer."
        )
        losses.append(
            (level.value, "", None, "", "file-size", Message("file-size", text, {"size": f"{size / 1e9:.1f}"}))
        )
    table = pd.DataFrame(losses, columns=list(REJECT_COLUMNS), dtype=object)
    return ExchangePlan(level, encoding, tuple(fields), missing, table)


def _chosen_aliases(
    frame: pd.DataFrame, level: Level, aliases: AliasSet | None
) -> tuple[list[Alias], tuple[str, ...], list[str]]:
    """Return the aliases that the frame can fill, the names that it cannot, and its columns without a name."""
    shape = frame.active_geometry_name if isinstance(frame, GeoDataFrame) else None
    given = aliases.layers.get(level, ()) if aliases is not None else ()
    usable = [alias for alias in given if _is_usable(frame, shape, alias)]
    missing = tuple(alias.name for alias in given if alias not in usable)
    # a code cut to its first characters, or a text made of several fields, does not stand for the field itself
    renamed = {alias.field for alias in usable if alias.field and not alias.first}
    taken = {alias.name.upper() for alias in usable}
    rest = [alias for alias in own_names(level) if alias.field in frame.columns and alias.field not in renamed]
    # an alias set may use a field's own name for something else: the field gets a trailing underscore
    rest = [Alias(alias.name[:9] + "_", alias.field) if alias.name.upper() in taken else alias for alias in rest]
    known = {alias.field for alias in own_names(level)} | {name for alias in usable for name in alias.sources} | {shape}
    unnamed = [str(name) for name in frame.columns if name not in known]
    return [*usable, *rest], missing, unnamed


def _is_usable(frame: pd.DataFrame, shape: str | None, alias: Alias) -> bool:
    if alias.coordinate:
        return shape is not None
    return alias.sources[0] in frame.columns


def _source_values(frame: pd.DataFrame, alias: Alias) -> Iterator[Any]:
    """Yield the values of a field of the file, None where missing."""
    if alias.coordinate:
        get = shapely.get_x if alias.coordinate == "x" else shapely.get_y
        points = shapely.point_on_surface(np.asarray(frame.geometry.to_numpy(), dtype=object))
        yield from (None if value != value else value for value in get(points).tolist())
    elif alias.forms:
        present = [name for name in alias.sources if name in frame.columns]
        for values in zip(*(_plain(frame[name]) for name in present)):
            row = {name: value for name, value in zip(present, values) if value is not None}
            yield _formed(alias.forms, row)
    elif alias.first:
        yield from (None if value is None else str(value)[: alias.first] for value in _plain(frame[alias.field]))
    else:
        yield from _plain(frame[alias.field])


def _formed(forms: tuple[str, ...], row: dict[str, Any]) -> str | None:
    for form in forms:
        if all(name in row for name in PLACE.findall(form)):
            return PLACE.sub(lambda place: str(row[place[1]]), form)
    return None


def _plain(column: pd.Series) -> list[Any]:
    values: list[Any] = column.to_numpy(dtype=object).tolist()
    missing = pd.isna(column).to_numpy().tolist()
    return [None if gone else value for value, gone in zip(values, missing)]


def _export_field(level: Level, alias: Alias, values: list[Any], encoding: str) -> ExportField:
    declared = {field.name: field for field in (*LAYERS[level].fields, *ROW_FIELDS)}
    field = _COORDINATE if alias.coordinate else declared.get(alias.field, Field(alias.field, ""))
    if field.kind is Kind.INTEGER:
        digits = max((len(str(int(value))) for value in values if value is not None), default=1)
        return ExportField(alias.name, alias, field.label, field.kind, 9 if digits <= 9 else INTEGER_DIGITS)
    if field.kind is Kind.REAL:
        return ExportField(alias.name, alias, field.label, field.kind, REAL_WIDTH, REAL_DECIMALS)
    if field.kind is Kind.DATE:
        return ExportField(alias.name, alias, field.label, field.kind, 8)
    widest = max((len(_encoded(value, encoding)) for value in set(values) if value is not None), default=1)
    declared_bytes = (alias.first or field.width) * _BYTES_OF_CHARACTER[encoding]
    return ExportField(alias.name, alias, field.label, field.kind, min(TEXT_BYTES, max(widest, declared_bytes, 1)))


def _encoded(value: Any, encoding: str) -> bytes:
    return str(value).encode(encoding, "replace")


def _number_fault(kind: Kind, value: Any) -> bool:
    if kind is Kind.INTEGER:
        return len(str(int(value))) > INTEGER_DIGITS
    return len(f"{float(value):.{REAL_DECIMALS}f}") > REAL_WIDTH


def _faults(field: ExportField, values: list[Any], encoding: str) -> Iterator[tuple[int, Message]]:
    check = {Kind.TEXT: _text_faults, Kind.DATE: _date_faults}.get(field.kind)
    if check is not None:
        found = {value: check(value, encoding) for value in set(values) if value is not None}
        yield from ((at, message) for at, value in enumerate(values) for message in found.get(value, ()))
        return
    text = QT_TRANSLATE_NOOP("Yibiao", "The number {value} is too wide for a shapefile and is left empty.")
    for at, value in enumerate(values):
        if value is not None and _number_fault(field.kind, value):
            yield at, Message("number-width", text, {"value": shortened(value)})


def _text_faults(value: Any, encoding: str) -> list[Message]:
    encoded = _encoded(value, encoding)
    faults = []
    if encoded.decode(encoding) != str(value):
        lacking = "".join(dict.fromkeys(character for character in str(value) if not _can_hold(character, encoding)))
        text = QT_TRANSLATE_NOOP("Yibiao", '"{value}": {encoding} lacks {characters}; "?" is written instead.')
        details = {"value": shortened(value), "encoding": encoding.upper(), "characters": shortened(lacking)}
        faults.append(Message("encoding", text, details))
    if len(encoded) > TEXT_BYTES:
        text = QT_TRANSLATE_NOOP("Yibiao", '"{value}" has {bytes} bytes; the first {most} are written.')
        faults.append(
            Message("text-width", text, {"value": shortened(value), "bytes": len(encoded), "most": TEXT_BYTES})
        )
    return faults


def _can_hold(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _date_faults(value: Any, encoding: str) -> list[Message]:
    del encoding
    if not str(value)[len("2026-01-31") :].strip(" 0:T"):
        return []
    text = QT_TRANSLATE_NOOP("Yibiao", '"{value}": a shapefile holds the date without the time.')
    return [Message("time", text, {"value": shortened(value)})]
