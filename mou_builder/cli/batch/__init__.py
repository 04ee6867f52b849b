"""Many files in one run: processes, progress, what was made from what."""
