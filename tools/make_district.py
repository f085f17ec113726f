#!/usr/bin/env python3
"""Make a district from a seed: survey.gpkg with the faults of real surveys, and the truth beside it.

tools/make_district.py --seed 7 --rooms 500000 --out DIR
tools/make_district.py --sample      # the sample that ships, and its truth for the tests
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).absolute().parent.parent
sys.path.insert(0, str(ROOT / "build"))

from district import make_district, survey_of, write_gpkg  # noqa: E402
from district.truth import write_truth  # noqa: E402

SAMPLE_SEED = 9
SAMPLE_ROOMS = 15_000


def main() -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", action="store_true", help="write resources/sample/survey.gpkg and tests/truth/")
    parser.add_argument("--seed", type=int, default=SAMPLE_SEED)
    parser.add_argument("--rooms", type=int, default=SAMPLE_ROOMS, help="about how many rooms, 5,000 to 2,000,000")
    parser.add_argument("--out", type=Path, help="folder for survey.gpkg and truth/")
    parser.add_argument(
        "--faults", action=argparse.BooleanOptionalAction, default=True, help="plant the faults of real surveys"
    )
    options = parser.parse_args()
    if options.sample:
        survey_path, truth_folder = ROOT / "resources" / "sample" / "survey.gpkg", ROOT / "tests" / "truth"
    elif options.out is not None:
        survey_path, truth_folder = options.out / "survey.gpkg", options.out / "truth"
    else:
        parser.error("give --out DIR, or --sample")
    if not 5_000 <= options.rooms <= 2_000_000:
        parser.error("--rooms must be between 5000 and 2000000")
    for folder in (survey_path.parent, truth_folder):
        folder.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    district = make_district(options.seed, options.rooms)
    _say(
        start,
        f"made {len(district.room):,} rooms, {len(district.building):,} buildings, {len(district.plate):,} plates",
    )
    survey = survey_of(district, options.seed, faults=options.faults)
    _say(start, f"surveyed, {len(survey.faults):,} faults planted")
    write_gpkg(survey.frames, survey_path)
    _say(start, f"wrote {survey_path} ({survey_path.stat().st_size / 1e6:.1f} MB)")
    write_truth(district, survey, truth_folder)
    _say(start, f"wrote {truth_folder}")
    return 0


def _say(start: float, text: str) -> None:
    print(f"{time.monotonic() - start:7.1f} s  {text}")


if __name__ == "__main__":
    sys.exit(main())
