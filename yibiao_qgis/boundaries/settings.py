"""What is tolerated, what is repaired without asking, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP


class OverlapRule(str, Enum):
    """Which of two overlapping areas keeps the ground."""

    LONGEST_EDGE = "longest-edge"  # the one that the ground shares the longer border with
    FIRST = "first"  # the one that comes first in the table
    COLUMN = "column"  # the one with the lowest value in a column (oldest date, highest rank)


@dataclass(frozen=True)
class CoverageSettings:
    """Limits of the check and of the repair.

    Parameters
    ----------
    tolerance : float
        Grid, in metres, that coordinates are snapped to; 0.001 is the topology default.
    sliver_area : float
        Parts smaller than this, in square metres, are slivers.
    sliver_ratio : float
        Parts whose 4πA/P² is below this are slivers.
    snap : float
        Vertices of unmatched borders closer than this, in metres, become one. A
        centimetre is below what a survey at 1:500 can tell apart.
    max_gap_width : float
        Gaps, overlaps and strips across the parent's border up to this width, in
        metres, are repaired without asking; wider ones stay as findings. No border
        moves farther.
    overlap_rule : OverlapRule
        Who keeps the ground of an overlap.
    overlap_column : str
        Column for ``OverlapRule.COLUMN``; the lowest value keeps, missing ones lose.

    Raises
    ------
    InputError
        If a limit is out of its range.
    """

    tolerance: float = 0.001
    sliver_area: float = 1.0
    sliver_ratio: float = 0.05
    snap: float = 0.01
    max_gap_width: float = 5.0
    overlap_rule: OverlapRule = OverlapRule.LONGEST_EDGE
    overlap_column: str = ""

    def __post_init__(self) -> None:
        for name in ("tolerance", "sliver_area", "sliver_ratio", "snap", "max_gap_width"):
            value = getattr(self, name)
            if not value >= 0 or (name == "tolerance" and value == 0):
                raise InputError(
                    "setting-out-of-range",
                    QT_TRANSLATE_NOOP("Yibiao", "The setting {name} is {value}. Give a number above zero."),
                    name=name,
                    value=value,
                )
        if self.overlap_rule is OverlapRule.COLUMN and not self.overlap_column:
            raise InputError(
                "no-overlap-column",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "Overlaps are to be cut by a column, but none is named. Choose the column or another rule.",
                ),
            )
