"""Whether shapely and QGIS use the same GEOS.

On Linux QGIS' programs put their GEOS into the process' global scope. A shapely wheel
brings a GEOS of its own, and the dynamic linker then binds part of its functions to
QGIS': two versions work on the same objects, which ends in strange errors or a crash.
(Seen with GEOS 3.11 in QGIS and 3.14 in the wheel: no geometry could be written as WKB.)
A shapely of the distribution, or one built from source, shares QGIS' GEOS.
"""

from __future__ import annotations

import ctypes
import sys


def mixed_geos() -> tuple[str, str] | None:
    """Return the versions of QGIS' and of shapely's GEOS when they are mixed in this process.

    Returns
    -------
    tuple of str, or None
        None when there is one GEOS, or when the system keeps libraries apart as Windows does.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        version = ctypes.CDLL(None).GEOSversion
    except AttributeError:
        return None
    version.restype = ctypes.c_char_p
    import shapely

    qgis = version().decode().partition("-")[0]
    return None if qgis == shapely.geos_version_string else (qgis, shapely.geos_version_string)
