"""All algorithms of the provider, in the order of the work."""

from __future__ import annotations

from yibiao_qgis.processing.assigncodes import AssignCodes
from yibiao_qgis.processing.base import YibiaoAlgorithm
from yibiao_qgis.processing.buildlibrary import BuildLibrary
from yibiao_qgis.processing.checkboundaries import CheckBoundaries
from yibiao_qgis.processing.createstore import CreateStore
from yibiao_qgis.processing.exportlayers import ExportLayers
from yibiao_qgis.processing.geocodetable import GeocodeTable
from yibiao_qgis.processing.publishlayers import PublishLayers
from yibiao_qgis.processing.repairboundaries import RepairBoundaries
from yibiao_qgis.processing.snapplates import SnapPlates

ALL: tuple[type[YibiaoAlgorithm], ...] = (
    CheckBoundaries,
    RepairBoundaries,
    SnapPlates,
    AssignCodes,
    BuildLibrary,
    GeocodeTable,
    CreateStore,
    PublishLayers,
    ExportLayers,
)
