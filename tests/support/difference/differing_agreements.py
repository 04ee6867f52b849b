"""An agreement, and others that each differ from it in one way."""

from __future__ import annotations

from dataclasses import replace

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Kind,
    Paragraph,
    Provision,
    Section,
    Table,
)
from mou_builder.library.provenance import Provenance
from tests.support.agreement.small_agreement import (
    CUSTODY,
    DUTY,
    MISSION,
    para,
    row,
    signature,
    small_agreement,
)


def titled(title: str) -> Agreement:
    return replace(small_agreement(), title=para(Kind.TITLE, title))


def with_provisions(*sections: tuple[Provision, ...]) -> Agreement:
    """The small agreement with other clauses under its headings, numbered."""
    agreement = small_agreement()
    number = iter(range(1, 100))
    return replace(
        agreement,
        sections=tuple(
            replace(section, provisions=tuple(_numbered(each, next(number)) for each in chosen))
            for section, chosen in zip(agreement.sections, sections, strict=True)
        ),
    )


def _numbered(provision: Provision, number: int) -> Provision:
    first, *rest = provision.blocks
    assert isinstance(first, Paragraph)
    blocks = (replace(first, number=f"{number}."), *rest)
    return replace(provision, number=number, blocks=blocks)


def worded(provision: Provision, *blocks: Block) -> Provision:
    return replace(provision, blocks=blocks)


DISPUTES = Provision(
    "disputes",
    0,
    "Disputes",
    "",
    Provenance.DRAFTED,
    (
        para(Kind.CLAUSE, "The parties first talk."),
        para(Kind.SUBCLAUSE, "They meet in ten days.", number="a."),
    ),
)
AWKWARD = worded(
    CUSTODY,
    para(Kind.CLAUSE, 'Chief محمد <b>"R&D"</b> 👮🏽 {{ x }} of the county.'),
    *CUSTODY.blocks[1:],
)
_SCHEDULE = DUTY.blocks[1]
assert isinstance(_SCHEDULE, Table)
LONGER = replace(_SCHEDULE, rows=(*_SCHEDULE.rows, row("North School", "Friday", "at noon")))
CAPTIONED = replace(_SCHEDULE, caption="Weekly schedule")
BASE = with_provisions((MISSION, CUSTODY), (DUTY,))

EDITS: dict[str, Agreement] = {
    "the first paragraph": titled("An Agreement on School Resource Officers"),
    "the last paragraph": replace(
        BASE, signatures=(*BASE.signatures[:1], signature("agency", "Sheriff", "Ann Lee"))
    ),
    "a signature block added": replace(
        BASE, signatures=(*BASE.signatures, signature("mayor", "City", "Ann Lee", "Mayor"))
    ),
    "a block without labels added": replace(
        BASE, signatures=(*BASE.signatures, signature("board", "Board", caption="President"))
    ),
    "the last signature block removed": replace(BASE, signatures=BASE.signatures[:1]),
    "a name filled in where there was a rule": replace(
        BASE,
        signatures=(signature("district", "Maple Grove School District"), *BASE.signatures[1:]),
    ),
    "the end of a list": with_provisions((MISSION, worded(CUSTODY, *CUSTODY.blocks[:2])), (DUTY,)),
    "a list begun": with_provisions(
        (worded(MISSION, MISSION.blocks[0], para(Kind.SUBCLAUSE, "New.", number="a.")), CUSTODY),
        (DUTY,),
    ),
    "a clause emptied": with_provisions(
        (MISSION, worded(CUSTODY, para(Kind.CLAUSE, "Left blank."))), (DUTY,)
    ),
    "a clause removed": with_provisions((CUSTODY,), (DUTY,)),
    "a clause added": with_provisions((MISSION, DISPUTES, CUSTODY), (DUTY,)),
    "the last clause added": with_provisions((MISSION, CUSTODY), (DUTY, DISPUTES)),
    "two clauses swapped": with_provisions((CUSTODY, MISSION), (DUTY,)),
    "a clause moved to another section": with_provisions((MISSION,), (DUTY, CUSTODY)),
    "a section replaced": replace(
        BASE,
        sections=(
            BASE.sections[0],
            Section("other", para(Kind.HEADING, "Disputes"), (_numbered(DISPUTES, 3),)),
        ),
    ),
    "a row added": with_provisions(
        (MISSION, CUSTODY), (worded(DUTY, DUTY.blocks[0], LONGER, DUTY.blocks[2]),)
    ),
    "a table removed": with_provisions(
        (MISSION, CUSTODY), (worded(DUTY, DUTY.blocks[0], DUTY.blocks[2]),)
    ),
    "a table with a caption, last in its clause": with_provisions(
        (MISSION, CUSTODY), (worded(DUTY, DUTY.blocks[0], CAPTIONED), DISPUTES)
    ),
    "the paragraph before a table": with_provisions(
        (MISSION, CUSTODY),
        (worded(DUTY, DUTY.blocks[0], para(Kind.CONTINUATION, "See:"), *DUTY.blocks[1:]),),
    ),
    "awkward words": with_provisions((MISSION, AWKWARD), (DUTY,)),
    "a sentence added before a paragraph added": with_provisions(
        (
            MISSION,
            worded(
                CUSTODY,
                *CUSTODY.blocks[:2],
                para(Kind.SUBCLAUSE, CUSTODY.blocks[2].text, " And more words.", number="b."),
                para(Kind.SUBCLAUSE, "Quite another rule.", number="c."),
            ),
        ),
        (DUTY,),
    ),
    "a clause moved and reworded": with_provisions(
        (MISSION,),
        (
            DUTY,
            worded(
                CUSTODY,
                CUSTODY.blocks[0],
                para(
                    Kind.SUBCLAUSE,
                    "School principals shall be "
                    "told before a student is taken into custody where practicable.",
                    number="a.",
                ),
                CUSTODY.blocks[2],
            ),
        ),
    ),
    "the header": replace(BASE, header=para(Kind.HEADER, "Maple Grove · Sheriff")),
    "two signature blocks swapped": replace(BASE, signatures=BASE.signatures[::-1]),
    "everything": replace(
        with_provisions((DISPUTES,), (AWKWARD,)),
        recitals=(("new", para(Kind.RECITAL, "A new recital;")),),
        subtitle=para(Kind.SUBTITLE, "for two years"),
        signatures=(signature("mayor", "City", "Ann Lee", "Mayor"),),
    ),
}
