"""A process without GDAL that reads a store until its input ends; prints what it saw as one JSON line.

Usage: steady_reader.py STORE ROWS. Not a test: tests/store/test_apart.py runs it.
"""

import json
import sys
import threading

from yibiao_qgis.model.errors import StoreError
from yibiao_qgis.model.levels import Level
from yibiao_qgis.store import open_store


def main(path, rows):
    ended = threading.Event()

    def listen():
        sys.stdin.read()
        ended.set()

    threading.Thread(target=listen).start()
    store = open_store(path)
    print("ready", flush=True)
    reads, mixed, errors = 0, 0, {}
    while not ended.is_set():
        try:
            frame = store.read(Level.BUILDING)
            mixed += frame["name"].head(rows).nunique() > 1  # each publish renames all of these
            reads += 1
        except StoreError as error:
            errors[error.code] = errors.get(error.code, 0) + 1
    print(json.dumps({"reads": reads, "mixed": mixed, "errors": errors}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
