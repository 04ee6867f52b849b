"""Nothing passes or fails by chance: see tests/conftest.py."""

from __future__ import annotations

from hypothesis.internal.conjecture import providers


def test_examples_do_not_depend_on_the_modules_that_are_loaded() -> None:
    """Hypothesis draws numbers and texts that it finds in them, which another order changes."""
    assert len(providers.HypothesisProvider(None)._local_constants) == 0
