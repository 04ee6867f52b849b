"""What a diagnostic says on a page: in titles, and with hints for whoever fills in a form.

Hints are written for the file and the command line. On a page, where a person has fields and
buttons, those that show YAML or an option are worded for it; a hint that only says how to write
what a field takes is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mou_builder.diagnostic import Diagnostic
from mou_builder.library.clause import Clause
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet
from mou_builder.yamltext.dotted import names_of

_KEYS = (
    "about|accept|after|because|by|clauses?|code|extends|from|kind|model|name|omit|record|"
    "requirements|schools|set|sheet|signed|state|text|title|until|variant|was"
)
_FOR_THE_FILE = re.compile(
    rf"(?<!\w)--[a-z]|\bmou [a-z]+\b|\b(?:{_KEYS}):(?: |$)"
    r"|\b[a-z]+[_-][a-z_-]+: |: yes\b|: \{|: \[|\badd \w+: |\bunder (?:clauses|parties)\b|_____"
    r"|\bMOU\d{3}\b|\b[a-z]+_[a-z_]+\b|\bline \d|\bthe variant [a-z-]+,"
)
"""How keys, values, options, codes and lines of the file look in a hint."""

_ON_A_PAGE: Mapping[str, str] = {
    "MOU003": "begin with an example, on the page Draft",
    "MOU105": "",
    "MOU110": "",
    "MOU111": "choose one of the texts",
    "MOU114": "choose the text that has it, or take it out in the file",
    "MOU116": "choose “left out”, and give the reason",
    "MOU117": "give the reason below the text, for the board that approves it",
    "MOU121": "only findings that are a matter of judgement can be accepted; mend what it reports",
    "MOU122": "",
    "MOU311": "write the next term from it, on the page Renew",
    "MOU312": "those who signed look at it again before it is renewed; Renew writes the next term",
    "MOU314": "add the provision that says what it owes: see “Add a provision”",
    "MOU315": "add it as a party",
    "MOU318": "correct one of the three, or leave the amount out",
    "MOU321": "correct the title, or the kind of party",
    "MOU323": "add it to the schools of the district, or correct the name",
    "MOU324": "take one of them out",
    "MOU325": "write what is meant, or leave the field empty until it is known",
    "MOU326": "if they are the same, correct one of them",
    "MOU332": "choose the text that says who pays everything",
    "MOU336": "correct the text, or the last day of the term",
    "MOU339": "if several are meant, give each a field of its own",
    "MOU340": "add that provision, or take the reference out of the text",
    "MOU350": "the checklist in Draft says what is needed, and leads to it",
    "MOU352": "once it is signed, give the day of signing under “Term and signing”",
    "MOU360": "take the acceptance out",
    "MOU371": "begin it anew for its state, on the page Draft",
    "MOU372": "cite the law of the agreement's own state, or correct the state",
    "MOU373": "take the set out, or correct the state",
    "MOU374": "tick the requirements of the state under “The law it is held to”",
    "MOU380": "have counsel review the text; the page Library prints it",
    "MOU381": "have counsel review the text; the page Library prints it",
    "MOU601": "a copy that lost all its marks can be read when you say which agreement it is of",
    "MOU602": "say which agreement of this folder it is a copy of",
    "MOU603": "say which agreement of this folder it is a copy of",
    "MOU604": "what the library has changed is shown as if the other side had changed it",
    "MOU621": "propose something else; or, if all parties mean it, accept it with a reason",
    "MOU625": "if all parties mean it, accept it with a reason of its own",
    "MOU626": "answer every change; what we offer instead, the other side has to answer first",
    "MOU627": "record who signed it; of an agreement that is still a draft, change the draft",
    "MOU628": "amend the agreement as it was before that amendment",
    "MOU705": "choose another name",
    "MOU808": "write the next term and take the library's words as they are now",
    "MOU901": "say it, and record the fact again",
    "MOU903": "record it in the agreement as amended, which Negotiate wrote",
    "MOU905": "an entry is corrected in the list “record” of the file; or choose the amendment",
    "MOU906": "ask for a copy as it was signed",
    "MOU918": "choose the signed file, or the scan of the signed paper",
    "MOU916": "put the config from before the amendment back beside it",
    "MOU917": "put the config from before the amendment back beside it",
}
"""By the code: what to do about it on the pages; "" where the message and the field say it all."""


def is_for_the_file(hint: str) -> bool:
    """Tell whether a hint speaks of keys, of options, or of commands."""
    return bool(_FOR_THE_FILE.search(hint))


def hint_on_a_page(found: Diagnostic) -> str:
    """Return what to do about a finding on a page; "" for nothing more than it says."""
    hint = found.hint or ""
    return _ON_A_PAGE.get(found.code, "") if is_for_the_file(hint) else hint


def on_a_page(found: Diagnostic, model: Model, chosen: Mapping[str, str]) -> Diagnostic:
    """Return a finding about a config of ``model`` as a page says it.

    ``chosen`` are its variants by clause: each calls its blanks in its own way.
    """
    hint = hint_on_a_page(found)
    if not hint.startswith("did you mean"):  # which is of what was typed
        hint = in_titles(hint, model, found.path, chosen)
    message = in_titles(found.message, model, found.path, chosen)
    return replace(found, message=message, hint=hint or None)


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
    """Return words in which the ids of clauses, blanks and parties are as a page calls them.

    ``path`` leads to the value of the config that they are said of; ``chosen`` are its variants.
    """
    clause = str(path[1]) if path[:1] == ("clauses",) and len(path) > 1 else ""
    said = _CLAUSE.sub(lambda found: _wanted(found, model), words)
    said = _SIGNATORY.sub(lambda found: _signatory(found, model), said)
    said = said.replace("term: until", _LAST_DAY).replace("term: from", _FIRST_DAY)
    return _QUOTED.sub(lambda found: _named(found, model, clause, chosen or {}), said)


_FIRST_DAY, _LAST_DAY = "the first day of the term", "the last day of the term"
_CLAUSE = re.compile(r"\bclause ([a-z][a-z0-9-]*)(?: \(([a-z0-9 -]+)\))?")
"""As `Satisfaction.by` names a clause, and in brackets the variants that satisfy."""
_SIGNATORY = re.compile(r"\bsignatory of ([a-z]+)\b")
_QUOTED = re.compile(r"“([a-z][a-z0-9_.-]*)”(?: \(([^()]*)\))?")


def _wanted(found: re.Match[str], model: Model) -> str:
    clause = model.clauses.get(found[1])
    if clause is None:
        return found[0]
    variants = (found[2] or "").split(" or ")
    titles = [clause.variants[each].title for each in variants if each in clause.variants]
    more = f" ({' or '.join(titles)})" if titles else ""
    return f"“{clause.title}”{more}"


def _signatory(found: re.Match[str], model: Model) -> str:
    party = model.parties.get(found[1])
    return f"a signatory of the {party.label}" if party else found[0]


def _named(found: re.Match[str], model: Model, clause: str, chosen: Mapping[str, str]) -> str:
    after = f" ({found[2]})" if found[2] else ""
    name, *rest = map(str, names_of(found[1]))
    if name in model.clauses:
        title = model.clauses[name].title
        label = _label(model.clauses[name], rest, chosen.get(name, ""))
        more = "" if found[2] == title else after
        return f"“{title}{f': {label}' if label else ''}”{more}"
    if not rest and name in model.parties:
        return f"the {model.parties[name].label}{after}"
    about = model.clauses.get(clause)
    label = _label(about, [name, *rest], chosen.get(clause, "")) if about else ""
    return f"“{label}”{after}" if label else found[0]


def _label(clause: Clause, names: Sequence[str], variant: str) -> str:
    """Return how the form calls a blank of a clause, or a column of it; "" for none."""
    blank = clause.blank(names[0], variant) if names else None
    if blank is None:
        return ""
    column = blank.columns.get(names[-1])
    return f"{blank.label}, {column.label}" if column else blank.label
