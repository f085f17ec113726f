"""Algorithm ``publishlayers``: checked layers into the store, in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from qgis.core import QgsFeature, QgsFields, QgsProcessingContext

from yibiao_qgis.bridge import TEXT_WIDTH, WKB_TYPES, own_fields, store_crs, text_fields, translate
from yibiao_qgis.model.feedback import NullFeedback
from yibiao_qgis.model.layers import LAYERS, Geometry
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message
from yibiao_qgis.processing.base import Group, YibiaoAlgorithm
from yibiao_qgis.processing.checks import is_given
from yibiao_qgis.processing.declaring import words
from yibiao_qgis.processing.run import Run

LIFE = ("status", "valid_from", "valid_to", "version")
"""Columns of a row taken from the store that go back with it."""


class PublishLayers(YibiaoAlgorithm):
    """Publish layers to the store."""

    ID = "publishlayers"
    TITLE = QT_TRANSLATE_NOOP("Yibiao", "Publish layers to store")
    GROUP = Group.STORE
    ABOUT = QT_TRANSLATE_NOOP(
        "Yibiao",
        "Brings layers into the store in one transaction: whole or not at all. Every row is checked first; rows that "
        "are refused are listed with field, rule and reason. A row that is in the store already, by its identity or "
        "its code, is changed or left as it is; nothing is ever deleted. Every change is kept with who, when and why.",
    )

    STORE = "STORE"
    ACTOR = "ACTOR"
    REASON = "REASON"
    LEAVE_OUT = "LEAVE_OUT"
    RETIRE_MISSING = "RETIRE_MISSING"
    REQUEST_ID = "REQUEST_ID"
    REJECTED = "REJECTED"
    IS_PUBLISHED = "IS_PUBLISHED"
    TX = "TX"

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_store(self.STORE, words("Yibiao", "The GeoPackage file of the store."))
        for level in Level:
            self.add_role(level, words("Yibiao", "Layer with the declared fields; leave it empty to publish none."))
        self.add_text(
            self.REASON,
            words("Yibiao", "Reason"),
            words("Yibiao", "Why this is published; kept in the history."),
            optional=True,
        )
        self.add_text(
            self.ACTOR,
            words("Yibiao", "Publisher"),
            words("Yibiao", "Office or duty post that publishes; kept in the history. No names of persons."),
            default="QGIS",
        )
        self.add_flag(
            self.LEAVE_OUT,
            words("Yibiao", "Leave out refused rows"),
            words(
                "Yibiao",
                "When set, the other rows go in and the refused ones are listed. "
                "Otherwise a single refused row stops all.",
            ),
            default=False,
        )
        self.add_flag(
            self.RETIRE_MISSING,
            words("Yibiao", "Retire rows that are missing"),
            words(
                "Yibiao",
                "When set, rows of the given layers that are in the store but not in the layer are retired. "
                "Set it only when the layers hold the whole district.",
            ),
            default=False,
            advanced=True,
        )
        self.add_text(
            self.REQUEST_ID,
            words("Yibiao", "Request name"),
            words(
                "Yibiao",
                "Name of this publish. The same name again changes nothing and answers with the first result, so that "
                "a script may repeat what it is not sure of. Made up when left empty.",
            ),
            optional=True,
            advanced=True,
        )
        self.add_sink(
            self.REJECTED,
            words("Yibiao", "Refused rows"),
            words("Yibiao", "One row for each fault: layer, row, code, field, rule and text."),
            Geometry.NONE,
        )
        self.add_answer(self.IS_PUBLISHED, words("Yibiao", "Whether the layers went into the store"))
        self.add_count(self.TX, words("Yibiao", "Number of the transaction, 0 when nothing went in"))
        self.add_count("GIVEN_COUNT", words("Yibiao", "Number of rows given"))
        self.add_count("INSERTED_COUNT", words("Yibiao", "Number of rows inserted"))
        self.add_count("UPDATED_COUNT", words("Yibiao", "Number of rows changed"))
        self.add_count("UNCHANGED_COUNT", words("Yibiao", "Number of rows that were in the store just so"))
        self.add_count("RETIRED_COUNT", words("Yibiao", "Number of rows retired"))
        self.add_count("REJECTED_COUNT", words("Yibiao", "Number of rows refused"))

    def fault(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Message | None:
        """Check that there is something to publish."""
        if not any(is_given(parameters.get(level.name)) for level in Level):
            return Message(
                "nothing-to-publish",
                QT_TRANSLATE_NOOP("Yibiao", "No layer was given to publish. Choose at least one."),
            )
        for level in Level:
            source = self.parameterAsSource(parameters, level.name, context)
            if source is None:
                continue
            present = own_fields(source, level)
            if "code" not in present:
                return Message(
                    "no-code-to-publish",
                    QT_TRANSLATE_NOOP(
                        "Yibiao",
                        "The layer {layer} has no field code, without which nothing can be published. "
                        "Run Assign codes on it first.",
                    ),
                    {"layer": source.sourceName()},
                )
        return None

    def work(self, run: Run) -> None:
        """Publish and list what was refused."""
        from yibiao_qgis.store import OnReject, open_store_apart

        with open_store_apart(run.needed_file(self.STORE)) as store:
            _ = store.info  # a file that is no store is refused before the layers are read
            report = store.publish(
                self._frames(run),
                actor=run.text(self.ACTOR),
                reason=run.text(self.REASON),
                request_id=run.text(self.REQUEST_ID) or str(uuid.uuid4()),
                retire_missing=run.flag(self.RETIRE_MISSING),
                on_reject=OnReject.LEAVE_OUT if run.flag(self.LEAVE_OUT) else OnReject.REFUSE,
                feedback=run.step(30, 95),
            )
        fields = text_fields(layer=12, row=40, code=40, field=20, rule=40, text=TEXT_WIDTH)
        run.write(
            self.REJECTED,
            _rejected(report.rejected, fields),
            fields,
            WKB_TYPES[Geometry.NONE],
            total=len(report.rejected),
            # The store holds the transaction by now: a cancel comes too late.
            feedback=NullFeedback(),
        )
        self._tell(run, report)

    def _frames(self, run: Run) -> dict[Level, Any]:
        frames = {}
        for number, level in enumerate(Level):
            source = run.source(level.name)
            if source is None:
                continue
            wanted = own_fields(source, level)
            present = {one.name().lower(): one.name() for one in source.fields()}
            wanted.update({name: present[name] for name in LIFE if name in present})
            frames[level] = run.frame(
                level.name,
                fields=wanted,
                crs=store_crs(),
                feedback=run.step(30 * number / len(Level), 30 * (number + 1) / len(Level)),
            )
        return frames

    def _tell(self, run: Run, report: Any) -> None:
        run.count(self.IS_PUBLISHED, not report.is_refused)
        run.count(self.TX, report.tx or 0)
        figures = {
            "given": report.given,
            "inserted": report.inserted,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "retired": report.retired,
            "rejected": report.rejected_rows,
        }
        for name, value in figures.items():
            run.count(f"{name.upper()}_COUNT", value)
        run.summary.group("rules", report.rejected["rule"].value_counts().to_dict())
        if report.is_refused:
            refused = Message(
                "publish-refused",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "Nothing was published: {rejected:,} of {given:,} rows were refused. Mend them, or set Leave out "
                    "refused rows.",
                ),
                figures,
            )
            run.say(refused)
            run.report(refused)
        else:
            run.say(
                Message(
                    "published",
                    QT_TRANSLATE_NOOP(
                        "Yibiao",
                        "Transaction {tx}: {inserted:,} inserted, {updated:,} changed, {unchanged:,} as they were, "
                        "{retired:,} retired, {rejected:,} refused",
                    ),
                    {"tx": report.tx, **figures},
                )
            )
        for level, counts in report.counts.items():
            run.say(
                Message(
                    "published-layer",
                    QT_TRANSLATE_NOOP(
                        "Yibiao",
                        "{layer}: {given:,} given, {inserted:,} inserted, {updated:,} changed, {retired:,} retired, "
                        "{rejected:,} refused",
                    ),
                    {
                        "layer": Message("layer", LAYERS[level].label),
                        "given": counts.given,
                        "inserted": counts.inserted,
                        "updated": counts.updated,
                        "retired": counts.retired,
                        "rejected": counts.rejected,
                    },
                )
            )


def _rejected(rows: Any, fields: QgsFields) -> Iterator[QgsFeature]:
    for row in rows.itertuples(index=False):
        feature = QgsFeature(fields)
        text = translate(row.text) if isinstance(row.text, Message) else str(row.text)
        values = (row.layer, row.row, row.code, row.field, row.rule, text)
        feature.setAttributes([None if value is None else str(value) for value in values])
        yield feature
