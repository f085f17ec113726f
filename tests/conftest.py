"""What all tests share: where the plugin is imported from, and the data beside the repository."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.absolute()
SHARED = ROOT.parent / "shared" / "data"

# The repository root must not be on the path: its processing/ would shadow QGIS' own.
sys.path[:] = [
    str(ROOT / "build"),
    str(ROOT / "tools"),
    str(ROOT / "tests" / "window"),
    *(entry for entry in sys.path if entry and Path(entry).absolute() != ROOT),
]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data; a clone without it lists the tests that need it as not run."""
    if not SHARED.is_dir():
        pytest.skip("real data (../shared/data) is not beside this clone")
    return SHARED
