"""Two agreements compared part by part: what differs, how, and by which line of a config."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mou_builder.agreement.document import (
    Agreement,
    Change,
    Kind,
    Paragraph,
    PartKind,
    Provision,
    Row,
    Section,
    SignatureBlock,
    Span,
    Table,
)
from mou_builder.diagnostic import Place
from mou_builder.difference.causes import Cause, CauseKind, ConfigSource, ConfigSources
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Difference, Item
from mou_builder.library.provenance import Provenance
from mou_builder.report.comparison.wording import differences_text
from tests.support.agreement.strategies import numbered

OLD_PLACES = {"clauses.funding.share": Place("old.yaml", 31, 5)}
NEW_PLACES = {
    "clauses.funding.share": Place("new.yaml", 33, 5),
    "clauses.funding.variant": Place("new.yaml", 32, 5),
}


def blank(path: str, words: str) -> Span:
    return Span(words, blank=path)


def paragraph(*spans: Span | str, kind: Kind = Kind.CLAUSE) -> Paragraph:
    return Paragraph(kind, tuple(Span(each) if isinstance(each, str) else each for each in spans))


def clause(
    id_: str, *blocks: Paragraph | Table, variant: str = "", corrections: tuple[str, ...] = ()
) -> Provision:
    title = id_.replace("-", " ").title()
    return Provision(id_, 0, title, variant, Provenance.MODEL, blocks, corrections)


def funding(share: str = "50 percent (50%)", variant: str = "shared-cost") -> Provision:
    return clause(
        "funding",
        paragraph("The district shall pay ", blank("clauses.funding.share", share), " of it."),
        variant=variant,
    )


MISSION = clause("mission", paragraph("The mission is to improve school safety."))
CUSTODY = clause("custody", paragraph("Students shall not be taken into custody."))
TERM = clause("term", paragraph("It ends on ", blank("term.until", "June 30, 2027"), "."))


def agreement(*clauses: Provision, **parts: object) -> Agreement:
    heading = paragraph("Role", kind=Kind.HEADING)
    whole = Agreement(
        model="wisconsin-sro",
        version="1.0.0",
        digest="abc",
        language="en-US",
        header=paragraph("Maple Grove", kind=Kind.HEADER),
        title=paragraph("Memorandum", kind=Kind.TITLE),
        subtitle=None,
        recitals=(("purpose", paragraph("The purpose is safety;", kind=Kind.RECITAL)),),
        agreement_line=paragraph("They agree:", kind=Kind.AGREEMENT_LINE),
        sections=(Section("role", heading, clauses),),
        closing=paragraph("Signed.", kind=Kind.CLOSING),
        signatures=(
            SignatureBlock(
                "district",
                "Signature of Dana Whitfield",
                (
                    paragraph(
                        blank("parties.district.name", "Maple Grove Schools"),
                        kind=Kind.SIGNING_PARTY,
                    ),
                ),
            ),
        ),
    )
    return numbered(replace(whole, **parts))  # type: ignore[arg-type]


def item(old: Agreement, new: Agreement, id_: str, origins: ConfigSources | None = None) -> Item:
    return next(each for each in compare(old, new, origins).clauses if each.id == id_)


def differences(old: Agreement, new: Agreement, id_: str) -> tuple[Difference, ...]:
    return item(old, new, id_).differences


def test_equal_agreements_are_equal_in_every_part() -> None:
    same = agreement(MISSION, funding(), TERM)
    found = compare(same, same)
    assert found.is_equal
    assert found.changed == ()
    assert found.causes == ()
    assert [each.part for each in found.items] == [
        *(
            PartKind.HEADER,
            PartKind.TITLE,
            PartKind.RECITAL,
            PartKind.AGREEMENT_LINE,
            PartKind.HEADING,
        ),
        *(PartKind.CLAUSE, PartKind.CLAUSE, PartKind.CLAUSE, PartKind.CLOSING, PartKind.SIGNATURE),
    ]


def test_a_changed_blank_is_named_with_its_words_and_places() -> None:
    old, new = agreement(MISSION, funding()), agreement(MISSION, funding("75 percent (75%)"))
    origins = ConfigSources(ConfigSource(OLD_PLACES.get), ConfigSource(NEW_PLACES.get))
    found = item(old, new, "funding", origins)
    assert found.differences == (Difference.BLANK,)
    assert found.causes == (
        Cause(
            CauseKind.BLANK,
            "clauses.funding.share",
            "50 percent (50%)",
            "75 percent (75%)",
            Place("old.yaml", 31, 5),
            Place("new.yaml", 33, 5),
        ),
    )


def test_a_clause_with_other_words_and_the_same_blank_is_reworded() -> None:
    other = clause(
        "funding",
        paragraph("The district pays ", blank("clauses.funding.share", "50 percent (50%)"), "."),
        variant="shared-cost",
    )
    assert differences(agreement(funding()), agreement(other), "funding") == (Difference.REWORDED,)


def test_a_variant_explains_other_words_and_names_blanks_that_came_and_went() -> None:
    other = clause(
        "funding",
        paragraph("The agency shall pay ", blank("clauses.funding.amount", "$5.00"), "."),
        variant="agency-pays",
    )
    origins = ConfigSources(ConfigSource(OLD_PLACES.get), ConfigSource(NEW_PLACES.get))
    found = item(agreement(funding()), agreement(other), "funding", origins)
    assert found.differences == (Difference.VARIANT,)
    assert [(each.kind, each.path, each.old, each.new) for each in found.causes] == [
        (CauseKind.VARIANT, "clauses.funding.variant", "shared-cost", "agency-pays"),
        (CauseKind.BLANK, "clauses.funding.amount", "", "$5.00"),
        (CauseKind.BLANK, "clauses.funding.share", "50 percent (50%)", ""),
    ]
    assert found.causes[0].new_place == Place("new.yaml", 32, 5)


def test_clauses_are_added_and_removed_by_id() -> None:
    old, new = agreement(MISSION, TERM), agreement(CUSTODY, TERM)
    assert differences(old, new, "mission") == (Difference.REMOVED,)
    added = item(old, new, "custody")
    assert added.differences == (Difference.ADDED,)
    assert [(each.kind, each.path) for each in added.causes] == [
        (CauseKind.CLAUSE, "clauses.custody")
    ]
    assert {span.change for span in added.blocks[0].spans} == {Change.INSERTED}  # type: ignore[union-attr]


def test_a_clause_is_found_by_id_though_its_words_are_all_new() -> None:
    own = replace(
        clause("mission", paragraph(blank("clauses.mission.text", "Help every child learn."))),
        provenance=Provenance.CUSTOM,
    )
    found = item(agreement(MISSION), agreement(own), "mission")
    assert found.differences == (Difference.REWORDED,)
    assert [(each.kind, each.path, each.old, each.new) for each in found.causes] == [
        (CauseKind.TEXT, "clauses.mission.text", "", "own words")
    ]


def test_the_smaller_of_two_swapped_clauses_moves() -> None:
    old, new = agreement(MISSION, TERM, CUSTODY), agreement(TERM, MISSION, CUSTODY)
    moved = item(old, new, "term")
    assert moved.differences == (Difference.MOVED,)
    assert (moved.old and moved.old.number, moved.new and moved.new.number) == (2, 1)
    assert differences(old, new, "mission") == (Difference.RENUMBERED,)
    assert differences(old, new, "custody") == (Difference.UNCHANGED,)


def test_a_clause_can_move_and_be_reworded() -> None:
    other = clause("term", paragraph("It ends at once."))
    old, new = agreement(MISSION, TERM, CUSTODY), agreement(other, MISSION, CUSTODY)
    assert differences(old, new, "term") == (
        Difference.MOVED,
        Difference.REWORDED,
        Difference.BLANK,
    )


def test_a_clause_whose_number_stays_is_left_out_and_no_more_reworded() -> None:
    reserved = clause("custody", paragraph("[Reserved]"))
    old, new = agreement(MISSION, CUSTODY), agreement(MISSION, reserved)
    assert differences(old, new, "custody") == (Difference.RESERVED,)
    assert differences_text(item(old, new, "custody")) == "left out; its number stays"
    moved = agreement(reserved, MISSION)
    assert differences(old, moved, "custody") == (Difference.MOVED, Difference.RESERVED)
    assert differences(new, old, "custody") == (Difference.REWORDED,), "it has words again"


def test_a_clause_that_refers_to_a_renumbered_one_is_renumbered_only() -> None:
    def referring(number: int) -> Provision:
        return clause("term", paragraph("See ", blank("#clause:funding", f"clause {number}"), "."))

    old = agreement(referring(2), funding())
    new = agreement(referring(3), CUSTODY, funding())
    assert differences(old, new, "term") == (Difference.RENUMBERED,)
    assert item(old, new, "term").causes == ()
    assert differences(old, new, "funding") == (Difference.RENUMBERED,)


def test_a_reference_to_another_clause_is_a_rewording() -> None:
    def referring(id_: str, number: int) -> Provision:
        return clause("term", paragraph("See ", blank(f"#clause:{id_}", f"clause {number}"), "."))

    old, new = agreement(referring("a", 2)), agreement(referring("b", 3))
    assert differences(old, new, "term") == (Difference.REWORDED,)


def test_an_entry_more_in_a_list_is_a_changed_blank_not_a_rewording() -> None:
    def topics(*names: str) -> Provision:
        entries = (
            paragraph(blank(f"clauses.training.topics.{at}", name), kind=Kind.SUBCLAUSE)
            for at, name in enumerate(names)
        )
        return clause("training", paragraph("Topics:"), *entries)

    old, new = agreement(topics("law", "radio")), agreement(topics("law", "de-escalation", "radio"))
    found = item(old, new, "training")
    assert found.differences == (Difference.BLANK,)
    assert [(each.path, each.old, each.new) for each in found.causes] == [
        ("clauses.training.topics", "", "de-escalation")
    ]


def test_a_changed_cell_is_named_by_its_own_path() -> None:
    def schedule(days: str) -> Provision:
        rows = tuple(
            Row(((blank(f"clauses.duty.rows.{at}.days", each),),))
            for at, each in enumerate(("Monday", days))
        )
        return clause("duty", paragraph("Where:"), Table(Row(((Span("Days"),),)), rows))

    found = item(agreement(schedule("Friday")), agreement(schedule("Tuesday")), "duty")
    assert found.differences == (Difference.BLANK,)
    assert [(each.path, each.old, each.new) for each in found.causes] == [
        ("clauses.duty.rows.1.days", "Friday", "Tuesday")
    ]


def test_a_setting_that_is_not_printed_is_a_cause_too() -> None:
    def paying(who: str) -> Agreement:
        return agreement(clause("funding", paragraph(f"The {who} shall pay for overtime.")))

    same = {"clauses.funding.variant": "district", "clauses.funding.due": "30"}
    origins = ConfigSources(
        ConfigSource(
            settings={**same, "clauses.funding.payer": "district", "clauses.term.days": "30"}
        ),
        ConfigSource(
            settings={**same, "clauses.funding.payer": "agency", "clauses.term.days": "60"}
        ),
    )
    found = item(paying("district"), paying("agency"), "funding", origins)
    assert found.differences == (Difference.REWORDED,)
    assert [(each.path, each.old, each.new) for each in found.causes] == [
        ("clauses.funding.payer", "district", "agency")
    ]


def test_a_setting_that_changes_no_word_is_no_cause() -> None:
    origins = ConfigSources(
        ConfigSource(settings={"clauses.term.note": "a"}),
        ConfigSource(settings={"clauses.term.note": "b"}),
    )
    found = item(agreement(MISSION, TERM), agreement(CUSTODY, MISSION, TERM), "term", origins)
    assert found.differences == (Difference.RENUMBERED,)
    assert found.causes == ()


@pytest.mark.parametrize("back", [False, True])
def test_a_correction_that_is_applied_or_not_is_the_cause(back: bool) -> None:
    plain = clause("records", paragraph("The Federal Act."))
    mended = clause("records", paragraph("The Family Act."), corrections=("family",))
    old, new = agreement(plain), agreement(mended, corrections=("family", "recital-3"))
    if back:
        old, new = new, old
    found = compare(old, new)
    (record,) = found.clauses
    words = ("applied", "not applied") if back else ("not applied", "applied")
    assert record.causes == (Cause(CauseKind.CORRECTION, "family", *words),)
    assert found.general == (Cause(CauseKind.CORRECTION, "recital-3", *words),)


def test_words_of_the_parties_own_are_no_correction() -> None:
    mended = clause("records", paragraph("The Family Act."), corrections=("family",))
    own = replace(clause("records", paragraph("No act.")), provenance=Provenance.CUSTOM)
    found = compare(agreement(mended, corrections=("family",)), agreement(own))
    (record,) = found.clauses
    assert {each.kind for each in record.causes} == {CauseKind.TEXT}
    assert found.general == ()


def test_a_newer_library_is_the_cause_of_words_that_no_config_explains() -> None:
    mended = clause("mission", paragraph("The mission is to improve school climate."))
    old, new = agreement(MISSION, TERM), agreement(mended, TERM, version="1.1.0")
    found = compare(old, new)
    assert [each.new for each in found.general] == ["wisconsin-sro 1.1.0"]
    assert found.clauses[0].causes == found.general
    assert found.clauses[1].causes == ()


@pytest.mark.parametrize(
    ("part", "attribute", "kind"),
    [
        (PartKind.HEADER, "header", Kind.HEADER),
        (PartKind.TITLE, "title", Kind.TITLE),
        (PartKind.AGREEMENT_LINE, "agreement_line", Kind.AGREEMENT_LINE),
        (PartKind.CLOSING, "closing", Kind.CLOSING),
    ],
)
def test_parts_outside_the_clauses_are_compared(part: PartKind, attribute: str, kind: Kind) -> None:
    old = agreement(MISSION)
    new = replace(old, **{attribute: paragraph("Quite other words", kind=kind)})
    (changed,) = compare(old, new).changed
    assert (changed.part, changed.differences) == (part, (Difference.REWORDED,))


def test_recitals_headings_subtitle_and_signature_blocks_are_compared() -> None:
    old = agreement(MISSION)
    new = agreement(
        MISSION,
        subtitle=paragraph("Between two parties", kind=Kind.SUBTITLE),
        recitals=(
            ("scope", paragraph("The scope is the school;", kind=Kind.RECITAL)),
            *old.recitals,
        ),
        sections=(replace(old.sections[0], heading=paragraph("Duties", kind=Kind.HEADING)),),
        signatures=(),
    )
    assert [(each.part, each.id, each.differences) for each in compare(old, new).changed] == [
        (PartKind.SUBTITLE, "", (Difference.ADDED,)),
        (PartKind.RECITAL, "scope", (Difference.ADDED,)),
        (PartKind.HEADING, "role", (Difference.REWORDED,)),
        (PartKind.SIGNATURE, "district", (Difference.REMOVED,)),
    ]


def test_a_cause_is_listed_once_with_all_that_it_changes() -> None:
    def named(name: str) -> Agreement:
        span = blank("parties.agency.name", name)
        return agreement(
            clause("mission", paragraph("The ", span, " serves.")),
            clause("term", paragraph(span, " ends it.")),
            title=paragraph("Memorandum with ", span, kind=Kind.TITLE),
        )

    ((cause, items),) = compare(named("Lake Police"), named("Hill Police")).causes
    assert (cause.path, cause.old, cause.new) == (
        "parties.agency.name",
        "Lake Police",
        "Hill Police",
    )
    assert [(each.part, each.id) for each in items] == [
        (PartKind.TITLE, ""),
        (PartKind.CLAUSE, "mission"),
        (PartKind.CLAUSE, "term"),
    ]


def test_words_that_now_come_from_the_config_are_no_change() -> None:
    old = agreement(clause("mission", paragraph("Maple Grove serves.")))
    new = agreement(
        clause("mission", paragraph(blank("parties.agency.name", "Maple Grove"), " serves."))
    )
    assert compare(old, new).is_equal
