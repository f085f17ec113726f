"""Tables for spreadsheets: cells that they would run as formulas are made harmless."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def harmless_cell(value: Any) -> Any:
    """Return a value that a spreadsheet shows and does not run.

    A text that a spreadsheet would take for a formula (``= + - @``, also behind
    blanks or in full width, or a leading tab or line break) gets a leading
    apostrophe (OWASP, CSV injection). Other values stay as they are.
    """
    return "'" + value if isinstance(value, str) and _FORMULA.match(value) else value


def harmless_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts and headers a spreadsheet does not run; see :func:`harmless_cell`."""
    safe = frame.copy()
    for name in safe.columns:
        if safe[name].dtype == object or isinstance(safe[name].dtype, (pd.StringDtype, pd.CategoricalDtype)):
            safe[name] = safe[name].astype(object).map(harmless_cell)
    safe.columns = [harmless_cell(name) for name in safe.columns]
    return safe
