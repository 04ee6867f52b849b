"""``mou renew`` with many configs: those that are to be renewed, each on its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mou_builder.actions.packet import Packet
from mou_builder.cli.program import program
from tests.support.agreement.assembling import example

CITY = example("city-and-one-school.yaml")
SIGNED = """record:
  - {fact: signed, day: 2026-06-10, by: Dana Whitfield, for: district}
  - {fact: signed, day: 2026-06-12, by: Luis Ortega, for: agency}
"""
DAY = ("--as-of", "2027-03-01")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(program, ["renew", *map(str, arguments)])


def said(result: Result) -> str:
    return " ".join(result.output.split())


def files(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*.y*ml"))


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A folder with three agreements, one of them deeper down."""
    folder = tmp_path / "county"
    for name in ("ash.yaml", "elm.yaml", "north/oak.yaml"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CITY.replace("Maple Grove", path.stem.title()), encoding="utf-8")
    return folder


def test_each_next_term_is_written_beside_its_config_and_not_twice(county: Path) -> None:
    first = run(county, *DAY)
    assert (first.exit_code, "3 renewed, 0 left, 0 failed" in said(first)) == (0, True)
    made = ["ash-2028.yaml", "elm-2028.yaml", "north/oak-2028.yaml"]
    assert files(county) == sorted(["ash.yaml", "elm.yaml", "north/oak.yaml", *made])
    again = run(county, *DAY)
    assert (again.exit_code, "6 configs: 0 renewed, 6 left" in said(again)) == (0, True)
    assert "ash-2028.yaml: left as it is: its term begins on August 1, 2027" in said(again)
    assert "ash.yaml: left as it is: this config was renewed already" in said(again)
    assert len(files(county)) == 6


def test_one_that_cannot_be_renewed_does_not_keep_the_others_from_it(county: Path) -> None:
    (county / "ash.yaml").write_text("model: [broken", encoding="utf-8")
    (county / "elm-2028.yaml").mkdir()
    result = run(county / "*.yaml", county / "north", *DAY)
    assert (result.exit_code, "1 renewed, 0 left, 2 failed" in said(result)) == (2, True)
    assert files(county) == [
        "ash.yaml", "elm-2028.yaml", "elm.yaml", "north/oak-2028.yaml", "north/oak.yaml",
    ]  # fmt: skip
    assert [*(county / "elm-2028.yaml").iterdir()] == []


def test_what_two_processes_renew_is_what_one_renews(county: Path, tmp_path: Path) -> None:
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    assert run(county, *DAY, "-o", alone).exit_code == 0
    assert run(county, *DAY, "-o", shared, "-j", "2").exit_code == 0
    assert files(alone) == files(shared) == [
        "ash-2028.yaml", "elm-2028.yaml", "north/oak-2028.yaml",
    ]  # fmt: skip
    assert all((alone / each).read_bytes() == (shared / each).read_bytes() for each in files(alone))


def test_a_next_term_beside_the_config_is_seen_wherever_another_would_be_written(
    county: Path, tmp_path: Path
) -> None:
    assert run(county, *DAY).exit_code == 0
    result = run(county, *DAY, "-o", tmp_path / "elsewhere")
    assert "0 renewed, 6 left" in said(result)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        ("{fact: superseded, day: 2026-12-01}", "it is superseded"),
        ("{fact: ended, day: 2026-12-01}", "it is ended early"),
        ("{fact: refused, day: 2026-12-01, by: School Board}", "it is refused"),
    ],
)
def test_what_is_done_with_is_left_unless_it_is_named_alone(
    county: Path, fact: str, why: str
) -> None:
    ash = county / "ash.yaml"
    ash.write_text(f"{ash.read_text(encoding='utf-8')}record:\n  - {fact}\n", encoding="utf-8")
    result = run(county, *DAY)
    assert f"ash.yaml: left as it is: {why}" in said(result)
    assert "ash-2028.yaml" not in files(county)
    assert run(ash, *DAY).exit_code == 0
    assert "ash-2028.yaml" in files(county)


def test_of_an_amended_agreement_the_config_in_effect_is_renewed(county: Path) -> None:
    for each in ("elm.yaml", "north/oak.yaml"):
        (county / each).unlink()
    ash, asked = county / "ash.yaml", county / "asked.txt"
    ash.write_text(ash.read_text(encoding="utf-8") + SIGNED, encoding="utf-8")
    asked.write_text(
        "proposed_by: the Board\ndate: 2026-09-01\nchanges:\n  - clause: funding\n"
        "    set: {district_share: 60%}\n    because: The costs rose.\n",
        encoding="utf-8",
    )
    amend = ["amend", str(ash), str(asked), "-o", str(county)]
    assert CliRunner().invoke(program, amend).exit_code == 0
    amended = county / "ash-amended-1.yaml"
    result = run(county, *DAY)
    assert "ash-amended-1.yaml: left as it is: its agreement stands in" in said(result)
    assert "district_share: 75%" in (county / "ash-2028.yaml").read_text(encoding="utf-8")
    (county / "ash-2028.yaml").unlink()
    for who in ("Dana Whitfield", "Luis Ortega"):
        signed = ["signed", "--amendment", "1", "--by", who, "--on", "2026-10-01"]
        assert CliRunner().invoke(program, ["record", str(amended), *signed]).exit_code == 0
    result = run(county, *DAY)
    assert "ash.yaml: left as it is: its agreement stands in" in said(result)
    assert "district_share: 60%" in (county / "ash-2028.yaml").read_text(encoding="utf-8")


def test_the_packets_of_many_are_made_each_in_a_folder_from_next_terms_found_by_what_they_are(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mou_builder.actions.packet.packet", lambda *_: Packet({"d.pdf": b"x"}))
    assert run(county, *DAY).exit_code == 0
    (county / "elm-2028.yaml").unlink()
    packets = tmp_path / "packets"
    result = run(county, *DAY, "--next", county, "--packet", packets)
    assert (result.exit_code, "2 renewed, 2 left, 1 failed" in said(result)) == (2, True)
    assert f"hint: write it: mou renew {county / 'elm.yaml'}" in said(result)
    made = sorted(each.relative_to(packets).as_posix() for each in packets.rglob("*.pdf"))
    assert made == ["ash/d.pdf", "north/oak/d.pdf"]


def test_options_of_one_are_refused_for_many_and_the_other_way_round(county: Path) -> None:
    packet = ("--packet", county / "packet")
    for arguments in (
        (county, "-o", county / "next.yaml"),
        (county / "ash.yaml", "-o", county / "next"),
        (county / "ash.yaml", "-o", county),
        (county, "--next", county / "ash.yaml", *packet),
        (county / "ash.yaml", "--next", county / "ash.yaml"),
    ):
        assert run(*arguments).exit_code == 2
    assert len(files(county)) == 3


def test_changes_of_the_model_are_told_for_each_config(county: Path) -> None:
    (county / "elm.yaml").write_text("model: [broken", encoding="utf-8")
    result = run(county, "--model-changes")
    assert result.exit_code == 2
    assert said(result).count("Nothing is new in the library since this term was made.") == 2
