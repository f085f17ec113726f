"""``createstore``, ``publishlayers`` and ``exportlayers`` through Processing."""

import csv
import sqlite3
import threading
from contextlib import closing

import pytest
from qgis.core import QgsProcessingFeedback, QgsVectorLayer
from small_district import box, communities, make_layer, town, uuid_of

from yibiao_qgis.model.levels import Level

LEVEL = {level: number for number, level in enumerate(Level)}


@pytest.fixture
def store(run, tmp_path):
    path = tmp_path / "store.gpkg"
    run("createstore", STORE=str(path), DISTRICT_CODE="500116", DISTRICT_NAME="江津区")
    return path


def streets(name="福星大道"):
    return make_layer(
        "LineString",
        "uuid:string code:string name:string town_code:string rank:int width:double",
        [("LineString(0 0,200 0)", uuid_of("s"), "5001160041001", name, "500116004", 2, 24.5)],
        name="streets",
    )


def buildings():
    return make_layer(
        "Polygon",
        "uuid:string code:string name:string",
        [(box(0, 0, 10, 10), uuid_of("b"), "500116004007100100088005001", None)],
        name="buildings",
    )


def rooms():
    return make_layer(
        "None",
        "uuid:string code:string bldg_uuid:string unit:string floor:string room:string",
        [(None, uuid_of("r"), "500116004007100100088005001020050502", uuid_of("b"), "2", "5", "502")],
        name="rooms",
    )


class TestCreate:
    def test_store_is_there_and_says_what_it_is(self, store):
        from yibiao_qgis.store import open_store

        info = open_store(store).info
        assert (info.district_code, info.district_name, info.last_tx) == ("500116", "江津区", 0)

    def test_existing_file_is_never_replaced(self, refused, store):
        before = store.read_bytes()
        text = refused("createstore", STORE=str(store), DISTRICT_CODE="500116", DISTRICT_NAME="江津区")
        assert store.name in text
        assert store.read_bytes() == before

    @pytest.mark.parametrize("code", ["", "5001", "50011A", "012345"])
    def test_wrong_district_code(self, refused, tmp_path, code):
        path = tmp_path / "s.gpkg"
        assert "6 digits" in refused("createstore", STORE=str(path), DISTRICT_CODE=code, DISTRICT_NAME="江津区")
        assert not path.exists()

    def test_summary_that_cannot_be_written_takes_the_store_with_it(self, refused, tmp_path):
        path = tmp_path / "s.gpkg"
        refused(
            "createstore",
            STORE=str(path),
            DISTRICT_CODE="500116",
            DISTRICT_NAME="江津区",
            SUMMARY="/proc/summary.json",
        )
        assert list(tmp_path.iterdir()) == []


