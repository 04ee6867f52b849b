"""What fields print (ISO/IEC 29500-1, 17.16).

Most print the result that is stored in the file. Some print a number that changes from page to
page, or the day, some words of their own code, and some what Word calculates again, which may
differ from the stored result.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from mou_builder.patterns import pattern
from mou_builder.word.reading.symbols import symbol
from mou_builder.word.reading.understood import PAGE_FIELDS, STATIC_FIELDS
from mou_builder.word.vocabulary import (
    child,
    child_value,
    children,
    is_on,
    means_on,
    name_of,
    names,
    value,
)

PAGE_NUMBER = "[page number]"
"""How the number of the page reads."""
NUMBER_OF_PAGES = "[number of pages]"
"""How the number of pages reads."""
_PAGES = {
    "PAGE": PAGE_NUMBER,
    "NUMPAGES": NUMBER_OF_PAGES,
    "SECTIONPAGES": "[number of the section's pages]",
    "SECTION": "[number of the section]",
}
_CHANGING = names(
    "DATE TIME SAVEDATE PRINTDATE EDITTIME REVNUM LASTSAVEDBY FILENAME FILESIZE NUMWORDS NUMCHARS"
)
"""Fields that print something else whenever somebody opens, saves or prints the file."""
_OF_CODE = PAGE_FIELDS | _CHANGING | {"FORMDROPDOWN", "FORMCHECKBOX", "SYMBOL"}
_USUAL_FORMS = frozenset(("mergeformat", "charformat", "arabic"))
_TYPED = ("", "regular", "number", "date")
"""Kinds of form fields whose words are typed in (17.16.34)."""
_LONGEST_CODE = 2_000
_LONGEST_FORM = 40
_BUTTONS = frozenset(("MACROBUTTON", "GOTOBUTTON"))
_REFERENCE = pattern(r"REF (mou_\w+) \\r \\h( \\\* MERGEFORMAT)?")


@dataclass
class OpenField:
    """A field that is being read."""

    code: str = ""
    is_result: bool = False
    is_locked: bool = False
    is_dirty: bool = False
    form: etree._Element | None = None
    looks: list[etree._Element | None] = field(default_factory=list)
    """The run properties of its beginning and, if it prints other words, of its stored result."""

    def add(self, code: str) -> None:
        """Add to the code."""
        self.code = (self.code + code)[:_LONGEST_CODE]

    @property
    def kind(self) -> str:
        """The first word of the code, in capitals."""
        words = self.code.split(None, 1)
        return words[0].upper() if words else ""

    @property
    def prints_result(self) -> bool:
        """Whether what is printed is the stored result."""
        if self.is_locked:
            return True
        return self.kind not in _OF_CODE | _BUTTONS

    @property
    def refers_to(self) -> str:
        """The bookmark of ours whose paragraph number it prints (17.16.5.51, REF), "" for none."""
        found = _REFERENCE.fullmatch(" ".join(self.code.split()))
        return found[1] if found else ""

    def words(self) -> str:
        """What is printed instead of the stored result, "" if that is printed."""
        if self.prints_result:
            return ""
        match self.kind:
            case "MACROBUTTON" | "GOTOBUTTON":
                return " ".join(self.code.split()[2:])
            case "FORMDROPDOWN":
                return _chosen_entry(self.form)
            case "FORMCHECKBOX":
                return _check_box(self.form)
            case "SYMBOL":
                return _symbol_of(self.code.split())
            case kind if kind in _CHANGING:
                return f"[what the field {kind} says]"
            case _:
                return self._page_number()

    def _page_number(self) -> str:
        """How a number of pages reads, with its form if that is unusual."""
        kind, *forms = (each.strip(' "') for each in self.code.split("\\*"))
        other = [kind[len(self.kind) :].strip()] if kind.upper() != self.kind else []
        other += [each for each in forms if each.casefold() not in _USUAL_FORMS]
        said = _PAGES.get(self.kind, PAGE_NUMBER)
        return f"{said[:-1]}, {' '.join(other)[:_LONGEST_FORM]}]" if other else said

    def doubt(self, *, in_margin: bool = False) -> str:
        """Say why the words that it prints are uncertain, "" if they are not.

        A reference in the body is not: the review checks the number that it prints.
        """
        kind = self.kind
        if self.is_locked and kind not in STATIC_FIELDS:
            return f"a locked field ({kind})"
        if self.refers_to and not in_margin:
            return ""
        if self.is_dirty and kind not in PAGE_FIELDS:
            return f"a field that is calculated again when the file is opened ({kind})"
        if kind == "FORMTEXT" and not _is_typed(self.form):
            return "a form field that is calculated again"
        known = STATIC_FIELDS | PAGE_FIELDS | {"FORMDROPDOWN", "FORMCHECKBOX"}
        return "" if kind in known else f"a field ({kind or 'without a code'})"


def _is_typed(form: etree._Element | None) -> bool:
    """Tell whether the words of a form field are what somebody typed into it."""
    kinds = (each for each in form.iter() if name_of(each) == "type") if form is not None else ()
    return all(value(each) in _TYPED for each in kinds)


def field_begun(element: etree._Element) -> OpenField:
    """Return the field that a ``w:fldChar`` begins, or that a ``w:fldSimple`` is."""
    is_locked, is_dirty = (
        text != "" and means_on(text)
        for text in (value(element, "fldLock"), value(element, "dirty"))
    )
    return OpenField(is_locked=is_locked, is_dirty=is_dirty, form=child(element, "ffData"))


def simple_field(element: etree._Element) -> OpenField:
    """Return the field that a ``w:fldSimple`` is, with its code."""
    found = field_begun(element)
    found.add(value(element, "instr"))
    found.is_result = True
    return found


def _chosen_entry(form: etree._Element | None) -> str:
    choices = child(form, "ddList")
    entries = [value(each) for each in children(choices) if name_of(each) == "listEntry"]
    chosen = child_value(choices, "result") or child_value(choices, "default") or "0"
    at = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 6 else -1
    return entries[at] if 0 <= at < len(entries) else ""


def _check_box(form: etree._Element | None) -> str:
    box = child(form, "checkBox")
    decides = "checked" if child(box, "checked") is not None else "default"
    return "☒" if is_on(box, decides) else "☐"


def _symbol_of(code: list[str]) -> str:
    font = code[code.index("\\f") + 1].strip('"') if "\\f" in code[:-1] else ""
    number = code[1] if len(code) > 1 else ""
    if number.isascii() and number.isdigit() and len(number) < 8:
        return symbol(font, f"{int(number):X}")
    return symbol(font, number.removeprefix("0x"))
