"""Fail when what the plugin ships looks as if it held a key or a password."""

from __future__ import annotations

import sys

from assemble import ROOT, files
from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

TEXT = {".py", ".txt", ".json", ".csv", ".sql", ".html", ".md", ".svg", ".qml"}

SCHEMES = "resources/schemes/"
"""Code layouts: their alphabets look like keys to the scanner."""


def main() -> int:
    """Scan every text file that goes into the zip."""
    found = SecretsCollection()
    with default_settings():
        for name, path in files():
            if path.suffix in TEXT and not name.startswith(SCHEMES):
                found.scan_file(str(path))
    for path, secret in found:
        print(f"secrets: {path.removeprefix(str(ROOT) + '/')}:{secret.line_number}: {secret.type}")
    return 1 if list(found) else 0


if __name__ == "__main__":
    sys.exit(main())
