"""Why parts of two agreements differ, in terms of the configs they were made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import chain

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Agreement,
    Block,
    Provision,
    Span,
    text_of,
)
from mou_builder.agreement.numbers import is_reserved
from mou_builder.diagnostic import Place
from mou_builder.frozen import dataclass, field
from mou_builder.library.provenance import Provenance
from mou_builder.patterns import pattern

APPLIED = "applied"
"""What is said of a correction where the words are corrected."""
_TEXT = pattern(r"clauses\.[^.]+\.(?:text|variant)")
_CELL = pattern(r"(.+)\.(0|[1-9][0-9]*)\.([^.]+)")
"""The path of a value in a row of a list: the list, the number of the row, the column."""
_ENTRY = pattern(r"\.\d+$")
_INDEX = pattern(r"\.\d+(?=\.|$)")

Printed = Mapping[str, tuple[str, ...]]
"""The words that each blank prints, by its path."""


class CauseKind(StrEnum):
    """What was done to a config, or to the library, that makes a part differ."""

    BLANK = "blank"
    """A value that the text prints differs."""
    SETTING = "setting"
    """A value that the text depends on without printing it differs: a flag, a choice."""
    VARIANT = "variant"
    """Another variant of the clause is chosen."""
    TEXT = "text"
    """The municipality's own words were added, removed or changed."""
    CLAUSE = "clause"
    """The clause was added, or left out."""
    CORRECTION = "correction"
    """A correction of the model is applied in only one of the two."""
    LIBRARY = "library"
    """The agreements are made from different models or versions."""


@dataclass(frozen=True)
class Cause:
    """One difference between two configs, with its place in each where it is known.

    ``path`` is that in the config (``clauses.funding.district_share``), the id of a correction, or
    ``model``. ``old`` and ``new`` are the words as printed, or "" where there are none.
    """

    kind: CauseKind
    path: str
    old: str = ""
    new: str = ""
    old_place: Place | None = None
    new_place: Place | None = None


@dataclass(frozen=True)
class ConfigSource:
    """What is known of the config that an agreement was made from.

    ``place`` finds a dotted path in it; ``settings`` are its values as typed, by dotted path, from
    which one sees what is not printed as such, a flag or a choice.
    """

    place: Callable[[str], Place | None] = lambda _: None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ConfigSources:
    """What is known of both configs."""

    old: ConfigSource = ConfigSource()
    new: ConfigSource = ConfigSource()

    def have_the_same(self, path: str) -> bool:
        """Tell whether both configs give a value, or each of a list, and the same one."""
        old, new = (
            {
                each: typed
                for each, typed in side.settings.items()
                if f"{each}.".startswith(f"{path}.")
            }
            for side in (self.old, self.new)
        )
        return bool(old) and old == new

    def cause(self, kind: CauseKind, path: str, old: str, new: str, key: str = "") -> Cause:
        """Return a cause with its places; ``key`` is what to look for, if not ``path`` itself."""
        places = [
            origin.place(key or path) or origin.place(without_index(path))
            for origin in (self.old, self.new)
        ]
        return Cause(kind, path, old, new, *places)


def without_index(path: str) -> str:
    """Return the path of a whole list, given that of an entry (``…topics.2``)."""
    return _INDEX.sub("", path)


def value_path(span: Span) -> str | None:
    """Return the path of the value that a span prints, or None if it prints none.

    The words of a cross-reference follow from the numbers; own words and a variant that the model
    leaves open are texts of a clause, not values in one.
    """
    path = span.blank
    if path is None or path.startswith(CROSS_REFERENCE) or _TEXT.fullmatch(path):
        return None
    return path


