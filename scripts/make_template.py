"""Build `templates/agreement.docx`, the Word template that comes with the program.

    python scripts/make_template.py [FILE]

Everything that counsel may want to restyle is a named style; everything that a renderer relies on
is in `mou_builder/word/names.py`. Run it after a change here and look at the pages.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mou_builder.word.namespaces import OFFICE, WORD
from mou_builder.word.package.zip_writer import stored, write_zip

W = f'xmlns:w="{WORD}"'
R = f'xmlns:r="{OFFICE}"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FONT = "Times New Roman"

# Twentieths of a point. The text of a clause starts where its number's column ends; a label of a
# signature block has a column of its own, and its rule ends at RULE_END.
NUMBER = 540
LETTER = 1080
LABEL = 1240
RULE_END = 6120


def style(
    id_: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    based: str = "Normal",
    following: str = "",
    quick: bool = True,
) -> str:
    """A paragraph style; ``paragraph`` and ``run`` are its properties."""
    custom = ' w:customStyle="1"' if name.startswith("MOU") else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{id_}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def spacing(before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def indent(left: int, hanging: int = 0, right: int = 0) -> str:
    return (
        f'<w:ind w:left="{left}"'
        + (f' w:right="{right}"' if right else "")
        + (f' w:hanging="{hanging}"' if hanging else "")
        + "/>"
    )


def numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    f'<w:qFormat/><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr>'
    "</w:style>"
)
BOLD = "<w:b/><w:bCs/>"
WITH_NEXT = "<w:keepNext/>"
WHOLE = "<w:keepLines/>"
CENTRED = '<w:jc w:val="center"/>'
COLUMNS_TO_SIGN = (
    f'<w:tabs><w:tab w:val="left" w:pos="{LABEL}"/>'
    f'<w:tab w:val="right" w:leader="underscore" w:pos="{RULE_END}"/></w:tabs>'
)


def line(space: int = 0) -> str:
    return f'w:val="single" w:sz="4" w:space="{space}" w:color="7F7F7F"'


def styles() -> str:
    paragraphs = [
        NORMAL,
        style(
            "Title",
            "Title",
            WITH_NEXT + WHOLE + spacing(120, 160) + indent(900, right=900) + CENTRED,
            BOLD + size(32),
            following="MOURecital",
        ),
        style(
            "Subtitle",
            "Subtitle",
            WITH_NEXT + WHOLE + spacing(0, 160) + CENTRED,
            "<w:i/><w:iCs/>",
            following="MOURecital",
        ),
        style(
            "Heading1",
            "heading 1",
            WITH_NEXT + WHOLE + spacing(320, 40) + '<w:outlineLvl w:val="0"/>',
            BOLD + size(26),
            following="MOUClause",
        ),
        style("MOURecital", "MOU Recital", spacing(120)),
        style("MOUAgreementLine", "MOU Agreement Line", WITH_NEXT + spacing(200)),
        style("MOUClause", "MOU Clause", numbered(0) + spacing(120) + indent(NUMBER, NUMBER)),
        style(
            "MOUSubclause",
            "MOU Subclause",
            numbered(1) + spacing(80) + indent(LETTER, LETTER - NUMBER),
        ),
        style("MOUContinuation", "MOU Continuation", spacing(120) + indent(NUMBER)),
        style(
            "MOUQuoted",
            "MOU Quoted",
            f'<w:tabs><w:tab w:val="left" w:pos="{LETTER}"/></w:tabs>'
            + spacing(120)
            + indent(LETTER, LETTER - NUMBER, NUMBER),
        ),
        style("MOUClosing", "MOU Closing", WITH_NEXT + WHOLE + spacing(360)),
        style(
            "MOUSigningParty",
            "MOU Signing Party",
            WITH_NEXT + WHOLE + spacing(360),
            BOLD,
            following="MOUSignature",
        ),
        style(
            "MOUSignature",
            "MOU Signature",
            WITH_NEXT + WHOLE + COLUMNS_TO_SIGN + spacing(440),
            following="MOUParticular",
        ),
        style(
            "MOUParticular",
            "MOU Particular",
            WITH_NEXT + WHOLE + COLUMNS_TO_SIGN + spacing(100),
        ),
        style("MOUCaption", "MOU Caption", WITH_NEXT + WHOLE + spacing(20), size(22)),
        style(
            "Caption",
            "caption",
            WITH_NEXT + WHOLE + spacing(160, 60) + indent(NUMBER),
            BOLD + size(22),
        ),
        style("MOUTableText", "MOU Table Text", spacing(40, 40), size(22)),
        style("MOUTableHead", "MOU Table Head", WITH_NEXT, BOLD, based="MOUTableText"),
        style(
            "MOUEnd",
            "MOU End",
            '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
            size(2),
            quick=False,
        ),
        style(
            "Header",
            "header",
            f"<w:pBdr><w:bottom {line(4)}/></w:pBdr>{spacing(0, 120)}{CENTRED}",
            '<w:color w:val="404040"/>' + size(18),
            quick=False,
        ),
        style("Footer", "footer", CENTRED, '<w:color w:val="404040"/>' + size(18), quick=False),
        style(
            "MOUDraft",
            "MOU Draft",
            spacing(0, 60) + CENTRED,
            BOLD + '<w:color w:val="A61C00"/><w:spacing w:val="40"/>' + size(24),
        ),
    ]
    borders = "".join(
        f"<w:{side} {line()}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    tables = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        '<w:name w:val="No List"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="MOUTable">'
        '<w:name w:val="MOU Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="{NUMBER}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/></w:tcPr></w:tblStylePr></w:style>'
    )
    return (
        f"{DECLARATION}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'{size(24)}<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:widowControl/><w:spacing w:after="0" w:line="259" w:lineRule="auto"/>'
        f"</w:pPr></w:pPrDefault></w:docDefaults>{''.join(paragraphs)}{tables}</w:styles>"
    )


def numbering() -> str:
    def level(at: int, form: str, style_id: str, left: int, hanging: int) -> str:
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:pStyle w:val="{style_id}"/><w:lvlText w:val="%{at + 1}."/>'
            f'<w:lvlJc w:val="left"/><w:pPr>{indent(left, hanging)}</w:pPr></w:lvl>'
        )

    return (
        f'{DECLARATION}<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
        '<w:nsid w:val="4D4F5531"/><w:multiLevelType w:val="multilevel"/><w:tmpl w:val="4D4F5532"/>'
        + level(0, "decimal", "MOUClause", NUMBER, NUMBER)
        + level(1, "lowerLetter", "MOUSubclause", LETTER, LETTER - NUMBER)
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def paragraph(style_id: str, *runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{"".join(runs)}</w:p>'


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def header() -> str:
    return (
        f"{DECLARATION}<w:hdr {W} {R}>"
        + paragraph("MOUDraft", text("{%p if draft %}"))
        + paragraph("MOUDraft", text("DRAFT"))
        + paragraph("MOUDraft", text("{%p endif %}"))
        + paragraph("Header", text("{{r header }}"))
        + "</w:hdr>"
    )


def footer() -> str:
    return (
        f"{DECLARATION}<w:ftr {W} {R}>"
        + paragraph("Footer", text("Page "), field("PAGE"), text(" of "), field("NUMPAGES"))
        + "</w:ftr>"
    )


def document() -> str:
    return (
        f"{DECLARATION}<w:document {W} {R}><w:body>"
        + paragraph("MOURecital", text("{{p body }}"))
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1296" '
        'w:left="1440" w:header="576" w:footer="576" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def settings() -> str:
    return (
        f'{DECLARATION}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="540"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US"/></w:settings>'
    )


def relationships(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def content_types() -> str:
    parts = {
        "word/document.xml": f"{TYPE}.document.main+xml",
        "word/styles.xml": f"{TYPE}.styles+xml",
        "word/numbering.xml": f"{TYPE}.numbering+xml",
        "word/settings.xml": f"{TYPE}.settings+xml",
        "word/header1.xml": f"{TYPE}.header+xml",
        "word/footer1.xml": f"{TYPE}.footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def core() -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ title }}</dc:title>'
        "<dc:language>{{ language }}</dc:language></cp:coreProperties>"
    )


def template() -> bytes:
    """The template's bytes; the same on every machine."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core(),
        "word/_rels/document.xml.rels": relationships(
            (f"{OFFICE}/styles", "styles.xml"),
            (f"{OFFICE}/numbering", "numbering.xml"),
            (f"{OFFICE}/settings", "settings.xml"),
            (f"{OFFICE}/header", "header1.xml"),
            (f"{OFFICE}/footer", "footer1.xml"),
        ),
        "word/document.xml": document(),
        "word/footer1.xml": footer(),
        "word/header1.xml": header(),
        "word/numbering.xml": numbering(),
        "word/settings.xml": settings(),
        "word/styles.xml": styles(),
    }
    return write_zip(stored(name, each.encode()) for name, each in parts.items())


if __name__ == "__main__":
    standard = Path(__file__).parent.parent / "templates" / "agreement.docx"
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else standard
    target.write_bytes(template())
    print(f"{target}: {target.stat().st_size} bytes")
