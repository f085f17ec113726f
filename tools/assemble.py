"""Assemble the installed shape of the plugin from the repository; standard library only.

The plugin that QGIS loads is one folder that holds the package, ``processing/``,
``resources/``, ``metadata.txt`` and ``LICENSE``. ``dev`` makes it of relative links
(copies where the system refuses links, as Windows may), ``build`` of copies, ``zip``
packs it so that the same sources give the same bytes.

Usage: ``assemble.py dev | build | zip``
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

PLUGIN = "yibiao_qgis"
ROOT = Path(__file__).parent.parent.absolute()
BESIDE = ("metadata.txt", "LICENSE", "processing", "resources")
"""What the installed folder takes from the top level, besides the package's own content."""

LEFT_OUT = re.compile(r"(^|/)(\.[^/]*|__pycache__|[^/]*\.(pyc|ts|mypy_cache)|[^/]*\.gpkg-(wal|shm|journal))(/|$)")
ZIP_TIME = (2026, 1, 1, 0, 0, 0)
ZIP_LIMIT = 25 * 1024 * 1024
"""The plugin repository refuses more."""


def sources() -> Iterator[tuple[str, Path]]:
    """Yield the name in the installed folder and the source of each entry."""
    for path in sorted((ROOT / PLUGIN).iterdir()):
        if not LEFT_OUT.search(path.name):
            yield path.name, path
    for name in BESIDE:
        yield name, ROOT / name


def files() -> Iterator[tuple[str, Path]]:
    """Yield the installed name and the source of every file, sorted by name."""
    found = []
    for name, path in sources():
        members = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [
            ((Path(name) / member.relative_to(path)).as_posix() if path.is_dir() else name, member)
            for member in members
            if member.is_file()
        ]
    yield from sorted((name, path) for name, path in found if not LEFT_OUT.search(name))


def remove(path: Path) -> None:
    """Remove a link, file or folder; a link's target stays."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def dev(target: Path) -> str:
    """Make `target` of links to the sources and tell how it was made."""
    target.mkdir(parents=True, exist_ok=True)
    wanted = dict(sources())
    for present in target.iterdir():
        if present.name not in wanted:
            remove(present)
    how = "links"
    for name, path in wanted.items():
        link = target / name
        goal = os.path.relpath(path, target)
        if link.is_symlink() and os.readlink(link) == goal:  # noqa: PTH115 - Path.readlink is the same, later
            continue
        remove(link)
        try:
            link.symlink_to(goal, target_is_directory=path.is_dir())
        except OSError:
            how = "copies, as this system refuses links"
            if path.is_dir():
                shutil.copytree(path, link)
            else:
                shutil.copy2(path, link)
    return how


def build(target: Path) -> str:
    """Make `target` of copies, as a user's machine has it."""
    remove(target)
    count = 0
    for name, path in files():
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(metadata_text().encode() if name == "metadata.txt" else path.read_bytes())
        count += 1
    return f"{count} files"


def metadata_text() -> str:
    """Return metadata.txt with the latest entries of the changelog in it."""
    text = (ROOT / "metadata.txt").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", changelog, flags=re.M)[1:3]
    lines = [line for section in sections for line in section.strip().splitlines() if line.strip()]
    # The file is an ini file: a continued value is indented, and % begins an interpolation.
    entry = "\n".join("  " + line.replace("%", "%%") for line in lines)
    return re.sub(r"^changelog=.*$", lambda _: "changelog=\n" + entry, text, flags=re.M)


def pack(target: Path) -> Path:
    """Write the zip that the plugin repository takes; the same sources give the same bytes."""
    version = re.search(r"^version=(.+)$", metadata_text(), flags=re.M)
    if version is None:
        raise SystemExit("assemble: metadata.txt has no version")
    target.mkdir(parents=True, exist_ok=True)
    archive = target / f"{PLUGIN}-{version[1].strip()}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as handle:
        for name, path in files():
            info = zipfile.ZipInfo(f"{PLUGIN}/{name}", date_time=ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o100644 << 16
            data = metadata_text().encode() if name == "metadata.txt" else path.read_bytes()
            handle.writestr(info, data)
    size = archive.stat().st_size
    if size > ZIP_LIMIT:
        raise SystemExit(f"assemble: {archive} has {size} bytes, the plugin repository takes {ZIP_LIMIT}")
    return archive


def main(arguments: list[str] | None = None) -> int:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("dev", "build", "zip"))
    command = parser.parse_args(arguments).command
    if command == "dev":
        print(f"assemble: build/{PLUGIN} made of {dev(ROOT / 'build' / PLUGIN)}")
    elif command == "build":
        print(f"assemble: dist/{PLUGIN} made of {build(ROOT / 'dist' / PLUGIN)}")
    else:
        archive = pack(ROOT / "dist")
        print(f"assemble: {archive.relative_to(ROOT)}, {archive.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
