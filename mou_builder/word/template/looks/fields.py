"""Fields of a template (ISO/IEC 29500-1, 17.16): page numbers, and the stored words of others."""

from __future__ import annotations

from dataclasses import dataclass

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
    switched = next((_FORMS[each] for each in words if each in _FORMS), None)
    return Number(found, look, switched or (form if found is PageField.PAGE else "decimal"))


@dataclass
class Field:
    """A field that is being read, whose parts stand in separate runs (17.16.18)."""

    instruction: str = ""
    reads_instruction: bool = True
    shows_result: bool = True
