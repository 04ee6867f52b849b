"""Comments in the margin (ISO/IEC 29500-1, 17.13.4)."""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.agreement.document import Comment
from mou_builder.word.namespaces import WORD
from mou_builder.word.writing.runs import run
from mou_builder.word.xml_text import DECLARATION, attribute, timestamp


def comments_xml(comments: Sequence[tuple[int, Comment]], before: str | None) -> str:
    """The comments part, with comments by their ids; ``before`` is that of the template, if any."""
    written = "".join(_comment(number, each) for number, each in comments)
    if before is None:
        return f'{DECLARATION}<w:comments xmlns:w="{WORD}">{written}</w:comments>'
    if before.endswith("/>"):
        return f"{before[:-2]}>{written}</w:comments>"
    end = before.rindex("</")
    return f"{before[:end]}{written}{before[end:]}"


def _comment(number: int, comment: Comment) -> str:
    initials = "".join(word[0] for word in comment.author.split())[:3]
    when = timestamp(comment.date)
    date = f' w:date="{when}"' if when else ""
    paragraphs = "".join(f"<w:p>{run(each)}</w:p>" for each in comment.text.split("\n"))
    return (
        f'<w:comment w:id="{number}" w:author="{attribute(comment.author)}"{date} '
        f'w:initials="{attribute(initials)}">{paragraphs}</w:comment>'
    )
