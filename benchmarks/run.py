"""Run the benchmarks, print their tables and keep the figures.

Usage: ``run.py [NAME]``, NAME being a module of this folder. Each has ``run()`` that
returns a list of ``{what, value, unit, bar, holds, peers}`` measured in that run;
they go to ``out/bench/NAME.json``. Exits 1 when a bar does not hold.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).parent.absolute()
OUT = HERE.parent / "out" / "bench"


def names() -> list[str]:
    """Return the benchmarks there are."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in ("run", "common"))


def shown(value: object) -> str:
    """Return a figure as a person reads it."""
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def table(rows: list[dict]) -> str:
    """Return the rows as a plain-text table."""
    lines = [("what", "value", "unit", "bar", "holds", "peers")]
    for row in rows:
        peers = ", ".join(f"{name} {shown(value)}" for name, value in (row.get("peers") or {}).items())
        holds = {True: "yes", False: "NO"}.get(row.get("holds"), "-")
        lines.append((row["what"], shown(row["value"]), row.get("unit") or "", row.get("bar") or "", holds, peers))
    widths = [max(len(str(line[column])) for line in lines) for column in range(len(lines[0]))]
    return "\n".join("  ".join(str(cell).ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def main(arguments: list[str]) -> int:
    """Run the named benchmark, or all."""
    unknown = [name for name in arguments if name not in names()]
    if unknown:
        print(f"bench: no benchmark called {', '.join(unknown)}; there are {', '.join(names())}")
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(HERE))
    # GEOS before 3.12 leaves the processor's flag for invalid operations set after sound work.
    warnings.filterwarnings("ignore", "invalid value encountered", RuntimeWarning)
    failed = 0
    for name in arguments or names():
        rows = importlib.import_module(name).run()
        (OUT / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"\n{name}\n{table(rows)}")
        failed += sum(row.get("holds") is False for row in rows)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
