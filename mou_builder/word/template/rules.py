"""The rules that a Word template must obey, each with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from jinja2 import TemplateSyntaxError
from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.diagnostic import Diagnostic, Place, Severity, refusal
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.word.names import END_STYLE, STYLES, TABLE_STYLES
from mou_builder.word.namespaces import W
from mou_builder.word.package.opening import CONTENT_TYPES, LINKS, MAIN, Package
from mou_builder.word.reading.numbering import ParagraphCounter, read_lists, read_styles
from mou_builder.word.template.looks.pictures import shown_parts
from mou_builder.word.template.looks.running import RunningParts, sections_of
from mou_builder.word.template.style_ids import STYLES_PART
from mou_builder.word.template.tags import (
    BODY,
    RUN_NAMES,
    compiled,
    faults,
    has_tags,
    misread,
    openings,
    parse,
    patched,
    unbalanced,
)
from mou_builder.word.template.title_controls import put_title_tags
from mou_builder.word.vocabulary import child, child_value, value
from mou_builder.word.xml_text import DECLARATION

NUMBERING_PART = "word/numbering.xml"
COMMENTS_PART = "word/comments.xml"
SETTINGS_PART = "word/settings.xml"
UNMARKED = "MOU413"
"""The code of the findings about pages that do not say of a draft that it is one."""
_STRICT = "{http://purl.oclc.org/ooxml/"
"""The beginning of the namespaces in a file that Word saved as “Strict Open XML Document”."""
_STORY = pattern(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_PLACEHOLDER = pattern(r"\{\{p\s+" + BODY + r"\s*\}\}")
_RUN_TAG = pattern(r"\{\{r\s+(\w+)\s*\}\}")
_LEVEL_TAG = pattern(r"\{\{(p|r|tr|tc)\s[^}]*\}\}")
_CHANGES = (
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
    *("trPrChange", "tcPrChange"),
)
_NUMBERS = {Kind.CLAUSE: (0, "decimal", "%1."), Kind.SUBCLAUSE: (1, "lowerLetter", "%2.")}
"""How the style of each of these kinds must be numbered: its level, number format and pattern."""
_COUNTED = (
    *((kind, "") for kind in (Kind.TITLE, Kind.SUBTITLE, Kind.RECITAL, Kind.AGREEMENT_LINE)),
    *((Kind.HEADING, ""), (Kind.CLAUSE, "1."), (Kind.SUBCLAUSE, "a."), (Kind.SUBCLAUSE, "b.")),
    *((Kind.CONTINUATION, ""), (Kind.CLAUSE, "2."), (Kind.SUBCLAUSE, "a.")),
    *((Kind.HEADING, ""), (Kind.CLAUSE, "3.")),
)
"""Paragraphs as an agreement may have them, and the numbers of those that it counts."""
MOST_ELEMENTS = 20_000
"""The most elements of XML that a template may have: about thirty pages of its own words."""
_PAGES = {"default": "", "first": "of a first page ", "even": "of even pages "}
"""The pages that may have headers of their own, by Word's names, and what to call them."""
_ENOUGH = 10
"""The most broken paragraphs of a part that are reported."""
_COPY = "`mou template new FILE` writes a template that has everything, to copy from"


@dataclass(frozen=True)
class Story:
    """A part with words: its root, and its XML as a Jinja template if it has tags."""

    name: str
    root: etree._Element
    source: str | None


