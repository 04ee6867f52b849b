"""What a second run makes anew, and what of it may take the place of what is there."""

from __future__ import annotations

from mou_builder.disk.manifest import content_digest, is_up_to_date, made_of, to_write

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
