"""Facts and evidence: what was done with an agreement, and copies that prove it."""
