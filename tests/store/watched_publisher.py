"""A process as QGIS is one: GDAL opens and closes the store in a thread while the process publishes.

Usage: watched_publisher.py STORE apart|inside PUBLISHES ROWS; prints one JSON line. Not a test:
tests/store/test_apart_faults.py runs it.
"""

import json
import sys
import threading
from contextlib import suppress
from pathlib import Path

from osgeo import ogr
from store_samples import buildings, publish

from yibiao_qgis.model.errors import StoreError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import open_store, open_store_apart


def main(path, how, publishes, rows):
    ogr.UseExceptions()
    ended = threading.Event()
    looks = [0]

    def look():
        while not ended.is_set():
            with suppress(RuntimeError):  # in the moment of a commit
                source = ogr.Open(path)
                layer = source.GetLayerByName("building")
                layer.GetFeatureCount()
                source = layer = None
                looks[0] += 1

    thread = threading.Thread(target=look)
    thread.start()
    acknowledged, errors = [], {}
    with open_store_apart(path) if how == "apart" else open_store(path) as store:
        for number in range(publishes):
            request = f"{how} {number}"
            try:
                publish(store, {Level.BUILDING: buildings(rows + number % 7, name=f"{number}幢")}, request)
                acknowledged.append(request)
            except StoreError as error:
                errors[error.code] = errors.get(error.code, 0) + 1
    ended.set()
    thread.join()
    with Path("/proc/self/maps").open() as maps:
        has_gdal = any("libgdal" in line for line in maps)
    print(json.dumps({"acknowledged": acknowledged, "errors": errors, "looks": looks[0], "has_gdal": has_gdal}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
