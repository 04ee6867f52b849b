"""How many examples a property is tried with: a few on every change, many each night."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

_TIMES = int(os.environ.get("MOU_EXAMPLES", "1"))


def drawn(count: int, **more: Any) -> settings:
    """Return the settings of a property that takes ``count`` examples on every change.

    ``make nightly`` sets MOU_EXAMPLES to how many times as many it is to take.
    """
    return settings(max_examples=count * _TIMES, deadline=None, **more)
