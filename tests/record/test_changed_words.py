"""What is recorded is about the words that an agreement had then, and about no others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mou_builder.agreement.assemble import assemble
from mou_builder.cli.program import program
from mou_builder.disk.packaged import packaged
from mou_builder.yamltext.changes import Delete, Set
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import parse

CITY = Path("configs/city-and-one-school.yaml").read_text("utf-8")
DAY = ("--as-of", "2026-09-01")
PROPOSAL = """\
proposed_by: Maple Grove School District
changes:
  - {clause: funding, set: {district_share: 60%}, because: the costs changed}
"""
BASE = CITY[: CITY.index("term:")]
OWN = "extends: base/county.yml\n" + CITY[CITY.index("term:") :]


def mou(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(program, list(map(str, args)))
    assert result.exit_code == code, result.output
    return result


def record(config: Path, *facts: tuple[object, ...]) -> None:
    for each in facts:
        mou("record", config, *each, *DAY)


SIGNED = (
    ("signed", "--by", "Luis Ortega", "--on", "2026-06-20"),
    ("signed", "--by", "Dana Whitfield", "--on", "2026-06-22"),
)
PUBLIC = ("public", "--on", "2026-06-23")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an agreement that is signed and public, half of it in a config it extends."""
    folder = tmp_path_factory.mktemp("signed")
    (folder / "base").mkdir()
    (folder / "base" / "county.yml").write_text(BASE, "utf-8")
    config = folder / "maple-grove.yaml"
    config.write_text(OWN, "utf-8")
    record(config, ("adopted", "--by", "School Board", "--on", "2026-06-09"), *SIGNED, PUBLIC)
    return folder


@pytest.fixture
def folder(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed, tmp_path / "district"))


def standing(folder: Path, *more: object) -> dict[str, Any]:
    result = mou("status", folder / "*.yaml", *DAY, "--format", "json", *more)
    (only,) = json.loads(result.stdout)["agreements"]
    return dict(only)


def replaced(old: str, new: str, file: str = "maple-grove.yaml") -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def renamed(folder: Path) -> None:
    (folder / "maple-grove.yaml").rename(folder / "signed-2026.yaml")


def moved_into_the_base(folder: Path) -> None:
    """Move a key from one file to the other: what the config says stays what it was."""
    replaced("term:\n  from: 2026-08-01\n  until: 2027-06-30\n", "")(folder)
    base = folder / "base" / "county.yml"
    base.write_text(
        base.read_text("utf-8") + "term:\n  from: 2026-08-01\n  until: 2027-06-30\n", "utf-8"
    )


@pytest.mark.parametrize(
    "edit",
    [
        replaced("district_share: 75%", "district_share: 10%"),
        replaced("until: 2027-06-30", "until: 2030-06-30"),
        replaced("supervisor: Patrol Captain", "supervisor: Patrol Major"),
        replaced("starts: 7:30", "starts: 7:45"),
        replaced("term:", "corrections: none\nterm:"),
        replaced("  funding:", "  mission: {text: To serve., because: agreed}\n  funding:"),
        replaced("      - de-escalation\n", ""),
        replaced("Superintendent}", "Acting Superintendent}", "base/county.yml"),
        replaced("name: Maple Grove P", "name: Oak Hill P", "base/county.yml"),
    ],
)
def test_words_that_were_changed_are_neither_signed_nor_in_effect(
    folder: Path, edit: Callable[[Path], None]
) -> None:
    edit(folder)
    found = standing(folder)
    assert (found["state"], found["signed"]) == ("changed since signed", None)
    assert "MOU919" in mou("check", folder / "maple-grove.yaml", code=1).output


@pytest.mark.parametrize(
    "edit",
    [
        renamed,
        moved_into_the_base,
        replaced("term:", "# a remark\n\nterm:   # and another"),
        replaced("until: 2027-06-30", "until:    '2027-06-30'"),
        replaced(
            "[Maple Grove High School]", "\n      - Maple Grove High School", "base/county.yml"
        ),
        replaced("requirements: [wisconsin]", "requirements: []", "base/county.yml"),
        replaced("term:", "accept: [{code: MOU312, because: agreed}]\nterm:"),
        replaced("term:", "signed: 2026-06-22\nterm:"),
        replaced("{fact: public,", "{fact: posted, day: 2026-07-01, where: x}\n  - {fact: public,"),
    ],
)
def test_what_is_not_printed_is_no_change(folder: Path, edit: Callable[[Path], None]) -> None:
    edit(folder)
    found = standing(folder)
    assert found["state"] == "in effect"
    assert "MOU919" not in mou("check", next(folder.glob("*.yaml"))).output


