"""The values of a template's tags: words of one agreement, and facts about it."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from mou_builder.agreement.document import Agreement, Paragraph
from mou_builder.word.namespaces import WORD
from mou_builder.word.template.looks.stories import PLACE
from mou_builder.word.template.tags import BODY, RUN_NAMES

_NAMESPACES = f'xmlns:w="{WORD}" xmlns:mou="{PLACE}"'


def tag_values(agreement: Agreement, *, redline: bool) -> dict[str, object]:
    """The values of all tags except the agreement's body and the names of runs."""
    values: dict[str, object] = {
        name: "" if each is None else new_words(each)
        for name, each in printed_as_runs(agreement).items()
    }
    return values | {
        "draft": agreement.draft,
        "language": agreement.language,
        "model": agreement.model,
        "redline": redline,
        "version": agreement.version,
    }


def printed_as_runs(agreement: Agreement) -> Mapping[str, Paragraph | None]:
    """The paragraphs that a template may print with their marks, by name."""
    return {
        "header": agreement.header,
        "subtitle": agreement.subtitle,
        "title": agreement.title,
    }


def new_words(paragraph: Paragraph) -> str:
    """The words on one line, with every change accepted."""
    kept = "".join(span.text for span in paragraph.spans if span.change.is_new)
    return " ".join(kept.split())


_FILLED = f'<w:r {_NAMESPACES}><mou:filled name="{{}}"/></w:r>'
LOOK_VALUES: Mapping[str, object] = {
    BODY: Markup(f"<w:p {_NAMESPACES}><mou:agreement/></w:p>"),  # noqa: S704 (constant)
    **{
        f"{name}_runs": Markup(_FILLED.format(name))  # noqa: S704 (constant)
        for name in RUN_NAMES
    },
}
"""What stands for an agreement and its runs while the look of a template is read."""
