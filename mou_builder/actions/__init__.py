"""One module for each action, from values to the bytes of its outputs: no files, no clock."""
