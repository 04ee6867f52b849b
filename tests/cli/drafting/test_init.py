"""`mou init`: by questions in a real terminal, by flags without one, from an example."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pexpect
import pytest

from mou_builder.check.checking import Ready
from tests.support.agreement.assembling import checked
from tests.support.cli.command import mou_says
from tests.support.cli.console import as_shown
from tests.support.cli.terminal import Terminal

ANSWERS = [
    ("Name of the school district", "Maple Grove & Friends #1"),
    ("Schools", "High School; Middle: School"),
    ("Who signs for the district", "Dana “D” Whitfield"),
    ("Title of that person", ""),
    ("What the law enforcement agency is", "2"),
    ("Name of the law enforcement agency", "Heron County Sheriff's Office"),
    ("Who signs for the agency", ""),
    ("Title of that person", ""),
    ("First day", ""),
    ("Last day", "2027-06-30"),
    ("Training: which text", "topics"),
    ("", "1; de-escalation; winter driving"),
    ("Program funding: which text", "shared-cost"),
    ("number of officers", "1"),
    ("the school district's share", "62.5%"),
]


def init(folder: Path, *arguments: str) -> Terminal:
    """Begin ``mou init`` in a terminal; if it asks for the state whose law applies, name none."""
    terminal = Terminal(folder, "init", *arguments)
    if not {"--resume", "--state", "--model"} & set(arguments):
        terminal.answer("State whose law applies", "")
    return terminal


def finish_with_enter(terminal: Terminal) -> str:
    """Press Enter, or give the least that is needed, until it ends; return what it said."""
    said = ""
    child = terminal.child
    needed = {
        "school": "High School",
        "supervisor": "Patrol Captain",
        "start": "7:30",
        "end": "15:30",
    }
    for _ in range(80):
        seen = child.expect([r"([^\n]*): $", pexpect.EOF])
        said += child.before + (child.after if isinstance(child.after, str) else "")
        if seen == 1:
            return said
        prompt = child.match[1].lower()
        if "which text" in prompt:
            child.sendline("1")
        elif "[" in prompt or "]" in prompt:
            child.sendline("")
        else:
            child.sendline(next((v for k, v in needed.items() if k in prompt), "1"))
    raise AssertionError(said)


def test_questions_answered_in_a_terminal_end_in_a_config_that_passes_check(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml")
    for prompt, text in ANSWERS:
        terminal.answer(prompt, text)
    said = finish_with_enter(terminal)
    text = (tmp_path / "new.yaml").read_text(encoding="utf-8")
    found = checked(text)
    assert found.errors == (), said
    assert isinstance(found, Ready)
    assert found.config.district.name == "Maple Grove & Friends #1"
    assert found.config.district.schools == ("High School", "Middle: School")
    assert found.config.agency.kind == "sheriff"
    assert found.config.choices["funding"].values["district_share"] == 62.5
    assert "No fault was found." in said
    assert "# " in text


def test_an_answer_that_does_not_fit_is_told_on_the_spot_and_asked_again(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml", "--model", "wisconsin-sro")
    for prompt, text in ANSWERS[:8]:
        terminal.answer(prompt, text)
    terminal.answer("First day", "2026-13-01")
    terminal.child.expect_exact("there is no such day as “2026-13-01”; write a day such as")
    terminal.answer("First day", "2026-07-01")
    terminal.answer("Last day", "")
    terminal.child.expect_exact("an answer is needed here")
    terminal.answer("Last day", "2027-06-30")
    terminal.answer("Training: which text? (1–4)", "5")
    terminal.child.expect_exact("there is no 5 in the list; type 1 to 4")
    terminal.answer("Training: which text? (1–4)", "1")
    terminal.answer("training topics", "1; 99")
    terminal.child.expect_exact("there is no 99 in the list; type 1 to 11")


def test_back_asks_the_question_before_again(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml")
    terminal.answer("Name of the school district", "Wrong")
    terminal.answer("Schools", "back")
    terminal.answer("Name of the school district", "Right")
    terminal.answer("Schools", "quit")
    terminal.end()
    assert "name: Right" in (tmp_path / "new.yaml").read_text("utf-8")


def test_stopping_before_the_first_answer_is_said_in_a_sentence(tmp_path: Path) -> None:
    child = Terminal(tmp_path, "init", "new.yaml").child
    child.expect_exact("State whose law applies")
    child.expect(r": $")
    child.sendintr()
    child.sendline()  # a signal that comes before it begins to read waits for a line
    child.expect_exact("Stopped.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert not (tmp_path / "new.yaml").exists()


def test_leaving_keeps_the_answers_and_resume_goes_on_behind_them(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml")
    for prompt, text in ANSWERS[:3]:
        terminal.answer(prompt, text)
    terminal.answer("Title of that person", "quit")
    terminal.child.expect_exact("mou init new.yaml --resume")
    terminal.end()
    again = init(tmp_path, "new.yaml", "--resume")
    for prompt, text in ANSWERS[3:]:
        again.answer(prompt, text)
    assert "No fault was found." in finish_with_enter(again)
    found = checked((tmp_path / "new.yaml").read_text(encoding="utf-8"))
    assert found.errors == ()
    assert isinstance(found, Ready)
    assert found.config.district.name == "Maple Grove & Friends #1"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return mou_says(folder, "init", *arguments)


FLAGS = [
    "parties.district.name=Maple Grove: School District",
    "parties.district.schools=High School; Middle School",
    "parties.agency.name=Maple Grove Police Department",
    "parties.agency.signatory.name=Luis Ortega",
    "term.until=2027-06-30",
    "clauses.training.variant=topics",
    "clauses.training.topics=de-escalation; suicide-prevention",
    "clauses.funding.variant=agency-pays",
    "clauses.funding.officers=1",
    "clauses.employment.variant=joint-committee",
    "clauses.equipment-and-training-costs.variant=agency-equips",
    "clauses.chain-of-command.variant=agency",
    "clauses.chain-of-command.supervisor=Patrol Captain",
    "clauses.duty-stations.variant=one-school",
    "clauses.duty-stations.school=High School",
    "clauses.duty-stations.starts=7:30",
    "clauses.duty-stations.ends=15:30",
    "clauses.disputes=yes",
]


def test_flags_make_the_same_config_without_a_terminal(tmp_path: Path) -> None:
    done = run(tmp_path, "new.yaml", *(part for pair in FLAGS for part in ("--set", pair)))
    assert (done.returncode, done.stderr) == (0, "")
    found = checked((tmp_path / "new.yaml").read_text("utf-8"))
    assert found.errors == ()
    assert isinstance(found, Ready)
    assert found.config.district.name == "Maple Grove: School District"
    assert "disputes" in found.config.choices


def test_what_flags_leave_out_is_told_and_stays_to_be_filled_in(tmp_path: Path) -> None:
    done = run(tmp_path, "new.yaml", "--set", "term.until=2027-06-30")
    assert "MOU110" in done.stderr
    assert "Fill in what is missing" in done.stdout
    assert {each.code for each in checked((tmp_path / "new.yaml").read_text("utf-8")).errors} <= {
        "MOU110", "MOU111",
    }  # fmt: skip


@pytest.mark.parametrize("pair", ["term.until", "=x"])
def test_a_flag_that_is_no_pair_is_wrong_usage(tmp_path: Path, pair: str) -> None:
    done = run(tmp_path, "new.yaml", "--set", pair)
    assert done.returncode == 2
    assert "is not key=value" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text("mine", "utf-8")
    done = run(tmp_path, "new.yaml", "--set", "term.until=2027-06-30")
    assert done.returncode == 2
    assert (tmp_path / "new.yaml").read_text("utf-8") == "mine"


def test_the_list_of_examples_tells_each_in_a_whole_sentence(tmp_path: Path) -> None:
    listed = " ".join(run(tmp_path, "--example", "list").stdout.split())
    assert (
        "three-parties Three parties: the district, the police department, and the city that "
        "employs it and votes the money. village-with-grant A village police department whose "
        "school officer is paid for by a federal grant at first, and by both sides when it ends. "
    ) in listed


def test_an_example_takes_answers_and_keeps_its_comments(tmp_path: Path) -> None:
    pairs = ("clauses.funding.district_share=60%", "clauses.disputes=yes")
    done = run(tmp_path, "c.yaml", "--example", "city-and-one-school", "--set", pairs[0],
               "--set", pairs[1])  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "c.yaml").read_text("utf-8")
    assert "district_share: 60%   # the agency's share is what remains" in text
    assert "disputes: yes" in text
    wrong = run(tmp_path, "d.yaml", "--example", "city-and-one-school", "--set", "x")
    assert "“x” is not key=value" in wrong.stderr
    both = run(tmp_path, "e.yaml", "--example", "city-and-one-school", "--state", "Iowa")
    assert "--example goes with --set and --force alone" in both.stderr
    assert not (tmp_path / "d.yaml").exists()


def test_every_example_can_be_copied_and_an_unknown_one_is_told(tmp_path: Path) -> None:
    assert run(tmp_path, "--example", "three-parties").returncode == 0
    assert checked((tmp_path / "three-parties.yaml").read_text("utf-8")).errors == ()
    done = run(tmp_path, "--example", "three-partys")
    assert done.returncode == 2
    assert "did you mean “three-parties”?" in done.stderr


def test_the_config_names_what_can_be_added_and_what_it_can_be_held_to(tmp_path: Path) -> None:
    pairs = [*FLAGS, "clauses.complaints=yes"]
    run(tmp_path, "new.yaml", *(part for pair in pairs for part in ("--set", pair)))
    lines = (tmp_path / "new.yaml").read_text(encoding="utf-8").splitlines()
    assert "# requirements: [cops-chp, ferpa, wisconsin, wisconsin-first-class-city]" in lines
    offered = " ".join(lines).partition("Further clauses that can be added:")[2]
    assert "counterparts" in offered
    assert "complaints" not in offered
    uncommented = "\n".join(lines).replace("# requirements: [cops-chp, ferpa, ", "requirements: [")
    assert checked(uncommented.replace(", wisconsin-first-class-city", "")).diagnostics == ()


def test_a_question_longer_than_the_terminal_is_broken_between_words(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml")
    terminal.child.setwinsize(50, 60)
    for prompt, text in [*ANSWERS, ("the law enforcement agency's share", "")]:
        terminal.answer(prompt[:20], text)
    for prompt in ("cost that is shared", "period that is paid for", "from year to year",
                   "yearly cost that is shared"):  # fmt: skip
        terminal.answer(prompt, "")
    terminal.child.expect(r"(the school[^\r\n]*share of the shared cost[^\r\n]*)\r\n([^\r\n]*): $")
    above, last = terminal.child.match.groups()
    assert f"{above} {last}".endswith("shared cost, in dollars, such as $85,500.00 [leave out]")
    assert max(len(above), len(last)) <= 60


def test_what_is_wrong_is_not_called_missing(tmp_path: Path) -> None:
    pairs = [*FLAGS, "clauses.duty-stations.ends=3:30"]
    done = run(tmp_path, "new.yaml", *(part for pair in pairs for part in ("--set", pair)))
    assert "Correct what is said above, then: mou check new.yaml" in done.stdout
    assert "missing" not in done.stdout


PARTIES = [
    ("Name of the school district", "Maple Grove School District"),
    ("Schools", "High School; Middle School"),
    ("Who signs for the district", ""),
    ("Title of that person", ""),
    ("What the law enforcement agency is", "Police"),
    ("Name of the law enforcement agency", "Maple Grove Police Department"),
    ("Who signs for the agency", ""),
    ("Title of that person", ""),
]


def test_a_day_is_taken_as_it_is_written_and_said_again(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml")
    for prompt, text in PARTIES:
        terminal.answer(prompt, text)
    terminal.answer("First day", "1.8.2026")
    terminal.child.expect_exact("write 2026-01-08 or 2026-08-01")
    terminal.answer("First day", "8/1/2026")
    terminal.child.expect_exact("That is August 1, 2026.")
    terminal.answer("Last day", "quit")
    terminal.end()
    text = (tmp_path / "new.yaml").read_text("utf-8")
    assert "from: 2026-08-01" in text
    assert "kind: police" in text


def test_back_offers_the_answer_again(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml")
    terminal.answer("Name of the school district", "Maple Grove School District")
    terminal.answer("Schools", "High School; Middle School")
    terminal.answer("Who signs for the district", "back")
    terminal.answer("Schools that an officer serves [High School; Middle School]", "back")
    terminal.answer("Name of the school district [Maple Grove School District]", "")
    terminal.answer("Schools that an officer serves [High School; Middle School]", "")
    terminal.answer("Who signs for the district", "quit")
    terminal.end()
    text = (tmp_path / "new.yaml").read_text("utf-8")
    assert "name: Maple Grove School District" in text
    assert "- Middle School" in text


def test_it_goes_on_where_one_left_and_asks_nothing_twice(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml")
    for prompt, text in PARTIES:
        terminal.answer(prompt, text)
    terminal.answer("First day", "")
    terminal.answer("Last day", "6/30/2027")
    terminal.answer("Training: which text", "quit")
    terminal.end()
    again = init(tmp_path, "new.yaml", "--resume")
    again.child.expect(r"which text[^\n]*: $")
    assert "Who signs" not in again.child.before
    assert "First day" not in again.child.before


def test_a_clause_is_judged_and_shown_as_soon_as_it_is_answered(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml")
    for prompt, text in [*PARTIES, ("First day", ""), ("Last day", "June 30, 2027")]:
        terminal.answer(prompt, text)
    terminal.answer("Training: which text", "topics")
    terminal.answer("", "1; de-escalation")
    terminal.answer("Program funding: which text", "fixed-amount")
    terminal.answer("number of officers", "1")
    terminal.answer("fixed amount for the term", "$90,000")
    terminal.answer("1. due date", "10/1/2026")
    terminal.answer("1. amount", "40,000")
    terminal.answer("2. due date", "")
    terminal.child.expect_exact("40,000")
    terminal.child.expect_exact("Answer again, or the same to keep it")
    terminal.answer("1. due date", "10/1/2026")
    terminal.answer("1. amount", "90,000")
    terminal.answer("2. due date", "")
    while True:
        seen = terminal.child.expect(
            [as_shown("│") + r" 13\. The law[^\n]* one \(1\) SRO", r"\]: $"]
        )
        if seen == 0:
            break
        terminal.child.sendline("")


def test_a_school_is_chosen_among_those_that_were_named(tmp_path: Path) -> None:
    given = [*FLAGS, "parties.district.schools=High School; Middle School"]
    pairs = [each for each in given if not each.startswith("clauses.duty-stations")]
    run(tmp_path, "new.yaml", *(part for pair in pairs for part in ("--set", pair)))
    terminal = init(tmp_path, "new.yaml", "--resume")
    while True:
        seen = terminal.child.expect([r"Duty stations[^\n]*which text[^\n]*: $", r"\]: $", r": $"])
        if seen == 0:
            break
        terminal.child.sendline("" if seen == 1 else "1")
    terminal.child.sendline("one-school")
    terminal.child.expect_exact("2  Middle School")
    terminal.answer("school (1–2)", "Elementary")
    terminal.child.expect_exact("one of: High School, Middle School")
    terminal.answer("school (1–2)", "2")
    terminal.child.expect(r": $")


def test_variants_are_shown_as_they_print_and_with_source_as_they_are_written(
    tmp_path: Path,
) -> None:
    shown = mou_says(tmp_path, "clauses", "funding").stdout
    assert "shall provide [number of officers] SROs" in shown
    assert "{{" not in shown
    source = mou_says(tmp_path, "clauses", "funding", "--source").stdout
    assert "shall provide {{ officers }}" in source


def test_a_state_proposes_its_model_its_set_and_the_clauses_that_it_needs(tmp_path: Path) -> None:
    done = run(tmp_path, "new.yaml", "--state", "va", "--set", "term.until=2027-06-30")
    assert "the requirement set virginia" in done.stdout
    text = (tmp_path / "new.yaml").read_text(encoding="utf-8")
    for line in ("model: general-sro", "state: Virginia", "  - virginia"):
        assert line in text.splitlines()
    for clause in ("state-model", "roles-and-responsibilities", "review-and-input"):
        assert f"\n  {clause}:" in text


def test_a_state_that_does_not_exist_is_told_with_one_that_does(tmp_path: Path) -> None:
    done = run(tmp_path, "new.yaml", "--state", "Virgina", "--set", "term.until=2027-06-30")
    assert "did you mean “Virginia”" in done.stderr
    assert not (tmp_path / "new.yaml").exists()


def test_a_session_goes_on_with_the_model_and_the_state_that_it_began_with(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml", "--state", "Virginia")
    terminal.answer("Name of the school district", "Elm")
    terminal.answer("Schools", "quit")
    terminal.end()
    again = init(tmp_path, "new.yaml", "--resume")
    again.child.expect_exact("the requirement set virginia")
    again.answer("Schools", "back")
    again.answer("Name of the school district [Elm]", "Oak")
    again.answer("Schools", "back")
    again.answer("Name of the school district [Oak]", "quit")
    again.end()
    text = (tmp_path / "new.yaml").read_text("utf-8")
    assert "model: general-sro\nstate: Virginia\n" in text
    assert "name: Oak" in text


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no terminals that hang up on Windows")
def test_the_answers_are_kept_when_the_terminal_is_closed(tmp_path: Path) -> None:
    terminal = init(tmp_path, "new.yaml", "--model", "wisconsin-sro")
    terminal.answer("Name of the school district", "Elm")
    terminal.child.expect_exact("Schools")
    terminal.child.kill(signal.SIGHUP)
    terminal.child.sendline()  # a signal that comes before it begins to read waits for a line
    terminal.end()
    assert "name: Elm" in (tmp_path / "new.yaml").read_text("utf-8")


def test_answers_that_cannot_be_written_are_printed(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    terminal = init(tmp_path, "file/new.yaml", "--model", "wisconsin-sro")
    terminal.answer("Name of the school district", "Elm")
    terminal.answer("Schools", "quit")
    terminal.child.expect_exact("name: Elm")
    terminal.child.expect_exact("What you answered is above")
