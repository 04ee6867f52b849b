"""A Word template that is opened, checked and compiled once, to make any number of documents.

docxtpl opens, patches and compiles its template again for each document. Here, every part with tags
becomes a compiled Jinja template, by docxtpl's own patching, and all other parts are copied byte by
byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache, reduce

import jinja2
from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.frozen import dataclass, field, replace
from mou_builder.review.returned_copy import CarriedTemplate
from mou_builder.word.look import Look
from mou_builder.word.names import PACKAGED_TEMPLATE, STYLES
from mou_builder.word.namespaces import W
from mou_builder.word.package.core_properties import CORE_PART, kept_properties
from mou_builder.word.package.links import (
    MAIN_LINKS,
    content_types,
    former_source,
    free_number,
    main_links,
    package_links,
)
from mou_builder.word.package.opening import (
    CONTENT_TYPES,
    LINKS,
    Package,
    open_package,
    parse_xml,
)
from mou_builder.word.package.zip_writer import ZipEntry, stored, write_zip
from mou_builder.word.template.inserted_clauses import with_lists
from mou_builder.word.template.layout import Layout, layout_of
from mou_builder.word.template.looks.reading import LookReader
from mou_builder.word.template.looks.unshown import unseen_diagnostics, unshown_diagnostics
from mou_builder.word.template.rules import (
    COMMENTS_PART,
    NUMBERING_PART,
    UNMARKED,
    Story,
    TemplateFindings,
    find_style,
    judge,
)
from mou_builder.word.template.style_ids import STYLES_PART, with_our_ids
from mou_builder.word.template.tags import NAMES, compiled
from mou_builder.word.template.values import LOOK_VALUES
from mou_builder.word.vocabulary import child_value
from mou_builder.word.xml_text import DECLARATION

_MOST_LOOKS = 64
"""The most looks of one template that are kept, for as many different headers."""
_LONGEST_ID = 9
"""The most digits of a bookmark's id that counts."""
_MOST_CARRIED = 500_000
"""The most bytes of a template that its documents carry."""
_STANDING_IN = {**dict.fromkeys(NAMES, "Words"), "redline": False}
"""What the tags of a template are for while no agreement is made from it."""
_LANGUAGE = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"


@dataclass(frozen=True)
class Template:
    """A compiled template.

    ``entries`` are the parts that are copied to every document, ``rendered`` those with tags; a
    document adds to ``content_types`` and to ``links``, those of the main part. ``comments`` is the
    template's own comments part, or None; ``properties`` are the core properties that documents
    take from it. ``source_number`` is the number of the custom XML part to add,
    ``first_annotation`` the first id of a bookmark that is free. ``carried`` is the template as its
    documents carry it, None for the one that comes with the program. ``unmarked`` are the findings
    about pages that do not say of a draft that it is one.
    """

    entries: tuple[ZipEntry, ...]
    rendered: Mapping[str, jinja2.Template]
    content_types: str
    links: str
    properties: str
    styles: bytes
    numbering: bytes
    comments: str | None
    first_comment: int
    source_number: int
    first_annotation: int
    look_reader: LookReader
    stories: Mapping[str, Story]
    carried: CarriedTemplate | None = None
    unmarked: tuple[Diagnostic, ...] = ()
    _looks: dict[tuple[str, ...], Look] = field(default_factory=dict)
    _styles: dict[str, ZipEntry] = field(default_factory=dict)

    @cached_property
    def layout(self) -> Layout:
        """What a writer must know of the section that the agreement stands in."""
        return layout_of(self.look_of({**_STANDING_IN, "draft": False}))

    def styles_in(self, language: str) -> ZipEntry:
        """The styles part, with ``language`` (a BCP 47 tag) as that of the document's words."""
        if language not in self._styles:
            self._styles[language] = stored(STYLES_PART, _in_language(self.styles, language))
        return self._styles[language]

    def numbering_with(
        self, numbers: Sequence[str]
    ) -> tuple[tuple[ZipEntry, ...], Mapping[str, int]]:
        """The numbering part with a list for each number of an inserted clause, and their ids."""
        if not numbers:
            return (), {}
        style = find_style(parse_xml(self.styles, STYLES_PART, ""), STYLES[Kind.CLAUSE])
        list_id = child_value(style, "pPr", "numPr", "numId")
        made, ids = with_lists(self.numbering, list_id, numbers)
        return (stored(NUMBERING_PART, made),), ids

    def look_of(self, values: Mapping[str, object]) -> Look:
        """The look, with these values for the template's tags (see `values.tag_values`).

        Documents with the same headers, footers and words around the agreement share one object.
        """
        values = {**values, **LOOK_VALUES}
        written = {
            name: self.rendered[name].render(values)
            for name in self.stories
            if name in self.rendered
        }
        key = tuple(written.values())
        if key not in self._looks:
            if len(self._looks) >= _MOST_LOOKS:
                self._looks.clear()
            roots = {name: written.get(name, story.root) for name, story in self.stories.items()}
            self._looks[key] = self.look_reader.read(roots)
        return self._looks[key]


