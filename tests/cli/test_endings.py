"""A file is known by its ending however that is written: a scanner writes SIGNED.PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program
from tests.support.agreement.assembling import example

CITY = "city-and-one-school.yaml"


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(program, list(map(str, arguments)))
    return result.exit_code, " ".join(result.output.split())


@pytest.fixture(params=[".yml", ".YAML", ".Yml"])
def config(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"maple{request.param}"
    path.write_text(example(CITY), encoding="utf-8")
    return path


def test_a_config_is_found_by_its_folder_by_a_pattern_and_as_a_base(config: Path) -> None:
    above = config.with_name("oak.yaml")
    above.write_text(f"extends: {config.name}\n", encoding="utf-8")
    assert run("check", above) == (0, "The config has no errors.")
    above.unlink()
    for argument in (config.parent, config.parent / f"*{config.suffix}"):
        assert run("check", argument) == (0, "The config has no errors.")


def test_the_config_in_a_pdf_is_found_and_the_pdf_itself(config: Path) -> None:
    assert run("render", config, "-o", config.parent, "--format", "pdf")[0] == 0
    pdf = config.with_suffix(".pdf").rename(config.with_suffix(".Pdf"))
    for argument in (pdf, config.parent, config.parent / "*.Pdf"):
        code, said = run("verify", argument)
        assert (code, "its words are those of the agreement" in said.lower()) == (1, True), said
    config.unlink()
    assert "1 agreement: 1 ready to sign" in run("status", config.parent / "*.Pdf")[1]


def test_what_was_renewed_already_is_known(config: Path) -> None:
    assert run("renew", config)[0] == 0
    code, said = run("renew", config, "-o", config.with_name("other.yaml"))
    assert (code, "MOU802" in said, f"maple-2028{config.suffix}" in said) == (1, True, True), said


def test_no_pdf_where_one_was_looked_for_is_told(tmp_path: Path) -> None:
    for command in ("verify", "status"):
        code, said = run(command, tmp_path / "*.pdf")
        assert (code, "MOU810" in said) == (2, True), said
