"""Commands that make, compare, amend and review agreements."""
