"""Word files in another format, by LibreOffice's own command."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mou_builder.pdf.libreoffice import with_fonts
from tests.support.cli.console import PATIENCE
from tests.support.crashes import once_more, raise_if_crashed


def converted(documents: Sequence[bytes], form: str) -> list[bytes]:
    """Return the documents in another format, set in the fonts that the program has."""
    return once_more(lambda: _converted(documents, form))


def _converted(documents: Sequence[bytes], form: str) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="mou-word-", ignore_cleanup_errors=True) as name:
        folder, made = Path(name), Path(name, "made")
        files = [folder / f"{number}.docx" for number in range(len(documents))]
        for file, data in zip(files, documents, strict=True):
            file.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        done = subprocess.run(
            ["soffice", "--headless", profile, "--convert-to", form, "--outdir", made, *files],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=PATIENCE + 30 * len(files),
            env=with_fonts(folder),
            check=False,
        )
        targets = [made / f"{file.stem}.{form}" for file in files]
        missing = [each.name for each in targets if not each.is_file()]
        if done.returncode or missing:
            raise_if_crashed(done.returncode, done.stdout)
            raise AssertionError(f"exit code {done.returncode}, without {missing}:\n{done.stdout}")
        return [each.read_bytes() for each in targets]
