"""Frozen dataclasses that are made when a module is imported in a fraction of the usual time.

`dataclasses` compiles five methods for each class: half of what a command takes to start, with some
hundred classes. Of those only ``__init__`` differs from class to class, and is compiled when the
first value is made: most commands make none of most classes. The others are written here once. What
is made is a dataclass for `dataclasses.fields`, `replace` and the like, and for mypy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, field, fields, replace
from dataclasses import dataclass as _made
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass", "field", "replace"]

_T = TypeVar("_T")
_Key = Callable[[Any], object]


def _frozen(cls: type[_T]) -> type[_T]:
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__  # else `dataclasses` writes the signature there: a millisecond
    _made(init=False, repr=False, eq=False)(cls)
    key = _key([each.name for each in fields(cls)])  # type: ignore[arg-type]
    methods = {
        "__init__": _made_when_called(cls),
        "__eq__": _equal(key),
        "__hash__": lambda self: hash(key(self)),
        "__repr__": _represented,
    }
    for name, method in methods.items():
        if name not in vars(cls) or (name == "__hash__" and vars(cls)[name] is None):
            setattr(cls, name, method)
    cls.__setattr__ = _refuse_to_set  # type: ignore[method-assign]
    cls.__delattr__ = _refuse_to_delete  # type: ignore[method-assign]
    return cls


def _made_when_called(cls: type[Any]) -> Callable[..., None]:
    """Return an ``__init__`` that puts the true one into its place when it is first called."""

    def first(*given: Any, **named: Any) -> None:
        init = cls.__init__ = _init(cls)
        init(*given, **named)

    return first


def _init(cls: type[Any]) -> Callable[..., None]:
    given: dict[str, Any] = {"made_": MISSING}
    taken, body = ["self"], [" values_ = self.__dict__"]  # to set them one by one takes longer
    for each in fields(cls):
        name = value = each.name
        if each.default_factory is not MISSING:
            given[f"make_{name}"] = each.default_factory
            taken.append(f"{name}=made_")
            value = f"make_{name}() if {name} is made_ else {name}"
        elif each.default is not MISSING:
            given[f"usual_{name}"] = each.default
            taken.append(f"{name}=usual_{name}")
        else:
            taken.append(name)
        body.append(f" values_[{name!r}] = {value}")
    exec(f"def __init__({', '.join(taken)}):\n" + "\n".join(body), given)  # noqa: S102 - as `dataclasses` does
    init: Callable[..., None] = given["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _key(names: list[str]) -> _Key:
    match names:
        case []:
            return lambda _: ()
        case [only]:
            of_one = attrgetter(only)
            return lambda value: (of_one(value),)
        case _:
            return attrgetter(*names)


def _equal(key: _Key) -> Callable[[object, object], Any]:
    def equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or key(self) == key(other)

    return equal


@recursive_repr()
def _represented(self: Any) -> str:
    values = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self))
    return f"{self.__class__.__qualname__}({', '.join(values)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _dataclass(cls: type[_T] | None = None, **wanted: Any) -> Any:
    """Make a frozen class as above, and any other as `dataclasses` does."""
    if wanted == {"frozen": True}:
        return _frozen
    return _made(**wanted) if cls is None else _made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass
