"""What a shapefile cannot hold is found before it is written; spreadsheets run nothing."""

import json
from pathlib import Path

import geopandas as gpd
import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from store_samples import COMMUNITY, addresses, communities, publish, rooms, streets, upper_levels

from yibiao_qgis.model.errors import InputError, SchemeError
from yibiao_qgis.model.layers import LAYERS
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import exchange
from yibiao_qgis.store.aliassets import load_alias_set, own_names
from yibiao_qgis.store.exchange import plan_shapefile
from yibiao_qgis.store.spreadsheet import harmless_cell, harmless_frame

SETS = Path(__file__).parents[2] / "resources" / "exchange"


def fields_of(plan):
    return {field.name: field for field in plan.fields}


def losses_of(plan):
    return plan.losses[["row", "field", "rule"]].to_numpy().tolist()


@pytest.mark.parametrize("level", list(Level))
def test_own_field_names_fit_into_a_shapefile(level):
    names = [alias.name for alias in own_names(level)]
    assert all(name.isascii() and len(name) <= 10 for name in names)
    assert len({name.upper() for name in names}) == len(names)


def test_a_layer_of_the_store_goes_over_without_loss(store):
    publish(store, {**upper_levels(), Level.STREET: streets(3)})
    frame = store.read(Level.STREET)
    plan = plan_shapefile(frame, Level.STREET)
    assert len(plan.losses) == 0
    assert [field.name for field in plan.fields] == [name for name in frame.columns if name != "geometry"]
    converted = plan.convert(frame)
    assert converted.crs.to_epsg() == 4490
    for name in ("code", "name", "rank", "width", "valid_from", "version"):
        assert converted[name].tolist() == frame[name].tolist()
    widths = {name: (field.width, field.decimals) for name, field in fields_of(plan).items()}
    assert widths["name"] == (120, 0)
    assert widths["rank"] == (9, 0)
    assert widths["width"] == (24, 15)
    assert widths["valid_from"] == (8, 0)


def test_characters_that_the_encoding_lacks_are_found_and_replaced(store):
    frame = communities(3, name=["怡云", "𠮷野家😀", "ok"], aliases=[None, "é", "€"])
    plan = plan_shapefile(frame, Level.COMMUNITY)
    assert losses_of(plan) == [["1", "name", "encoding"], ["2", "aliases", "encoding"]]
    assert plan.losses["code"].tolist() == [frame["code"][1], frame["code"][2]]
    assert "𠮷😀" in str(plan.losses["text"][0])
    assert plan.convert(frame)["name"].tolist() == ["怡云", "?野家?", "ok"]
    for encoding in ("gb18030", "utf-8"):
        assert len(plan_shapefile(frame, Level.COMMUNITY, encoding).losses) == 0


def test_long_texts_are_found_and_end_after_a_whole_character():
    frame = communities(3, name=["长" * 127, "长" * 128, "a" + "长" * 200])
    plan = plan_shapefile(frame, Level.COMMUNITY)
    assert losses_of(plan) == [["1", "name", "text-width"], ["2", "name", "text-width"]]
    assert plan.convert(frame)["name"].tolist() == ["长" * 127, "长" * 127, "a" + "长" * 126]
    assert fields_of(plan)["name"].width == 254


def test_numbers_that_are_too_wide_are_found_and_left_empty():
    frame = streets(3, rank=[1, 10**17, 10**18], width=[1.5, 1e8, 99_999_999.5])
    plan = plan_shapefile(frame, Level.STREET)
    assert sorted(losses_of(plan)) == [["1", "width", "number-width"], ["2", "rank", "number-width"]]
    converted = plan.convert(frame)
    assert converted["rank"].tolist() == [1, 10**17, pd.NA]
    assert converted["width"][0] == 1.5
    assert np.isnan(converted["width"][1])