def test_a_day_of_signing_may_be_filled_in_and_not_altered_afterwards(folder: Path) -> None:
    config = folder / "maple-grove.yaml"
    replaced("term:", "signed: 2026-06-22\nterm:")(folder)
    record(config, ("in-effect", "--on", "2026-08-01"))
    assert standing(folder)["state"] == "in effect"
    replaced("signed: 2026-06-22", "signed: 2025-06-22")(folder)
    assert standing(folder)["state"] == "changed since signed"


def test_a_change_that_is_taken_back_is_none(folder: Path) -> None:
    replaced("district_share: 75%", "district_share: 10%")(folder)
    assert standing(folder)["state"] == "changed since signed"
    replaced("district_share: 10%", "district_share: 75%")(folder)
    assert standing(folder)["state"] == "in effect"


def test_a_record_without_digests_is_believed_as_before(tmp_path: Path) -> None:
    config = tmp_path / "old.yaml"
    facts = "".join(
        f"  - {{fact: signed, day: 2026-06-20, for: {each}, by: X}}\n"
        for each in ("district", "agency")
    )
    config.write_text(CITY.replace("75%", "10%") + f"record:\n{facts}", "utf-8")
    assert standing(tmp_path)["state"] == "in effect"


def test_a_day_before_it_was_signed_knows_nothing_of_it(folder: Path) -> None:
    replaced("district_share: 75%", "district_share: 10%")(folder)
    assert standing(folder, "--as-of", "2026-06-01")["changed_words"] == ""


# What is said of them


@pytest.fixture
def changed(folder: Path) -> Path:
    replaced("district_share: 75%", "district_share: 10%")(folder)
    return folder / "maple-grove.yaml"


def test_what_was_signed_by_whom_is_told_with_its_place(changed: Path) -> None:
    said = " ".join(mou("check", changed, code=1).output.split())
    line = changed.read_text("utf-8").split("\n").index("record:") + 2
    assert f"maple-grove.yaml:{line}:" in said
    assert (
        "its words were changed: they are not those that School Board adopted on June 9, 2026, "
        "Luis Ortega signed on June 20, 2026, and Dana Whitfield signed on June 22, 2026"
    ) in said


def test_nothing_that_speaks_of_the_agreement_as_signed_is_made(
    changed: Path, tmp_path: Path
) -> None:
    proposal = tmp_path / "proposal.yml"
    proposal.write_text(PROPOSAL, "utf-8")
    out = tmp_path / "new.yaml"
    shutil.copy(changed, tmp_path / "district" / "next.yml")
    for args in (
        ("render", changed),
        ("render", changed, "--conformed", *DAY),
        ("amend", changed, proposal),
        ("renew", changed),
    ):
        assert "MOU919" in mou(*args, "-o", out, code=1).output, args
    packet = ("renew", changed, "--next", changed.with_name("next.yml"), "--packet", out)
    assert "MOU919" in mou(*packet, code=1).output
    assert not out.exists()
    assert "MOU919" in mou("record", changed, code=1).output, "also where the record is only shown"


def test_nothing_more_is_recorded_of_words_that_are_not_those_on_record(changed: Path) -> None:
    before = changed.read_text("utf-8")
    said = mou("record", changed, "in-effect", *DAY, code=1).output
    assert "MOU919" in said
    assert changed.read_text("utf-8") == before
    record(changed, ("ended", "--by", "both"))


def test_what_was_changed_can_still_be_seen(changed: Path, folder: Path, tmp_path: Path) -> None:
    was = changed.with_name("was.yml")
    was.write_text(changed.read_text("utf-8").replace("10%", "75%"), "utf-8")
    assert "75% → 10%" in mou("diff", was, changed).output
    mou("render", was, "-o", tmp_path / "made", "--format", "pdf")
    said = mou("verify", tmp_path / "made" / "was.pdf", "--against", changed, code=1).output
    assert "the copy says “75” instead of “10”" in " ".join(said.split())
    mou("render", changed, "--draft", "-o", tmp_path / "made", "--format", "text")


