"""The configs that lie beside one: those of its amendments, and the next term's."""

from __future__ import annotations

import os.path
from collections.abc import Iterator
from contextlib import suppress
from glob import escape
from pathlib import Path

from mou_builder.actions.record import AmendedConfigs
from mou_builder.check.checking import Checked, check
from mou_builder.config.amendments import amended_name, base_digest, names_of_step
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.disk.files import read_file
from mou_builder.disk.opening import open_config
from mou_builder.file_kinds import CONFIG_ENDINGS, ends_in
from mou_builder.library.library import Library
from mou_builder.renewal.history import root_of
from mou_builder.yamltext.source import MAX_BYTES, Plain, Source, parse


def amended_configs(
    config: Path, number: int, library: Library, before: Path | None
) -> AmendedConfigs:
    """Return the configs that an amendment leads from and to, by the names that mou amend gives.

    ``config`` is any config of the agreement, ``before`` the one before the amendment where it has
    another name. Raises `Refused`: MOU917 where one of the two is not there, and what keeps them
    from being read.
    """
    base, after = map(Path, names_of_step(str(config), number, os.path.isfile))
    steps = (before or base, after)
    return AmendedConfigs(*(_checked_step(each, config, number, library) for each in steps))


def amended_already(source: Source, folder: Path, library: Library) -> list[Checked]:
    """Return the configs that an earlier run of mou amend may have made of one.

    They have its name, and lie beside it, in a folder of its own or in ``folder``, where the next
    is to be written. One that cannot be read is left out.
    """
    home, name = Path(source.file).parent, amended_name(source.data, source.file)
    found: dict[Path, Checked] = {}
    for path in (home / name, *sorted(home.glob(f"*/{escape(name)}")), folder / name):
        if path.is_file():
            with suppress(Refused):
                found.setdefault(path.resolve(), check(open_config(path), library))
    return list(found.values())


def configs_with_history(folder: Path, config: Source) -> Iterator[tuple[str, Plain]]:
    """Yield the name and the content of each config of a folder that may be renewed from another.

    That ``config`` itself is left out, and so is what cannot be read, or bears neither its name nor
    its digest: with hundreds in a folder, to read all of them for each would take minutes.
    """
    root, made_from = root_of(config.file), base_digest(config.data).encode()
    for other in sorted(folder.glob("*")):
        if not ends_in(other.name, CONFIG_ENDINGS) or other == Path(config.file):
            continue
        with suppress(Refused):
            raw = read_file(other, MAX_BYTES)
            if root_of(other.name) == root or made_from in raw:
                yield str(other), parse(raw, str(other)).data


def _checked_step(path: Path, config: Path, number: int, library: Library) -> Checked:
    if not path.is_file():
        message = f"the copy of Amendment No. {number} is compared with {path.name}, which is lost"
        hint = "name the config as it was before the amendment: --before CONFIG"
        raise Refused((Diagnostic("MOU917", Severity.ERROR, message, Place(str(config)), hint),))
    return check(open_config(path), library)
