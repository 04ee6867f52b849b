"""What changes no word is no change; words are read in whatever form they stand."""

from __future__ import annotations

import pytest
from lxml import etree

from mou_builder.review.folding import plain
from tests.support.agreement.assembling import example
from tests.support.review.findings import PAY, only, review_of
from tests.support.review.returned_copies import (
    CITY,
    W14,
    Copy,
    W,
    clear,
    new_paragraph,
    one_run,
    run,
    sent,
    text_of,
    w,
)

NOISE = {
    "runs are split": lambda p: one_letter_runs(p),
    "spell-check marks": lambda p: p.insert(1, etree.Element(w("proofErr"))),
    "soft hyphens": lambda p: one_run(p, text_of(p).replace("enforcement", "enforce\u00adment")),
    "no-break spaces": lambda p: one_run(
        p, text_of(p).replace("school district", "school\u00a0district")
    ),
    "doubled spaces": lambda p: one_run(p, text_of(p).replace(". ", ".  ")),
    "bold": lambda p: [r.insert(0, _bold()) for r in p.iter(w("r"))],
    "an empty paragraph": lambda p: p.addnext(new_paragraph("", "MOUContinuation")),
    "a bookmark of theirs": lambda p: p.insert(1, _their_bookmark()),
    "a revision id": lambda p: p.set(w("rsidR"), "00AB12CD"),
    "the fill that Pages gives words": lambda p: [r.insert(0, _filled("000000")) for r in runs(p)],
    "one sign for two letters": lambda p: one_run(p, text_of(p).replace("ff", "\ufb00")),
}


def runs(paragraph: etree._Element) -> list[etree._Element]:
    return list(paragraph.iter(w("r")))


def _filled(colour: str) -> etree._Element:
    inside = (
        "<w14:textOutline><w14:noFill/></w14:textOutline><w14:textFill><w14:solidFill>"
        f'<w14:srgbClr w14:val="{colour}"/></w14:solidFill></w14:textFill>'
    )
    return etree.fromstring(f'<w:rPr xmlns:w="{W}" xmlns:w14="{W14}">{inside}</w:rPr>')


def test_words_filled_with_white_are_no_noise() -> None:
    copy = Copy()
    for each in runs(copy.paragraph(PAY)):
        each.insert(0, _filled("FFFFFF"))
    part = only(review_of(copy))
    assert PAY in part.edits[0].deleted
    assert any("of the color of the paper" in note for note in part.notes)


def test_a_half_beside_a_digit_is_not_the_digits_one_and_two() -> None:
    assert plain("within 1\u00bd days") != plain("within 11/2 days")
    assert plain("within \u00bd day") == plain("within 1/2 day")


def one_letter_runs(paragraph: etree._Element) -> None:
    text = text_of(paragraph)
    clear(paragraph)
    for letter in text:
        paragraph.append(run(letter))


def _bold() -> etree._Element:
    made = etree.Element(w("rPr"))
    etree.SubElement(made, w("b"))
    return made


def _their_bookmark() -> etree._Element:
    made = etree.Element(w("bookmarkStart"))
    made.set(w("id"), "777")
    made.set(w("name"), "_GoBack")
    return made


@pytest.mark.parametrize("noise", NOISE)
def test_noise_is_no_change(noise: str) -> None:
    copy = Copy()
    NOISE[noise](copy.paragraph(PAY))
    assert review_of(copy).is_untouched


def test_smart_quotes_are_a_note_and_not_an_edit() -> None:
    review = review_of(Copy().replace("employer's", "employer’s"))
    assert review.is_untouched
    assert [each.key.id for each in review.parts if each.notes] == ["funding"]


def test_an_autocorrected_dash_is_a_note_and_not_an_edit() -> None:
    review = review_of(Copy().replace("records - even when", "records – even when"))
    assert review.is_untouched
    assert [each.key.id for each in review.parts if each.notes] == ["law-enforcement-records"]


def test_a_smart_quote_that_word_tracked_is_a_note_too() -> None:
    review = review_of(Copy().track("employer's", "employer’s"))
    assert review.is_untouched


def test_words_struck_through_by_formatting_are_read_as_not_there() -> None:
    copy = Copy()
    for each in copy.paragraph(PAY).iter(w("r")):
        properties = etree.Element(w("rPr"))
        properties.append(etree.Element(w("strike")))
        each.insert(0, properties)
    review = review_of(copy)
    part = only(review)
    assert part.is_silent
    assert PAY in part.edits[0].deleted
    assert any("struck through" in note for note in part.notes)


