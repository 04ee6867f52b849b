"""Reading a Word file that came back as a `ReturnedCopy`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from lxml import etree

from mou_builder.review.folding import quoted
from mou_builder.review.returned_copy import Line, ReturnedCopy, Reviser
from mou_builder.word.names import anchor_of_tag
from mou_builder.word.package.opening import Package, hostile, open_package
from mou_builder.word.package.parts import ContentTypes, Link, links_of, main_part
from mou_builder.word.reading.body.reader import Reader, ReferredParts
from mou_builder.word.reading.body.words import SIGNS
from mou_builder.word.reading.comments import read_notes, read_threads, remarks
from mou_builder.word.reading.judging import unknown_properties
from mou_builder.word.reading.limits import MOST_ELEMENTS, Limits
from mou_builder.word.reading.looks.cascade import StyleCascade
from mou_builder.word.reading.looks.colours import read_theme
from mou_builder.word.reading.looks.measures import paper_of, sections_in
from mou_builder.word.reading.numbering import read_lists, read_styles
from mou_builder.word.reading.sections import margins_of, read_section
from mou_builder.word.reading.shape import doubtful_styles, misshapen
from mou_builder.word.reading.source import read_source
from mou_builder.word.reading.understood import (
    JUDGED,
    LINK_KINDS,
    MARKS,
    ROOTS,
    SETTINGS,
    SYMBOL_FONTS,
    TYPED_KINDS,
)
from mou_builder.word.vocabulary import (
    BOTH_EDITIONS,
    child_value,
    children,
    is_on,
    name_of,
    value,
)

_STRAY_TEXTS = etree.XPath(
    "//text()[normalize-space()][not(parent::*[contains("
    "' t delText instrText delInstrText posOffset align pctWidth pctHeight fldData binData ',"
    " concat(' ', local-name(), ' '))])]"
)
_HAS_BOTH_NAMESPACES = etree.XPath(
    "(//t:* or //@t:*) and (//s:* or //@s:*)",
    namespaces=dict(zip("ts", BOTH_EDITIONS, strict=True)),
)
_EMPTY = [f"{{*}}{each}" for each in (*(MARKS - JUDGED), *SIGNS, "br", "sym", "fldChar")]
"""Elements that have no words inside: each is a mark or a sign itself."""
_WORDS = [f"{{*}}{each}" for each in ("p", "r", "t", "sym")]
_EMBEDDED = frozenset(("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"))


def read_copy(data: bytes, file: str, pictures: Mapping[str, str] | None = None) -> ReturnedCopy:
    """Read a Word file that came from outside; diagnostics call it ``file``.

    ``pictures`` are the digests of pictures that are not in the file, by the names of their parts.
    Raises `Refused`: MOU401 for what is not a Word file, MOU402 for a hostile one.
    """
    return _CopyReader(open_package(data, file), pictures or {}).copy()


class _CopyReader:
    """Reads one file, whose parts are found by the relationships of its main part."""

    def __init__(self, package: Package, pictures: Mapping[str, str]) -> None:
        self.package = package
        self.pictures = pictures
        self.main = main_part(package)
        self.types = ContentTypes(package)
        self.links = links_of(package, self.main)
        self.limits = Limits(package.file)
        self.doubts: dict[str, None] = {}
        self.settings = self.related("settings")

    def copy(self) -> ReturnedCopy:
        document = self.part(self.main, "officedocument")
        reader = self.reader(document)
        reader.stories = ReferredParts(self.notes(), self.pictures_of(self.links))
        self.read_bodies(document, reader)
        sections = [read_section(each) for each in reader.sections]
        for number, section in enumerate(sections, start=1):
            place = f" in section {number}" if len(sections) > 1 else ""
            self.doubts |= {f"{each}{place}": None for each in section.doubts}
        if len(sections) > 1:
            self.doubt(f"{len(sections)} sections")
        has_even = is_on(self.settings, "evenAndOddHeaders")
        margins = margins_of(sections, has_even, self.margin_lines(reader))
        self.doubts |= dict.fromkeys(reader.last_doubts())
        self.judge_settings_and_links()
        comments = read_notes(self.related("comments"))
        self.limits.add("comments", len(comments))
        threads = read_threads(self.related("commentsextended"))
        return ReturnedCopy(
            file=self.package.file,
            lines=tuple(reader.lines),
            margins=margins,
            targets={name: tuple(lines) for name, lines in reader.targets.items()},
            remarks=remarks(comments, threads, reader.places),
            source=read_source(self.package),
            programs=self.package.macros,
            doubts=tuple(self.doubts),
            saved_by=self.saved_by(),
        )

    def saved_by(self) -> Reviser | None:
        """Return who saved the file last and when, as its properties say (29500-2, clause 11)."""
        kinds = [each for each in links_of(self.package, "") if each.kind == "core-properties"]
        root = self.part(kinds[0].target, "") if kinds and kinds[0].target else None
        told = {
            str(each.tag).rpartition("}")[2]: (each.text or "").strip()[:200]
            for each in children(root)
        }
        name = told.get("lastModifiedBy", "")
        return Reviser(name, told.get("modified", "")) if name else None

    def reader(self, document: etree._Element) -> Reader:
        styles = self.related("styles")
        numbering = self.related("numbering")
        for root, what in ((styles, "styles"), (numbering, "numbered lists")):
            self.limits.check(what, len(root) if root is not None else 0)
        for each in (styles, numbering, self.related("fonttable"), self.related("theme")):
            self.doubts |= dict.fromkeys(misshapen(each))
        self.doubts |= dict.fromkeys(doubtful_styles(styles))
        theme = read_theme(self.related("theme"), self.settings)
        looks = StyleCascade(styles, theme, self.fonts())
        paper = paper_of(sections_in(document))
        return Reader(read_styles(styles), read_lists(numbering), looks, self.limits, paper)

    def read_bodies(self, document: etree._Element, reader: Reader) -> None:
        bodies = [each for each in document if name_of(each) == "body"]
        for each in document:
            if name_of(each) not in ("body", "background", ""):
                self.doubt(f"an element beside the body ({name_of(each).lstrip('?:')})")
        if len(bodies) > 1:
            self.doubt("a second body")
        for each in bodies or (document,):
            reader.read_whole(each)
        self.doubts |= dict.fromkeys(reader.last_doubts())
        if is_on(self.settings, "displayBackgroundShape"):
            for each in document:
                if name_of(each) == "background":
                    self.doubt("a background of the pages")

    # Parts

    def related(self, kind: str) -> etree._Element | None:
        """Return the part of a kind, None if there is none.

        Raises `Refused` (MOU402) for two parts of one kind, of which each program reads another.
        """
        found = [each for each in self.links if each.kind == kind and each.target]
        if len({each.target for each in found}) > 1:
            raise hostile(self.package.file, f"it has more than one part of the kind {kind}")
        return self.part(found[0].target, kind) if found else None

    def part(self, name: str, kind: str) -> etree._Element:
        """Return the root of a part that a relationship of a kind leads to."""
        data = self.package.read(name)
        if data.count(b"<") > 2 * MOST_ELEMENTS:
            raise hostile(self.package.file, f"its part “{name}” is too large")
        root = self.package.read_xml(name)
        for each in _STRAY_TEXTS(root)[:20]:
            self.doubt(f"words outside of any paragraph: “{' '.join(each.split())[:80]}”")
        if any(
            len(each) and next(each.iterdescendants(*_WORDS), None) is not None
            for each in root.iter(*_EMPTY)
        ):
            self.doubt("words inside of marks and properties")
        self.judge_compatibility(root)
        if name_of(root) != ROOTS.get(kind, name_of(root)) or not self.has_content(name, kind):
            self.doubt(f"a part that is not what the file says it is ({name[:80]})")
        if _HAS_BOTH_NAMESPACES(root):
            self.doubt(f"elements of two editions of the standard in one part ({name[:80]})")
        return root

    def has_content(self, name: str, kind: str) -> bool:
        """Tell whether the package gives a part the type of content that its kind has."""
        if kind not in TYPED_KINDS:
            return True
        end = ".main+xml" if kind == "officedocument" else f".{kind}+xml"
        return self.types.of(name).endswith(end)

    def notes(self) -> dict[str, etree._Element]:
        """Return the footnotes and endnotes by kind and id."""
        return {
            f"{kind}:{value(each, 'id')}": each
            for kind in ("footnote", "endnote")
            for each in children(self.related(f"{kind}s"))
        }

    def pictures_of(self, links: tuple[Link, ...]) -> dict[str, str]:
        """Return the digests of all that can be a picture, by the ids of their relationships."""
        kinds = ("image", "oleobject", "package", "chart")
        return {each.id: self.picture_digest(each) for each in links if each.kind in kinds}

    def picture_digest(self, link: Link) -> str:
        if link.wanted in self.pictures:
            return self.pictures[link.wanted]
        if not link.target:
            return "outside the file" if link.external else "missing"
        return hashlib.sha256(self.package.read(link.target)).hexdigest()

    def fonts(self) -> dict[str, str]:
        """Return the fonts that the file embeds or replaces, and what to say of each."""
        found = {}
        for each in children(self.related("fonttable")):
            others = child_value(each, "altName").casefold().replace(";", ",").split(",")
            if any(name_of(one) in _EMBEDDED for one in each):
                found[value(each, "name")] = "which is embedded in the file"
            elif child_value(each, "charset") in ("2", "02"):
                found[value(each, "name")] = "which has signs in place of letters"
            elif any(one.strip() in SYMBOL_FONTS for one in others):
                found[value(each, "name")] = "for which the file names another"
        return found

    def margin_lines(self, reader: Reader) -> Callable[[str], tuple[Line, ...]]:
        """Return what reads the lines of a header or footer, by the id of its relationship."""
        targets = {each.id: each for each in self.links if each.target}
        read: dict[str, tuple[Line, ...]] = {}

        def lines_of(id_: str) -> tuple[Line, ...]:
            link = targets.get(id_)
            name = link.target if link else ""
            if link and name not in read:
                stories = ReferredParts({}, self.pictures_of(links_of(self.package, name)))
                lines = reader.read_story(self.part(name, link.kind), stories)
                self.limits.add("lines in headers and footers", len(lines))
                read[name] = tuple(line for line in lines if not line.is_empty)
            return read.get(name, ())

        return lines_of

    # Doubts about the whole file

    def doubt(self, what: str) -> None:
        self.doubts[what] = None

    def judge_settings_and_links(self) -> None:
        for each in unknown_properties(self.settings, SETTINGS):
            self.doubt(f"in the settings {each}")
        for link in (*self.links, *links_of(self.package, "")):
            if link.kind not in LINK_KINDS:
                self.doubt(f"a part of an unknown kind ({link.kind[:60]})")

    def judge_compatibility(self, root: etree._Element) -> None:
        for name, text in root.attrib.items():
            if name.endswith("compatibility/2006}MustUnderstand") and str(text).strip():
                self.doubt(f"parts that a program must understand ({str(text)[:60]})")


def is_ours(copy: ReturnedCopy) -> bool:
    """Tell whether a document has anything that identifies it as one of ours."""
    if copy.source is not None:
        return True
    return any(
        anchor_of_tag(anchor) is not None or anchor.startswith("mou_")
        for line in copy.lines
        for anchor in line.anchors
    )


def what_it_is(copy: ReturnedCopy) -> str:
    """Return how a document that is not ours begins, for a message."""
    words = next((each.accepted for each in copy.lines if each.accepted.strip()), "")
    return f"it begins {quoted(words)}"
