"""The folder gives what it lists, saves whole, and overwrites nothing that it has not shown."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.diagnostic import Refused
from mou_builder.web.folder import history
from mou_builder.web.folder.config_folder import (
    ConfigFolder,
    FileState,
    SavedMeanwhile,
    UnknownName,
    plain_name,
)
from mou_builder.web.folder.history import MOST_KEPT
from mou_builder.web.folder.unsaved import Unsaved, UnsavedWork

MODEL = b"model: wisconsin-2023\n"


@pytest.fixture
def folder(tmp_path: Path) -> ConfigFolder:
    root = tmp_path / "agreements"
    (root / "north").mkdir(parents=True)
    (root / "maple.yaml").write_bytes(MODEL)
    (root / "north" / "oak.yaml").write_bytes(MODEL)
    (root / "notes.yaml").write_text("milk: 2\n", "utf-8")
    (tmp_path / "secret.yaml").write_bytes(MODEL)
    return ConfigFolder(root)


def test_configs_are_named_as_seen_from_the_folder(folder: ConfigFolder) -> None:
    assert folder.names() == ("maple.yaml", "north/oak.yaml")
    assert folder.read("north/oak.yaml").data == MODEL


PARTS = st.sampled_from(["..", ".", "", "secret.yaml", "/", "\0"])


@given(name=st.text() | st.lists(PARTS).map("/".join))
def test_no_name_leads_out_of_the_folder(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.getbasetemp() / "agreements"
    root.mkdir(exist_ok=True)
    (root.parent / "secret.yaml").write_bytes(MODEL)
    with pytest.raises(UnknownName):
        ConfigFolder(root).path(name)


def test_a_link_out_of_the_folder_is_not_there(folder: ConfigFolder) -> None:
    (folder.root / "link.yaml").symlink_to(folder.root.parent / "secret.yaml")
    (folder.root / "out").symlink_to(folder.root.parent, target_is_directory=True)
    assert folder.names() == ("maple.yaml", "north/oak.yaml")
    for name in ("link.yaml", "out/secret.yaml"):
        with pytest.raises(UnknownName):
            folder.read(name)


def test_a_circle_of_links_keeps_no_other_file_from_being_shown(folder: ConfigFolder) -> None:
    (folder.root / "circle.yaml").symlink_to(folder.root / "circle.yaml")
    (folder.root / "signed").symlink_to(folder.root / "signed")
    (folder.root / "based.yaml").write_text("extends: circle.yaml\n", "utf-8")
    assert folder.names() == ("based.yaml", "maple.yaml", "north/oak.yaml")
    with pytest.raises(UnknownName):
        folder.keep_beside("maple.yaml", "signed", "copy.pdf", b"%PDF-")
    with pytest.raises(Refused):
        folder.source("based.yaml")


@pytest.mark.parametrize("name", [b"a\nb.yaml", b"a\xff.yaml", b"a\x7f.yaml"])
def test_a_name_that_no_address_can_have_is_told_and_not_led_to(
    folder: ConfigFolder, name: bytes
) -> None:
    path = os.path.join(os.fsencode(folder.root), name)  # noqa: PTH118 # of bytes
    with open(path, "wb") as file:  # noqa: PTH123 # of bytes
        file.write(MODEL)
    assert folder.names() == ("maple.yaml", "north/oak.yaml")
    assert [each.replace("\N{REPLACEMENT CHARACTER}", "?") for each in folder.left_out()] in (
        ["a?b.yaml"], ["a?.yaml"],
    )  # fmt: skip


def test_a_save_over_a_newer_state_is_refused_with_both(folder: ConfigFolder) -> None:
    seen = folder.read("maple.yaml")
    (folder.root / "maple.yaml").write_bytes(MODEL + b"# of an editor\n")
    with pytest.raises(SavedMeanwhile) as refused:
        folder.save("maple.yaml", MODEL + b"# ours\n", seen.digest, "")
    assert refused.value.theirs.data == MODEL + b"# of an editor\n"
    assert refused.value.ours == MODEL + b"# ours\n"
    assert folder.read("maple.yaml").data == MODEL + b"# of an editor\n"


def test_of_many_saves_from_one_state_one_wins(
    folder: ConfigFolder,
) -> None:
    seen = folder.read("maple.yaml")

    def save(number: int) -> int | None:
        try:
            folder.save("maple.yaml", MODEL + f"# {number}\n".encode(), seen.digest, "")
        except SavedMeanwhile:
            return None
        return number

    with ThreadPoolExecutor(16) as pool:
        won = [each for each in pool.map(save, range(50)) if each is not None]
    assert len(won) == 1
    assert folder.read("maple.yaml").data == MODEL + f"# {won[0]}\n".encode()


def test_each_save_can_be_taken_back_to_the_first(folder: ConfigFolder) -> None:
    states = [folder.read("maple.yaml")]
    for number in range(3):
        data = MODEL + f"# {number}\n".encode()
        states.append(folder.save("maple.yaml", data, states[-1].digest, "Dana W."))
    assert [each.by for each in folder.history.of("maple.yaml")] == ["Dana W."] * 3
    for each in reversed(states[:-1]):
        folder.undo("maple.yaml", folder.read("maple.yaml").digest, "")
        assert folder.read("maple.yaml") == each
    with pytest.raises(LookupError):
        folder.undo("maple.yaml", folder.read("maple.yaml").digest, "")


def test_the_history_is_bounded_and_no_config_of_the_folder(folder: ConfigFolder) -> None:
    state = folder.read("maple.yaml")
    for number in range(MOST_KEPT + 5):
        state = folder.save("maple.yaml", MODEL + f"# {number}\n".encode(), state.digest, "a/../b")
    kept = folder.history.of("maple.yaml")
    assert len(kept) == MOST_KEPT
    assert folder.history.read("maple.yaml", kept[0].id) == MODEL + f"# {MOST_KEPT + 3}\n".encode()
    assert kept[0].by == "a/../b"
    assert folder.names() == ("maple.yaml", "north/oak.yaml")


def test_a_clock_that_is_set_back_neither_loses_nor_mixes_what_was_saved(
    folder: ConfigFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = folder.save("maple.yaml", MODEL + b"# 1\n", folder.read("maple.yaml").digest, "")

    class SetBack(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(history, "datetime", SetBack)
    for number in range(2, MOST_KEPT + 5):
        state = folder.save("maple.yaml", MODEL + f"# {number}\n".encode(), state.digest, "")
    folder.undo("maple.yaml", state.digest, "")
    assert folder.read("maple.yaml").data == MODEL + f"# {MOST_KEPT + 3}\n".encode()


def test_a_page_is_shown_later_than_those_before_it_whatever_the_clock_says(
    folder: ConfigFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsaved = Unsaved(folder.root)
    first = unsaved.next_view("maple.yaml", "")
    assert unsaved.is_next("maple.yaml", "", (first, 1))
    monkeypatch.setattr("mou_builder.web.folder.unsaved.time_ns", lambda: 0)
    assert unsaved.next_view("maple.yaml", "") > first
    assert unsaved.next_view("maple.yaml", "another") < first


@pytest.mark.parametrize("id_", ["../maple.yaml", "", "x", "/etc/passwd"])
def test_only_states_of_the_history_are_read_from_it(folder: ConfigFolder, id_: str) -> None:
    with pytest.raises(LookupError):
        folder.history.read("maple.yaml", id_)


def test_a_new_config_takes_no_place_of_another(folder: ConfigFolder) -> None:
    folder.create("elm.yaml", MODEL)
    with pytest.raises(Refused, match="MOU705"):
        folder.create("maple.yaml", b"")
    assert folder.read("maple.yaml") == FileState.of(MODEL)
    assert folder.create("elm.yaml", MODEL, beside="north/oak.yaml") == "north/elm.yaml"
    with pytest.raises(UnknownName):
        folder.create("elm.yaml", MODEL, beside="../secret.yaml")


@pytest.mark.parametrize("name", ["../x.yaml", "a/b.yaml", "X.yaml", "con.yaml", ".x", "x", ""])
def test_a_new_config_has_a_name_that_every_system_takes(folder: ConfigFolder, name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        folder.create(name, MODEL)


def test_a_name_that_not_every_system_takes_is_told_as_it_may_be(folder: ConfigFolder) -> None:
    with pytest.raises(ValueError, match=r"such as maple-grove-2026\.yaml"):
        folder.create("Maple Grove 2026.yaml", MODEL)
    long = f"{'Maple Grove ' * 9}.yaml"
    with pytest.raises(ValueError, match="such as") as refused:
        folder.create(long, MODEL)
    folder.create(str(refused.value).rpartition(" ")[2], MODEL)


@pytest.mark.parametrize("called", ["Maple Grove 2026", "con", "../x", "x" * 300, "a.yaml.yaml"])
def test_however_a_person_calls_a_config_it_gets_a_name_that_can_be_written(
    folder: ConfigFolder, called: str
) -> None:
    assert folder.create(plain_name(called), MODEL) == plain_name(called)


def test_a_config_made_of_another_keeps_the_name_that_this_one_has(folder: ConfigFolder) -> None:
    name, stem = "Oak Hill 2026-amended-1.yaml", "Oak Hill 2026"
    assert folder.create(name, MODEL, beside="maple.yaml", stem=stem) == name
    with pytest.raises(ValueError, match="small letters"):
        folder.create(f"{stem}/../x.yaml", MODEL, beside="maple.yaml", stem=stem)


def test_what_is_not_saved_is_kept_for_each_person(folder: ConfigFolder) -> None:
    work = UnsavedWork("model: x\n", "digest")
    Unsaved(folder.root).keep("north/oak.yaml", "Dana/../W.", work)
    unsaved = Unsaved(folder.root)  # as after a crash
    assert unsaved.find("north/oak.yaml", "Dana/../W.") == work
    assert unsaved.find("north/oak.yaml", "bo") is None
    assert folder.names() == ("maple.yaml", "north/oak.yaml")
    unsaved.drop("north/oak.yaml", "Dana/../W.")
    assert unsaved.find("north/oak.yaml", "Dana/../W.") is None


@pytest.mark.parametrize("base", ["../secret.yaml", "out/secret.yaml", "link.yaml"])
def test_a_config_extends_nothing_outside_of_the_folder(folder: ConfigFolder, base: str) -> None:
    (folder.root / "link.yaml").symlink_to(folder.root.parent / "secret.yaml")
    (folder.root / "out").symlink_to(folder.root.parent, target_is_directory=True)
    (folder.root / "elm.yaml").write_text(f"extends: {base}\n", "utf-8")
    with pytest.raises(Refused, match="outside of the folder") as refused:
        folder.source("elm.yaml")
    assert str(folder.root) not in str(refused.value)


def test_a_config_is_read_with_what_it_extends_and_named_as_seen_from_the_folder(
    folder: ConfigFolder,
) -> None:
    (folder.root / "north" / "elm.yaml").write_text("extends: ../maple.yaml\n", "utf-8")
    source = folder.source("north/elm.yaml")
    assert (source.file, [each.file for each in source.bases]) == ("north/elm.yaml", ["maple.yaml"])
    assert source.data == {"model": "wisconsin-2023", "extends": "../maple.yaml"}


def test_a_file_that_cannot_be_read_is_named_as_seen_from_the_folder(folder: ConfigFolder) -> None:
    (folder.root / "elm.yaml").write_text("extends: gone.yaml\n", "utf-8")
    with pytest.raises(Refused, match="MOU701") as refused:
        folder.source("elm.yaml")
    assert str(folder.root) not in str(refused.value)


def test_what_is_typed_is_known_at_once_and_kept_soon(tmp_path: Path) -> None:
    unsaved = Unsaved(tmp_path)
    for letters in ("a", "ab", "abc"):
        unsaved.keep_soon("oak.yaml", "dana", UnsavedWork(letters, "digest"))
    assert unsaved.find("oak.yaml", "dana") == UnsavedWork("abc", "digest")
    unsaved.keep("oak.yaml", "dana", UnsavedWork("abcd", "digest"))
    assert Unsaved(tmp_path).find("oak.yaml", "dana") == UnsavedWork("abcd", "digest")
    unsaved.keep_soon("oak.yaml", "dana", UnsavedWork("x", "digest"))
    unsaved.drop("oak.yaml", "dana")
    assert unsaved.find("oak.yaml", "dana") is None


def test_what_is_typed_reaches_the_disk_by_itself(tmp_path: Path) -> None:
    unsaved = Unsaved(tmp_path)
    unsaved.keep_soon("oak.yaml", "dana", UnsavedWork("abc", "digest"))
    for timer in threading.enumerate():
        if isinstance(timer, threading.Timer):
            timer.join()
    assert Unsaved(tmp_path).find("oak.yaml", "dana") == UnsavedWork("abc", "digest")


def test_two_servers_over_one_folder_lose_no_save(folder: ConfigFolder) -> None:
    (folder.root / "maple.yaml").write_bytes(MODEL + b"count: 0\n")
    each_adds = 8

    def count_on(own: ConfigFolder) -> None:
        added = 0
        while added < each_adds:
            state = own.read("maple.yaml")
            number = int(state.data.rsplit(b" ", 1)[1]) + 1
            with suppress(SavedMeanwhile):
                own.save("maple.yaml", MODEL + b"count: %d\n" % number, state.digest, "")
                added += 1

    servers = [ConfigFolder(folder.root) for _ in range(3)]
    with ThreadPoolExecutor(len(servers)) as pool:
        list(pool.map(count_on, servers))
    assert folder.read("maple.yaml").data == MODEL + b"count: %d\n" % (each_adds * len(servers))
    assert len(folder.history.of("maple.yaml")) == each_adds * len(servers)


def test_what_an_editor_saved_in_the_last_moment_is_shown_and_not_replaced(
    folder: ConfigFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = folder.history.keep

    def saved_first(*given: Any, **more: Any) -> str:
        (folder.root / "maple.yaml").write_bytes(MODEL + b"state: Ohio\n")
        return keep(*given, **more)

    monkeypatch.setattr(folder.history, "keep", saved_first)
    state = folder.read("maple.yaml")
    with pytest.raises(SavedMeanwhile) as caught:
        folder.save("maple.yaml", MODEL + b"ours: 1\n", state.digest, "")
    assert caught.value.theirs.data == MODEL + b"state: Ohio\n"
    assert folder.read("maple.yaml").data == MODEL + b"state: Ohio\n"
    assert folder.history.of("maple.yaml") == []
