"""``mou renew``: writes beside, never over; shows what is new in the model and asks before it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mou_builder.actions.packet import Packet
from mou_builder.cli.program import program
from mou_builder.disk.packaged import packaged
from mou_builder.yamltext.source import parse

CITY = Path("configs/city-and-one-school.yaml")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    target = tmp_path / "maple-2027.yaml"
    shutil.copy(CITY, target)
    return target


@pytest.fixture
def old_library(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    shutil.copytree(packaged("clauses"), folder)
    mission = folder / "wisconsin-sro/clauses/mission.yaml"
    text = mission.read_text("utf-8")
    assert "improve school safety" in text
    mission.write_text(
        text.replace("improve school safety", "improve the safety of schools"), "utf-8"
    )
    return folder


def run(*args: object) -> Result:
    return CliRunner().invoke(program, ["renew", *map(str, args)])


def test_the_next_term_is_written_beside_and_named_for_its_year(config: Path) -> None:
    result = run(config)
    assert result.exit_code == 0, result.output
    target = config.with_name("maple-2028.yaml")
    assert str(target) in result.stdout
    assert "until: 2028-06-30" in target.read_text("utf-8")
    assert config.read_text(encoding="utf-8") == CITY.read_text(encoding="utf-8")


def test_a_next_term_that_is_over_already_is_told(config: Path) -> None:
    assert "over on" not in run(config, "--as-of", "2028-06-30").stdout
    config.with_name("maple-2028.yaml").unlink()
    result = run(config, "--as-of", "2028-07-01")
    assert result.exit_code == 0, result.output
    assert "that term is over on July 1, 2028, too" in " ".join(result.stdout.split())


def test_a_file_that_exists_is_not_overwritten_unasked(config: Path) -> None:
    target = config.with_name("maple-2028.yaml")
    target.write_text("mine", "utf-8")
    result = run(config)
    assert result.exit_code == 2
    assert "MOU705" in result.stderr
    assert target.read_text("utf-8") == "mine"


def test_what_exists_is_overwritten_on_request_but_not_the_next_term_that_was_begun(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The packet is made a second time after the next term was edited, which is never undone."""
    made = Packet({"decision.pdf": b"made anew"})
    monkeypatch.setattr("mou_builder.actions.packet.packet", lambda *_: made)
    target, folder = config.with_name("maple-2028.yaml"), config.with_name("packet")
    folder.mkdir()
    (folder / "decision.pdf").write_bytes(b"old")
    target.write_text("mine", "utf-8")
    assert run(config, "--force").exit_code == 0
    edited = target.read_text("utf-8") + "# edited\n"
    target.write_text(edited, "utf-8")
    again = run(config, "--force", "--packet", folder)
    assert (again.exit_code, "MOU802" in again.stderr) == (1, True)
    following = (config, "--next", target, "--packet", folder)
    assert "MOU705" in run(*following).stderr
    assert (folder / "decision.pdf").read_bytes() == b"old"
    assert run(*following, "--force").exit_code == 0
    assert (folder / "decision.pdf").read_bytes() == b"made anew"
    assert target.read_text("utf-8") == edited


def test_what_was_renewed_already_is_not_renewed_again(config: Path) -> None:
    assert run(config).exit_code == 0
    result = run(config, "-o", config.with_name("other.yaml"))
    assert result.exit_code == 1
    assert "MOU802" in result.stderr
    assert "maple-2028.yaml" in result.stderr
    assert not config.with_name("other.yaml").exists()


