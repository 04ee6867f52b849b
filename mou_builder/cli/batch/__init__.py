"""Many files in one run: shared out among processes, with progress."""
