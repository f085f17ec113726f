"""How the demo's results compare with the truth that is kept for the sample."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from coverage_validity import is_coverage
from district.tablefiles import read_truth
from qgis.core import QgsFeatureRequest, QgsVectorLayer

MISPLACED = 0.01
"""At most this share of the plates may be on a wrong building without a review mark."""

NUMBERED = ("45", "46", "50", "61", "62", "63")
"""Element types from the door plate down."""

PRECISION = 0.99
"""At least this share of the matched rows must be right."""


@dataclass(frozen=True)
class Judgement:
    """One figure against the truth; `holds` is None where nothing was promised."""

    what: str
    value: str
    bar: str = ""
    holds: bool | None = None


def table(source: str, geometry: bool = False) -> pd.DataFrame:
    """Read a layer through QGIS, with its geometry as shapely objects when asked for."""
    layer = QgsVectorLayer(source, "layer", "ogr")
    if not layer.isValid():
        raise SystemExit(f"demo: {source} cannot be read")
    request = QgsFeatureRequest()
    if not geometry:
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    names = [field.name() for field in layer.fields()]
    rows: list[list[Any]] = []
    shapes = []
    for feature in layer.getFeatures(request):
        rows.append([value if value else None for value in feature.attributes()])
        if geometry:
            shapes.append(bytes(feature.geometry().asWkb()))
    frame = pd.DataFrame(rows, columns=names)
    if geometry:
        frame["geometry"] = shapely.from_wkb(shapes)
    return frame


def judge_areas(layers: dict[str, str], tiled: Iterable[tuple[str, str]]) -> list[Judgement]:
    """Tell whether each level tiles its parent: shared edges vertex by vertex, same ground."""
    judged = []
    for level, parent in tiled:
        areas = shapely.get_parts(table(layers[level], geometry=True)["geometry"].to_numpy())
        above = table(layers[parent], geometry=True)["geometry"].to_numpy()
        whole = is_coverage(areas)
        ground = shapely.union_all(areas)
        rest = shapely.area(shapely.symmetric_difference(ground, shapely.union_all(above))) / shapely.area(ground)
        fine = whole and rest < 1e-9
        judged.append(Judgement(f"{level}: {len(areas)} areas tile {parent}", "yes" if fine else "no", "yes", fine))
    return judged


def judge_plates(source: str, truth: Path) -> list[Judgement]:
    """Count the plates on a wrong building without a review mark."""
    plates = table(source).set_index("uuid")
    true = pd.read_csv(truth / "sample_plates.csv.gz", dtype=str, keep_default_na=False).set_index("uuid")
    known = plates.index.intersection(true.index)
    plates, true = plates.loc[known], true.loc[known]
    placed = plates["snap_status"].isin(["snapped", "gate"])
    answer = plates["bldg_uuid"].fillna("")
    wrong = placed & (answer != true["bldg_uuid"])
    share = wrong.sum() / len(plates)
    review = (plates["snap_status"] == "review").sum() / len(plates)
    return [
        Judgement(
            "plates on a wrong building without a mark",
            f"{wrong.sum():,} of {len(plates):,} ({share:.2%})",
            f"<= {MISPLACED:.0%}",
            bool(share <= MISPLACED),
        ),
        Judgement("plates left for review", f"{review:.2%}"),
    ]


def is_above(found: str, whole: str) -> bool:
    """Tell whether `found` is the standard address of a plate or building that `whole` lies in."""
    rest = whole.removeprefix(found)
    return bool(found) and rest != whole and found.endswith(("号", "幢")) and not rest.startswith("附")


def judge_addresses(name: str, source: str, truth: Path) -> list[Judgement]:
    """Count right, wrong, tied and unmatched rows of a geocoded table.

    A matched row is right when it names the true element. It is right but coarser
    when it names the building or plate of the true room or building, and says so by
    its level: rooms of a building whose plate is still in review are not in the
    library yet. A main number in place of a sub-number is wrong, not coarser.
    """
    rows = table(source)
    true = read_truth(truth / f"{name}_truth.csv.gz")
    if len(rows) != len(true):
        raise SystemExit(f"demo: {source} has {len(rows)} rows, the table had {len(true)}")
    status, answer = rows["yb_status"].to_numpy(), rows["yb_uuid"].fillna("").to_numpy()
    matched = status == "M"
    answerable = (true["status"] == "M").to_numpy()
    exact = matched & answerable & (answer == true["element_uuid"].to_numpy())
    above = [
        is_above(found or "", whole) for found, whole in zip(rows["yb_address"].to_numpy(), true["address"].to_numpy())
    ]
    coarser = matched & answerable & ~exact & above
    right = exact | coarser
    absent = true["noise"].str.contains("absent_number").to_numpy()
    numbered = absent & matched & rows["yb_level"].isin(NUMBERED).to_numpy()
    precision = right.sum() / max(matched.sum(), 1)
    share = right.sum() / max(answerable.sum(), 1)
    counts = {key: int((status == key).sum()) for key in ("M", "T", "U", "O")}
    return [
        Judgement(
            f"{name}: matched rows that are right",
            f"{right.sum():,} of {matched.sum():,} ({precision:.2%})",
            f">= {PRECISION:.0%}",
            bool(precision >= PRECISION),
        ),
        Judgement(
            f"{name}: house number given where there is none",
            f"{numbered.sum():,} of {absent.sum():,}",
            "0",
            bool(numbered.sum() == 0),
        ),
        Judgement(
            f"{name}: answerable rows matched exactly, and coarser",
            f"{exact.sum():,} and {coarser.sum():,} of {answerable.sum():,} ({share:.2%})",
        ),
        Judgement(f"{name}: matched, tied, unmatched, outside", " ".join(f"{key} {n:,}" for key, n in counts.items())),
    ]
