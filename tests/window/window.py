"""Start a real QGIS window on a screen of its own and run a scenario in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from qgis_env import ROOT, WINDOW_OPTIONS, environment, prepare_profile

SCREENSHOTS = ROOT / "out" / "screenshots"
HERE = Path(__file__).parent.absolute()

BOOTSTRAP = """
import sys
sys.path.insert(0, {here!r})
import session
session.start({scenario!r})
"""


@contextmanager
def screen(size: str = "1600x1000x24"):
    """Start Xvfb on a free display and yield the display's name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def drive(
    scenario: str,
    tmp_path: Path,
    *,
    language: str = "zh-Hans",
    theme: str = "default",
    label: str = "",
    timeout: float = 150,
    project: Path | None = None,
) -> dict:
    """Run a scenario of ``scenarios/`` in a QGIS with an empty profile and return what it reported.

    The scenario is a module with ``run(session)``; a failed assertion in it, a
    Python error or a warning of the plugin in QGIS' log fails the test.
    """
    config = tmp_path / "config"
    prepare_profile(config, language=language, theme=theme)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    result = tmp_path / "result.json"
    code = tmp_path / "drive.py"
    code.write_text(BOOTSTRAP.format(here=str(HERE), scenario=scenario), encoding="utf-8")
    # Not in the system's temporary folder, whose layers QGIS marks as temporary.
    home = ROOT / "out" / "home" / tmp_path.name
    shutil.rmtree(home, ignore_errors=True)
    (home / "Documents").mkdir(parents=True)
    with screen() as display:
        values = environment(config, display=display) | {
            "HOME": str(home),
            "YIBIAO_RESULT": str(result),
            "YIBIAO_SCREENSHOTS": str(SCREENSHOTS),
            "YIBIAO_LABEL": label or f"{language}-{theme.split()[0].lower()}",
            "YIBIAO_TMP": str(tmp_path),
        }
        command = ["/usr/bin/qgis", *WINDOW_OPTIONS, "--code", str(code)]
        if project is not None:
            command.append(str(project))
        done = _run(command, values, timeout, SCREENSHOTS / f"hung-{scenario}.png")
    output = done.stdout + done.stderr
    assert result.exists(), f"the scenario reported nothing (exit {done.returncode}):\n{output[-4000:]}"
    report = json.loads(result.read_text(encoding="utf-8"))
    assert not report["error"], report["error"]
    assert not report["log"], "\n".join(report["log"])
    assert "Traceback" not in output, output[-4000:]
    return report["values"]


def _run(command: list[str], values: dict[str, str], timeout: float, picture: Path) -> subprocess.CompletedProcess:
    """Run QGIS; when it hangs, keep a picture of what it was waiting for."""
    process = subprocess.Popen(command, env=values, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        subprocess.run(["import", "-window", "root", str(picture)], env=values, check=False, timeout=30)
        process.kill()
        stdout, stderr = process.communicate()
        raise AssertionError(f"QGIS did not end in {timeout} s, see {picture}:\n{(stdout + stderr)[-3000:]}") from None
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


if __name__ == "__main__":
    import tempfile

    sys.path.insert(0, str(ROOT / "tools"))
    print(drive(sys.argv[1], Path(tempfile.mkdtemp()), language=(sys.argv[2:] or ["zh-Hans"])[0], timeout=100))
