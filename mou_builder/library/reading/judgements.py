"""The key ``judgement`` of model.yaml: its shape, and what of the model it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.judgement import REFERENCE, Judgement, SchoolYear
from mou_builder.library.reading.rows import row_shape, values_marked
from mou_builder.library.typed.values import MONTHS
from mou_builder.yamltext.dotted import names_of
from mou_builder.yamltext.shape import Schema, did_you_mean, word
from mou_builder.yamltext.source import Source


def judgement_shape() -> Schema:
    """Return the shape of the key."""
    month = word(*MONTHS)
    school_year = row_shape(SchoolYear, since=month, until=month)
    return row_shape(Judgement, school_year=school_year)


def judgement_faults(
    judgement: Judgement, clauses: Mapping[str, Clause], source: Source
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every clause or blank that is named and does not exist."""
    for name in _references(judgement):
        clause, *rest = names_of(name)
        if clause not in clauses:
            hint = did_you_mean(clause, list(clauses))
        elif rest and not _has_blank(clauses[clause], rest):
            hint = "a reference is written clause.blank, or clause.blank.column"
        else:
            continue
        message = f"the judgment of the model names “{name}”, which does not exist"
        place = source.place(("judgement",))
        yield Diagnostic("MOU215", Severity.ERROR, message, place, hint)


def _has_blank(clause: Clause, path: list[str]) -> bool:
    every: dict[str, Blank] = dict(clause.blanks)
    for variant in clause.variants.values():
        every |= variant.blanks
    blank = every.get(path[0])
    return blank is not None and all(column in blank.columns for column in path[1:])


def _references(judgement: Judgement) -> Iterator[str]:
    """Yield every clause and blank that is named; a grant names its blanks without the clause."""
    yield from values_marked(judgement, REFERENCE)
    for grant in judgement.grants:
        for blank in (grant.since, grant.until, *grant.after):
            yield f"{grant.clause}.{blank}"
