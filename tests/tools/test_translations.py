import ast

import pytest
import translations
from hypothesis import given
from hypothesis import strategies as st
from source_texts import (
    Found,
    Unreadable,
    form_texts,
    inherited_texts,
    module_name,
    places,
    python_texts,
    translate_names,
)
from translations import compare

SOURCE = """
from qgis.PyQt.QtCore import QCoreApplication
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP, Message

words = QCoreApplication.translate
SHORT = QT_TRANSLATE_NOOP("Yibiao", "Short")
LONG = QT_TRANSLATE_NOOP(
    "Yibiao",
    "A long text in {count} "
    "parts: it’s \\u4e00",
)
TITLE = words("Other", "By another name")


class Dock:
    class Inner:
        def text(self):
            return self.tr("Inside")

    def text(self):
        found = Message("x", QT_TRANSLATE_NOOP("Yibiao", "In a class"))
        return self.tr("{n} areas").format(n=1), QCoreApplication.translate("Dock", 'Named "so"'), found

    def speak(self, template):
        return QCoreApplication.translate("Yibiao", template), words("Yibiao", self.template)
"""


def test_every_marked_text_is_found():
    found = list(python_texts(SOURCE, "a.py"))
    assert {(text.context, text.text) for text in found} == {
        ("Yibiao", "Short"),
        ("Yibiao", "A long text in {count} parts: it’s 一"),
        ("Other", "By another name"),
        ("Inner", "Inside"),
        ("Yibiao", "In a class"),
        ("Dock", "{n} areas"),
        ("Dock", 'Named "so"'),
    }
    assert all(text.where.startswith("a.py:") for text in found)


def test_an_imported_name_of_translate_is_known():
    source = 'from yibiao_qgis.processing.declaring import words as say\nTITLE = say("Yibiao", "A title")\n'
    exports = {module_name("processing/declaring.py"): translate_names(ast.parse("words = QCoreApplication.translate"))}
    assert [text.text for text in python_texts(source, "a.py", exports)] == ["A title"]
    assert list(python_texts(source, "a.py")) == []
    assert module_name("yibiao_qgis/gui/__init__.py") == "yibiao_qgis.gui"


@pytest.mark.parametrize(
    "line",
    [
        'QT_TRANSLATE_NOOP("Yibiao", f"{n} areas")',
        'QT_TRANSLATE_NOOP("Yibiao", "one" + "two")',
        'QT_TRANSLATE_NOOP(CONTEXT, "one")',
        'QT_TRANSLATE_NOOP("Yibiao", text)',
        'QT_TRANSLATE_NOOP("Yibiao", "")',
        'QT_TRANSLATE_NOOP("Yibiao", "{} areas")',
        'QT_TRANSLATE_NOOP("Yibiao", "{0} areas")',
        'QT_TRANSLATE_NOOP("Yibiao", "{areas")',
        'self.tr("outside a class")',
        'QCoreApplication.translate("Yibiao", f"{n} areas")',
    ],
)
def test_what_cannot_be_extracted_is_told(line):
    found = list(python_texts(line, "a.py"))
    assert len(found) == 1
    assert isinstance(found[0], Unreadable)
    assert str(found[0]).startswith("a.py:1: ")


def test_forms():
    form = """<ui><class>Page</class><widget><property name="text"><string>Check &amp;now</string></property>
    <property name="x"><string notr="true">#</string></property><string/></widget></ui>"""
    assert list(form_texts(form, "page.ui")) == [Found("Page", "Check &now", "page.ui")]


def test_a_class_with_heirs_must_not_use_self_tr():
    parent = "class Page:\n    def text(self):\n        return self.tr('Page')\n"
    assert inherited_texts({"a.py": parent, "b.py": "class Other:\n    pass\n"}) == []
    faults = inherited_texts({"a.py": parent, "b.py": "import a\nclass Grids(a.Page):\n    pass\n"})
    assert len(faults) == 1
    assert "Grids" in faults[0]


TEXTS = [Found("Yibiao", "{n} areas", "a.py:1"), Found("Yibiao", "Check…", "a.py:2")]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, None),
        ({("Yibiao", "{n} areas"): ""}, "a.py:1: not translated"),
        ({("Yibiao", "{n} areas"): "{m} 个区域"}, "differ"),
        ({("Yibiao", "{n} areas"): "个区域"}, "differ"),
        ({("Yibiao", "{n} areas"): "{n 个区域"}, "{n 个区域"),
        ({("Yibiao", "{n} areas"): None}, "not in the catalogue"),
        ({("Yibiao", "Check…"): "检查"}, "…"),
        ({("Yibiao", "Gone"): "没有了"}, "no longer in the sources"),
        ({("Other", "{n} areas"): "{n} 个区域"}, "no longer in the sources"),
    ],
)
def test_a_catalogue_is_judged(change, fault):
    catalogue = {("Yibiao", "{n} areas"): "{n} 个区域", ("Yibiao", "Check…"): "检查…", **change}
    faults = compare(TEXTS, {key: text for key, text in catalogue.items() if text is not None})
    if fault is None:
        assert faults == []
    else:
        assert len(faults) == 1
        assert fault in faults[0]


def test_places():
    assert places("{a} and {b:.2f}, {a} {{not}}") == {"a", "b"}


characters = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip)


@given(st.dictionaries(st.tuples(characters, characters), st.one_of(st.just(""), characters), max_size=5))
def test_a_catalogue_is_read_as_it_was_written(catalogue):
    assert translations.read_catalogue(translations.write_catalogue(catalogue)) == catalogue


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "yibiao_qgis").mkdir()
    (tmp_path / "processing").mkdir()
    (tmp_path / "yibiao_qgis" / "a.py").write_text('A = QT_TRANSLATE_NOOP("Yibiao", "One")\n', encoding="utf-8")
    return tmp_path


def test_update_keeps_translations_and_drops_what_is_gone(tree):
    assert translations.update(tree) == (1, 1)
    assert len(translations.check(tree)) == 1
    path = tree / translations.CATALOGUE.relative_to(translations.ROOT)
    path.write_text(translations.write_catalogue({("Yibiao", "One"): "一", ("Yibiao", "Two"): "二"}), encoding="utf-8")
    assert translations.update(tree) == (1, 0)
    assert translations.check(tree) == []
    written = path.read_text(encoding="utf-8")
    assert "Two" not in written
    translations.update(tree)
    assert path.read_text(encoding="utf-8") == written
    (tree / "yibiao_qgis" / "a.py").write_text('A = QT_TRANSLATE_NOOP("Other", "One")\n', encoding="utf-8")
    assert translations.update(tree) == (1, 0)
    assert translations.check(tree) == []


def test_the_project_s_own_catalogue_becomes_a_qm_file(tmp_path):
    path = translations.release(tmp_path / "new")
    assert path.name == "zh_CN.qm"
    assert path.stat().st_size > 16
    again = translations.release(tmp_path / "again")
    assert again.read_bytes() == path.read_bytes()


def test_no_lrelease_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(translations, "LRELEASE", ("no-such-program",))
    with pytest.raises(SystemExit, match="qttools5-dev-tools"):
        translations.release(tmp_path)


def test_a_broken_catalogue_is_told(monkeypatch, tmp_path):
    broken = tmp_path / "zh_CN.ts"
    broken.write_text("<TS><context>", encoding="utf-8")
    monkeypatch.setattr(translations, "CATALOGUE", broken)
    with pytest.raises(SystemExit, match="lrelease failed"):
        translations.release(tmp_path / "out")
