"""From the configs of a folder to a register for the public: static pages, a feed, JSON.

No files, no clock: configs and a template come in as values, and the pages go out as bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from mou_builder.actions.compare import Side, compare_sides
from mou_builder.actions.render import Format, RenderOptions, agreement_of, render
from mou_builder.agreement.wording import counted, listed
from mou_builder.check.checking import Checked, NotReady, ready
from mou_builder.check.codes import CHANGED_WORDS
from mou_builder.check.record.entries import record_of
from mou_builder.check.record.signatures import signed_by
from mou_builder.check.record.words import other_words_text, what_to_do
from mou_builder.config.facts import Record
from mou_builder.config.refusals import refusal
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity, as_typed
from mou_builder.drafting.importing.file_name import everywhere
from mou_builder.frozen import dataclass, replace
from mou_builder.library.fact import Fact
from mou_builder.patterns import pattern
from mou_builder.portfolio.joining import follows
from mou_builder.portfolio.portfolio import portfolio
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import AmendmentState
from mou_builder.record.register import (
    RegisterEntry,
    RegisterEvent,
    WithheldEntry,
    public_facts,
)
from mou_builder.renewal.history import past_terms
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.record.wording import fact_text
from mou_builder.report.register.as_feed import register_feed
from mou_builder.report.register.as_html import entry_html, register_html
from mou_builder.report.register.as_json import register_json
from mou_builder.yamltext.changes import at_path

_NOT_PLAIN = pattern(r"[^a-z0-9]+")


@dataclass(frozen=True)
class PublishOptions:
    """What a register is made with; ``url`` is where it will stand, for its feed.

    Diagnostics call the template ``template_name``. ``fonts`` are folders of fonts that its PDFs
    may use.
    """

    template: bytes
    as_of: date
    title: str
    url: str = ""
    made: datetime | None = None
    fonts: tuple[Path, ...] = ()
    template_name: str = "template"


@dataclass(frozen=True)
class KnownAgreement:
    """A config of the folder, checked, and how it stands."""

    checked: Checked
    standing: Standing


@dataclass(frozen=True)
class Site:
    """The files of a register by their path, and what there is to say about it."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


def publish(found: Sequence[KnownAgreement], options: PublishOptions) -> Site:
    """Return the register of all agreements in effect that were recorded as public."""
    return _Publishing(found, options).site()


def left_behind(site: Site, there: Iterable[Path]) -> Iterator[Diagnostic]:
    """Yield warnings of pages that are ``there``, by their folders, and not in the register."""
    shown = {name.partition("/")[0] for name in site.files}
    for folder in there:
        if folder.name not in shown:
            message = "this page is of an agreement that the register no longer shows"
            hint = "remove the folder, here and where the register stands, if nobody should see it"
            yield Diagnostic("MOU935", Severity.WARNING, message, Place(str(folder)), hint)


_NAMED = 5
"""How many agreements that are not shown are named."""


