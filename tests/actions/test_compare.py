"""Two configs compared: every change has its cause, with the lines that made it."""

from __future__ import annotations

import io
from collections.abc import Sequence

import page
import pikepdf
import pypdfium2 as pdfium
import pytest
from lxml import etree

from mou_builder.actions.compare import (
    Compared,
    ComparisonOptions,
    Form,
    Side,
    compare_sides,
    config_side,
    document_side,
    redline_docx,
    shown,
)
from mou_builder.agreement.document import Change, Paragraph, PartKind, Span, Table
from mou_builder.diagnostic import Refused
from mou_builder.difference.comparison import Difference, Item
from mou_builder.papers.comparison_preface import preface
from mou_builder.report.comparison.wording import cause_text, places
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import TEMPLATE, example, library
from tests.support.difference.random_pairs import pairs
from tests.support.review.returned_copies import CITY, packed, parts_of, sent, w

OLD = example(CITY).replace("requirements: [wisconsin]\n", "")
COUNTY = example("county-and-four-schools.yaml").replace("requirements: [wisconsin]\n", "")
THREE = example("three-parties.yaml").replace("requirements: [wisconsin]\n", "")


def side(text: str, name: str) -> Side:
    return config_side(yaml_source.parse(text.encode(), name), library())


def compared(old: str, *changes: tuple[str, str]) -> Compared:
    new = old
    for before, after in changes:
        assert before in new, before
        new = new.replace(before, after, 1)
    return compare_sides(side(old, "old.yaml"), side(new, "new.yaml"))


def items(found: Compared, part: PartKind = PartKind.CLAUSE, id_: str = "") -> list[Item]:
    return [
        each
        for each in found.comparison.items
        if each.part is part and (not id_ or each.id == id_) and each.causes
    ]


def said(found: Compared, part: PartKind = PartKind.CLAUSE, id_: str = "") -> list[str]:
    return [
        f"{cause_text(cause)} ({places(cause)})"
        for each in items(found, part, id_)
        for cause in each.causes
    ]


def line_of(text: str, words: str) -> int:
    return next(at for at, line in enumerate(text.split("\n"), 1) if words in line)


def test_a_changed_value_is_named_with_its_line_in_both_configs() -> None:
    found = compared(OLD, ("district_share: 75%", "# less\n    district_share: 60%"))
    line = line_of(OLD, "district_share")
    assert said(found)[0] == (
        f"funding.district_share: 75% → 60% (old.yaml:{line}, new.yaml:{line + 1})"
    )


def test_a_value_that_follows_from_others_is_found_at_its_clause() -> None:
    found = compared(OLD, ("district_share: 75%", "district_share: 60%"))
    line = line_of(OLD, "  funding:")
    assert said(found)[1] == f"funding.agency_share: 25% → 40% (old.yaml:{line}, new.yaml:{line})"


@pytest.mark.parametrize(
    "typed",
    [
        ("    invoiced: quarterly\n", ""),  # the default
        ("district_share: 75%", "district_share: 75 percent"),
        ("from: 2026-08-01", "from: August 1, 2026"),
        ("starts: 7:30", "starts: 7:30 a.m."),
    ],
)
def test_the_same_value_typed_otherwise_is_no_difference(typed: tuple[str, str]) -> None:
    assert compared(OLD, typed).comparison.is_equal


def test_what_another_value_leaves_as_it_was_is_no_cause() -> None:
    """The default that is now written out does not stand among the causes of another change."""
    old = OLD.replace("    invoiced: quarterly\n", "")
    found = compared(old, ("officers: 1", "officers: 2\n    invoiced: quarterly"))
    assert [each.partition(":")[0] for each in said(found, id_="funding")] == ["funding.officers"]


def test_a_choice_that_no_word_prints_as_such_is_a_cause() -> None:
    found = compared(OLD, ("    invoiced: quarterly\n", "    adjustment: estimate\n"))
    line = line_of(OLD, "  funding:")
    assert said(found, id_="funding") == [
        f"funding.adjustment: actual → estimate (old.yaml:{line}, new.yaml:{line + 4})"
    ]


