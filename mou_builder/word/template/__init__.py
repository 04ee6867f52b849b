"""A Word template: checked, compiled, and its looks read."""
