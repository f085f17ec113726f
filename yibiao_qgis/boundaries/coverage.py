"""Check whether areas tile their ground: no gap, no overlap, shared borders vertex by vertex."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd

from yibiao_qgis.boundaries.findings import Fault, findings_frame
from yibiao_qgis.boundaries.ground import Ground, read_ground
from yibiao_qgis.boundaries.rows import code_faults, geometry_faults
from yibiao_qgis.boundaries.settings import CoverageSettings
from yibiao_qgis.boundaries.topology import topology_faults
from yibiao_qgis.model.feedback import Feedback, NullFeedback, check_canceled
from yibiao_qgis.model.statuses import Severity


@dataclass(frozen=True)
class CoverageReport:
    """What a check found.

    Parameters
    ----------
    findings : GeoDataFrame
        One row a finding, in the areas' CRS: `kind` (a ``FindingKind`` value), `severity`
        (a ``Severity`` value), `size` (square metres; metres of border for mismatched
        vertices), `areas` (codes joined by #, row labels where there is no code), `rows`
        (row labels joined by #), `reason` (see ``findings.finding_message``), `geometry`
        (None for areas without geometry).
    count : int
        Number of areas that were checked.
    """

    findings: gpd.GeoDataFrame
    count: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found that blocks saving and publishing."""
        return not (self.findings["severity"] == Severity.ERROR.value).any()

    @property
    def summary(self) -> dict[str, int]:
        """Number of findings by kind."""
        return {str(kind): int(number) for kind, number in self.findings["kind"].value_counts(sort=False).items()}


def check_coverage(
    areas: gpd.GeoDataFrame,
    *,
    parent: gpd.GeoDataFrame | None = None,
    code: str | None = "code",
    parent_code: str | None = None,
    settings: CoverageSettings | None = None,
    feedback: Feedback | None = None,
) -> CoverageReport:
    """Check areas against each other and against the parent that they have to fill.

    The check is complete to the grid of 1 mm: it adds up all outlines, and where
    everything cancels there can be no gap and no overlap (see ``boundaries.mesh``).
    Without a parent only enclosed gaps exist; what is open to the outside is the
    district's own border.

    Parameters
    ----------
    areas : GeoDataFrame
        Polygons in a CRS in metres; unique row labels.
    parent : GeoDataFrame, optional
        One or more polygons in the same CRS, themselves a whole coverage. With several, every area has to lie in
        its own: the one that `parent_code` names, else the one with most of its ground.
    code : str, optional
        Column of the codes, in `areas` and in `parent`; None where areas have none.
    parent_code : str, optional
        Column of `areas` with the code of the parent.
    settings : CoverageSettings, optional
        Limits; by default those of the topology rules.
    feedback : Feedback, optional
        Progress and cancel.

    Returns
    -------
    CoverageReport
        The findings, worst first.

    Raises
    ------
    InputError
        If a layer is empty, is not in metres, holds other geometry or lacks a column.
    Canceled
        If `feedback` says so.
    """
    settings = settings or CoverageSettings()
    feedback = feedback or NullFeedback()
    ground = read_ground(areas, parent, code, parent_code, settings)
    faults = find_faults(areas, ground, settings, feedback, code=code, parent_code=parent_code)
    return CoverageReport(findings_frame(faults, ground, areas.index, areas.crs), len(areas))


def find_faults(
    areas: gpd.GeoDataFrame,
    ground: Ground,
    settings: CoverageSettings,
    feedback: Feedback,
    *,
    code: str | None,
    parent_code: str | None,
) -> list[Fault]:
    """Find all faults of areas that are laid out already; see :func:`check_coverage`."""
    feedback.set_progress(30)
    check_canceled(feedback)
    faults = geometry_faults(ground, settings)
    faults += code_faults(areas, ground, code, parent_code)
    feedback.set_progress(50)
    check_canceled(feedback)
    faults += topology_faults(ground, settings)
    feedback.set_progress(100)
    return faults
