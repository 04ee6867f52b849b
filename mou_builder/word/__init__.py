"""WordprocessingML: the template, writing, redlining and reading back."""
