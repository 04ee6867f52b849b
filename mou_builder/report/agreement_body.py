"""The parts of an agreement as HTML, in the order in which they are read.

How its words are marked, and what stands beside a paragraph, depends on the looks: those of an
agreement as it prints (`PrintedLooks`), or of a draft that is being written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from jinja2 import Template
from markupsafe import Markup, escape

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Fill,
    Kind,
    Paragraph,
    Part,
    PartKind,
    Provision,
    Row,
    Section,
    Span,
    Table,
)
from mou_builder.report.html_page import page_environment, page_template


class PrintedLooks:
    """The looks of an agreement as it prints, with missing values of a draft marked."""

    title = "h1"
    heading = "h2"
    says_draft = True

    def words(self, spans: Iterable[Span]) -> Markup:
        """Return the words of a paragraph or cell."""
        words = "".join([self.span(each) for each in spans])
        return Markup(words)  # noqa: S704  # each is escaped already

    def span(self, span: Span) -> Markup:
        """Return the words of one span."""
        text = escape(span.text)
        if span.fill is Fill.MISSING:
            return Markup("<mark>{}</mark>").format(text)
        return Markup("<em>{}</em>").format(text) if span.emphasis else text

    def classes(self, block: Block | Row, own: str = "") -> Markup:
        """Return the attribute of a block that has its classes, if it has any."""
        names = " ".join(each for each in (own, self.change(block)) if each)
        return Markup(' class="{}"').format(names) if names else Markup()

    def change(self, _block: Block | Row) -> str:
        """Return the class that says how a block changed, or nothing."""
        return ""

    def beside(self, _blocks: Sequence[Block]) -> Markup:
        """Return what stands behind a block."""
        return Markup()

    def below(self, _provision: Provision) -> Markup:
        """Return what stands at the end of a provision."""
        return Markup()


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = page_environment()
    environment.tests["table"] = lambda block: isinstance(block, Table)
    return page_template(environment, "agreement_body")


def agreement_body(agreement: Agreement, looks: PrintedLooks) -> Markup:
    """Return the parts of an agreement as HTML, with these looks."""
    made = _template().render(agreement=agreement, looks=looks, **_NAMES)
    return Markup(made)  # noqa: S704  # the template escapes every word


def _sections(agreement: Agreement) -> Iterator[tuple[Section | None, list[Part]]]:
    """Yield the parts that stand on the page, those of each section together."""
    parts = (each for each in agreement.parts() if each.kind is not PartKind.HEADER)
    for _, group in groupby(parts, lambda each: id(each.section)):
        together = list(group)
        yield together[0].section, together


def with_lists(blocks: Sequence[Block]) -> Iterator[list[Block] | Block]:
    """Yield blocks, with consecutive sub-clauses together in one list."""
    for is_lettered, group in groupby(blocks, key=_is_subclause):
        if is_lettered:
            yield list(group)
        else:
            yield from group


def _is_subclause(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind is Kind.SUBCLAUSE


_NAMES = {"sections": _sections, "with_lists": with_lists, "Kind": Kind}
"""What the template may use besides the agreement and its looks."""
