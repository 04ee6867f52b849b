"""A comparison shown: text, HTML, JSON."""
