"""A returned copy becomes a proposal: values where they make its words, else own text.

Every change is tried: the agreement that it makes must have the returned words. What no config can
express (a new title, another order) is listed in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Key,
    Paragraph,
    PartKind,
    Provision,
    Span,
)
from mou_builder.agreement.numbers import RESERVED
from mou_builder.check.faults import Faults
from mou_builder.check.own_words import read_own_words
from mou_builder.check.shapes import LETTERED, STAYS
from mou_builder.check.sums import remainders
from mou_builder.config.config import Choice, Config
from mou_builder.difference.phrases import kept_tokens
from mou_builder.difference.words import likeness
from mou_builder.frozen import dataclass, replace
from mou_builder.library.clause import Clause
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Value
from mou_builder.patterns import pattern
from mou_builder.proposal.applying import digest_of
from mou_builder.proposal.clause_match import (
    fitting_choice,
    provision_of,
    provision_words,
    with_choice,
    words_of_lines,
)
from mou_builder.proposal.proposal import (
    ClauseChange,
    Proposal,
    ProposedChange,
    SettingChange,
    touched,
)
from mou_builder.proposal.reasons import awaited_from, last_day, proposers, reason_for
from mou_builder.proposal.returned_text import is_sayable, returned_text, without_tables
from mou_builder.proposal.setting_changes import ChangedSetting, changed_settings, config_with
from mou_builder.proposal.value_reading import as_typed
from mou_builder.review.findings import AcceptedLine, PartFinding, Review, Reviewed
from mou_builder.review.folding import plain, tokens_of
from mou_builder.review.sent_parts import SentPart, bag_of, sent_parts
from mou_builder.yamltext.changes import mapping_at
from mou_builder.yamltext.source import Plain, Source

LIKE_A_CLAUSE = 0.5
"""New words that are less similar to a clause of the library are not taken for it."""


@dataclass(frozen=True)
class ProposedFromReview:
    """A proposal (None if nothing can be proposed), and the changes that it cannot express.

    For a redline that came back, ``rejected`` are our changes that the other side rejected; they
    are not proposed again. ``is_agreed`` tells that every change was accepted and nothing else was
    changed.
    """

    proposal: Proposal | None
    left_out: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    is_agreed: bool = False


def proposed_changes(
    review: Review, config: Config, model: Model, source: Source
) -> ProposedFromReview:
    """Return the proposal that a returned copy makes, against the config that was sent."""
    return _Proposing(review, config, model, source).proposed()


class _Proposing:
    """``left_out`` gathers what no config can say, ``own`` the parts that become own clauses."""

    def __init__(self, review: Review, config: Config, model: Model, source: Source) -> None:
        self.review = review
        self.old = config
        self.model = model
        self.source = source
        self.sent = {each.key: each for each in sent_parts(review.sent)}
        self.left_out: list[str] = []
        self.own: list[Reviewed] = []

    def proposed(self) -> ProposedFromReview:
        settings = changed_settings(self.review, self.source, self.sent)
        config = config_with(self.old, settings, self.model.closing)
        added = dict(self.added())
        removed = [each for each in self.clauses() if PartFinding.REMOVED in each.findings]
        choices = dict(config.choices)
        for part in removed:
            if part.key:
                choices.pop(part.key.id, None)
        for name in added:
            choices[name] = Choice(name, values=_default_values(self.model.clauses[name]))
        given = {name: number for name, part in added.items() if (number := _given_number(part))}
        config = replace(config, choices=choices, numbers={**config.numbers, **given})
        changes: list[ProposedChange] = [
            SettingChange(
                each.path,
                each.value,
                reason_for(each.parts),
                each.was,
                True,
                awaits=awaited_from(each.parts),
            )
            for each in settings
        ]
        changes += (self.removal(part) for part in removed)
        own = list(self.own_clauses(set(added)))
        changes += own
        config = self.with_own_clauses(config, own)
        for name, part in added.items():
            change, choice = self.change(part, self.model.clauses[name], config, is_new=True)
            changes += [change] if change else []
            config = with_choice(config, choice)
        for part in self.clauses():
            if part.key and part not in removed and part.key.id not in added:
                change, choice = self.change(part, self.model.clauses[part.key.id], config)
                changes += [change] if change else []
                config = with_choice(config, choice)
        self.tell_what_is_left(config, settings)
        proposal = self.whole(changes) if changes else None
        return ProposedFromReview(proposal, tuple(self.left_out))

    def whole(self, changes: Sequence[ProposedChange]) -> Proposal:
        return Proposal(
            proposed_by=proposers(self.review.parts),
            changes=tuple(changes),
            date=last_day(self.review.parts),
            config=self.source.file,
            digest=digest_of(self.source),
        )

    # Clauses

    def clauses(self) -> list[Reviewed]:
        """Return the clauses that were sent and came back changed, or not at all."""
        return [
            each
            for each in self.review.changed
            if each.key and each.key.part is PartKind.CLAUSE and each.key in self.sent
        ]

    def added(self) -> Iterator[tuple[str, Reviewed]]:
        """Yield the clauses of the library that were added, by their ids."""
        taken: set[str] = set()
        for part in self.review.changed:
            is_clause = part.key is None or part.key.part is PartKind.CLAUSE
            if PartFinding.ADDED not in part.findings or part.key in self.sent or not is_clause:
                continue
            if not part.accepted:  # it came in deleted, as what a redline has taken out does
                continue
            name = part.key.id if part.key else self.like(part)
            if name in self.model.clauses and name not in taken:
                taken.add(name)
                yield name, part

    def own_clauses(self, taken: set[str]) -> Iterator[ClauseChange]:
        """Yield the new clauses that are none of the library, each after the one that it follows.

        New paragraphs outside the clauses are no clauses, nor is a new table.
        """
        last: tuple[Key | None, str] = (None, "")
        for part in self.review.changed:
            if not self.is_own(part) or PartFinding.ADDED not in part.findings:
                continue
            place = part.after
            if place is None or place.part not in (PartKind.CLAUSE, PartKind.HEADING):
                continue
            if not part.accepted or part.accepted[0].cell:
                continue
            if part.key is not None:
                title, name = part.title, part.key.id
            elif self.like(part):
                continue
            else:
                title = _title_of(part.accepted[0].text)
                name = _id_of(title, {*self.model.clauses, *taken})
            taken.add(name)
            self.own.append(part)
            follows = last[1] if last[0] == place else place.id
            is_first = place.part is PartKind.HEADING and last[0] != place
            last = (place, name)
            yield ClauseChange(
                name,
                reason_for([part]),
                text=self.written(name, part.accepted),
                add=True,
                title=title,
                after="" if is_first else follows,
                section=place.id if is_first else "",
                number=_given_number(part),
                awaits=awaited_from([part]),
            )

    def with_own_clauses(self, config: Config, own: Sequence[ClauseChange]) -> Config:
        """Return a config with the new clauses, which the model has from now on, too.

        They count: a reference to a clause behind them has another number.
        """
        entries = {each.clause: each.own_entry for each in own}
        words = read_own_words({"clauses": entries}, self.model, Faults(self.source))
        self.model = words.model
        given = {each.clause: each.number for each in own if each.number}
        return replace(
            config,
            choices={**config.choices, **words.choices},
            numbers={**config.numbers, **given},
        )

    def is_own(self, part: Reviewed) -> bool:
        """Tell whether a part can be a clause that the model does not have."""
        key = part.key
        return key is None or (key.part is PartKind.CLAUSE and key.id not in self.model.clauses)

    def like(self, part: Reviewed) -> str | None:
        """Return the id of the clause of the library that new words are taken for, if any."""
        words = bag_of(words_of_lines(part.accepted))
        best, found = LIKE_A_CLAUSE, None
        for clause in self.model.clauses.values():
            if clause.id in self.old.choices or not clause.optional:
                continue
            choice = Choice(clause.id, clause.default or "", _default_values(clause))
            made = provision_of(with_choice(self.old, choice), self.model, clause.id)
            score = likeness(words, bag_of(provision_words(made))) if made else 0.0
            if score > best:
                best, found = score, clause.id
        return found

    def removal(self, part: Reviewed) -> ClauseChange:
        assert part.key is not None
        return ClauseChange(
            part.key.id,
            reason_for([part]),
            omit=True,
            was=self.was(part.key.id),
            awaits=awaited_from([part]),
        )

    def change(
        self, part: Reviewed, clause: Clause, config: Config, *, is_new: bool = False
    ) -> tuple[ClauseChange | None, Choice]:
        """Return the change of a clause (None where it reads as before) and its new choice."""
        change = ClauseChange(
            clause.id,
            reason_for([part]),
            add=is_new,
            number=_given_number(part) if is_new else "",
            awaits=awaited_from([part]),
        )
        now = config.choices.get(clause.id, Choice(clause.id))
        wanted = self.restored(part)
        for each in (config, self.old):  # references may have been left with their old numbers
            made = provision_of(each, self.model, clause.id)
            if made and plain(provision_words(made)) == plain(words_of_lines(wanted)):
                return (change if is_new else None), now
        before = self.old.choices.get(clause.id, Choice(clause.id))
        base = config if is_new else with_choice(config, before)
        choice = fitting_choice(wanted, clause, base, self.model)
        if choice is None and not is_new:
            choice = fitting_choice(wanted, clause, self.old, self.model)
        if choice is None:
            return self.own_text(change, wanted)
        return self.fitting_change(change, clause, choice, before), choice

    def fitting_change(
        self, change: ClauseChange, clause: Clause, choice: Choice, before: Choice
    ) -> ClauseChange:
        is_other = change.add or choice.variant != before.variant or before.own_text is not None
        values = _values_to_set(clause, choice, None if is_other else before, self.entry(clause.id))
        return replace(
            change,
            variant=choice.variant if is_other and choice.variant else None,
            values=values,
            was=None if change.add else self.was(clause.id, None if is_other else values),
        )

    def own_text(
        self, change: ClauseChange, wanted: Sequence[AcceptedLine]
    ) -> tuple[ClauseChange, Choice]:
        name, because = change.clause, change.because
        was = None if change.add else self.was(name)
        if plain(words_of_lines(wanted)) == plain(RESERVED) and not change.add:
            change = replace(change, omit=True, was=was, number=STAYS)
            return change, Choice(name, omitted=True, keeps_number=True, because=because)
        text = self.referring(name, self.written(name, wanted))
        return replace(change, text=text, was=was), Choice(name, own_text=text, because=because)

    def written(self, name: str, lines: Sequence[AcceptedLine]) -> str:
        """Return the lines of a clause as own text."""
        if not is_sayable(lines):
            self.left_out.append(
                f"{name}: a cell of a table in a text of its own cannot have the sign “|”; the "
                "cells stand as paragraphs"
            )
            lines = without_tables(lines)
        sent = (each.blocks for each in self.review.sent.provisions if each.id == name)
        return returned_text(lines, chain.from_iterable(sent))

    def referring(self, clause: str, text: str) -> str:
        """Return words with the references to clauses that were sent, where they are still there.

        As a typed number they would not follow when the clauses are counted anew.
        """
        sent = (each for each in self.review.sent.provisions if each.id == clause)
        for span in (span for each in sent for span in _spans_of(each)):
            name = (span.blank or "").removeprefix(CROSS_REFERENCE)
            if name == span.blank or not _CLAUSE.fullmatch(span.text):
                continue
            shown = name if span.text[0].islower() else name.capitalize()
            text = re.sub(rf"\b{re.escape(span.text)}(?![\w.-]*\w)", f"[[{shown}]]", text)
        return text

    def entry(self, clause: str) -> Mapping[str, Plain]:
        return mapping_at(self.source.data, ("clauses", clause))

    def was(self, clause: str, values: Mapping[str, Plain] | None = None) -> Mapping[str, Plain]:
        """Return what the config says of a clause, or of some of its values and its variant."""
        entry = self.entry(clause)
        return entry if values is None else touched(entry, values)

    def restored(self, part: Reviewed) -> tuple[AcceptedLine, ...]:
        """Return the returned lines, with quotes and dashes as sent where only these differ."""
        sent = self.sent.get(part.key) if part.key else None
        if sent is None:
            return part.accepted
        return tuple(
            replace(each, text=_with_marks_as_sent(_nearest_line(each.text, sent), each.text))
            for each in part.accepted
        )

    # What no config can say

    def tell_what_is_left(self, config: Config, settings: Sequence[ChangedSetting]) -> None:
        of_settings = {id(part) for each in settings for part in each.parts}
        made = {
            each.key: each.plain for each in sent_parts(assemble(config, self.model, draft=True))
        }
        for part in self.review.changed:
            is_clause = part.key is not None and part.key.part is PartKind.CLAUSE
            if any(part is each for each in self.own):
                continue
            if PartFinding.MOVED in part.findings:
                self.left_out.append(f"{part.title}: it was moved, but the model sets the order")
            elif part.key is None and self.like(part) is None:
                words = words_of_lines(part.accepted) or part.title
                self.left_out.append(f"new words that no clause has: {words}")
            elif is_clause or part.key is None or id(part) in of_settings:
                continue
            elif plain(words_of_lines(part.accepted)) != (
                made.get(part.key, "") if part.key else ""
            ):
                words = " / ".join(each.text for each in part.accepted) or "taken out"
                self.left_out.append(f"{part.title} is the model's, not the config's: {words}")


def _given_number(part: Reviewed) -> str:
    """Return the number of a clause that came between others, such as 17A; "" of a counted one."""
    number = part.number.rstrip(".")
    return number if re.fullmatch(LETTERED, number) else ""


_CLAUSE = pattern(r"[Cc]lause [0-9]+[A-Z]?")


def _spans_of(provision: Provision) -> Iterator[Span]:
    for block in provision.blocks:
        yield from block.spans if isinstance(block, Paragraph) else ()


_TITLE_WORDS = 6


def _title_of(text: str) -> str:
    """Return a title for a clause without one: its first words."""
    words = text.split()
    return " ".join(words[:_TITLE_WORDS]).strip(" .,;:—–")


def _id_of(title: str, taken: set[str]) -> str:
    letters = re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")
    name = letters[:40].strip("-") or "own-clause"
    names = chain((name,), (f"{name}-{number}" for number in count(2)))
    return next(each for each in names if each not in taken)


def _default_values(clause: Clause) -> dict[str, Value]:
    blanks = clause.blanks_of(clause.default or "")
    return {name: each.default for name, each in blanks.items() if each.default is not None}


def _values_to_set(
    clause: Clause, choice: Choice, before: Choice | None, entry: Mapping[str, Plain]
) -> dict[str, Plain]:
    """Return the values that a proposal sets: those that differ and do not follow from others."""
    blanks = clause.blanks_of(choice.variant)
    sums = clause.sums_of(choice.variant)
    asked: dict[str, Plain] = {}
    for name, blank in blanks.items():
        value = choice.values.get(name)
        if before is not None and value == before.values.get(name):
            continue
        if before is None and value == blank.default:
            continue
        others = {key: each for key, each in choice.values.items() if key != name}
        follows = value is not None and remainders(sums, others).get(name) == value
        if follows and not blank.required and name not in entry:
            continue
        asked[name] = None if value is None else as_typed(blank, value)
    return asked


def _nearest_line(text: str, sent: SentPart) -> str:
    words = bag_of(text)
    best = max(sent.lines, key=lambda line: likeness(line.bag, words), default=None)
    return best.text if best else ""


def _with_marks_as_sent(sent: str, returned: str) -> str:
    """Return words that came back with the quotes and dashes that were sent, where kept."""
    before, after = tokens_of(sent), tokens_of(returned)
    pieces: list[str] = []
    at = 0
    for i, j in kept_tokens(before, after)[:-1]:
        pieces += (returned[at : after.starts[j]], sent[before.starts[i] : before.ends[i]])
        at = after.ends[j]
    pieces.append(returned[at:])
    return "".join(pieces)
