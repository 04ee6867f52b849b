"""Record: facts about an agreement, and executed copies with what was verified of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from mou_builder.actions.record import (
    AmendedConfigs,
    RecordedConfig,
    record_fact,
    signed_papers,
    signers_of,
    withdraw_fact,
)
from mou_builder.agreement.wording import capitalized
from mou_builder.check.checking import Checked, Ready
from mou_builder.check.record.signers import Signer
from mou_builder.check.record.words import is_of_the_library
from mou_builder.check.rules.record import NEEDED
from mou_builder.config.amendments import amendments_of, base_digest, names_of_step
from mou_builder.config.facts import Record, RecordedFact, Withdrawal
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.files import read_file
from mou_builder.frozen import dataclass, replace
from mou_builder.library.fact import Fact
from mou_builder.library.typed.moments import read_date
from mou_builder.portfolio.portfolio import portfolio
from mou_builder.portfolio.states import AgreementState
from mou_builder.record.digest import LARGEST_COPY
from mou_builder.record.recording import keys_to_ask, wrong_keys
from mou_builder.report.diagnostics.on_pages import is_for_the_file
from mou_builder.report.record.wording import FACT_TITLES, fact_text
from mou_builder.report.status import wording
from mou_builder.web.counts import count_in
from mou_builder.web.folder.config_folder import SavedMeanwhile
from mou_builder.web.papers import papers_of
from mou_builder.web.responses import download, go_to
from mou_builder.web.safety.guard import add_notice, csrf, signed_in
from mou_builder.web.uploads import LARGEST_REQUEST, Upload
from mou_builder.web.workbench import Workbench, current_workbench
from mou_builder.yamltext.unreadable import Unreadable

if TYPE_CHECKING:
    from mou_builder.actions.executed_copies import ExecutedCopy
    from mou_builder.pdf_reading.evidence import PdfEvidence
    from mou_builder.word.template.compiling import Template

COPIES = "signed"
"""The folder beside a config in which its executed copies are kept."""
_OF_THE_LIBRARY = (
    "Nobody changed the agreement: the workbench has a newer library than the record. Whoever "
    "starts it names the library as it was then (mou serve --library DIR)."
)
_OF_THE_CONFIG = (
    "What is recorded says nothing about the words as they are now. See under History what was "
    "changed and take it back, or propose an amendment of the agreement as it was."
)
_CHANGED_MEANWHILE = (
    "Nothing was recorded: the agreement was changed after this page was shown, by somebody else "
    "or in an editor. See under History what was changed. If the paper that was signed says what "
    "the agreement says now, record it again."
)
_MOST_TRIES = 9
"""How often a file may be written by others while a fact is put into it."""
_ENDINGS = (".pdf", ".docx")
_KEYS = ("by", "for", "resolution", "vote", "where", "notice", "amendment")


@dataclass(frozen=True)
class LookedAt:
    """What was found of an executed copy that somebody sent, before it is put on record.

    ``told`` is what else there is to know of a PDF. ``held`` is the id by which the file is kept,
    so that it need not be chosen again; "" if it is not.
    """

    file: str
    told: tuple[str, ...] = ()
    copy: ExecutedCopy | None = None
    against: tuple[Diagnostic, ...] = ()
    held: str = ""


class BadFact(ValueError):
    """A fact that the form does not say rightly, in words for the person who filled it in."""


def choose() -> str:
    """Ask for an agreement."""
    return render_template("record/choose.html", names=current_workbench().folder.names())


def show(name: str) -> str:
    """Show the record of an agreement; with ``fact``, the form to record one."""
    return _record_page(name, request.args.get("fact", ""))


def put_fact(name: str) -> str | Response:
    """Record a fact; facts of several people at once come one after the other."""
    bench = current_workbench()
    try:
        fact = _fact_in_form(bench.today)

        def with_fact(checked: Checked) -> RecordedConfig:
            if fact.fact.is_about_words:
                _refuse_other_words(checked, request.form.get("shown", ""))
            return record_fact(checked, fact, bench.library, bench.today)

        checked, made = _put_on_record(bench, name, with_fact)
    except BadFact as fault:
        return _record_page(name, request.form.get("fact", ""), said=str(fault))
    except Refused as refused:
        return _record_page(name, request.form.get("fact", ""), against=refused.diagnostics)
    _tell(made.fact, signers_of(checked), made.told)
    return go_to("record.show", name=name)


def _tell(fact: RecordedFact, all_of: tuple[Signer, ...], told: Iterable[Diagnostic]) -> None:
    """Say on the next page what was recorded, and what there is to look at because of it."""
    add_notice(f"Recorded: {fact_text(fact, all_of)}")
    for each in map(current_workbench().on_a_page, told):
        hint = f". {capitalized(each.hint)}" if each.hint else ""
        add_notice(f"Look at this: {each.message}{hint}.", "warn")


def withdraw(name: str) -> str | Response:
    """Withdraw an entry that was recorded by mistake; it stays on the page."""
    bench = current_workbench()
    number, because = _number_in(request.form.get("of", "")) or 0, request.form.get("because", "")
    if not because.strip():
        return _record_page(name, said="Say why the entry is withdrawn.")
    try:
        withdrawal = Withdrawal(bench.today, because.strip())

        def without_fact(checked: Checked) -> RecordedConfig:
            return withdraw_fact(checked, number, withdrawal, bench.library, bench.today)

        checked, made = _put_on_record(bench, name, without_fact)
    except Refused as refused:
        return _record_page(name, against=refused.diagnostics)
    add_notice(fact_text(made.fact, signers_of(checked)))
    return go_to("record.show", name=name)


def put_copy(name: str) -> str | Response:
    """Look at an executed copy, and put it on record where that is asked for."""
    bench = current_workbench()
    checked = bench.checked(name)
    held, sent = _sent_copy(bench)
    if sent is None:
        return _record_page(name, said="Choose a file: a PDF, or a Word file.")
    data, file = sent.data, sent.name
    try:
        number = _amendment_in_form()
    except BadFact as fault:
        return _record_page(name, said=str(fault))
    found = _looked_at(bench, _signed_paper(bench, name, checked, number), data, file)
    if request.form.get("do") != "record" or found.copy is None:
        return _record_page(name, looked_at=replace(found, held=held if found.copy else ""))
    copy, looked_at_words = found.copy.copy, base_digest(checked.source.data)
    try:
        fact = _with_day(RecordedFact(Fact.COPY, bench.today, amendment=number, copy=copy))

        def with_copy(checked: Checked) -> RecordedConfig:
            _refuse_other_words(checked, looked_at_words)
            record_fact(checked, fact, bench.library, bench.today)  # else it is not kept either
            kept = bench.folder.keep_beside(name, COPIES, file, data)
            as_kept = replace(fact, copy=replace(copy, file=kept))
            return record_fact(checked, as_kept, bench.library, bench.today)

        _, made = _put_on_record(bench, name, with_copy)
    except BadFact as fault:
        return _record_page(name, said=str(fault), looked_at=replace(found, held=held))
    except Refused as refused:
        return _record_page(name, against=refused.diagnostics, looked_at=replace(found, held=held))
    bench.uploads.drop(csrf(), held)
    _tell(made.fact, (), (*found.copy.diagnostics, *made.told))
    return go_to("record.show", name=name)


def _put_on_record(
    bench: Workbench, name: str, change: Callable[[Checked], RecordedConfig]
) -> tuple[Checked, RecordedConfig]:
    """Save a change of what is on record; return the config that it was made of, and the change.

    Another program may write the file between the reading and the saving: then it is read anew,
    for what is recorded stands beside whatever else was.
    """
    with bench.folder.locked():
        for is_last in (*[False] * _MOST_TRIES, True):
            state = bench.state(name)
            checked = bench.checked(name, state.data)
            made = change(checked)
            try:
                bench.folder.save(name, made.text.encode(), state.digest, signed_in().name)
            except SavedMeanwhile:
                if is_last:
                    raise
            else:
                break
    return checked, made


def _refuse_other_words(checked: Checked, shown: str) -> None:
    """Raise `BadFact` where the agreement says other things than on the page that was shown."""
    if shown and shown != base_digest(checked.source.data):
        raise BadFact(_CHANGED_MEANWHILE)


def paper_to_sign(name: str) -> Response:
    """Send the agreement as it is saved, to be signed."""
    bench = current_workbench()
    return papers_of(bench, bench.checked(name), request.args.get("paper", ""), draft=False)


def download_copy(name: str) -> Response:
    """Hand out an executed copy that is on record."""
    bench = current_workbench()
    checked = bench.checked(name)
    wanted = request.args.get("file", "")
    if wanted not in {each.copy.file for each in _record_of(checked).facts if each.copy}:
        abort(404)
    path = PurePosixPath(name).parent / wanted
    data = read_file(bench.folder.document(path.as_posix(), _ENDINGS), LARGEST_COPY)
    return download(data, path.name)


def _sent_copy(bench: Workbench) -> tuple[str, Upload | None]:
    """Return the copy that was sent, now or with the form before, and the id that it is kept by."""
    sent = request.files.get("copy")
    if sent is None or not sent.filename:
        held = request.form.get("held", "")
        return held, bench.uploads.find(csrf(), held)
    data, file = sent.stream.read(LARGEST_COPY + 1), PureWindowsPath(sent.filename).name
    held = bench.uploads.keep(csrf(), file, data)
    return held, bench.uploads.find(csrf(), held)


def _signed_paper(
    bench: Workbench, name: str, checked: Checked, number: int | None
) -> Checked | AmendedConfigs:
    """Return what was signed: the agreement, or the steps from and to an amendment of it."""
    if number is None:
        return checked
    steps = names_of_step(name, number, bench.folder.has)
    return AmendedConfigs(*(bench.checked(each.as_posix()) for each in steps))


def _looked_at(
    bench: Workbench, made_from: Checked | AmendedConfigs, data: bytes, file: str
) -> LookedAt:
    from mou_builder.actions.executed_copies import executed_copy, paper_of
    from mou_builder.actions.verify import verify  # what judges signatures is slow to load
    from mou_builder.disk.bounded import read_safely
    from mou_builder.pdf.setting.fonts import Fonts

    looks = bench.letterhead
    read: list[PdfEvidence] = []

    def once(content: bytes, named: str) -> PdfEvidence:
        read[:] = read or [read_safely(content, named, fonts=Fonts(looks.fonts).own_places())]
        return read[0]

    before, after = (
        (made_from.before.source, made_from.after.source)
        if isinstance(made_from, AmendedConfigs)
        else (None, made_from.source)
    )

    def looked_at(house: Template | None) -> LookedAt:
        told: list[str] = []
        try:
            if file.lower().endswith(".pdf"):
                evidence = once(data, file)
                verified = verify(evidence, file, bench.library, after, before=before, house=house)
                told += (*verified.facts, *verified.notes)
            copy = executed_copy(paper_of(made_from), data, file, file, once, house)
        except Refused as refused:
            return LookedAt(file, _beside(told, refused.diagnostics), against=refused.diagnostics)
        return LookedAt(file, _beside(told, copy.diagnostics), copy)

    found = looked_at(looks.house)
    if looks.house and not found.copy:  # it may be older than the letterhead
        plain = looked_at(None)
        found = plain if plain.copy else found
    return found


def _beside(told: Iterable[str], findings: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return what is told of a file beside what was found of it, and without any option."""
    found = {each.message for each in findings}
    return tuple(each for each in told if each not in found and not is_for_the_file(each))


