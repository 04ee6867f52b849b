"""From a config and a proposal to the files that carry it out: between core and command line.

No files, no clock: the texts, a template and the days come in as values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path, PurePath

from mou_builder.actions.render import (
    PROGRAM,
    agreement_of,
    document_title,
    pdf_of,
    sheet_of,
    source_of,
    unmarked_pages,
)
from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement, Comment, PartKind
from mou_builder.agreement.signing import closing
from mou_builder.agreement.wording import listed, long_date
from mou_builder.check.acceptance import ACCEPTED
from mou_builder.check.checking import Checked, Ready, check, ready
from mou_builder.check.record.signatures import signed_by
from mou_builder.check.record.signers import signers
from mou_builder.check.rule import Finding
from mou_builder.config.amendments import (
    RECORD,
    amendments_of,
    config_name,
    stem_of,
)
from mou_builder.config.extending import with_text
from mou_builder.config.moving import moved
from mou_builder.config.refusals import refusal
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Comparison
from mou_builder.difference.redline import redline
from mou_builder.frozen import dataclass, replace
from mou_builder.library.library import Library
from mou_builder.papers.instrument import (
    AmendmentOccasion,
    EarlierAmendment,
    changes_anything,
    instrument,
)
from mou_builder.portfolio.amended import refuse_amended
from mou_builder.portfolio.standing import standing
from mou_builder.portfolio.states import AmendmentState
from mou_builder.proposal.applying import AppliedProposal, apply
from mou_builder.proposal.outcome import news
from mou_builder.proposal.proposal import ClauseChange, DeclinedChange, Proposal, read_proposal
from mou_builder.review.findings import AwaitedFrom
from mou_builder.yamltext.changes import list_at, mappings_at
from mou_builder.yamltext.dotted import dotted
from mou_builder.yamltext.source import Path as YamlPath
from mou_builder.yamltext.source import Plain, Source

_REQUIREMENT = "MOU350"
"""A requirement that is not satisfied."""


@dataclass(frozen=True)
class AmendOptions:
    """What the files are made with: template, and the author and day of the tracked changes.

    Diagnostics call the template ``template_name``. ``author`` and ``day`` are the proposal's if
    left out, and then ``today``. ``folder`` is where the amended config is to be written; the
    config's own, if left out. ``fonts`` are folders of fonts that the PDF may use. ``draft`` asks
    for papers to talk about, ``agreed`` says that the parties agree to every change, also where one
    awaits an answer. ``others`` are configs that an earlier run may have made of the same one.
    """

    template: bytes
    today: date
    author: str = ""
    day: date | None = None
    folder: PurePath | None = None
    made: datetime | None = None
    fonts: tuple[Path, ...] = ()
    draft: bool = False
    agreed: bool = False
    others: Sequence[Checked] = ()
    template_name: str = "template"


@dataclass(frozen=True)
class Amendment:
    """The finished files by name: redline, instrument (DOCX, PDF) and amended config.

    ``name`` is that of the config; ``diagnostics`` are about the config as amended.
    """

    number: int
    files: Mapping[str, bytes]
    name: str
    diagnostics: tuple[Diagnostic, ...] = ()


def amend(checked: Checked, asked: Source, library: Library, options: AmendOptions) -> Amendment:
    """Carry a proposal out.

    Raises `Refused`: what the config lacks; MOU610 to MOU617 for a proposal that is not one; MOU620
    to MOU622 for one that does not fit; MOU623, with the diagnostics, for one whose result breaks
    the check; MOU624 for one that changes no word of the agreement; MOU625 where the config would
    accept a finding about the result for a reason that was given for another one; MOU626 for a
    paper to sign while changes await an answer; MOU628 for a config with an amendment that was
    refused; MOU629 for one that a signed amendment was made of. MOU627 warns that what is amended
    is not on record as signed.
    """
    old = agreement_of(checked, draft=False)
    before = ready(checked)
    model = before.model
    proposal = read_proposal(asked, model)
    if not (options.draft or options.agreed) and (
        awaited := tuple(_unanswered_changes(proposal, asked))
    ):
        raise Refused(awaited)
    refuse_amended(before.source, options.others)
    unsigned = tuple(_what_is_not_signed(before))
    if refused := tuple(each for each in unsigned if each.severity is Severity.ERROR):
        raise Refused(refused)
    day = options.day or proposal.date or options.today
    all_of = signers(before.config, model)
    signed = signed_by(before.config.record, all_of, date.max).by_all
    applied = apply(proposal, asked, checked.source, model, day, signed)
    stem = stem_of(checked.source.file)
    name = config_name(stem, applied.number)
    amended = _config_as_amended(applied, checked, library, asked, name, is_draft=options.draft)
    new = agreement_of(amended, draft=options.draft)
    comparison = compare(old, new)
    if not changes_anything(comparison):
        message = "the proposal changes no word of the agreement, so that there is nothing to amend"
        hint = "edit the config itself"
        place = asked.place(("changes",))
        raise Refused((Diagnostic("MOU624", Severity.ERROR, message, place, hint),))
    paper = replace(instrument_of(before, amended, comparison), draft=options.draft)
    marked = with_comments(redline(old, new), proposal, comparison)
    marked = with_declined(marked, proposal.declined, options.author or PROGRAM, day.isoformat())
    home = PurePath(checked.source.file).parent
    text = moved(applied.text, home, options.folder or home)
    files, more = _papers_of_amendment(
        marked, paper, (checked, amended), options, proposal, f"{stem}-amendment-{applied.number}"
    )
    return Amendment(
        applied.number,
        {**files, name: text.encode()},
        name,
        (*unsigned, *news(checked, amended), *more),
    )


def _unanswered_changes(proposal: Proposal, asked: Source) -> Iterator[Diagnostic]:
    """Yield the changes that one side has not answered, where a paper to sign is asked for."""
    hint: str | None = (
        "a draft to send: --draft. Where both sides agree, delete “awaits”, or say so of all "
        "changes: --agreed"
    )
    for each in proposal.changes:
        if each.awaits is None:
            continue
        open_ = {
            AwaitedFrom.THEM: "the other side has not answered it",
            AwaitedFrom.US: "it is the other side's, and awaits our answer",
        }[each.awaits]
        message = f"no paper to sign yet: the change of “{each.name}” is open; {open_}"
        place = asked.place(("changes", each.at, "awaits"))
        yield Diagnostic("MOU626", Severity.ERROR, message, place, hint)
        hint = None  # once is enough


def _what_is_not_signed(before: Ready) -> Iterator[Diagnostic]:
    """Yield what the record does not show as signed by all."""
    stands, source = standing(before, date.max), before.source
    place = source.keys.get((RECORD,)) or Place(source.file)
    hint = (
        "an amendment changes what is signed. Record who signed it (mou record), or change the "
        "config of a draft itself"
    )
    said = "the record does not show that {} is signed: no signature is on record of {}"
    if refused := refusal(stands.record):
        message = f"by the record, {refused.by} refused the agreement on {long_date(refused.day)}"
        yield Diagnostic("MOU627", Severity.WARNING, message, place, hint)
    elif stands.signed is None:
        message = said.format("the agreement", listed(stands.missing or ("anybody",)))
        yield Diagnostic("MOU627", Severity.WARNING, message, place, hint)
    for each in stands.amendments:
        name = f"Amendment No. {each.number}"
        if each.state is AmendmentState.REFUSED:
            message = f"{name}, which this config has in it, was refused"
            base = config_name(stem_of(source.file), each.number - 1)
            back = f"amend the config before it: {base}"
            yield Diagnostic("MOU628", Severity.ERROR, message, place, back)
        elif each.state is not AmendmentState.IN_EFFECT:
            message = said.format(name, listed(each.missing or ("anybody",)))
            yield Diagnostic("MOU627", Severity.WARNING, message, place, hint)


def instrument_of(before: Ready, after: Ready, comparison: Comparison) -> Agreement:
    """Return the instrument that turns one config into another, as the latter records it."""
    *earlier, last = amendments_of(after.source)
    names = {each.name for each in before.config.parties.values()}
    occasion = AmendmentOccasion(
        number=last.number,
        proposed_by=last.proposed_by if last.proposed_by in names else "",
        proposed=last.proposed,
        signed=last.agreement_signed or before.config.signed,
        closing=closing(replace(before.config, signed=None), before.model),
        earlier=tuple(EarlierAmendment(each.number, each.day) for each in earlier),
        effective=last.effective,
        approvals=last.approvals,
    )
    return instrument(comparison, occasion)


def instrument_again(before: Ready, after: Ready) -> Agreement | None:
    """Return the instrument that turned one config into another, as the latter records it.

    None where it records no amendment.
    """
    if not amendments_of(after.source):
        return None
    old, new = (assemble(each.config, each.model) for each in (before, after))
    return instrument_of(before, after, compare(old, new))


def _config_as_amended(
    applied: AppliedProposal,
    before: Checked,
    library: Library,
    asked: Source,
    name: str,
    *,
    is_draft: bool,
) -> Ready:
    """Check the config as amended; its diagnostics speak of it by its own name.

    What keeps an agreement only from being signed does not keep a draft from being discussed.
    """
    source = with_text(before.source, applied.text)
    found = check(source, library)
    told = tuple(
        replace(each, place=each.place._replace(file=name))
        if each.place.file == before.source.file
        else each
        for each in found.diagnostics
    )
    amended = replace(found, diagnostics=told)
    if amended.obstacles if is_draft else amended.errors:
        faults = _errors_by_change(asked, amended)
        here = tuple(_change_at_fault(at, asked, errors) for at, errors in faults.items())
        raise BrokenProposal((*here, *amended.errors), name, applied.text)
    if stale := tuple(_findings_accepted_by_chance(before, amended, asked)):
        raise BrokenProposal(stale, name, applied.text)
    return replace(ready(amended), source=replace(source, file=name))


def _errors_by_change(asked: Source, amended: Checked) -> dict[YamlPath, list[Diagnostic]]:
    """Return the errors of a proposal's result by the change that they speak of.

    What speaks of none is told at the first that is at fault; where none is, of all changes.
    """
    changes = list_at(asked.data, ("changes",))
    found: dict[YamlPath, list[Diagnostic]] = {}
    for error in amended.errors:
        for at, change in enumerate(changes):
            if isinstance(change, dict) and _speaks_of(error, change):
                found.setdefault(("changes", at), []).append(error)
    told = {id(each) for errors in found.values() for each in errors}
    if rest := [each for each in amended.errors if id(each) not in told]:
        found.setdefault(min(found, default=("changes",)), []).extend(rest)
    return dict(sorted(found.items(), key=lambda one: one[0][1:]))


def _speaks_of(error: Diagnostic, change: Mapping[str, Plain]) -> bool:
    if setting := change.get("setting"):
        return dotted(error.path) == setting
    return error.path[:2] == ("clauses", change.get("clause"))


def _change_at_fault(at: YamlPath, asked: Source, errors: Sequence[Diagnostic]) -> Diagnostic:
    message = "the config as the proposal makes it has errors"
    hint = _way_out(errors)
    return Diagnostic("MOU623", Severity.ERROR, message, asked.place(at), hint)


def _findings_accepted_by_chance(
    before: Checked, amended: Checked, asked: Source
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each finding that an acceptance given for another one covers.

    It was given for another breach, and its reason spoke of that one. One that the proposal itself
    accepts is accepted knowingly.
    """
    accepted = mappings_at(asked.data, ("accept",))
    codes = {(each.get("code"), each.get("about") or "") for each in accepted}
    used = {each.code for each in before.diagnostics if each.message.startswith(ACCEPTED)}
    for each in news(before, amended):
        if not isinstance(each, Finding) or not each.message.startswith(ACCEPTED):
            continue
        if each.code not in used or {(each.code, each.about), (each.code, "")} & codes:
            continue
        said = each.message.removeprefix(ACCEPTED)
        message = f"the config accepts {each.code} for a reason given for something else: {said}"
        hint = f"if all parties mean it, put into the proposal: {_acceptance_text(each)}"
        yield Diagnostic("MOU625", Severity.ERROR, message, asked.place(("changes",)), hint)


