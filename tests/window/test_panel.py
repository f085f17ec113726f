"""The panel when things go wrong, and in other shapes than the usual one."""

import pytest
from window import SCREENSHOTS, drive

pytestmark = pytest.mark.window


@pytest.mark.parametrize(
    ("language", "theme"), [("zh-Hans", "default"), ("en", "Blend of Gray")], ids=["chinese", "english-gray"]
)
def test_panel_fits_and_is_used_by_keyboard(tmp_path, language, theme):
    values = drive("looks", tmp_path, language=language, theme=theme)
    assert {name: texts for name, texts in values["narrow"].items() if texts} == {}
    assert values["unnamed"] == []
    assert values["drawn"] == [True] * 4
    order = [name for name in values["keys"] if name]
    steps = [name for name in order if name.startswith("step-")]
    roles = [name for name in order if name.startswith("role-")]
    assert steps[:3] == ["step-check", "step-repair", "step-snap"]
    assert len(roles) == 11
    assert order.index(steps[-1]) < order.index(roles[0])
    assert order[-1] == "store"
    assert values["help"][0]
    assert values["help"][1].endswith("overview.html")
    assert values["page"] == {"visible": True, "zone": "EPSG:4544"}
    assert not values["wheel"], "the wheel must not change a role"


def test_mishaps_are_said_and_leave_nothing_behind(tmp_path):
    values = drive("mishaps", tmp_path)
    assert values["unguessed"] == "请在上方选择图层，或添加图层。"
    assert values["next-own"] == "下一步：处理“社区（村）”图层"
    assert values["fields"].startswith("缺少字段：")
    assert values["mend"] == "对应字段…"
    assert values["mended"] == ["", "社区（村）"]
    assert values["kept"] == [True, True, 1, False]
    assert values["store"] == "kept.gpkg"
    assert values["lost"] == ["中心库 kept.gpkg 已被移动或删除。", False]
    assert values["renamed"]
    assert values["gone"] == "“楼幢”的文件无法读取。"
    assert values["removed"] == "社区（村）"
    assert "草稿" in values["seen"]["leaveQuestion"]
    assert values["stayed"]
    assert values["welcome"], "a new project begins with the two choices"
    assert values["unwritable"] == "示例无法复制到您的文档文件夹。"
    assert values["no-table"][1] == 0, "no dialog for a file that is no table"
    assert values["running"] == [False, values["running"][1]]
    assert values["cancelled"] == "not-started"
    assert values["again"], "an open dialog comes to the front"
    assert values["refused"] == "not-started"
    assert values["left-open"] == 0
    assert values["closed"]
    assert "yibiao-sample" in values["seen"]["sampleQuestion"]
    assert values["escaped"]
    assert values["copy"] == "yibiao-sample-2"
    assert values["checked"] == ["needs-work", "下一步：修复边界"]
    assert values["edited"][0] == "outdated"
    assert "已过期" in values["edited"][1]
    assert values["temporary"] == 0
    assert list(SCREENSHOTS.glob("mishaps-outdated-*.png"))
