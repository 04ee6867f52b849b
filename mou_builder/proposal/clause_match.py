"""Finding the variant and values with which the library's clause has given words.

The values are guessed from where the blanks are in the library's text. A guess is accepted only if
the clause that it makes has exactly the wanted words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mou_builder.agreement.assemble import assemble_clause
from mou_builder.agreement.document import Block, Provision, Span, Table
from mou_builder.agreement.numbers import numbers_of
from mou_builder.config.config import Choice, Config
from mou_builder.diagnostic import Refused
from mou_builder.difference.alignment import common_subsequence
from mou_builder.difference.words import Tokens, likeness
from mou_builder.frozen import replace
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance
from mou_builder.library.typed.values import RowValue, Type, Value
from mou_builder.proposal.value_reading import list_of, rows_of, sample_of, scalar_of
from mou_builder.review.findings import AcceptedLine
from mou_builder.review.folding import BREAK, plain, tokens_of
from mou_builder.review.sent_parts import bag_of, lines_of
from mou_builder.yamltext.dotted import names_of

MOST_ROUNDS = 6
MOST_VARIANTS = 4
WORTH_TRYING = 0.3
"""A variant whose words are less like those wanted is not tried."""


def provision_words(provision: Provision) -> str:
    """Return the words of a clause, a line for each paragraph or cell."""
    return BREAK.join(line.text for block in provision.blocks for line in lines_of(block))


def provision_of(config: Config, model: Model, clause: str) -> Provision | None:
    """Return a clause of the agreement that a config makes; None if it does not have it."""
    if clause not in numbers_of(config, model):
        return None
    try:
        return assemble_clause(config, model, clause)
    except Refused:
        return None


def words_of_lines(lines: Iterable[AcceptedLine]) -> str:
    """Return the words of what came back, a line for each paragraph or cell."""
    return BREAK.join(each.text for each in lines)


def with_choice(config: Config, choice: Choice) -> Config:
    """Return a config with another choice for one clause."""
    return replace(config, choices={**config.choices, choice.clause: choice})


def fitting_choice(
    wanted: Sequence[AcceptedLine], clause: Clause, config: Config, model: Model
) -> Choice | None:
    """Return the choice with which the clause has the lines that are wanted, or None.

    The variant that is chosen is tried first, then others that are like the words. The library has
    no text of a clause of the parties' own.
    """
    if clause.provenance is Provenance.CUSTOM:
        return None
    fitting = _Fitting(wanted, clause, config, model)
    now = config.choices.get(clause.id, Choice(clause.id))
    is_own = now.own_text is not None or now.omitted
    variants = [] if is_own and clause.variants else [now.variant]
    variants += fitting.variants_like(now.variant)
    for variant in variants:
        found = fitting.values(variant, fitting.start(variant, now))
        if found is not None:
            return Choice(clause.id, variant, found)
    return None


class _Fitting:
    def __init__(
        self, wanted: Sequence[AcceptedLine], clause: Clause, config: Config, model: Model
    ) -> None:
        words = words_of_lines(wanted)
        self.wanted = wanted
        self.plain = plain(words)
        self.bag = bag_of(words)
        self.tokens = tokens_of(words)
        self.clause = clause
        self.config = config
        self.model = model

    def variants_like(self, now: str) -> list[str]:
        """Return other variants, the most similar first."""
        scored = []
        for each in self.clause.variants.values():
            if each.id != now and not each.open:
                made = self.made(each.id, self.start(each.id, Choice(self.clause.id)))
                score = self.likeness(made)
                if score >= WORTH_TRYING:
                    scored.append((score, each.id))
        return [id_ for _, id_ in sorted(scored, reverse=True)[:MOST_VARIANTS]]

    def start(self, variant: str, now: Choice) -> dict[str, Value]:
        """Return values to begin with: those that there are, defaults, and samples of lists."""
        values: dict[str, Value] = {}
        before = self.clause.blanks_of(now.variant)
        for name, blank in self.clause.blanks_of(variant).items():
            value = now.values.get(name)
            if value is not None and name in before and before[name].type is blank.type:
                values[name] = value
            elif blank.default is not None:
                values[name] = blank.default
            elif blank.type in (Type.LIST, Type.ROWS) and blank.required:
                sample = sample_of(blank)
                if sample is not None:
                    values[name] = sample
        return values

    def made(self, variant: str, values: Mapping[str, Value]) -> Provision | None:
        config = with_choice(self.config, Choice(self.clause.id, variant, dict(values)))
        return provision_of(config, self.model, self.clause.id)

    def says_it(self, made: Provision | None) -> bool:
        return made is not None and plain(provision_words(made)) == self.plain

    def likeness(self, made: Provision | None) -> float:
        return likeness(bag_of(provision_words(made)), self.bag) if made else 0.0

    def values(self, variant: str, values: dict[str, Value]) -> dict[str, Value] | None:
        """Return the values with which a variant says what is wanted, or None."""
        for _ in range(MOST_ROUNDS):
            values = self.read_in(variant, values)
            made = self.made(variant, values)
            if self.says_it(made):
                return values
            better = self.better(variant, values, self.likeness(made))
            if better is None:
                return None
            values = better
        return None

    def read_in(self, variant: str, values: dict[str, Value]) -> dict[str, Value]:
        """Return the values with those replaced that the wanted words state for the blanks."""
        for _ in range(MOST_ROUNDS):
            made = self.made(variant, values)
            if made is None or self.says_it(made):
                break
            read = dict(self.readings(made, variant))
            if all(values.get(name) == each for name, each in read.items()):
                break
            values = {**values, **read}
        return values

    def better(
        self, variant: str, values: dict[str, Value], score: float
    ) -> dict[str, Value] | None:
        """Return the values with the single change that makes the text most similar, if any."""
        best = None
        for name, blank in self.clause.blanks_of(variant).items():
            for each in _other_values(blank, values.get(name)):
                tried = {key: value for key, value in values.items() if key != name}
                if each is not None:
                    tried[name] = each
                made = self.made(variant, tried)
                if self.says_it(made):
                    return tried
                likely = self.likeness(made)
                if likely > score:
                    best, score = tried, likely
        return best

    # Where the blanks stand

    def readings(self, made: Provision, variant: str) -> Iterator[tuple[str, Value]]:
        blanks = self.clause.blanks_of(variant)
        laid = FilledText(made.blocks, self.tokens)
        prefix = f"clauses.{self.clause.id}."
        for name, blank in blanks.items():
            path = prefix + name
            if blank.type is Type.ROWS:
                rows = self.rows(made, path, blank)
                if rows:
                    yield name, rows
            elif blank.type is Type.LIST:
                words = laid.words_of(path + ".", whole=True)
                if words and (entries := list_of(blank, words[0])):
                    yield name, entries
            else:
                read = {scalar_of(blank, words) for words in laid.words_of(path)} - {None}
                if len(read) == 1 and (value := read.pop()) is not None:
                    yield name, value

    def rows(self, made: Provision, path: str, blank: Blank) -> tuple[RowValue, ...] | None:
        tables = [each for each in made.blocks if isinstance(each, Table)]
        there = cells_of_tables(self.wanted)
        for table, cells in zip(tables, there, strict=False):
            columns = [_column_of(cell, path) for cell in table.rows[0].cells] if table.rows else []
            if any(columns):
                return rows_of(blank, columns, cells[1:])
        return None


def _other_values(blank: Blank, now: Value | None) -> list[Value | None]:
    match blank.type:
        case Type.CHOICE:
            found: list[Value | None] = [each for each in blank.choices if each != now]
        case Type.FLAG:
            found = [now is not True]
        case _:
            found = [sample_of(blank)] if now is None and not blank.required else []
    if now is not None and not blank.required:
        found.append(None)
    return found


def _column_of(cell: Sequence[Span], path: str) -> str | None:
    """Return the column of a cell that prints nothing but a value; None otherwise."""
    names = {
        names_of(each.blank)[-1] if each.blank and each.blank.startswith(path + ".") else None
        for each in cell
        if each.text.strip()
    }
    return names.pop() if len(names) == 1 else None


def cells_of_tables(lines: Sequence[AcceptedLine]) -> list[list[list[str]]]:
    """Return the cells of each table among the lines, by row; an empty cell has no line."""
    tables: dict[int, dict[int, dict[int, str]]] = {}
    for line in lines:
        if line.cell is not None:
            row = tables.setdefault(line.cell.table, {}).setdefault(line.cell.row, {})
            text = row.get(line.cell.column)
            row[line.cell.column] = line.text if text is None else f"{text} {line.text}"
    return [
        [[row.get(column, "") for column in range(max(row) + 1)] for _, row in sorted(rows.items())]
        for _, rows in sorted(tables.items())
    ]


class FilledText:
    """The assembled text of a clause, aligned with the words that are wanted."""

    def __init__(self, blocks: Sequence[Block], wanted: Tokens) -> None:
        self.wanted = wanted
        pieces: list[str] = []
        self.spans: list[tuple[int, int, str]] = []
        length = 0
        for span in _spans_of(blocks):
            if span.blank:
                self.spans.append((length, length + len(span.text), span.blank))
            pieces.append(span.text)
            length += len(span.text)
        self.made = tokens_of("".join(pieces))
        self.pairs = common_subsequence(self.made.keys, wanted.keys)

    def words_of(self, path: str, *, whole: bool = False) -> list[str]:
        """Return the wanted words at each place of a blank, or (``whole``) over all its places."""
        if whole:
            places = [each for each in self.spans if each[2].startswith(path)]
            places = [(places[0][0], places[-1][1], path)] if places else []
        else:
            places = [each for each in self.spans if each[2] == path]
        found = (self.between(start, end) for start, end, _ in places)
        return [each for each in found if each is not None]

    def between(self, start: int, end: int) -> str | None:
        """Return the wanted words between the nearest common words around a place."""
        before = [j for i, j in self.pairs if self.made.ends[i] <= start]
        after = [j for i, j in self.pairs if self.made.starts[i] >= end]
        if not after:
            return None
        first = self.wanted.ends[before[-1]] if before else 0
        return self.wanted.text[first : self.wanted.starts[after[0]]].strip(" \t\n")


def _spans_of(blocks: Sequence[Block]) -> Iterator[Span]:
    for block in blocks:
        for run in block.runs:
            yield from run
            yield Span(BREAK)
