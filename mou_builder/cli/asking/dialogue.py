"""The dialogue of ``mou init``: asks, judges each answer on the spot, goes back, leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import click

from mou_builder.agreement.wording import written
from mou_builder.cli.asking.rows import RowsDialogue
from mou_builder.cli.asking.turns import DialogueLeft, GoBack, lines_of, tell, wrapped
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.drafting.interview.question import Answers, Question, as_typed, read_answer
from mou_builder.drafting.interview.questions import questions, schools_in
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type, Unreadable, is_open, read_date
from mou_builder.yamltext.source import Path, Plain

BACK, QUIT = "back", "quit"

Judge = Callable[[Answers, Path], Sequence[Diagnostic]]
"""Says what is wrong, given the answers, with the part of the config that a path is in."""

Preview = Callable[[Answers, str], Sequence[str]]
"""Returns the paragraphs of a clause as it prints with the answers."""


class Dialogue:
    """Asks the questions of a model that ``answers`` do not answer yet."""

    def __init__(
        self,
        model: Model,
        answers: dict[Path, Plain],
        sets: dict[str, str] | None = None,
        judge: Judge = lambda _answers, _path: [],
        preview: Preview = lambda _answers, _clause: [],
    ) -> None:
        self.model = model
        self.sets = sets
        self.judge = judge
        self.preview = preview
        self.answers = dict(answers)
        self.asked: list[Path] = []
        self.passed = self.left_out()
        self.before: dict[Path, Plain] = {}
        self.taken_back: dict[Path, Plain] = {}
        self.section = ""
        self.table_left: Path = ()

    def go_on(self) -> None:
        """Go on where an earlier session ended: in a table, behind its last complete row.

        “back” leads to what was answered then.
        """
        found = list(questions(self.model, self.answers, self.sets))
        answered = [each for each in found if each.path in self.answers]
        self.asked = [each.path for each in answered]
        if answered and answered[-1].blank.type is Type.ROWS:
            self.table_left = answered[-1].path
            self.before[self.table_left] = self.answers.pop(self.table_left)
            self.asked.pop()

    @property
    def kept(self) -> dict[Path, Plain]:
        """What a person has answered who leaves now.

        That is also what they went back from and have not answered anew, and a table that has not
        been gone on with.
        """
        table = {self.table_left: self.before[self.table_left]} if self.table_left else {}
        return {**table, **self.taken_back, **self.answers}

    def left_out(self) -> set[Path]:
        """Return the optional questions before the last answer: those that were left out."""
        found: list[Question] = list(questions(self.model, self.answers, self.sets))
        answered = [at for at, each in enumerate(found) if each.path in self.answers]
        earlier = found[: max(answered, default=0)]
        return {each.path for each in earlier if each.may_be_left_out}

    def run(self) -> dict[Path, Plain]:
        """Return all answers; raise `DialogueLeft` when the person leaves."""
        click.echo("Answer each question; Enter takes what is in [brackets].")
        click.echo("“back” goes one question back, “quit” leaves and keeps your answers.")
        try:
            while question := self.next_question():
                try:
                    answer = self.ask(question)
                except GoBack:
                    self.forget_last()
                else:
                    self.take(question, answer)
        except (EOFError, KeyboardInterrupt, click.Abort):
            raise DialogueLeft from None
        return self.answers

    def take(self, question: Question, answer: Plain) -> None:
        """Take an answer unless it is refused; None for what is left out."""
        path = question.path
        earlier = self.taken_back.pop(path, None)
        if answer is None:
            self.passed.add(path)
        else:
            self.answers[path] = answer  # which is kept if it is stopped while it is judged
            if self.is_refused(question, answer):
                del self.answers[path]
                self.keep_back(path, earlier)
                return
        self.asked.append(path)
        self.show_clause(question)

    def is_refused(self, question: Question, answer: Plain) -> bool:
        """Judge an answer beside the others; one that is given a second time is taken."""
        found = self.judge({**self.answers, question.path: answer}, question.path)
        for each in found:
            tell(each)
        again = question.path in self.before and self.before[question.path] == answer
        if again or not any(each.severity is Severity.ERROR for each in found):
            return False
        self.before[question.path] = answer
        click.echo("  Answer again, or the same to keep it; “back” leads to the question before.")
        return True

    def show_clause(self, question: Question) -> None:
        """Show what a clause will print, once its last question has an answer."""
        at = question.path
        following = self.next_question()
        if at[0] != "clauses" or len(at) < 3 or (following and following.path[:2] == at[:2]):
            return
        for paragraph in self.preview(self.answers, str(at[1])):
            click.echo("")
            for line in paragraph.split("\n"):
                wrapped(line, "  │ ", "  │ ")

    def next_question(self) -> Question | None:
        """Return the first question that is neither answered nor passed over."""
        for question in questions(self.model, self.answers, self.sets):
            if question.path not in self.answers and question.path not in self.passed:
                return question
        return None

    def forget_last(self) -> None:
        if not self.asked:
            click.echo("This is the first question.")
            return
        path = self.asked.pop()
        if (answer := self.answers.pop(path, None)) is not None:
            self.before[path] = answer
            self.keep_back(path, answer)
        self.passed.discard(path)
        self.section = ""

    def keep_back(self, path: Path, answer: Plain) -> None:
        """Keep an answer that is asked for again, for a person who leaves before answering."""
        self.taken_back.pop(path, None)
        if answer is not None:
            self.taken_back[path] = answer

    def ask(self, question: Question) -> Plain:
        self.show(question)
        if (given := as_typed(self.before.get(question.path))) is not None:
            question = replace(question, default=given)
        while True:
            try:
                if question.blank.type is Type.ROWS:
                    return self.ask_rows(question)
                return self.read(question, self.typed(_prompt_text(question)))
            except Unreadable as fault:
                tell(fault)

    def read(self, question: Question, typed: str) -> Plain:
        """Read an answer; say which day is meant where it was typed in another form."""
        answer = read_answer(question, typed)
        is_day = question.blank.type is Type.DATE and isinstance(answer, str)
        if is_day and typed.strip() not in ("", answer) and not is_open(str(answer)):
            click.echo(f"  That is {written(Type.DATE, read_date(str(answer)))}.")
        return answer

    def show(self, question: Question) -> None:
        if question.section != self.section:
            self.section = question.section
            click.echo(f"\n{click.style(question.section, bold=True)}")
        click.echo("")
        if question.blank.guidance:
            wrapped(question.blank.guidance, "  ", "  ")
        for number, (name, words) in enumerate(question.offered.items(), 1):
            wrapped(f"{name}: {words}" if words else name, f"  {number:2}  ", " " * 6)
        if question.blank.own:
            click.echo("      Type numbers, or your own words, with semicolons between them.")

    def typed(self, prompt: str) -> str:
        # A prompt that does not fit into a line is broken between words, not by the terminal.
        *above, last = lines_of(prompt, "", "  " if prompt.startswith(" ") else "") or [prompt]
        for line in above:
            click.echo(line)
        text: str = click.prompt(last, default="", show_default=False, prompt_suffix=": ")
        match text.strip().lower():
            case "back":
                raise GoBack
            case "quit":
                raise DialogueLeft
            case _:
                return text

    def ask_rows(self, question: Question) -> Plain:
        """Ask row by row; complete rows are kept where the person goes back or leaves."""
        path = question.path
        table = RowsDialogue(question, schools_in(self.answers), self.before.get(path))
        first = len(table.rows) if path == self.table_left else 0
        self.table_left = ()
        try:
            rows = table.run(
                self.typed, self.read, lambda rows, at: self.tell_row(path, rows, at), first
            )
        except GoBack:
            self.before[path] = table.whole_rows()
            self.keep_back(path, self.before[path] or None)
            raise
        except (DialogueLeft, EOFError, KeyboardInterrupt, click.Abort):
            if whole := table.whole_rows():
                self.answers[path] = whole
            raise
        if not rows and question.blank.required:
            raise Unreadable("at least one row is needed", "")
        return rows or None

    def tell_row(self, path: Path, rows: Sequence[Plain], at: int) -> bool:
        """Say what is wrong with a row by itself; the table is judged at its end."""
        found = self.judge({**self.answers, path: [*rows]}, (*path, at))
        for each in found:
            tell(each)
        return any(each.severity is Severity.ERROR for each in found)


def _prompt_text(question: Question) -> str:
    label = question.blank.label + _SUCH_AS.get(question.blank.type, "")
    if question.offered and question.blank.type in (Type.CHOICE, Type.SCHOOL):
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