def test_a_packet_with_the_next_term_of_another_agreement_is_told(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mou_builder.actions.packet.packet", lambda *_: Packet({}))
    other = config.with_name("oak.yaml")
    other.write_text(config.read_text("utf-8").replace("75%", "60%"), "utf-8")
    assert run(config).exit_code == run(other).exit_code == 0
    packet = ("--packet", config.with_name("packet"))
    for following, is_told in (("maple-2028.yaml", False), ("oak-2028.yaml", True)):
        result = run(config, "--next", config.with_name(following), *packet)
        assert (result.exit_code, "MOU806 warning" in result.stderr) == (0, is_told)


def test_a_renewed_config_in_another_folder_still_finds_its_base(config: Path) -> None:
    base = config.with_name("base.yaml")
    base.write_text("requirements: [wisconsin]\n", "utf-8")
    config.write_text(
        "extends: base.yaml\n" + CITY.read_text(encoding="utf-8").replace("requirements", "# was"),
        encoding="utf-8",
    )
    target = config.parent / "next" / "maple.yaml"
    result = run(config, "-o", target)
    assert result.exit_code == 0, result.output
    assert "extends: ../base.yaml" in target.read_text("utf-8")


def test_lines_that_end_as_on_an_old_mac_are_renewed_and_recorded(config: Path) -> None:
    """They were read, and then could not be edited: the place of the fault had no file."""
    config.write_bytes(config.read_bytes().replace(b"\n", b"\r"))
    assert run(config).exit_code == 0
    assert "until: 2028-06-30\n" in config.with_name("maple-2028.yaml").read_text("utf-8")
    recorded = CliRunner().invoke(program, ["record", str(config), "sent", "--on", "2026-06-01"])
    assert recorded.exit_code == 0, recorded.output
    assert config.read_text("utf-8").endswith("  - {fact: sent, day: 2026-06-01}\n")


def test_changes_of_the_model_are_shown_each_with_its_redline(
    config: Path, old_library: Path
) -> None:
    result = run(config, "--model-changes", "--old-library", old_library)
    assert result.exit_code == 0
    assert "[-" in result.stdout
    assert "{+" in result.stdout
    assert "mission" in result.stdout
    assert list(config.parent.glob("*.yaml")) == [config]


def test_changes_of_the_model_are_never_taken_silently(config: Path, old_library: Path) -> None:
    result = run(config, "--old-library", old_library)
    assert result.exit_code == 1
    assert "MOU808" in result.stderr
    assert "--take mission or --keep mission" in result.stderr
    assert list(config.parent.glob("*.yaml")) == [config]


def test_a_change_that_is_taken_leaves_the_config_to_the_model(
    config: Path, old_library: Path
) -> None:
    assert run(config, "--old-library", old_library, "--take", "mission").exit_code == 0
    assert "mission" not in config.with_name("maple-2028.yaml").read_text("utf-8")


def test_a_change_that_is_not_taken_keeps_the_words_that_were_signed(
    config: Path, old_library: Path
) -> None:
    run(config, "--old-library", old_library, "--keep", "mission")
    target = config.with_name("maple-2028.yaml")
    data = parse(target.read_bytes(), "t").data
    assert isinstance(data, dict)
    clauses = data["clauses"]
    assert isinstance(clauses, dict)
    mission = clauses["mission"]
    assert isinstance(mission, dict)
    assert "improve the safety of schools" in str(mission["text"])
    assert "was not taken" in str(mission["because"])


def test_a_recorded_version_that_is_not_the_library_s_needs_a_decision(config: Path) -> None:
    config.write_text(
        CITY.read_text(encoding="utf-8")
        + "history:\n  - {until: 2026-06-30, model: wisconsin-sro 0.9.0}\n",
        encoding="utf-8",
    )
    result = run(config)
    assert result.exit_code == 1
    assert "wisconsin-sro 0.9.0" in result.stderr
    assert run(config, "--take", "all").exit_code == 0


def test_corrections_are_offered_where_a_config_leaves_them_out(config: Path) -> None:
    config.write_text(
        CITY.read_text(encoding="utf-8").replace(
            "requirements:", "corrections: none\nrequirements:"
        ),
        encoding="utf-8",
    )
    result = run(config, "--model-changes")
    assert "Family" in result.stdout
    assert run(config, "--take", "corrections").exit_code == 0
    assert "corrections: all" in config.with_name("maple-2028.yaml").read_text("utf-8")
