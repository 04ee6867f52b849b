"""The command line: parses, calls and prints, and decides nothing."""

from __future__ import annotations


def main() -> None:
    """Run ``mou``, and end with its exit code."""
    import atexit
    import gc
    import sys

    gc.disable()  # nothing that is loaded is garbage; see program.py
    codes: list[int] = []
    atexit.register(_end_at_once, codes)  # first, so that it is called last

    from mou_builder.cli import console
    from mou_builder.cli.exit_codes import USAGE
    from mou_builder.cli.program import program

    console.prepare()
    try:
        program()
    finally:
        if why := console.finish():
            sys.stderr.write(f"mou: the output cannot be written: {why}\n")
            sys.exit(USAGE)
        if isinstance(end := sys.exception(), SystemExit) and not isinstance(end.code, str):
            codes.append(end.code or 0)


def _end_at_once(codes: list[int]) -> None:
    """End the process at once: to unload what was loaded takes a twentieth of the time of a run."""
    import os
    import sys

    if codes:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(codes[0])
