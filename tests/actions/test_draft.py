"""A config that is being written: drafted as it is, however little of it is there."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest

from mou_builder.actions.draft import Draft, draft_of, filled_in, form_of, marked
from mou_builder.agreement.document import CROSS_REFERENCE, Kind, Paragraph, Table
from mou_builder.diagnostic import Refused
from mou_builder.drafting.form.fields import Entries, Rows
from mou_builder.report.draft.preview import preview_html
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import CONFIGS, example, library, open_points
from tests.support.difference.random_pairs import pair

DAY = date(2026, 9, 1)
EXAMPLES = sorted(each.name for each in CONFIGS.glob("*.yaml"))
CITY = "city-and-one-school.yaml"


def draft(text: str) -> Draft:
    return draft_of(parse(text.encode(), "config.yaml"), library(), DAY)


WITHIN_LINES = ("a", "em", "mark", "ins", "del")


class Page(HTMLParser):
    """The words of a preview, and the fields that its links lead to; findings apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.findings: list[str] = []
        self.marks: dict[str, list[str]] = {"ins": [], "del": [], "mark": []}
        self.fields: set[str] = set()
        self.ids: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.open.append((tag, given.get("class", "")))
        if tag not in WITHIN_LINES:
            self.words.append(" ")
        self.ids += [given["id"]] if "id" in given else []
        if given.get("class") == "filled":
            self.fields.add(given["data-field"])
        if given.get("class", "").startswith("finding"):
            self.findings.append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(name.startswith("finding") for _, name in self.open):
            self.findings[-1] += data
            return
        self.words.append(data)
        for tag, _ in self.open:
            if tag in self.marks:
                self.marks[tag].append(data)


def words_of(found: Draft) -> list[str]:
    assert found.agreement is not None
    words: list[str] = []
    for block in found.agreement.blocks():
        match block:
            case Paragraph():
                label = block.label or ("Signature:" if block.kind is Kind.SIGNATURE else "")
                words += f"{block.number} {label} {block.text}".split()
            case Table():
                for row in block.all_rows:
                    for cell in row.cells:
                        words += "".join(span.text for span in cell).split()
    return words


def blanks_of(found: Draft) -> set[str]:
    assert found.agreement is not None
    spans = [
        span
        for block in found.agreement.blocks()
        for span in (
            block.spans
            if isinstance(block, Paragraph)
            else [each for row in block.all_rows for cell in row.cells for each in cell]
        )
    ]
    return {s.blank for s in spans if s.blank and not s.blank.startswith(CROSS_REFERENCE)}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_preview_reads_as_the_agreement_prints(name: str) -> None:
    found = draft(example(name))
    assert found.agreement is not None
    page = Page(preview_html(found.agreement, found.diagnostics))
    assert sorted("".join(page.words).split()) == sorted(words_of(found))
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("which", [*EXAMPLES, *range(40)])
def test_every_word_that_was_filled_in_leads_to_a_field_of_the_form(which: str | int) -> None:
    text = pair(which).new if isinstance(which, int) else example(which)
    found = draft(text)
    form = form_of(found, library())
    names = {each.name for each in form.parts()} | {each.name for each in form.clauses()}
    for part in form.parts():
        match part:
            case Entries(entries=entries):
                names |= {f"{part.name}.{at}" for at in range(len(entries))}
            case Rows():
                names |= {cell.name for row in part.with_empty for cell in row}
            case _:
                pass
    variants = {f"{each.name}.variant" for each in form.clauses()}
    assert blanks_of(found) - names - variants == set()


def test_an_empty_config_is_drafted_with_open_points() -> None:
    found = draft("model: wisconsin-sro\n")
    assert found.agreement is not None
    assert open_points(found.agreement)
    assert found.checked.errors
    assert "mark" in preview_html(found.agreement, found.diagnostics)


def test_what_cannot_be_read_is_drafted_as_if_it_were_lacking() -> None:
    found = draft(example(CITY).replace("officers: 1", "officers: many"))
    assert found.agreement is not None
    assert "[number of officers]" in " ".join(words_of(found))
    assert [each.path for each in found.diagnostics if each.code == "MOU103"] == [
        ("clauses", "funding", "officers")
    ]


def test_a_config_without_a_model_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused) as refused:
        draft("parties:\n")
    assert refused.value.diagnostics[0].code == "MOU119"


def test_a_finding_stands_behind_the_sentence_that_it_speaks_of() -> None:
    found = draft(example(CITY).replace("supervisor: Patrol Captain", "supervisor:"))
    assert found.agreement is not None
    html = preview_html(found.agreement, found.diagnostics)
    clause = html.index('id="clause-chain-of-command"')
    finding = html.index("title of the SRO&#39;s supervisor is missing")
    assert clause < finding < html.index('id="clause-duty-stations"')
    assert 'href="#f-clauses.chain-of-command.supervisor"' in html[clause : finding + 300]


def test_every_finding_is_told_once() -> None:
    text = "model: wisconsin-sro\nterm: {until: soon}\nclauses: {custody: {omit: {because: }}}\n"
    found = draft(text)
    assert found.agreement is not None
    page = Page(preview_html(found.agreement, found.diagnostics))
    assert len(page.findings) == len(found.diagnostics) > 5


def test_what_changed_since_it_was_saved_is_marked() -> None:
    saved, new = draft(example(CITY)), draft(example(CITY).replace("75%", "60%"))
    agreement = marked(saved, new)
    assert agreement is not None
    page = Page(preview_html(agreement, ()))
    assert any("60" in each for each in page.marks["ins"])
    assert any("75" in each for each in page.marks["del"])
    same = marked(saved, saved)
    assert same is not None
    assert Page(preview_html(same, ())).marks["ins"] == []


def test_how_each_requirement_stands_is_told_with_its_law() -> None:
    [held] = draft(example(CITY)).held_to
    assert held.wanted.id == "wisconsin"
    assert held.met == len(held.found)
    [open_] = draft("model: wisconsin-sro\nrequirements: [wisconsin]\n").held_to
    assert open_.met < len(open_.found)
    assert all(each.requirement.basis for each in open_.found)


def test_a_form_that_comes_back_as_it_was_leaves_the_text_alone() -> None:
    found = draft(example(CITY))
    filled = filled_in(
        example(CITY), found, form_of(found, library()), {"clauses.funding.officers": ["1"]}
    )
    assert filled.text == example(CITY)
    assert not filled.grows


def test_a_clause_that_is_worded_anew_begins_with_its_words() -> None:
    found = draft(example(CITY))
    filled = filled_in(
        example(CITY), found, form_of(found, library()), {"clauses.custody:wording": ["own"]}
    )
    assert filled.grows
    again = draft(filled.text)
    assert again.agreement is not None
    provision = next(each for each in again.agreement.provisions if each.id == "custody")
    assert found.agreement is not None
    before = next(each for each in found.agreement.provisions if each.id == "custody")
    assert [b.text for b in provision.blocks if isinstance(b, Paragraph)] == [
        b.text for b in before.blocks if isinstance(b, Paragraph)
    ]


def test_a_finding_stands_before_the_next_paragraph_of_its_clause() -> None:
    found = draft(example(CITY).replace("officers: 1", "officers: many"))
    assert found.agreement is not None
    html = preview_html(found.agreement, found.diagnostics)
    finding = html.index("“many” is not a number of positions")
    assert html.index("The law enforcement agency shall provide") < finding
    assert finding < html.index("The cost to be shared is the actual cost")
