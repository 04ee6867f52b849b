"""What differs between two agreements, clause by clause; proposals and amendments."""
