"""How configs come to be: by an interview, or from a table."""
