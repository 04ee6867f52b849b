"""Faults of form as they are found: what to say about each, and which values not to rely on.

A config with a fault is still read as far as possible, so that one run reports everything. A value
with a fault is dropped, and nothing further is reported about its absence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mou_builder.check.shapes import CODES
from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.yamltext import shape
from mou_builder.yamltext.cerberus_alone import Validator
from mou_builder.yamltext.source import Path, Plain, Source

MOST = 300
"""How many faults of one file are told; more would not be read, and take long to find."""


class TooMany(Exception):
    """The file has more faults than are worth telling."""


class Faults:
    """Collects the faults of one file; ``broken`` has the paths of the values that have one.

    Raises `TooMany` from whatever reports the last one that fits.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.broken: set[Path] = set()

    def report(self, code: str, message: str, path: Path, hint: str | None = None) -> None:
        """Report an error at the value of ``path``."""
        place = self.source.place(path)
        self.tell(Diagnostic(code, Severity.ERROR, message, place, hint, path=path))

    def tell(self, diagnostic: Diagnostic) -> None:
        """Add a finding."""
        self.found.append(diagnostic)
        if len(self.found) >= MOST:
            message = f"more than {MOST} faults; only the first of them are shown"
            hint = "is this a config? mou init writes one to start from"
            place = Place(self.source.file, 1)
            self.found.append(Diagnostic("MOU124", Severity.ERROR, message, place, hint))
            raise TooMany

    def break_at(self, code: str, message: str, path: Path, hint: str | None = None) -> None:
        """Report an error at ``path``, whose value is then not to be relied on."""
        self.broken.add(path)
        self.report(code, message, path, hint)

    def break_key(
        self, code: str, message: str, path: Path, hint: str, at: Path | None = None
    ) -> None:
        """Report an error at the key that ends ``path``; what is ``at`` is not to be relied on."""
        place = self.source.key_place(path)
        self.add(at or path, Diagnostic(code, Severity.ERROR, message, place, hint))

    def lack(self, code: str, message: str, path: Path, hint: str | None = None) -> None:
        """Report that the value at ``path`` is lacking, unless a fault is the reason for it."""
        if not self.is_broken(path):
            typed = self.source.typed_nothing(path)
            message += f": “{typed}” stands for nothing" if typed else ""
            self.report(code, message, path, hint)

    def is_broken(self, path: Path) -> bool:
        """Tell whether the value at ``path``, or what contains it, has a fault."""
        return bool(self.broken) and any(
            path[:length] in self.broken for length in range(len(path) + 1)
        )

    def check_shape(self, validator: Validator, data: object, at: Path = ()) -> Plain:
        """Report the faults of shape of ``data``, and return what of it can be relied on."""
        if not isinstance(data, dict):
            self.add(at, next(shape.validate(validator, data, self.source, CODES, at)))
            return {}
        paths = []
        for path, diagnostic in shape.faults(validator, data, self.source, CODES, at):
            self.add(path, diagnostic)
            paths.append(path)
            if diagnostic.code == CODES.unknown_key:
                known = shape.known_keys(validator, path[len(at) :])
                if near := shape.nearest(str(path[-1]), known):  # of which it may be a misspelling
                    self.broken.add((*path[:-1], near))
        for path in _empty_entries(data, at):
            if path[len(at)] != "clauses":  # which are checked one by one
                message = "an entry of the list is empty"
                self.break_at(CODES.lacking, message, path, "write it, or delete the line")
                paths.append(path)
        return _without_values(data, {path[len(at) :] for path in paths})

    def add(self, path: Path, diagnostic: Diagnostic) -> None:
        """Add a finding about the value at ``path``, which is then not to be relied on."""
        self.broken.add(path)
        self.tell(replace(diagnostic, path=path))


def _empty_entries(data: Plain, at: Path) -> Iterator[Path]:
    waiting: list[tuple[Path, Plain]] = [(at, data)]
    while waiting:
        path, value = waiting.pop()
        if value is None and path and isinstance(path[-1], int):
            yield path
        parts = value.items() if isinstance(value, dict) else enumerate(value or ())
        waiting += [((*path, name), each) for name, each in parts if not isinstance(each, str)]


def _without_values(data: Plain, paths: set[Path], at: Path = ()) -> Plain:
    """Return ``data`` without the values at ``paths``; in a list, None stands for them."""
    if not paths:
        return data
    match data:
        case dict():
            kept = {key: each for key, each in data.items() if (*at, key) not in paths}
            return {key: _without_values(each, paths, (*at, key)) for key, each in kept.items()}
        case list():
            return [
                None if (*at, n) in paths else _without_values(each, paths, (*at, n))
                for n, each in enumerate(data)
            ]
        case _:
            return data
