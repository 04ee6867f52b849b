"""What was done with an agreement, and copies that prove it."""
