"""A portfolio shown: text, HTML, tables, a calendar."""
