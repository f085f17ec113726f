"""Rules of the house that no other tool checks: what is shipped runs on QGIS 3.34 (Python 3.9) to 4.x, and packs."""

import ast
import configparser
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from assemble import LEFT_OUT, PLUGIN, ROOT, ZIP_LIMIT, metadata_text, pack

SHIPPED = sorted(
    path.relative_to(ROOT).as_posix() for room in (PLUGIN, "processing") for path in (ROOT / room).rglob("*.py")
)
GUI = [name for name in SHIPPED if name.startswith(f"{PLUGIN}/gui/")]
KEPT_SHORT = SHIPPED + sorted(
    path.relative_to(ROOT).as_posix() for room in ("tools", "benchmarks") for path in (ROOT / room).rglob("*.py")
)
MOST_LINES = 400
OLDEST_PYTHON = (3, 9)
"""QGIS 3.34 on Windows brings it."""

NEWER_NAMES = {
    "datetime": {"UTC"},
    "enum": {"StrEnum", "verify", "member", "nonmember"},
    "inspect": {"get_annotations"},
    "itertools": {"pairwise", "batched"},
    "contextlib": {"aclosing", "chdir"},
    "types": {"NoneType", "EllipsisType", "UnionType"},
    "typing": {"Self", "TypeAlias", "ParamSpec", "TypeGuard", "override", "assert_never", "Never", "NotRequired"},
    "dataclasses": {"KW_ONLY"},
}
"""Names of the standard library that came after Python 3.9."""

NEWER_MODULES = {"tomllib"}
NEWER_KEYWORDS = {"zip": {"strict"}, "dataclass": {"slots", "kw_only", "weakref_slot"}}
TYPES = {"None", "str", "int", "float", "bool", "bytes", "list", "dict", "tuple", "set", "Path", "Any", "type"}

NO_ENUMS = {
    "Qgis.QGIS_VERSION",
    "QgsProcessing.TEMPORARY_OUTPUT",
    "QgsVectorFileWriter.SaveVectorOptions",
}
"""What follows a class of Qt or QGIS and is no enum member."""

IDENTIFIERS = {"http://www.geopackage.org/spec130/#extension_rtree"}
"""Addresses that are names in a file format and are never opened."""

METADATA = (
    *("name", "description", "version", "qgisMinimumVersion", "qgisMaximumVersion", "author", "email", "about"),
    *("tracker", "repository", "homepage", "icon", "category", "tags", "changelog", "hasProcessingProvider"),
)
"""Keys without which the plugin repository refuses an upload."""

PROGRAMS = {".so", ".dll", ".dylib", ".exe", ".pyd", ".pyc", ".pyo", ".bat", ".sh", ".jar"}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


@cache
def nodes(name: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(name)))


def told(name: str, node: ast.AST) -> str:
    return f"{name}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:80]}"


