"""Bad input ends every algorithm with a message that names the thing and the way out, and with nothing written."""

import re
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsProcessingFeedback,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from small_district import communities, make_layer
from valid_inputs import IDS, inputs, outputs

from yibiao_qgis.model.layers import Geometry

WAYS_OUT = re.compile(r"\b(choose|check|set|make|rename|enter|take|run)\b", re.IGNORECASE)


def fresh(name):
    """Return the algorithm with its parameters; works at collection time, before there is a provider."""
    from yibiao_qgis.processing.algorithms import ALL

    algorithm = next(one for one in ALL if name == one.ID)()
    algorithm.initAlgorithm({})
    return algorithm


def cases(kind):
    """Return algorithm and parameter for all parameters of a type."""
    found = []
    for name in IDS:
        algorithm = fresh(name)
        found += [(name, one.name()) for one in algorithm.parameterDefinitions() if isinstance(one, kind)]
    return found


def layer_cases(**wanted):
    """Return algorithm and parameter for all layer parameters, or those that are as wanted."""
    return [
        (name, spec.name)
        for name in IDS
        for spec in fresh(name).layers.values()
        if all(getattr(spec, key) == value for key, value in wanted.items())
    ]


def shaped():
    """Return algorithm and parameter for all layer parameters that need a geometry."""
    return [
        (name, spec.name)
        for name in IDS
        for spec in fresh(name).layers.values()
        if spec.geometry not in (None, Geometry.NONE)
    ]


class Spoiled:
    """A run with one input spoiled: it must fail with a message, and leave nothing."""

    def __init__(self, refused, tmp_path):
        self.refused = refused
        self.inputs = tmp_path / "in"
        self.folder = tmp_path / "out"
        self.folder.mkdir()

    def __call__(self, name, **spoiled):
        given = {**inputs(name, self.inputs), **outputs(name, self.folder), **spoiled}
        text = self.refused(name, **given)
        assert list(self.folder.iterdir()) == []
        assert WAYS_OUT.search(text), text
        return text


@pytest.fixture
def spoiled(refused, tmp_path):
    return Spoiled(refused, tmp_path)


@pytest.mark.parametrize(("name", "parameter"), layer_cases())
def test_missing_file(spoiled, name, parameter):
    assert "/no/such/survey.gpkg" in spoiled(name, **{parameter: "/no/such/survey.gpkg"})


@pytest.mark.parametrize(("name", "parameter"), layer_cases(optional=False))
def test_no_layer_at_all(spoiled, name, parameter):
    assert fresh(name).parameterDefinition(parameter).description() in spoiled(name, **{parameter: None})


@pytest.mark.parametrize(("name", "parameter"), layer_cases(optional=False))
def test_empty_layer(spoiled, tmp_path, name, parameter):
    layer = inputs(name, tmp_path / "again")[parameter].clone()
    layer.setName("nobody home")
    assert layer.setSubsetString("1 = 0") or layer.dataProvider().truncate()
    assert "The layer nobody home is empty" in spoiled(name, **{parameter: layer})


@pytest.mark.parametrize(("name", "parameter"), shaped())
def test_wrong_geometry_type(spoiled, tmp_path, name, parameter):
    given = inputs(name, tmp_path / "again").get(parameter)
    kind = "Point" if given is None or given.geometryType() != 0 else "Polygon"
    wkt = "Point(1 1)" if kind == "Point" else "Polygon((0 0,1 0,1 1,0 0))"
    if given is None and parameter in ("ADDRESS", "PLATE"):
        kind, wkt = "Polygon", "Polygon((0 0,1 0,1 1,0 0))"
    layer = make_layer(kind, "code:string", [(wkt, "1")], name="odd shapes")
    text = spoiled(name, **{parameter: layer})
    assert "odd shapes" in text
    assert kind in text


@pytest.mark.parametrize(("name", "parameter"), shaped())
def test_no_crs(spoiled, name, parameter):
    spec = fresh(name).layers[parameter]
    kind, wkt = {
        Geometry.POLYGON: ("Polygon", "Polygon((0 0,1 0,1 1,0 0))"),
        Geometry.LINE: ("LineString", "LineString(0 0,1 1)"),
        Geometry.POINT: ("Point", "Point(1 1)"),
    }[spec.geometry]
    layer = make_layer(kind, " ".join(f"{field}:string" for field in spec.needs or ("code",)), [(wkt,)], name="nowhere")
    layer.setCrs(QgsCoordinateReferenceSystem())
    assert "The layer nowhere does not say in which coordinate system it is" in spoiled(name, **{parameter: layer})


@pytest.mark.parametrize(("name", "parameter"), cases(QgsProcessingParameterField))
def test_no_such_field(spoiled, name, parameter):
    text = spoiled(name, **{parameter: "no_such_field"})
    assert "no_such_field" in text
    assert "It has:" in text


@pytest.mark.parametrize(
    ("name", "parameter", "field"),
    [
        ("snapplates", "PLATE", "door"),
        ("snapplates", "BUILDING", "uuid"),
        ("snapplates", "STREET", "name"),
        ("geocodetable", "LIBRARY", "address"),
        ("assigncodes", "INPUT", "name"),
        ("assigncodes", "COMMUNITY", "code"),
        ("publishlayers", "GRID", "code"),
    ],
)
def test_declared_field_that_is_not_there(spoiled, tmp_path, name, parameter, field):
    layer = inputs(name, tmp_path / "again")[parameter]
    layer.dataProvider().deleteAttributes([layer.fields().lookupField(field)])
    layer.updateFields()
    text = spoiled(name, **{parameter: layer})
    assert field in text
    assert layer.name() in text


