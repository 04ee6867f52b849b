"""Slips of typing in texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mou_builder.agreement.wording import long_date
from mou_builder.check.rule import Case, ChosenClause, Finding, Rule, of_each_clause, path_of_blank
from mou_builder.check.rules.own.slips import (
    impossible_amounts,
    impossible_days,
    malformed,
    periods_reversed,
    unfitting_words,
)
from mou_builder.check.rules.own.texts import sentences
from mou_builder.library.typed.values import shown
from mou_builder.patterns import pattern
from mou_builder.yamltext.dotted import path_of
from mou_builder.yamltext.source import Path

_ARTICLES = frozenset({"the", "an", "a"})
_ARTICLE = pattern(r"(the|an|a|our|its|their|his|her|your)\s+(?=\S)", re.IGNORECASE)
_DOUBLED = pattern(
    r"\b(?:(?:the|an?)\s+(?:the|an?)\b(?![.)-])"
    r"|(?P<word>[A-Za-z]+)\s+(?-i:(?=[a-z]))(?P=word)\b(?![’'.-]?\w))",
    re.IGNORECASE,
)
_TWICE_ON_PURPOSE = frozenset({"that", "had", "so", "very", "many", "far", "again", "over"})
_INVISIBLE = pattern(
    "[\u00ad\u180e\u200b\u2060-\u2064\ufeff]"
    "|(?<=[ -~])[\u200c\u200d](?=[ -~])"  # joiners belong into Persian and emoji
)


def articles_are_not_doubled(case: Case) -> Iterator[Finding]:
    """MOU337: a value begins with a word that the text already has: “the the Captain”.

    Or a text has a word twice, such as “of of”, or a sentence.
    """
    yield from _words_of_the_text_again(case)
    yield from _sentences_again(case)
    for text, own in (*case.own_texts, *case.own_values, *_names_and_titles(case)):
        if doubled := _doubled_word(text):
            message = f"“{doubled}” is one word too many"
            yield case.warning("MOU337", message, own, "delete one of the two")
    for _, signatory, at in case.signatories():
        if _has_title(signatory.name, signatory.title):
            message = f"“{signatory.name}” has the title in it, which stands below it again"
            yield case.warning("MOU337", message, (*at, "name"), "write the name alone")
    for name, path in _bodies_in_sentences(case):
        if name.startswith("The "):
            message = "“The” would stand in the middle of a sentence"
            yield case.warning("MOU337", message, path, f"write it small: the {name[4:]}")
    for title, path in _titles_after_articles(case):
        if found := _ARTICLE.match(title):
            message = "the texts already have “the” before this value"
            hint = f"write it without: {title[found.end() :].strip()}"
            yield case.warning("MOU337", message, path, hint)


@of_each_clause
def _words_of_the_text_again(case: Case, each: ChosenClause) -> Iterator[Finding]:
    variant = each.clause.variants.get(each.choice.variant)
    texts = (each.clause.text, variant.text if variant else "")
    for name, value in each.choice.values.items():
        words = value.split(maxsplit=1) if isinstance(value, str) else []
        if len(words) < 2 or case.is_broken((*each.path, name)):
            continue
        first, rest = words
        before = {word for text in texts for word in _words_before(text, name)}
        articles = sorted(before & _ARTICLES) if _ARTICLE.match(f"{first} x") else []
        again = next(iter(articles), first.lower() if first.lower() in before else "")
        if again:
            message = f"the text already has “{again}” before this value"
            hint = f"write it without: {rest}"
            yield case.warning("MOU337", message, (*each.path, name), hint)
        elif first in ("The", "A", "An") and any(_is_inside(text, name) for text in texts):
            message = f"“{first}” would stand in the middle of a sentence"
            hint = f"write it small: {first.lower()} {rest}"
            yield case.warning("MOU337", message, (*each.path, name), hint)


def _doubled_word(text: str) -> str | None:
    """Return two words of which one is too many; None where there are none."""
    words = text.lower().split()
    if not any(map(_may_be_doubled, words, words[1:])):  # quick to see, and true of most texts
        return None
    for found in _DOUBLED.finditer(text):
        if (found["word"] or "").lower() not in _TWICE_ON_PURPOSE:
            return " ".join(found[0].split())
    return None


def _sentences_again(case: Case) -> Iterator[Finding]:
    for text, path in case.own_texts:
        if again := _sentence_again(text):
            message = f"“{shown(again)}” stands twice"
            yield case.warning("MOU337", message, path, "delete one of the two")


def _sentence_again(text: str) -> str | None:
    """Return a sentence of some length that stands twice in a text; None where there is none."""
    seen: set[str] = set()
    for sentence in sentences(text):
        plain = " ".join(sentence.split()).rstrip(".")
        if len(plain.split()) > 5 and plain in seen:
            return plain
        seen.add(plain)
    return None


def _may_be_doubled(one: str, other: str) -> bool:
    return other.startswith(one) or (one in _ARTICLES and other in _ARTICLES)


def _names_and_titles(case: Case) -> Iterator[tuple[str, Path]]:
    """Yield the names of parties and schools, and the titles of clauses."""
    for party in case.config.parties.values():
        if isinstance(party.name, str):
            yield party.name, ("parties", party.id, "name")
        for number, school in enumerate(party.schools):
            yield school, ("parties", party.id, "schools", number)
    yield from case.own_titles


def _bodies_in_sentences(case: Case) -> Iterator[tuple[str, Path]]:
    """Yield the bodies that a blank, and no row of a table, names."""
    for reference in case.model.judgement.names_party:
        for path, value in case.values(reference):
            if isinstance(value, str) and len(path) == len(path_of_blank(reference)):
                yield value, path


def _titles_after_articles(case: Case) -> Iterator[tuple[str, Path]]:
    """Yield the names and titles that texts put an article before."""
    for party in case.config.parties.values():
        if isinstance(party.name, str):
            yield party.name, ("parties", party.id, "name")
        if party.officer_in_charge:
            yield party.officer_in_charge, ("parties", party.id, "officer_in_charge")
        for each in party.signatories:
            if isinstance(each.title, str):
                yield each.title, ("parties", party.id, *path_of(each.key), "title")


def _has_title(name: object, title: object) -> bool:
    """Tell whether the title of one who signs stands in the name, too."""
    if not (isinstance(name, str) and isinstance(title, str)):
        return False
    whole, part = (re.findall(r"\w+", each.casefold()) for each in (name, title))
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


@lru_cache(maxsize=1024)
def _words_before(text: str, name: str) -> frozenset[str]:
    """Return the words behind which a text of the library has a blank."""
    found = re.findall(rf"\b([A-Za-z]+)\s+\{{\{{-?\s*{re.escape(name)}\s*-?\}}\}}", text)
    return frozenset(word.lower() for word in found)


@lru_cache(maxsize=1024)
def _is_inside(text: str, name: str) -> bool:
    """Tell whether a text of the library has a blank after the first word of a sentence."""
    return re.search(rf"[a-z,]\s+\{{\{{-?\s*{re.escape(name)}\b", text) is not None


def days_are_in_the_calendar(case: Case) -> Iterator[Finding]:
    """MOU362: a text names a day that no calendar has, or a time that no clock shows.

    Or a period that ends before it begins, or more of a unit than another one has.
    """
    for text, path in (*case.own_texts, *case.own_values):
        for day in impossible_days(text):
            message = f"there is no “{day}”"
            hint = "correct the day, its weekday or the time"
            yield case.warning("MOU362", message, path, hint)
        for since, until in periods_reversed(text):
            message = f"a period begins on {long_date(since)} and ends on {long_date(until)}"
            yield case.warning("MOU362", message, path, "correct one of the two days")
        for words, why in impossible_amounts(text):
            message = f"“{shown(words)}” cannot be: {why}"
            yield case.warning("MOU362", message, path, "correct one of the numbers")


def addresses_and_amounts_are_well_formed(case: Case) -> Iterator[Finding]:
    """MOU365: dollars, a telephone number, an e-mail address, a web page or a ZIP code is none."""
    parties = case.config.parties.values()
    addresses = [(each.address or "", ("parties", each.id, "address")) for each in parties]
    for text, path in (*case.own_texts, *case.own_values, *addresses):
        for words in malformed(text):
            message = f"“{shown(words)}” is not written as such a thing is"
            yield case.warning("MOU365", message, path, "correct it; a digit or mark is amiss")


def words_fit_each_other(case: Case) -> Iterator[Finding]:
    """MOU363: a text has an article that does not fit the next word, or one of several."""
    for text, path in (*case.own_texts, *case.own_values):
        for words in unfitting_words(text):
            message = f"“{words}” does not fit together"
            yield case.warning("MOU363", message, path, "correct one of the two words")


def nothing_invisible(case: Case) -> Iterator[Finding]:
    """MOU338: a text has a character that nobody sees, or a letter that looks like another."""
    for text, path in case.texts:
        if text.isascii():
            continue
        if found := _INVISIBLE.search(text):
            message = f"there is an invisible character (U+{ord(found[0]):04X}) in this text"
            around = text[max(found.start() - 15, 0) : found.start()].split("\n")[-1]
            hint = f"delete it and retype the words there; it stands behind “{shown(around)}”"
            yield case.warning("MOU338", message, path, hint)
        for word in _foreign_words(text):
            message = f"“{shown(word)}” has letters of another script that look like Latin ones"
            hint = "retype the word; two words that look alike are not the same otherwise"
            yield case.warning("MOU338", message, path, hint)


def _foreign_words(text: str) -> Iterator[str]:
    """Yield the words that mix Latin letters with others, or whose letters only look Latin."""
    for word in re.findall(r"[^\W\d_]+", text):
        if word.isascii():
            continue
        foreign = [each for each in word if unicodedata.name(each, "").startswith(_SCRIPTS)]
        if not foreign or not any(each.isascii() and each.isalpha() for each in text):
            continue
        if len(foreign) < len(word) or all(each in _LOOK_LATIN for each in foreign):
            yield word


_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL")
"""Scripts with letters that look like Latin ones."""
_LOOK_LATIN = frozenset("аеіјорсухѕԁһӏАВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιυ")


RULES: tuple[Rule, ...] = (
    articles_are_not_doubled,
    days_are_in_the_calendar,
    addresses_and_amounts_are_well_formed,
    words_fit_each_other,
    nothing_invisible,
)
