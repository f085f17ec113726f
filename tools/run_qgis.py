"""Open QGIS with the plugin and the sample project, in a profile of its own under out/.

The sample project is made once, in out/sample; what is done to it there is kept.

Usage: ``run_qgis.py [en | zh-Hans]``; the language is the system's unless it is named.
"""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
from pathlib import Path

from demo_qgis import start_qgis
from qgis_env import ROOT, WINDOW_OPTIONS, environment, prepare_profile

HOME = ROOT / "out" / "sample"


def sample_project(language: str) -> Path:
    """Return the sample project, made when it is not there yet."""
    from yibiao_qgis.gui.sample import PROJECT_FILE, make_sample_project

    if not (HOME / PROJECT_FILE).exists():
        application = start_qgis(ROOT / "out" / "profile-make", language)
        make_sample_project(HOME)
        application.exitQgis()
    return HOME / PROJECT_FILE


def main(arguments: list[str]) -> int:
    """Start QGIS and wait for its end."""
    display = os.environ.get("DISPLAY", "")
    program = shutil.which("qgis", path="/usr/bin:" + os.environ.get("PATH", ""))
    if not display or program is None:
        print("run: no display or no QGIS here; start this on a desktop. The tests leave pictures in out/screenshots/.")
        return 1
    system = (locale.getlocale()[0] or "").lower()
    language = arguments[0] if arguments else ("zh-Hans" if system.startswith(("zh", "chinese")) else "en")
    config = ROOT / "out" / f"profile-{language}"
    if not (config / "profiles").exists():
        prepare_profile(config, language=language)
    project = sample_project("zh_CN" if language.startswith("zh") else language)
    command = [program, *WINDOW_OPTIONS, str(project)]
    return subprocess.run(command, env=environment(config, display=display), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