def check_template(data: bytes, file: str) -> tuple[Diagnostic, ...]:
    """All diagnostics about a template, which can be used if none of them is an error.

    ``file`` is its name in diagnostics. Errors: MOU401 not a DOCX, MOU402 hostile, MOU403 macros,
    MOU404 tracked changes, MOU405 a style is missing, MOU406 a tag cannot be read, MOU407 an
    unknown name, MOU408 something that templates cannot do, MOU409 no place for the agreement,
    MOU410 numbering. Warnings: MOU405 a style for tables is missing, MOU411 links to outside,
    MOU412 comments, MOU413 drafts are not marked, MOU415 something that only Word shows, MOU416
    words that nobody sees.
    """
    findings = TemplateFindings(file)
    try:
        package = with_our_ids(open_package(data, file))
        stories = judge(package, findings)
        if findings.errors:
            return tuple(findings.found)
        template = _compiled(package, stories, None)
        looks = [template.look_of({**_STANDING_IN, "draft": draft}) for draft in (False, True)]
    except Refused as refused:
        return (*findings.found, *refused.diagnostics)
    unshown = dict.fromkeys(each for look in looks for each in look.unshown)
    unseen = unseen_diagnostics(looks[0].unseen, file)
    return (*findings.found, *unseen, *unshown_diagnostics(unshown, file))


@lru_cache(maxsize=8)
def compile_template(data: bytes, file: str = "template") -> Template:
    """Compile a template; a second call with the same bytes costs nothing.

    Raises `Refused` with every error that `check_template` finds.
    """
    package = with_our_ids(open_package(data, file))
    findings = TemplateFindings(file)
    stories = judge(package, findings)
    if findings.errors:
        raise Refused(findings.errors)
    unmarked = tuple(each for each in findings.found if each.code == UNMARKED)
    made = _compiled(package, stories, carried_template(data, package))
    return replace(made, unmarked=unmarked)


def carried_template(data: bytes, package: Package) -> CarriedTemplate | None:
    """The template as documents carry it, so that nobody need name it to review a copy.

    It has only the XML, and the digests of pictures. None for the packaged template; a template
    that is too large has no data.
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
        name: compiled(story.source) for name, story in stories.items() if story.source is not None
    }
    gone = former_source(package)
    written = {CONTENT_TYPES, MAIN_LINKS, LINKS, STYLES_PART, CORE_PART, COMMENTS_PART}
    entries = [
        entry
        for name, entry in package.entries.items()
        if name not in (written | gone | rendered.keys()) and not name.endswith("/")
    ]
    entries.append(stored(LINKS, package_links(package).encode()))
    comments, first_comment = _comments(package)
    reader = LookReader(package)
    return Template(
        entries=tuple(entries),
        rendered=rendered,
        content_types=content_types(package, gone),
        links=main_links(package, gone),
        properties=kept_properties(package),
        styles=package.read(STYLES_PART),
        numbering=package.read(NUMBERING_PART),
        comments=comments,
        first_comment=first_comment,
        source_number=free_number(package, gone),
        first_annotation=_first_annotation(stories),
        look_reader=reader,
        stories=stories,
        carried=carried,
    )


def _first_annotation(stories: Mapping[str, Story]) -> int:
    """One more than the highest id of a bookmark in the template."""
    ids = (
        int(number)
        for story in stories.values()
        for each in story.root.iter(f"{W}bookmarkStart")
        if (number := each.get(f"{W}id", "")).isdecimal() and len(number) < _LONGEST_ID
    )
    return max(ids, default=-1) + 1


def _comments(package: Package) -> tuple[str | None, int]:
    """The template's own comments, if any, and the first id that is free."""
    if COMMENTS_PART not in package.entries:
        return None, 0
    root = package.read_xml(COMMENTS_PART)
    ids = [int(value) for each in root if (value := each.get(f"{W}id", "")).isdecimal()]
    return DECLARATION + etree.tostring(root, encoding="unicode"), max(ids, default=-1) + 1


def _in_language(styles: bytes, language: str) -> bytes:
    root = parse_xml(styles, STYLES_PART, "")
    found = root.find(_LANGUAGE)
    if found is None:
        defaults = reduce(_first_child, ("docDefaults", "rPrDefault", "rPr"), root)
        found = etree.SubElement(defaults, f"{W}lang")
    if found.get(f"{W}val") == language:
        return styles
    found.set(f"{W}val", language)
    data: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return data


def _first_child(parent: etree._Element, name: str) -> etree._Element:
    """The child of a name, which is made as the first child if there is none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found
