"""Ways to make a copy print other words without touching those that a simple reader sees.

Each takes a copy and a run of its own that holds one word of a clause, and hides, replaces or adds.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.support.review.returned_copies import Copy, new_paragraph, run, text_of, w

XML = "http://www.w3.org/XML/1998/namespace"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
FOREIGN = "urn:nobody:knows"

Edit = Callable[[Copy, etree._Element], None]


def word_alone(paragraph: etree._Element, word: str) -> etree._Element:
    """Put the first ``word`` of a paragraph of one run into a run of its own, and return it."""
    before, after = text_of(paragraph).split(word, 1)
    for each in list(paragraph.iter(w("r"))):
        each.getparent().remove(each)
    pieces = [run(before), run(word), run(after)]
    for each in pieces:
        if not text_of(each):
            continue
        for text in each.iter(w("t")):
            text.set(f"{{{XML}}}space", "preserve")
        paragraph.append(each)
    return pieces[1]


def looks(**values: str) -> Edit:
    """Give the word run properties by name; “on” is an element without a value."""

    def edit(_copy: Copy, word: etree._Element) -> None:
        word.insert(0, _properties(values))

    return edit


def _properties(values: dict[str, str]) -> etree._Element:
    properties = etree.Element(w("rPr"))
    for name, value in values.items():
        made = etree.SubElement(properties, w(name))
        if name == "rFonts":
            made.set(w("ascii"), value)
            made.set(w("hAnsi"), value)
        elif value != "on":
            made.set(w("val"), value)
    return properties


def _style(copy: Copy, kind: str, id_: str, *inside: etree._Element, based_on: str = "") -> None:
    styles = etree.fromstring(copy.parts["word/styles.xml"])
    made = etree.SubElement(styles, w("style"))
    made.set(w("type"), kind)
    made.set(w("styleId"), id_)
    etree.SubElement(made, w("name")).set(w("val"), id_)
    if based_on:
        etree.SubElement(made, w("basedOn")).set(w("val"), based_on)
    for each in inside:
        made.append(each)
    copy.parts["word/styles.xml"] = etree.tostring(styles)


def _by_character_style(copy: Copy, word: etree._Element) -> None:
    _style(copy, "character", "Parent", _properties({"vanish": "on"}))
    _style(copy, "character", "Child", based_on="Parent")
    word.insert(0, _properties({"rStyle": "Child"}))


def _by_paragraph_style(copy: Copy, word: etree._Element) -> None:
    paragraph = word.getparent()
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    pale = _properties({"color": "FEFEFE"})
    _style(copy, "paragraph", "Pale", pale, based_on=style.get(w("val")))
    style.set(w("val"), "Pale")


def _by_defaults(copy: Copy, _word: etree._Element) -> None:
    styles = etree.fromstring(copy.parts["word/styles.xml"])
    defaults = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    etree.SubElement(defaults, w("vanish"))
    copy.parts["word/styles.xml"] = etree.tostring(styles)


def _on_its_own_colour(_copy: Copy, word: etree._Element) -> None:
    properties = _properties({"color": "3A3A3A", "shd": "clear"})
    properties[-1].set(w("fill"), "404040")
    word.insert(0, properties)


def _by_theme(_copy: Copy, word: etree._Element) -> None:
    properties = _properties({"color": "000000"})
    properties[-1].set(w("themeColor"), "background1")
    word.insert(0, properties)


def _outline_only(_copy: Copy, word: etree._Element) -> None:
    properties = etree.Element(w("rPr"))
    etree.SubElement(etree.SubElement(properties, f"{{{W14}}}textFill"), f"{{{W14}}}noFill")
    word.insert(0, properties)


def _wrapped(name: str, **attributes: str) -> Edit:
    def edit(_copy: Copy, word: etree._Element) -> None:
        made = etree.Element(name)
        for key, value in attributes.items():
            made.set(w(key), value)
        word.addprevious(made)
        made.append(word)

    return edit


def _field(code: str, words: str = "never", **attributes: str) -> Edit:
    def edit(_copy: Copy, word: etree._Element) -> None:
        made = etree.Element(w("fldSimple"))
        made.set(w("instr"), code)
        for key, value in attributes.items():
            made.set(w(key), value)
        made.append(run(words))
        word.addnext(made)

    return edit


def _alternatives(_copy: Copy, word: etree._Element) -> None:
    made = etree.Element(f"{{{MC}}}AlternateContent", nsmap={"w14": W14})
    word.addprevious(made)
    choice = etree.SubElement(made, f"{{{MC}}}Choice")
    choice.set("Requires", "w14")
    choice.append(word)
    etree.SubElement(made, f"{{{MC}}}Fallback").append(run("never"))


def _ruby(_copy: Copy, word: etree._Element) -> None:
    ruby = etree.SubElement(etree.Element(w("r")), w("ruby"))
    word.addprevious(ruby.getparent())
    etree.SubElement(ruby, w("rt")).append(run("not"))
    etree.SubElement(ruby, w("rubyBase")).append(word)


def _equation(_copy: Copy, word: etree._Element) -> None:
    made = etree.Element(f"{{{M}}}oMath")
    etree.SubElement(etree.SubElement(made, f"{{{M}}}r"), f"{{{M}}}t").text = " not "
    word.addnext(made)


def _symbols(_copy: Copy, word: etree._Element) -> None:
    made = etree.SubElement(etree.Element(w("r")), w("sym"))
    made.set(w("font"), "Wingdings 3")
    made.set(w("char"), "F041")
    word.addnext(made.getparent())


def _outside_a_run(_copy: Copy, word: etree._Element) -> None:
    word.tail = " not "


def _text_in_a_paragraph(_copy: Copy, word: etree._Element) -> None:
    made = etree.Element(w("t"))
    made.text = "not"
    word.addnext(made)


def _second_content(_copy: Copy, word: etree._Element) -> None:
    control = etree.Element(w("sdt"))
    word.addprevious(control)
    etree.SubElement(control, w("sdtContent")).append(word)
    etree.SubElement(control, w("sdtContent")).append(run("never"))


def _bound(_copy: Copy, word: etree._Element) -> None:
    control = etree.Element(w("sdt"))
    word.addprevious(control)
    binding = etree.SubElement(etree.SubElement(control, w("sdtPr")), w("dataBinding"))
    binding.set(w("xpath"), "/r/x")
    etree.SubElement(control, w("sdtContent")).append(word)


def _joined_spaces(_copy: Copy, word: etree._Element) -> None:
    """Without ``xml:space`` the space at the end of the words before is not printed."""
    before = word.getprevious()
    for text in before.iter(w("t")):
        del text.attrib[f"{{{XML}}}space"]


def _paragraph_property(name: str, **attributes: str) -> Edit:
    def edit(_copy: Copy, word: etree._Element) -> None:
        made = etree.SubElement(word.getparent().find(w("pPr")), w(name))
        for key, value in attributes.items():
            made.set(w(key), value)

    return edit


def _behind_a_far_tab(_copy: Copy, word: etree._Element) -> None:
    """At the end of its paragraph, where a tab alone is no edit of words."""
    tabs = etree.SubElement(word.getparent().find(w("pPr")), w("tabs"))
    tab = etree.SubElement(tabs, w("tab"))
    tab.set(w("val"), "left")
    tab.set(w("pos"), "20000")
    word.insert(0, etree.Element(w("tab")))


def _hidden_end(_copy: Copy, word: etree._Element) -> None:
    properties = word.getparent().find(w("pPr"))
    properties.append(_properties({"vanish": "on"}))


def _pale_number(_copy: Copy, word: etree._Element) -> None:
    properties = word.getparent().find(w("pPr"))
    properties.append(_properties({"color": "FFFFFF"}))


def _drawn_box(_copy: Copy, word: etree._Element) -> None:
    box = etree.SubElement(etree.SubElement(etree.Element(w("r")), w("pict")), w("txbxContent"))
    box.append(new_paragraph("Not in July.", "Normal"))
    word.addnext(box.getparent().getparent())


def _picture(copy: Copy, word: etree._Element) -> None:
    word.addnext(_with_picture(copy, b"a picture"))


def _with_picture(copy: Copy, data: bytes) -> etree._Element:
    copy.parts["word/media/image9.png"] = data
    id_ = copy.add_part("image", etree.Element("x"), "media/image9.png")
    copy.parts["word/media/image9.png"] = data
    made = etree.Element(w("r"))
    blip = etree.SubElement(
        etree.SubElement(made, w("drawing")),
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    )
    blip.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", id_)
    return made


def _directed_by_a_character(_copy: Copy, word: etree._Element) -> None:
    next(word.iter(w("t"))).text = f"\u202e{text_of(word)[::-1]}\u202c"


def _footnote_elsewhere(copy: Copy, word: etree._Element) -> None:
    notes = etree.Element(w("footnotes"))
    note = etree.SubElement(notes, w("footnote"))
    note.set(w("id"), "7")
    note.append(new_paragraph("Except in July.", "Normal"))
    copy.add_part("footnotes", notes, "notes%39.xml")
    copy.parts["word/NOTES9.xml"] = copy.parts.pop("word/notes%39.xml")
    made = etree.SubElement(etree.Element(w("r")), w("footnoteReference"))
    made.set(w("id"), "7")
    word.addnext(made.getparent())


def _strikes_tracked(_copy: Copy, word: etree._Element) -> None:
    properties = _properties({"strike": "on"})
    change = etree.SubElement(properties, w("rPrChange"))
    change.set(w("author"), "Ann")
    etree.SubElement(change, w("rPr"))
    word.insert(0, properties)


def _typed_into(sign: str) -> Edit:
    """Type a character into the middle of the word."""

    def edit(_copy: Copy, word: etree._Element) -> None:
        letters = text_of(word)
        next(word.iter(w("t"))).text = f"{letters[:1]}{sign}{letters[1:]}"

    return edit


def _look_alike(_copy: Copy, word: etree._Element) -> None:
    """Put letters of another alphabet in place of those that look the same."""
    others = str.maketrans(
        "aeiocpxyABEKMHOPCTX",
        "\u0430\u0435\u0456\u043e\u0441\u0440\u0445\u0443\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425",
    )
    next(word.iter(w("t"))).text = text_of(word).translate(others)


def _struck_by_characters(_copy: Copy, word: etree._Element) -> None:
    next(word.iter(w("t"))).text = "".join(f"{each}\u0336" for each in text_of(word))


def _on_a_pattern(pattern: str) -> Edit:
    """Black words on a pattern of black."""

    def edit(_copy: Copy, word: etree._Element) -> None:
        properties = _properties({"color": "000000", "shd": pattern})
        properties[-1].set(w("color"), "000000")
        properties[-1].set(w("fill"), "FFFFFF")
        word.insert(0, properties)

    return edit


def _by_the_theme_fonts(copy: Copy, word: etree._Element) -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    theme = etree.Element(f"{{{drawing}}}theme")
    fonts = etree.SubElement(
        etree.SubElement(theme, f"{{{drawing}}}themeElements"), f"{{{drawing}}}fontScheme"
    )
    minor = etree.SubElement(fonts, f"{{{drawing}}}minorFont")
    etree.SubElement(minor, f"{{{drawing}}}latin").set("typeface", "Wingdings")
    copy.add_part("theme", theme, "theme/theme9.xml")
    properties = etree.Element(w("rPr"))
    etree.SubElement(properties, w("rFonts")).set(w("asciiTheme"), "minorHAnsi")
    word.insert(0, properties)


def _shown_part(name: str) -> Edit:
    """Put an element that prints something of its own behind the word."""

    def edit(_copy: Copy, word: etree._Element) -> None:
        made = etree.Element(w("r"))
        etree.SubElement(made, w(name))
        word.addnext(made)

    return edit


def _given_twice(_copy: Copy, word: etree._Element) -> None:
    """Behind properties that do nothing those that hide: LibreOffice obeys both."""
    word.insert(0, _properties({"b": "on"}))
    word.append(_properties({"vanish": "on"}))


def _paragraph_given_twice(_copy: Copy, word: etree._Element) -> None:
    etree.SubElement(word.getparent(), w("pPr")).append(_properties({"vanish": "on"}))


def _other_document(_copy: Copy, word: etree._Element) -> None:
    word.getparent().addnext(etree.Element(w("altChunk")))


def _inside_the_letters(*inside: etree._Element) -> Edit:
    """Put more words behind something that parts the letters of a text."""

    def edit(_copy: Copy, word: etree._Element) -> None:
        text = next(word.iter(w("t")))
        for each in deepcopy(inside):
            text.append(each)
            each.tail = "not "

    return edit


def _by_the_usual_characters(copy: Copy, _word: etree._Element) -> None:
    _style(copy, "character", "Usual", _properties({"vanish": "on"}))
    styles = etree.fromstring(copy.parts["word/styles.xml"])
    for each in styles.iter(w("style")):
        if each.get(w("type")) == "character":
            each.attrib.pop(w("default"), None)
    styles[-1].set(w("default"), "1")
    copy.parts["word/styles.xml"] = etree.tostring(styles)


def _for_another_font(copy: Copy, word: etree._Element) -> None:
    fonts = etree.Element(w("fonts"))
    font = etree.SubElement(fonts, w("font"))
    font.set(w("name"), "Georgia")
    etree.SubElement(font, w("altName")).set(w("val"), "Gloucester;Wingdings")
    copy.add_part("fontTable", fonts, "fontTable9.xml")
    word.insert(0, _properties({"rFonts": "Georgia"}))


def _without_a_fallback(_copy: Copy, word: etree._Element) -> None:
    """Programs differ in whether they know a prefix that nobody declares."""
    made = etree.Element(f"{{{MC}}}AlternateContent")
    choice = etree.SubElement(made, f"{{{MC}}}Choice")
    choice.set("Requires", "w14")
    choice.append(run("never"))
    word.addnext(made)


EDITS: dict[str, Edit] = {
    "hidden": looks(vanish="on"),
    "hidden by specVanish": looks(specVanish="1"),
    "struck": looks(strike="on"),
    "struck twice": looks(dstrike="true"),
    "struck with tracking": _strikes_tracked,
    "white": looks(color="FFFFFF"),
    "nearly white": looks(color="F4F4F4"),
    "white by the theme": _by_theme,
    "of the colour of its shading": _on_its_own_colour,
    "of the colour of its highlight": looks(color="808080", highlight="darkGray"),
    "without a fill": _outline_only,
    "tiny": looks(sz="2"),
    "narrow": looks(w="1"),
    "raised": looks(position="200"),
    "superscript": looks(vertAlign="superscript"),
    "squeezed": looks(spacing="-200"),
    "tiny as Arabic": looks(cs="on", szCs="2"),
    "hidden by the style of words that name none": _by_the_usual_characters,
    "in a font that the file replaces": _for_another_font,
    "behind a comment of XML": _inside_the_letters(etree.Comment("a comment")),
    "behind an instruction of XML": _inside_the_letters(etree.ProcessingInstruction("an", "x")),
    "behind an element among letters": _inside_the_letters(etree.Element(w("x"))),
    "one form alone": _without_a_fallback,
    "in symbols": looks(rFonts="Wingdings"),
    "in a font that nobody knows": looks(rFonts="Reversed Latin"),
    "from right to left": looks(rtl="on"),
    "hidden by a style of characters": _by_character_style,
    "pale by a style of paragraphs": _by_paragraph_style,
    "hidden by the defaults": _by_defaults,
    "in an unknown element": _wrapped(f"{{{FOREIGN}}}x"),
    "in an element of Word that is not read": _wrapped(w("glyph")),
    "directed by bdo": _wrapped(w("bdo"), val="rtl"),
    "directed by dir": _wrapped(w("dir"), val="rtl"),
    "a page number": _field(" PAGE "),
    "a locked field": _field(" PAGE ", fldLock="1"),
    "a dirty field": _field(" HYPERLINK x ", "", dirty="1"),
    "a button": _field(" MACROBUTTON Nothing never ", ""),
    "an equation field": _field(r" EQ \\o(a,b) "),
    "a reference": _field(" REF elsewhere "),
    "a formula": _field(" = 1 + 1 ", "2"),
    "alternatives": _alternatives,
    "ruby": _ruby,
    "an equation": _equation,
    "a sign": _symbols,
    "words outside of a run": _outside_a_run,
    "words beside runs": _text_in_a_paragraph,
    "two contents": _second_content,
    "bound to data": _bound,
    "words run together": _joined_spaces,
    "a frame": _paragraph_property("framePr", y="20000"),
    "a paragraph from right to left": _paragraph_property("bidi"),
    "lines too low": _paragraph_property("spacing", line="1", lineRule="exact"),
    "lines lower than their letters": _paragraph_property("spacing", line="170", lineRule="exact"),
    "lines on each other": _paragraph_property("spacing", line="100", lineRule="auto"),
    "beside the page": _paragraph_property("ind", left="30000"),
    "half a letter beside the page": _paragraph_property("ind", left="-1400"),
    "beside the page by characters": _paragraph_property("ind", leftChars="9000"),
    "beside the page at the right": _paragraph_property("ind", end="-1500"),
    "a first line beside the page": _paragraph_property("ind", left="0", hanging="1600"),
    "no room for a word": _paragraph_property("ind", left="4600", right="4600"),
    "behind a tab beside the page": _behind_a_far_tab,
    "no number": _paragraph_property("numPr"),
    "an unknown property": _paragraph_property("collapsed"),
    "a hidden end": _hidden_end,
    "a pale number": _pale_number,
    "a text box": _drawn_box,
    "a picture": _picture,
    "a character that directs words": _directed_by_a_character,
    "a footnote in a part of another name": _footnote_elsewhere,
    "a space of no width": _typed_into("\u200b"),
    "a joiner of words": _typed_into("\u2060"),
    "a joiner of letters": _typed_into("\u200d"),
    "a filler": _typed_into("\u3164"),
    "a variation selector": _typed_into("\ufe0f"),
    "a sign of private use": _typed_into("\ue000"),
    "a line separator": _typed_into("\u2028"),
    "letters that look alike": _look_alike,
    "struck by characters": _struck_by_characters,
    "on a solid pattern": _on_a_pattern("solid"),
    "on a dense pattern": _on_a_pattern("pct95"),
    "on stripes": _on_a_pattern("thinDiagStripe"),
    "under a dark highlight": looks(highlight="black"),
    "squeezed into no width": looks(fitText="1"),
    "two lines in one": looks(eastAsianLayout="1"),
    "in a font of the theme": _by_the_theme_fonts,
    "the day of printing": _shown_part("dayLong"),
    "a number of a page": _shown_part("pgNum"),
    "an object": _shown_part("object"),
    "another document": _other_document,
    "properties of words that are given twice": _given_twice,
    "properties of a paragraph that are given twice": _paragraph_given_twice,
    "a field that advances": _field(r" ADVANCE \l 400 ", ""),
    "a field that quotes": _field(' QUOTE "never" ', ""),
    "a condition": _field(' IF 1=1 "never" "x" ', ""),
    "a variable": _field(" DOCVARIABLE x "),
    "an automatic text": _field(" AUTOTEXT x "),
    "a number of its own": _field(" AUTONUM ", ""),
    "a symbol by a field": _field(" SYMBOL 78 ", ""),
}
del EDITS["no number"]
