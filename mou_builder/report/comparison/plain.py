"""What changed, for a board or the public: sentences without a key, a code or a file's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mou_builder.agreement.document import PartKind
from mou_builder.agreement.wording import capitalized, counted, days_in_words, listed, value_name
from mou_builder.check.checking import Ready
from mou_builder.config.config import chosen_variants
from mou_builder.difference.causes import APPLIED, Cause, CauseKind, is_of_other_model
from mou_builder.difference.comparison import Comparison, Difference, Item
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Blank
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type
from mou_builder.patterns import pattern
from mou_builder.report.comparison.wording import short, shown_causes
from mou_builder.yamltext.dotted import above, names_of

_FLAGS = {"yes": "yes", "true": "yes", "on": "yes", "no": "no", "false": "no", "off": "no"}
_LONGEST = 240
"""Signs of a value that a sentence has room for: a few entries of a list."""
_PARTY = pattern(r"parties\.([^.]+)\.(.+)")
_FRAME, _BETWEEN = "frame", "; "
"""The key of a config for lines outside the clauses; what stands between the entries of a list."""
_PARTICULARS = {"name": "the name", "title": "the title", "capacity": "the capacity"}


@dataclass(frozen=True)
class PlainWords:
    """Puts comparisons into sentences, with what the models call their clauses and values.

    ``chosen`` are the variants by clause of the config of each model: a blank of one name is called
    otherwise in another variant.
    """

    models: Sequence[Model]
    chosen: Sequence[Mapping[str, str]] = ()

    @classmethod
    def of(cls, *sides: Ready) -> PlainWords:
        """Return the words for configs; names of values from the first are preferred."""
        chosen = [chosen_variants(each.source.data) for each in sides]
        return cls([each.model for each in sides], chosen)

    def sentences(self, comparison: Comparison) -> list[str]:
        """Return all that changed, one sentence for each change, in reading order.

        Each names the clauses that it is about. What is also said outside the clauses, such as the
        name of a party, is said once and names none; clauses that only have another number are
        counted at the end.
        """
        found: dict[str, list[Item]] = {}
        for item in comparison.changed:
            for sentence in self.of_item(item):
                found.setdefault(sentence, []).append(item)
        said = [_with_clauses(sentence, items) for sentence, items in found.items()]
        said += (each for each in self.general(comparison) if each not in found)
        only = (Difference.RENUMBERED,)
        if renumbered := sum(each.differences == only for each in comparison.clauses):
            said.append(f"Renumbered only: {counted(renumbered, 'clause')}.")
        return said

    def of_item(self, item: Item) -> list[str]:
        """Return what changed in one part; nothing where only its number differs."""
        if set(item.differences) <= {Difference.RENUMBERED, Difference.UNCHANGED}:
            return []
        said = self.of_causes(item)
        if Difference.MOVED in item.differences:
            said.append(f"Moved: “{item.title}” stands at another place.")
        if not said:
            said.append(_what_became_of(item))
        return said

    def of_causes(self, item: Item) -> list[str]:
        """Return the causes of one part's differences, one sentence for each.

        Words of the parties' own say enough about the variant that they took the place of.
        """
        shown = shown_causes(item)
        own = {above(each.path) for each in shown if each.kind is CauseKind.TEXT and each.new}
        told = (
            each
            for each in shown
            if each.kind is not CauseKind.VARIANT or above(each.path) not in own
        )
        said = (self.of_cause_in(item, each) for each in told)
        return list(dict.fromkeys(filter(None, said)))

    def of_cause_in(self, item: Item, cause: Cause) -> str:
        """Return a cause as a sentence, with the title of the part where the model has none."""
        if cause.kind is CauseKind.TEXT or names_of(cause.path)[0] == _FRAME:
            return _of_own_words(item.title, cause)
        return self.of_cause(cause) if self.is_known(cause) else _what_became_of(item)

    def is_known(self, cause: Cause) -> bool:
        """Tell whether a cause has a sentence of its own: an own clause has no title in a model."""
        if cause.kind is not CauseKind.CLAUSE:
            return True
        return any(names_of(cause.path)[1] in each.clauses for each in self.models)

    def general(self, comparison: Comparison) -> list[str]:
        """Return the causes that belong to no single part, one sentence for each."""
        said = list(filter(None, map(self.of_cause, comparison.general)))
        if any(cause.kind is CauseKind.LIBRARY for cause in comparison.general):
            said.append(_of_library(comparison.general))
        return list(dict.fromkeys(said))

    def of_cause(self, cause: Cause) -> str:
        """Return a cause as a sentence; "" for one that says nothing about the words."""
        old, new = short(cause.old, _LONGEST), short(cause.new, _LONGEST)
        match cause.kind:
            case CauseKind.CLAUSE:
                title = self.clause_title(cause.path)
                return f"{'Removed' if not new else 'Added'}: the clause “{title}”."
            case CauseKind.VARIANT:
                before, after = (self.variant(cause.path, each) for each in (cause.old, cause.new))
                return f"{self.clause_title(cause.path)}: {before} → {after}"
            case CauseKind.TEXT:
                return _of_own_words(self.clause_title(cause.path), cause)
            case CauseKind.CORRECTION:
                how = "corrected" if cause.new == APPLIED else "no longer corrected"
                return f"Errors of the published model are {how}."
            case CauseKind.LIBRARY:
                return ""
            case CauseKind.BLANK | CauseKind.SETTING:
                return self.value(cause, old, new)

    def value(self, cause: Cause, old: str, new: str) -> str:
        label, blank = self.label(cause.path)
        if cause.path in _CALLED:
            old, new = days_in_words(old), days_in_words(new)
        if blank is not None:
            old, new = _in_words_of_blank(blank, old), _in_words_of_blank(blank, new)
            if blank.type in (Type.LIST, Type.ROWS):
                return _entries_in_words(label, old, new, is_reordered=_is_reordered(cause))
        if old and new:
            return f"{label}: {old} → {new}"
        return f"{label}: {new} (new)" if new else f"{label}: {old} (removed)"

    def label(self, path: str) -> tuple[str, Blank | None]:
        """Return what a value is called, as “The school district's share”, and its blank."""
        if path in _CALLED:
            return _CALLED[path], None
        if found := _PARTY.fullmatch(path):
            return self.of_party(found[1], found[2]), None
        parts = names_of(path)
        if parts[0] == "accept":
            return "What the parties accept, and why", None
        blank = self.blank(parts[1], parts[2]) if parts[0] == "clauses" and parts[2:] else None
        if blank is not None:
            return _label_of(blank, parts[3:])
        return f"“{self.clause_title(path)}”" if parts[0] == "clauses" else _key_in_words(
            path
        ), None

    def blank(self, clause: str, name: str) -> Blank | None:
        """Return a blank of the variant that a config chose, or of any that has it."""
        found = [each.clauses[clause] for each in self.models if clause in each.clauses]
        variants = [each.get(clause, "") for each in self.chosen]
        for each in found:
            for variant in (one for one in variants if one in each.variants):
                if blank := each.blanks_of(variant).get(name):
                    return blank
        return next(filter(None, (each.blank(name) for each in found)), None)

    def of_party(self, party: str, key: str) -> str:
        label = next((m.parties[party].label for m in self.models if party in m.parties), party)
        if "signator" in key:
            what = _PARTICULARS.get(names_of(key)[-1])
            if what is None or what == "the name":
                return f"Who signs for the {label}"
            return f"{what.capitalize()} of the person who signs for the {label}"
        return f"{_PARTICULARS.get(key, _key_in_words(key)).capitalize()} of the {label}"

    def clause_title(self, path: str) -> str:
        name = names_of(path)[1] if above(path) else path
        return next((m.clauses[name].title for m in self.models if name in m.clauses), name)

    def variant(self, path: str, variant: str) -> str:
        name = names_of(path)[1]
        for model in self.models:
            if name in model.clauses and variant in model.clauses[name].variants:
                return f"“{model.clauses[name].variants[variant].title}”"
        return "words of its own"


