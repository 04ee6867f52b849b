"""From a returned Word file and the library to a `Review`: between the core and the command line.

No files, no clock: bytes, a config's text and a template come in as values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement, Key, PartKind
from mou_builder.check.checking import Checked, Ready, check
from mou_builder.config.extending import standalone
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity, refusal
from mou_builder.frozen import dataclass, replace
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.proposal.from_review import ProposedFromReview, proposed_changes
from mou_builder.proposal.rounds import is_agreed, rebased, rejections
from mou_builder.review.findings import Review
from mou_builder.review.folding import plain
from mou_builder.review.line_match import Anchors
from mou_builder.review.made_with import MadeWith, made_with
from mou_builder.review.returned_copy import ReturnedCopy
from mou_builder.review.reviewing import SentAgreement, review
from mou_builder.review.sent_parts import sent_parts
from mou_builder.word.names import FIRST, PACKAGED_TEMPLATE, Anchor
from mou_builder.word.reading.copy import is_ours, read_copy, what_it_is
from mou_builder.word.writing.document import render_docx
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source

_LEAST_COMMON = 0.3
"""The share of the sent clauses that a copy of the agreement has at least."""


@dataclass(frozen=True)
class Reviewing:
    """A review, the config that the copy was compared with, and what there is to say about both.

    Of a redline ``signed`` is the config of its old side, which is the agreement in effect.
    """

    review: Review
    checked: Ready
    copy: ReturnedCopy
    sent: SentAgreement
    template: bytes
    signed: Ready | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def review_copy(
    data: bytes,
    file: str,
    library: Library,
    template: bytes,
    against: Source | None = None,
    before: Source | None = None,
    template_name: str = "template",
) -> Reviewing:
    """Review a Word file that came back, against the config inside it or against ``against``.

    Of a redline the old side is ``before``, or the config inside the file where ``against`` is none
    or that of the file, too. Diagnostics call ``template`` by ``template_name``.

    Raises `Refused`: MOU401 and MOU402 for a file that is no Word file or hostile; MOU601 for one
    that is not a copy of an agreement of ours; MOU602 where the config was stripped from it; MOU603
    where no agreement can be made of the config.
    """
    copy = read_copy(data, file)
    source = _config_of(copy, against)
    checked = _ready_to_assemble(check(source, library), file)
    paper = copy.source.paper.split() if copy.source else []
    agreement = _assembled(checked, is_draft=_DRAFT in paper)
    signed = _old_side_of_redline(copy, library, against, before)
    old = _assembled(signed) if signed else None
    if _AMENDMENT in paper:
        agreement = replace(_instrument_as_sent(copy, signed, checked), draft=_DRAFT in paper)
        signed = old = None
    anchors = anchors_of(agreement, checked.model)
    if old is not None:
        anchors = {**anchors_of(old, signed.model if signed else checked.model), **anchors}
    made, notes = _template_read(agreement, template, copy, template_name)
    if old is not None and against is not None and before is None:
        notes = (*notes, _OLD_IS_CARRIED)
    recorded = made_with(copy.source, anchors, agreement.digest)
    sent = SentAgreement(agreement, anchors, made, old, notes, recorded)
    found = review(sent, copy)
    if copy.source is None and not _is_a_copy(found):
        raise _not_ours(copy)
    warnings = (
        *_configs_not_sent(copy, against, before),
        *_library_changes(copy, agreement, against, recorded),
    )
    return Reviewing(found, checked, copy, sent, template, signed, warnings)


_OLD_IS_CARRIED = (
    "the agreement before our changes is the one that the file itself carries; to compare with "
    "your own, give both configs: --against OLD --against NEW"
)


def _old_side_of_redline(
    copy: ReturnedCopy, library: Library, against: Source | None, before: Source | None
) -> Ready | None:
    """Return the config of the old side of a redline; None where the copy is no redline."""
    if before is not None:
        return _ready_to_assemble(check(before, library), copy.file)
    if copy.source is None or not copy.source.before:
        return None
    if against is not None and standalone(against).encode() != copy.source.config:
        return None
    source = yaml_source.parse(copy.source.before, copy.source.before_name or "before.yaml")
    return _ready_to_assemble(check(source, library), copy.file)


def _template_read(
    agreement: Agreement, template: bytes, copy: ReturnedCopy, name: str
) -> tuple[ReturnedCopy, tuple[str, ...]]:
    """Return the agreement in its template as it was sent, read; and what to say of the template.

    A house template that is not given is the one that the file carries. That one is the file's own
    word, and so what it prints is told.
    """
    carried = copy.source.template if copy.source else None
    is_given = sha256(template).hexdigest() != PACKAGED_TEMPLATE
    if carried is None or is_given:
        notes: tuple[str, ...] = ()
        if carried is not None and carried.digest != sha256(template).hexdigest():
            notes = ("the document says that it was made with another template",)
        few = agreement if is_given else _first_clauses(agreement)
        return _rendered_and_read(few, template, name), notes
    if not carried.data:
        return _rendered_and_read(agreement, template, name), (
            "it was made with a house template, which is missing here: give it with --template",
        )
    made = _rendered_and_read(agreement, carried.data, copy.file, carried.pictures)
    printed = " / ".join(dict.fromkeys(_printed_by_template(made, agreement)))
    said = (
        "its house template is the one that the file itself carries; to compare with your own, "
        f"give it with --template. It prints: “{printed[:1_000]}”"
    )
    return made, (said,)


_CLAUSES_TO_READ = 2


def _first_clauses(agreement: Agreement) -> Agreement:
    """Return an agreement of its first clauses.

    They show all that the packaged template prints, which has no line of its own but in the
    margins and numbers clauses as everybody does; to read the others twice takes long.
    """
    kept = [
        replace(each, provisions=each.provisions[:_CLAUSES_TO_READ])
        for each in agreement.sections[:1]
    ]
    return replace(agreement, sections=tuple(kept))


def _rendered_and_read(
    agreement: Agreement, template: bytes, name: str, pictures: Mapping[str, str] | None = None
) -> ReturnedCopy:
    made = render_docx(agreement, template, None, template_name=name)
    return read_copy(made, name, pictures or {})


def _printed_by_template(made: ReturnedCopy, agreement: Agreement) -> Iterator[str]:
    """Yield what a template prints beside the agreement."""
    own = {plain(line.text) for part in sent_parts(agreement) for line in part.lines}
    for line in (*made.lines, *(one for each in made.margins for one in each.lines)):
        if line.accepted.strip() and plain(line.accepted) not in own:
            yield " ".join(line.accepted.split())


def proposal_of(reviewing: Reviewing) -> ProposedFromReview:
    """Return the proposal that a returned copy makes, and what no proposal can say.

    Of a redline it is made against the agreement that was signed, not against an amendment that
    nobody has signed yet: what was accepted is proposed again, what was rejected is not.
    """
    if is_instrument(reviewing):
        return ProposedFromReview(None, _changes_of_instrument(reviewing.review))
    base = base_of(reviewing)
    found = proposed_changes(told_against_base(reviewing), base.config, base.model, base.source)
    if reviewing.signed is None:
        return found
    return replace(
        found,
        rejected=tuple(rejections(reviewing.review)),
        is_agreed=is_agreed(reviewing.review),
    )


def is_instrument(reviewing: Reviewing) -> bool:
    """Tell whether the paper of an amendment came back, of which no proposal is made."""
    source = reviewing.copy.source
    return source is not None and _AMENDMENT in source.paper.split()


def base_of(reviewing: Reviewing) -> Ready:
    """Return the config that a proposal is made against: that of the agreement in effect."""
    return reviewing.signed or reviewing.checked


def told_against_base(reviewing: Reviewing) -> Review:
    """Return what came back as changes of `base_of`, with what is known of the answers to ours."""
    signed = reviewing.signed
    if signed is None:
        return reviewing.review
    agreement = _assembled(signed, is_draft=reviewing.sent.agreement.draft)
    made, _ = _template_read(agreement, reviewing.template, reviewing.copy, reviewing.copy.file)
    sent = replace(reviewing.sent, agreement=agreement, made=made, before=None, notes=())
    against = review(sent, reviewing.copy)
    return rebased(against, reviewing.review)


def _changes_of_instrument(found: Review) -> tuple[str, ...]:
    """Return what came back of the instrument of an amendment, which no proposal is made of."""
    return tuple(
        f"{each.title} of the amendment's own paper: change the proposal, and amend again"
        for each in found.changed
    )


def anchors_of(agreement: Agreement, model: Model) -> Anchors:
    """Return what the anchors of a document mean, those of clauses that it may gain included."""
    keys = [each.key for each in agreement.parts() if each.kind is not PartKind.HEADER]
    keys += [Key(PartKind.CLAUSE, name) for name in model.clauses]
    keys += [Key(PartKind.HEADING, each.id) for each in model.sections]
    keys += [Key(PartKind.RECITAL, each.id) for each in model.recitals]
    keys.append(Key(PartKind.SUBTITLE))
    anchors = {Anchor(PartKind.HEADER).tag: Key(PartKind.HEADER)}
    for key in keys:
        for old in (False, True):
            anchor = Anchor(key.part, key.id, old)
            anchors[anchor.tag] = key
            anchors[anchor.bookmark] = anchors[anchor.first] = key
            anchors[anchor.first.removesuffix(FIRST)] = key  # which may be shortened elsewhere
    return anchors


def _config_of(copy: ReturnedCopy, against: Source | None) -> Source:
    if against is not None:
        return against
    if copy.source is None and not is_ours(copy):
        raise _not_ours(copy)
    if copy.source is None or not copy.source.config:
        raise refusal(
            "MOU602",
            copy.file,
            "the config that made this document was stripped from it",
            "say what it was made from: --against CONFIG",
        )
    return yaml_source.parse(copy.source.config, copy.source.config_name or "config.yaml")


def _ready_to_assemble(checked: Checked, file: str) -> Ready:
    if checked.obstacles or not isinstance(checked, Ready):
        message = "the agreement that was sent cannot be made again from its config"
        hint = "give the library that made it (--library DIR), or the config (--against CONFIG)"
        here = Diagnostic("MOU603", Severity.ERROR, message, Place(file), hint)
        raise Refused((here, *(checked.obstacles or checked.diagnostics)))
    return checked


def _assembled(checked: Ready, *, is_draft: bool = False) -> Agreement:
    draft = is_draft or bool(checked.open_points)
    return assemble(checked.config, checked.model, draft=draft)


_AMENDMENT, _DRAFT = "amendment", "draft"
"""What a document can say that it is; an agreement says nothing."""


def _instrument_as_sent(copy: ReturnedCopy, signed: Ready | None, amended: Ready) -> Agreement:
    """Return the instrument of an amendment, made anew from the agreement before and after it."""
    from mou_builder.actions.amend import instrument_again

    made = instrument_again(signed, amended) if signed else None
    if made is None:
        message = "the amendment that was sent cannot be made again from its configs"
        hint = "give both configs: --against OLD --against AMENDED"
        raise refusal("MOU603", copy.file, message, hint)
    return made


def _is_a_copy(found: Review) -> bool:
    """Tell whether enough of what was sent came back for the document to be a copy of it."""
    parts = [each for each in found.parts if each.key and each.key.part is PartKind.CLAUSE]
    there = [each for each in parts if any(words.deleted is None for words in each.words)]
    sent = len(found.sent.provisions)
    return sent == 0 or len(there) >= sent * _LEAST_COMMON


def _not_ours(copy: ReturnedCopy) -> Refused:
    message = f"this is not a copy of an agreement that was made here: {what_it_is(copy)}"
    hint = "for a copy that lost all its marks, name the config: --against CONFIG"
    return refusal("MOU601", copy.file, message, hint)


def _configs_not_sent(
    copy: ReturnedCopy, against: Source | None, before: Source | None
) -> Iterator[Diagnostic]:
    """Yield a note for each given config with which the document was not made.

    Of a side that the document does not carry, as one of an earlier release, nothing can be told.
    """
    source = copy.source
    if source is None:
        return
    sides = [(before, (source.before,), source.before_name)] if before is not None else []
    known = (source.config,) if sides else (source.config, source.before)
    for given, made, name in (*sides, (against, known, source.config_name)):
        if given is not None and any(made) and standalone(given).encode() not in made:
            message = f"{given.file} is not the config that this document was made with"
            hint = f"it was made with {name} as it stood then"
            yield Diagnostic("MOU605", Severity.NOTE, message, Place(copy.file), hint)


def _library_changes(
    copy: ReturnedCopy, agreement: Agreement, against: Source | None, recorded: MadeWith | None
) -> Iterator[Diagnostic]:
    """Yield a warning where the library makes other words of the same config today."""
    source = copy.source
    if source is None or recorded is None:
        return
    if against is not None and standalone(against).encode() != source.config:
        return
    others = [each.title for each in sent_parts(agreement) if recorded.has_changed(each)]
    if others:
        message = (
            f"the library has changed since this document was made with {source.model} "
            f"{source.version}: it makes other words of {', '.join(others)}"
        )
        hint = "review it with the library that made it: --library DIR"
        yield Diagnostic("MOU604", Severity.WARNING, message, Place(copy.file), hint)
