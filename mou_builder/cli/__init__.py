"""The command line: parses, calls and prints, and decides nothing."""

from __future__ import annotations


def main() -> None:
    """Run ``mou``."""
    from mou_builder.cli.program import program

    program()
