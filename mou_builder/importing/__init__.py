"""A state's table of districts becomes configs, one for each row."""
