"""Configs from a table of districts."""