_CALLED = {
    "term.from": "The first day of the term",
    "term.until": "The last day of the term",
    "term.in_title": "The term as the title names it",
    "signed": "The day of signing",
    "grant.program": "The program of the grant",
    "grant.awarded": "The day of the award of the grant",
    "model": "The model agreement",
    "state": "The state whose law applies",
    "requirements": "The requirement sets",
}
"""Values with a name other than their key."""


def _key_in_words(path: str) -> str:
    """Return the name of a value outside the clauses: its key as words, without numbers."""
    keys = [each for each in names_of(path) if not each.isdigit()]
    return f"The {keys[-1].replace('_', ' ')}"


def _label_of(blank: Blank, rest: Sequence[str]) -> tuple[str, Blank]:
    """Return the label of a blank, or of a column of its rows."""
    column = next((blank.columns[each] for each in rest if each in blank.columns), None)
    row = next((int(each) for each in rest if each.isdigit()), None)
    if column is None:
        return capitalized(value_name(blank)), blank
    return capitalized(value_name(column, blank, row)), column


def _in_words_of_blank(blank: Blank, words: str) -> str:
    if blank.type is Type.FLAG:
        return _FLAGS.get(words, words)
    chosen = blank.choices.get(words, words)
    if blank.type is not Type.CHOICE:
        return chosen
    bare = chosen.rstrip(",")  # a choice may be a part of a sentence, or one or more of its own
    return f"“{bare}”" if bare.endswith(".") else bare


