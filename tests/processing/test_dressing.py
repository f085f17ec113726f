"""Outputs that QGIS loads bear the plugin's style and words."""

import pytest
from qgis.core import QgsProject
from valid_inputs import inputs


@pytest.fixture
def loaded(tmp_path):
    """Return a function that runs an algorithm as the toolbox does, and gives a loaded output."""
    import processing

    def load(name, output, **more):
        found = processing.runAndLoadResults(f"yibiao:{name}", {**inputs(name, tmp_path / "in"), **more})
        layer = QgsProject.instance().mapLayer(found[output])
        if layer is None:
            layer = next(one for one in QgsProject.instance().mapLayers().values() if one.source() == found[output])
        return layer

    yield load
    QgsProject.instance().clear()


def alias(layer, name):
    return layer.attributeAlias(layer.fields().lookupField(name))


def test_plates_show_their_states_in_words(loaded):
    layer = loaded("snapplates", "OUTPUT", OUTPUT="TEMPORARY_OUTPUT")
    assert layer.renderer().type() == "categorizedSymbol"
    assert alias(layer, "snap_status") == "Status"
    assert alias(layer, "door") == "Door number"
    setup = layer.editorWidgetSetup(layer.fields().lookupField("snap_status"))
    assert setup.type() == "ValueMap"
    words = {value: word for entry in setup.config()["map"] for word, value in entry.items()}
    assert words["no-building"] == "No building"
    # The data hold the stable values, whatever the language.
    assert {feature["snap_status"] for feature in layer.getFeatures()} <= set(words)


def test_findings_and_coded_layer_in_a_file(loaded, tmp_path):
    layer = loaded("checkboundaries", "FINDINGS", FINDINGS=str(tmp_path / "f.gpkg"))
    assert alias(layer, "size") == "Size (m², m)"
    layer = loaded("assigncodes", "OUTPUT", OUTPUT=str(tmp_path / "g.gpkg"), REASONS="TEMPORARY_OUTPUT")
    assert alias(layer, "households") == "Households"
    assert alias(layer, "code_status") == "Code status"


def test_columns_of_the_users_table_keep_their_names(loaded):
    layer = loaded("geocodetable", "OUTPUT", OUTPUT="TEMPORARY_OUTPUT", REVIEW="TEMPORARY_OUTPUT")
    assert alias(layer, "地址") == ""
    assert alias(layer, "yb_settle") == "What would settle it"
    assert layer.renderer().classAttribute() == "yb_status"
