"""A municipality's config as typed values: what it says, extends and records."""
