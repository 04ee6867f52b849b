"""The shape of a YAML file: a Cerberus schema, whose errors become diagnostics with places.

Cerberus knows paths, not lines; `yaml_source.Source` maps one onto the other. The codes that differ
between a config and a library are given by the caller, so that both speak alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from threading import Lock
from typing import Any

from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.yamltext.cerberus_alone import Validator
from mou_builder.yamltext.cerberus_alone import errors as cerberus_errors
from mou_builder.yamltext.dotted import names_of
from mou_builder.yamltext.source import Path, Source
from mou_builder.yamltext.unreadable import shown

_ONE_AT_A_TIME = Lock()
"""Held where Cerberus is asked: a validator keeps what it is looking at in itself."""

MOST_ENTRIES = 500
"""How many entries a list may have."""

MOST_KEYS = 120
"""How many keys a mapping may have; with more unknown ones, Cerberus would sort for seconds."""

_PART_OF_NAME = pattern(r"[^\W_]{4,}")
"""A part of a name that may be typed for the whole of it."""

Schema = dict[str, Any]
Report = Callable[[str, str], None]


@dataclass(frozen=True)
class Codes:
    """The codes of the faults of shape of one kind of file."""

    unknown_key: str
    wrong_shape: str
    unreadable: str
    unknown_word: str
    lacking: str


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that may have been meant by ``word``; None if none is near.

    That is one which is spelled much like it, or else the first of which a part is: duty-stations
    for “duty”.
    """
    from difflib import get_close_matches  # needed only where something is wrong

    names = list(known)
    by_letters = {name.casefold(): name for name in reversed(names)}
    if near := get_close_matches(word.casefold(), list(by_letters), n=1, cutoff=0.6):
        return by_letters[near[0]]
    parts = {part: name for name in reversed(names) for part in _PART_OF_NAME.findall(name)}
    near = get_close_matches(word, list(parts), n=1, cutoff=0.85)
    return parts[near[0]] if near else None


def did_you_mean(word: str, known: list[str], otherwise: str = "") -> str:
    """Return a hint that names the nearest of ``known``; if none is near, ``otherwise``, or all."""
    if near := nearest(word, known):
        return f"did you mean “{near}”?"
    every = f"known here: {', '.join(known)}" if known else "nothing is expected here"
    return otherwise or every


def word(*known: str) -> Schema:
    """Return the schema of one word out of ``known``."""
    return {"type": "string", "nullable": True, "allowed": list(known)}


def required(form: Schema) -> Schema:
    """Return the schema of what must be given."""
    return {**form, "required": True, "nullable": False}


def mapping(parts: Schema, **rules: Any) -> Schema:
    """Return the schema of a mapping with exactly these keys."""
    return {"type": "dict", "schema": parts, "nullable": True, "maxlength": MOST_KEYS, **rules}


def items(part: Schema, **rules: Any) -> Schema:
    """Return the schema of a list of ``part``."""
    return {"type": "list", "schema": part, "nullable": True, "maxlength": MOST_ENTRIES, **rules}


class _AllOfThem(cerberus_errors.BaseErrorHandler):  # type: ignore[misc]  # Cerberus has no types
    """Hands the errors on as they are: with their codes and paths."""

    def __call__(self, errors: Iterable[Any]) -> list[Any]:
        return list(errors)


def compile_schema(schema: Schema) -> Validator:
    """Return a validator that can be used again and again.

    Cerberus would examine the schema first, which costs more than all validating; it does not for
    a validator that is part of another one, and a test examines every schema of ours.
    """
    return Validator(schema, error_handler=_AllOfThem, is_child=True)


_KEYS = "write its keys below it, each with a colon and a value"
_FEWER = "leave out what is not needed"
_TYPES = {"dict": "a mapping (key: value)", "list": "a list", "string": "a single value"}


