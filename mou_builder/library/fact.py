"""What can be recorded of an agreement: a requirement asks for it, a config tells it."""

from __future__ import annotations

from enum import StrEnum


class Fact(StrEnum):
    """What can be recorded of an agreement or of one of its amendments."""

    SENT = "sent"
    """It went out for signature."""
    SIGNED = "signed"
    """One signatory signed."""
    ADOPTED = "adopted"
    """A governing body approved it."""
    REFUSED = "refused"
    """A governing body did not approve it."""
    IN_EFFECT = "in effect"
    AMENDED = "amended"
    """An amendment took effect."""
    POSTED = "posted"
    """It was put where the public can read it."""
    FILED = "filed"
    """It was handed to an office that the law names."""
    REVIEWED = "reviewed"
    """The parties went through it together."""
    PUBLIC = "public"
    """It may be shown in the register for the public."""
    SUPERSEDED = "superseded"
    """Another agreement took its place."""
    TERMINATED = "terminated"
    """A party's notice ended it."""
    ENDED = "ended"
    """It ended in another way."""
    COPY = "copy"
    """An executed copy was looked at and is kept."""

    @property
    def is_about_words(self) -> bool:
        """Whether it says something of the very words that the agreement has on that day."""
        return self in (Fact.ADOPTED, Fact.SIGNED, Fact.IN_EFFECT, Fact.AMENDED, Fact.COPY)
