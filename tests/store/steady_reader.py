"""A process without GDAL that reads a store until its input ends; prints what it saw as one JSON line.

Usage: steady_reader.py STORE ROWS. Not a test: tests/store/test_apart_faults.py runs it.
"""

import json
import sys
import threading
from contextlib import suppress

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
    reads = mixed = failed = 0
    while not ended.is_set():
        frame = None
        with suppress(StoreError):
            frame = store.read(Level.BUILDING)
        if frame is None:
            failed += 1
        else:
            mixed += frame["name"].head(rows).nunique() > 1  # each publish renames all of these
            reads += 1
    print(json.dumps({"reads": reads, "mixed": mixed, "failed": failed}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
