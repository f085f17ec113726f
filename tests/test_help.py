"""The Chinese user guide: a page for every algorithm, complete, well-formed and readable without any network."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from qgis.core import QgsProcessingParameterDefinition

from yibiao_qgis.gui.steps import STEPS
from yibiao_qgis.model.paths import RESOURCES
from yibiao_qgis.model.statuses import CodeStatus, FindingKind, MatchStatus, SnapStatus
from yibiao_qgis.processing.algorithms import ALL

GUIDE = Path(RESOURCES) / "help" / "zh"
PAGES = sorted(GUIDE.glob("*.html"))
IDS = sorted(algorithm.ID for algorithm in ALL)
VOID = {"br", "hr", "img", "link", "meta"}


class Page(HTMLParser):
    """A page with its links, ids and texts; what is not well-formed is listed.

    Parameters
    ----------
    path : Path
        The page.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.assets: list[str] = []
        self.ids: list[str] = []
        self.codes: list[str] = []
        self.faults: list[str] = []
        self.declaration = ""
        self._open: list[str] = []
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open]

    def handle_decl(self, decl: str) -> None:
        """Keep the document type."""
        self.declaration = decl

    def handle_starttag(self, tag: str, attrs: list) -> None:
        """Keep links and ids; open an element."""
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values.get("href") or "")
        self.assets += [values[name] for name in ("src", "href") if name in values and tag != "a"]
        if tag == "code":
            self.codes.append("")
        if tag == "p" and "p" in self._open:
            self.faults.append(f"<p> within <p>, line {self.getpos()[0]}")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, which must be the last one that was opened."""
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:] or 'nothing'}, line {self.getpos()[0]}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep what stands in code."""
        if "code" in self._open:
            self.codes[-1] += data


def name_of(path):
    return path.stem


def words(page):
    """Return all names that stand in code on a page."""
    return set(re.findall(r"[A-Za-z0-9_-]+", " ".join(page.codes)))


@pytest.mark.parametrize("name", IDS)
def test_every_algorithm_has_a_page_that_the_overview_links(name):
    assert (GUIDE / f"{name}.html").is_file()
    assert f"{name}.html" in Page(GUIDE / "overview.html").links
    assert f"yibiao:{name}" in (GUIDE / f"{name}.html").read_text(encoding="utf-8")


def test_every_page_is_that_of_an_algorithm_or_the_overview():
    assert sorted(path.stem for path in PAGES) == sorted([*IDS, "overview"])


@pytest.mark.parametrize("algorithm", ALL, ids=lambda algorithm: algorithm.ID)
def test_every_parameter_and_result_is_explained(algorithm):
    made = algorithm()
    made.initAlgorithm()
    named = words(Page(GUIDE / f"{made.name()}.html"))
    parameters = [one.name() for one in made.parameterDefinitions()]
    results = [one.name() for one in made.outputDefinitions()]
    assert [name for name in (*parameters, *results) if name not in named] == []


@pytest.mark.parametrize("algorithm", ALL, ids=lambda algorithm: algorithm.ID)
def test_the_command_uses_the_algorithms_parameters_and_gives_what_it_needs(algorithm):
    made = algorithm()
    made.initAlgorithm()
    commands = [code for code in Page(GUIDE / f"{made.name()}.html").codes if code.startswith("qgis_process run")]
    assert commands
    known = {one.name() for one in made.parameterDefinitions()}
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    needed = {
        one.name()
        for one in made.parameterDefinitions()
        if not one.flags() & optional and one.defaultValue() in (None, "") and not one.isDestination()
    }
    for command in commands:
        start, _, rest = command.partition(" -- ")
        assert start == f"qgis_process run yibiao:{made.name()}"
        given = set(re.findall(r'(?:^| )"?([A-Z_]+)=', rest))
        assert given <= known
        assert needed <= given


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("checkboundaries", FindingKind),
        ("snapplates", SnapStatus),
        ("assigncodes", CodeStatus),
        ("geocodetable", MatchStatus),
    ],
)
def test_every_state_is_explained(name, values):
    named = words(Page(GUIDE / f"{name}.html"))
    assert [value.value for value in values if value.value not in named] == []


def test_every_reason_is_explained():
    from yibiao_qgis.addresses.result import PENALTIES
    from yibiao_qgis.boundaries.changes import TEXTS
    from yibiao_qgis.plates.reasons import REASONS

    assert set(REASONS) <= words(Page(GUIDE / "snapplates.html"))
    assert set(TEXTS) <= words(Page(GUIDE / "repairboundaries.html"))
    text = (GUIDE / "geocodetable.html").read_text(encoding="utf-8")
    told = dict(re.findall(r"<td><code>([a-z-]+)</code></td><td>[^<]*</td><td>(\d+)</td>", text))
    assert told == {kind.value: str(penalty) for kind, penalty in PENALTIES.items()}


def test_every_column_of_the_results_is_explained():
    from yibiao_qgis.processing.geocodetable import candidate_fields, result_fields

    named = words(Page(GUIDE / "geocodetable.html"))
    assert {field.name() for field in result_fields()} <= named
    ends = {candidate_fields().names()[place] for place in (0, 1, -2, -1)}
    assert ends <= named


def test_overview_lists_the_steps_in_the_order_of_the_panel():
    links = Page(GUIDE / "overview.html").links
    places = [links.index(f"{step.algorithm}.html") for step in STEPS]
    assert places == sorted(places)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_page_is_well_formed(path):
    page = Page(path)
    assert page.faults == []
    assert page.declaration.lower() == "doctype html"
    assert '<html lang="zh-CN">' in page.text
    assert '<meta charset="utf-8">' in page.text
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_to_pages_of_the_guide(path):
    page = Page(path)
    for link in page.links:
        name, _, place = unquote(link).partition("#")
        target = path.with_name(name) if name else path
        assert target.is_file(), link
        assert not place or place in Page(target).ids, link
    if path.stem != "overview":
        assert "overview.html" in page.links


@pytest.mark.parametrize("path", [*PAGES, *GUIDE.glob("*.css")], ids=lambda path: path.name)
def test_nothing_comes_from_a_network(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|//[a-z]|@import|url\(|<script|<iframe", text, re.IGNORECASE)
    if path.suffix == ".html":
        assert all((GUIDE / asset).is_file() for asset in Page(path).assets)
