"""Fields of a template (ISO/IEC 29500-1, 17.16): page numbers, and the stored words of others."""

from __future__ import annotations

from dataclasses import dataclass

from mou_builder.patterns import pattern
from mou_builder.word.look import CharacterLook, Number, PageField
from mou_builder.word.template.looks.unshown import UnshownFound

LINK = "where a link leads"
"""What is lost of a hyperlink, whose words are shown."""

_PAGE_FIELDS = {
    "PAGE": PageField.PAGE,
    "NUMPAGES": PageField.PAGES,
    "SECTIONPAGES": PageField.PAGES,
}
_FORMS = {
    "roman": "lowerRoman",
    "ROMAN": "upperRoman",
    "Roman": "upperRoman",
    "alphabetic": "lowerLetter",
    "ALPHABETIC": "upperLetter",
    "Arabic": "decimal",
}
_SWITCH = pattern(r"\\\*\s*\"?(\w+)|\\#\s*\"?([^\s\"]+)")
"""The form that a field asks for its number (17.16.4.3), or how its digits are written."""
_PLAIN = frozenset({"MERGEFORMAT", "CHARFORMAT", "0", "#"})
"""Forms that are those of plain numbers."""
_STEADY = frozenset({"QUOTE", "SYMBOL", "MERGEFORMAT", "LISTNUM", ""})
"""Fields whose words do not depend on the day or the page."""


def page_number(
    instruction: str, look: CharacterLook, form: str, collected: UnshownFound
) -> Number | None:
    """The page number that a field prints; None for a field that shows its stored words.

    ``form`` is that of the section's page numbers, which the field may override.
    """
    words = instruction.split()
    name = words[0].upper() if words else ""
    found = _PAGE_FIELDS.get(name)
    if found is None:
        if name == "HYPERLINK":
            collected.add(LINK)
        elif name not in _STEADY:
            collected.add(f"the field {name}, whose words stand as they were saved")
        return None
    if name == "SECTIONPAGES":
        collected.add("the number of pages of a section; that of the document stands in its place")
    asked = [each for switch in _SWITCH.finditer(instruction) for each in switch.groups() if each]
    for each in asked:
        if each not in _FORMS and each.upper() not in _PLAIN:
            collected.add(f"page numbers in the form “{each}”")
    switched = next((_FORMS[each] for each in asked if each in _FORMS), None)
    return Number(found, look, switched or (form if found is PageField.PAGE else "decimal"))


@dataclass
class Field:
    """A field that is being read, whose parts stand in separate runs (17.16.18)."""

    instruction: str = ""
    reads_instruction: bool = True
    shows_result: bool = True
