"""The panel in a real window: empty project, sample district, a step; in both languages and a dark theme."""

import pytest
from window import SCREENSHOTS, drive

pytestmark = pytest.mark.window

DARK = "Night Mapping"


@pytest.mark.parametrize(
    ("language", "theme", "title"),
    [("zh-Hans", "default", "检查边界"), ("en", "default", "Check boundaries"), ("zh-Hans", DARK, "检查边界")],
    ids=["chinese", "english", "dark"],
)
def test_sample_opens_and_a_step_runs(tmp_path, language, theme, title):
    values = drive("overview", tmp_path, language=language, theme=theme)
    assert values["titles"][0] == title
    assert values["crs"] == "EPSG:4544"
    assert values["unplayed"] == ["address"]
    assert values["state"] == "needs-work"
    assert values["findings"] > 0
    assert values["shown"], "the message bar offers the findings"
    assert values["narrow"] == [], "texts that do not fit their widget"
    for name in ("overview-empty", "overview-sample", "overview-dialog", "overview-checked"):
        assert list(SCREENSHOTS.glob(f"{name}-{language}-*.png"))


def test_what_is_wrong_is_said_and_mended(tmp_path):
    values = drive("faults", tmp_path)
    assert values["no_crs"] == "图层没有坐标系。"
    assert values["empty"] == "图层没有记录。"
    assert values["after"] == ""


def test_load_unload_load_again(tmp_path):
    values = drive("reload", tmp_path)
    assert values["before"] == values["after"]
    assert values["left"] == {"docks": 0, "actions": 0, "provider": False}


def test_the_whole_workflow_by_its_buttons(tmp_path):
    values = drive("workflow", tmp_path, timeout=400)
    failed = {name: values["texts"][name] for name, state in values["states"].items() if state == "failed"}
    assert failed == {}
    assert values["states"]["repair-community"] == "done"
    assert values["states"]["repair-grid"] == "done"
    assert any(name.endswith(".shp") for name in values["exports"])
    assert any(name.endswith(".cpg") for name in values["exports"])
    assert values["kept"]
    assert values["reopened"] == [14, "outdated"]
    outdated = [key for key, state in values["standing"].items() if state == "outdated"]
    assert outdated == ["check"], "what was repaired is to be checked again; the steps after do not undo each other"
    assert values["next"] == "下一步：检查边界"
    assert {"社区（村）（已修复）", "门楼牌（已赋码）"} <= set(values["names"])