def test_words_in_fields_links_and_nested_controls_are_read() -> None:
    copy = Copy()
    paragraph = copy.paragraph("The mission of the")
    text = text_of(paragraph)
    clear(paragraph)
    link = etree.SubElement(paragraph, w("hyperlink"))
    link.append(run(text[:10]))
    field = etree.SubElement(paragraph, w("fldSimple"))
    field.set(w("instr"), " HYPERLINK somewhere ")
    field.append(run(text[10:20]))
    control = etree.SubElement(paragraph, w("sdt"))
    etree.SubElement(control, w("sdtContent")).append(run(text[20:30]))
    for kind in ("begin", None, "separate", "words", "end"):
        made = etree.SubElement(paragraph, w("r"))
        if kind is None:
            etree.SubElement(made, w("instrText")).text = " FORMTEXT "
        elif kind == "words":
            etree.SubElement(made, w("t")).text = text[30:]
        else:
            etree.SubElement(made, w("fldChar")).set(w("fldCharType"), kind)
    assert review_of(copy).is_untouched


def test_words_in_a_text_box_and_a_footnote_are_found() -> None:
    copy = Copy()
    paragraph = copy.paragraph(PAY)
    box = etree.SubElement(etree.SubElement(paragraph, w("r")), w("pict"))
    etree.SubElement(box, w("txbxContent")).append(
        new_paragraph("But not in leap years.", "Normal")
    )
    assert only(review_of(copy)).is_silent
    copy = Copy()
    reference = etree.SubElement(
        etree.SubElement(copy.paragraph(PAY), w("r")), w("footnoteReference")
    )
    reference.set(w("id"), "5")
    notes = etree.Element(w("footnotes"), nsmap={"w": w("").strip("{}")})
    note = etree.SubElement(notes, w("footnote"))
    note.set(w("id"), "5")
    note.append(new_paragraph("Subject to the mayor's approval.", "Normal"))
    copy.add_part("footnotes", notes)
    assert only(review_of(copy)).is_silent


_BOARD = "".join(
    f"      - {{name: {name}, title: Member}}\n" for name in ("Ann Lee", "Ben Moe", "Cy Roe")
)
_ONE = "    signatory: {name: Dana Whitfield, title: Superintendent}\n"


def _without_marks() -> Copy:
    """A copy for three signatories of one party, whose blocks have most lines in common."""
    text = example(CITY)
    assert _ONE in text
    copy = Copy(sent(text.replace(_ONE, f"    signatories:\n{_BOARD}")))
    return copy.drop_controls().drop_bookmarks()


def test_signature_blocks_of_one_party_are_known_without_their_marks() -> None:
    """Programs that know no content controls may drop bookmarks, too."""
    assert review_of(_without_marks()).is_untouched


@pytest.mark.parametrize("gone", range(3))
def test_a_signature_block_that_is_gone_is_told_of_its_signatory(gone: int) -> None:
    copy = _without_marks()
    name = copy.paragraph(("Ann Lee", "Ben Moe", "Cy Roe")[gone])
    for each in [name.getprevious().getprevious(), name.getprevious(), name.getnext()]:
        copy.body.remove(each)
    copy.body.remove(name.getnext())
    copy.body.remove(name)
    told = [each.key for each in review_of(copy).parts if each.findings]
    assert [each and each.id for each in told] == [f"district-{gone + 1}"]


def test_a_level_that_prints_no_number_does_not_run_into_the_words() -> None:
    """Older editions of Word give each heading such a level."""
    copy = Copy()
    lists = etree.fromstring(copy.parts["word/numbering.xml"])
    made = etree.fromstring(
        f"<w:x xmlns:w='{W}'><w:abstractNum w:abstractNumId='90'><w:lvl w:ilvl='0'>"
        "<w:numFmt w:val='none'/><w:suff w:val='nothing'/><w:lvlText w:val=''/></w:lvl>"
        "</w:abstractNum><w:num w:numId='90'><w:abstractNumId w:val='90'/></w:num></w:x>"
    )
    first, number = made
    lists.insert(0, first)
    lists.append(number)
    copy.parts["word/numbering.xml"] = etree.tostring(lists)
    heading = copy.control("mou:heading:role").find(f".//{w('pPr')}")
    properties = etree.SubElement(heading, w("numPr"))
    etree.SubElement(properties, w("ilvl")).set(w("val"), "0")
    etree.SubElement(properties, w("numId")).set(w("val"), "90")
    assert review_of(copy).is_untouched
