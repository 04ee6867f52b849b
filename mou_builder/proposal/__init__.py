"""Proposals: reading and writing them, applying them, making them from a returned copy."""
