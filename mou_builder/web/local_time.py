"""Moments as a person reads them: by the clock of the computer that the workbench runs on."""

from __future__ import annotations

from datetime import datetime

from mou_builder.agreement.wording import clock, long_date


def moment_in_words(when: datetime) -> str:
    """Return ``November 27, 2026, 7:59 a.m. (CST)``: a moment in local time, which it names."""
    here = when.astimezone()
    return f"{long_date(here.date())}, {clock(here.time())} ({here.tzname()})"
