"""A review shown: text, HTML, JSON."""
