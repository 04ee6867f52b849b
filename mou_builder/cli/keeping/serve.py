"""``mou serve``."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.options import (
    FolderPath,
    LibraryPath,
    NamedPath,
    OneOf,
    as_of_each_day_option,
    fonts_option,
    library_option,
    template_option,
)
from mou_builder.cli.printing import print_diagnostics
from mou_builder.diagnostic import Severity

if TYPE_CHECKING:
    from mou_builder.web.letterhead import Letterhead

_LOOPBACK = "127.0.0.1"
_PORT = 8765


@click.command("serve")
@click.argument("folder", default=".", type=FolderPath(exists=True))
@click.option(
    "--host",
    default=_LOOPBACK,
    show_default=True,
    metavar="ADDRESS",
    help="The address to listen at; other than this machine's own, --users is asked for.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    help="The port; 0 for any that is free.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name under which people reach this server over TLS; repeatable.",
)
@click.option(
    "--users",
    type=NamedPath(dir_okay=False),
    metavar="FILE",
    help="Who may sign in: their names, roles and digests of passwords.",
)
@click.option("--add-user", metavar="NAME", help="Ask for a password, and add a line to --users.")
@click.option(
    "--role",
    type=OneOf(["read", "draft", "record"]),
    default="draft",
    show_default=True,
    help="What the added person may do; each may do what those before it may.",
)
@click.option(
    "--old-library",
    type=LibraryPath(),
    metavar="DIR",
    help="The clauses as they were when the terms to be renewed were made, to choose from.",
)
@template_option()
@fonts_option
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@as_of_each_day_option
@library_option
def command(
    folder: Path,
    host: str,
    port: int,
    names: tuple[str, ...],
    users: Path | None,
    add_user: str | None,
    role: str,
    old_library: Path | None,
    template: Path | None,
    fonts: tuple[Path, ...],
    no_browser: bool,
    as_of: date | None,
    libraries: tuple[Path, ...],
) -> None:
    """Open the workbench over the configs in FOLDER, in a browser on this machine.

    All that one does there is in the YAML files with their comments, and what one does in the files
    is in the workbench. It is stopped with Ctrl-C.

    Example: mou serve districts

    Example: mou serve districts --host 0.0.0.0 --name mou.district.example --users people.txt
    """
    if add_user is not None:
        if users is None:
            raise click.UsageError("--add-user needs the file: --users FILE")
        _add_user(users, add_user, role)
        return
    from mou_builder.web.safety.access import is_own_machine

    is_alone = is_own_machine(host)
    if not is_alone and users is None:
        raise click.UsageError(
            f"at {host} others can reach this server: say who may sign in, with --users FILE"
        )
    from mou_builder.web.serving import serve

    letterhead = _letterhead(template, fonts) if template or fonts else None
    running = serve(
        folder,
        host=host,
        port=port,
        names=names,
        users=users,
        libraries=libraries,
        as_of=as_of,
        old_library=old_library,
        letterhead=letterhead,
    )
    click.echo(f"The workbench over {running.folder} is at\n\n    {running.address}\n")
    if not is_alone:
        click.echo(
            "Passwords and agreements cross the network as they are: put a server with TLS in "
            "front, and name it with --name."
        )
    click.echo("Ctrl-C stops it.")
    with suppress(KeyboardInterrupt):
        if not no_browser and is_alone:
            _open_browser(running.address)
        running.run()


def _open_browser(address: str) -> None:
    """Open a browser; where there is none, nothing is shown but the address that is printed.

    Elsewhere than on Windows and macOS the opener runs apart from the terminal: it would fill it
    with what it has tried, or show the page there.
    """
    if sys.platform.startswith(("win", "cygwin", "darwin")):
        click.launch(address)
        return
    with suppress(OSError):
        subprocess.Popen(  # noqa: S603 # a fixed program, and an address of ours
            ["xdg-open", address],  # noqa: S607
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _letterhead(template: Path | None, fonts: tuple[Path, ...]) -> Letterhead:
    """Return the looks of the documents; say what they lack, and end where none can be made."""
    from mou_builder.web.letterhead import open_letterhead

    found, told = open_letterhead(template, fonts)
    print_diagnostics(told)
    if errors := [each for each in told if each.severity is Severity.ERROR]:
        sys.exit(exit_code(errors))
    return found


def _add_user(file: Path, name: str, role: str) -> None:
    """Add a person to a users file, or say why that cannot be."""
    from mou_builder.cli.asking.hidden import ask_hidden
    from mou_builder.disk.files import read_file, write_file
    from mou_builder.web.safety.users_file import LARGEST_USERS_FILE, refuse_other_files, with_user

    before = read_file(file, LARGEST_USERS_FILE) if file.exists() else b""
    refuse_other_files(before, str(file))  # before a password is asked for
    password = ask_hidden("Password", "give it on standard input", twice=True)
    try:
        after = with_user(before, str(file), name, role, password)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from None
    write_file(file, after, force=True, is_input=True)
    click.echo(f"{name} may sign in now, as {role}: {file}")
