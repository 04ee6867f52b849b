"""Values outside the clauses that a returned copy has changed: the term, names, addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mou_builder.agreement.document import Block, Key, Paragraph
from mou_builder.config.config import Config, Party
from mou_builder.frozen import dataclass, replace
from mou_builder.library.clause import Blank
from mou_builder.library.model import Closing
from mou_builder.library.typed.values import Scalar, Type
from mou_builder.proposal.clause_match import FilledText
from mou_builder.proposal.value_reading import as_typed, scalar_of
from mou_builder.review.findings import Review, Reviewed
from mou_builder.review.folding import BREAK, plain, tokens_of
from mou_builder.review.sent_parts import SentPart
from mou_builder.yamltext.changes import at_path
from mou_builder.yamltext.dotted import names_of, path_of
from mou_builder.yamltext.source import Path, Plain, Source

_DAYS = ("term.until", "term.from")
_WORKED_OUT = (".kind", ".in_title")
"""Ends of the paths of settings that are not themselves printed."""


@dataclass(frozen=True)
class ChangedSetting:
    """A new value of a setting, as typed, and the parts of the agreement that say so."""

    path: Path
    value: Plain
    was: Plain
    scalar: Scalar
    parts: tuple[Reviewed, ...]


def changed_settings(
    review: Review, source: Source, sent: Mapping[Key, SentPart]
) -> tuple[ChangedSetting, ...]:
    """Return the changed settings, without those that parts of the copy state differently."""
    blocks = {each.key: each.blocks for each in review.sent.parts()}
    found: dict[str, dict[str, list[Reviewed]]] = {}
    for part in review.changed:
        if part.key is None or part.key not in sent or not part.accepted:
            continue
        for path, words in _changed_words(blocks[part.key], part):
            found.setdefault(path, {}).setdefault(words, []).append(part)
    settings: list[ChangedSetting] = []
    for path, said in found.items():
        if len(said) == 1:
            ((words, parts),) = said.items()
            settings += _changed_setting(path, words, parts, source)
    return tuple(settings)


def _changed_words(blocks: Sequence[Block], part: Reviewed) -> Iterator[tuple[str, str]]:
    """Yield the paths of settings whose words differ in a part, with the new words."""
    labels = [each.label for each in blocks if isinstance(each, Paragraph) and each.label]
    words = BREAK.join(_without_label(each.text, labels) for each in part.accepted)
    laid = FilledText(blocks, tokens_of(words))
    printed = {
        span.blank: span.text
        for block in blocks
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.blank and names_of(span.blank)[0] in ("term", "parties")
    }
    for path, old in printed.items():
        there = set(map(plain, laid.words_of(path)))
        if len(there) == 1 and (new := there.pop()) and new != plain(old) and BREAK not in new:
            yield path, new


def _without_label(text: str, labels: Sequence[str]) -> str:
    """Return the words of a line without its label."""
    label = next((each for each in labels if text.startswith(each)), "")
    return text[len(label) :].strip()


def _changed_setting(
    path: str, words: str, parts: Sequence[Reviewed], source: Source
) -> Iterator[ChangedSetting]:
    kind = Type.DATE if path in _DAYS else Type.NAME
    blank = Blank(path, kind, path)
    value = scalar_of(blank, words)
    place = _path_in_config(path, source)
    if value is not None and place is not None and not path.endswith(_WORKED_OUT):
        was = at_path(source.data, place)
        if as_typed(blank, value) != was:
            yield ChangedSetting(place, as_typed(blank, value), was, value, tuple(parts))


def _path_in_config(path: str, source: Source) -> Path | None:
    """Return where a value is in the config; a signatory may be alone or in a list."""
    parts = path_of(path)
    tries = [parts]
    if "signatory" in parts:
        tries.append((*parts[:2], "signatories", 0, *parts[3:]))
    for each in tries:
        if isinstance(at_path(source.data, each), str):
            return each
    return None


def config_with(config: Config, settings: Sequence[ChangedSetting], closing: Closing) -> Config:
    """Return the config with the new values; ``closing`` says who binds a party."""
    for each in settings:
        config = _with_setting(config, each, closing)
    return config


def _with_setting(config: Config, setting: ChangedSetting, closing: Closing) -> Config:
    match setting.path, setting.scalar:
        case ("term", "until"), date() as day:
            return replace(config, until=day)
        case ("term", "from"), date() as day:
            return replace(config, since=day)
        case ("parties", str() as name, *rest), str() as words:
            parties = {
                **config.parties,
                name: _changed_party(config.parties[name], rest, words, closing),
            }
            return replace(config, parties=parties)
        case _:
            return config


def _changed_party(party: Party, rest: Sequence[str | int], words: str, closing: Closing) -> Party:
    match rest:
        case ["name"]:
            return replace(party, name=words)
        case ["address"]:
            return replace(party, address=words)
        case ["schools", int() as at]:
            return replace(party, schools=(*party.schools[:at], words, *party.schools[at + 1 :]))
        case ["signatory", str() as what]:
            return _changed_signatory(party, 0, what, words, closing)
        case ["signatories", int() as at, str() as what]:
            return _changed_signatory(party, at, what, words, closing)
        case _:
            return party


def _changed_signatory(party: Party, at: int, what: str, words: str, closing: Closing) -> Party:
    made = replace(party.signatories[at], **{what: words})  # type: ignore[arg-type]  # by its name
    made = replace(made, binds=closing.binds(made.capacity))
    return replace(party, signatories=(*party.signatories[:at], made, *party.signatories[at + 1 :]))