def test_a_heading_has_the_cause_of_the_clause_it_came_with() -> None:
    found = compared(OLD, ("\nclauses:\n", "\nclauses:\n  disputes: yes\n"))
    line = line_of(OLD, "clauses:") + 1
    cause = f"disputes: not included → included (new.yaml:{line})"
    assert said(found, PartKind.HEADING) == [cause]
    assert said(found, id_="chain-of-command") == [cause]  # which refers to it


def test_a_signature_block_has_the_line_of_its_signatory() -> None:
    one = "signatory: {name: Luis Ortega, title: Chief of Police}"
    two = "signatories: [{name: Luis Ortega, title: Chief of Police}, {name: Ann Lee}]"
    found = compared(OLD, (one, two))
    line = line_of(OLD, "Luis Ortega")
    [cause] = said(found, PartKind.SIGNATURE, "agency-2")
    assert cause == (
        "parties.agency.signatories.2: none → Maple Grove Police Department, Ann Lee "
        f"(old.yaml:{line_of(OLD, 'agency:')}, new.yaml:{line})"
    )


def test_a_party_that_comes_brings_its_signature_blocks() -> None:
    city = THREE[THREE.index("  city:\n") : THREE.index("term:")]
    found = compared(THREE, (city, ""))
    causes = said(found, PartKind.SIGNATURE)
    assert len(causes) == 3
    assert all(each.startswith("parties.city: City of Riverbend") for each in causes)
    assert all(each.endswith(f"(old.yaml:{line_of(THREE, '  city:')})") for each in causes)


def test_parties_in_another_order_are_the_cause_of_what_moved() -> None:
    district = OLD[OLD.index("  district:\n") : OLD.index("  agency:\n")]
    agency = OLD[OLD.index("  agency:\n") : OLD.index("\nterm:")]
    found = compared(OLD, (district + agency, agency + district))
    [moved] = items(found, PartKind.SIGNATURE)
    assert moved.differences == (Difference.MOVED,)
    cause = f"parties: district, agency → agency, district (old.yaml:{line_of(OLD, 'parties:')}, "
    for part in (PartKind.HEADER, PartKind.SUBTITLE, PartKind.SIGNATURE):
        assert [each.startswith(cause) for each in said(found, part)] == [True]


def test_a_correction_is_the_cause_of_what_it_corrects() -> None:
    found = compared(OLD, ("model: wisconsin-sro\n", "model: wisconsin-sro\ncorrections: none\n"))
    [title] = items(found, PartKind.TITLE)
    assert {cause.path for cause in title.causes} == {"title-model", "title-officer"}
    [recital] = items(found, PartKind.RECITAL)
    assert [cause.path for cause in recital.causes] == ["recital-officers"]
    assert found.comparison.general == ()


def test_every_part_that_differs_has_a_cause() -> None:
    for pair in pairs(40):
        found = compare_sides(side(pair.old, "old.yaml"), side(pair.new, "new.yaml"))
        for item in found.comparison.changed:
            if item.differences != (Difference.RENUMBERED,):
                assert item.causes, (pair, item.title)


@pytest.mark.parametrize(
    ("before", "clause", "was"),
    [
        ("", "mission", "included"),
        ("    variant: agency\n    supervisor: Patrol Captain\n", "chain-of-command", "agency"),
    ],
)
def test_a_clause_left_out_has_that_alone_as_its_cause_where_its_number_stays(
    before: str, clause: str, was: str
) -> None:
    old = OLD if before else OLD.replace("clauses:\n", "clauses:\n  mission:\n")
    gone = f"  {clause}:\n    omit: {{because: done elsewhere, number: stays}}\n"
    found = compared(old, (f"  {clause}:\n{before}", gone))
    line = line_of(old, f"  {clause}:")
    assert said(found, PartKind.CLAUSE, clause) == [
        f"{clause}: {was} → left out; its number stays (old.yaml:{line}, new.yaml:{line})"
    ]


def test_what_a_clause_says_only_beside_another_has_that_other_as_its_cause() -> None:
    evaluated = OLD.replace("\nclauses:\n", "\nclauses:\n  performance-evaluation: yes\n")
    assert evaluated != OLD
    found = compare_sides(side(OLD, "old.yaml"), side(evaluated, "new.yaml"))
    [employment] = [each for each in found.comparison.changed if each.id == "employment"]
    assert [each.path for each in employment.causes] == ["clauses.performance-evaluation"]


