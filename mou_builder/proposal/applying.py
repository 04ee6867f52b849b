"""Applying a proposal to the text of a config, if it still fits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

from mou_builder.agreement.numbers import RESERVED
from mou_builder.config.amendments import KEY, Entry, amendments_of, with_base
from mou_builder.diagnostic import Diagnostic, Refused, Severity, refusal
from mou_builder.frozen import dataclass
from mou_builder.library.model import Model
from mou_builder.proposal.proposal import ClauseChange, Proposal, ProposedChange, SettingChange
from mou_builder.yamltext import changes as edits
from mou_builder.yamltext.changes import NotEditable, at_path, list_at, mapping_at
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Path, Plain, Source
from mou_builder.yamltext.writing import flow


@dataclass(frozen=True)
class AppliedProposal:
    """A config's text with a proposal in it; ``number`` is the ordinal of the amendment."""

    text: str
    number: int


def digest_of(config: Source) -> str:
    """Return the digest by which a proposal says which config it was made against."""
    whole = "\0".join([config.text, *(each.text for each in config.bases)])
    return hashlib.sha256(whole.encode()).hexdigest()


def number_of_next(config: Source) -> int:
    """Return the ordinal of the next amendment of a config."""
    return max((each.number for each in amendments_of(config)), default=0) + 1


def apply(
    proposal: Proposal,
    asked: Source,
    config: Source,
    model: Model,
    day: date | None,
    signed: date | None = None,
) -> AppliedProposal:
    """Return the config's text with the proposal in it, comments kept, and the amendment recorded.

    ``asked`` is the proposal's file, for the places of diagnostics; ``day`` dates the amendment,
    and ``signed`` is the day on which all had signed the agreement, as the amendment calls it.
    Raises `Refused`: MOU620 for a proposal that no longer fits, with what has changed since; MOU621
    for a change of what is already so; MOU622 for a text that cannot be edited.
    """
    number = number_of_next(config)
    entry = with_base(_amendment_entry(proposal, number, day, signed), config.data)
    recorded = edits.Append((KEY,), entry)
    return AppliedProposal(taken_over(proposal, asked, config, model, recorded), number)


def taken_over(
    proposal: Proposal, asked: Source, config: Source, model: Model, *more: edits.YamlChange
) -> str:
    """Return the config's text with the proposal in it, as of a draft that nobody has signed.

    Raises `Refused` as `apply` does.
    """
    faults = list(misfits(proposal, asked, config))
    if faults:
        raise Refused(tuple(faults))
    steps = [step for each in proposal.changes for step in _change_steps(each, config, model)]
    steps += _acceptance_steps(proposal, config)
    try:
        return edit(config.text, [*steps, *more])
    except NotEditable as fault:
        message = f"the config cannot be amended: {fault}"
        raise refusal("MOU622", config.file, message, "change it in the file") from None


def _acceptance_steps(proposal: Proposal, config: Source) -> Iterator[edits.YamlChange]:
    """Yield the steps that accept findings; what is accepted already gets the new reason."""
    known = list_at(config.data, ("accept",))
    places = {
        (entry.get("code"), entry.get("about")): at
        for at, entry in reversed(list(enumerate(known)))
        if isinstance(entry, dict)
    }
    for each in proposal.accept:
        at = places.get((each.code, each.about or None))
        if at is not None:
            yield edits.Set(("accept", at, "because"), each.because)
            continue
        told = {"code": each.code, "about": each.about, "because": each.because}
        yield edits.Append(("accept",), {key: words for key, words in told.items() if words})


def _amendment_entry(
    proposal: Proposal, number: int, day: date | None, signed: date | None
) -> Entry:
    entry: Entry = {
        "number": str(number),
        "date": day.isoformat() if day else None,
        "proposed_by": proposal.proposed_by,
        "proposed": proposal.date.isoformat() if proposal.date else None,
        "effective": proposal.effective.isoformat() if proposal.effective else None,
        "agreement_signed": signed.isoformat() if signed else None,
        "approvals": list(proposal.approvals) or None,
        "changes": list(dict.fromkeys(each.name for each in proposal.changes)),
    }
    return {key: value for key, value in entry.items() if value is not None}


# Whether it fits


def misfits(proposal: Proposal, asked: Source, config: Source) -> Iterator[Diagnostic]:
    """Yield why a proposal cannot be applied to a config any more, with what changed since."""
    is_other = bool(proposal.digest) and proposal.digest != digest_of(config)
    for each in proposal.changes:
        place = asked.place(("changes", each.at))
        since = list(_changed_since(each, config))
        if since:
            said = "; ".join(since)
            message = f"the proposal for “{each.name}” was made against another config: {said}"
            hint = f"if you still mean it, say what it is to replace now: {_as_it_is(each, config)}"
            yield Diagnostic("MOU620", Severity.ERROR, message, place, hint)
        elif is_other and not _tells_was(each):
            message = (
                "the config has changed since the proposal was made, and the proposal does not say "
                "what stood there"
            )
            hint = f"say what it is to replace: {_as_it_is(each, config)}"
            yield Diagnostic("MOU620", Severity.ERROR, message, place, hint)
        elif _is_so_already(each, config):
            message = "the config says so already"
            yield Diagnostic("MOU621", Severity.ERROR, message, place, "change it, or delete it")


def _as_it_is(change: ProposedChange, config: Source) -> str:
    """Return the ``was:`` line that matches what the config says now."""
    match change:
        case SettingChange():
            now = at_path(config.data, change.path)
        case ClauseChange():
            values = mapping_at(config.data, ("clauses", change.clause))
            asked = [*(change.was or {}), *change.values]
            named = values if change.is_whole else dict.fromkeys(["variant", *asked])
            now = {name: values[name] for name in named if name in values}
    return f"was: {flow(now)}"


