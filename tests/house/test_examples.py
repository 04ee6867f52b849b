"""The laws of same words, same bytes and accessibility, on every example."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import page
import pikepdf
import pytest

from mou_builder.actions.render import Format, Output, RenderOptions, render
from mou_builder.agreement.document import Agreement, Table
from mou_builder.check.checking import check
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import (
    CONFIGS,
    FINISHED,
    TEMPLATE,
    assembled,
    example,
    library,
)
from tests.support.agreement.small_agreement import words_in_order
from tests.support.cli.console import PATIENCE
from tests.support.libreoffice.converting import converted
from tests.support.pdf.samples import words_in
from tests.support.word.docx_reading import header_words, words_of


@cache
def rendered(name: str) -> Output:
    source = yaml_source.parse(example(name).encode(), name)
    return render(check(source, library()), RenderOptions((Format.DOCX, Format.PDF), TEMPLATE))


def file(name: str, ending: str) -> bytes:
    return next(data for path, data in rendered(name).files.items() if path.endswith(ending))


@pytest.mark.parametrize("name", FINISHED)
def test_the_words_of_the_word_document_are_the_agreements(name: str) -> None:
    agreement = assembled(example(name))
    assert words_of(file(name, ".docx")) == words_in_order(agreement)
    assert " ".join(agreement.header.text.split()) in " ".join(header_words(file(name, ".docx")))


@pytest.mark.parametrize("name", FINISHED)
@pytest.mark.parametrize("profile", ["ua1", "3b"])
def test_the_pdf_is_accessible_and_archivable_with_its_fields_in_it(
    name: str, profile: str
) -> None:
    report = page.validate_pdf_bytes(file(name, ".pdf"), profile=profile)
    assert [each.message for each in report.failures] == []


@pytest.mark.parametrize("name", FINISHED)
def test_every_signatory_has_a_field_with_a_name_and_a_tooltip(name: str) -> None:
    agreement = assembled(example(name))
    with pikepdf.open(io.BytesIO(file(name, ".pdf"))) as pdf:
        fields = [(str(each.T), str(each.TU)) for each in pdf.Root.AcroForm.Fields]
        assert fields == [(each.id, each.tooltip) for each in agreement.signatures]
        assert str(pdf.Root.Lang) == "en-US"
        assert agreement.title.text in str(pdf.docinfo.Title)
        assert pdf.attachments[name].get_file().read_bytes().decode() == example(name)


@pytest.mark.parametrize("name", FINISHED)
def test_no_finding_is_told_about_a_finished_example(name: str) -> None:
    assert rendered(name).diagnostics == ()
    assert check(yaml_source.parse(example(name).encode(), name), library()).diagnostics == ()


def test_the_same_config_gives_the_same_bytes_in_another_process_place_and_time_zone(
    tmp_path: Path,
) -> None:
    name = "county-and-four-schools.yaml"
    made = {}
    for at, (zone, seed) in enumerate((("Pacific/Auckland", "1"), ("America/Chicago", "2"))):
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / name).write_bytes((CONFIGS / name).read_bytes())
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        environment.pop("SOURCE_DATE_EPOCH", None)
        mou = str(Path(sys.executable).with_name("mou"))
        subprocess.run(
            [mou, "render", name], cwd=folder, env=environment, check=True, timeout=PATIENCE
        )
        made[at] = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert made[0] == made[1]
    assert len(made[0]) == 3


def test_source_date_epoch_is_the_date_in_the_pdf(tmp_path: Path) -> None:
    name = "city-and-one-school.yaml"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1782864000"}
    mou = str(Path(sys.executable).with_name("mou"))
    subprocess.run(
        [mou, "render", str(CONFIGS / name), "-o", str(tmp_path)], env=environment, check=True
    )
    with pikepdf.open(tmp_path / "city-and-one-school.pdf") as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20260701")


def test_a_draft_says_so_on_every_page_and_shows_what_is_missing() -> None:
    name = "wisconsin-as-published.yaml"
    source = yaml_source.parse(example(name).encode(), name)
    options = RenderOptions((Format.DOCX, Format.PDF), TEMPLATE, draft=True)
    files = render(check(source, library()), options).files
    assert set(files) == {"wisconsin-as-published-draft.docx", "wisconsin-as-published-draft.pdf"}
    assert "DRAFT" in header_words(files["wisconsin-as-published-draft.docx"])


def pdf_words(data: bytes) -> list[str]:
    return words_in(data, "-raw").replace("\f", " ").split()


def without_running_text(words: list[str], agreement: Agreement) -> list[str]:
    """``words`` of a PDF without the header and the “Page X of Y” of each page, and ruled lines."""
    header = agreement.header.text.split()
    kept: list[str] = []
    at = 0
    while at < len(words):
        if words[at : at + len(header)] == header and _begins_a_page(words, at):
            at += len(header)
        elif words[at] == "Page" and words[at + 2 : at + 3] == ["of"]:
            at += 4
        else:
            kept.append(words[at])
            at += 1
    return [word for word in kept if set(word) != {"_"} or len(word) < 6]


def _begins_a_page(words: list[str], at: int) -> bool:
    return at == 0 or words[at - 2 : at - 1] == ["of"]


def pieces(words: list[str]) -> Counter[str]:
    """The words, parted at hyphens, because a line may break within “building-level”."""
    return Counter(piece for word in words for piece in word.split("-") if piece)


def header_rows(agreement: Agreement) -> set[str]:
    """The words of the tables' header rows, which stand again where a table goes on."""
    tables = [block for block in agreement.blocks() if isinstance(block, Table)]
    cells = ["".join(span.text for span in cell) for each in tables for cell in each.header.cells]
    return set(pieces(" ".join(cells).split()))


@pytest.mark.crosscheck
@pytest.mark.parametrize("name", FINISHED)
def test_the_words_of_the_pdf_are_the_agreements(name: str) -> None:
    agreement = assembled(example(name))
    found = without_running_text(pdf_words(file(name, ".pdf")), agreement)
    expected = [word for word in words_in_order(agreement) if set(word) != {"_"} or len(word) < 6]
    assert pieces(expected) - pieces(found) == Counter()
    assert set(pieces(found) - pieces(expected)) <= header_rows(agreement)
    if not any(isinstance(block, Table) for block in agreement.blocks()):
        # pdftotext reads a row line by line, not cell by cell.
        assert "".join(found) == "".join(expected)


@pytest.mark.crosscheck
@pytest.mark.parametrize("name", FINISHED)
def test_libreoffice_opens_the_word_document_and_its_pdf_has_the_same_words(name: str) -> None:
    (pdf,) = converted([file(name, ".docx")], "pdf")
    agreement = assembled(example(name))
    found = without_running_text(pdf_words(pdf), agreement)
    expected = [word for word in words_in_order(agreement) if set(word) != {"_"} or len(word) < 6]
    assert pieces(found) == pieces(expected)


@pytest.mark.crosscheck
@pytest.mark.parametrize("name", FINISHED)
def test_outloud_finds_no_error_in_an_example(name: str, tmp_path: Path) -> None:
    from outloud import check as judge

    path = tmp_path / "agreement.pdf"
    path.write_bytes(file(name, ".pdf"))
    result = judge(str(path))
    assert result.error is None
    assert [str(each) for each in result.findings if each.severity == "error"] == []
