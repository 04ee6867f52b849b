"""An entry recorded by mistake is withdrawn: it stays to be seen, and counts for nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program

CITY = Path("configs/city-and-one-school.yaml").read_text(encoding="utf-8")
BECAUSE = ("--because", "She signed on June 11.")


def mou(*args: object, code: int = 0) -> str:
    result = CliRunner().invoke(program, list(map(str, args)))
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "maple-grove.yaml"
    path.write_text(CITY, "utf-8")
    mou("record", path, "signed", "--by", "Luis Ortega", "--on", "2026-06-09")
    mou("record", path, "signed", "--by", "Dana Whitfield", "--on", "2026-06-10")
    return path


def state(*paths: Path) -> tuple[str, str | None]:
    [found] = json.loads(mou("status", *paths, "--format", "json", "--as-of", "2026-06-30"))[
        "agreements"
    ]
    return found["state"], found["signed"]


def test_a_wrong_day_is_withdrawn_and_recorded_anew(config: Path) -> None:
    assert state(config) == ("signed, not yet in effect", "2026-06-10")
    anew = ("record", config, "signed", "--by", "Dana Whitfield", "--on", "2026-06-11")
    assert "--withdraw 2 --because" in mou(*anew, code=1)
    before = config.read_text("utf-8")
    said = mou("record", config, "--withdraw", "2", "--on", "2026-06-12", *BECAUSE)
    gone = (
        "Signed by Dana Whitfield on June 10, 2026. Withdrawn on June 12, 2026: "
        "She signed on June 11."
    )
    assert said == f"{config}: {gone}"
    added = "    withdrawn: {day: 2026-06-12, because: She signed on June 11.}\n"
    assert config.read_text("utf-8") == before + added
    assert state(config) == ("signed by some", None)
    mou(*anew)
    assert state(config) == ("signed, not yet in effect", "2026-06-11")
    assert mou("record", config) == (
        f"1. Signed by Luis Ortega on June 9, 2026. 2. {gone} "
        "3. Signed by Dana Whitfield on June 11, 2026."
    )
    assert mou("check", config, "--as-of", "2026-06-30") == "The config has no errors."


def test_what_is_withdrawn_is_no_more_about_words_that_were_changed(config: Path) -> None:
    changed = config.read_text("utf-8").replace("district_share: 75%", "district_share: 60%")
    config.write_text(changed, "utf-8")
    assert "MOU919" in mou("check", config, code=1)
    mou("record", config, "--withdraw", "1", "--because", "He signed the draft of May.")
    told = mou("check", config, code=1)
    assert f"{config.name}:{_line(config, 'fact: signed', 2)}:5: MOU919" in told
    mou("record", config, "--withdraw", "2", "--because", "She signed the draft of May.")
    assert "MOU919" not in mou("check", config)
    assert state(config) == ("ready to sign", None)


def _line(config: Path, words: str, time: int) -> int:
    lines = enumerate(config.read_text("utf-8").splitlines(), start=1)
    return [number for number, line in lines if words in line][time - 1]


def test_a_warning_about_an_entry_ends_with_it(config: Path) -> None:
    mou("record", config, "posted", "--where", "the web", "--on", "2062-06-12")
    told = mou("check", config, "--as-of", "2026-06-30")
    assert "MOU902" in told
    assert "--withdraw 3 --because" in told
    mou("record", config, "--withdraw", "3", "--because", "The year was mistyped.")
    assert "MOU902" not in mou("check", config, "--as-of", "2026-06-30")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--withdraw", "3", *BECAUSE), 1, "the record has no entry No. 3; it has 2 entries"),
        (("--withdraw", "1"), 2, "are given together"),
        (("--withdraw", "1", "--because", " "), 2, "are given together"),
        (BECAUSE, 2, "are given together"),
        (("posted", "--withdraw", "1", *BECAUSE), 2, "give one of these alone"),
        (("--withdraw", "1", *BECAUSE, "--vote", "7 to 0"), 2, "say which FACT is meant"),
        (("--vote", "7 to 0"), 2, "say which FACT is meant"),
    ],
)
def test_what_cannot_be_withdrawn_is_refused_and_nothing_written(
    config: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    before = config.read_text("utf-8")
    assert said in mou("record", config, *args, code=code)
    assert config.read_text("utf-8") == before


def test_an_entry_is_withdrawn_once(config: Path) -> None:
    mou("record", config, "--withdraw", "1", "--on", "2026-06-12", *BECAUSE)
    said = "MOU929 error: entry No. 1 was withdrawn already, on June 12, 2026"
    assert said in mou("record", config, "--withdraw", "1", *BECAUSE, code=1)


def test_a_withdrawal_needs_its_reason_in_the_file_too(config: Path) -> None:
    text = config.read_text("utf-8")
    config.write_text(text + "    withdrawn: {day: 2026-06-12}\n", "utf-8")
    assert "MOU105" in mou("check", config, code=1)


def test_what_is_withdrawn_in_one_config_of_an_agreement_counts_in_none(
    config: Path, tmp_path: Path
) -> None:
    """The config as amended begins with the same entries, and each of them is of the agreement."""
    proposal = tmp_path / "proposal.yaml"
    proposal.write_text(
        "proposed_by: School Board\ndate: 2026-06-20\nchanges:\n"
        "  - {clause: funding, set: {district_share: 60%}, because: the costs changed}\n",
        "utf-8",
    )
    mou("amend", config, proposal, "-o", tmp_path)
    amended = tmp_path / "maple-grove-amended-1.yaml"
    assert state(config, amended) == ("signed, not yet in effect", "2026-06-10")
    mou("record", config, "--withdraw", "2", *BECAUSE)
    assert state(config, amended) == ("signed by some", None)
    mou("record", config, "signed", "--by", "Dana Whitfield", "--on", "2026-06-10")
    assert state(config, amended) == ("signed, not yet in effect", "2026-06-10")
