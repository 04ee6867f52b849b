"""The second engine: LibreOffice, where it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mou_builder.pdf.values import Archival, Laid, refusal

MOST_FILES = 200
"""How many files a call is given: LibreOffice 7.4 takes 247 and passes the rest over in silence."""


@dataclass(frozen=True)
class LibreOfficeEngine:
    """LibreOffice without its window, started once a batch, with a throw-away profile.

    ``program`` is found on the search path; ``seconds`` is how long a batch may take, to which
    ``seconds_each`` is added for each document. It uses the fonts of the machine, does not tell
    where it put things, and its layout may differ from one version to the next.
    """

    program: str = "soffice"
    seconds: float = 120
    seconds_each: float = 10

    @property
    def carried_fonts(self) -> None:
        return None

    def lay_out(self, documents: Sequence[bytes], archival: Archival) -> tuple[Laid, ...]:
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
            laid: list[Laid] = []
            for at in range(0, len(sources), MOST_FILES):
                batch = sources[at : at + MOST_FILES]
                said = self._run(program, Path(folder), batch, _filter(archival))
                laid += [Laid(_result(source, said), None) for source in batch]
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
                command, capture_output=True, text=True, timeout=patience, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise _failed(f"it was not done after {patience:.0f} seconds") from error
        except OSError as error:
            raise _failed(str(error)) from error
        return done.stderr.strip() or done.stdout.strip()


def _filter(archival: Archival) -> str:
    """The export filter with its options, as LibreOffice 7.4 and later take them."""
    yes = {"type": "boolean", "value": "true"}
    options = {
        "SelectPdfVersion": {"type": "long", "value": str(archival.value)},
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
