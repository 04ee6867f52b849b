"""The renewal packet: what is handed to a board, as one PDF and its parts.

Between the core and the command line: no files, no clock; the template and the day come in as
values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path, PurePath

from mou_builder.actions.compare import (
    Compared,
    ComparisonOptions,
    Side,
    compare_sides,
    comparison_sheet,
    redline_docx,
)
from mou_builder.actions.render import (
    Format,
    RenderOptions,
    agreement_of,
    document_title,
    pdf_of,
    render,
    sheet_of,
)
from mou_builder.agreement.document import Agreement
from mou_builder.agreement.wording import long_date
from mou_builder.check.checking import Checked, NotReady, ready
from mou_builder.check.rule import Case
from mou_builder.check.satisfaction import Satisfaction, satisfaction
from mou_builder.config.config import Config, Party
from mou_builder.config.extending import standalone
from mou_builder.diagnostic import Diagnostic
from mou_builder.frozen import dataclass, replace
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet
from mou_builder.papers.assessment_sheet import assessment_sheet
from mou_builder.papers.changed_clauses import PacketContents, changed_clauses
from mou_builder.papers.checklist import acceptance_of, checklist, met_text
from mou_builder.papers.decision import MOST_CHANGES, DecisionFacts, RenewalOccasion, decision
from mou_builder.pdf.document import page_count, pdf_writer
from mou_builder.pdf.values import Attachment, Job, Sheet
from mou_builder.portfolio.standing import standing
from mou_builder.renewal.plan import MARK
from mou_builder.renewal.renew import Renewal
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.renewal_text import term_text
from mou_builder.word.writing.document import render_docx
from mou_builder.yamltext.changes import at_path
from mou_builder.yamltext.source import legible

PACKET = "renewal-packet.pdf"


@dataclass(frozen=True)
class PacketOptions:
    """What a packet is made with: a Word template, the day it is made for, and who compares.

    Diagnostics call the template ``template_name``. ``names`` are what the configs of the two terms
    are called; ``made`` is the date in the files' metadata, none by default; ``fonts`` are folders
    of fonts that the PDFs may use.
    """

    template: bytes
    as_of: date
    author: str
    names: tuple[str, str]
    made: datetime | None = None
    fonts: tuple[Path, ...] = ()
    template_name: str = "template"


@dataclass(frozen=True)
class Packet:
    """The files of a packet by name, and what there is to say about them."""

    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class _Part:
    """A part of the packet: its title, the name of its files, and how it looks in the whole."""

    title: str
    name: str
    pdf: bytes
    docx: bytes
    sheet: Sheet


def packet(
    old: Checked, new: Checked, renewal: Renewal, library: Library, options: PacketOptions
) -> Packet:
    """Return the packet for the review of ``old`` and its renewal as ``new``.

    Raises `Refused` with what keeps either agreement from being made.
    """
    packing = _Packing(old, new, renewal, library, options)
    files = {name: data for made in packing.stages() for name, data in made.items()}
    return Packet(dict(sorted(files.items())), tuple(dict.fromkeys(packing.diagnostics)))


STAGES = 6
"""Stages that a packet is made in."""


def packet_stages(
    old: Checked, new: Checked, renewal: Renewal, library: Library, options: PacketOptions
) -> Iterator[Mapping[str, bytes]]:
    """Return the files of a packet, made stage by stage, so that progress can be shown.

    Raises `Refused` as `packet` does, before the first stage.
    """
    return _Packing(old, new, renewal, library, options).stages()


class _Packing:
    def __init__(
        self, old: Checked, new: Checked, renewal: Renewal, library: Library, options: PacketOptions
    ) -> None:
        self.agreements = tuple(agreement_of(each, draft=False) for each in (old, new))
        self.old, self.new, self.renewal = ready(old), ready(new), renewal
        self.library, self.options = library, options
        self.diagnostics: list[Diagnostic] = []

    @property
    def agreement(self) -> Agreement:
        return self.agreements[1]

    def stages(self) -> Iterator[Mapping[str, bytes]]:
        """Yield the files of each of the `STAGES`; the first two parts lead to those behind."""
        sides = [
            Side(name, checked, agreement)
            for name, checked, agreement in zip(
                self.terms, (self.old, self.new), self.agreements, strict=True
            )
        ]
        compared = compare_sides(*sides)
        self.number = 3
        checklist = self.checklist()
        yield self.numbered(checklist)
        redline = self.redline(compared)
        yield self.numbered(redline)
        assessment = self.assessment()
        yield self.numbered(assessment)
        is_told = checklist is not None and not self.is_all_met
        behind = [checklist, redline] if checklist and is_told else [redline]
        apart = [None if is_told else checklist, assessment]
        decided, changes = self.first(compared, behind, [each.title for each in apart if each])
        yield {**_files(decided, 1), **_files(changes, 2)}
        yield self.numbered(self.clean())
        yield {PACKET: self.bound([decided, changes, *behind])}

    def numbered(self, part: _Part | None) -> dict[str, bytes]:
        """Return the files of a part behind the first two, with the next number in their names."""
        if part is None:
            return {}
        self.number += 1
        return _files(part, self.number - 1)

    def bound(self, parts: Sequence[_Part]) -> bytes:
        """Return all parts as one PDF, which has the bookmarks of its parts."""
        job = Job(
            f"Renewal packet – {self.agreement.header.text}",
            self.agreement.language,
            Attachment(
                legible(PurePath(self.options.names[1]).name), standalone(self.new.source).encode()
            ),
            self.options.made,
            PACKET,
        )
        sheets = [replace(part.sheet, title=part.title) for part in parts]
        made = pdf_writer(self.options.fonts).packet(sheets, job)
        return made.pdf

    def part(
        self,
        title: str,
        name: str,
        sheet: Sheet,
        docx: bytes,
    ) -> _Part:
        job = Job(sheet.title, sheet.agreement.language, None, self.options.made)
        made = pdf_of(sheet, job, self.options.fonts, self.options.template_name)
        self.diagnostics += made.diagnostics
        return _Part(title, name, made.pdf, docx, sheet)

    @property
    def terms(self) -> tuple[str, str]:
        """What a board calls the two agreements."""
        return (
            f"the term until {long_date(self.renewal.old.until)}",
            f"the term until {long_date(self.renewal.new.until)}",
        )

    def paper(self, title: str, name: str, paper: Agreement) -> _Part:
        template, called = self.options.template, self.options.template_name
        docx = render_docx(paper, template, None, made=self.options.made, template_name=called)
        sheet = sheet_of(paper, template, document_title(paper), called)
        return self.part(title, name, sheet, docx)

    def first(
        self, compared: Compared, behind: Sequence[_Part], apart: Sequence[str]
    ) -> tuple[_Part, _Part]:
        """Return the page to decide by, and what changes, which says where the rest is."""
        page = self.decision(compared)
        length = 1
        while True:
            at, contents = page_count(page.pdf) + length + 1, []
            for part in behind:
                contents.append((part.title, at))
                at += page_count(part.pdf)
            where = PacketContents(contents, apart)
            paper = changed_clauses(compared.comparison, self.renewal, self.plain, where)
            made = self.paper("What changes", "changes", paper)
            if page_count(made.pdf) <= length:
                return page, made
            length += 1

    def decision(self, compared: Compared) -> _Part:
        """Return the page to decide by, which lists as many changes as it has room for."""
        occasion, deciding = self.occasion(), self.deciding(compared)
        for most in range(MOST_CHANGES, -1, -1):
            page = self.paper("Decision", "decision", decision(occasion, deciding, most))
            if page_count(page.pdf) == 1:
                break
        return page

    @property
    def plain(self) -> PlainWords:
        return PlainWords.of(self.new, self.old)

    def deciding(self, compared: Compared) -> DecisionFacts:
        accepted = self.configs[1].acceptances
        law = [
            f"{each.title}: {met_text(each, found, accepted)}"
            for each, found in self.requirements()
        ]
        reasons = [
            f"Not met and accepted: {one.requirement.title}. Reason: {reason}"
            for each, found in self.requirements()
            for one in found
            if not one.met and (reason := acceptance_of(each, one, accepted))
        ]
        sentences = self.plain.sentences(compared.comparison)
        return DecisionFacts(sentences, law, reasons, self.old.model, self.model)

    def occasion(self) -> RenewalOccasion:
        old, new = self.configs
        stands = standing(self.old, self.options.as_of)
        return RenewalOccasion(self.renewal, stands, old, new, self.agreement)

    @property
    def configs(self) -> tuple[Config, Config]:
        return self.old.config, self.new.config

    @property
    def model(self) -> Model:
        return self.new.model

    def assessment(self) -> _Part | None:
        """Return the sheet for the annual assessment of the term that ends."""
        parties = [each for each in self.configs[1].parties.values() if self.assesses(each)]
        made = assessment_sheet(self.agreements[0], parties, term_text(self.renewal.old))
        if made is None:
            return None
        return self.paper("Annual assessment", "assessment", made)

    def assesses(self, party: Party) -> bool:
        """Whether a party takes part in the assessment: the district, and every agency."""
        kind = self.model.kinds.get(party.kind)
        return party.id == "district" or (kind is not None and kind.agency)

    def requirements(self) -> list[tuple[RequirementSet, Sequence[Satisfaction]]]:
        """Return how each requirement stands that the next term's config names."""
        config = self.configs[1]
        case = Case(self.new.source, config, self.model, self.options.as_of)
        wanted = [self.library.requirement_set(each) for each in config.requirements]
        return [(each, satisfaction(case, each)) for each in wanted]

    @property
    def is_all_met(self) -> bool:
        """Whether the page to decide by has said all that there is to say of the requirements."""
        return all(one.met for _, found in self.requirements() for one in found)

    def checklist(self) -> _Part | None:
        found = self.requirements()
        if not found:
            return None
        paper = checklist(self.agreement, self.model, found, self.configs[1].acceptances)
        return self.paper("Checklist of requirements", "checklist", paper)

    def redline(self, compared: Compared) -> _Part:
        looks = ComparisonOptions(
            template=self.options.template,
            author=self.options.author,
            date=self.options.as_of.isoformat(),
            made=self.options.made,
            template_name=self.options.template_name,
        )
        sheet = comparison_sheet(compared, looks, is_in_packet=True)
        docx = redline_docx(compared, looks)
        return self.part("Comparison, clause by clause", "redline", sheet, docx)

    def clean(self) -> _Part:
        options = RenderOptions(
            (Format.DOCX, Format.PDF),
            self.options.template,
            template_name=self.options.template_name,
            made=self.options.made,
            fonts=self.options.fonts,
        )
        output = render(self.new, options)
        self.diagnostics += output.diagnostics
        made = {PurePath(name).suffix[1:]: data for name, data in output.files.items()}
        title = document_title(output.agreement)
        called = self.options.template_name
        sheet = sheet_of(output.agreement, self.options.template, title, called)
        return _Part("Agreement to sign", "agreement", made["pdf"], made["docx"], sheet)


def _files(part: _Part, number: int) -> dict[str, bytes]:
    return {f"{number}-{part.name}.docx": part.docx, f"{number}-{part.name}.pdf": part.pdf}


def as_edited(renewal: Renewal, new: Checked) -> Renewal:
    """Return a renewal as its config has become since, when a person went on from it.

    What is no longer marked to be looked at, or has another value, was looked at.
    """
    if isinstance(new, NotReady) or not isinstance(new.config.until, date):
        return renewal
    term = replace(renewal.new, since=new.config.since, until=new.config.until)
    text = new.source.text
    look = tuple(
        each
        for each in renewal.look_again
        if f"# {MARK}{each.why}" in text and at_path(new.source.data, each.path) == each.value
    )
    return replace(renewal, new=term, text=text, look_again=look)