def _acceptance_text(found: Finding) -> str:
    about = f", about: {found.about}" if found.about else ""
    return f"accept: [{{code: {found.code}{about}, because: …}}]"


def _way_out(errors: Sequence[Diagnostic]) -> str:
    """Return what can be done: own words of the other side seldom meet a requirement's letter."""
    able = [each for each in errors if isinstance(each, Finding) and each.code == _REQUIREMENT]
    if len(able) < len(errors):
        return "change the proposal"
    told = ", ".join(
        _acceptance_text(each).removeprefix("accept: [").removesuffix("]") for each in able
    )
    return (
        f"change the proposal; or, if all parties mean it, put into the proposal: accept: [{told}]"
    )


class BrokenProposal(Refused):
    """A proposal whose result breaks the check; ``text`` is the config that it would make."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...], name: str, text: str) -> None:
        super().__init__(diagnostics)
        self.name = name
        self.text = text


def with_comments(marked: Agreement, proposal: Proposal, comparison: Comparison) -> Agreement:
    """Return a redline with a comment on each change: its reason, and who proposed it."""
    comments: dict[str, list[Comment]] = {}
    day = proposal.date.isoformat() if proposal.date else ""
    for each in proposal.changes:
        comment = Comment(proposal.proposed_by, each.because, day)
        for id_ in _clauses_to_comment(each, comparison):
            comments.setdefault(id_, []).append(comment)
    return commented(marked, comments)


def with_declined(
    marked: Agreement, declined: Sequence[DeclinedChange], author: str, day: str
) -> Agreement:
    """Return a redline with a comment on each clause of which a change is not taken.

    What is about no clause of it is told on the last one.
    """
    clauses = [each.id for each in marked.provisions]
    comments: dict[str, list[Comment]] = {}
    for each in declined if clauses else ():
        place = each.clause if each.clause in clauses else clauses[-1]
        comments.setdefault(place, []).append(Comment(author, each.text, day))
    return commented(marked, comments)


def commented(marked: Agreement, comments: Mapping[str, Sequence[Comment]]) -> Agreement:
    """Put comments on the first place where a clause stands; one that moved stands twice."""
    left = dict(comments)
    return marked.with_provisions(
        lambda each: replace(each, comments=(*each.comments, *left.pop(each.id, ())))
    )


def _clauses_to_comment(change: object, comparison: Comparison) -> list[str]:
    """Return the clauses that a change is commented on: its own, or the first that it shows in.

    What changes no clause is commented on where the clauses end.
    """
    if isinstance(change, ClauseChange):
        return [change.clause]
    name = getattr(change, "name", "")
    shown = [
        item.id
        for item in comparison.items
        if item.part is PartKind.CLAUSE
        and any(cause.path.startswith(name) for cause in item.causes)
    ]
    return shown[:1] or [comparison.new.provisions[-1].id]


def _papers_of_amendment(
    marked: Agreement,
    paper: Agreement,
    sides: tuple[Checked, Checked],
    options: AmendOptions,
    proposal: Proposal,
    stem: str,
) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    from mou_builder.pdf.values import Attachment, Job
    from mou_builder.word.writing.document import Revision, render_docx

    day = options.day or proposal.date or options.today
    revision = Revision(options.author or proposal.proposed_by, day.isoformat())
    source = source_of(sides[1], marked, sides[0])
    template, name_of_template = options.template, options.template_name
    redlined = render_docx(marked, template, source, revision, template_name=name_of_template)
    carried = replace(source_of(sides[1], paper, sides[0]), is_instrument=True)
    docx = render_docx(paper, template, carried, template_name=name_of_template)
    sheet = sheet_of(paper, template, document_title(paper), name_of_template)
    attachment = Attachment(source.config_name, source.config)
    base = source.before and Attachment(
        *source.before, description="The configuration that is amended", relationship="supplement"
    )
    name = f"{stem}-draft" if paper.draft else stem
    job = Job(sheet.title, paper.language, attachment, options.made, f"{name}.pdf", base)
    rendered = pdf_of(sheet, job, options.fonts, name_of_template)
    files = {
        f"{stem}-redline.docx": redlined,
        f"{name}.docx": docx,
        f"{name}.pdf": rendered.pdf,
    }
    unmarked = unmarked_pages(paper, template, name_of_template)
    return files, (*unmarked, *rendered.diagnostics)
