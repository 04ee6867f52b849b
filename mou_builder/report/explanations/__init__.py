"""Explanations of codes shown."""
