"""Rows of a library's files: the dataclass of a row decides how it is written and read.

The types of its fields say it. ``str`` is a text in one line, ``int`` a count, ``bool`` yes or no,
and an enumeration one of its words; a type with a `Type` beside it (``Annotated[int, Type.DAYS]``)
is read as that one. Lists, mappings of words and other dataclasses consist of these. A field
without a default must be given. ``since`` is written ``from``, which is a keyword of Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from mou_builder.library.typed.values import Type, read, scalar
from mou_builder.yamltext.shape import Schema, items, mapping, required, word

Row = TypeVar("Row")
_WRITTEN = {"since": "from"}
_TYPES = {str: Type.TEXT, int: Type.COUNT, bool: Type.FLAG, date: Type.DATE}


def one_line(text: str | None) -> str:
    """Return a text of several lines as one, "" for none."""
    return " ".join((text or "").split())


def row_shape(row: Any, **others: Schema) -> Schema:
    """Return the shape of a mapping that becomes a ``row``.

    ``others`` are the shapes of fields that are written otherwise than their types say.
    """
    parts = {}
    for key, each, kind in _fields_of(row):
        form = others.get(each.name) or _shape_of_type(kind)
        is_needed = each.default is MISSING and each.default_factory is MISSING
        parts[key] = required(form) if is_needed else form
    return mapping(parts)


def row_of(row: Callable[..., Row], data: Mapping[str, Any] | None, **given: Any) -> Row:
    """Return the ``row`` that data of its shape becomes; what is left out has its default.

    Fields that are ``given`` are not read from the data.
    """
    data = data or {}
    read_here = {
        each.name: _value_of_type(kind, data[key])
        for key, each, kind in _fields_of(row)
        if each.name not in given and data.get(key) is not None
    }
    return row(**read_here, **given)


@cache
def _fields_of(row: Any) -> tuple[tuple[str, Field[Any], Any], ...]:
    """Return each field of a class with the key under which it is written, and its type."""
    kinds = get_type_hints(row, include_extras=True)
    return tuple(
        (_WRITTEN.get(each.name, each.name), each, kinds[each.name]) for each in fields(row)
    )


def _shape_of_type(kind: Any) -> Schema:
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return row_shape(kind)
    if origin in (Union, UnionType):  # one that may be None
        return _shape_of_type(inner[0])
    if origin is tuple:
        return items({**_shape_of_type(inner[0]), "nullable": False})
    if origin is dict:
        each = {**_shape_of_type(inner[1]), "nullable": False}
        return {"type": "dict", "keysrules": {"type": "string"}, "valuesrules": each}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return word(*kind)
    return scalar(_type_of(kind))


def _value_of_type(kind: Any, plain: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return row_of(kind, plain)
    if origin in (Union, UnionType):
        return _value_of_type(inner[0], plain)
    if origin is tuple:
        return tuple(_value_of_type(inner[0], each) for each in plain)
    if origin is dict:
        return {name: _value_of_type(inner[1], each) for name, each in plain.items()}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(plain)
    return one_line(plain) if _type_of(kind) is Type.TEXT else read(_type_of(kind), plain)


def _type_of(kind: Any) -> Type:
    if get_origin(kind) is Annotated:
        plain, *beside = get_args(kind)
        return next((each for each in beside if isinstance(each, Type)), _TYPES[plain])
    return _TYPES[kind]


def values_marked(row: Any, mark: object) -> Iterator[Any]:
    """Yield each value in ``row`` whose type has ``mark`` beside it, but for what is empty."""
    for _, each, kind in _fields_of(row.__class__):
        yield from _marked_in(getattr(row, each.name), kind, mark)


def _marked_in(value: Any, kind: Any, mark: object) -> Iterator[Any]:
    inner = get_args(kind)
    if get_origin(kind) is Annotated and mark in inner:
        yield from (value,) if value else ()
    elif isinstance(value, tuple):
        for each in value:
            yield from _marked_in(each, inner[0], mark)
    elif is_dataclass(value):
        yield from values_marked(value, mark)
