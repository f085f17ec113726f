"""Which layer of the project plays which role of the district.

A role is a level of :mod:`yibiao_qgis.model.levels`. Roles are found by
themselves from a layer's mark, name, geometry and fields; what the user chooses
is kept in the project and always wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qgis.core import Qgis, QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.bridge.styling import ROLE_PROPERTY
from yibiao_qgis.model.layers import LAYERS, Geometry
from yibiao_qgis.model.levels import Level

translate = QCoreApplication.translate

SCOPE = "yibiao"
EDITED_PROPERTY = "yibiao/edits"
"""Custom property of a layer: how often its edits were saved, so that older results are known."""

NO_LAYER = "-"
"""Kept in the project when the user says that no layer plays the role."""

ROLES = (
    Level.TOWN,
    Level.COMMUNITY,
    Level.GRID,
    Level.STATION,
    Level.BEAT,
    Level.STREET,
    Level.COMPOUND,
    Level.BUILDING,
    Level.PLATE,
    Level.ROOM,
    Level.ADDRESS,
)

NEEDED = (Level.COMMUNITY, Level.STREET, Level.BUILDING, Level.PLATE)
"""Roles without which there is no address library; the others make it richer."""

NAME_HINTS: dict[Level, tuple[str, ...]] = {
    Level.TOWN: ("town", "镇街", "街道", "乡镇"),
    Level.COMMUNITY: ("community", "communities", "社区", "村界"),
    Level.GRID: ("grid", "网格"),
    Level.STATION: ("station", "派出所"),
    Level.BEAT: ("beat", "警务责任区", "责任区"),
    Level.STREET: ("street", "road", "街路巷", "道路"),
    Level.COMPOUND: ("compound", "小区", "院落", "自然村"),
    Level.BUILDING: ("building", "楼幢", "建筑", "房屋"),
    Level.PLATE: ("plate", "门楼牌", "门牌"),
    Level.ROOM: ("room", "户室", "房间"),
    Level.ADDRESS: ("address", "标准地址", "地址库"),
}

_GEOMETRY = {
    Geometry.POLYGON: Qgis.GeometryType.Polygon,
    Geometry.LINE: Qgis.GeometryType.Line,
    Geometry.POINT: Qgis.GeometryType.Point,
    Geometry.NONE: Qgis.GeometryType.Null,
}


class RoleFault(Enum):
    """Why a role's layer cannot be worked with."""

    MISSING = "missing"
    BROKEN_SOURCE = "broken-source"
    WRONG_GEOMETRY = "wrong-geometry"
    NO_CRS = "no-crs"
    MISSING_FIELDS = "missing-fields"
    EMPTY = "empty"


