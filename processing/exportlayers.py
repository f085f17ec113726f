"""Algorithm ``exportlayers``: files for those who take files, with a list of what they cannot hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsField, QgsFields, QgsVectorFileWriter

from yibiao_qgis.bridge import (
    FIELD_TYPES,
    WKB_TYPES,
    declared_field,
    features,
    join_fields,
    store_crs,
    translate,
    translate_text,
    write_error,
)
from yibiao_qgis.model.feedback import check_canceled
from yibiao_qgis.model.layers import LAYERS, Geometry, Kind
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.model.paths import RESOURCES
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm
from yibiao_qgis.processing.declaring import words
from yibiao_qgis.processing.run import Run
from yibiao_qgis.processing.writer import Writer

if TYPE_CHECKING:
    import pandas as pd

    from yibiao_qgis.store import Store, StoreInfo
    from yibiao_qgis.store.aliassets import AliasSet
    from yibiao_qgis.store.exchange import ExchangePlan

LEVELS = tuple(Level)
"""Options of the parameter LEVELS: the order never changes, as scripts give its numbers."""

ENCODINGS = ("gbk", "gb18030", "utf-8")
ALIAS_SETS = ("", "grids", "addresses", "police")
"""Options of ALIAS_SET; new ones come behind, as scripts give their numbers."""

LOSSES_FILE = "losses.csv"
GEOPACKAGE_VERSION = "1.2"
"""GDAL 3.9 and later write 1.4 by themselves, of which older QGIS warns."""


class ExportLayers(YibiaoAlgorithm):
    """Export layers of the store as files."""

    ID = "exportlayers"
    TITLE = QT_TRANSLATE_NOOP("Yibiao", "Export store layers")
    GROUP = Group.STORE
    ABOUT = QT_TRANSLATE_NOOP(
        "Yibiao",
        "Writes layers of the store as GeoPackage, as shapefiles, or both. Shapefiles have short ASCII field names, "
        "texts in GBK or GB18030 with a .cpg file, and cannot hold everything: what is cut or replaced is listed in "
        "losses.csv, never lost in silence. Existing files of the same names are replaced only when everything is "
        "written.",
    )

    STORE = "STORE"
    LEVELS = "LEVELS"
    FORMAT = "FORMAT"
    ENCODING = "ENCODING"
    ALIAS_SET = "ALIAS_SET"
    FOLDER = "FOLDER"

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_store(self.STORE, words("Yibiao", "The GeoPackage file of the store."))
        self.add_choice(
            self.LEVELS,
            words("Yibiao", "Layers"),
            words("Yibiao", "Which layers are exported; those without rows are passed over."),
            [translate_text(LAYERS[level].label) for level in LEVELS],
            default=list(range(len(LEVELS))),
            several=True,
        )
        self.add_choice(
            self.FORMAT,
            words("Yibiao", "Format"),
            words("Yibiao", "GeoPackage holds everything; shapefiles are for receivers that take nothing else."),
            [
                words("Yibiao", "GeoPackage and shapefiles"),
                words("Yibiao", "GeoPackage"),
                words("Yibiao", "Shapefiles"),
            ],
        )
        self.add_choice(
            self.ENCODING,
            words("Yibiao", "Encoding of shapefiles"),
            words("Yibiao", "GBK is what most receivers read; GB18030 holds rare characters as well."),
            [name.upper() for name in ENCODINGS],
        )
        self.add_choice(
            self.ALIAS_SET,
            words("Yibiao", "Field names of shapefiles"),
            words("Yibiao", "Names that the receiver expects; fields without one keep their own."),
            [
                words("Yibiao", "Own names"),
                words("Yibiao", "Grid management (SZDYWGBSM, SZSQDM)"),
                words("Yibiao", "Address elements (RODNAME, DONAME)"),
                words("Yibiao", "Police (DZBM, DZMC, MLPH)"),
            ],
        )
        self.add_folder(
            self.FOLDER,
            words("Yibiao", "Folder"),
            words("Yibiao", "Folder that takes the files; it is made when the one above it exists."),
        )
        self.add_count("FILES_COUNT", words("Yibiao", "Number of layers written"))
        self.add_count("ROWS_COUNT", words("Yibiao", "Number of rows written"))
        self.add_count("LOSSES_COUNT", words("Yibiao", "Number of values that shapefiles could not hold"))

    def work(self, run: Run) -> None:
        """Read each layer once and write it in the formats asked for."""
        from yibiao_qgis.store import open_store_apart

        with open_store_apart(run.needed_file(self.STORE)) as store:
            self._export(run, store)

    def _export(self, run: Run, store: Store) -> None:
        from yibiao_qgis.store.aliassets import load_alias_set

        info = store.info
        folder = run.destination(self.FOLDER)
        scratch = run.outputs.stage_folder(folder)
        chosen = ALIAS_SETS[run.choice(self.ALIAS_SET)]
        export = _Export(
            run,
            info,
            scratch,
            ENCODINGS[run.choice(self.ENCODING)],
            load_alias_set(RESOURCES / "exchange" / f"{chosen}.json") if chosen else None,
        )
        form = run.choice(self.FORMAT)
        levels = [LEVELS[number] for number in run.choices(self.LEVELS)]
        for number, level in enumerate(levels):
            check_canceled(run.feedback)
            frame = store.read(level, feedback=run.feedback)
            if len(frame):
                export.layer(level, frame, to_geopackage=form in (0, 1), to_shapefile=form in (0, 2))
            run.feedback.set_progress(100 * (number + 1) / len(levels))
        if form in (0, 2):
            export.losses()
        run.results[self.FOLDER] = str(folder)
        export.tell()


class _Export:
    """One export: where it goes, and what was written so far."""

    def __init__(self, run: Run, info: StoreInfo, scratch: Path, encoding: str, aliases: AliasSet | None) -> None:
        self._run = run
        self._info = info
        self._scratch = scratch
        self._encoding = encoding
        self._aliases = aliases
        self._geopackage = scratch / f"{info.district_code}.gpkg"
        self._plans: list[ExchangePlan] = []
        self._files = 0
        self._rows = 0

    def layer(self, level: Level, frame: pd.DataFrame, *, to_geopackage: bool, to_shapefile: bool) -> None:
        """Write one layer."""
        self._rows += len(frame)
        self._run.summary.read(level.value, len(frame))
        if to_geopackage:
            self._to_geopackage(level, frame)
        if to_shapefile:
            self._to_shapefile(level, frame)

    def _to_geopackage(self, level: Level, frame: pd.DataFrame) -> None:
        from yibiao_qgis.store.schema import ROW_FIELDS

        fields = join_fields(declared_field(one) for one in (*LAYERS[level].fields, *ROW_FIELDS))
        dates = [one.name for one in (*LAYERS[level].fields, *ROW_FIELDS) if one.kind is Kind.DATE]
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = level.value
        options.datasourceOptions = [f"VERSION={GEOPACKAGE_VERSION}"]
        options.layerOptions = [f"DESCRIPTION={translate_text(LAYERS[level].label)}"]
        if self._geopackage.exists():
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        self._write(level, frame, fields, dates, options, self._geopackage, f"|layername={level.value}")

    def _to_shapefile(self, level: Level, frame: pd.DataFrame) -> None:
        from yibiao_qgis.store.exchange import plan_shapefile

        plan = plan_shapefile(frame, level, self._encoding, self._aliases)
        self._plans.append(plan)
        fields = QgsFields()
        for one in plan.fields:
            fields.append(QgsField(one.name, FIELD_TYPES[one.kind], "", one.width, one.decimals))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "ESRI Shapefile"
        options.fileEncoding = self._encoding.upper()
        dates = [one.name for one in plan.fields if one.kind is Kind.DATE]
        path = self._scratch / f"{level.value}.shp"
        self._write(level, plan.convert(frame), fields, dates, options, path, "")
        path.with_suffix(".cpg").write_text(self._encoding.upper(), encoding="ascii")

    def _write(
        self,
        level: Level,
        frame: Any,
        fields: QgsFields,
        dates: list[str],
        options: QgsVectorFileWriter.SaveVectorOptions,
        path: Path,
        layer: str,
    ) -> None:
        shown = frame.copy()
        for name in dates:
            shown[name] = [dt.date.fromisoformat(value) if isinstance(value, str) else None for value in shown[name]]
        sink = QgsVectorFileWriter.create(
            str(path),
            fields,
            WKB_TYPES[LAYERS[level].geometry],
            store_crs(),
            self._run.context.transformContext(),
            options,
        )
        if sink.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise write_error(path.name, sink.errorMessage())
        if LAYERS[level].geometry is Geometry.NONE and path.suffix == ".shp":
            path = path.with_suffix(".dbf")
        with Writer(sink, f"{path}{layer}", path.name, self._run.context, self._run.feedback) as writer:
            for feature in features(shown, fields):
                writer.add(feature)
        self._files += 1
        self._run.summary.wrote(f"{path.name}{layer}", writer.count)

    def losses(self) -> None:
        """Write the list of what the shapefiles cannot hold."""
        import pandas as pd

        from yibiao_qgis.store.spreadsheet import harmless_frame

        rows = pd.concat([plan.losses for plan in self._plans]) if self._plans else pd.DataFrame()
        if len(rows):
            rows = rows.assign(text=[translate(text) for text in rows["text"]])
        path = self._scratch / LOSSES_FILE
        try:
            # Spreadsheets take a CSV for UTF-8 only by its byte order mark.
            harmless_frame(rows).to_csv(path, index=False, encoding="utf-8-sig")
        except OSError as error:
            raise write_error(path.name, str(error)) from error

    def tell(self) -> None:
        """Tell the figures."""
        losses = sum(len(plan.losses) for plan in self._plans)
        self._run.count("FILES_COUNT", self._files)
        self._run.count("ROWS_COUNT", self._rows)
        self._run.count("LOSSES_COUNT", losses)
        self._run.say(
            Message(
                "layers-exported",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "{files:,} layers with {rows:,} rows of {district} as of transaction {tx}; "
                    "{losses:,} values that shapefiles cannot hold",
                ),
                {
                    "files": self._files,
                    "rows": self._rows,
                    "district": self._info.district_name,
                    "tx": self._info.last_tx,
                    "losses": losses,
                },
            )
        )
        kinds: dict[str, int] = {}
        for plan in self._plans:
            for rule, number in plan.losses["rule"].value_counts().items():
                kinds[str(rule)] = kinds.get(str(rule), 0) + int(number)
            if plan.missing:
                self._run.say(
                    Message(
                        "alias-fields-missing",
                        QT_TRANSLATE_NOOP("Yibiao", "{layer}: the store has nothing for the fields {fields}"),
                        {"layer": Message("layer", LAYERS[plan.level].label), "fields": ", ".join(plan.missing)},
                    )
                )
        self._run.summary.group("losses", kinds)