def _tells_was(change: ProposedChange) -> bool:
    match change:
        case ClauseChange():
            return change.was is not None or change.add
        case SettingChange():
            return change.tells_was


def _changed_since(change: ProposedChange, config: Source) -> Iterator[str]:
    match change:
        case SettingChange():
            now = at_path(config.data, change.path)
            if change.tells_was and now != change.was:
                yield _was_and_is(change.name, change.was, now)
        case ClauseChange():
            if (was := change.was) is None:
                return
            entry = mapping_at(config.data, ("clauses", change.clause))
            for name in dict.fromkeys([*was, *(entry if change.is_whole else ())]):
                if entry.get(name) != was.get(name):
                    path = f"clauses.{change.clause}.{name}"
                    yield _was_and_is(path, was.get(name), entry.get(name))


def _was_and_is(path: str, was: Plain, now: Plain) -> str:
    return f"{path} was {_shown_value(was)} and is now {_shown_value(now)}"


def _shown_value(value: Plain) -> str:
    match value:
        case None:
            return "not given"
        case str():
            return f"“{' '.join(value.split())[:60]}”"
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "other values"


def _clause_entry(config: Source, clause: str) -> Plain:
    return at_path(config.data, ("clauses", clause))


def _is_so_already(change: ProposedChange, config: Source) -> bool:
    match change:
        case SettingChange():
            return at_path(config.data, change.path) == change.value
        case ClauseChange():
            entry = _clause_entry(config, change.clause)
            if change.add:
                is_reserved = isinstance(entry, dict) and entry.get("omit") is not None
                return entry is not None and entry not in ("no", "false") and not is_reserved
            if not isinstance(entry, dict):
                return False
            if change.omit:
                omit = entry.get("omit")
                number = omit.get("number") if isinstance(omit, dict) else None
                return omit is not None and (number or "") == change.number
            if change.text is not None:
                return entry.get("text") == change.text
            is_same = change.variant in (None, entry.get("variant"))
            return is_same and all(entry.get(name) == each for name, each in change.values.items())


# What it makes


def _change_steps(
    change: ProposedChange, config: Source, model: Model
) -> Iterator[edits.YamlChange]:
    match change:
        case SettingChange(path, value):
            yield edits.Set(path, value) if value is not None else _taken_out(path, config)
        case ClauseChange():
            yield from _clause_steps(change, config, model)


def _clause_steps(change: ClauseChange, config: Source, model: Model) -> Iterator[edits.YamlChange]:
    path: Path = ("clauses", change.clause)
    entry = _clause_entry(config, change.clause)
    if change.number and not change.omit:
        yield edits.Set(("numbers", change.clause), change.number)
    given = {name: each for name, each in change.values.items() if each is not None}
    if change.title:
        yield edits.Set(path, {**change.own_entry, "because": change.because})
    elif change.text is not None and isinstance(entry, dict) and entry.get("title"):
        yield edits.Set((*path, "text"), change.text)
        yield edits.Set((*path, "because"), change.because)
    elif change.omit:
        yield _omit_step(path, entry, change, config, model)
    elif change.text is not None:
        yield edits.Set(path, {"text": change.text, "because": change.because})
    elif change.variant is not None or not isinstance(entry, dict):
        yield from _variant_steps(path, entry, change, given, config)
    else:
        for name in ("text", "omit", "because"):
            if entry.get(name) is not None and (name != "because" or entry.get("text") is not None):
                yield _taken_out((*path, name), config)
        yield from _value_steps(path, entry, change.values, config)


def _omit_step(
    path: Path, entry: Plain, change: ClauseChange, config: Source, model: Model
) -> edits.YamlChange:
    """Return the step that leaves a clause out, keeping its number if the change says so."""
    if change.number and isinstance(entry, dict) and entry.get("title"):
        placed = {name: entry[name] for name in ("title", "after", "section") if entry.get(name)}
        return edits.Set(path, {**placed, "text": RESERVED, "because": change.because})
    if change.number:
        said: Plain = {"because": change.because, "number": change.number}
        return edits.Set(path, {"omit": said})
    if model.clauses[change.clause].optional:
        return edits.Set(path, "no") if config.bases else edits.Delete(path)
    return edits.Set(path, {"omit": {"because": change.because}})


def _variant_steps(
    path: Path, entry: Plain, change: ClauseChange, given: Mapping[str, Plain], config: Source
) -> Iterator[edits.YamlChange]:
    """Yield the steps to another variant; blanks that both have keep their lines and comments."""
    wanted: dict[str, Plain] = {}
    if change.variant is not None:
        wanted["variant"] = change.variant
    wanted |= given
    if not isinstance(entry, dict):
        yield edits.Set(path, wanted or "yes")
        return
    for name in entry:
        if name not in wanted:
            yield _taken_out((*path, name), config)
    yield from _value_steps(path, entry, wanted, config)


def _value_steps(
    path: Path, entry: Mapping[str, Plain], values: Mapping[str, Plain], config: Source
) -> Iterator[edits.YamlChange]:
    for name, each in values.items():
        if each is None and entry.get(name) is not None:
            yield _taken_out((*path, name), config)
        elif each is not None and entry.get(name) != each:
            yield edits.Set((*path, name), each)


def _taken_out(path: Path, config: Source) -> edits.YamlChange:
    """Return the step that removes a value, even one that comes from a base of the config."""
    return edits.Set(path, None) if config.bases else edits.Delete(path)
