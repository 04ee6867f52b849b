"""Values that people type: the types that they have, and how each is read."""