def validate(
    validator: Validator, data: object, source: Source, codes: Codes, at: Path = ()
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every fault of shape of ``data``, at a path of ``source``."""
    for _, diagnostic in faults(validator, data, source, codes, at):
        yield diagnostic


def faults(
    validator: Validator, data: object, source: Source, codes: Codes, at: Path = ()
) -> Iterator[tuple[Path, Diagnostic]]:
    """Yield every fault of shape of ``data``, with the path of what is at fault."""
    if not isinstance(data, dict):
        message = "a mapping (key: value) is expected here"
        yield at, Diagnostic(codes.wrong_shape, Severity.ERROR, message, source.place(at), _KEYS)
        return
    if len(data) > MOST_KEYS:
        message = f"a mapping with {len(data)} entries; {MOST_KEYS} is the most"
        yield at, Diagnostic(codes.wrong_shape, Severity.ERROR, message, source.place(at), _FEWER)
        return
    if _is_surely_right({"type": "dict", "schema": validator.schema}, data):
        return
    with _ONE_AT_A_TIME:
        found = list(_found_faults(validator, data, source, codes, at))
    yield from found


_JUDGED_HERE = frozenset(
    {"type", "schema", "nullable", "allowed", "maxlength", "required", "check_with"}
    | {"allow_unknown", "meta"}
)


def _is_surely_right(rules: object, value: object) -> bool:
    """Tell whether a value is right for certain, as nearly all are.

    Where it is not, Cerberus decides, which takes many times as long, and tells what is wrong.
    """
    if not isinstance(rules, dict) or not rules.keys() <= _JUDGED_HERE:
        return False
    if check := rules.get("check_with"):
        said: list[object] = []
        check("", value, lambda *fault: said.append(fault))
        if said:
            return False
    if value is None:
        return bool(rules.get("nullable"))
    kind, inner = rules.get("type"), rules.get("schema")
    if not isinstance(value, str | list | dict) or value not in rules.get("allowed", (value,)):
        return False
    if len(value) > rules.get("maxlength", len(value)):
        return False
    if isinstance(value, str):
        return kind in (None, "string")
    if isinstance(value, list):
        return kind == "list" and all(_is_surely_right(inner, each) for each in value)
    if inner is None or kind != "dict":
        return kind == "dict"
    others = rules.get("allow_unknown")
    return all(
        _is_surely_right(inner.get(key, others), each) for key, each in value.items()
    ) and all(key in value for key, part in inner.items() if part.get("required"))


def _found_faults(
    validator: Validator, data: dict[Any, Any], source: Source, codes: Codes, at: Path
) -> Iterator[tuple[Path, Diagnostic]]:
    large = dict(_too_large({"schema": validator.schema}, data, ()))
    validator.validate(_without_too_large(data, large, ()), normalize=False)
    errors = validator.errors
    for error in _single_errors(errors):
        inside: Path = tuple(error.document_path)
        if inside not in large:
            yield (*at, *inside), _diagnostic(error, validator, source, codes, at)
    for inside, (count, most) in large.items():
        path = (*at, *inside)
        message = f"{_quoted_name(path)} has {count} entries; {most} is the most"
        place = source.place(path)
        yield path, Diagnostic(codes.wrong_shape, Severity.ERROR, message, place, _FEWER)


def _too_large(rules: Any, value: object, at: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Yield the path of each list and mapping with more entries than it may have.

    With it come the number of its entries and the most that it may have. Cerberus would count them,
    too, but then look at each.
    """
    if not isinstance(rules, Mapping) or not isinstance(value, list | dict):
        return
    is_kind = rules.get("type", "dict") == ("list" if isinstance(value, list) else "dict")
    if is_kind and len(value) > rules.get("maxlength", len(value)):
        yield at, (len(value), rules["maxlength"])
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _too_large(rules.get("schema"), each, (*at, number))
    else:
        parts = rules.get("schema") or {}
        others = rules.get("valuesrules") or rules.get("allow_unknown")
        for key, each in value.items():
            yield from _too_large(parts.get(key) or others, each, (*at, key))


def _without_too_large(value: object, large: Container[Path], at: Path) -> object:
    """Return a value in which nothing is at the paths of what is too large."""
    if not large or not isinstance(value, list | dict):
        return value
    if at in large:
        return None
    if isinstance(value, list):
        return [_without_too_large(each, large, (*at, number)) for number, each in enumerate(value)]
    return {key: _without_too_large(each, large, (*at, key)) for key, each in value.items()}


def _single_errors(errors: Any) -> Iterator[Any]:
    for error in errors:
        if error.is_group_error:
            yield from _single_errors(error.child_errors)
        else:
            yield error


def known_keys(validator: Validator, path: Path) -> list[str]:
    """Return the keys that may stand in the mapping whose key ends ``path``."""
    rules: Any = {"schema": dict(validator.schema)}
    for part in path[:-1]:
        inner = rules.get("schema") or {}
        if isinstance(part, str):
            inner = inner.get(part) or rules.get("valuesrules") or rules.get("allow_unknown")
        rules = inner if isinstance(inner, dict) else {}
    return [str(key) for key in rules.get("schema") or ()]


def _quoted_name(path: Path) -> str:
    called = _name_of_value(path)
    return called if path and not isinstance(path[-1], str) else f"“{called}”"


def _how_to_write(wanted: str, value: object) -> str:
    """Return how one writes what was wanted in place of ``value``."""
    match wanted:
        case "string":
            return _one_value(value)
        case "list" if isinstance(value, str):
            parts = [each.strip() for each in re.split(r"[,;]", value) if each.strip()]
            return f"brackets make a list: [{shown(', '.join(parts))}]"
        case "list":
            return "write each entry on a line of its own, behind “- ”"
        case _:
            return _KEYS


def _one_value(value: object) -> str:
    """Return how one writes a value that brackets or braces make a list or mapping."""
    match value:
        case list() if value and all(isinstance(each, str) for each in value):
            return f"brackets make a list; write it without them: {shown(', '.join(value))}"
        case dict():
            return "braces, or a colon and a space, make a mapping; write the words between quotes"
        case _:
            return "write one value, without brackets and without dashes"


def _name_of_value(path: Path) -> str:
    """Return what a reader calls the value at ``path``: its key, or the list that it stands in."""
    keys = [str(part) for part in path if isinstance(part, str)]
    last = keys[-1] if keys else "file"
    return last if path and isinstance(path[-1], str) else f"an entry of “{last}”"


def _known_instead(key: str, known: list[str]) -> str:
    """Return a hint for an unknown key; one with dots may be meant as keys within each other."""
    first, *rest = names_of(shown(key))
    if rest and first in known:
        inner = ": {".join(rest)
        return f"write one key within the other: {first}: {{{inner}: …{'}' * len(rest)}"
    return did_you_mean(key, known)


def _diagnostic(
    error: Any, validator: Validator, source: Source, codes: Codes, at: Path
) -> Diagnostic:
    inside: Path = tuple(error.document_path)
    path = (*at, *inside)
    place: Place = source.place(path)
    hint: str | None = None
    match error.code:
        case cerberus_errors.UNKNOWN_FIELD.code:
            code, message = codes.unknown_key, f"unknown key “{shown(str(inside[-1]))}”"
            hint = _known_instead(str(inside[-1]), known_keys(validator, inside))
            place = source.key_place(path)
        case cerberus_errors.REQUIRED_FIELD.code:
            code, message = codes.lacking, f"“{inside[-1]}” is missing"
            hint = f"write {inside[-1]}: …"
            place = source.key_place(path[:-1])
        case cerberus_errors.BAD_TYPE.code:
            wanted = str(error.constraint)
            code = codes.wrong_shape
            message = f"{_quoted_name(path)}: {_TYPES[wanted]} is expected here"
            hint = _how_to_write(wanted, error.value)
        case cerberus_errors.MIN_LENGTH.code | cerberus_errors.EMPTY_NOT_ALLOWED.code:
            code, message = codes.lacking, f"{_quoted_name(path)} is empty"
            hint = "fill it, or delete it"
        case cerberus_errors.REGEX_MISMATCH.code:
            code = codes.unreadable
            message = f"“{shown(str(error.value))}” is not written as {_name_of_value(path)} is"
            hint = f"an example: mou explain {code}"
        case cerberus_errors.NOT_NULLABLE.code:
            code, message = codes.lacking, f"{_quoted_name(path)} is missing"
            hint = "fill it, or delete it"
        case cerberus_errors.UNALLOWED_VALUE.code:
            code = codes.unknown_word
            message = f"“{shown(str(error.value))}” is not known as {_name_of_value(path)}"
            hint = did_you_mean(str(error.value), [str(each) for each in error.constraint])
        case _:
            code = codes.unreadable
            message, _, after = str(error.info[0] if error.info else error).partition("\x00")
            hint = after or None
    return Diagnostic(code, Severity.ERROR, message, place, hint)
