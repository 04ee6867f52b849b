"""Where does this sentence come from? No word of an agreement is without an answer."""

from __future__ import annotations

import calendar
import json
import re
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement, Block, Paragraph, Table
from mou_builder.check.checking import Ready
from mou_builder.cli.program import program
from mou_builder.disk.packaged import packaged
from mou_builder.library.provenance import Provenance
from mou_builder.report.trace_text import trace_text
from mou_builder.trace.origins import OriginKind, TracedLine, TracedPart, TracedSpan
from mou_builder.trace.tracing import trace
from mou_builder.yamltext.source import Source
from tests.support.agreement.assembling import CONFIGS, checked, example, library, open_points

NAMES = sorted(path.name for path in CONFIGS.glob("*.yaml"))
REAL = Path(__file__).parent.parent / "data" / "agreements"


@lru_cache(maxsize=16)
def traced(name: str, more: str = "") -> tuple[Source, Agreement, tuple[TracedPart, ...]]:
    found = checked(example(name) + more, name)
    assert isinstance(found, Ready), found.diagnostics
    agreement = assemble(found.config, found.model, draft=True)
    return found.source, agreement, trace(found, agreement)


def spans(parts: tuple[TracedPart, ...]) -> list[TracedSpan]:
    return [span for part in parts for line in part.lines for span in printed(line)]


def printed(line: TracedLine) -> list[TracedSpan]:
    """Number, label and words."""
    return [each for each in (line.number, line.label, *line.spans) if each]


