"""Reviewing a copy in which the other side put a section of its own in the place of one of ours."""

from __future__ import annotations

from lxml import etree

from mou_builder.agreement.document import PartKind
from mou_builder.agreement.wording import shortened
from mou_builder.review.findings import PartFinding
from tests.support.review.returned_copies import Copy, clear, new_paragraph, reviewed, w

HEADING = "Review of the Program by an Outside Auditor"
CLAUSE = "An auditor whom both boards choose shall report on the program every spring."


def _written(copy: Copy, words: str, style: str, *, is_tracked: bool) -> etree._Element:
    made = new_paragraph(words, style)
    if is_tracked:
        clear(made)
        made.append(copy.insertion(words, "Ann"))
        copy.mark_end(made, "ins", "Ann")
    return made


def _replaced(*, is_tracked: bool) -> Copy:
    copy = Copy()
    heading = copy.paragraph("Program Assessment")
    ours = [next(heading.iterancestors(w("sdt"))), copy.clause("assessment")]
    new = [
        _written(copy, HEADING, "Heading1", is_tracked=is_tracked),
        _written(copy, CLAUSE, "MOUClause", is_tracked=is_tracked),
    ]
    for each in reversed(new):
        ours[1].addnext(each)
    for control in ours:
        if not is_tracked:
            control.getparent().remove(control)
            continue
        for paragraph in control.iter(w("p")):
            copy.strike(paragraph, "Ann")
    return copy


def test_a_section_that_was_replaced_is_told_part_by_part() -> None:
    for is_tracked, how in ((True, PartFinding.TRACKED), (False, PartFinding.SILENT)):
        review = reviewed(_replaced(is_tracked=is_tracked).returned()).review
        found = [
            (each.key.part if each.key else each.title, set(each.findings))
            for each in review.changed
        ]
        assert found == [
            (PartKind.HEADING, {PartFinding.REMOVED, how}),
            (PartKind.CLAUSE, {PartFinding.REMOVED, how}),
            (f"“{HEADING}”", {PartFinding.ADDED, how}),
            (f"“{shortened(CLAUSE, 60)}”", {PartFinding.ADDED, how}),
        ]
        assert review.notes == ()
