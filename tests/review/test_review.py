"""What the other side changed in a copy of ours: tracked, silent, added, removed, moved, noise."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from mou_builder.agreement.document import PartKind
from mou_builder.report.review.as_html import review_part_body
from mou_builder.review.findings import PartFinding
from tests.support.agreement.assembling import FINISHED, example
from tests.support.example_counts import drawn
from tests.support.review.findings import DUE, PAY, clause, only, review_of
from tests.support.review.returned_copies import (
    Copy,
    clear,
    new_paragraph,
    one_run,
    reviewed,
    run,
    sent,
    split,
    text_of,
    w,
)


@pytest.mark.parametrize("name", FINISHED)
def test_nothing_is_found_in_a_copy_that_nobody_touched(name: str) -> None:
    review = reviewed(sent(example(name))).review
    assert review.is_untouched
    assert review.notes == ()
    assert all(each.notes == () for each in review.parts)


def test_tracked_words_are_named_by_clause_author_and_day() -> None:
    review = review_of(Copy().track("75 percent (75%)", "60 percent (60%)"))
    part = only(review)
    assert (part.key.id, part.number) == ("funding", "13.")
    assert part.findings == (PartFinding.TRACKED,)
    (edit,) = part.edits
    assert (edit.deleted, edit.inserted) == ("75 percent (75%)", "60 percent (60%)")
    assert (edit.hand.author, edit.hand.date[:10]) == ("Luis Ortega", "2026-09-01")
    assert not review.has_silent_edits


def test_words_typed_over_without_tracking_are_a_silent_edit() -> None:
    review = review_of(Copy().replace("75 percent (75%)", "60 percent (60%)"))
    part = only(review)
    assert part.findings == (PartFinding.SILENT,)
    assert [(each.deleted, each.inserted) for each in part.edits] == [
        ("75 percent (75%)", "60 percent (60%)")
    ]
    assert review.has_silent_edits


def test_a_silent_edit_beside_a_tracked_one_is_told_from_it() -> None:
    copy = Copy().replace("25 percent (25%)", "20 percent (20%)").track(DUE, "within 60 days")
    part = only(review_of(copy))
    assert set(part.findings) == {PartFinding.TRACKED, PartFinding.SILENT}
    assert {each.is_silent: each.inserted for each in part.edits} == {
        True: "20 percent (20%)",
        False: "within 60 days",
    }


def test_words_silently_put_in_and_then_struck_with_tracking_are_silent() -> None:
    copy = Copy().replace("mission of the", "sole mission of the").track("sole ", "")
    part = only(review_of(copy))
    assert part.is_silent


def test_an_edit_of_half_a_word_shows_the_whole_word() -> None:
    copy = Copy()
    paragraph = copy.paragraph("shall be integrated")
    before, after = text_of(paragraph).split("integrated", 1)
    clear(paragraph)
    for piece in (
        run(f"{before}in"),
        copy.deletion("tegrat", "Ann"),
        copy.insertion("vit", "Ann"),
        run(f"ed{after}"),
    ):
        paragraph.append(piece)
    (edit,) = only(review_of(copy)).edits
    assert (edit.deleted, edit.inserted) == ("integrated", "invited")


def test_nested_changes_of_two_authors_are_both_told() -> None:
    copy = Copy()
    paragraph = copy.paragraph("The mission of the School Resource Officer")
    inserted = copy.insertion(" It shall also advise", "Ann")
    struck = copy.tracked("ins", "Ann")
    inside = copy.deletion(" and command", "Bob")
    struck.append(inside)
    for each in (inserted, struck, copy.insertion(" the principal.", "Ann")):
        paragraph.append(each)
    part = only(review_of(copy))
    assert part.findings == (PartFinding.TRACKED,)
    assert [(each.hand.author, each.deleted, each.inserted) for each in part.edits] == [
        ("Ann", "", " It shall also advise"),
        ("Bob", " and command", ""),
        ("Ann", "", " the principal."),
    ]
    assert part.edits[1].over.author == "Ann"
    assert {each.author for each in part.hands} == {"Ann", "Bob"}
    assert part.accepted[0].text.endswith("It shall also advise the principal.")


def test_overlapping_changes_of_two_authors_leave_what_was_sent_when_rejected() -> None:
    copy = Copy().track(DUE, "within sixty (60) days", "Ann")
    paragraph = copy.paragraph("sixty (60)")
    insertion = next(each for each in paragraph.iter(w("ins")))
    words = next(insertion.iter(w("t")))
    words.text = "within sixty (60)"
    removed = copy.tracked("ins", "Ann")
    removed.append(copy.deletion(" days", "Bob"))
    insertion.addnext(removed)
    removed.addnext(copy.insertion(" business days", "Bob"))
    part = only(review_of(copy))
    assert not part.is_silent
    assert "within sixty (60) business days after" in part.accepted[-1].text


def test_a_paragraph_that_was_split_is_a_silent_edit_of_its_clause() -> None:
    copy = Copy()
    split(copy.paragraph(PAY), "The law enforcement agency shall bear")
    part = only(review_of(copy))
    assert (part.key.id, part.findings) == ("funding", (PartFinding.SILENT,))
    assert [each.inserted for each in part.edits] == ["\n"]
    assert part.edits[0].deleted == ""


def test_paragraphs_that_were_merged_are_a_silent_edit_of_their_clause() -> None:
    copy = Copy()
    first, second = copy.paragraph(PAY), copy.paragraph("The cost to be shared is")
    one_run(first, f"{text_of(first)} {text_of(second)}")
    second.getparent().remove(second)
    part = only(review_of(copy))
    assert (part.key.id, part.findings) == ("funding", (PartFinding.SILENT,))
    assert [(each.deleted, each.inserted) for each in part.edits] == [("\n", "")]


def test_a_paragraph_split_with_tracking_is_no_silent_edit() -> None:
    copy = Copy()
    first = copy.paragraph(PAY)
    split(first, "The law enforcement agency shall bear")
    copy.mark_end(first, "ins")
    part = only(review_of(copy))
    assert part.findings == (PartFinding.TRACKED,)
    assert [each.inserted for each in part.edits] == ["\n"]
    assert len(part.accepted) == 5


def test_paragraphs_merged_with_tracking_are_one_when_accepted() -> None:
    copy = Copy()
    copy.mark_end(copy.paragraph(PAY), "del")
    part = only(review_of(copy))
    assert part.findings == (PartFinding.TRACKED,)
    assert [each.deleted for each in part.edits] == ["\n"]
    assert len(part.accepted) == 3


def test_a_clause_that_was_taken_out_is_missed() -> None:
    copy = Copy()
    taken = copy.clause("school-discipline")
    taken.getparent().remove(taken)
    part = only(review_of(copy))
    assert (part.key.id, part.number) == ("school-discipline", "7.")
    assert set(part.findings) == {PartFinding.REMOVED, PartFinding.SILENT}


def test_a_clause_struck_with_tracking_is_removed_but_not_silently() -> None:
    copy = Copy()
    for paragraph in copy.clause("school-discipline").iter(w("p")):
        copy.strike(paragraph)
    part = only(review_of(copy))
    assert set(part.findings) == {PartFinding.REMOVED, PartFinding.TRACKED}


def test_a_clause_emptied_by_hand_is_removed() -> None:
    copy = Copy()
    for paragraph in copy.clause("school-discipline").iter(w("p")):
        clear(paragraph)
    review = review_of(copy)
    assert set(only(review).findings) == {PartFinding.REMOVED, PartFinding.SILENT}
    assert review.notes == ()  # its number still stands there


@pytest.mark.parametrize("inside", [True, False])
def test_a_new_clause_is_added_wherever_it_was_typed(inside: bool) -> None:
    copy = Copy()
    words = "The SRO shall carry a visible badge with name and photograph at all times on duty."
    made = new_paragraph(words, "MOUClause")
    last = copy.paragraph("The SRO shall meet with building-level")
    if inside:
        last.addnext(made)
    else:
        copy.clause("annual-meeting").addnext(made)
    part = only(review_of(copy))
    assert set(part.findings) == {PartFinding.ADDED, PartFinding.SILENT}
    assert part.number == "4."
    assert part.after is not None
    assert part.after.id == "annual-meeting"
    assert "visible badge" in part.accepted[0].text


def test_a_new_clause_typed_with_tracking_is_added_but_not_silently() -> None:
    copy = Copy()
    last = copy.paragraph("The SRO shall meet with building-level")
    made = new_paragraph("", "MOUClause")
    clear(made)
    made.append(copy.insertion("The SRO shall carry a badge.", "Ann"))
    last.addnext(made)
    copy.mark_end(last, "ins", "Ann")
    part = only(review_of(copy))
    assert set(part.findings) == {PartFinding.ADDED, PartFinding.TRACKED}


@pytest.mark.parametrize("count", [1, 2])
def test_new_clauses_typed_with_tracking_inside_another_accuse_nobody(count: int) -> None:
    copy = Copy()
    head = copy.paragraph(PAY)
    for number in range(count):
        made = new_paragraph("", "MOUClause")
        clear(made)
        made.append(copy.insertion(f"The badge of the SRO has the number {number}.", "Ann"))
        head.addnext(made)
        if number:
            copy.mark_end(made, "ins", "Ann")
    copy.mark_end(head, "ins", "Ann")
    review = review_of(copy)
    changed = [each for each in review.parts if each.findings]
    assert [each.findings for each in changed] == [(PartFinding.ADDED, PartFinding.TRACKED)] * count
    assert [each.number for each in changed] == ["14.", "15."][:count]
    assert review.notes == ()


def test_a_clause_split_in_two_numbered_ones_or_joined_again_keeps_the_numbers_in_order() -> None:
    copy = Copy()
    split(copy.paragraph("The SRO shall meet with"), "at least annually")
    review = review_of(copy)
    assert (only(review).key.id, review.notes) == ("annual-meeting", ())
    copy.mark_end(copy.paragraph("The SRO shall meet with"), "del")
    assert review_of(copy).notes == ()


def test_a_clause_moved_without_tracking_is_moved_silently() -> None:
    copy = Copy()
    moved = copy.clause("mission")
    copy.clause("custody").addnext(moved)
    part = only(review_of(copy))
    assert part.key.id == "mission"
    assert set(part.findings) == {PartFinding.MOVED, PartFinding.SILENT}


def test_two_adjacent_clauses_swapped_are_one_move() -> None:
    copy = Copy()
    copy.clause("annual-meeting").addnext(copy.clause("criminal-law-role"))
    part = only(review_of(copy))
    assert PartFinding.MOVED in part.findings


def test_a_clause_moved_with_tracking_is_no_silent_move() -> None:
    copy = Copy()
    paragraph = next(copy.clause("mission").iter(w("p")))
    words = text_of(paragraph)
    clear(paragraph)
    gone = copy.tracked("moveFrom", "Ann")
    gone.append(run(words))
    paragraph.append(gone)
    copy.mark_end(paragraph, "moveFrom", "Ann")
    made = new_paragraph("", "MOUClause")
    clear(made)
    come = copy.tracked("moveTo", "Ann")
    come.append(run(words))
    made.append(come)
    copy.clause("custody").addnext(made)
    copy.mark_end(made, "moveTo", "Ann")
    review = review_of(copy)
    part = clause(review, "mission")
    assert set(part.findings) == {PartFinding.MOVED, PartFinding.TRACKED}
    assert not review.has_silent_edits


def test_clauses_are_known_by_their_bookmarks_when_the_controls_are_lost() -> None:
    copy = Copy().drop_controls().replace("75 percent (75%)", "60 percent (60%)")
    part = only(review_of(copy))
    assert part.key.id == "funding"


def test_clauses_are_known_by_their_words_when_every_anchor_is_lost() -> None:
    copy = Copy().drop_controls().drop_bookmarks()
    assert review_of(copy).is_untouched
    copy.replace("75 percent (75%)", "60 percent (60%)")
    part = only(review_of(copy))
    assert (part.key.id, part.findings) == ("funding", (PartFinding.SILENT,))


def test_removed_added_and_moved_clauses_are_told_without_controls() -> None:
    copy = Copy().drop_controls()
    gone = copy.paragraph("The SRO shall meet with building-level")
    gone.getparent().remove(gone)
    copy.paragraph("Information Sharing").addprevious(copy.paragraph("The mission of the"))
    copy.add_after("Records created and maintained", "The SRO shall wear a badge.", "MOUClause")
    found = {
        each.key.id if each.key else "": set(each.findings)
        for each in review_of(copy).parts
        if each.findings
    }
    assert found == {
        "annual-meeting": {PartFinding.REMOVED, PartFinding.SILENT},
        "mission": {PartFinding.MOVED, PartFinding.SILENT},
        "": {PartFinding.ADDED, PartFinding.SILENT},
    }


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("Memorandum of Understanding for School", "Memorandum for School", PartKind.TITLE),
        ("establish a School Resource", "explore a School Resource", PartKind.RECITAL),
        ("Information Sharing", "Information Sharing and Secrets", PartKind.HEADING),
        ("The signatories agree", "The signatories hope to agree", PartKind.AGREEMENT_LINE),
        ("Luis Ortega", "Another Person", PartKind.SIGNATURE),
    ],
)
def test_a_change_outside_the_clauses_is_found(old: str, new: str, part: PartKind) -> None:
    found = only(review_of(Copy().replace(old, new)))
    assert found.key is not None
    assert found.key.part is part
    assert found.is_silent


def test_a_change_of_the_running_header_is_found() -> None:
    copy = Copy()
    header = copy.parts["word/header1.xml"].decode()
    assert "Maple Grove School District" in header
    copy.parts["word/header1.xml"] = header.replace(
        "Maple Grove School", "Oak Park School"
    ).encode()
    found = only(review_of(copy))
    assert (found.key.part, found.is_silent) == (PartKind.HEADER, True)


def test_words_put_into_the_footer_are_found() -> None:
    copy = Copy()
    footer = copy.parts["word/footer1.xml"].decode()
    put_in = "<w:p><w:r><w:t>Not binding on the city.</w:t></w:r></w:p></w:ftr>"
    copy.parts["word/footer1.xml"] = footer.replace("</w:ftr>", put_in).encode()
    found = only(review_of(copy))
    assert set(found.findings) == {PartFinding.ADDED, PartFinding.SILENT}


def test_words_put_behind_the_signatures_are_found() -> None:
    copy = Copy()
    copy.body.find(w("sectPr")).addprevious(new_paragraph("Side letter: no fee is due.", "Normal"))
    assert review_of(copy).has_silent_edits


def test_first_and_last_paragraphs_are_looked_at() -> None:
    copy = Copy().replace("Memorandum of Understanding for", "Agreement for")
    last = list(copy.body.iter(w("p")))[-1]
    last.append(run("void"))
    found = [each for each in review_of(copy).parts if each.findings]
    assert [each.key.part for each in found] == [PartKind.TITLE, PartKind.SIGNATURE]


def test_a_row_added_to_a_table_is_found() -> None:
    copy = Copy(sent(example("county-and-four-schools.yaml")))
    row = list(copy.clause("duty-stations").iter(w("tr")))[-1]
    row.addnext(deepcopy(row))
    part = only(review_of(copy))
    assert part.key.id == "duty-stations"
    assert "Thursday" in part.edits[0].inserted


def test_a_row_struck_with_tracking_is_not_silent() -> None:
    copy = Copy(sent(example("county-and-four-schools.yaml")))
    row = list(copy.clause("duty-stations").iter(w("tr")))[-1]
    row.find(w("trPr")).append(copy.tracked("del", "Ann"))
    part = only(review_of(copy))
    assert part.findings == (PartFinding.TRACKED,)
    assert "Thursday" in part.edits[0].deleted


def test_comments_stand_on_their_clause_with_their_replies() -> None:
    copy = Copy()
    thread = copy.comment(PAY, "Can we do 60/40?", "Luis Ortega")
    copy.reply(thread, "The board says no.", "Dana Whitfield")
    part = only(review_of(copy))
    assert part.findings == (PartFinding.COMMENTED,)
    (remark,) = part.remarks
    assert (remark.author, remark.text) == ("Luis Ortega", "Can we do 60/40?")
    assert [(each.author, each.text) for each in remark.replies] == [
        ("Dana Whitfield", "The board says no.")
    ]
    assert "shall provide one (1) SRO" in remark.about


def test_what_a_comment_is_about_is_cut_between_words() -> None:
    copy = Copy()
    copy.comment(PAY, "Can we do 60/40?", "Luis Ortega")
    page = html.fromstring(review_part_body(only(review_of(copy))))
    about = "on “The law enforcement agency shall provide one (1) SRO. The …”"
    assert about in " ".join(page.text_content().split())


def test_replies_in_a_circle_are_all_told() -> None:
    copy = Copy()
    first = copy.comment(PAY, "one", "A")
    second = copy.reply(first, "two", "B")
    copy.threads[0] = (first, second)
    review = review_of(copy)
    told = [each.text for part in review.parts for each in part.remarks]
    told += [each.text for each in review.remarks]
    assert sorted(told) == ["one", "two"]


def test_a_number_that_is_gone_or_wrong_is_silent() -> None:
    copy = Copy()
    style = copy.paragraph("The SRO shall meet with").find(w("pPr"))
    numbering = etree.SubElement(style, w("numPr"))
    etree.SubElement(numbering, w("numId")).set(w("val"), "0")
    parts = {each.title: each for each in review_of(copy).parts if each.findings}
    assert all(each.is_silent for each in parts.values())
    assert parts.pop("Annual meeting on school safety").notes == ("the number “3.” is gone",)
    assert next(iter(parts.values())).notes == ("numbered “3.” instead of “4.”",)
    assert len(parts) == 16


def test_text_with_signs_emoji_and_right_to_left_names_comes_back_the_same() -> None:
    text = example("city-and-one-school.yaml").replace(
        "Maple Grove School District", '"A&B <שלום> 🏫 District"'
    )
    assert reviewed(sent(text)).review.is_untouched


@drawn(10)
@given(st.data())
def test_any_word_changed_by_hand_is_found_and_named_by_clause(data: st.DataObject) -> None:
    """Law 6: any word changed by hand is found, tracked or not, and named by clause."""
    copy = Copy()
    ids = [
        each.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")).split(":")[2]
        for each in copy.root.iter(w("sdt"))
        if ":clause:" in each.find(f"{w('sdtPr')}/{w('tag')}").get(w("val"))
    ]
    id_ = data.draw(st.sampled_from(ids))
    paragraphs = [each for each in copy.clause(id_).iter(w("p")) if text_of(each)]
    paragraph = data.draw(st.sampled_from(paragraphs))
    words = text_of(paragraph).split(" ")
    at = data.draw(st.integers(0, len(words) - 1))
    is_tracked = data.draw(st.booleans())
    match data.draw(st.sampled_from(["delete", "replace", "insert"])):
        case "delete":
            old, new = words[at], ""
        case "replace":
            old, new = words[at], "whatsoever"
        case _:
            old, new = words[at], f"{words[at]} whatsoever"
    before, after = " ".join([*words[:at], ""]), " ".join(["", *words[at + 1 :]])
    clear(paragraph)
    pieces = (
        [run(before), copy.deletion(old, "Ann"), copy.insertion(new, "Ann"), run(after)]
        if is_tracked
        else [run(before + new + after)]
    )
    for piece in pieces:
        paragraph.append(piece)
    part = only(review_of(copy))
    assert part.key is not None
    assert part.key.id == id_
    assert part.is_silent is not is_tracked
