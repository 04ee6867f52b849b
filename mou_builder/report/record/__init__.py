"""A record and its evidence in words: for the terminal, the register and the conformed copy."""
