"""Where the installed plugin's own files lie; never resolved, as links would lead out of the plugin."""

from __future__ import annotations

from pathlib import Path

PLUGIN = Path(__file__).parent.parent
RESOURCES = PLUGIN / "resources"
ICON = RESOURCES / "icons" / "yibiao.svg"
