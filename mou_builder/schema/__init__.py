"""JSON Schema of a config, for editors."""