class TemplateFindings:
    """The diagnostics about one file, in the order found."""

    def __init__(self, file: str) -> None:
        self._place = Place(file)
        self.found: list[Diagnostic] = []

    def error(self, code: str, message: str, hint: str | None = None) -> None:
        self.found.append(Diagnostic(code, Severity.ERROR, message, self._place, hint))

    def warning(self, code: str, message: str, hint: str | None = None) -> None:
        self.found.append(Diagnostic(code, Severity.WARNING, message, self._place, hint))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Those for which the template is refused."""
        return tuple(each for each in self.found if each.severity is Severity.ERROR)


def judge(package: Package, findings: TemplateFindings) -> dict[str, Story]:
    """Judge a template by every rule; return its stories by the names of their parts.

    Raises `Refused` for a part that cannot be read.
    """
    if MAIN not in package.entries:
        message = f"this is not a Word template: it has no part {MAIN}"
        raise refusal("MOU401", package.file, message, "save it again with Word, as “.docx”")
    _judge_package(package, findings)
    roots = {
        name: package.read_xml(name) for name in sorted(package.entries) if _STORY.fullmatch(name)
    }
    if str(roots[MAIN].tag).startswith(_STRICT):
        message = "this Word file is of the kind “Strict Open XML Document”"
        hint = "save it again with Word, as “Word document (.docx)”"
        raise refusal("MOU401", package.file, message, hint)
    _require_whole(package, roots[MAIN])
    _require_bounds(package, roots.values())
    _free_place_of_section(roots[MAIN])
    for root in roots.values():
        put_title_tags(root)
    stories = {name: _judge_story(name, root, findings) for name, root in roots.items()}
    _judge_placeholder(stories[MAIN].root, findings)
    styles = package.read_xml(STYLES_PART) if STYLES_PART in package.entries else None
    _judge_styles(styles, findings)
    if styles is not None:
        _judge_numbering(package, styles, findings)
        if not findings.errors:
            _judge_counting(package, stories[MAIN].root, styles, findings)
    _judge_draft(package, stories, findings)
    return stories


def _require_whole(package: Package, main: etree._Element) -> None:
    """Raise `Refused` (MOU401) where a part that others are found by has nothing in it."""
    empty = [name for name in (CONTENT_TYPES, LINKS) if not len(package.read_xml(name))]
    if main.find(f"{W}body") is None:
        empty.append(MAIN)
    if empty:
        message = f"this is not a Word template: nothing is in its part {empty[0]}"
        raise refusal("MOU401", package.file, message, "save it again with Word, as “.docx”")


def _require_bounds(package: Package, roots: Iterable[etree._Element]) -> None:
    """Raise `Refused` (MOU402) for a template with too many elements."""
    count = sum(1 for root in roots for _ in root.iter())
    if count > MOST_ELEMENTS:
        raise refusal(
            "MOU402",
            package.file,
            f"this template is not opened, because it has {count} elements; "
            f"the most that are read are {MOST_ELEMENTS}",
            "keep in the template what is the house's own; the program writes the agreement",
        )


def _judge_package(package: Package, findings: TemplateFindings) -> None:
    if package.macros:
        findings.error(
            "MOU403",
            f"the template contains macros ({package.macros[0]}), "
            "which every agreement made from it would contain",
            "open it in Word and save it as “Word document (.docx)”, which has no macros",
        )
    for name in sorted(package.entries):
        if name.startswith("word/_rels/"):
            _judge_links(package.read_xml(name), findings)
    if COMMENTS_PART in package.entries:
        findings.warning(
            "MOU412",
            "the template has comments in its margin, which stand in every agreement made from it",
            "delete them in Word: Review, Delete, Delete All Comments",
        )


def _judge_links(relationships: etree._Element, findings: TemplateFindings) -> None:
    for each in relationships:
        kind = each.get("Type", "").rpartition("/")[2]
        if each.get("TargetMode") == "External" and kind != "hyperlink":
            findings.warning(
                "MOU411",
                f"the template loads something from outside itself ({kind}: "
                f"{each.get('Target', '')[:80]}), which others may not have",
                "embed pictures instead of linking them; detach the file from another template: "
                "Developer, Document Template",
            )


def _judge_story(name: str, root: etree._Element, findings: TemplateFindings) -> Story:
    """Judge the tags of a part, and return it as a story."""
    if any(next(root.iter(f"{W}{each}"), None) is not None for each in _CHANGES):
        findings.error(
            "MOU404",
            f"the template has tracked changes of its own ({_place_of_part(name)})",
            "accept or reject them in Word, and turn off Track Changes",
        )
    paragraphs = [words for each in root.iter(f"{W}p") if has_tags(words := own_words(each))]
    xml = etree.tostring(root, encoding="unicode")
    hidden = openings(xml) > sum(openings(words) for words in paragraphs)
    if hidden:
        findings.error(
            "MOU406",
            f"there are template tags outside the words of a paragraph ({_place_of_part(name)})",
            "tags belong in the text, not in fields, names or descriptions of pictures",
        )
    if not paragraphs:
        return Story(name, root, None)
    broken = (words for words in paragraphs if _judge_braces(name, words, findings))
    if hidden or list(islice(broken, _ENOUGH)):
        return Story(name, root, None)
    source = DECLARATION + patched(xml)
    _judge_syntax(name, source, paragraphs, findings)
    return Story(name, root, source)


def own_words(paragraph: etree._Element) -> str:
    """The words of a paragraph, without those of text boxes that are anchored in it."""
    return "".join(
        each.text or ""
        for each in paragraph.iter(f"{W}t")
        if next(each.iterancestors(f"{W}p")) is paragraph
    )


def _place_of_part(name: str) -> str:
    match re.sub(r"\d", "", name.removeprefix("word/").removesuffix(".xml")):
        case "header" | "footer" as part:
            return f"in a {part}"
        case "document":
            return "in the body"
        case part:
            return f"in the {part}"


def _quoted(words: str) -> str:
    flat = " ".join(words.split())
    return f"“{flat if len(flat) <= 80 else flat[:79] + '…'}”"


def _judge_braces(name: str, words: str, findings: TemplateFindings) -> bool:
    """Report the tags of a paragraph that docxtpl would misread; tell whether there are any."""
    where = f"{_place_of_part(name)}, paragraph {_quoted(words)}"
    if said := unbalanced(words):
        findings.error("MOU406", f"{said} ({where})", "write a tag whole: {{ title }}")
        return True
    for tag in _LEVEL_TAG.finditer(words):
        is_run = (found := _RUN_TAG.fullmatch(tag[0])) and found[1] in RUN_NAMES
        if not is_run and not _PLACEHOLDER.fullmatch(tag[0]):
            findings.error(
                "MOU406",
                f"the tag {tag[0]} is unknown ({where})",
                "a paragraph can be {{p body }}, and runs can be "
                + ", ".join(f"{{{{r {each} }}}}" for each in RUN_NAMES),
            )
            return True
    if re.search(r"\w_runs\b", words):
        findings.error("MOU407", f"names ending in “_runs” are taken ({where})")
        return True
    return False


def _judge_syntax(
    name: str, source: str, paragraphs: list[str], findings: TemplateFindings
) -> None:
    try:
        tree = parse(source)
        found = list(dict.fromkeys(faults(tree)))
        if not found:  # compiling works constants out, which only a tree without faults may do
            compiled(source)
    except TemplateSyntaxError as error:
        quoted = ", ".join(_quoted(each) for each in paragraphs[:3])
        findings.error(
            "MOU406",
            f"a tag cannot be read: {misread(error)} ({_place_of_part(name)}, paragraph {quoted})",
            "tags are written {{ title }} and {% if draft %} … {% endif %}, or with {%p if …%} "
            "in paragraphs of their own",
        )
        return
    for code, message, hint in found:
        findings.error(code, f"{message} ({_place_of_part(name)})", hint)


def _judge_placeholder(root: etree._Element, findings: TemplateFindings) -> None:
    naming = [each for each in root.iter(f"{W}p") if BODY in _names_in(own_words(each))]
    hint = f"put {{{{p {BODY} }}}} in a paragraph of its own where the agreement is to stand"
    if not naming:
        findings.error("MOU409", "the template has no place for the agreement", f"{hint}; {_COPY}")
        return
    if len(naming) > 1:
        findings.error("MOU409", "the template has more than one place for the agreement", hint)
        return
    [place] = naming
    if not _PLACEHOLDER.fullmatch(own_words(place).strip()):
        findings.error(
            "MOU409",
            "the place for the agreement shares its paragraph with other words: "
            f"{_quoted(own_words(place))}",
            hint,
        )
    elif place.getparent().tag != f"{W}body":
        findings.error(
            "MOU409",
            "the place for the agreement is inside a table, a text box or a content control",
            f"{hint}, directly in the body of the document",
        )


def _free_place_of_section(root: etree._Element) -> None:
    """Move the end of a section out of the place of the agreement, which the agreement replaces.

    A section ends in the properties of its last paragraph (17.6.18). They are moved into an
    invisible paragraph behind the place.
    """
    for place in list(root.iter(f"{W}p")):
        section = child(place, "pPr", "sectPr")
        if section is not None and _PLACEHOLDER.fullmatch(own_words(place).strip()):
            after = etree.Element(f"{W}p")
            properties = etree.SubElement(after, f"{W}pPr")
            etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", END_STYLE)
            properties.append(section)
            place.addnext(after)


def _names_in(words: str) -> frozenset[str]:
    tags = re.findall(r"\{[{%](.*?)[%}]\}", words)
    return frozenset(name for tag in tags for name in re.findall(r"\w+", tag))


def _judge_styles(styles: etree._Element | None, findings: TemplateFindings) -> None:
    found = () if styles is None else styles.iter(f"{W}style")
    there = {value(each, "styleId") for each in found}
    for kind, style_id in STYLES.items():
        if style_id not in there and kind is not Kind.HEADER:
            findings.error(
                "MOU405",
                f"the template lacks the style “{_shown_name(style_id)}” ({style_id}), "
                f"in which the {kind.value} is set",
                _COPY,
            )
    for style_id in (*TABLE_STYLES, END_STYLE):
        if style_id not in there:
            findings.warning(
                "MOU405",
                f"the template lacks the style “{_shown_name(style_id)}” ({style_id}); "
                "Word's own looks take its place",
                _COPY,
            )


def _shown_name(style_id: str) -> str:
    """A style's name as Word shows it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=MOU)(?=[A-Z])", " ", style_id)


