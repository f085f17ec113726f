"""The written summary of a run: figures for programs, sentences for people."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any


class Summary:
    """What a run read, wrote, found and left for review.

    Parameters
    ----------
    algorithm : str
        Id with the provider.
    """

    def __init__(self, algorithm: str) -> None:
        self._algorithm = algorithm
        self._started = time.monotonic()
        self._inputs: dict[str, int] = {}
        self._outputs: dict[str, int] = {}
        self._counts: dict[str, Any] = {}
        self._groups: dict[str, dict[str, int]] = {}
        self._lines: list[str] = []

    def read(self, parameter: str, rows: int) -> None:
        """Keep how many rows a layer or table gave."""
        self._inputs[parameter] = rows

    def wrote(self, output: str, rows: int) -> None:
        """Keep how many rows an output took."""
        self._outputs[output] = rows

    def count(self, name: str, value: Any) -> None:
        """Keep a figure under the name of its declared output."""
        self._counts[name] = value

    def group(self, name: str, counts: Mapping[Any, int]) -> None:
        """Keep figures by kind, status or reason; enum members by their value."""
        self._groups[name] = {str(getattr(key, "value", key)): int(value) for key, value in counts.items()}

    def line(self, text: str) -> None:
        """Add a sentence in the user's language."""
        self._lines.append(text)

    def lines(self) -> Iterable[str]:
        """Return the sentences in their order."""
        return tuple(self._lines)

    def result(self) -> str:
        """Return the first sentence: the result in one line."""
        return self._lines[0] if self._lines else ""

    def as_json(self) -> str:
        """Return everything as JSON; the keys are the same for every algorithm."""
        return json.dumps(
            {
                "algorithm": self._algorithm,
                "seconds": round(time.monotonic() - self._started, 3),
                "read": self._inputs,
                "wrote": self._outputs,
                "counts": self._counts,
                "groups": self._groups,
                "text": self._lines,
            },
            ensure_ascii=False,
            indent=2,
        )