def test_a_time_of_day_is_found_and_dropped():
    days = [pd.Timestamp("2026-01-31"), pd.Timestamp("2026-01-31 12:30"), "2026-01-31T08:00:00"]
    plan = plan_shapefile(communities(3).assign(valid_from=pd.Series(days, dtype=object)), Level.COMMUNITY)
    assert losses_of(plan) == [["1", "valid_from", "time"], ["2", "valid_from", "time"]]
    frame = communities(3).assign(valid_from=pd.Series(days, dtype=object))
    assert plan.convert(frame)["valid_from"].tolist() == ["2026-01-31"] * 3


def test_columns_without_a_short_name_are_listed():
    frame = communities(1).assign(备注="x", a_very_long_name=1)
    plan = plan_shapefile(frame, Level.COMMUNITY)
    assert losses_of(plan) == [["", "备注", "field-name"], ["", "a_very_long_name", "field-name"]]
    assert "备注" not in plan.convert(frame).columns


def test_a_file_that_would_be_too_large_is_told(monkeypatch):
    monkeypatch.setattr(exchange, "FILE_BYTES", 100)
    assert losses_of(plan_shapefile(communities(1), Level.COMMUNITY)) == [["", "", "file-size"]]


def test_an_unknown_encoding_is_refused():
    with pytest.raises(InputError) as caught:
        plan_shapefile(communities(1), Level.COMMUNITY, "latin-1")
    assert "gbk" in str(caught.value)


def test_empty_and_missing_values_go_over_as_missing():
    frame = communities(2, name=["a", None], aliases=None)
    plan = plan_shapefile(frame, Level.COMMUNITY)
    assert plan.convert(frame)["name"].tolist() == ["a", None]
    assert len(plan_shapefile(frame.iloc[:0], Level.COMMUNITY).convert(frame.iloc[:0])) == 0


texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=300)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(values=st.lists(st.none() | texts, min_size=1, max_size=5), encoding=st.sampled_from(exchange.ENCODINGS))
def test_a_text_is_lost_exactly_when_it_is_listed(values, encoding):
    frame = pd.DataFrame({"code": "1", "name": pd.Series(values, dtype=object)})
    plan = plan_shapefile(frame, Level.COMMUNITY, encoding)
    converted = plan.convert(frame)["name"].tolist()
    listed = {int(row) for row in plan.losses["row"]}
    for at, (before, after) in enumerate(zip(values, converted)):
        assert (before != after) == (at in listed)
        if after is not None:
            assert len(after.encode(encoding)) <= fields_of(plan)["name"].width


# alias sets


@pytest.mark.parametrize("path", sorted(SETS.glob("*.json")), ids=lambda path: path.stem)
def test_shipped_alias_sets_fit_their_layers(path):
    alias_set = load_alias_set(path)
    assert alias_set.name == path.stem
    for level, aliases in alias_set.layers.items():
        known = set(LAYERS[level].field_names)
        for alias in aliases:
            assert alias.name.isascii()
            assert alias.name.isupper()
            assert len(alias.name) <= 10
        assert any(set(alias.sources) & known for alias in aliases)


def test_the_published_names_are_there():
    def names(stem):
        return {alias.name for aliases in load_alias_set(SETS / f"{stem}.json").layers.values() for alias in aliases}

    assert names("grids") == {"SZDYWGBSM", "SZJDDM", "SZJDMC", "SZSQDM", "SZSQMC"}
    elements = {f"{name}{end}" for name in ("ROD", "DO", "DOAN", "BUI", "CEL", "ROOM") for end in ("NAME", "ID")}
    assert names("addresses") == elements | {"NAME", "ANONAME"}
    assert names("police") == {"DZBM", "DZYSLXDM", "DZMC", "MLPH", "ZXDHZB", "ZXDZZB"}


