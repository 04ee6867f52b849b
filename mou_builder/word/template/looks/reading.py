"""Reading a whole template as a look: its styles, and its sections with headers and footers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.frozen import replace
from mou_builder.word.look import (
    Borders,
    ListLevel,
    Look,
    Page,
    Running,
    Sides,
    Story,
    StyleLook,
    TemplateSection,
    Unshown,
)
from mou_builder.word.names import (
    END_STYLE,
    STYLES,
    TABLE_CAPTION,
    TABLE_HEAD,
    TABLE_STYLE,
    TABLE_TEXT,
)
from mou_builder.word.namespaces import W
from mou_builder.word.package.opening import MAIN, Package, parse_xml
from mou_builder.word.reading.looks.colours import can_be_read, colour_of
from mou_builder.word.template.layout import ROOM_TO_SIGN, line_height, story_height
from mou_builder.word.template.looks.allowed import SPACED_LIST, PropertyKind
from mou_builder.word.template.looks.lists import Lists
from mou_builder.word.template.looks.pictures import Pictures, shown_parts
from mou_builder.word.template.looks.properties import (
    character_look,
    character_values,
    is_spaced_by_itself,
    number,
    points,
)
from mou_builder.word.template.looks.running import RunningParts, sections_of
from mou_builder.word.template.looks.stories import StoryPlace, StoryReader
from mou_builder.word.template.looks.styles import Styles, theme_fonts
from mou_builder.word.template.looks.unshown import UnshownFound
from mou_builder.word.vocabulary import (
    child,
    child_value,
    children,
    is_on,
    name_of,
    value,
)

_SETTINGS = "word/settings.xml"
_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_OLDEST = 12
"""The compatibility mode of a document that names none (Word 2007)."""
_OUTDENTED_BEFORE = 15
"""The compatibility mode of Word 2013, the first version in which tables stand at their indent."""
_UNSHOWN_SETTINGS = {
    "mirrorMargins": "margins that change sides on even pages",
    "gutterAtTop": "a margin for binding at the top",
    "bookFoldPrinting": "pages in the order of a booklet",
    "bookFoldRevPrinting": "pages in the order of a booklet",
    "printTwoOnOne": "two pages on a sheet",
    "autoHyphenation": "words that are broken at syllables",
    "displayBackgroundShape": "the color of the page",
}
_BEGINS_PAGES = frozenset({Kind.TITLE, Kind.SUBTITLE, Kind.AGREEMENT_LINE, Kind.HEADING})
"""Kinds of paragraphs that may begin a page; any other style would begin one very often."""
_FOLLOWING_ONE_ANOTHER = frozenset(
    {Kind.RECITAL, Kind.CLAUSE, Kind.SUBCLAUSE, Kind.CONTINUATION, Kind.QUOTED}
)
_PAPER = "FFFFFF"
_NO_THEME = "fonts of a theme that the template lacks"
_SLACK_TO_SIGN = 2.0
"""What may lack of the room to sign and moves little on a page, in points."""
_LABEL_TO_SIGN, _SHORTEST_TO_SIGN = 5.0, 72.0
"""The width of what stands before a line to sign, in type sizes, and its least own, in points."""
_SEEN = 6.0
"""The least visible difference between the heights of pages' words, in points."""
_WORDS_FOR_RUNNING = {"header": "in a header", "footer": "in a footer"}


