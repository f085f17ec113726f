import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent.absolute()
if str(HERE) not in sys.path:
    sys.path.append(str(HERE))


@pytest.fixture
def store_path(tmp_path):
    return tmp_path / "district.gpkg"


@pytest.fixture
def store(store_path):
    from yibiao_qgis.store import create_store

    return create_store(store_path, district_code="500116", district_name="江津区")


@pytest.fixture
def apart(store_path, store):
    from yibiao_qgis.store import open_store_apart

    with open_store_apart(store_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def child_environment():
    """Environment of a child process that imports the plugin as the tests do."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}
