"""The law that the library cites, as a page: what for, and how and when it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mou_builder.library.citations import NOT_READ, CitationRead
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet

_INTRODUCTION = """\
# The law that the library cites

<!-- Made by scripts/make_docs.py from clauses/; edit the files there. -->

Each citation that a clause, a variant, a correction or a requirement makes: what it is used for,
how it was read (*own text*, *quoted* by others, *secondary*: a summary or a page that restates it),
and on which day. None of this is legal advice. The texts were read in stored copies of public
pages, not at the official sites; read them again before you rely on them."""


def law_page(
    models: Sequence[Model], sets: Sequence[RequirementSet], read: Sequence[CitationRead]
) -> str:
    """Return the page in Markdown, with every citation of ``models`` and ``sets``."""
    return "\n".join(_page_lines(models, sets, read)).rstrip() + "\n"


def _page_lines(
    models: Sequence[Model], sets: Sequence[RequirementSet], read: Sequence[CitationRead]
) -> Iterator[str]:
    by_cite = {each.cite: each for each in read}
    used = used_for(models)
    found = {cite: reading_of(cite, by_cite) for cite in used}
    unread = sorted(cite for cite, each in found.items() if each.how == NOT_READ)
    yield _INTRODUCTION
    yield ""
    yield "## Cited, and read by nobody"
    yield ""
    for cite in unread:
        remark = f" {found[cite].remark}" if found[cite].remark else ""
        yield f"- **{cite}**, for {', '.join(used[cite])}.{remark}"
    yield ""
    yield "## Cited by clauses"
    yield ""
    for cite in sorted(set(used) - set(unread)):
        yield f"- **{cite}**, for {', '.join(used[cite])}. {_reading_text(found[cite])}"
    yield ""
    yield "## Cited by requirement sets"
    for wanted in sets:
        yield ""
        yield f"### {wanted.id}"
        yield ""
        yield f"{wanted.title}. {wanted.source}."
        if wanted.partial:
            yield f"Read: {wanted.was_read}. **Not read: {wanted.not_read}.**"
        yield ""
        for each in wanted.requirements:
            how = each.read_at.how or NOT_READ
            yield f"- **{each.basis}**, for “{each.title}”. {how}, {wanted.read.isoformat()}."
        if wanted.read_at.address:
            yield ""
            yield f"<{wanted.read_at.address}>"


def used_for(models: Sequence[Model]) -> dict[str, list[str]]:
    """Return what each citation of the models is used for, sorted."""
    used: dict[str, set[str]] = defaultdict(set)
    for model in models:
        for clause in model.clauses.values():
            for each in clause.citations:
                used[each].add(f"{model.id}/{clause.id}")
            for variant in clause.variants.values():
                for each in variant.citations:
                    used[each].add(f"{model.id}/{clause.id}/{variant.id}")
        for correction in model.corrections:
            if correction.citation:
                used[correction.citation].add(f"{model.id}, correction {correction.id}")
    return {cite: sorted(where) for cite, where in used.items()}


def reading_of(cite: str, by_cite: dict[str, CitationRead]) -> CitationRead:
    """Return how a citation was read: its own entry, or that of the section it is part of."""
    whole = cite
    while whole not in by_cite and whole.endswith(")"):
        whole = whole[: whole.rindex("(")]
    return by_cite.get(whole, CitationRead(cite))


def _reading_text(each: CitationRead) -> str:
    where = f", at <{each.address}>" if each.address else ""
    remark = f" {each.remark}" if each.remark else ""
    return f"Read: {each.how}, {each.read}{where}.{remark}"