def test_drafts_are_compared_with_their_open_points_as_printed() -> None:
    found = compared(OLD, ("    supervisor: Patrol Captain\n", ""))
    assert (found.old.agreement.draft, found.new.agreement.draft) == (False, True)
    [clause] = items(found, id_="chain-of-command")
    words = "".join(
        span.text
        for block in clause.blocks
        for span in getattr(block, "spans", ())
        if span.change is Change.INSERTED
    )
    assert "[title of the SRO's supervisor]" in words


def test_a_config_with_errors_is_compared_and_they_are_told() -> None:
    found = compared(OLD, ("until: 2027-06-30", "until: 2026-06-30"))
    assert found.old.diagnostics == ()
    [told] = found.new.diagnostics
    assert told.code == "MOU651"
    assert "1 error that keeps it from being signed" in told.message


def test_a_config_of_which_no_agreement_can_be_made_is_refused() -> None:
    with pytest.raises(Refused, match="MOU1"):
        side(OLD.replace("variant: agency", "variant: agnecy"), "new.yaml")


def test_a_document_is_compared_as_its_config_would_be() -> None:
    document = document_side(sent(OLD), "sent.docx", library(), TEMPLATE)
    assert document.diagnostics == ()
    new = side(OLD.replace("district_share: 75%", "district_share: 60%"), "new.yaml")
    found = compare_sides(document, new)
    line = line_of(OLD, "district_share")
    assert said(found)[0].endswith(f"(sent.docx: {CITY}:{line}, new.yaml:{line})")
    assert compare_sides(document, side(OLD, "new.yaml")).comparison.is_equal


def test_a_comparison_of_drafts_names_pages_that_do_not_say_so() -> None:
    parts = parts_of(TEMPLATE)
    header = parts["word/header1.xml"].replace(b"{%p if draft %}", b"{%p if redline %}")
    template = packed({**parts, "word/header1.xml": header})
    looks = ComparisonOptions(template=template, author="A", date="2026-05-01", template_name="h")
    unfinished = example("wisconsin-as-published.yaml")
    for text, codes in ((OLD, []), (unfinished, ["MOU413"])):
        for form in (Form.DOCX, Form.PDF):
            _, told = shown(compared(text), form, looks)
            assert [each.code for each in told if each.code == "MOU413"] == codes
            assert all(each.place.file == "h" for each in told)


# The header and the preface of a comparison copy


def test_each_page_of_a_comparison_copy_says_that_it_is_one() -> None:
    found = compared(OLD, ("district_share: 75%", "district_share: 60%"))
    looks = ComparisonOptions(template=TEMPLATE, author="A", date="2026-05-01", template_name="h")
    pdf, _ = shown(found, Form.PDF, looks)
    docx, _ = shown(found, Form.DOCX, looks)
    with pdfium.PdfDocument(pdf) as pages:
        texts = [page.get_textpage().get_text_range() for page in pages]
    assert all(" – Comparison – not to be signed" in each for each in texts)
    assert b"not to be signed" not in b"".join(parts_of(docx).values()), "it is to be worked with"


def words(spans: Sequence[Span]) -> str:
    return "".join(each.text for each in spans)


def rows(found: Compared) -> list[list[str]]:
    [table] = [each for each in preface(found.comparison, found.names) if isinstance(each, Table)]
    assert [words(cell) for cell in table.header.cells] == [
        *("Part", "Number", "What happened", "Cause in the config")
    ]
    return [[words(cell) for cell in row.cells] for row in table.rows]


def test_the_summary_has_a_row_for_each_part_that_changed() -> None:
    found = compared(
        OLD,
        ("district_share: 75%", "district_share: 60%"),
        ("\nclauses:\n", "\nclauses:\n  disputes: yes\n"),
    )
    at = line_of(OLD, "district_share")
    shares = (
        f"district_share: 75% → 60% (old line {at}, new line {at + 1})",
        f"agency_share: 25% → 40% (old line {at - 3}, new line {at - 2})",
    )
    added = f"disputes: not included → included (new line {line_of(OLD, 'clauses:') + 1})"
    assert rows(found) == [
        [
            "Program funding", "13", "a value changed",
            f"{shares[0]}\n{shares[1]}",
        ],
        ["Chain of command", "16", "reworded", added],
        ["Heading “Further Provisions”", "–", "added", added],
        ["Disputes", "– → 18", "added", added],
        ["2 clauses", "18–19 → 19–20", "renumbered only", "–"],
    ]  # fmt: skip


