"""A review on a terminal, or as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.agreement.wording import shortened
from mou_builder.report.review.answers_wording import answer_of
from mou_builder.report.review.shown_words import who
from mou_builder.report.review.wording import edit_of, findings_of, groups, name_of, review_summary
from mou_builder.report.terminal import NARROWEST, wrapped
from mou_builder.review.findings import Review, Reviewed
from mou_builder.review.returned_copy import Remark, Reviser
from mou_builder.review.silent_edits import SILENT, Edit

_BOLD, _RED, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[0m"


def review_text(review: Review, file: str, against: str, color: bool, width: int) -> str:
    """Return a review as text: by part, silent edits first; what is unchanged is left out.

    ``width`` is that of the terminal in columns; ``color`` allows ANSI escapes. Nothing is said by
    color alone.
    """
    return "\n".join(_View(color, max(width, NARROWEST)).lines(review, file, against)) + "\n"


class _View:
    def __init__(self, color: bool, width: int) -> None:
        self.color = color
        self.width = width

    def lines(self, review: Review, file: str, against: str) -> Iterator[str]:
        yield self.look(f"{_printable(file)}, compared with {_printable(against)}", _BOLD)
        yield from self.wrapped(review_summary(review), "")
        if review.answered and review.saved_by is not None:
            said = f"The copy says that it was last saved by {who(review.saved_by)}."
            yield from self.wrapped(said, "")
        for doubt in review.doubts:
            yield from self.wrapped(f"It may print otherwise: {doubt}.", "")
        for note in review.notes:
            yield from self.wrapped(f"Note: {note}.", "")
        for group in groups(review):
            yield ""
            yield self.look(group.heading, _BOLD)
            for part in group.parts:
                yield ""
                yield from self.part(part)
        if review.remarks:
            yield ""
            yield self.look("Comments on no part of the agreement", _BOLD)
            for remark in review.remarks:
                yield from self.remark(remark)

    def part(self, part: Reviewed) -> Iterator[str]:
        said = findings_of(part)
        title = f"{_printable(name_of(part))} [{said}]" if said else _printable(name_of(part))
        yield self.look(title, _RED if part.is_silent else _BOLD)
        for told in part.answers:
            yield from self.wrapped(answer_of(told), "  ")
        for edit in part.own_edits:
            yield from self.edit(edit)
        for note in part.notes:
            yield from self.wrapped(f"note: {note}", "  ")
        for remark in part.remarks:
            yield from self.remark(remark)

    def edit(self, edit: Edit) -> Iterator[str]:
        by = "silently" if edit.hand == SILENT else who(edit.hand)
        yield from self.wrapped(f"{by}: {edit_of(edit)}", "  ")

    def remark(self, remark: Remark) -> Iterator[str]:
        words = shortened(remark.about, 60)
        about = f" on “{words}”" if words else ""
        done = " (settled)" if remark.is_settled else ""
        by = who(Reviser(remark.author, remark.date))
        yield from self.wrapped(f"comment by {by}{about}{done}: {remark.text}", "  ")
        for reply in remark.replies:
            by = who(Reviser(reply.author, reply.date))
            yield from self.wrapped(f"reply by {by}: {reply.text}", "    ")

    def look(self, text: str, style: str) -> str:
        return f"{style}{text}{_PLAIN}" if self.color else text

    def wrapped(self, text: str, indent: str) -> list[str]:
        return wrapped(_printable(text), self.width, indent, indent + "  ")


def _printable(text: str) -> str:
    """Return a text with unprintable characters replaced, so that none moves the cursor."""
    return "".join(each if each.isprintable() or each == "\n" else "\ufffd" for each in text)
