"""Names in texts of a config's own: as they are spelled elsewhere, and defined once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.config.alike import folded, is_a_slip_within
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import Path

_NAME = pattern(r"\b[A-Z][\w'’-]*(?:\s+(?:of\s+|the\s+|and\s+)?[A-Z][\w'’-]*)*")
"""Words with capitals that follow each other."""
_DEFINED = pattern(
    r"\((?:the|each,?\s+an?|collectively,?\s+the)?\s*[\"“]([^\"“”]{2,40})[\"”]\)"
    r"|[\"“]([^\"“”]{2,40})[\"”]\s+(?:shall\s+)?(?:means?|refers?\s+to)\b"
)
_DEFINED_HERE = pattern(
    r"((?:\b[A-Z][\w-]*\s+){1,5})\(as\s+defined\s+(?:below|above|herein|in\s+this\s+\w+)\)"
)


def misspelled_names(case: Case) -> Iterator[tuple[str, str, Path]]:
    """Yield words of own texts that differ by a letter from a known name, which comes with them."""
    known = tuple(dict.fromkeys(_known_names(case)))
    for text, path in (*case.own_texts, *case.own_titles):
        runs = _NAME.findall(" ".join(text.split()))
        every = dict.fromkeys(found for run in runs for found in _misspelled(run, known))
        yield from ((words, name, path) for words, name in every)


def _known_names(case: Case) -> Iterator[str]:
    """Yield the names of the parties, of their schools, and of those who sign."""
    for party in case.config.parties.values():
        every = (party.name, *party.schools, *(each.name for each in party.signatories))
        yield from (each for each in every if isinstance(each, str) and " " in each)


@lru_cache(maxsize=256)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w'-]+", folded(name)))


def _misspelled(run: str, known: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of ``run`` that are a known name but for a letter of one word."""
    words = run.split()
    plain = [folded(each) for each in words]
    for name in known:
        its = _words_of(name)
        for at in range(len(words) - len(its) + 1):
            pairs = zip(plain[at : at + len(its)], its, strict=True)
            unlike = [pair for pair in pairs if pair[0].removesuffix("'s") != pair[1]]
            if len(unlike) == 1 and is_a_slip_within(unlike[0][1], unlike[0][0]):
                yield " ".join(words[at : at + len(its)]), name


def terms_are_defined_once(case: Case) -> Iterator[Finding]:
    """MOU367: a term is defined twice, or is said to be defined where nothing defines it."""
    first: dict[str, Path] = {}
    quoted = " ".join(text for text, _ in case.own_texts)
    for text, path in case.own_texts:
        plain = " ".join(text.split())
        for found in _DEFINED.finditer(plain):
            term = folded(found[1] or found[2])
            if term in first:
                message = f"“{found[1] or found[2]}” is defined a second time"
                line = case.source.place(first[term]).line
                hint = f"define it once (see line {line}), or give the two things two names"
                yield case.warning("MOU367", message, path, hint)
            first.setdefault(term, path)
        for found in _DEFINED_HERE.finditer(plain):
            term = found[1].strip()
            last = re.escape(term.split()[-1])
            if not re.search(rf"[\"“][^\"“”]*{last}[\"”]", quoted, re.I):
                message = f"“{term}” is said to be defined, and no text defines it"
                hint = f"write what it means, such as: “{term}” means …"
                yield case.warning("MOU367", message, path, hint)


RULES: tuple[Rule, ...] = (terms_are_defined_once,)
