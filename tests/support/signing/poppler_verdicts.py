"""Poppler as another judge of signatures."""

from __future__ import annotations

import subprocess
from pathlib import Path


def poppler_on(pdf: Path) -> dict[str, bool]:
    """Return for each signed field whether poppler calls its signature valid."""
    done = subprocess.run(
        ["pdfsig", "-nocert", pdf], capture_output=True, encoding="utf-8", check=False
    )
    fields: dict[str, bool] = {}
    name = ""
    for line in done.stdout.splitlines():
        key, _, value = line.strip().removeprefix("- ").partition(": ")
        if key == "Signature Field Name":
            name = value
        elif key == "Signature Validation":
            fields[name] = value == "Signature is Valid."
    return fields
