"""What is compiled to check configs is kept, and not without end."""

from __future__ import annotations

import pytest

from mou_builder.check import shapes
from tests.support.agreement.assembling import library


def test_of_many_models_the_validators_used_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_COMPILED", {})
    monkeypatch.setattr(shapes, "_MOST_COMPILED", 2)
    model = library().model("wisconsin-sro")
    first, second = (shapes.validators(model, (each,)) for each in ("wisconsin", "cops-chp"))
    assert shapes.validators(model, ("wisconsin",)) is first
    shapes.validators(model, ())
    assert shapes.validators(model, ("wisconsin",)) is first
    assert shapes.validators(model, ("cops-chp",)) is not second
