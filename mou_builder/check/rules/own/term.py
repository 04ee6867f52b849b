"""Own texts keep to the term: when the agreement begins and ends, and how long it lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number
from mou_builder.agreement.wording import long_date
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.own.days import MARK, marked, school_years_in
from mou_builder.check.rules.own.texts import sentences
from mou_builder.yamltext.source import Path

_AGREEMENT = (
    r"(?:agreement|memorandum(?:\s+of\s+understanding)?|mou|contract|term|partnership|arrangement"
    r"|(?:the|this|sro|officer)\s+program|services)"
)
_ANOTHERS = (
    r"\b(?:labor|bargaining|union|lease|rental|insurance|grant|loan|prior|previous|former|earlier"
    r"|original|mutual[\s-]aid|another|other|separate|summer|training|employment|office|board)"
    r"\s+$"
)
"""What stands before an agreement, a term or a program that is another one."""
_NOT_DUE = (
    r"(?:(?!\b(?:pay|paid|invoice|due|report|replac|supersed|dated|adopted|approved|signed|renew"
    r"|extend|extension)\w*)[^.;]){0,80}?"
)
_ON = (
    r"(?:[\s,:]+(?:on|at|or|before|about|the|close|of|business|in|by|with|midnight|noon|date"
    r"|automatically|\d{1,2}(?::\d\d)?|[ap]\.?m\.?|day|as|is|shall\s+be|will\s+be)(?!\w)){0,6}"
    r"[\s,:]*"
)
"""What may stand between “ends” and its day."""
_BOUNDS = "|".join(
    rf"(?P<{name}>{pattern})"
    for name, pattern in {
        "range": rf"{MARK}[\s,]*(?:to|through|thru|until|till|and\s+end(?:s|ing)(?:\s+on)?|[-–—])"
        rf"[\s,]*(?:the\s+)?{MARK}",
        "ends": r"\b(?:until|till|through|thru|expir\w+|ends?|ending|end\s+date|conclud(?:es|ing)"
        r"|laps(?:es|ing)|ceas(?:es|ing)|terminat(?:es|ing)|termination\s+date|last\s+day"
        r"|(?:shall|will)\s+(?:\w+ly\s+)?(?:terminate|conclude|lapse|cease|end|expire))\b"
        rf"{_ON}{MARK}",
        "begins": r"\b(?:from|takes?\s+effect|effective|begins?|beginning|commenc\w+|starts?"
        rf"|starting|first\s+day)\b{_ON}{MARK}",
    }.items()
)
_BOUND = rf"\b{_AGREEMENT}\b{_NOT_DUE}(?:{_BOUNDS})"
_OF_IT = (
    r"\b(?P<which>last\s+day|end|expiration(?:\s+date)?|ending\s+date|termination\s+date"
    r"|first\s+day"
    r"|effective\s+date|start(?:ing)?\s+date|beginning)\s+(?:of|for)\s+(?:this|the)\s+"
    rf"{_AGREEMENT}\s+(?:is|shall\s+be|will\s+be)\s+{MARK}"
)
_COVERS = rf"\b{_AGREEMENT}\b{_NOT_DUE}\b(?:cover\w*|for|during|in\s+effect|applies|throughout)\b"
_COUNT = rf"(\d+|{NUMBER_IN_WORDS})(?:\s*\(\d+\))?"
_LASTS = (
    rf"\b(?:term|period|duration)\s+of\s+{_COUNT}[\s-]+"
    r"(?:consecutive\s+|calendar\s+)?(years?|months?)\b"
    rf"|\b(?:term|duration)\b[^.;]{{0,40}}?\b(?:is|shall\s+be"
    rf"|will\s+be)\s+(?:for\s+)?{_COUNT}[\s-]+"
    r"(?:consecutive\s+|calendar\s+)?(years?|months?)\b"
    r"|\b(?:continues?|remains?|lasts?|runs?|extends?|is\s+(?:made|valid|effective|good)"
    r"|in\s+(?:force|effect))\s+(?:in\s+[\w\s]{0,30}\s+)?for\s+(?:a\s+period\s+of\s+)?"
    rf"{_COUNT}[\s-]+(?:consecutive\s+|calendar\s+)?(years?|months?)\b"
    rf"|\b{_COUNT}[\s-](year|month)\s+(?:term|agreement|contract)\b"
)
_OTHER_TIME = (
    r"\b(?:renew\w*|extend\w*|extension|successive|additional|probation\w*|experience|record\w*"
    r"|retain\w*|kept|insurance|polic(?:y|ies)|leave|after\s+(?:the\s+)?terminat\w*|surviv\w*"
    r"|(?:first|second|third|each|initial|final|last|next)\s+(?:school\s+|fiscal\s+|contract\s+)?"
    r"(?:year|month|quarter|phase|period|semester)|year\s+\d)\b"
)
"""Words of sentences whose time is not that of the agreement."""
_DUE = (
    r"\b(?:on|by|before|until|through|from|later\s+than|beginning|starting|as\s+early\s+as)"
    r"\s+(?:or\s+before\s+)?(?:the\s+)?$"
)
"""What stands before a day on which something is to be done."""
_DUTY = r"\b(?:shall|will|must|may|is|are|serves?|pays?|provides?)\b"
_PAST = (
    r"\b(?:adopted|dated|enacted|passed|approved|amended|as\s+of|resolution|ordinance|ratified"
    r"|signed|entered\s+into|previous\w*|prior|former|supersed\w*|replac\w*|expired|born|history"
    r"|renew\w*|extend\w*|extension|surviv\w*|record\w*|retain\w*|fiscal\s+year|audit\w*"
    r"|version|published|revis\w*"
    r"|labor|bargaining|union|lease)\b"
)
"""Words of sentences whose days may well lie outside the term."""


def own_texts_keep_to_the_term(case: Case) -> Iterator[Finding]:
    """MOU336: an own text begins or ends the agreement on other days, or acts outside its term."""
    for text, path in case.own_texts:
        told: set[date] = set()
        every = [" ".join(each.split()) for each in sentences(text)]
        if path[:2] in (("frame", "title"), ("frame", "subtitle")):
            every = [f"This agreement covers {each}" for each in every]
        for sentence in every:
            for message, day in (*_other_bounds(case, sentence), *_other_lengths(case, sentence)):
                if day in told:
                    continue
                told |= {day} if day else set()
                hint = "correct the text, or the dates under term"
                yield case.warning("MOU336", message, path, hint)
        if path == ("clauses", case.model.contradictions.term, "text"):
            yield from _end_not_said(case, text, path)
        if path[0] == "clauses":
            for sentence in every:
                yield from _days_outside(case, sentence, path, told)


def _other_bounds(case: Case, plain: str) -> Iterator[tuple[str, date | None]]:
    """Yield where a sentence begins or ends the agreement otherwise, and the day that it says."""
    if not re.search(r"\d", plain):
        return
    found_days = marked(plain)
    days, config = found_days.days, case.config
    if not days or re.search(_OTHER_TIME, plain, re.I):
        return
    told: list[tuple[str, date]] = []
    for found in re.finditer(_BOUND, found_days.text, re.I):
        if re.search(_ANOTHERS, found_days.text[: found.start()], re.I):
            continue
        at = [days[int(each)] for each in re.findall(MARK, found[0])]
        if found["range"]:
            told += [("begins", at[-2]), ("ends", at[-1])]
        elif found["ends"]:
            told += [("begins", each) for each in at[:-1]] + [("ends", at[-1])]
        else:
            told += [("begins", at[-1])]
            rest = re.match(
                rf"[^.;]{{0,30}}?\b(?:to|until|through|thru|end(?:s|ing))\b{_ON}{MARK}",
                found_days.text[found.end() :],
                re.I,
            )
            told += [("ends", days[int(rest[1])])] if rest else []
    for found in re.finditer(_OF_IT, found_days.text, re.I):
        begins = re.match(r"first|effective|start|beginning", found["which"], re.I)
        told.append(("begins" if begins else "ends", days[int(found[2])]))
    for verb, day in told:
        bound = config.until if verb == "ends" else config.since
        if isinstance(bound, date) and day != bound:
            ours = "the term begins" if verb == "begins" else "the term"
            yield (
                f"the text {verb} the agreement on {long_date(day)}, {ours} on {long_date(bound)}",
                day,
            )


def _other_lengths(case: Case, sentence: str) -> Iterator[tuple[str, None]]:
    """Yield how long the agreement lasts by a sentence, where the term is longer or shorter."""
    begins, until = case.config.begins, case.config.until
    if not begins or not isinstance(until, date) or re.search(_OTHER_TIME, sentence, re.I):
        return
    term = f"the term runs from {long_date(begins)} until {long_date(until)}"
    years = list(school_years_in(sentence))
    if years and re.search(_COVERS, sentence, re.I):
        for words, year in years:
            if date(year, 8, 1) > until or date(year + 1, 7, 31) < begins:
                yield f"the text speaks of {words}, but {term}", None
    is_long = re.search(r"\b(?:year|month)s?\b", sentence, re.I)  # quicker to see than the rest
    found = re.search(_LASTS, sentence, re.I) if is_long else None
    if not found or not re.search(rf"\b{_AGREEMENT}\b", sentence, re.I):
        return
    said, unit = [each for each in found.groups() if each]
    number, unit = read_number(said), unit.lower().rstrip("s")
    months = int(number or 0) * (12 if unit == "year" else 1)
    real = (until - begins).days / 30.4375
    least = months - (3 if unit == "year" else 0.5)  # a school year is a year, too
    if months and not least <= real <= months + 0.5:
        yield f"the text says “{found[0]}”, but {term}", None


def _end_not_said(case: Case, text: str, path: Path) -> Iterator[Finding]:
    """Yield the text in place of the model’s that says the end, and says none."""
    until = case.config.until
    if not isinstance(until, date) or re.search(r"\b(?:19|20)\d\d\b|\[\[", text):
        return
    if re.search(_LASTS, " ".join(text.split()), re.I):
        return
    message = f"no day is said on which the agreement ends; the term ends on {long_date(until)}"
    hint = "say in the text when it ends, or take the model's text"
    yield case.warning("MOU336", message, path, hint)


def _days_outside(case: Case, plain: str, path: Path, told: set[date]) -> Iterator[Finding]:
    """Yield the days of a sentence on which something is to be done outside the term."""
    until, since = case.config.until, case.config.begins
    if not isinstance(until, date):
        return
    if re.search(_PAST, plain, re.I) or not re.search(_DUTY, plain, re.I):
        return
    for words, year in school_years_in(plain):
        if since and date(year + 1, 7, 31) < since and "school year" in plain:
            message = f"{words} is before the term, which begins on {long_date(since)}"
            yield case.warning("MOU336", message, path, "correct the text, or the dates under term")
    text = marked(plain)
    for found in re.finditer(MARK, text.text):
        day = text.days[int(found[1])]
        if day in told or not re.search(_DUE, text.text[: found.start()], re.I):
            continue
        if (day - until).days > case.model.judgement.grace_days:
            message = f"{long_date(day)} is after the term, which ends on {long_date(until)}"
        elif since and day < since:
            message = f"{long_date(day)} is before the term, which begins on {long_date(since)}"
        else:
            continue
        told.add(day)
        hint = "correct the text, or the dates under term"
        yield case.warning("MOU336", message, path, hint)


RULES: tuple[Rule, ...] = (own_texts_keep_to_the_term,)
