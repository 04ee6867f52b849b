"""A Word template, opened, judged and compiled once, to make any number of documents from.

docxtpl opens, patches and compiles its template anew for each document. Here every part with tags
becomes a compiled Jinja template, by docxtpl's own patching, and every other part is carried over
as the bytes that it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import jinja2
from lxml import etree

from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.review.returned_copy import CarriedTemplate
from mou_builder.word.names import PACKAGED_TEMPLATE
from mou_builder.word.package.core_properties import CORE_PART, kept_properties
from mou_builder.word.package.links import (
    DECLARATION,
    MAIN_LINKS,
    content_types,
    former_source,
    free_number,
    main_links,
    package_links,
)
from mou_builder.word.package.opening import CONTENT_TYPES, LINKS, MAIN, Package, open_package
from mou_builder.word.package.zip_writer import ZipEntry, stored, write_zip
from mou_builder.word.template.layout import Layout, W, layout_of
from mou_builder.word.template.list_fonts import with_fonts
from mou_builder.word.template.rules import (
    COMMENTS_PART,
    NUMBERING_PART,
    STYLES_PART,
    Story,
    TemplateFindings,
    judge,
)
from mou_builder.word.template.tags import compiled

_MOST_CARRIED = 500_000
_LANGUAGE = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"


@dataclass(frozen=True)
class Template:
    """A compiled template.

    ``entries`` are the parts that every document has as they are, ``rendered`` those with tags;
    ``content_types`` and ``links`` (of the main part) grow with what a document adds. ``comments``
    is the template's own comments part, or None, and ``properties`` what it says of its documents.
    ``source_number`` is that of the custom XML part to add. ``carried`` is the template as its
    documents carry it, None for the one that comes with the program.
    """

    entries: tuple[ZipEntry, ...]
    rendered: Mapping[str, jinja2.Template]
    content_types: str
    links: str
    properties: str
    styles: bytes
    layout: Layout
    comments: str | None
    first_comment: int
    source_number: int
    carried: CarriedTemplate | None = None
    _styles: dict[str, ZipEntry] = field(default_factory=dict)

    def styles_in(self, language: str) -> ZipEntry:
        """The styles, with ``language`` (a BCP 47 tag) as that of the document's words."""
        if language not in self._styles:
            self._styles[language] = stored(STYLES_PART, _in_language(self.styles, language))
        return self._styles[language]


def check_template(data: bytes, file: str) -> tuple[Diagnostic, ...]:
    """Everything there is to say about a template; no error among it if it can be used.

    ``file`` is the name by which the diagnostics call it. Errors: MOU401 not a DOCX, MOU402
    hostile, MOU403 macros, MOU404 tracked changes, MOU405 a style is missing, MOU406 a tag cannot
    be read, MOU407 an unknown name, MOU408 something that templates cannot do, MOU409 no place for
    the agreement, MOU410 numbering. Warnings: MOU405 a style for tables is missing, MOU411 links to
    outside, MOU412 comments, MOU413 drafts are not marked.
    """
    findings = TemplateFindings(file)
    try:
        judge(open_package(data, file), findings)
    except Refused as refused:
        return (*findings.found, *refused.diagnostics)
    return tuple(findings.found)


@lru_cache(maxsize=8)
def compile_template(data: bytes, file: str = "template") -> Template:
    """Compile a template; a second call with the same bytes costs nothing.

    Raises `Refused` with every error that `check_template` finds.
    """
    package = open_package(data, file)
    findings = TemplateFindings(file)
    stories = judge(package, findings)
    if findings.errors:
        raise Refused(findings.errors)
    return _compiled(package, stories, carried_template(data, package))


def carried_template(data: bytes, package: Package) -> CarriedTemplate | None:
    """The template as documents carry it, so that a copy of one is read without telling it again.

    Only its XML: no pictures, whose digests do. None for the packaged one and for one too large.
    """
    digest = hashlib.sha256(data).hexdigest()
    if digest == PACKAGED_TEMPLATE:
        return None
    gone = former_source(package)
    kept, pictures = [], {}
    for name, entry in package.entries.items():
        if name in gone or name.endswith("/"):
            continue
        if name.casefold().endswith((".xml", ".rels")):
            kept.append(entry)
        else:
            pictures[name] = hashlib.sha256(package.read(name)).hexdigest()
    packed = write_zip(kept)
    return CarriedTemplate(digest, packed if len(packed) <= _MOST_CARRIED else b"", pictures)


def _compiled(
    package: Package, stories: Mapping[str, Story], carried: CarriedTemplate | None
) -> Template:
    rendered = {
        name: compiled(DECLARATION + story.source)
        for name, story in stories.items()
        if story.source is not None
    }
    gone = former_source(package)
    written = {CONTENT_TYPES, MAIN_LINKS, LINKS, STYLES_PART, CORE_PART, COMMENTS_PART}
    written.add(NUMBERING_PART)
    entries = [
        entry
        for name, entry in package.entries.items()
        if name not in (written | gone | rendered.keys()) and not name.endswith("/")
    ]
    styles = package.read_xml(STYLES_PART)
    entries.append(stored(LINKS, package_links(package).encode()))
    entries.append(stored(NUMBERING_PART, with_fonts(package.read_xml(NUMBERING_PART), styles)))
    comments, first_comment = _comments(package)
    return Template(
        entries=tuple(entries),
        rendered=rendered,
        content_types=content_types(package, gone),
        links=main_links(package, gone),
        properties=kept_properties(package),
        styles=package.read(STYLES_PART),
        layout=layout_of(stories[MAIN].root, styles),
        comments=comments,
        first_comment=first_comment,
        source_number=free_number(package, gone),
        carried=carried,
    )


def _comments(package: Package) -> tuple[str | None, int]:
    """The template's own comments, and the first id that they leave free."""
    if COMMENTS_PART not in package.entries:
        return None, 0
    root = package.read_xml(COMMENTS_PART)
    ids = [int(value) for each in root if (value := each.get(f"{W}id", "")).isdecimal()]
    return DECLARATION + etree.tostring(root, encoding="unicode"), max(ids, default=-1) + 1


def _in_language(styles: bytes, language: str) -> bytes:
    root = etree.fromstring(styles)
    found = root.find(_LANGUAGE)
    if found is None:
        defaults = _child(_child(_child(root, "docDefaults"), "rPrDefault"), "rPr")
        found = etree.SubElement(defaults, f"{W}lang")
    if found.get(f"{W}val") == language:
        return styles
    found.set(f"{W}val", language)
    data: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return data


def _child(parent: etree._Element, name: str) -> etree._Element:
    """The child of that name, made as the first one if there is none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found
