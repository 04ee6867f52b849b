"""Snippets: sentences that several texts of a library share, each written once.

They stand in ``<model>/snippets.yaml``, each with its provenance. A text includes one with
``{{ snippet("id") }}``. It is put into the text when that is loaded, before anything else looks at
it: its words may use the blanks of the text, and belong to it when the text is compared, traced or
proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mou_builder.frozen import dataclass, field
from mou_builder.library.files import LibraryFiles
from mou_builder.library.provenance import Provenance
from mou_builder.library.reading.shaped import shaped
from mou_builder.library.reading.shapes import snippets_shape
from mou_builder.patterns import pattern
from mou_builder.yamltext.shape import did_you_mean

_TAKEN_IN = pattern(r"\{\{ *snippet\(\"([^\"]*)\"\) *\}\}")


class SnippetFault(ValueError):
    """A snippet that a text cannot take in; ``line`` counts from 1 within the text."""

    def __init__(self, message: str, hint: str, line: int) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


@dataclass(frozen=True)
class Snippet:
    """Words that texts share, and where the words come from."""

    id: str
    text: str
    provenance: Provenance
    file: str


@dataclass(frozen=True)
class Snippets:
    """The snippets that a model's texts may use; ``raw`` are the bytes that they were read from.

    ``verified`` tells whether all their files are known to be without fault.
    """

    by_id: Mapping[str, Snippet] = field(default_factory=dict)
    raw: bytes = b""
    verified: bool = True

    def expanded(self, text: str, provenance: Provenance) -> str:
        """Return ``text`` with its snippets taken in.

        Raises `SnippetFault` for a snippet that does not exist, or that would pass off words of
        another provenance as those of the text.
        """

        def words(found: re.Match[str]) -> str:
            line = text.count("\n", 0, found.start()) + 1
            snippet = self.by_id.get(found[1])
            if snippet is None:
                hint = did_you_mean(found[1], list(self.by_id))
                raise SnippetFault(f"there is no snippet “{found[1]}”", hint, line)
            if snippet.provenance is not provenance:
                message = f"the snippet “{found[1]}” is {snippet.provenance}, the text {provenance}"
                raise SnippetFault(message, "write the words out in the text", line)
            return snippet.text

        return _TAKEN_IN.sub(words, text)

    def sources(self, text: str) -> tuple[str, ...]:
        """Return where the snippets that ``text`` takes in stand: ``…/snippets.yaml: topics``."""
        named = dict.fromkeys(_TAKEN_IN.findall(text))
        return tuple(f"{self.by_id[name].file}: {name}" for name in named if name in self.by_id)


def read_snippets(files: LibraryFiles, models: Iterable[str]) -> Snippets:
    """Return the snippets of ``models``, the first of which prevails.

    Raises `Refused` with what is wrong in their files.
    """
    by_id: dict[str, Snippet] = {}
    raw = b""
    verified = True
    for model in models:
        file = files.read(f"{model}/snippets.yaml")
        if file is None:
            continue
        raw += file.raw
        known = file.digest in files.verified
        verified = verified and known
        _, data = shaped(file, snippets_shape, verified=known)
        for name, each in data["snippets"].items():
            snippet = Snippet(
                name, each["text"].strip(), Provenance(each["provenance"]), file.shown
            )
            by_id.setdefault(name, snippet)
    return Snippets(by_id, raw, verified)
