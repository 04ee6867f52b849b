"""The packet of ``mou renew --packet``: opening what it needs, and making its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from mou_builder.check.checking import Checked
from mou_builder.diagnostic import Diagnostic
from mou_builder.disk.opening import open_template, source_date
from mou_builder.library.library import Library
from mou_builder.renewal.renew import Renewal
from mou_builder.review.returned_copy import NO_AUTHOR

_Command = TypeVar("_Command", bound=Callable[..., object])


def template_option(command: _Command) -> _Command:
    """Add ``--template`` to a command."""
    return click.option(
        "--template",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Your own Word template for the packet, made from `mou template new`.",
    )(command)


def packet_files(
    sides: tuple[tuple[Path, Checked], tuple[Path, Checked]],
    renewal: Renewal,
    library: Library,
    template: Path | None,
    fonts: tuple[Path, ...],
    as_of: date,
) -> tuple[Mapping[str, bytes], Sequence[Diagnostic]]:
    """Return the files of a packet by name; raise `Refused` where an agreement cannot be made."""
    from mou_builder.actions.packet import PacketOptions, as_edited, packet

    (old_path, old), (new_path, new) = sides
    options = PacketOptions(
        template=open_template(template),
        fonts=fonts,
        as_of=as_of,
        author=NO_AUTHOR,
        names=(old_path.name, new_path.name),
        made=source_date(),
    )
    made = packet(old, new, as_edited(renewal, new), library, options)
    return made.files, made.diagnostics
