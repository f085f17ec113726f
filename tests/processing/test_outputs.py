"""Outputs: complete or not at all, and what was there before comes back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from small_district import communities

from yibiao_qgis.bridge import WKB_TYPES, features, level_fields, open_table, read_frame, store_crs
from yibiao_qgis.model.errors import Canceled, InputError
from yibiao_qgis.model.layers import Geometry
from yibiao_qgis.model.levels import Level
from yibiao_qgis.processing.base import YibiaoAlgorithm

ROOT = Path(__file__).parent.parent.parent.absolute()


class Stumbling(YibiaoAlgorithm):
    """Writes everything, then fails as it is told."""

    ID = "stumbling"
    TITLE = "Stumble over rows"
    ABOUT = "Fails."

    def declare(self):
        self.add_layer("AREAS", "Areas", "Areas", Geometry.POLYGON, level=Level.COMMUNITY)
        self.add_text("HOW", "How", "How it fails", optional=True)
        self.add_sink("OUTPUT", "Output", "Output", Geometry.POLYGON)
        self.add_folder("FOLDER", "Folder", "Folder")
        self.add_file_output("FILE", "File", "File", "Text (*.txt)", optional=True)

    def work(self, run):
        frame = run.frame("AREAS", crs=store_crs())
        fields = level_fields(Level.COMMUNITY)
        run.write("OUTPUT", features(frame, fields), fields, WKB_TYPES[Geometry.POLYGON], store_crs())
        (run.outputs.stage_folder(run.destination("FOLDER")) / "one.txt").write_text("new")
        run.results["FILE"] = run.outputs.write_text("FILE", "new")
        how = run.text("HOW")
        if how == "input":
            raise InputError("x", "The {thing} is wrong. Choose another.", detail="for the log", thing="input")
        if how == "cancel":
            raise Canceled
        if how == "fault":
            raise ZeroDivisionError("never mind")
        if how == "disk":
            raise OSError(28, "No space left on device", "/somewhere/file.gpkg")
        if how == "memory":
            raise MemoryError


def execute(folder, how="", output="out.gpkg"):
    algorithm = Stumbling()
    algorithm.initAlgorithm({})
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback(False)
    layer = communities("EPSG:4490")
    QgsProject.instance().addMapLayer(layer, False)
    try:
        parameters = {
            "AREAS": layer.id(),
            "HOW": how,
            "OUTPUT": output if output.startswith(("ogr:", "memory:", "TEMP")) else str(folder / output),
            "FOLDER": str(folder / "export"),
            "FILE": str(folder / "file.txt"),
        }
        return algorithm.processAlgorithm(parameters, context, feedback), feedback.textLog()
    finally:
        QgsProject.instance().removeMapLayer(layer)


MESSAGES = {
    "input": "The input is wrong. Choose another.",
    "fault": "Stumble over rows met a fault of its own (ZeroDivisionError: never mind)",
    "disk": "Stumble over rows stopped: No space left on device file.gpkg",
    "memory": "Stumble over rows ran out of memory",
}
FORMATS = ["out.gpkg", "out.shp", "out.csv", "out.geojson", "out.xlsx"]


def rows_in(path):
    return (open_table(path) if path.endswith(".xlsx") else QgsVectorLayer(path, "o", "ogr")).featureCount()


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("output", FORMATS)
def test_everything_appears_when_all_went_well(tmp_path, output):
    found, _ = execute(tmp_path, output=output)
    assert rows_in(found["OUTPUT"]) == 2
    assert (tmp_path / "export" / "one.txt").read_text() == "new"
    assert (tmp_path / "file.txt").read_text() == "new"
    assert not list(tmp_path.rglob(".yibiao*"))


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize("how", MESSAGES)
def test_failure_leaves_nothing_and_says_why(tmp_path, output, how):
    with pytest.raises(QgsProcessingException) as caught:
        execute(tmp_path, how, output)
    assert MESSAGES[how] in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output", FORMATS)
def test_cancel_leaves_nothing(tmp_path, output):
    found, log = execute(tmp_path, "cancel", output)
    assert found == {}
    assert "nothing was written" in log
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize("how", [*MESSAGES, "cancel"])
def test_what_was_there_comes_back_to_the_last_byte(tmp_path, output, how):
    execute(tmp_path, output=output)
    (tmp_path / "file.txt").write_text("old")
    (tmp_path / "export" / "one.txt").write_text("old")
    before = contents(tmp_path)
    if how == "cancel":
        execute(tmp_path, how, output)
    else:
        with pytest.raises(QgsProcessingException):
            execute(tmp_path, how, output)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("output", FORMATS)
def test_what_was_there_is_replaced_by_a_run_that_succeeds(tmp_path, output):
    execute(tmp_path, output=output)
    (tmp_path / "file.txt").write_text("old")
    names = set(contents(tmp_path))
    found, _ = execute(tmp_path, output=output)
    assert rows_in(found["OUTPUT"]) == 2
    assert (tmp_path / "file.txt").read_text() == "new"
    assert set(contents(tmp_path)) == names


def test_detail_goes_to_the_log_and_not_to_the_user(tmp_path):
    with pytest.raises(QgsProcessingException) as caught:
        execute(tmp_path, "input")
    assert "for the log" not in str(caught.value)


def test_table_in_a_database_that_holds_others(tmp_path):
    database = tmp_path / "many.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "first"
    QgsVectorFileWriter.writeAsVectorFormatV3(communities(), str(database), QgsCoordinateTransformContext(), options)
    target = f"ogr:dbname='{database}' table=\"second\" (geom)"
    execute(tmp_path, output=target)
    with pytest.raises(QgsProcessingException):
        execute(tmp_path, "fault", target.replace("second", "third"))
    for name, count in (("first", 2), ("second", 2)):
        assert QgsVectorLayer(f"{database}|layername={name}", name, "ogr").featureCount() == count
    assert not QgsVectorLayer(f"{database}|layername=third", "third", "ogr").isValid()


def test_memory_layer_is_filled(run):
    destination = QgsProcessingOutputLayerDefinition("memory:my findings")
    found = run("checkboundaries", AREAS=communities(gap=1), FINDINGS=destination)
    assert found["FINDINGS"].featureCount() == found["FINDINGS_COUNT"]


def test_half_a_file_is_noticed(tmp_path, monkeypatch):
    """A writer that loses rows without a word, as a failed commit does."""
    from yibiao_qgis.processing import writer

    written = writer.write_features
    monkeypatch.setattr(writer, "write_features", lambda rows, *rest, **more: written(rows[:1], *rest, **more) + 1)
    with pytest.raises(QgsProcessingException, match="could not be written completely"):
        execute(tmp_path)
    assert list(tmp_path.iterdir()) == []


FULL_DISK = """
import resource, sys
sys.path.insert(0, {tests!r})
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsProject
application = QgsApplication([], False)
application.initQgis()
from small_district import box, make_layer
from yibiao_qgis.processing.checkboundaries import CheckBoundaries
rows = [(box(x * 10, 0, 11, 10), str(x), "x" * 200) for x in range(3000)]
layer = make_layer("Polygon", "code:string text:string", rows)
QgsProject.instance().addMapLayer(layer, False)
algorithm = CheckBoundaries()
algorithm.initAlgorithm({{}})
context = QgsProcessingContext()
context.setProject(QgsProject.instance())
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
parameters = {{"AREAS": layer.id(), "CODE_FIELD": "code", "FINDINGS": {output!r}}}
try:
    print("DONE", algorithm.processAlgorithm(parameters, context, QgsProcessingFeedback(False)))
except QgsProcessingException as error:
    print("REFUSED", error)
del layer
QgsProject.instance().clear()
application.exitQgis()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="file size limits are a thing of POSIX")
@pytest.mark.parametrize("output", ["out.gpkg", "out.shp", "out.csv", "out.geojson", "out.fgb"])
def test_full_disk_is_noticed_and_nothing_stays(tmp_path, output):
    code = FULL_DISK.format(tests=str(Path(__file__).parent), output=str(tmp_path / output))
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "build")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "REFUSED" in done.stdout, done.stdout + done.stderr
    assert "could not be written completely" in done.stdout
    assert output in done.stdout
    assert "Make room on the disk" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_frames_written_by_an_algorithm_read_back_the_same(tmp_path):
    found, _ = execute(tmp_path)
    again = read_frame(QgsVectorLayer(found["OUTPUT"], "o", "ogr"))
    before = read_frame(communities("EPSG:4490"))
    assert again["code"].tolist() == before["code"].tolist()
    assert [a.equals(b) for a, b in zip(again.geometry, before.geometry)] == [True, True]
