"""YAML as people expect it: text stays text, and every value has its place in the file.

Scalars are never guessed at: ``no``, ``012`` and ``1e3`` arrive as the text that was typed, and the
schema decides what is a number, a date or a share. The reader works on PyYAML's event stream with a
stack of its own, so that depth and expansion of aliases are bounded before anything is built.
"""

from __future__ import annotations

from typing import Any

import yaml

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.frozen import dataclass, field
from mou_builder.patterns import pattern
from mou_builder.yamltext.parser_words import in_plain_words

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_VALUES = 20_000

Path = tuple[str | int, ...]
Plain = str | None | list["Plain"] | dict[str, "Plain"]

_TURNING = "\u202a-\u202e\u2066-\u2069"
"""Invisible characters that turn the words around them (Unicode, UAX #9, 2.1 to 2.4)."""
# The C0 and C1 controls, except tab, line feed and carriage return; lone surrogates and the two
# non-characters that XML 1.0 (section 2.2) does not admit; and what turns the order of words, which
# Hebrew and Arabic do not need.
FORBIDDEN = pattern(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{_TURNING}\ud800-\udfff\ufffe\uffff]"
)

_MISLEADING = pattern("[\t\n\r\x85\u061c\u200e\u200f\u2028\u2029]")


def legible(name: str) -> str:
    """Return the name of a file as a document, or a comment, can carry it.

    On some systems names are no text, have several lines, or turn the direction of writing.
    """
    return _MISLEADING.sub("?", FORBIDDEN.sub("?", name))


_REMARK = pattern("#[^\n\r]*")
_NUMBER = pattern(r"[ \t]+(#[0-9]\S*)")
"""A number sign and digits behind a value: “Public School #4”, which YAML cuts off."""
_HAS_NUMBER = pattern(r"[ \t]#[0-9]")  # `_NUMBER` would be tried from each of many spaces