@pytest.mark.parametrize(("name", "parameter"), cases(QgsProcessingParameterFile))
def test_file_that_is_not_there(spoiled, name, parameter):
    given = {"INPUT": None} if parameter == "FILE" else {}
    assert "/no/such/file.x" in spoiled(name, **{parameter: "/no/such/file.x"}, **given)


@pytest.mark.parametrize(
    ("name", "parameter"), [("publishlayers", "STORE"), ("exportlayers", "STORE"), ("assigncodes", "STORE")]
)
def test_file_that_is_no_store(spoiled, tmp_path, name, parameter):
    path = tmp_path / "holiday.gpkg"
    path.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    assert "holiday.gpkg" in spoiled(name, **{parameter: str(path)})


def test_table_that_is_not_text(spoiled, tmp_path):
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    text = spoiled("geocodetable", INPUT=None, FILE=str(path))
    assert "photo.csv is not a table that can be read" in text


def destination_cases():
    return [
        (name, output)
        for name in IDS
        for output in outputs(name, Path("/x"))
        if output != "SUMMARY" or name == "checkboundaries"
    ]


@pytest.mark.parametrize(("name", "output"), destination_cases())
def test_folder_that_is_not_there(spoiled, name, output):
    path = "/no/such/folder/inside" if output == "FOLDER" else "/no/such/folder/file.gpkg"
    assert "There is no folder /no/such/folder" in spoiled(name, **{output: path})


@pytest.mark.parametrize(("name", "output"), destination_cases())
def test_folder_that_nobody_can_write_into(spoiled, name, output):
    # Even an administrator cannot make files in /proc.
    path = "/proc/inside" if output == "FOLDER" else "/proc/file.gpkg"
    assert "Nothing can be written into the folder /proc" in spoiled(name, **{output: path})


def test_output_that_would_overwrite_its_input(refused, tmp_path):
    path = tmp_path / "areas.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(communities(), str(path), QgsCoordinateTransformContext(), options)
    before = path.read_bytes()
    text = refused("repairboundaries", AREAS=str(path), OUTPUT=str(path))
    assert f"The output {path} is the file of the input areas" in text
    assert path.read_bytes() == before


def test_other_table_of_the_inputs_database_is_no_input(run, refused, tmp_path):
    path = tmp_path / "district.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "areas"
    QgsVectorFileWriter.writeAsVectorFormatV3(communities(), str(path), QgsCoordinateTransformContext(), options)
    source = f"{path}|layername=areas"
    found = run("repairboundaries", AREAS=source, OUTPUT=f"ogr:dbname='{path}' table=\"repaired\" (geom)")
    assert found["OUTPUT"] == f"{path}|layername=repaired"
    assert QgsVectorLayer(found["OUTPUT"], "r", "ogr").featureCount() == 2
    text = refused("repairboundaries", AREAS=source, OUTPUT=f"ogr:dbname='{path}' table=\"areas\" (geom)")
    assert "is the file of the input" in text
    assert QgsVectorLayer(source, "a", "ogr").featureCount() == 2


def test_two_outputs_in_one_file(spoiled):
    path = str(spoiled.folder / "both.gpkg")
    text = spoiled("repairboundaries", OUTPUT=path, CHANGES=path)
    assert "Repaired areas and Changes would both be written to" in text


@pytest.mark.parametrize("name", IDS)
def test_valid_input_runs_and_writes_what_it_says(run, tmp_path, name):
    folder = tmp_path / "out"
    folder.mkdir()
    destinations = outputs(name, folder)
    found = run(name, **inputs(name, tmp_path / "in"), **destinations)
    for output, path in destinations.items():
        assert str(found[output]).split("|")[0] == path
        assert Path(path).exists()
    assert found["RESULT"]
    assert not [path for path in folder.iterdir() if path.name.startswith(".yibiao")]


# Making a store takes milliseconds and asks nobody.
@pytest.mark.parametrize("name", [name for name in IDS if name != "createstore"])
def test_canceled_run_leaves_nothing(run, tmp_path, name):
    folder = tmp_path / "out"
    folder.mkdir()
    feedback = QgsProcessingFeedback(False)
    feedback.cancel()
    assert run(name, feedback, **inputs(name, tmp_path / "in"), **outputs(name, folder)) == {}
    assert list(folder.iterdir()) == []
    assert "Canceled" in feedback.textLog()


def test_optional_layer_that_is_empty_is_left_out_and_said_so(run):
    feedback = QgsProcessingFeedback(False)
    empty = make_layer("Polygon", "code:string", [], name="no towns")
    run("checkboundaries", feedback, AREAS=communities(), PARENT=empty, FINDINGS="TEMPORARY_OUTPUT")
    assert "no towns" in feedback.textLog()


def test_broken_project_layer_is_named(refused):
    layer = QgsVectorLayer("/gone/areas.gpkg", "lost areas", "ogr")
    text = refused("checkboundaries", AREAS=layer, FINDINGS="TEMPORARY_OUTPUT")
    assert "lost areas" in text
