"""Clauses beside each other: what one needs, what it excludes, and own texts that fall short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mou_builder.agreement.numbers import numbers_of
from mou_builder.agreement.wording import days as in_days
from mou_builder.check.rule import Case, ChosenClause, Finding, Rule
from mou_builder.diagnostic import Severity


def needed_clauses_are_there(case: Case) -> Iterator[Finding]:
    """MOU120: a clause refers to another one that the agreement does not have.

    A fault of form, because the text of the clause cannot be written without the other's number.
    """
    for each in case.standing:
        for name in each.clause.requires:
            other = name.partition("/")[0]
            if not _stands(case, name) and not case.is_broken(("clauses", other)):
                message = f"the clause “{each.clause.id}” needs “{name}”, which is not there"
                if other in case.config.choices:
                    hint = f"put “{other}” back, or leave “{each.clause.id}” out, too"
                else:
                    hint = f"write {other}: yes under clauses, or its blanks"
                yield case.finding("MOU120", Severity.ERROR, message, each.path, hint)


def no_clause_excludes_another(case: Case) -> Iterator[Finding]:
    """MOU330: two clauses stand in the agreement that contradict each other."""
    said: set[frozenset[str]] = set()
    for each in case.standing:
        for name in each.clause.conflicts:
            pair = frozenset({each.clause.id, name.partition("/")[0]})
            if _stands(case, name) and pair not in said:
                said.add(pair)
                message = f"the clause “{each.clause.id}” contradicts “{name}”"
                hint = "keep one of the two"
                yield case.finding("MOU330", Severity.ERROR, message, each.path, hint)


def _stands(case: Case, name: str) -> bool:
    clause, _, variant = name.partition("/")
    choice = case.config.choices.get(clause)
    return choice is not None and not choice.omitted and variant in ("", choice.variant)


_UNITS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: number for number, word in enumerate(_ONES.split(), 1)}
_NUMBERS |= {word: number * 10 for number, word in enumerate(_TENS.split(), 2)}


@lru_cache(maxsize=1)
def _period() -> re.Pattern[str]:
    """Return what finds “ten (10) days”: the number and the unit."""
    return re.compile(
        rf"\b(\d{{1,4}}|{'|'.join(_NUMBERS)})\)?[\s-]+(?:calendar|school|business|working)?\s*"
        rf"({'|'.join(_UNITS)})s?\b",
        re.IGNORECASE,
    )


def notice_is_long_enough(case: Case) -> Iterator[Finding]:
    """MOU313: a clause gives shorter notice than is usual by the model."""
    for rule in case.model.judgement.notices:
        choice = case.config.choices.get(rule.clause)
        if choice is None or choice.omitted:
            continue
        path = ("clauses", rule.clause)
        if choice.own_text is not None:
            given = _given_notice(choice.own_text)
            if given is not None and given < rule.days:
                yield _short_notice(case, (*path, "text"), given, rule.days)
            elif given is None and _drops_notice(choice.own_text):
                message = f"no notice is given; {in_days(rule.days)} are usual at the least"
                hint = f"give {rule.days} days or more, or accept it with a reason"
                place = (*path, "text")
                yield case.finding("MOU313", Severity.WARNING, message, place, hint)
            continue
        standing = ChosenClause(case.model.clauses[rule.clause], choice)
        for name in standing.blanks:
            value = case.value(f"{rule.clause}.{name}")
            is_notice = name == "days" or "notice" in name.split("_")
            if is_notice and isinstance(value, int) and value < rule.days:
                yield _short_notice(case, (*path, name), value, rule.days)


def _short_notice(case: Case, path: tuple[str, ...], given: float, usual: int) -> Finding:
    shown = in_days(int(given)) if given >= 1 else "less than a day"
    message = f"the notice is {shown}; {in_days(usual)} are usual at the least"
    hint = f"give {usual} days or more, or accept it with a reason"
    return case.finding("MOU313", Severity.WARNING, message, path, hint)


def _drops_notice(text: str) -> bool:
    """Tell whether one may leave by a text without a time of notice, here or elsewhere."""
    lower = " ".join(text.lower().split())
    if re.search(r"\b(?:without|no)\b[^.]{0,20} notice|\bimmediate(?:ly)?\b", lower):
        return True
    leaves = re.search(r"\b(?:terminat\w+|cancel\w*|withdraw\w*|end|at any time|at will)\b", lower)
    elsewhere = r"\[\[|\bclause\b|\bsection\b|\bstatut|\blaws?\b|\bcodes?\b"
    return leaves is not None and re.search(elsewhere, lower) is None


def _given_notice(text: str) -> float | None:
    """Return the notice that a text gives, in days; None where it speaks of none.

    That is the shortest one where a period stands beside the word, as in “five days’ notice”, and
    else the longest period of the sentences that speak of notice.
    """
    every = [
        (found, _days(found[1], found[2]))
        for each in re.split(r"[.;]\s", text)
        if "notice" in each.lower()
        for found in _period().finditer(each)
    ]
    beside = [days for found, days in every if _BESIDE_NOTICE.match(found.string, found.end())]
    if beside:
        return min(beside)
    return max((days for _, days in every), default=None)


_BESIDE_NOTICE = re.compile(r"['’]?\s+(?:(?:prior|advance|advanced|written|of)\s+)*notice\b", re.I)


def _days(number: str, unit: str) -> float:
    count = int(number) if number.isdigit() else _NUMBERS[number.lower()]
    return count * _UNITS[unit.lower()]


def given_numbers_stand_in_order(case: Case) -> Iterator[Finding]:
    """MOU345: a clause is given a number that does not follow from those before it."""
    standing = numbers_of(case.config, case.model)
    for name in case.config.numbers:
        if name not in standing and not case.is_broken(("clauses", name)):
            message = f"there is no clause “{name}” to be numbered"
            path = ("numbers", name)
            yield case.finding("MOU345", Severity.ERROR, message, path, "delete the line")
    counted, letter = 0, 0
    for name, number in standing.items():
        if isinstance(number, int):
            counted, letter = number, 0
            continue
        wanted = f"{counted}{chr(ord('A') + letter)}"
        letter += 1
        if number != wanted:
            message = f"the clause “{name}” cannot be clause {number} where it stands"
            hint = f"write {wanted}" if counted else "delete the line: no clause is before it"
            yield case.finding("MOU345", Severity.ERROR, message, ("numbers", name), hint)


RULES: tuple[Rule, ...] = (
    needed_clauses_are_there,
    no_clause_excludes_another,
    notice_is_long_enough,
    given_numbers_stand_in_order,
)
