"""Proposals: what is asked for, carried out in a config, or read out of what came back."""
