"""Fail when what the plugin ships looks as if it held a key or a password."""

from __future__ import annotations

import sys

from assemble import ROOT, files
from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

TEXT = {".py", ".txt", ".json", ".csv", ".sql", ".html", ".md", ".svg", ".qml"}


def main() -> int:
    """Scan every text file that goes into the zip."""
    found = SecretsCollection()
    with default_settings():
        for _, path in files():
            if path.suffix in TEXT:
                found.scan_file(str(path))
    # A string of digits alone is an address code, not a key.
    suspects = [(path, secret) for path, secret in found if not (secret.secret_value or "").isdigit()]
    for path, secret in suspects:
        print(f"secrets: {path.removeprefix(str(ROOT) + '/')}:{secret.line_number}: {secret.type}")
    return 1 if suspects else 0


if __name__ == "__main__":
    sys.exit(main())
