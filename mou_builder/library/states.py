"""The states: their names and how their law is cited, so that texts about a state are recognized.

They stand in ``states.yaml`` beside the models.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.frozen import dataclass, field
from mou_builder.library.files import LibraryFiles
from mou_builder.library.reading.shaped import listed_rows
from mou_builder.library.typed.values import Type, scalar
from mou_builder.yamltext.shape import Schema, did_you_mean

STATES = "states.yaml"

_KINDS_OF_LAW = (
    "General|Revised|Annotated|Compiled|Consolidated|Codified|State|Public|Open|School|Education"
    "|Penal|Criminal|Government|Local|Civil|Juvenile|Children's|Family|Administrative|Municipal"
    "|Municipalities|Records|Century|Meetings"
)
"""Words that may stand between a state and its law."""


@dataclass(frozen=True)
class State:
    """A state of the United States.

    ``cited_as`` are the words with which citations of its law begin. ``found`` says what was found
    of its law, on the day ``read``, where there is no requirement set for it.
    """

    code: str
    name: str
    cited_as: tuple[str, ...] = ()
    found: str = ""
    citation: str = ""
    source: str = ""
    read: str = ""
    how: str = ""


@dataclass(frozen=True)
class States:
    """All states, by their code of two letters."""

    by_code: dict[str, State] = field(default_factory=dict)

    def find(self, words: str) -> State | None:
        """Return the state of a code or a name, however capitalized; None if there is none."""
        return self._by_code_or_name.get(" ".join(words.split()).casefold())

    @cached_property
    def _by_code_or_name(self) -> dict[str, State]:
        every = self.by_code.values()
        return {name.casefold(): each for each in every for name in (each.code, each.name)}

    def names(self, codes: Iterable[str]) -> str:
        """Return the names of states, as a sentence lists them."""
        named = [self.by_code[each].name if each in self.by_code else each for each in codes]
        return " and ".join(named) if len(named) < 3 else f"{', '.join(named[:-1])} and {named[-1]}"

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the codes of the states that a text names, or whose law it cites."""
        return _codes_in(text, self._citations | self._codes_by_name)

    def cited_in(self, text: str) -> tuple[str, ...]:
        """Return the codes of the states whose law a text cites, in letters or in words."""
        codes = self._codes_by_name
        names = _standing_in(text, codes)
        worded = (
            codes[each]
            for found in (_law_in_words(names).findall(text) if names else ())
            for each in found
            if each
        )
        return tuple(dict.fromkeys((*_codes_in(text, self._citations), *worded)))

    @cached_property
    def _codes_by_name(self) -> dict[str, str]:
        return {each.name: each.code for each in self.by_code.values()}

    @cached_property
    def _citations(self) -> dict[str, str]:
        return {words: each.code for each in self.by_code.values() for words in each.cited_as}


def _codes_in(text: str, codes: Mapping[str, str]) -> tuple[str, ...]:
    words = _standing_in(text, codes)
    found = _any_of(words).findall(text) if words else ()
    return tuple(dict.fromkeys(codes[" ".join(each.split())] for each in found))


def _standing_in(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return those that stand in a text, the longest first: most texts have none of any state.

    A pattern of all would take four milliseconds to compile, in each process.
    """
    read = " ".join(text.split())
    return tuple(sorted((each for each in words if each in read), key=len, reverse=True))


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_spelt(words)})(?!\w)")


@lru_cache(maxsize=256)
def _law_in_words(names: tuple[str, ...]) -> re.Pattern[str]:
    """What finds the law of these states in words: “Texas Education Code”, “the laws of Ohio”."""
    either = "|".join(map(re.escape, names))
    return re.compile(
        rf"(?<!\w)(?:({either})\s+(?:(?:{_KINDS_OF_LAW})\s+){{0,3}}(?:Statutes?"
        rf"|Constitution|Laws?|law"
        r"|Code(?!\s+of\s+(?:Conduct|Ethics)))(?!\w)"
        r"|(?:(?:[Ss]tatutes|Code|[Cc]onstitution|[Ll]aws|[Cc]ourts)\s+of\s+(?:the\s+)?"
        rf"(?:(?:[Ss]tate|[Cc]ommonwealth)\s+of\s+)?({either})(?!\w)))"
    )


def _spelt(words: tuple[str, ...]) -> str:
    return "|".join(r"\s+".join(map(re.escape, each.split())) for each in words)


def load_states(files: LibraryFiles) -> States:
    """Return the states of a library; raise `Refused` with what is wrong in its file."""
    code: Schema = {"type": "string", "regex": "[A-Z]{2}"}
    listed = listed_rows(files, STATES, State, code=code, read=scalar(Type.DATE))
    return States({each.code: each for each in listed})


def unknown_states(codes: Iterable[str], known: States, file: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each code that is none of a state."""
    for each in codes:
        if each not in known.by_code:
            hint = did_you_mean(each, list(known.by_code))
            message = f"there is no state “{each}” in {STATES}"
            yield Diagnostic("MOU204", Severity.ERROR, message, Place(file, 1), hint)
