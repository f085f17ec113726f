"""Yibiao (一标三实): one standard address library for a district, made in QGIS."""

from __future__ import annotations


def classFactory(iface: object) -> object:  # noqa: N802 - QGIS' name; nothing else is imported before QGIS asks
    """Return the plugin that QGIS loads.

    Parameters
    ----------
    iface : QgisInterface or None
        None in ``qgis_process``, which has no window.
    """
    from yibiao_qgis.plugin import YibiaoPlugin

    return YibiaoPlugin(iface)
