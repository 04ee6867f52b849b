"""An allow-list of what a document may hold without printing other words than those that are read.

It has what our own writer makes and what Word, LibreOffice and others are known to add: marks of
editing, and looks and places that leave every letter and number readable. Whatever is not listed
here, and not read by `body`, `looks`, `numbering`, `fields` or `sections`, is reported by its name.
Names are those of ISO/IEC 29500-1, 17; names from other namespaces have the prefix that
`vocabulary.name_of` gives them.
"""

from __future__ import annotations

from mou_builder.word.vocabulary import names


def _font_names(text: str) -> frozenset[str]:
    return frozenset(" ".join(text.split()).split(", "))


WRAPPERS = names(
    """
    body hyperlink smartTag customXml sdtContent hdr ftr footnote endnote txbxContent
    """
)
"""Elements that print what they contain and nothing else."""

MARKS = names(
    """
    bookmarkStart bookmarkEnd proofErr permStart permEnd lastRenderedPageBreak
    moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart
    customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart
    customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd smartTagPr
    customXmlPr sdtEndPr tblPr tblGrid tblPrEx tcPr trPr pPr rPr sdtPr sectPr background
    """
)
"""Elements that contain no words. The properties in some of them are judged."""

JUDGED = names("tblPr tblPrEx tcPr trPr pPr rPr sdtPr sectPr")
"""Those of the marks whose content is judged by the lists below."""

PARAGRAPH_PROPERTIES = names(
    """
    pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd suppressLineNumbers
    tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN
    adjustRightInd spacing snapToGrid ind contextualSpacing mirrorIndents suppressOverlap jc
    bidi textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
    """
)
RUN_PROPERTIES = names(
    """
    rStyle rFonts b bCs i iCs caps smallCaps outline shadow emboss imprint noProof snapToGrid
    color spacing w kern position sz szCs highlight u effect bdr shd vertAlign rtl cs em lang
    rPrChange ins del moveFrom moveTo vanish webHidden specVanish strike dstrike oMath
    w14:ligatures w14:numForm w14:numSpacing w14:stylisticSets w14:cntxtAlts w14:textFill
    w14:textOutline
    """
)
LEVEL_PROPERTIES = names(
    """
    start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId lvlJc pPr rPr
    mc:AlternateContent
    """
)
TABLE_PROPERTIES = names(
    """
    tblStyle tblOverlap tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
    tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange bidiVisual
    """
)
ROW_PROPERTIES = names(
    """
    cantSplit tblHeader trHeight hidden jc tblCellSpacing cnfStyle divId ins del trPrChange
    """
)
CELL_PROPERTIES = names(
    """
    tcW gridSpan vMerge tcBorders shd tcMar vAlign hideMark cnfStyle headers cellIns cellDel
    tcPrChange
    """
)
CONTROL_PROPERTIES = names(
    """
    rPr alias tag id lock placeholder temporary showingPlcHdr docPartObj docPartList text
    richText date dropDownList comboBox label tabIndex equation group citation bibliography
    w14:checkbox w15:appearance w15:color w15:webExtensionLinked w15:webExtensionCreated
    """
)
SECTION_PROPERTIES = names(
    """
    headerReference footerReference type pgSz pgMar paperSrc pgBorders pgNumType cols formProt
    vAlign noEndnote titlePg docGrid rtlGutter footnotePr endnotePr printerSettings sectPrChange
    textDirection bidi
    """
)
SETTINGS = names(
    """
    writeProtection view zoom removePersonalInformation removeDateAndTime
    doNotDisplayPageBoundaries displayBackgroundShape mirrorMargins alignBordersAndEdges
    bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors
    hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate
    stylePaneFormatFilter stylePaneSortMethod documentType revisionView trackRevisions
    doNotTrackMoves rsids rsid doNotTrackFormatting documentProtection autoFormatOverride
    styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit
    hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle
    defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting
    bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing
    displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery
    doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin
    doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne
    strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture
    doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText
    doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving showXMLTags
    alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars
    mathPr m:mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats
    doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType
    shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator embedTrueTypeFonts
    embedSystemFonts saveSubsetFonts saveFormsData printFractionalCharacterWidth w14:docId
    w15:docId w14:conflictMode w14:discardImageEditingData w14:defaultImageDpi
    w15:chartTrackingRefBased w15:webSettings schemaLibrary ?:schemaLibrary w16cid:durableId
    """
)
LINK_KINDS = names(
    """
    styles numbering settings websettings fonttable theme customxml comments commentsextended
    commentsids commentsextensible people footnotes endnotes header footer image hyperlink
    glossarydocument styleswitheffects keymap keymapcustomizations printersettings thumbnail
    officedocument core-properties extended-properties custom-properties customxmlprops
    attachedtoolbars oleobject vbaproject wordvbadata classificationlabels documenttasks font
    package chart diagramdata diagramlayout diagramquickstyle diagramcolors signature origin
    recipientdata
    """
)
"""Kinds of parts that print nothing, are read, or are printed only through the body."""

