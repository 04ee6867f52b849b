"""Where the values in an agreement come from: a line of the config, or what stands in for it."""

from __future__ import annotations

from mou_builder.agreement.document import CROSS_REFERENCE, Fill, Span
from mou_builder.agreement.wording import counted, written
from mou_builder.config.config import Config
from mou_builder.diagnostic import Place
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Open, OwnEntry, Type, Value
from mou_builder.trace.origins import Origin, OriginKind
from mou_builder.yamltext.changes import at_path
from mou_builder.yamltext.dotted import dotted, names_of
from mou_builder.yamltext.source import Path, Plain, Source


class ValueOrigins:
    """Finds the origin of each value in an agreement that was made from one config."""

    def __init__(self, source: Source, config: Config, model: Model) -> None:
        self.source = source
        self.config = config
        self.model = model
        self.paths: dict[str, Path] = {dotted(path): path for path in source.values}

    def place(self, dotted: str) -> Place | None:
        """Return the place in the config of the value at a dotted path; None if it is not there."""
        path = self.paths.get(dotted)
        return self.source.values[path] if path and self.typed(path) is not None else None

    def typed(self, path: Path) -> Plain:
        """Return what is typed at ``path`` in the config; None if nothing is."""
        return at_path(self.source.data, path)

    def of_span(self, span: Span, literal: Origin) -> Origin:
        """Return the origin of a span that states a value; ``literal`` is that of its text."""
        dotted = span.blank or ""
        if dotted.startswith(CROSS_REFERENCE):
            name = dotted.removeprefix(CROSS_REFERENCE)
            return Origin(OriginKind.COMPUTED, f"the number of the clause “{name}”")
        head, *rest = names_of(dotted)
        if head == "clauses":
            if rest[1:] == ["variant"]:  # the model's own words where it leaves a clause open
                return literal
            return self.of_blank(self.model.clauses[rest[0]], dotted)
        if head == "frame":
            return Origin(OriginKind.CONFIG, dotted, self.place(dotted))
        if head == "signed":
            return self.of_signing()
        return self.of_party_or_term(dotted, span)

    def of_signing(self) -> Origin:
        """Return the origin of the day of signing, or of the room that is left for it."""
        place = self.place("signed")
        if place:
            return Origin(OriginKind.CONFIG, "signed", place)
        file = self.model.file_of("closing")
        return Origin(OriginKind.OPEN, f"{file}: closing", file=file)

    def of_party_or_term(self, dotted: str, span: Span) -> Origin:
        """Return the origin of what a config says of a party or of the term."""
        place = self.place(dotted)
        if dotted.endswith(".kind"):
            file = self.model.file_of("kinds")
            where = f"{file}: kinds, {self.config.agency.kind}: head, for {dotted}"
            kind = OriginKind.CHOICE if place else OriginKind.DEFAULT
            return Origin(kind, where, place, file)
        usual = dotted.endswith((".title", ".officer_in_charge"))
        if span.fill is not Fill.GIVEN or (place is None and not usual):
            return Origin(OriginKind.OPEN, dotted, place)
        if place is None:
            file = self.model.file_of("kinds")
            return Origin(OriginKind.DEFAULT, f"{file}: the usual title", file=file)
        return Origin(OriginKind.CONFIG, dotted, place)

    def of_blank(self, clause: Clause, dotted: str) -> Origin:
        """Return the origin of a value of a clause: its blank, an entry, or a cell."""
        _, _, name, *rest = names_of(dotted)
        place = self.place(dotted)
        if name == "text":
            return Origin(OriginKind.CONFIG, dotted, place)
        choice = self.config.choices[clause.id]
        blank = clause.blanks_of(choice.variant)[name]
        value = choice.values.get(name)
        if value is None or value is Open.OPEN:
            return Origin(OriginKind.OPEN, dotted, place)
        if place:
            return self.as_typed(clause, blank, dotted, rest, place)
        if blank.default is None and name in clause.parts_of(choice.variant):
            return Origin(OriginKind.COMPUTED, f"what remains of the whole, for {dotted}")
        column = blank.columns.get(rest[-1]) if rest else None
        if blank.default is None and column is not None and column.default is None:
            return Origin(OriginKind.OPEN, dotted)
        where = f"{clause.file}: the default of {name}"
        return Origin(OriginKind.DEFAULT, where, file=clause.file)

    def as_typed(
        self, clause: Clause, blank: Blank, dotted: str, rest: list[str], place: Place
    ) -> Origin:
        """Return the origin of a value that the config gives, in its words or by a choice's id."""
        part = blank.columns.get(rest[-1], blank) if rest else blank
        typed = self.typed(self.paths[dotted])
        if isinstance(typed, str) and typed in part.choices:
            where = f"{clause.file}: choices of {part.id}, {typed}, for {dotted}"
            return Origin(OriginKind.CHOICE, where, place, clause.file)
        return Origin(OriginKind.CONFIG, dotted, place)

    def shown(self, blank: Blank, value: Value | None) -> str:
        """Return a value that the text does not print, as it would be printed."""
        match value:
            case None:
                return "not given"
            case Open():
                return value.value
            case tuple():
                words = (each.words if isinstance(each, OwnEntry) else str(each) for each in value)
                rows = counted(len(value), "row")
                return rows if blank.type is Type.ROWS else "; ".join(words)
            case _:
                text = blank.choices.get(str(value))
                return text if text is not None else written(blank.type, value)
