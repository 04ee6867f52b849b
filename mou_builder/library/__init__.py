"""Models: clauses, variants, blanks and requirement sets, loaded from data and validated."""
