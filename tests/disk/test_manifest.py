"""What a second run makes anew, and what of it may take the place of what is there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mou_builder.disk.manifest import (
    NAME,
    Manifest,
    content_digest,
    is_up_to_date,
    made_of,
    to_write,
)

WORD, PDF = b"the agreement", b"%PDF the agreement"
OUTPUTS = {"a.docx": WORD, "a.pdf": PDF}
THERE = {name: content_digest(data) for name, data in OUTPUTS.items()}
MADE = made_of("of these", OUTPUTS)
FORMS = [".docx", ".pdf"]


def test_nothing_is_made_again_of_the_same_with_all_of_it_there() -> None:
    assert is_up_to_date(MADE, "of these", FORMS, THERE)
    assert is_up_to_date(MADE, "of these", [".pdf"], {"a.pdf": THERE["a.pdf"]})


def test_it_is_made_again_of_another_config_for_another_form_and_where_it_is_gone_or_changed() -> (
    None
):
    assert not is_up_to_date(None, "of these", FORMS, THERE)
    assert not is_up_to_date(MADE, "of others", FORMS, THERE)
    assert not is_up_to_date(MADE, "of these", [*FORMS, ".html"], THERE)
    assert not is_up_to_date(MADE, "of these", FORMS, {"a.pdf": THERE["a.pdf"]})
    assert not is_up_to_date(MADE, "of these", FORMS, {**THERE, "a.docx": content_digest(b"x")})


def test_what_is_there_already_is_not_written_again() -> None:
    assert to_write(OUTPUTS, THERE, MADE).files == {}
    assert to_write(OUTPUTS, {"a.pdf": THERE["a.pdf"]}, MADE).files == {"a.docx": WORD}


def test_what_we_made_is_replaced_and_what_a_person_has_changed_is_not() -> None:
    newer = {**OUTPUTS, "a.docx": b"the agreement, renewed"}
    assert to_write(newer, THERE, MADE).may_replace
    by_hand = {**THERE, "a.docx": content_digest(b"the agreement, with a note")}
    assert not to_write(newer, by_hand, MADE).may_replace
    assert not to_write(newer, THERE, None).may_replace
    assert to_write(newer, {}, None).may_replace


DAMAGE = {
    "no list of outputs": "UPDATE made SET outputs = 'x'",
    "a list of another kind": "UPDATE made SET outputs = '[1]'",
    "bytes that are no text": "UPDATE made SET outputs = x'ff'",
    "no table": "DROP TABLE made",
    "another table": "ALTER TABLE made RENAME COLUMN outputs TO others",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_record_counts_as_none_and_goes_on(damage: str, tmp_path: Path) -> None:
    with closing(Manifest(tmp_path)) as record:
        record.note("a", MADE)
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as database:
        database.execute(damage)
    with closing(Manifest(tmp_path)) as record:
        assert record.of("a") is None
        record.note("a", MADE)
    with closing(Manifest(tmp_path)) as record:
        assert record.of("a") == MADE
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_runs_that_begin_a_record_at_the_same_time_all_go_on(tmp_path: Path) -> None:
    runs = [Manifest(tmp_path) for _ in range(3)]
    for number, run in enumerate(runs):
        run.note(f"of {number}", MADE)
    (tmp_path / NAME).unlink()
    for number, run in enumerate(runs):
        run.note(f"again {number}", MADE)
    for run in runs:
        run.close()
    with closing(Manifest(tmp_path)) as record:
        assert all(record.of(f"again {number}") == MADE for number in range(3))
