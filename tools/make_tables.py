#!/usr/bin/env python3
"""Make the messy department tables of a district, and the truth about each of their addresses.

tools/make_tables.py --sample                                        # the tables that ship, and their truth
tools/make_tables.py --seed 7 --rooms 500000 --rows 100000 --out DIR  # for benchmarks
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).absolute().parent.parent
sys.path.insert(0, str(ROOT / "build"))

from district import make_district  # noqa: E402
from district.tables import SAMPLE_ROWS, write_department_tables  # noqa: E402
from make_district import SAMPLE_ROOMS, SAMPLE_SEED  # noqa: E402


def main() -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", action="store_true", help="write resources/sample/departments/ and tests/truth/")
    parser.add_argument("--seed", type=int, default=SAMPLE_SEED, help="seed of the district and of the tables")
    parser.add_argument("--rooms", type=int, default=SAMPLE_ROOMS, help="about how many rooms the district has")
    parser.add_argument("--rows", type=int, default=SAMPLE_ROWS, help="rows of each table")
    parser.add_argument("--out", type=Path, help="folder for departments/ and truth/")
    options = parser.parse_args()
    if options.sample:
        options.seed, options.rooms, options.rows = SAMPLE_SEED, SAMPLE_ROOMS, SAMPLE_ROWS
        sample_dir, truth_dir = ROOT / "resources" / "sample", ROOT / "tests" / "truth"
    elif options.out is not None:
        sample_dir, truth_dir = options.out, options.out / "truth"
    else:
        parser.error("give --out DIR, or --sample")
    start = time.monotonic()
    addresses = make_district(options.seed, options.rooms).addresses()
    print(f"{time.monotonic() - start:7.1f} s  a library of {len(addresses):,} addresses")
    for path in write_department_tables(addresses, sample_dir, truth_dir, options.seed, options.rows):
        print(f"{time.monotonic() - start:7.1f} s  wrote {path} ({path.stat().st_size / 1e3:,.0f} kB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
