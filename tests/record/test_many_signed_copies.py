"""Many signed copies at once: each is verified, and the last lines name those to look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mou_builder.cli.program import program
from tests.support.signing.certificates import PASSPHRASE, identity
from tests.support.signing.short_agreement import SHORT


def mou(*args: object) -> Result:
    environment = {"MOU_PASSPHRASE": PASSPHRASE}
    return CliRunner().invoke(program, list(map(str, args)), env=environment)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a signed copy, the same altered, one that broke off, and a letter."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "elm.yaml").write_text(SHORT, "utf-8")
    assert mou("render", folder / "elm.yaml", "-o", folder, "--format", "pdf").exit_code == 0
    good, below = folder / "elm.pdf", folder / "below"
    for field, name in (("district", "Dana Whitfield"), ("agency", "Luis Ortega")):
        (folder / "key.p12").write_bytes(identity(name).p12)
        signed = mou("sign", good, "--field", field, "--certificate", folder / "key.p12")
        assert signed.exit_code == 0, signed.output
    below.mkdir()
    altered = bytearray(good.read_bytes())
    altered[altered.index(b"stream\n") + 100] ^= 1
    (below / "altered.PDF").write_bytes(altered)
    (folder / "broken.pdf").write_bytes(good.read_bytes()[:2000])
    (folder / "letter.txt").write_text("hello", "utf-8")
    return folder


def test_each_of_a_folder_is_verified_though_one_cannot_be_read(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive)  # so that no path is too long for a line
    result = mou("verify", ".")
    assert result.exit_code == 2
    assert "broken.pdf: MOU911 error" in result.stderr
    assert result.stdout.split("As they should be: ")[1].splitlines() == [
        "1 of 3 PDFs.",
        f"  NOT AS IT SHOULD BE: {Path('below', 'altered.PDF')}",
        "  NOT READ: broken.pdf",
    ]
    assert "elm.pdf\n  Signed by Dana Whitfield" in result.stdout
    assert "letter.txt" not in result.output


def test_a_glob_is_understood_where_no_shell_does_it(archive: Path) -> None:
    result = mou("verify", archive / "e*.pdf", archive / "below" / "*")
    assert result.exit_code == 1
    assert "As they should be: 1 of 2 PDFs." in result.stdout


def test_of_one_file_there_is_no_summary(archive: Path) -> None:
    result = mou("verify", archive / "elm.pdf")
    assert result.exit_code == 0
    assert "PDFs" not in result.output


def test_a_folder_without_a_pdf_is_refused(tmp_path: Path) -> None:
    result = mou("verify", tmp_path)
    assert result.exit_code == 2
    assert "MOU810 error: no PDF was found here" in result.stderr
