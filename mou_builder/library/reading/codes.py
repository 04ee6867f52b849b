"""The codes of what is wrong with the shape of a library's files."""

from __future__ import annotations

from mou_builder.yamltext.shape import Codes

CODES = Codes(
    unknown_key="MOU201",
    wrong_shape="MOU202",
    unreadable="MOU203",
    unknown_word="MOU204",
    lacking="MOU205",
)
