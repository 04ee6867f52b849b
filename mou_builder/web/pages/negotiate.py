"""Negotiate: what came back, our answer to each change, and the papers that follow from them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import PurePosixPath

from flask import Response, abort, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from mou_builder.actions.amend import Amendment, AmendOptions
from mou_builder.actions.compare import refuse_other_files
from mou_builder.actions.negotiate import (
    Negotiation,
    agreed,
    agreed_source,
    amendment,
    answer_docx,
    is_still,
    negotiation,
    outcome,
    to_amend,
    with_record_of,
)
from mou_builder.actions.render import PROGRAM
from mou_builder.actions.review import review_copy
from mou_builder.config.amendments import stem_of
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.opening import source_date
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.portfolio.standing import standing
from mou_builder.portfolio.steps import can_be_amended
from mou_builder.proposal.answers import (
    OPEN,
    OurAnswer,
    Verdict,
    accepted_name,
    answered_name,
    typed_words,
)
from mou_builder.proposal.outcome import ProposalOutcome
from mou_builder.report.comparison.as_html import comparison_body
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.review.as_html import review_part_body
from mou_builder.report.review.wording import findings_of, groups, name_of, review_summary
from mou_builder.web.folder.unsaved import UnsavedWork
from mou_builder.web.pages.jobs import begin_job
from mou_builder.web.responses import download, go_to
from mou_builder.web.safety.guard import add_notice, csrf, signed_in
from mou_builder.web.uploads import Upload
from mou_builder.web.workbench import Workbench, current_workbench


@dataclass(frozen=True)
class AnsweredCopy:
    """A copy that came back: the file, what came back in it, and our answers so far."""

    id: str
    upload: Upload
    found: Negotiation
    answers: dict[str, OurAnswer]
    against: str

    @property
    def key(self) -> str:
        """The name under which the answers are kept, the same for the same file."""
        return f"returned {sha256(self.upload.data).hexdigest()[:16]}"

    @property
    def names(self) -> list[str]:
        """The names of all that can be answered."""
        parts = [answered_name(each) for each in self.found.parts]
        return [*parts, *(each.name for each in self.found.settings)]


def hand_in() -> str:
    """Ask for a copy that came back."""
    return _form_to_hand_in()


def hand_in_of(name: str) -> str:
    """Ask for a copy of one agreement that came back."""
    current_workbench().state(name)
    return _form_to_hand_in(name)


def handed_in() -> AnyResponse | tuple[str, int]:
    """Take a Word file, or the one that was handed in before; nothing is written to the folder."""
    uploads, held = current_workbench().uploads, request.form.get("held", "")
    file, against = request.files.get("returned"), request.form.get("against", "")
    if not (file and file.filename) and uploads.find(csrf(), held):
        return go_to("negotiate.changes", id_=held, against=against or None)
    data = file.read() if file else b""
    name = PurePosixPath((file.filename or "").replace("\\", "/")).name if file else ""
    try:
        refuse_other_files(data, name)
    except Refused as refused:
        return _form_to_hand_in(against=against, refused=refused.diagnostics), 422
    id_ = uploads.keep(csrf(), name, data)
    return go_to("negotiate.changes", id_=id_, against=against or None)


def changes(id_: str) -> str | tuple[str, int]:
    """Show what came back, clause by clause, with our answers.

    Where it cannot be read as it was handed in, it stays here to be compared with another config.
    """
    try:
        returned = _returned_copy(id_)
    except Refused as refused:
        against = request.args.get("against", "")
        return _form_to_hand_in(against=against, refused=refused.diagnostics, held=id_), 422
    parts = {answered_name(each): each for each in returned.found.parts}
    review = returned.found.reviewing.review
    return render_template(
        "negotiate/changes.html",
        returned=returned,
        review=review,
        diagnostics=returned.found.reviewing.diagnostics,
        groups=list(groups(review)),
        summary=review_summary(review),
        answerable=parts,
        answered_name=answered_name,
        field_of=field_of,
        answers=returned.answers,
        open_answer=OPEN,
        verdicts=list(Verdict),
        body=review_part_body,
        findings_of=findings_of,
        name_of=name_of,
        words_of=typed_words,
        undecided=returned.found.undecided(returned.answers),
        settings=returned.found.settings,
        plain=PlainWords.of(returned.found.base),
        left_out=returned.found.whole.left_out,
    )


def answered(id_: str) -> AnyResponse:
    """Keep our answers, and show what they lead to."""
    if _is_not_here(id_):
        return _keep_for_later({_LATER + field: each for field, each in _sent_by_fields()})
    returned = _returned_copy(id_)
    sent = dict(_sent_by_fields())
    _keep_answers(
        returned,
        {**returned.answers, **{each: sent.get(field_of(each), OPEN) for each in returned.names}},
    )
    to = "negotiate.result" if request.form.get("then") == "result" else "negotiate.changes"
    return go_to(to, id_=id_, against=returned.against or None)


def accepted(id_: str) -> AnyResponse:
    """Accept a finding about the result, with a reason that stands in the config."""
    name = accepted_name(request.form.get("code", ""), request.form.get("about", ""))
    answer = OurAnswer(because=request.form.get("because", "").strip())
    if _is_not_here(id_):
        return _keep_for_later({name: answer})
    returned = _returned_copy(id_)
    _keep_answers(returned, {**returned.answers, name: answer})
    return go_to("negotiate.result", id_=id_, against=returned.against or None)


def result(id_: str) -> str:
    """Show how the agreement would read by our answers, and what a check says of it."""
    bench, returned = current_workbench(), _returned_copy(id_)
    led_to = _outcome(bench, returned)
    compared, plain = led_to.comparison, PlainWords.of(returned.found.base)
    target = _config_it_was_made_from(bench, returned)
    return render_template(
        "negotiate/result.html",
        returned=returned,
        led_to=led_to,
        undecided=returned.found.undecided(returned.answers),
        still_open=returned.found.still_open(returned.answers, led_to.proposal),
        sentences=plain.sentences(compared) if compared else (),
        body=comparison_body(compared, plain) if compared else "",
        target=target,
        is_signed=_is_signed(bench, target or returned.found.base.source.file),
    )


def paper(id_: str, name: str) -> Response:
    """Hand out the proposal, or the answer."""
    if name not in _PAPERS:
        abort(404)
    return download(_PAPERS[name](current_workbench(), _returned_copy(id_)), name)


def _proposal_file(_bench: Workbench, returned: AnsweredCopy) -> bytes:
    proposal = agreed(returned.found, returned.answers) or abort(404, "We agree to nothing yet.")
    return agreed_source(returned.found, proposal).text.encode()


def _answer_file(bench: Workbench, returned: AnsweredCopy) -> bytes:
    author, day = signed_in().name or PROGRAM, bench.today.isoformat()
    led_to = _outcome(bench, returned)
    template = bench.letterhead.template
    return answer_docx(returned.found, returned.answers, led_to, template, author, day)


def amendment_files(id_: str) -> AnyResponse:
    """Begin to make the amendment: the instrument, the redline, the agreement as amended."""
    bench, returned = current_workbench(), _returned_copy(id_)
    _ = to_amend(returned.found, returned.answers) or abort(404, "We agree to nothing yet.")
    title = f"The amendment of {returned.found.base.source.file}"
    back = url_for("negotiate.result", id_=id_, against=returned.against or None)
    return begin_job(title, "amendment.zip", [lambda: _amendment_of(bench, returned).files], back)


def _amendment_of(bench: Workbench, returned: AnsweredCopy) -> Amendment:
    others = bench.amended_already(returned.found.base.source)
    looks = bench.letterhead
    options = AmendOptions(
        looks.template, bench.today, made=source_date(), fonts=looks.fonts, others=others
    )
    made = amendment(returned.found, returned.answers, bench.library, options)
    return made or abort(404, "We agree to nothing yet.")


_PAPERS = {"proposal.yaml": _proposal_file, "answer.docx": _answer_file}


def take(id_: str) -> AnyResponse:
    """Write what we agree to into the config that the copy was made from."""
    bench, returned = current_workbench(), _returned_copy(id_)
    target = _config_it_was_made_from(bench, returned) or abort(409, _NOT_HERE)
    led_to = _outcome(bench, returned)
    state = bench.state(target)
    text = with_record_of(led_to.text, bench.source(target, state.data))
    bench.folder.save(target, text.encode(), state.digest, signed_in().name)
    add_notice(f"What we agree to is in {target} now. “Take the last save back” undoes it.")
    return go_to("history.states", name=target)


def keep_amended(id_: str) -> AnyResponse:
    """Write the agreement as amended beside the one that the copy was made from."""
    bench, returned = current_workbench(), _returned_copy(id_)
    target = _config_it_was_made_from(bench, returned) or abort(409, _NOT_HERE)
    made = _amendment_of(bench, returned)
    try:
        data, stem = made.files[made.name], stem_of(target)
        written = bench.folder.create(made.name, data, beside=target, stem=stem)
    except ValueError as fault:
        abort(409, f"The agreement as amended cannot be called “{made.name}”: {fault}")
    add_notice(
        f"The agreement as amended is written: {written}. Record here who signs the amendment."
    )
    return go_to("record.show", name=written)


_GONE = "That file is not here any more. Hand it in again; your answers are kept."
_KEY = pattern(r"returned [0-9a-f]{16}")
_LATER = "field "
"""Begins the name of an answer that is kept by the fields that it was sent in."""
_OF_AN_ANSWER = ("verdict", "words", "because")
_NOT_HERE = "The agreement that this copy was made from is not in this folder as it was then."


def _returned_copy(id_: str) -> AnsweredCopy:
    bench = current_workbench()
    upload = bench.uploads.find(csrf(), id_)
    if upload is None:
        abort(404, _GONE)
    against = request.args.get("against", "")
    source = bench.source(against) if against else None
    template = bench.letterhead.template
    reviewing = review_copy(upload.data, upload.name, bench.library, template, source)
    returned = AnsweredCopy(id_, upload, negotiation(reviewing), {}, against)
    returned.answers.update(_kept_answers(bench, returned))
    return returned


def _form_to_hand_in(
    name: str = "", *, against: str = "", refused: tuple[Diagnostic, ...] = (), held: str = ""
) -> str:
    """Return the form for a copy; ``held`` is the id of one that need not be chosen again."""
    bench = current_workbench()
    kept = bench.uploads.find(csrf(), held)
    return render_template(
        "negotiate/hand_in.html",
        names=bench.folder.names(),
        name=name,
        against=against,
        refused=refused,
        held=held if kept else "",
        held_name=kept.name if kept else "",
    )


def _is_not_here(id_: str) -> bool:
    return current_workbench().uploads.find(csrf(), id_) is None


def _keep_for_later(answers: Mapping[str, OurAnswer]) -> AnyResponse:
    """Keep answers on a file that is not here any more, and ask for the file."""
    key = request.form.get("of", "")
    if not _KEY.fullmatch(key):
        abort(404, _GONE)
    before = current_workbench().unsaved.find(key, signed_in().name)
    kept = json.loads(before.text) if before else {}
    _write_answers(key, {**kept, **{name: each.__dict__ for name, each in answers.items()}})
    add_notice(_GONE, "bad")
    return go_to("negotiate.hand_in")


def _keep_answers(returned: AnsweredCopy, answers: Mapping[str, OurAnswer]) -> None:
    _write_answers(returned.key, {name: each.__dict__ for name, each in answers.items()})


def _write_answers(key: str, answers: Mapping[str, object]) -> None:
    current_workbench().unsaved.keep(key, signed_in().name, UnsavedWork(json.dumps(answers), ""))


def _kept_answers(bench: Workbench, returned: AnsweredCopy) -> Iterator[tuple[str, OurAnswer]]:
    """Yield the answers that were kept of the same file."""
    work = bench.unsaved.find(returned.key, signed_in().name)
    names = {_LATER + field_of(each): each for each in returned.names}
    for name, each in (json.loads(work.text) if work else {}).items():
        answer = OurAnswer(Verdict(each["verdict"]), each["words"], each["because"])
        yield names.get(name, name), answer


def _sent_by_fields() -> Iterator[tuple[str, OurAnswer]]:
    """Yield the answers of a form by what the fields of a change are called, three of each."""
    named = (name.partition("-") for name in request.form)
    for field in dict.fromkeys(field for kind, _, field in named if kind in _OF_AN_ANSWER):
        verdict, words, because = (
            request.form.get(f"{each}-{field}", "").strip() for each in _OF_AN_ANSWER
        )
        try:
            yield field, OurAnswer(Verdict(verdict or OPEN.verdict), words, because)
        except ValueError:
            abort(400, "There is no such answer.")


def field_of(name: str) -> str:
    """Return what the fields of a change are called in a form."""
    return sha256(name.encode()).hexdigest()[:12]


def _is_signed(bench: Workbench, name: str) -> bool | None:
    """Tell whether an agreement is changed by an amendment, and no longer as a draft.

    None for one that the folder has not, of which nothing is known.
    """
    try:
        return can_be_amended(standing(bench.checked(name), bench.today))
    except (NotFound, Refused):
        return None


def _outcome(bench: Workbench, returned: AnsweredCopy) -> ProposalOutcome:
    return outcome(returned.found, returned.answers, bench.library, bench.today)


def _config_it_was_made_from(bench: Workbench, returned: AnsweredCopy) -> str | None:
    """Return the config of the folder that the copy was made from, as it still is."""
    sent = returned.found.base.source
    for name in bench.folder.names():
        if bench.folder.read(name).data == sent.text.encode():
            return name
        if PurePosixPath(name).name == PurePosixPath(sent.file).name:
            with suppress(Refused):  # what cannot be read is another one
                if is_still(bench.source(name), sent):
                    return name
    return None