def test_the_legend_is_set_as_it_says_and_a_removed_clause_is_explained() -> None:
    blocks = preface(*_of(compared(COUNTY, ("  complaints: yes\n", ""))))
    marked = [each.change for each in blocks if isinstance(each, Paragraph)]
    assert [each for each in marked if each is not Change.KEPT] == [
        *(Change.INSERTED, Change.DELETED, Change.MOVED_FROM, Change.MOVED_TO)
    ]
    text = [each.text for each in blocks if isinstance(each, Paragraph)]
    assert "A clause that was removed keeps the number that it had." in text
    assert text[1:3] == ["Old: old.yaml", "New: new.yaml"]


def _of(found: Compared) -> tuple[object, tuple[str, str]]:
    return found.comparison, found.names


def test_of_equal_agreements_the_preface_says_so_and_no_more() -> None:
    blocks = preface(*_of(compared(OLD)))
    assert [each.text for each in blocks if isinstance(each, Paragraph)] == [
        *("Comparison", "Old: old.yaml", "New: new.yaml", "The two agreements read the same.")
    ]
    assert not [each for each in blocks if isinstance(each, Table)]


@pytest.mark.parametrize(
    "changes", [(), (("75%", "60%"), ("\nclauses:\n", "\nclauses:\n  disputes: yes\n"))]
)
def test_a_comparison_copy_is_accessible_and_can_be_archived(
    changes: tuple[tuple[str, str], ...],
) -> None:
    looks = ComparisonOptions(TEMPLATE, "A", "2026-09-01", causes=True)
    data, warnings = shown(compared(OLD, *changes), Form.PDF, looks)
    assert warnings == ()
    for profile in ("ua1", "3b"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [each.message for each in report.failures] == [], profile
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo.Title).startswith("Comparison: Memorandum of Understanding")
        heads = [each for each in pdf.objects if _is(each, "/TH")]
        of_the_agreement = 2
        assert len(heads) - of_the_agreement == (4 if changes else 0)


def _is(each: object, kind: str) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind


def test_signature_blocks_are_equally_far_apart_whether_they_stay_or_come() -> None:
    """Lines that come or go cannot be set closer; so none is, where some do."""
    city = THREE[THREE.index("  city:\n") : THREE.index("term:")]
    found = compared(THREE.replace(city, ""), ("term:\n", f"{city}term:\n"))
    data = redline_docx(found, ComparisonOptions(TEMPLATE, "A", "2026-09-01"))
    body = etree.fromstring(parts_of(data)["word/document.xml"])
    signing = [
        properties
        for properties in body.iter(w("pPr"))
        if properties[0].get(w("val")) in ("MOUSigningParty", "MOUSignature", "MOUParticular")
    ]
    assert len(signing) == 6 * 5
    assert [each for each in signing if each.find(w("spacing")) is not None] == []


def test_one_who_is_joined_by_a_clerk_and_named_is_neither_removed_nor_added() -> None:
    alone = "signatory: {name: Luis Ortega, title: Chief of Police}"
    joined = "signatories: [{title: City Clerk, capacity: Attest}, {title: Chief of Police}]"
    found = items(compared(example(CITY), (alone, joined)), PartKind.SIGNATURE)
    changed = {each.title: each.differences for each in found if each.is_changed}
    assert [each for title, each in changed.items() if "Clerk" in title] == [(Difference.ADDED,)]
    assert Difference.REMOVED not in {each for some in changed.values() for each in some}


def test_another_kind_of_agency_is_told_by_its_kind_not_by_the_title_of_its_head() -> None:
    found = compared(example(CITY), ("kind: police", "kind: sheriff"))
    told = {cause_text(each) for item in found.comparison.items for each in item.causes}
    assert "parties.agency.kind: police → sheriff" in told