class _Publishing:
    def __init__(self, found: Sequence[KnownAgreement], options: PublishOptions) -> None:
        self.known = {each.standing.file: each for each in found}
        self.options = options
        self.agreements = portfolio([each.standing for each in found])
        self.files: dict[str, bytes] = {}
        self.diagnostics: list[Diagnostic] = []
        self.folders: set[str] = set()
        self.withheld: list[WithheldEntry] = []

    def site(self) -> Site:
        entries: list[RegisterEntry] = []
        for each in self.agreements:
            if each.is_public and each.state.is_in_force:
                try:
                    entries.append(self.entry(each))
                except Refused as refused:  # one that cannot be shown does not hide the others
                    self.withhold(each, refused.diagnostics)
            elif each.is_public and each.state.is_changed:
                self.withhold(each, (self.changed(each),))
        self.diagnostics += _public_and_unreadable(each.checked for each in self.known.values())
        self.diagnostics += self.not_shown()
        entries.sort(key=lambda each: (each.district, each.agency))
        self.withheld.sort(key=lambda each: (each.district, each.agency))
        title, day = self.options.title, self.options.as_of
        self.files["index.html"] = register_html(entries, self.withheld, title, day).encode()
        self.files["feed.xml"] = register_feed(entries, title, self.options.url, day)
        self.files["register.json"] = register_json(entries, self.withheld, title, day).encode()
        return Site(self.files, tuple(self.diagnostics))

    def not_shown(self) -> Iterator[Diagnostic]:
        """Yield notes of what a person may look for in the register, and what it waits for."""
        for each in self.agreements:
            if each.is_public and each.state.is_to_come:
                message = f"the register does not show this agreement yet: it is {each.state.value}"
                hint = f"what is recorded, and what is lacking: mou status {as_typed(each.file)}"
                yield Diagnostic("MOU934", Severity.NOTE, message, Place(each.file), hint)
        in_force = (each for each in self.agreements if each.state.is_in_force)
        unsaid = [each.file for each in in_force if not each.is_public]
        if unsaid:
            message = (
                f"the register does not show {counted(len(unsaid), 'agreement')} in effect that "
                "nobody recorded as public"
            )
            more = unsaid[_NAMED:]
            named = [*unsaid[:_NAMED], f"{len(more)} more"] if more else unsaid
            hint = f"what may be shown: mou record CONFIG public, for {listed(named)}"
            yield Diagnostic("MOU934", Severity.NOTE, message, Place(unsaid[0]), hint)

    def withhold(self, stands: Standing, why: Sequence[Diagnostic]) -> None:
        """Leave an agreement out, and say so; to the public, if it was told of it before."""
        self.diagnostics += why
        all_of = stands.terms.signers if stands.terms else ()
        if signed_by(stands.record, all_of, self.options.as_of).by_all:
            self.withheld.append(WithheldEntry(stands.district, stands.agency))

    def changed(self, stands: Standing, left_out: str = "it is left out") -> Diagnostic:
        """Return what is said of an agreement whose words are not those on record."""
        source = self.known[stands.file].checked.source
        message = f"{left_out}: {other_words_text(stands.changed, stands.digest)}"
        place, hint = source.place(("record",)), what_to_do(stands.changed, stands.digest)
        return Diagnostic(CHANGED_WORDS, Severity.ERROR, message, place, hint)

    def entry(self, stands: Standing) -> RegisterEntry:
        checked = _with_record(self.known[stands.file].checked, stands.record)
        as_published = RenderOptions(
            formats=(Format.PDF, Format.HTML),
            template=self.options.template,
            template_name=self.options.template_name,
            conformed=self.options.as_of,
            carries_config=False,
            made=self.options.made,
            fonts=self.options.fonts,
        )
        made = render(checked, as_published)
        self.diagnostics += made.diagnostics
        folder = self.folder(stands)
        for name, data in made.files.items():
            self.files[f"{folder}/agreement.{name.rpartition('.')[2]}"] = data
        in_effect = [
            each.number for each in stands.amendments if each.state is AmendmentState.IN_EFFECT
        ]
        facts = list(public_facts(stands.record, in_effect))
        entry = RegisterEntry(
            folder=folder,
            title=made.agreement.title.text,
            district=stands.district,
            agency=stands.agency,
            since=stands.since,
            until=stands.until,
            state=stands.state.value,
            signed=tuple(self.signed(stands)),
            postings=tuple(
                fact_text(each) for each in facts if each.fact in (Fact.POSTED, Fact.FILED)
            ),
            events=(
                *self.events(stands, in_effect),
                *self.past_events(checked),
                *self.renewal(stands),
            ),
        )
        self.files[f"{folder}/index.html"] = entry_html(
            entry, self.options.title, self.options.as_of
        ).encode()
        return entry

    def signed(self, stands: Standing) -> Iterator[tuple[str, date]]:
        all_of = stands.terms.signers if stands.terms else ()
        signed = signed_by(stands.record, all_of, self.options.as_of)
        for each in all_of:
            yield signed.who(each), signed.days[each.place]

    def folder(self, stands: Standing) -> str:
        """Return a name for a folder: of the parties, and with a number where that is taken."""
        plain = unicodedata.normalize("NFKD", f"{stands.district} {stands.agency}".lower())
        name = _NOT_PLAIN.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")[:80]
        name, number = everywhere(name or "agreement"), 1
        while (found := name if number == 1 else f"{name}-{number}") in self.folders:
            number += 1
        self.folders.add(found)
        return found

    def events(self, stands: Standing, in_effect: Sequence[int]) -> Iterator[RegisterEvent]:
        """Yield what happened in this term, and what each amendment changed."""
        for each in public_facts(stands.record, in_effect):
            if each.fact is not Fact.AMENDED:  # told below, with what it changed
                yield RegisterEvent(each.day, fact_text(each, dated=False))
        for amendment in stands.amendments:
            if amendment.number not in in_effect or amendment.day is None:
                continue
            text = f"Amendment No. {amendment.number} took effect."
            changes = self.changes_of_amendment(stands, amendment.number)
            yield RegisterEvent(amendment.day, text, tuple(changes))

    def changes_of_amendment(self, stands: Standing, number: int) -> list[str]:
        steps = [each.number for each in stands.amendments]
        at = steps.index(number) if number in steps else -1
        sides = [self.with_lineage(stands, stands.lineage[:length]) for length in (at, at + 1)]
        before, after = sides
        if before is None or after is None:
            return []
        if changed := [each for each in (before, after) if each.changed]:
            said = f"what Amendment No. {number} changed is not told"
            self.diagnostics += (self.changed(each, said) for each in changed)
            return []
        return _changes_in_sentences(*(self.known[each.file].checked for each in (before, after)))

    def with_lineage(self, stands: Standing, lineage: tuple[str, ...]) -> Standing | None:
        """Return how the config of this agreement stands that has exactly these amendments."""
        return next((each for each in stands.configs if each.lineage == lineage), None)

    def past_events(self, checked: Checked) -> Iterator[RegisterEvent]:
        """Yield the public facts of past terms, as the config keeps them."""
        for term in past_terms(checked.source.data):
            record = record_of(term.get("record"))
            for each in public_facts(record, _signed_amendments(record)):
                yield RegisterEvent(each.day, f"Former term: {fact_text(each, dated=False)}")

    def renewal(self, stands: Standing) -> Iterator[RegisterEvent]:
        """Yield that this term began, and what changed from the term before, if that is known."""
        if not stands.past or stands.since is None:
            return
        before = [
            each
            for each in self.agreements
            if each.is_public and each.until == stands.past[-1].until and follows(stands, each)
        ]
        old = self.known[before[0].file].checked if before and not before[0].changed else None
        changes = _changes_in_sentences(old, self.known[stands.file].checked) if old else []
        yield RegisterEvent(stands.since, "A further term began.", tuple(changes))


