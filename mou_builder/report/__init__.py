"""Views of agreements, comparisons and diagnostics: text, HTML, JSON."""
