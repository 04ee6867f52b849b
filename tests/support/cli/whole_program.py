"""The whole program, imported, and the texts of the library, compiled.

A command would otherwise do that for itself, each time.
"""

from __future__ import annotations

import importlib
import pkgutil

import mou_builder
from tests.support.agreement.assembling import FINISHED, assembled, example

for _each in pkgutil.walk_packages(mou_builder.__path__, "mou_builder."):
    importlib.import_module(_each.name)
for _name in FINISHED:
    assembled(example(_name))
