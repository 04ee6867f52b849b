"""Own texts beside the rest: numbers that differ from another clause's, and acts that it forbids.

What is compared is data of the model (`mou_builder.library.contradiction`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mou_builder.agreement.document import text_of
from mou_builder.agreement.numbers import numbers_of
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.own.facts import (
    AGENCY,
    DISTRICT,
    StatedFact,
    facts,
    pattern_of,
    phrase_in,
)
from mou_builder.check.rules.own.texts import blocks_of, sentences
from mou_builder.frozen import dataclass
from mou_builder.library.contradiction import ForbiddenAct, Measure, Topic
from mou_builder.library.typed.values import shown
from mou_builder.yamltext.source import Path

_MOST_PARTS = 12
"""An amount of a month, a quarter or one officer is that of the year, divided so often at most."""


def own_texts_state_numbers_alike(case: Case) -> Iterator[Finding]:
    """MOU343: an own text states a number that another clause states otherwise."""
    for clause, text, path in _named_texts(case):
        told: set[str] = set()
        for topic in case.model.contradictions.topics:
            if clause in topic.clauses:
                continue
            for said in _facts_of_own_text(case, topic, text):
                stated = _facts_of_clauses(case, topic)
                other = _other_than(said, topic, stated)
                if other is None or said.shown in told:
                    continue
                told.add(said.shown)
                number = numbers_of(case.config, case.model)[other.clause]
                whose = f" for {said.payer}" if said.payer else ""
                message = (
                    f"says “{shown(said.shown)}”{whose}; clause {number} ({other.clause}) says "
                    f"{other.words} ({topic.what})"
                )
                hint = f"correct one of the two, or refer to the clause: [[{other.clause}]]"
                yield case.warning("MOU343", message, path, hint)


def _named_texts(case: Case) -> Iterator[tuple[str, str, Path]]:
    """Yield each own text with the id of its clause; the lines around the clauses have none."""
    for text, path in case.own_texts:
        yield (str(path[1]) if path[0] == "clauses" else ""), text, path


@dataclass(frozen=True)
class _StatedFacts:
    """What the clauses of a topic state, and which of them does."""

    clause: str
    facts: tuple[StatedFact, ...]
    measure: Measure


@dataclass(frozen=True)
class _OtherWords:
    clause: str
    words: str


def _facts_of_own_text(case: Case, topic: Topic, text: str) -> Iterator[StatedFact]:
    for sentence in sentences(text):
        if _is_about(topic, sentence):
            for each in facts(topic.measure, sentence, case.config, by_payer=topic.by_payer):
                if each.number is not None and (each.payer or not topic.by_payer):
                    yield each


def _is_about(topic: Topic, sentence: str) -> bool:
    plain = " ".join(sentence.split())
    if phrase_in(topic.but, plain) or (topic.beside and not phrase_in(topic.beside, plain)):
        return False
    if phrase_in(topic.words, plain):
        return True
    return phrase_in(topic.weak, plain) is not None and not phrase_in(topic.unless, plain)


def _facts_of_clauses(case: Case, topic: Topic) -> _StatedFacts:
    """Return the facts of a topic as the agreement has them, in its clauses as assembled."""
    every: list[StatedFact] = []
    first = ""
    for name in topic.clauses:
        if not case.config.has(name):
            continue
        blocks = blocks_of(case, name)
        text = "\n\n".join(" ; ".join(map(text_of, each.runs)) for each in blocks)
        for sentence in sentences(text):
            if topic.by_payer and phrase_in(topic.but, " ".join(sentence.split())):
                continue
            found = list(facts(topic.measure, sentence, case.config, by_payer=topic.by_payer))
            first = first or (name if found else "")
            every += found
    return _StatedFacts(first, tuple(every), topic.measure)


def _other_than(said: StatedFact, topic: Topic, stated: _StatedFacts) -> _OtherWords | None:
    """Return what is stated instead of what an own text says; None where both agree."""
    if not stated.clause or said.number is None:
        return None
    if topic.by_payer:
        return _other_share(said, stated)
    numbers = [each.number for each in stated.facts if each.number is not None]
    if not numbers or said.number in numbers:
        return None
    if topic.measure is Measure.MONEY and any(_is_part(said.number, each) for each in numbers):
        return None
    words = dict.fromkeys(each.shown for each in stated.facts if each.number is not None)
    return _OtherWords(stated.clause, " and ".join(f"“{each}”" for each in list(words)[:3]))


def _other_share(said: StatedFact, stated: _StatedFacts) -> _OtherWords | None:
    shares = [each for each in stated.facts if each.number is not None]
    assert said.number is not None
    if not shares:
        pays = any(each.payer == DISTRICT for each in stated.facts)
        whole = Decimal(100) if said.payer == AGENCY else Decimal(0)
        if pays and said.number == whole:
            return _OtherWords(stated.clause, "that the school district pays")
        return None
    same = [each for each in shares if each.payer == said.payer]
    if any(each.number == said.number for each in same):
        return None
    unnamed = {each.number for each in shares if not each.payer}
    if said.number in unnamed or 100 - said.number in unnamed:
        return None
    if not same:
        others = [each for each in shares if each.payer and each.payer != said.payer]
        if not others or any(each.number == 100 - said.number for each in others):
            return None
        same = others
    words = dict.fromkeys(
        each.shown if each.payer == said.payer else f"{each.shown} for {each.payer}"
        for each in same
    )
    return _OtherWords(stated.clause, " and ".join(f"“{each}”" for each in words))


def _is_part(one: Decimal, other: Decimal) -> bool:
    """Tell whether one amount is a whole number of times the other, within a year’s months."""
    small, large = sorted((one, other))
    return bool(small) and large % small == 0 and large / small <= _MOST_PARTS


_MAY = (
    r"(?:may|shall|will|must|can|should|ha(?:s|ve)|works?|serves?|acts?|(?:is|are|becomes?"
    r"|remains?)(?:\s+hereby)?"
    r"(?:\s+(?:also\s+)?(?:authorized|allowed|permitted|expected|required|empowered|entitled"
    r"|responsible))?)"
)
_MAY_BE = r"(?:may|shall|will|must|can)\s+be"
_DONE_TO_OFFICER = (
    r"\s*be\b(?!\s+(?:\w+\s+)?(?:authorized|allowed|permitted|responsible|empowered|expected"
    r"|required))"
)
"""“An officer shall be disciplined”, and not “shall be authorized to discipline”."""
_NOT = (
    r"\b(?:not|never|no|nor|neither|without|refrains?|prohibited|forbidden|except|unless|only"
    r"|cannot|nobody|instead\s+of|rather\s+than|barred|false)\b"
)
_REPORTS = r"\b(?:report\w*|refer\w*|notif\w*|inform\w*|tell\w*|consult\w*)\b"
_SOMEBODY = (
    r"\b(?:principals?|administrators?|superintendent|board|district|staff|teachers?|school\s+"
    r"officials?|who|which|that|parents?|students?)\b"
)
"""Who does it instead, where one of these stands between an officer and the verb."""
_DONE_TO = r"\b(?:students?|pupils?|children|child|juveniles?|minors?)\b[^.;:]{0,80}?"


def own_texts_forbid_alike(case: Case) -> Iterator[Finding]:
    """MOU344: an own text lets somebody do what another clause keeps him or her from."""
    for clause, text, path in _named_texts(case):
        told: set[str] = set()
        for act in case.model.contradictions.acts:
            choice = case.config.choices.get(act.clause)
            if choice is None or not choice.in_models_words:
                continue
            for sentence in sentences(text):
                words = _words_that_allow(act, " ".join(sentence.split()))
                if words and act.clause not in told and act.clause != clause:
                    told.add(act.clause)
                    number = numbers_of(case.config, case.model)[act.clause]
                    message = (
                        f"“{shown(words)}”: clause {number} ({act.clause}) says that {act.says}"
                    )
                    hint = "take it out, or change that clause, too, with a reason"
                    yield case.warning("MOU344", message, path, hint)


def _words_that_allow(act: ForbiddenAct, plain: str) -> str | None:
    """Return the words of a sentence that let somebody do what ``act`` forbids."""
    who, what = pattern_of(act.who), pattern_of(act.what)
    does = rf"\b(?P<mid>[^.;:]{{0,120}}?){pattern_of(act.does)}\b" if act.does else r"(?P<mid>)"
    rest = rf"(?P<rest>[^.;:]{{0,120}}?)(?P<what>{what})"
    patterns = [rf"{who}(?P<between>[^.;:]{{0,60}}?)\b{_MAY}\b{does}{rest}"]
    if act.does:
        done = rf"(?P<mid>(?:\w+\s+){{0,2}}?){pattern_of(act.does)}\b"
        patterns.append(rf"(?P<between>){_DONE_TO}\b{_MAY_BE}\s+{done}{rest}")
    for number, pattern in enumerate(patterns):
        found = re.search(pattern, plain, re.I)
        if not found or re.search(_SOMEBODY, found["between"], re.I):
            continue
        outside = plain[: found.start("what")] + plain[found.end("what") :]
        if re.search(_NOT, outside, re.I) or re.search(_REPORTS, found["rest"], re.I):
            continue
        if number == 0 and re.match(_DONE_TO_OFFICER, found["mid"], re.I):
            continue
        return found[0]
    return None


RULES: tuple[Rule, ...] = (own_texts_state_numbers_alike, own_texts_forbid_alike)
