r"""The texts for people in the sources, with the context that Qt looks them up by.

Texts are found by Python's own parser and not by ``pylupdate5``: that one misses every
call with a trailing comma (as ``ruff format`` writes them), takes raw strings and
``\u`` escapes wrongly, puts texts behind a nested class into its context, and knows no
alias of ``translate``. What counts as a text:

- ``QT_TRANSLATE_NOOP("Context", "text")``
- ``self.tr("text")`` in a class: the class is the context
- ``QCoreApplication.translate("Context", "text")``, also under another name that a
  module gives it (``translate = QCoreApplication.translate``) and others import
- ``<string>`` in ``.ui`` files: the class of the form is the context
- the titles of the code schemes in ``resources/schemes``: context ``Yibiao``

The text must be a literal, or literals one behind the other; it is formatted afterwards.
A class with ``self.tr`` must have no subclass: there Qt looks in the subclass's context only.
"""

from __future__ import annotations

import ast
import json
import string
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SOURCES = ("yibiao_qgis", "processing", "resources/schemes")
"""Folders that are looked through."""


@dataclass(frozen=True)
class Found:
    """A text in the sources.

    Parameters
    ----------
    context, text : str
        What Qt looks it up by.
    where : str
        File and line.
    """

    context: str
    text: str
    where: str


class Unreadable(Exception):  # noqa: N818 - told, not raised as an error of the program
    """A text that cannot be extracted, with its place and the reason."""


def python_texts(source: str, name: str, exports: Mapping[str, set[str]] | None = None) -> Iterator[Found | Unreadable]:
    """Yield the texts of a Python file, and those that cannot be read.

    Parameters
    ----------
    source : str
        Content of the file.
    name : str
        Name of the file, for messages.
    exports : mapping of str to set of str, optional
        Names that other modules give ``QCoreApplication.translate``, see :func:`translate_names`.
    """
    tree = ast.parse(source)
    names = translate_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            known = (exports or {}).get(node.module or "", set())
            names |= {alias.asname or alias.name for alias in node.names if alias.name in known}
    yield from _walk(tree, "", name, names)


def translate_names(tree: ast.Module) -> set[str]:
    """Return the names that a module gives ``QCoreApplication.translate``."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _is_translate(node.value):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def module_name(path: str) -> str:
    """Return what a file is imported as once the plugin is installed."""
    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
    return ".".join(parts if parts[0] == "yibiao_qgis" else ["yibiao_qgis", *parts])


def _is_translate(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "translate"
        and ast.unparse(node.value).rsplit(".", 1)[-1] in ("QCoreApplication", "QApplication", "QgsApplication")
    )


def _walk(node: ast.AST, context: str, name: str, aliases: set[str]) -> Iterator[Found | Unreadable]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            found = _call(child, context, f"{name}:{child.lineno}", aliases)
            if found is not None:
                yield found
        yield from _walk(child, child.name if isinstance(child, ast.ClassDef) else context, name, aliases)


def _call(call: ast.Call, context: str, where: str, aliases: set[str]) -> Found | Unreadable | None:
    """Return what a call marks, None if it marks nothing."""
    function = call.func
    word = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    if word == "QT_TRANSLATE_NOOP":
        wanted = 2
    elif word == "tr" and isinstance(function, ast.Attribute) and ast.unparse(function.value) in ("self", "cls"):
        wanted = 1
    elif _is_translate(function) or (isinstance(function, ast.Name) and word in aliases):
        # A text that comes from elsewhere (bridge translates templates) is marked there.
        if len(call.args) >= 2 and isinstance(call.args[1], (ast.Name, ast.Attribute, ast.Subscript, ast.Call)):
            return None
        wanted = 2
    else:
        return None
    values = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
    if len(values) != wanted or not all(isinstance(value, str) and value for value in values):
        return Unreadable(f"{where}: {word} wants {wanted} literal text{'s' * (wanted > 1)}: {ast.unparse(call)}")
    if wanted == 1 and not context:
        return Unreadable(f"{where}: self.tr outside a class has no context: {ast.unparse(call)}")
    text = str(values[-1])
    try:
        places(text)
    except ValueError as error:
        return Unreadable(f"{where}: {error}: {text!r}")
    return Found(str(values[0]) if wanted == 2 else context, text, where)


def inherited_texts(sources: Mapping[str, str]) -> list[str]:
    """Return which classes use ``self.tr`` and have subclasses, in which their texts stay English.

    Parameters
    ----------
    sources : mapping of str to str
        Content of the Python files by name.
    """
    speaking: dict[str, str] = {}
    heirs: dict[str, str] = {}
    for name, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                for base in node.bases:
                    heirs.setdefault(ast.unparse(base).rsplit(".", 1)[-1], node.name)
                own = any(isinstance(member, ast.FunctionDef) and member.name == "tr" for member in node.body)
                if not own and any(isinstance(found, Found) for found in _self_tr(node, name)):
                    speaking[node.name] = f"{name}:{node.lineno}"
    return [
        f'{where}: {name} uses self.tr, but {heirs[name]} inherits it: use QCoreApplication.translate("{name}", …)'
        for name, where in sorted(speaking.items())
        if name in heirs
    ]


def _self_tr(node: ast.ClassDef, name: str) -> Iterator[Found | Unreadable]:
    for child in ast.walk(node):
        if isinstance(child, ast.Call) and getattr(child.func, "attr", "") == "tr":
            found = _call(child, node.name, name, set())
            if found is not None:
                yield found


def form_texts(source: str, name: str) -> Iterator[Found | Unreadable]:
    """Yield the texts of a ``.ui`` file."""
    root = ET.fromstring(source)
    context = root.findtext("class") or ""
    for element in root.iter("string"):
        text = element.text or ""
        if element.get("notr") == "true" or not text.strip():
            continue
        if element.get("comment"):
            yield Unreadable(f"{name}: a comment that tells equal texts apart is not kept: {text!r}")
        else:
            yield Found(context, text, name)


def scheme_texts(source: str, name: str) -> Iterator[Found | Unreadable]:
    """Yield the title of a code scheme."""
    title = json.loads(source).get("title")
    if title:
        yield Found("Yibiao", title, name)


def read_sources(root: Path) -> tuple[list[Found], list[str]]:
    """Return all texts of the sources, and what is wrong with those that cannot be read."""
    contents = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for folder in SOURCES
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".py", ".ui", ".json") and "__pycache__" not in path.parts
    }
    programs = {name: source for name, source in contents.items() if name.endswith(".py")}
    exports = {module_name(name): translate_names(ast.parse(source)) for name, source in programs.items()}
    texts: list[Found] = []
    faults = inherited_texts(programs)
    for name, source in contents.items():
        if name in programs:
            found = list(python_texts(source, name, exports))
        else:
            found = list(form_texts(source, name) if name.endswith(".ui") else scheme_texts(source, name))
        texts += [text for text in found if isinstance(text, Found)]
        faults += [str(fault) for fault in found if isinstance(fault, Unreadable)]
    return texts, faults


def places(text: str) -> set[str]:
    """Return the ``{places}`` of a text.

    Raises
    ------
    ValueError
        If its braces are wrong, or a place has no name.
    """
    names = set()
    for _, name, _, _ in string.Formatter().parse(text):
        if name is not None:
            if not name.split(".")[0].split("[")[0].isidentifier():
                raise ValueError(f"the place {{{name}}} has no name")
            names.add(name)
    return names
