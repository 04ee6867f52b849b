"""Commands for the life of an agreement: renewals, standing, records."""
