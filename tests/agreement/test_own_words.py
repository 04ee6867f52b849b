"""What a municipality says in words of its own: whole clauses, and the lines around the clauses."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement, Kind, Paragraph, Table
from mou_builder.agreement.own_text import escaped, own_spans
from mou_builder.agreement.text_blocks import Lines, own_parts_of
from mou_builder.check.checking import Ready, check
from mou_builder.diagnostic import Diagnostic
from mou_builder.library.provenance import Provenance
from mou_builder.report.agreement_text import agreement_text
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import CONFIGS, library

EXAMPLE = (CONFIGS / "city-and-one-school.yaml").read_text(encoding="utf-8")


def found(clauses: str = "", frame: str = "") -> tuple[Diagnostic, ...]:
    text = EXAMPLE.replace("\nclauses:\n", f"\n{frame}\nclauses:\n{clauses}", 1)
    return check(parse(text.encode(), "config.yaml"), library()).diagnostics


def made(clauses: str = "", frame: str = "") -> Agreement:
    text = EXAMPLE.replace("\nclauses:\n", f"\n{frame}\nclauses:\n{clauses}", 1)
    checked = check(parse(text.encode(), "config.yaml"), library())
    assert isinstance(checked, Ready), checked.diagnostics
    assert checked.errors == (), checked.errors
    return assemble(checked.config, checked.model)


def numbered(agreement: Agreement) -> dict[str, int]:
    return {each.id: each.number for each in agreement.provisions}


DRONES = """\
  drones:
    title: Drones
    after: custody
    text: |
      The officer flies no drone; [[Funding]] pays for none. {{ x }} stays, as 5 * 3 * 2 does.

      - not *even* at night

      | Item | Paid by |
      |---|---|
      | Camera | nobody, see [[drones]] |
"""


def test_an_own_clause_stands_where_it_says_and_the_others_are_renumbered() -> None:
    without, with_it = numbered(made()), numbered(made(DRONES))
    assert with_it["drones"] == without["custody"] + 1
    assert with_it["funding"] == without["funding"] + 1
    assert with_it["custody"] == without["custody"]


def test_own_text_has_paragraphs_sub_clauses_tables_emphasis_and_references() -> None:
    agreement = made(DRONES)
    number = numbered(agreement)
    [drones] = [each for each in agreement.provisions if each.id == "drones"]
    lead, letter, table = drones.blocks
    assert isinstance(lead, Paragraph)
    assert isinstance(letter, Paragraph)
    assert isinstance(table, Table)
    assert lead.text == (
        f"The officer flies no drone; Clause {number['funding']} pays for none. "
        "{{ x }} stays, as 5 * 3 * 2 does."
    )
    assert (letter.number, letter.text) == ("a.", "not even at night")
    assert [span.text for span in letter.spans if span.emphasis] == ["even"]
    rows = [["".join(span.text for span in cell) for cell in row.cells] for row in table.rows]
    assert rows == [["Camera", f"nobody, see clause {number['drones']}"]]
    assert {each.provenance for each in drones.blocks} == {Provenance.CUSTOM}


def test_own_clauses_may_stand_in_a_section_of_their_own_and_follow_each_other() -> None:
    agreement = made(
        "  weather: {title: Weather, section: Acts of God, after: custody, text: Snow is snow.}\n"
        "  hail: {title: Hail, after: weather, text: Hail is hail.}\n"
    )
    [section] = [each for each in agreement.sections if each.heading.text == "Acts of God"]
    assert [each.id for each in section.provisions] == ["weather", "hail"]
    before = agreement.sections[agreement.sections.index(section) - 1]
    assert "custody" in [each.id for each in before.provisions]


def test_the_lines_outside_the_clauses_can_be_worded_anew_added_and_left_out() -> None:
    model = library().model("wisconsin-sro")
    first, second = (each.id for each in model.recitals[:2])
    agreement = made(
        frame=f"""\
frame:
  title: {{text: School Safety Agreement, because: the board calls it so}}
  subtitle: {{omit: {{because: the header says it}}}}
  recitals:
    {first}: {{text: 'Whereas we mean well, see [[funding]];', because: shorter}}
    {second}: {{omit: {{because: said before}}}}
    policy: {{text: 'Whereas the board adopted policy 720;', after: {first}}}
  closing: {{text: Signed by those below., because: the clerk adds the day}}
