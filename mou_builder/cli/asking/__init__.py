"""Asking a person in a terminal, question by question."""
