"""Commands for whoever writes a config."""
