"""An agreement written as WordprocessingML."""
