"""Clauses beside each other: what one needs, what it excludes, and own texts that fall short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mou_builder.agreement.numbers import numbers_of
from mou_builder.agreement.wording import in_days
from mou_builder.check.rule import Case, Finding, Rule, path_of_blank
from mou_builder.check.rules.own.notice import drops_notice, given_notice, notices_in


def needed_clauses_are_there(case: Case) -> Iterator[Finding]:
    """MOU120: a clause refers to another one that the agreement does not have.

    A fault of form, because the text of the clause cannot be written without the other's number.
    """
    for each in case.standing:
        for name in each.clause.requires:
            other = name.partition("/")[0]
            if not _is_in_agreement(case, name) and not case.is_broken(("clauses", other)):
                message = f"the clause “{each.clause.id}” needs “{name}”, which is not there"
                if other in case.config.choices:
                    hint = f"put “{other}” back, or leave “{each.clause.id}” out, too"
                else:
                    hint = f"write {other}: yes under clauses, or its blanks"
                yield case.error("MOU120", message, each.path, hint)


def no_clause_excludes_another(case: Case) -> Iterator[Finding]:
    """MOU330: two clauses, or two values, stand in the agreement that contradict each other."""
    yield from _values_that_exclude_each_other(case)
    said: set[frozenset[str]] = set()
    for each in case.standing:
        for name in each.clause.conflicts:
            pair = frozenset({each.clause.id, name.partition("/")[0]})
            if _is_in_agreement(case, name) and pair not in said:
                said.add(pair)
                message = f"the clause “{each.clause.id}” contradicts “{name}”"
                hint = "keep one of the two"
                yield case.error("MOU330", message, each.path, hint)


def _values_that_exclude_each_other(case: Case) -> Iterator[Finding]:
    """Yield two values that each say the same thing in another way."""
    for names in case.model.judgement.either:
        given = [name for name in names if case.value(name) is not None]
        if len(given) > 1:
            one, other = (f"“{name}”" for name in given[:2])
            message = f"{one} and {other} each say what holds in later years"
            hint = "keep one of the two"
            yield case.error("MOU330", message, path_of_blank(given[0]), hint)


def _is_in_agreement(case: Case, name: str) -> bool:
    clause, _, variant = name.partition("/")
    return case.config.has(clause) and variant in ("", case.config.choices[clause].variant)


def notice_is_long_enough(case: Case) -> Iterator[Finding]:
    """MOU313: a clause gives shorter notice than is usual by the model, or longer than the term."""
    yield from _notices_too_long(case)
    for rule in case.model.judgement.notices:
        if not case.config.has(rule.clause):
            continue
        choice = case.config.choices[rule.clause]
        path = ("clauses", rule.clause)
        if choice.own_text is not None:
            given = given_notice(choice.own_text)
            if given is not None and given < rule.days:
                yield _short_notice(case, (*path, "text"), given, rule.days)
            elif given is None and drops_notice(choice.own_text):
                message = f"no notice is given; {in_days(rule.days)} are usual at the least"
                hint = f"give {rule.days} days or more, or accept it with a reason"
                place = (*path, "text")
                yield case.warning("MOU313", message, place, hint)
            continue
        for name in case.model.clauses[rule.clause].blanks_of(choice.variant):
            value = case.value(f"{rule.clause}.{name}")
            if rule.is_in(name) and isinstance(value, int) and value < rule.days:
                yield _short_notice(case, (*path, name), value, rule.days)


_A_SUMMER = 60


def _notices_too_long(case: Case) -> Iterator[Finding]:
    begins, until = case.config.begins, case.config.until
    if begins is None or not isinstance(until, date):
        return
    term = (until - begins).days
    said = [(days, path) for text, path in case.own_texts for days in notices_in(text)]
    for rule in case.model.judgement.notices:
        said += [
            (value, (*each.path, name))
            for each in case.standing
            if each.clause.id == rule.clause
            for name, value in each.choice.values.items()
            if rule.is_in(name) and isinstance(value, int)
        ]
    for days, path in said:
        if 0 < term < days - _A_SUMMER:  # a school year is a year, too
            message = f"the notice is {in_days(int(days))}, longer than the term of {in_days(term)}"
            yield case.warning("MOU313", message, path, "give a shorter notice")


def _short_notice(case: Case, path: tuple[str, ...], given: float, usual: int) -> Finding:
    shown = in_days(int(given)) if given >= 1 else "less than a day"
    message = f"the notice is {shown}; {in_days(usual)} are usual at the least"
    hint = f"give {usual} days or more, or accept it with a reason"
    return case.warning("MOU313", message, path, hint)


def given_numbers_stand_in_order(case: Case) -> Iterator[Finding]:
    """MOU345: a clause is given a number that does not follow from those before it."""
    if not case.config.numbers:
        return
    standing = numbers_of(case.config, case.model)
    for name in case.config.numbers:
        if name not in standing and not case.is_broken(("clauses", name)):
            message = f"there is no clause “{name}” to be numbered"
            path = ("numbers", name)
            hint = "delete its line under numbers:, or add the clause"
            yield case.error("MOU345", message, path, hint)
    counted, letter = 0, 0
    for name, number in standing.items():
        if isinstance(number, int):
            counted, letter = number, 0
            continue
        wanted = f"{counted}{chr(ord('A') + letter)}"
        letter += 1
        if number != wanted:
            message = f"the clause “{name}” cannot be clause {number} where it stands"
            hint = f"write {wanted}, the number of the clause before it and a letter"
            if not counted:
                hint = "delete its line under numbers:; no clause stands before it"
            yield case.error("MOU345", message, ("numbers", name), hint)


RULES: tuple[Rule, ...] = (
    needed_clauses_are_there,
    no_clause_excludes_another,
    notice_is_long_enough,
    given_numbers_stand_in_order,
)
