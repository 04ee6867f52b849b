"""Cerberus, imported without what it needs only to state its own version.

It asks `importlib.metadata` for that when it is imported, which imports the reading of mail, of
archives and of sockets: a third of the time in which a command starts.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

_METADATA = "importlib.metadata"


def _version(_distribution: str) -> str:
    return "unknown"


def _import_cerberus() -> None:
    """Import it, with a stand-in for `importlib.metadata` unless that is imported already."""
    if _METADATA in sys.modules or "cerberus" in sys.modules:
        import cerberus

        return
    stand_in = ModuleType(_METADATA)
    vars(stand_in).update(version=_version, PackageNotFoundError=LookupError)
    sys.modules[_METADATA] = stand_in
    try:
        import cerberus  # noqa: F401
    finally:
        del sys.modules[_METADATA]
        vars(importlib).pop("metadata", None)


_import_cerberus()

from cerberus import Validator, errors  # noqa: E402

__all__ = ["Validator", "errors"]
