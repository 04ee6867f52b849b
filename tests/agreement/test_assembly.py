"""Assembly: values are data, numbers are computed, spans know their blanks."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement, Fill, Kind, Paragraph, Provision, Table
from mou_builder.check.checking import Ready
from mou_builder.diagnostic import Refused
from mou_builder.report.agreement_text import agreement_text
from mou_builder.yamltext.source import FORBIDDEN
from tests.support.agreement.assembling import (
    FINISHED,
    assembled,
    checked,
    example,
    library,
    open_points,
)
from tests.support.example_counts import drawn

# Without its requirement set, so that clauses may be left out or replaced.
CITY = example("city-and-one-school.yaml").replace("requirements: [wisconsin]\n", "")
COUNTY = example("county-and-four-schools.yaml")


def provision(agreement: Agreement, name: str) -> Provision:
    return next(each for each in agreement.provisions if each.id == name)


def words(found: Provision) -> str:
    return " ".join(block.text for block in found.blocks if isinstance(block, Paragraph))


def filled(agreement: Agreement, blank: str) -> set[str]:
    return {
        span.text
        for block in agreement.blocks()
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.blank == blank
    }


@pytest.mark.parametrize("name", FINISHED)
def test_a_finished_example_has_no_open_point_and_no_marker_left(name: str) -> None:
    agreement = assembled(example(name))
    text = agreement_text(agreement)
    assert all(path == "signed" for path, _ in open_points(agreement))
    assert not any(mark in text for mark in ("\ue000", "{{", "{%", "[", " ,", "  |", ".."))


def test_values_are_written_as_a_lawyer_writes_them() -> None:
    text = agreement_text(assembled(COUNTY))
    for written in (
        "$513,000.00",
        "56.8%",
        "two (2) SROs",
        "June 30, 2029",
        "7:15 a.m.",
    ):
        assert written in text
    assert "thirty (30) days" in text


def test_a_share_that_is_left_out_is_what_remains_of_the_whole() -> None:
    funding = provision(assembled(CITY), "funding")
    assert "the law enforcement agency shall pay 25 percent (25%)" in words(funding)


def test_a_span_knows_the_blank_that_it_was_filled_from() -> None:
    agreement = assembled(CITY)
    assert filled(agreement, "clauses.funding.district_share") == {"75 percent (75%)"}
    assert filled(agreement, "term.until") == {"June 30, 2027"}
    assert "Maple Grove School District" in filled(agreement, "parties.district.name")


def test_an_opt_in_clause_renumbers_the_rest_and_references_follow() -> None:
    plain = assembled(CITY)
    more = assembled(CITY + "\n  disputes: yes\n")
    assert [each.number for each in more.provisions] == list(range(1, 21))
    assert provision(plain, "term").number == 18
    assert provision(more, "disputes").number == 18
    assert provision(more, "term").number == 19
    assert "clause 18 applies" in words(provision(more, "chain-of-command"))
    omitted = assembled(CITY + "\n  mission: {omit: {because: it is said elsewhere}}\n")
    assert provision(omitted, "chain-of-command")
    assert "clause 5" in words(provision(omitted, "chain-of-command"))


def test_a_weekly_schedule_becomes_a_table_with_a_header() -> None:
    [table] = [
        b for b in provision(assembled(COUNTY), "duty-stations").blocks if isinstance(b, Table)
    ]
    header = ["".join(span.text for span in cell) for cell in table.header.cells]
    assert (header[:2], len(table.rows)) == (["SRO", "School"], 4)


def test_own_text_replaces_the_models_and_says_so() -> None:
    own = (
        "  custody:\n    because: the board asked for it\n    text: |\n"
        "      First * words.\n\n      - One {{ x }}.\n"
    )
    found = provision(assembled(CITY + own), "custody")
    assert [(block.kind, block.text) for block in found.blocks if isinstance(block, Paragraph)] == [
        (Kind.CLAUSE, "First * words."),
        (Kind.SUBCLAUSE, "One {{ x }}."),
    ]
    assert found.provenance == "custom"


def test_what_is_missing_shows_in_a_draft_and_names_its_place() -> None:
    text = CITY.replace("    name: Maple Grove School District\n", "")
    agreement = assembled(text, draft=True)
    assert ("parties.district.name", "[name of the school district]") in open_points(agreement)
    fills = {
        span.fill
        for b in agreement.blocks()
        if isinstance(b, Paragraph)
        for span in b.spans
        if span.text == "[name of the school district]"
    }
    assert fills == {Fill.MISSING}


BARE = [
    (model, clause.id, variant)
    for model in library().model_ids
    for clause in library().model(model).clauses.values()
    for variant in clause.variants or [""]
]


@pytest.mark.parametrize(("model", "clause", "variant"), BARE)
def test_every_variant_can_be_drafted_before_any_of_its_blanks_is_filled(
    model: str, clause: str, variant: str
) -> None:
    chosen = f"{{variant: {variant}}}" if variant else "yes"
    parties = "parties: {district: {}, agency: {kind: police}}"
    text = f"model: {model}\n{parties}\nclauses:\n  {clause}: {chosen}\n"
    agreement = assembled(text, draft=True)
    shown = {path for path, _ in open_points(agreement)}
    blanks = library().model(model).clauses[clause].blanks_of(variant).values()
    needed = {each.id for each in blanks if each.required and each.default is None}
    for each in needed:
        assert any(path.startswith(f"clauses.{clause}.{each}") for path in shown), shown


@pytest.mark.parametrize("share", ["", "    district_share: _____\n"])
def test_a_share_that_is_what_remains_of_a_missing_one_is_an_open_point(share: str) -> None:
    text = re.sub(r"    district_share: 75%.*\n", share, CITY)
    assert text != CITY
    labels = {label for _, label in open_points(assembled(text, draft=True))}
    assert "[the law enforcement agency's share]" in labels


THREE = example("three-parties.yaml")


def test_a_signature_block_stands_for_every_signatory_with_a_tooltip() -> None:
    agreement = assembled(THREE)
    assert [each.id for each in agreement.signatures] == [
        "district-1",
        "district-2",
        "agency",
        "city-1",
        "city-2",
        "city-3",
    ]
    assert agreement.signatures[2].tooltip == (
        "Signature of Rosalind Achterberg, Chief of Police, for City of Riverbend Police Department"
    )
    assert agreement.signatures[5].tooltip.endswith("(Approved as to form)")


def test_who_attests_or_approves_as_to_form_is_no_signatory_who_may_terminate() -> None:
    headings = [each.paragraphs[0].text for each in assembled(THREE).signatures]
    assert headings == [
        "Riverbend Unified School District",
        "Riverbend Unified School District – Approved as to form (not as a signatory)",
        "City of Riverbend Police Department",
        "City of Riverbend",
        "City of Riverbend – Attest (not as a signatory)",
        "City of Riverbend – Approved as to form (not as a signatory)",
    ]


def test_who_signs_for_a_party_in_a_capacity_of_its_own_is_a_signatory() -> None:
    by_its_mayor = THREE.replace("{title: Mayor}", "{title: Mayor, capacity: By its Mayor}")
    assert by_its_mayor != THREE
    assert assembled(by_its_mayor).signatures[3].paragraphs[0].text == (
        "City of Riverbend – By its Mayor"
    )


AWKWARD = [
    "{{ 7 * 7 }}", "{% if x %}", "{# no #}", "A & B <c> \"d\" 'e'", "- not a sub-clause",
    "| not | a table |", "*not* emphasis", "محمد الأمين", "Zoë 🏫 Łukasz", "a\\nb \\ c", "${x}",
    "wide   gaps , and . stops", "%s %(x)s {0}", "\u2028line\u2029separators",
]  # fmt: skip
TYPED = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=("Cs", "Cn")), min_size=1, max_size=40).filter(
        lambda text: text.strip() == text and text.strip("_") and not FORBIDDEN.search(text)
    ),
)


@drawn(40)
@given(name=TYPED, supervisor=TYPED, topic=TYPED)
def test_whatever_is_typed_comes_out_as_typed(name: str, supervisor: str, topic: str) -> None:
    text = (
        CITY.replace("Luis Ortega", "SIGNER")
        .replace("name: Maple Grove Police Department", f"name: {quoted(name)}")
        .replace("Patrol Captain", quoted(supervisor))
        .replace("the district's emergency response plan", quoted(topic))
    )
    found = checked(text)
    assert isinstance(found, Ready), found.diagnostics
    agreement = assemble(found.config, found.model, draft=True)
    assert filled(agreement, "parties.agency.name") == {_flat(name)}
    assert filled(agreement, "clauses.chain-of-command.supervisor") == {_flat(supervisor)}
    assert filled(agreement, "clauses.training.topics.4") == {_flat(topic)}


def quoted(text: str) -> str:
    """``text`` as a YAML scalar in double quotes."""
    escaped = {"\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"}
    return "".join(escaped.get(each, each) for each in json.dumps(text, ensure_ascii=False))


def _flat(text: str) -> str:
    """Line breaks and tabs within a value are spaces in a document."""
    return re.sub(r"[\r\n\t]+", " ", text)


def test_a_text_that_prints_an_optional_blank_unasked_is_refused_with_its_file() -> None:
    model = library().model("wisconsin-sro")
    found = checked(CITY)
    assert isinstance(found, Ready)
    funding = model.clauses["funding"]
    variant = funding.variants["shared-cost"]
    broken = replace(variant, text="Up to {{ increase_limit }}.")
    clause = replace(funding, variants={**funding.variants, "shared-cost": broken})
    with pytest.raises(Refused, match="MOU217") as refused:
        assemble(found.config, replace(model, clauses={**model.clauses, "funding": clause}))
    assert refused.value.diagnostics[0].place.file.endswith("funding.yaml")


def test_what_was_assembled_before_leaves_nothing_in_the_next_agreement() -> None:
    texts = [example(name) for name in FINISHED]
    alone = [assembled(text) for text in texts]
    assert [assembled(text) for text in reversed(texts)] == alone[::-1]