def test_the_public_is_told_whose_text_is_not_shown_and_nothing_of_it(
    changed: Path, folder: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    said = mou("publish", folder / "*.yaml", "-o", site, *DAY, code=1).output
    assert "MOU919 error: it is left out" in said
    assert not list(site.rglob("agreement.*"))
    page = (site / "index.html").read_text("utf-8")
    assert "Not shown at present" in page
    assert "Maple Grove School District and Maple Grove Police Department" in page
    assert "10" not in page.partition("<main")[2].partition("<footer")[0]
    facts = json.loads((site / "register.json").read_text("utf-8"))
    assert [len(facts[each]) for each in ("agreements", "not_shown")] == [0, 1]


def test_a_draft_that_was_changed_after_a_board_adopted_it_is_adopted_anew(folder: Path) -> None:
    config = folder / "draft.yaml"
    text = (folder / "maple-grove.yaml").read_text("utf-8").partition("record:")[0]
    config.write_text(text, "utf-8")
    (folder / "maple-grove.yaml").unlink()
    for body in ("School Board", "Common Council"):
        record(config, ("adopted", "--by", body, "--on", "2026-06-09"))
    replaced("district_share: 75%", "district_share: 70%", "draft.yaml")(folder)
    assert standing(folder)["state"] == "changed since adopted"
    assert "adopted again" in mou("record", config, *SIGNED[0], *DAY, code=1).output
    record(config, ("adopted", "--by", "school board", "--on", "2026-06-16"))
    assert standing(folder)["state"] == "changed since adopted", "by the council"
    record(config, ("adopted", "--by", "Common Council", "--on", "2026-06-17"), *SIGNED)
    assert standing(folder)["state"] == "in effect"


def test_what_a_board_refused_is_no_agreement_for_any_paper(folder: Path, tmp_path: Path) -> None:
    config = folder / "maple-grove.yaml"
    proposal = tmp_path / "proposal.yml"
    proposal.write_text(PROPOSAL, "utf-8")
    record(config, ("refused", "--by", "School Board", "--on", "2026-07-14"))
    found = standing(folder)
    assert (found["state"], found["signed"]) == ("refused", None)
    told = "School Board refused"
    out = tmp_path / "out"
    assert told in mou("render", config, "--conformed", *DAY, "-o", out, code=1).output
    assert told in " ".join(mou("amend", config, proposal, "-o", out).output.split())
    mou("renew", config, "-o", tmp_path / "next.yml")
    following: Any = parse((tmp_path / "next.yml").read_bytes(), "n").data
    assert "signed" not in following["history"][0]
    mou("publish", folder / "*.yaml", "-o", tmp_path / "site", *DAY)
    assert not list((tmp_path / "site").rglob("agreement.*"))
    record(config, ("adopted", "--by", "School Board", "--on", "2026-07-28"))
    assert standing(folder)["state"] == "in effect"


def test_a_calendar_has_no_day_of_words_that_nobody_signed(changed: Path) -> None:
    replaced("until: 2027-06-30", "until: 2031-06-30")(changed.parent)
    said = mou("status", changed, "--format", "ics", *DAY).output
    assert said.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:See what was changed" in said
    assert "2031" not in said
    assert mou("status", changed, "--due", "1d", *DAY, code=1)


# Amendments


@pytest.fixture(scope="module")
def amended_once(signed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same agreement, with an amendment that is in effect."""
    folder = Path(shutil.copytree(signed, tmp_path_factory.mktemp("amended") / "district"))
    proposal = folder / "proposal.yml"
    proposal.write_text(PROPOSAL, "utf-8")
    mou("amend", folder / "maple-grove.yaml", proposal, "-o", folder)
    after = folder / "maple-grove-amended-1.yaml"
    about = ("--amendment", 1)
    record(after, *((*each[:-1], "2026-08-20", *about) for each in SIGNED))
    record(after, ("amended", "--on", "2026-08-25", *about))
    return folder


@pytest.fixture
def amended(amended_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(amended_once, tmp_path / "district"))


def test_an_amendment_changes_words_that_were_signed_and_that_is_no_fault(amended: Path) -> None:
    assert standing(amended)["state"] == "in effect as amended"
    assert "MOU919" not in mou("check", amended / "*.yaml").output
    site = amended.parent / "site"
    mou("publish", amended / "*.yaml", "-o", site, *DAY)
    assert "75% → 60%" in next(site.glob("maple*/index.html")).read_text("utf-8")


def test_the_words_of_an_amendment_that_were_changed_are_not_in_effect(amended: Path) -> None:
    replaced("district_share: 60%", "district_share: 10%", "maple-grove-amended-1.yaml")(amended)
    found = standing(amended)
    assert found["state"] == "changed since signed"
    assert "August 20, 2026" in found["changed_words"]
    assert [each["state"] for each in found["amendments"]] == ["changed since signed"]
    assert found["message"] == ""


def test_a_change_of_what_was_amended_is_told_and_not_published_as_history(amended: Path) -> None:
    replaced("district_share: 75%", "district_share: 90%")(amended)
    found = standing(amended)
    assert found["state"] == "in effect as amended"
    assert "maple-grove.yaml: its words were changed" in found["message"]
    site = amended.parent / "site"
    said = mou("publish", amended / "*.yaml", "-o", site, *DAY, code=1).output
    assert "what Amendment No. 1 changed is not told" in " ".join(said.split())
    assert "90%" not in next(site.glob("maple*/index.html")).read_text("utf-8")


def test_a_signature_taken_out_of_one_config_of_several_vouches_for_nothing(amended: Path) -> None:
    """What was signed is known from the other config; whether these are the words is not."""
    base, after = amended / "maple-grove.yaml", amended / "maple-grove-amended-1.yaml"
    found: Any = parse(after.read_bytes(), "a").data
    facts = [each for each in found["record"] if "amendment" not in each]
    after.write_text(edit(after.read_text("utf-8"), [Set(("record",), facts)]), "utf-8")
    assert standing(amended)["state"] == "in effect"
    base.write_text(edit(base.read_text("utf-8"), [Delete(("record",))]), "utf-8")
    replaced("district_share: 75%", "district_share: 10%")(amended)
    assert standing(amended)["state"] == "changed since signed"


@pytest.mark.parametrize(
    ("facts_too", "state"), [(False, "changed since signed"), (True, "in effect as amended")]
)
def test_an_amendment_numbered_anew_by_hand_is_told(
    amended: Path, facts_too: bool, state: str
) -> None:
    """Where the facts have its old number still, nobody knows what is in effect."""
    file = amended / "maple-grove-amended-1.yaml"
    text = file.read_text("utf-8")
    assert text.count("amendment: 1") == 3
    text = text.replace("number: 1", "number: 2")
    file.write_text(text.replace("amendment: 1", "amendment: 2") if facts_too else text, "utf-8")
    assert "MOU927" in mou("check", file, code=1).output
    found = standing(amended)
    assert found["state"] == state
    assert "is No. 1 of this agreement" in found["message"] or "no amendment No. 1" in str(found)


# The library


def test_words_that_the_library_changed_are_told_and_renewed_from_those_of_then(
    folder: Path, tmp_path: Path
) -> None:
    now = tmp_path / "now"
    shutil.copytree(packaged("clauses"), now)
    mission = now / "wisconsin-sro" / "clauses" / "mission.yaml"
    text = mission.read_text("utf-8")
    mission.write_text(text.replace("improve school safety", "improve safety"), "utf-8")
    config = folder / "maple-grove.yaml"
    with_it = ("--library", now)
    assert standing(folder, *with_it)["state"] == "changed since signed"
    assert "MOU919" in mou("renew", config, *with_it, "--take", "all", code=1).output
    told = " ".join(mou("check", config, *with_it, code=1).output.split())
    assert "MOU919 error: the library has other texts for it now: its words are not those" in told
    assert "hint: nobody changed the config" in told
    assert "Give the library as it was, --library DIR" in told
    then, after = ("--old-library", packaged("clauses")), folder / "next.yml"
    mou("renew", config, *with_it, *then, "--take", "all", "-o", after, "--packet", tmp_path / "p")
    following: Any = parse(after.read_bytes(), "n").data
    (signed_fact, *_) = following["history"][0]["record"]
    assert following["history"][0]["words"] == signed_fact["agreement"]
    replaced("district_share: 75%", "district_share: 10%")(folder)
    after.unlink()
    told = " ".join(mou("check", config, *with_it, code=1).output.split())
    assert "MOU919 error: its words were changed" in told
    assert "hint: take the change back" in told
    assert "MOU919" in mou("renew", config, *with_it, *then, "--take", "all", code=1).output


def test_what_was_recorded_of_the_same_config_is_not_assembled_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assembled: list[str] = []
    monkeypatch.setattr(
        "mou_builder.agreement.assemble.assemble",
        lambda config, model: assembled.append(model.id) or assemble(config, model),
    )
    assert standing(folder)["state"] == "in effect"
    assert assembled == []
    replaced("requirements: [wisconsin]", "requirements: []", "base/county.yml")(folder)
    assert standing(folder)["state"] == "in effect"
    assert assembled == ["wisconsin-sro"]
