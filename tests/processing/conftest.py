"""The provider, and a way to run algorithms as a user's script does."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session", autouse=True)
def provider(qgis_app, qgis_processing):
    """Register the algorithms once, as the plugin does."""
    from yibiao_qgis.processing.provider import YibiaoProvider

    made = YibiaoProvider()
    QgsApplication.processingRegistry().addProvider(made)
    yield made
    QgsApplication.processingRegistry().removeProvider(made)


@pytest.fixture
def run() -> Callable[..., dict[str, Any]]:
    """Return a function that runs an algorithm by its short id; failures raise QgsProcessingException."""
    import processing

    def run_it(algorithm: str, feedback: QgsProcessingFeedback | None = None, **parameters: Any) -> dict[str, Any]:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run(
            f"yibiao:{algorithm}", parameters, context=context, feedback=feedback or QgsProcessingFeedback(False)
        )

    return run_it


@pytest.fixture
def refused(run) -> Callable[..., str]:
    """Return a function that runs an algorithm which must fail, and gives the message."""

    def run_it(algorithm: str, **parameters: Any) -> str:
        with pytest.raises(QgsProcessingException) as caught:
            run(algorithm, **parameters)
        return str(caught.value)

    return run_it
