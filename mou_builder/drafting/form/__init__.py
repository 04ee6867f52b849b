"""A config as a form: what can be filled in, with what, and what a filled-in form changes."""
