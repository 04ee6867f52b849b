"""What has to be rendered again, and what may be overwritten, by what was recorded last time.

No files: what stands on the disk comes in as digests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from mou_builder.frozen import dataclass


@dataclass(frozen=True)
class RecordedOutputs:
    """What one config was made into: the digest of what went in, and of each output by name."""

    inputs: str
    outputs: Mapping[str, str]


def digest(parts: Iterable[bytes]) -> str:
    """Return the digest of several texts, each told from the next."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()


def content_digest(data: bytes) -> str:
    """Return the digest of an output."""
    return hashlib.sha256(data).hexdigest()


def made_of(inputs: str, outputs: Mapping[str, bytes]) -> RecordedOutputs:
    """Return what to record of outputs that were made of ``inputs``."""
    return RecordedOutputs(inputs, {name: content_digest(data) for name, data in outputs.items()})


def recorded_outputs(known: RecordedOutputs | None, endings: Sequence[str]) -> dict[str, str]:
    """Return the recorded outputs in the forms that are asked for, by name."""
    outputs = known.outputs if known else {}
    return {name: each for name, each in outputs.items() if name.endswith(tuple(endings))}


def is_up_to_date(
    known: RecordedOutputs | None, inputs: str, endings: Sequence[str], there: Mapping[str, str]
) -> bool:
    """Tell whether outputs need not be made: of the same inputs, and all there as recorded.

    ``there`` are the digests of what stands on the disk now, by name.
    """
    wanted = recorded_outputs(known, endings)
    is_same = known is not None and known.inputs == inputs and len(wanted) == len(endings)
    return is_same and all(there.get(name) == each for name, each in wanted.items())


@dataclass(frozen=True)
class ToWrite:
    """The outputs to write, and whether they may take the place of what is there."""

    files: Mapping[str, bytes]
    may_replace: bool


def to_write(
    outputs: Mapping[str, bytes], there: Mapping[str, str], known: RecordedOutputs | None
) -> ToWrite:
    """Return which outputs to write where a record is kept.

    What is there already is not written again. What is there otherwise is replaced if it is ours,
    as it was recorded; what a person has changed since is theirs.
    """
    wanted = {
        name: data for name, data in outputs.items() if there.get(name) != content_digest(data)
    }
    ours = known.outputs if known else {}
    strange = [name for name in wanted if name in there and ours.get(name) != there[name]]
    return ToWrite(wanted, not strange)
