"""Algorithms in a process of their own, as scripts and servers run them: exit codes, messages, files."""

import resource
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer
from qgis_env import prepare_profile, run_algorithm
from small_district import box, communities, make_layer, town


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    config = tmp_path_factory.mktemp("profile")
    prepare_profile(config)
    return config


@pytest.fixture
def saved(tmp_path):
    """Return a function that writes a layer to a file and gives its path."""
    folder = tmp_path / "in"
    folder.mkdir()

    def save(layer, name):
        path = folder / name
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = QgsVectorFileWriter.driverForExtension(path.suffix)
        done = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
        assert done[0] == QgsVectorFileWriter.WriterError.NoError, done
        return str(path)

    return save


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_algorithm_runs_and_answers(profile, saved, out):
    outcome = run_algorithm(
        "yibiao:checkboundaries",
        {
            "AREAS": saved(communities("EPSG:4490", gap=0.5), "communities.gpkg"),
            "PARENT": saved(town("EPSG:4544"), "town.shp"),
            "FINDINGS": str(out / "findings.gpkg"),
            "SUMMARY": str(out / "summary.json"),
        },
        profile,
    )
    assert outcome.code == 0, outcome.text
    assert outcome.results["IS_WHOLE"] is False
    assert outcome.results["FINDINGS_COUNT"] == QgsVectorLayer(str(out / "findings.gpkg"), "f", "ogr").featureCount()
    assert outcome.results["RESULT"] in outcome.log["info"]
    assert "Traceback" not in outcome.text
    assert (out / "summary.json").exists()


def no_crs(saved):
    path = saved(communities(), "areas.shp")
    Path(path).with_suffix(".prj").unlink()
    return path


def no_text(saved):
    path = Path(saved(communities(), "x.gpkg")).with_name("photo.csv")
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    return str(path)


def library(saved):
    rows = [("Point(1 1)", "45", "福星大道1号")]
    return saved(make_layer("Point", "element:string address:string", rows), "library.gpkg")


CASES = {
    "missing file": (
        "checkboundaries",
        lambda _: {"AREAS": "/no/such/areas.gpkg"},
        "FINDINGS",
        ("/no/such/areas.gpkg", "Check the path"),
    ),
    "empty layer": (
        "checkboundaries",
        lambda saved: {"AREAS": saved(make_layer("Polygon", "code:string", []), "bare.gpkg")},
        "FINDINGS",
        ("The layer bare is empty", "Choose another layer"),
    ),
    "wrong geometry type": (
        "checkboundaries",
        lambda saved: {"AREAS": saved(make_layer("Point", "code:string", [("Point(1 1)", "1")]), "dots.gpkg")},
        "FINDINGS",
        ("The layer dots holds geometry of type Point", "Choose another layer"),
    ),
    "no CRS": (
        "checkboundaries",
        lambda saved: {"AREAS": no_crs(saved)},
        "FINDINGS",
        ("The layer areas does not say in which coordinate system it is", "Set it"),
    ),
    "no such field": (
        "checkboundaries",
        lambda saved: {"AREAS": saved(communities(), "areas.gpkg"), "CODE_FIELD": "SQDM"},
        "FINDINGS",
        ("lacks the field SQDM", "Choose another layer or field"),
    ),
    "a table that is not text": (
        "geocodetable",
        lambda saved: {"FILE": no_text(saved), "LIBRARY": library(saved)},
        "OUTPUT",
        ("photo.csv is not a table", "Take a CSV file"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_ends_with_a_message_an_exit_code_and_no_file(profile, saved, out, case):
    algorithm, given, output, texts = CASES[case]
    outcome = run_algorithm(f"yibiao:{algorithm}", {**given(saved), output: str(out / "result.gpkg")}, profile)
    assert outcome.code != 0
    assert outcome.results == {}
    for text in texts:
        assert text in outcome.text
    assert "Traceback" not in outcome.text
    assert list(out.iterdir()) == []


def test_folder_that_cannot_be_written(profile, saved):
    outcome = run_algorithm(
        "yibiao:checkboundaries",
        {"AREAS": saved(communities(), "areas.gpkg"), "FINDINGS": "/proc/findings.gpkg"},
        profile,
    )
    assert outcome.code != 0
    assert "Nothing can be written into the folder /proc" in outcome.text
    assert "Choose another folder" in outcome.text


def test_full_disk(profile, saved, out):
    rows = [(box(x * 10, 0, 11, 10), str(x)) for x in range(3000)]
    areas = saved(make_layer("Polygon", "code:string", rows), "areas.gpkg")
    # The profile's own files are there from the runs before, so only the output meets the limit.
    warm = run_algorithm("yibiao:checkboundaries", {"AREAS": areas, "FINDINGS": str(out / "a.gpkg")}, profile)
    assert warm.code == 0, warm.text
    (out / "a.gpkg").unlink()
    outcome = run_algorithm(
        "yibiao:checkboundaries",
        {"AREAS": areas, "FINDINGS": str(out / "result.gpkg")},
        profile,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    assert outcome.code != 0
    assert "result.gpkg could not be written completely" in outcome.text
    assert "Make room on the disk" in outcome.text
    assert list(out.iterdir()) == []


def test_store_from_nothing_to_an_export(profile, saved, out):
    store = str(out / "store.gpkg")
    created = run_algorithm(
        "yibiao:createstore", {"STORE": store, "DISTRICT_CODE": "500116", "DISTRICT_NAME": "江津区"}, profile
    )
    assert created.code == 0, created.text
    published = run_algorithm(
        "yibiao:publishlayers",
        {
            "STORE": store,
            "TOWN": saved(town(), "town.gpkg"),
            "COMMUNITY": saved(communities(), "community.gpkg"),
            "REASON": "首次入库",
            "REJECTED": str(out / "rejected.csv"),
        },
        profile,
    )
    assert published.code == 0, published.text
    assert published.results["TX"] == 1
    assert published.results["INSERTED_COUNT"] == 3
    exported = run_algorithm("yibiao:exportlayers", {"STORE": store, "FOLDER": str(out / "export")}, profile)
    assert exported.code == 0, exported.text
    assert (out / "export" / "500116.gpkg").exists()
    assert (out / "export" / "community.cpg").read_text() == "GBK"
