"""What is new in the library since an agreement was made, clause by clause, and how to decline it.

An agreement is renewed with the words that were signed. Where the library would now word a clause
in another way, that is offered, and a clause that is to stay as it was is written into the config
as a text of its own.
"""

from __future__ import annotations

from dataclasses import replace

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import PartKind
from mou_builder.config.config import Config
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Comparison, Item
from mou_builder.drafting.form.own_words import as_own_text
from mou_builder.library.model import Model
from mou_builder.renewal.history import past_terms
from mou_builder.yamltext.changes import Set, YamlChange
from mou_builder.yamltext.source import Plain


def recorded_version(data: Plain) -> str | None:
    """Return the model and version that the last term of a config was made with, if it says."""
    terms = past_terms(data)
    recorded = terms[-1].get("model") if terms else None
    return recorded if isinstance(recorded, str) else None


def model_changes(config: Config, before: Model, now: Model) -> Comparison:
    """Return how the same config reads with the model as it was and as it is."""
    return compare(assemble(config, before, draft=True), assemble(config, now, draft=True))


def corrections(config: Config, now: Model) -> Comparison:
    """Return how a config that leaves the model's errors as published reads without them."""
    corrected = replace(config, corrected=True)
    return compare(assemble(config, now, draft=True), assemble(corrected, now, draft=True))


def offered(comparison: Comparison) -> tuple[Item, ...]:
    """Return the parts whose words the library changed, each an offer of its own."""
    return tuple(item for item in comparison.items if item.reads_otherwise)


def one_by_one(comparison: Comparison, item: Item) -> Comparison:
    """Return the comparison of one part alone, to be shown as its redline."""
    return replace(comparison, items=(item,), general=())


def can_be_kept(item: Item) -> bool:
    """Tell whether a config can keep the old words of a part: a clause."""
    return item.part is PartKind.CLAUSE


def keeping_old_words(item: Item, version: str) -> YamlChange:
    """Return the change to a config by which a clause stays as the last term had it.

    A clause that is new in the library and required is left out, with the same reason.
    """
    because = f"As agreed for the last term; the change since {version} was not taken."
    provision = item.old.provision if item.old else None
    if provision is None:
        return Set(("clauses", item.id), {"omit": {"because": because}})
    return Set(("clauses", item.id), {"text": as_own_text(provision.blocks), "because": because})
