"""``mou amend CONFIG`` in a terminal: what to change, why, and how it would read."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import click

from mou_builder.check.checking import Ready
from mou_builder.check.shapes import STAYS
from mou_builder.cli.asking.dialogue import Dialogue
from mou_builder.cli.asking.turns import DialogueLeft, GoBack
from mou_builder.cli.printing import use_colour, width
from mou_builder.diagnostic import Refused, Severity
from mou_builder.difference.comparing import compare
from mou_builder.drafting.interview.question import Question, as_typed
from mou_builder.library.clause import Blank
from mou_builder.library.library import Library
from mou_builder.library.typed.values import Type
from mou_builder.proposal.applying import digest_of
from mou_builder.proposal.choices import (
    WayToChange,
    addable_clauses,
    blanks_to_ask,
    clause_change,
    clauses_of,
    party_names,
    setting_change,
    settings_of_base,
    type_of_setting,
    typed_value,
    values_change,
    variant_of,
    ways_of,
)
from mou_builder.proposal.outcome import ProposalOutcome, outcome_of
from mou_builder.proposal.proposal import (
    ClauseChange,
    Proposal,
    ProposedAcceptance,
    ProposedChange,
)
from mou_builder.report.comparison.as_text import comparison_text
from mou_builder.yamltext.dotted import dotted, path_of
from mou_builder.yamltext.source import Plain

_DONE, _ADD = "done", "add"


class AmendDialogue:
    """Asks what an amendment of one agreement is to change."""

    def __init__(self, base: Ready, library: Library, today: date) -> None:
        self.base = base
        self.library = library
        self.today = today
        self.asker = Dialogue(base.model, {})
        self.proposal = Proposal("", (), config=base.source.file, digest=digest_of(base.source))

    @property
    def proposed(self) -> Proposal | None:
        """What is proposed so far."""
        return self.proposal if self.proposal.changes else None

    def run(self) -> Proposal | None:
        """Return the proposal; None where nothing was asked for, or the person left."""
        click.echo("Say what to change; Enter ends each list. “quit” leaves without a proposal.")
        try:
            while self.one_more():
                pass
            return self.whole() if self.proposed else None
        except (DialogueLeft, EOFError, KeyboardInterrupt, click.Abort):
            return None

    def one_more(self) -> bool:
        """Ask for one more change; going back begins it anew."""
        try:
            change = self.next_change()
            if change is not None:
                self.try_it(change)
        except GoBack:
            return True
        return change is not None

    def next_change(self) -> ProposedChange | None:
        offered = clauses_of(self.base)
        offered |= {dotted(path): words for path, words in settings_of_base(self.base).items()}
        if addable_clauses(self.base):
            offered[_ADD] = "a further clause that the library has"
        chosen = self.choose("What to change", offered, _DONE)
        if chosen == _DONE:
            return None
        if chosen == _ADD:
            return self.added()
        if chosen in clauses_of(self.base):
            return self.of_clause(chosen)
        return self.of_setting(chosen)

    def of_setting(self, name: str) -> ProposedChange:
        path = path_of(name)
        value = self.ask("New value", type_of_setting(path))
        return setting_change(self.base, path, str(value), self.reason())

    def added(self) -> ProposedChange | None:
        id_ = self.choose("Which clause", addable_clauses(self.base))
        clause = self.base.model.clauses[id_]
        values = self.values(id_, clause.default or "")
        return ClauseChange(id_, self.reason(), values=values, add=True)

    def of_clause(self, id_: str) -> ProposedChange:
        ways = ways_of(self.base, id_)
        way = WayToChange(
            self.choose("What is to become of it", {e.value: e.meaning for e in ways})
        )
        change = clause_change(self.base, id_)
        match way:
            case WayToChange.OMIT:
                change = replace(change, omit=True)
            case WayToChange.RESERVE:
                change = replace(change, omit=True, number=STAYS)
            case WayToChange.TEXT:
                change = replace(change, text=self.own_words())
            case WayToChange.VALUES:
                change = values_change(change, self.some_values(id_))
            case WayToChange.VARIANT:
                clause = self.base.model.clauses[id_]
                titles = {each.id: each.title for each in clause.variants.values()}
                variant = self.choose("Which variant", titles)
                change = replace(change, variant=variant, values=self.values(id_, variant))
        return replace(change, because=self.reason())

    def some_values(self, clause: str) -> dict[str, Plain]:
        """Ask which values of a clause change, and how."""
        known = self.base.model.clauses[clause]
        blanks = {
            each.id: each for each in blanks_to_ask(self.base, known, variant_of(self.base, known))
        }
        offered = {name: _with_value(each, self.now(clause, each)) for name, each in blanks.items()}
        found: dict[str, Plain] = {}
        while (name := self.choose("Which value", offered, None if not found else _DONE)) != _DONE:
            question = Question(("clauses", clause, name), blanks[name], "")
            found[name] = self.asker.ask(question)
        return found

    def now(self, clause: str, blank: Blank) -> str | None:
        return as_typed(typed_value(self.base, clause, blank.id))

    def values(self, clause: str, variant: str) -> dict[str, Plain]:
        """Ask for the values of a variant; Enter takes what the config says of them now."""
        known = self.base.model.clauses[clause]
        found: dict[str, Plain] = {}
        for blank in blanks_to_ask(self.base, known, variant):
            now = self.now(clause, blank)
            answer = self.asker.ask(Question(("clauses", clause, blank.id), blank, "", now))
            if answer is not None:
                found[blank.id] = answer
        return found

    def own_words(self) -> str:
        click.echo("  Your words, paragraph by paragraph; “- ” begins a lettered one.")
        lines: list[str] = []
        while line := self.asker.typed(f"  Paragraph {len(lines) + 1} [no more]").strip():
            lines.append(line)
        return "\n\n".join(lines) + "\n"

    def reason(self) -> str:
        return str(self.ask("Because (the other side reads it)", Type.TEXT))

    def try_it(self, change: ProposedChange) -> None:
        """Show how the agreement would read with one more change, and keep it if it may be."""
        proposal = replace(self.proposal, changes=(*self.proposal.changes, change))
        try:
            tried = outcome_of(self.base, proposal, self.library, self.today)
            self.show(tried)
            proposal = self.accepted(proposal, tried)
            again = outcome_of(self.base, proposal, self.library, self.today)
        except Refused as refused:
            for each in refused.diagnostics:
                click.echo(f"  {each.message}" + (f"; {each.hint}" if each.hint else ""))
            click.echo("  This change was not taken.")
            return
        if again.checked.errors:
            click.echo("  The agreement would have errors; this change was not taken.")
            return
        self.proposal = proposal

    def show(self, tried: ProposalOutcome) -> None:
        if tried.after is not None:
            before = outcome_of(self.base, self.proposed, self.library, self.today).after
            names = ("the agreement so far", "as it would be")
            click.echo("")
            comparison = compare(before or tried.before, tried.after)
            color = use_colour(sys.stdout)
            click.echo(comparison_text(comparison, names, color=color, width=width()))
        for each in tried.news:
            click.echo(f"  {each.severity.value}: {each.message}")

    def accepted(self, proposal: Proposal, tried: ProposalOutcome) -> Proposal:
        """Ask for the reason where a finding about the result can be accepted."""
        for each in tried.acceptable:
            if each.severity is Severity.ERROR:
                because = self.ask("Accept this, because", Type.TEXT, required=False)
                if because:
                    given = ProposedAcceptance(each.code, str(because), each.about)
                    proposal = replace(proposal, accept=(*proposal.accept, given))
        return proposal

    def whole(self) -> Proposal:
        names = dict.fromkeys(party_names(self.base), "")
        by = self.choose("Who proposes it", names)
        effective = self.ask("A day of its own to take effect", Type.DATE, required=False)
        day = date.fromisoformat(str(effective)) if effective else None
        return replace(self.proposal, proposed_by=by, date=self.today, effective=day)

    # Asking

    def choose(self, label: str, offered: Mapping[str, str], default: str | None = None) -> str:
        choices = {**offered, default: "nothing more"} if default else {**offered}
        blank = Blank("choice", Type.CHOICE, label, required=True, choices=choices)
        return str(self.asker.ask(Question(("choice",), blank, "", default)))

    def ask(self, label: str, kind: Type, *, required: bool = True) -> Plain:
        blank = Blank("value", kind, label, required=required)
        return self.asker.ask(Question(("value",), blank))


def _with_value(blank: Blank, now: str | None) -> str:
    return f"{blank.label}, now {now}" if now else blank.label
