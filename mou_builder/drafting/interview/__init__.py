"""The questions of `mou init`, and the config that their answers make."""
