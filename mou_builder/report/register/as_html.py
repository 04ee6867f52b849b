"""The register as static pages without script: one for all agreements, one for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from jinja2 import Environment

from mou_builder.agreement.wording import long_date
from mou_builder.record.register import RegisterEntry, WithheldEntry
from mou_builder.report.html_page import page_environment, page_template


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = page_environment()
    environment.filters["long_date"] = long_date
    return environment


def register_html(
    entries: Sequence[RegisterEntry], withheld: Sequence[WithheldEntry], title: str, as_of: date
) -> str:
    """Return the page that lists every agreement in effect, and those whose text is not shown."""
    page = page_template(_environment(), "register")
    return page.render(entries=entries, withheld=withheld, entry=None, title=title, as_of=as_of)


def entry_html(entry: RegisterEntry, title: str, as_of: date) -> str:
    """Return the page of one agreement, with its history year by year."""
    page = page_template(_environment(), "register")
    return page.render(entries=(), entry=entry, title=title, as_of=as_of)
