"""How algorithms declare their parameters: always with help, always with what they must fulfil."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.model.layers import LAYERS, Geometry
from yibiao_qgis.model.levels import Level
from yibiao_qgis.processing import enums
from yibiao_qgis.processing.checks import LayerInput

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm as Base
else:
    Base = object

words = QCoreApplication.translate
"""``words("Yibiao", "...")`` is the form in which ``tools/translations.py`` finds the texts of the parameters."""

_SOURCE_TYPES = {
    Geometry.POLYGON: enums.POLYGON,
    Geometry.LINE: enums.LINE,
    Geometry.POINT: enums.POINT,
    Geometry.NONE: enums.VECTOR,
    None: enums.VECTOR,
}


class Declaring(Base):
    """The ``add_...`` methods; what they note is checked before every run.

    Attributes
    ----------
    layers : dict of str to LayerInput
        What each input layer must be.
    field_inputs : list of (parameter, layer parameter, optional)
    file_inputs : list of (parameter, label, optional)
    folder_outputs : list of parameter
    """

    def __init__(self) -> None:
        super().__init__()
        self.layers: dict[str, LayerInput] = {}
        self.field_inputs: list[tuple[str, str, bool]] = []
        self.file_inputs: list[tuple[str, str, bool]] = []
        self.folder_outputs: list[str] = []

    def add(self, parameter: QgsProcessingParameterDefinition, about: str, *, advanced: bool = False) -> None:
        """Add a parameter with its help."""
        parameter.setHelp(about)
        if advanced:
            parameter.setFlags(parameter.flags() | enums.ADVANCED)
        self.addParameter(parameter)

    def add_layer(
        self,
        name: str,
        label: str,
        about: str,
        geometry: Geometry | None,
        *,
        optional: bool = False,
        level: Level | None = None,
        needs: Sequence[str] = (),
    ) -> None:
        """Add an input layer; `needs` are declared fields of `level` that it must have."""
        self.layers[name] = LayerInput(name, label, geometry, optional, level, tuple(needs))
        self.add(
            QgsProcessingParameterFeatureSource(name, label, [_SOURCE_TYPES[geometry]], optional=optional),
            about,
        )

    def add_role(self, level: Level, about: str, *, optional: bool = True, needs: Sequence[str] = ()) -> None:
        """Add the layer of a level; the parameter is called like the level, in capitals."""
        layer = LAYERS[level]
        self.add_layer(
            level.name,
            translate_text(layer.label),
            about,
            layer.geometry,
            optional=optional,
            level=level,
            needs=needs,
        )

    def add_field(
        self,
        name: str,
        label: str,
        about: str,
        layer: str,
        *,
        default: str | None = None,
        optional: bool = False,
        several: bool = False,
        advanced: bool = False,
    ) -> None:
        """Add the choice of a field of the input `layer`."""
        self.field_inputs.append((name, layer, optional))
        self.add(
            QgsProcessingParameterField(
                name, label, default, layer, enums.ANY_FIELD, allowMultiple=several, optional=optional
            ),
            about,
            advanced=advanced,
        )

    def add_number(
        self,
        name: str,
        label: str,
        about: str,
        default: float,
        *,
        least: float = 0.0,
        most: float | None = None,
        advanced: bool = True,
    ) -> None:
        """Add a real number."""
        limits = {} if most is None else {"maxValue": most}
        self.add(
            QgsProcessingParameterNumber(name, label, enums.REAL, default, minValue=least, **limits),
            about,
            advanced=advanced,
        )

    def add_flag(self, name: str, label: str, about: str, default: bool, *, advanced: bool = False) -> None:
        """Add a yes or no."""
        self.add(QgsProcessingParameterBoolean(name, label, default), about, advanced=advanced)

    def add_choice(
        self,
        name: str,
        label: str,
        about: str,
        options: Sequence[str],
        *,
        default: Any = 0,
        several: bool = False,
        advanced: bool = False,
    ) -> None:
        """Add a choice among translated options; values are their numbers."""
        self.add(
            QgsProcessingParameterEnum(name, label, list(options), allowMultiple=several, defaultValue=default),
            about,
            advanced=advanced,
        )

    def add_text(
        self, name: str, label: str, about: str, *, default: str = "", optional: bool = False, advanced: bool = False
    ) -> None:
        """Add a text."""
        self.add(QgsProcessingParameterString(name, label, default, optional=optional), about, advanced=advanced)

    def add_file(
        self, name: str, label: str, about: str, filters: str, *, optional: bool = False, advanced: bool = False
    ) -> None:
        """Add a file that is read."""
        self.file_inputs.append((name, label, optional))
        self.add(
            QgsProcessingParameterFile(name, label, enums.FILE, optional=optional, fileFilter=filters),
            about,
            advanced=advanced,
        )

    def add_store(self, name: str, about: str, *, optional: bool = False, advanced: bool = False) -> None:
        """Add the file of a store that is read or written to."""
        filters = words("Yibiao", "GeoPackage files") + " (*.gpkg)"
        self.add_file(name, words("Yibiao", "Store"), about, filters, optional=optional, advanced=advanced)

    def add_sink(
        self,
        name: str,
        label: str,
        about: str,
        geometry: Geometry | None,
        *,
        optional: bool = False,
        by_default: bool = True,
    ) -> None:
        """Add an output layer; `by_default` is whether an optional one is made unless the user says no."""
        self.add(
            QgsProcessingParameterFeatureSink(
                name, label, _SOURCE_TYPES[geometry], optional=optional, createByDefault=by_default
            ),
            about,
        )

    def add_folder(self, name: str, label: str, about: str) -> None:
        """Add a folder that takes files."""
        self.folder_outputs.append(name)
        self.add(QgsProcessingParameterFolderDestination(name, label), about)

    def add_file_output(self, name: str, label: str, about: str, filters: str, *, optional: bool = False) -> None:
        """Add a file that is written."""
        self.add(
            QgsProcessingParameterFileDestination(name, label, filters, None, optional, createByDefault=not optional),
            about,
        )

    def add_count(self, name: str, label: str) -> None:
        """Declare a figure of the result."""
        self.addOutput(QgsProcessingOutputNumber(name, label))

    def add_answer(self, name: str, label: str) -> None:
        """Declare a yes or no of the result."""
        self.addOutput(QgsProcessingOutputBoolean(name, label))
