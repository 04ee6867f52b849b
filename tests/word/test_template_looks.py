"""What a house has in its template beside words in styles: where it stands, and what is told."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pypdfium2.raw
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from mou_builder.word.look import Alignment, StoryParagraph, StoryTable, TabStop
from tests.support.word.edited_templates import (
    A_DRAWING,
    declared,
    look_of,
    opened,
    paragraph,
    pdf,
    said,
    saved,
    table,
    with_blocks,
    words,
)
from tests.support.word.house_templates import picture


def labels(*numbers: tuple[int, int], levels: str, lists: str) -> list[str]:
    """The labels of paragraphs, each given by its list and level."""
    document = opened()
    root = document.part.numbering_part.element
    root.insert(
        0, parse_xml(declared(f"<w:abstractNum w:abstractNumId='70'>{levels}</w:abstractNum>"))
    )
    for each in parse_xml(declared(f"<w:numbering>{lists}</w:numbering>")):
        root.append(each)
    place = document.paragraphs[0]._p
    for number, level in numbers:
        chosen = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"
        place.addprevious(parse_xml(declared(paragraph(chosen, text="Item"))))
    content = look_of(saved(document)).sections[0].content
    return [each.label.text for each in content if isinstance(each, StoryParagraph) and each.label]


def level(at: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{more}"
        f"<w:suff w:val='nothing'/><w:lvlText w:val='{pattern}'/></w:lvl>"
    )


def a_list(number: int, override: str = "") -> str:
    return f"<w:num w:numId='{number}'><w:abstractNumId w:val='70'/>{override}</w:num>"


ANEW = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["I", "I.i", "II", "II.i", "III", "V", "V.i", "VI"]),
        ("<w:lvlRestart w:val='0'/>", ["I", "I.i", "II", "II.ii", "III", "V", "V.iii", "VI"]),
        ("<w:isLgl/>", ["I", "1.1", "II", "2.1", "III", "V", "5.1", "VI"]),
    ],
)
def test_lists_of_one_definition_count_on_unless_they_begin_anew(
    more: str, expected: list[str]
) -> None:
    levels = level(0, "upperRoman", "%1") + level(1, "lowerRoman", "%1.%2", more)
    found = labels(
        *((71, 0), (71, 1), (71, 0), (71, 1), (72, 0), (73, 0), (73, 1), (73, 0)),
        levels=levels,
        lists=a_list(71) + a_list(72) + a_list(73, ANEW),
    )
    assert found == expected


FRAME = "".join(f"<w:{side} w:val='single' w:sz='8'/>" for side in ("top", "bottom"))
BETWEEN = "<w:between w:val='single' w:sz='4'/>"


@pytest.mark.parametrize(("between", "inner"), [("", None), (BETWEEN, 0.5)])
def test_paragraphs_that_are_framed_alike_share_one_frame(
    between: str, inner: float | None
) -> None:
    framed = paragraph(f"<w:pBdr>{FRAME}{between}</w:pBdr>", text="Framed")
    content = look_of(with_blocks(framed, framed, paragraph(text="Plain"))).sections[0].content
    rules = [each.look.borders for each in content if isinstance(each, StoryParagraph)]
    shown = [(each.top and each.top.width, each.bottom and each.bottom.width) for each in rules]
    assert shown == [(1.0, inner), (None, 1.0), (None, None)]


@pytest.mark.parametrize("margin", ["1440", "2000"])
def test_a_section_that_begins_within_a_page_goes_on_with_the_one_before(margin: str) -> None:
    document = opened()
    section = document.element.body.sectPr
    kind = parse_xml(declared("<w:type w:val='continuous'/>"))
    earlier = parse_xml(declared("<w:p><w:pPr/><w:r><w:t>A letter.</w:t></w:r></w:p>"))
    earlier.find(qn("w:pPr")).append(section.__copy__())
    earlier.find(qn("w:pPr")).find(qn("w:sectPr")).find(qn("w:pgMar")).set(qn("w:left"), margin)
    section.insert(0, kind)
    document.paragraphs[0]._p.addprevious(earlier)
    template = saved(document)
    [one] = look_of(template).sections
    assert words(one.content)[:1] == ["A letter."]
    assert ["a change of margins" in each for each in said(template)] == [True] * (margin == "2000")


def pages(template: bytes) -> list[str]:
    return [each.get_textpage().get_text_range() for each in pdfium.PdfDocument(pdf(template))]


def test_a_style_may_begin_a_page_where_it_stands_alone() -> None:
    document = opened()
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    header, *following = pages(saved(document))[1].splitlines()
    assert following[0] == "Role of the Officer", header
    assert pages(saved(document))[2].splitlines()[1] == "Structure and Funding"
    assert said(saved(document)) == []
    document.styles["MOU Clause"].paragraph_format.page_break_before = True
    [found] = said(saved(document))
    assert "a page that begins with each paragraph in the style MOUClause" in found


@pytest.mark.parametrize(("row", "count"), [("", 1), ("<w:tblHeader/>", 2)])
def test_the_head_of_a_table_stands_again_where_it_goes_on(row: str, count: int) -> None:
    template = with_blocks(table(row=row).replace(">A<", ">Office<", 1))
    assert sum("Office B" in each for each in pages(template)) == count


@pytest.mark.parametrize(("rule", "rows"), [("exact", 8), ("atLeast", 6)])
def test_a_row_is_as_high_as_it_says(rule: str, rows: int) -> None:
    high = f"<w:trHeight w:val='1600' w:hRule='{rule}'/>"
    lines = "".join(f"<w:p><w:r><w:t>Line {at}</w:t></w:r></w:p>" for at in range(8))
    cell = f"<w:tc><w:p/></w:tc><w:tc>{lines}</w:tc>"
    whole = f"<w:tr><w:trPr>{high}</w:trPr>{cell}</w:tr>" * 8
    columns = "<w:tblGrid><w:gridCol w:w='3000'/><w:gridCol w:w='3000'/></w:tblGrid>"
    first = pages(with_blocks(f"<w:tbl><w:tblPr/>{columns}{whole}</w:tbl>"))[0]
    assert first.count("Line 0") == rows


def anchored(where: Paragraph, down: str, y: float, wrap: str = "wrapNone") -> None:
    """A picture of 72 by 36 points, 72 from the left of the page, anchored in a paragraph."""
    inline = where.add_run().add_picture(io.BytesIO(picture(4, 2)), 914_400)._inline
    anchor = parse_xml(
        f'<wp:anchor {A_DRAWING}><wp:positionH relativeFrom="page"><wp:posOffset>914400'
        f'</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{down}"><wp:posOffset>'
        f"{round(y * 12700)}</wp:posOffset></wp:positionV><wp:{wrap}/></wp:anchor>"
    )
    for each in list(inline):
        anchor.append(each)
    inline.getparent().replace(inline, anchor)


def place_of(document: Document, name: str) -> Paragraph:
    if name == "body":
        return document.paragraphs[0].insert_paragraph_before("Words before the agreement.")
    return getattr(document.sections[0], name).paragraphs[-1]  # type: ignore[no-any-return]


def first_page(template: bytes) -> tuple[float, float]:
    """How far down the first page its picture begins, and the words beside or below it."""
    page = pdfium.PdfDocument(pdf(template))[0]
    [found] = page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    text = page.get_textpage()
    at = text.get_text_range().index("Words") if "Words" in text.get_text_range() else 0
    return page.get_height() - found.get_bounds()[3], page.get_height() - text.get_charbox(at)[3]


@pytest.mark.parametrize("where", ["header", "body", "footer"])
def test_a_picture_stands_where_the_page_has_its_place(where: str) -> None:
    document = opened()
    anchored(place_of(document, where), "page", 300)
    top, _ = first_page(saved(document))
    assert top == pytest.approx(300, abs=0.5)
    assert said(saved(document)) == []


def test_words_stand_below_a_picture_that_pushes_them() -> None:
    tops = []
    for wrap in ("wrapNone", "wrapTopAndBottom"):
        document = opened()
        anchored(place_of(document, "body"), "paragraph", 0, wrap)
        assert said(saved(document)) == []
        tops.append(first_page(saved(document)))
    (picture_over, words_over), (picture_above, words_below) = tops
    assert picture_over == pytest.approx(picture_above, abs=0.5)
    assert words_below == pytest.approx(words_over + 36, abs=0.5)


@pytest.mark.parametrize(
    ("place", "inside", "what"),
    [
        ("spPr", "<a:ln w='9525'><a:solidFill/></a:ln>", "a border around a picture"),
        ("spPr", "<a:effectLst><a:outerShdw/></a:effectLst>", "an effect of a picture"),
        ("spPr", "<a:scene3d/>", "what Word calls “scene3d” of a picture"),
        ("blip", "<a:grayscl/>", "the treatment of a picture"),
        ("spPr", "<a:ln><a:noFill/></a:ln>", None),
        ("spPr", "<a:effectLst/>", None),
    ],
)
def test_how_a_picture_is_treated_is_told(place: str, inside: str, what: str | None) -> None:
    document = opened()
    shown = place_of(document, "header").add_run().add_picture(io.BytesIO(picture(4, 2)), 127_000)
    [holder] = shown._inline.iter(f"{{*}}{place}")
    element = (
        inside.replace(" ", f" {A_DRAWING} ", 1)
        if " " in inside.split(">")[0]
        else (
            inside.replace(">", f" {A_DRAWING}>", 1).replace(
                f"/ {A_DRAWING}>", f" {A_DRAWING}/>", 1
            )
        )
    )
    holder.append(parse_xml(element))
    found = said(saved(document))
    assert found == [] if what is None else what in found[0]


def test_a_heading_of_a_template_without_words_is_drawn_too() -> None:
    document = opened()
    heading = document.paragraphs[0].insert_paragraph_before("", "Heading 1")
    heading.add_run().add_picture(io.BytesIO(picture(4, 2)), 127_000)
    assert len(pages(saved(document))) == len(pages(saved(opened())))


@pytest.mark.parametrize(
    ("asked", "shown", "told"),
    [
        ("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "Choice", ""),
        ("urn:a-program-of-another-house", "Fallback", ""),
        ("http://schemas.microsoft.com/office/word/2010/wordprocessingGroup", "", "a text box"),
    ],
)
def test_of_alternatives_that_is_read_that_word_would_show(
    asked: str, shown: str, told: str
) -> None:
    box = (
        f"<w:drawing {A_DRAWING}><wp:inline><a:graphic><a:graphicData><wps:txbx>"
        "<w:txbxContent/></wps:txbx></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    choice = box if told else "<w:t>Choice</w:t>"
    alternatives = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        f' xmlns:x="{asked}"><mc:Choice Requires="x">{choice}</mc:Choice>'
        "<mc:Fallback><w:t>Fallback</w:t></mc:Fallback></mc:AlternateContent>"
    )
    template = with_blocks(f"<w:p><w:r>{alternatives}</w:r></w:p>")
    assert words(look_of(template).sections[0].content) == [shown]
    assert [told in each for each in said(template)] == [True] * bool(told)


@pytest.mark.parametrize(
    ("instruction", "told"),
    [
        (r"PAGE \* MERGEFORMAT", None),
        (r"PAGE \*roman \* MERGEFORMAT", None),
        (r'NUMPAGES \# "0"', None),
        (r"PAGE \* ArabicDash", "ArabicDash"),
        (r"NUMPAGES \* CardText", "CardText"),
        (r'PAGE \# "000"', "000"),
    ],
)
def test_a_form_of_page_numbers_that_is_not_drawn_is_told(
    instruction: str, told: str | None
) -> None:
    field = f"<w:p><w:fldSimple w:instr='{instruction}'><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"
    expected = f"the Word file shows page numbers in the form “{told}” in the body; the PDF cannot"
    assert said(with_blocks(field)) == ([expected] if told else [])


@pytest.mark.parametrize(
    ("attributes", "stop"),
    [
        (
            "relativeTo='margin' w:alignment='center'",
            TabStop(234, Alignment.CENTER),
        ),
        (
            "relativeTo='margin' w:alignment='right' w:leader='dot'",
            TabStop(468, Alignment.RIGHT, "."),
        ),
        ("relativeTo='indent' w:alignment='center'", TabStop(252, Alignment.CENTER)),
        ("relativeTo='indent' w:alignment='right'", TabStop(432, Alignment.RIGHT)),
    ],
)
def test_a_tab_with_a_place_of_its_own_stands_between_the_margins_or_the_indents(
    attributes: str, stop: TabStop
) -> None:
    content = f"<w:r><w:t>A</w:t><w:ptab w:{attributes}/><w:t>B</w:t></w:r>"
    properties = "<w:pPr><w:ind w:left='1440' w:right='720'/></w:pPr>"
    template = with_blocks(f"<w:p>{properties}{content}</w:p>")
    first = look_of(template).sections[0].content[0]
    assert isinstance(first, StoryParagraph)
    assert first.look.tabs == (stop,)
    assert said(template) == []


def test_the_widest_margin_above_and_below_words_is_that_of_all_cells_of_a_row() -> None:
    sides = "".join(f"<w:{side} w:w='300' w:type='dxa'/>" for side in ("top", "left", "bottom"))
    first, *_ = look_of(with_blocks(table(cell=f"<w:tcMar>{sides}</w:tcMar>"))).sections[0].content
    assert isinstance(first, StoryTable)
    assert [
        [(cell.margins.top, cell.margins.left, cell.margins.bottom) for cell in row.cells]
        for row in first.rows[:2]
    ] == [[(15, 15, 15), (15, 5.4, 15)], [(0, 5.4, 0), (0, 5.4, 0)]]


def test_what_has_its_place_at_the_left_begins_a_line_behind_other_words() -> None:
    """At the beginning of a paragraph it stands behind a tab like others."""
    left = "<w:ptab w:relativeTo='margin' w:alignment='left'/>"
    template = with_blocks(
        f"<w:p><w:r><w:t>A</w:t>{left}<w:t>B</w:t></w:r></w:p>",
        f"<w:p><w:r>{left}<w:t>C</w:t></w:r></w:p>",
    )
    assert words(look_of(template).sections[0].content)[:2] == ["A\nB", "\tC"]
    assert said(template) == []


def test_tabs_of_two_kinds_on_one_line_and_unknown_leaders_are_told() -> None:
    placed = "<w:ptab w:relativeTo='margin' w:alignment='right' w:leader='middleDot'/>"
    told = said(with_blocks(f"<w:p><w:r><w:t>A</w:t><w:tab/>{placed}</w:r></w:p>"))
    assert [
        each.split(" in the body")[0].removeprefix("the Word file shows ") for each in told
    ] == [
        "tabs of two kinds in one paragraph",
        "the dots before a tab",
    ]