@dataclass(frozen=True)
class RoleState:
    """A role, the layer that plays it and what is wrong with it.

    Parameters
    ----------
    level : Level
        The role.
    layer : QgsVectorLayer, optional
        None when no layer plays the role.
    fault : RoleFault, optional
        None when the layer can be worked with, or an optional role is not played.
    fields : tuple of str
        The missing fields, for ``RoleFault.MISSING_FIELDS``.
    """

    level: Level
    layer: QgsVectorLayer | None
    fault: RoleFault | None = None
    fields: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether a step may take the layer."""
        return self.layer is not None and self.fault is None


class Roles(QObject):
    """The roles of the open project's layers.

    Signals
    -------
    changed
        A layer came, went or took another role.
    """

    changed = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._found: dict[Level, str] = {}
        self._heard: dict[str, QgsVectorLayer] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.changed)
        project.layersAdded.connect(self._on_layers)
        project.layersWillBeRemoved.connect(self._on_leaving)
        project.layersRemoved.connect(self._on_layers)
        project.readProject.connect(self._on_read)
        project.cleared.connect(self._on_cleared)
        self._listen()

    def disconnect_all(self) -> None:
        """Stop listening to the project and its layers."""
        self._later.stop()
        self._project.layersAdded.disconnect(self._on_layers)
        self._project.layersWillBeRemoved.disconnect(self._on_leaving)
        self._project.layersRemoved.disconnect(self._on_layers)
        self._project.readProject.disconnect(self._on_read)
        self._project.cleared.disconnect(self._on_cleared)
        self._on_leaving(list(self._heard))

    def layer(self, level: Level) -> QgsVectorLayer | None:
        """Return the layer that plays the role, chosen or found, or None."""
        chosen, _ = self._project.readEntry(SCOPE, f"/roles/{level.value}", "")
        if chosen == NO_LAYER:
            return None
        # Who was found keeps the role under another name, too.
        layer = self._project.mapLayer(chosen or self._found.get(level, ""))
        if not isinstance(layer, QgsVectorLayer):
            layer = self._find(level)
            if layer is not None:
                self._found[level] = layer.id()
        return layer

    def assign(self, level: Level, layer: QgsVectorLayer | None) -> None:
        """Let `layer` play the role from now on; None means that no layer does."""
        self._project.writeEntry(SCOPE, f"/roles/{level.value}", layer.id() if layer is not None else NO_LAYER)
        self.changed.emit()

    def state(self, level: Level) -> RoleState:
        """Return who plays the role and what is wrong with it."""
        layer = self.layer(level)
        if layer is None:
            return RoleState(level, None, RoleFault.MISSING if level in NEEDED else None)
        if not layer.isValid():
            return RoleState(level, layer, RoleFault.BROKEN_SOURCE)
        if layer.geometryType() != _GEOMETRY[LAYERS[level].geometry] and LAYERS[level].geometry != Geometry.NONE:
            return RoleState(level, layer, RoleFault.WRONG_GEOMETRY)
        if layer.isSpatial() and not layer.crs().isValid():
            return RoleState(level, layer, RoleFault.NO_CRS)
        names = {field.name() for field in layer.fields()}
        missing = tuple(name for name in _needed_fields(level) if name not in names)
        if missing:
            return RoleState(level, layer, RoleFault.MISSING_FIELDS, missing)
        if layer.featureCount() == 0:
            return RoleState(level, layer, RoleFault.EMPTY)
        return RoleState(level, layer)

    def is_empty(self) -> bool:
        """Tell whether the project has no layer that plays a role."""
        return all(self.layer(level) is None for level in ROLES)

    def mark(self, level: Level) -> str:
        """Return what tells the role's layer and its saved edits from another's; empty without a layer."""
        layer = self.layer(level)
        return f"{layer.id()}#{layer.customProperty(EDITED_PROPERTY, 0)}" if layer is not None else ""

    def candidates(self, level: Level) -> int:
        """Return how many layers of the project have the geometry that the role needs."""
        wanted = _GEOMETRY[LAYERS[level].geometry]
        layers = (layer for layer in self._project.mapLayers().values() if isinstance(layer, QgsVectorLayer))
        return sum(layer.isValid() and layer.geometryType() == wanted for layer in layers)

    def _on_layers(self, *_: object) -> None:
        # One answer to many layers at once, and only when the boxes of layers know them too.
        self._listen()
        self._later.start(0)

    def _on_read(self, *_: object) -> None:
        """Give back roles of temporary layers that lost their content when the project was closed."""
        for level in ROLES:
            chosen, _found = self._project.readEntry(SCOPE, f"/roles/{level.value}", "")
            layer = self._project.mapLayer(chosen)
            if isinstance(layer, QgsVectorLayer) and layer.providerType() == "memory" and not layer.featureCount():
                self._project.removeEntry(SCOPE, f"/roles/{level.value}")
        self._on_layers()

    def _on_cleared(self) -> None:
        self._found.clear()
        self._on_layers()

    def _listen(self) -> None:
        for name, layer in self._project.mapLayers().items():
            if isinstance(layer, QgsVectorLayer) and name not in self._heard:
                self._heard[name] = layer
                layer.nameChanged.connect(self._on_renamed)
                layer.crsChanged.connect(self._on_layers)
                layer.dataSourceChanged.connect(self._on_layers)
                layer.updatedFields.connect(self._on_layers)
                layer.afterCommitChanges.connect(self._on_edited)

    def _on_leaving(self, names: list[str]) -> None:
        for name in names:
            layer = self._heard.pop(name, None)
            if layer is not None:
                layer.nameChanged.disconnect(self._on_renamed)
                layer.crsChanged.disconnect(self._on_layers)
                layer.dataSourceChanged.disconnect(self._on_layers)
                layer.updatedFields.disconnect(self._on_layers)
                layer.afterCommitChanges.disconnect(self._on_edited)

    def _on_renamed(self) -> None:
        # The name may have been what the role was found by; the project file must remember it now.
        layer = self.sender()
        for level, name in self._found.items():
            if isinstance(layer, QgsVectorLayer) and layer.id() == name:
                self._project.writeEntry(SCOPE, f"/roles/{level.value}", name)
        self._later.start(0)

    def _on_edited(self) -> None:
        layer = self.sender()
        if isinstance(layer, QgsVectorLayer):
            layer.setCustomProperty(EDITED_PROPERTY, int(layer.customProperty(EDITED_PROPERTY, 0)) + 1)
        self._later.start(0)

    def _find(self, level: Level) -> QgsVectorLayer | None:
        layers = [layer for layer in self._project.mapLayers().values() if isinstance(layer, QgsVectorLayer)]
        scored = [(score(layer, level), layer) for layer in layers]
        best = max(scored, key=lambda pair: (pair[0], pair[1].name()), default=(0, None))
        return best[1] if best[0] >= FOUND else None


FOUND = 4
"""Least score at which a layer is taken for a role without asking."""


def score(layer: QgsVectorLayer, level: Level) -> int:
    """Tell how well a layer fits a role; 0 means not at all.

    A mark of the plugin's own settles it. Otherwise the geometry must fit, and
    name and fields together must speak for it: a name alone could be anything.
    """
    mark = layer.customProperty(ROLE_PROPERTY, "")
    if mark:
        return 100 if mark == level.value else 0
    declared = LAYERS[level]
    if layer.isValid() and layer.geometryType() != _GEOMETRY[declared.geometry]:
        return 0
    name = layer.name().lower()
    points = 3 if any(hint in name for hint in NAME_HINTS[level]) else 0
    names = {field.name() for field in layer.fields()}
    known = sum(field.name in names for field in declared.fields)
    return points + (3 * known) // len(declared.fields)


def role_text(state: RoleState) -> str:
    """Return the sentence that says what is wrong with a role's layer; empty when nothing is."""
    texts = {
        RoleFault.MISSING: translate("Roles", "No layer plays this role yet."),
        RoleFault.BROKEN_SOURCE: translate("Roles", "The file of “{layer}” cannot be read."),
        RoleFault.WRONG_GEOMETRY: translate("Roles", "The layer holds {found}, this role needs {wanted}."),
        RoleFault.NO_CRS: translate("Roles", "The layer does not say in which coordinate system it is."),
        RoleFault.MISSING_FIELDS: translate("Roles", "Fields are missing: {fields}."),
        RoleFault.EMPTY: translate("Roles", "The layer is empty."),
    }
    if state.fault is None:
        return ""
    found = ""
    if state.fault is RoleFault.WRONG_GEOMETRY and state.layer is not None:
        found = QgsWkbTypes.geometryDisplayString(state.layer.geometryType())
    wanted = QgsWkbTypes.geometryDisplayString(_GEOMETRY[LAYERS[state.level].geometry])
    return texts[state.fault].format(
        found=found,
        wanted=wanted,
        fields=translate("Roles", ", ").join(field_words(state.level, name) for name in state.fields),
        layer=state.layer.name() if state.layer is not None else "",
    )


def field_words(level: Level, name: str) -> str:
    """Return a declared field as people call it, with the name that the layer needs."""
    label = translate_text(LAYERS[level].field(name).label)
    return translate("Roles", "{label} ({name})").format(label=label, name=name)


def _needed_fields(level: Level) -> tuple[str, ...]:
    needed = tuple(field.name for field in LAYERS[level].fields if field.required and field.name != "code")
    return ("code", *needed) if level in (Level.TOWN, Level.COMMUNITY, Level.STATION, Level.BEAT) else needed
