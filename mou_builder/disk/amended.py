"""The configs of an agreement and of its amendments, which lie beside each other."""

from __future__ import annotations

from pathlib import Path

from mou_builder.actions.record import AmendedConfigs
from mou_builder.check.checking import Checked, check
from mou_builder.config.amendments import config_name, stem_of
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.disk.opening import open_config
from mou_builder.library.library import Library


def amended_configs(
    config: Path, number: int, library: Library, before: Path | None = None
) -> AmendedConfigs:
    """Return the configs that an amendment leads from and to, by the names that mou amend gives.

    ``config`` is any config of the agreement, ``before`` the one before the amendment where it has
    another name. Raises `Refused`: MOU917 where one of the two is not there, and what keeps them
    from being read.
    """
    stem = stem_of(config.name)
    after = config.parent / config_name(stem, number)
    base = before or config.parent / config_name(stem, number - 1)
    return AmendedConfigs(*(_checked(each, config, number, library) for each in (base, after)))


def _checked(path: Path, config: Path, number: int, library: Library) -> Checked:
    if not path.is_file():
        message = f"the copy of Amendment No. {number} is compared with {path.name}, which is lost"
        hint = "name the config as it was before the amendment: --before CONFIG"
        raise Refused((Diagnostic("MOU917", Severity.ERROR, message, Place(str(config)), hint),))
    return check(open_config(path), library)