def words_of(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [f"{block.number}{block.label}{block.text}"]
        case Table(header, rows):
            return [
                "".join(span.text for span in cell) for row in (header, *rows) for cell in row.cells
            ]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_agreement_is_traced_in_reading_order(name: str) -> None:
    _, agreement, parts = traced(name)
    blocks: list[Block] = [agreement.header, *agreement.blocks()]
    assert [
        "".join(span.text for span in printed(line)) for part in parts for line in part.lines
    ] == [text for block in blocks for text in words_of(block)]


@cache
def snippets_in(file: str) -> Any:
    return yaml.safe_load((packaged("clauses") / file).read_text("utf-8"))["snippets"]


def with_snippets(raw: str, where: str) -> str:
    """Return the text of a file with the snippets that ``where`` names written out."""

    def words(used: re.Match[str]) -> str:
        named = re.search(rf"; ([^;:]+): {re.escape(used[1])}(?:;|$)", where)
        if not named:
            return ""
        return str(snippets_in(named[1])[used[1]]["text"])

    return re.sub(r'\{\{ snippet\("(.*?)"\) \}\}', words, raw)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


@cache
def words_in(file: str, where: str) -> tuple[str, ...]:
    raw = with_snippets((packaged("clauses") / file).read_text(encoding="utf-8"), where)
    return tuple(re.findall(r"\w+", raw))


@pytest.mark.parametrize(
    "file", [*CONFIGS.glob("*.yaml"), *REAL.glob("*.yaml")], ids=attrgetter("stem")
)
def test_words_of_the_library_stand_in_the_file_that_is_named(file: Path) -> None:
    found = checked(file.read_text("utf-8"), file.name)
    assert isinstance(found, Ready), found.diagnostics
    parts = trace(found, assemble(found.config, found.model, draft=True))
    literal = [each for each in spans(parts) if each.origin.kind is OriginKind.LIBRARY]
    assert literal
    for each in literal:
        # A text may be broken by what it asks (“{% if … %}”), so that only its words, in their
        # order, stand in the file.
        there = iter(words_in(each.origin.file, each.origin.where))
        assert all(word in there for word in re.findall(r"\w+", each.text)), each


@pytest.mark.parametrize("name", NAMES)
def test_values_of_the_config_stand_at_the_place_that_is_named(name: str) -> None:
    source, _, parts = traced(name)
    lines = source.text.splitlines()
    given = [each for each in spans(parts) if each.origin.kind is OriginKind.CONFIG]
    for each in given:
        place = each.origin.place
        assert place is not None, each
        typed = lines[place.line - 1][place.column - 1 :]
        digits = re.findall(r"\d+", each.text.replace(",", ""))
        assert (
            _bare(typed).startswith(_bare(each.text))
            or any(number.lstrip("0") in typed.replace(",", "") for number in digits)
            or (each.text in calendar.month_name and re.match(r"\d{4}-\d\d-\d\d", typed))
        ), (each, typed)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_open_is_exactly_what_the_agreement_says_is_open(name: str) -> None:
    _, agreement, parts = traced(name)
    is_open = {each.text for each in spans(parts) if each.origin.kind is OriginKind.OPEN}
    points = {text for path, text in open_points(agreement) if "variant" not in path}
    assert is_open == points


def part(parts: tuple[TracedPart, ...], name: str) -> TracedPart:
    return next(each for each in parts if each.part == "clause" and each.id == name)


def test_a_provision_has_its_number_variant_provenance_and_legal_basis() -> None:
    _, _, parts = traced("city-and-one-school.yaml")
    official = part(parts, "school-official")
    assert (official.number, official.provenance) == (9, Provenance.CORRECTED)
    assert "20 U.S.C. § 1232g" in official.basis
    funding = part(parts, "funding")
    assert (funding.number, funding.variant, funding.provenance) == (
        13,
        "shared-cost",
        Provenance.DRAFTED,
    )
    assert (
        funding.variant_title
        == library().model("wisconsin-sro").clauses["funding"].variants["shared-cost"].title
    )


def test_each_blank_has_its_words_and_where_they_come_from() -> None:
    source, _, parts = traced("city-and-one-school.yaml")
    values = {each.blank: each for each in part(parts, "funding").values}
    officers = values["officers"]
    assert officers.words == "one (1)"
    assert officers.origin.place == source.values["clauses", "funding", "officers"]
    assert values["agency_share"].origin.kind is OriginKind.COMPUTED
    kinds = {each.origin.kind for each in values.values()}
    assert OriginKind.DEFAULT in kinds
    assert OriginKind.CHOICE in kinds


def test_a_correction_is_told_where_it_stands() -> None:
    _, _, parts = traced("city-and-one-school.yaml")
    official = part(parts, "school-official")
    assert "Federal Educational" in [each.find[:19] for each in official.corrections]
    corrected = [
        span.text
        for line in official.lines
        for span in line.spans
        if span.origin.kind is OriginKind.CORRECTION
    ]
    assert "Family Educational Rights and Privacy Act" in corrected
    assert not any(
        each.origin.kind is OriginKind.CORRECTION
        for each in spans(traced("wisconsin-as-published.yaml")[2])
    )


def test_own_words_are_the_configs_with_the_reason() -> None:
    text = "\n  custody: {text: Nobody is taken into custody., because: the board asked}\n"
    found = checked(
        example("city-and-one-school.yaml").replace("requirements: [wisconsin]", "") + text
    )
    assert isinstance(found, Ready)
    custody = part(trace(found, assemble(found.config, found.model)), "custody")
    assert (custody.provenance, custody.because) == (Provenance.CUSTOM, "the board asked")
    [span] = custody.lines[0].spans
    assert span.origin.kind is OriginKind.CONFIG
    assert span.origin.place == found.source.values["clauses", "custody", "text"]


def test_a_reference_to_another_clause_is_computed() -> None:
    _, _, parts = traced("county-and-four-schools.yaml")
    [reference] = [
        each
        for each in spans((part(parts, "duty-stations"),))
        if "extracurricular-security" in each.origin.where
    ]
    assert reference.origin.kind is OriginKind.COMPUTED
    assert reference.text == f"clause {part(parts, 'extracurricular-security').number}"


def test_the_text_view_numbers_the_sources_and_names_the_lines_of_the_config() -> None:
    source, _, parts = traced("city-and-one-school.yaml")
    text = trace_text((part(parts, "funding"),), width=100)
    assert text.startswith("13. Program funding (funding)\n")
    assert "provide one (1)[1] SRO" in text
    line = source.values["clauses", "funding", "officers"].line
    assert f"[1] city-and-one-school.yaml:{line}:" in text


def test_a_line_that_a_model_has_from_its_base_has_the_file_and_the_provenance_of_the_base() -> (
    None
):
    file = REAL / "new-mexico-county-and-sheriff.yaml"
    found = checked(file.read_text("utf-8"), file.name)
    assert isinstance(found, Ready)
    parts = {each.part: each for each in trace(found, assemble(found.config, found.model))}
    assert found.model.id == "general-sro"
    assert parts["title"].file == "general-sro/model.yaml"
    line = parts["agreement line"]
    assert (line.file, line.provenance) == ("wisconsin-sro/model.yaml", Provenance.MODEL)


def test_the_command_traces_one_clause_by_id_or_number() -> None:
    path = str(CONFIGS / "city-and-one-school.yaml")
    by_id = CliRunner().invoke(program, ["trace", path, "funding"])
    by_number = CliRunner().invoke(program, ["trace", path, "13"])
    assert by_id.exit_code == 0
    assert by_id.output == by_number.output
    unknown = CliRunner().invoke(program, ["trace", path, "fundign"])
    assert unknown.exit_code == 2
    assert "did you mean “funding”" in unknown.output


def test_the_command_gives_json_with_the_place_of_every_value() -> None:
    path = str(CONFIGS / "village-with-grant.yaml")
    result = CliRunner().invoke(program, ["trace", path, "funding", "--format", "json"])
    [funding] = json.loads(result.output)["parts"]
    origins = [word["origin"] for line in funding["paragraphs"] for word in line["words"]]
    assert all(each["kind"] and each["where"] for each in origins)
    assert funding["legal_basis"] == []
    [officers] = [each for each in funding["blanks"] if each["blank"] == "officers"]
    assert officers["origin"]["place"]["line"] > 1


def test_a_config_with_faults_is_refused_with_its_findings(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("model: wisconsin-sro\nx: 1\n", "utf-8")
    result = CliRunner().invoke(program, ["trace", str(wrong)])
    assert result.exit_code == 1
    assert "MOU101" in result.output
