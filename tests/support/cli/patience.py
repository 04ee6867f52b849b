"""The program, told to wait as long as a test may: a busy machine is slow, and does what is sound.

What a test has refused because it waits in vain, it sets to less for itself.
"""

from __future__ import annotations

from mou_builder.disk import bounded, locking
from mou_builder.web.folder import git
from tests.support.cli.console import PATIENCE

bounded.MOST_SECONDS = 20
bounded._PATIENCE = PATIENCE
locking.PATIENCE = PATIENCE
git._PATIENCE = PATIENCE
