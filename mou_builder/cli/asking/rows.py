"""A table in the dialogue of ``mou init``: cell by cell, back and forth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import click

from mou_builder.cli.asking.turns import GoBack, tell, wrapped
from mou_builder.drafting.interview.question import Question
from mou_builder.library.typed.values import Type, Unreadable
from mou_builder.yamltext.changes import mappings_at
from mou_builder.yamltext.source import Plain

END = "end"

Typed = Callable[[str], str]
Read = Callable[[Question, str], Plain]
Judge = Callable[[Sequence[Plain], int], bool]
"""Says what is wrong with the last of some rows, of this number from 0; tells whether it is."""


class RowsDialogue:
    """Asks for the rows of a table; those that were given before are offered again."""

    def __init__(self, question: Question, schools: Mapping[str, str], earlier: Plain) -> None:
        self.question = question
        self.schools = schools
        self.columns = list(question.blank.columns.values())
        self.rows = [{**each} for each in mappings_at(earlier)]

    def run(self, typed: Typed, read: Read, judge: Judge, first: int = 0) -> list[Plain]:
        """Return the rows, asked for from the ``first`` on; “back” leads to those before it.

        Raises `GoBack` from the first cell of all.
        """
        self.begin()
        row, column = first, 0
        refused: Plain = None
        while True:
            try:
                if not self.ask(row, column, typed, read):
                    return [*self.rows[:row]]
            except GoBack:
                if not row and not column:
                    raise
                at = row * len(self.columns) + column - 1
                row, column = divmod(at, len(self.columns))
                continue
            column += 1
            if column == len(self.columns):
                column = 0
                whole = {**self.rows[row]}
                if judge(self.rows[: row + 1], row) and refused != whole:
                    click.echo("  Answer again, or the same to keep it.")
                    refused = whole
                else:
                    row += 1

    def begin(self) -> None:
        label = self.question.blank.label
        if self.rows:
            click.echo(f"  {label}: Enter takes what is in [brackets], “{END}” ends the table.")
        else:
            click.echo(f"  {label}: one row after the other; Enter alone ends it.")
        if any(each.type is Type.SCHOOL for each in self.columns):
            for count, name in enumerate(self.schools, 1):
                wrapped(name, f"  {count:2}  ", " " * 6)

    def ask(self, row: int, column: int, typed: Typed, read: Read) -> bool:
        """Ask for one cell until its answer fits; tell whether the table goes on."""
        blank = self.columns[column]
        is_new = row == len(self.rows)
        given = None if is_new else self.rows[row].get(blank.id)
        schools = self.schools if blank.type is Type.SCHOOL else {}
        default = given if isinstance(given, str) else None
        cell = Question((blank.id,), blank, default=default, choices=schools)
        nothing = "no more" if not column else "" if blank.required else "leave out"
        offered = default or (nothing if is_new or column else "")
        end = f" [{offered}]" if offered else ""
        while True:
            text = typed(f"  {row + 1}. {blank.label}{end}")
            if not column and (text.strip().lower() == END or (is_new and not text.strip())):
                return False
            try:
                answer = read(cell, text)
            except Unreadable as fault:
                tell(fault)
                continue
            if is_new:
                self.rows.append({})
            if answer is not None:
                self.rows[row][blank.id] = answer
            return True

    def whole_rows(self) -> list[Plain]:
        """Return the rows in which every required cell has an answer."""
        needed = [each.id for each in self.columns if each.required]
        return [each for each in self.rows if all(name in each for name in needed)]
