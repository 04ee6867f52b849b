"""Comments and their replies (ISO/IEC 29500-1, 17.13.4; replies by [MS-DOCX], 2.5.4.1)."""

from __future__ import annotations

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.review.returned_copy import Remark
from mou_builder.word.reading.vocabulary import PARAGRAPH_ID, WORD_2012, name_of, value

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Note:
    """A comment as the file has it; ``paragraph`` is the id by which others reply to it."""

    id: str
    author: str
    date: str
    text: str
    paragraph: str


@dataclass(frozen=True)
class CommentPlace:
    """Where a comment stands: the line, and the words it was made on."""

    line: int | None = None
    about: str = ""


def read_notes(root: etree._Element | None) -> list[Note]:
    """Read the part ``word/comments.xml``."""
    notes = []
    for each in root if root is not None else ():
        if name_of(each) != "comment":
            continue
        paragraphs = [one for one in each.iter() if name_of(one) == "p"]
        texts = [_text(one) for one in paragraphs]
        last = paragraphs[-1].get(PARAGRAPH_ID, "") if paragraphs else ""
        notes.append(
            Note(
                value(each, "id"),
                value(each, "author") or UNKNOWN,
                value(each, "date"),
                "\n".join(filter(None, texts)),
                str(last),
            )
        )
    return notes


def _text(paragraph: etree._Element) -> str:
    words = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
    return "".join(
        (each.text or "") if name_of(each) == "t" else words.get(name_of(each), "")
        for each in paragraph.iter()
    ).strip()


def read_threads(root: etree._Element | None) -> dict[str, tuple[str, bool]]:
    """Read ``word/commentsExtended.xml``: what each comment replies to, and whether it is done."""
    threads = {}
    for each in root if root is not None else ():
        if each.tag == f"{WORD_2012}commentEx":
            parent = str(each.get(f"{WORD_2012}paraIdParent", ""))
            done = each.get(f"{WORD_2012}done") in ("1", "true")
            threads[str(each.get(f"{WORD_2012}paraId", ""))] = (parent, done)
    return threads


def remarks(
    notes: list[Note], threads: dict[str, tuple[str, bool]], places: dict[str, CommentPlace]
) -> tuple[Remark, ...]:
    """Return the comments in the order of the document, each with its replies below it."""
    above = _above(notes, threads)
    first_of: dict[str, Note] = {}
    answers: dict[str, list[Note]] = {}
    first: list[Note] = []
    for each in notes:
        start = _beginning(each, above, first_of)
        if start is each:
            first.append(each)
        else:
            answers.setdefault(start.id, []).append(each)
    made = [_remark(each, answers.get(each.id, []), threads, places) for each in first]
    return tuple(sorted(made, key=lambda each: -1 if each.line is None else each.line))


def _above(notes: list[Note], threads: dict[str, tuple[str, bool]]) -> dict[str, Note]:
    """Return what each comment replies to, by its paragraph."""
    by_paragraph = {each.paragraph: each for each in notes if each.paragraph}
    parents = {each: threads.get(each, ("", False))[0] for each in by_paragraph}
    return {each: by_paragraph[to] for each, to in parents.items() if to in by_paragraph}


def _beginning(note: Note, above: dict[str, Note], known: dict[str, Note]) -> Note:
    """Return the comment that a thread begins with; one in a circle of replies begins its own.

    ``known`` keeps what was found, so that a long thread is walked once.
    """
    walked = {note.paragraph: note}
    first = note
    while first.paragraph in above and first.paragraph not in known:
        first = above[first.paragraph]
        if first.paragraph in walked:
            return note
        walked[first.paragraph] = first
    first = known.get(first.paragraph, first)
    known.update(dict.fromkeys(filter(None, walked), first))
    return first


def _remark(
    note: Note,
    answers: list[Note],
    threads: dict[str, tuple[str, bool]],
    places: dict[str, CommentPlace],
) -> Remark:
    place = places.get(note.id, CommentPlace())
    return Remark(
        note.author,
        note.text,
        note.date,
        place.line,
        " ".join(place.about.split()),
        threads.get(note.paragraph, ("", False))[1],
        tuple(Remark(each.author, each.text, each.date) for each in answers),
    )
