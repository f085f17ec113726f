"""Open QGIS with the plugin and the demo's project, in a profile of its own under out/.

Usage: ``run_qgis.py [en | zh-Hans]``; the language is the system's unless it is named.
"""

from __future__ import annotations

import locale
import os
import subprocess
import sys

from qgis_env import ROOT, WINDOW_OPTIONS, environment, prepare_profile

PROJECT = ROOT / "out" / "yibiao-demo.qgz"


def main(arguments: list[str]) -> int:
    """Start QGIS and wait for its end."""
    display = os.environ.get("DISPLAY", "")
    if not display:
        print("run: no display here; start this on a desktop, or see the pictures of the tests in out/screenshots/")
        return 1
    system = (locale.getlocale()[0] or "").lower()
    language = arguments[0] if arguments else ("zh-Hans" if system.startswith(("zh", "chinese")) else "en")
    config = ROOT / "out" / f"profile-{language}"
    if not (config / "profiles").exists():
        prepare_profile(config, language=language)
    project = [str(PROJECT)] if PROJECT.exists() else []
    command = ["/usr/bin/qgis", *WINDOW_OPTIONS, *project]
    return subprocess.run(command, env=environment(config, display=display), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
