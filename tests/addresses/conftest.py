"""A hand-made library for the address tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fixture_library import ALIASES, make_frame

from yibiao_qgis.addresses.library import Library
from yibiao_qgis.addresses.matcher import Matcher


@pytest.fixture(scope="session")
def frame():
    return make_frame()


@pytest.fixture(scope="session")
def library(frame) -> Library:
    return Library.from_frame(frame, ALIASES)


@pytest.fixture(scope="session")
def matcher(library) -> Matcher:
    return Matcher(library)
