"""What every algorithm shows of itself in the toolbox, in models and in batch mode."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
)
from small_district import communities, town

IDS = (
    "checkboundaries",
    "repairboundaries",
    "snapplates",
    "assigncodes",
    "buildlibrary",
    "geocodetable",
    "createstore",
    "publishlayers",
    "exportlayers",
)
ROOT = Path(__file__).parent.parent.parent.absolute()


def algorithm(name):
    return QgsApplication.processingRegistry().createAlgorithmById(f"yibiao:{name}")


def test_provider_has_exactly_these_algorithms(provider):
    assert sorted(one.name() for one in provider.algorithms()) == sorted(IDS)
    assert provider.id() == "yibiao"
    assert not provider.icon().isNull()


@pytest.mark.parametrize("name", IDS)
def test_names_and_help(name):
    one = algorithm(name)
    assert re.fullmatch(r"[a-z0-9]+", one.name())
    title = one.displayName()
    assert 2 <= len(title.split()) <= 4
    assert title[0].isupper()
    assert title[1:] == title[1:].lower()
    assert one.shortHelpString().endswith(".")
    assert one.shortDescription()
    assert one.group()
    assert re.fullmatch(r"[a-z]+", one.groupId())
    assert not one.icon().isNull()
    for parameter in one.parameterDefinitions():
        assert parameter.help(), parameter.name()
        assert re.fullmatch(r"[A-Z][A-Z_]*", parameter.name())
        assert not parameter.description().endswith((":", ".")), parameter.name()
    names = {output.name() for output in one.outputDefinitions()}
    assert {"RESULT", "SUMMARY"} <= names
    assert all(output.description() for output in one.outputDefinitions())


@pytest.mark.parametrize("name", IDS)
def test_may_be_run_in_batch_mode_and_in_models(name):
    flags = algorithm(name).flags()
    if Qgis.versionInt() >= 33600:
        flag = Qgis.ProcessingAlgorithmFlag
        assert flags & flag.SupportsBatch
        assert flags & flag.CanCancel
        assert not flags & flag.HideFromModeler
        assert not flags & flag.NoThreading
    model = QgsProcessingModelAlgorithm("m", "m")
    child = QgsProcessingModelChildAlgorithm(f"yibiao:{name}")
    child.setChildId("one")
    assert model.addChildAlgorithm(child)
    assert model.childAlgorithm("one").algorithm().id() == f"yibiao:{name}"


@pytest.mark.parametrize("name", IDS)
def test_a_fresh_instance_does_not_share_its_state(name):
    first, second = algorithm(name), algorithm(name)
    assert first is not second
    assert [p.name() for p in first.parameterDefinitions()] == [p.name() for p in second.parameterDefinitions()]


def test_chain_of_two_runs_as_a_model(run):
    del run
    model = QgsProcessingModelAlgorithm("repair and check", "test")
    for name in ("areas", "parent"):
        model.addModelParameter(QgsProcessingParameterFeatureSource(name, name), QgsProcessingModelParameter(name))
    repair = QgsProcessingModelChildAlgorithm("yibiao:repairboundaries")
    repair.setChildId("repair")
    source = QgsProcessingModelChildParameterSource
    repair.addParameterSources("AREAS", [source.fromModelParameter("areas")])
    repair.addParameterSources("PARENT", [source.fromModelParameter("parent")])
    model.addChildAlgorithm(repair)
    check = QgsProcessingModelChildAlgorithm("yibiao:checkboundaries")
    check.setChildId("check")
    check.addParameterSources("AREAS", [source.fromChildOutput("repair", "OUTPUT")])
    check.addParameterSources("PARENT", [source.fromModelParameter("parent")])
    found = QgsProcessingModelOutput("findings", "findings")
    found.setChildId("check")
    found.setChildOutputName("FINDINGS")
    check.setModelOutputs({"findings": found})
    model.addChildAlgorithm(check)

    import processing

    (destination,) = [parameter.name() for parameter in model.destinationParameterDefinitions()]
    result = processing.run(model, {"areas": communities(gap=0.5), "parent": town(), destination: "TEMPORARY_OUTPUT"})
    assert {feature["severity"] for feature in result[destination].getFeatures()} <= {"warning"}
    assert result["CHILD_RESULTS"]["repair"]["REMAINING_COUNT"] == 0
    assert result["CHILD_RESULTS"]["check"]["IS_WHOLE"] is True


def test_top_level_import_is_refused_with_the_reason():
    done = subprocess.run(
        [sys.executable, "-c", "import processing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "hides QGIS' own" in done.stderr


def test_one_gdal_in_the_process(run):
    run("checkboundaries", AREAS=communities(), FINDINGS="TEMPORARY_OUTPUT")
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("this system does not list a process' libraries")
    text = maps.read_text(encoding="utf-8", errors="replace")
    for library in ("libgdal", "libsqlite3"):
        assert len(set(re.findall(rf"\S*/{library}[^\s/]*", text))) == 1, library


def test_every_module_takes_qt_only_through_qgis():
    for path in sorted((ROOT / "processing").glob("*.py")) + sorted((ROOT / "yibiao_qgis" / "bridge").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith(("PyQt", "PySide")) for name in names), path


def test_start_of_qgis_does_not_wait_for_the_heavy_libraries():
    code = (
        "import sys; from yibiao_qgis.processing.provider import YibiaoProvider; "
        "from yibiao_qgis.processing import algorithms; "
        "print([name for name in ('pandas', 'geopandas', 'pyproj') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], env=_environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def _environment():
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT / "build")}
