"""The key ``contradictions`` of model.yaml becomes `Contradictions`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.library.clause import Clause
from mou_builder.library.contradiction import Contradictions, ForbiddenAct, Measure, Topic
from mou_builder.library.typed.values import Type, read_flag, scalar
from mou_builder.yamltext.shape import Schema, did_you_mean, items, mapping, word
from mou_builder.yamltext.source import Source

_TEXT: Schema = scalar(Type.TEXT)
_NEEDED: Schema = {**_TEXT, "required": True, "nullable": False}
_PHRASES: Schema = items(_TEXT, nullable=False)
_SOME: Schema = items(_TEXT, nullable=False, required=True)

CONTRADICTIONS: Schema = mapping(
    {
        "term": _TEXT,
        "topics": items(
            mapping(
                {
                    "what": _NEEDED,
                    "measure": {**word(*Measure), "required": True, "nullable": False},
                    "clauses": _SOME,
                    "words": _SOME,
                    "weak": _PHRASES,
                    "unless": _PHRASES,
                    "beside": _PHRASES,
                    "but": _PHRASES,
                    "by_payer": scalar(Type.FLAG),
                },
                nullable=False,
            )
        ),
        "acts": items(
            mapping(
                {
                    "clause": _NEEDED,
                    "says": _NEEDED,
                    "who": _SOME,
                    "does": _PHRASES,
                    "what": _SOME,
                },
                nullable=False,
            )
        ),
    }
)
"""The shape of the key."""


def read_contradictions(data: Mapping[str, Any] | None) -> Contradictions:
    """Return the contradictions of data that has the shape `CONTRADICTIONS`."""
    data = data or {}
    return Contradictions(
        term=data.get("term") or "",
        topics=tuple(
            Topic(
                what=each["what"],
                measure=Measure(each["measure"]),
                clauses=tuple(each["clauses"]),
                words=tuple(each["words"]),
                weak=tuple(each.get("weak") or ()),
                unless=tuple(each.get("unless") or ()),
                beside=tuple(each.get("beside") or ()),
                but=tuple(each.get("but") or ()),
                by_payer=read_flag(each.get("by_payer") or "no"),
            )
            for each in data.get("topics") or ()
        ),
        acts=tuple(
            ForbiddenAct(
                each["clause"],
                each["says"],
                tuple(each["who"]),
                tuple(each["what"]),
                tuple(each.get("does") or ()),
            )
            for each in data.get("acts") or ()
        ),
    )


def contradiction_faults(
    contradictions: Contradictions, clauses: Mapping[str, Clause], source: Source
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every clause that is named and does not exist."""
    for name in dict.fromkeys(contradictions.clauses()):
        if name not in clauses:
            message = f"the contradictions of the model name “{name}”, which does not exist"
            hint = did_you_mean(name, list(clauses))
            place = source.place(("contradictions",))
            yield Diagnostic("MOU215", Severity.ERROR, message, place, hint)
