"""``mou sign``."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from mou_builder.cli.asking.hidden import ask_hidden
from mou_builder.cli.options import NamedPath, WrittenPath
from mou_builder.cli.printing import named
from mou_builder.disk.files import read_file, write_file
from mou_builder.disk.opening import LARGEST_CERTIFICATE
from mou_builder.file_kinds import plain_lines
from mou_builder.pdf.signing import (
    SignRequest,
    open_certificate,
    require_certificate,
    require_field,
    sign_pdf,
    signer_name,
)
from mou_builder.record.digest import LARGEST_COPY

_VARIABLE = "MOU_PASSPHRASE"


@click.command("sign")
@click.argument("file", type=NamedPath())
@click.option("--field", required=True, metavar="NAME", help="The signature field, such as agency.")
@click.option(
    "--certificate",
    required=True,
    type=NamedPath(),
    metavar="FILE",
    help="The certificate and its key (.p12 or .pfx).",
)
@click.option(
    "--passphrase-file",
    type=NamedPath(),
    metavar="FILE",
    help=f"A file with the passphrase; {_VARIABLE} is read if left out, or you are asked.",
)
@click.option(
    "-o",
    "--output",
    type=WrittenPath(".pdf"),
    metavar="FILE",
    help="Where to write; FILE itself if left out, to which the signature is added.",
)
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
def command(
    file: Path,
    field: str,
    certificate: Path,
    passphrase_file: Path | None,
    output: Path | None,
    force: bool,
) -> None:
    """Sign a signature field of the PDF FILE with a certificate (PAdES).

    The signature is added to the file, so that those before it stay valid; the PDF stays as
    accessible and archivable as it was. The passphrase is never given on the command line.

    Example: mou sign maple-grove.pdf --field district --certificate whitfield.p12
    """
    data, key = read_file(file, LARGEST_COPY), read_file(certificate, LARGEST_CERTIFICATE)
    require_field(data, str(file), field)
    require_certificate(key, str(certificate))  # before a passphrase is asked for
    signer = open_certificate(key, _passphrase(passphrase_file), str(certificate))
    signed = sign_pdf(data, str(file), signer, SignRequest(field, datetime.now(UTC)))
    target = output or file
    write_file(target, signed, force=force or output is None, is_input=output is None)
    click.echo(f"{named(target)}: the field “{field}” is signed by {named(signer_name(signer))}")


def _passphrase(file: Path | None) -> bytes | None:
    """Return the passphrase from a file, the environment or the keyboard; None for an empty one."""
    if file is not None:
        text = plain_lines(read_file(file, 10_000)).decode("utf-8", "replace").rstrip("\n")
        if "\0" in text:
            raise click.UsageError(f"{named(file)} is no text: save the passphrase as UTF-8 text")
    elif _VARIABLE in os.environ:
        text = os.environ[_VARIABLE]
    else:
        otherwise = f"give --passphrase-file FILE, or the variable {_VARIABLE}"
        text = ask_hidden("Passphrase", otherwise, default="")
    return text.encode() or None
