"""Facts in a sentence: numbers with what they count, and whose share a percentage is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number
from mou_builder.check.rules.own.sums.parts import PART, read_share
from mou_builder.check.rules.own.texts import without_marks
from mou_builder.config.config import Config
from mou_builder.frozen import dataclass
from mou_builder.library.contradiction import Measure

DISTRICT = "the school district"
AGENCY = "the law enforcement agency"

_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_NUMBER = rf"(?:{NUMBER_IN_WORDS}|{_DIGITS})"
_TWICE = r"(?:\s*\([^()]{1,30}\))?"
"""A number that is written again between brackets."""
_PATTERNS = {
    Measure.PERCENT: rf"({_NUMBER}){_TWICE}\s*(?:%|percent\b|per\s+cent\b){_TWICE}",
    Measure.MONEY: rf"\$\s*({_DIGITS})|\b({NUMBER_IN_WORDS})\s+dollars\b",
    Measure.DAYS: rf"\b({_NUMBER}|an?(?=\s+\w+['’]s\s)){_TWICE}[\s-]+"
    r"(?:calendar\s+|business\s+|working\s+|school\s+)?(day|week|month|year)s?\b",
    Measure.HOURS: rf"\b({_NUMBER}){_TWICE}[\s-]+(?:clock\s+)?hours?\b",
    Measure.YEARS: rf"\b({_NUMBER}){_TWICE}[\s-]+years?\b",
    Measure.OFFICERS: rf"\b({_NUMBER}){_TWICE}\s+(?:(?!hours?|days?|years?)[a-z-]+\s+){{0,3}}?"
    r"(?:school\s+resource\s+officers?|SROs?|officers?|deput(?:y|ies))\b",
    Measure.TIME: r"\b(\d{1,2}(?::\d\d)?)\s*([ap])\.?\s?m\b",
}
_DAYS_OF = {"day": 1, "week": 7, "month": 30, "year": 365}
_WHOLE = (
    r"\b(?:all|the\s+entire|the\s+whole|the\s+full|entire|full|whole)\b(?:\s+of)?"
    r"(?:\s+(?!other\b)[\w'’-]+){0,4}?\s+"
    r"(?:costs?|expenses?|salar\w+|compensation|wages)\b|\beverything\b|\bin\s+full\b"
)
_NOTHING = (
    r"\b(?:pays?|bears?|owes?)\s+nothing\b|\bshall\s+not\s+pay\b(?!\s+(?:more|over|for\s+any))"
)
_FREE = (
    r"\b(?:(?:at|without)\s+(?:no\s+)?(?:cost|charge|expense)\s+to"
    r"|free\s+of\s+charge\s+(?:to|for))\s+"
)
_OF_A_PART = (
    r"\s*of\s+(?:its|their|each|that|the)\s+(?:own\s+)?(?:share|part|portion|amount|payment)\b"
)
_COSTS = r"\b(?:costs?|expenses?|salar\w+|wages|benefits|price|bills?|fees?|compensation)\b"
_EQUALLY = r"\b(?:equally|in\s+equal\s+(?:parts|shares)|half\s+and\s+half)\b"
_RATIO = r"(?<![\d/.-])(\d{1,2})\s*[/–-]\s*(\d{1,2})(?![\d/.-])"
_PAYS = (
    r"\b(?:pay|pays|bear|bears|fund|funds|cover|covers|reimburse|reimburses|contribute|contributes"
    r"|responsible\s+for|assume|assumes|finance|finances|repay|repays)\b"
)
_IS_PAID = (
    r"\b(?:paid|borne|funded|covered|reimbursed|assumed|financed|contributed|provided)\b"
    r"[^.;]{0,20}?\bby\s+(?:the\s+)?|\bresponsibility\s+of\s+(?:the\s+)?"
)
_AT_ONCE = r"\bwithout\b[^.;]{0,25}\bnotice\b|\bno\b[^.;]{0,20}\bnotice\b|\bimmediate(?:ly)?\b"


@dataclass(frozen=True)
class StatedFact:
    """A fact that a text states: a number, None where it only says that there is one.

    ``shown`` are its words, ``payer`` whose share it is, where that can be told.
    """

    number: Decimal | None
    shown: str
    payer: str = ""


def facts(
    measure: Measure, sentence: str, config: Config, *, by_payer: bool
) -> Iterator[StatedFact]:
    """Yield the facts of one measure in a sentence."""
    plain = " ".join(sentence.split())
    if not by_payer:
        yield from _plain_facts(measure, plain)
        return
    told = with_payers(plain, config)
    for found in re.finditer(_PATTERNS[measure], told, re.I):
        number = read_number(found[1])
        if number is not None:
            yield StatedFact(number, f"{number.normalize():f} percent", _payer_of(told, found))
    yield from _shares_as_parts(told)
    for found in re.finditer(_WHOLE, told, re.I):
        if payer := _payer_of(told, found):
            yield StatedFact(Decimal(100), found[0], payer)
    for found in re.finditer(rf"(§\w+§)[^§]{{0,30}}?(?:{_NOTHING})", told, re.I):
        yield StatedFact(Decimal(0), found[0].replace(found[1], "").strip(), _MARKED[found[1]])
    for found in re.finditer(rf"{_FREE}(?:the\s+)?(§\w+§)(?!['’]s)", told, re.I):
        yield StatedFact(Decimal(0), "no cost", _MARKED[found[1]])
    for found in re.finditer(rf"(§\w+§)\s+(?:shall|will|agrees\s+to)\s+{_PAYS}", told, re.I):
        yield StatedFact(None, "", _MARKED[found[1]])


def _shares_as_parts(told: str) -> Iterator[StatedFact]:
    """Yield the shares that are said as a part (“one-half”), a ratio (“60/40”), or as equal."""
    for found in re.finditer(PART, told, re.I):
        part = read_share(found[0])
        is_of_a_part = re.match(_OF_A_PART, told[found.end() :], re.I)
        if part is not None and not is_of_a_part and (payer := _payer_of(told, found)):
            yield StatedFact(Decimal(part.numerator) * 100 / part.denominator, found[0], payer)
    payers = list(dict.fromkeys(re.findall(r"§\w+§", told)))
    for found in re.finditer(_RATIO, told):
        numbers = [Decimal(each) for each in found.groups()]
        if sum(numbers) == 100 and (len(payers) == 2 or numbers[0] == numbers[1]):
            named = payers if len(payers) == 2 else list(_MARKED)
            for number, payer in zip(numbers, named, strict=True):
                yield StatedFact(number, found[0], _MARKED[payer])
    equally = re.search(_EQUALLY, told, re.I) if re.search(_COSTS, told, re.I) else None
    if equally:
        yield StatedFact(Decimal(50), equally[0], DISTRICT)


def _plain_facts(measure: Measure, plain: str) -> Iterator[StatedFact]:
    for found in re.finditer(_PATTERNS[measure], plain, re.I):
        if measure is Measure.TIME:
            yield _time_of_day(found)
            continue
        count = found[1] or found[2]
        number = Decimal(1) if count.lower() in ("a", "an") else read_number(count)
        if number is not None:
            factor = _DAYS_OF[found[2].lower()] if measure is Measure.DAYS else 1
            yield StatedFact(number * factor, found[0])
    if measure is Measure.DAYS and (at_once := re.search(_AT_ONCE, plain, re.I)):
        yield StatedFact(Decimal(0), at_once[0])


def _time_of_day(found: re.Match[str]) -> StatedFact:
    hour, _, minute = found[1].partition(":")
    hours = int(hour) % 12 + (12 if found[2].lower() == "p" else 0)
    return StatedFact(Decimal(hours * 60 + int(minute or 0)), f"{found[0]}.".replace("..", "."))


_MARKED = {"§district§": DISTRICT, "§agency§": AGENCY}


def _payer_of(told: str, found: re.Match[str]) -> str:
    """Return who pays what was ``found``: who stands before “pays”, or behind “paid by”."""
    before = told[: found.start()]
    for payer in reversed(list(re.finditer(r"§\w+§", before))):
        between = before[payer.end() :]
        if re.search(_PAYS, between, re.I):
            return _MARKED[payer[0]]
        if re.search(rf"{_PAYS}\s+(?:the\s+)?$", before[: payer.start()], re.I):
            continue  # the one who is paid
        if not re.search(r"[^\s:,]", re.sub(r"'s|’s|share|is|part|portion|\||of", "", between)):
            return _MARKED[payer[0]]
    after = told[found.end() :]
    behind = re.match(r"\s*by\s+(?:the\s+)?(§\w+§)", after, re.I) or re.search(
        rf"(?:{_IS_PAID})(§\w+§)", after, re.I
    )
    return _MARKED[behind[1]] if behind else ""


def with_payers(plain: str, config: Config) -> str:
    """Return a sentence in which marks stand for the parties, by their names or what they are."""
    own = without_marks(plain)
    return _marks_by_name(config)[1].sub(lambda found: _mark_of_payer(found, config), own)


def _mark_of_payer(found: re.Match[str], config: Config) -> str:
    words = found[0].casefold()
    named = _marks_by_name(config)[0].get(words)
    return named or ("§district§" if re.match(_DISTRICT_WORDS, words) else "§agency§")


_DISTRICT_WORDS = r"school\s+district|district|board|school\s+board|schools?\b"
_AGENCY_WORDS = (
    r"law\s+enforcement\s+agency|police\s+department|sheriff's\s+(?:office|department)|sheriff"
    r"|agency|department|city|county|village|town|township|borough|municipality"
)


def _marks_by_name(config: Config) -> tuple[dict[str, str], re.Pattern[str]]:
    named = {
        party.name.casefold(): "§district§"
        if party.id == "district" or party.kind in ("school", "school-board")
        else "§agency§"
        for party in config.parties.values()
        if isinstance(party.name, str)
    }
    return named, _payers_pattern(tuple(sorted(named, key=len, reverse=True)))


@lru_cache(maxsize=64)
def _payers_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    known = "|".join(map(re.escape, names))
    words = (
        r"school\s+district(?!\s+employ)|school\s+board|district|board\s+of\s+education|board"
        rf"|{_AGENCY_WORDS}"
    )
    return re.compile(rf"\b(?:{known}|{words})(?!\w|\s+(?:schools?|boundar|policy))", re.I)


@lru_cache(maxsize=1024)
def _phrases_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    parts = (
        r"\s+".join(re.escape(word).replace(r"\*", r"[\w'’]*") for word in each.split())
        for each in phrases
    )
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(parts)})(?![\w])", re.I)


def phrase_in(phrases: Iterable[str], text: str) -> re.Match[str] | None:
    """Return where one of the ``phrases`` stands in ``text``; a star is any ending of a word."""
    every = tuple(phrases)
    return _phrases_pattern(every).search(text) if every else None


def pattern_of(phrases: tuple[str, ...]) -> str:
    """Return the regular expression of ``phrases``."""
    return _phrases_pattern(phrases).pattern
