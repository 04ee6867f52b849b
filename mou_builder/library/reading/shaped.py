"""Reading the files of a library: parsed, and refused where their shape is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mou_builder.diagnostic import Refused
from mou_builder.library.files import LibraryFile, LibraryFiles
from mou_builder.library.reading.rows import Row, row_of, row_shape
from mou_builder.yamltext.cerberus_alone import Validator
from mou_builder.yamltext.shape import Codes, Schema, compile_schema, items, validate
from mou_builder.yamltext.source import Source, parse

CODES = Codes(
    unknown_key="MOU201",
    wrong_shape="MOU202",
    unreadable="MOU203",
    unknown_word="MOU204",
    lacking="MOU205",
)


def shaped(
    file: LibraryFile, validator: Callable[[], Validator], *, verified: bool = False
) -> tuple[Source, dict[str, Any]]:
    """Return a file as parsed, and its data; raise `Refused` with all that is wrong in its shape.

    A file that is ``verified`` to be without fault is not examined again: that takes three times as
    long as reading it.
    """
    source = parse(file.raw, file.shown)
    found = [] if verified else list(validate(validator(), source.data, source, CODES))
    if found or not isinstance(source.data, dict):
        raise Refused(tuple(found))
    return source, source.data


def listed_rows(
    files: LibraryFiles, path: str, row: Callable[..., Row], **others: Schema
) -> tuple[Row, ...]:
    """Return the rows of a file that lists them under its own name; none where it is not there.

    ``others`` are as for `row_shape`. Raises `Refused` with all that is wrong in the file.
    """
    file = files.read(path)
    if file is None:
        return ()
    key = path.removesuffix(".yaml")

    def validator() -> Validator:
        each = {**row_shape(row, **others), "nullable": False}
        return compile_schema({key: {**items(each), "required": True}})

    _, data = shaped(file, validator, verified=file.digest in files.verified)
    return tuple(row_of(row, each) for each in data[key] or ())
