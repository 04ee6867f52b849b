"""The dialogue of ``mou init``: asks, judges each answer on the spot, goes back, leaves."""

from __future__ import annotations

import shutil
import textwrap

import click

from mou_builder.drafting.interview.question import Question, read_answer
from mou_builder.drafting.interview.questions import questions
from mou_builder.library.clause import Blank
from mou_builder.library.model import Model
from mou_builder.yamltext.source import Path, Plain
from mou_builder.yamltext.values import Type, Unreadable

BACK, QUIT = "back", "quit"


class Left(Exception):
    """The person leaves; what was answered stays in the dialogue."""


class _GoBack(Exception):
    pass


class Dialogue:
    """Asks the questions of a model that ``answers`` do not answer yet."""

    def __init__(self, model: Model, answers: dict[Path, Plain]) -> None:
        self.model = model
        self.answers = dict(answers)
        self.asked: list[Path] = []
        self.passed: set[Path] = set()
        self.section = ""

    def run(self) -> dict[Path, Plain]:
        """Return all answers; raise `Left` when the person leaves."""
        click.echo("Answer each question; Enter takes what is in [brackets].")
        click.echo("“back” goes one question back, “quit” leaves and keeps your answers.")
        while question := self.next_question():
            try:
                answer = self.ask(question)
            except _GoBack:
                self.forget_last()
                continue
            except (EOFError, KeyboardInterrupt, click.Abort):
                raise Left from None
            self.asked.append(question.path)
            if answer is None:
                self.passed.add(question.path)
            else:
                self.answers[question.path] = answer
        return self.answers

    def next_question(self) -> Question | None:
        """Return the first question that is neither answered nor passed over."""
        for question in questions(self.model, self.answers):
            if question.path not in self.answers and question.path not in self.passed:
                return question
        return None

    def forget_last(self) -> None:
        if not self.asked:
            click.echo("This is the first question.")
            return
        path = self.asked.pop()
        self.answers.pop(path, None)
        self.passed.discard(path)
        self.section = ""

    def ask(self, question: Question) -> Plain:
        self.show(question)
        while True:
            try:
                if question.blank.type is Type.ROWS:
                    return self.ask_rows(question)
                return read_answer(question, self.typed(_prompt(question)))
            except Unreadable as fault:
                self.tell(fault)

    def tell(self, fault: Unreadable) -> None:
        _wrapped(f"{fault}" + (f"; {fault.hint}" if fault.hint else ""), "  ", "  ")

    def show(self, question: Question) -> None:
        if question.section != self.section:
            self.section = question.section
            click.echo(f"\n{click.style(question.section, bold=True)}")
        click.echo("")
        if question.blank.guidance:
            _wrapped(question.blank.guidance, "  ", "  ")
        for number, (name, words) in enumerate(question.offered.items(), 1):
            _wrapped(f"{name}: {words}", f"  {number:2}  ", " " * 6)
        if question.blank.own:
            click.echo("      Type numbers, or your own words, with semicolons between them.")

    def typed(self, prompt: str) -> str:
        # A prompt that does not fit into a line is broken between words, not by the terminal.
        *above, last = _lines(prompt, "", "  " if prompt.startswith(" ") else "") or [prompt]
        for line in above:
            click.echo(line)
        text: str = click.prompt(last, default="", show_default=False, prompt_suffix=": ")
        match text.strip().lower():
            case "back":
                raise _GoBack
            case "quit":
                raise Left
            case _:
                return text

    def ask_rows(self, question: Question) -> Plain:
        """Ask row by row; an empty first cell ends the table."""
        rows: list[Plain] = []
        columns = list(question.blank.columns.values())
        click.echo(f"  {question.blank.label}: one row after the other; Enter alone ends it.")
        while True:
            row = self.ask_row(columns, len(rows) + 1)
            if row is None:
                break
            rows.append(row)
        if not rows and question.blank.required:
            raise Unreadable("at least one row is needed", "")
        return rows or None

    def ask_row(self, columns: list[Blank], number: int) -> Plain:
        row: dict[str, Plain] = {}
        for at, column in enumerate(columns):
            cell = Question((column.id,), column)
            while True:
                end = " [no more]" if at == 0 else ""
                text = self.typed(f"  {number}. {column.label}{end}")
                if at == 0 and not text.strip():
                    return None
                try:
                    answer = read_answer(cell, text)
                except Unreadable as fault:
                    self.tell(fault)
                    continue
                if answer is not None:
                    row[column.id] = answer
                break
        return row


def _prompt(question: Question) -> str:
    label = question.blank.label + _SUCH_AS.get(question.blank.type, "")
    if question.offered and question.blank.type is Type.CHOICE:
        label += f" (1–{len(question.offered)})"
    if question.default is not None:
        return f"{label} [{question.default}]"
    return f"{label} [leave out]" if question.may_be_left_out else label


_SUCH_AS = {
    Type.DATE: ", such as 2027-06-30",
    Type.TIME: ", such as 7:30",
    Type.MONEY: ", such as $85,500.00",
    Type.PERCENT: ", such as 75%",
}


def _wrapped(text: str, first: str, further: str) -> None:
    click.echo("\n".join(_lines(text, first, further)))


def _lines(text: str, first: str, further: str) -> list[str]:
    width = min(shutil.get_terminal_size((100, 24)).columns, 100) - len(": ")
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
    )
