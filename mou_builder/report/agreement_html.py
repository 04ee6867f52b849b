"""An agreement as one self-contained HTML page: on a screen, a phone, paper, or read aloud."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Template

from mou_builder.agreement.document import Agreement
from mou_builder.report.agreement_body import PrintedLooks, agreement_body
from mou_builder.report.html_page import page_environment, page_template


@lru_cache(maxsize=1)
def _template() -> Template:
    return page_template(page_environment(), "agreement")


def agreement_html(agreement: Agreement) -> str:
    """Return the agreement as an HTML page without scripts or references to other files."""
    return _template().render(agreement=agreement, body=agreement_body(agreement, PrintedLooks()))
