"""The bridge: features and frames, words, feedback, zone."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureSink,
    QgsFeedback,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QDate, QDateTime, QTime, QTranslator

from yibiao_qgis import bridge
from yibiao_qgis.model.errors import Canceled, InputError, YibiaoError
from yibiao_qgis.model.layers import LAYERS, Kind
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.messages import Message
from yibiao_qgis.model.statuses import MatchStatus, SnapStatus

ZONE = QgsCoordinateReferenceSystem("EPSG:4544")
DEGREES = QgsCoordinateReferenceSystem("EPSG:4490")
CONTEXT = QgsCoordinateTransformContext()

pytestmark = pytest.mark.usefixtures("qgis_app")


def layer_of(kind, fields, rows, crs="EPSG:4490"):
    uri = "&".join([f"{kind}?crs={crs}" if kind != "None" else "None?x=1", *(f"field={name}" for name in fields)])
    layer = QgsVectorLayer(uri, "made", "memory")
    features = []
    for wkt, *values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    layer.updateExtents()
    return layer


class Stop:
    """Feedback that is canceled from the start."""

    def set_progress(self, percent):
        del percent

    def is_canceled(self):
        return True


class TestReading:
    def test_index_is_the_feature_ids_and_nothing_turns_into_a_float(self):
        layer = layer_of(
            "Point", ["code:string", "floors:int"], [("Point(106 29)", "a", 5), ("Point(106 29)", None, None)]
        )
        frame = bridge.read_frame(layer)
        assert frame.index.tolist() == [feature.id() for feature in layer.getFeatures()]
        assert frame["floors"].tolist() == [5, None]
        assert frame["code"].tolist() == ["a", None]
        assert isinstance(frame, gpd.GeoDataFrame)
        assert frame.crs.to_epsg() == 4490

    def test_dates_become_python_dates(self):
        layer = layer_of(
            "None",
            ["d:date", "t:datetime", "h:time"],
            [(None, QDate(2024, 2, 29), QDateTime(2024, 2, 29, 8, 30), QTime(7, 5))],
        )
        row = bridge.read_frame(layer).iloc[0]
        assert row["d"] == dt.date(2024, 2, 29)
        assert row["t"] == dt.datetime(2024, 2, 29, 8, 30)
        assert row["h"] == dt.time(7, 5)

    def test_table_without_geometry_is_a_plain_frame(self):
        frame = bridge.read_frame(layer_of("None", ["room:string"], [(None, "502")]))
        assert not isinstance(frame, gpd.GeoDataFrame)
        assert frame["room"].tolist() == ["502"]

    def test_empty_layer_keeps_its_columns(self):
        frame = bridge.read_frame(layer_of("Polygon", ["code:string"], []), crs=ZONE)
        assert len(frame) == 0
        assert list(frame.columns) == ["code", "geometry"]
        assert frame.crs.to_epsg() == 4544

    def test_missing_geometry_is_none(self):
        rows = [(None, "a"), ("Point(106 29)", "b"), ("Point EMPTY", "c")]
        frame = bridge.read_frame(layer_of("Point", ["code:string"], rows))
        assert frame.geometry.isna().tolist() == [True, False, True]

    def test_heights_and_curves_and_single_collections_are_flattened(self):
        curved = "CurvePolygonZ(CompoundCurveZ(CircularStringZ(0 0 5,1 1 5,2 0 5),(2 0 5,0 0 5)))"
        frame = bridge.read_frame(layer_of("CurvePolygonZ", ["code:string"], [(curved, "a")], crs="EPSG:4544"))
        shape = frame.geometry.iloc[0]
        assert shape.geom_type == "Polygon"
        assert not shape.has_z
        assert shape.area == pytest.approx(np.pi / 2, rel=1e-3)
        multi = layer_of(
            "MultiPolygonZM", ["code:string"], [("MultiPolygonZM(((0 0 1 2,1 0 1 2,1 1 1 2,0 0 1 2)))", "a")]
        )
        assert bridge.read_frame(multi).geometry.iloc[0].geom_type == "Polygon"

    def test_several_parts_stay_several(self):
        wkt = "MultiPolygon(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))"
        frame = bridge.read_frame(layer_of("MultiPolygon", ["code:string"], [(wkt, "a")]))
        assert frame.geometry.iloc[0].geom_type == "MultiPolygon"

    def test_invalid_geometry_is_read_as_it_is(self):
        bow_tie = "Polygon((0 0,2 2,2 0,0 2,0 0))"
        frame = bridge.read_frame(layer_of("Polygon", ["code:string"], [(bow_tie, "a")]))
        assert not frame.geometry.iloc[0].is_valid

    def test_check_point_of_the_zone_in_both_axis_orders(self):
        # 106.26 E 29.29 N is E 622433.950 N 3242071.076 in EPSG:4544; both CRSs declare northing first.
        frame = bridge.read_frame(layer_of("Point", ["a:int"], [("Point(106.26 29.29)", 1)]), crs=ZONE)
        assert frame.geometry.iloc[0].x == pytest.approx(622433.950, abs=5e-4)
        assert frame.geometry.iloc[0].y == pytest.approx(3242071.076, abs=5e-4)

    def test_chosen_fields_get_their_own_names(self):
        layer = layer_of("Point", ["BM:string", "MC:string"], [("Point(106 29)", "500116", "江津区")])
        frame = bridge.read_frame(layer, fields={"code": "BM"})
        assert list(frame.columns) == ["code", "geometry"]

    def test_declared_fields_are_found_whatever_their_case(self):
        layer = layer_of("Polygon", ["CODE:string", "Name:string", "other:int"], [])
        assert bridge.own_fields(layer, Level.COMMUNITY) == {"code": "CODE", "name": "Name"}

    def test_missing_field_is_named_with_those_that_are_there(self):
        layer = layer_of("Point", ["BM:string"], [("Point(106 29)", "1")])
        with pytest.raises(InputError, match=r"no field code\. It has: BM"):
            bridge.read_frame(layer, fields={"code": "code"})

    def test_coordinates_that_do_not_exist_name_the_row(self):
        layer = layer_of("Point", ["a:int"], [("Point(622433 3242071)", 1)])
        with pytest.raises(InputError, match="Row 1 of made has coordinates that do not exist in EPSG:4490"):
            bridge.read_frame(layer, crs=ZONE)

    def test_cancel_is_heard(self):
        layer = layer_of("Point", ["a:int"], [("Point(106 29)", 1)])
        with pytest.raises(Canceled):
            bridge.read_frame(layer, feedback=Stop())


class TestWriting:
    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            (None, None),
            (float("nan"), None),
            (pd.NA, None),
            (pd.NaT, None),
            (np.int64(7), 7),
            (np.float64(0.5), 0.5),
            (np.bool_(True), True),
            (SnapStatus.GATE, "gate"),
            ("", ""),
            (dt.date(2024, 1, 2), QDate(2024, 1, 2)),
        ],
    )
    def test_values_that_qgis_takes(self, value, kept):
        assert bridge.variant(value) == kept
        assert type(bridge.variant(value)) is type(kept)

    @pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:3857", "EPSG:4545", "EPSG:4326"])
    def test_there_and_back_again_moves_nothing(self, crs):
        wkt = "Polygon((106.26 29.29,106.27 29.29,106.27 29.30,106.26 29.29))"
        rows = [(wkt, "a", 3), (None, "b", None)]
        layer = layer_of("Polygon", ["code:string", "households:int"], rows)
        layer.setCrs(DEGREES)
        frame = bridge.read_frame(layer, crs=ZONE)
        target = QgsCoordinateReferenceSystem(crs)
        again = list(bridge.features(frame, layer.fields(), crs=target))
        assert [feature.attributes() for feature in again] == [["a", 3], ["b", None]]
        assert again[1].geometry().isNull()
        shape = bridge.read_frame(
            layer_of("Polygon", ["code:string"], [(again[0].geometry().asWkt(17), "a")], crs=crs), crs=DEGREES
        ).geometry.iloc[0]
        assert shapely.hausdorff_distance(shape, shapely.from_wkt(wkt)) < 1e-9

    def test_declared_fields_have_type_and_width(self):
        fields = bridge.level_fields(Level.GRID)
        assert fields.names() == list(LAYERS[Level.GRID].field_names)
        assert fields.field("code").length() == 18
        assert fields.field("households").isNumeric()

    def test_later_field_replaces_the_earlier_in_its_place(self):
        joined = bridge.join_fields([bridge.field("a"), bridge.field("b")], [bridge.field("a", Kind.REAL)])
        assert joined.names() == ["a", "b"]
        assert joined.field("a").isNumeric()

    def test_sink_that_refuses_is_an_error_that_names_the_output(self, tmp_path):
        fields = bridge.join_fields([bridge.field("code")])
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "ESRI Shapefile"
        sink = QgsVectorFileWriter.create(
            str(tmp_path / "points.shp"), fields, Qgis.WkbType.Point, DEGREES, CONTEXT, options
        )
        line = QgsFeature(fields)
        line.setGeometry(QgsGeometry.fromWkt("LineString(0 0,1 1)"))
        with pytest.raises(YibiaoError, match=r"points\.shp could not be written completely"):
            bridge.write_features([line], sink, "points.shp")

    def test_cancel_is_heard(self):
        class Sink(QgsFeatureSink):
            pass

        with pytest.raises(Canceled):
            bridge.write_features([], Sink(), "nothing", feedback=Stop())


class TestWords:
    @pytest.fixture
    def chinese(self):
        class Catalogue(QTranslator):
            texts = {"{n} areas": "{n} 个区", "Broken {n}": "坏 {other}", "Snapped": "已吸附"}

            def translate(self, context, text, disambiguation=None, n=-1):
                del disambiguation, n
                return self.texts.get(text) if context == "Yibiao" else None

            def isEmpty(self):
                return False

        catalogue = Catalogue()
        QCoreApplication.installTranslator(catalogue)
        yield catalogue
        QCoreApplication.removeTranslator(catalogue)

    @pytest.mark.usefixtures("chinese")
    def test_template_is_translated_before_it_is_filled(self):
        assert bridge.translate(Message("a", "{n} areas", {"n": 3})) == "3 个区"

    @pytest.mark.usefixtures("chinese")
    def test_translation_with_wrong_places_falls_back_to_english(self):
        assert bridge.translate(Message("a", "Broken {n}", {"n": 3})) == "Broken 3"

    @pytest.mark.usefixtures("chinese")
    def test_values_are_put_into_words(self):
        inner = Message("a", "{n} areas", {"n": 2})
        assert (
            bridge.translate(Message("b", "{one} / {two}", {"one": inner, "two": SnapStatus.SNAPPED}))
            == "2 个区 / 已吸附"
        )

    def test_every_status_has_a_word(self):
        for member in (*MatchStatus, *SnapStatus, *Level):
            assert bridge.label(member)

    def test_unknown_page_has_no_address(self):
        assert bridge.help_url("no-such-page") == ""


class TestFeedback:
    def test_progress_and_cancel_reach_qgis(self):
        feedback = QgsFeedback()
        adapted = bridge.QgisFeedback(feedback)
        adapted.set_progress(40)
        assert feedback.progress() == 40
        assert not adapted.is_canceled()
        feedback.cancel()
        assert adapted.is_canceled()

    def test_without_qgis_nothing_happens(self):
        adapted = bridge.QgisFeedback(None)
        adapted.set_progress(1)
        assert not adapted.is_canceled()


class TestZone:
    @pytest.fixture
    def project(self):
        made = QgsProject()
        yield made
        made.clear()

    def test_zone_follows_from_the_position(self, project):
        west = QgsRectangle(105.8, 29.0, 106.2, 29.4)
        assert bridge.metre_crs([(west, DEGREES)], project, CONTEXT).authid() == "EPSG:4544"
        east = QgsRectangle(107.8, 29.0, 108.2, 29.4)
        assert bridge.metre_crs([(east, DEGREES)], project, CONTEXT).authid() == "EPSG:4545"

    def test_extents_in_other_systems_and_empty_ones(self, project):
        nowhere = QgsRectangle()
        nowhere.setNull()
        metres = QgsRectangle(616000, 3238000, 618000, 3240000)
        assert bridge.metre_crs([(nowhere, DEGREES), (metres, ZONE)], project, CONTEXT).authid() == "EPSG:4544"

    def test_chosen_zone_wins_and_can_be_taken_back(self, project):
        east = QgsRectangle(107.8, 29.0, 108.2, 29.4)
        bridge.set_project_zone(project, ZONE)
        assert bridge.project_zone(project).authid() == "EPSG:4544"
        assert bridge.metre_crs([(east, DEGREES)], project, CONTEXT).authid() == "EPSG:4544"
        bridge.set_project_zone(project, QgsCoordinateReferenceSystem())
        assert bridge.project_zone(project) is None

    def test_layers_in_no_zone_are_refused_with_the_extent(self, project):
        with pytest.raises(InputError, match="lies outside longitudes"):
            bridge.metre_crs([(QgsRectangle(-88, 41, -87, 42), DEGREES)], project, CONTEXT)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=20).filter(lambda text: "\x00" not in text and text.isprintable()),
            st.one_of(st.none(), st.integers(-(2**31) + 1, 2**31 - 1)),
            st.floats(105.6, 106.4),
            st.floats(28.5, 29.5),
        ),
        max_size=20,
    )
)
def test_rows_survive_the_way_through_a_frame(rows):
    layer = layer_of(
        "Point", ["code:string", "n:int"], [(f"Point({x!r} {y!r})", text, number) for text, number, x, y in rows]
    )
    frame = bridge.read_frame(layer)
    again = list(bridge.features(frame, layer.fields()))
    assert [feature.attributes() for feature in again] == [[text, number] for text, number, _, _ in rows]
    assert [(f.geometry().asPoint().x(), f.geometry().asPoint().y()) for f in again] == [(x, y) for _, _, x, y in rows]