def called(node: ast.AST) -> str:
    """Return the last name of what a call calls; empty for everything else."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def unevaluated(name: str) -> set[int]:
    """Return the nodes that never run: annotations, and what only a type checker sees."""
    roots: list[ast.AST] = []
    for node in nodes(name):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
            roots.append(node.returns)
        elif isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation is not None:
            roots.append(node.annotation)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            roots += node.body
    return {id(node) for root in roots for node in ast.walk(root)}


def test_there_is_something_to_check():
    assert len(SHIPPED) > 100
    assert GUI


def test_shipped_code_is_python_3_9():
    found = []
    for name in SHIPPED:
        source = (ROOT / name).read_text(encoding="utf-8")
        try:
            ast.parse(source, name, feature_version=OLDEST_PYTHON)
        except SyntaxError as error:
            found.append(f"{name}:{error.lineno}: {error.msg}")
        for node in nodes(name):
            if isinstance(node, (getattr(ast, "Match", ()), getattr(ast, "TryStar", ()))):
                found.append(told(name, node))
            found += [told(name, node) for module in imports(node) if module in NEWER_MODULES]
            if isinstance(node, ast.ImportFrom):
                newer = {alias.name for alias in node.names} & NEWER_NAMES.get(node.module or "", set())
                found += [told(name, node)] if newer else []
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module = {"dt": "datetime"}.get(node.value.id, node.value.id)
                found += [told(name, node)] if node.attr in NEWER_NAMES.get(module, set()) else []
            elif isinstance(node, ast.Call):
                given = {keyword.arg for keyword in node.keywords}
                found += [told(name, node)] if given & NEWER_KEYWORDS.get(called(node), set()) else []
    assert not found


def test_unions_of_types_are_written_in_annotations_only():
    found = []
    for name in SHIPPED:
        silent = unevaluated(name)
        for node in nodes(name):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr) and id(node) not in silent:
                sides = {ast.unparse(side).partition("[")[0] for side in (node.left, node.right)}
                found += [told(name, node)] if sides & TYPES else []
    assert not found


def test_annotations_are_not_evaluated():
    found = []
    for name in SHIPPED:
        body = [node for node in tree(name).body if not isinstance(node, ast.Expr)]
        first = body[0] if body else None
        if first is not None and imports(first) != ["__future__"]:
            found.append(name)
    assert not found


def test_enums_are_scoped():
    found = []
    for name in SHIPPED:
        silent = unevaluated(name)
        inner = {id(node.value) for node in nodes(name) if isinstance(node, ast.Attribute)}
        for node in nodes(name):
            if not isinstance(node, ast.Attribute) or id(node) in inner or id(node) in silent:
                continue
            owner = ast.unparse(node.value)
            is_ours = re.fullmatch(r"Qt|Qgis|Q[A-Z]\w*|Qgs[A-Z]\w*", owner) is not None
            if is_ours and node.attr[0].isupper() and f"{owner}.{node.attr}" not in NO_ENUMS:
                found.append(told(name, node))
    assert not found


def test_qt_and_qgis_are_reached_by_names_that_stay():
    found = []
    for name in SHIPPED:
        for node in nodes(name):
            found += [
                told(name, node)
                for module in imports(node)
                if module.split(".")[0] in ("PyQt5", "PyQt6", "PySide2", "PySide6", "sip") or module == "qgis.utils"
            ]
            if isinstance(node, ast.ImportFrom) and any(alias.name == "iface" for alias in node.names):
                found.append(told(name, node))
            if called(node) in ("exec_", "print_", "processEvents"):
                found.append(told(name, node))
    assert not found


def test_faults_are_neither_asserted_nor_swallowed():
    found = []
    for name in SHIPPED:
        for node in nodes(name):
            if isinstance(node, ast.Assert):
                found.append(told(name, node))
            elif isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type is not None else ""
                is_silent = all(isinstance(line, (ast.Pass, ast.Continue)) for line in node.body)
                if not caught or (caught in ("Exception", "BaseException") and is_silent):
                    found.append(told(name, node))
            elif called(node) == "suppress" and {"Exception", "BaseException"} & set(map(ast.unparse, node.args)):
                found.append(told(name, node))
    assert not found


def test_imports_name_what_they_take():
    found = []
    for name in KEPT_SHORT:
        found += [
            told(name, node)
            for node in nodes(name)
            if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
        ]
    assert not found


def test_the_package_itself_imports_nothing():
    lines = tree(f"{PLUGIN}/__init__.py").body
    assert [module for line in lines for module in imports(line)] == ["__future__"]


def test_texts_are_formatted_after_their_translation():
    found = []
    for name in SHIPPED:
        for node in nodes(name):
            if called(node) in ("tr", "translate", "words", "QT_TRANSLATE_NOOP"):
                found += [
                    told(name, node)
                    for text in node.args
                    if isinstance(text, (ast.JoinedStr, ast.BinOp)) or called(text) == "format"
                ]
    assert not found


def test_package_paths_are_not_resolved():
    found = []
    for name in SHIPPED:
        for node in nodes(name):
            if called(node) not in ("resolve", "realpath", "readlink"):
                continue
            # The links of a development tree lead out of the plugin; the path of a store may be followed.
            if called(node) == "resolve" or re.search(r"__file__|PLUGIN|RESOURCES|ICON", ast.unparse(node)):
                found.append(told(name, node))
    assert not found


def test_no_address_of_the_network_is_in_the_code():
    found = []
    for name in SHIPPED:
        for node in nodes(name):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                hosts = set(re.findall(r"https?://[^\s\"'>)]+", node.value)) - IDENTIFIERS
                found += [f"{name}:{node.lineno}: {host}" for host in hosts]
    assert not found


def test_colours_come_from_the_palette():
    found = []
    for name in GUI:
        for node in nodes(name):
            if called(node) in ("QColor", "setStyleSheet"):
                found.append(told(name, node))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                is_colour = re.search(r"#(?:[0-9a-fA-F]{3}){1,2}\b|\brgba?\(", node.value)
                found += [told(name, node)] if is_colour else []
    assert not found


def test_files_stay_short():
    lines = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in KEPT_SHORT}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_metadata_says_what_the_plugin_repository_asks_for():
    parser = configparser.ConfigParser()
    parser.optionxform = str
    parser.read_string(metadata_text())
    general = parser["general"]
    assert [key for key in METADATA if not general.get(key, "").strip()] == []
    assert general["qgisMinimumVersion"] == "3.34"
    assert general["qgisMaximumVersion"] == "4.99"
    assert general["hasProcessingProvider"] == "yes"
    assert "supportsQt6" not in general
    assert general["version"] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert general["version"] in general["changelog"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    return pack(tmp_path_factory.mktemp("package"))


def test_the_archive_is_one_folder_of_plain_files(archive):
    with zipfile.ZipFile(archive) as handle:
        names = handle.namelist()
        assert handle.testzip() is None
        assert "Yibiao" in handle.read(f"{PLUGIN}/metadata.txt").decode()
    assert PLUGIN.isidentifier()
    assert {name.split("/")[0] for name in names} == {PLUGIN}
    assert names == sorted(set(names))
    needed = ["metadata.txt", "__init__.py", "LICENSE", "processing/__init__.py", "resources/icons/yibiao.svg"]
    assert [name for name in needed if f"{PLUGIN}/{name}" not in names] == []
    assert [name for name in names if LEFT_OUT.search(name) or Path(name).suffix.lower() in PROGRAMS] == []
    assert archive.stat().st_size < ZIP_LIMIT


def test_every_shipped_file_of_code_is_in_the_archive(archive):
    with zipfile.ZipFile(archive) as handle:
        packed = {name for name in handle.namelist() if name.endswith(".py")}
    wanted = {name if name.startswith(f"{PLUGIN}/") else f"{PLUGIN}/{name}" for name in SHIPPED}
    assert packed == wanted


def test_the_same_sources_give_the_same_archive(archive, tmp_path):
    assert pack(tmp_path).read_bytes() == archive.read_bytes()