def _judge_numbering(package: Package, styles: etree._Element, findings: TemplateFindings) -> None:
    lists: etree._Element | None = None
    if NUMBERING_PART in package.entries:
        lists = package.read_xml(NUMBERING_PART)
    numbers = {}
    for kind, (level, form, numbered) in _NUMBERS.items():
        style = find_style(styles, STYLES[kind])
        if style is None:
            continue
        number, found = numbering_of(style, lists)
        numbers[kind] = number
        if found != (level, form, numbered):
            shown = "1., 2., …" if form == "decimal" else "a., b., …"
            findings.error(
                "MOU410",
                f"the style “{_shown_name(STYLES[kind])}” does not number its paragraphs {shown} "
                f"on level {level + 1} of a multilevel list",
                f"in Word: Multilevel List, Define New Multilevel List, link the level to the "
                f"style; {_COPY}",
            )
    if len(set(numbers.values())) > 1 and not findings.errors:
        findings.error(
            "MOU410",
            "the styles “MOU Clause” and “MOU Subclause” do not belong to one multilevel list",
            _COPY,
        )


def _judge_counting(
    package: Package, root: etree._Element, styles: etree._Element, findings: TemplateFindings
) -> None:
    """Report that Word would give a clause another number than the agreement does."""
    known = read_styles(styles)
    counter = ParagraphCounter(known, read_lists(package.read_xml(NUMBERING_PART)))
    for each in root.iter(f"{W}p"):
        if _PLACEHOLDER.fullmatch(own_words(each).strip()):
            break
        counter.next(child(each, "pPr"), child_value(each, "pPr", "pStyle") or known.default)
    for kind, number in _COUNTED:
        printed, _ = counter.next(None, STYLES[kind])
        if number and printed != number:
            findings.error(
                "MOU410",
                f"Word would number a {kind.value} “{printed}” whose number is “{number}”",
                "the list of the clauses must begin at 1, and nothing else may count in it: give "
                "lines before {{p body }}, and other styles, a list of their own",
            )
            return


