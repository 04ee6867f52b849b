"""A day as an option of a command takes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from mou_builder.yamltext.moments import read_date
from mou_builder.yamltext.unreadable import Unreadable


class Day(click.ParamType[datetime]):
    """A day such as 2027-03-01, 3/1/2027 (the month first) or March 1, 2027."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return midnight of the day; fail with both readings where there are two."""
        if isinstance(value, datetime):
            return value
        try:
            day = read_date(str(value), month_first=True)
        except Unreadable as fault:
            self.fail(f"{fault}; {fault.hint}", param, ctx)
        return datetime(day.year, day.month, day.day)


DAY = Day()
