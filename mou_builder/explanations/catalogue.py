"""The catalogue of diagnostic codes: for each a title, plain words, and an example put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from mou_builder.diagnostic import Severity
from mou_builder.frozen import dataclass
from mou_builder.library.files import LibraryFile
from mou_builder.library.reading.shaped import shaped
from mou_builder.yamltext.shape import Schema, compile_schema, mapping, word


class CodeKind(StrEnum):
    """What the before and after of an example are."""

    CONFIG = "config"
    """The lines of a config that matter; the rest of it is complete and right."""
    FILE = "file"
    """A whole config file, just as it is."""
    CLAUSE = "clause"
    """A whole clause file of a library."""
    MODEL = "model"
    """The keys of a model.yaml that matter."""
    REQUIREMENTS = "requirements"
    """A whole requirement set of a library."""
    WORDS = "words"
    """Told in words, because what is wrong is not in a YAML file."""


@dataclass(frozen=True)
class Example:
    """Something wrong, and the same put right."""

    kind: CodeKind
    before: str
    after: str


@dataclass(frozen=True)
class Explanation:
    """What a code means. ``severity`` is the one it usually comes with.

    ``on_a_page`` is what to do about it where one has fields and buttons instead of a file, in the
    place of a hint for the file; "" where the message and the field say it all.
    """

    code: str
    title: str
    severity: Severity
    text: str
    why: str
    example: Example
    on_a_page: str = ""


@dataclass(frozen=True)
class Family:
    """Codes about one subject; they begin with ``prefix`` (``MOU1``)."""

    prefix: str
    title: str
    about: str
    explanations: tuple[Explanation, ...]


class Catalogue:
    """All families, in the order of their codes."""

    def __init__(self, families: Iterable[Family]) -> None:
        self.families = tuple(families)
        self._by_code = {
            each.code: each for family in self.families for each in family.explanations
        }

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, in order."""
        return tuple(self._by_code)

    @property
    def judged(self) -> tuple[Explanation, ...]:
        """Those of findings of judgment, which a municipality can accept with a reason."""
        return next(each.explanations for each in self.families if each.prefix == "MOU3")

    def get(self, code: str) -> Explanation | None:
        """Return what ``code`` means; None if there is no such code."""
        return self._by_code.get(code)


_BLOCK: Schema = {"type": "string", "required": True, "empty": False}
_EXAMPLE: Schema = {"type": "string", "required": True}
_CODE = mapping(
    {
        "title": _BLOCK,
        "severity": {**word(*(each.value for each in Severity)), "required": True},
        "explanation": _BLOCK,
        "why": _BLOCK,
        "on_a_page": {"type": "string"},
        "example": {**word(*(each.value for each in CodeKind)), "required": True},
        "before": _EXAMPLE,
        "after": _EXAMPLE,
    }
)
_FAMILY: Schema = {
    "prefix": _BLOCK,
    "title": _BLOCK,
    "about": _BLOCK,
    "codes": {"type": "dict", "required": True, "valuesrules": _CODE},
}


def read_catalogue(files: Mapping[str, bytes]) -> Catalogue:
    """Read the files of a catalogue, by name; raise `Refused` for one of another shape."""
    return Catalogue(_family(name, files[name]) for name in sorted(files))


def _family(name: str, raw: bytes) -> Family:
    _, data = shaped(LibraryFile(name, raw), lambda: compile_schema(_FAMILY))
    return Family(
        prefix=data["prefix"],
        title=data["title"],
        about=data["about"].strip(),
        explanations=tuple(_explanation(code, each) for code, each in data["codes"].items()),
    )


def _explanation(code: str, data: dict[str, str]) -> Explanation:
    return Explanation(
        code=code,
        title=data["title"],
        severity=Severity(data["severity"]),
        text=data["explanation"].strip(),
        why=data["why"].strip(),
        example=Example(CodeKind(data["example"]), data["before"], data["after"]),
        on_a_page=data.get("on_a_page", ""),
    )


@lru_cache(maxsize=1)
def packaged_catalogue() -> Catalogue:
    """Return the catalogue that comes with the program."""
    folder = resources.files(__package__) / "codes"
    return read_catalogue(
        {each.name: each.read_bytes() for each in folder.iterdir() if each.name.endswith(".yaml")}
    )
