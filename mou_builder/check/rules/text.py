"""Texts: what is typed amiss in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.own.texts import own_texts
from mou_builder.diagnostic import Severity
from mou_builder.yamltext.source import Path
from mou_builder.yamltext.values import Own, Type, shown

_ARTICLE = re.compile(r"(the|an|a|our|its|their|his|her|your)\s+(?=\S)", re.IGNORECASE)
_DOUBLED = re.compile(r"\b(?:the|an?)\s+(?:the|an?)\b(?![.)-])", re.IGNORECASE)
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2064\ufeff]"
    "|(?<=[ -~])[\u200c\u200d](?=[ -~])"  # joiners belong into Persian and emoji
)
_NAMES_PLACE = re.compile(r"\b(?:School|Elementary|Academy|High|Middle)\b")


def articles_are_not_doubled(case: Case) -> Iterator[Finding]:
    """MOU337: a value begins with the article that the text already has: “the the Captain”."""
    for each in case.standing:
        variant = each.clause.variants.get(each.choice.variant)
        texts = (each.clause.text, variant.text if variant else "")
        for name, value in each.choice.values.items():
            article = _ARTICLE.match(value) if isinstance(value, str) else None
            if not isinstance(value, str) or not article or case.is_broken((*each.path, name)):
                continue
            there = next((at for text in texts if (at := _after_article(name).search(text))), None)
            if there:
                message = f"the text already has “{there[1].lower()}” before this value"
                hint = f"write it without: {value[article.end() :].strip()}"
                yield case.finding("MOU337", Severity.WARNING, message, (*each.path, name), hint)

    for text, own in (*own_texts(case), *_values(case)):
        if doubled := _DOUBLED.search(text):
            message = f"“{' '.join(doubled[0].split())}” is one article too many"
            yield case.finding("MOU337", Severity.WARNING, message, own, "delete one of the two")
    for party in case.config.parties.values():
        title = party.officer_in_charge
        if title and (article := _ARTICLE.match(title)):
            path = ("parties", party.id, "officer_in_charge")
            message = "the texts already have “the” before this value"
            hint = f"write it without: {title[article.end() :].strip()}"
            yield case.finding("MOU337", Severity.WARNING, message, path, hint)


def _values(case: Case) -> Iterator[tuple[str, Path]]:
    """Yield each value of a clause that is printed as it is typed."""
    for each in case.standing:
        for name, value in each.choice.values.items():
            if isinstance(value, str):
                yield value, (*each.path, name)


@lru_cache(maxsize=256)
def _after_article(name: str) -> re.Pattern[str]:
    """Return what finds a blank that stands behind an article in a text of the library."""
    return re.compile(rf"\b(the|an?)\s+\{{\{{-?\s*{re.escape(name)}\b", re.IGNORECASE)


def nothing_invisible(case: Case) -> Iterator[Finding]:
    """MOU338: a text has a character that nobody sees, and two words that look alike differ."""
    for text, path in case.texts:
        if found := _INVISIBLE.search(text):
            message = f"there is an invisible character (U+{ord(found[0]):04X}) in this text"
            around = text[max(found.start() - 15, 0) : found.start()].split("\n")[-1]
            hint = f"delete it and retype the words there; it stands behind “{shown(around)}”"
            yield case.finding("MOU338", Severity.WARNING, message, path, hint)


def lists_are_lists(case: Case) -> Iterator[Finding]:
    """MOU339: the only entry of a list has commas, as if several entries were meant."""
    for each in case.standing:
        for name, value in each.choice.values.items():
            path = (*each.path, name)
            if not isinstance(value, tuple) or len(value) != 1 or case.is_broken(path):
                continue
            if each.blanks[name].type is Type.LIST:
                yield from _one_with_commas(case, value[0], (*path, 0))
    for party in case.config.parties.values():
        if len(party.schools) == 1:
            yield from _one_with_commas(case, party.schools[0], ("parties", party.id, "schools", 0))


def _one_with_commas(case: Case, entry: object, path: Path) -> Iterator[Finding]:
    text = entry.words if isinstance(entry, Own) else entry
    parts = [each.strip() for each in text.split(",")] if isinstance(text, str) else []
    last = parts[-1].removeprefix("and ") if parts else ""
    if len(parts) > 2 or (len(parts) == 2 and _NAMES_PLACE.search(last)):
        message = f"“{shown(str(text))}” is one entry of a list, with commas in it"
        hint = f"if several are meant: [{', '.join([*parts[:-1], last])}]"
        yield case.finding("MOU339", Severity.WARNING, message, path, hint)


RULES: tuple[Rule, ...] = (
    articles_are_not_doubled,
    nothing_invisible,
    lists_are_lists,
)