class TestPublish:
    @pytest.mark.parametrize("crs", ["EPSG:4544", "EPSG:4490", "EPSG:3857"])
    def test_layers_of_any_crs_go_in_and_come_back(self, run, store, crs):
        from yibiao_qgis.store import open_store

        found = run(
            "publishlayers",
            STORE=str(store),
            TOWN=town(crs),
            COMMUNITY=communities(crs),
            STREET=streets(),
            BUILDING=buildings(),
            ROOM=rooms(),
            REASON="first survey",
            ACTOR="office",
            REJECTED="TEMPORARY_OUTPUT",
        )
        assert found["IS_PUBLISHED"] is True
        assert found["TX"] == 1
        assert found["GIVEN_COUNT"] == found["INSERTED_COUNT"] == 6
        assert found["REJECTED"].featureCount() == 0
        opened = open_store(store)
        stored = opened.read(Level.COMMUNITY)
        assert sorted(stored["name"]) == ["怡云社区", "福星社区"]
        assert stored.crs.to_epsg() == 4490
        assert opened.transactions()[0].reason == "first survey"

    def test_again_changes_nothing_and_a_change_is_one_update(self, run, store):
        layers = {"TOWN": town(), "STREET": streets()}
        run("publishlayers", STORE=str(store), REJECTED="TEMPORARY_OUTPUT", **layers)
        again = run("publishlayers", STORE=str(store), REJECTED="TEMPORARY_OUTPUT", **layers)
        assert (again["UNCHANGED_COUNT"], again["UPDATED_COUNT"]) == (2, 0)
        layers["STREET"] = streets("福星二路")
        changed = run("publishlayers", STORE=str(store), REJECTED="TEMPORARY_OUTPUT", **layers)
        assert (changed["UNCHANGED_COUNT"], changed["UPDATED_COUNT"]) == (1, 1)

    def test_refused_rows_stop_everything_unless_they_are_left_out(self, run, store):
        layer = communities()
        layer.dataProvider().changeAttributeValues({2: {layer.fields().lookupField("code"): "12"}})
        feedback = QgsProcessingFeedback(False)
        found = run(
            "publishlayers",
            feedback,
            STORE=str(store),
            TOWN=town(),
            COMMUNITY=layer,
            REJECTED="TEMPORARY_OUTPUT",
        )
        assert (found["IS_PUBLISHED"], found["TX"], found["INSERTED_COUNT"]) == (False, 0, 0)
        row = next(iter(found["REJECTED"].getFeatures()))
        assert (row["layer"], row["row"], row["code"], row["field"]) == ("community", "2", "12", "code")
        assert row["rule"]
        assert "12" in row["text"]
        assert "Nothing was published" in found["RESULT"]
        assert "Nothing was published" in feedback.textLog()
        found = run(
            "publishlayers",
            STORE=str(store),
            TOWN=town(),
            COMMUNITY=layer,
            LEAVE_OUT=True,
            REJECTED="TEMPORARY_OUTPUT",
        )
        assert (found["IS_PUBLISHED"], found["TX"], found["INSERTED_COUNT"]) == (True, 1, 2)
        assert found["REJECTED_COUNT"] == 1

    def test_same_request_is_done_once(self, run, store):
        parameters = {"STORE": str(store), "TOWN": town(), "REQUEST_ID": "r-1", "REJECTED": "TEMPORARY_OUTPUT"}
        first = run("publishlayers", **parameters)
        second = run("publishlayers", **parameters)
        assert first["TX"] == second["TX"] == 1
        assert second["INSERTED_COUNT"] == 1

    def test_nothing_to_publish(self, refused, store):
        assert "Choose at least one" in refused("publishlayers", STORE=str(store), REJECTED="TEMPORARY_OUTPUT")

    def test_layer_without_codes_names_the_algorithm_that_gives_them(self, refused, store):
        layer = make_layer("Polygon", "name:string", [(box(0, 0, 9, 9), "甲")], name="uncoded")
        text = refused("publishlayers", STORE=str(store), GRID=layer, REJECTED="TEMPORARY_OUTPUT")
        assert "uncoded" in text
        assert "Assign codes" in text

    def test_file_that_is_no_store(self, refused, tmp_path):
        path = tmp_path / "no.gpkg"
        path.write_bytes(b"nothing of the kind")
        assert path.name in refused("publishlayers", STORE=str(path), TOWN=town(), REJECTED="TEMPORARY_OUTPUT")


class TestShownStore:
    """The store's layers are in the project and redrawn while it is written and read."""

    def test_publishing_while_its_layers_are_loaded_and_reloaded(self, run, store):
        from yibiao_qgis.store import open_store_apart

        rounds = 12
        for number in range(1, rounds + 1):
            looks = Looks(store)
            layers = {"TOWN": town("EPSG:4490"), "STREET": streets(f"福星{number}路")}
            found = run(
                "publishlayers",
                looks.feedback,
                STORE=str(store),
                REQUEST_ID=str(number),
                REJECTED="TEMPORARY_OUTPUT",
                **layers,
            )
            assert (found["IS_PUBLISHED"], found["TX"]) == (True, number)
            assert looks.count > 5
        with open_store_apart(store) as opened:
            assert [one.request_id for one in opened.transactions()] == [str(one + 1) for one in range(rounds)]
            assert opened.read(Level.STREET)["version"].tolist() == [rounds]
            assert opened.verify() == []

    def test_exporting_while_its_layers_are_loaded_and_reloaded(self, run, filled, tmp_path):
        looks = Looks(filled)
        found = run("exportlayers", looks.feedback, STORE=str(filled), FORMAT=1, FOLDER=str(tmp_path / "out"))
        assert found["ROWS_COUNT"] == 6
        assert looks.count > 5

    def test_canceled_while_another_writes_changes_nothing(self, run, store):
        from yibiao_qgis.store import open_store_apart
        from yibiao_qgis.store.locking import WriterLock

        with WriterLock(store, actor="another office"):
            feedback = QgsProcessingFeedback(False)
            threading.Timer(1.5, feedback.cancel).start()
            found = run("publishlayers", feedback, STORE=str(store), TOWN=town(), REJECTED="TEMPORARY_OUTPUT")
        assert not found.get("TX")
        assert open_store_apart(store).info.last_tx == 0


class Looks:
    """Layers of a store, loaded and reloaded at every step of an algorithm's progress, also while it commits."""

    def __init__(self, store):
        self._store = store
        self.count = 0
        self.feedback = QgsProcessingFeedback(False)
        self.feedback.progressChanged.connect(self.look)
        self._kept = QgsVectorLayer(f"{store}|layername=town", "town", "ogr")

    def look(self):
        self._kept.reload()
        list(self._kept.getFeatures())
        # in the moment of a commit a layer may be refused; the next look finds it
        list(QgsVectorLayer(f"{self._store}|layername=street", "street", "ogr").getFeatures())
        self.count += 1


