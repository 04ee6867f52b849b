"""A signed file read as an executed copy of an agreement, or of the instrument of an amendment.

No files, no clock: its bytes come in as values.
"""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.actions.amend import instrument_again
from mou_builder.actions.record import AmendedConfigs
from mou_builder.actions.render import words_of
from mou_builder.agreement.document import Agreement
from mou_builder.check.checking import Checked, ready
from mou_builder.check.record.signers import is_signers_own, signers_in
from mou_builder.config.amendments import is_step
from mou_builder.config.facts import CopyOnRecord, CopySignature
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity, as_typed
from mou_builder.frozen import dataclass
from mou_builder.pdf_reading.signatures import FoundSignature, LaterChanges
from mou_builder.pdf_reading.words import DRAWING, PICTURE
from mou_builder.record.copies import ReadCopy, ReadPdf, read_executed_copy
from mou_builder.record.printed_words import WordsCompared, WordsDiffer
from mou_builder.word.template.compiling import Template

SIGNED_BY_HAND = (
    "signed by hand, or with a picture of it, and not digitally: whose signature it is, nobody but "
    "you has looked"
)
UNKNOWN_LETTERS = "no font of this program has these letters"
HOW_TO_JUDGE_THEM = "compare them on paper, or name the folder of a font that has them: --fonts DIR"
_RECORD_SIGNATURES = (
    "record, too, who signed and on which day: mou record CONFIG signed --by NAME --on DAY"
)
OWN_TEMPLATE = "made with a template of your own? say which: --template FILE"


def paper_of(made_from: Checked | AmendedConfigs) -> Agreement:
    """Return the paper that was signed: an agreement, or the instrument of an amendment.

    Raises `Refused`: what keeps it from being made, and MOU916 for configs of which one is not the
    other with one more amendment.
    """
    if not isinstance(made_from, AmendedConfigs):
        return words_of(made_from)
    before, after = ready(made_from.before), ready(made_from.after)
    made = None
    if is_step(before.source.data, after.source.data):
        made = instrument_again(before, after)
    if made is None:
        message = (
            f"{after.source.file} is not what an amendment made of {before.source.file}, so that "
            "its instrument cannot be compared with the copy"
        )
        hint = "name the config as it was before the amendment: --before CONFIG"
        place = after.source.place(("amendments",))
        raise Refused((Diagnostic("MOU916", Severity.ERROR, message, place, hint),))
    return made


@dataclass(frozen=True)
class ExecutedCopy:
    """A copy that may be put on record, and what else there is to say about it."""

    copy: CopyOnRecord
    diagnostics: tuple[Diagnostic, ...]


def executed_copy(
    paper: Agreement,
    data: bytes,
    file: str,
    shown: str,
    read_pdf: ReadPdf,
    house: Template | None = None,
) -> ExecutedCopy:
    """Read a file as an executed copy of an agreement, or of the instrument of an amendment.

    ``file`` is its name, ``shown`` how the config shall call it, ``house`` the template that it was
    made with, if it is not ours. Raises `Refused`: MOU906 for each part whose words are not those
    of the paper, MOU910 for a signature that does not hold, MOU918 for a copy in which nobody
    signed, and what `read_executed_copy` raises.
    """
    found = read_executed_copy(data, file, paper, read_pdf, house)
    differing = _differences_from_paper(found, file, house)
    against = (*differing, *_broken_signatures(found, file))
    if against:
        raise Refused(against)
    if not found.shows_signing:
        message = "it has the words, but nothing in it shows that anybody signed it"
        hint = (
            "put the signed file on record, or the scan of the signed paper; "
            "who signed on paper is recorded by itself: mou record CONFIG signed"
        )
        raise Refused((Diagnostic("MOU918", Severity.ERROR, message, Place(file), hint),))
    signatures = tuple(
        CopySignature(each.field, each.by, each.day, each.certificate)
        for each in found.signatures
        if not each.is_time_stamp
    )
    copy = CopyOnRecord(shown, found.digest, found.words, signatures)
    return ExecutedCopy(copy, tuple(_what_to_say(found, file, paper)))


