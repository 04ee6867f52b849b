"""Engines: what is said when one is missing or fails, and what both agree on."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import docx
import page
import pikepdf
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from mou_builder.diagnostic import Refused
from mou_builder.pdf.document import make_comparison_copy, make_pdf, make_pdfs
from mou_builder.pdf.engine import Engine, RdocxEngine
from mou_builder.pdf.libreoffice import MOST_FILES, LibreOfficeEngine
from mou_builder.pdf.values import Archival, Attachment, Job, Laid, SignatureField
from tests.support.pdf_samples import LABEL, agreement_docx, empty_document, marked_docx, saved

FIELD = SignatureField("district", "Signature of Dana Whitfield")


def program(folder: Path, script: str) -> str:
    """A stand-in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_a_missing_libreoffice_is_said_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"MOU501.*not installed") as caught:
        make_pdf(agreement_docx(0), (), "T", "en", engine=LibreOfficeEngine("no-such-program"))
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
        make_pdf(agreement_docx(0), (), "T", "en", engine=engine)


def test_a_batch_is_one_call_with_its_own_profile(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    engine = LibreOfficeEngine(program(tmp_path, f'echo "$@" >> {log}; exit 1'))
    job = Job(agreement_docx(0), "T", "en")
    with pytest.raises(Refused):
        make_pdfs((job, job, job), engine)
    [call] = log.read_text().splitlines()
    assert "-env:UserInstallation=file:///" in call
    assert len(re.findall(r"\d\.docx", call)) == 3


def test_a_batch_too_large_for_one_call_is_parted(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    copy = 'for each; do case "$each" in *.docx) cp "$each" "${each%.docx}.pdf";; esac; done'
    engine = LibreOfficeEngine(program(tmp_path, f'echo "$@" >> {log}; {copy}'))
    documents = [str(number).encode() for number in range(MOST_FILES + 1)]
    laid = engine.lay_out(documents, Archival.PDFA_2B)
    assert [each.pdf for each in laid] == documents
    assert [line.count(".docx") for line in log.read_text().splitlines()] == [MOST_FILES, 1]


def test_an_empty_batch_starts_nothing() -> None:
    assert LibreOfficeEngine("no-such-program").lay_out((), Archival.PDFA_2B) == ()


class _UnevenEngine:
    """An engine that marks words otherwise than is understood."""

    carried_fonts = None

    def lay_out(self, documents: Sequence[bytes], archival: Archival) -> tuple[Laid, ...]:
        return tuple(self._changed(each) for each in RdocxEngine().lay_out(documents, archival))

    def _changed(self, laid: Laid) -> Laid:
        with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
            content = pdf.pages[0].Contents.read_bytes()
            pdf.pages[0].Contents = pdf.make_stream(content.replace(b"BDC\nq\n", b"BDC\n q\n", 1))
            target = io.BytesIO()
            pdf.save(target)
        return Laid(target.getvalue(), laid.fragments)


def test_a_page_that_is_not_understood_is_refused_rather_than_misread() -> None:
    engine: Engine = _UnevenEngine()
    with pytest.raises(Refused, match=r"MOU507.*page 1"):
        make_pdf(agreement_docx(0), (), "T", "en", engine=engine)


def words_of_docx(data: bytes) -> list[str]:
    root = docx.Document(io.BytesIO(data)).element.body
    namespace = root.nsmap["w"]
    paragraphs = root.iter(f"{{{namespace}}}p")
    texts = ["".join(t.text or "" for t in each.iter(f"{{{namespace}}}t")) for each in paragraphs]
    return " ".join(texts).split()


def words_of_pdf(data: bytes) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True
    )
    return done.stdout.decode().replace("\f", " ").split()


@pytest.mark.crosscheck
@pytest.mark.parametrize("label", [LABEL, ""])
def test_the_pdf_has_the_words_of_the_document_and_its_numbers(label: str) -> None:
    source = agreement_docx(3, label=label)
    found = words_of_pdf(make_pdf(source, (FIELD,) * 3, "T", "en-US").pdf)
    expected = words_of_docx(source)
    for number, first in ((1, "officer"), (2, "parties")):
        expected.insert(expected.index(first) - 1, f"{number}.")
    assert found == expected


FIELD_XML = '<w:fldSimple {} w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def places_in_footer(alignment: str, pages: int) -> list[list[tuple[float, float, str]]]:
    """The words of the footer of each page with their left and right ends, as poppler has them."""
    document = empty_document()
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = getattr(WD_ALIGN_PARAGRAPH, alignment)
    for words, name in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        footer.add_run(words)
        footer._p.append(parse_xml(FIELD_XML.format(nsdecls("w"), name)))
    for _ in range(pages - 1):
        document.add_page_break()
    document.add_paragraph("End.")
    pdf = make_pdf(saved(document), (), "T", "en-US").pdf
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True)
    sheets = done.stdout.decode().split("<page ")[1:]
    word = re.compile(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)<')
    found = [[(float(a), float(b), c) for a, b, c in word.findall(each)] for each in sheets]
    return [[each for each in words if each[2] != "End."] for words in found]