def _fact_in_form(today: date) -> RecordedFact:
    """Return the fact that the form says; raise `BadFact` for what it does not say rightly."""
    kind = _kind_named(request.form.get("fact", ""))
    if kind is None or kind is Fact.COPY:
        raise BadFact("Choose what is to be recorded.")
    given = {key: request.form.get(key, "").strip() for key in _KEYS}
    made = RecordedFact(
        kind,
        today,
        by=given["by"] or None,
        place=given["for"] or None,
        resolution=given["resolution"] or None,
        vote=given["vote"] or None,
        where=given["where"] or None,
        notice=_day_in(given["notice"], "of the notice") if given["notice"] else None,
        amendment=_amendment_in_form(),
    )
    for each in wrong_keys(made):
        if each.is_lacking:
            raise BadFact(f"This is still missing: {LABELS[each.key].lower()}.")
        raise BadFact(f"“{LABELS[each.key]}” says nothing about this fact.")
    return _with_day(made)


def _amendment_in_form() -> int | None:
    """Return the amendment that a form is about, None for the agreement; raise `BadFact`."""
    given = request.form.get("amendment", "").strip()
    number = _number_in(given)
    if given and number is None:
        raise BadFact("Choose the agreement itself, or one of its amendments.")
    return number


def _number_in(text: str) -> int | None:
    return count_in(text, 9999)


