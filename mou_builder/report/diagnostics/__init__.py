"""Diagnostics shown: text, JSON, SARIF."""
