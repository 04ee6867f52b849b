"""Commands for the person who writes a config."""
