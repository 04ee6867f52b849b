"""Values that say nothing: placeholders, and what cannot be a name, title, address or reason.

What a value must not be depends on the kind of text that is asked for (`TextKind`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from mou_builder.check.rule import Case, ChosenClause, Finding, Rule, of_each_clause
from mou_builder.check.rules.own.marks import markup_in
from mou_builder.config.config import Party
from mou_builder.library.clause import Blank
from mou_builder.library.typed.values import OwnEntry, Type, is_open, shown
from mou_builder.patterns import pattern
from mou_builder.yamltext.dotted import path_of
from mou_builder.yamltext.source import Path

_FORGOTTEN = pattern(
    r"""
    \b(?:TBD|TBA|TODO|FIXME|XXX+)\b               # to be determined, to be announced, …
    | \b(?:tbd|tba|fixme|xxx+)\b
    | _{3,}                                       # a blank that was never filled
    | \[\ *(?i:insert|enter|your|name\ of|date\ of)\b
    | (?<!\[)\[(?=[^\[\]]{1,40}\](?!\]))[^\[\]]*\b(?i:name|title|date|district|agency|city|county
      |school|officer|amount|number|address|state|department|party|supervisor|chief|sheriff
      |superintendent|blank|year|day|month|signature|principal|board)\b
    | <(?i:name|title|date|address|insert|your|school|district|agency|officer|supervisor)\b[^<>]*>
    | \b(?i:lorem\ ipsum)\b
    | \{\{ | \}\} | \{% | %\}                     # another program's template
    | \?\?\?
    | (?i:\b(?:note\ to\ draft(?:er)?|drafting\ note|drafter's\ note|delete\ (?:if|as)\ (?:not|in)?
      \ ?(?:applicable|appropriate)|(?:choose|select)\ one))\b
    | \[[A-Za-z]{1,12}/[A-Za-z]{1,12}\](?!\()      # one of two words
    | \[[A-Z]{2,4}:\ [^\[\]]*\]                   # a remark of somebody
    | \bTK\b | \bDRAFT\b(?=\s*(?:[-–—:(]|\Z))
    | (?<=[a-z]\ )(?i:to\ be\ (?:determined|decided|announced|filled\ in|inserted|supplied)\.?\s*\Z)
    | \b(?:MM/DD|DD/MM)\b | \$\s*0{2,3},0{3}\b | \$\s*X | \bXX(?=\s+[a-z]+s\b)
    | (?i:\bnote\ to\ (?:self|counsel|reviewers?|attorney)\b)
    | \((?i:check|ask|confirm|verify)\ (?:with|if|whether|[A-Z][a-z]+\??\))
    | (?i:\bagree\ (?:on|upon)\ (?:the|its|their|this)\ (?:amount|price|cost|fee|rate|number|share)
      s?\ later)\b
    | \(555\)\ ?555-5555 | \b555-555-5555\b | \b123-456-7890\b
    | \bJ(?:ohn|ane)\ Doe\b(?=\ \w) | (?i:\bclick\ here\b)
    | (?:\.\.\.|…)\s*\Z
    | (?<=[a-z]\ )(?:the|an?|and|or|which|who|shall|will|its|their)\s*\Z  # it breaks off
    """,
    re.VERBOSE,
)


class TextKind(StrEnum):
    """What a text of a config is asked for."""

    PERSON = "person's name"
    TITLE = "title"
    BODY = "party's name"
    SCHOOL = "school's name"
    ADDRESS = "street address"
    ENTRY = "entry of this list"
    LABEL = "value for this"
    """A short text that a table or sentence takes in; a year or a number may be one."""
    REASON = "reason"
    PROSE = "text of a clause"


_NOTHING = frozenset(
    """
    n.n|none|null|nil|nothing|yes|no|true|false|on|off|y|n|~|n/a|n.a.|na|not applicable|unknown
    |unnamed|same|same as above|see above|as above|ditto|pending|vacant|open|blank|empty|test
    |testing|sample|example|foo|bar|asdf|qwerty|abc|blah|to be determined|to be decided
    |to be announced|to be named|to come|to do|todo|fill in|fill me in|placeholder|text|value
    |string|name|title
    |address|street|your name|your title|first last|first name last name|name here|title here
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Words that are typed where there is nothing to say yet, or that YAML reads as none."""
_NOBODY = frozenset({"john doe", "jane doe", "john q. public", "john smith", "jane roe"})
_NO_ONES = frozenset(
    {"school district", "the school district", "district", "the district", "school", "agency"}
    | {"police department", "the police department", "sheriff's office", "law enforcement agency"}
    | {"city", "county", "the city", "the county", "the agency", "party", "board"}
)
"""Descriptions that fit many bodies and name none of them."""
_MAIL = pattern(r"(?:mailto:)?\S+@\S+\.\S+")
_PAGE = pattern(r"(?:https?://|www\.)\S+", re.I)
_PHONE = pattern(
    r"(?:(?:tel|phone|ph|cell)[.:]*\s*)?\+?[\d().\s-]*\d{3}[\d().\s-]*\d{4}(?:\s*(?:x"
    r"|ext\.?)\s*\d+)?",
    re.I,
)
_IN_BRACKETS = pattern(r"\[.*\]|<.*>|\{.*\}|\(.*\)")
_MADE_UP = pattern(r"(?:your|sample|dummy)\s|.*\bany\s?(?:town|city|ville|county)\b", re.I)
"""What forms have in place of the name of a body, a school or a street."""
_OF_AN_ADDRESS = pattern(
    r"(?:(?:street|address|city|town|county|state|zip|code|number|line)[\s,]*)+", re.I
)
_OF_A_BODY = pattern(
    r"\b(?:School District|Police Department|Sheriff['’]s Office|(?:City|Village|Town|County) of)\b"
)
_NOT_AS_PRINTED = {
    pattern(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,5}|#x[\da-f]{1,4});", re.I): (
        "write the character itself: & and not &amp;"
    ),
    pattern(r"\ufffd|[ÂÃ][\x80-\xbf]|â€"): "letters were lost when it was copied; write it anew",
    pattern(r"""\A["“„'‘][^"“”„'‘’]*["”“'’]\Z"""): "write it without quotation marks around it",
    pattern(r"\S(?:[ \u00a0]{2,}|\t)\S"): "write one space between two words",
    pattern(r"[^\W\d_]{50}"): "set spaces between its words; nothing so long fits on a line",
    pattern("[\U0001f000-\U0001faff\u2600-\u27bf]"): "leave the picture out; a paper has words",
}
"""Marks in a short value that would stand in the agreement as they are, and what to do."""
_ENDED = pattern(r"[,;:?!]\Z|(?<=[^\W\d_]{6})\.\Z")
"""A mark at the end, but for the period of an abbreviation."""
_YEAR = pattern(r"(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?")
_REPEATED = pattern(r"(\w)\1{2,}")


def nothing_forgotten(case: Case) -> Iterator[Finding]:
    """MOU325: a text still has the words of somebody who meant to come back to it."""
    for text, path in case.texts:
        found = _forgotten(text)
        if found and not is_open(text):
            message = (
                f"“{shown(_words_around(text, found.start()))}” looks like something forgotten"
            )
            hint = "write what is meant; a value that is left open is _____ alone"
            yield case.warning("MOU325", message, path, hint)


@lru_cache(maxsize=512)
def _forgotten(text: str) -> re.Match[str] | None:
    return _FORGOTTEN.search(text)


def _words_around(text: str, at: int) -> str:
    start = max(text.rfind(" ", 0, max(at - 15, 0)) + 1, 0)
    return text[start : at + 40]


def values_are_what_is_asked_for(case: Case) -> Iterator[Finding]:
    """MOU346: a text is not a name, a title or an address, such as “none”, “1:30” or “n/a”.

    MOU361: it is one, and has marks or letters that would look wrong in print.
    """
    for text, path, asked, guidance in _texts_asked_for(case):
        yield from _not_what_is_asked_for(case, text, path, asked, guidance)
    yield from _values_in_clauses(case)


@of_each_clause
def _values_in_clauses(case: Case, each: ChosenClause) -> Iterator[Finding]:
    for blank, cell, path in each.cells():
        if (kind := _asked_by(blank, cell)) is not None:
            words = cell.words if isinstance(cell, OwnEntry) else str(cell)
            guidance = "" if kind is TextKind.ENTRY else blank.guidance
            yield from _not_what_is_asked_for(case, words, path, kind, guidance)


def _not_what_is_asked_for(
    case: Case, text: str, path: Path, asked: TextKind, guidance: str
) -> Iterator[Finding]:
    if case.is_broken(path) or _forgotten(text):
        return
    if fault := _why_not(text, asked):
        message = f"“{shown(text)}” {fault}"
        hint = f"write it out. {guidance}" if guidance else _HINTS[asked]
        yield case.warning("MOU346", message, path, hint)
    elif instead := _not_as_printed(text, asked):
        yield case.warning("MOU361", f"“{shown(text)}” would look wrong in print", path, instead)


@lru_cache(maxsize=512)
def _not_as_printed(text: str, asked: TextKind) -> str | None:
    """Return what to do where a short text is not written as it is to be printed, else None."""
    if asked in (TextKind.PROSE, TextKind.REASON):
        return None
    plain = text.strip()
    if asked in _WITH_CAPITALS and plain.islower():
        return "write it as it is to be printed, with capital letters"
    for marks, hint in _NOT_AS_PRINTED.items():
        if marks.search(plain):
            return hint
    if asked is not TextKind.ENTRY and _ENDED.search(plain):  # of a list, the text sets the marks
        return "delete the mark at its end; the text sets its own"
    return "write the words alone" if any(markup_in(plain)) else None


_HINTS = {
    TextKind.PERSON: "leave the line out, and the name is written in by hand when it is signed",
    TextKind.TITLE: "write the title, such as Chief of Police, or leave the line out",
    TextKind.BODY: (
        "write the whole name, such as Maple Grove School District; _____ leaves it open"
    ),
    TextKind.SCHOOL: "write the whole name of the school, or leave the line out",
    TextKind.ADDRESS: (
        "write street and place, such as 1 School Lane, Maple Grove, or leave it out"
    ),
    TextKind.ENTRY: "write what is meant, or delete the entry",
    TextKind.LABEL: "write what is meant, or leave the line out",
    TextKind.REASON: "say it for the board that approves the agreement",
    TextKind.PROSE: "write the text, or leave the clause out",
}


_NAMED = frozenset(
    {
        TextKind.PERSON,
        TextKind.TITLE,
        TextKind.BODY,
        TextKind.SCHOOL,
        TextKind.ADDRESS,
        TextKind.ENTRY,
    }
)
"""Texts that have more than one letter."""
_WITH_CAPITALS = frozenset({TextKind.PERSON, TextKind.BODY, TextKind.SCHOOL})


@lru_cache(maxsize=512)
def _why_not(text: str, asked: TextKind) -> str | None:
    """Return why ``text`` is not what it is asked for; None where it may be."""
    plain = " ".join(text.split())
    lower = plain.casefold().replace("’", "'")
    letters = [each for each in plain if each.isalpha()]
    is_nothing = lower.rstrip(".!") in _NOTHING or lower in _NOTHING
    bracketed = _IN_BRACKETS.fullmatch(plain)
    kind = f"{'an' if asked[0] in 'ae' else 'a'} {asked}"
    if is_nothing or bracketed or (asked is TextKind.PERSON and lower in _NOBODY):
        return f"is not {kind}"
    if asked in (TextKind.BODY, TextKind.SCHOOL) and lower in _NO_ONES:
        return f"is not {kind}: many are called so"
    if _stands_for_another(plain, asked):
        return f"is not {kind}, but stands for one"
    if asked is TextKind.LABEL and (_YEAR.fullmatch(plain) or plain.isdigit()):
        return None
    if _MAIL.fullmatch(plain):
        return f"is an e-mail address, not {kind}"
    if _PAGE.fullmatch(plain):
        return f"is a web page, not {kind}"
    if _PHONE.fullmatch(plain):
        return f"is a telephone number, not {kind}"
    if not letters:
        return f"has no words, and is not {kind}"
    if asked in _NAMED and (len(letters) < 2 or _REPEATED.fullmatch(lower)):
        return f"is not {kind}"
    return None


def _stands_for_another(plain: str, asked: TextKind) -> bool:
    """Tell whether a text is what a form has in place of a name, or the name of a body."""
    match asked:
        case TextKind.ADDRESS if _OF_AN_ADDRESS.fullmatch(plain):
            return True
        case TextKind.BODY | TextKind.SCHOOL | TextKind.ADDRESS:
            return _MADE_UP.match(plain) is not None
        case TextKind.PERSON:
            return _OF_A_BODY.search(plain) is not None
        case _:
            return False


def _texts_asked_for(case: Case) -> Iterator[tuple[str, Path, TextKind, str]]:
    """Yield each text that is asked for as something, with its path and what guides to it.

    The values of clauses are none of them.
    """
    for text, path in case.texts:
        if path[-1] == "because":
            yield text, path, TextKind.REASON, ""
    for text, path in case.own_texts:
        yield text, path, TextKind.PROSE, ""
    for party in case.config.parties.values():
        yield from _texts_of_party(party)
    for title, path in case.own_titles:
        yield title, path, TextKind.TITLE, "A few words for the clause."


def _texts_of_party(party: Party) -> Iterator[tuple[str, Path, TextKind, str]]:
    at: Path = ("parties", party.id)
    if isinstance(party.name, str):
        yield party.name, (*at, "name"), TextKind.BODY, ""
    if party.address is not None:
        yield party.address, (*at, "address"), TextKind.ADDRESS, ""
    if party.officer_in_charge is not None:
        yield party.officer_in_charge, (*at, "officer_in_charge"), TextKind.TITLE, ""
    for number, school in enumerate(party.schools):
        yield school, (*at, "schools", number), TextKind.SCHOOL, ""
    for each in party.signatories:
        place: Path = (*at, *path_of(each.key))
        if isinstance(each.name, str):
            yield each.name, (*place, "name"), TextKind.PERSON, ""
        if isinstance(each.title, str):
            yield each.title, (*place, "title"), TextKind.TITLE, ""
        if each.capacity is not None:
            yield each.capacity, (*place, "capacity"), TextKind.LABEL, ""


def _asked_by(blank: Blank, cell: object) -> TextKind | None:
    """Return what a value of ``blank`` is asked for; None for what is not a text of one's own."""
    if isinstance(cell, OwnEntry):
        return TextKind.ENTRY
    if not isinstance(cell, str) or blank.type not in (Type.TEXT, Type.NAME, Type.SCHOOL):
        return None
    if "title" in blank.label:
        return TextKind.TITLE
    return TextKind.SCHOOL if blank.type is Type.SCHOOL else TextKind.LABEL


RULES: tuple[Rule, ...] = (nothing_forgotten, values_are_what_is_asked_for)
