"""The main job end to end, through the plugin's own Processing algorithms, on the sample district.

Leaves in ``out/`` the store, exports, geocoded department tables, a project that
shows it all and a map of it; prints per step what went in, what came out, what was
left for review and why, and how that compares with the truth kept for the sample.

Usage: ``demo.py``; exits 1 when a step fails or a promised figure is not met.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from demo_map import draw_map, make_project
from demo_qgis import algorithms, run_algorithm, start_qgis
from demo_truth import Judgement, judge_addresses, judge_areas, judge_plates
from qgis_env import ROOT

OUT = ROOT / "out"
SAMPLE = ROOT / "resources" / "sample"
TRUTH = ROOT / "tests" / "truth"
TABLES = {"market": SAMPLE / "departments" / "market.csv", "housing": SAMPLE / "departments" / "housing.xlsx"}


@dataclass
class Line:
    """One line of the closing table."""

    step: str
    taken: str
    made: str
    left: str
    seconds: float


@dataclass
class Chain:
    """The chain on one district: layers by level, replaced by each step's output."""

    work: Path
    layers: dict[str, str]
    lines: list[Line] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def step(self, name: str, algorithm: str, taken: str, **parameters: Any) -> dict[str, Any]:
        """Run one algorithm and keep its line of the table."""
        print(f"  {name} ...", flush=True)
        begin = perf_counter()
        found = run_algorithm(f"yibiao:{algorithm}", parameters)
        self.lines.append(Line(name, taken, "", "", perf_counter() - begin))
        return found

    def said(self, made: str, left: str = "-") -> None:
        """Complete the last line."""
        self.lines[-1].made, self.lines[-1].left = made, left

    def output(self, name: str) -> str:
        """Return the path of a file in the working folder."""
        self.files[name] = str(self.work / f"{name}.gpkg")
        return self.files[name]


LEVEL_OPTIONS = (
    "county",
    "town",
    "community",
    "grid",
    "station",
    "beat",
    "street",
    "compound",
    "plate",
    "building",
    "room",
)
"""The list of the parameter LEVEL of ``assigncodes``, which never changes."""

CODED = ("grid", "street", "compound", "plate", "building", "room")
TILED = (("community", "town"), ("grid", "community"), ("station", "town"), ("beat", "station"))
"""Each level of areas with the one that it tiles, in the order of the repair."""


def check_and_repair(chain: Chain) -> None:
    """Bring every level of areas to tile its parent."""
    for level, parent in TILED:
        areas = {"AREAS": chain.layers[level], "PARENT": chain.layers[parent]}
        found = chain.step(
            f"check {level}",
            "checkboundaries",
            f"areas of {level}",
            **areas,
            PARENT_CODE_FIELD="" if level == "station" else "code",
            FINDINGS=chain.output(f"findings-{level}"),
        )
        chain.said(f"{found['AREAS_COUNT']:,} areas", f"{found['FINDINGS_COUNT']:,} faults found")
        found = chain.step(
            f"repair {level}",
            "repairboundaries",
            f"{found['FINDINGS_COUNT']:,} faults",
            **areas,
            PARENT_CODE_FIELD="" if level == "station" else "code",
            OUTPUT=chain.output(f"repaired-{level}"),
            CHANGES=chain.output(f"changes-{level}"),
            REMAINING=chain.output(f"remaining-{level}"),
        )
        chain.said(f"{found['CHANGES_COUNT']:,} changes", f"{found['REMAINING_COUNT']:,} faults remain")
        chain.layers[level] = found["OUTPUT"]


def snap(chain: Chain) -> None:
    """Put the plates on their buildings."""
    found = chain.step(
        "snap plates",
        "snapplates",
        "plates, buildings",
        **{level.upper(): chain.layers[level] for level in ("plate", "building", "street", "compound")},
        OUTPUT=chain.output("snapped"),
        REVIEW=chain.output("snap-review"),
    )
    chain.said(
        f"{found['SNAPPED_COUNT']:,} of {found['PLATES_COUNT']:,} snapped, {found['GATE_COUNT']:,} on gates",
        f"{found['REVIEW_COUNT']:,} for review, {found['TOO_FAR_COUNT']:,} too far, "
        f"{found['NO_BUILDING_COUNT']:,} without building",
    )
    chain.layers["plate"] = found["OUTPUT"]


def code(chain: Chain) -> None:
    """Give every element its code, upper levels first."""
    references = ("town", "community", "station", "street", "compound", "plate", "building")
    for level in CODED:
        found = chain.step(
            f"code {level}",
            "assigncodes",
            f"rows of {level}",
            LEVEL=LEVEL_OPTIONS.index(level),
            INPUT=chain.layers[level],
            **{name.upper(): chain.layers[name] for name in references if name != level},
            OUTPUT=chain.output(f"coded-{level}"),
            REASONS=chain.output(f"reasons-{level}"),
        )
        chain.said(
            f"{found['ASSIGNED_COUNT']:,} given, {found['KEPT_COUNT']:,} kept", f"{found['REJECTED_COUNT']:,} without"
        )
        chain.layers[level] = found["OUTPUT"]


