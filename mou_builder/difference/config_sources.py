"""What is known of the configs behind two agreements: what each value is, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mou_builder.agreement.wording import bare
from mou_builder.check.checking import Ready
from mou_builder.config.config import Config
from mou_builder.diagnostic import Place
from mou_builder.difference.causes import ConfigSource
from mou_builder.library.clause import Blank
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Open, OwnEntry, RowValue, Scalar, Type, Value
from mou_builder.yamltext.changes import texts_below
from mou_builder.yamltext.dotted import above, dotted
from mou_builder.yamltext.source import Source, legible


def origin_of(checked: Ready, document: str) -> ConfigSource:
    """Return what is known of a config; ``document`` is the file that carries it, if one does.

    A value that is not written, such as a default or the rest of a sum, has the place of its clause
    or party.
    """
    places = _places(checked.source)

    def place(path: str) -> Place | None:
        found = places.get(path) or _place_of_owner(path, places)
        if not found:
            return None
        file = legible(found.file)
        return found._replace(file=f"{document}: {file}" if document else file)

    return ConfigSource(place, dict(_settings(checked)))


def _places(source: Source) -> dict[str, Place]:
    every = {**source.values, **source.keys}
    return {dotted(path): place for path, place in every.items()}


def _place_of_owner(path: str, places: Mapping[str, Place]) -> Place | None:
    while path := above(path):
        if above(path) and path in places:
            return places[path]
    return None


def _settings(checked: Ready) -> Iterator[tuple[str, str]]:
    """Yield every value that the config gives, or has by default, as one would type it."""
    data = checked.source.data
    if isinstance(data, dict):
        for name in ("parties", "signed", "term"):
            for text, path in texts_below(data.get(name), (name,)):
                yield dotted(path), text
        if not data.get("signed"):
            yield "signed", "left for the pen"
    yield from _clause_settings(checked.config, checked.model)


def _clause_settings(config: Config, model: Model) -> Iterator[tuple[str, str]]:
    for choice in config.choices.values():
        clause = model.clauses.get(choice.clause)
        if clause is None or choice.omitted or choice.own_text is not None:
            continue
        blanks = clause.blanks_of(choice.variant)
        for name, value in choice.values.items():
            if name in blanks:
                yield from _blank_settings(f"clauses.{choice.clause}.{name}", blanks[name], value)


def _blank_settings(path: str, blank: Blank, value: Value) -> Iterator[tuple[str, str]]:
    if not isinstance(value, tuple):
        yield path, _typed_scalar(blank.type, value)
        return
    for at, entry in enumerate(value):
        match entry:
            case dict():
                yield from _row_settings(f"{path}.{at}", blank, entry)
            case OwnEntry(words):
                yield f"{path}.{at}", words
            case _:
                yield f"{path}.{at}", _typed_scalar(Type.CHOICE, entry)


def _row_settings(path: str, blank: Blank, row: RowValue) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if name in blank.columns:
            yield f"{path}.{name}", _typed_scalar(blank.columns[name].type, value)


def _typed_scalar(kind: Type, value: Scalar) -> str:
    match value:
        case Open():
            return value.value
        case _ if kind is Type.MONEY:
            return f"${bare(kind, value)}"
        case _:
            return bare(kind, value)
