"""Content controls that show the title among a file's properties (ISO/IEC 29500-1, 17.5.2.6).

Word puts the title of the file into them when it opens it, which is that of the agreement. So they
are taken for a tag that prints it, whatever words they were saved with.
"""

from __future__ import annotations

import re

from lxml import etree

from mou_builder.patterns import pattern
from mou_builder.word.namespaces import W
from mou_builder.word.vocabulary import child, value

_TITLE = pattern(r"/\w+:coreProperties(\[1\])?/\w+:title(\[1\])?", re.IGNORECASE)
_OF_PLACEHOLDER = "PlaceholderText"
"""The character style of the words that stand in a control while it shows nothing."""


def put_title_tags(root: etree._Element) -> None:
    """Put the tag of the title into each control that shows the title of the file."""
    for control in root.iter(f"{W}sdt"):
        binding = child(control, "sdtPr", "dataBinding")
        content = child(control, "sdtContent")
        if binding is None or content is None or not _TITLE.fullmatch(value(binding, "xpath")):
            continue
        for number, words in enumerate(content.iter(f"{W}t")):
            words.text = "" if number else "{{ title }}"
        for each in (*control.iter(f"{W}showingPlcHdr"), *content.iter(f"{W}rStyle")):
            holder = each.getparent()
            if holder is not None and value(each) in ("", _OF_PLACEHOLDER):
                holder.remove(each)
