"""How the law was read that the clauses cite: ``citations.yaml`` beside the models."""

from __future__ import annotations

from typing import Any

from mou_builder.diagnostic import Refused
from mou_builder.frozen import dataclass
from mou_builder.library.files import LibraryFiles
from mou_builder.library.reading.codes import CODES
from mou_builder.library.typed.values import Type, scalar
from mou_builder.yamltext import shape
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.shape import Schema, items, mapping, word

CITATIONS = "citations.yaml"
NOT_READ = "not read"

_NEEDED: Schema = {"type": "string", "required": True, "empty": False}
_SHAPE: Schema = {
    "citations": {
        **items(
            mapping(
                {
                    "cite": _NEEDED,
                    "how": {
                        **word("own text", "quoted", "secondary", NOT_READ),
                        "required": True,
                        "nullable": False,
                    },
                    "read": scalar(Type.DATE),
                    "address": {"type": "string"},
                    "remark": {"type": "string"},
                },
                nullable=False,
            )
        ),
        "required": True,
        "nullable": False,
    }
}


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
    file = files.read(CITATIONS)
    if file is None:
        return ()
    source = yaml_source.parse(file.raw, file.shown)
    found = list(shape.validate(shape.compile_schema(_SHAPE), source.data, source, CODES))
    if found or not isinstance(source.data, dict):
        raise Refused(tuple(found))
    listed: Any = source.data["citations"]
    return tuple(_read(each) for each in listed)


def _read(data: dict[str, Any]) -> CitationRead:
    return CitationRead(
        cite=data["cite"],
        how=data["how"],
        read=data.get("read") or "",
        address=(data.get("address") or "").strip(),
        remark=" ".join((data.get("remark") or "").split()),
    )
