"""``mou``: the group of commands, each loaded only when it is called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from mou_builder import __version__
from mou_builder.cli.exit_codes import FOUND, USAGE, refusals_told
from mou_builder.disk.files import forget_inputs
from mou_builder.disk.jobs.broken import REPORT_IT, is_shown_whole

COMMANDS = {
    "serve": ("keeping.serve", "Open the workbench: all of this in a browser, over a folder."),
    "init": ("drafting.init", "Write a new config, by questions or by flags."),
    "check": ("drafting.check", "Check configs, with every fault in one run."),
    "clauses": ("drafting.clauses", "List and show the clauses of a model."),
    "states": ("drafting.states", "List the states: what the law asks for, and which set to use."),
    "render": ("documents.render", "Write agreements as DOCX, PDF, HTML or text."),
    "diff": ("documents.diff", "Compare two agreements, clause by clause, or as a redline."),
    "amend": ("documents.amend", "Carry a proposal out: redline, amendment, amended config."),
    "review": ("documents.review", "Say what the other side changed in a returned copy."),
    "renew": ("keeping.renew", "Write the next term's config, and show what is new in the model."),
    "record": (
        "keeping.record",
        "Record that an agreement was adopted, signed, posted or ended, with its copy.",
    ),
    "sign": ("keeping.sign", "Sign a signature field of a PDF with a certificate."),
    "verify": (
        "keeping.verify",
        "Say who signed a PDF, and whether its words are the agreement's.",
    ),
    "publish": ("keeping.publish", "Write a register of the agreements in effect, for the public."),
    "status": ("keeping.status", "Say how every agreement of many stands, and what is due."),
    "import": (
        "drafting.import_table",
        "Make configs from a table of districts, agencies and dates.",
    ),
    "template": ("drafting.template", "Hand out and check Word templates."),
    "trace": ("drafting.trace", "Tell where each sentence of an agreement comes from."),
    "explain": ("drafting.explain", "Explain the code of a diagnostic."),
    "schema": ("drafting.schema", "Print the JSON Schema of a config, for editors."),
}
"""Each command by its name: its module in this package, and its help in one line."""


_BEFORE_COLLECTING = 2_000
"""Objects that are made before garbage is looked for: a document makes thousands and keeps few."""


class _Commands(click.Group):
    """Loads the module of a command when it is called, because start-up time is felt."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"mou_builder.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        if not gc.isenabled():  # what has been loaded stays to the end, and is not looked at again
            gc.freeze()
            gc.enable()
            gc.set_threshold(_BEFORE_COLLECTING)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from mou_builder.yamltext.shape import did_you_mean

            hint = did_you_mean(args[0], list(COMMANDS))
            raise click.UsageError(f"there is no command “{args[0]}”: {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; leave in a sentence where a person stops it."""
        given = [*ctx.args]
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as fault:
            for each in given:
                if each.startswith("-") and Path(each).is_file():
                    said = f"{fault.message} To name the file {each}, write ./{each}"
                    raise click.NoSuchOption(fault.option_name, said, ctx=fault.ctx) from None
            raise
        except (KeyboardInterrupt, EOFError, click.Abort):
            click.echo("\nStopped.", err=True)
            sys.exit(FOUND)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, and turn whatever goes wrong into words and an exit code."""
        if "_MOU_COMPLETE" in os.environ:
            importlib.import_module("mou_builder.cli.completion")  # which knows bash better
        forget_inputs()
        try:
            with refusals_told():
                return super().main(*args, **extra)
        except OSError as fault:
            if fault.filename is not None:
                raise
            click.echo(f"mou: the output cannot be written: {fault.strerror}", err=True)
            sys.exit(USAGE)
        except Exception as fault:
            if is_shown_whole():
                raise
            click.echo(
                f"mou: a fault of the program itself: {type(fault).__name__}: {fault}\n"
                f"  hint: {REPORT_IT}",
                err=True,
            )
            sys.exit(USAGE)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mou")
def program() -> None:
    """Draft, check, amend and renew School Resource Officer agreements.

    Start with an example: mou init --example city-and-one-school
    """
