"""Values filled into a text: a marker stands for each, so that no value is ever parsed.

A marker is a private-use character, an index into the values of one rendering, and another
private-use character. After the text has been taken apart into paragraphs, each marker becomes a
span that knows its blank. Whatever a value contains, it meets no template and no markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mou_builder.agreement.document import Fill
from mou_builder.agreement.wording import listed
from mou_builder.library.typed.values import Scalar, Type
from mou_builder.patterns import pattern

_OPENS, _CLOSES = "\ue000", "\ue001"
MARKER = pattern(f"{_OPENS}(\\d+){_CLOSES}")
_LISTS = pattern(r", (?:and|or) ")
_COMPOUND = pattern(r" (?:and|or) ")


class FilledBlanks:
    """The values that one rendering has put into its text, in order.

    One of these serves a whole agreement, emptied for each text, so that its names are made once.
    """

    def __init__(self) -> None:
        self.words: list[Filled] = []

    def emptied(self) -> FilledBlanks:
        """Forget the values of the text before, and return this object."""
        self.words.clear()
        return self

    def mark(self, value: Filled) -> str:
        """Remember a value and return the marker that stands for its words."""
        self.words.append(value)
        return f"{_OPENS}{len(self.words) - 1}{_CLOSES}"

    def named(self, text: str, path: str) -> Filled:
        """Return a value that names somebody or something, as it is typed."""
        return Filled(self, text, path, text, named=True)

    def missing(self, text: str, path: str, *, optional: bool = False) -> Filled:
        """Return what stands, as ``text``, for a value that is not given."""
        return Filled(self, text, path, fill=Fill.MISSING, optional=optional)

    def left_open(self, text: str, path: str) -> Filled:
        """Return what stands, as ``text``, for a value left as the published model has it."""
        return Filled(self, text, path, fill=Fill.OPEN)


class NotGiven(Exception):
    """A text prints an optional blank that is not given, without asking whether it is."""


class Filled:
    """One value as a text sees it: printed as a lawyer writes it, compared by what it is.

    A value that is missing prints as ``[funding: rate]`` and equals nothing; one that is optional
    and not given may only be asked about (``is given``). ``text`` is what it says, ``blank`` and
    ``fill`` are the blank and the state that this comes from; what is ``named`` is somebody or
    something, as a municipality writes it.
    """

    def __init__(
        self,
        filled: FilledBlanks,
        text: str,
        blank: str,
        value: Scalar | None = None,
        kind: Type = Type.TEXT,
        *,
        fill: Fill = Fill.GIVEN,
        named: bool = False,
        optional: bool = False,
    ) -> None:
        self.filled = filled
        self.text = text
        self.blank = blank
        self.value = value
        self.kind = kind
        self.fill = fill
        self.named = named
        self.optional = optional

    @property
    def is_set_off(self) -> bool:
        """Tell whether a sentence that goes on after its words closes them with a comma.

        “The City of Riverbend, acting by its Police Department, joins”; not “games, and dances”.
        """
        return self.named and ", " in self.text and not _LISTS.search(self.text)

    def __str__(self) -> str:
        if self.optional and self.value is None:
            raise NotGiven(self.blank)
        return self.filled.mark(self)

    def __bool__(self) -> bool:
        return self.value is True if isinstance(self.value, bool) else self.value is not None

    def __eq__(self, other: object) -> bool:
        return self.value is not None and self.value == _value_of(other)

    def __hash__(self) -> int:
        return hash((self.value, self.text, self.blank))

    def __gt__(self, other: int) -> bool:
        return isinstance(self.value, int) and self.value > other

    def __lt__(self, other: int) -> bool:
        return isinstance(self.value, int) and self.value < other

    def said(self, text: str) -> Filled:
        """Return the same value, worded as ``text`` where it has a value at all."""
        said = text if self.fill is Fill.GIVEN else self.text
        fill, named = self.fill, self.named
        return Filled(self.filled, said, self.blank, self.value, self.kind, fill=fill, named=named)


class FilledList(Sequence[object]):
    """A list of values as a text sees it: looped over, or printed in one sentence.

    ``between`` stands before each but the first: “the A and the B”, where a text says “the” itself.
    """

    def __init__(
        self,
        entries: Sequence[Filled | dict[str, Filled]],
        separator: str = "; ",
        between: str = "",
    ) -> None:
        self.entries = tuple(entries)
        self.separator = separator
        self.between = between

    def __getitem__(self, index: int) -> object:  # type: ignore[override]  # texts do not slice
        return self.entries[index]

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Filled | dict[str, Filled]]:
        return iter(self.entries)

    def __contains__(self, wanted: object) -> bool:
        return any(each == wanted for each in self.entries)

    def joined(self, separator: str) -> str:
        """Return the entries in one sentence.

        Two of which one has an “and” of its own are kept apart: by a comma, or where one has commas
        by a semicolon, as three would be.
        """
        bare = [_without_article(each) if self.between else each for each in self.entries]
        entries = [f"{self.between if at else ''}{each}" for at, each in enumerate(bare)]
        if len(entries) == 2 and separator == "; " and any(map(_is_compound, self.entries)):
            mark = ";" if any(map(_has_comma, self.entries)) else ","
            return f"{entries[0]}{mark} and {entries[1]}"
        return listed(entries, separator)

    def __str__(self) -> str:
        return self.joined(self.separator)


def _without_article(entry: Filled | dict[str, Filled]) -> Filled | dict[str, Filled]:
    """Return a name without the article that the text has before it."""
    words = entry.text if isinstance(entry, Filled) else ""
    return (
        entry.said(words[4:])
        if isinstance(entry, Filled) and words[:4].lower() == "the "
        else entry
    )


def _is_compound(entry: Filled | dict[str, Filled]) -> bool:
    return isinstance(entry, Filled) and _COMPOUND.search(entry.text) is not None


def _has_comma(entry: Filled | dict[str, Filled]) -> bool:
    return isinstance(entry, Filled) and "," in entry.text


def _value_of(other: object) -> object:
    return other.value if isinstance(other, Filled) else other
