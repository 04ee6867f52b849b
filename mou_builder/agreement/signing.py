"""The end of an agreement: the line that dates it, a signature block for every signatory, and the
last clauses, where these are short, which stand on the page where it begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.agreement.document import (
    Agreement,
    Change,
    Fill,
    Kind,
    Paragraph,
    Provision,
    SignatureBlock,
    Span,
)
from mou_builder.agreement.environment import rendered
from mou_builder.agreement.filled_values import Filled, FilledBlanks
from mou_builder.agreement.text_blocks import spans_of
from mou_builder.agreement.wording import month, ordinal
from mou_builder.config.config import Config, Party, Signatory
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance
from mou_builder.library.typed.values import Open


def closing(config: Config, model: Model) -> Paragraph:
    """Return “Signed on the 1st of July, 2026”, or the same with room to write."""
    filled = FilledBlanks()
    if config.signed:
        day = config.signed
        parts = {"day": ordinal(day.day), "month": month(day), "year": str(day.year)}
        fill = Fill.GIVEN
    else:
        left_open = any(isinstance(party.name, Open) for party in config.parties.values())
        parts = model.closing.open if left_open else model.closing.pen
        fill = Fill.OPEN
    names: dict[str, object] = {
        name: Filled(filled, text, "signed", fill=fill) for name, text in parts.items()
    }
    return Paragraph(Kind.CLOSING, spans_of(rendered(model.closing.text, names), filled))


def signature_blocks(config: Config, model: Model) -> tuple[SignatureBlock, ...]:
    """Return a block for every signatory of every party, in the order of the config."""
    return tuple(block for party in config.parties.values() for block in _blocks_of(party, model))


def _blocks_of(party: Party, model: Model) -> Iterator[SignatureBlock]:
    plan = model.parties.get(party.id)
    if isinstance(party.name, Open) and not party.signatories and plan:
        yield _published_block(party, plan.caption)
        return
    signatories = party.signatories or (Signatory(title=_usual_title(party, model)),)
    several = len(signatories) > 1
    for at, signatory in enumerate(signatories):
        path = f"parties.{party.id}.{signatory.key}"
        name = f"{party.id}-{at + 1}" if several else party.id
        yield _block_of(party, model, signatory, name, path)


def _usual_title(party: Party, model: Model) -> str | None:
    if party.id == "district":
        return model.parties["district"].caption
    kind = model.kinds.get(party.kind)
    return kind.head if kind else None


def _published_block(party: Party, caption: str) -> SignatureBlock:
    """Return a block as the published model prints it: a line, and who signs under it."""
    return SignatureBlock(
        id=party.id,
        tooltip=f"Signature: {caption}",
        paragraphs=(
            Paragraph(Kind.SIGNATURE, ()),
            Paragraph(Kind.CAPTION, (Span(caption),)),
        ),
    )


def called(party: Party, model: Model) -> str:
    """Return how a model calls a party: by its part in the agreement, or by its kind."""
    plan, kind = model.parties.get(party.id), model.kinds.get(party.kind)
    return plan.label if plan else kind.label if kind else party.id


def missing_name(party: Party, model: Model) -> str:
    """Return what stands in a draft for the name of a party."""
    return f"[name of the {called(party, model)}]"


def _block_of(
    party: Party, model: Model, signatory: Signatory, name: str, path: str
) -> SignatureBlock:
    party_name = party.name if isinstance(party.name, str) else missing_name(party, model)
    party_fill = Fill.GIVEN if isinstance(party.name, str) else Fill.MISSING
    heading = [Span(party_name, blank=f"parties.{party.id}.name", fill=party_fill)]
    if signatory.capacity:
        heading += [Span(" – "), Span(signatory.capacity, blank=f"{path}.capacity")]
    if model.closing.marked and not signatory.binds:
        heading.append(Span(f" {model.closing.marked}"))
    paragraphs = [Paragraph(Kind.SIGNING_PARTY, tuple(heading), provenance=Provenance.DRAFTED)]
    paragraphs += [
        Paragraph(Kind.SIGNATURE, (), label="Signature:", provenance=Provenance.DRAFTED),
        _labelled_line("Name:", signatory.name, f"{path}.name"),
        _labelled_line("Title:", signatory.title, f"{path}.title"),
        _labelled_line("Date:", None, "signed"),
    ]
    return SignatureBlock(name, _tooltip(signatory, party_name), tuple(paragraphs))


def _labelled_line(label: str, value: str | Open | None, path: str) -> Paragraph:
    spans = (Span(value, blank=path),) if isinstance(value, str) else ()
    return Paragraph(Kind.PARTICULAR, spans, label=label, provenance=Provenance.DRAFTED)


def _tooltip(signatory: Signatory, party: str) -> str:
    who = [each for each in (signatory.name, signatory.title) if isinstance(each, str)]
    capacity = f" ({signatory.capacity})" if signatory.capacity else ""
    return f"Signature of {', '.join([*who, f'for {party}'])}{capacity}"


# What stands with it


def beside_signatures(agreement: Agreement, two_lines: int) -> tuple[Provision, ...]:
    """Return the last clauses, where they have fewer words than ``two_lines``.

    They stand on the page where the signatures begin, and with them the last lines before: those of
    another clause, or the heading of their section. None is returned where nothing is signed.
    """
    if not (agreement.signatures or agreement.answers) or not agreement.sections:
        return ()
    kept: list[Provision] = []
    words = 0
    for each in reversed(agreement.sections[-1].provisions):
        more = _count_of_words(each)
        if more is None or words + more >= two_lines:
            break
        kept.insert(0, each)
        words += more
    return tuple(kept)


def _count_of_words(provision: Provision) -> int | None:
    """Return how many words a clause has; None for one that is changed, or not of paragraphs."""
    paragraphs = [each for each in provision.blocks if isinstance(each, Paragraph)]
    if len(paragraphs) < len(provision.blocks) or not paragraphs:
        return None
    if any(each.change is not Change.KEPT for each in paragraphs):
        return None
    if paragraphs[0].kind is not Kind.CLAUSE:
        return None
    return sum(len(each.text.split()) for each in paragraphs)
