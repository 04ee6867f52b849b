"""Proposals written as YAML, with comments for the person who edits them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mou_builder.config.config import Config
from mou_builder.diagnostic import as_typed
from mou_builder.library.model import Model
from mou_builder.proposal.proposal import ClauseChange, Proposal, ProposedChange, SettingChange
from mou_builder.yamltext import writing
from mou_builder.yamltext.changes import at_path, mapping_at
from mou_builder.yamltext.source import Plain, Source

_HEAD = """\
# A proposal to amend {config}. To talk about, and once agreed, to sign:
#
#   mou amend {config} {file} --draft
#   mou amend {config} {file}
#
# Each change names a clause and what becomes of it (set, variant, text, add or omit), or a setting
# outside the clauses and its new value (to); because is the reason that the other side will read,
# and was is what stood there when the proposal was made. The paper to sign is made when no change
# awaits an answer any more: of them, the other side, or of us.
"""


def proposal_text(proposal: Proposal, config: str, file: str, remarks: Sequence[str] = ()) -> str:
    """Return a proposal as YAML; ``remarks`` are said in comments before its changes."""
    head: dict[str, Plain] = {
        "proposed_by": proposal.proposed_by,
        "date": proposal.date.isoformat() if proposal.date else None,
        "effective": proposal.effective.isoformat() if proposal.effective else None,
        "approvals": list(proposal.approvals),
        "config": proposal.config,
        "digest": proposal.digest,
    }
    lines = [
        _HEAD.format(config=as_typed(config), file=as_typed(file)).rstrip("\n"),
        *_entry_lines(head),
    ]
    lines += ["", *_comment_lines(remarks), "changes:"]
    for each in proposal.changes:
        lines += writing.item(_as_data(each), 2)
    if proposal.declined:
        lines += ["# Not taken; the redline says so in a comment:", "declined:"]
    for declined in proposal.declined:
        named = {"clause": declined.clause, "about": declined.about, "because": declined.because}
        lines += writing.item({key: words for key, words in named.items() if words}, 2)
    if proposal.accept:
        lines.append("accept:")
    for accepted in proposal.accept:
        named = {"code": accepted.code, "about": accepted.about, "because": accepted.because}
        lines += writing.item({key: words for key, words in named.items() if words}, 2)
    return "\n".join(lines) + "\n"


def remarks_of(left_out: Iterable[str], rejected: Iterable[str] = ()) -> list[str]:
    """Return comments about the changes that are not in the proposal."""
    return [
        *(f"Not in this proposal: {each}" for each in left_out),
        *(f"Rejected by the other side: {each}" for each in rejected),
    ]


def _entry_lines(data: Mapping[str, Plain]) -> Iterator[str]:
    """Yield the lines of a mapping at the left margin, without what is empty."""
    for key, value in data.items():
        if value:
            yield from writing.entry(key, value, 0)


def new_proposal_text(
    config: str, file: str, digest: str, example: ProposedChange, day: str
) -> str:
    """Return a proposal to start from: one example of a change, other kinds in comments."""
    lines = [_HEAD.format(config=as_typed(config), file=as_typed(file)).rstrip("\n")]
    lines.append("proposed_by:   # your name for the record, such as Maple Grove Police Department")
    lines += _entry_lines({"date": day, "config": config, "digest": digest})
    lines += ["", "changes:", "  # Other values of a clause's blanks; the rest of it stays:"]
    lines += writing.item(_as_data(example), 2)
    lines.append(_OTHERS)
    return "\n".join(lines) + "\n"


_OTHERS = """\
  # Another variant, with its blanks (mou clauses wisconsin-sro funding lists them):
  # - clause: funding
  #   variant: agency-pays
  #   set: {officers: 1}
  #   because: …
  # Words of your own:
  # - clause: custody
  #   text: |
  #     The first paragraph.
  #
  #     - A lettered one.
  #   because: …
  # A further clause, or one less:
  # - {clause: disputes, add: yes, because: …}
  # - {clause: mission, omit: yes, because: …}
  # The same, but the clauses behind it keep their numbers; “[Reserved]” stands in its place:
  # - {clause: mission, omit: yes, number: stays, because: …}
  # A clause of your own:
  # - clause: quiet-hours
  #   add: yes
  #   title: Quiet hours
  #   after: duty-stations
  #   number: 17A   # so that the clauses behind it keep their numbers
  #   text: …
  #   because: …
  # What stands outside the clauses:
  # - {setting: term.until, to: 2028-06-30, because: …}"""


def _comment_lines(remarks: Sequence[str]) -> Iterator[str]:
    for each in remarks:
        for line in each.split("\n"):
            yield f"# {line}".rstrip()


def _as_data(change: ProposedChange) -> Plain:
    match change:
        case SettingChange():
            data: dict[str, Plain] = {"setting": change.name, "to": change.value}
            if change.tells_was:
                data["was"] = change.was
        case ClauseChange():
            every: dict[str, Plain] = {
                "clause": change.clause,
                "add": "yes" if change.add else None,
                "omit": "yes" if change.omit else None,
                "title": change.title or None,
                "after": change.after or None,
                "section": change.section or None,
                "number": change.number or None,
                "variant": change.variant,
                "set": dict(change.values) or None,
                "text": change.text,
                "was": None if change.was is None else dict(change.was),
            }
            data = {key: value for key, value in every.items() if value is not None}
    data["because"] = change.because
    return {**data, "awaits": change.awaits.value} if change.awaits else data


def example_of(config: Config, model: Model, source: Source) -> ProposedChange:
    """Return an example of a change, of a value that the config gives."""
    for name, entry in mapping_at(source.data, ("clauses",)).items():
        choice = config.choices.get(name)
        if choice is None or not isinstance(entry, dict):
            continue
        for blank in model.clauses[name].blanks_of(choice.variant).values():
            value = entry.get(blank.id)
            if isinstance(value, str):
                was = {key: entry[key] for key in ("variant", blank.id) if key in entry}
                return ClauseChange(name, "…", values={blank.id: value}, was=was)
    until = at_path(source.data, ("term", "until"))
    return SettingChange(("term", "until"), until, "…", until, True)
