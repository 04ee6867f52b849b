"""Reviewing copies that went through an engine that is not ours, and our own redlines."""

from __future__ import annotations

import pytest

from mou_builder.agreement.document import PartKind
from mou_builder.review.findings import ChangeAnswer, PartFinding, Review
from mou_builder.review.line_match import FoundBy
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import FINISHED, example
from tests.support.difference.negotiated_pairs import PAIRS, changed_parts, edited_parts, redlined
from tests.support.libreoffice.jobs import Decision, see
from tests.support.review.returned_copies import CITY, Copy, reviewed, sent, w


def _against_old(data: bytes, name: str) -> Review:
    old = yaml_source.parse(PAIRS[name][0].encode(), CITY)
    return reviewed(data, against=old).review


def _changed(review: Review) -> set[object]:
    return {(each.key.part, each.key.id) if each.key else None for each in review.changed}


def _as_the_old_knows(parts: set[tuple[PartKind, str]]) -> set[object]:
    """A clause of the parties' own has no name in an agreement that does not have it."""
    return {None if each == (PartKind.CLAUSE, "drones") else each for each in parts}


@pytest.mark.parametrize("name", PAIRS)
def test_a_redline_of_ours_that_comes_back_as_it_was_has_no_silent_edit(name: str) -> None:
    for review, told in (
        (_against_old(redlined(name), name), _as_the_old_knows(changed_parts(name))),
        (reviewed(redlined(name)).review, edited_parts(name)),
    ):
        silent = [each.title for each in review.parts if each.is_silent]
        assert silent == []
        assert _changed(review) == told
        hands = {hand.author for each in review.changed for hand in each.hands}
        assert hands == {"Maple Grove"}


def test_a_side_that_was_edited_since_is_no_side_of_the_redline() -> None:
    old, new = (
        yaml_source.parse(text.encode(), name)
        for text, name in zip(PAIRS["a share"], ("old.yaml", "new.yaml"), strict=True)
    )
    edited = yaml_source.parse(old.text.replace("officers: 1", "officers: 2").encode(), "old.yaml")
    for before, files in ((old, []), (edited, ["old.yaml"])):
        told = reviewed(redlined("a share"), against=new, before=before).diagnostics
        assert [(each.code, each.message.split()[0]) for each in told] == [
            ("MOU605", file) for file in files
        ]


def test_a_silent_edit_inside_a_redline_of_ours_is_found() -> None:
    for old in (None, "a share"):
        copy = Copy(redlined("a share")).replace("shall be integrated", "may be integrated")
        data = copy.returned()
        review = reviewed(data).review if old is None else _against_old(data, old)
        silent = [each.key.id for each in review.parts if each.is_silent and each.key]
        assert silent == ["school-community"]


def test_a_silent_edit_of_a_clause_that_our_redline_changes_is_found() -> None:
    copy = Copy(redlined("a share"))
    for each in copy.root.iter(w("t")):
        if each.text and "school district shall pay each invoice" in each.text:
            each.text = each.text.replace("shall pay each", "may pay each")
    review = reviewed(copy.returned()).review
    assert [each.key.id for each in review.parts if each.is_silent and each.key] == ["funding"]


def test_a_part_goes_from_its_first_paragraph_to_where_its_bookmark_ends() -> None:
    """LibreOffice 7.4 keeps of a bookmark on several paragraphs what is in the last."""
    board = "".join(f"      - {{name: Member {each}, title: Member}}\n" for each in range(30))
    one = "    signatory: {name: Dana Whitfield, title: Superintendent}\n"
    copy = Copy(sent(example(CITY).replace(one, f"    signatories:\n{board}"))).drop_controls()
    starts = {each.get(w("id")): each for each in copy.root.iter(w("bookmarkStart"))}
    for each in copy.root.iter(w("bookmarkEnd")):
        each.getparent().find(w("r")).addprevious(starts[each.get(w("id"))])
    assert reviewed(copy.returned()).review.is_untouched


@pytest.mark.crosscheck
def test_nothing_is_found_after_libreoffice_has_opened_and_saved_a_copy_twice() -> None:
    """Two sides save it in turn; what LibreOffice does to bookmarks it does again to its own."""
    board = "".join(f"      - {{name: Member {each}, title: Member}}\n" for each in range(30))
    one = "    signatory: {name: Dana Whitfield, title: Superintendent}\n"
    assert one in example(CITY)
    texts = [example(name) for name in FINISHED]
    texts.append(example(CITY).replace(one, f"    signatories:\n{board}"))
    once = see([(sent(text), "keep") for text in texts])
    twice = see([(each.saved, "keep") for each in once])
    for each in (*once, *twice):
        review = reviewed(each.saved).review
        assert review.is_untouched
        assert review.notes == ()
    for each in once[: len(FINISHED)]:
        assert all(part.by is FoundBy.ANCHOR for part in reviewed(each.saved).review.parts[1:])


@pytest.mark.crosscheck
def test_a_redline_that_libreoffice_saves_twice_is_open_still() -> None:
    once = see([(redlined(name), "keep") for name in PAIRS])
    twice = see([(each.saved, "keep") for each in once])
    for name, each in zip(PAIRS, twice, strict=True):
        review = reviewed(each.saved).review
        answers = {one.answer for part in review.parts for one in part.answers}
        assert answers == {ChangeAnswer.OPEN}, name
        assert not review.has_silent_edits, name
        assert not review.is_uncertain, name


@pytest.mark.crosscheck
def test_of_a_redline_that_libreoffice_decided_on_exactly_the_changes_are_found() -> None:
    names = list(PAIRS)
    decisions: list[Decision] = ["accept", "reject", "keep"]
    seen = see([(redlined(name), each) for each in decisions for name in names])
    count = len(names)
    thirds = seen[:count], seen[count : 2 * count], seen[2 * count :]
    for name, yes, no, as_is in zip(names, *thirds, strict=True):
        accepted = _changed(_against_old(yes.saved, name))
        assert accepted == _as_the_old_knows(edited_parts(name)), name
        assert not reviewed(yes.saved).review.changed, name
        assert not _against_old(no.saved, name).changed, name
        review = _against_old(as_is.saved, name)
        assert _changed(review) == _as_the_old_knows(changed_parts(name)), name
        assert not any(PartFinding.SILENT in each.findings for each in review.parts), name