def _with_day(made: RecordedFact) -> RecordedFact:
    given = request.form.get("day", "").strip()
    return replace(made, day=_day_in(given, "of the fact")) if given else made


def _day_in(text: str, what: str) -> date:
    try:
        return read_date(text)
    except Unreadable as fault:
        raise BadFact(f"The day {what} cannot be read: {fault}") from None


def _kind_named(text: str) -> Fact | None:
    return Fact(text) if text in list(Fact) else None


_TO_SIGN = frozenset(
    {AgreementState.READY, AgreementState.OUT, AgreementState.ADOPTED, AgreementState.PARTLY}
)
"""The states in which somebody has yet to sign the agreement."""
LABELS = {
    "by": "By whom",
    "for": "Signature block",
    "resolution": "Resolution or motion",
    "vote": "Vote",
    "where": "Where, or with whom",
    "notice": "Day on which notice was given",
    "amendment": "About which paper",
}
"""How the form calls each key of a fact."""


def _record_of(checked: Checked) -> Record:
    return checked.config.record if isinstance(checked, Ready) else Record()


def _record_page(
    name: str,
    fact: str = "",
    *,
    said: str = "",
    against: tuple[Diagnostic, ...] = (),
    looked_at: LookedAt | None = None,
) -> str:
    bench = current_workbench()
    checked = bench.checked(name)
    kind = _kind_named(fact)
    stands = bench.standing(name, checked)
    amendments = [each.number for each in stands.amendments]
    pending = stands.pending_amendment
    is_of_library = is_of_the_library(stands.changed, stands.digest)
    return render_template(
        "record/record.html",
        name=name,
        stands=stands,
        wording=wording,
        what_to_do=_OF_THE_LIBRARY if is_of_library else _OF_THE_CONFIG,
        is_ready=isinstance(checked, Ready),
        faults=checked.errors,
        facts=_record_of(checked).facts,
        fact_text=fact_text,
        overall=next((each for each in portfolio(bench.standings()) if each.file == name), stands),
        signers=signers_of(checked),
        papers=list(signed_papers(checked, stands, _before_amendments(bench, checked, name))),
        pending=pending.number if pending else None,
        kinds=[each for each in Fact if each is not Fact.COPY],
        titles=FACT_TITLES,
        kind=kind,
        keys=keys_to_ask(kind, is_amended=bool(amendments)) if kind else (),
        needed=NEEDED.get(kind, ()) if kind else (),
        labels=LABELS,
        amendments=amendments,
        is_to_sign=stands.state in _TO_SIGN and not amendments,
        shown=base_digest(checked.source.data),
        today=bench.today,
        said=said,
        against=against,
        looked_at=looked_at,
        largest=min(LARGEST_COPY, LARGEST_REQUEST) // 1_000_000,
    )


def _before_amendments(bench: Workbench, checked: Checked, name: str) -> Checked:
    """Return the config in which the signatures under the agreement itself are recorded.

    That is the one before its first amendment, where the folder has it.
    """
    first, _ = names_of_step(name, 1, bench.folder.has)
    if not amendments_of(checked.source) or not bench.folder.has(first):
        return checked
    return bench.checked(first.as_posix())
