"""What the tests of the worker process share."""

import time
from pathlib import Path


class Listening:
    """A feedback that notes the progress and is canceled by `stop`."""

    def __init__(self, stop=None):
        self.seen = []
        self._stop = stop or (lambda _: False)
        self._canceled = False

    def set_progress(self, percent):
        self.seen.append(percent)
        self._canceled = self._canceled or self._stop(percent)

    def is_canceled(self):
        return self._canceled or self._stop(None)


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_for(what, seconds=60):
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.005)