def _broken_signatures(found: ReadCopy, file: str) -> Iterator[Diagnostic]:
    for each in found.signatures:
        if not each.holds:
            message = f"the signature in the field “{each.field}” does not hold: {fault_of(each)}"
            hint = "mou verify says more; ask for a copy as it was signed"
            yield Diagnostic("MOU910", Severity.ERROR, message, Place(file), hint)


def fault_of(each: FoundSignature) -> str:
    """Return in words why a signature does not hold; "" where it does."""
    if each.holds:
        return ""
    if each.fault:
        return each.fault
    if each.after is LaterChanges.FILLED:
        return f"after it, fields were filled in: {', '.join(each.filled)}"
    return {LaterChanges.CHANGED: "after it, the document was changed"}.get(
        each.after, each.after.value
    )


def may_be_of_a_template(compared: WordsCompared | None, house: Template | None) -> bool:
    """Tell whether what a copy has besides its agreement may be of a template that is not named."""
    told = compared.differences if compared and house is None else ()
    return any(each.copy or each.remark in (PICTURE, DRAWING) for each in told)


def _differences_from_paper(
    found: ReadCopy, file: str, house: Template | None
) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each part that differs, and for each thing that it does."""
    parts: dict[str, list[str]] = {}
    for differs in found.compared.differences if found.compared else ():
        parts.setdefault(differs.part, []).append(difference_text(differs))
    hint = "it is not a copy of this agreement as this config makes it; nothing was recorded"
    if may_be_of_a_template(found.compared, house):
        hint += f"; {OWN_TEMPLATE}"
    for part, said in parts.items():
        yield Diagnostic("MOU906", Severity.ERROR, f"{part}: {'; '.join(said)}", Place(file), hint)
    hint = "what it shows may change; ask for a copy without that, or record a scan of the paper"
    for each in found.does:
        yield Diagnostic("MOU906", Severity.ERROR, each, Place(file), hint)


def difference_text(each: WordsDiffer) -> str:
    """Return in words how a copy differs in one place."""
    if each.remark:
        return each.remark
    if not each.copy:
        return f"“{each.agreement}” is not in the copy"
    if not each.agreement:
        return f"the copy also says “{each.copy}”"
    return f"the copy says “{each.copy}” instead of “{each.agreement}”"


def filled_in_text(words: str) -> str:
    """Return in words what was written on a line to write on."""
    what = "a picture" if words.startswith("[picture ") else f"“{words}”"
    return f"{what} was filled in where the agreement has a line to write on"


def _what_to_say(found: ReadCopy, file: str, paper: Agreement) -> Iterator[Diagnostic]:
    place = Place(file)
    all_of = {each.place: each for each in signers_in(paper.signatures)}
    for each in found.signatures:
        signer = all_of.get(each.field)
        if signer and not is_signers_own(each.by, signer):
            message = (
                f"the line of {signer.name} was signed with a certificate of {each.by}, "
                "which is not a signature of theirs"
            )
            hint = (
                "if that person signs for them, record it, too: "
                f"mou record CONFIG signed --by {as_typed(each.by)} --for {signer.place}"
            )
            yield Diagnostic("MOU908", Severity.WARNING, message, place, hint)
    for field in found.unsigned if found.signatures else ():
        who = all_of[field].label if field in all_of else f"the field “{field}”"
        hint = "if that line was signed on paper, record it: mou record CONFIG signed --by NAME"
        yield Diagnostic("MOU908", Severity.WARNING, f"not signed digitally: {who}", place, hint)
    for page in found.by_hand:
        message = f"page {page} is {SIGNED_BY_HAND}"
        yield Diagnostic("MOU907", Severity.WARNING, message, place, _RECORD_SIGNATURES)
    for letters in found.unknown:
        message = f"{letters}: {UNKNOWN_LETTERS}"
        yield Diagnostic("MOU907", Severity.WARNING, message, place, HOW_TO_JUDGE_THEM)
    if found.compared is None:
        message = "this is a scan: its words were not read, and nobody but you has compared them"
        yield Diagnostic("MOU907", Severity.WARNING, message, place, _RECORD_SIGNATURES)
    for words in found.compared.filled_in if found.compared else ():
        yield Diagnostic("MOU908", Severity.NOTE, filled_in_text(words), place)
    for remark in found.remarks:
        yield Diagnostic("MOU908", Severity.NOTE, remark, place)
