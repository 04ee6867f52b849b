"""How the law that the clauses cite was read: ``citations.yaml`` beside the models."""

from __future__ import annotations

from mou_builder.frozen import dataclass
from mou_builder.library.files import LibraryFiles
from mou_builder.library.reading.shaped import listed_rows
from mou_builder.library.requirement import Reading
from mou_builder.library.typed.values import Type, scalar
from mou_builder.yamltext.shape import required, word

CITATIONS = "citations.yaml"
NOT_READ = "not read"


@dataclass(frozen=True)
class CitationRead:
    """How a citation was read: ``how`` is that of a requirement set, or “not read”."""

    cite: str
    how: str = NOT_READ
    read: str = ""
    address: str = ""
    remark: str = ""


def load_citations(files: LibraryFiles) -> tuple[CitationRead, ...]:
    """Return what was read of the citations; raise `Refused` with what is wrong in the file."""
    how = required(word(*Reading, NOT_READ))
    return listed_rows(files, CITATIONS, CitationRead, how=how, read=scalar(Type.DATE))
