"""What is said of a file whose job failed."""

from __future__ import annotations

from pathlib import Path

from mou_builder.diagnostic import Diagnostic, Place, Severity


def broken(path: Path, fault: str) -> Diagnostic:
    """Return the diagnostic for a file whose job failed.

    ``fault`` names the fault of the program; "" for a process that was ended from outside.
    """
    if fault:
        message = f"a fault of the program itself: {fault}"
        hint = "please report it; MOU_TRACEBACK=1 shows more"
        return Diagnostic("MOU812", Severity.ERROR, message, Place(str(path)), hint)
    message = "the process that worked on this file was ended from outside"
    hint = "run it again with fewer processes: -j 1"
    return Diagnostic("MOU811", Severity.ERROR, message, Place(str(path)), hint)
