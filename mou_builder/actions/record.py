"""From a config and a fact to the config with the fact in its record: no files, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mou_builder.actions.render import agreement_of
from mou_builder.check.checking import Checked
from mou_builder.config.facts import CopyOnRecord, CopySignature
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.pdf.evidence import read_evidence
from mou_builder.pdf.verifying import After, FoundSignature
from mou_builder.record.copies import ReadCopy, ReadPdf, read_executed_copy
from mou_builder.record.printed_words import WordsDiffer


@dataclass(frozen=True)
class ExecutedCopy:
    """A copy that may be put on record, and what else there is to say about it."""

    copy: CopyOnRecord
    diagnostics: tuple[Diagnostic, ...]


def executed_copy(
    checked: Checked, data: bytes, file: str, shown: str, read_pdf: ReadPdf = read_evidence
) -> ExecutedCopy:
    """Read a file as an executed copy of the agreement of ``checked``.

    ``file`` is its name, ``shown`` how the config shall call it. Raises `Refused`: MOU906 for each
    part whose words are not the agreement's, MOU910 for a signature that does not hold, and what
    `read_executed_copy` raises.
    """
    found = read_executed_copy(data, file, agreement_of(checked, draft=False), read_pdf)
    against = (*_differences(found, file), *_broken_signatures(found, file))
    if against:
        raise Refused(against)
    signatures = tuple(
        CopySignature(each.field, each.by, each.day, each.certificate) for each in found.signatures
    )
    copy = CopyOnRecord(shown, found.digest, found.words, signatures)
    return ExecutedCopy(copy, tuple(_told(found, file)))


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
    if each.after is After.FILLED:
        return f"after it, fields were filled in: {', '.join(each.filled)}"
    return {After.CHANGED: "after it, the document was changed"}.get(each.after, each.after.value)


def _differences(found: ReadCopy, file: str) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each part that differs."""
    parts: dict[str, list[str]] = {}
    for each in found.compared.differences if found.compared else ():
        parts.setdefault(each.part, []).append(difference_text(each))
    for part, said in parts.items():
        hint = "it is not a copy of this agreement as this config makes it; nothing was recorded"
        yield Diagnostic("MOU906", Severity.ERROR, f"{part}: {'; '.join(said)}", Place(file), hint)


def difference_text(each: WordsDiffer) -> str:
    """Return in words how a copy differs in one place."""
    if not each.copy:
        return f"“{each.agreement}” is not in the copy"
    if not each.agreement:
        return f"the copy also says “{each.copy}”"
    return f"the copy says “{each.copy}” instead of “{each.agreement}”"


def _told(found: ReadCopy, file: str) -> Iterator[Diagnostic]:
    place = Place(file)
    if found.compared is None:
        message = "this is a scan: its words were not read, and nobody but you has compared them"
        yield Diagnostic("MOU907", Severity.WARNING, message, place)
    for words in found.compared.filled_in if found.compared else ():
        message = f"“{words}” was filled in where the agreement has a line to write on"
        yield Diagnostic("MOU908", Severity.NOTE, message, place)
    for remark in found.remarks:
        yield Diagnostic("MOU908", Severity.NOTE, remark, place)
