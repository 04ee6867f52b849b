"""Which configs belong to one agreement: by what each was made from, not by similarity.

An amended config and a renewed one say of which config they were made, by its digest. Where that
was changed since, the name that the commands give leads to it. Two agreements of the same parties
and the same term stay two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from mou_builder.config.amendments import base_of, stem_of
from mou_builder.portfolio.standing import Standing
from mou_builder.renewal.history import root_of


def families(configs: Iterable[Standing]) -> Iterator[list[Standing]]:
    """Yield the configs of each agreement: the first one, and those of its amendments."""
    joining = _Joining()
    for each in sorted(configs, key=lambda one: (len(one.lineage), one.file)):
        joining.put(each)
    yield from joining.families


class _Joining:
    def __init__(self) -> None:
        self.families: list[list[Standing]] = []
        self.homes: dict[str, list[Standing]] = {}
        self.by_digest: defaultdict[str, list[Standing]] = defaultdict(list)
        self.by_stem: defaultdict[str, list[Standing]] = defaultdict(list)

    def put(self, each: Standing) -> None:
        base = self.base_of(each) if each.lineage else None
        if base is not None:
            home = self.homes[base.file]
        else:
            home = []
            self.families.append(home)
        home.append(each)
        self.homes[each.file] = home
        self.by_digest[each.digest].append(each)
        self.by_stem[stem_of(each.file)].append(each)

    def base_of(self, each: Standing) -> Standing | None:
        """Return the config that an amended one was made from, or the nearest before it."""
        for length in range(len(each.lineage) - 1, -1, -1):
            made_from = self.by_digest.get(base_of(each.entries[length]) or "", ())
            steps = (made_from, self.by_stem.get(stem_of(each.file), ()))
            for candidates in steps:
                found = [one for one in candidates if one.lineage == each.lineage[:length]]
                if candidates is steps[1]:
                    found = [one for one in found if _is_one_term(one, each)]
                if found:
                    return max(found, key=lambda one: _nearness(one, each))
        return None


def _is_one_term(one: Standing, other: Standing) -> bool:
    return (one.number, one.since) == (other.number, other.since)


def _nearness(one: Standing, other: Standing) -> tuple[bool, int, int]:
    """Return how close a config is to another, among several with the same digest or name."""
    shared = sum(fact in other.record.facts for fact in one.record.facts)
    folders = zip(PurePath(one.file).parts, PurePath(other.file).parts, strict=False)
    return stem_of(one.file) == stem_of(other.file), shared, sum(a == b for a, b in folders)


def follows(after: Standing, before: Standing) -> bool:
    """Tell whether an agreement was renewed from another, directly or over several terms."""
    made_from = {each.digest for each in before.configs or (before,)}
    return any(
        term.until == before.until
        and (term.base in made_from or root_of(after.file) == root_of(before.file))
        for term in after.past
    )


def whose(document: Standing, agreements: Sequence[Standing]) -> Standing | None:
    """Return the agreement that a document was made of; ``agreements`` have its digest or name.

    Where none has the words that it was made from, they were changed since: then the name of the
    config tells, for the same parties and term.
    """
    same = [
        each
        for each in agreements
        if any(one.digest == document.digest for one in each.configs or (each,))
    ]
    named = [
        each
        for each in agreements
        if stem_of(each.file) == stem_of(document.file)
        and (each.district, each.agency, each.until)
        == (document.district, document.agency, document.until)
    ]
    return max(same or named, key=lambda one: _nearness(one, document), default=None)
