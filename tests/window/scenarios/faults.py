"""Layers that cannot be worked with: the panel says why, and the way out works."""

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer

from yibiao_qgis.model.levels import Level


def run(session):
    dock = session.plugin._dock
    dock.setUserVisible(True)
    overview = dock.overview
    overview._start_with_own_layers()
    fields = "field=uuid:string&field=code:string&field=name:string&field=town_code:string"
    layer = QgsVectorLayer(f"Polygon?{fields}", "社区", "memory")
    layer.setCrs(QgsCoordinateReferenceSystem())
    QgsProject.instance().addMapLayer(layer)
    row = overview.role_rows[Level.COMMUNITY]
    session.wait(lambda: row.combo.currentLayer() is layer, 5, "layer found by its name")
    session.pause()
    session.values["no_crs"] = row._sentence.text()
    session.shot("overview-faults")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    overview.refresh()
    session.values["empty"] = row._sentence.text()
    layer.dataProvider().addFeatures([_square(layer)])
    layer.updateExtents()
    overview.refresh()
    session.values["after"] = row._sentence.text()


def _square(layer):
    from qgis.core import QgsFeature, QgsGeometry

    feature = QgsFeature(layer.fields())
    feature.setAttributes(["1", "500116004003", "阳坪社区", "500116004"])
    feature.setGeometry(QgsGeometry.fromWkt("Polygon((106 29, 106.1 29, 106.1 29.1, 106 29.1, 106 29))"))
    return feature
