"""Two people, or an editor beside the browser, on one file: nothing of either is lost."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mou_builder.web.folder.unsaved import UnsavedWork
from mou_builder.web.workbench import Workbench
from tests.support.web.workbench import MAPLE, sent

PAGE = f"/conflict/{MAPLE}"


@pytest.fixture
def ours(bench: Workbench) -> str:
    """Work on the supervisor that is not saved, after the file got another end of the term."""
    before = bench.folder.read(MAPLE)
    text = before.data.decode()
    ours = text.replace("Patrol Captain", "Patrol Lieutenant")
    theirs = text.replace("2027-06-30", "2028-06-30")
    assert text not in (ours, theirs)
    bench.unsaved.keep(MAPLE, "", UnsavedWork(ours, before.digest))
    (bench.folder.root / MAPLE).write_text(theirs, "utf-8")
    return ours


def shown(client: FlaskClient) -> str:
    return client.get(PAGE).text.split('name="shown" value="')[1].split('"')[0]


def settle(client: FlaskClient, do: str, **parts: str) -> str:
    return sent(client, PAGE, PAGE, shown=shown(client), do=do, **parts).text


def test_both_sides_are_shown_and_who_changed_what(client: FlaskClient, ours: str) -> None:
    page = client.get(PAGE).text
    assert "Patrol Lieutenant" in page
    assert "2028-06-30" in page
    assert "You changed this" in page
    assert "Changed in what is saved" in page
    assert page.count(" checked") == 2


def test_parts_of_both_are_saved_together_and_the_work_is_no_more_unsaved(
    client: FlaskClient, bench: Workbench, ours: str
) -> None:
    settle(client, "merge", **{"part-0": "theirs", "part-1": "ours"})
    text = bench.folder.read(MAPLE).data.decode()
    assert "2028-06-30" in text
    assert "Patrol Lieutenant" in text
    assert text.count("#") == ours.count("#")
    assert bench.unsaved.find(MAPLE, "") is None


def test_mine_can_be_saved_whole_with_the_other_in_the_history(
    client: FlaskClient, bench: Workbench, ours: str
) -> None:
    settle(client, "ours")
    assert bench.folder.read(MAPLE).data.decode() == ours
    [kept] = bench.folder.history.of(MAPLE)
    assert b"2028-06-30" in bench.folder.history.read(MAPLE, kept.id)


def test_what_is_saved_can_stay(client: FlaskClient, bench: Workbench, ours: str) -> None:
    settle(client, "theirs")
    assert b"2028-06-30" in bench.folder.read(MAPLE).data
    assert bench.unsaved.find(MAPLE, "") is None


def test_a_part_that_nobody_chose_is_asked_for(
    client: FlaskClient, bench: Workbench, ours: str
) -> None:
    assert "Choose one of the two for each part" in settle(client, "merge", **{"part-0": "ours"})
    assert bench.unsaved.find(MAPLE, "") is not None


def test_a_choice_about_states_that_are_no_more_is_not_carried_out(
    client: FlaskClient, bench: Workbench, ours: str
) -> None:
    then = shown(client)
    path = bench.folder.root / MAPLE
    path.write_text(path.read_text("utf-8").replace("2028", "2029"), "utf-8")
    answer = sent(client, PAGE, PAGE, shown=then, do="ours")
    assert "changed once more" in answer.text
    assert b"2029-06-30" in bench.folder.read(MAPLE).data


def test_a_file_that_an_editor_left_broken_can_be_taken_or_replaced_whole(
    client: FlaskClient, bench: Workbench, ours: str
) -> None:
    (bench.folder.root / MAPLE).write_text("model: [\n", "utf-8")
    assert "cannot be read" in client.get(PAGE).text
    settle(client, "ours")
    assert bench.folder.read(MAPLE).data.decode() == ours


def test_without_unsaved_work_there_is_nothing_to_settle(client: FlaskClient) -> None:
    assert client.get(PAGE).location == f"/history/{MAPLE}"


def test_any_save_over_a_newer_state_leads_here_with_its_words_kept(
    client: FlaskClient, bench: Workbench
) -> None:
    before = bench.folder.read(MAPLE)
    bench.folder.save(MAPLE, before.data + b"# one\n", before.digest, "")
    [state] = bench.folder.history.of(MAPLE)
    answer = sent(client, f"/history/{MAPLE}/state/kept:{state.id}", made_from=before.digest)
    assert (answer.status_code, answer.location) == (303, PAGE)
    kept = bench.unsaved.find(MAPLE, "")
    assert kept is not None
    assert kept.text.encode() == before.data


def test_what_is_typed_stays_to_be_gone_back_to_where_something_else_cannot_be_saved(
    client: FlaskClient, bench: Workbench
) -> None:
    before = bench.folder.read(MAPLE)
    bench.folder.save(MAPLE, before.data + b"# saved\n", before.digest, "")
    typed = before.data.decode().replace("Patrol Captain", "Patrol Lieutenant")
    work = UnsavedWork(typed, before.digest, (before.data.decode(),))
    bench.unsaved.keep(MAPLE, "", work)
    undone = sent(client, f"/history/{MAPLE}/undo", made_from="of a page that is too old")
    assert undone.location == PAGE
    kept = bench.unsaved.find(MAPLE, "")
    assert kept
    assert kept.text == before.data.decode()
    assert (back := kept.back())
    assert back.text == typed