"""
    )
    assert agreement.title.text == "School Safety Agreement"
    assert agreement.subtitle is None
    assert [name for name, _ in agreement.recitals][:2] == [first, "policy"]
    assert second not in dict(agreement.recitals)
    funding = numbered(agreement)["funding"]
    text = agreement_text(agreement)
    assert f"Whereas we mean well, see clause {funding};" in text
    assert "Signed by those below." in text


def test_words_in_place_of_the_models_need_a_reason_and_added_ones_do_not() -> None:
    frame = "frame:\n  title: {text: A}\n  recitals: {policy: {text: 'Whereas;'}}\n"
    assert [each.code for each in found(frame=frame)] == ["MOU117"]


def test_a_clause_of_ones_own_is_told_from_a_misspelt_one_by_its_title() -> None:
    [misspelt] = found("  visitor: {text: All sign in.}\n")
    assert misspelt.code == "MOU115"
    [lacking] = found("  visitor: {title: Visitors}\n")
    assert (lacking.code, "text" in lacking.message) == ("MOU105", True)


def test_a_place_that_is_not_there_is_an_error_with_the_nearest_that_is() -> None:
    [wrong] = found("  drones: {title: Drones, text: None fly., after: custodi}\n")
    assert (wrong.code, wrong.hint) == ("MOU104", "did you mean “custody”?")


def test_marks_of_the_programs_own_in_an_own_text_are_printed_and_fill_nothing() -> None:
    agreement = made("  odd: {title: Odd, text: 'a \ue0000\ue001 b'}\n")
    [odd] = [each for each in agreement.provisions if each.id == "odd"]
    assert isinstance(odd.blocks[0], Paragraph)
    assert odd.blocks[0].text == "a \ue0000\ue001 b"


@given(st.text(st.sampled_from("a *[]\\-|."), min_size=1))
@example(r"\\* \*a* [[b]] \[[b]] **")
@example("- a")
@example(r"\\| a |")
def test_words_of_somebody_else_are_escaped_so_that_they_print_as_they_are(words: str) -> None:
    line = " ".join(words.split())
    [part] = [*own_parts_of(escaped(line)), Lines("")][:1]
    assert isinstance(part, Lines)
    assert not part.lettered
    spans = own_spans(part.text, "", {"b": 2})
    assert "".join(each.text for each in spans) == line
    assert not any(each.emphasis or each.blank for each in spans)


def test_an_own_text_that_begins_with_a_table_has_its_number_before_its_title() -> None:
    agreement = made("  costs: {title: Costs, after: custody, text: '| Item | Paid by |'}\n")
    [costs] = [each for each in agreement.provisions if each.id == "costs"]
    lead, table = costs.blocks
    assert isinstance(lead, Paragraph)
    assert isinstance(table, Table)
    assert (lead.kind, lead.number, lead.text) == (Kind.CLAUSE, f"{costs.number}.", "Costs:")


def test_an_own_clause_may_follow_one_that_is_written_below_it() -> None:
    later = DRONES.replace("drones:", "robots:").replace("Drones", "Robots")
    agreement = numbered(made(later.replace("after: custody", "after: drones") + DRONES))
    assert agreement["robots"] == agreement["drones"] + 1
    circle = later.replace("custody", "drones") + DRONES.replace("after: custody", "after: robots")
    assert [each.code for each in found(circle)][:1] == ["MOU104"]


def test_a_table_between_two_lines_stays_between_them() -> None:
    rows = "      Before it:\n      | a | b |\n      | | 2 |\n      Behind it.\n"
    text = f"  fees:\n    title: Fees\n    text: |\n{rows}"
    [fees] = [each for each in made(text).provisions if each.id == "fees"]
    before, table, behind = fees.blocks
    assert isinstance(before, Paragraph)
    assert isinstance(table, Table)
    assert isinstance(behind, Paragraph)
    assert (before.text, behind.text) == ("Before it:", "Behind it.")
    assert [["".join(s.text for s in c) for c in row.cells] for row in table.all_rows] == [
        ["a", "b"],
        ["", "2"],
    ]


def test_a_reference_may_be_in_capitals() -> None:
    assert found("  fees: {title: Fees, text: 'See [[FUNDING]].'}\n") == ()
