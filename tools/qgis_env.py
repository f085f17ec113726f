"""Run QGIS' own programs with the assembled plugin, in a throw-away profile.

``qgis_process`` finds the plugin by QGIS_PLUGINPATH (the folder that holds
``yibiao_qgis``), takes it as enabled from the profile's QGIS3.ini, and finds shapely
and geopandas in the virtual environment by PYTHONPATH. The system's Python must come
first on PATH, else QGIS crashes; Debian's wrapper ``qgis_process`` passes an option
that the program does not know, so the binary behind it is called.
"""

from __future__ import annotations

import configparser
import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.absolute()
BUILD = ROOT / "build"
PLUGIN = "yibiao_qgis"


def prepare_profile(config: Path, *, language: str = "en", theme: str = "default") -> Path:
    """Write a profile in which the plugin is enabled and QGIS stays quiet.

    Parameters
    ----------
    config : Path
        Folder of the profiles; made when it is not there.
    language : str
        QGIS' name of the language: ``en``, ``zh-Hans``.
    theme : str
        QGIS' name of the user-interface theme: ``default``, ``Night Mapping``.

    Returns
    -------
    Path
        The profile's QGIS3.ini.
    """
    settings = configparser.RawConfigParser()
    settings.optionxform = str  # type: ignore[assignment, method-assign]
    settings["PythonPlugins"] = {PLUGIN: "true", "processing": "true"}
    settings["locale"] = {"overrideFlag": "true", "userLocale": language}
    settings["qgis"] = {"checkVersion": "false", "showTips": "false"}
    settings["UI"] = {"UITheme": theme}
    settings["core"] = {r"NewsFeed\httpsfeedqgisorg\disabled": "true"}
    ini = config / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    ini.parent.mkdir(parents=True, exist_ok=True)
    with ini.open("w", encoding="utf-8") as handle:
        settings.write(handle, space_around_delimiters=False)
    return ini


def environment(config: Path, *, plugins: Path = BUILD, display: str = "") -> dict[str, str]:
    """Return the environment in which QGIS' programs find profile, plugin and libraries.

    Parameters
    ----------
    config : Path
        Folder of the profiles.
    plugins : Path
        Folder that holds the assembled plugin.
    display : str
        X display for a window; without one QGIS draws off screen.
    """
    runtime = config / "runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    found = {name: value for name, value in os.environ.items() if name not in ("PROJ_LIB", "PYTHONHOME", "VIRTUAL_ENV")}
    found.update(
        PATH=os.pathsep.join(("/usr/bin", "/bin", found.get("PATH", ""))),
        QGIS_CUSTOM_CONFIG_PATH=str(config),
        QGIS_PLUGINPATH=str(plugins),
        PYTHONPATH=sysconfig.get_path("purelib"),
        PYTHONDONTWRITEBYTECODE="1",
        QT_QPA_PLATFORM="xcb" if display else "offscreen",
        XDG_RUNTIME_DIR=str(runtime),
        LC_ALL="C.UTF-8",
    )
    if display:
        found["DISPLAY"] = display
    return found


WINDOW_OPTIONS = ("--nologo", "--noversioncheck")


def qgis_process() -> str:
    """Return the path of the program that runs algorithms."""
    for name in ("/usr/bin/qgis_process.bin", "qgis_process.bin", "qgis_process"):
        path = shutil.which(name)
        if path:
            return path
    raise SystemExit("qgis_process was not found; run tools/setup.sh first")


@dataclass(frozen=True)
class Outcome:
    """What a run of ``qgis_process`` left.

    Parameters
    ----------
    code : int
        The program's exit code.
    results : dict
        Outputs by name; empty when the run failed.
    log : dict
        Lists of texts: ``info``, ``errors``, ``warnings``.
    text : str
        All that was written to the terminal.
    """

    code: int
    results: dict[str, Any] = field(default_factory=dict)
    log: dict[str, list[str]] = field(default_factory=dict)
    text: str = ""


def run_algorithm(
    algorithm: str,
    inputs: Mapping[str, Any],
    config: Path,
    *,
    plugins: Path = BUILD,
    project: Path | None = None,
    timeout: float = 600,
    **options: Any,
) -> Outcome:
    """Run an algorithm in a process of its own, as a user's script would.

    Parameters
    ----------
    algorithm : str
        Id with the provider, ``yibiao:checkboundaries``.
    inputs : mapping
        Parameters by name; everything that JSON can say.
    config : Path
        Folder of the profiles, see :func:`prepare_profile`.
    plugins : Path
        Folder that holds the assembled plugin.
    project : Path, optional
        Project in whose settings the algorithm runs.
    timeout : float
        Seconds after which the program is ended.
    **options
        Passed on to :func:`subprocess.run`.
    """
    request: dict[str, Any] = {"inputs": dict(inputs)}
    if project is not None:
        request["project_path"] = str(project)
    done = subprocess.run(
        [qgis_process(), "run", algorithm, "-"],
        input=json.dumps(request, ensure_ascii=False),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(config, plugins=plugins),
        timeout=timeout,
        check=False,
        **options,
    )
    try:
        answer = json.loads(done.stdout[done.stdout.index("{") :])
    except ValueError:
        answer = {}
    return Outcome(done.returncode, answer.get("results", {}), answer.get("log", {}), done.stdout + done.stderr)