@pytest.mark.crosscheck
@pytest.mark.parametrize("alignment", ["LEFT", "CENTER", "RIGHT"])
@pytest.mark.parametrize("count", [3, 11])
def test_page_numbers_stand_close_to_the_words_around_them(alignment: str, count: int) -> None:
    pages = places_in_footer(alignment, count)
    assert [[word for _, _, word in line] for line in pages] == [
        ["Page", str(number), "of", str(count)] for number in range(1, count + 1)
    ]
    for line in pages:
        for (_, right, _), (left, _, _) in pairwise(line):
            assert 2 < left - right < 4  # a space of the font is 2.75 points wide
        start, end = line[0][0] - 90, 522 - line[-1][1]
        assert {"LEFT": abs(start), "RIGHT": abs(end), "CENTER": abs(start - end)}[alignment] < 1


@pytest.mark.crosscheck
def test_the_comparison_copy_shows_old_and_new_words() -> None:
    found = " ".join(words_of_pdf(make_comparison_copy(marked_docx(), "T", "en-US").pdf))
    assert "The district pays 75 percent50 percent of the cost." in found


@pytest.mark.crosscheck
def test_libreoffice_gives_a_conforming_pdf_without_fields() -> None:
    attachment = Attachment("config.yaml", b"model: wisconsin-sro\n")
    plain, carrying = make_pdfs(
        (
            Job(agreement_docx(1), "Plain", "en-US", (FIELD,)),
            Job(agreement_docx(0), "Carrying", "en-US", attachment=attachment),
        ),
        LibreOfficeEngine(),
    )
    for rendered, archival in ((plain, "2b"), (carrying, "3b")):
        for profile in (archival, "ua1"):
            report = page.validate_pdf_bytes(rendered.pdf, profile=profile)
            assert [each.message for each in report.failures] == []
    assert [each.code for each in plain.diagnostics] == ["MOU506"]
    assert carrying.diagnostics == ()
    # LibreOffice draws a ruled line as underscores, right behind its label.
    found = [re.sub("_{6,}$", "", word) for word in words_of_pdf(plain.pdf)]
    assert [word for word in found if word] == words_of_docx_numbered()


def words_of_docx_numbered() -> list[str]:
    words = words_of_docx(agreement_docx(1))
    for number, first in ((1, "officer"), (2, "parties")):
        words.insert(words.index(first) - 1, f"{number}.")
    return words


@pytest.mark.crosscheck
@pytest.mark.parametrize("count", [0, 1, 3])
def test_outloud_finds_no_error(tmp_path: Path, count: int) -> None:
    from outloud import check  # imported here: it is installed for the cross-checks only

    path = tmp_path / "agreement.pdf"
    path.write_bytes(make_pdf(agreement_docx(count), (FIELD,) * count, "T", "en-US").pdf)
    result = check(str(path))
    assert result.error is None
    assert [str(each) for each in result.findings if each.severity == "error"] == []


@pytest.mark.crosscheck
def test_outloud_finds_no_error_in_a_comparison_copy(tmp_path: Path) -> None:
    from outloud import check

    path = tmp_path / "comparison.pdf"
    path.write_bytes(make_comparison_copy(marked_docx(), "T", "en-US").pdf)
    result = check(str(path))
    assert result.error is None
    assert [str(each) for each in result.findings if each.severity == "error"] == []
