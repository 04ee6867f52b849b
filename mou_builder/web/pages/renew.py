"""Renew: the next term with what moves shown first, and the packet for the board."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import PurePosixPath

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mou_builder.actions.packet import STAGES, PacketOptions, as_edited, packet_stages
from mou_builder.actions.render import PROGRAM
from mou_builder.actions.renew import (
    ALL,
    CORRECTIONS,
    Decisions,
    ModelChange,
    as_signed,
    changes_of_model,
    corrections_left_out,
    next_term_text,
    renewal_of,
    successors,
)
from mou_builder.agreement.wording import capitalized
from mou_builder.check.checking import Checked, ready
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.opening import source_date
from mou_builder.drafting.importing.file_name import slug_of
from mou_builder.frozen import dataclass, field
from mou_builder.library.typed.moments import read_date
from mou_builder.portfolio.steps import Step, next_steps
from mou_builder.renewal.renew import Renewal
from mou_builder.report.comparison.as_html import part_body
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.renewal_text import term_text
from mou_builder.web.folder.config_folder import plain_name
from mou_builder.web.pages.jobs import begin_job
from mou_builder.web.responses import go_to
from mou_builder.web.safety.guard import add_notice
from mou_builder.web.workbench import Workbench, current_workbench
from mou_builder.yamltext.dotted import dotted
from mou_builder.yamltext.source import Plain
from mou_builder.yamltext.unreadable import Unreadable

_CHANGE = "change-"


@dataclass(frozen=True)
class RenewalPage:
    """What the page of a renewal shows; ``refused`` is why there is none.

    ``changes`` are what the library words otherwise by now, and ``is_new_library`` tells that it
    does, where it is not known what it said before.
    """

    name: str
    renewal: Renewal | None = None
    refused: tuple[Diagnostic, ...] = ()
    corrections: list[ModelChange] = field(default_factory=list)
    changes: list[ModelChange] = field(default_factory=list)
    is_new_library: bool = False
    following: tuple[str, ...] = ()


def choose() -> str:
    """Show the agreements, those first whose term should be renewed now."""
    bench = current_workbench()
    standings = bench.standings()
    due = [each.file for each in standings if Step.RENEW in next_steps(each)]
    others = [each.file for each in standings if each.file not in due]
    return render_template("renew/choose.html", due=due, others=others)


def plan(name: str) -> str:
    """Show what moves in the next term, before anything is written."""
    return _plan_page(name, _last_day_in(request.args.get("until", "")))


def write(name: str) -> AnyResponse | tuple[str, int]:
    """Write the next term's config beside this one."""
    bench, checked = current_workbench(), current_workbench().checked(name)
    given = request.form
    until = _last_day_in(given.get("until", ""))
    try:
        renewal = renewal_of(checked, until, bench.before, bench.amended_already(checked.source))
        called = given.get("called", "").strip() or _stem_of_next(renewal, name)
        file = plain_name(called) or called
        target = PurePosixPath(name).parent / file
        others, decisions = _other_configs(bench, name), _decisions_in_form()
        text = next_term_text(checked, renewal, bench.before, decisions, target, others)
        written = bench.folder.create(file, text.encode(), beside=name)
    except Refused as refused:
        return _plan_page(name, until, refused.diagnostics), 422
    except ValueError as fault:
        add_notice(f"{capitalized(str(fault))}.", "bad")
        return _plan_page(name, until), 422
    add_notice(
        f"The next term is written: {written}. Change in it what is to be otherwise; "
        f"the packet for the board is made under Renew of {name}."
    )
    return go_to("draft.draft", name=written)


def _decisions_in_form() -> Decisions:
    """Return what the form says of each change of the library."""
    said = {name: value for name, value in request.form.items() if name.startswith(_CHANGE)}
    take, keep = (
        tuple(name.removeprefix(_CHANGE) for name, value in said.items() if value == which)
        for which in ("take", "keep")
    )
    whole = tuple(each for each in (ALL, CORRECTIONS) if request.form.get(each))
    return Decisions((*whole, *take), keep)


def board_packet(name: str) -> AnyResponse:
    """Begin to make the packet of a renewal that is written: one PDF, and its parts."""
    bench = current_workbench()
    following = request.form.get("next", "")
    old, new = bench.checked(name), bench.checked(following)
    if following not in _next_terms(bench, name, old):
        abort(404, f"“{following}” is not the term after {name}.")
    renewal = as_edited(renewal_of(old, before=bench.before), new)
    looks = bench.letterhead
    options = PacketOptions(
        looks.template,
        bench.today,
        PROGRAM,
        (name, following),
        made=source_date(),
        fonts=looks.fonts,
    )
    stages = packet_stages(as_signed(old, bench.before), new, renewal, bench.library, options)
    archive = f"{PurePosixPath(following).stem}-packet.zip"
    title, back = f"The packet for the board: {following}", url_for("renew.plan", name=name)
    return begin_job(title, archive, [partial(next, stages, {})] * STAGES, back)


def _plan_page(name: str, until: date | None, refused: tuple[Diagnostic, ...] = ()) -> str:
    bench = current_workbench()
    shown = _page_of_renewal(bench, name, bench.checked(name), until)
    plain = PlainWords.of(ready(bench.checked(name))) if shown.renewal else None
    return render_template(
        "renew/plan.html",
        name=name,
        page=shown,
        refused=refused or shown.refused,
        label=(lambda path: plain.label(dotted(path))[0]) if plain else None,
        term_text=term_text,
        body=lambda each: part_body(each.item),
        file=_stem_of_next(shown.renewal, name) if shown.renewal else "",
        called=request.values.get("called", ""),
        until=until,
    )


def _page_of_renewal(
    bench: Workbench, name: str, checked: Checked, until: date | None
) -> RenewalPage:
    try:
        renewal = renewal_of(checked, until, before=bench.before)
    except Refused as refused:
        return RenewalPage(name, refused=refused.diagnostics)
    able = ready(checked)
    changes: list[ModelChange] = []
    try:
        changes = changes_of_model(able, bench.before)
        is_new_library = False
    except Refused:
        is_new_library = True
    return RenewalPage(
        name,
        renewal,
        corrections=corrections_left_out(able),
        changes=changes,
        is_new_library=is_new_library,
        following=tuple(_next_terms(bench, name, checked)),
    )


def _stem_of_next(renewal: Renewal, name: str) -> str:
    return slug_of(renewal.named_after(PurePosixPath(name).stem))


def _last_day_in(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return read_date(text.strip(), month_first=True)
    except Unreadable as fault:
        abort(400, f"{fault}; {fault.hint}")


def _other_configs(bench: Workbench, name: str) -> list[tuple[str, Plain]]:
    """Return the other configs of the folder as typed, but for those that cannot be read."""
    found: list[tuple[str, Plain]] = []
    for other in bench.folder.names():
        try:
            found += [(other, bench.source(other).data)] if other != name else []
        except Refused:
            continue
    return found


def _next_terms(bench: Workbench, name: str, checked: Checked) -> list[str]:
    """Return the configs that were renewed from this one."""
    until = ready(checked).config.until
    if not isinstance(until, date):
        return []
    return list(successors(checked.source, until, _other_configs(bench, name)))