def _public_and_unreadable(configs: Iterable[Checked]) -> Iterator[Diagnostic]:
    """Yield the errors of public agreements that cannot be read."""
    for each in configs:
        record = record_of(at_path(each.source.data, ("record",)))
        if isinstance(each, NotReady) and record.of(Fact.PUBLIC):
            yield from each.errors


def _with_record(checked: Checked, record: Record) -> Checked:
    """Return a config with all facts of its agreement, also those that other configs of it have."""
    made = ready(checked)
    return replace(made, config=replace(made.config, record=record))


def _signed_amendments(record: Record) -> set[int]:
    """Return the amendments of a past term that all have signed who signed the agreement."""
    of_agreement = _who_signed(record, None)
    numbers = {each.amendment for each in record if each.amendment is not None}
    refused = {each for each in numbers if refusal(record, each)}
    return {
        number
        for number in numbers - refused
        if of_agreement and of_agreement <= _who_signed(record, number)
    }


def _who_signed(record: Record, amendment: int | None) -> set[str]:
    """Return the signature blocks that were signed, by what was recorded or in a copy."""
    by_hand = {each.place or "" for each in record.of(Fact.SIGNED, amendment=amendment)}
    copies = (each.copy for each in record.of(Fact.COPY, amendment=amendment))
    return by_hand | {found.field for copy in copies if copy for found in copy.signatures}


def _changes_in_sentences(old: Checked, new: Checked) -> list[str]:
    """Return in sentences what differs; nothing where one of the agreements cannot be made."""
    try:
        sides = [
            Side(each.source.file, ready(each), agreement_of(each, draft=False))
            for each in (old, new)
        ]
    except Refused:
        return []
    return PlainWords.of(ready(new), ready(old)).sentences(compare_sides(*sides).comparison)


def nothing_public(folder: str) -> Diagnostic:
    """Return what is said where no agreement may be shown."""
    message = "no agreement in effect is recorded as public, so that the register is empty"
    hint = "record it: mou record CONFIG public"
    return Diagnostic("MOU915", Severity.WARNING, message, Place(folder), hint)
