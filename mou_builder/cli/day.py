"""A day as an option of a command takes it."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from mou_builder.agreement.wording import written
from mou_builder.library.typed.moments import can_be_two_days, read_date
from mou_builder.library.typed.values import Type
from mou_builder.yamltext.unreadable import Unreadable


class Day(click.ParamType[date]):
    """A day such as 2027-03-01, 3/1/2027 (the month first) or March 1, 2027."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; of two possible ones, that with the month first is taken, and said."""
        if isinstance(value, date):
            return value
        try:
            day = read_date(str(value), month_first=True)
        except Unreadable as fault:
            self.fail(f"{fault}; {fault.hint}", param, ctx)
        if can_be_two_days(str(value)):
            click.echo(f"{value} is taken as {written(Type.DATE, day)}.", err=True)
        return day


DAY = Day()
