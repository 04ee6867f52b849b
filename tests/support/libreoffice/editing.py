"""Edits of a document by LibreOffice's own API, for the Python that comes with it.

A step names a paragraph by its words; `EDITS` says what can be done there.
"""

from __future__ import annotations

import re

from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def edit(document, step: dict[str, object], context) -> None:
    """Do one step, in the author's name, with the recording of changes on or off."""
    sign(context, step["author"])
    paragraph = found(document.Text, step["paragraph"])
    document.RecordChanges = step["tracked"]
    EDITS[step["what"]](document, paragraph, step)
    document.RecordChanges = False


def sign(context, author: str) -> None:
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    path = PropertyValue(Name="nodepath", Value="/org.openoffice.UserProfile/Data")
    profile = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess", (path,)
    )
    first, _, last = author.partition(" ")
    profile.replaceByName("givenname", first)
    profile.replaceByName("sn", last)
    profile.commitChanges()


def found(text, words: str):
    """The paragraph of these words, in the body or in a cell of one of its tables.

    The numbers of clauses that it refers to may have followed what was edited before.
    """
    for each in paragraphs(text):
        if _unnumbered(each.String) == _unnumbered(words):
            return each
    raise LookupError(words)


def _unnumbered(words: str) -> str:
    return re.sub(r"\b([Cc]lause) \d+", r"\1", words)


def paragraphs(text):
    blocks = text.createEnumeration()
    while blocks.hasMoreElements():
        block = blocks.nextElement()
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield from paragraphs(block.getCellByName(name))
        else:
            yield block


def cursor(paragraph, start: int, length: int):
    made = paragraph.Text.createTextCursorByRange(paragraph.Start)
    made.goRight(start, False)
    made.goRight(length, True)
    return made


def type_over(document, paragraph, step) -> None:
    cursor(paragraph, step["start"], step["length"]).setString(step["words"])


def split(document, paragraph, step) -> None:
    place = cursor(paragraph, step["start"], 0)
    paragraph.Text.insertControlCharacter(place, PARAGRAPH_BREAK, False)


def join(document, paragraph, step) -> None:
    """Delete the end of the paragraph, and put a space between its words and the next one's."""
    place = paragraph.Text.createTextCursorByRange(paragraph.End)
    place.goRight(1, True)
    place.setString(" ")


def add(document, paragraph, step) -> None:
    place = paragraph.Text.createTextCursorByRange(paragraph.End)
    paragraph.Text.insertControlCharacter(place, PARAGRAPH_BREAK, False)
    paragraph.Text.insertString(place, step["words"], False)


def remove(document, paragraph, step) -> None:
    """Strike the words of the paragraph; with no recording of changes, take it away.

    Its end is not struck: LibreOffice gives the paragraph after it its style then.
    """
    if step["tracked"]:
        cursor(paragraph, 0, len(paragraph.String)).setString("")
    else:
        paragraph.dispose()


def add_row(document, paragraph, step) -> None:
    """Put a row behind the last one of the table that the paragraph is in; give it words."""
    table = paragraph.TextTable
    count = table.Rows.Count
    table.Rows.insertByIndex(count, 1)
    for at, words in enumerate(step["cells"]):
        table.getCellByPosition(at, count).setString(words)


EDITS = {
    "type over": type_over,
    "split": split,
    "join": join,
    "add": add,
    "remove": remove,
    "add a row": add_row,
}