_TEXT = "tag:yaml.org,2002:str"
"""The tag of what every value is here."""
_NOTHING = pattern(r"~|null\b")
_BLOCK = pattern(r"(?:[&!]\S*[ \t]+)*[|>]")
"""What a text begins with whose first line stands on the line below."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Source:
    """A parsed YAML file: its plain data, and the place of every key and value in it.

    ``bases`` are the files that it extends, nearest first; ``data`` then has theirs, too.
    """

    file: str
    text: str
    data: Plain
    values: dict[Path, Place] = field(repr=False)
    keys: dict[Path, Place] = field(repr=False)
    bases: tuple[Source, ...] = ()

    def texts(self) -> dict[str, str]:
        """Return the text of the file and of those that it extends, by their names."""
        return {each.file: each.text for each in (self, *self.bases)}

    def place(self, path: Path) -> Place:
        """Return the place of the value at ``path``; where there is none, of what should have it.

        That is the key of the mapping in which it is lacking (``clauses``), not the mapping's first
        line, which is about something else; for an entry of a list, the entry. It is lacking in
        this file, not in one that it extends, where it may be lacking for others, too.
        """
        if path in self.values:
            return self.values[path]
        while path := path[:-1]:
            found = self.keys.get(path) or self.values.get(path)
            if found and found.file == self.file:
                return found
        return self.values.get((), Place(self.file, 1))

    def line_place(self, path: Path, line: int) -> Place:
        """Return the place of a line, counted from 1, of the text at ``path``."""
        start = self.place(path)
        lines = self.text.splitlines()[start.line - 1 : start.line]
        if lines and _BLOCK.match(lines[0], start.column - 1):
            return Place(start.file, start.line + line, 1)
        return start if line == 1 else Place(start.file, start.line + line - 1, 1)

    def typed_nothing(self, path: Path) -> str:
        """Return the word for nothing that stands at ``path`` (``~``, ``null``); "" for none."""
        place = self.values.get(path)
        if place is None or place.file != self.file:
            return ""
        line = self.text.splitlines()[place.line - 1]
        found = _NOTHING.match(line, place.column - 1)
        return found[0] if found else ""

    def key_place(self, path: Path) -> Place:
        """Return the place of the key that ends ``path``, or of what contains it."""
        return self.keys.get(path) or self.place(path)


def _refusal(code: str, message: str, place: Place, hint: str | None = None) -> Refused:
    return Refused((Diagnostic(code, Severity.ERROR, message, place, hint),))


_FEWER = "no config needs that; check that it is the file that you meant"
_AS_KEY = "delete the bracket, the star or the question mark, or write the key in quotes"
_DELETE_IT = "delete it; it often comes in by copying from another program"


def _control_character(character: str) -> tuple[str, str]:
    is_turning = "\u202a" <= character <= "\u2069"
    what = "turns the words around it" if is_turning else "no document can show"
    return "MOU004", f"a control character (U+{ord(character):04X}) that {what}"


def decode(raw: bytes, file: str) -> str:
    """Return the text of ``raw``; refuse what is too large, binary or empty."""
    start = Place(file)
    if len(raw) > MAX_BYTES:
        size = f"{len(raw):,} bytes"
        raise _refusal("MOU001", f"the file is too large: {size}", start, f"at most {MAX_BYTES:,}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise _refusal(
            "MOU002", "the file is not text in UTF-8", Place(file, line), "save it as UTF-8 text"
        ) from None
    if not text.strip():
        raise _refusal("MOU003", "the file is empty", start, "start from an example: mou init")
    forbidden = FORBIDDEN.search(text)
    if forbidden:
        line = text.count("\n", 0, forbidden.start()) + 1
        column = forbidden.start() - text.rfind("\n", 0, forbidden.start())
        raise _refusal(*_control_character(forbidden[0]), Place(file, line, column), _DELETE_IT)
    return text if "\n" in text else text.replace("\r", "\n")  # lines as they end on an old Mac


@dataclass
class _Open:
    """A mapping or list that is being read."""

    data: dict[str, Plain] | list[Plain]
    path: Path
    anchor: str | None
    key: str | None = None
    key_end: int = 0


@dataclass(frozen=True)
class _Anchored:
    data: Plain
    values: int


class _Reader:
    """Builds plain data and places from the events of one document."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.has_numbers = _HAS_NUMBER.search(text) is not None
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.found: list[Diagnostic] = []
        self.root: Plain = None
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Anchored] = {}
        self.count = 0

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def read(self) -> None:
        documents = 0
        loader = _Loader(self.text)
        while event := loader.get_event():
            match event:
                case yaml.ScalarEvent():  # first, because most are
                    self.scalar(event)
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise _refusal(
                            "MOU005",
                            "a second document begins here (---)",
                            self.place(event),
                            "put each config into a file of its own",
                        )
                case yaml.MappingStartEvent():
                    self.open(event, {})
                case yaml.SequenceStartEvent():
                    self.open(event, [])
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self.close()
                case yaml.AliasEvent():
                    self.alias(event)
                case _:
                    pass

    def scalar(self, event: Any) -> None:
        self.refuse_tag(event)
        if event.style == '"':
            self.refuse_control_characters(event)
        if self.expects_key():
            self.take_key(event)
            return
        plain_null = event.implicit[0] and event.value in ("", "~", "null")
        value: Plain = None if plain_null else event.value
        if not event.value:
            self.refuse_stray_key(event)
        elif self.has_numbers and not event.style:
            self.refuse_cut_number(event)
        self.put(value, event)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(value, 1)

    def refuse_control_characters(self, event: Any) -> None:
        """Refuse what an escape in double quotes brings in, as `decode` refuses it plain."""
        found = FORBIDDEN.search(event.value)
        if found:
            raise _refusal(*_control_character(found[0]), self.place(event), _DELETE_IT)

    def refuse_stray_key(self, event: Any) -> None:
        """Tell of a key without a colon: what is left of a value that was cut at a comma."""
        top = self.stack[-1] if self.stack else None
        if top is None or top.key is None:
            return
        if ":" in _REMARK.sub("", self.text[top.key_end : event.start_mark.index]):
            return
        hint, words = f"write a value behind it: {top.key}: …", top.key
        for name, value in reversed(top.data.items() if isinstance(top.data, dict) else ()):
            if value is None:
                words = f"{name}, {words}"
                continue
            if isinstance(value, str):
                whole = _quoted(f"{value}, {words}")
                hint = f"if it belongs to the value before it, write in quotes: {name}: {whole}"
            break
        message = f"“{top.key}” stands here without a colon: a value in braces ends at a comma"
        place = self.keys[(*top.path, top.key)]
        self.found.append(Diagnostic("MOU011", Severity.ERROR, message, place, hint))

    def refuse_tag(self, event: Any) -> None:
        """Tell of words behind an exclamation mark, which are no part of the value."""
        if event.tag and event.tag != _TEXT:
            word = self.text[event.start_mark.index :].split(None, 1)[0]
            message = f"“{word}” is no part of the value, because a tag begins with “!”"
            hint = "write the value in quotes, or delete that word"
            self.found.append(
                Diagnostic("MOU011", Severity.ERROR, message, self.place(event), hint)
            )

    def refuse_cut_number(self, event: Any) -> None:
        """Tell of a value that ends before a number sign, as only a remark should begin."""
        if cut := _NUMBER.match(self.text, event.end_mark.index):
            message = f"the value ends before “{cut[1]}”, because a remark begins with “#”"
            hint = f"write it in quotes: {_quoted(event.value + cut[0])}; a remark, with a space"
            hint += f" behind the sign: # {cut[1][1:]}"
            self.found.append(
                Diagnostic("MOU011", Severity.ERROR, message, self.place(event), hint)
            )

    def expects_key(self) -> bool:
        top = self.stack[-1] if self.stack else None
        return top is not None and isinstance(top.data, dict) and top.key is None

    def take_key(self, event: Any) -> None:
        top = self.stack[-1]
        assert isinstance(top.data, dict)
        path = (*top.path, event.value)
        if path in self.keys:
            first = self.keys[path]
            self.found.append(
                Diagnostic(
                    "MOU006",
                    Severity.ERROR,
                    f"the key “{event.value}” is given twice",
                    self.place(event),
                    f"it was given first on line {first.line}; keep one of the two",
                )
            )
        else:
            self.keys[path] = self.place(event)
        top.key, top.key_end = event.value, event.end_mark.index

    def put(self, value: Plain, event: Any) -> Path:
        """Put a value where it belongs, and return its path."""
        self.count += 1
        if self.count > MAX_VALUES:
            raise _refusal("MOU007", f"more than {MAX_VALUES:,} values", self.place(event), _FEWER)
        path: Path = ()
        top = self.stack[-1] if self.stack else None
        if top is None:
            self.root = value
        elif isinstance(top.data, list):
            path = (*top.path, len(top.data))
            top.data.append(value)
        else:
            key = str(top.key)
            path = (*top.path, key)
            top.data.setdefault(key, value)
            top.key = None
        self.values.setdefault(path, self.place(event))
        return path

    def open(self, event: Any, data: dict[str, Plain] | list[Plain]) -> None:
        self.refuse_tag(event)
        if self.expects_key():
            message = "a key must be a word, not a list or mapping"
            raise _refusal("MOU008", message, self.place(event), _AS_KEY)
        if len(self.stack) >= MAX_DEPTH:
            raise _refusal(
                "MOU007", f"nested more than {MAX_DEPTH} deep", self.place(event), _FEWER
            )
        self.stack.append(_Open(data, self.put(data, event), event.anchor))

    def close(self) -> None:
        done = self.stack.pop()
        if done.anchor:
            self.anchors[done.anchor] = _Anchored(done.data, _count_of_values(done.data))

    def alias(self, event: Any) -> None:
        anchored = self.anchors.get(event.anchor)
        if anchored is None:
            message = f"*{event.anchor} refers to nothing finished before it"
            hint = f"if a star is meant, write it in quotes: '*{event.anchor}'"
            raise _refusal("MOU009", message, self.place(event), hint)
        if self.expects_key():
            raise _refusal(
                "MOU008", "a key must be a word, not an alias", self.place(event), _AS_KEY
            )
        self.count += anchored.values
        self.put(anchored.data, event)


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'" if '"' in words else f'"{words}"'


def _count_of_values(data: Plain) -> int:
    """Return how many values ``data`` holds, counting no further than the limit."""
    count, waiting = 0, [data]
    while waiting and count <= MAX_VALUES:
        count += 1
        match waiting.pop():
            case dict() as mapping:
                waiting.extend(mapping.values())
            case list() as items:
                waiting.extend(items)
            case _:
                pass
    return count


def parse(raw: bytes, file: str) -> Source:
    """Read one YAML document; raise `Refused` with every fault of its form."""
    text = decode(raw, file)
    reader = _Reader(file, text)
    try:
        reader.read()
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1)
        at = text[mark.index : mark.index + 1] if mark else ""
        words, hint = in_plain_words(getattr(fault, "problem", None) or "", at)
        raise _refusal("MOU010", f"not YAML: {words}", place, hint) from None
    if reader.found:
        raise Refused(tuple(reader.found))
    return Source(file, text, reader.root, reader.values, reader.keys)
