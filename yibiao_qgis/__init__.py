"""Yibiao (一标三实): one standard address library for a district, made in QGIS."""


def classFactory(iface):  # noqa: N802, ANN001, ANN201 - QGIS' name; nothing is imported before QGIS asks
    """Return the plugin that QGIS loads.

    Parameters
    ----------
    iface : QgisInterface or None
        None in ``qgis_process``, which has no window.
    """
    from yibiao_qgis.plugin import YibiaoPlugin

    return YibiaoPlugin(iface)
