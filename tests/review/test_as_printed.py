"""A returned copy is read as it is printed; what cannot be read so is said by name (law 6)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mou_builder.actions.review import Reviewing
from mou_builder.agreement.document import PartKind
from mou_builder.diagnostic import Refused
from mou_builder.review.findings import PartFinding, Reviewed
from mou_builder.review.folding import plain
from tests.support.agreement.assembling import FINISHED, example
from tests.support.example_counts import drawn
from tests.support.libreoffice.jobs import see
from tests.support.review.edits_of_parts import (
    QUIET,
    QUIET_OF_TABLES,
    TOLD,
    TOLD_OF_TABLES,
    Change,
)
from tests.support.review.edits_of_whole_files import of_whole_file
from tests.support.review.edits_of_words import EDITS, word_alone
from tests.support.review.returned_copies import (
    CITY,
    Copy,
    new_paragraph,
    packed,
    parts_of,
    reviewed,
    sent,
    text_of,
    w,
)

DATA = Path(__file__).parents[1] / "data" / "returned"
WHOLE = dict(of_whole_file())
CASES = {
    "19_AlternateContent_two_Choices_first_unknown": ("clause", "several forms"),
    "20_Ignorable_namespace_wraps_not_": ("clause", "namespace"),
    "23_footnote_added_part_named_footnotes2_xml": ("clause", "a footnote"),
    "34_PAGE_field_locked_whose_result_is_a_word": ("clause", "a locked field (PAGE)"),
    "37_MACROBUTTON_shows_words_of_its_code": ("clause", "MACROBUTTON"),
    "39_FORMDROPDOWN_shows_listEntry": ("clause", "+and also"),
    "45_char_style_with_vanish_hides_not_": ("clause", "-not"),
    "47_white_text_hides_not_": ("clause", "-not"),
    "51_table_row_hidden_trPr_hidden_": ("clause", "hidden row"),
    "63_subclause_lvlText_gets_words_not_": ("clause", "“a. Except:” instead of “a.”"),
    "66_lvlOverride_with_own_lvl_text_Repealed_for_one_clause": ("clause", "“Repealed: 2.”"),
    "72_sym_font_Wingdings_2_F0xx_replaces_letters": ("clause", "-not"),
    "81_w_bdo_rtl_flips_digits": ("clause", "“75”"),
    "92_equation_m_oMath_adds_words": ("clause", "an equation"),
    "94_ruby_rt_adds_words": ("clause", "words above other words"),
    "99_second_sdtContent": ("clause", "two contents"),
    "A0_dataBinding_bound_to_a_customXml_part_with_other_words": ("clause", "from data"),
    "A1_main_part_is_document2_xml_by_rels_edited_document_xml_un": ("clause", "-not"),
    "A7_forged_was_digest_of_the_edited_words_redline_mark_": ("clause", "-not"),
    "B2_vMerge_hides_cell_of_row": ("clause", "merged cell"),
    "C1_headerReference_removed": ("header", "-Maple Grove School District"),
    "C7_style_of_subclause_changed_to_clause": ("clause", "“9.” instead of “a.”"),
    "08-struck-by-hand": ("clause", "-not"),
    "10-word-hidden": ("clause", "-not"),
}


def said_of(part: Reviewed) -> list[str]:
    """What is said of a part: its notes, “-” before words that went, “+” before those that came."""
    edits = [f"-{' '.join(each.deleted.split())}" for each in part.edits]
    edits += [f"+{' '.join(each.inserted.split())}" for each in part.edits]
    return [*part.notes, *edits]


@pytest.mark.parametrize("name", CASES)
def test_an_edit_by_hand_is_found_in_its_place(name: str) -> None:
    kind, said = CASES[name]
    review = reviewed((DATA / f"{name}.docx").read_bytes()).review
    told = [each for each in review.parts if each.is_silent or each.is_uncertain]
    assert any(
        said in line
        for part in told
        if part.key and part.key.part is PartKind(kind)
        for line in said_of(part)
    )


def test_every_case_has_its_expectation() -> None:
    assert {each.stem for each in DATA.glob("*.docx")} == {
        *CASES,
        "07-paragraph-mark-deleted-tracked",
    }


def test_two_clauses_joined_with_tracking_are_the_tracked_change_that_it_is() -> None:
    data = (DATA / "07-paragraph-mark-deleted-tracked.docx").read_bytes()
    review = reviewed(data).review
    (part,) = [each for each in review.parts if each.title.startswith("Criminal law")]
    assert part.findings == (PartFinding.TRACKED,)
    (edit,) = part.edits
    assert (edit.deleted, edit.inserted, edit.hand.author) == ("\n", "", "Ann Lee")
    assert edit.after.startswith("The SRO shall meet")


CLAUSES = ("shall be integrated", "The SRO shall meet with", "School Resource Officers are resp")


def found(reviewing: Reviewing, paragraph: str) -> bool:
    """Tell whether something untracked or uncertain is told of the clause, or of the file."""
    review = reviewing.review
    if review.doubts:
        return True
    return any(
        paragraph in plain("".join(each.text for each in part.words))
        for part in review.parts
        if part.is_silent or part.is_uncertain or PartFinding.TRACKED in part.findings
    )


def _stands_alone(word: str, text: str) -> bool:
    """Tell whether the first such letters are a word, and not a piece of another."""
    return text.partition(word)[0].endswith(" ")


@drawn(18)
@given(st.sampled_from(sorted(EDITS)), st.sampled_from(CLAUSES), st.data())
def test_any_edit_by_hand_of_any_word_is_found_or_refused(
    name: str, begins: str, data: st.DataObject
) -> None:
    copy = Copy()
    paragraph = copy.paragraph(begins)
    text = text_of(paragraph)
    words = [each for each in text.split()[2:] if each.isalpha() and _stands_alone(each, text)]
    word = data.draw(st.sampled_from(words))
    alone = word_alone(paragraph, word)
    EDITS[name](copy, alone)
    try:
        reviewing = reviewed(copy.returned())
    except Refused:
        return
    assert found(reviewing, begins.split()[-1]), name


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_by_hand_is_found(name: str) -> None:
    copy = Copy()
    word = "integrated"
    EDITS[name](copy, word_alone(copy.paragraph("shall be integrated"), word))
    assert found(reviewed(copy.returned()), "integrated")


@pytest.mark.parametrize("name", WHOLE)
def test_what_concerns_the_whole_file_is_told(name: str) -> None:
    copy = Copy()
    WHOLE[name](copy)
    review = reviewed(copy.returned()).review
    assert review.is_uncertain or review.has_silent_edits


COUNTY = "county-and-four-schools.yaml"
OF_PARTS = [
    *((name, CITY if "reference" not in name else COUNTY, each) for name, each in TOLD.items()),
    *((name, COUNTY, each) for name, each in TOLD_OF_TABLES.items()),
]


def changed_by(config: str, change: Change) -> bytes:
    parts = parts_of(sent(example(config)))
    change(parts)
    return packed(parts)


@pytest.mark.parametrize(
    ("config", "change"), [each[1:] for each in OF_PARTS], ids=[each[0] for each in OF_PARTS]
)
def test_what_programs_may_print_otherwise_is_told(config: str, change: Change) -> None:
    review = reviewed(changed_by(config, change)).review
    assert review.is_uncertain or review.has_silent_edits


@pytest.mark.parametrize("name", [*QUIET, *QUIET_OF_TABLES])
def test_what_every_program_prints_alike_is_not_told(name: str) -> None:
    change = (QUIET | QUIET_OF_TABLES)[name]
    data = changed_by(CITY if name in QUIET else COUNTY, change)
    assert reviewed(data).review.is_untouched


def test_an_edit_that_is_undone_leaves_nothing_to_tell() -> None:
    for begins in CLAUSES:
        copy = Copy()
        paragraph = copy.paragraph(begins)
        word_alone(paragraph, text_of(paragraph).split()[3])
        assert reviewed(copy.returned()).review.is_untouched


def on_table(copy: Copy) -> etree._Element:
    return next(copy.root.iter(w("tbl")))


def _cell(copy: Copy, *names: str) -> etree._Element:
    """The second cell of the third row of a table, or what is in it by names, made if need be."""
    inside = on_table(copy).findall(w("tr"))[2].findall(w("tc"))[1]
    for name in names:
        found = inside.find(w(name))
        if found is None:
            found = etree.Element(w(name))
            inside.insert(0, found)
        inside = found
    return inside


def swap_rows(copy: Copy) -> None:
    rows = on_table(copy).findall(w("tr"))
    rows[1].addprevious(rows[2])


def low_row(copy: Copy) -> None:
    row = on_table(copy).findall(w("tr"))[2]
    height = etree.SubElement(row.find(w("trPr")), w("trHeight"))
    height.set(w("val"), "1")
    height.set(w("hRule"), "exact")


def squeezed_cell(copy: Copy) -> None:
    _cell(copy, "tcPr", "tcFitText")


def turned_cell(copy: Copy) -> None:
    _cell(copy, "tcPr", "textDirection").set(w("val"), "tbRl")


def narrow_cell(copy: Copy) -> None:
    _cell(copy, "tcPr", "tcW").set(w("w"), "1")


def cell_of_margins(copy: Copy) -> None:
    _cell(copy, "tcPr", "tcMar", "left").set(w("w"), "9000")


def cell_that_does_not_break_lines(copy: Copy) -> None:
    _cell(copy, "tcPr", "noWrap")
    _cell(copy, "tcPr", "tcW").set(w("w"), "1100")


def row_of_one_line(copy: Copy) -> None:
    row = on_table(copy).findall(w("tr"))[2]
    height = etree.SubElement(row.find(w("trPr")), w("trHeight"))
    height.set(w("val"), "300")
    height.set(w("hRule"), "exact")


def indent_out_of_a_cell(copy: Copy) -> None:
    _cell(copy, "p", "pPr", "ind").set(w("left"), "-1100")


def table_wider_than_the_page(copy: Copy) -> None:
    width = on_table(copy).find(w("tblPr")).find(w("tblW"))
    width.set(w("type"), "pct")
    width.set(w("w"), "20000")


def table_in_a_cell(copy: Copy) -> None:
    inner = etree.Element(w("tbl"))
    cell = etree.SubElement(etree.SubElement(inner, w("tr")), w("tc"))
    cell.append(new_paragraph("never", "Normal"))
    _cell(copy, "p").addprevious(inner)


def columns_turned_round(copy: Copy) -> None:
    etree.SubElement(on_table(copy).find(w("tblPr")), w("bidiVisual"))


@pytest.mark.parametrize(
    "edit",
    [
        swap_rows,
        low_row,
        row_of_one_line,
        squeezed_cell,
        narrow_cell,
        cell_of_margins,
        cell_that_does_not_break_lines,
        indent_out_of_a_cell,
        turned_cell,
        table_in_a_cell,
        table_wider_than_the_page,
        columns_turned_round,
    ],
)
def test_what_is_done_to_a_table_is_told_of_its_clause(edit: Callable[[Copy], None]) -> None:
    copy = Copy()
    edit(copy)
    review = reviewed(copy.returned()).review
    told = [each for each in review.parts if each.is_silent or each.is_uncertain]
    assert [each.title for each in told] == ["Funding of equipment and training"]


# What editors add changes nothing


def test_looks_that_change_no_word_are_no_edit() -> None:
    copy = Copy()
    for each in list(copy.root.iter(w("r"))):
        properties = etree.Element(w("rPr"))
        for name, value in (("b", ""), ("color", "1F3864"), ("sz", "26"), ("u", "single")):
            made = etree.SubElement(properties, w(name))
            if value:
                made.set(w("val"), value)
        etree.SubElement(properties, w("rFonts")).set(w("ascii"), "Garamond")
        each.insert(0, properties)
    assert reviewed(copy.returned()).review.is_untouched


@pytest.mark.parametrize("name", FINISHED)
def test_nothing_is_found_in_a_copy_that_python_docx_saved(name: str) -> None:
    document = docx.Document(io.BytesIO(sent(example(name))))
    saved = io.BytesIO()
    document.save(saved)
    assert reviewed(saved.getvalue()).review.is_untouched


def test_nothing_is_found_in_a_copy_that_was_packed_anew() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(parts_of(sent()).items(), reverse=True):
            archive.writestr(name, data)
    assert reviewed(packed.getvalue()).review.is_untouched


@pytest.mark.crosscheck
def test_what_libreoffice_saves_of_an_edit_by_hand_is_found_too() -> None:
    names = ("hidden", "struck", "white", "tiny", "hidden by a style of characters")
    jobs = []
    for name in names:
        copy = Copy()
        EDITS[name](copy, word_alone(copy.paragraph("shall be integrated"), "integrated"))
        jobs.append((copy.returned(), "keep"))
    for name, each in zip(names, see(jobs), strict=True):
        assert found(reviewed(each.saved), "into the school"), name


def test_columns_without_room_for_a_letter_are_told() -> None:
    copy = Copy(sent(example("county-and-four-schools.yaml")))
    for each in copy.root.iter(w("gridCol")):
        each.set(w("w"), "20")
    review = reviewed(copy.returned()).review
    assert any("too narrow to read" in note for part in review.parts for note in part.notes)