def library(chain: Chain) -> None:
    """Make the standard addresses."""
    found = chain.step(
        "build library",
        "buildlibrary",
        "all layers",
        **{level.upper(): source for level, source in chain.layers.items() if level not in ("station", "beat")},
        OUTPUT=chain.output("library"),
        REJECTED=chain.output("library-rejected"),
    )
    chain.said(f"{found['ADDRESSES_COUNT']:,} addresses", f"{found['REJECTED_COUNT']:,} rows left out")
    chain.layers["address"] = found["OUTPUT"]


def geocode(chain: Chain) -> dict[str, dict[str, Any]]:
    """Match the department tables."""
    results = {}
    for name, path in TABLES.items():
        found = chain.step(
            f"geocode {name}",
            "geocodetable",
            path.name,
            FILE=str(path),
            LIBRARY=chain.layers["address"],
            OUTPUT=str(OUT / "geocoded" / f"{name}.gpkg"),
            REVIEW=str(OUT / "geocoded" / f"{name}-review.gpkg"),
        )
        chain.said(
            f"{found['MATCHED_COUNT']:,} of {found['ROWS_COUNT']:,} matched",
            f"{found['TIED_COUNT']:,} tied, {found['UNMATCHED_COUNT']:,} unmatched, {found['OUTSIDE_COUNT']:,} outside",
        )
        results[name] = found
    return results


def publish(chain: Chain) -> Path:
    """Create the store and put everything into it."""
    store = OUT / "store" / "jiangjin.gpkg"
    chain.step(
        "create store", "createstore", "500116", STORE=str(store), DISTRICT_CODE="500116", DISTRICT_NAME="江津区"
    )
    chain.said("empty store")
    found = chain.step(
        "publish",
        "publishlayers",
        "all layers",
        STORE=str(store),
        REASON="First publication of the sample district",
        ACTOR="demo",
        LEAVE_OUT=True,
        **{level.upper(): source for level, source in chain.layers.items()},
        REJECTED=chain.output("publish-rejected"),
    )
    chain.said(
        f"{found['INSERTED_COUNT']:,} of {found['GIVEN_COUNT']:,} rows, transaction {found['TX']}",
        f"{found['REJECTED_COUNT']:,} refused",
    )
    return store


def export(chain: Chain, store: Path) -> None:
    """Write the store out for those who take files."""
    found = chain.step("export", "exportlayers", store.name, STORE=str(store), FORMAT=0, FOLDER=str(OUT / "exports"))
    chain.said(
        f"{found['ROWS_COUNT']:,} rows, {found['FILES_COUNT']} layers",
        f"{found['LOSSES_COUNT']:,} values that shapefiles cannot hold",
    )


def print_table(chain: Chain, judgements: list[Judgement]) -> None:
    """Print what was done and how it compares with the truth."""
    rows = [("step", "in", "out", "left or rejected", "seconds")]
    rows += [(line.step, line.taken, line.made, line.left, f"{line.seconds:.1f}") for line in chain.lines]
    print_columns(rows)
    print(f"\n{'':2}{sum(line.seconds for line in chain.lines):.1f} s in algorithms\n")
    print_columns(
        [("against the truth of the sample", "value", "promised", "holds")]
        + [(j.what, j.value, j.bar, {True: "yes", False: "NO", None: "-"}[j.holds]) for j in judgements]
    )


def print_columns(rows: list[tuple[str, ...]]) -> None:
    """Print rows as aligned columns, the first one underlined."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))


def main() -> int:
    """Run the chain."""
    for name in ("work", "store", "exports", "geocoded"):
        shutil.rmtree(OUT / name, ignore_errors=True)
        (OUT / name).mkdir(parents=True)
    application = start_qgis(OUT / "profile-demo")
    print(f"demo: {len(algorithms())} algorithms of the plugin, sample district {SAMPLE.relative_to(ROOT)}")
    survey = SAMPLE / "survey.gpkg"
    levels = ("town", "community", "grid", "station", "beat", "street", "compound", "building", "plate", "room")
    chain = Chain(OUT / "work", {level: f"{survey}|layername={level}" for level in levels})
    check_and_repair(chain)
    snap(chain)
    code(chain)
    library(chain)
    results = geocode(chain)
    store = publish(chain)
    export(chain, store)
    project = make_project(OUT / "yibiao-demo.qgz", store, survey, chain.files, results)
    picture = draw_map(project, OUT / "map.png")
    judgements = [
        *judge_areas(chain.layers, TILED),
        *judge_plates(chain.layers["plate"], TRUTH),
        *(judgement for name, found in results.items() for judgement in judge_addresses(name, found["OUTPUT"], TRUTH)),
    ]
    print_table(chain, judgements)
    print(
        f"\ndemo: project {project.relative_to(ROOT)}, map {picture.relative_to(ROOT)}, store {store.relative_to(ROOT)}"
    )
    application.exitQgis()
    return 1 if any(judgement.holds is False for judgement in judgements) else 0


if __name__ == "__main__":
    sys.exit(main())
