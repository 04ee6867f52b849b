"""Marks in own texts that are printed as they were typed, because they mean nothing here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.library.typed.values import shown
from mou_builder.patterns import pattern

_ITEM = pattern(r"(?:[*•‣◦–—+]|-(?=\S)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s*(?=\S)")
"""What a line of a list begins with elsewhere; here such a line goes on with the one before it."""
_BULLET = pattern(r"(?:[*•‣◦+]\s|[–—]\s|-(?=[^\s\d-]))")
_MARKUP = {
    pattern(r"\*\*(?=\S)[^*]+\*\*|__(?=[^\s_])[^_]+(?<=[^\s_])__"): (
        "one asterisk on each side emphasizes words: *words*"
    ),
    pattern(r"^#{1,6} ", re.M): "a clause has its title under title:, and a section under section:",
    pattern(r"\[[^\[\]]+\]\(\S+\)"): "write the address out; [[id]] refers to a clause",
    pattern(r"</?(?:b|i|u|em|strong|br|p|li|ul|ol|table|tr|td|div|span)\b[^<>]*>", re.I): (
        "an empty line begins a paragraph, “- ” a sub-clause, and *words* are emphasized"
    ),
    pattern(r"^```|^~~~", re.M): "leave it out: the words stand as they are",
}


def nothing_is_typed_for_another_program(case: Case) -> Iterator[Finding]:
    """MOU349: an own text has marks, or lines of a list, that are printed as they were typed."""
    for text, path in case.own_texts:
        every = (
            *markup_in(text),
            *_ids_in_single_brackets(case, text),
            *_lines_meant_as_items(text),
            *_broken_rows(text),
            *_unclosed(text),
        )
        for what, hint in every:
            message = f"“{shown(what)}” is printed as it was typed"
            yield case.warning("MOU349", message, path, hint)


def markup_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield marks of another program in a text, each with what to write instead."""
    for marks, hint in _MARKUP.items():
        if found := marks.search(text):
            yield text[found.start() : found.start() + 30].split("\n")[0], hint


def _ids_in_single_brackets(case: Case, text: str) -> Iterator[tuple[str, str]]:
    """Yield the first id of a clause between single brackets, which refer to nothing."""
    for found in re.finditer(r"(?<!\[)\[([\w-]+)\](?!\])", text):
        if found[1].lower() in case.model.clauses:
            yield found[0], f"two brackets refer to a clause: [{found[0]}]"
            return


def _lines_meant_as_items(text: str) -> Iterator[tuple[str, str]]:
    """Yield the first line that was meant for an item of a list, and is none."""
    for chunk in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        for number, line in enumerate(lines):
            joined = number > 0 and _ITEM.match(line) and not lines[number - 1].startswith("- ")
            if joined or _BULLET.match(line):
                yield line[:40], "begin each line of a list with “- ”: it becomes a sub-clause"
                return


def _unclosed(text: str) -> Iterator[tuple[str, str]]:
    """Yield the first paragraph with a bracket or a quotation that is opened and not closed."""
    for chunk in re.split(r"\n[ \t]*\n", text):
        for opened, closed in ("()", "“”"):
            if chunk.count(opened) > chunk.count(closed):
                at = chunk.rfind(opened)
                yield chunk[at : at + 40].split("\n")[0], f"close it where it ends, with {closed}"
                return
        if chunk.count('"') % 2 and not re.search(r'\d"', chunk):  # 12" are inches
            at = chunk.rfind('"')
            yield chunk[at : at + 40].split("\n")[0], 'close it where it ends, with "'
            return


def _broken_rows(text: str) -> Iterator[tuple[str, str]]:
    """Yield a line with bars that is no row, and a row with more or fewer cells than the head."""
    width = 0
    for line in map(str.strip, text.split("\n")):
        if line.count("|") > 1 and not line.startswith("|"):
            yield line[:40], "begin and end each row of a table with a bar: | one | two |"
            return
        if not line.startswith("|"):
            width = 0
            continue
        cells = line.strip("|").count("|") + 1
        if width and cells != width:
            hint = f"the table has {width} columns: write as many cells, an empty one as | |"
            yield line[:40], hint
            return
        width = cells


RULES: tuple[Rule, ...] = (nothing_is_typed_for_another_program,)
