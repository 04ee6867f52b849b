"""Frozen values are what `dataclasses` makes of them."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable

import pytest

from mou_builder import frozen


@frozen.dataclass(frozen=True)
class Point:
    """A value with a default, and one that is made anew for each."""

    x: int
    label: str = "here"
    seen: list[int] = frozen.field(default_factory=list)


@frozen.dataclass(frozen=True)
class Solid(Point):
    """One more field, behind those of the base."""

    z: int = 0


@dataclasses.dataclass(frozen=True)
class _Usual:
    """What `dataclasses` makes of the same class."""

    __qualname__ = "Point"
    x: int
    label: str = "here"
    seen: list[int] = dataclasses.field(default_factory=list)


@pytest.mark.parametrize(
    "told",
    [
        lambda of: repr(of(1)),
        lambda of: repr(of(1, seen=[2])),
        lambda of: of(1) == of(1, "here", []),
        lambda of: of(1) == of(2),
        lambda of: of(1) == (1, "here", []),
        lambda of: of(1).seen is of(1).seen,
        lambda of: hash(of(1, seen=())) == hash((1, "here", ())),
        lambda of: dataclasses.astuple(dataclasses.replace(of(1), label="there")),
        lambda of: [each.name for each in dataclasses.fields(of)],
        lambda of: of.__match_args__,
        lambda of: _fault(lambda: setattr(of(1), "x", 2)),
        lambda of: _fault(lambda: delattr(of(1), "x")),
        lambda of: _fault(lambda: setattr(of(1), "other", 2)),
        lambda of: _fault(of),
        lambda of: _fault(lambda: of(1, other=2)),
        lambda of: _fault(lambda: hash(of(1))),
    ],
)
def test_a_value_is_that_of_dataclasses(told: Callable[[type], object]) -> None:
    assert told(Point) == told(_Usual)


def _fault(action: Callable[[], object]) -> tuple[type, str]:
    with pytest.raises((AttributeError, TypeError)) as fault:
        action()
    return fault.type, str(fault.value)


def test_a_value_can_be_kept_and_read_back() -> None:
    assert pickle.loads(pickle.dumps(Solid(1, z=3))) == Solid(1, z=3)


def test_a_value_is_no_value_of_a_class_below_it() -> None:
    assert Solid(1) != Point(1)
    assert repr(Solid(1, z=3)) == "Solid(x=1, label='here', seen=[], z=3)"


def test_methods_of_a_class_are_its_own() -> None:
    @frozen.dataclass(frozen=True)
    class Alike:
        x: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Alike)

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "alike"

    assert (Alike(1), hash(Alike(1)), repr(Alike(1))) == (Alike(2), 7, "alike")


def test_a_class_without_words_of_its_own_has_its_name() -> None:
    @frozen.dataclass(frozen=True)
    class Bare:
        x: int

    assert Bare.__doc__ == "Bare"


def test_a_class_below_is_made_before_its_base() -> None:
    @frozen.dataclass(frozen=True)
    class Base:
        x: int = 1

    class Below(Base):
        pass

    assert (Below(2).x, Base().x, Below(3).x) == (2, 1, 3)
