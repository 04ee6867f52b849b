"""A renewal as text for a terminal: terms, changed values, values to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mou_builder.agreement.wording import long_date
from mou_builder.renewal.renew import Renewal
from mou_builder.renewal.term import Term
from mou_builder.yamltext.dotted import dotted
from mou_builder.yamltext.source import Path


def renewal_text(renewal: Renewal, as_of: date) -> str:
    """Return what a renewal changed, what to look at again, and notes, as of a day."""
    return "\n".join(_lines(renewal, as_of)) + "\n"


def term_text(term: Term) -> str:
    """Return a term in words."""
    begins = long_date(term.since) if term.since else "its signing"
    return f"{begins} until {long_date(term.until)}"


def _lines(renewal: Renewal, as_of: date) -> Iterator[str]:
    yield f"The term from {term_text(renewal.old)} is followed by {term_text(renewal.new)}."
    if renewal.new.until < as_of:
        yield (
            f"Note: that term is over on {long_date(as_of)}, too; if another end is meant, put "
            "the file away and begin again with --until."
        )
    yield from (f"Note: {note}." for note in renewal.notes)
    if renewal.changed:
        yield "Changed:"
        for each in renewal.changed:
            yield f"  {_path_counted_from_one(each.path)}: {each.old} → {each.new} ({each.why})"
    if renewal.look_again:
        yield "To be looked at again, and marked so in the file:"
        for value in renewal.look_again:
            yield f"  {_path_counted_from_one(value.path)}: {value.value} ({value.why})"


def _path_counted_from_one(path: Path) -> str:
    return dotted(tuple(part + 1 if isinstance(part, int) else part for part in path))
