"""Whole numbers that a browser sends."""

from __future__ import annotations


def count_in(text: str, most: int) -> int | None:
    """Return the number that a text of digits says, at most ``most``; None for any other text.

    Python refuses to read a number of thousands of digits, and a browser may send them.
    """
    if not (text.isascii() and text.isdecimal()):
        return None
    digits = text.lstrip("0") or "0"
    return most if len(digits) > len(str(most)) else min(int(digits), most)
