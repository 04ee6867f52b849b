"""What is said where a job failed, or the program itself has a fault."""

from __future__ import annotations

import os
from pathlib import Path

from mou_builder.diagnostic import Diagnostic, Place, Severity

REPORT_IT = "please report it; MOU_TRACEBACK=1 shows more"


def is_shown_whole() -> bool:
    """Tell whether a fault of the program is to be seen with its traceback."""
    return bool(os.environ.get("MOU_TRACEBACK"))


def broken(path: Path, fault: str) -> Diagnostic:
    """Return the diagnostic for a file whose job failed.

    ``fault`` names the fault of the program; "" for a process that was ended from outside.
    """
    if fault:
        message = f"a fault of the program itself: {fault}"
        return Diagnostic("MOU812", Severity.ERROR, message, Place(str(path)), REPORT_IT)
    message = "the process that worked on this file was ended from outside"
    hint = "run it again with fewer processes: -j 1"
    return Diagnostic("MOU811", Severity.ERROR, message, Place(str(path)), hint)
