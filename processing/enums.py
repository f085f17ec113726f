"""Enums of Processing that moved to ``Qgis`` in QGIS 3.36, under one name for 3.34 to 4.x."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)

if Qgis.versionInt() >= 33600:
    VECTOR = Qgis.ProcessingSourceType.Vector
    POLYGON = Qgis.ProcessingSourceType.VectorPolygon
    LINE = Qgis.ProcessingSourceType.VectorLine
    POINT = Qgis.ProcessingSourceType.VectorPoint
    ADVANCED = Qgis.ProcessingParameterFlag.Advanced
    REAL = Qgis.ProcessingNumberParameterType.Double
    ANY_FIELD = Qgis.ProcessingFieldParameterDataType.Any
    FILE = Qgis.ProcessingFileParameterBehavior.File
    NO_GEOMETRY_FLAG = Qgis.FeatureRequestFlag.NoGeometry
else:
    VECTOR = QgsProcessing.SourceType.TypeVector
    POLYGON = QgsProcessing.SourceType.TypeVectorPolygon
    LINE = QgsProcessing.SourceType.TypeVectorLine
    POINT = QgsProcessing.SourceType.TypeVectorPoint
    ADVANCED = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    REAL = QgsProcessingParameterNumber.Type.Double
    ANY_FIELD = QgsProcessingParameterField.DataType.Any
    FILE = QgsProcessingParameterFile.Behavior.File
    NO_GEOMETRY_FLAG = QgsFeatureRequest.Flag.NoGeometry