def _of_own_words(title: str, cause: Cause) -> str:
    if cause.old and cause.new:
        return f"{title}: the parties' own words are changed."
    how = "the parties' own words" if cause.new else "the model's words again"
    return f"{title}: now in {how}."


def _of_library(causes: Sequence[Cause]) -> str:
    if any(map(is_of_other_model, causes)):
        return "The agreement follows another model agreement."
    return "The model agreement's own wording is of a newer version."


def _is_reordered(cause: Cause) -> bool:
    old, new = (sorted(words.split(_BETWEEN)) for words in (cause.old, cause.new))
    return old == new


def _entries_in_words(label: str, old: str, new: str, *, is_reordered: bool) -> str:
    if is_reordered:
        return f"{label}, in another order: {new}"
    parts = [f"no longer {old}"] if old else []
    parts += [f"now also {new}"] if new else []
    return f"{label}: {'; '.join(parts)}"


def _with_clauses(sentence: str, items: Sequence[Item]) -> str:
    """Return a sentence with the numbers of the clauses that it is about, where it is of no other.

    One that was removed has the number that it had. A heading comes and goes with its clauses.
    """
    parts = [each for each in items if each.part is not PartKind.HEADING]
    if not parts or any(each.part is not PartKind.CLAUSE for each in parts):
        return sentence
    numbers = [str(each.new.number) for each in parts if each.new and each.new.number]
    formerly = [str(each.old.number) for each in parts if each.old and each.old.number]
    told = numbers or formerly
    if not told:
        return sentence
    bare = sentence.removesuffix(".")
    clauses = "clause" if len(told) == 1 else "clauses"
    former = "" if numbers else "former "
    return f"{bare} ({former}{clauses} {listed(told)}){sentence[len(bare) :]}"


def _what_became_of(item: Item) -> str:
    is_quoted = item.part in (PartKind.CLAUSE, PartKind.HEADING)
    what = f"“{item.title.strip('“”').rstrip('.')}”" if is_quoted else item.title
    if Difference.ADDED in item.differences:
        return f"Added: {what}."
    if Difference.REMOVED in item.differences:
        return f"Removed: {what}."
    if Difference.RESERVED in item.differences:
        return f"Left out, and its number stays: {what}."
    return f"Reworded: {what}."
