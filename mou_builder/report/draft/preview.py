"""An agreement that is being written, as HTML: each word that was filled in leads to its field.

What a person sees: the agreement as it prints, what is new and what is gone since it was saved, and
each finding beside the sentence that it speaks of.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache

from jinja2 import Template
from markupsafe import Markup, escape

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Agreement,
    Block,
    Fill,
    Provision,
    Row,
    Span,
)
from mou_builder.agreement.wording import capitalized
from mou_builder.check.codes import OPEN_CODES
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.report.agreement_body import PrintedLooks, agreement_body
from mou_builder.report.diagnostics.on_pages import hint_on_a_page
from mou_builder.report.html_page import page_environment, page_template
from mou_builder.yamltext.dotted import dotted, names_of


def field_anchor(name: str) -> str:
    """Return the id of the field for a path with dots."""
    return f"f-{name}"


def word_anchor(name: str) -> str:
    """Return the id of the first words that the value at a path with dots prints."""
    return f"w-{name}"


def preview_html(
    agreement: Agreement, findings: Sequence[Diagnostic], fields: Container[str] | None = None
) -> Markup:
    """Return the agreement, a redline where it is one, with the findings beside its sentences.

    Those that speak of no sentence stand at the end. ``fields`` are the names that there are fields
    for; a word of another leads to the field of what holds it.
    """
    looks = _DraftLooks(agreement, findings, fields)
    body = agreement_body(agreement, looks)
    return body + looks.said(each for each in findings if id(each) not in looks.told)


def findings_html(
    findings: Iterable[Diagnostic],
    field_of: Callable[[str], str] | None = None,
    reason_for: Callable[[Diagnostic], str] | None = None,
) -> Markup:
    """Return findings with their hints and law, with links to the fields if these are told.

    ``reason_for`` names the field that takes the reason for which a finding is accepted, "" for
    none. What is merely lacking needs no hint: those are written for whoever edits the file.
    """
    made = _findings_template().render(
        findings=findings,
        lead=_LEAD,
        hint_of=lambda each: hint_on_a_page(each) if each.code not in OPEN_CODES else "",
        name_of=lambda each: dotted(each.path),
        field_of=lambda each: field_of(dotted(each.path)) if field_of and each.path else "",
        field_anchor=field_anchor,
        reason_for=reason_for or (lambda _: ""),
    )
    return Markup(made)  # noqa: S704  # the template escapes every word


@lru_cache(maxsize=1)
def _findings_template() -> Template:
    environment = page_environment()
    environment.filters["capitalized"] = capitalized
    return page_template(environment, "findings")


_LEAD = {
    Severity.ERROR: "To do:",
    Severity.WARNING: "Look at this:",
    Severity.NOTE: "Note:",
}


class _DraftLooks(PrintedLooks):
    """Fields behind words, marks of what changed, and findings."""

    title = "h3"
    heading = "h4"
    says_draft = False

    def __init__(
        self,
        agreement: Agreement,
        findings: Sequence[Diagnostic],
        fields: Container[str] | None,
    ) -> None:
        self.fields = fields
        self.named: set[str] = set()
        self.told: set[int] = set()
        self.at: dict[int, list[Diagnostic]] = {}
        self.of_clause: dict[str, list[Diagnostic]] = {}
        self.place(agreement, findings)

    def place(self, agreement: Agreement, findings: Sequence[Diagnostic]) -> None:
        """Place each finding at the block that prints its value, or else below its clause."""
        blocks = {
            blank: block
            for block in reversed(list(agreement.blocks()))
            for blank in _blanks_printed(block)
        }
        clauses = {each.id for each in agreement.provisions}
        for found in findings:
            name = dotted(found.path)
            block = next((blocks[each] for each in _holders_upwards(name) if each in blocks), None)
            if block is not None:
                self.at.setdefault(id(block), []).append(found)
            elif found.path[:1] == ("clauses",) and _clause_id(found) in clauses:
                self.of_clause.setdefault(_clause_id(found), []).append(found)

    def span(self, span: Span) -> Markup:
        text = str(escape(span.text))
        if span.emphasis:
            text = f"<em>{text}</em>"
        if span.fill is Fill.MISSING and span.change.is_new:
            text = f"<mark>{text}</mark>"
        text = self.linked(span, text)
        if not span.change.is_old:
            text = f"<ins>{_spoken_only('[new: ')}{text}{_spoken_only(']')}</ins>"
        elif not span.change.is_new:
            text = f"<del>{_spoken_only('[taken out: ')}{text}{_spoken_only(']')}</del>"
        return Markup(text)  # noqa: S704  # of escaped words; a hundred times faster than `format`

    def linked(self, span: Span, text: str) -> str:
        """Return words linked to their field; the first words of a value have an anchor."""
        blank = span.blank
        if not blank or blank.startswith(CROSS_REFERENCE) or not span.change.is_new:
            return text
        name = escape(blank)
        anchor = ""
        if blank not in self.named:
            self.named.add(blank)
            anchor = f' id="{word_anchor(name)}"'
        to = self.field_of(blank)
        if not to:
            return text
        link = f'<a class="filled"{anchor} href="#{field_anchor(escape(to))}" data-field="{name}">'
        return f"{link}{text}</a>"

    def field_of(self, name: str) -> str:
        """Return the name of the field for a path with dots, or for what holds it; "" for none."""
        parts = names_of(name)
        holders = (dotted(parts[:length]) for length in range(len(parts), 0, -1))
        fields = self.fields
        return name if fields is None else next((each for each in holders if each in fields), "")

    def change(self, block: Block | Row) -> str:
        if not block.change.is_old:
            return "new"
        return "" if block.change.is_new else "gone"

    def beside(self, blocks: Sequence[Block]) -> Markup:
        return self.said(each for block in blocks for each in self.at.get(id(block), ()))

    def below(self, provision: Provision) -> Markup:
        return self.said(self.of_clause.get(provision.id, ()))

    def said(self, findings: Iterable[Diagnostic]) -> Markup:
        told = list(findings)
        self.told |= {id(each) for each in told}
        return findings_html(told, self.field_of)


def _spoken_only(words: str) -> str:
    """Return words that only a screen reader reads."""
    return f'<span class="hidden">{words}</span>'


def _clause_id(found: Diagnostic) -> str:
    return str(found.path[1]) if len(found.path) > 1 else ""


def _holders_upwards(name: str) -> Iterator[str]:
    """Yield a dotted path and the paths of its holders, down to a blank of a clause."""
    parts = names_of(name)
    for length in range(len(parts), 2, -1):
        yield dotted(parts[:length])


def _blanks_printed(block: Block) -> Iterator[str]:
    return (each.blank for run in block.runs for each in run if each.blank)
