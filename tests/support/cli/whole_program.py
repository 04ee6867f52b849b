"""The whole program, imported: what a command would otherwise do for itself, each time."""

from __future__ import annotations

import importlib
import pkgutil

import mou_builder

for _each in pkgutil.walk_packages(mou_builder.__path__, "mou_builder."):
    importlib.import_module(_each.name)
