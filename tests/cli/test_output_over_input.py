"""No output takes the place of a file that the command reads, not even with --force."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program
from tests.support.agreement.assembling import TEMPLATE, example

OVER = {
    "a config": ["diff", "a.yaml", "b.yaml", "-o", "a.yaml"],
    "the other config": ["diff", "a.yaml", "b.yaml", "-o", "./b.yaml"],
    "a link to a config": ["diff", "a.yaml", "b.yaml", "-o", "link.html"],
    "the term that ends": ["renew", "a.yaml", "-o", "a.yaml"],
    "a config among many": ["status", "a.yaml", "b.yaml", "-o", "b.yaml"],
    "a letterhead": ["render", "a.yaml", "--template", "a.docx"],
    "the copy that came back": ["review", "sent.docx", "-o", "sent.docx"],
    "the config that was sent": [
        *("review", "sent.docx", "--against", "b.yaml", "--to-proposal", "b.yaml"),
    ],
}


@pytest.mark.parametrize("what", OVER)
def test_what_is_read_is_not_overwritten(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    city = example("city-and-one-school.yaml")
    Path("a.yaml").write_text(city, encoding="utf-8")
    Path("sent.yaml").write_text(city, encoding="utf-8")
    Path("b.yaml").write_text(city.replace("75%", "60%"), encoding="utf-8")
    Path("a.docx").write_bytes(TEMPLATE)
    Path("link.html").symlink_to("a.yaml")
    sent = ["render", "sent.yaml", "--format", "docx"]
    assert CliRunner().invoke(program, sent).exit_code == 0
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    for more in ([], ["--force"]):
        result = CliRunner().invoke(program, [*OVER[what], *more])
        assert (result.exit_code, "MOU708" in result.output) == (2, True), result.output
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
