"""The history of a config: every state before a save, what it changed, and the way back."""

from __future__ import annotations

import subprocess

import pytest
from flask import Flask

from mou_builder.web.safety.access import Role
from mou_builder.web.workbench import Workbench
from tests.support.web.workbench import MAPLE, as_role, inside, sent

PAGE = f"/history/{MAPLE}"


def save(bench: Workbench, old: str, new: str, by: str = "Dana W.") -> None:
    state = bench.folder.read(MAPLE)
    text = state.data.decode()
    assert old in text
    bench.folder.save(MAPLE, text.replace(old, new).encode(), state.digest, by)


def test_it_lists_each_save_with_who_made_it(app: Flask, bench: Workbench) -> None:
    client = inside(app)
    assert "Nothing was saved here yet" in client.get(PAGE).text
    save(bench, "2027-06-30", "2028-06-30")
    page = client.get(PAGE).text
    assert page.count("Dana W.") == 1
    assert page.count(">See<") == 1


def test_a_past_state_shows_what_changed_since_and_can_be_saved_again(
    app: Flask, bench: Workbench
) -> None:
    client = inside(app)
    before = bench.folder.read(MAPLE)
    save(bench, "2027-06-30", "2028-06-30")
    [state] = bench.folder.history.of(MAPLE)
    address = f"{PAGE}/state/kept:{state.id}"
    page = client.get(address).text
    assert '<del><span class="hidden">taken out: </span>  until: 2027-06-30' in page
    assert '<ins><span class="hidden">put in: </span>  until: 2028-06-30' in page
    digest = bench.folder.read(MAPLE).digest
    assert sent(client, address, made_from=digest).location == PAGE
    assert bench.folder.read(MAPLE) == before
    assert "saved again" in client.get(PAGE).text
    assert "saved again" not in client.get(PAGE).text


def test_the_last_save_is_taken_back_with_one_button(app: Flask, bench: Workbench) -> None:
    client = inside(app)
    before = bench.folder.read(MAPLE)
    save(bench, "2027-06-30", "2028-06-30")
    sent(client, f"{PAGE}/undo", PAGE, made_from=bench.folder.read(MAPLE).digest)
    assert bench.folder.read(MAPLE) == before
    assert "was taken back" in client.get(PAGE).text
    sent(client, f"{PAGE}/undo", PAGE, made_from=before.digest)
    assert "nothing to take back" in client.get(PAGE).text


def test_commits_of_git_are_states_too(app: Flask, bench: Workbench) -> None:
    root = bench.folder.root

    def git(*words: str) -> None:
        who = ("-c", "user.name=Lee", "-c", "user.email=lee@example.org")
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)

    git("init", "-q")
    git("add", MAPLE)
    git("commit", "-q", "-m", "As the board <adopted> it")
    save(bench, "2027-06-30", "2028-06-30")
    client = inside(app)
    page = client.get(PAGE).text
    assert "As the board &lt;adopted&gt; it" in page
    address = page.split("/state/git:")[1].split('"')[0]
    assert "until: 2027-06-30" in client.get(f"{PAGE}/state/git:{address}").text


@pytest.mark.parametrize("id_", ["git:HEAD", "git:--output=x", "kept:x", "x", "git:"])
def test_only_states_in_its_history_are_shown(app: Flask, id_: str) -> None:
    assert inside(app).get(f"{PAGE}/state/{id_}").status_code == 404


def test_who_may_only_read_is_shown_no_way_back(app: Flask, bench: Workbench) -> None:
    save(bench, "2027-06-30", "2028-06-30")
    page = as_role(app, Role.READ).get(PAGE).text
    assert "Take the last save back" not in page
    assert "Dana W." in page


RECORD = "\nrecord:\n  - {fact: signed, day: 2026-07-01, by: Dana Whitfield, for: district}\n"


def test_who_may_only_draft_changes_nothing_on_record_in_whichever_way(
    app: Flask, bench: Workbench
) -> None:
    save(bench, "2027-06-30", "2028-06-30")
    before = bench.folder.read(MAPLE)
    text = before.data.decode()
    drafter = as_role(app, Role.DRAFT)
    address = f"/draft/of/{MAPLE}"
    typed = {"made_from": before.digest, "do": "save", "file": text + RECORD}
    refused = sent(drafter, address, address, **typed)
    assert refused.status_code == 403
    assert "on record" in refused.text
    assert bench.folder.read(MAPLE) == before
    typed["file"] = text.replace("officers: 1", "officers: 2")
    assert sent(drafter, address, address, **typed).status_code == 303
    assert sent(drafter, f"{PAGE}/undo", PAGE, made_from=_digest(bench)).location == PAGE
    assert bench.folder.read(MAPLE) == before

    whole = as_role(app, Role.RECORD)
    typed = {"made_from": before.digest, "do": "save", "file": text + RECORD}
    assert sent(whole, address, address, **typed).status_code == 303
    recorded = bench.folder.read(MAPLE)
    assert sent(drafter, f"{PAGE}/undo", PAGE, made_from=recorded.digest).status_code == 403
    state = bench.folder.history.of(MAPLE)[0]
    back = sent(drafter, f"{PAGE}/state/kept:{state.id}", PAGE, made_from=recorded.digest)
    assert back.status_code == 403
    assert bench.folder.read(MAPLE) == recorded


def _digest(bench: Workbench) -> str:
    return bench.folder.read(MAPLE).digest