ROOTS = {
    "officedocument": "document",
    "fonttable": "fonts",
    "header": "hdr",
    "footer": "ftr",
    "theme": "a:theme",
    **{each: each for each in ("styles", "numbering", "settings", "footnotes", "endnotes")},
}
"""The root elements of the kinds of parts that words are printed by."""
TYPED_KINDS = names("officedocument styles numbering settings fonttable theme header footer")
"""The kinds of parts that a program may not read where their content has another type."""

SYMBOL_FONTS = _font_names(
    """
    symbol, wingdings, wingdings 2, wingdings 3, webdings, zapfdingbats, marlett, ms outlook, mt
    extra, bookshelf symbol 7, opensymbol, starsymbol
    """
)
TEXT_FONTS = _font_names(
    """
    times new roman, times, arial, arial narrow, arial unicode ms, arial black, calibri, calibri
    light, cambria, candara, consolas, constantia, corbel, aptos, aptos display, aptos narrow,
    aptos serif, georgia, georgia pro, garamond, eb garamond, book antiqua, bookman old style,
    century, californian fb, century gothic, century schoolbook, courier, courier new, tahoma,
    verdana, segoe ui, segoe ui light, segoe ui semibold, helvetica, helvetica neue, palatino,
    palatino linotype, trebuchet ms, gill sans mt, franklin gothic book, franklin gothic medium,
    lucida sans, lucida sans unicode, lucida console, lucida bright, baskerville, baskerville
    old face, perpetua, rockwell, sylfaen, goudy old style, bell mt, microsoft sans serif, ms
    sans serif, ms serif, liberation serif, liberation sans, liberation mono, liberation sans
    narrow, carlito, caladea, dejavu serif, dejavu sans, dejavu sans mono, gelasio, linux
    libertine, linux libertine g, linux biolinum g, noto serif, noto sans, open sans, roboto,
    roboto slab, lato, merriweather, montserrat, inter, source sans pro, source serif pro,
    source sans 3, source serif 4, public sans, pt serif, pt sans, ubuntu, cantarell, tinos,
    arimo, cousine, freeserif, freesans, nimbus roman, nimbus sans, nimbus roman no9 l, tex gyre
    termes, tex gyre pagella, equity, equity a, equity text a, charter, crimson text, ms mincho,
    ms gothic, ms pgothic, yu mincho, yu gothic, simsun, nsimsun, simhei, microsoft yahei,
    dengxian, pmingliu, mingliu, malgun gothic, batang, gulim, noto sans cjk sc, noto serif cjk
    sc, noto sans cjk jp, noto sans sc, mangal, lohit devanagari, david, david clm, miriam,
    frank ruehl clm, shruti, traditional arabic, arabic typesetting, nirmala ui, latha,
    leelawadee ui, menlo, monaco, optima, didot, avenir, avenir next, futura, hoefler text, new
    york, sf pro, sf pro text, serif, sans-serif, sans, monospace, comic sans ms, tw cen mt,
    tw cen mt condensed, calisto mt, footlight mt light, high tower text, lucida fax, lucida
    sans typewriter, maiandra gd, berlin sans fb, bodoni mt, centaur, cooper black, franklin
    gothic demi, franklin gothic heavy, franklin gothic medium cond, gill sans, gill sans nova,
    goudy, impact, rockwell condensed, univers, verdana pro, arial nova, georgia pro light,
    segoe ui light, cambria math, meiryo, avenir next lt pro, tenorite, bierstadt, grandview,
    seaford, skeena, sitka text, atkinson hyperlegible, nunito, poppins, raleway, work sans,
    libre baskerville, playfair display, ibm plex sans, ibm plex serif, source han sans,
    franklin gothic, gentium, gentium basic, charis sil, minion pro, myriad pro, century
    schoolbook l, luxi serif, luxi sans, bitstream vera sans, bitstream vera serif
    """
) | {""}
"""Fonts that print every letter as itself: names of families in lower case."""

STATIC_FIELDS = frozenset(("HYPERLINK", "FORMTEXT", "ADDIN"))
"""Fields that print their stored result, which does not change."""
PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"))
"""Fields that print a number that changes from page to page."""
