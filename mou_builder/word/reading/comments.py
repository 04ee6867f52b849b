"""Comments (ISO/IEC 29500-1, 17.13.4) and replies to them ([MS-DOCX], 2.5.4.1)."""

from __future__ import annotations

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.review.returned_copy import Remark
from mou_builder.word.vocabulary import PARAGRAPH_ID, WORD_2012, children, name_of, value

UNKNOWN = "unknown"
"""The author of comments and changes that name none."""
_WORDS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
"""What elements among the words of a comment read as."""


@dataclass(frozen=True)
class Note:
    """A comment as the file has it; ``paragraph`` is the id that replies to it refer to."""

    id: str
    author: str
    date: str
    text: str
    paragraph: str


@dataclass(frozen=True)
class CommentPlace:
    """What a comment is attached to: the index of a line, and words."""

    line: int | None = None
    about: str = ""


def read_notes(root: etree._Element | None) -> list[Note]:
    """Read the part ``word/comments.xml``."""
    return [_note(each) for each in children(root) if name_of(each) == "comment"]


def _note(comment: etree._Element) -> Note:
    paragraphs = [each for each in comment.iter() if name_of(each) == "p"]
    return Note(
        value(comment, "id"),
        value(comment, "author") or UNKNOWN,
        value(comment, "date"),
        "\n".join(filter(None, map(_text, paragraphs))),
        str(paragraphs[-1].get(PARAGRAPH_ID, "")) if paragraphs else "",
    )


def _text(paragraph: etree._Element) -> str:
    return "".join(
        (each.text or "") if name_of(each) == "t" else _WORDS.get(name_of(each), "")
        for each in paragraph.iter()
    ).strip()


def read_threads(root: etree._Element | None) -> dict[str, tuple[str, bool]]:
    """Read ``word/commentsExtended.xml``: what each comment replies to, and if it is resolved.

    All by the ids of paragraphs; a comment that is no reply has "".
    """
    threads = {}
    for each in children(root):
        if each.tag == f"{WORD_2012}commentEx":
            parent = str(each.get(f"{WORD_2012}paraIdParent", ""))
            done = each.get(f"{WORD_2012}done") in ("1", "true")
            threads[str(each.get(f"{WORD_2012}paraId", ""))] = (parent, done)
    return threads


def remarks(
    notes: list[Note], threads: dict[str, tuple[str, bool]], places: dict[str, CommentPlace]
) -> tuple[Remark, ...]:
    """Return the comments in the order of the document, each with its replies."""
    by_paragraph = {each.paragraph: each for each in notes if each.paragraph}
    parents = {
        each: by_paragraph[threads[each][0]]
        for each in by_paragraph
        if each in threads and threads[each][0] in by_paragraph
    }
    roots: dict[str, Note] = {}
    first: list[Note] = []
    replies: dict[str, list[Note]] = {}
    for each in notes:
        root = _thread_root(each, parents, roots)
        if root is each:
            first.append(each)
        else:
            replies.setdefault(root.id, []).append(each)
    made = []
    for each in first:
        place = places.get(each.id, CommentPlace())
        answers = tuple(Remark(r.author, r.text, r.date) for r in replies.get(each.id, ()))
        about, is_settled = (
            " ".join(place.about.split()),
            threads.get(each.paragraph, ("", False))[1],
        )
        made.append(
            Remark(each.author, each.text, each.date, place.line, about, is_settled, answers)
        )
    return tuple(sorted(made, key=lambda each: -1 if each.line is None else each.line))


def _thread_root(note: Note, parents: dict[str, Note], known: dict[str, Note]) -> Note:
    """Return the comment that begins a thread; one in a circle of replies begins its own.

    ``known`` keeps the roots found, so that a long thread is followed once.
    """
    walked = {note.paragraph}
    root = note
    while root.paragraph in parents and root.paragraph not in known:
        root = parents[root.paragraph]
        if root.paragraph in walked:
            return note
        walked.add(root.paragraph)
    root = known.get(root.paragraph, root)
    known.update(dict.fromkeys(filter(None, walked), root))
    return root
