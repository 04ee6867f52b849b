"""What a batch does with each of its files: check, render, compare it, or say how it stands."""
