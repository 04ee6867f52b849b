"""Ways to make a copy print otherwise by other means than the properties of its words.

Each edits the parts of a file as texts, and is told; those of `QUIET` change nothing that is
printed. Most have a form that programs read in different ways.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.support.review.returned_copies import LINKS, OFFICE, W14, W

Parts = dict[str, bytes]
Change = Callable[[Parts], None]
MAIN, STYLES, LISTS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS, HEADER, FOOTER = "word/settings.xml", "word/header1.xml", "word/footer1.xml"
TYPES = "[Content_Types].xml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_WORDS = "dealing with criminal law issues, "
_NOT = "<w:r><w:t>not</w:t></w:r>"
_EVIL = '<w:rStyle w:val="Evil"/>'
_HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


def changed(name: str, old: str, new: str) -> Change:
    """Replace the first such text of a part."""

    def edit(parts: Parts) -> None:
        text = parts[name].decode()
        assert old in text, (name, old)
        parts[name] = text.replace(old, new, 1).encode()

    return edit


def both(*edits: Change) -> Change:
    def edit(parts: Parts) -> None:
        for each in edits:
            each(parts)

    return edit


def _word(runs: str) -> Change:
    """Put runs in place of the word “not” of a clause."""
    split = f'{_WORDS}</w:t></w:r>{runs}<w:r><w:t xml:space="preserve"> to'
    return both(
        changed(MAIN, f"{_WORDS}not to", split),
        changed(
            MAIN, "<w:t>School Resource Officers are", _PRESERVED + "School Resource Officers are"
        ),
    )


_PRESERVED = '<w:t xml:space="preserve">'


def _looking(properties: str) -> Change:
    return _word(f"<w:r><w:rPr>{properties}</w:rPr><w:t>not</w:t></w:r>")


def _styles(xml: str) -> Change:
    return changed(STYLES, "</w:styles>", f"{xml}</w:styles>")


def _style(inside: str, id_: str = "Evil", kind: str = "character") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{id_}"/>{inside}</w:style>'


def _settings(xml: str) -> Change:
    return changed(SETTINGS, "</w:settings>", f"{xml}</w:settings>")


def _clause(properties: str) -> Change:
    """Give a clause some properties."""
    begins = '<w:pStyle w:val="MOUClause"/>'
    return changed(MAIN, f"{begins}</w:pPr>", f"{begins}{properties}</w:pPr>")


def _forms(choice: str, fallback: str, known: str = W14) -> str:
    return (
        f'<mc:AlternateContent xmlns:mc="{_MC}" xmlns:z="{known}"><mc:Choice Requires="z">'
        f"{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


_NOBODY = "http://schemas.microsoft.com/office/word/2099/none"


def _added(kind: str, name: str, xml: str, content: str) -> Change:
    def edit(parts: Parts) -> None:
        parts[f"word/{name}"] = xml.encode()
        link = f'<Relationship Id="added" Type="{OFFICE}/{kind}" Target="{name}"/>'
        changed(LINKS, "</Relationships>", f"{link}</Relationships>")(parts)
        given = f'<Override PartName="/word/{name}" ContentType="{content}"/>'
        changed(TYPES, "</Types>", f"{given}</Types>")(parts)

    return edit


def _theme(accent: str, minor: str = "") -> Change:
    colours = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "1F497D", "lt2": "EEECE1"}
    xml = "".join(f'<a:{each}><a:srgbClr val="{to}"/></a:{each}>' for each, to in colours.items())
    fonts = f'<a:latin typeface="Calibri"/>{minor}'
    return _added(
        "theme",
        "theme1.xml",
        f'<a:theme xmlns:a="{_A}"><a:themeElements><a:clrScheme>{xml}<a:accent1>{accent}'
        f"</a:accent1></a:clrScheme><a:fontScheme><a:minorFont>{fonts}</a:minorFont>"
        "</a:fontScheme></a:themeElements></a:theme>",
        "application/vnd.openxmlformats-officedocument.theme+xml",
    )


def _accented(accent: str) -> Change:
    return both(_theme(accent), _looking('<w:color w:val="000000" w:themeColor="accent1"/>'))


def _fonts(xml: str) -> Change:
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
    return _added("fontTable", "fonts.xml", f'<w:fonts xmlns:w="{W}">{xml}</w:fonts>', content)


def _field(code: str, form: str = "", end: str = '<w:fldChar w:fldCharType="end"/>') -> Change:
    return _word(
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar><w:instrText>{code}</w:instrText>'
        f'<w:fldChar w:fldCharType="separate"/></w:r>{_NOT}<w:r>{end}</w:r>'
    )


def _second_header(parts: Parts) -> None:
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    xml = parts[HEADER].decode().replace("Maple", "Evil")
    _added("header", "header9.xml", xml, content)(parts)
    reference = '<w:headerReference w:type="default" r:id='
    changed(MAIN, reference, f'{reference}"added"/>{reference}')(parts)


def _level(old: str, new: str) -> Change:
    return changed(LISTS, old, new)


def _in_list(xml: str) -> Change:
    return changed(LISTS, '<w:num w:numId="1">', f'{xml}<w:num w:numId="1">')


_OTHER_START = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
_MARGINS = 'w:bottom="1296" w:left="1440" w:header="576" w:footer="576"'
_DEEP = "".join(_style(f'<w:basedOn w:val="S{at + 1}"/>', f"S{at}") for at in range(25))

TOLD: dict[str, Change] = {
    # Colors and fonts
    "a colour of the theme by its name": _accented('<a:prstClr val="white"/>'),
    "a colour of the theme by that of the system": _accented('<a:sysClr val="window"/>'),
    "a colour of the theme that is calculated": _accented(
        '<a:srgbClr val="808080"><a:lumOff val="100000"/></a:srgbClr>'
    ),
    "a colour that is mapped to another": both(
        _theme('<a:srgbClr val="4F81BD"/>'),
        _settings('<w:clrSchemeMapping w:accent1="light1"/>'),
        _looking('<w:color w:val="4F81BD" w:themeColor="accent1"/>'),
    ),
    "white for programs without themes": _looking('<w:color w:val="FFFFFF" w:themeColor="text1"/>'),
    "a colour by its name": _looking('<w:color w:val="white"/>'),
    "a symbol font by a style, beside another of their own": both(
        _styles(_style('<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>')),
        _looking(f'{_EVIL}<w:rFonts w:cs="Arial"/>'),
    ),
    "a symbol font of the theme for another script": both(
        _theme('<a:srgbClr val="000000"/>', '<a:ea typeface="Wingdings"/>'),
        _looking('<w:rFonts w:asciiTheme="minorEastAsia" w:hAnsiTheme="minorEastAsia"/>'),
    ),
    "a symbol font beside one of a theme that is missing": _looking(
        '<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    ),
    "a font of signs by the table of fonts": _fonts(
        '<w:font w:name="Times New Roman"><w:charset w:val="02"/></w:font>'
    ),
    "a font that only some programs find": _fonts(_forms("<w:font/>", "")),
    "narrow letters that stand on each other": _looking(
        '<w:w w:val="50"/><w:spacing w:val="-24"/>'
    ),
    "a highlight that nobody knows": _looking('<w:highlight w:val="Black"/>'),
    "a size that is no number": _looking('<w:sz w:val="1half"/>'),
    # Properties and styles
    "a property that is given twice": _looking('<w:vanish/><w:vanish w:val="0"/>'),
    "properties of words behind them": _word("<w:r><w:t>not</w:t><w:rPr><w:b/></w:rPr></w:r>"),
    "properties of a paragraph behind a mark": changed(
        MAIN, "<w:p><w:pPr>", '<w:p><w:bookmarkEnd w:id="999"/><w:pPr>'
    ),
    "an indent that is given twice": _clause(
        '<w:ind w:left="30000"/><w:ind w:left="540" w:hanging="540"/>'
    ),
    "a style in an alternative form": both(_styles(_forms(_style(_HIDDEN), "")), _looking(_EVIL)),
    "a style with its properties twice": both(
        _styles(_style(f"<w:rPr><w:b/></w:rPr>{_HIDDEN}")), _looking(_EVIL)
    ),
    "a style whose name has other capitals": both(
        _styles(_style(_HIDDEN)), _looking(_EVIL.replace("Evil", "EVIL"))
    ),
    "a style of paragraphs for words": both(
        _styles(_style("<w:rPr><w:b/></w:rPr>", kind="paragraph")), _looking(_EVIL)
    ),
    "a style of paragraphs whose name has other capitals": both(
        _styles(_style(_HIDDEN, kind="paragraph")),
        changed(MAIN, '<w:pStyle w:val="MOURecital"/>', '<w:pStyle w:val="EVIL"/>'),
    ),
    "a style on too many others": both(
        _styles(_DEEP + _style(_HIDDEN, "S25")), _looking(_EVIL.replace("Evil", "S0"))
    ),
    "styles on each other": _styles(_style('<w:basedOn w:val="Evil"/>')),
    "a style on none": _styles(_style('<w:basedOn w:val="Nowhere"/>')),
    "two usual styles": changed(
        STYLES,
        "</w:styles>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="N2"/></w:styles>',
    ),
    "defaults that are given twice": changed(
        STYLES, "</w:docDefaults>", "</w:docDefaults><w:docDefaults/>"
    ),
    # Paragraphs
    "a line as tall as a page": _clause('<w:spacing w:line="31680" w:lineRule="exact"/>'),
    "a hundred lines in one": _clause('<w:spacing w:line="24000" w:lineRule="auto"/>'),
    "a space as tall as a page": _clause('<w:spacing w:before="31680"/>'),
    "a space of lines as tall as a page": _clause('<w:spacing w:beforeLines="30000"/>'),
    "a far tab behind a number": _clause(
        '<w:tabs><w:tab w:val="left" w:pos="20000"/></w:tabs><w:ind w:left="0" w:hanging="0"/>'
    ),
    "a far tab by a style, beside another of its own": both(
        changed(
            STYLES,
            '<w:tab w:val="left" w:pos="1240"/><w:tab w:val="right" w:leader="underscore" '
            'w:pos="6120"/></w:tabs><w:spacing w:before="100"',
            '<w:tab w:val="left" w:pos="20000"/></w:tabs><w:spacing w:before="100"',
        ),
        changed(
            MAIN,
            '<w:pStyle w:val="MOUParticular"/>',
            '<w:pStyle w:val="MOUParticular"/><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>',
        ),
    ),
    "a tab that draws a bar": _clause('<w:tabs><w:tab w:val="bar" w:pos="2000"/></w:tabs>'),
    "a tab behind a number that draws a line": _clause(
        '<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="720"/></w:tabs>'
    ),
    "a tab of a place that draws dots": _word(
        '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="dot"/></w:r>' + _NOT
    ),
    "an empty frame on the words": changed(
        MAIN, "</w:body>", '<w:p><w:pPr><w:framePr w:y="100"/></w:pPr></w:p></w:body>'
    ),
    "a page break in a word": _word('<w:r><w:t>no</w:t><w:br w:type="page"/><w:t>t</w:t></w:r>'),
    "a rule in a line": _word("<w:r><w:t>not</w:t><w:separator/></w:r>"),
    # Lists
    "a list that is defined twice": _in_list('<w:abstractNum w:abstractNumId="0"/>'),
    "numbers that are defined twice": _in_list(_OTHER_START),
    "numbers in an alternative form": _in_list(_forms(_OTHER_START, "")),
    "a level without a text": _level('w:val="%1."/>', 'w:val="%1." w:null="1"/>'),
    "a level with two texts": _level(
        '<w:lvlText w:val="%1."/>', '<w:lvlText w:val="%1."/><w:lvlText w:val="Void %1."/>'
    ),
    "a level with two forms": _level(
        '<w:numFmt w:val="decimal"/>',
        f'<w:numFmt w:val="decimal"/>{_forms("", "")}',
    ),
    # Fields
    "a form field that is calculated": _field(
        " FORMTEXT ",
        '<w:ffData><w:textInput><w:type w:val="calculated"/></w:textInput></w:ffData>',
    ),
    "a field without an end": _field(' HYPERLINK "x" ', end=""),
    "a field with two results": _field(
        ' HYPERLINK "x" ',
        end='<w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/>',
    ),
    "a code without a field": _word("<w:r><w:t>not</w:t><w:instrText>QUOTE x</w:instrText></w:r>"),
    "a page number with words": changed(
        FOOTER, 'w:instr="PAGE"', "w:instr=\"PAGE \\# &quot;'Void '0&quot;\""
    ),
    "a reference whose clause lost its bookmark": changed(
        MAIN, 'w:name="mou_clause_final_authority__at"', 'w:name="other"'
    ),
    "a reference to a bookmark that stands twice": changed(
        MAIN,
        '<w:bookmarkStart w:id="8"',
        '<w:bookmarkStart w:id="888" w:name="MOU_clause_final_authority__at"/>'
        '<w:bookmarkEnd w:id="888"/><w:bookmarkStart w:id="8"',
    ),
    # Forms, controls and marks
    "words that one form directs": _word(_forms(_NOT, f'<w:bdo w:val="rtl">{_NOT}</w:bdo>')),
    "words that one form deletes": _word(_forms(_NOT, f"<w:del>{_NOT}</w:del>", _NOBODY)),
    "a sign in one form": _word(
        _NOT + _forms("", '<w:r><w:sym w:font="Arial" w:char="0041"/></w:r>', _NOBODY)
    ),
    "a control that shows other words": _word(
        f'{_NOT}<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val="E"/></w:placeholder></w:sdtPr>'
        "<w:sdtContent/></w:sdt>"
    ),
    "an element that shows other words": _word(
        f'{_NOT}<w:customXml><w:customXmlPr><w:placeholder w:val="never"/></w:customXmlPr>'
        "</w:customXml>"
    ),
    "words in a mark": _word(f"{_NOT}<w:proofErr>{_NOT}</w:proofErr>"),
    "words in a tab": _word("<w:r><w:t>not</w:t><w:tab><w:t>ever</w:t></w:tab></w:r>"),
    "words in a conflict": _word(
        f'{_NOT}<w14:conflictIns xmlns:w14="{W14}">{_NOT}</w14:conflictIns>'
    ),
    "words of another edition of the standard": _word(
        f'<s:r xmlns:s="{_STRICT}"><s:t>not</s:t></s:r>'
    ),
    # Pages
    "a header on the words": changed(
        MAIN,
        f'w:top="1440" w:right="1440" {_MARGINS}',
        'w:top="-1440" w:right="1440" w:bottom="1296" w:left="1440" w:header="1440"',
    ),
    "a header and footer without words between": changed(
        MAIN, 'w:header="576" w:footer="576"', 'w:header="7900" w:footer="7900"'
    ),
    "lines on a wide grid": changed(
        MAIN, "<w:pgMar", '<w:docGrid w:type="lines" w:linePitch="31000"/><w:pgMar'
    ),
    "pages by chapters": changed(MAIN, "<w:pgMar", '<w:pgNumType w:chapStyle="1"/><w:pgMar'),
    "pages from nought": changed(MAIN, "<w:pgMar", '<w:pgNumType w:start="0"/><w:pgMar'),
    "a border on the words": both(
        changed(MAIN, 'w:left="1440"', 'w:left="300"'),
        changed(
            MAIN,
            "<w:pgMar",
            '<w:pgBorders w:offsetFrom="page"><w:left w:val="apples" w:sz="31" w:space="31"/>'
            "</w:pgBorders><w:pgMar",
        ),
    ),
    "two headers": _second_header,
    "a setting that is given twice": _settings(
        '<w:evenAndOddHeaders w:val="0"/><w:evenAndOddHeaders/>'
    ),
    # Parts
    "styles outside of the file": changed(
        LINKS, 'Target="styles.xml"', 'Target="styles.xml" TargetMode="External"'
    ),
    "a header outside of the file": changed(
        LINKS, 'Target="header1.xml"', 'Target="header1.xml" TargetMode="External"'
    ),
    "styles by a relationship of somebody else": changed(
        LINKS, f"{OFFICE}/styles", "http://example.org/styles"
    ),
    "lists by a relationship in capitals": changed(
        LINKS, f"{OFFICE}/numbering", f"{OFFICE}/Numbering"
    ),
    "styles of two types": changed(
        TYPES, "<Override ", '<Override PartName="/word/styles.xml" ContentType="x"/><Override '
    ),
    "a main part of another type": changed(TYPES, "document.main+xml", "comments+xml"),
    "a header of another type": changed(TYPES, "header+xml", "footer+xml"),
    "styles that are settings": both(
        changed(STYLES, "<w:styles ", "<w:settings "),
        changed(STYLES, "</w:styles>", "</w:settings>"),
    ),
}

_CELL = '<w:tcPr><w:tcW w:w="3464" w:type="dxa"/></w:tcPr><w:p>'
_ROW = "<w:tr><w:trPr>"
_MADE = '<w:name w:val="MOU Table"/>'
_FIRST = '<w:tblStylePr w:type="firstRow">'
_BLACK = '<w:color w:val="000000"/>'
_SHADED = '<w:shd w:val="clear" w:fill="000000"/>'
_ACROSS = '<w:tcBorders><w:tl2br w:val="single" w:sz="24"/></w:tcBorders>'
_WIDE = '<w:tblCellMar><w:left w:w="9000" w:type="dxa"/></w:tblCellMar>'


def _table_style(xml: str) -> Change:
    return changed(STYLES, _MADE, _MADE + xml)


def _some_rows(kind: str, xml: str) -> Change:
    rows = f'<w:tblStylePr w:type="{kind}">{xml}</w:tblStylePr>'
    return changed(STYLES, f"{_FIRST}<w:tcPr>", f"{rows}{_FIRST}<w:tcPr>")


def _first_row(xml: str) -> Change:
    return changed(STYLES, _FIRST, _FIRST + xml)


def _black(word: str) -> Change:
    return changed(MAIN, f"<w:r><w:t>{word}", f"<w:r><w:rPr>{_BLACK}</w:rPr><w:t>{word}")


_END = "$85,500.00</w:t></w:r></w:p></w:tc></w:tr>"


def _around_row(before: str, after: str) -> Change:
    row = f"{_ROW}<w:cantSplit/></w:trPr>"
    return both(changed(MAIN, row, before + row), changed(MAIN, _END, _END + after))


_BOUND = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/r"/></w:sdtPr><w:sdtContent>'

TOLD_OF_TABLES: dict[str, Change] = {
    "a row from data": _around_row(_BOUND, "</w:sdtContent></w:sdt>"),
    "a row of two contents": _around_row(
        "<w:sdt><w:sdtContent/><w:sdtContent>", "</w:sdtContent></w:sdt>"
    ),
    "a deleted row as a whole": _around_row("<w:del>", "</w:del>"),
    "a row for which others are shown": _around_row(
        "<w:customXml><w:customXmlPr><w:placeholder/></w:customXmlPr>", "</w:customXml>"
    ),
    "a line across a cell": changed(MAIN, _CELL, _CELL.replace("</w:tcPr>", f"{_ACROSS}</w:tcPr>")),
    "a cell wider than the page": changed(MAIN, _CELL, _CELL.replace("3464", "30000")),
    "properties of a cell behind it": changed(MAIN, "<w:tc><w:tcPr>", "<w:tc><w:p/><w:tcPr>"),
    "wide margins in one row": changed(MAIN, _ROW, f"<w:tr><w:tblPrEx>{_WIDE}</w:tblPrEx><w:trPr>"),
    "a row as tall as a page": changed(MAIN, _ROW, f'{_ROW}<w:trHeight w:val="31680"/>'),
    "a black table": both(
        changed(MAIN, "</w:tblPr>", f"{_SHADED}</w:tblPr>"), _black("$85,500.00")
    ),
    "a black row": both(
        changed(MAIN, f"{_ROW}<w:cantSplit/></w:trPr>", f"<w:tr><w:tblPrEx>{_SHADED}</w:tblPrEx>"),
        _black("September 30, 2026"),
    ),
    "a black first row by its style": both(
        changed(STYLES, 'w:fill="EDEDED"', 'w:fill="000000"'), _black("Due")
    ),
    "dark bands": _some_rows("band1Horz", f"<w:tcPr>{_SHADED}</w:tcPr>"),
    "a style that hides the whole table": _some_rows("wholeTable", _HIDDEN),
    "a style that hides the first row": _first_row("<w:trPr><w:hidden/></w:trPr>"),
    "a style that moves the first row": _first_row('<w:pPr><w:ind w:left="30000"/></w:pPr>'),
    "a style with a line across its cells": _table_style(f"<w:tcPr>{_ACROSS}</w:tcPr>"),
    "a style that squeezes its cells": _table_style("<w:tcPr><w:tcFitText/></w:tcPr>"),
    "a style with low lines": _table_style(
        '<w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>'
    ),
    "a style with lines beside the page": _table_style('<w:pPr><w:ind w:left="30000"/></w:pPr>'),
    "a usual style with wide margins": changed(
        STYLES, '<w:left w:w="108" w:type="dxa"/>', '<w:left w:w="9000" w:type="dxa"/>'
    ),
}

QUIET: dict[str, Change] = {
    "a colour of the theme": _accented('<a:srgbClr val="4F81BD"/>'),
    "fonts of the theme beside their names": both(
        _theme('<a:srgbClr val="4F81BD"/>'),
        _looking('<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Calibri" w:cstheme="minorBidi"/>'),
    ),
    "a usual table of fonts": _fonts(
        '<w:font w:name="Times New Roman"><w:charset w:val="00"/></w:font>'
        '<w:font w:name="Times New Roman"/><w:font w:name="Symbol"><w:charset w:val="02"/></w:font>'
    ),
    "the same in both forms": _word(_forms(_NOT, _NOT)),
    "a form field": _field(" FORMTEXT ", "<w:ffData><w:textInput/></w:ffData>"),
    "a page break before a clause": changed(
        MAIN, "<w:t>School Res", '<w:br w:type="page"/><w:t>School Res'
    ),
    "a tab that draws nothing": _clause(
        '<w:tabs><w:tab w:val="left" w:leader="none" w:pos="720"/></w:tabs>'
    ),
    "double lines and space": _clause(
        '<w:spacing w:before="480" w:after="480" w:line="480" w:lineRule="auto"/>'
    ),
    "a control with a placeholder and words": _word(
        '<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val="D"/></w:placeholder></w:sdtPr>'
        f"<w:sdtContent>{_NOT}</w:sdtContent></w:sdt>"
    ),
    "a page number in the usual form": changed(
        FOOTER, 'w:instr="PAGE"', 'w:instr=" PAGE  \\* Arabic  \\* MERGEFORMAT "'
    ),
    "levels that nobody uses": changed(
        LISTS,
        "</w:abstractNum>",
        '<w:lvl w:ilvl="2" w:tentative="1"><w:start w:val="1"/></w:lvl></w:abstractNum>',
    ),
}

QUIET_OF_TABLES: dict[str, Change] = {
    "a row in a control": _around_row("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "light bands": _some_rows(
        "band1Horz", '<w:tcPr><w:shd w:val="clear" w:fill="DEEAF6"/></w:tcPr>'
    ),
    "the usual style of Word": _table_style(
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    ),
    "other borders of a cell": changed(
        MAIN, _CELL, _CELL.replace("</w:tcPr>", f"{_ACROSS.replace('tl2br', 'top')}</w:tcPr>")
    ),
    "a cell whose few words stand on one line": changed(
        MAIN, _CELL, _CELL.replace("</w:tcPr>", "<w:noWrap/></w:tcPr>")
    ),
    "a higher row": changed(MAIN, _ROW, f'{_ROW}<w:trHeight w:val="500"/>'),
}
