"""docs/law.md: no citation of the library is missing, and what nobody read is said to be unread."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from mou_builder.disk.packaged import library_files, packaged
from mou_builder.library.citations import NOT_READ, load_citations
from mou_builder.report.law_page import reading_of, used_for
from mou_builder.report.states_page import state_rows
from tests.support.agreement.assembling import library

FILE = Path(__file__).parents[2] / "docs" / "law.md"
PAGE = " ".join(FILE.read_text(encoding="utf-8").split())
"""In one line: the lines of the page are wrapped."""
MODELS = [library().model(each) for each in library().model_ids]
SETS = [library().requirement_set(each) for each in library().requirement_set_ids]
READ = load_citations(library_files())
UNREAD = PAGE.partition("## Cited by clauses")[0]


def cited_in_the_files() -> set[str]:
    """Every citation in a clause file, however it is read: `citations:` and `citation:`."""
    found: set[str] = set()
    for path in packaged("clauses").glob("*/clauses/*.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for each in (data, *(data.get("variants") or {}).values()):
            found |= set(each.get("citations") or ())
    for path in packaged("clauses").glob("*/model.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {each["citation"] for each in data.get("corrections") or () if "citation" in each}
    return found


def test_no_citation_of_a_clause_or_a_correction_is_missing() -> None:
    assert cited_in_the_files() <= set(used_for(MODELS))
    assert {cite for cite in cited_in_the_files() if f"**{cite}**" not in PAGE} == set()


def test_no_citation_of_a_requirement_is_missing() -> None:
    assert {
        each.basis for one in SETS for each in one.requirements if each.basis not in PAGE
    } == set()


def test_no_statute_in_the_words_of_a_text_is_missing() -> None:
    prefixes = [words for each in library().states.by_code.values() for words in each.cited_as]
    names = "|".join(re.escape(each) for each in [*prefixes, "U.S.C.", "CFR"])
    pattern = re.compile(rf"(?:\d+ )?(?<!\w)(?:{names}) *(?:§ *)?[\d][\w.:-]*[\w]")
    texts = [
        text
        for model in MODELS
        for clause in model.clauses.values()
        for text in (clause.text, *(each.text for each in clause.variants.values()))
    ]
    found = {" ".join(each.split()) for text in texts for each in pattern.findall(text)}
    assert {"RCW 13.40.740", "RCW 28A.310.515"} <= found
    normal = {re.sub(r"U\.S\.C\. (?=\d)", "U.S.C. § ", each) for each in found}
    assert {each for each in normal if each not in PAGE} == set()


def test_what_nobody_has_read_is_listed_as_unread() -> None:
    by_cite = {each.cite: each for each in READ}
    for cite in used_for(MODELS):
        assert (reading_of(cite, by_cite).how == NOT_READ) == (f"- **{cite}**" in UNREAD), cite
    assert "- **34 CFR 99.8**" in UNREAD
    assert "- **Wis. Stat. § 895.46**" in UNREAD


def test_every_reading_has_a_day_and_is_of_something_cited() -> None:
    used = used_for(MODELS)
    for each in READ:
        assert (each.how == NOT_READ) == (not each.read), each.cite
        assert any(cite.startswith(each.cite) for cite in used), each.cite


def test_every_state_has_a_row_that_names_its_sets_or_says_what_was_found() -> None:
    rows = state_rows(list(library().states.by_code.values()), SETS)
    assert len(rows) == 51
    for each in rows:
        assert each.sets or each.state.found, each.state.name
        assert not (each.sets and each.state.found), each.state.name
        assert each.asks
    georgia = next(each for each in rows if each.state.code == "GA")
    assert georgia.sets == ("georgia",)
    assert georgia.read == "whole, own text, 2026-11-25"
    assert georgia.asks.startswith(
        "Asks for 2 provisions and certain signatures; binds every local school system"
    )
