"""Negotiate: what came back, our answer to each change, and the papers that follow from them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import PurePosixPath

from flask import Response, abort, redirect, render_template, request, url_for
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
from mou_builder.check.acceptance import can_be_accepted
from mou_builder.check.rule import Finding
from mou_builder.config.amendments import stem_of
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.opening import open_template, source_date
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.portfolio.standing import standing
from mou_builder.portfolio.steps import Step, next_steps
from mou_builder.proposal.answers import (
    OPEN,
    OurAnswer,
    Verdict,
    accepted_name,
    answered_name,
    words_of,
)
from mou_builder.proposal.outcome import ProposalOutcome
from mou_builder.report.comparison.as_html import comparison_body
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.review.as_html import review_part_body
from mou_builder.report.review.wording import findings_of, groups, name_of, summary
from mou_builder.web.downloads import download
from mou_builder.web.folder.unsaved import UnsavedWork
from mou_builder.web.pages.works import begun
from mou_builder.web.safety.guard import csrf, signed_in, tell
from mou_builder.web.uploads import Upload
from mou_builder.web.workbench import Workbench, the_workbench


@dataclass(frozen=True)
class Negotiated:
    """A copy on the table: the file, what came back in it, and our answers so far."""

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
    return _asked("")


def hand_in_of(name: str) -> str:
    """Ask for a copy of one agreement that came back."""
    the_workbench().state(name)
    return _asked(name)


def handed_in() -> AnyResponse | tuple[str, int]:
    """Take a Word file; nothing is written to the folder."""
    file = request.files.get("returned")
    data = file.read() if file else b""
    name = PurePosixPath((file.filename or "").replace("\\", "/")).name if file else ""
    against = request.form.get("against", "")
    try:
        refuse_other_files(data, name)
    except Refused as refused:
        return _asked("", against, refused.diagnostics), 422
    id_ = the_workbench().uploads.keep(csrf(), name, data)
    return redirect(url_for("negotiate.table", id_=id_, against=against or None), 303)


def table(id_: str) -> str:
    """Show what came back, clause by clause, with our answers."""
    on = _negotiated(id_)
    parts = {answered_name(each): each for each in on.found.parts}
    review = on.found.reviewing.review
    return render_template(
        "negotiate/table.html",
        table=on,
        review=review,
        diagnostics=on.found.reviewing.diagnostics,
        groups=list(groups(review)),
        summary=summary(review),
        answerable=parts,
        answered_name=answered_name,
        field_of=field_of,
        answers=on.answers,
        open_answer=OPEN,
        verdicts=list(Verdict),
        body=review_part_body,
        findings_of=findings_of,
        name_of=name_of,
        words_of=words_of,
        undecided=on.found.undecided(on.answers),
        settings=on.found.settings,
        plain=PlainWords.of(on.found.base),
        left_out=on.found.whole.left_out,
    )


def answered(id_: str) -> AnyResponse:
    """Keep our answers, and show what they lead to."""
    if _is_gone(id_):
        return _kept_for_later({_LATER + field: each for field, each in _sent_by_fields()})
    on = _negotiated(id_)
    sent = dict(_sent_by_fields())
    _keep(on, {**on.answers, **{each: sent.get(field_of(each), OPEN) for each in on.names}})
    to = "negotiate.result" if request.form.get("then") == "result" else "negotiate.table"
    return redirect(url_for(to, id_=id_, against=on.against or None), 303)


def accepted(id_: str) -> AnyResponse:
    """Accept a finding about the result, with a reason that stands in the config."""
    name = accepted_name(request.form.get("code", ""), request.form.get("about", ""))
    answer = OurAnswer(because=request.form.get("because", "").strip())
    if _is_gone(id_):
        return _kept_for_later({name: answer})
    on = _negotiated(id_)
    _keep(on, {**on.answers, name: answer})
    return redirect(url_for("negotiate.result", id_=id_, against=on.against or None), 303)


def result(id_: str) -> str:
    """Show how the agreement would read by our answers, and what a check says of it."""
    bench, on = the_workbench(), _negotiated(id_)
    led_to = _outcome(bench, on)
    compared, plain = led_to.comparison, PlainWords.of(on.found.base)
    target = _target(bench, on)
    return render_template(
        "negotiate/result.html",
        table=on,
        led_to=led_to,
        undecided=on.found.undecided(on.answers),
        still_open=on.found.still_open(on.answers, led_to.proposal),
        sentences=plain.sentences(compared) if compared else (),
        body=comparison_body(compared, plain) if compared else "",
        target=target,
        is_signed=_is_signed(bench, target or on.found.base.source.file),
        to_accept=_to_accept(led_to),
    )


def paper(id_: str, name: str) -> Response:
    """Hand out the proposal, the answer, or the amendment with all its files."""
    if name not in _PAPERS:
        abort(404)
    return download(_PAPERS[name](the_workbench(), _negotiated(id_)), name)


def _proposal(_bench: Workbench, on: Negotiated) -> bytes:
    proposal = agreed(on.found, on.answers) or abort(404, "We agree to nothing yet.")
    return agreed_source(on.found, proposal).text.encode()


def _answer(bench: Workbench, on: Negotiated) -> bytes:
    author, day = signed_in().name or PROGRAM, bench.today.isoformat()
    led_to = _outcome(bench, on)
    return answer_docx(on.found, on.answers, led_to, open_template(None), author, day)


def amendment_files(id_: str) -> AnyResponse:
    """Begin to make the amendment: the instrument, the redline, the agreement as amended."""
    bench, on = the_workbench(), _negotiated(id_)
    _ = to_amend(on.found, on.answers) or abort(404, "We agree to nothing yet.")
    title = f"The amendment of {on.found.base.source.file}"
    back = url_for("negotiate.result", id_=id_, against=on.against or None)
    return begun(title, "amendment.zip", [lambda: _amended(bench, on).files], back)


def _amended(bench: Workbench, on: Negotiated) -> Amendment:
    others = bench.amended_already(on.found.base.source)
    options = AmendOptions(open_template(None), bench.today, made=source_date(), others=others)
    made = amendment(on.found, on.answers, bench.library, options)
    return made or abort(404, "We agree to nothing yet.")


_PAPERS = {"proposal.yaml": _proposal, "answer.docx": _answer}


def take(id_: str) -> AnyResponse:
    """Write what we agree to into the config that the copy was made from."""
    bench, on = the_workbench(), _negotiated(id_)
    target = _target(bench, on) or abort(409, _NOT_HERE)
    led_to = _outcome(bench, on)
    state = bench.state(target)
    text = with_record_of(led_to.text, bench.source(target, state.data))
    bench.folder.save(target, text.encode(), state.digest, signed_in().name)
    tell(f"What we agree to is in {target} now. “Take the last save back” undoes it.")
    return redirect(url_for("history.states", name=target), 303)


def keep_amended(id_: str) -> AnyResponse:
    """Write the agreement as amended beside the one that the copy was made from."""
    bench, on = the_workbench(), _negotiated(id_)
    target = _target(bench, on) or abort(409, _NOT_HERE)
    made = _amended(bench, on)
    try:
        data, stem = made.files[made.name], stem_of(target)
        written = bench.folder.create(made.name, data, beside=target, stem=stem)
    except ValueError as fault:
        abort(409, f"The agreement as amended cannot be called “{made.name}”: {fault}")
    tell(f"The agreement as amended is written: {written}. Record here who signs the amendment.")
    return redirect(url_for("record.of", name=written), 303)


_GONE = "That file is not here any more. Hand it in again; your answers are kept."
_KEY = pattern(r"returned [0-9a-f]{16}")
_LATER = "field "
"""Begins the name of an answer that is kept by the fields that it was sent in."""
_OF_AN_ANSWER = ("verdict", "words", "because")
_NOT_HERE = "The agreement that this copy was made from is not in this folder as it was then."


def _negotiated(id_: str) -> Negotiated:
    bench = the_workbench()
    upload = bench.uploads.find(csrf(), id_)
    if upload is None:
        abort(404, _GONE)
    against = request.args.get("against", "")
    source = bench.source(against) if against else None
    reviewing = review_copy(upload.data, upload.name, bench.library, open_template(None), source)
    on = Negotiated(id_, upload, negotiation(reviewing), {}, against)
    on.answers.update(_kept(bench, on))
    return on


def _asked(name: str, against: str = "", refused: tuple[Diagnostic, ...] = ()) -> str:
    return render_template(
        "negotiate/hand_in.html",
        names=the_workbench().folder.names(),
        name=name,
        against=against,
        refused=refused,
    )


def _is_gone(id_: str) -> bool:
    return the_workbench().uploads.find(csrf(), id_) is None


def _kept_for_later(answers: Mapping[str, OurAnswer]) -> AnyResponse:
    """Keep answers on a file that is not here any more, and ask for the file."""
    key = request.form.get("of", "")
    if not _KEY.fullmatch(key):
        abort(404, _GONE)
    before = the_workbench().unsaved.find(key, signed_in().name)
    kept = json.loads(before.text) if before else {}
    _write(key, {**kept, **{name: each.__dict__ for name, each in answers.items()}})
    tell(_GONE, "bad")
    return redirect(url_for("negotiate.hand_in"), 303)


def _keep(on: Negotiated, answers: Mapping[str, OurAnswer]) -> None:
    _write(on.key, {name: each.__dict__ for name, each in answers.items()})


def _write(key: str, answers: Mapping[str, object]) -> None:
    the_workbench().unsaved.keep(key, signed_in().name, UnsavedWork(json.dumps(answers), ""))


def _kept(bench: Workbench, on: Negotiated) -> Iterator[tuple[str, OurAnswer]]:
    """Yield the answers that were kept of the same file."""
    work = bench.unsaved.find(on.key, signed_in().name)
    names = {_LATER + field_of(each): each for each in on.names}
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
        return Step.AMEND in next_steps(standing(bench.checked(name), bench.today))
    except (NotFound, Refused):
        return None


def _to_accept(led_to: ProposalOutcome) -> list[Finding]:
    return [each for each in led_to.news if isinstance(each, Finding) and can_be_accepted(each)]


def _outcome(bench: Workbench, on: Negotiated) -> ProposalOutcome:
    return outcome(on.found, on.answers, bench.library, bench.today)


def _target(bench: Workbench, on: Negotiated) -> str | None:
    """Return the config of the folder that the copy was made from, as it still is."""
    sent = on.found.base.source
    for name in bench.folder.names():
        if bench.folder.read(name).data == sent.text.encode():
            return name
        if PurePosixPath(name).name == PurePosixPath(sent.file).name:
            with suppress(Refused):  # what cannot be read is another one
                if is_still(bench.source(name), sent):
                    return name
    return None
