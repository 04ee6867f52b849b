"""Draft, check, amend and renew School Resource Officer agreements."""

__version__ = "0.1.0"
