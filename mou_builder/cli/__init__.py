"""The command line: parses, calls and prints, and decides nothing."""

from __future__ import annotations


def main() -> None:
    """Run ``mou``."""
