"""The second engine: LibreOffice, where it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from mou_builder.agreement.document import Agreement, Kind
from mou_builder.diagnostic import Diagnostic, refusal
from mou_builder.frozen import dataclass
from mou_builder.pdf.left_out import words_left_out
from mou_builder.pdf.metadata import completed
from mou_builder.pdf.setting.fonts import PACKAGED_FONTS
from mou_builder.pdf.values import Job, Rendered, warning

MOST_FILES = 200
"""How many files a call is given: LibreOffice 7.4 takes 247 and passes the rest over in silence."""

_MOST_QUOTED = 80
"""Letters of words that are lost; they tell which these are."""

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">{usual}</include>
<dir>{ours}</dir>
</fontconfig>
"""


@dataclass(frozen=True)
class LibreOfficeEngine:
    """LibreOffice without its window, started once a batch, with a throw-away profile.

    ``program`` is found on the search path; ``seconds`` is how long a batch may take, to which
    ``seconds_each`` is added for each document. It uses the fonts of the machine and those of the
    program, does not tell where it put things, and its layout may differ from one version to the
    next.
    """

    program: str = "soffice"
    seconds: float = 120
    seconds_each: float = 10

    def write(self, docx: bytes, job: Job, agreement: Agreement) -> Rendered:
        """Write an agreement's DOCX as tagged PDF (PDF/A-3b), without fields: it tells no places.

        Raises `Refused` as `lay_out` does, also where words of the agreement are lost. Warning in
        the result: MOU506 there are lines to sign and no fields.
        """
        [laid] = self.lay_out([docx])
        for lost in words_left_out(laid, agreement):
            raise _failed(f"its pages lack words of the agreement, in “{lost[:_MOST_QUOTED]}…”")
        signed = (part for each in agreement.signatures for part in each.paragraphs)
        has_lines = any(part.kind is Kind.SIGNATURE for part in signed)
        notes = [_no_fields(job.file)] if has_lines else []
        return Rendered(completed(laid, docx, job), tuple(notes))

    def lay_out(self, documents: Sequence[bytes]) -> tuple[bytes, ...]:
        """Lay out DOCX files, which is much faster than each by itself.

        Raises `Refused` (MOU501 not installed, MOU502 failed) for all of them.
        """
        if not documents:
            return ()
        program = shutil.which(self.program)
        if program is None:
            raise refusal(
                "MOU501",
                "PDF",
                f"LibreOffice is not installed: the program “{self.program}” was not found",
                "install it (Debian and Ubuntu: apt install libreoffice-writer-nogui), "
                "or leave out --pdf-engine to use the engine that needs no installation",
            )
        with tempfile.TemporaryDirectory(prefix="mou-pdf-") as folder:
            sources = [Path(folder, f"{number}.docx") for number in range(len(documents))]
            for source, docx in zip(sources, documents, strict=True):
                source.write_bytes(docx)
            laid: list[bytes] = []
            for at in range(0, len(sources), MOST_FILES):
                batch = sources[at : at + MOST_FILES]
                said = self._run(program, Path(folder), batch, _filter())
                laid += [_result(source, said) for source in batch]
            return tuple(laid)

    def _run(self, program: str, folder: Path, sources: Sequence[Path], target: str) -> str:
        command = [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            target,
            "--outdir",
            str(folder),
            *map(str, sources),
        ]
        patience = self.seconds + self.seconds_each * len(sources)
        try:
            done = subprocess.run(  # noqa: S603 (no shell; the program is the one asked for)
                command,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=patience,
                check=False,
                env=with_fonts(folder),
            )
        except subprocess.TimeoutExpired as error:
            raise _failed(f"it was not done after {patience:.0f} seconds") from error
        except OSError as error:
            raise _failed(str(error)) from error
        return done.stderr.strip() or done.stdout.strip()


def with_fonts(folder: Path) -> dict[str, str]:
    """The environment in which LibreOffice finds the program's fonts, too.

    Without letters as wide as those of Times New Roman it breaks other lines than Word does. A file
    for fontconfig is written into ``folder``; where there is no fontconfig, nobody reads it.
    """
    usual = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    file = folder / "fonts.conf"
    text = _FONTS.format(usual=escape(usual), ours=escape(str(PACKAGED_FONTS)))
    file.write_text(text, encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(file)}


def _filter() -> str:
    """The export filter with its options, as LibreOffice 7.4 and later take them."""
    yes = {"type": "boolean", "value": "true"}
    options = {
        "SelectPdfVersion": {"type": "long", "value": "3"},
        "UseTaggedPDF": yes,
        "PDFUACompliance": yes,
        "ExportBookmarks": yes,
    }
    return f"pdf:writer_pdf_Export:{json.dumps(options)}"


def _result(source: Path, said: str) -> bytes:
    made = source.with_suffix(".pdf")
    if not made.is_file() or not made.stat().st_size:
        raise _failed(said or "it wrote no PDF")
    return made.read_bytes()


def _failed(why: str) -> Exception:
    return refusal(
        "MOU502",
        "PDF",
        f"LibreOffice could not make the PDF: {why}",
        "open the DOCX in LibreOffice to see what is wrong, or leave out --pdf-engine",
    )


def _no_fields(file: str) -> Diagnostic:
    return warning(
        "MOU506",
        file,
        "LibreOffice does not tell where the signature lines are: "
        "the PDF has lines to sign on paper but no signature fields",
        "the default engine, typst, makes signature fields",
    )
