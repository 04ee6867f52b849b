"""Own texts keep to the term: when the agreement begins and ends, and how long it lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number
from mou_builder.agreement.wording import long_date
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.own.texts import own_texts, sentences
from mou_builder.diagnostic import Severity
from mou_builder.yamltext.moments import read_date
from mou_builder.yamltext.source import Path
from mou_builder.yamltext.unreadable import Unreadable
from mou_builder.yamltext.values import MONTHS

_MONTH = "|".join(MONTHS)
_DATE = (
    rf"((?:{_MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?(?:{_MONTH}),?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})"
)
_AGREEMENT = r"(?:agreement|memorandum(?: of understanding)?|mou|contract|term)"
_NOT_DUE = r"(?:(?!\b(?:pay|paid|invoice|due|report)\w*)[^.;]){0,80}?"
_ENDS = (
    rf"\b{_AGREEMENT}\b{_NOT_DUE}"
    rf"\b(?:until|through|from\s+{_DATE},?\s+to|expir\w+(?:\s+on)?|end(?:s|ing)?(?:\s+on)?"
    rf"|terminates\s+on)\s+(?:the\s+)?{_DATE}"
)
_BEGINS = (
    rf"\b{_AGREEMENT}\b{_NOT_DUE}"
    r"\b(?:from|(?:takes?\s+effect|effective|begins?|beginning|commenc\w+|starts?|starting)"
    rf"(?:\s+(?:on|as\s+of|from))?)\s+(?:the\s+)?{_DATE}"
)
_LASTS = (
    rf"\b(?:term|period|duration)\s+of\s+(\d+|{NUMBER_IN_WORDS})(?:\s*\(\d+\))?[\s-]+"
    r"(?:consecutive\s+|calendar\s+)?(years?|months?)\b"
    rf"|\b(?:continues?|remains?|lasts?|in\s+(?:force|effect))\s+(?:in\s+[\w\s]{{0,30}}\s+)?for\s+"
    rf"(\d+|{NUMBER_IN_WORDS})(?:\s*\(\d+\))?[\s-]+(years?|months?)\b"
    rf"|\b(\d+|{NUMBER_IN_WORDS})(?:\s*\(\d+\))?[\s-](year|month)\s+(?:term|agreement|contract)\b"
)
_OTHER_TIME = (
    r"\b(?:renew\w*|extend\w*|extension|successive|additional|probation\w*|experience|record\w*"
    r"|retain\w*|kept|insurance|polic(?:y|ies)|leave|after\s+(?:the\s+)?terminat\w*|surviv\w*)\b"
)
"""Words of sentences whose time is not that of the agreement."""
_DUE = (
    r"\b(?:on|by|before|until|through|from|later\s+than|beginning|starting|as\s+early\s+as)"
    r"\s+(?:or\s+before\s+)?(?:the\s+)?$"
)
"""What stands before a day on which something is to be done."""
_DUTY = r"\b(?:shall|will|must|may|is|are)\b"
_PAST = (
    r"\b(?:adopted|dated|enacted|passed|approved|amended|as\s+of|resolution|ordinance|ratified"
    r"|signed|entered\s+into|previous\w*|prior|former|supersed\w*|replac\w*|expired|born|history"
    r"|renew\w*|extend\w*|extension|surviv\w*|record\w*|retain\w*|fiscal\s+year|audit\w*|version|published|revis\w*)\b"
)
"""Words of sentences whose days may well lie outside the term."""


def own_texts_keep_to_the_term(case: Case) -> Iterator[Finding]:
    """MOU336: an own text begins or ends the agreement on other days, or acts outside its term."""
    for text, path in own_texts(case):
        told: set[date] = set()
        for message, day in _bounds(case, " ".join(text.split())):
            told |= {day} if day else set()
            hint = "correct the text, or the dates under term"
            yield case.finding("MOU336", Severity.WARNING, message, path, hint)
        if path == ("clauses", case.model.contradictions.term, "text"):
            yield from _endless(case, text, path)
        if path[0] == "clauses":
            yield from _outside(case, text, path, told)


def _bounds(case: Case, plain: str) -> Iterator[tuple[str, date | None]]:
    """Yield where a text begins or ends the agreement otherwise, and the day that it says."""
    since, until = case.config.since, case.config.until
    for pattern, bound, verb in ((_ENDS, until, "ends"), (_BEGINS, since, "begins")):
        for found in re.finditer(pattern, plain, re.I):
            day = _day([each for each in found.groups() if each][-1])
            if day and isinstance(bound, date) and day != bound:
                ours = f"the term {verb} on {long_date(bound)}" if verb == "begins" else ""
                ours = ours or f"the term on {long_date(bound)}"
                yield f"the text {verb} the agreement on {long_date(day)}, {ours}", day
    begins = since or case.config.signed
    if not begins or not isinstance(until, date):
        return
    for sentence in sentences(plain):
        found_one = re.search(_LASTS, sentence, re.I)
        if not found_one or re.search(_OTHER_TIME, sentence, re.I):
            continue
        if not re.search(rf"\b{_AGREEMENT}\b", sentence, re.I):
            continue
        said, unit = [each for each in found_one.groups() if each]
        number, unit = read_number(said), unit.lower().rstrip("s")
        months = int(number or 0) * (12 if unit == "year" else 1)
        real = (until - begins).days / 30.4375
        least = months - (3 if unit == "year" else 0.5)  # a school year is a year, too
        if months and not least <= real <= months + 0.5:
            message = (
                f"the text says “{found_one[0]}”, but the term runs from {long_date(begins)} "
                f"until {long_date(until)}"
            )
            yield message, None


def _endless(case: Case, text: str, path: Path) -> Iterator[Finding]:
    """Yield the text in place of the model’s that says the end, and says none."""
    until = case.config.until
    if not isinstance(until, date) or re.search(r"\b(?:19|20)\d\d\b|\[\[", text):
        return
    if re.search(_LASTS, " ".join(text.split()), re.I):
        return
    message = f"no day is said on which the agreement ends; the term ends on {long_date(until)}"
    hint = "say in the text when it ends, or take the model's text"
    yield case.finding("MOU336", Severity.WARNING, message, path, hint)


def _outside(case: Case, text: str, path: Path, told: set[date]) -> Iterator[Finding]:
    """Yield the days on which something is to be done, and that lie outside the term."""
    until, since = case.config.until, case.config.since or case.config.signed
    if not isinstance(until, date):
        return
    for sentence in sentences(text):
        plain = " ".join(sentence.split())
        if re.search(_PAST, plain, re.I) or not re.search(_DUTY, plain, re.I):
            continue
        for found in re.finditer(_DATE, plain, re.I):
            day = _day(found[1])
            if day is None or day in told or not re.search(_DUE, plain[: found.start()], re.I):
                continue
            if (day - until).days > case.model.judgement.grace_days:
                message = f"{long_date(day)} is after the term, which ends on {long_date(until)}"
            elif since and day < since:
                message = f"{long_date(day)} is before the term, which begins on {long_date(since)}"
            else:
                continue
            told.add(day)
            hint = "correct the text, or the dates under term"
            yield case.finding("MOU336", Severity.WARNING, message, path, hint)


def _day(text: str) -> date | None:
    """Return the day that ``text`` writes in one of the ways of `_DATE`; None for none that is."""
    try:
        return read_date(re.sub(r"\bday of\b", "of", text, flags=re.I), month_first=True)
    except Unreadable:
        return None


RULES: tuple[Rule, ...] = (own_texts_keep_to_the_term,)
