"""The panel in other shapes: narrow, wide, afloat, small window, large letters; keyboard, gear and help."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QWidget
from scenarios.overview import too_narrow

from yibiao_qgis.gui import dock as dock_module
from yibiao_qgis.gui.project_page import ProjectPage


def run(session):
    window = session.iface.mainWindow()
    dock = session.plugin._dock
    dock.setUserVisible(True)
    overview = dock.overview
    session.values["narrow"] = narrow = {}
    session.values["drawn"] = [_is_drawn(label) for label in overview.hints]
    QTest.mouseClick(overview.sample_button, Qt.MouseButton.LeftButton)
    session.settle()
    for name, width in (("narrow", 320), ("wide", 560)):
        window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        session.pause(200)
        narrow[name] = too_narrow(overview)
        session.shot(f"looks-{name}", dock)
    dock.setFloating(True)
    dock.resize(330, 700)
    session.pause(200)
    narrow["afloat"] = too_narrow(overview)
    session.shot("looks-afloat", dock)
    dock.setFloating(False)
    window.resizeDocks([dock], [340], Qt.Orientation.Horizontal)
    window.resize(1280, 720)
    session.pause(200)
    session.values["drawn"] += [_is_drawn(overview._counts), _is_drawn(overview._next)]
    narrow["small"] = too_narrow(overview)
    session.shot("looks-small")
    session.values["keys"] = _tab_through(overview)
    session.values["unnamed"] = _unnamed(dock)
    session.values["help"] = _help(dock)
    session.values["page"] = _gear(session, dock)
    session.values["wheel"] = _wheel(session, overview)
    letters = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(letters.pointSizeF() * 1.6)
    # QGIS sets its font by a style sheet of the application; the widgets' own sheet goes over it.
    dock.setStyleSheet(f"* {{ font-size: {large.pointSizeF():.0f}pt }}")
    session.pause(300)
    narrow["large"] = too_narrow(overview)
    session.shot("looks-large", dock)


def _is_drawn(label):
    """Tell whether a label's text can be seen: its picture has more than one colour."""
    image = label.grab().toImage()
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) > 1


def _tab_through(overview):
    """Return the objects that Tab reaches from the first step's button on."""
    first = overview.step_rows["check"].button
    first.setFocus()
    found = []
    widget = first
    for _ in range(60):
        if overview.isAncestorOf(widget) and widget.isVisible():
            found.append(widget)
        widget = widget.nextInFocusChain()
        while not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()):
            widget = widget.nextInFocusChain()
        if widget is first:
            break
    return [_row_of(widget) for widget in found if isinstance(widget, (QAbstractButton, QComboBox))]


def _row_of(widget: QWidget) -> str:
    while widget is not None and not widget.objectName().startswith(("step-", "role-", "store", "keeping")):
        widget = widget.parentWidget()
    return widget.objectName() if widget is not None else ""


def _unnamed(dock):
    """Return the buttons and boxes that a screen reader would have no name for."""
    return [
        type(child).__name__
        for child in dock.tabs.findChildren((QAbstractButton, QComboBox))
        if child.isVisibleTo(dock)
        and not (child.accessibleName() or getattr(child, "text", str)())
        # Arrows of the tab bar and the like are Qt's own.
        and not child.objectName().startswith("Scroll")
        and child.parentWidget().objectName() != "qt_tabwidget_tabbar"
    ]


def _help(dock):
    opened = []

    class Services(QDesktopServices):
        @staticmethod
        def openUrl(url):
            opened.append(url)
            return True

    kept, dock_module.QDesktopServices = dock_module.QDesktopServices, Services
    dock.help_button.click()
    dock_module.QDesktopServices = kept
    return [opened[0].isLocalFile(), opened[0].toLocalFile()]


def _gear(session, dock):
    """Open the project's properties by the gear; return whether our page came up and what it holds."""
    from qgis.PyQt.QtCore import QTimer

    seen = {}

    def look():
        dialog = next((one for one in session.dialogs() if one.findChildren(ProjectPage)), None)
        if dialog is None:
            return QTimer.singleShot(200, look)
        page = dialog.findChildren(ProjectPage)[0]
        seen["visible"] = page.isVisible()
        seen["zone"] = page.zone.crs().authid()
        session.shot("looks-gear", dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        if dialog.isVisible():
            QDialog.reject(dialog)
        return None

    QTimer.singleShot(500, look)
    dock.settings_button.click()
    return seen


def _wheel(session, overview):
    """Turn the wheel over a role's box; return whether the role changed."""
    from qgis.PyQt.QtCore import QPoint, QPointF
    from qgis.PyQt.QtGui import QWheelEvent

    combo = next(iter(overview.role_rows.values())).combo
    before = combo.currentIndex()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(combo.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, event)
    session.pause(100)
    return combo.currentIndex() != before
