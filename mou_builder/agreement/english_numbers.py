"""num2words with English alone: importing its sixty languages takes as long as a check."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

_PACKAGE = "num2words"


def _english() -> Any:
    """Return its converter; if nobody has imported it whole, with a stand-in for the package."""
    spec = importlib.util.find_spec(_PACKAGE)
    if _PACKAGE in sys.modules or spec is None:
        return importlib.import_module(_PACKAGE).CONVERTER_CLASSES["en"]
    stand_in = ModuleType(_PACKAGE)
    stand_in.__path__ = list(spec.submodule_search_locations or ())
    sys.modules[_PACKAGE] = stand_in
    try:
        return importlib.import_module(f"{_PACKAGE}.lang_EN").Num2Word_EN()
    finally:
        del sys.modules[_PACKAGE]


_ENGLISH = _english()


def cardinal(number: int) -> str:
    """Return ``one hundred and eighty``."""
    return str(_ENGLISH.to_cardinal(number))


def ordinal(number: int) -> str:
    """Return ``third``."""
    return str(_ENGLISH.to_ordinal(number))


def ordinal_digits(number: int) -> str:
    """Return ``3rd``."""
    return str(_ENGLISH.to_ordinal_num(number))
