"""Two folders of agreements side by side: which config of one is the other's."""

from __future__ import annotations

from pathlib import Path

from mou_builder.disk.listing import configs_in
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

_YEAR = pattern(r"-(?:19|20)\d\d$")


@dataclass(frozen=True)
class Pair:
    """The config of one agreement in either folder; ``name`` is that of the output."""

    old: Path
    new: Path
    name: Path


@dataclass(frozen=True)
class Pairs:
    """What two folders have in common, and what only one of them has."""

    both: tuple[Pair, ...]
    only_old: tuple[Path, ...] = ()
    only_new: tuple[Path, ...] = ()


def pairs_of(old: Path, new: Path) -> Pairs:
    """Pair the configs of two folders by their names below them, with or without a year.

    Raises `Refused` (MOU810) for a folder without configs.
    """
    olds, news = ({each.below / each.path.name: each.path for each in configs_in([folder])}
                  for folder in (old, new))  # fmt: skip
    both = [Pair(olds[name], news[name], name) for name in olds if name in news]
    paired = {each.name for each in both}
    left = {_without_year(name): name for name in news if name not in paired}
    for name in [each for each in olds if each not in paired]:
        if (other := left.pop(_without_year(name), None)) is not None:
            both.append(Pair(olds[name], news[other], other))
            paired |= {name, other}
    return Pairs(
        tuple(sorted(both, key=lambda each: each.name)),
        tuple(path for name, path in olds.items() if name not in paired),
        tuple(path for name, path in news.items() if name not in paired),
    )


def _without_year(name: Path) -> Path:
    return name.with_name(_YEAR.sub("", name.stem) + name.suffix)
