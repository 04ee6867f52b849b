"""A clause file becomes a `Clause`; every fault in it becomes a diagnostic with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.frozen import replace
from mou_builder.library.blanks import blank_shape, blank_value
from mou_builder.library.clause import Blank, Clause, Sum, Variant
from mou_builder.library.files import LibraryFile
from mou_builder.library.provenance import Provenance
from mou_builder.library.reading.rows import row_of
from mou_builder.library.reading.shaped import CODES, shaped
from mou_builder.library.reading.shapes import (
    RESERVED_COLUMNS,
    clause_shape,
    one_blank_shape,
)
from mou_builder.library.reading.snippets import SnippetFault, Snippets
from mou_builder.library.typed.values import Type, Unreadable, Value, is_yes
from mou_builder.yamltext import shape
from mou_builder.yamltext.dotted import first_of
from mou_builder.yamltext.source import Path, Source


def error(code: str, message: str, source: Source, path: Path, hint: str | None) -> Diagnostic:
    """Return an error about the value at ``path``."""
    return Diagnostic(code, Severity.ERROR, message, source.place(path), hint)


def not_a_number(text: str, source: Source, path: Path) -> Diagnostic:
    """Return the error that ``text`` is no number."""
    return error("MOU203", f"“{text}” is not a number", source, path, "write digits: 30, or 2.5")


def read_clause(file: LibraryFile, id_wanted: str, snippets: Snippets, *, verified: bool) -> Clause:
    """Read a clause file, with the ``snippets`` that its texts take in.

    Raises `Refused` with all that is wrong in it; one that is ``verified`` to be without fault is
    not examined again.
    """
    source, data = shaped(file, clause_shape, verified=verified)
    if data["id"] != id_wanted:
        message = f"the file is named {id_wanted}.yaml, but its id is “{data['id']}”"
        hint = f"write id: {id_wanted}, or name the file {data['id']}.yaml"
        raise Refused((error("MOU209", message, source, ("id",), hint),))
    reader = _ClauseReader(source, snippets, verified=verified)
    clause = reader.clause(data)
    reader.found += () if verified else _clause_faults(clause, source)
    if reader.found:
        raise Refused(tuple(reader.found))
    return clause


class _ClauseReader:
    """Builds a clause from data of its shape; ``found`` collects what is wrong with values."""

    def __init__(self, source: Source, snippets: Snippets, *, verified: bool) -> None:
        self.source = source
        self.snippets = snippets
        self.verified = verified
        self.found: list[Diagnostic] = []

    def clause(self, data: dict[str, Any]) -> Clause:
        provenance = Provenance(data.get("provenance") or Provenance.MODEL)
        return row_of(
            Clause,
            data,
            text=self.text(data.get("text") or "", provenance, ("text",)),
            provenance=provenance,
            blanks=self.blanks(data.get("blanks"), ("blanks",)),
            sums=tuple(_read_sum(each) for each in data.get("sums") or ()),
            variants={
                name: self.variant(name, each, ("variants", name))
                for name, each in (data.get("variants") or {}).items()
            },
            snippets=self.snippets.sources(data.get("text") or ""),
            file=self.source.file,
        )

    def variant(self, name: str, data: dict[str, Any], path: Path) -> Variant:
        usual = Provenance.MODEL if is_yes(data.get("open")) else Provenance.DRAFTED
        provenance = Provenance(data.get("provenance") or usual)
        return row_of(
            Variant,
            data,
            id=name,
            text=self.text(data["text"], provenance, (*path, "text")),
            provenance=provenance,
            blanks=self.blanks(data.get("blanks"), (*path, "blanks")),
            sums=tuple(_read_sum(each) for each in data.get("sums") or ()),
            snippets=self.snippets.sources(data["text"]),
        )

    def text(self, text: str, provenance: Provenance, path: Path) -> str:
        try:
            return self.snippets.expanded(text, provenance)
        except SnippetFault as fault:
            place = self.source.line_place(path, fault.line)
            self.found.append(Diagnostic("MOU207", Severity.ERROR, str(fault), place, fault.hint))
            return "-"  # one fault is told; the text that the snippet belongs to is no second one

    def blanks(self, data: dict[str, Any] | None, path: Path) -> dict[str, Blank]:
        blanks = {}
        for name, each in (data or {}).items():
            at = (*path, name)
            faults = [] if self.verified else self.blank_faults(each, at)
            self.found += faults
            if not faults:
                blanks[name] = self.blank(name, each, at)
        return blanks

    def blank_faults(self, data: object, at: Path) -> list[Diagnostic]:
        return list(shape.validate(one_blank_shape(), data, self.source, CODES, at))

    def blank(self, name: str, data: dict[str, Any], path: Path) -> Blank:
        if not name.isidentifier():
            message = f"the id of a blank is letters, digits and _, unlike “{name}”"
            hint = f"write {''.join(each if each.isalnum() else '_' for each in name)}"
            self.found.append(error("MOU203", message, self.source, path, hint))
        blank = row_of(
            Blank,
            data,
            id=name,
            default=None,
            columns=self.blanks(data.get("columns"), (*path, "columns")),
            minimum=self.bound(data, "minimum", path),
            maximum=self.bound(data, "maximum", path),
        )
        return replace(blank, default=self.default(blank, data, path))

    def bound(self, data: dict[str, Any], which: str, path: Path) -> Decimal | None:
        text = data.get(which)
        if text is None:
            return None
        bare = str(text).removesuffix("%").lstrip("$").replace(",", "")
        if not bare.replace(".", "", 1).isdigit():
            self.found.append(not_a_number(str(text), self.source, (*path, which)))
            return None
        return Decimal(bare)

    def default(self, blank: Blank, data: dict[str, Any], path: Path) -> Value | None:
        plain = data.get("default")
        if plain is None:
            return None
        if self.verified:
            return blank_value(blank, plain)
        validator = shape.compile_schema({"default": blank_shape(blank)})
        found = list(shape.validate(validator, {"default": plain}, self.source, CODES, path))
        self.found += found
        try:
            return None if found else blank_value(blank, plain)
        except Unreadable as fault:
            self.found.append(error("MOU203", str(fault), self.source, path, fault.hint))
            return None


def _read_sum(data: dict[str, Any]) -> Sum:
    whole: str = data["whole"]
    share = whole.removesuffix("%")
    return Sum(tuple(data["parts"]), Decimal(share) if share.isdigit() else whole)


def _clause_faults(clause: Clause, source: Source) -> Iterator[Diagnostic]:
    if not clause.text and not clause.variants:
        message = "a clause has a text, or variants, or both"
        yield error("MOU205", message, source, (), "add text: and the words of the clause")
    if clause.default is not None and clause.default not in clause.variants:
        hint = shape.did_you_mean(clause.default, list(clause.variants))
        message = f"the default variant “{clause.default}” does not exist"
        yield error("MOU214", message, source, ("default",), hint)
    yield from text_faults(clause.text, clause.blanks, source, ("text",))
    for variant in clause.variants.values():
        at: Path = ("variants", variant.id)
        yield from text_faults(variant.text, clause.blanks_of(variant.id), source, (*at, "text"))
        yield from _sum_faults(variant, clause.blanks_of(variant.id), source, at)
    yield from _sum_faults(clause, clause.blanks, source, ())
    for path, blank in _all_blanks(clause):
        yield from _blank_faults(blank, source, path)


def text_faults(
    text: str, blanks: Collection[str], source: Source, path: Path
) -> Iterator[Diagnostic]:
    """Yield a diagnostic if the text at ``path``, with these blanks, is not in the language."""
    from mou_builder.library.language import TextFault, require_language  # imports Jinja

    try:
        require_language(text, blanks)
    except TextFault as fault:
        hint = f"blanks of this text: {', '.join(blanks) or 'none'}"
        place = source.line_place(path, fault.line)
        yield Diagnostic("MOU207", Severity.ERROR, str(fault), place, hint)


def _sum_faults(
    holder: Clause | Variant, blanks: Mapping[str, Blank], source: Source, path: Path
) -> Iterator[Diagnostic]:
    named = [(*each.parts, each.whole) for each in holder.sums]
    products = holder.products if isinstance(holder, Variant) else ()
    named += [(each.amount, each.share, each.of) for each in products]
    for number, names in enumerate(named):
        for name in names:
            if not isinstance(name, str):
                continue
            head, column = first_of(name)
            blank = blanks.get(head)
            if blank is None or (column and column not in blank.columns):
                message = f"a sum or product names “{name}”, which is not one of the blanks here"
                hint = shape.did_you_mean(head, list(blanks))
                place = (*path, "sums", number) if number < len(holder.sums) else path
                yield error("MOU213", message, source, place, hint)


def _all_blanks(clause: Clause) -> Iterator[tuple[Path, Blank]]:
    """Yield every blank and every column of a clause, with its path."""
    yield from _with_columns(clause.blanks, ("blanks",))
    for variant in clause.variants.values():
        yield from _with_columns(variant.blanks, ("variants", variant.id, "blanks"))


def _with_columns(blanks: Mapping[str, Blank], path: Path) -> Iterator[tuple[Path, Blank]]:
    for name, blank in blanks.items():
        yield (*path, name), blank
        yield from _with_columns(blank.columns, (*path, name, "columns"))


def _blank_faults(blank: Blank, source: Source, path: Path) -> Iterator[Diagnostic]:
    if blank.type is Type.CHOICE and not blank.choices:
        hint = "add choices: with the id and the words of each"
        yield error("MOU205", "a choice has “choices” to choose from", source, path, hint)
    if blank.type is Type.ROWS and not blank.columns:
        hint = "add columns: with the id and the type of each"
        yield error("MOU205", "rows have “columns”", source, path, hint)
    for name in RESERVED_COLUMNS & set(blank.columns):
        message = f"a column cannot be called “{name}”"
        yield error("MOU203", message, source, (*path, "columns"), f"write {name}_of_row")
    for_rows = {"columns": blank.columns, "row": blank.row, "total": blank.total}
    given = [key for key, value in for_rows.items() if value]
    if given and blank.type is not Type.ROWS:
        message = f"only rows have “{'” and “'.join(given)}”"
        yield error("MOU202", message, source, path, "write type: rows, or delete this")
    if blank.row and " the * " not in blank.row:
        message = "“row” has “the *” and the noun of one row, such as “of the * installment”"
        yield error("MOU205", message, source, (*path, "row"), "put “the *” before the noun")
