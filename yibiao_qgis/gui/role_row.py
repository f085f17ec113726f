"""One role of the district: its layer, how many objects it holds, and how to mend it."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsMapLayer, QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from yibiao_qgis.bridge import translate_text
from yibiao_qgis.gui.roles import NEEDED, RoleFault, Roles, role_text
from yibiao_qgis.model.layers import LAYERS, Geometry
from yibiao_qgis.model.levels import Level

translate = QCoreApplication.translate

NAME_WIDTH = 8
"""Chinese characters for the names of the roles, so that all layer boxes begin at one line."""

_FILTERS = {
    Geometry.POLYGON: QgsMapLayerProxyModel.Filter.PolygonLayer,
    Geometry.LINE: QgsMapLayerProxyModel.Filter.LineLayer,
    Geometry.POINT: QgsMapLayerProxyModel.Filter.PointLayer,
    Geometry.NONE: QgsMapLayerProxyModel.Filter.VectorLayer,
}


def mend_text(fault: RoleFault) -> str:
    """Return what the button says that mends a fault."""
    return {
        RoleFault.MISSING: translate("RoleRow", "Add layer…"),
        RoleFault.BROKEN_SOURCE: translate("RoleRow", "Find file…"),
        RoleFault.WRONG_GEOMETRY: translate("RoleRow", "Choose another…"),
        RoleFault.NO_CRS: translate("RoleRow", "Set coordinate system…"),
        RoleFault.MISSING_FIELDS: translate("RoleRow", "Match fields…"),
        RoleFault.EMPTY: translate("RoleRow", "Choose another…"),
    }[fault]


class RoleRow(QWidget):
    """A role and the layer that plays it.

    Parameters
    ----------
    level : Level
        The role.
    roles : Roles
        The project's roles.
    parent : QWidget
        The page.
    """

    mend_wanted = pyqtSignal(object)

    def __init__(self, level: Level, roles: Roles, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"role-{level.value}")
        self.level = level
        self._roles = roles
        name = QLabel(translate_text(LAYERS[level].label), self)
        name.setFixedWidth(NAME_WIDTH * self.fontMetrics().horizontalAdvance("名"))
        name.setWordWrap(True)
        if level in NEEDED:
            font = name.font()
            font.setBold(True)
            name.setFont(font)
            name.setToolTip(self.tr("Needed for the address library"))
        self.combo = QgsMapLayerComboBox(self)
        self.combo.setFilters(_FILTERS[LAYERS[level].geometry])
        self.combo.setAllowEmptyLayer(True)
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.combo.setAccessibleName(name.text())
        # In a page that scrolls, the wheel must not change a role in passing.
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.installEventFilter(self)
        self.combo.layerChanged.connect(self._on_chosen)
        self._count = QLabel(self)
        self._count.setMinimumWidth(self.fontMetrics().horizontalAdvance("000,000"))
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._mark = QLabel(self)
        self._mark.setPixmap(QgsApplication.getThemeIcon("/mIconWarning.svg").pixmap(14, 14))
        self.button = QPushButton(self)
        self.button.clicked.connect(lambda: self.mend_wanted.emit(self._roles.state(self.level)))
        fault = QHBoxLayout()
        fault.addWidget(self._mark)
        fault.addWidget(self._sentence, 1)
        fault.addWidget(self.button)
        layout = QGridLayout(self)
        layout.setContentsMargins(4, 1, 4, 1)
        layout.setVerticalSpacing(1)
        layout.addWidget(name, 0, 0)
        layout.addWidget(self.combo, 0, 1)
        layout.addWidget(self._count, 0, 2)
        layout.addLayout(fault, 1, 0, 1, 3)
        self.setTabOrder(self.combo, self.button)
        layout.setColumnStretch(1, 1)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Leave the wheel to the page."""
        if watched is self.combo and event is not None and event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return bool(super().eventFilter(watched, event))

    def refresh(self, is_next: bool = False) -> None:
        """Show the role's layer as it is now.

        Parameters
        ----------
        is_next : bool
            Whether putting this layer right is the click that makes sense now.
        """
        state = self._roles.state(self.level)
        self.combo.blockSignals(True)
        self.combo.setLayer(state.layer)
        self.combo.blockSignals(False)
        count = state.layer.featureCount() if state.layer is not None and state.layer.isValid() else None
        self._count.setText("" if count is None or count < 0 else f"{count:,}")
        self._count.setToolTip(self.tr("Number of records"))
        self.combo.setToolTip(state.layer.name() if state.layer is not None else self.tr("No layer chosen"))
        sentence = role_text(state)
        if state.fault is RoleFault.MISSING and self._roles.candidates(self.level):
            sentence = self.tr("Choose a layer above, or add one.")
        self.combo.setAccessibleDescription(sentence)
        self._sentence.setText(sentence)
        for widget in (self._sentence, self._mark, self.button):
            widget.setVisible(bool(sentence))
        if state.fault is not None:
            self.button.setText(mend_text(state.fault))
        self.button.setDefault(is_next)
        font = self.button.font()
        font.setBold(is_next)
        self.button.setFont(font)

    def _on_chosen(self, layer: QgsMapLayer | None) -> None:
        if layer is not self._roles.layer(self.level):
            self._roles.assign(self.level, layer if isinstance(layer, QgsVectorLayer) else None)
