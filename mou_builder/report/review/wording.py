"""What a review says, in the words that its text and its page share."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import name

from mou_builder.agreement.wording import counted
from mou_builder.frozen import dataclass
from mou_builder.report.review.answers_wording import answers_in_short, beside_answers
from mou_builder.report.review.shown_words import PARAGRAPH, on_one_line
from mou_builder.review.findings import PartFinding, Review, Reviewed
from mou_builder.review.silent_edits import LIBRARY, Edit

ORDER = (
    PartFinding.SILENT,
    PartFinding.UNCERTAIN,
    PartFinding.TRACKED,
    PartFinding.ADDED,
    PartFinding.REMOVED,
    PartFinding.MOVED,
    PartFinding.LIBRARY,
    PartFinding.COMMENTED,
)

_MOST_NAMED = 4


def name_of(part: Reviewed) -> str:
    """Return what a part is called: “13. Program funding”."""
    return f"{part.number} {part.title}" if part.number else part.title


def findings_of(part: Reviewed) -> str:
    """Return in one line what became of our changes to a part, and the findings, gravest first."""
    answer = [part.answer.value] if part.answer else []
    left = beside_answers(part)
    return ", ".join((*answer, *(each.value for each in ORDER if each in left)))


def edit_of(edit: Edit) -> str:
    """Return an edit as a sentence, without who made it."""
    deleted, inserted = on_one_line(edit.deleted), on_one_line(edit.inserted)
    if edit.hand == LIBRARY:
        here = (
            f"“{inserted}” stands here"
            if inserted
            else f"nothing stands here{_behind_which_words(edit)}"
        )
        now = f"the library now has “{deleted}”" if deleted else "the library no longer has it"
        return f"{here}, {now}"
    if edit.over is not None:
        by = f" that {edit.over.author} inserted" if edit.over.author else ""
        return f"deleted “{deleted}”{by}"
    if deleted == PARAGRAPH and not inserted:
        return f"joined two paragraphs {_between_which_words(edit)}"
    if inserted == PARAGRAPH and not deleted:
        return f"split a paragraph {_between_which_words(edit)}"
    if deleted and inserted:
        return f"“{deleted}” became “{inserted}”{_other_signs(edit)}"
    if deleted:
        return f"deleted “{deleted}”{_behind_which_words(edit)}"
    return f"inserted “{inserted}”{_behind_which_words(edit)}"


def _other_signs(edit: Edit) -> str:
    """Return which letters or digits were replaced by signs that few can tell from them."""
    if len(edit.deleted) != len(edit.inserted):
        return ""
    pairs = [each for each in zip(edit.deleted, edit.inserted, strict=True) if len({*each}) > 1]
    if not all(_is_another_sign(*each) for each in pairs):
        return ""
    names = dict.fromkeys(f"“{to}” ({name(to, 'unknown').capitalize()})" for _, to in pairs)
    return f", which has other signs there: {', '.join([*names][:_MOST_NAMED])}"


def _is_another_sign(sign: str, other: str) -> bool:
    """Tell whether a letter or digit was replaced by one of another alphabet, or by the other."""
    if not (sign.isascii() and sign.isalnum() and other.isalnum()):
        return False
    return sign.isdigit() != other.isdigit() if other.isascii() else "WITH" not in name(other, "")


def _between_which_words(edit: Edit) -> str:
    before, after = on_one_line(edit.before)[-30:], on_one_line(edit.after)[:30]
    return f"between “…{before}” and “{after}…”"


def _behind_which_words(edit: Edit) -> str:
    words = on_one_line(edit.before).split()[-5:]
    return f" after “… {' '.join(words)}”" if words else ""


def review_summary(review: Review) -> str:
    """Return in one sentence what came back."""
    if review.answered:
        return "; ".join((answers_in_short(review), *_what_else(review))) + "."
    silent = sum(each.is_silent for each in review.parts)
    if review.is_untouched:
        return "Nothing was changed."
    if not review.changed:
        return "; ".join(("No change", *_what_else(review))) + "."
    said = [f"{counted(len(review.changed), 'part')} changed"]
    if silent:
        said.append(f"{silent} of them without tracking it")
    elif not review.is_uncertain:
        said.append("every change is tracked")
    return "; ".join((*said, *_what_else(review))) + "."


def _what_else(review: Review) -> Iterator[str]:
    """Yield what else a summary says: what may print otherwise, and comments."""
    uncertain = sum(each.is_uncertain for each in review.parts)
    others = sum(each.is_of_library for each in review.parts)
    comments = sum(len(each.remarks) for each in review.parts) + len(review.remarks)
    if uncertain:
        yield f"{counted(uncertain, 'part')} may print otherwise"
    if review.doubts:
        yield "the file as a whole may print otherwise"
    if others:
        yield f"{counted(others, 'part')} in the words of another library"
    if comments:
        yield counted(comments, "comment")


@dataclass(frozen=True)
class Group:
    """Parts that are shown together, under a heading."""

    heading: str
    parts: tuple[Reviewed, ...]


_OF_LIBRARY = "Made with another library: the document says that these words were sent so"


def groups(review: Review) -> Iterator[Group]:
    """Yield the parts that have something to say: silently edited ones before the others."""
    silent = tuple(each for each in review.parts if each.is_silent)
    uncertain = tuple(each for each in review.parts if each.is_uncertain and not each.is_silent)
    rest = [each for each in review.parts if not each.is_silent and not each.is_uncertain]
    ours = tuple(each for each in rest if each.answers)
    rest = [each for each in rest if not each.answers and (each.findings or each.notes)]
    library = tuple(each for each in rest if each.is_of_library and not each.is_changed)
    other = tuple(each for each in rest if each not in library)
    if silent:
        yield Group("Silent edits: these words differ from what was sent, untracked", silent)
    if uncertain:
        yield Group("These parts may print otherwise than they were read", uncertain)
    if ours:
        yield Group("What became of our changes", ours)
    if other:
        is_alone = not silent and not uncertain and not ours
        yield Group("What came back" if is_alone else "Tracked changes and comments", other)
    if library:
        yield Group(_OF_LIBRARY, library)
