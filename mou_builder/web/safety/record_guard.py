"""Only people whose role is to record may change what is on record of an agreement."""

from __future__ import annotations

from flask import abort, has_request_context

from mou_builder.diagnostic import Refused
from mou_builder.web.safety.access import Role
from mou_builder.web.safety.guard import signed_in
from mou_builder.yamltext import source as yaml_source

_FACTS = ("record", "history")
"""Keys of a config that say what was done: of this term, and of those before it."""


def refuse_change_of_record(was: bytes, now: bytes) -> None:
    """End a request (403) that would change what is on record without the role to do so.

    ``was`` and ``now`` are a config before and after it is saved, in whichever way that is done.
    """
    if not has_request_context() or signed_in().role >= Role.RECORD:
        return
    if _on_record(was) != _on_record(now):
        abort(
            403,
            f"Your role, {signed_in().role.name.lower()}, does not allow this: it would change "
            "what is on record of the agreement.",
        )


def _on_record(config: bytes) -> object:
    try:
        found = yaml_source.parse(config, "").data
    except Refused:
        return None
    return [found.get(each) for each in _FACTS] if isinstance(found, dict) else None
