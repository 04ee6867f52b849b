"""Diagnostics in words for a page: with titles for ids, and hints for filling in a form.

Hints are written for the file and the command line. On a page, where a person has fields and
buttons, those that show YAML or an option are worded for it, as the explanation of the code has
it, or are told without the command; a hint that only says how to write what a field takes is left
out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mou_builder.agreement.wording import days_in_words
from mou_builder.diagnostic import Diagnostic
from mou_builder.explanations.catalogue import packaged_catalogue
from mou_builder.library.clause import Clause
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet
from mou_builder.library.typed.labels import is_missing
from mou_builder.patterns import pattern
from mou_builder.yamltext.dotted import names_of

_KEYS = (
    "about|accept|after|because|by|clauses?|code|extends|from|kind|model|name|omit|record|"
    "requirements|schools|set|sheet|signed|state|text|title|until|variant|was"
)
_FOR_THE_FILE = pattern(
    rf"(?<!\w)--[a-z]|\bmou [a-z]+\b|\b(?:{_KEYS}):(?: |$)"
    r"|\b[a-z]+[_-][a-z_-]+: |: yes\b|: \{|: \[|\badd \w+: |\bunder (?:clauses|parties)\b|_____"
    r"|\bMOU\d{3}\b|: …|\b[a-z]+_[a-z_]+\b|\bline \d|\bthe variant [a-z-]+,"
)
"""How keys, values, options, codes and lines of the file look in a hint."""
_COMMAND = pattern(r" ?\((?:mou [a-z]|--[a-z])[^()]*\)|: (?:mou [a-z]|--[a-z]).*")
"""A command or an option behind what it is there for."""
_OF_THE_FILE = "MOU0"
"""How the codes of a file begin that is no form yet, and is mended as it is written."""


def is_for_the_file(hint: str) -> bool:
    """Tell whether a hint speaks of keys, of options, or of commands."""
    return bool(_FOR_THE_FILE.search(hint))


def hint_on_a_page(found: Diagnostic) -> str:
    """Return what to do about a finding on a page; "" for nothing more than it says."""
    hint = found.hint or ""
    if not is_for_the_file(hint):
        return hint
    explained = packaged_catalogue().get(found.code)
    worded = explained.on_a_page if explained else ""
    return worded or (hint if found.code.startswith(_OF_THE_FILE) else _without_commands(hint))


def _without_commands(hint: str) -> str:
    """Return what of a hint can be done without a file and a command line."""
    parts = (_COMMAND.sub("", part) for part in hint.split("; "))
    return "; ".join(part for part in parts if part and not is_for_the_file(part))


def on_a_page(found: Diagnostic, model: Model | None, chosen: Mapping[str, str]) -> Diagnostic:
    """Return a finding in words for a page; ``model`` is that of the config, None for no config.

    ``chosen`` are its variants by clause: each calls its blanks in its own way.
    """
    hint = hint_on_a_page(found)
    if model is None:
        message = _in_plain_words(days_in_words(found.message))
        return replace(found, message=message, hint=days_in_words(hint) or None)
    if not hint.startswith("did you mean"):  # which is of what was typed
        hint = in_titles(hint, model, found.path, chosen)
    message = in_titles(found.message, model, found.path, chosen)
    if missing := _MISSING.fullmatch(message):
        message = is_missing(missing[1])
    message = _in_plain_words(days_in_words(message))
    return replace(found, message=message, hint=days_in_words(hint) or None)


def _in_plain_words(message: str) -> str:
    """Return a message in words that do not assume knowledge of the file."""
    for word, plain in _PLAIN.items():
        message = message.replace(word, plain)
    return message


def set_by_title(found: Diagnostic, library: Library) -> Diagnostic:
    """Return what a requirement set finds lacking with the set by its title."""
    set_, said, rest = found.message.partition(" is not satisfied: ")
    if not said or set_ not in library.requirement_set_ids:
        return found
    return replace(found, message=f"{library.requirement_set(set_).title}{said}{rest}")


def required_on_a_page(found: Diagnostic, held_to: RequirementSet, needed: str) -> Diagnostic:
    """Return what a requirement set finds lacking, with the set by its title and what it needs."""
    message = found.message.replace(held_to.id, held_to.title, 1)
    own_text = "; if your own text says it, too, accept this with a reason"
    more = own_text if "your own text" in (found.hint or "") else ""
    return replace(found, message=message, hint=f"needed: {needed}{more}")


def in_titles(
    words: str,
    model: Model,
    path: Sequence[str | int] = (),
    chosen: Mapping[str, str] | None = None,
) -> str:
    """Return words with titles in place of the ids of clauses, blanks and parties.

    ``path`` leads to the value of the config that they are said of; ``chosen`` are its variants.
    """
    clause = str(path[1]) if path[:1] == ("clauses",) and len(path) > 1 else ""
    said = _CLAUSE.sub(lambda found: _clause_by_title(found, model), words)
    said = _SIGNATORY.sub(lambda found: _signatory_by_label(found, model), said)
    said = _PARTY.sub(lambda found: _party_by_label(found, model), said)
    said = said.replace("term: until", _LAST_DAY).replace("term: from", _FIRST_DAY)
    return _QUOTED.sub(
        lambda found: _value_by_label(found, model, (path, clause), chosen or {}), said
    )


_PLAIN = {
    "not YAML: ": "the file cannot be read: ",
    "no variant is chosen": "no text is chosen",
    "a mapping (key: value)": "more than one value, each with its name,",
}
_MISSING = pattern(r"(the [\w ]+) is missing")
KEYS_IN_WORDS = {
    "accept": "the findings that are accepted",
    "address": "the address",
    "after": "the place",
    "awarded": "the day of the award",
    "because": "the reason",
    "by": "the name of who did it",
    "clauses": "the clauses",
    "code": "the finding that is accepted",
    "day": "the day",
    "digest": "the digest of the copy",
    "fact": "the fact",
    "file": "the file",
    "frame": "the lines around the clauses",
    "from": "the first day",
    "grant": "the grant",
    "history": "the history",
    "kind": "the kind of party",
    "model": "the model",
    "name": "the name",
    "numbers": "the numbers of the clauses",
    "omit": "the reason to leave it out",
    "parties": "the parties",
    "program": "the name of the program",
    "record": "the record",
    "requirements": "the requirement sets",
    "schools": "the schools",
    "signatories": "the signatories",
    "signatory": "the signatory",
    "signatures": "the signatures",
    "signed": "the day of signing",
    "state": "the state",
    "term": "the term",
    "text": "the text",
    "title": "the title",
    "until": "the last day",
    "variant": "the choice of a text",
}
"""Names, on a page, of keys that are not clauses, blanks or parties."""
_FIRST_DAY, _LAST_DAY = "the first day of the term", "the last day of the term"
_CLAUSE = pattern(r"\bclause ([a-z][a-z0-9-]*)(?: \(([a-z0-9 -]+)\))?")
"""As `Satisfaction.by` names a clause, and in brackets the variants that satisfy."""
_SIGNATORY = pattern(r"\bsignatory of ([a-z]+)\b")
_PARTY = pattern(r"\bthe party “([a-z][a-z0-9-]*)”|(?<=\(for )([a-z][a-z0-9-]*)(?=\))")
_QUOTED = pattern(r"“([a-z][a-z0-9_.-]*)”(?: \(([^()]*)\))?")


def _clause_by_title(found: re.Match[str], model: Model) -> str:
    clause = model.clauses.get(found[1])
    if clause is None:
        return found[0]
    variants = (found[2] or "").split(" or ")
    titles = [clause.variants[each].title for each in variants if each in clause.variants]
    more = f" ({' or '.join(titles)})" if titles else ""
    return f"“{clause.title}”{more}"


def _signatory_by_label(found: re.Match[str], model: Model) -> str:
    party = model.parties.get(found[1])
    return f"a signatory of the {party.label}" if party else found[0]


def _party_by_label(found: re.Match[str], model: Model) -> str:
    party = model.parties.get(found[1] or found[2])
    return f"the {party.label}" if party else found[0]


def _value_by_label(
    found: re.Match[str],
    model: Model,
    at: tuple[Sequence[str | int], str],
    chosen: Mapping[str, str],
) -> str:
    path, clause = at
    after = f" ({found[2]})" if found[2] else ""
    name, *rest = map(str, names_of(found[1]))
    as_key = KEYS_IN_WORDS.get(name) if path and not rest and name in path else None
    if as_key and not clause:
        return f"{as_key}{after}"
    if name in model.clauses:
        title = model.clauses[name].title
        label = _label_of_blank(model.clauses[name], rest, chosen.get(name, ""))
        more = "" if found[2] == title else after
        return f"“{title}{f': {label}' if label else ''}”{more}"
    if not rest and name in model.parties:
        return f"the {model.parties[name].label}{after}"
    about = model.clauses.get(clause)
    label = _label_of_blank(about, [name, *rest], chosen.get(clause, "")) if about else ""
    if not label and as_key:
        return f"{as_key}{after}"
    return f"“{label}”{after}" if label else found[0]


def _label_of_blank(clause: Clause, names: Sequence[str], variant: str) -> str:
    """Return how the form calls a blank of a clause, or a column of it; "" for none."""
    blank = clause.blank(names[0], variant) if names else None
    if blank is None:
        return ""
    column = blank.columns.get(names[-1])
    return f"{blank.label}, {column.label}" if column else blank.label