class LookReader:
    """Reads one template; its stories again for each set of words in them."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main_links = shown_parts(package, MAIN)
        self._settings = self._part_if_any(_SETTINGS)
        lists = Lists(self._part_if_any(_NUMBERING))
        styles = self._part_if_any(_STYLES)
        self._styles = Styles(
            etree.Element(f"{W}styles") if styles is None else styles,
            theme_fonts(self._theme()),
            lists,
            outdents_tables=self._compatibility < _OUTDENTED_BEFORE,
        )

    def _part_if_any(self, name: str) -> etree._Element | None:
        return self._package.read_xml(name) if name in self._package.entries else None

    def _theme(self) -> etree._Element | None:
        name = next((each for each in self._main_links.values() if "/theme/" in each), "")
        return self._part_if_any(name)

    @cached_property
    def _compatibility(self) -> int:
        for each in children(child(self._settings, "compat")):
            if value(each, "name") == "compatibilityMode" and value(each).isdecimal():
                return int(value(each))
        return _OLDEST

    def _lacks_theme(self, parts: Iterable[etree._Element | None]) -> bool:
        """Tell whether words are in fonts of a theme that has none of that name."""
        fonts = (each for part in parts if part is not None for each in part.iter(f"{W}rFonts"))
        named = {value(each, name) for each in fonts for name in ("asciiTheme", "hAnsiTheme")}
        return not named <= {"", *self._styles.theme}

    def read(self, stories: Mapping[str, str | etree._Element]) -> Look:
        """The look; ``stories`` are the parts with words, by name, their tags replaced by words.

        A part is given as XML, or as its root if it has no tags.
        """
        collected = UnshownFound()
        parts = {
            name: parse_xml(each.encode(), name, self._package.file)
            if isinstance(each, str)
            else each
            for name, each in stories.items()
        }
        if self._lacks_theme(parts.values()):
            collected.place = "in its words"
            collected.add(_NO_THEME)
        sections = self._sections(parts, collected)
        return Look(
            sections=sections,
            styles=self.styles,
            levels=self._levels,
            table=self._styles.table(TABLE_STYLE),
            default_tab=self._default_tab,
            spaces_add=self._spaces_add,
            unshown=tuple(dict.fromkeys((*self._unshown, *collected.all))),
            unseen=self._unseen,
        )

    @cached_property
    def styles(self) -> Mapping[str, StyleLook]:
        """The paragraph styles that an agreement is set in."""
        ids = (*STYLES.values(), TABLE_CAPTION, END_STYLE)
        return {
            **{each: self._styles.look(each) for each in ids},
            TABLE_HEAD: self._styles.look(TABLE_HEAD, TABLE_STYLE, is_head=True),
            TABLE_TEXT: self._styles.look(TABLE_TEXT, TABLE_STYLE),
        }

    @cached_property
    def _levels(self) -> tuple[ListLevel, ListLevel]:
        return self._list_level(STYLES[Kind.CLAUSE]), self._list_level(STYLES[Kind.SUBCLAUSE])

    def _list_level(self, style_id: str) -> ListLevel:
        words = self._styles.character_values(style_id)
        theme = self._styles.theme
        return self._styles.lists.look(
            self._styles.membership(style_id),
            lambda properties: character_look(words | character_values(properties, theme)),
        )

    @property
    def _default_tab(self) -> float:
        return points(child(self._settings, "defaultTabStop"), "val") or 36.0

    @property
    def _spaces_add(self) -> bool:
        return is_on(self._settings, "compat", "doNotUseHTMLParagraphAutoSpacing")

    @cached_property
    def _unshown(self) -> tuple[Unshown, ...]:
        """What cannot be shown of all that stands in no story."""
        return (
            *self._unshown_styles(),
            *self._unshown_fonts(),
            *self._unshown_room(),
            *self._unshown_lists(),
            *self._unshown_settings(),
        )

    @cached_property
    def _unseen(self) -> tuple[str, ...]:
        """The styles whose words are hidden, or of the color of what is behind them."""
        ids = (*STYLES.values(), TABLE_CAPTION, TABLE_HEAD, TABLE_TEXT)
        return tuple(each for each in ids if each != STYLES[Kind.HEADER] and self._hides(each))

    def _hides(self, style_id: str) -> bool:
        look = self.styles[style_id]
        head = self._styles.table(TABLE_STYLE).header_shading if style_id == TABLE_HEAD else None
        ground = colour_of(head or look.paragraph.shading or _PAPER)
        words = colour_of(look.character.colour or "")
        if self._styles.character_values(style_id).get("hidden"):
            return True
        return words is not None and ground is not None and not can_be_read(words, ground)

    def _unshown_settings(self) -> Iterator[Unshown]:
        words = self._styles.paragraph_values(STYLES[Kind.CLAUSE])
        for each in children(self._settings):
            name = name_of(each)
            if name == "autoHyphenation" and words.get("unhyphenated"):
                continue
            if name in _UNSHOWN_SETTINGS and is_on(each):
                yield Unshown(_UNSHOWN_SETTINGS[name], "on the page")

    def _unshown_fonts(self) -> Iterator[Unshown]:
        if self._lacks_theme([self._part_if_any(_STYLES), self._part_if_any(_NUMBERING)]):
            yield Unshown(_NO_THEME, "in its styles")

    def _unshown_room(self) -> Iterator[Unshown]:
        """Lines to sign that are closer or shorter than the fields of the PDF, or not seen."""
        style_id = STYLES[Kind.SIGNATURE]
        style, place = self.styles[style_id], f"in the style {style_id}"
        lies = style.paragraph
        if line_height(style) < ROOM_TO_SIGN - _SLACK_TO_SIGN:
            yield Unshown("lines to sign with less than ten millimetres of room", place)
        ends = [each.position for each in lies.tabs if each.leader]
        label = lies.left + lies.first_line + _LABEL_TO_SIGN * style.character.size
        if not ends and lies.borders.bottom is None:
            yield Unshown("places to sign without a line", place)
        elif ends and max(ends) - label < _SHORTEST_TO_SIGN:
            yield Unshown("lines to sign that are shorter than an inch", place)

    def _unshown_lists(self) -> Iterator[Unshown]:
        collected = UnshownFound()
        collected.place = "in the list of clauses"
        for kind in (Kind.CLAUSE, Kind.SUBCLAUSE):
            if is_spaced_by_itself(self._styles.paragraph_values(STYLES[kind])):
                collected.add(SPACED_LIST)
            lies = self.styles[STYLES[kind]].paragraph
            if lies.shading and lies.first_line < 0:
                collected.add("a ground behind the numbers")
            membership = self._styles.membership(STYLES[kind])
            level = None if membership is None else self._styles.lists.level(membership)
            if level is not None:
                collected.note_level(level)
                if level.find(f"{W}lvlRestart") is not None:
                    collected.add("numbers that restart elsewhere than at a clause")
        return iter(collected.all)

    def _unshown_styles(self) -> Iterator[Unshown]:
        yield from self._styles.told_of_agreement_tables(TABLE_STYLE)
        numbered = {STYLES[Kind.CLAUSE], STYLES[Kind.SUBCLAUSE]}
        for style_id in (*STYLES.values(), TABLE_HEAD, TABLE_TEXT, TABLE_CAPTION):
            yield from self._styles.told(style_id)
        for style_id in (TABLE_HEAD, TABLE_TEXT):
            lies = self.styles[style_id].paragraph
            if lies.left or lies.right:
                yield Unshown("the indents of its paragraphs", f"in the style {style_id}")
        for kind, style_id in STYLES.items():
            look, place = self.styles[style_id].paragraph, f"in the style {style_id}"
            words = self.styles[style_id].character
            if words.small_caps and words.spacing:
                yield Unshown("small capitals that are set apart", place)
            if look.page_break_before and kind not in _BEGINS_PAGES:
                yield Unshown("a page that begins with each paragraph", place)
            if kind in _FOLLOWING_ONE_ANOTHER and look.borders != Borders():
                yield Unshown("one frame around several paragraphs", place)
            if kind in _FOLLOWING_ONE_ANOTHER and look.keep_next:
                yield Unshown("paragraphs that each stay with the next", place)
            if style_id not in numbered and self._styles.membership(style_id) is not None:
                yield Unshown("the numbers of its paragraphs", place)

    def _sections(
        self, parts: Mapping[str, etree._Element], collected: UnshownFound
    ) -> tuple[TemplateSection, ...]:
        """The sections; one that begins within a page is joined with the one before it."""
        made: list[TemplateSection] = []
        for section, continues in self._parts_of_body(parts, collected):
            if continues and made:
                before = made[-1]
                made[-1] = replace(before, content=(*before.content, *section.content))
                alike = replace(section, content=(), first_number=None)
                if alike != replace(before, content=(), first_number=None):
                    collected.place = "on the page"
                    collected.add("a change of margins, of headers or footers within a page")
            else:
                made.append(section)
        return tuple(made)

    def _parts_of_body(
        self, parts: Mapping[str, etree._Element], collected: UnshownFound
    ) -> Iterator[tuple[TemplateSection, bool]]:
        """The sections as they are, each with whether it begins within a page."""
        body = parts[MAIN].find(f"{W}body")
        reader = StoryReader(self._styles, Pictures(self._package, MAIN, collected), collected)
        before = RunningParts()
        for elements, properties in sections_of(body):
            page = _page(properties)
            collected.place = "on the page"
            collected.note(properties, PropertyKind.SECTION)
            form, first = _page_numbering(properties)
            before = before.followed_by(properties, self._settings, self._main_links)
            collected.place = "in the body"
            content = reader.story(elements, StoryPlace(page, form, top=page.margins.top))
            running = {
                kind: self._running(kind, before, parts, setting, collected)
                for kind, setting in (
                    ("header", StoryPlace(page, form, top=page.header, in_running=True)),
                    ("footer", StoryPlace(page, form, in_running=True)),
                )
            }
            for kind, room in (
                ("header", page.margins.top - page.header),
                ("footer", page.margins.bottom - page.footer),
            ):
                own, collected.place = running[kind], "on the page"
                if abs(_taller(own.even, own.usual, room)) > _SEEN:
                    collected.add(f"a {kind} of even pages that is taller or lower than the others")
                if kind == "footer" and _taller(own.first, own.usual, room) < -_SEEN:
                    collected.add("a footer of the first page that is lower than the others")
            section = TemplateSection(page, content, running["header"], running["footer"], first)
            yield section, child_value(properties, "type") == "continuous"

    def _running(
        self,
        kind: str,
        named: RunningParts,
        parts: Mapping[str, etree._Element],
        setting: StoryPlace,
        collected: UnshownFound,
    ) -> Running:
        def story(which: str) -> Story:
            part = named.parts.get((kind, which))
            if part is None or part not in parts:
                return ()
            collected.place = _WORDS_FOR_RUNNING[kind]
            pictures = Pictures(self._package, part, collected)
            return StoryReader(self._styles, pictures, collected).story(parts[part], setting)

        return Running(
            story("default"),
            story("first") if "first" in named.pages else None,
            story("even") if "even" in named.pages else None,
        )


def _taller(own: Story | None, usual: Story, room: float) -> float:
    """How much more a header or footer of its own takes of a page than the usual one, in points."""
    return 0.0 if own is None else max(story_height(own), room) - max(story_height(usual), room)


def _page(properties: etree._Element) -> Page:
    size, margins = child(properties, "pgSz"), child(properties, "pgMar")
    usual = Page()

    def margin(name: str, otherwise: float) -> float:
        found = points(margins, name)
        return otherwise if found is None else found

    top, bottom = margin("top", 72.0), margin("bottom", 72.0)
    gutter = margin("gutter", 0.0)
    return Page(
        width=points(size, "w") or usual.width,
        height=points(size, "h") or usual.height,
        margins=Sides(abs(top), margin("left", 72.0) + gutter, abs(bottom), margin("right", 72.0)),
        header=margin("header", 36.0),
        footer=margin("footer", 36.0),
        fixed_top=top < 0,
        fixed_bottom=bottom < 0,
    )


def _page_numbering(properties: etree._Element) -> tuple[str, int | None]:
    """The form of a section's page numbers, and where they start."""
    found = child(properties, "pgNumType")
    if found is None:
        return "decimal", None
    start = number(found, "start")
    return value(found, "fmt") or "decimal", None if start is None else int(start)