def find_style(styles: etree._Element, style_id: str) -> etree._Element | None:
    """The style of an id, None if there is none."""
    return _find(styles, "style", "styleId", style_id)


def numbering_of(
    style: etree._Element, lists: etree._Element | None
) -> tuple[str, tuple[int, str, str] | None]:
    """The id of the list that a style belongs to, and its level, form and pattern there (17.9)."""
    number = child_value(style, "pPr", "numPr", "numId")
    level = child_value(style, "pPr", "numPr", "ilvl") or "0"
    chosen = _find(lists, "num", "numId", number)
    abstract = child_value(chosen, "abstractNumId")
    definition = _find(lists, "abstractNum", "abstractNumId", abstract)
    found = _find(definition, "lvl", "ilvl", level)
    if found is None:
        return number, None
    form, pattern = child_value(found, "numFmt"), child_value(found, "lvlText")
    return number, (int(level) if level.isdecimal() else -1, form, pattern)


def _find(parent: etree._Element | None, tag: str, name: str, wanted: str) -> etree._Element | None:
    """The first element within a parent whose attribute has a value; None if that is ""."""
    if parent is None or not wanted:
        return None
    found = (each for each in parent.iter(f"{W}{tag}") if value(each, name) == wanted)
    return next(found, None)


def _judge_draft(
    package: Package, stories: Mapping[str, Story], findings: TemplateFindings
) -> None:
    """Report the pages of a draft that would not say so, as each may be copied by itself."""
    saying = {
        name
        for name, story in stories.items()
        if any("draft" in _names_in(own_words(each)) for each in story.root.iter(f"{W}p"))
    }
    settings = package.read_xml(SETTINGS_PART) if SETTINGS_PART in package.entries else None
    links, running = shown_parts(package, MAIN), RunningParts()
    silent = set()
    for _, properties in sections_of(stories[MAIN].root.find(f"{W}body")):
        running = running.followed_by(properties, settings, links)
        for page in running.pages:
            if saying.isdisjoint(running.parts.get((kind, page)) for kind in ("header", "footer")):
                silent.add(page)
    for page, said in _PAGES.items():
        if page in silent:
            findings.warning(
                UNMARKED,
                f"neither header nor footer {said}says that a draft is one",
                "put {% if draft %}DRAFT{% endif %} into the header",
            )
