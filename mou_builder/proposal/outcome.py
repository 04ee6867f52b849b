"""What a proposal would make of an agreement, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement
from mou_builder.check.acceptance import can_be_accepted
from mou_builder.check.checking import Checked, Ready, check
from mou_builder.check.rule import Finding
from mou_builder.config.extending import with_text
from mou_builder.diagnostic import Diagnostic
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Comparison
from mou_builder.frozen import dataclass
from mou_builder.library.library import Library
from mou_builder.proposal.applying import taken_over
from mou_builder.proposal.proposal import Proposal
from mou_builder.proposal.proposal_text import proposal_text
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source


@dataclass(frozen=True)
class ProposalOutcome:
    """The agreement as it would read, and what a check says of it.

    ``proposal`` is None where nothing is proposed. ``text`` is that of the config as it would be,
    ``news`` what is said of it and was not said of the one before.
    """

    proposal: Proposal | None
    text: str
    checked: Checked
    before: Agreement
    after: Agreement | None
    comparison: Comparison | None
    news: tuple[Diagnostic, ...] = ()

    @property
    def acceptable(self) -> tuple[Finding, ...]:
        """What of the news a reason can accept."""
        return tuple(
            each for each in self.news if isinstance(each, Finding) and can_be_accepted(each)
        )


def outcome_of(
    base: Ready,
    proposal: Proposal | None,
    library: Library,
    today: date,
    remarks: Sequence[str] = (),
) -> ProposalOutcome:
    """Return what a proposal would make of the agreement of ``base``.

    Raises `Refused` where it cannot be carried out.
    """
    before, text = _assembled(base), base.source.text
    if proposal is not None:
        asked = proposal_source(base, proposal, remarks)
        text = taken_over(proposal, asked, base.source, base.model)
    checked = check(with_text(base.source, text), library, today)
    said = news(base, checked)
    if not isinstance(checked, Ready):
        return ProposalOutcome(proposal, text, checked, before, None, None, said)
    after = _assembled(checked)
    return ProposalOutcome(proposal, text, checked, before, after, compare(before, after), said)


def proposal_source(base: Ready, proposal: Proposal, remarks: Sequence[str] = ()) -> Source:
    """Return a proposal as the file that ``mou amend`` carries out."""
    config = PurePath(base.source.file).name
    file = f"{PurePath(config).stem}-proposal.yaml"
    text = proposal_text(proposal, config, file, remarks)
    return yaml_source.parse(text.encode(), file)


def _assembled(checked: Ready) -> Agreement:
    return assemble(checked.config, checked.model, draft=bool(checked.open_points))


def news(before: Checked, after: Checked) -> tuple[Diagnostic, ...]:
    """Return what is said of the amended config and was not said of the one before."""
    known = {(each.code, each.message) for each in before.diagnostics}
    return tuple(each for each in after.diagnostics if (each.code, each.message) not in known)
