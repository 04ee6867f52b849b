"""How words look on paper, and whether they can be read there as they stand in the file."""
