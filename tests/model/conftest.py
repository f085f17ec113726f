"""Code schemes for the tests of the district's words and codes."""

import sys
from pathlib import Path

import pytest

from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.schemes import CodeScheme, choose_schemes, load_schemes

sys.path.insert(0, str(Path(__file__).parent))

FOLDER = Path(__file__).parents[2] / "resources" / "schemes"


@pytest.fixture(scope="session")
def scheme_folder() -> Path:
    return FOLDER


@pytest.fixture(scope="session")
def shipped() -> dict[str, CodeScheme]:
    return load_schemes(FOLDER)


@pytest.fixture(scope="session")
def schemes(shipped) -> dict[Level, CodeScheme]:
    return choose_schemes(shipped)
