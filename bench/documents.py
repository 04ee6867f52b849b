"""DOCX and PDF per document, against docxtpl and LibreOffice."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from docxtpl import DocxTemplate

from bench import subjects
from bench.districts import DAY, districts
from bench.subjects import Subject
from bench.timing import Action, Row, process, ratio
from mou_builder.actions.render import agreement_of, document_title, pdf_of, sheet_of
from mou_builder.check.checking import check
from mou_builder.pdf.values import Attachment, Job
from mou_builder.word.template.compiling import compile_template
from mou_builder.word.writing import body, source_part
from mou_builder.word.writing import document as word
from mou_builder.word.writing.document import render_docx
from mou_builder.word.writing.runs import Marks

BATCH = 50
PDF_BATCH = 20


class Document:
    """One agreement, and what either side needs to write it down.

    docxtpl gets the finished context: the body of the document ready-made, so that it is not
    charged for making it.
    """

    def __init__(self, subject: Subject) -> None:
        checked = check(subject.source(), subject.library, subject.day)
        self._subject = subject
        self._agreement = agreement_of(checked, draft=False)
        self._source = subject.docx_source()
        self._path = subjects.template()
        self._template = self._path.read_bytes()
        no_marks = Marks(None)
        layout = compile_template(self._template).layout
        written = body.write_body(self._agreement, layout, no_marks, 0)
        self._context = dict(word._context(self._agreement, written, no_marks))

    def docx(self) -> bytes:
        """Our DOCX."""
        return render_docx(self._agreement, self._template, self._source)

    def docx_by_docxtpl(self) -> bytes:
        """That of docxtpl, from the same template."""
        document = DocxTemplate(self._path)
        document.render(self._context, autoescape=True)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    def pdf(self) -> bytes:
        """Our PDF, with its DOCX made before."""
        self.docx()
        title = document_title(self._agreement)
        source = Attachment(self._subject.name, self._subject.text.encode())
        sheet = sheet_of(self._agreement, self._template, title)
        return pdf_of(sheet, Job(title, self._agreement.language, source)).pdf


def measure() -> Iterator[Row]:
    """Per document: DOCX alone and in a batch, then DOCX and PDF in a batch."""
    documents = [Document(each) for each in subjects.finished_examples()]
    longest = Document(subjects.example())
    yield ratio(
        "one DOCX, against docxtpl",
        lambda: _anew(longest.docx),
        longest.docx_by_docxtpl,
        rounds=15,
        aim=1.0,
    )
    library = subjects.example().library
    batch = [
        Document(Subject(text, library, name, DAY)) for name, text in districts(BATCH, faulty=0)
    ]
    yield ratio(
        f"a DOCX out of {BATCH}, against docxtpl",
        lambda: _anew(*(each.docx for each in batch)),
        lambda: [each.docx_by_docxtpl() for each in batch],
        rounds=5,
        each=BATCH,
        aim=0.33,
    )
    batch = list(islice(cycle(documents), PDF_BATCH))
    with tempfile.TemporaryDirectory(prefix="mou-bench-") as folder:
        yield ratio(
            f"DOCX + PDF out of {PDF_BATCH}, against docxtpl + LibreOffice",
            lambda: _anew(*(each.pdf for each in batch)),
            lambda: _by_libreoffice(batch, Path(folder)),
            rounds=3,
            each=PDF_BATCH,
            aim=0.20,
        )
        configs, made = Path(folder, "configs"), Path(folder, "made")
        configs.mkdir()
        for source in subjects.like_the_examples(PDF_BATCH):
            (configs / source.file).write_text(source.text, "utf-8")
        command = [str(Path(sys.executable).with_name("mou")), "render", str(configs)]
        yield ratio(
            f"mou render -j 2 of {PDF_BATCH} configs, against the same",
            process([*command, "-o", str(made), "-j", "2", "--force"]),
            lambda: _by_libreoffice(batch, Path(folder)),
            rounds=3,
            each=PDF_BATCH,
            aim=0.20,
        )


def _anew(*actions: Action) -> None:
    """Run actions with nothing left over from before."""
    for each in (compile_template, body._plain_part, source_part._remembered_digest):
        each.cache_clear()
    for action in actions:
        action()


def _by_libreoffice(documents: list[Document], folder: Path) -> None:
    paths = [folder / f"{number}.docx" for number in range(len(documents))]
    for path, document in zip(paths, documents, strict=True):
        path.write_bytes(document.docx_by_docxtpl())
    process(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, paths),
        ]
    )()
    for path in paths:
        path.with_suffix(".pdf").unlink()  # fails if LibreOffice has not made it
