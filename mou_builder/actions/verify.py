"""What a PDF proves: whose signatures hold, and whether its words are the agreement's."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.actions.executed_copies import (
    HOW_TO_JUDGE_THEM,
    OWN_TEMPLATE,
    SIGNED_BY_HAND,
    UNKNOWN_LETTERS,
    difference_text,
    fault_of,
    filled_in_text,
    may_be_of_a_template,
    paper_of,
)
from mou_builder.actions.record import AmendedConfigs
from mou_builder.agreement.wording import long_date
from mou_builder.check.checking import Checked, Ready, check
from mou_builder.check.record.signers import Signer, is_signers_own, same_person, signers
from mou_builder.config.facts import Certificate, Record
from mou_builder.diagnostic import Refused
from mou_builder.library.fact import Fact
from mou_builder.library.library import Library
from mou_builder.pdf_reading.evidence import PdfEvidence
from mou_builder.pdf_reading.signatures import FoundSignature, LaterChanges
from mou_builder.record.copies import compare_pdf
from mou_builder.record.printed_words import WordsCompared
from mou_builder.record.verified import VerifiedPdf
from mou_builder.report.record.wording import CERTIFICATES
from mou_builder.word.template.compiling import Template
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source


def verify(
    evidence: PdfEvidence,
    file: str,
    library: Library,
    against: Source | None = None,
    *,
    before: Source | None = None,
    trust_is_asked: bool = False,
    house: Template | None = None,
) -> VerifiedPdf:
    """Judge a PDF by the config that it carries, or by the config ``against``.

    The instrument of an amendment is judged by two configs, of which ``before`` is the one that is
    amended. ``trust_is_asked`` tells whether certificates that are not trusted are a problem;
    ``house`` is the template that the PDF was made with, if it is not ours.
    """
    judging = _Verifying(evidence, file, library, trust_is_asked, house)
    return judging.verified(against, before)


class _Verifying:
    def __init__(
        self,
        evidence: PdfEvidence,
        file: str,
        library: Library,
        trust_is_asked: bool,
        house: Template | None,
    ) -> None:
        self.evidence = evidence
        self.file = file
        self.library = library
        self.trust_is_asked = trust_is_asked
        self.house = house
        self.facts: list[str] = []
        self.problems: list[str] = []
        self.notes: list[str] = []

    def verified(self, against: Source | None, before: Source | None) -> VerifiedPdf:
        checked = self.checked(against)
        known = self.signers(checked)
        self.signatures(known, self.deputies(checked))
        self.problems += self.evidence.carried.does
        compared = self.words(checked, self.amended(before))
        self.origin(checked, against)
        return VerifiedPdf(
            self.file,
            self.evidence,
            compared,
            tuple(self.facts),
            tuple(self.problems),
            tuple(self.notes),
        )

    def checked(self, against: Source | None) -> Checked | None:
        if against is not None:
            return check(against, self.library)
        carried = self.evidence.carried.config
        if carried is None:
            self.problems.append(
                "it does not carry the config of an agreement, so that its words can be compared "
                "with nothing; name the config: --against CONFIG"
            )
            return None
        return self.checked_inside(carried, "the config that it carries")

    def amended(self, before: Source | None) -> Checked | None:
        """Return the config that the PDF amends; None where it is no amendment."""
        carried = self.evidence.carried.before
        if carried is None:
            return None
        if before is not None:
            return check(before, self.library)
        return self.checked_inside(carried, "the config that it amends")

    def checked_inside(self, carried: tuple[str, bytes], what: str) -> Checked | None:
        name, data = carried
        try:
            return check(yaml_source.parse(data, name), self.library)
        except Refused:
            self.problems.append(f"{what} cannot be read")
            return None

    def signers(self, checked: Checked | None) -> dict[str, Signer]:
        if not isinstance(checked, Ready):
            return {}
        return {each.place: each for each in signers(checked.config, checked.model)}

    def deputies(self, checked: Checked | None) -> set[tuple[str, str]]:
        """Return who signed in which place for another, by the record of the config."""
        record = checked.config.record if isinstance(checked, Ready) else Record()
        signed = (each for each in record if each.fact is Fact.SIGNED)
        return {(each.place or "", each.by or "") for each in signed}

    def signatures(self, known: dict[str, Signer], deputies: set[tuple[str, str]]) -> None:
        found = self.evidence.fields
        for each in found.signatures:
            said, fault = signature_text(each, known), fault_of(each)
            (self.problems if fault else self.facts).append(said)
            signer = known.get(each.field)
            if signer and not each.is_time_stamp and not is_signers_own(each.by, signer):
                said = f"the line of {signer.name} was signed with a certificate of {each.by}"
                is_on_record = (each.field, each.by) in deputies
                (self.notes if is_on_record else self.problems).append(said)
            if self.trust_is_asked and not fault and each.certificate is not Certificate.TRUSTED:
                self.problems.append(f"{each.by}: {CERTIFICATES[each.certificate]}")
        is_signed = not all(each.is_time_stamp for each in found.signatures)
        if not is_signed:
            self.problems.append("it has no digital signature")
        for field in found.unsigned if is_signed else ():
            signer = known.get(field)
            who = signer.label if signer else f"the field “{field}”"
            self.problems.append(f"not signed: {who}")

    def words(self, checked: Checked | None, before: Checked | None) -> WordsCompared | None:
        if self.evidence.words.is_scan:
            self.problems.append("it is a scan, whose words were not read")
            return None
        if checked is None:
            return None
        try:
            agreement = paper_of(AmendedConfigs(before, checked) if before else checked)
        except Refused:
            self.problems.append(f"{checked.source.file} makes no agreement to compare with")
            return None
        compared = compare_pdf(self.evidence, agreement, self.house)
        self.problems += (f"{each.part}: {difference_text(each)}" for each in compared.differences)
        if compared.are_equal:
            what = f"the {agreement.title.text} that leads to" if before else "the agreement that"
            makes = "" if before else " makes"
            self.facts.append(
                f"its words are those of {what} {checked.source.file}{makes} with "
                f"{agreement.model} {agreement.version}"
            )
        if may_be_of_a_template(compared, self.house):
            self.notes.append(OWN_TEMPLATE)
        self.notes += (f"page {number} is {SIGNED_BY_HAND}" for number in compared.by_hand)
        for number, page in enumerate(self.evidence.words.pages, start=1):
            if page.has_picture and number not in compared.by_hand:
                said = "whose words, if it has any, were not read"
                self.notes.append(f"page {number} has a picture, {said}")
        for each in self.evidence.words.unknown:
            self.notes.append(f"{each}: {UNKNOWN_LETTERS}; {HOW_TO_JUDGE_THEM}")
        self.notes += map(filled_in_text, compared.filled_in)
        return compared

    def origin(self, checked: Checked | None, against: Source | None) -> None:
        others = self.evidence.carried.others
        self.notes += (f"it also carries “{each}”, which was not read" for each in others)
        carried = self.evidence.carried.config
        if carried is None:
            return
        by = f" by {self.evidence.carried.program}" if self.evidence.carried.program else ""
        self.facts.append(f"it was made{by} from {carried[0]}, which it carries")
        if against is not None and checked is not None and carried[1] != against.text.encode():
            self.notes.append(f"the config that it carries is not {against.file} as it is now")


def signature_text(each: FoundSignature, known: dict[str, Signer]) -> str:
    """Return one signature as a sentence."""
    signer = known.get(each.field)
    place = f" for {signer.label}" if signer and not same_person(signer.label, each.by) else ""
    where = f" in the field “{each.field}”"
    day = f" on {long_date(each.day)}" if each.day else ""
    fault = fault_of(each)
    who = f"signed by {each.by}" if each.by else "a signature"
    if each.is_time_stamp:
        who = f"time-stamped by {each.by}" if each.by else "a time stamp"
    return f"{who}{place}{day}{where}: {'; '.join(_judgement(each, fault))}"


def _judgement(each: FoundSignature, fault: str) -> Iterator[str]:
    if fault:
        yield f"does not hold, because {fault}"
    else:
        later = "nothing was done to the file after it"
        if each.after is LaterChanges.SIGNED:
            later = "after it came further signatures and nothing else"
        yield f"valid; {later}"
    yield CERTIFICATES[each.certificate]
