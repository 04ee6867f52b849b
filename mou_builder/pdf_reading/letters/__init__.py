"""Whether the letters of a PDF are drawn as its text has them, whatever its fonts say."""
