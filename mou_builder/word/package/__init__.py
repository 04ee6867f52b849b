"""A Word file as a package: opened within bounds, its parts and links, written as a ZIP."""
