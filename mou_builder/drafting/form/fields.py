"""What a form is made of: fields and groups of them, each at its path in the config.

A field shows what is typed in the config, letter for letter, so that a form which comes back as it
was changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from mou_builder.agreement.wording import capitalized
from mou_builder.frozen import dataclass, field
from mou_builder.yamltext.dotted import dotted
from mou_builder.yamltext.source import Path


class Input(StrEnum):
    """How a value is entered."""

    LINE = "line"
    TEXT = "text"
    """Words on several lines."""
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"


class AtPath:
    """Something of a form that stands at a path of the config."""

    path: Path

    @property
    def name(self) -> str:
        """How a form calls it: its path with dots, as an agreement names its blanks."""
        return dotted(self.path)


@dataclass(frozen=True)
class ValueField(AtPath):
    """One value. ``value`` is what the config says, "" where it says nothing.

    ``usual`` says what holds where it is left empty; ``limits`` and ``unit`` are words for a
    person; ``suggestions`` may be taken or not, ``choices`` (with what each means) must be.
    """

    path: Path
    label: str
    input: Input = Input.LINE
    value: str = ""
    help: str = ""
    required: bool = False
    unit: str = ""
    limits: str = ""
    usual: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """What a person should know to fill it in, in sentences."""
        is_said = self.usual and self.input is not Input.CHOICE  # a choice shows it itself
        usual = f"Left empty: {self.usual}" if is_said else ""
        return sentences(self.help, self.unit, self.limits, usual)


@dataclass(frozen=True)
class Entries(AtPath):
    """A list of single values: known ones (``choices``) to tick, and words of one's own.

    ``entries`` are those of the config in their order; ``own`` tells whether other words than the
    choices may stand there.
    """

    path: Path
    label: str
    entries: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    own: bool = True
    suggestions: tuple[str, ...] = ()
    usual: str = ""
    expected: bool = False
    """Whether most configs have some, though none need."""

    @property
    def about(self) -> str:
        """What a person should know to fill it in, in sentences."""
        return sentences(self.help, f"Left empty: {self.usual}" if self.usual else "")

    @property
    def in_own_words(self) -> tuple[ValueField, ...]:
        """A field for each entry that is none of the choices, and an empty one for another."""
        fields = [
            ValueField((*self.path, at), f"{self.label}, {at + 1}", value=entry)
            for at, entry in enumerate(self.entries)
            if entry not in self.choices
        ]
        if self.own:
            at = len(self.entries)
            fields.append(ValueField((*self.path, at), f"{self.label}, {at + 1}"))
        return tuple(fields)


@dataclass(frozen=True)
class Rows(AtPath):
    """A table of values. ``columns`` has an empty field for each column, ``rows`` those that are.

    The path of a column's field is that of the list, followed by the column.
    """

    path: Path
    label: str
    columns: tuple[ValueField, ...]
    rows: tuple[tuple[ValueField, ...], ...] = ()
    help: str = ""
    required: bool = False

    @property
    def with_empty(self) -> tuple[tuple[ValueField, ...], ...]:
        """The rows, and an empty one for another."""
        return (*self.rows, row_at(self, len(self.rows)))


@dataclass(frozen=True)
class FieldGroup(AtPath):
    """Fields that belong together. An ``optional`` one goes when nothing is left in it."""

    path: Path
    label: str
    parts: tuple[FormPart, ...]
    help: str = ""
    optional: bool = False
    removable: bool = False
    """Whether it can be taken out as a whole: a further party, a recital of one's own."""


@dataclass(frozen=True)
class InFile(AtPath):
    """A part of the config that no field shows: it is edited in the file."""

    path: Path
    label: str
    text: str
    help: str = ""


FormPart = ValueField | Entries | Rows | FieldGroup | InFile


def sentences(*words: str) -> str:
    """Return words as sentences, those that are empty left out."""
    said = (each.strip() for each in words)
    return " ".join(
        f"{capitalized(each)}{'' if each.endswith(('.', '…', '?')) else '.'}"
        for each in said
        if each
    )


def row_at(rows: Rows, at: int) -> tuple[ValueField, ...]:
    """Return the empty fields of a row that is not there yet."""
    return tuple(
        ValueField(
            (*rows.path, at, each.path[-1]), each.label, each.input, "", each.help, each.required,
            each.unit, each.limits, each.usual, each.choices, each.suggestions,
        )
        for each in rows.columns
    )  # fmt: skip


def parts_in(parts: tuple[FormPart, ...]) -> Iterator[FormPart]:
    """Yield the parts and all that is inside of groups."""
    for part in parts:
        yield part
        if isinstance(part, FieldGroup):
            yield from parts_in(part.parts)
