"""``checkboundaries`` through Processing."""

import json

import pytest
from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject, edit
from small_district import box, communities, make_layer, town

CRSS = ["EPSG:4544", "EPSG:4490", "EPSG:4326", "EPSG:3857", "EPSG:32648", "EPSG:4545"]


@pytest.mark.parametrize("crs", CRSS)
def test_whole_coverage_is_whole_in_any_crs(run, crs):
    found = run("checkboundaries", AREAS=communities(crs), PARENT=town("EPSG:4490"), FINDINGS="TEMPORARY_OUTPUT")
    assert found["IS_WHOLE"] is True
    assert found["AREAS_COUNT"] == 2
    assert found["ERRORS_COUNT"] == 0
    assert found["FINDINGS"].crs().authid() == crs
    assert found["FINDINGS"].featureCount() == 0


@pytest.mark.parametrize("crs", CRSS)
def test_gap_is_found_where_it_is_and_how_large_it_is(run, crs):
    found = run("checkboundaries", AREAS=communities(crs, gap=0.5), PARENT=town(), FINDINGS="TEMPORARY_OUTPUT")
    assert found["IS_WHOLE"] is False
    finding = next(iter(found["FINDINGS"].getFeatures()))
    assert finding["size"] == pytest.approx(200.0, rel=1e-3)
    assert set(finding["areas"].split("#")) == {"500116004007", "500116004008"}
    assert finding["severity"] == "error"
    assert "500116004007" in finding["text"]
    place = finding.geometry().centroid().asPoint()
    assert place.distance(communities(crs).extent().center()) < communities(crs).extent().width() / 100


def test_overlap_and_duplicate_code(run):
    layer = communities(overlap=2.0)
    layer.startEditing()
    layer.changeAttributeValue(2, layer.fields().lookupField("code"), "500116004007")
    layer.commitChanges()
    found = run("checkboundaries", AREAS=layer, FINDINGS="TEMPORARY_OUTPUT")
    kinds = {feature["kind"] for feature in found["FINDINGS"].getFeatures()}
    assert {"overlap", "duplicate-code"} <= kinds


def test_areas_without_codes_are_named_by_their_rows(run):
    rows = [(box(0, 0, 100, 100), "a"), (box(90, 0, 100, 100), "b")]
    found = run("checkboundaries", AREAS=make_layer("Polygon", "name:string", rows), FINDINGS="TEMPORARY_OUTPUT")
    assert {feature["areas"] for feature in found["FINDINGS"].getFeatures()} == {"1#2"}


def test_code_field_may_have_another_name(run):
    rows = [(box(0, 0, 100, 100), "x1"), (box(90, 0, 100, 100), "x2")]
    layer = make_layer("Polygon", "SQDM:string", rows)
    found = run("checkboundaries", AREAS=layer, CODE_FIELD="SQDM", FINDINGS="TEMPORARY_OUTPUT")
    assert {feature["areas"] for feature in found["FINDINGS"].getFeatures()} == {"x1#x2"}


def test_invalid_geometry_is_a_finding_and_no_end_of_the_run(run):
    rows = [("Polygon((0 0,100 100,100 0,0 100,0 0))", "a")]
    found = run("checkboundaries", AREAS=make_layer("Polygon", "code:string", rows), FINDINGS="TEMPORARY_OUTPUT")
    assert "invalid" in {feature["kind"] for feature in found["FINDINGS"].getFeatures()}


def test_only_selected_areas_are_checked(run):
    layer = communities(overlap=2.0)
    QgsProject.instance().addMapLayer(layer, False)
    try:
        layer.selectByIds([1])
        found = run(
            "checkboundaries",
            AREAS=QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True),
            FINDINGS="TEMPORARY_OUTPUT",
        )
    finally:
        QgsProject.instance().removeMapLayer(layer)
    assert found["AREAS_COUNT"] == 1
    assert found["IS_WHOLE"] is True


def test_summary_says_what_was_read_found_and_written(run, tmp_path):
    path = tmp_path / "summary.json"
    found = run(
        "checkboundaries",
        AREAS=communities(gap=0.5),
        PARENT=town(),
        FINDINGS=str(tmp_path / "findings.gpkg"),
        SUMMARY=str(path),
    )
    summary = json.loads(path.read_text(encoding="utf-8"))
    assert summary["algorithm"] == "yibiao:checkboundaries"
    assert summary["read"] == {"AREAS": 2, "PARENT": 1}
    assert summary["wrote"] == {"FINDINGS": found["FINDINGS_COUNT"]}
    assert summary["counts"]["IS_WHOLE"] is False
    assert sum(summary["groups"]["kinds"].values()) == found["FINDINGS_COUNT"]
    assert summary["text"][0] == found["RESULT"]
    assert found["SUMMARY"] == str(path)


@pytest.mark.parametrize("cleared", [None, ""])
def test_a_cleared_field_is_not_the_default_again(run, cleared):
    areas = communities("EPSG:4544")
    parent = town("EPSG:4544")
    with edit(parent):
        feature = next(parent.getFeatures())
        feature["code"] = "999999999"
        parent.updateFeature(feature)
    given = {"AREAS": areas, "PARENT": parent, "FINDINGS": "TEMPORARY_OUTPUT"}
    assert run("checkboundaries", **given)["ERRORS_COUNT"] > 0
    assert run("checkboundaries", **given, PARENT_CODE_FIELD=cleared)["ERRORS_COUNT"] == 0
