"""Where each word of an agreement comes from."""
