"""``extends: ../base.yaml``: what many configs share stands in one base, and each adds to it.

A config prevails over its base. Mappings are merged key by key; a list, a single value or an empty
one (``key:`` with nothing behind it) replaces that of the base. The record of an agreement is never
inherited. Every value keeps its place in the file that gave it, so that a diagnostic points there.
"""

from __future__ import annotations

import os.path
from collections.abc import Callable, Mapping

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.file_kinds import CONFIG_ENDINGS, ends_in
from mou_builder.frozen import replace
from mou_builder.patterns import pattern
from mou_builder.yamltext.changes import Delete, Set, YamlChange, at_path
from mou_builder.yamltext.source import Path, Plain, Source, parse

KEY = "extends"
MAX_CHAIN = 8
"""How many configs may extend each other in a row."""

_NEVER_SHARED = frozenset({KEY, "record"})

ReadSource = Callable[[str], Source]
"""Reads the config of a file name; raises `Refused`."""

_ABSOLUTE = pattern(r"[/\\~]|[A-Za-z]:|[a-z]+://")

# Each of these keys decides what the keys beside it mean. Nothing of the base's entry is kept where
# the two differ in its value or, where True stands here, where only one of them has the key.
_DECIDING = {"variant": False, "text": True, "omit": True}
_EXCLUDING = {"signatory": "signatories", "signatories": "signatory"}


def extended(own: Source, read: ReadSource) -> Source:
    """Return a config laid over what it extends, as if all of it were one file.

    Its ``bases`` are the files below it, nearest first. Raises `Refused`: MOU020 for a base that
    is not named as one can be, MOU021 for configs that extend each other, MOU022 for too long a
    chain, MOU023 for a base that cannot be read.
    """
    chain = [own]
    while (base := _base_of(chain[-1], read, chain)) is not None:
        chain.append(base)
    whole = chain[-1]
    for upper in reversed(chain[:-1]):
        whole = _laid_over(upper, whole)
    return replace(whole, bases=tuple(chain[1:]))


def with_text(config: Source, text: str) -> Source:
    """Return a config with another text of its own, laid over the same files as before."""
    bases = {os.path.normpath(each.file): each for each in config.bases}
    own = parse(text.encode(), config.file)
    return extended(own, lambda file: bases[os.path.normpath(file)])


def standalone(config: Source) -> str:
    """Return the text of a config that says the same and extends nothing.

    It has the file's own text, comments included, and behind it what its bases add.
    """
    if not config.bases:
        return config.text
    from mou_builder.yamltext.editing import edit  # few configs extend another

    assert isinstance(config.data, dict)
    added: list[YamlChange] = [
        Set((name,), each) for name, each in config.data.items() if name != KEY
    ]
    return edit(config.text, [*added, Delete((KEY,))])


def _base_of(upper: Source, read: ReadSource, chain: list[Source]) -> Source | None:
    written = at_path(upper.data, (KEY,))
    if written is None:
        return None
    place = upper.place((KEY,))
    name = _file_name(upper.file, written, place)
    known = [os.path.normpath(each.file) for each in chain]
    if os.path.normpath(name) in known:
        loop = " → ".join([*known[known.index(os.path.normpath(name)) :], name])
        hint = "let one of them extend nothing"
        raise _refusal_of("MOU021", f"these configs extend each other: {loop}", place, hint)
    if len(chain) >= MAX_CHAIN:
        message = f"more than {MAX_CHAIN} configs extend each other"
        raise _refusal_of("MOU022", message, place, "put what is common into fewer files")
    try:
        return read(name)
    except Refused as refused:
        message = f"the config that this one extends, “{written}”, cannot be read"
        hint = "“extends” is the way from a config to its base; see the next message"
        said = Diagnostic("MOU023", Severity.ERROR, message, place, hint)
        raise Refused((said, *refused.diagnostics)) from None


def _file_name(upper: str, written: Plain, place: Place) -> str:
    hint = "write the way to it from this file, such as ../base.yaml"
    if not isinstance(written, str) or not written.strip():
        raise _refusal_of("MOU020", "one file is expected behind “extends”", place, hint)
    if _ABSOLUTE.match(written) or "\\" in written:
        message = f"“{written}” is not a way from this file to another"
        raise _refusal_of("MOU020", message, place, hint)
    if not ends_in(written, CONFIG_ENDINGS):
        raise _refusal_of("MOU020", f"“{written}” does not end in .yaml or .yml", place, hint)
    return os.path.normpath(os.path.join(os.path.dirname(upper), written))  # noqa: PTH118, PTH120


def _refusal_of(code: str, message: str, place: Place, hint: str) -> Refused:
    return Refused((Diagnostic(code, Severity.ERROR, message, place, hint),))


def _laid_over(upper: Source, base: Source) -> Source:
    laid = _Laid(upper, base)
    return replace(upper, data=laid.data(), values=laid.values, keys=laid.keys)


class _Laid:
    """One source over another: the data of both, and the places of what came of them."""

    def __init__(self, upper: Source, base: Source) -> None:
        self.upper = upper
        self.base = base
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}

    def data(self) -> Plain:
        upper, base = self.upper.data, self.base.data
        if not isinstance(upper, dict) or not isinstance(base, dict):
            self.take(self.upper, ())
            return upper
        return self.mapping(upper, {k: v for k, v in base.items() if k not in _NEVER_SHARED}, ())

    def mapping(
        self, upper: Mapping[str, Plain], base: Mapping[str, Plain], path: Path
    ) -> dict[str, Plain]:
        self.note(self.upper, path)
        merged: dict[str, Plain] = {}
        for name in [*base, *(each for each in upper if each not in base)]:
            below = (*path, name)
            over, under = upper.get(name), base.get(name)
            if name not in upper:
                if _EXCLUDING.get(name) in upper:
                    continue
                self.take(self.base, below)
                merged[name] = under
            elif (
                isinstance(over, dict)
                and isinstance(under, dict)
                and not _takes_the_place(over, under)
            ):
                self.note(self.upper, below)
                merged[name] = self.mapping(over, under, below)
            else:
                self.take(self.upper, below)
                merged[name] = over
        return merged

    def note(self, source: Source, path: Path) -> None:
        """Take over the place of the key and value at ``path``."""
        if path in source.values:
            self.values[path] = source.values[path]
        if path in source.keys:
            self.keys[path] = source.keys[path]

    def take(self, source: Source, path: Path) -> None:
        """Take over the places of all that is at ``path`` and below."""
        waiting: list[tuple[Path, Plain]] = [(path, at_path(source.data, path))]
        while waiting:
            at, data = waiting.pop()
            self.note(source, at)
            match data:
                case dict():
                    waiting += [((*at, name), each) for name, each in data.items()]
                case list():
                    waiting += [((*at, number), each) for number, each in enumerate(data)]
                case _:
                    pass


def _takes_the_place(upper: Mapping[str, Plain], base: Mapping[str, Plain]) -> bool:
    for key, alone in _DECIDING.items():
        if alone and (key in upper) != (key in base):
            return True
        if not alone and key in upper and key in base and upper[key] != base[key]:
            return True
    return False