@pytest.fixture
def filled(run, store):
    run(
        "publishlayers",
        STORE=str(store),
        TOWN=town(),
        COMMUNITY=communities(),
        STREET=streets("福星大道𠮷"),
        BUILDING=buildings(),
        ROOM=rooms(),
        REJECTED="TEMPORARY_OUTPUT",
    )
    return store


class TestExport:
    def test_geopackage_holds_everything(self, run, filled, tmp_path):
        folder = tmp_path / "out"
        found = run("exportlayers", STORE=str(filled), FORMAT=1, FOLDER=str(folder))
        assert [path.name for path in folder.iterdir()] == ["500116.gpkg"]
        assert found["FILES_COUNT"] == 5
        assert found["ROWS_COUNT"] == 6
        layer = QgsVectorLayer(f"{folder}/500116.gpkg|layername=community", "c", "ogr")
        assert {feature["name"] for feature in layer.getFeatures()} == {"怡云社区", "福星社区"}
        assert layer.crs().authid() == "EPSG:4490"
        with closing(sqlite3.connect(folder / "500116.gpkg")) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            assert 10200 <= version < 10400
            assert connection.execute("SELECT count(*) FROM room").fetchone() == (1,)

    @pytest.mark.parametrize(("encoding", "cpg"), [(0, "GBK"), (1, "GB18030"), (2, "UTF-8")])
    def test_shapefile_texts_and_names(self, run, filled, tmp_path, encoding, cpg):
        folder = tmp_path / "out"
        found = run("exportlayers", STORE=str(filled), FORMAT=2, ENCODING=encoding, FOLDER=str(folder))
        names = {path.name for path in folder.iterdir()}
        assert {"community.shp", "community.shx", "community.dbf", "community.cpg", "community.prj"} <= names
        assert {"room.dbf", "room.cpg", "losses.csv"} <= names
        assert not any(name.endswith(".gpkg") for name in names)
        assert (folder / "community.cpg").read_text() == cpg
        raw = (folder / "community.dbf").read_bytes()
        assert "怡云社区".encode(cpg) in raw
        layer = QgsVectorLayer(str(folder / "community.shp"), "c", "ogr")
        assert {feature["name"] for feature in layer.getFeatures()} == {"怡云社区", "福星社区"}
        assert all(name.isascii() and len(name) <= 10 for name in layer.fields().names())
        with (folder / "losses.csv").open(encoding="utf-8-sig", newline="") as handle:
            losses = list(csv.DictReader(handle))
        assert len(losses) == found["LOSSES_COUNT"] == (1 if encoding == 0 else 0)
        if losses:
            assert losses[0]["layer"] == "street"
            assert losses[0]["field"] == "name"
            assert "𠮷" in losses[0]["text"]

    def test_only_chosen_layers_and_the_names_a_receiver_expects(self, run, filled, tmp_path):
        folder = tmp_path / "out"
        run(
            "exportlayers",
            STORE=str(filled),
            FORMAT=2,
            LEVELS=[LEVEL[Level.COMMUNITY]],
            ALIAS_SET=1,
            FOLDER=str(folder),
        )
        assert {path.stem for path in folder.iterdir()} == {"community", "losses"}
        fields = QgsVectorLayer(str(folder / "community.shp"), "c", "ogr").fields().names()
        assert {"SZSQDM", "SZSQMC", "SZJDDM"} <= set(fields)

    def test_old_export_is_replaced_and_other_files_stay(self, run, filled, tmp_path):
        folder = tmp_path / "out"
        folder.mkdir()
        (folder / "500116.gpkg").write_bytes(b"old")
        (folder / "letter.txt").write_bytes(b"mine")
        run("exportlayers", STORE=str(filled), FORMAT=1, FOLDER=str(folder))
        assert QgsVectorLayer(f"{folder}/500116.gpkg|layername=room", "r", "ogr").featureCount() == 1
        assert (folder / "letter.txt").read_bytes() == b"mine"
        assert len(list(folder.iterdir())) == 2

    def test_empty_store_exports_no_file(self, run, store, tmp_path):
        found = run("exportlayers", STORE=str(store), FORMAT=1, FOLDER=str(tmp_path / "out"))
        assert found["FILES_COUNT"] == 0
        assert list((tmp_path / "out").iterdir()) == []

    def test_canceled_export_leaves_nothing(self, run, filled, tmp_path):
        feedback = QgsProcessingFeedback(False)
        feedback.cancel()
        run("exportlayers", feedback, STORE=str(filled), FOLDER=str(tmp_path / "out"))
        assert not (tmp_path / "out").exists()
