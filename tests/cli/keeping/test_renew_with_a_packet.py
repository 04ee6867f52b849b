"""``mou renew --packet``: the config and its packet are written together."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from mou_builder.actions.packet import PACKET
from mou_builder.cli.program import program
from mou_builder.disk.packaged import packaged
from tests.support.actions.packets import (
    lines,
)


def run(*args: object) -> Result:
    return CliRunner().invoke(program, ["renew", *map(str, args)])


def test_config_and_packet_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    config = tmp_path / "maple.yaml"
    config.write_text(
        (packaged("configs") / "city-and-one-school.yaml").read_text("utf-8"), "utf-8"
    )
    target = tmp_path / "p"
    target.mkdir()
    (target / "1-decision.pdf").write_text("mine", "utf-8")
    result = run(config, "--packet", target)
    assert result.exit_code == 2
    assert "MOU705" in result.stderr
    assert not (tmp_path / "maple-2028.yaml").exists()
    assert [each.name for each in target.iterdir()] == ["1-decision.pdf"]
    assert run(config, "--packet", tmp_path / "q").exit_code == 0
    assert (tmp_path / "maple-2028.yaml").exists()
    assert (tmp_path / "q" / PACKET).exists()


def test_a_packet_can_be_made_of_a_config_that_was_edited_since(tmp_path: Path) -> None:
    config = tmp_path / "maple.yaml"
    config.write_text(
        (packaged("configs") / "city-and-one-school.yaml").read_text("utf-8"), "utf-8"
    )
    assert run(config).exit_code == 0
    following = tmp_path / "maple-2028.yaml"
    following.write_text(
        following.read_text("utf-8")
        .replace("Patrol Captain", "Patrol Lieutenant")
        .replace("75%", "70%"),
        "utf-8",
    )
    result = run(config, "--next", following, "--packet", tmp_path / "p")
    assert result.exit_code == 0, result.output
    text = "\n".join(lines((tmp_path / "p" / "2-changes.docx").read_bytes()))
    assert "Patrol Lieutenant" in text
    assert "75% → 70%" in text
    assert run(config, "--next", following).exit_code == 2
