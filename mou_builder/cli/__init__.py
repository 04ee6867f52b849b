"""The command line: parses, calls and prints, and decides nothing."""

from __future__ import annotations


def main() -> None:
    """Run ``mou``, and end with its exit code."""
    import gc
    import sys

    gc.disable()  # nothing that is loaded is garbage; see program.py

    from mou_builder.cli import console
    from mou_builder.cli.exit_codes import USAGE
    from mou_builder.cli.program import program

    console.prepare()
    code: str | int | None = None
    try:
        program()
    except SystemExit as end:
        code = end.code
    finally:
        if why := console.finish():
            sys.stderr.write(f"mou: the output cannot be written: {why}\n")
            sys.exit(USAGE)
    _end(code)


def _end(code: str | int | None) -> None:
    """End at once: to take apart what was loaded would take a twentieth of the time of a run."""
    import atexit
    import os
    import sys
    import threading

    if isinstance(code, str) or threading.active_count() > 1:
        sys.exit(code)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code or 0)
