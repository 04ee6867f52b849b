"""Renewal: the text of the next term's config, and what a person must look at before it is signed.

What the config or the model's data says how to change is changed: the term, the days that belong to
it, and amounts with an escalator. What may have changed without anyone having said so is marked in
the text, ``# Look again: …``, and listed. Everything else stays as it was typed.
"""

from __future__ import annotations

from datetime import date

from mou_builder.agreement.wording import long_date
from mou_builder.check.checking import Checked, Ready
from mou_builder.diagnostic import Refused, refusal
from mou_builder.frozen import dataclass
from mou_builder.renewal import history
from mou_builder.renewal.plan import ChangedValue, LookAgain, RenewalPlan
from mou_builder.renewal.term import Term, next_term
from mou_builder.yamltext.source import Path


@dataclass(frozen=True)
class Renewal:
    """The next term's config: its text, both terms, what changed, and what to look at again."""

    text: str
    old: Term
    new: Term
    changed: tuple[ChangedValue, ...]
    look_again: tuple[LookAgain, ...]
    notes: tuple[str, ...]

    def named_after(self, stem: str) -> str:
        """Return the name of a file, without its ending, with the year in which the term ends."""
        return f"{history.root_of(f'{stem}.yaml')}-{self.new.until.year}"


def renew(checked: Checked, words: str, until: date | None = None) -> Renewal:
    """Return the next term's config.

    ``words`` is the digest of the agreement's words (`words_digest`), ``until`` the end of the next
    term where its length does not say.
    Raises `Refused` with what stands against it: the config's own errors, MOU801 (it has no end),
    MOU802 (renewed already), MOU803 (an end before the beginning), MOU804 and MOU805 (escalators).
    """
    if checked.errors or not isinstance(checked, Ready):
        raise Refused(checked.errors or checked.diagnostics)
    old = _term_of(checked)
    new = next_term(old, checked.config.signed, until)
    _refuse_impossible(checked, old, new)
    plan = RenewalPlan(checked, old, new)
    plan.move_dates()
    plan.raise_amounts()
    plan.mark_the_rest()
    plan.extend_history(words)
    return Renewal(
        text=plan.text(),
        old=old,
        new=new,
        changed=tuple(plan.changed),
        look_again=tuple(plan.look_again.values()),
        notes=tuple(plan.notes(until is not None)),
    )


def _term_of(checked: Ready) -> Term:
    config = checked.config
    if not isinstance(config.until, date):
        message = "a config whose term has no end cannot be renewed"
        raise _refused(checked, "MOU801", message, ("term", "until"), "give the day it ends")
    return Term(config.since, config.until)


def _refuse_impossible(checked: Ready, old: Term, new: Term) -> None:
    at: Path = ("term", "until")
    for entry in history.past_terms(checked.source.data):
        ended = history.end_of(entry)
        if ended and ended >= old.until:
            message = f"the term that ends on {long_date(old.until)} is in the history already"
            hint = "it was renewed before: go on from the config of the next term"
            raise _refused(checked, "MOU802", message, at, hint)
    against = ""
    if new.until <= old.until:
        against = f"and this one ends on {long_date(old.until)}"
    elif new.since and new.until <= new.since:
        against = f"before it begins on {long_date(new.since)}"
    if against:
        message = f"the next term would end on {long_date(new.until)}, {against}"
        raise _refused(checked, "MOU803", message, at, "give a later last day of the term")


def _refused(checked: Ready, code: str, message: str, path: Path, hint: str) -> Refused:
    return refusal(code, checked.source.place(path), message, hint)