def test_addresses_under_the_names_of_the_police():
    frame = addresses(3, door=["88", "88", None], sub_door=[None, "5", None], aliases="旧名")
    plan = plan_shapefile(frame, Level.ADDRESS, aliases=load_alias_set(SETS / "police.json"))
    converted = plan.convert(frame)
    assert converted["DZBM"].tolist() == frame["code"].tolist()
    assert converted["DZMC"].tolist() == frame["address"].tolist()
    assert converted["MLPH"].tolist() == ["88号", "88号附5号", None]
    assert converted["ZXDHZB"].tolist() == shapely.get_x(frame.geometry.to_numpy()).tolist()
    assert converted["ZXDZZB"].tolist() == shapely.get_y(frame.geometry.to_numpy()).tolist()
    assert converted["aliases"].tolist() == ["旧名"] * 3
    assert "code" not in converted.columns
    assert plan.missing == ()
    assert len(plan.losses) == 0


def test_grid_names_take_the_town_from_the_community():
    frame = addresses(1, grid_code=COMMUNITY + "001", community="怡云社区")
    plan = plan_shapefile(frame, Level.ADDRESS, aliases=load_alias_set(SETS / "grids.json"))
    row = plan.convert(frame).iloc[0]
    assert (row["SZJDDM"], row["SZSQDM"], row["SZDYWGBSM"]) == (COMMUNITY[:9], COMMUNITY, COMMUNITY + "001")
    assert row["SZSQMC"] == "怡云社区"
    assert plan.missing == ("SZJDMC",)


def test_a_table_without_geometry_is_planned_as_well():
    plan = plan_shapefile(rooms(2), Level.ROOM, aliases=load_alias_set(SETS / "addresses.json"))
    converted = plan.convert(rooms(2))
    assert not isinstance(converted, gpd.GeoDataFrame)
    assert converted["ROOMNAME"].tolist() == ["101", "102"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"name": "名", "field": "code"}, "ASCII"),
        ({"name": "ELEVENCHARS", "field": "code"}, "ASCII"),
        ({"name": "A"}, "field | coordinate | forms"),
        ({"name": "A", "field": "code", "coordinate": "x"}, "field | coordinate | forms"),
        ({"name": "A", "coordinate": "z"}, "x | y"),
        ({"name": "A", "forms": ["no field"]}, "forms"),
        ({"name": "A", "colour": "red"}, "unknown key"),
        ({"field": "code"}, "name"),
    ],
)
def test_a_wrong_alias_set_is_refused_with_its_line(tmp_path, entry, reason):
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps({"name": "wrong", "layers": {"grid": [entry]}}, indent=1), encoding="utf-8")
    with pytest.raises(SchemeError) as caught:
        load_alias_set(path)
    assert reason in str(caught.value)
    assert "line" in str(caught.value)


def test_a_name_that_stands_twice_or_a_layer_that_is_unknown_is_refused(tmp_path):
    path = tmp_path / "wrong.json"
    twice = [{"name": "CODE", "field": "code"}, {"name": "code", "field": "name"}]
    for layers, reason in (({"grid": twice}, "twice"), ({"resident": []}, "unknown key")):
        path.write_text(json.dumps({"name": "wrong", "layers": layers}), encoding="utf-8")
        with pytest.raises(SchemeError, match=reason):
            load_alias_set(path)


# spreadsheets


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", " =1", "＝1", "\ufeff=1", "\rx"])
def test_formulas_become_texts(text):
    assert harmless_cell(text) == "'" + text


@pytest.mark.parametrize("value", ["88号", "3-2-5", "", "a=b", "'=1", -5, 2.5, None, True])
def test_other_cells_stay(value):
    assert harmless_cell(value) is value


def test_a_table_is_made_harmless_with_its_headers_and_stays_as_it_was():
    frame = pd.DataFrame({"=name": ["=A1", None, "好"], "number": [-1, 2, 3], "kind": pd.Categorical(["=", "b", "b"])})
    safe = harmless_frame(frame)
    assert list(safe.columns) == ["'=name", "number", "kind"]
    assert safe["'=name"].tolist() == ["'=A1", None, "好"]
    assert safe["number"].tolist() == [-1, 2, 3]
    assert safe["kind"].tolist() == ["'=", "b", "b"]
    assert frame["=name"].tolist() == ["=A1", None, "好"]
