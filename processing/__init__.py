"""The Processing provider and its algorithms; installed as ``yibiao_qgis.processing``."""

from __future__ import annotations

if __name__ == "processing":
    raise ImportError(
        "Yibiao's folder 'processing' was imported as the top-level package 'processing': the repository's root is "
        "on sys.path and hides QGIS' own 'processing'. Put the folder 'build' there instead (tools/assemble.py dev)."
    )
