"""Tell whether this Python has what the plugin, its tests and its tools need.

Usage: ``check_environment.py REQUIREMENTS`` exits 1 and names what is missing;
``check_environment.py --describe`` prints the versions in one line.
"""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

FORBIDDEN = ("pyogrio", "fiona", "rasterio")
"""Wheels with a GDAL of their own: two SQLite libraries in one process cancel each other's locks."""


def faults(requirements: Path) -> list[str]:
    """Return what is missing, too old or must not be there."""
    found = []
    for line in requirements.read_text(encoding="utf-8").splitlines():
        name, _, wanted = line.partition("#")[0].strip().partition("==")
        if not name:
            continue
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            found.append(f"{name} is missing")
            continue
        if version != wanted:
            found.append(f"{name} is {version}, wanted {wanted}")
    if any(fault.startswith("shapely") for fault in found):
        return found
    for name in FORBIDDEN:
        try:
            where = metadata.distribution(name).locate_file("")
        except metadata.PackageNotFoundError:
            continue
        if Path(str(where)).is_relative_to(sys.prefix):
            found.append(f"{name} must not be in the environment: it brings a second GDAL")
    return found + foreign_geos()


def foreign_geos() -> list[str]:
    """Return a fault when shapely brings another GEOS than the system's, which QGIS uses."""
    import ctypes.util

    import shapely

    name = ctypes.util.find_library("geos_c")
    if name is None:
        return []
    version = ctypes.CDLL(name).GEOSversion
    version.restype = ctypes.c_char_p
    system = version().decode().partition("-")[0]
    if system == shapely.geos_version_string:
        return []
    return [f"shapely uses GEOS {shapely.geos_version_string}, QGIS uses {system}: build shapely from source"]


def describe() -> str:
    """Return the versions that matter in one line."""
    import geopandas
    import shapely
    from qgis.core import Qgis

    return (
        f"QGIS {Qgis.version()}, Python {sys.version.split()[0]}, "
        f"shapely {shapely.__version__} (GEOS {shapely.geos_version_string}), geopandas {geopandas.__version__}"
    )


def main(arguments: list[str]) -> int:
    """Run the check that the arguments ask for."""
    if arguments == ["--describe"]:
        print(describe())
        return 0
    found = faults(Path(arguments[0]))
    for fault in found:
        print(f"environment: {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
