"""LibreOffice as the second engine: what is said when it is missing or fails, and what it makes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import page
import pytest

from mou_builder.actions.render import pdf_of, sheet_of
from mou_builder.agreement.document import Agreement, Kind
from mou_builder.diagnostic import Refused
from mou_builder.pdf.left_out import words_left_out
from mou_builder.pdf.libreoffice import MOST_FILES, LibreOfficeEngine
from mou_builder.pdf.setting.fonts import PACKAGED_FONTS
from mou_builder.pdf.values import Job
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.assembling import FINISHED, TEMPLATE, assembled, example
from tests.support.agreement.small_agreement import MISSION, para, small_agreement
from tests.support.cli.console import PATIENCE
from tests.support.pdf.samples import CONFIG, TITLE, opened, words_in, written
from tests.support.word.house_templates import HOUSES

JOB = Job(TITLE, "en-US")


def a_docx() -> bytes:
    return render_docx(small_agreement(), TEMPLATE, None)


def of_words(words: str) -> Agreement:
    """An agreement whose first clause has these words, too."""
    agreement = small_agreement()
    clause = replace(MISSION, blocks=(*MISSION.blocks, para(Kind.CONTINUATION, words)))
    first = replace(agreement.sections[0], provisions=(clause,))
    return replace(agreement, sections=(first, *agreement.sections[1:]))


def program(folder: Path, script: str) -> str:
    """A stand-in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_missing_libreoffice_is_said_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"MOU501.*not installed") as caught:
        LibreOfficeEngine("no-such-program").write(a_docx(), JOB, small_agreement())
    assert "apt install" in str(caught.value)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo the profile is locked >&2; exit 1", "the profile is locked"),
        ("exit 0", "it wrote no PDF"),
        ("exec sleep 30", "not done after"),
    ],
)
def test_a_failing_libreoffice_is_said_with_its_own_words(
    tmp_path: Path, script: str, said: str
) -> None:
    engine = LibreOfficeEngine(program(tmp_path, script), seconds=0.2, seconds_each=0.0)
    if "sleep" not in script:
        engine = LibreOfficeEngine(engine.program)
    with pytest.raises(Refused, match=f"MOU502.*{said}"):
        engine.write(a_docx(), JOB, small_agreement())


def test_libreoffice_is_given_the_fonts_of_the_program_beside_those_of_the_machine(
    tmp_path: Path,
) -> None:
    log = tmp_path / "fonts"
    engine = LibreOfficeEngine(program(tmp_path, f'cat "$FONTCONFIG_FILE" > {log}; exit 1'))
    with pytest.raises(Refused):
        engine.write(a_docx(), JOB, small_agreement())
    given = log.read_text(encoding="utf-8")
    assert f"<dir>{PACKAGED_FONTS}</dir>" in given
    assert "<include" in given


def test_a_batch_is_one_call_with_its_own_profile(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    engine = LibreOfficeEngine(program(tmp_path, f'echo "$@" >> {log}; exit 1'))
    with pytest.raises(Refused):
        engine.lay_out([a_docx()] * 3)
    [call] = log.read_text("utf-8").splitlines()
    assert "-env:UserInstallation=file:///" in call
    assert len(re.findall(r"\d\.docx", call)) == 3


def test_a_batch_too_large_for_one_call_is_parted(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    copy = 'for each; do case "$each" in *.docx) cp "$each" "${each%.docx}.pdf";; esac; done'
    engine = LibreOfficeEngine(program(tmp_path, f'echo "$@" >> {log}; {copy}'))
    documents = tuple(str(number).encode() for number in range(MOST_FILES + 1))
    assert engine.lay_out(documents) == documents
    assert [line.count(".docx") for line in log.read_text("utf-8").splitlines()] == [MOST_FILES, 1]


def test_an_empty_batch_starts_nothing() -> None:
    assert LibreOfficeEngine("no-such-program").lay_out(()) == ()


@pytest.mark.crosscheck
def test_libreoffice_gives_an_archivable_pdf_without_fields() -> None:
    job = Job(TITLE, "en-US", CONFIG)
    rendered = LibreOfficeEngine(seconds=PATIENCE).write(a_docx(), job, small_agreement())
    report = page.validate_pdf_bytes(rendered.pdf, profile="3b")
    assert [each.message for each in report.failures] == []
    assert [each.code for each in rendered.diagnostics] == ["MOU506"]
    pdf = opened(rendered.pdf)
    assert str(pdf.docinfo.Title) == TITLE
    assert pdf.attachments[CONFIG.name].get_file().read_bytes() == CONFIG.data
    assert "/CreationDate" not in pdf.docinfo
    unsigned = replace(small_agreement(), signatures=())
    plain = LibreOfficeEngine(seconds=PATIENCE).write(a_docx(), JOB, unsigned)
    assert plain.diagnostics == ()


@pytest.mark.crosscheck
def test_both_engines_show_the_same_words() -> None:
    other = words_in(
        LibreOfficeEngine(seconds=PATIENCE).write(a_docx(), JOB, small_agreement()).pdf
    )
    own = words_in(written(small_agreement()).pdf)
    assert own.replace("_", " ").split() == other.replace("_", " ").split()


@pytest.mark.crosscheck
def test_outloud_finds_no_error(tmp_path: Path) -> None:
    from outloud import check  # imported here: it is installed for the cross-checks only

    path = tmp_path / "agreement.pdf"
    path.write_bytes(written(small_agreement(), CONFIG).pdf)
    result = check(str(path))
    assert result.error is None
    assert [str(each) for each in result.findings if each.severity == "error"] == []


@pytest.mark.crosscheck
def test_libreoffice_is_not_believed_where_words_of_the_agreement_are_not_on_its_pages() -> None:
    other = of_words("These words are not in the file.")
    with pytest.raises(Refused, match=r"MOU502.*lack words of the agreement, in “These words are"):
        LibreOfficeEngine(seconds=PATIENCE).write(a_docx(), JOB, other)


@pytest.mark.parametrize("template", [TEMPLATE, *(made() for made in HOUSES.values())])
@pytest.mark.parametrize("name", FINISHED)
def test_no_words_are_missed_that_are_on_the_pages(name: str, template: bytes) -> None:
    """Whatever pages their lines end on, in capitals and between numbers and rules."""
    agreement = assembled(example(name))
    made = pdf_of(sheet_of(agreement, template, "T"), Job("T", agreement.language)).pdf
    assert list(words_left_out(made, agreement)) == []


def test_words_may_go_on_over_several_pages() -> None:
    long = of_words(" ".join(f"{number} words of a long paragraph" for number in range(900)))
    assert list(words_left_out(written(long).pdf, long)) == []


@pytest.mark.parametrize("at", range(0, 30, 5))
def test_a_line_of_words_is_missed_wherever_it_stood(at: int) -> None:
    whole = ("The SRO shall keep a record of the training. " * 8).split()
    lost = ["Both", "parties", "shall", "meet", "once", "a", "month", "about", "each", "school"]
    pdf = written(of_words(" ".join(whole))).pdf
    assert list(words_left_out(pdf, of_words(" ".join(whole)))) == []
    longer = " ".join([*whole[:at], *lost, *whole[at:]])
    assert list(words_left_out(pdf, of_words(longer))) == [longer]
