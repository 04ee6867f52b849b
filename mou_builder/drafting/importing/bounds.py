"""What a table may cost: any file that a stranger sends is read within these bounds, or refused."""

from __future__ import annotations

MOST_BYTES = 20_000_000
MOST_ROWS = 20_000
"""More rows than there are school districts in the United States."""
MOST_COLUMNS = 500
MOST_CELLS = 200_000
MOST_CHARACTERS = 10_000_000
"""In all cells that hold something, texts that are shared counted each time."""


class TooLarge(ValueError):
    """A table beyond the bounds; says which."""


class Tally:
    """Counts what has been read of a table; raises `TooLarge` as soon as a bound is passed."""

    def __init__(self) -> None:
        self.rows = self.cells = self.characters = 0

    def add_row(self) -> None:
        """Count one more row that holds something."""
        self.rows += 1
        if self.rows > MOST_ROWS + 1:
            raise TooLarge(f"it has more than {MOST_ROWS:,} rows; import it in parts")

    def add_cell(self, column: int, length: int) -> None:
        """Count one more cell, with so many characters."""
        self.cells += 1
        self.characters += length
        if column > MOST_COLUMNS:
            raise TooLarge(f"it has more than {MOST_COLUMNS} columns")
        if self.cells > MOST_CELLS:
            raise TooLarge(f"it has more than {MOST_CELLS:,} cells; import it in parts")
        if self.characters > MOST_CHARACTERS:
            raise TooLarge(f"it has more than {MOST_CHARACTERS:,} characters; import it in parts")
