"""The Chinese translation: take new texts in, check that it is complete, make the catalogue.

``update``   takes the texts of the sources into ``resources/i18n/zh_CN.ts``; translations
             are kept, texts that are gone are dropped, new ones wait as unfinished.
``check``    fails when the file does not fit the sources, when a text has no translation,
             when its ``{places}`` differ from the source's, or when a text in the sources
             cannot be extracted.
``release``  makes ``zh_CN.qm`` from it with Qt's ``lrelease``; it is built, not committed.

Which texts count is told in ``source_texts.py``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from pathlib import Path

from source_texts import Found, places, read_sources

ROOT = Path(__file__).parent.parent.absolute()
CATALOGUE = ROOT / "resources" / "i18n" / "zh_CN.ts"
LRELEASE = ("/usr/lib/qt5/bin/lrelease", "lrelease-qt5", "lrelease", "lrelease-qt6")

Texts = dict[tuple[str, str], str]
"""Translation by context and source text; empty where there is none yet."""


def read_catalogue(text: str) -> Texts:
    """Return the translations of a ``.ts`` file."""
    translations: Texts = {}
    for context in ET.fromstring(text).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            key = (context.findtext("name") or "", message.findtext("source") or "")
            translations[key] = (translation.text or "") if done and translation is not None else ""
    return translations


def write_catalogue(translations: Mapping[tuple[str, str], str]) -> str:
    """Return a ``.ts`` file, sorted and without places in the sources, so that a change shows as few lines."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append('<TS version="2.1" language="zh_CN" sourcelanguage="en">')
    contexts = sorted({context for context, _ in translations})
    for context in contexts:
        lines += ["<context>", f"    <name>{_escape(context)}</name>"]
        for (name, source), translation in sorted(translations.items()):
            if name != context:
                continue
            mark = "" if translation else ' type="unfinished"'
            lines += [
                "    <message>",
                f"        <source>{_escape(source)}</source>",
                f"        <translation{mark}>{_escape(translation)}</translation>",
                "    </message>",
            ]
        lines.append("</context>")
    return "\n".join([*lines, "</TS>"]) + "\n"


def _escape(text: str) -> str:
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;")):
        text = text.replace(character, entity)
    return text


def compare(texts: Iterable[Found], translations: Mapping[tuple[str, str], str]) -> list[str]:
    """Return what is wrong with a catalogue.

    Parameters
    ----------
    texts : iterable of Found
        What the sources hold.
    translations : mapping
        What the catalogue holds, see :func:`read_catalogue`.

    Returns
    -------
    list of str
        One line per fault; empty for a complete catalogue.
    """
    wanted: dict[tuple[str, str], str] = {}
    for found in texts:
        wanted.setdefault((found.context, found.text), found.where)
    faults = [f"{where}: not in the catalogue: {key[1]!r}" for key, where in wanted.items() if key not in translations]
    for key, translation in translations.items():
        context, source = key
        if key not in wanted:
            faults.append(f"{context}: no longer in the sources: {source!r}")
        elif not translation.strip():
            faults.append(f"{wanted[key]}: not translated: {source!r}")
        else:
            faults += [
                f"{wanted[key]}: {fault}: {source!r} -> {translation!r}" for fault in _differs(source, translation)
            ]
    return faults


def _differs(source: str, translation: str) -> list[str]:
    """Return how a translation breaks with its source."""
    try:
        if places(source) != places(translation):
            return ["the {places} differ"]
    except ValueError as error:
        return [str(error)]
    if source.count("%n") != translation.count("%n") or ("%1" in source) != ("%1" in translation):
        return ["the %places differ"]
    if source.endswith("…") != translation.endswith("…"):
        return ["one ends with …, the other does not"]
    return []


def update(root: Path = ROOT) -> tuple[int, int]:
    """Take the texts of the sources into the catalogue.

    Returns
    -------
    tuple of int
        How many texts there are, and how many of them wait for a translation.

    Raises
    ------
    SystemExit
        If a text in the sources cannot be read.
    """
    texts, faults = read_sources(root)
    if faults:
        raise SystemExit("\n".join(faults))
    path = root / CATALOGUE.relative_to(ROOT)
    old = read_catalogue(path.read_text(encoding="utf-8")) if path.exists() else {}
    # A text that moved to another context keeps its translation where there is only one.
    by_text: dict[str, set[str]] = {}
    for (_, source), translation in old.items():
        if translation:
            by_text.setdefault(source, set()).add(translation)
    new: Texts = {}
    for found in texts:
        key = (found.context, found.text)
        others = by_text.get(found.text, set())
        new[key] = old.get(key) or (next(iter(others)) if len(others) == 1 else "")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_catalogue(new), encoding="utf-8", newline="\n")
    return len(new), sum(not translation for translation in new.values())


def check(root: Path = ROOT) -> list[str]:
    """Return everything that is wrong with the texts and their translation."""
    texts, faults = read_sources(root)
    path = root / CATALOGUE.relative_to(ROOT)
    if not path.exists():
        return [*faults, f"{path} is missing; run: make translations"]
    return faults + compare(texts, read_catalogue(path.read_text(encoding="utf-8")))


def release(folder: Path = CATALOGUE.parent) -> Path:
    """Make the catalogue that Qt loads.

    Parameters
    ----------
    folder : Path
        Where ``zh_CN.qm`` is written.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    SystemExit
        If Qt's ``lrelease`` is missing or fails.
    """
    program = next((found for found in map(shutil.which, LRELEASE) if found), None)
    if program is None:
        raise SystemExit("translations: lrelease is missing; it is in qttools5-dev-tools")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "zh_CN.qm"
    done = subprocess.run(
        [program, "-silent", str(CATALOGUE), "-qm", str(target)], capture_output=True, text=True, check=False
    )
    if done.returncode or not target.exists():
        raise SystemExit(f"translations: lrelease failed\n{done.stdout}{done.stderr}")
    return target


def main(arguments: list[str] | None = None) -> int:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("update", "check", "release"))
    parser.add_argument("--folder", type=Path, default=CATALOGUE.parent, help="where release writes")
    options = parser.parse_args(arguments)
    if options.command == "release":
        print(f"translations: {release(options.folder)}")
        return 0
    if options.command == "update":
        texts, waiting = update()
        print(f"translations: {texts} texts, {waiting} wait for a translation")
        return 0
    faults = check()
    for fault in faults:
        print(f"translations: {fault}")
    print(f"translations: {len(faults)} faults" if faults else "translations: complete")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
