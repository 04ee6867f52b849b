"""YAML read with positions, and the shape of a config."""