def _words_by_blank(blocks: Sequence[Block]) -> Printed:
    """Return what each blank prints in ``blocks``, by its path, each wording once."""
    found: dict[str, list[str]] = {}
    for run in chain.from_iterable(each.runs for each in blocks):
        previous = None
        for span in run:
            path = value_path(span)
            if path:
                entries = found.setdefault(path, [])
                if path == previous:
                    entries[-1] += span.text
                else:
                    entries.append(span.text)
            previous = path
    return {path: tuple(dict.fromkeys(entries)) for path, entries in found.items()}


def blank_causes(old: Sequence[Block], new: Sequence[Block], origins: ConfigSources) -> list[Cause]:
    """Return a cause for each blank that prints other words, or is only in one of the two.

    What both configs say is no cause where only the text of one of them prints it.

    A list is one cause as a whole, which names the entries that went and came. So are rows of which
    one came, went or moved: then the rows are told, not what stands at their places now. Of other
    rows, each cell that differs is a cause.
    """
    before, after = _by_rows(_words_by_blank(old), _words_by_blank(new))
    paths = dict.fromkeys((*after, *before))
    resized = {without_index(path) for path in before.keys() ^ after.keys()}
    counted = {path: _counted_under(path, resized) for path in paths}
    entries = _words_counted(before, counted), _words_counted(after, counted)
    causes = []
    for path in dict.fromkeys(counted.values()):
        words = tuple(entries[0].get(path, ())), tuple(entries[1].get(path, ()))
        if words[0] != words[1] and (all(words) or not origins.have_the_same(path)):
            causes.append(_blank_cause(path, *words, origins))
    return causes


def _by_rows(before: Printed, after: Printed) -> tuple[Printed, Printed]:
    """Return what is printed; where rows of a list moved, came or went, each row is one entry."""
    lists = {found[1] for path in (*before, *after) if (found := _CELL.fullmatch(path))}
    for path in sorted(lists):
        (old, old_rest), (new, new_rest) = _rows_and_rest(before, path), _rows_and_rest(after, path)
        if len(old) != len(new) or any(row != old[at] and row in old for at, row in enumerate(new)):
            before, after = {**old_rest, path: old}, {**new_rest, path: new}
    return before, after


def _rows_and_rest(printed: Printed, path: str) -> tuple[tuple[str, ...], Printed]:
    """Return what each row of a list prints, in one line, and what is printed outside the list."""
    rows: dict[int, list[str]] = {}
    rest: dict[str, tuple[str, ...]] = {}
    for each, words in printed.items():
        if (found := _CELL.fullmatch(each)) and found[1] == path:
            rows.setdefault(int(found[2]), []).extend(words)
        else:
            rest[each] = words
    return tuple(", ".join(rows[at]) for at in sorted(rows)), rest


def _counted_under(path: str, resized: set[str]) -> str:
    whole = without_index(path)
    return whole if whole in resized or _ENTRY.search(path) else path


