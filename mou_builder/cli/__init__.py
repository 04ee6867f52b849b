"""The command line: parses, calls and prints, and decides nothing."""

from __future__ import annotations


def main() -> None:
    """Run ``mou``."""
    import gc
    import sys

    gc.disable()  # nothing that is loaded is garbage; see program.py

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
