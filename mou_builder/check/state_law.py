"""Whose law an agreement speaks of: words, models and requirement sets that are another state's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mou_builder.check.rule import Case, Finding
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Clause, Variant
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet
from mou_builder.library.states import States
from mou_builder.library.typed.values import shown
from mou_builder.patterns import pattern
from mou_builder.yamltext.shape import did_you_mean
from mou_builder.yamltext.source import Path

_MAY_CITE = pattern(r"\d|[Ll]aw|Code|[Ss]tat|[Cc]ourt|[Cc]onst")
"""What every citation of a law has some of."""
ANY_STATE = "general-sro"
"""The model that a hint names to those for whose state there is none."""


def state_findings(case: Case, given: Iterable[str], library: Library) -> Iterator[Finding]:
    """Yield what another state's law colors, in an agreement whose state is known."""
    named = case.config.state
    state = library.states.find(named) if named else None
    if named and state is None:
        known = [each for one in library.states.by_code.values() for each in (one.code, one.name)]
        message = f"there is no state “{shown(named)}”"
        yield case.error("MOU370", message, ("state",), did_you_mean(named, known))
        return
    code = state_of(case, library)
    if code is None:
        return
    yield from _sets_of_others(case, code, given, library)
    yield from _own_words_of_others(case, code, library.states)
    if state:
        yield from _model_of_another(case, code, library)
        yield from _words_of_others(case, code, library.states)
        yield from _no_set_named(case, code, given, library)


def state_of(case: Case, library: Library) -> str | None:
    """Return the code of a config's state: as it says, or else its model's or its first set's."""
    if case.config.state:
        state = library.states.find(case.config.state)
        return state.code if state else None
    sets = [each for each in case.config.requirements if each in library.requirement_set_ids]
    for states in (case.model.states, *(library.requirement_set(each).states for each in sets)):
        if len(states) == 1:
            return states[0]
    return None


def _model_of_another(case: Case, code: str, library: Library) -> Iterator[Finding]:
    """MOU371: the model is made for another state."""
    made_for = case.model.states
    if not made_for or code in made_for:
        return
    names = library.states.names
    message = (
        f"the model “{case.model.id}” is made for {names(made_for)}; "
        f"this agreement is of {names([code])}"
    )
    yield case.warning("MOU371", message, ("model",), _better_model(code, library))


def _better_model(code: str, library: Library) -> str | None:
    models = [library.model(each) for each in library.model_ids]
    best = [each.id for each in models if code in each.states]
    best += [each.id for each in models if each.id == ANY_STATE]
    return f"write model: {best[0]}" if best else None


def _sets_of_others(
    case: Case, code: str, given: Iterable[str], library: Library
) -> Iterator[Finding]:
    """MOU373: a requirement set holds the law of another state."""
    asked: list[tuple[str, Path]] = [(each, ("model",)) for each in given]
    asked += [(each, ("requirements", n)) for n, each in enumerate(case.config.requirements)]
    for name, path in asked:
        wanted = library.requirement_set(name)
        elsewhere = wanted.models and case.model.id not in wanted.models  # MOU354 says so
        if wanted.states and code not in wanted.states and not elsewhere:
            yield _set_of_another(case, code, wanted, path, library.states)


def _set_of_another(
    case: Case, code: str, wanted: RequirementSet, path: Path, states: States
) -> Finding:
    message = (
        f"the requirement set “{wanted.id}” holds the law of {states.names(wanted.states)}; "
        f"this agreement is of {states.names([code])}"
    )
    if path == ("model",):  # no line of the config is at fault
        hint = f"leave out --requirements {wanted.id} for this config"
    else:
        hint = f"delete it, or correct state: {states.names(wanted.states)}"
    return case.error("MOU373", message, path, hint)


def _no_set_named(
    case: Case, code: str, given: Iterable[str], library: Library
) -> Iterator[Finding]:
    """MOU374: none of the sets that hold the law of the config's state is asked for."""
    sets = [each.id for each in library.sets_of(code)]
    asked = (library.requirement_set(each) for each in (*given, *case.config.requirements))
    if sets and not any(each.states for each in asked):
        message = f"nothing of the law of {library.states.names([code])} is checked"
        others = f", or {', '.join(sets[1:])}" if sets[1:] else ""
        hint = f"add requirements: [{sets[0]}]{others}"
        yield case.note("MOU374", message, ("state",), hint)


@dataclass(frozen=True)
class StatedWords:
    """Words of the library that stand in an agreement, or would if they were chosen."""

    what: str
    path: Path
    text: str
    states: tuple[str, ...] = ()

    def of_states(self, states: States) -> tuple[str, ...]:
        """Return the codes of the states that the words are marked for, name or cite."""
        return tuple(dict.fromkeys((*self.states, *states.named_in(self.text))))


def _words_of_others(case: Case, code: str, states: States) -> Iterator[Finding]:
    """MOU372: words in the agreement name another state, or cite its law."""
    for each in _stated_words(case):
        others = [other for other in each.of_states(states) if other != code]
        if others and code not in each.states:
            message = (
                f"{each.what} speaks of the law of {states.names(others)}; "
                f"this agreement is of {states.names([code])}"
            )
            hint = (
                f"choose a model for {states.names([code])} or for any state, "
                "leave it out with a reason, or write your own text"
            )
            yield case.error("MOU372", message, each.path, hint)


def _own_words_of_others(case: Case, code: str, states: States) -> Iterator[Finding]:
    """Yield the config's own texts and values that cite another state's law, or are one's name."""
    for what, text, path in (
        *(("text", *each) for each in case.own_texts),
        *(("value", *each) for each in case.own_values),
    ):
        named = states.find(text) if what == "value" else None
        if not (named or _MAY_CITE.search(text)):
            continue
        found = (named.code,) if named else states.cited_in(text)
        others = [other for other in found if other != code]
        if others:
            message = f"your own {what} speaks of the law of {states.names(others)}"
            hint = f"cite the law of {states.names([code])}, or correct state:"
            yield case.error("MOU372", message, path, hint)


def _stated_words(case: Case) -> Iterator[StatedWords]:
    """Yield the words of the library that the agreement of a config takes."""
    yield from frame_of(case.model)
    for standing in case.standing:
        clause, choice = standing.clause, standing.choice
        chosen = clause.variants.get(choice.variant)
        yield from clause_words(clause, chosen)
        for name, blank in standing.blanks.items():
            value = choice.values.get(name)
            at: Path = (*standing.path, name)
            if isinstance(value, str) and value in blank.choices:
                yield StatedWords(f"“{value}”", at, blank.choices[value])
            for number, one in enumerate(value if isinstance(value, tuple) else ()):
                if isinstance(one, str) and one in blank.choices:
                    yield StatedWords(f"“{one}”", (*at, number), blank.choices[one])


def frame_of(model: Model) -> Iterator[StatedWords]:
    """Yield the words of a model outside its clauses."""
    yield StatedWords("the title", ("model",), model.title)
    for recital in model.recitals:
        yield StatedWords(f"the recital “{recital.id}”", ("model",), recital.text)
    for section in model.sections:
        yield StatedWords(f"the heading “{section.id}”", ("model",), section.heading)


def clause_words(clause: Clause, variant: Variant | None) -> Iterator[StatedWords]:
    """Yield the words of a clause, and of one of its variants."""
    path: Path = ("clauses", clause.id)
    yield StatedWords(f"the clause “{clause.id}”", path, clause.text, clause.states)
    if variant:
        what = f"the variant “{variant.id}” of the clause “{clause.id}”"
        yield StatedWords(what, (*path, "variant"), variant.text, variant.states)