def _words_counted(
    words: Mapping[str, tuple[str, ...]], counted: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return the printed words by the path of the cause that they belong to."""
    found: dict[str, list[str]] = {}
    for path, entries in words.items():
        found.setdefault(counted[path], []).extend(entries)
    return found


def _blank_cause(
    path: str, old: tuple[str, ...], new: tuple[str, ...], origins: ConfigSources
) -> Cause:
    gone = list((Counter(old) - Counter(new)).elements())
    come = list((Counter(new) - Counter(old)).elements())
    if not gone and not come:  # the same entries in another order
        gone, come = list(old), list(new)
    typed = [origin.settings.get(path, "") for origin in (origins.old, origins.new)]
    chosen = path.endswith(".kind")  # whose words follow from it
    if all(typed) and (chosen or max(len(gone), len(come)) > 1):  # several words for one value
        return origins.cause(CauseKind.BLANK, path, *typed)
    return origins.cause(CauseKind.BLANK, path, "; ".join(gone), "; ".join(come))


def clause_causes(
    old: Provision | None, new: Provision | None, origins: ConfigSources
) -> tuple[Cause, ...]:
    """Return why a clause differs, the gravest cause first."""
    if not old or not new or is_reserved(old.blocks) is not is_reserved(new.blocks):
        return _came_or_went(old, new, origins)
    path = f"clauses.{new.id}"
    causes = []
    if old.variant != new.variant:
        kind, key = CauseKind.VARIANT, f"{path}.variant"
        causes.append(origins.cause(kind, key, old.variant, new.variant))
    if (text := _own_words(old, new)) is not None:
        causes.append(origins.cause(CauseKind.TEXT, f"{path}.text", *text))
    valued = blank_causes(old.blocks, new.blocks, origins)
    if text is not None:  # own words print no values, which are not gone for that
        valued = [each for each in valued if each.old and each.new]
    causes += valued
    if text is None:  # nor has an own text words of the model that would be corrected
        causes += correction_causes(old.corrections, new.corrections, origins)
    known = {without_index(cause.path) for cause in causes}
    causes += _unprinted_settings(f"{path}.", origins, known)
    return tuple(causes)


def _came_or_went(
    old: Provision | None, new: Provision | None, origins: ConfigSources
) -> tuple[Cause, ...]:
    here = new or old
    if here is None:
        return ()
    path = f"clauses.{here.id}"
    words = (_shown_variant(old), _shown_variant(new))
    return (origins.cause(CauseKind.CLAUSE, path, *words, key=path),)


def _shown_variant(provision: Provision | None) -> str:
    if provision is None:
        return ""
    if is_reserved(provision.blocks):
        return "left out; its number stays"
    return provision.variant or "included"


def _own_words(old: Provision, new: Provision) -> tuple[str, str] | None:
    custom = [each.provenance is Provenance.CUSTOM for each in (old, new)]
    if not any(custom) or (all(custom) and _run_texts(old) == _run_texts(new)):
        return None
    return ("own words" if custom[0] else "", "own words" if custom[1] else "")


def _run_texts(provision: Provision) -> list[str]:
    return [text_of(run) for block in provision.blocks for run in block.runs]


def _unprinted_settings(prefix: str, origins: ConfigSources, known: set[str]) -> list[Cause]:
    """Return causes for settings that differ but are not themselves printed."""
    old, new = origins.old.settings, origins.new.settings
    return [
        origins.cause(CauseKind.SETTING, path, old.get(path, ""), new.get(path, ""))
        for path in dict.fromkeys((*old, *new))
        if path.startswith(prefix)
        and old.get(path) != new.get(path)
        and without_index(path) not in known
        and not ((cell := _CELL.fullmatch(path)) and cell[1] in known)
        and not path.endswith((".because", ".variant", ".text"))
    ]


def correction_causes(
    old: Sequence[str], new: Sequence[str], origins: ConfigSources
) -> list[Cause]:
    """Return a cause for each correction that is applied in only one of the two."""
    causes = []
    for each in dict.fromkeys((*old, *new)):
        words = [APPLIED if each in side else f"not {APPLIED}" for side in (old, new)]
        if words[0] != words[1]:
            causes.append(
                origins.cause(CauseKind.CORRECTION, each, words[0], words[1], "corrections")
            )
    return causes


def library_causes(old: Agreement, new: Agreement, origins: ConfigSources) -> tuple[Cause, ...]:
    """Return a cause if the agreements are not made from the same files of the same model."""
    if (old.model, old.version, old.digest) == (new.model, new.version, new.digest):
        return ()
    names = [f"{each.model} {each.version}" for each in (old, new)]
    if names[0] == names[1]:
        names = [
            f"{name} ({each.digest[:12]})" for name, each in zip(names, (old, new), strict=True)
        ]
    return (origins.cause(CauseKind.LIBRARY, "model", *names),)


def is_of_other_model(cause: Cause) -> bool:
    """Tell whether the agreements are made from two models, not from two versions of one."""
    return cause.kind is CauseKind.LIBRARY and cause.old.split(" ")[0] != cause.new.split(" ")[0]
