"""Amounts, shares and sums in own texts: how they are read, and whether they come out."""
