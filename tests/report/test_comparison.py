"""A comparison shown in a terminal, as JSON and as a page: complete, safe and accessible."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from lxml import html

from mou_builder.agreement.document import (
    Agreement,
    Kind,
    Paragraph,
    Provision,
    Row,
    Section,
    Span,
    Table,
    text_of,
)
from mou_builder.check.checking import ready
from mou_builder.diagnostic import Place
from mou_builder.difference.causes import ConfigSource, ConfigSources
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Comparison
from mou_builder.library.provenance import Provenance
from mou_builder.report.comparison.as_html import comparison_html
from mou_builder.report.comparison.as_json import comparison_json
from mou_builder.report.comparison.as_text import comparison_text
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.comparison.wording import short
from tests.support.agreement.assembling import assembled, checked, example
from tests.support.agreement.strategies import numbered, pairs
from tests.support.example_counts import drawn
from tests.support.review.returned_copies import CITY

NAMES = ("old.yaml", "new.yaml")


def clause(id_: str, *spans: Span | str, variant: str = "") -> Provision:
    words = tuple(Span(each) if isinstance(each, str) else each for each in spans)
    block = Paragraph(Kind.CLAUSE, words)
    return Provision(id_, 0, id_.title(), variant, Provenance.MODEL, (block,))


def agreement(*clauses: Provision) -> Agreement:
    def line(kind: Kind, text: str) -> Paragraph:
        return Paragraph(kind, (Span(text),))

    return numbered(
        Agreement(
            model="wisconsin-sro",
            version="1.0.0",
            digest="abc",
            language="en-US",
            header=line(Kind.HEADER, "Maple Grove"),
            title=line(Kind.TITLE, "Memorandum"),
            subtitle=None,
            recitals=(),
            agreement_line=line(Kind.AGREEMENT_LINE, "They agree:"),
            sections=(Section("role", line(Kind.HEADING, "Role"), clauses),),
            closing=line(Kind.CLOSING, "Signed."),
            signatures=(),
        )
    )


def funding(share: str, payer: str = "The district") -> Provision:
    words = Span(share, blank="clauses.funding.district_share")
    return clause("funding", f"{payer} shall pay ", words, " of the salary.", variant="shared")


MISSION = clause("mission", "The mission is to improve school safety.")
TERM = clause("term", "It ends in June.")
ORIGINS = ConfigSources(
    ConfigSource(lambda _: Place("old.yaml", 31, 5)),
    ConfigSource(lambda _: Place("new.yaml", 33, 5)),
)


@pytest.fixture
def shares() -> Comparison:
    old = agreement(MISSION, funding("50 percent (50%)"), TERM)
    new = agreement(MISSION, funding("75 percent (75%)"), TERM)
    return compare(old, new, ORIGINS)


def text(comparison: Comparison, *, color: bool = False, width: int = 100) -> str:
    return comparison_text(comparison, NAMES, color=color, width=width)


def page(comparison: Comparison) -> html.HtmlElement:
    return html.document_fromstring(comparison_html(comparison, NAMES))


def test_the_terminal_shows_changes_causes_and_folds_the_rest(shares: Comparison) -> None:
    assert text(shares) == (
        "old.yaml → new.yaml\n"
        "1 of 3 clauses differs: 1 with a changed value.\n"
        "\n"
        "· header, title, agreement line, 1 heading and 1 clause unchanged\n"
        "\n"
        "Clause 2, Funding: a value changed\n"
        "  cause: funding.district_share: 50% → 75%  (old.yaml:31, new.yaml:33)\n"
        "  2. The district shall pay [-50 percent (50%)-]{+75 percent (75%)+} of the salary.\n"
        "\n"
        "· 1 clause and closing unchanged\n"
    )


def test_equal_agreements_take_two_lines() -> None:
    same = agreement(MISSION)
    assert text(compare(same, same)) == ("old.yaml → new.yaml\nThe two agreements read the same.\n")


def test_colour_takes_the_place_of_signs_and_is_not_alone(shares: Comparison) -> None:
    shown = text(shares, color=True)
    assert "\x1b[9;31m50 percent (50%)\x1b[0m" in shown  # struck, red
    assert "\x1b[4;34m75 percent (75%)\x1b[0m" in shown  # underlined, blue
    assert "[-" not in shown
    assert "\x1b" not in text(shares)


def test_words_of_an_agreement_cannot_drive_the_terminal() -> None:
    old, new = agreement(MISSION), agreement(clause("mission", "\x1b[2Jgone [bold]x[/bold] \u202e"))
    shown = text(compare(old, new))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]x[/bold]" in shown


def test_a_long_kept_passage_is_cut_to_the_words_beside_the_change() -> None:
    long = " ".join(f"word{n}" for n in range(60))
    old, new = (agreement(clause("mission", f"{each} {long}.")) for each in ("One", "Two"))
    shown = text(compare(old, new), width=1000)
    assert "[-One-]{+Two+} word0 " in shown
    assert "word10 […]" in shown
    assert "word30" not in shown


def test_clauses_renumbered_only_are_folded_with_their_numbers() -> None:
    shown = text(compare(agreement(MISSION, TERM), agreement(funding("75%"), MISSION, TERM)))
    assert "· 2 clauses renumbered only: 1–2 → 2–3\n" in shown
    assert "Clause 1, Funding: added\n" in shown


def test_a_changed_variant_does_not_list_the_blanks_that_it_alone_has() -> None:
    old = agreement(funding("75 percent (75%)"))
    amount = Span("$5.00", blank="clauses.funding.amount")
    new = agreement(clause("funding", "The agency shall pay ", amount, ".", variant="agency"))
    found = compare(old, new)
    assert "funding.variant: shared → agency" in text(found)
    assert "funding.amount" not in text(found)
    causes = json.loads(comparison_json(found, NAMES))["items"][4]["causes"]
    assert [each["path"] for each in causes] == [
        "clauses.funding.variant",
        "clauses.funding.amount",
        "clauses.funding.district_share",
    ]


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("75 percent (75%)", "75%"),
        ("thirty (30) days", "30 days"),
        ("two (2)", "2"),
        ("$85,500.00", "$85,500.00"),
        ("June 30, 2027", "June 30, 2027"),
        ("Maple Grove (North) School", "Maple Grove (North) School"),
    ],
)
def test_values_are_shown_as_one_types_them(words: str, typed: str) -> None:
    assert short(words) == typed


def test_json_says_everything_in_its_documented_form(shares: Comparison) -> None:
    data = json.loads(comparison_json(shares, NAMES))
    assert data["format"] == 1
    assert data["equal"] is False
    assert (data["old"]["name"], data["new"]["model"]) == ("old.yaml", "wisconsin-sro")
    assert {key: count for key, count in data["clauses"].items() if count} == {
        "unchanged": 2,
        "blank changed": 1,
    }
    (changed,) = (each for each in data["items"] if each["differences"] != ["unchanged"])
    assert changed["old"]["text"] == "2. The district shall pay 50 percent (50%) of the salary."
    assert changed["causes"] == [
        {
            "kind": "blank",
            "path": "clauses.funding.district_share",
            "old": "50 percent (50%)",
            "new": "75 percent (75%)",
            "old_place": {"file": "old.yaml", "line": 31, "column": 5},
            "new_place": {"file": "new.yaml", "line": 33, "column": 5},
        }
    ]
    assert changed["blocks"][0]["runs"][1:3] == [
        {
            "change": change,
            "text": words,
            "emphasis": False,
            "blank": "clauses.funding.district_share",
        }
        for change, words in (("deleted", "50 percent (50%)"), ("inserted", "75 percent (75%)"))
    ]


@drawn(12)
@given(pairs())
def test_json_holds_both_agreements_in_words(pair: tuple[Agreement, Agreement]) -> None:
    found = compare(*pair)
    for item, data in zip(
        found.items, json.loads(comparison_json(found, NAMES))["items"], strict=True
    ):
        for side, marks in ((item.old, {"kept", "deleted"}), (item.new, {"kept", "inserted"})):
            words = [run["text"] for run in _runs(data) if run["change"] in marks]
            blocks = side.blocks if side else ()
            assert "".join(words) == "".join(text_of(run) for each in blocks for run in each.runs)


def _runs(item: dict[str, Any]) -> Iterator[dict[str, str]]:
    for block in item["blocks"]:
        rows = [block["header"], *block["rows"]] if block["type"] == "table" else []
        for cell in (
            [block["runs"]] if not rows else [cell for row in rows for cell in row["cells"]]
        ):
            yield from cell


def test_html_reads_aloud_what_is_inserted_and_deleted(shares: Comparison) -> None:
    (part,) = page(shares).xpath("//section[@class='part']")
    assert " ".join(part.xpath("./p[2]")[0].text_content().split()) == (
        "2. The district shall pay [deleted: 50 percent (50%)][inserted: 75 percent (75%)] "
        "of the salary."
    )
    assert [each.text_content() for each in part.xpath(".//ins")] == [
        "[inserted: 75 percent (75%)]"
    ]


def test_html_summary_links_to_every_changed_part(shares: Comparison) -> None:
    root = page(shares)
    links = root.xpath("//table[@class='summary']//a")
    assert [each.text_content() for each in links] == ["Clause 2, Funding"]
    assert all(root.xpath(f"//*[@id='{each.get('href')[1:]}']") for each in links)
    assert "funding.district_share: 50% → 75%" in root.xpath("//table")[0].text_content()


def test_html_is_one_page_that_refers_to_nothing(shares: Comparison) -> None:
    source = comparison_html(shares, NAMES)
    root = html.document_fromstring(source)
    assert not root.xpath("//script | //link | //img | //iframe | //*[@src] | //@style")
    assert all(each.get("href").startswith("#") for each in root.xpath("//*[@href]"))
    assert "url(" not in source
    assert "@import" not in source


def test_html_is_structured_for_a_screen_reader(shares: Comparison) -> None:
    root = page(shares)
    assert root.get("lang") == "en-US"
    assert root.xpath("//title")[0].text == "Comparison of old.yaml with new.yaml"
    assert root.xpath("//body/*[1]/@href") == ["#marked"]
    levels = [int(each.tag[1]) for each in root.xpath("//h1 | //h2 | //h3")]
    assert levels == [1, 2, 2, 3]
    assert len(root.xpath("//main")) == 1
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for table in root.xpath("//table"):
        assert table.xpath(".//th[@scope]")


def test_html_shows_values_as_typed() -> None:
    hostile = '<script>alert("x")</script> & {{ 7 * 7 }}'
    old = agreement(MISSION)
    new = agreement(replace(clause("mission", hostile), title="<b>Mission</b>"))
    source = comparison_html(compare(old, new), ("<i>.yaml", 'a"b.yaml'))
    root = html.document_fromstring(source)
    assert not root.xpath("//script | //b | //i")
    assert root.xpath("//ins")[-1].text_content() == f"[inserted: {hostile}]"
    assert [each.text_content() for each in root.xpath("//dd")] == ["<i>.yaml", 'a"b.yaml']


def test_html_shows_rows_that_came_and_went_in_a_table_with_headings() -> None:
    def schedule(*days: str) -> Agreement:
        rows = tuple(Row(((Span("Lincoln"),), (Span(each),))) for each in days)
        table = Table(Row(((Span("School"),), (Span("Days"),))), rows)
        return agreement(replace(MISSION, blocks=(*MISSION.blocks, table)))

    root = page(compare(schedule("Monday"), schedule("Monday", "Friday")))
    (table,) = root.xpath("//section//table")
    assert [each.text_content() for each in table.xpath(".//th[@scope='col']")] == [
        "School",
        "Days",
    ]
    assert [each.get("class") for each in table.xpath(".//tbody/tr")] == ["kept", "inserted"]


def test_html_of_equal_agreements_says_so() -> None:
    same = agreement(MISSION)
    root = page(compare(same, same))
    assert "The two agreements read the same." in root.text_content()
    assert not root.xpath("//table | //main//ins")


@drawn(12)
@given(pairs())
def test_every_view_can_show_any_comparison(pair: tuple[Agreement, Agreement]) -> None:
    found = compare(*pair)
    root = page(found)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {each.get("href")[1:] for each in root.xpath("//table//a")} <= set(ids)
    assert text(found, width=60).endswith("\n")


def test_colours_have_the_contrast_that_wcag_asks_for(shares: Comparison) -> None:
    """WCAG 2.1, 1.4.3: at least 4.5 to 1 for text."""
    source = comparison_html(shares, NAMES)
    palettes = list(_palettes(source))
    assert len(palettes) == 3  # screen, dark screen, paper
    for colours in palettes:
        for ink, ground in (
            *(("ink", "paper"), ("ink", "band"), ("quiet", "paper"), ("link", "band")),
            *(("ins", "ins-band"), ("del", "del-band")),
        ):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def _palettes(source: str) -> Iterator[dict[str, str]]:
    for block in re.findall(r":root \{(.*?)\}", source, re.DOTALL):
        yield dict(re.findall(r"--([\w-]+): (#\w+)", block))


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# In sentences


def said(old: str, new: str) -> list[str]:
    sides = [ready(checked(each, CITY)) for each in (old, new)]
    return PlainWords.of(*sides).sentences(compare(assembled(old), assembled(new)))


def test_a_sentence_names_the_clauses_that_it_is_about() -> None:
    old = example(CITY)
    new = old.replace("district_share: 75%", "district_share: 60%")
    new = new.replace("\nclauses:\n", "\nclauses:\n  disputes: yes\n")
    assert said(old, new) == [
        "The school district's share: 75% → 60% (clause 13)",
        "The law enforcement agency's share: 25% → 40% (clause 13)",
        "Reworded: “Chain of command” (clause 16).",
        "Added: “Further Provisions”.",
        "Added: the clause “Disputes” (clause 18).",
        "Renumbered only: 2 clauses.",
    ]


def test_rows_that_come_and_go_are_told_whole() -> None:
    old = example("county-and-four-schools.yaml")
    fewer = old.replace('      - {due: 2029-03-31, amount: "$85,500.00"}\n', "")
    new = fewer.replace(
        '{due: 2028-09-30, amount: "$85,500.00"}', '{due: 2028-09-30, amount: "$171,000.00"}'
    )
    (sentence,) = said(old, new)
    assert sentence == (
        "The installments: no longer September 30, 2028, $85,500.00; March 31, 2029, $85,500.00; "
        "now also September 30, 2028, $171,000.00 (clause 13)"
    )
    assert said(new, old)[0].startswith("The installments: no longer September 30, 2028, $171,000")


def test_the_first_row_is_told_like_the_others() -> None:
    old = example("county-and-four-schools.yaml")
    new = old.replace(
        '{due: 2026-09-30, amount: "$85,500.00"}', '{due: 2026-09-30, amount: "$171,000.00"}'
    )
    new = new.replace('      - {due: 2027-03-31, amount: "$85,500.00"}\n', "")
    (sentence,) = said(old, new)
    assert sentence == (
        "The installments: no longer September 30, 2026, $85,500.00; March 31, 2027, $85,500.00; "
        "now also September 30, 2026, $171,000.00 (clause 13)"
    )


def test_a_clause_that_was_removed_has_the_number_that_it_had() -> None:
    old = example("county-and-four-schools.yaml")
    assert "Removed: the clause “Complaints” (former clause 20)." in said(
        old, old.replace("  complaints: yes\n", "")
    )


def test_a_sentence_about_the_whole_agreement_names_no_clause() -> None:
    old = example(CITY)
    told = said(old, old.replace("Maple Grove School District", "Oak Hill School District"))
    assert told == [
        "The name of the school district: Maple Grove School District → Oak Hill School District"
    ]
