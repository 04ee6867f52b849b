"""Checking many configs in one process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bench import subjects
from bench.timing import Row, medians
from mou_builder.check.checking import check
from mou_builder.disk.opening import open_library
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source

SIZES = (10, 100, 1000)


def measure() -> Iterator[Row]:
    """Milliseconds a config, reading included, and how they grow."""
    all_of_them = subjects.like_the_examples(SIZES[-1])

    def checked(sources: Sequence[Source]) -> None:
        library = open_library(())
        for each in sources:
            source = yaml_source.parse(each.text.encode(), each.file)
            found = check(source, library, subjects.DAY)
            if found.errors:
                raise RuntimeError(str(found.errors[0]))

    each_took = []
    for size in SIZES:
        these = partial(checked, all_of_them[:size])
        [seconds] = medians(these, rounds=5 if size < SIZES[-1] else 2)
        each_took.append(1000 * seconds / size)
        yield Row(f"check of {size:,} configs, each", each_took[-1], "ms", 3.0)
    yield Row(
        "a config out of 1,000, against one out of 100",
        each_took[-1] / each_took[-2],
        "×",
        1.1,
        "1 is linear growth",
    )
