"""A draft that is being written: the agreement beside its form, and what is said about it."""
