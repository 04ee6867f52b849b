"""``mou verify``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import click
from asn1crypto import x509

from mou_builder.actions.verify import verify
from mou_builder.cli.exit_codes import DONE, FOUND, exit_code
from mou_builder.cli.options import (
    NamedPath,
    format_option,
    known_fonts_option,
    library_option,
    template_option,
    trust_option,
)
from mou_builder.cli.printing import print_data, print_diagnostics, print_view
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.bounded import read_safely
from mou_builder.disk.files import read_file
from mou_builder.disk.listing import pdfs_in
from mou_builder.disk.opening import LARGEST_CERTIFICATE, open_config, open_library, open_template
from mou_builder.pdf.setting.fonts import Fonts
from mou_builder.pdf_reading.signatures import read_certificates
from mou_builder.record.digest import LARGEST_COPY
from mou_builder.record.verified import VerifiedPdf
from mou_builder.report.record.verified import verified_json, verified_summary, verified_text
from mou_builder.word.template.compiling import Template, compile_template


@click.command("verify")
@click.argument("files", nargs=-1, required=True, type=NamedPath())
@click.option(
    "--against",
    type=NamedPath(),
    metavar="CONFIG",
    help="Compare the words with the agreement of this config; of the one in the file if left out.",
)
@click.option(
    "--before",
    type=NamedPath(),
    metavar="CONFIG",
    help="Of an amendment, the config that it amends; the one in the file if left out.",
)
@trust_option
@template_option("Your own Word template, if it was rendered with one.")
@known_fonts_option
@format_option(["text", "json"], default="text")
@library_option
def command(
    files: tuple[Path, ...],
    against: Path | None,
    before: Path | None,
    trust: tuple[Path, ...],
    template: Path | None,
    fonts: tuple[Path, ...],
    form: str,
    libraries: tuple[Path, ...],
) -> None:
    """Say who signed the PDFs FILES, and whether their words are the agreement's.

    FILES are files, folders and globs; of several, the last lines name those to look at.

    Every signature is judged, also one that was made elsewhere: whose it is, its day, whether it is
    valid, what was done to the file after it, and whether its certificate is trusted. Exit code 1
    tells that something is not as it should be.

    The signed instrument of an amendment is compared with what amending the one config by the other
    says: with --against, name the config as amended, and with --before the one before it.

    Where the PDF was rendered with a template of your own, name it here, too: --template.

    Each letter is held against what it looks like. Where the PDF was rendered with fonts of your
    own, name their folder here, too: --fonts.

    Example: mou verify signed/maple-grove.pdf --trust county-ca.pem
    """
    library, trusted = open_library(libraries), certificates(trust)
    is_asked = bool(trusted)
    config, base = (open_config(each) if each else None for each in (against, before))
    house = house_template(template)
    known = Fonts(fonts).own_places()
    judged = partial(verify, trust_is_asked=is_asked, house=house)
    found: list[VerifiedPdf] = []
    unread: dict[str, tuple[Diagnostic, ...]] = {}
    for each in pdfs_in(files):
        name = str(each.path)
        try:
            evidence = read_safely(read_file(each.path, LARGEST_COPY), name, trusted, known)
            found.append(judged(evidence, name, library, config, before=base))
        except Refused as refused:  # the others are verified all the same
            unread[name] = refused.diagnostics
    _tell(found, unread, form)
    faults = [fault for faults in unread.values() for fault in faults]
    sys.exit(exit_code(faults) or (FOUND if any(each.problems for each in found) else DONE))


def _tell(
    found: Sequence[VerifiedPdf], unread: Mapping[str, tuple[Diagnostic, ...]], form: str
) -> None:
    """Print what each PDF proves, why others could not be read, and which to look at."""
    show = verified_json if form == "json" else verified_text
    for each in found:
        (print_data if form == "json" else print_view)(show(each))
    print_diagnostics([fault for faults in unread.values() for fault in faults])
    if form == "text" and len(found) + len(unread) > 1:
        print_view("\n" + verified_summary(found, list(unread)))


def certificates(files: tuple[Path, ...]) -> tuple[x509.Certificate, ...]:
    """Read the certificates that the user trusts."""
    return tuple(
        each
        for file in files
        for each in read_certificates(read_file(file, LARGEST_CERTIFICATE), str(file))
    )


def house_template(file: Path | None) -> Template | None:
    """Read the template that the user named; raise `Refused` if it cannot be used."""
    return compile_template(open_template(file), str(file)) if file else None
